"""Pausing one tool and putting items back, as the engine does it: a door of its own, and a ledger on disk."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from guard.model.scheduler import Item, ItemState, Line, Scheduler
from guard.pausing._index import tool
from guard.pausing.act import WAITS, pause, resume
from guard.pausing.adapter import Adapter, Posts
from guard.pausing.ledger import Fate, Ledger
from guard.web import open_door

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Killed(BaseException):
    """The program ended in the middle."""


class DiesAfter:
    """An adapter of a program that ends when so many items are paused."""

    def __init__(self, adapter: Adapter, paused: int) -> None:
        self._adapter, self._left = adapter, paused

    async def items(self) -> Sequence[Item]:
        return await self._adapter.items()

    async def pause(self, item: Item) -> Item:
        await self._adapter.pause(item)
        self._left -= 1
        if self._left == 0:
            raise Killed
        return item

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        return await self._adapter.look(items)

    async def resume(self, item: Item, due: datetime | None) -> Item:
        return await self._adapter.resume(item, due)


@dataclass(frozen=True)
class Desk:
    """What pauses one tool: who it is, its token, and the ledger."""

    scheduler: Scheduler
    token: str
    mark: str
    """A document in which this word stands posts as the brand."""
    folder: Path
    patience: float = 15.0
    waits: Sequence[float] = WAITS
    """Between two looks at what was stopped and still runs."""

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.folder / "waiting")

    def judge(self, document: Mapping[str, Any]) -> Posts:
        may = self.mark in json.dumps(document)
        return Posts(may, ("mastodon:@acme@example.social",) if may else ())

    def run(self, act: Callable[[Adapter], Awaitable[Any]]) -> Any:
        """What ``act`` gives with an adapter of this tool."""

        async def within() -> Any:
            async with open_door() as door:
                site = door.site(self.scheduler.address, seconds=self.patience)
                return await act(tool(self.scheduler.tool).adapter(site, self.scheduler, self.token, self.judge))

        return asyncio.run(within())

    def freeze(self, *, killed_after: int = 0) -> Line:
        """The line of one pause; raises Killed where it is to end in the middle."""
        about = tool(self.scheduler.tool).TOOL

        async def act(adapter: Adapter) -> Line:
            used = DiesAfter(adapter, killed_after) if killed_after else adapter
            return await pause(used, about, self.scheduler, self.ledger, lambda: NOW, waits=self.waits)

        made: Line = self.run(act)
        return made

    def put_back(self, item: Item) -> Item:
        """The item as it was read back; raises NotRestored."""

        async def act(adapter: Adapter) -> Item:
            return await resume(adapter, self.scheduler, self.ledger, item, None, NOW, "Jo")

        made: Item = self.run(act)
        return made

    def waiting(self) -> dict[str, Item]:
        """What the ledger has read back as paused, by title."""
        return {one.item.title: one.item for one in self.ledger.all() if one.fate is Fate.WAITING}

    def fates(self) -> dict[str, Fate]:
        """What became of each item, by title."""
        return {one.item.title: one.fate for one in self.ledger.all()}

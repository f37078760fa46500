"""Pausing one tool, reading it back, and putting one item back: the same for every tool, and each may be repeated."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from guard.model.scheduler import Item, ItemState, Line, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Adapter, Tool
from guard.pausing.ledger import BrokenLedger, Fate, Ledger
from guard.pausing.lines import not_written, page_of, read_back, said_of, unverified
from guard.pausing.patience import SECONDS, finished
from guard.pausing.restoring import SOON, NotRestored, resume

__all__ = ["SECONDS", "SOON", "NotRestored", "page_of", "pause", "resume"]

ROUNDS = 3
"""How often it is looked whether something new has come in meanwhile."""
WAITS = (0.5, 1.5, 3.0, 5.0)
"""Seconds between two looks at what was stopped and still runs: a tool may need a moment to end it."""

_FATES = {
    ItemState.PAUSED: Fate.WAITING,
    ItemState.SENT: Fate.SENT,
    ItemState.GONE: Fate.GONE,
    ItemState.GOING: Fate.NOTED,
    ItemState.UNKNOWN: Fate.NOTED,
}
Now = Callable[[], datetime]


async def pause(
    adapter: Adapter,
    tool: Tool,
    scheduler: Scheduler,
    ledger: Ledger,
    now: Now,
    seconds: float = SECONDS,
    waits: Sequence[float] = WAITS,
) -> Line:
    """Pauses everything that is going, and reads it back. Always ends in a line, and the ledger says what is so.

    Repeating it does no harm: what is paused already is only read back. What cannot be written down is not touched,
    since nobody could put it back. ``seconds`` is exceeded only while something is being written down.
    """
    began = time.monotonic()
    work = _Pausing(adapter, scheduler, ledger, now)
    try:
        async with asyncio.timeout(seconds):
            items = await work.run(waits)
        line = read_back(scheduler, tool, items, work.why)
    except TimeoutError:
        text = Sentence.of("{tool} did not answer within {seconds} seconds.", tool=tool.name, seconds=f"{seconds:g}")
        line = unverified(scheduler, tool, text, work.known.values())
    except BrokenLedger as broken:
        line = _untouched(scheduler, tool, work, broken.text)
    except Exception as error:  # noqa: BLE001 - a mistake in one tool's module must not keep the others going
        line = unverified(scheduler, tool, said_of(error), work.known.values())
    if work.unwritten:
        line = not_written(line, tool, work.unwritten)
    return replace(line, seconds=time.monotonic() - began)


class _Pausing:
    """One run over one tool."""

    def __init__(self, adapter: Adapter, scheduler: Scheduler, ledger: Ledger, now: Now) -> None:
        self._adapter, self._scheduler, self._ledger, self._now = adapter, scheduler, ledger, now
        self._refused: set[str] = set()
        self.known: dict[str, Item] = {}
        """What was going, in this run or before, by its id now."""
        self.touched = False
        self.why = ""
        """The first trouble with one of them, a Sentence."""
        self.unwritten = ""
        """Why something that was done is not on disk, a Sentence."""

    async def run(self, waits: Sequence[float]) -> tuple[Item, ...]:
        """Every item that was going, in this run or before, as it was read last."""
        for one in await finished(self._ledger.of, self._scheduler.id):
            self.known[one.item.id] = one.item
        new = await self._new()
        for _ in range(ROUNDS):
            if not new:
                break
            self.known.update({item.id: item for item in new if item.id not in self.known})
            await finished(self._ledger.note, self._scheduler.id, new, self._now())
            for item in new:
                await self._pause(item)
            new = await self._new()
        return await self._read_back(waits, new)

    async def _new(self) -> list[Item]:
        """What the tool lists as going, without what it has refused to pause."""
        items = await self._adapter.items()
        return [item for item in items if item.state is ItemState.GOING and item.id not in self._refused]

    async def _pause(self, item: Item) -> None:
        self.touched = True
        try:
            kept = await self._adapter.pause(item)
        except Exception as error:  # noqa: BLE001 - the others are paused all the same
            self._refused.add(item.id)
            self.why = self.why or said_of(error)
            return
        if kept == item:
            return
        self.known.pop(item.id, None)
        self.known[kept.id] = kept
        try:
            await finished(self._ledger.change, self._scheduler.id, item.id, kept, Fate.NOTED)
        except BrokenLedger as broken:
            self.unwritten = broken.text

    async def _read_back(self, waits: Sequence[float], late: Sequence[Item]) -> tuple[Item, ...]:
        """``late`` is what was listed as going after the last round; it is told, and nobody says that it is paused."""
        found = await self._looked()
        for seconds in waits:
            if not any(item.state is ItemState.GOING and item.id not in self._refused for item in found):
                break
            await asyncio.sleep(seconds)
            found = await self._looked()
        new = [item for item in late if item.id not in self.known]
        try:
            await finished(self._ledger.note, self._scheduler.id, new, self._now())
            fates = {item.id: (item, _FATES[item.state]) for item in found}
            await finished(self._ledger.settle, self._scheduler.id, fates)
        except BrokenLedger as broken:
            self.unwritten = broken.text
        return (*found, *new)

    async def _looked(self) -> tuple[Item, ...]:
        if not self.known:
            return ()
        said = await self._adapter.look(tuple(self.known.values()))
        return tuple(replace(item, state=said.get(id_, ItemState.UNKNOWN)) for id_, item in self.known.items())


def _untouched(scheduler: Scheduler, tool: Tool, work: _Pausing, why: str) -> Line:
    """The line where the ledger could not be read, or not be written before anything of a round was touched."""
    if work.touched:
        return unverified(scheduler, tool, why, work.known.values())
    pattern = "Nothing was paused, since nobody could put it back: {why}"
    return unverified(scheduler, tool, Sentence.of(pattern, why=why), work.known.values())

"""Writing down what one run over a tool does, together where it does several things at once."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from guard.model.scheduler import Item
from guard.pausing.ledger import BrokenLedger, Fate, Ledger, Waiting, fits
from guard.pausing.patience import finished

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Noting:
    """One run's use of the ledger."""

    def __init__(self, ledger: Ledger, scheduler: str) -> None:
        self._ledger, self._scheduler = ledger, scheduler
        self._done: dict[str, tuple[Item, Fate]] = {}
        self._turn = asyncio.Lock()
        self.spent = 0.0
        """Seconds that the disk took."""
        self.unwritten = ""
        """Why something that was done is not on disk, a Sentence."""

    @property
    def folder(self) -> Path:
        """Where it is written down."""
        return self._ledger.folder

    fits = staticmethod(fits)

    async def open(self) -> tuple[Waiting, ...]:
        """What a person still has to decide about; raises BrokenLedger."""
        return await self._timed(self._ledger.of, self._scheduler)

    async def note(self, items: Sequence[Item], now: datetime) -> None:
        """Before they are touched; raises BrokenLedger."""
        await self._timed(self._ledger.note, self._scheduler, items, now)

    async def change(self, item_id: str, kept: Item) -> None:
        """After one was touched; what others have done meanwhile is written down in the same step."""
        self._done[item_id] = kept, Fate.NOTED
        await self.flush()

    async def flush(self) -> None:
        """Writes down what was done and is not written down yet: where the time was over before its turn came."""
        async with self._turn:
            done, self._done = self._done, {}
            if done:
                await self._kept(self._ledger.settle, self._scheduler, done)

    async def at_last(self, items: Sequence[Item], fates: Mapping[str, tuple[Item, Fate]], now: datetime) -> None:
        """What was read back, and of what is not open (any more) that it was going."""
        await self._kept(self._ledger.note, self._scheduler, items, now)
        await self._kept(self._ledger.settle, self._scheduler, fates)

    async def _kept(self, call: Callable[_P, None], *given: _P.args, **more: _P.kwargs) -> None:
        try:
            await self._timed(call, *given, **more)
        except BrokenLedger as broken:
            self.unwritten = broken.text

    async def _timed(self, call: Callable[_P, _R], *given: _P.args, **more: _P.kwargs) -> _R:
        began = time.monotonic()
        try:
            return await finished(call, *given, **more)
        finally:
            self.spent += time.monotonic() - began

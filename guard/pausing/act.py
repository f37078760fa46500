"""Pausing one tool and reading it back: the same for every tool, and may be repeated."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime

from guard.model.scheduler import Item, ItemState, Line, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Adapter, Tool
from guard.pausing.ledger import BrokenLedger, Busy, Fate, FullLedger, Ledger
from guard.pausing.lines import not_written, page_of, read_back, said_of, too_long, unverified
from guard.pausing.noting import Noting
from guard.pausing.patience import SECONDS
from guard.pausing.restoring import SOON, NotRestored, resume, settled
from guard.pausing.shapes import tidied
from guard.pausing.turns import having

__all__ = ["SECONDS", "SOON", "NotRestored", "page_of", "pause", "resume"]

TOGETHER = 200
"""How many are written down in one step, and then paused."""
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
_NEVER = datetime.max.replace(tzinfo=UTC)
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
    since nobody could put it back. While this runs nothing is begun to be put back; what is being put back already is
    waited for, when all else is paused. ``seconds`` is exceeded only while something is being written down.
    """
    began = time.monotonic()
    work = _Pausing(adapter, tool, scheduler, Noting(ledger, scheduler.id), now)
    try:
        async with asyncio.timeout(seconds), having(ledger.pausing, scheduler.id, seconds):
            items = await work.run(ledger, waits)
        line = read_back(scheduler, tool, items, work.why)
    except (TimeoutError, Busy):
        line = unverified(scheduler, tool, work.late(seconds, time.monotonic() - began), work.known.values())
    except BrokenLedger as broken:
        line = _untouched(scheduler, tool, work, broken.text)
    except Exception as error:  # noqa: BLE001 - a mistake in one tool's module must not keep the others going
        line = unverified(scheduler, tool, said_of(error), work.known.values())
    if work.noting.unwritten:
        line = not_written(line, tool, work.noting.unwritten)
    return replace(line, seconds=time.monotonic() - began)


class _Pausing:
    """One run over one tool."""

    def __init__(self, adapter: Adapter, tool: Tool, scheduler: Scheduler, noting: Noting, now: Now) -> None:
        self._adapter, self._tool, self._scheduler, self.noting, self._now = adapter, tool, scheduler, noting, now
        self._refused: set[str] = set()
        self._begun: dict[str, Item] = {}
        """What is being put back, or was when that was cut short."""
        self._met = False
        """Whether somebody was putting something back when this began."""
        self._waits_for = "pause"
        self.known: dict[str, Item] = {}
        """What was going, in this run or before, by its id now."""
        self.touched = False
        self.why = ""
        """The first trouble with one of them, a Sentence."""

    async def run(self, ledger: Ledger, waits: Sequence[float]) -> tuple[Item, ...]:
        """Every item that was going, in this run or before, as it was read last."""
        self._waits_for = "tool"
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(having(ledger.alone, self._scheduler.id, 0.0))
            except Busy:
                await self._meanwhile()
                self._waits_for = "restoring"
                await stack.enter_async_context(having(ledger.alone, self._scheduler.id, SECONDS))
                self._waits_for = "tool"
            try:
                with suppress(Exception):  # then they stay written down as begun, and all else is paused
                    await settled(self._adapter, self._scheduler, ledger)
                await self._know()
                late = await self._rounds()
                return await self._read_back(waits, late)
            finally:
                await self.noting.flush()

    def late(self, seconds: float, spent: float) -> Sentence:
        """Why it was not done in time."""
        if self._waits_for == "pause":
            pattern = "{tool} is being paused from elsewhere, and that was not over after {seconds} seconds."
        elif self._waits_for == "restoring":
            pattern = (
                "Something is being put back in {tool}, and that was not over after {seconds} seconds, so it may go "
                "out: pause once more."
            )
        elif self.noting.spent > spent / 2:
            pattern = (
                "Writing down what is going took {written} of {seconds} seconds: the disk with {folder} is slow, not "
                "{tool}."
            )
        else:
            pattern = "{tool} did not answer within {seconds} seconds."
        return Sentence.of(
            pattern,
            tool=self._tool.name,
            seconds=f"{seconds:g}",
            written=f"{self.noting.spent:.0f}",
            folder=self.noting.folder,
        )

    async def _meanwhile(self) -> None:
        """Pauses all that is not being put back, while somebody puts something back; what fails is tried again."""
        self._met = True
        try:
            with suppress(Exception):
                await self._know()
                self._refused |= self._begun.keys()
                await self._rounds()
        finally:
            await self.noting.flush()
        self._refused.clear()
        self.why = ""

    async def _know(self) -> None:
        open_ = await self.noting.open()
        self.known.update({one.item.id: one.item for one in open_})
        self._begun = {one.item.id: one.item for one in open_ if one.fate is Fate.RESTORING}

    async def _rounds(self) -> list[Item]:
        """Pauses what is going, until nothing new is; what is new after the last round is given."""
        new = await self._new()
        for _ in range(ROUNDS):
            if not new:
                break
            self.known.update({item.id: item for item in new if item.id not in self.known})
            for first in range(0, len(new), TOGETHER):
                await self._pause_all(await self._noted(new[first : first + TOGETHER]))
            new = await self._new()
        return new

    async def _noted(self, new: Sequence[Item]) -> list[Item]:
        """What is written down of them; what cannot be kept is not touched, and told."""
        long = [item for item in new if not self.noting.fits(item)]
        for item in long:
            self._refused.add(item.id)
            self.why = self.why or too_long(item)
        fit = [item for item in new if item.id not in self._refused]
        try:
            await self.noting.note(fit, self._now())
        except FullLedger as full:
            self._refused |= {item.id for item in fit}
            self.why = self.why or full.text
            return []
        return fit

    async def _new(self) -> list[Item]:
        """What the tool lists as going, the soonest first, without what it has refused to pause."""
        items = [tidied(item) for item in await self._adapter.items()]
        new = [item for item in items if item.state is ItemState.GOING and item.id not in self._refused]
        return sorted(new, key=lambda item: item.due or _NEVER)

    async def _pause_all(self, items: Sequence[Item]) -> None:
        """A few at the same time, where the tool allows for it."""
        left = iter(items)

        async def work() -> None:
            for item in left:
                await self._pause(item)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(max(1, min(self._tool.at_once, len(items)))):
                    group.create_task(work())
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None

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
        await self.noting.change(item.id, kept)

    async def _read_back(self, waits: Sequence[float], late: Sequence[Item]) -> tuple[Item, ...]:
        """``late`` is what was listed as going after the last round; it is told, and nobody says that it is paused."""
        found, waited = await self._looked(), False
        for seconds in waits:
            if not any(item.state is ItemState.GOING and item.id not in self._refused for item in found):
                break
            await asyncio.sleep(seconds)
            found, waited = await self._looked(), True
        if waited:
            late = await self._new()
        new = [item for item in late if item.id not in self.known]
        # What somebody had put back just when it was paused is not open any more: it is written down anew.
        again = self.known.values() if self._met else ()
        fates = {item.id: (item, _FATES[item.state]) for item in found if self._sure(item)}
        await self.noting.at_last([item for item in (*again, *new) if self.noting.fits(item)], fates, self._now())
        return (*found, *new)

    def _sure(self, item: Item) -> bool:
        """What was begun to be put back stays written down as that, where nobody can tell how it ended."""
        return item.state is not ItemState.UNKNOWN or item.id not in self._begun

    async def _looked(self) -> tuple[Item, ...]:
        if not self.known:
            return ()
        said: Mapping[str, ItemState] = await self._adapter.look(tuple(self.known.values()))
        return tuple(replace(item, state=said.get(id_, ItemState.UNKNOWN)) for id_, item in self.known.items())


def _untouched(scheduler: Scheduler, tool: Tool, work: _Pausing, why: str) -> Line:
    """The line where the ledger could not be read, or not be written before anything of a round was touched."""
    if work.touched:
        return unverified(scheduler, tool, why, work.known.values())
    pattern = "Nothing was paused, since nobody could put it back: {why}"
    return unverified(scheduler, tool, Sentence.of(pattern, why=why), work.known.values())

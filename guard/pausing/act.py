"""Pausing one tool, reading it back, and putting one item back: the same for every tool, and each may be repeated."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from guard.model.scheduler import Item, ItemKind, ItemState, Line, LineOutcome, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Adapter, Tool
from guard.pausing.ledger import Fate, Ledger
from guard.web import WebTrouble

SECONDS = 45.0
"""How long one tool may take; what is not done by then is not verified."""
ROUNDS = 3
"""How often it is looked whether something new has come in meanwhile."""
SOON = timedelta(minutes=2)
"""A post cannot be put back to go out sooner than this: somebody must be able to say stop."""

_FATES = {
    ItemState.PAUSED: Fate.WAITING,
    ItemState.SENT: Fate.SENT,
    ItemState.GONE: Fate.GONE,
    ItemState.GOING: Fate.NOTED,
    ItemState.UNKNOWN: Fate.NOTED,
}
Now = Callable[[], datetime]


class NotRestored(Exception):
    """It was not put back, or that could not be read back; the message is one sentence and says which."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


async def pause(
    adapter: Adapter, tool: Tool, scheduler: Scheduler, ledger: Ledger, now: Now, seconds: float = SECONDS
) -> Line:
    """Pauses everything that is going, and reads it back. Always ends in a line, and the ledger says what is so.

    Repeating it does no harm: what is paused already is only read back.
    """
    began = time.monotonic()
    work = _Pausing(adapter, scheduler, ledger, now)
    try:
        async with asyncio.timeout(seconds):
            items = await work.run()
        line = _line(scheduler, tool, items, work.troubles)
    except TimeoutError:
        text = Sentence.of("{tool} did not answer within {seconds} seconds.", tool=tool.name, seconds=f"{seconds:g}")
        line = _unverified(scheduler, tool, text)
    except WebTrouble as trouble:
        line = _unverified(scheduler, tool, trouble.text)
    return replace(line, seconds=time.monotonic() - began)


class _Pausing:
    """One run over one tool."""

    def __init__(self, adapter: Adapter, scheduler: Scheduler, ledger: Ledger, now: Now) -> None:
        self._adapter, self._scheduler, self._ledger, self._now = adapter, scheduler, ledger, now
        self.troubles: dict[str, WebTrouble] = {}

    async def run(self) -> tuple[Item, ...]:
        """Every item that was going, in this run or before, as it was read last."""
        for _ in range(ROUNDS):
            going = [item for item in await self._adapter.items() if item.state is ItemState.GOING]
            new = [item for item in going if item.id not in self.troubles]
            if not new:
                break
            await asyncio.to_thread(self._ledger.note, self._scheduler.id, new, self._now())
            for item in new:
                await self._pause(item)
        return await self._read_back()

    async def _pause(self, item: Item) -> None:
        try:
            kept = await self._adapter.pause(item)
        except WebTrouble as trouble:
            self.troubles[item.id] = trouble
            return
        if kept != item:
            await asyncio.to_thread(self._ledger.change, self._scheduler.id, item.id, kept, Fate.NOTED)

    async def _read_back(self) -> tuple[Item, ...]:
        open_ones = await asyncio.to_thread(self._ledger.of, self._scheduler.id)
        if not open_ones:
            return ()
        said = await self._adapter.look([one.item for one in open_ones])
        found = []
        for one in open_ones:
            item = replace(one.item, state=said.get(one.item.id, ItemState.UNKNOWN))
            await asyncio.to_thread(self._ledger.change, self._scheduler.id, item.id, item, _FATES[item.state])
            found.append(item)
        return tuple(found)


async def resume(
    adapter: Adapter, scheduler: Scheduler, ledger: Ledger, item: Item, due: datetime | None, now: datetime, by: str
) -> Item:
    """Puts one waiting item back and reads it back; raises NotRestored, also for a post whose time has passed."""
    if item.kind is ItemKind.POST:
        due = due or item.due
        if due is None or due < now + SOON:
            raise NotRestored(
                Sentence.of("Its time has passed, so it is not sent; give it a new one, or leave it out.")
            )
    try:
        async with asyncio.timeout(SECONDS):
            back = await adapter.resume(item, due)
            state = (await adapter.look([back])).get(back.id, ItemState.UNKNOWN)
    except TimeoutError:
        text = Sentence.of(
            "It did not answer within {seconds} seconds; look there before you try again.", seconds=SECONDS
        )
        raise NotRestored(text) from None
    except WebTrouble as trouble:
        raise NotRestored(trouble.text) from None
    if state is not ItemState.GOING:
        raise NotRestored(Sentence.of("It was asked for, but could not be read back as going; look there."))
    back = replace(back, state=state)
    await asyncio.to_thread(ledger.change, scheduler.id, item.id, back, Fate.RESTORED, by)
    return back


def _line(scheduler: Scheduler, tool: Tool, items: tuple[Item, ...], troubles: dict[str, WebTrouble]) -> Line:
    def how_many(state: ItemState) -> int:
        return sum(item.state is state for item in items)

    paused = how_many(ItemState.PAUSED) + how_many(ItemState.GONE)
    going, sent, unknown = how_many(ItemState.GOING), how_many(ItemState.SENT), how_many(ItemState.UNKNOWN)
    outcome, text, do = LineOutcome.PAUSED, Sentence.of("Paused, and read back: {count}.", count=paused), ""
    if not items:
        outcome, text = LineOutcome.NOTHING, Sentence.of("It was asked: nothing would go out.")
    elif going or sent:
        outcome, do = LineOutcome.FAILED, tool.by_hand
        pattern = "Paused: {paused}; still going: {going}; went out meanwhile: {sent}; not known: {unknown}.{why}"
        why = next((f" {trouble.text}" for trouble in troubles.values()), "")
        text = Sentence.of(pattern, paused=paused, going=going, sent=sent, unknown=unknown, why=why)
    elif unknown:
        outcome, do = LineOutcome.UNVERIFIED, tool.by_hand
        text = Sentence.of(
            "Paused: {paused}; what became of {unknown} could not be read.", paused=paused, unknown=unknown
        )
    return Line(scheduler.id, scheduler.shown, outcome, text, do, page_of(scheduler, tool), items)


def _unverified(scheduler: Scheduler, tool: Tool, text: str) -> Line:
    link = page_of(scheduler, tool)
    return Line(scheduler.id, scheduler.shown, LineOutcome.UNVERIFIED, text, tool.by_hand, link)


def page_of(scheduler: Scheduler, tool: Tool) -> str:
    """Where a person looks themselves."""
    return scheduler.address.rstrip("/") + tool.page

"""Putting back one item that waits, and reading it back.

That it is being put back is written down before the tool is touched. Whatever happens in the middle, the ledger says
so, and whoever comes next looks at the tool before anything else.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import BACK, Adapter
from guard.pausing.ledger import BrokenLedger, Busy, Fate, Ledger, Waiting
from guard.pausing.lines import said_of
from guard.pausing.patience import finished
from guard.pausing.turns import having
from guard.web import WebTrouble, WebWhy

SOON = timedelta(minutes=2)
"""A post cannot be put back to go out sooner than this: somebody must be able to say stop."""
SECONDS = 25.0
"""How long putting one back may take: a pause that is wanted meanwhile waits for its end."""
LOOKING = 10.0
"""How long it is looked what became of one whose putting back was cut short."""

_UNANSWERED = {WebWhy.SLOW, WebWhy.UNREACHABLE, WebWhy.BROKEN}
_ENDS = {
    ItemState.GOING: Fate.RESTORED,
    ItemState.PAUSED: Fate.WAITING,
    ItemState.SENT: Fate.SENT,
    ItemState.GONE: Fate.GONE,
}


class NotRestored(Exception):
    """It was not put back, or that could not be read back; the message is one sentence and says which."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def always() -> bool:
    """Nothing stands against it."""
    return True


async def resume(
    adapter: Adapter,
    scheduler: Scheduler,
    ledger: Ledger,
    item: Item,
    due: datetime | None,
    now: datetime,
    by: str,
    allowed: Callable[[], bool] = always,
) -> Item:
    """Puts one waiting item back and reads it back; raises NotRestored, also for a post whose time has passed.

    What the ledger does not name as waiting is not put back: whoever asks twice is told so. ``allowed`` is asked, in a
    thread, directly before the tool is: where it says no, or fails, nothing is touched.
    """
    if item.kind is ItemKind.POST:
        due = due or item.due
        if due is None or due < now + SOON:
            text = Sentence.of("Its time has passed, so it is not sent; give it a new one, or leave it out.")
            raise NotRestored(text)
    try:
        async with having(ledger.alone, scheduler.id, ledger.patience):
            return await _Restoring(adapter, scheduler, ledger, item, due, by).run(allowed)
    except Busy as busy:
        raise NotRestored(Sentence.of("{why} Try again when that has ended.", why=busy.text)) from None
    except BrokenLedger as broken:
        raise NotRestored(broken.text) from None


async def settled(adapter: Adapter, scheduler: Scheduler, ledger: Ledger) -> None:
    """What became of all whose putting back was cut short, as the tool says it now; raises what adapters raise.

    What cannot be told stays as it is. Whoever calls this has the turn at the tool.
    """
    began = [one for one in await finished(ledger.of, scheduler.id) if one.fate is Fate.RESTORING]
    if not began:
        return
    async with asyncio.timeout(LOOKING):
        said = await adapter.look([one.item for one in began])
    fates = {one.item.id: (one.item, _ENDS[said[one.item.id]]) for one in began if said.get(one.item.id) in _ENDS}
    await finished(ledger.settle, scheduler.id, fates)


class _Restoring:
    """One item that is put back, by whoever has the turn at its tool."""

    def __init__(
        self, adapter: Adapter, scheduler: Scheduler, ledger: Ledger, item: Item, due: datetime | None, by: str
    ) -> None:
        self._adapter, self._scheduler, self._ledger, self._by = adapter, scheduler, ledger, by
        self._item, self._due = item, due
        self._begun = replace(item, kept={**item.kept, BACK: due.isoformat() if due else ""})
        self._fate = Fate.WAITING
        """What it was before."""

    async def run(self, allowed: Callable[[], bool]) -> Item:
        if (done := await self._cut_short()) is not None:
            return done
        # Nothing is begun while the tool is paused; and a pause that begins now finds what is begun written down.
        async with having(self._ledger.pausing, self._scheduler.id, 0.0):
            self._fate = (await self._waiting()).fate
            await self._note(self._begun, Fate.RESTORING)
        await self._ask(allowed)
        return await self._back()

    async def _waiting(self) -> Waiting:
        for one in await finished(self._ledger.of, self._scheduler.id):
            if one.item.id == self._item.id:
                return one
        raise NotRestored(Sentence.of("It does not wait any more: it was put back or left out already."))

    async def _cut_short(self) -> Item | None:
        """What came of an earlier try that nobody saw the end of; None where it must be put back (again)."""
        one = await self._waiting()
        if one.fate is not Fate.RESTORING:
            return None
        state = await self._looked(one.item)
        if state is ItemState.UNKNOWN:
            pattern = "It was tried before, and how that ended could not be read; look there."
            raise NotRestored(Sentence.of(pattern))
        if state is ItemState.SENT:
            await self._note(self._item, Fate.SENT)
            raise NotRestored(Sentence.of("It went out already."))
        if state is ItemState.GONE:
            await self._note(self._item, Fate.GONE)
            raise NotRestored(Sentence.of("It is not there any more."))
        if state is ItemState.GOING and one.item.kept.get(BACK) == self._begun.kept[BACK]:
            done = replace(self._item, due=self._due or self._item.due, state=state)
            await self._note(done, Fate.RESTORED)
            return done
        return None

    async def _ask(self, allowed: Callable[[], bool]) -> None:
        why: str = Sentence.of("It is frozen by now, so nothing is put back.")
        try:
            if await finished(allowed):
                return
        except Exception as error:  # noqa: BLE001 - who cannot say whether it may go lets nothing go
            why = said_of(error)
        await self._note(self._item, self._fate)
        raise NotRestored(why)

    async def _back(self) -> Item:
        back, why, sure = self._begun, "", True
        try:
            async with asyncio.timeout(SECONDS):
                back = await self._adapter.resume(self._item, self._due)
        except TimeoutError:
            pattern = "It did not answer within {seconds} seconds; look there before you try again."
            why = Sentence.of(pattern, seconds=f"{SECONDS:g}")
        except Exception as error:  # noqa: BLE001 - whatever fails in a tool's module, it is told which of the two it is
            why = said_of(error)
            sure = not isinstance(error, WebTrouble) or error.why in _UNANSWERED
        state = await self._looked(back)
        if state is ItemState.GOING and sure:
            back = replace(back, due=self._due or back.due, state=state)
            try:
                await self._note(back, Fate.RESTORED)
            except BrokenLedger as broken:
                pattern = "It is going again, but that could not be written down: {why}"
                raise NotRestored(Sentence.of(pattern, why=broken.text)) from None
            return back
        fate = {ItemState.PAUSED: Fate.WAITING, ItemState.SENT: Fate.SENT, ItemState.GOING: self._fate}.get(state)
        if fate:
            await self._note(self._item, fate)
        if state is ItemState.SENT:
            raise NotRestored(Sentence.of("It went out already."))
        raise NotRestored(why or Sentence.of("It was asked for, but could not be read back as going; look there."))

    async def _looked(self, item: Item) -> ItemState:
        """What the tool says; UNKNOWN where it cannot be asked."""
        try:
            async with asyncio.timeout(LOOKING):
                return (await self._adapter.look([item])).get(item.id, ItemState.UNKNOWN)
        except Exception:  # noqa: BLE001 - then nobody knows, and that is kept
            return ItemState.UNKNOWN

    async def _note(self, item: Item, fate: Fate) -> None:
        await finished(self._ledger.change, self._scheduler.id, self._item.id, item, fate, self._by)

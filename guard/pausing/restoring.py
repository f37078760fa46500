"""Putting back one item that waits, and reading it back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Adapter
from guard.pausing.ledger import BrokenLedger, Fate, Ledger
from guard.pausing.lines import said_of
from guard.pausing.patience import SECONDS, finished

SOON = timedelta(minutes=2)
"""A post cannot be put back to go out sooner than this: somebody must be able to say stop."""


class NotRestored(Exception):
    """It was not put back, or that could not be read back; the message is one sentence and says which."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


async def resume(
    adapter: Adapter, scheduler: Scheduler, ledger: Ledger, item: Item, due: datetime | None, now: datetime, by: str
) -> Item:
    """Puts one waiting item back and reads it back; raises NotRestored, also for a post whose time has passed.

    What the ledger does not name as waiting is not put back: whoever asks twice is told so.
    """
    if item.kind is ItemKind.POST:
        due = due or item.due
        if due is None or due < now + SOON:
            text = Sentence.of("Its time has passed, so it is not sent; give it a new one, or leave it out.")
            raise NotRestored(text)
    try:
        async with _alone(ledger):
            if item.id not in {one.item.id for one in await finished(ledger.of, scheduler.id)}:
                raise NotRestored(Sentence.of("It does not wait any more: it was put back or left out already."))
            back = await _back(adapter, item, due)
            try:
                await finished(ledger.change, scheduler.id, item.id, back, Fate.RESTORED, by)
            except BrokenLedger as broken:
                pattern = "It is going again, but that could not be written down: {why}"
                raise NotRestored(Sentence.of(pattern, why=broken.text)) from None
    except BrokenLedger as broken:
        raise NotRestored(broken.text) from None
    return back


async def _back(adapter: Adapter, item: Item, due: datetime | None) -> Item:
    try:
        async with asyncio.timeout(SECONDS):
            back = await adapter.resume(item, due)
            state = (await adapter.look([back])).get(back.id, ItemState.UNKNOWN)
    except TimeoutError:
        pattern = "It did not answer within {seconds} seconds; look there before you try again."
        raise NotRestored(Sentence.of(pattern, seconds=f"{SECONDS:g}")) from None
    except Exception as error:  # noqa: BLE001 - whatever fails in a tool's module, it is told which of the two it is
        raise NotRestored(said_of(error)) from None
    if state is not ItemState.GOING:
        raise NotRestored(Sentence.of("It was asked for, but could not be read back as going; look there."))
    return replace(back, state=state)


@asynccontextmanager
async def _alone(ledger: Ledger) -> AsyncIterator[None]:
    turn = ledger.alone()
    await finished(turn.__enter__)
    try:
        yield
    finally:
        turn.__exit__(None, None, None)

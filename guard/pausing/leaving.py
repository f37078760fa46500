"""Leaving out one item that waits: only what the tool says will not go out is told as left out."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from guard.model.scheduler import Item, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Adapter
from guard.pausing.ledger import BrokenLedger, Busy, Fate, Ledger
from guard.pausing.lines import said_of
from guard.pausing.patience import finished
from guard.pausing.restoring import SECONDS
from guard.pausing.turns import having

WAITS = (0.5, 1.5, 3.0)
"""Seconds between two looks at what was stopped: a tool may need a moment to end it."""

_FATES = {ItemState.PAUSED: Fate.LEFT_OUT, ItemState.GONE: Fate.LEFT_OUT, ItemState.SENT: Fate.SENT}


class NotLeftOut(Exception):
    """It may still go out, or nobody could look; the message is one sentence."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


async def left_out(
    adapter: Adapter, scheduler: Scheduler, ledger: Ledger, item: Item, by: str, waits: Sequence[float] = WAITS
) -> Item:
    """Asks the tool, pauses it once more where it does not keep still, and writes down that it stays out.

    Gives it as it was read: paused, gone, or sent; that is written down as such. Raises NotLeftOut for all else.
    """
    try:
        async with having(ledger.alone, scheduler.id, ledger.patience), asyncio.timeout(SECONDS):
            if item.id not in {one.item.id for one in await finished(ledger.of, scheduler.id)}:
                raise NotLeftOut(Sentence.of("It does not wait any more: it was put back or left out already."))
            found = await _still(adapter, scheduler, ledger, item, waits)
            await finished(ledger.change, scheduler.id, found.id, found, _FATES[found.state], by)
            return found
    except NotLeftOut:
        raise
    except Busy as busy:
        raise NotLeftOut(Sentence.of("{why} Try again when that has ended.", why=busy.text)) from None
    except BrokenLedger as broken:
        raise NotLeftOut(broken.text) from None
    except TimeoutError:
        pattern = "It did not answer within {seconds} seconds; look there before you try again."
        raise NotLeftOut(Sentence.of(pattern, seconds=f"{SECONDS:g}")) from None
    except Exception as error:  # noqa: BLE001 - whatever fails in a tool's module: nobody could look
        pattern = "It may still go out, since nobody could look: {why}"
        raise NotLeftOut(Sentence.of(pattern, why=said_of(error))) from None


async def _still(adapter: Adapter, scheduler: Scheduler, ledger: Ledger, item: Item, waits: Sequence[float]) -> Item:
    """The item as it keeps still, is gone or was sent."""
    state = (await adapter.look([item])).get(item.id, ItemState.UNKNOWN)
    if state not in _FATES:
        kept = await adapter.pause(item)
        if kept != item:
            await finished(ledger.change, scheduler.id, item.id, kept, Fate.NOTED)
            item = kept
        for seconds in (0.0, *waits):
            await asyncio.sleep(seconds)
            state = (await adapter.look([item])).get(item.id, ItemState.UNKNOWN)
            if state in _FATES:
                break
    if state not in _FATES:
        raise NotLeftOut(Sentence.of("It could not be read back as keeping still, so it may go out; look there."))
    return replace(item, state=state)

"""What happens by itself: holds whose time is over, hats and pauses that end. Nothing ticks while nothing is due."""

import asyncio
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from guard.engine import clock
from guard.engine.clock import Moment
from guard.engine.knowledge import Known
from guard.model.sentence import Sentence
from guard.service.room import Room

_LOOK = 1.0
"""Seconds after which deadlines are looked at again while something waits: the loop's clock sleeps with the machine."""
_LATER = 30.0
"""The same, for hats and pauses."""


@asynccontextmanager
async def kept(room: Room) -> AsyncIterator[None]:
    """Keeps them until the block ends."""
    tasks = [asyncio.create_task(lasting(work, room)) for work in (_holds, _hats)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def lasting(work: Callable[[Room], Awaitable[None]], room: Room) -> None:
    """Begins anew after a mistake: without deadlines whoever waits would wait for ever."""
    while True:
        try:
            await work(room)
        except Exception:  # noqa: BLE001 - the error boundary
            traceback.print_exc(file=sys.stderr)
            await asyncio.sleep(_LOOK)


async def _holds(room: Room) -> None:
    while True:
        room.waiting.clear()
        due = room.holds.next_deadline()
        if due is None:
            await room.waiting.wait()
            continue
        await asyncio.sleep(min(_LOOK, max(0.0, due - clock.now().running)))
        await room.holds.expire()


async def _hats(room: Room) -> None:
    """Tells when a hat or a pause is over; what they allow ends by itself, since every decision asks the clock."""
    worn: str | None = None
    while True:
        room.turned.clear()
        known, now = await room.known(), clock.now()
        context = room.context(known, now)
        if context.lapsed and context.lapsed == worn:
            name = identity.name if (identity := known.workspace.identity(worn)) else worn
            title = Sentence.of("You are not {name} any more", name=name)
            room.alert("hat", title, Sentence.of("The time for this hat is over."))
        room.changed()
        worn = context.active
        with suppress(TimeoutError):
            await asyncio.wait_for(room.turned.wait(), _until_next(known, now))


def _until_next(known: Known, now: Moment) -> float | None:
    """Seconds until a hat or pause that is on now ends; None where none is."""
    state = known.state
    ends = []
    if state.hat and state.hat.until and not state.hat.lapsed(now):
        ends.append(state.hat.until_running or 0.0)
    if state.paused and not state.paused.over(now):
        ends.append(state.paused.until_running)
    return min(_LATER, max(0.05, min(ends) - now.running)) if ends else None

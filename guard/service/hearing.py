"""Whether brands are listened for in public: only where the workspace names one, for it takes a process of its own."""

import asyncio
import sys
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from guard.model.sentence import Sentence
from guard.protocol.desk import Light
from guard.service.paces import Pace, renewed
from guard.service.room import Room

NAME = Sentence.of("Listening")


_PACE = Pace()


@asynccontextmanager
async def kept(room: Room, pace: Pace = _PACE) -> AsyncIterator[None]:
    """Listens until the block ends, for the brands that the workspace names at any time."""
    task = asyncio.create_task(_kept(room, pace))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _kept(room: Room, pace: Pace) -> None:
    """Begins anew after a mistake, and says so: an ear that is deaf must not look like a quiet world."""
    while True:
        try:
            while not (await room.known()).workspace.watched:
                text = Sentence.of("No brand is listened for in public.")
                room.lights.set(Light("listening", NAME, "off", text))
                await renewed(room, pace.look)
            from guard.service.ears import listen

            await listen(room, NAME, pace)
        except Exception:  # noqa: BLE001 - the error boundary
            traceback.print_exc(file=sys.stderr)
            if (task := asyncio.current_task()) and task.cancelling():
                return  # a group of tasks that fails while it is cancelled tells of the failure alone
            text = Sentence.of("Listening ended by a mistake; it begins anew in {seconds} seconds.", seconds=pace.again)
            room.lights.set(Light("listening", NAME, "red", text))
            await asyncio.sleep(pace.again)

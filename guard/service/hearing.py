"""Whether brands are listened for in public: only where the workspace names one, for it takes a process of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from guard.model.sentence import Sentence
from guard.protocol.desk import Light
from guard.service.room import Room

NAME = Sentence.of("Listening")
LOOK = 5.0
"""Seconds after which it is looked whether the workspace is another."""


@asynccontextmanager
async def kept(room: Room) -> AsyncIterator[None]:
    """Listens until the block ends, for the brands that the workspace names at any time."""
    task = asyncio.create_task(_kept(room))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _kept(room: Room) -> None:
    while not (await room.known()).workspace.watched:
        room.lights.set(Light("listening", NAME, "off", Sentence.of("No brand is listened for in public.")))
        await renewed(room)
    from guard.service.ears import listen

    await listen(room, NAME, renewed)


async def renewed(room: Room) -> None:
    """Until the workspace is another."""
    before = (await room.known()).workspace
    while (await room.known()).workspace is before:
        await asyncio.sleep(LOOK)

"""How often the listening looks, judges and writes."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from guard.engine.strays import SETTLED
from guard.service.room import Room


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is waited, in seconds."""

    look: float = 5.0
    """Until it is looked whether the workspace is another."""
    tokens: float = 600.0
    """Until the keyring is asked once more."""
    judge: float = 60.0
    """Until it is judged once more what was heard."""
    keep: float = 300.0
    """Until the counts are put on disk once more."""
    settled: timedelta = SETTLED
    """How old a post of a brand's own must be to be judged."""
    again: float = 30.0
    """After a mistake."""


async def renewed(room: Room, look: float) -> None:
    """Until the workspace is another; it is looked at every ``look`` seconds."""
    before = (await room.known()).workspace
    while (await room.known()).workspace is before:
        await asyncio.sleep(look)

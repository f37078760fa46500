"""What the brands posted in public is held against the journal, and what did not leave from here is told."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from guard.engine import clock
from guard.engine.departures import Departure
from guard.engine.strays import SCHEDULED, left_of
from guard.journal import JournalError
from guard.mentions.own import Unseen
from guard.model.event import Event
from guard.model.identity import Identity
from guard.model.sentence import Sentence
from guard.service.room import Room
from guard.workspace.values import Watched

_SINGLY = 3
"""More posts than that at once are told together."""


async def look(room: Room, settled: timedelta) -> Sentence | None:
    """Judges what was not judged yet and is ``settled``; why it could not, if so."""
    if not room.strays.pending:
        return None
    known = await room.known()
    trouble: Sentence | None = None
    for watched in known.workspace.watched:
        brand = known.workspace.identity(watched.watching.brand)
        if brand and brand.id in room.strays.pending:
            try:
                await _judge(room, brand, watched, settled)
            except JournalError as error:
                pattern = "What your brands post cannot be compared with the journal: {problem}"
                trouble = Sentence.of(pattern, problem=str(error))
    return trouble


async def _judge(room: Room, brand: Identity, watched: Watched, settled: timedelta) -> None:
    first, left = await asyncio.to_thread(_left, room, brand)
    now = clock.now().wall
    judge = room.strays.judge(brand, watched, left, first, room.scribe.fingerprint, now, settled)
    found = room.strays.take(brand, await asyncio.to_thread(judge))
    if not found:
        return
    with suppress(OSError):  # then it is told once more after a restart
        await room.strays.keep()
    for one in found:
        detail = {"identity": brand.id, "account": one.account, "link": one.post.link, "why": one.why.value}
        with suppress(JournalError):  # its light tells
            await room.record(Event("stray", now, {**detail}))
    _tell(room, brand, found)
    room.changed()


def _tell(room: Room, brand: Identity, found: list[Unseen]) -> None:
    if len(found) > _SINGLY:
        text = Sentence.of("{brand}: {count} posts. Look at each.", brand=brand.name, count=len(found))
        room.alert("stray", Sentence.of("Posts did not leave from here"), text)
        return
    for one in found:
        room.alert("stray", Sentence.of("A post did not leave from here"), one.said)


def _left(room: Room, brand: Identity) -> tuple[datetime | None, list[Departure]]:
    """Raises JournalError."""
    journal = room.scribe.journal
    if journal is None:
        raise JournalError(room.paths.journal, room.scribe.problem, "see its light")
    return left_of({one.key for one in brand.accounts}, journal.rows(since=clock.now().wall - SCHEDULED))

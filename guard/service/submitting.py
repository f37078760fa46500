"""What a gate submits becomes an attempt, with everything that the engine itself knows about it."""

import asyncio
from dataclasses import replace

from guard.engine import clock
from guard.engine.gather import attempt as gathered
from guard.engine.knowledge import Known
from guard.model.attempt import Attempt, Origin
from guard.protocol import requests as ask
from guard.protocol.replies import Settled
from guard.service import judging
from guard.service.client import Client
from guard.service.room import Room


async def submit(room: Room, client: Client, asked: ask.Submit) -> Settled:
    """The final verdict on it."""
    now = clock.now().wall
    origins = tuple(Origin(one.what, one.identity, one.how) for one in asked.origins)

    def gather() -> Attempt:
        made = gathered(
            asked.to,
            asked.text,
            verb=asked.verb,
            media=asked.media,
            app=asked.app or client.name,
            at=now,
            origins=origins,
        )
        return replace(made, unknown=(*made.unknown, *asked.unknown), attached=tuple(asked.attached))

    # A picture may lie on a slow disk; a text alone needs none.
    attempt = await asyncio.to_thread(gather) if asked.media else gather()
    if asked.actors:
        attempt = _acted(room, await room.known(), attempt, asked)
    return await judging.judge(room, client, asked.n, attempt, asked.pictures)


def _acted(room: Room, known: Known, attempt: Attempt, asked: ask.Submit) -> Attempt:
    """With whom the actors are, and where the text was copied."""
    told = room.pages.told(known, asked.actors, attempt.app)
    return replace(
        attempt,
        destinations=tuple(dict.fromkeys((*attempt.destinations, *told.destinations))),
        elsewhere=told.elsewhere,
        unknown=(*attempt.unknown, *told.unknown),
        origins=(*attempt.origins, *room.pages.copies.origins(attempt.text)),
        bound=known.workspace.identity(asked.bound) if asked.bound else None,
    )

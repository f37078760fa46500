"""Drills, where the workspace wants them: once a month a made-up slip waits for an answer, and leads nowhere."""

import asyncio
import random
import secrets
from datetime import datetime, timedelta

from guard.engine import clock
from guard.engine.card import card
from guard.engine.drills import Drills, slip
from guard.engine.holds import Hold
from guard.journal import JournalError
from guard.model.decision import Verdict
from guard.protocol import ErrorCode, Refused
from guard.protocol import requests as ask
from guard.protocol.replies import Done
from guard.service.client import Client
from guard.service.room import Room

LOOK = 600.0
"""Seconds after which it is looked whether one is due."""


async def kept(room: Room, chance: random.Random | None = None) -> None:
    """Places drills when they are due, for as long as the engine runs."""
    chance = chance or random.Random()  # noqa: S311 - no secret hangs on when a drill comes
    begun = clock.now().wall
    while True:
        await asyncio.sleep(LOOK * (0.5 + chance.random()))
        if not (await room.known()).workspace.checking.drills:
            continue
        last = await asyncio.to_thread(_last, room, begun)
        if last is not None and last.due(clock.now().wall, begun - timedelta(days=29)):
            await _placed(room, chance)


def _last(room: Room, now: datetime) -> Drills | None:
    journal = room.scribe.journal
    if journal is None:
        return None
    try:
        rows = journal.rows(kind="drill", since=now - timedelta(days=400))
        return Drills.of(row.event for row in rows)
    except JournalError:
        return None


async def now(room: Room, _client: Client, _asked: ask.Drill) -> Done:
    """Shows one at once; raises Refused where none can be made."""
    hold = await _placed(room, random.Random())  # noqa: S311
    if hold is None:
        text = (
            "No drill can be made: a hat must be worn, another brand must have an account, and nothing else may wait."
        )
        raise Refused(ErrorCode.UNKNOWN_NAME, text)
    return Done()


async def _placed(room: Room, chance: random.Random) -> Hold | None:
    """A drill that waits, where somebody is there to see it and nothing else waits.

    It is told from a real hold only after it was answered. Its row is no decision and no answer.
    """
    known, moment = await room.known(), clock.now()
    if not room.faces or len(room.holds):
        return None
    context, language = room.context(known, moment), room.faces[0].language
    attempt = slip(known.workspace.identities, context.active, moment.wall, chance, language)
    decision = room.engine(known, moment).weigh(attempt, context) if attempt else None
    if attempt is None or decision is None or decision.verdict is not Verdict.HOLD:
        return None
    name = secrets.token_hex(8)
    shown = card(name, attempt, decision, context, known.workspace, moment.wall, language)
    hold = room.holds.place(name, attempt, decision, context, typed=shown.typed, watched=True, drill=True)
    room.waiting.set()
    return hold

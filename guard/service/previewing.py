"""What would be noticed about a text that is still being written: told quietly, and kept nowhere."""

import asyncio
from dataclasses import replace

from guard.engine import clock
from guard.engine.card import card_signal
from guard.engine.gather import attempt as gathered
from guard.engine.knowledge import Known
from guard.model.attempt import Attempt
from guard.model.decision import Severity
from guard.protocol import requests as ask
from guard.protocol.replies import Previewed
from guard.service.client import Client
from guard.service.room import Room
from guard.service.second import brands_of

LOOKED_AT = 3_000
"""Characters that are looked at with every few letters that are written."""
_REST = 3.0
MOST = 3
"""Notes that are told; the worst first."""
_LATER = frozenset({"unseen-media", "missing-description", "burst", "fresh-hat"})
"""Checks that would speak too early: what they look at comes with the post itself."""


async def preview(room: Room, client: Client, asked: ask.Preview) -> Previewed:
    """Nothing is noticed about a text of which nobody can tell whose it would be, or that is a person's own.

    One at a time, and after each one it rests longer than that took: whoever writes fast keeps no post waiting.
    """
    loop, second = room.loop, room.second
    async with second.previewing:
        await asyncio.sleep(max(0.0, second.rests_until - loop.time()))
        known = await room.known()
        attempt = _attempt(room, known, client, asked)
        await second.ready(known, attempt)  # beside the loop, and only once
        second.warm(known)
        began = loop.time()
        made = _previewed(room, known, client, attempt)
        second.rests_until = loop.time() + _REST * (loop.time() - began)
        return made


def _attempt(room: Room, known: Known, client: Client, asked: ask.Preview) -> Attempt:
    told = room.pages.told(known, asked.actors, client.name)
    attempt = gathered([], asked.text, verb=asked.verb[:16], app=asked.app or client.name, at=clock.now().wall)
    return replace(attempt, destinations=told.destinations)


def _previewed(room: Room, known: Known, client: Client, attempt: Attempt) -> Previewed:
    owners = tuple(one for one in known.workspace.identities if set(one.accounts) & set(attempt.destinations))
    owner = owners[0] if owners else None
    badge = room.pages.badge(known, owner) if owner else None
    if not any(brands_of(known, attempt)):
        return Previewed(badge, [])
    noticing, context = room.second.noticing(known), room.context(known, clock.now())
    signals = noticing.about(attempt, owners, context, known.workspace, {}, LOOKED_AT)
    shown = [one for one in signals if one.severity is not Severity.NOTE and one.check not in _LATER]
    return Previewed(badge, [card_signal(one, client.language) for one in shown[:MOST]])

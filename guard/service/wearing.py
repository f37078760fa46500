"""The hat, the pause and the freeze: each change is written down first, then it counts."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from guard.engine import clock, hat, state
from guard.engine.state import State
from guard.files import turn
from guard.journal import JournalError
from guard.model.event import Event, JsonScalar
from guard.model.identity import Identity, IdentityKind
from guard.model.sentence import Sentence
from guard.protocol import ErrorCode, Refused
from guard.protocol import requests as ask
from guard.service import responding
from guard.service.room import Room
from guard.service.second import SOON

LONGEST_HAT = timedelta(hours=24)


async def wear(room: Room, asked: ask.Wear) -> None:
    """Puts on a hat, for the time that was asked for or that the workspace says."""
    if asked.identity is None:
        await _change(room, "hat", {"identity": None}, lambda now: replace(now, hat=None))
        return
    identity, moment = await _identity(room, asked.identity), clock.now()
    if asked.seconds is not None and not 0 < asked.seconds <= LONGEST_HAT.total_seconds():
        raise Refused(ErrorCode.BAD_REQUEST, "A hat is worn for a second at least, and for a day at most.")
    span = timedelta(seconds=asked.seconds) if asked.seconds is not None else None
    worn = state.put_on(identity.id, moment, hat.span_of(identity, span))
    seconds = int((worn.until - moment.wall).total_seconds()) if worn.until else None
    await _change(room, "hat", {"identity": identity.id, "seconds": seconds}, lambda now: replace(now, hat=worn))
    if identity.kind is IdentityKind.BRAND:
        room.second.warm(await room.known(), SOON)


async def rest(room: Room, asked: ask.Rest) -> None:
    """Takes off a brand's hat, because nobody is at the desk. A person's hat stays on."""
    known = await room.known()
    worn = known.workspace.identity(known.state.hat.identity) if known.state.hat else None
    if worn is not None and worn.kind is IdentityKind.BRAND:
        why: dict[str, JsonScalar] = {"identity": None, "why": asked.why[:40]}
        await _change(room, "hat", why, lambda now: replace(now, hat=None))


async def pause(room: Room, asked: ask.Pause) -> None:
    """Lets holds pass for a while, with a reason."""
    if not 0 < asked.seconds <= state.LONGEST_PAUSE.total_seconds():
        raise Refused(ErrorCode.BAD_REQUEST, "The guard is paused for a second at least, and for an hour at most.")
    span = timedelta(seconds=asked.seconds)
    if not asked.reason.strip():
        raise Refused(ErrorCode.BAD_REQUEST, "Say why the guard is paused: the journal keeps it.")
    reason = asked.reason.strip()[:500]
    paused = state.pause_for(reason, clock.now(), span)
    detail: dict[str, JsonScalar] = {"reason": reason, "seconds": asked.seconds}
    await _change(room, "pause", detail, lambda now: replace(now, paused=paused))


async def resume(room: Room, _asked: ask.Resume) -> None:
    """Ends the pause."""
    await _change(room, "resume", {}, lambda now: replace(now, paused=None))


async def freeze(room: Room, asked: ask.Freeze) -> None:
    """Denies everything in an identity's name from now on; a brand's tools are paused beside.

    Whoever asked may go away meanwhile: a freeze that was begun is done to its end.
    """
    identity, reason = await _identity(room, asked.identity), asked.reason.strip()[:500]
    if not reason:
        raise Refused(ErrorCode.BAD_REQUEST, "Say why: the reason is shown with every post that is denied.")
    detail: dict[str, JsonScalar] = {"identity": identity.id, "reason": reason}
    brand = identity.kind is IdentityKind.BRAND

    async def done() -> None:
        stopped = partial(state.freeze, identity=identity.id, reason=reason, pausing=brand)
        await _change(room, "freeze", detail, stopped, even_unwritten=True)
        await responding.frozen(room, identity, reason)

    await room.whole(done())


async def unfreeze(room: Room, asked: ask.Unfreeze) -> None:
    """Lets an identity post again. Nothing that waits goes out by this."""
    name = asked.identity

    async def done() -> None:
        await _change(room, "unfreeze", {"identity": name}, partial(state.unfreeze, identity=name))
        await responding.unfrozen(room, name)

    await room.whole(done())


async def _identity(room: Room, name: str) -> Identity:
    identity = (await room.known()).workspace.identity(name)
    if identity is None:
        raise Refused(ErrorCode.UNKNOWN_NAME, f'There is no identity "{name}".')
    return identity


async def _change(
    room: Room,
    kind: str,
    detail: dict[str, JsonScalar],
    change: Callable[[State], State],
    *,
    even_unwritten: bool = False,
) -> None:
    """``even_unwritten`` is for what only stops posts: a full disk must not keep anybody from that."""
    try:
        await room.record(Event(kind, clock.now().wall, {**detail}))
    except JournalError as error:
        if even_unwritten:
            room.alert("journal", Sentence.of("The journal cannot be written"), str(error))
        else:
            text = f"This cannot be written down, so nothing was changed: {error}"
            raise Refused(ErrorCode.NOT_WRITTEN, text) from None
    try:
        await asyncio.to_thread(_replace, room, change)
    except (OSError, state.BrokenState) as error:
        raise Refused(ErrorCode.NOT_CHANGED, f"Nothing was changed: {error}") from None
    room.later()


def _replace(room: Room, change: Callable[[State], State]) -> None:
    with turn(room.paths.turn):
        state.save(room.paths.state, change(state.load(room.paths.state)))

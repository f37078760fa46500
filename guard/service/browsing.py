"""What browsers ask besides a verdict: what to keep, who acts, what was copied, what escaped, which window to show."""

from dataclasses import replace

from guard.engine import clock
from guard.engine.gather import attempt as gathered
from guard.journal import JournalError
from guard.model.decision import Verdict
from guard.model.event import Event
from guard.model.sentence import Sentence
from guard.platforms import platform_name
from guard.protocol import ErrorCode, Refused
from guard.protocol import requests as ask
from guard.protocol.events import Briefing, Raised
from guard.protocol.replies import ActingAs, Done
from guard.service.client import Client
from guard.service.room import Room

WINDOWS = ("status", "holds", "accounts")


async def brief(room: Room, client: Client, _asked: ask.Brief) -> Briefing:
    """What to keep; from now on each time that it changes."""
    known, moment = await room.known(), clock.now()
    made = room.pages.made(known, room.context(known, moment), moment, room.run)
    room.pages.briefed[client] = made
    return made


async def acting(room: Room, _client: Client, asked: ask.Acting) -> ActingAs:
    """Who the first of these is that is known."""
    known = await room.known()
    cast = room.pages.cast(known)
    for one in asked.actors:
        account = cast.account(room.pages.actor(one))
        if account:
            owner = cast.owner(account)
            return ActingAs(room.pages.badge(known, owner) if owner else None, str(account))
    return ActingAs(None, "")


async def copied(room: Room, _client: Client, asked: ask.Copied) -> Done:
    """Remembers it for some minutes, where it is told as whom it was copied."""
    known = await room.known()
    cast = room.pages.cast(known)
    for one in asked.actors:
        account = cast.account(room.pages.actor(one))
        owner = cast.owner(account)
        if account and owner:
            room.pages.copies.note(owner.id, owner.kind, account, asked.shingles)
            break
    return Done()


async def escaped(room: Room, client: Client, asked: ask.Escaped) -> Done:
    """Writes it down, and tells the person where it would have been held. Where no brand is, nothing is kept."""
    known = await room.known()
    told = room.pages.told(known, asked.actors or [ask.Actor(asked.platform[:64], host=asked.host)], client.name)
    if not told.destinations and not told.unknown:
        return Done()
    where, how = platform_name(asked.platform[:64]), asked.how[:80] or "?"
    accounts = ", ".join(str(account) for account in told.destinations) or "?"
    detail = {
        "platform": asked.platform[:64],
        "verb": asked.verb[:16],
        "account": accounts,
        "app": client.name,
        "how": how,
    }
    attempt = gathered([], "", verb=asked.verb[:16], app=client.name)
    attempt = replace(attempt, destinations=told.destinations, unknown=(*attempt.unknown, *told.unknown))
    moment = clock.now()
    if room.engine(known, moment).weigh(attempt, room.context(known, moment)).verdict is not Verdict.ALLOW:
        room.alert("gate", Sentence.of("A post left unheld"), _escape(client.name, where, accounts, how))
    try:
        await room.record(Event("escaped", moment.wall, {**detail}))
    except JournalError as error:
        raise Refused(ErrorCode.NOT_WRITTEN, f"This cannot be written down: {error}") from None
    return Done()


async def bring_up(room: Room, _client: Client, asked: ask.Raise) -> Done:
    """Asks the shells for a window."""
    if asked.what not in WINDOWS:
        raise Refused(ErrorCode.BAD_REQUEST, f"There is no window {asked.what[:40]!r}; known are {', '.join(WINDOWS)}.")
    for face in room.faces:
        face.send(Raised(asked.what))
    return Done()


def _escape(app: str, platform: str, account: str, how: str) -> Sentence:
    return Sentence.of(
        "{app} sent something to {platform} ({account}) past the guard, by {how}. Look at what was posted.",
        app=app,
        platform=platform,
        account=account,
        how=how,
    )

"""A post comes in, and one verdict goes out: at once, or when the person has answered."""

import asyncio
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from guard.engine import clock
from guard.engine.card import card
from guard.engine.engine import unrecorded
from guard.engine.holds import By, Hold, Outcome, abandoned
from guard.engine.knowledge import Known
from guard.journal import JournalError
from guard.languages import said
from guard.model.attempt import Attempt
from guard.model.decision import Decision, Severity, Verdict
from guard.model.identity import Context
from guard.model.sentence import Sentence
from guard.protocol.card import Card
from guard.protocol.events import Held
from guard.protocol.replies import Settled
from guard.protocol.requests import Choice, Picture
from guard.protocol.wire import encode
from guard.service import looking_up
from guard.service.client import Client
from guard.service.room import Room
from guard.service.second import LARGEST, MOST


async def judge(room: Room, client: Client, n: int, attempt: Attempt, pictures: Sequence[Picture] = ()) -> Settled:
    """The final verdict. An allow is durable in the journal before this returns."""
    known = await room.known()
    await room.second.ready(known, attempt)
    looks = await room.second.looks(known, attempt, pictures)
    known = await room.known()  # both take a while
    moment = clock.now()
    context, engine = room.context(known, moment), room.engine(known, moment)
    decision = engine.weigh(attempt, context, looks)
    name = secrets.token_hex(8) if decision.verdict is Verdict.HOLD else None
    try:
        await room.record(engine.event(attempt, context, decision, moment.wall, name))
        if name and room.second.looks_up(known, attempt):
            decision = replace(decision, links=await _links(room, attempt))
    except JournalError as error:
        decision = unrecorded(decision, error)
    except asyncio.CancelledError:
        if name:  # the row of this hold comes all the same: it gets its answer, too
            room.start(room.record(abandoned(name, clock.now())))
        raise
    room.changed()
    if decision.verdict is not Verdict.HOLD:
        if decision.verdict is Verdict.ALLOW:
            room.second.left(known, attempt, decision, moment.wall)
            _told(room, decision, context, known)
            if room.second.looks_up(known, attempt):
                room.start(_dead_links(room, attempt))
        return _settled(decision, client.language)
    name = name or secrets.token_hex(8)
    smalls = {one.name: one.small for one in pictures[:MOST] if len(one.small) <= LARGEST}
    shown = card(name, attempt, decision, context, known.workspace, moment.wall, client.language, smalls)
    hold = room.holds.place(
        name, attempt, decision, context, typed=shown.typed, watched=bool(room.faces), smalls=smalls
    )
    client.holds[n] = hold
    room.waiting.set()
    left = max(0.0, hold.deadline - moment.running)
    client.send(Held(n, hold.id, shown.headline, len(room.faces), left))
    try:
        outcome = await hold.ended
    finally:
        del client.holds[n]
    if outcome.verdict is Verdict.ALLOW:
        room.second.left(known, attempt, decision, clock.now().wall)
    return _answered(outcome, shown, client.language)


async def _links(room: Room, attempt: Attempt) -> Mapping[str, str]:
    """What its links lead to; nothing where that cannot be found out, for whatever reason: the hold is there by now."""
    try:
        return looking_up.told(await room.second.links.of(attempt))
    except Exception:  # noqa: BLE001 - what strangers' pages answer must not keep a hold from being asked about
        return {}


def _told(room: Room, decision: Decision, context: Context, known: Known) -> None:
    """What looked wrong about a post that left, where that is more than a trifle."""
    odd = [signal for signal in decision.signals if signal.severity.rank >= Severity.MEDIUM.rank]
    worn = known.workspace.identity(context.active or "")
    if odd and worn:
        title = Sentence.of("Posted as {owner}, and worth another look", owner=worn.name)
        room.alert("note", title, Sentence.joined((signal.text for signal in odd[:3]), " "))


async def _dead_links(room: Room, attempt: Attempt) -> None:
    """A post that left waits for no page; what its links lead to is told afterwards."""
    for link, answer in looking_up.dead(await room.second.links.of(attempt, wait=10.0)):
        title = Sentence.of("A link that was just posted leads nowhere")
        room.alert("note", title, Sentence.of("{link}: {problem}", link=link, problem=answer.trouble))


def denied(room: Room, known: Known, name: str) -> tuple[Hold, str] | None:
    """Whether what waits would be denied now, and why: an answer releases a hold, never a denial."""
    hold, moment = room.holds.get(name), clock.now()
    decision = room.engine(known, moment).weigh(hold.attempt, room.context(known, moment))
    if decision.verdict is not Verdict.DENY:
        return None
    return hold, Sentence.joined((reason.text for reason in decision.reasons), " ")


def _settled(decision: Decision, language: str) -> Settled:
    by = "pause" if decision.paused else "rules"
    if decision.verdict is Verdict.ALLOW:
        return Settled("allow", by, "")
    return Settled("deny", by, " ".join(said(reason.text, language) for reason in decision.reasons))


def _answered(outcome: Outcome, shown: Card, language: str) -> Settled:
    text = TEXTS[outcome.choice or outcome.by]
    rescue = shown.rescues[0].url if outcome.choice is Choice.RESCUE and shown.rescues else None
    return Settled(outcome.verdict.value, outcome.by.value, said(text, language), outcome.choice, shown.hold, rescue)


def hash_of(card: Card) -> str:
    """What an answer is bound to: every word of the card."""
    return hashlib.sha256(encode(card)).hexdigest()


TEXTS: dict[Choice | By, Sentence] = {
    Choice.RELEASE: Sentence.of("Released."),
    Choice.STOP: Sentence.of("Not sent: you stopped it."),
    Choice.EDIT: Sentence.of("Not sent: you want to change it first."),
    Choice.RESCUE: Sentence.of("Not sent from here: you post it from your own account."),
    By.TIME: Sentence.of("Not sent: nobody answered in time."),
    By.ABANDONED: Sentence.of("Not sent: whoever wanted to send it has gone."),
    By.RESTART: Sentence.of("Not sent: the guard ended."),
    By.RULES: Sentence.of("Not sent: it was forbidden while it waited."),
}

DRILLED = {
    Verdict.ALLOW: Sentence.of("That was a drill: nothing was sent. It was a slip, and you released it."),
    Verdict.DENY: Sentence.of("That was a drill: there was no such post. You stopped it, as you should."),
}

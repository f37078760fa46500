"""Incidents over the wire: what a shell asks is done by the response, and every shell is told that it changed."""

import asyncio
import getpass
from collections.abc import Awaitable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from msgspec import structs

from guard.engine import clock
from guard.engine.badges import badges
from guard.engine.incident_lines import line_of
from guard.engine.incidents import NoIncident
from guard.engine.knowing import know_client
from guard.engine.opening import NotOpened, open_incident
from guard.engine.state import BrokenState
from guard.engine.strays import Found
from guard.incident.deeds import NotDone
from guard.incident.entries import BrokenRecord
from guard.incident.evidence import NotKept
from guard.journal import JournalError
from guard.journal.reading import Row
from guard.languages import said
from guard.model.event import Event
from guard.model.identity import Identity, IdentityKind
from guard.model.scheduler import Line, LineOutcome
from guard.model.sentence import Sentence
from guard.pausing.ledger import BrokenLedger
from guard.protocol import ErrorCode, Refused, incidents
from guard.protocol.deeds import LONGEST
from guard.service.client import Client
from guard.service.room import Room
from guard.workspace import WorkspaceError

T = TypeVar("T")
_SETTLED = frozenset({LineOutcome.PAUSED, LineOutcome.NOTHING})


async def listed(room: Room, client: Client, _asked: incidents.Incidents) -> incidents.IncidentList:
    """All incidents of this desk."""
    known = await room.known()
    found, broken = await asyncio.to_thread(room.response.incidents.all)
    lines = [line_of(one, known.workspace, client.language) for one in found]
    return incidents.IncidentList(lines, list(broken))


async def opened(room: Room, client: Client, asked: incidents.OpenIncident) -> incidents.IncidentReply:
    """Opens one from a row of the journal, or from what was posted."""
    known = await room.known()
    stray = _stray(room, asked.stray, client) if asked.stray else None
    if stray:
        brand, one = stray
        account = one.account if ":" in one.account else ""  # a feed is no account
        values = {"brand": brand, "text": one.post.text[:LONGEST], "url": one.post.link, "account": account}
        asked = structs.replace(asked, **values)
    make = partial(
        open_incident,
        room.response,
        known.workspace,
        room.scribe.journal,
        room.scribe.fingerprint,
        brand=asked.brand,
        row=asked.row,
        text=asked.text,
        url=asked.url,
        account=asked.account,
        title=asked.title,
        by=_by(asked.by),
    )
    try:
        async with room.turns.setdefault("", asyncio.Lock()):  # a button that is pressed twice opens one
            name = await _said(client, asyncio.to_thread(make))
    except BaseException:
        if stray:
            room.strays.again(asked.stray, stray)
        raise
    if stray:
        await _keep_strays(room)
    room.changed_incident(name)
    return await _reply(room, client, name)


def _stray(room: Room, key: str, client: Client) -> Found:
    """Takes it out of the list, so that two clicks do not open two incidents."""
    found = room.strays.done(key)
    if found is None:
        text = said(Sentence.of("Somebody has looked at that post already."), client.language)
        raise Refused(ErrorCode.UNKNOWN_NAME, text)
    return found


async def _keep_strays(room: Room) -> None:
    with suppress(OSError):  # then it is shown once more after a restart
        await room.strays.keep()


async def excused(room: Room, client: Client, asked: incidents.Excuse) -> None:
    """It was ours; with its program, which is known from now on."""
    brand, one = stray = _stray(room, asked.stray, client)
    try:
        if asked.client and one.post.client:
            await asyncio.to_thread(know_client, room.paths, brand, one.post.client)
        await room.record(Event("excused", clock.now().wall, {"identity": brand, "link": one.post.link}))
    except (WorkspaceError, JournalError, OSError) as error:
        room.strays.again(asked.stray, stray)
        text = Sentence.of("That cannot be written down: {problem}", problem=str(error))
        raise Refused(ErrorCode.NOT_DONE, said(text, client.language)) from None
    if asked.client and one.post.client:
        room.strays.known(brand, one.post.client)
    await _keep_strays(room)


async def shown(room: Room, client: Client, asked: incidents.ShowIncident) -> incidents.IncidentReply:
    """One incident, whole."""
    return await _reply(room, client, asked.incident)


async def acted(room: Room, client: Client, asked: incidents.Act) -> incidents.IncidentReply:
    """Does one thing in it."""
    known = await room.known()
    async with room.turns.setdefault(asked.incident, asyncio.Lock()):
        deed = room.response.act(asked.incident, asked.deed, _by(asked.by), known.workspace)
        await _said(client, room.whole(deed))  # half a deed would leave a tool and its ledger at odds
    room.changed_incident(asked.incident)
    room.later()
    return await _reply(room, client, asked.incident)


async def evidence(room: Room, client: Client, asked: incidents.AddEvidence) -> incidents.IncidentReply:
    """Keeps a file with it."""
    keep = partial(room.response.keep, asked.incident, asked.path, asked.what.strip(), _by(asked.by))
    await _said(client, asyncio.to_thread(keep))
    room.changed_incident(asked.incident)
    return await _reply(room, client, asked.incident)


async def exported(room: Room, client: Client, asked: incidents.ExportIncident) -> incidents.Document:
    """The whole of it as one document."""
    from guard.incident.exports import export  # templates take a moment

    rows = await asyncio.to_thread(_sealed, room)
    view = (await _reply(room, client, asked.incident, rows)).view
    try:
        name, text = await asyncio.to_thread(export, view, asked.format, asked.bystanders, client.language)
    except KeyError:
        raise Refused(ErrorCode.BAD_REQUEST, "Known formats are: markdown, html, json.") from None
    return incidents.Document(name, text)


async def repaused(room: Room, client: Client, asked: incidents.Repause) -> incidents.IncidentReply:
    """Pauses its tools once more; the lines come as they are there."""
    known = await room.known()
    incident = await _said(client, asyncio.to_thread(room.response.incidents.get, asked.incident))
    if incident.brand not in known.state.frozen:
        raise Refused(
            ErrorCode.NOT_DONE, said(Sentence.of("Freeze the brand: posts can still leave."), client.language)
        )
    begin(room, asked.incident, incident.brand)
    return await _reply(room, client, asked.incident)


async def frozen(room: Room, identity: Identity, reason: str, by: str = "") -> None:
    """Opens or goes on with the incident of a brand that was frozen, and pauses its tools beside."""
    if identity.kind is not IdentityKind.BRAND:
        return
    workspace = (await room.known()).workspace
    name = ""
    try:
        name = await asyncio.to_thread(room.response.freeze, identity.id, reason, _by(by), workspace)
    except Exception as error:  # noqa: BLE001 - its tools are paused all the same: that they stop is what matters now
        room.alert("incident", Sentence.of("The incident cannot be written down"), str(error))
    begin(room, name, identity.id)
    if name:
        room.changed_incident(name)


async def unfrozen(room: Room, brand: str) -> None:
    """Notes it in the incident; nothing that waits goes out by this."""
    try:
        if name := await asyncio.to_thread(room.response.unfreeze, brand, _by("")):
            room.changed_incident(name)
    except (BrokenRecord, NoIncident, OSError) as error:
        room.alert("incident", Sentence.of("The incident cannot be written down"), str(error))


async def catch_up(room: Room) -> None:
    """Goes on where an engine ended, or a command, before every tool of a frozen brand was asked."""
    known = await room.known()
    if room.paths.waiting.is_dir():
        with suppress(BrokenLedger):  # told where the incident is shown
            await room.response.settle(known.workspace)
    for brand in known.state.unpaused:
        identity = known.workspace.identity(brand)
        try:
            current = await asyncio.to_thread(room.response.incidents.current, brand)
            if current:
                await asyncio.to_thread(room.response.except_, brand, known.workspace)
        except (BrokenRecord, BrokenState, OSError):
            current = None
        if current:
            begin(room, current.id, brand)
        elif identity:
            await frozen(room, identity, known.state.frozen.get(brand, ""))


def begin(room: Room, name: str, brand: str) -> None:
    """Pauses the tools beside the loop, once at a time; without a name what comes of it is only told."""
    if not name or name not in room.response.pausing:
        room.response.pausing.add(name)
        room.start(_pausing(room, name, brand))


async def _pausing(room: Room, name: str, brand: str) -> None:
    lines: list[Line] = []

    def told(line: Line) -> None:
        lines.append(line)
        if name:
            room.changed_incident(name)

    try:
        known = await room.known()
        await room.response.pause(name, brand, known.workspace, known.mirrors.snapshot, told)
    except (BrokenRecord, OSError) as error:
        room.alert("incident", Sentence.of("The incident cannot be written down"), str(error))
    finally:
        room.response.pausing.discard(name)
        if name:
            room.changed_incident(name)
    _alert(room, lines)


def _alert(room: Room, lines: list[Line]) -> None:
    left = [line for line in lines if line.outcome not in _SETTLED]
    if left:
        title = Sentence.of("Not everything is paused")
        room.alert("incident", title, Sentence.of("For you to do: {tools}.", tools=", ".join(one.name for one in left)))
    elif lines:
        title = Sentence.of("Everything is paused")
        room.alert("incident", title, Sentence.of("Tools that were asked and read back: {count}.", count=len(lines)))


def _sealed(room: Room) -> list[Row] | None:
    """What the journal knows of incidents; None where it cannot be read."""
    journal = room.scribe.journal
    if journal is None:
        return None
    try:
        return list(journal.rows(kind="incident"))
    except JournalError:
        return None


async def _reply(room: Room, client: Client, name: str, rows: list[Row] | None = None) -> incidents.IncidentReply:
    from guard.engine.incident_view import view_of

    known, moment = await room.known(), clock.now()
    talk = await _talk(room, name, client)
    noticing = room.engine(known, moment).noticing
    made = partial(view_of, name, room.response, known.workspace, noticing, moment.wall, client.language, talk, rows)
    return incidents.IncidentReply(await _said(client, asyncio.to_thread(made)))


async def _talk(room: Room, name: str, client: Client) -> incidents.Talk:
    """What is said of its brand, where anybody listens."""
    from guard.engine.incident_view import NOT_WATCHED

    incident = await _said(client, asyncio.to_thread(room.response.incidents.get, name))
    heard = room.hearing.brands.get(incident.brand) if room.hearing else None
    if heard is None:
        return NOT_WATCHED
    from guard.engine.talk import talk_of

    return talk_of(heard, clock.now().wall, client.language, room.hearing.troubles if room.hearing else ())


async def listened(room: Room, client: Client, _asked: incidents.Listen) -> incidents.Talks:
    """What is said of each brand that is listened for."""
    if room.hearing is None:
        return incidents.Talks([])
    from guard.engine.talk import talk_of

    hearing, now = room.hearing, clock.now().wall
    told = {name: talk_of(heard, now, client.language, hearing.troubles) for name, heard in hearing.brands.items()}
    shapes = badges((await room.known()).workspace.identities)
    return incidents.Talks([incidents.BrandTalk(shapes[name], talk) for name, talk in told.items() if name in shapes])


async def _said(client: Client, work: Awaitable[T]) -> T:
    """The result, or what went wrong as the wire says it."""
    try:
        return await work
    except (NotDone, NotKept, NotOpened) as problem:
        raise Refused(ErrorCode.NOT_DONE, said(problem.text, client.language)) from None
    except NoIncident as name:
        text = Sentence.of("There is no incident “{name}”.", name=str(name))
        raise Refused(ErrorCode.UNKNOWN_NAME, said(text, client.language)) from None
    except (BrokenRecord, BrokenLedger, BrokenState) as error:
        raise Refused(ErrorCode.NOT_READ, said(error.args[0], client.language)) from None
    except OSError as error:
        text = Sentence.of("It cannot be written down: {problem}", problem=error.strerror or str(error))
        raise Refused(ErrorCode.NOT_WRITTEN, said(text, client.language)) from None


def _by(said_: str) -> str:
    """Who does it: as they call themselves, or as the system calls them."""
    if named := " ".join(said_.split())[:80]:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"

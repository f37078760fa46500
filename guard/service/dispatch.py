"""Which function does which request, and how blocking work is done beside the event loop."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag
from typing import Any, TypeVar

import msgspec

from guard.engine import clock
from guard.engine.card import card
from guard.engine.holds import By
from guard.languages import said
from guard.model.decision import Verdict
from guard.pictures.indexing import Indexing
from guard.protocol import ErrorCode, Refused, incidents
from guard.protocol import requests as ask
from guard.protocol.desk import Desk, Light
from guard.protocol.events import Progress
from guard.protocol.replies import (
    AccountReply,
    AuditReport,
    Done,
    Found,
    HeedRows,
    JournalRows,
    SettingsReply,
    Settled,
    Shown,
)
from guard.service import (
    approving,
    browsing,
    desk,
    drilling,
    gates,
    judging,
    previewing,
    responding,
    submitting,
    wearing,
)
from guard.service.client import Client, Operation
from guard.service.lights import ORDER
from guard.service.room import Room

T = TypeVar("T")
Tell = Callable[[str, int, int], None]


def operation(request: ask.Request) -> Operation:
    """What does this request."""
    found: Operation = _OPERATIONS[type(request)]
    return found


async def _command(room: Room, client: Client, asked: ask.Command) -> Settled:
    from guard.service.operations.command import attempt_of

    attempt = await asyncio.to_thread(attempt_of, asked, (await room.known()).workspace.credentials)
    if attempt is None:
        return Settled("allow", "not-a-post", "")
    return await judging.judge(room, client, asked.n, attempt)


async def _withdraw(room: Room, client: Client, asked: ask.Withdraw) -> Done:
    if hold := client.holds.get(asked.of):
        await room.holds.abandon(hold)
    else:
        client.cancel(asked.of)
    return Done()


async def _report(room: Room, client: Client, asked: ask.Report) -> Done:
    if asked.color not in ORDER or not asked.id.startswith(_GATES):
        text = f"A gate's light is called {' or '.join(_GATES)}…, and its colour is one of: {', '.join(ORDER)}."
        raise Refused(ErrorCode.BAD_REQUEST, text)
    room.lights.set(Light(asked.id[:64], asked.name[:64], asked.color[:8], asked.text[:500]), client)
    return Done()


async def _watch(room: Room, client: Client, _asked: ask.Watch) -> Desk:
    client.watching = True
    await gates.look(room)
    room.tell_untold(client)
    return await _desk(room, client)


async def _desk(room: Room, client: Client) -> Desk:
    return desk.desk(room, await room.known(), clock.now(), client.language)


async def _show(room: Room, client: Client, asked: ask.Show) -> Shown:
    hold = room.holds.get(asked.hold)
    known = await room.known()
    made = card(
        hold.id,
        hold.attempt,
        hold.decision,
        hold.context,
        known.workspace,
        hold.placed.wall,
        client.language,
        hold.smalls,
    )
    drawn = judging.hash_of(made)
    token, left = room.holds.draw(hold, drawn)
    room.changed()
    return Shown(made, token, drawn, left)


async def _answer(room: Room, client: Client, asked: ask.Answer) -> Settled:
    hold = room.holds.get(asked.hold)
    release = asked.choice is ask.Choice.RELEASE
    met = await approving.checked(room, hold, asked.met, client.language) if release else {}
    # After that, for a keyring may take its time: between this and the answer nothing is waited for.
    if release and (denied := judging.denied(room, await room.known(), asked.hold)):
        hold, text = denied
        await room.holds.forbid(hold)
        return Settled(Verdict.DENY.value, By.RULES.value, said(text, client.language), None, asked.hold)
    outcome = await room.holds.answer(asked.hold, asked.token, asked.drawn, asked.choice, asked.typed, met)
    told = judging.DRILLED[outcome.verdict] if hold.drill else judging.TEXTS[outcome.choice or outcome.by]
    text = said(told, client.language)
    return Settled(outcome.verdict.value, outcome.by.value, text, outcome.choice, asked.hold)


async def _pictures(room: Room, asked: ask.Pictures) -> None:
    indexing = room.second.indexing
    does = {"pause": Indexing.pause, "resume": Indexing.resume, "index": Indexing.start}
    if asked.do not in does:
        raise Refused(ErrorCode.BAD_REQUEST, f"Known are: {', '.join(does)}.")
    if indexing is None:
        raise Refused(ErrorCode.UNKNOWN_NAME, "No folder of pictures is named in the workspace.")
    await asyncio.to_thread(does[asked.do], indexing)
    room.renewed.set()


async def _rows(room: Room, client: Client, asked: ask.Rows) -> JournalRows:
    from guard.service.operations.rows import rows

    journal, known = room.scribe.journal, await room.known()
    if journal is None:
        raise Refused(ErrorCode.NOT_READ, room.scribe.problem)
    people, language = known.workspace.identities, client.language
    return await _beside(client, asked.n, lambda stop: rows(journal, asked, people, stop, language))


async def _heeds(room: Room, client: Client, asked: ask.Heeds) -> HeedRows:
    from guard.service.operations.heeds import heeds

    journal, now = room.scribe.journal, clock.now().wall
    if journal is None:
        raise Refused(ErrorCode.NOT_READ, room.scribe.problem)
    return await asyncio.to_thread(heeds, journal, asked.days, now, client.language)


async def _audit(room: Room, client: Client, asked: ask.Audit) -> AuditReport:
    from guard.service.operations.audit import audit

    workspace, today = (await room.known()).workspace, clock.now().wall.date()
    tell = _teller(room, client, asked.n)
    return await _beside(
        client,
        asked.n,
        lambda stop: audit(
            workspace, today=today, report=asked.report, progress=tell, stop=stop, language=client.language
        ),
    )


async def _cancel(_room: Room, client: Client, asked: ask.Cancel) -> Done:
    client.cancel(asked.of)
    return Done()


async def _settings(room: Room, client: Client, _asked: ask.Settings) -> SettingsReply:
    from guard.service.operations.settings import settings

    known = await room.known()
    made = await asyncio.to_thread(
        settings, room.paths.workspace, room.paths.organisation, known.mirrors.snapshot, client.language
    )
    return msgspec.structs.replace(made, unnamed=[*made.unnamed, *room.pages.unnamed(known.workspace, client.language)])


async def _change(room: Room, client: Client, asked: ask.Change) -> SettingsReply:
    from guard.service.operations.change import change

    await asyncio.to_thread(change, room.paths.workspace, room.paths.organisation, room.paths.turn, asked.edits)
    await room.known()
    room.changed()
    return await _settings(room, client, ask.Settings(n=asked.n))


async def _discover(room: Room, client: Client, asked: ask.Discover) -> Found:
    from guard.service.operations.discover import discover

    tell, workspace = _teller(room, client, asked.n), (await room.known()).workspace
    return await _beside(
        client, asked.n, lambda stop: discover(asked.home, progress=tell, stop=stop, workspace=workspace)
    )


async def _account(room: Room, _client: Client, asked: ask.ReadAccount) -> AccountReply:
    from guard.service.operations.accounts import account

    return account(asked.text, (await room.known()).workspace)


async def _excuse(room: Room, client: Client, asked: incidents.Excuse) -> Desk:
    await responding.excused(room, client, asked)
    room.changed()
    return await _desk(room, client)


async def _quit(room: Room, _client: Client, _asked: ask.Quit) -> Done:
    room.loop.call_soon(room.stopping.set)
    return Done()


async def _beside(client: Client, number: int, work: Callable[[Flag], T]) -> T:
    """Runs blocking work in a thread; ``cancel`` and the end of the connection stop it."""
    stop = client.stops[number] = Flag()
    return await asyncio.get_running_loop().run_in_executor(_LONG, work, stop)


def _teller(room: Room, client: Client, number: int) -> Tell:
    def tell(text: str, done: int, total: int) -> None:
        room.loop.call_soon_threadsafe(client.send, Progress(number, said(text, client.language), done, total))

    return tell


def _then_desk(work: Callable[..., Any]) -> Operation:
    """Does a change of the state, and gives the state as it is then."""

    async def run(room: Room, client: Client, asked: ask.Request) -> Desk:
        await work(room, asked)
        room.changed()
        return await _desk(room, client)

    return run


_GATES = ("browser:", "proxy:", "folder:")
"""What gates may light: never the engine's own lights, which nobody else can know."""
_LONG = ThreadPoolExecutor(4, thread_name_prefix="long")
"""For audits and searches: short work, such as what a command would post, never waits behind them."""

_OPERATIONS: Mapping[type[ask.Request], Any] = {
    ask.Submit: submitting.submit,
    ask.Command: _command,
    ask.Withdraw: _withdraw,
    ask.Report: _report,
    ask.Brief: browsing.brief,
    ask.Acting: browsing.acting,
    ask.Copied: browsing.copied,
    ask.Escaped: browsing.escaped,
    ask.Preview: previewing.preview,
    ask.Raise: browsing.bring_up,
    ask.Watch: _watch,
    ask.Show: _show,
    ask.Answer: _answer,
    ask.Wear: _then_desk(wearing.wear),
    ask.Rest: _then_desk(wearing.rest),
    ask.Pause: _then_desk(wearing.pause),
    ask.Resume: _then_desk(wearing.resume),
    ask.Freeze: _then_desk(wearing.freeze),
    ask.Unfreeze: _then_desk(wearing.unfreeze),
    ask.Pictures: _then_desk(_pictures),
    incidents.Incidents: responding.listed,
    incidents.OpenIncident: responding.opened,
    incidents.Excuse: _excuse,
    incidents.Listen: responding.listened,
    incidents.ShowIncident: responding.shown,
    incidents.Act: responding.acted,
    incidents.Repause: responding.repaused,
    incidents.AddEvidence: responding.evidence,
    incidents.ExportIncident: responding.exported,
    ask.Drill: drilling.now,
    ask.Rows: _rows,
    ask.Heeds: _heeds,
    ask.Audit: _audit,
    ask.Cancel: _cancel,
    ask.Settings: _settings,
    ask.Change: _change,
    ask.Discover: _discover,
    ask.ReadAccount: _account,
    ask.Quit: _quit,
}

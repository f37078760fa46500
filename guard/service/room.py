"""Everything the operations work with, for as long as the engine runs."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

import msgspec

from guard.engine import Engine, clock, hat
from guard.engine.clock import Moment
from guard.engine.holds import Hold, Holds, Outcome
from guard.engine.knowledge import Knowledge, Known
from guard.engine.response import Response
from guard.engine.strays import Strays
from guard.journal import JournalError
from guard.languages import said
from guard.model.event import Event
from guard.model.identity import Context
from guard.model.sentence import Sentence
from guard.model.version import VERSION
from guard.protocol.desk import Light
from guard.protocol.events import Alert, Closed, IncidentChanged
from guard.protocol.requests import Role
from guard.service.client import Client, Operations
from guard.service.lights import Lights
from guard.service.pages import Pages
from guard.service.peer import is_ours
from guard.service.scribe import Scribe
from guard.service.second import Second
from guard.service.tally import Tally
from guard.workspace.paths import Paths

if TYPE_CHECKING:  # listening takes memory, and is there only where a brand is watched
    from guard.engine.hearing import Hearing

T = TypeVar("T")
Picture = Callable[["Room", Known, Moment, str], msgspec.Struct]
"""The state that shells are shown, in a language."""

GATHERED = 0.05
"""Seconds in which changes are put together before the shells are told: a thousand holds are not told one by one."""
MOST_CONNECTIONS = 12_000


class Room:
    """The engine's own things. For one thread: the event loop's."""

    def __init__(self, paths: Paths, loop: asyncio.AbstractEventLoop, operation: Operations, picture: Picture) -> None:
        self.paths, self.loop, self.operation, self._picture = paths, loop, operation, picture
        self.version, self.run = VERSION, secrets.token_hex(8)
        self.scribe = Scribe(paths.journal, loop)
        self.pages = Pages(clock.now)
        self.knowledge = Knowledge(paths.workspace, paths.organisation, paths.state, paths.mirrors)
        self.holds = Holds(self.record, clock.now, self._hold_changed)
        self.tally, self.second = Tally(), Second(paths, self.start)
        self.lights = Lights(self.changed)
        self.response = Response(paths, self._record_beside, lambda: clock.now().wall)
        self.hearing: Hearing | None = None
        """What is said of the brands; None while none is listened for."""
        self.strays = Strays(paths.heard / "strays.json")
        self.turns: dict[str, asyncio.Lock] = {}
        """One deed at a time in each incident."""
        self.stopping, self.waiting, self.turned = asyncio.Event(), asyncio.Event(), asyncio.Event()
        """To end; something waits; the hat or the pause is another now."""
        self.renewed = asyncio.Event()
        """Something is known anew: the workspace, or what lies in the folders of pictures."""
        self.journal_turned = asyncio.Event()
        """The journal can be written again, or cannot any more."""
        self._journal_failed = bool(self.scribe.problem)
        self.connections: set[Client] = set()
        self._untold: deque[tuple[str, str, str]] = deque(maxlen=20)
        self._known: Known | None = None
        self._told: asyncio.TimerHandle | None = None
        self._told_at = -GATHERED
        self._work: set[asyncio.Task[object]] = set()

    async def known(self) -> Known:
        """What is known now. Reading tools anew happens beside the loop; whoever asks meanwhile waits for the same."""
        known = self.knowledge.fresh()
        if known is None:
            known = await asyncio.to_thread(self.knowledge.current)
            self.changed()
        if known is not self._known:
            self._known = known
            self.renewed.set()
            self.holds.wait = known.workspace.hold_wait
            self.lights.set(_workspace_light(known))
        return known

    def engine(self, known: Known, moment: Moment) -> Engine:
        """The judge of this moment."""
        pause = known.state.paused
        return Engine(
            workspace=known.workspace,
            mirrors=known.mirrors,
            record=lambda _event: None,  # the service writes with the scribe, and waits for it
            fingerprint=self.scribe.fingerprint,
            frozen=known.state.frozen,
            excepted=known.state.excepted,
            unknown=known.unknown,
            paused=pause.reason if pause and not pause.over(moment) else "",
            noticing=self.second.noticing(known),
        )

    def context(self, known: Known, moment: Moment) -> Context:
        """The hat that is worn now."""
        return hat.context(known.workspace, known.state, moment)

    async def record(self, event: Event) -> None:
        """Makes the event durable and counts it; raises JournalError."""
        try:
            await self.scribe.record(event)
        finally:
            if bool(self.scribe.problem) is not self._journal_failed:  # its light is to be looked at, now
                self._journal_failed = not self._journal_failed
                self.journal_turned.set()
        self.tally.note(event)
        self.second.note(event)

    def _record_beside(self, event: Event) -> None:
        """From any thread; where it fails the journal's light says so, and who asked has a record of its own."""

        async def record() -> None:
            with suppress(JournalError):
                await self.record(event)

        self.loop.call_soon_threadsafe(lambda: self.start(record()))

    def changed_incident(self, name: str) -> None:
        """From any thread: an incident has another entry."""

        def tell() -> None:
            for face in self.faces:
                face.send(IncidentChanged(name))
            self.changed()

        self.loop.call_soon_threadsafe(tell)

    @property
    def faces(self) -> list[Client]:
        """The shells that are told everything."""
        return [one for one in self.connections if one.watching]

    def admit(self, connection: Client, transport: asyncio.Transport) -> bool:
        """Whether this client may speak at all."""
        if len(self.connections) >= MOST_CONNECTIONS or not is_ours(transport):
            return False
        self.connections.add(connection)
        return True

    def leave(self, connection: Client) -> None:
        """The connection is over."""
        self.connections.discard(connection)
        self.lights.leave(connection)
        self.pages.leave(connection)
        for hold in list(connection.holds.values()):
            self.start(self.holds.abandon(hold))
        if connection.watching and not self.faces:
            self.holds.unwatched()
        if connection.role is Role.FACE:
            self.changed()

    def start(self, work: Coroutine[object, object, object]) -> None:
        """Lets a coroutine run to its end, whoever asked for it."""
        task = self.loop.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def whole(self, work: Coroutine[object, object, T]) -> T:
        """What comes of a coroutine that runs to its end, also where whoever waits for it goes away."""
        task = self.loop.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return await asyncio.shield(task)

    def alert(self, kind: str, title: str, text: str) -> None:
        """Tells every shell, each in its language; where there is none, the first that comes."""
        if not self.faces:
            self._untold.append((kind, title, text))
        for face in self.faces:
            face.send(Alert(kind, said(title, face.language), said(text, face.language)))

    def tell_untold(self, face: Client) -> None:
        """What happened while no shell was there."""
        for kind, title, text in self._untold:
            face.send(Alert(kind, said(title, face.language), said(text, face.language)))
        self._untold.clear()

    def later(self) -> None:
        """The hat or the pause is another now, so another deadline counts."""
        self.turned.set()
        self.changed()

    def changed(self) -> None:
        """Something that the shells show is another now: they are told at once, and what follows at once, together."""
        if self._told is None and (self.faces or self.pages.briefed):
            wait = max(0.0, self._told_at + GATHERED - self.loop.time())
            self._told = self.loop.call_later(wait, self._tell)

    def _tell(self) -> None:
        self._told, self._told_at = None, self.loop.time()
        self.start(self._show())

    async def _show(self) -> None:
        known, moment = await self.known(), clock.now()
        self.pages.brief(known, self.context(known, moment), moment, self.run)
        made: dict[str, msgspec.Struct] = {}
        for face in self.faces:
            if face.language not in made:
                made[face.language] = self._picture(self, known, moment, face.language)
            face.send(made[face.language])

    def _hold_changed(self, hold: Hold, outcome: Outcome | None) -> None:
        self.changed()
        if outcome is None:
            return
        for face in self.faces:
            text = said(_ended(outcome), face.language)
            face.send(Closed(hold.id, outcome.verdict.value, outcome.by.value, text))


def _workspace_light(known: Known) -> Light:
    name = Sentence.of("Workspace")
    if known.unknown:
        return Light("workspace", name, "red", known.unknown[0])
    if known.mirrors.unknown:
        return Light("workspace", name, "red", known.mirrors.unknown[0])
    pattern = "{count} identities are known, and where their posts are mirrored."
    return Light("workspace", name, "green", Sentence.of(pattern, count=len(known.workspace.identities)))


def _ended(outcome: Outcome) -> str:
    return _ENDED[outcome.by.value]


_ENDED = {
    "answer": Sentence.of("It was answered."),
    "time": Sentence.of("Nobody answered in time, so it was not sent."),
    "abandoned": Sentence.of("Whoever wanted to send it has gone, so it was not sent."),
    "restart": Sentence.of("The guard ended, so it was not sent."),
    "rules": Sentence.of("It was forbidden while it waited, so it was not sent."),
}

"""Brands are listened for in public, beside everything else: what is more than usual, and what never left from here."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from guard.engine import clock
from guard.engine.hearing import Hearing
from guard.incident.entries import BrokenRecord
from guard.incident.sentences import kept as kept_
from guard.journal import JournalError
from guard.mentions.alerts import Alert, AlertKind
from guard.mentions.watcher import Watcher
from guard.model.event import Event
from guard.model.incident import EntryKind
from guard.model.mention import Mentions, Post, SourceState
from guard.model.sentence import Sentence
from guard.protocol.desk import Light
from guard.service import straying
from guard.service.paces import Pace, renewed
from guard.service.room import Room
from guard.vault import Secret, Unavailable, Vault
from guard.workspace import Workspace


async def listen(room: Room, name: str, pace: Pace) -> None:
    """Until nobody is listened for any more; ``name`` is its light's."""
    ears = _Ears(room, name, pace)
    try:
        async with asyncio.TaskGroup() as group:
            beside = [group.create_task(ears.watcher.run()), group.create_task(ears.judge())]
            await ears.furnish()
            for one in beside:
                one.cancel()
    finally:
        room.hearing = None
        await ears.keep()


class _Ears:
    """What is heard. As what the watching process tells: called in the event loop, and never waits."""

    def __init__(self, room: Room, name: str, pace: Pace) -> None:
        self._room, self._name, self._pace = room, name, pace
        self._hearing = Hearing(room.paths.heard / "counts.json", clock.LocalZone())
        self.watcher = Watcher(self, self._hearing.marks, self._hearing.seen)
        self._tokens: dict[str, str] = {}
        self._keyless: Sentence | None = None
        """Why the keyring could not be asked."""
        self._unkept: Sentence | None = None
        self._writing = asyncio.Lock()
        self._blind: Sentence | None = None
        """Why what the brands post cannot be judged."""

    async def furnish(self) -> None:
        """Follows the workspace. One that is broken changes nothing: what was listened for is listened for."""
        while True:
            known = await self._room.known()
            if known.usable and not known.workspace.watched:
                return
            if known.usable:
                await self._furnish(known.workspace)
            with suppress(TimeoutError):
                await asyncio.wait_for(renewed(self._room, self._pace.look), self._pace.tokens)

    async def _furnish(self, workspace: Workspace) -> None:
        now = clock.now().wall
        self._hearing.furnish(workspace.watched, now.timestamp())
        self._room.strays.furnish(workspace.watched, now)
        self._room.hearing = self._hearing
        found = await asyncio.to_thread(_tokens, workspace)
        self._keyless = Sentence.of("{problem}", problem=found.reason) if isinstance(found, Unavailable) else None
        if not isinstance(found, Unavailable):  # one that was locked meanwhile takes nothing away
            self._tokens = found
        self.watcher.furnish([one.watching for one in workspace.watched], self._tokens)
        await self.keep()
        self._light()

    async def judge(self) -> None:
        """Again and again: whether more is said than usual, and what the brands posted that did not leave from here."""
        kept = self._room.loop.time()
        while True:
            await asyncio.sleep(self._pace.judge)
            for brand, alert in self._hearing.judged(clock.now().wall.timestamp()):
                await _tell(self._room, brand, alert)
            self._blind = await straying.look(self._room, self._pace.settled)
            if self._room.loop.time() - kept >= self._pace.keep:
                kept = self._room.loop.time()
                await self.keep()
            self._light()

    async def keep(self) -> None:
        """Puts all on disk: first the brands' own posts, for once their ids are kept they are not told again."""
        async with self._writing:
            text = self._hearing.text()
            try:
                await self._room.strays.keep()
                await asyncio.to_thread(self._hearing.write, text)
                self._unkept = None
            except OSError as error:
                pattern = "What is heard cannot be kept over a restart: {problem}"
                self._unkept = Sentence.of(pattern, problem=error.strerror or str(error))

    def mentioned(self, mentions: Mentions) -> None:
        """A brand was mentioned."""
        if heard := self._hearing.brands.get(mentions.brand):
            heard.mentioned(mentions, clock.now().wall.timestamp())

    def posted(self, brand: str, posts: Sequence[Post]) -> None:
        """A brand's own accounts posted this; it is judged once its row can be in the journal."""
        self._room.strays.posted(brand, posts)

    def changed(self, states: Sequence[SourceState]) -> None:
        """These sources are being read now, or are not."""
        now = clock.now().wall.timestamp()
        for heard in self._hearing.brands.values():
            watching = heard.watched.watching
            ours = {source.id for source in (*watching.sources, *watching.own)}
            for state in states:
                if state.source in ours:
                    heard.changed(state, now)
        self._light()

    def kept(self, marks: Mapping[str, Mapping[str, Any]], seen: Sequence[str]) -> None:
        """How far each source was read; it is put on disk together with what was counted."""
        self._hearing.marks, self._hearing.seen = marks, seen

    def _light(self) -> None:
        color, text = self._shown()
        light = Light("listening", self._name, color, text)
        self._room.lights.set(light)

    def _shown(self) -> tuple[str, Sentence]:
        asked: dict[str, SourceState | None] = {}
        for heard in self._hearing.brands.values():
            watching = heard.watched.watching
            asked |= {source.id: heard.states.get(source.id) for source in (*watching.sources, *watching.own)}
        away = [name for name, state in asked.items() if not (state and state.watching)]
        if away:
            state = asked[away[0]]
            why = (state and state.why) or Sentence.of("it was not read yet")
            pattern = "{count} of {all} sources are not read; {source}: {why}"
            text = Sentence.of(pattern, count=len(away), all=len(asked), source=away[0], why=why)
            return "red" if len(away) == len(asked) else "amber", text
        if trouble := next(self._troubles(asked), None):
            return "amber", trouble
        return "green", Sentence.of("Sources that are read: {count}.", count=len(asked))

    def _troubles(self, asked: Mapping[str, SourceState | None]) -> Iterator[Sentence]:
        """What is less than it could be, the worst first."""
        yield from filter(None, (self._blind, self._unkept, self._room.strays.trouble, *self._hearing.troubles))
        if self._keyless and any(state and state.why for state in asked.values()):
            yield Sentence.of("Tokens are missing: {problem}", problem=self._keyless)


def _tokens(workspace: Workspace) -> dict[str, str] | Unavailable:
    """Of sources that may have one. A keyring that is locked is never asked: it would ask for the password."""
    keys = {source.id: source.key for one in workspace.watched for source in one.watching.sources if source.key}
    keys |= {source.id: source.key for one in workspace.watched for source in one.watching.own if source.key}
    if not keys:
        return {}
    vault, found = Vault(), {}
    if isinstance(state := vault.state(), Unavailable):
        return state
    for name, key in keys.items():
        match vault.get(key):
            case Secret(text):
                found[name] = text
            case Unavailable() as problem:
                return problem
    return found


async def _tell(room: Room, brand: str, alert: Alert) -> None:
    """To the shells, into the journal, and into the brand's open incident."""
    workspace, now = (await room.known()).workspace, clock.now().wall
    identity = workspace.identity(brand)
    text = alert.text(identity.name if identity else brand, clock.LocalZone())
    detail = {"identity": brand, "kind": alert.kind.value, "count": alert.count}
    with suppress(JournalError):  # its light tells
        await room.record(Event("mentions", now, {**detail}))
    if alert.kind is not AlertKind.OVER:
        room.alert("mentions", Sentence.of("More is said than usual"), text)
    try:
        incident = await asyncio.to_thread(room.response.incidents.current, brand)
        if incident:
            await asyncio.to_thread(room.response.append, incident.id, EntryKind.ALERT, {"text": kept_(text)})
            room.changed_incident(incident.id)
    except (BrokenRecord, OSError) as error:
        room.alert("incident", Sentence.of("The incident cannot be written down"), str(error))

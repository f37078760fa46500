"""Brands are listened for in public, beside everything else: what is more than usual, and what never left from here."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from guard.engine import clock
from guard.engine.hearing import Hearing
from guard.engine.strays import SCHEDULED
from guard.incident.entries import BrokenRecord
from guard.incident.sentences import kept as kept_
from guard.journal import JournalError
from guard.journal.reading import Row
from guard.mentions.alerts import Alert
from guard.mentions.own import Unseen
from guard.mentions.watcher import Watcher
from guard.model.event import Event
from guard.model.identity import Identity
from guard.model.incident import EntryKind
from guard.model.mention import Mentions, Post, SourceState
from guard.model.sentence import Sentence
from guard.protocol.desk import Light
from guard.service.room import Room
from guard.vault import Secret, Vault
from guard.workspace import Workspace

Renewed = Callable[[Room], Awaitable[None]]
MINUTE = 60.0
KEPT = 600.0
"""Seconds after which the counts are put on disk once more."""


async def listen(room: Room, name: str, renewed: Renewed) -> None:
    """Until it is cancelled; ``name`` is its light's, ``renewed`` waits until the workspace is another."""
    hearing = Hearing(room.paths.heard, clock.LocalZone())
    ears = _Ears(room, hearing, name)
    marks, seen = hearing.marks()
    watcher = Watcher(ears, marks, seen)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(watcher.run())
            group.create_task(_furnish(room, hearing, watcher, renewed))
            group.create_task(_judge(room, hearing, ears))
    finally:
        with suppress(OSError):
            hearing.keep()


async def _furnish(room: Room, hearing: Hearing, watcher: Watcher, renewed: Renewed) -> None:
    while True:
        workspace = (await room.known()).workspace
        hearing.furnish(workspace.watched)
        room.hearing = hearing
        watcher.furnish([one.watching for one in workspace.watched], await asyncio.to_thread(_tokens, workspace))
        await renewed(room)


def _tokens(workspace: Workspace) -> dict[str, str]:
    """Of sources that may have one; a keyring that is locked is not asked for a password by this."""
    vault, found = Vault(), {}
    for one in workspace.watched:
        for source in one.watching.sources:
            if source.key and isinstance(secret := vault.get(source.key), Secret):
                found[source.id] = secret.text
    return found


async def _judge(room: Room, hearing: Hearing, ears: "_Ears") -> None:
    """Every minute: whether more is said than usual, and what the brands posted that did not leave from here."""
    written = room.loop.time()
    while True:
        await asyncio.sleep(MINUTE)
        for brand, alert in hearing.judged(clock.now().wall.timestamp()):
            await _tell(room, brand, alert)
        await ears.look()
        if room.loop.time() - written >= KEPT:
            written = room.loop.time()
            with suppress(OSError):
                await asyncio.to_thread(hearing.keep)


async def _tell(room: Room, brand: str, alert: Alert) -> None:
    """To the shells, into the journal, and into the brand's open incident."""
    workspace, now = (await room.known()).workspace, clock.now().wall
    identity = workspace.identity(brand)
    text = alert.text(identity.name if identity else brand, clock.LocalZone())
    await _record(room, Event("mentions", now, {"identity": brand, "kind": alert.kind.value, "count": alert.count}))
    if alert.kind.value != "over":
        room.alert("mentions", Sentence.of("More is said than usual"), text)
    with suppress(BrokenRecord):
        incident = await asyncio.to_thread(room.response.incidents.current, brand)
        if incident:
            await asyncio.to_thread(room.response.append, incident.id, EntryKind.ALERT, {"text": kept_(text)})
            room.changed_incident(incident.id)


async def _record(room: Room, event: Event) -> None:
    with suppress(JournalError):  # its light tells
        await room.record(event)


class _Ears:
    """What the watching process says. Called in the event loop; never waits."""

    def __init__(self, room: Room, hearing: Hearing, name: str) -> None:
        self._room, self._hearing, self._name = room, hearing, name
        self._new: set[str] = set()
        self._writing = False

    def mentioned(self, mentions: Mentions) -> None:
        """A brand was mentioned."""
        if heard := self._hearing.brands.get(mentions.brand):
            heard.mentioned(mentions, clock.now().wall.timestamp())

    def posted(self, brand: str, posts: Sequence[Post]) -> None:
        """A brand's own accounts posted this; it is judged once its row can be in the journal."""
        if identity := self._identity(brand):
            self._room.strays.posted(identity, posts)
            self._new.add(brand)

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
        """How far each source was read: written beside, one at a time; the next word of it comes soon."""
        if self._writing:
            return
        self._writing = True

        async def write() -> None:
            try:
                with suppress(OSError):
                    await asyncio.to_thread(self._hearing.keep_marks, marks, seen)
            finally:
                self._writing = False

        self._room.start(write())

    async def look(self) -> None:
        """Judges what the brands posted since the last look."""
        now = clock.now().wall
        if not self._new or not self._room.strays.settled(now):
            return
        brands, self._new = self._new, set()
        workspace, rows = (await self._room.known()).workspace, await asyncio.to_thread(self._rows)
        for brand in brands:
            identity = workspace.identity(brand)
            watched = next((one for one in workspace.watched if one.watching.brand == brand), None)
            if identity and watched:
                fingerprint = self._room.scribe.fingerprint
                found = self._room.strays.judge(identity, watched, rows, fingerprint, now)
                for one in found:
                    await self._stray(identity, one)

    async def _stray(self, brand: Identity, one: Unseen) -> None:
        detail = {"identity": brand.id, "account": one.account, "link": one.post.link, "why": one.why.value}
        await _record(self._room, Event("stray", clock.now().wall, detail))
        self._room.alert("stray", Sentence.of("A post did not leave from here"), one.said)
        self._room.changed()

    def _rows(self) -> list[Row]:
        journal = self._room.scribe.journal
        if journal is None:
            return []
        try:
            return list(journal.rows(since=clock.now().wall - SCHEDULED))
        except JournalError:
            return []

    def _identity(self, brand: str) -> Identity | None:
        known = self._room.known_now
        return known.workspace.identity(brand) if known else None

    def _light(self) -> None:
        states = [state for heard in self._hearing.brands.values() for state in heard.states.values()]
        away = [state for state in states if not state.watching]
        if away:
            why = away[0].why or Sentence.of("it was not read yet")
            pattern = "{count} of {all} sources are not read; {source}: {why}"
            text = Sentence.of(pattern, count=len(away), all=len(states), source=away[0].source, why=why)
            color = "red" if len(away) == len(states) else "amber"
            self._room.lights.set(Light("listening", self._name, color, text))
        else:
            text = Sentence.of("Sources that are read: {count}.", count=len(states))
            self._room.lights.set(Light("listening", self._name, "green", text))

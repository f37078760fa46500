"""What goes on beside the posts: files are watched, new crossings are told at once, the journal is kept sealed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from guard.engine import clock, sealing
from guard.engine.crossings import Crossing, RouteMemory
from guard.journal import JournalError
from guard.model.sentence import Sentence
from guard.protocol.desk import Light
from guard.service.deadlines import lasting
from guard.service.room import Room
from guard.vault import Vault
from guard.watch import Watch

_SEAL_AGAIN = 600.0
"""Seconds after which a keyring that was not there is asked once more."""
_TOLD_WITHIN = 10.0


@asynccontextmanager
async def kept(room: Room) -> AsyncIterator[None]:
    """Watches and keeps until the block ends."""
    memory = RouteMemory(room.paths.folder / "routes.json")

    def tell(crossing: Crossing) -> None:
        told = asyncio.run_coroutine_threadsafe(_told(room, crossing), room.loop)
        told.result(_TOLD_WITHIN)  # what cannot be written down is told again by the next look

    def changed() -> None:
        known = room.knowledge.current()
        watch.follow(room.knowledge.paths)
        room.loop.call_soon_threadsafe(room.later)
        memory.tell_new(known, tell)

    def light(shown: Light) -> None:
        room.loop.call_soon_threadsafe(room.lights.set, shown)

    canary = room.paths.folder / "canary"
    watch = Watch(room.knowledge.paths, changed, light, scan=room.knowledge.scan, canary=canary)
    sealer = asyncio.create_task(lasting(_seal, room))
    watch.start()
    try:
        yield
    finally:
        sealer.cancel()
        await asyncio.to_thread(watch.stop)
        await asyncio.to_thread(_forget_keys, room)
        await asyncio.to_thread(_anchor, room)


async def _told(room: Room, crossing: Crossing) -> None:
    await room.record(crossing.event(clock.now().wall))
    room.alert("route", crossing.title, crossing.text)


async def _seal(room: Room) -> None:
    """Puts the journal's first key into the keyring as soon as there is one. No decision waits for this."""
    while True:
        room.journal_turned.clear()
        room.lights.set(await asyncio.to_thread(_sealed, room))
        await asyncio.to_thread(_forget_keys, room)
        with suppress(TimeoutError):
            await asyncio.wait_for(room.journal_turned.wait(), _SEAL_AGAIN)


def _sealed(room: Room) -> Light:
    name = Sentence.of("Journal")
    journal = room.scribe.journal
    if journal is None or room.scribe.problem:
        return Light("journal", name, "red", Sentence.of("Nothing is allowed: {problem}", problem=room.scribe.problem))
    try:
        said = sealing.seal(journal, Vault(), clock.now().wall)
        sealed = journal.sealed
    except JournalError as error:
        return Light("journal", name, "red", Sentence.of("Nothing is allowed: {problem}", problem=error))
    if sealed:
        return Light(
            "journal", name, "green", Sentence.of("Every decision is written down, sealed with a key in the keyring.")
        )
    return Light("journal", name, "amber", Sentence.of("Every decision is written down: {how}", how=said))


def _forget_keys(room: Room) -> None:
    """The keys of rows that were written so far do not stay in the write-ahead log."""
    with suppress(JournalError):
        if room.scribe.journal and room.scribe.journal.sealed:
            room.scribe.journal.forget_keys()


def _anchor(room: Room) -> None:
    """Notes the end of the journal in the keyring, so that a cut would be seen."""
    with suppress(JournalError):
        if room.scribe.journal and room.scribe.journal.sealed:
            sealing.anchor(room.scribe.journal, Vault())

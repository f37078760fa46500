"""The engine's life: recover, listen, keep the deadlines, end in order."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time

from guard.door import NobodyThere
from guard.engine import clock
from guard.engine.holds import restarted
from guard.journal import JournalError
from guard.model.event import Event
from guard.model.sentence import Sentence
from guard.model.version import VERSION
from guard.service import deadlines, dispatch, drilling, hearing, indexing, responding, watching
from guard.service.connection import Connection
from guard.service.desk import desk
from guard.service.listen import AlreadyRunning, Listening, lock_is_ours, only_one
from guard.service.paces import Pace
from guard.service.room import Room
from guard.service.tally import Tally
from guard.workspace.paths import Paths

__all__ = ["AlreadyRunning", "run"]

_HANGS = 5.0
"""Seconds after which an engine that has ended leaves its threads behind."""
_LOOK = 2.0
"""Seconds after which the engine looks whether clients still find it."""


def run(paths: Paths, ready: Callable[[], None], listening: Pace | None = None) -> None:
    """Runs the engine until it is told to end; raises AlreadyRunning, door.NobodyThere and OSError.

    ``ready`` is called when clients can connect; ``listening`` is at which pace brands are listened for.
    """
    lock = only_one(paths.engine)
    try:
        _allow_many_connections()
        asyncio.run(_live(paths, lock, ready, listening or Pace()))
    finally:
        os.close(lock)


async def _live(paths: Paths, lock: int, ready: Callable[[], None], pace: Pace) -> None:
    loop = asyncio.get_running_loop()
    room = Room(paths, loop, dispatch.operation, desk)
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        with suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), room.stopping.set)
    await recover(room)
    room.start(responding.catch_up(room))
    listening = Listening(lambda: Connection(room))
    await listening.open()
    ready()
    reachable = loop.create_task(_stay_reachable(room, listening, lock))
    try:
        async with watching.kept(room):  # what it does at its end may wait for a keyring; nothing is held by then
            async with deadlines.kept(room), indexing.kept(room), hearing.kept(room, pace):
                drills = loop.create_task(drilling.kept(room))
                await room.stopping.wait()
                drills.cancel()
            reachable.cancel()
            await _deny_everything(room, listening)
    finally:
        reachable.cancel()
        await _deny_everything(room, listening)
        room.scribe.close()
        _leave_at_last()
        await asyncio.to_thread(room.second.close)


async def _deny_everything(room: Room, listening: Listening) -> None:
    """Nobody is heard any more, and whoever waits is told no."""
    listening.close()
    await room.holds.close()
    await asyncio.sleep(0)  # the replies are made
    for connection in list(room.connections):
        connection.close()
    await asyncio.sleep(0)  # what was said last is handed to the system


def _leave_at_last() -> None:
    """Everything is on disk. A thread that hangs (on a network drive that is lost) must not keep the engine alive."""
    last = threading.Timer(_HANGS, os._exit, (0,))
    last.daemon = True
    last.start()


async def _stay_reachable(room: Room, listening: Listening, lock: int) -> None:
    """Listens anew where the socket's file is gone. Where the lock's is, another engine may start: this one ends."""
    while True:
        await asyncio.sleep(_LOOK)
        if not lock_is_ours(lock, room.paths.engine):
            room.stopping.set()
        elif not listening.found:
            listening.close()
            with suppress(OSError, NobodyThere):  # its folder may come back later
                await listening.open()


async def recover(room: Room) -> None:
    """What the last engine held is denied, and that is written down; the day is counted on."""
    journal, now = room.scribe.journal, clock.now()
    if journal is None:
        return

    def read() -> tuple[list[Event], list[Event]]:
        last = next(journal.rows(kind="engine", limit=1), None)
        since = [row.event for row in journal.rows(after=last.seq if last else 0)]
        midnight = datetime.combine(now.wall.date(), time(), now.wall.tzinfo)
        return since, [row.event for row in journal.rows(since=midnight)]

    try:
        since, today = await asyncio.to_thread(read)
    except JournalError as error:
        room.scribe.problem = str(error)
        return
    room.tally = Tally.of(today, now.wall)
    held = dict.fromkeys(str(one.detail["hold"]) for one in since if one.kind == "decision" and "hold" in one.detail)
    answered = {str(one.detail.get("hold")) for one in since if one.kind == "answer"}
    denied = restarted((hold for hold in held if hold not in answered), now)
    start = Event("engine", now.wall, {"run": room.run, "version": VERSION, "denied": len(denied)})
    room.start(room.second.recover(journal, journal.anchor()[0], now.wall))
    with suppress(JournalError):  # without a journal nothing is allowed anyway, and the light says why
        await asyncio.gather(*(room.record(event) for event in [*denied, start]))
    if denied:
        text = Sentence.of("{count} posts that were held when the guard ended were not sent.", count=len(denied))
        room.alert("restart", Sentence.of("The guard was started anew"), text)


def _allow_many_connections() -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))

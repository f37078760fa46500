"""The engine's life: recover, listen, keep the deadlines, end in order."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time

from guard.engine import clock
from guard.engine.holds import restarted
from guard.journal import JournalError
from guard.model.event import Event
from guard.model.sentence import Sentence
from guard.model.version import VERSION
from guard.service import deadlines, dispatch, watching
from guard.service.connection import Connection
from guard.service.desk import desk
from guard.service.listen import AlreadyRunning, listen, only_one
from guard.service.paths import Paths
from guard.service.room import Room
from guard.service.tally import Tally

__all__ = ["AlreadyRunning", "run"]


def run(paths: Paths, ready: Callable[[], None]) -> None:
    """Runs the engine until it is told to end; raises AlreadyRunning, door.NobodyThere and OSError.

    ``ready`` is called when clients can connect.
    """
    lock = only_one(paths.engine)
    try:
        _allow_many_connections()
        asyncio.run(_live(paths, ready))
    finally:
        os.close(lock)


async def _live(paths: Paths, ready: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    room = Room(paths, loop, dispatch.operation, desk)
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        with suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), room.stopping.set)
    await recover(room)
    close = await listen(lambda: Connection(room))
    ready()
    try:
        async with deadlines.kept(room), watching.kept(room):
            await room.stopping.wait()
    finally:
        await room.holds.close()
        close()
        for connection in list(room.connections):
            connection.close()
        await asyncio.sleep(0)  # what was said last is handed to the system
        room.scribe.close()


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

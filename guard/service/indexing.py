"""The pictures in identities' folders are made known beside everything else, and new ones within seconds."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from guard.engine.pictures import folders_of
from guard.model.sentence import Sentence
from guard.pictures.indexing import Indexing, Progress, State
from guard.protocol.desk import Light
from guard.service.room import Room
from guard.watch import Watch

LOOK = 2.0
"""Seconds after which it is looked how far it is, while it works."""
_BUSY = frozenset({State.NOT_STARTED, State.LISTING, State.WORKING, State.ON_BATTERY, State.ELSEWHERE})
_NAME = Sentence.of("Pictures")


class Folders:
    """How the folders look, from outside: another value as soon as a file came or went in one of them."""

    def __init__(self, roots: tuple[str, ...]) -> None:
        self._roots = roots
        self._seen: dict[str, tuple[int, tuple[str, ...]]] = {}

    def scan(self) -> int:
        """Lists only folders that have changed since; every other one costs a system call."""
        before, self._seen = self._seen, {}
        stack = list(self._roots)
        while stack:
            folder = stack.pop()
            with suppress(OSError):
                changed = os.stat(folder).st_mtime_ns  # noqa: PTH116 - a path for each of many thousands costs more
                known = before.get(folder)
                below = known[1] if known and known[0] == changed else tuple(_below(folder))
                self._seen[folder] = changed, below
                stack += below
        return hash(frozenset((folder, changed) for folder, (changed, _) in self._seen.items()))


def _below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                yield entry.path


@asynccontextmanager
async def kept(room: Room) -> AsyncIterator[None]:
    """Indexes until the block ends, with the folders as the workspace names them at any time."""
    task = asyncio.create_task(_kept(room))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _kept(room: Room) -> None:
    while True:
        folders = folders_of((await room.known()).workspace)
        if not folders:
            room.lights.set(Light("pictures", _NAME, "off", Sentence.of("No folder of pictures is named.")))
            await _other(room, folders)
            continue
        indexing = room.second.indexing = Indexing(room.paths.pictures, folders)
        seen = Folders(tuple(folders))

        def changed(indexing: Indexing = indexing) -> None:
            indexing.start()
            room.loop.call_soon_threadsafe(room.renewed.set)

        watch = Watch(map(Path, folders), changed, _unlit, scan=seen.scan)
        watch.start()
        try:
            await _other(room, folders, indexing)
        finally:
            room.second.indexing = None
            await asyncio.to_thread(watch.stop)
            await asyncio.to_thread(indexing.close)


async def _other(room: Room, folders: dict[str, str], indexing: Indexing | None = None) -> None:
    """Returns when the workspace names other folders; meanwhile tells how far it is."""
    told: Progress | None = None
    while folders_of((await room.known()).workspace) == folders:
        if indexing and (now := indexing.progress()) != told:
            told = now
            room.lights.set(_light(now))
        room.renewed.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(room.renewed.wait(), LOOK if told and told.state in _BUSY else None)


def _unlit(_light: Light) -> None:
    """The watcher of configurations tells whether events come."""


def _light(progress: Progress) -> Light:
    of = {"done": progress.done, "total": progress.total}
    match progress.state:
        case State.FAILED:
            text = Sentence.of("Looking at the pictures broke down too often; {done} are known.", done=progress.done)
            return Light("pictures", _NAME, "red", text)
        case State.PAUSED:
            return Light("pictures", _NAME, "amber", Sentence.of("Paused: {done} of {total} pictures are known.", **of))
        case State.ON_BATTERY:
            text = Sentence.of("{done} of {total} pictures are known; it goes on when the machine has power.", **of)
            return Light("pictures", _NAME, "amber", text)
        case State.LISTING | State.WORKING | State.NOT_STARTED:
            return Light("pictures", _NAME, "amber", Sentence.of("{done} of {total} pictures are known by now.", **of))
        case State.ELSEWHERE:
            return Light("pictures", _NAME, "amber", Sentence.of("Another process is making the pictures known."))
    if progress.unreadable:
        text = Sentence.of(
            "{done} pictures are known; {unreadable} could not be read.",
            done=progress.done,
            unreadable=progress.unreadable,
        )
        return Light("pictures", _NAME, "green", text)
    return Light("pictures", _NAME, "green", Sentence.of("{done} pictures are known.", done=progress.done))

"""The indexing process: last in line for everything, it makes every picture of the identities' folders known.

It reads frames from standard input (``setup`` first, then ``pause``, ``busy``, ``notice``) and writes ``begun`` before
each file and ``progress`` a few times a second. It ends when it is done, or when its orders end.
"""

import os
import queue
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from guard import frames
from guard.files import try_lock
from guard.pictures import decoding, gentle, windows
from guard.pictures.confinement import confine, limited
from guard.pictures.index import BrokenIndex, Index, Stamp, discard
from guard.pictures.opening import opened
from guard.pictures.progress import State
from guard.pictures.troubles import NotSeen
from guard.pictures.walking import LARGEST, Walk, may_be_picture, stamp_of
from guard.pictures.whose import Folders

CPU_SECONDS = 10.0
_TOLD_EVERY = 0.2
_POWER_EVERY = 10.0
_REST = 0.5


class Stopped(Exception):
    """The orders have ended, and with them the work."""


class Indexer:
    """One run through the folders."""

    def __init__(
        self, index: Index, folders: Folders, orders: "queue.Queue[Any]", answers: IO[bytes], *, hurry: bool = False
    ) -> None:
        self._hurry = hurry
        self._index, self._folders, self._orders, self._answers = index, folders, orders, answers
        self._known = index.entries()
        self._todo: deque[tuple[str, Stamp]] = deque()
        self._done = self._skipped = 0
        self._troubles: Counter[str] = Counter()
        self._paused = self._busy = self._battery = False
        self._told_at = self._looked_at = -_POWER_EVERY
        self._folder = ""

    def give_up(self, paths: Iterable[str]) -> None:
        """Files that ended a process before this one."""
        for path in paths:
            with suppress(OSError):
                self._put_aside(path, stamp_of(os.stat(path, follow_symlinks=False)), "fell")

    def walk(self) -> None:
        """Lists what is new, the latest first, and forgets what is gone."""
        self._tell(State.LISTING, now=True)
        walk = Walk()
        met: set[str] = set()
        for path, stamp in walk.pictures(self._folders.outermost):
            met.add(path)
            self._enlist(path, stamp)
        closed = tuple(folder.rstrip(os.sep) + os.sep for folder in walk.closed)
        gone = [path for path in self._known if path not in met and not (path.startswith(closed) and self._ours(path))]
        self._drop(gone)
        self._skipped += walk.skipped
        self._todo = deque(sorted(self._todo, key=lambda item: item[1].changed_ns, reverse=True))

    def notice(self, paths: Iterable[str]) -> None:
        """Files that came, changed or went: they are next."""
        for path in paths:
            real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
            try:
                told = os.stat(real, follow_symlinks=False)
            except OSError:
                self._drop([real] if real in self._known else [])
                continue
            if os.path.isdir(real) and not os.path.islink(real):
                for found, stamp in Walk().pictures([real]):
                    if self._wanted(found):
                        self._enlist(found, stamp, first=True)
            elif self._wanted(real) and told.st_size <= LARGEST:
                self._enlist(real, stamp_of(told), first=True)

    def run(self) -> None:
        """Works until nothing is left."""
        while self._todo:
            self._obey()
            path, stamp = self._todo.popleft()
            self._folder = os.path.dirname(path)
            frames.write(self._answers, {"begun": path})
            begun = time.monotonic()
            self._one(path, stamp)
            self._tell(State.WORKING)
            if self._busy:
                time.sleep(min(_REST, time.monotonic() - begun))
        self._tell(State.DONE, now=True)

    def _enlist(self, path: str, stamp: Stamp, *, first: bool = False) -> None:
        if self._known.get(path) == stamp:
            self._done += 1
        elif first:
            self._todo.appendleft((path, stamp))
        else:
            self._todo.append((path, stamp))

    def _wanted(self, path: str) -> bool:
        if not self._ours(path) or not may_be_picture(os.path.basename(path)) or not os.path.isfile(path):
            return False
        folder = next(root for root in self._folders.outermost if path.startswith(root.rstrip(os.sep) + os.sep))
        return not os.path.islink(path) and not any(part.startswith(".") for part in _below(folder, path))

    def _ours(self, path: str) -> bool:
        return bool(self._folders.owner(path))

    def _drop(self, paths: list[str]) -> None:
        if paths:
            self._index.drop(paths)
            for path in paths:
                self._known.pop(path, None)

    def _one(self, path: str, stamp: Stamp) -> None:
        try:
            with limited(CPU_SECONDS), opened(path) as stream:
                seen = decoding.decoded(stream)
                if seen.trouble and seen.trouble.name == "truncated":  # it may be on its way; it is met again then
                    raise NotSeen("truncated")
                hashes = windows.reference(seen.image)
        except NotSeen as problem:
            self._put_aside(path, stamp, problem.trouble.name)
        except MemoryError:
            self._put_aside(path, stamp, "memory")
        except Exception:  # noqa: BLE001 - one picture must not keep the others from being known
            self._put_aside(path, stamp, "failed")
        else:
            self._index.put(path, stamp, hashes)
            self._known[path] = stamp
            self._done += 1

    def _put_aside(self, path: str, stamp: Stamp, why: str) -> None:
        """What cannot be read is not tried again before it changes."""
        self._troubles[why] += 1
        self._index.put(path, stamp, None)
        self._known[path] = stamp

    def _obey(self) -> None:
        """Takes the orders that came; stays here while it is paused or on battery. Raises Stopped."""
        while True:
            self._battery = self._is_on_battery()
            waits = self._paused or self._battery
            if waits:
                self._tell(State.PAUSED if self._paused else State.ON_BATTERY, now=True)
            try:
                order = self._orders.get(timeout=_POWER_EVERY) if waits else self._orders.get_nowait()
            except queue.Empty:
                if waits:
                    continue
                return
            match order:
                case {"pause": bool(paused)}:
                    self._paused = paused
                case {"busy": bool(busy)}:
                    self._busy = busy
                case {"notice": list(paths)}:
                    self.notice(paths)
                case None:
                    raise Stopped

    def _is_on_battery(self) -> bool:
        if self._hurry:
            return False
        if time.monotonic() - self._looked_at < _POWER_EVERY and not self._battery:
            return False
        self._looked_at = time.monotonic()
        return gentle.on_battery()

    def _tell(self, state: State, *, now: bool = False) -> None:
        if not now and time.monotonic() - self._told_at < _TOLD_EVERY:
            return
        self._told_at = time.monotonic()
        unreadable = self._troubles.total()
        told = {
            "state": state,
            "done": self._done,
            "total": self._done + unreadable + len(self._todo),
            "skipped": self._skipped,
            "unreadable": unreadable,
            "reasons": dict(self._troubles),
            "folder": self._folder,
        }
        frames.write(self._answers, {"progress": told})


def _below(folder: str, path: str) -> list[str]:
    return os.path.relpath(path, folder).split(os.sep)


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """One run, as the first frame says; another process that is at it already is left to it."""
    match frames.read(orders):
        case {
            "setup": {
                "index": str(index),
                "folders": folders,
                "skip": skip,
                "only": only,
                "paused": paused,
                "hurry": bool(hurry),
            }
        }:
            pass
        case _:
            return
    if not hurry:
        gentle.step_back()
    lock = os.open(f"{index}.turn", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try_lock(lock)
    except OSError:
        frames.write(answers, {"progress": {"state": State.ELSEWHERE}})
        return
    _work(Path(index), folders, skip, only, _heard(orders, paused), answers, hurry=hurry)


def _work(
    index: Path,
    folders: Mapping[str, str],
    skip: list[str],
    only: list[str] | None,
    orders: "queue.Queue[Any]",
    answers: IO[bytes],
    *,
    hurry: bool,
) -> None:
    known = _opened(index)
    try:
        indexer = Indexer(known, Folders(folders), orders, answers, hurry=hurry)
        indexer.give_up(skip)
        if only is None:
            indexer.walk()
        else:
            indexer.notice(only)
        indexer.run()
    except (Stopped, BrokenPipeError):
        pass
    finally:
        known.close()


def _opened(path: Path) -> Index:
    """The index; one that is damaged is begun anew."""
    try:
        return Index.open(path)
    except BrokenIndex as problem:
        if not problem.damaged:
            raise
        discard(path)
        return Index.open(path)


def _heard(orders: IO[bytes], paused: object) -> "queue.Queue[Any]":
    """Orders as they come; None at their end."""
    heard: queue.Queue[Any] = queue.Queue()
    if paused:
        heard.put({"pause": True})

    def listen() -> None:
        with suppress(frames.BrokenFrame, OSError, ValueError):
            while (order := frames.read(orders)) is not None:
                heard.put(order)
        heard.put(None)

    threading.Thread(target=listen, daemon=True).start()
    return heard


if __name__ == "__main__":
    confine()
    serve(sys.stdin.buffer, sys.stdout.buffer)
    os._exit(0)  # Python would wait a second for the thread that still listens for orders

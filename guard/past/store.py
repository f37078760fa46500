"""One small file per identity: what its posts so far were made of."""

import json
import re
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from guard.files import replace_file, turn
from guard.model.past import Past
from guard.past.counting import Counts, past

GUARD = "guard"
"""The source of what the guard counted itself; every other one is an import, named after its account or file."""
_VERSION = 1
_LARGEST = 32 * 1024 * 1024
_KINDS = ("hashtags", "mentions", "hosts", "apps", "words", "noticed")
_WRITE_EVERY = 5.0


class BrokenPast(Exception):
    """The file of one identity cannot be understood; the message says which and what to do."""


def file_of(folder: Path, identity: str) -> Path:
    """Where an identity's past lies; whatever its id is, that is a file of this folder."""
    safe = re.sub(r"[^A-Za-z0-9_-]", lambda odd: f"%{ord(odd[0]):x}", identity)
    return folder / f"{safe}.json"


def load(folder: Path, identity: str) -> Past:
    """All that is known of an identity's past; raises BrokenPast."""
    return past(sources(folder, identity).values())


def sources(folder: Path, identity: str) -> dict[str, Counts]:
    """What is known, by where it is from; empty where nothing is. Raises BrokenPast."""
    path = file_of(folder, identity)
    try:
        if path.exists() and not path.is_file():
            raise OSError("a pipe would keep us waiting for whoever writes into it")
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        plain = json.loads(path.read_text(encoding="utf-8"))
        if plain["version"] != _VERSION:
            raise ValueError("another version")
        return {str(name): _counts(one) for name, one in plain["sources"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        remedy = f"remove it (hatcheck past forget {identity}), and import the posts again"
        raise BrokenPast(f"{path} cannot be read ({type(error).__name__}): {remedy}") from None


@contextmanager
def changing(folder: Path, identity: str) -> Iterator[dict[str, Counts]]:
    """The sources, to be changed within the block and written at its end, by one process at a time.

    Raises BrokenPast and OSError.
    """
    path = file_of(folder, identity)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with turn(folder / "changes.lock"):
        now = sources(folder, identity)
        yield now
        plain = {"version": _VERSION, "sources": {name: _plain(one) for name, one in now.items()}}
        replace_file(path, json.dumps(plain, ensure_ascii=False, separators=(",", ":")))


def forget(folder: Path, identity: str) -> bool:
    """Removes all that is known of an identity's past, also where it is broken; tells whether there was anything."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with turn(folder / "changes.lock"):
        path = file_of(folder, identity)
        known = path.exists()
        path.unlink(missing_ok=True)
        return known


class Recorder:
    """The past of all identities as one process sees it, with what left since; any thread may use it."""

    def __init__(self, folder: Path, every: float = _WRITE_EVERY) -> None:
        """Writes at most once in ``every`` seconds, and when it is told to."""
        self._folder, self._every = folder, every
        self._lock, self._writing = threading.RLock(), threading.Lock()
        """Whoever writes may wait for another process; nobody else waits with it."""
        self._unwritten: dict[str, Counts] = {}
        self._leaving: dict[str, Counts] = {}
        """What is being written; until that is done it may for a moment be counted twice."""
        self._known: dict[str, tuple[object, Past]] = {}
        self._next_write = 0.0
        self.trouble = ""
        """Why the last write failed; empty where it did not. What was not written is kept and tried again."""

    def past(self, identity: str) -> Past:
        """What is known by now; reads the file again once another process has changed it. Raises BrokenPast."""
        with self._lock:
            stamp = _stamp(file_of(self._folder, identity))
            known = self._known.get(identity)
            if known is None or known[0] != stamp:
                found = sources(self._folder, identity)
                for kept in (self._leaving, self._unwritten):
                    if identity in kept:
                        found.setdefault(GUARD, Counts()).merge(kept[identity])
                known = self._known[identity] = (stamp, past(found.values()))
            return known[1]

    def note(self, identity: str, text: str, app: str, at: datetime | None, noticed: Collection[str] = ()) -> None:
        """Counts a post that was allowed. Raises nothing: ``trouble`` says what could not be written."""
        with self._lock:
            try:
                known = self.past(identity).hashtags
            except BrokenPast:
                known = {}
            new = self._unwritten.setdefault(identity, Counts())
            new.add(text, app, known, noticed)
            if at is not None:
                new.recent.append(at)
            self._known.pop(identity, None)
        if time.monotonic() >= self._next_write and not self._writing.locked():
            try:
                self.flush()
            except (BrokenPast, OSError) as error:
                self.trouble = str(error)
                self._next_write = time.monotonic() + self._every
        with suppress(BrokenPast):
            self.past(identity)  # so that the next post need not wait for it

    def flush(self) -> None:
        """Writes what was noted since; raises BrokenPast and OSError."""
        with self._writing:
            for identity in list(self._unwritten):
                self._write(identity)
            self._next_write = time.monotonic() + self._every
            self.trouble = ""

    def _write(self, identity: str) -> None:
        with self._lock:
            leaving = self._leaving[identity] = self._unwritten.pop(identity)
        written = False
        try:
            with changing(self._folder, identity) as now:
                now.setdefault(GUARD, Counts()).merge(leaving)
            written = True
        finally:
            with self._lock:
                del self._leaving[identity]
                if not written:
                    leaving.merge(self._unwritten.get(identity, Counts()))
                    self._unwritten[identity] = leaving
                self._known.pop(identity, None)


def _stamp(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _plain(counts: Counts) -> dict[str, Any]:
    return {
        "posts": counts.posts,
        "tagged": counts.tagged,
        "fresh": "".join("01"[new] for new in counts.fresh),
        "recent": [moment.isoformat() for moment in counts.recent],
        **{name: dict(kind) for name, kind in zip(_KINDS, counts.kinds, strict=True)},
    }


def _counts(plain: Mapping[str, Any]) -> Counts:
    made = Counts(_number(plain["posts"]), _number(plain["tagged"]))
    made.fresh.extend(sign == "1" for sign in plain["fresh"])
    made.recent.extend(_moment(text) for text in plain["recent"])
    for name, kind in zip(_KINDS, made.kinds, strict=True):
        kind.update(Counter({str(key): _number(count) for key, count in plain[name].items()}))
    return made


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("a count is missing")
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return moment

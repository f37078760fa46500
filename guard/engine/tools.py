"""What the tools of a workspace say, read again when a file of theirs changed, and kept on disk between processes."""

import json
import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from guard.engine.sight import Sight
from guard.files import replace_file
from guard.intake import collect
from guard.model.plain import from_plain, to_plain
from guard.model.route import Snapshot, Unreadable
from guard.model.version import VERSION

_TRIES = 3
"""A file that changes while it is read may be read half old, half new: it is read again."""
_RETRY = 5.0
"""Seconds after which what could not be read is tried again, though nothing of it seems to have changed."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What was read, and how its files looked before."""

    paths: tuple[Path, ...]
    seen: Sight
    said: Snapshot
    until: float = math.inf
    """When it is to be read again, whatever its files look like."""

    def same(self) -> bool:
        """Whether it still counts."""
        return time.monotonic() < self.until and self.seen.same()


def read_tools(paths: Iterable[Path], cache: Path | None = None, before: Tools | None = None) -> Tools:
    """What the tools say now; what cannot be read is told as unreadable, never as nothing there.

    Nothing is read of which ``before`` or the cache knows that it has not changed since.
    """
    kept = tuple(paths)
    if before and before.paths == kept and before.same():
        return before
    for _ in range(_TRIES):
        seen = Sight.of(kept)
        if before and _counts(before, kept, seen):
            return replace(before, seen=seen)
        said = _read(kept, seen, cache)
        restless = seen.changed(said.files)
        if not restless:
            return Tools(kept, seen, said, _until(said))
    why, remedy = "keeps changing while it is read", "try again once its tool has written it"
    lost = Snapshot(unreadable=tuple(Unreadable(path, why, remedy=remedy) for path in restless))
    return Tools(kept, seen, Snapshot.of([said, lost]), time.monotonic() + _RETRY)


def _counts(before: Tools, paths: tuple[Path, ...], seen: Sight) -> bool:
    """A folder that changed while the files in it did not, as when an editor puts a draft there, changes nothing."""
    alike = (before.paths, before.seen.files, before.seen.lost) == (paths, seen.files, seen.lost)
    return alike and time.monotonic() < before.until


def _until(said: Snapshot) -> float:
    return time.monotonic() + _RETRY if said.unreadable else math.inf


def _read(paths: tuple[Path, ...], seen: Sight, cache: Path | None) -> Snapshot:
    signature: list[Any] = [*([path, *stamp] for path, stamp in seen.files.items()), [*seen.lost]]
    if cache and (kept := _kept(cache, signature)):
        return kept
    said = _collected([str(path) for path in paths])
    if cache and not said.unreadable:  # what could not be read now may be readable the next time
        _keep(cache, signature, said)
    return said


def _collected(paths: list[str]) -> Snapshot:
    try:
        return collect(paths)
    except OSError as error:
        why = f"was not read: no process could be started for it ({error.strerror})"
        return Snapshot(unreadable=tuple(Unreadable(path, why, remedy="try again") for path in paths))


def _keep(cache: Path, signature: list[Any], said: Snapshot) -> None:
    plain = {"version": VERSION, "signature": signature, "snapshot": to_plain(said)}
    try:
        cache.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(cache, json.dumps(plain))
    except OSError:
        pass  # a cache that cannot be written costs time, nothing else


def _kept(cache: Path, signature: list[Any]) -> Snapshot | None:
    try:
        plain = json.loads(cache.read_text(encoding="utf-8"))
        if plain["version"] == VERSION and plain["signature"] == signature:
            return from_plain(plain["snapshot"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # missing, older, or damaged: read the tools again
    return None

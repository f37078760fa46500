"""Which folders are to be watched so that nothing of some paths changes without an event."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guard.model.sentence import Sentence
from guard.watch.mounts import network

_LINKS = 40
"""So many links may lead on to another: what the system itself follows."""
_FOLDERS = 1_000
"""A folder with more folders in it is not watched: each costs one of the watches that all programs share."""
_SPOTS = 100
"""So many folders are watched; each has a thread of its own."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A folder to watch. A folder that takes the place of another is another spot."""

    folder: str
    deep: bool
    """With all folders in it."""
    device: int
    inode: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What to watch, and what an event must be about to count."""

    spots: frozenset[Spot]
    names: frozenset[str]
    below: tuple[str, ...]
    polled: tuple[Sentence, ...]
    """Why some of it can only be looked at again and again."""

    def concerns(self, path: str) -> bool:
        """Whether an event at ``path`` may mean that something watched has changed."""
        return path in self.names or path.startswith(self.below)


def plan(paths: Iterable[Path], table: str) -> Plan:
    """The plan for these files and folders, whether or not they exist; ``table`` is the table of mounts."""
    spots: dict[str, Spot] = {}
    names: set[str] = set()
    below: set[str] = set()
    polled: dict[Sentence, None] = {}
    for place in dict.fromkeys(place for path in paths for place in trail(str(path))):
        folder, name = _watched(place)
        deep = folder == place
        names |= {name, folder}
        spot = _spot(folder, deep)
        if why := _unwatchable(folder, table, deep=deep) or (spot is None and _cannot_be_opened(folder)):
            polled[why] = None
        elif spot and (deep or folder not in spots):
            spots[folder] = spot
            below |= {folder.rstrip(os.sep) + os.sep} if deep else set()
    kept = frozenset(one for one in spots.values() if not _covered(one.folder, below))
    if len(kept) > _SPOTS:
        polled[Sentence.of("what is to be watched lies in more than {number} folders", number=_SPOTS)] = None
        kept = frozenset(sorted(kept, key=lambda one: one.folder)[:_SPOTS])
    return Plan(kept, frozenset(names), tuple(sorted(below)), tuple(polled))


def trail(path: str) -> Iterator[str]:
    """Each link that ``path`` leads over, and where it leads in the end; all but their last name is free of links."""
    current, waiting, links = os.sep, _parts(os.path.abspath(path)), 0
    if os.name == "nt":
        current, waiting = os.path.realpath(path), []
    while waiting:
        part = waiting.pop()
        if part == os.pardir:
            current = os.path.dirname(current)
            continue
        current = os.path.join(current, part)
        try:
            target = os.readlink(current)
        except OSError:  # no link, or nothing
            continue
        yield current
        links += 1
        if links > _LINKS:
            return
        current = os.sep if os.path.isabs(target) else os.path.dirname(current)
        waiting += _parts(target)
    yield current


def _parts(path: str) -> list[str]:
    """The names of the path, the last one first."""
    return [part for part in reversed(path.split(os.sep)) if part not in {"", os.curdir}]


def _watched(place: str) -> tuple[str, str]:
    """The folder whose events tell of the place, and the name they will have: of what is missing, its first folder."""
    if os.path.isdir(place) and not os.path.islink(place):
        return place, place
    folder, name = os.path.dirname(place), place
    while not os.path.isdir(folder) and folder != os.path.dirname(folder):
        folder, name = os.path.dirname(folder), folder
    return folder, name


def _spot(folder: str, deep: bool) -> Spot | None:
    try:
        seen = os.stat(folder)
    except OSError:
        return None
    return Spot(folder, deep, seen.st_dev, seen.st_ino)


def _cannot_be_opened(folder: str) -> Sentence:
    return Sentence.of("{folder} cannot be opened", folder=folder)


def _unwatchable(folder: str, table: str, *, deep: bool) -> Sentence | None:
    if kind := network(folder, table):
        return Sentence.of("{folder} lies on a network drive ({kind})", folder=folder, kind=kind)
    if deep and _has_many(folder):
        return Sentence.of("{folder} has more than {number} folders in it", folder=folder, number=_FOLDERS)
    return None


def _has_many(root: str) -> bool:
    """Whether there are too many folders below; those behind links are not entered."""
    waiting, found = [root], 0
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listing:
                inside = [entry.path for entry in listing if entry.is_dir(follow_symlinks=False)]
        except OSError:
            continue
        found += len(inside)
        if found > _FOLDERS:
            return True
        waiting += inside
    return False


def _covered(folder: str, below: set[str]) -> bool:
    return any(folder.startswith(root) for root in below)

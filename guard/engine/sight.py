"""What can be seen of files without opening them: while nothing of it changes, nothing in them does."""

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guard.intake.walk import Walk

Stamp = tuple[int, ...]
"""Device, inode, size and both times; the error's number alone where there is nothing to be seen."""

_TICK = 0.02
"""Seconds within which a system may give two changes the same time (Linux before 6.13: up to 10 ms)."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Some files and folders at one moment. Files are seen where their links lead."""

    files: Mapping[str, Stamp]
    around: Mapping[str, Stamp] = field(default_factory=dict)
    """Folders, and links to folders: a file that comes or goes changes one of them."""
    links: tuple[str, ...] = ()
    """Those of the files below folders that are links: they change without their folder being touched."""
    lost: tuple[str, ...] = ()
    """What could not be entered."""

    @classmethod
    def of(cls, paths: Iterable[str | os.PathLike[str]]) -> "Sight":
        """All files below the paths, walked as they are for reading them.

        A change that comes after this returns can be told from all that came before, by its time: where something
        changed only just now, this waits for the clock to go on.
        """
        kept = [os.fspath(path) for path in paths]
        seen = cls._now(kept)
        if seen._just_changed():
            time.sleep(_TICK)
            seen = cls._now(kept)
        return seen

    @classmethod
    def _now(cls, paths: list[str]) -> "Sight":
        walk = _NotingWalk()
        files = {path: stamp(path) for path in walk.files(paths)}
        links = tuple(path for path in walk.links if path in files)
        return cls(files, walk.around, links, tuple(lost.file for lost in walk.unreadable))

    def same(self) -> bool:
        """Whether all is as it was seen; costs a system call for each file and folder."""
        return _unchanged(self.files) and _unchanged(self.around)

    def changed(self, among: Iterable[str]) -> tuple[str, ...]:
        """The files of ``among`` that are no longer as they were seen."""
        return tuple(path for path in among if path in self.files and stamp(path) != self.files[path])

    def _just_changed(self) -> bool:
        now = time.time_ns()
        stamps = (*self.files.values(), *self.around.values())
        return any(len(one) > 1 and abs(now - one[-1]) < _TICK * 1e9 for one in stamps)


class _NotingWalk(Walk):
    """A walk that notes what may change its way."""

    def __init__(self) -> None:
        super().__init__()
        self.around: dict[str, Stamp] = {}
        self.links: list[str] = []

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        self.around[folder] = stamp(folder)  # before what is in it: what comes meanwhile is seen the next time
        found = super()._entries(folder)
        for entry in found:
            if entry.is_symlink():
                self.links.append(entry.path)
                if Path(entry.path).is_dir():
                    self.around[entry.path] = stamp(entry.path)
        return found


def stamp(path: str) -> Stamp:
    """What can be seen of one file or folder."""
    try:
        seen = os.stat(path)  # noqa: PTH116 - a Path costs more than the system call, for each file of each decision
    except OSError as error:
        return (error.errno or 0,)
    return (seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)


def _unchanged(stamps: Mapping[str, Stamp]) -> bool:
    return all(stamp(path) == seen for path, seen in stamps.items())

"""Reads all configurations below some paths, whatever they are, in a process that may fail."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event
from typing import Self

from guard.intake.limits import ENDINGS
from guard.intake.process import Run
from guard.intake.walk import Walk
from guard.model.route import Snapshot, Unreadable


def find(home: Path) -> tuple[Path, ...]:
    """The places below ``home`` where tools keep configurations, as far as they exist."""
    from guard.readers._index import readers

    return tuple(dict.fromkeys(path for reader in readers() for path in reader.find(home)))


def collect(paths: Iterable[str]) -> Snapshot:
    """Everything the readers say of all files below ``paths``."""
    with Reading(paths) as reading:
        return reading.snapshot()


class Ended(Exception):
    """The reading was ended before it was done, so nothing is known."""


class Reading:
    """A reading that goes on in its own process until its snapshot is asked for; leaving the context ends it."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._ended = Event()
        self._walk = Walk()
        self._waiting = list(dict.fromkeys(self._walk.files(paths)))
        self._run = Run(self._waiting) if self._waiting else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Ends the reading, whatever it is at. From another thread too: then ``snapshot`` raises Ended there."""
        self._ended.set()
        if self._run:
            self._run.end()

    def snapshot(self, heard: Callable[[str, int, int], None] = lambda *_: None) -> Snapshot:
        """Everything the readers say. Files that end the reading process are reported as unreadable.

        ``heard`` is told each path that is begun, how many were begun before, and how many there are.
        """
        refused: list[Unreadable] = []
        found = Snapshot()
        for ending in range(1, ENDINGS + 1):
            answer = self._run.answer(self._counted(heard)) if self._run else Snapshot()
            if self._ended.is_set():
                raise Ended
            if isinstance(answer, Snapshot):
                found = answer
                break
            self._waiting, lost = _without(self._waiting, answer if ending < ENDINGS else "")
            refused += lost
            self._run = Run(self._waiting) if self._waiting else None
            if self._ended.is_set():  # it was ended while there was no process to end
                self.end()
        own = Snapshot(unreadable=(*self._walk.unreadable, *refused), passed_over=self._walk.not_entered)
        return Snapshot.of([found, own])

    def _counted(self, heard: Callable[[str, int, int], None]) -> Callable[[str], None]:
        place = {path: number for number, path in enumerate(self._waiting)}
        total = len(place)
        return lambda path: heard(path, place.get(path, total), total)


def _without(waiting: list[str], culprit: str) -> tuple[list[str], list[Unreadable]]:
    """The paths left to read when reading ``culprit`` ended the process; none where it ended at no single file."""
    if culprit in waiting:
        said = Unreadable(culprit, "ended or stopped the reading process", remedy="leave it out, or mend it")
        return [path for path in waiting if path != culprit], [said]
    lost = [Unreadable(path, "was not read: the reading process ended", remedy="try again") for path in waiting]
    return [], lost

"""Reading tools' configurations for a request that somebody may stop."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from threading import Event, Thread

from guard.intake import Ended, Reading
from guard.model.route import Snapshot
from guard.model.sentence import Sentence

Tell = Callable[[str, int, int], None]
"""Takes how far it is: a sentence, how much is done, of how much (0 where that is not known)."""

_LOOK = 0.05
"""Seconds between two looks at whether somebody wants it stopped."""
_NEWS = 100
"""So many words of progress at most are sent of one reading."""


def read(paths: Iterable[str], progress: Tell, stop: Event) -> Snapshot:
    """What stands in the paths; raises Ended when ``stop`` is set before it is known."""
    with Reading(_until(stop, paths)) as reading, _ended_by(stop, reading):
        return reading.snapshot(_sparing(progress))


def _until(stop: Event, paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if stop.is_set():
            raise Ended
        yield path


@contextmanager
def _ended_by(stop: Event, reading: Reading) -> Iterator[None]:
    """Ends the reading's process as soon as ``stop`` is set, even while it is silent over a file."""
    done = Event()

    def look() -> None:
        while not done.wait(_LOOK):
            if stop.is_set():
                reading.end()
                return

    watcher = Thread(target=look, name="reading-stop", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _sparing(progress: Tell) -> Tell:
    """The same progress, never backwards, and not for each of fifty thousand files."""
    furthest = -1

    def tell(path: str, done: int, total: int) -> None:
        nonlocal furthest
        step = done * _NEWS // max(total, 1)
        if step > furthest and path:
            furthest = step
            progress(Sentence.of("Reading {file}", file=PurePath(path).name), done, total)

    return tell

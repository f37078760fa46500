"""The one door to watchdog: what the system tells of some folders."""

import logging
import os
import sys
from collections.abc import Callable

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from guard.watch.plan import Plan

# On Linux the end of writing is told, so neither each write nor anybody's reading needs to wake us.
_WANTED: list[type[FileSystemEvent]] | None = (
    [
        FileClosedEvent,
        FileCreatedEvent,
        FileDeletedEvent,
        FileMovedEvent,
        DirCreatedEvent,
        DirDeletedEvent,
        DirMovedEvent,
    ]
    if sys.platform == "linux"
    else None
)
_IGNORED = frozenset({"opened", "closed_no_write"})
_LOGGER = logging.getLogger("watchdog")


class Events(FileSystemEventHandler):
    """The events of a plan's folders, from ``start`` to ``stop``. Both callbacks come from other threads."""

    def __init__(self, plan: Plan, extra: str | None, seen: Callable[[str], None], lost: Callable[[], None]) -> None:
        """``extra`` is a folder to watch besides, with all in it; ``lost`` is called when events were."""
        self._plan, self._extra, self._seen = plan, extra, seen
        self._overflow = _Overflow(lost)
        self._observer: BaseObserver | None = None
        self._broken = False

    def start(self) -> None:
        """Begins. Raises OSError or RuntimeError where the system has too little left; then nothing has begun."""
        _need_descriptors()
        observer = self._observer = Observer()
        _LOGGER.addHandler(self._overflow)
        try:
            for spot in self._plan.spots:
                observer.schedule(self, spot.folder, recursive=spot.deep, event_filter=_WANTED)
            if self._extra:
                observer.schedule(self, self._extra, recursive=True, event_filter=_WANTED)
            observer.start()
        except (OSError, RuntimeError):
            self.stop()
            raise

    def stop(self) -> None:
        """Ends; to end twice does nothing."""
        observer, self._observer = self._observer, None
        if observer:
            observer.stop()
            if observer.is_alive():
                observer.join()
        _LOGGER.removeHandler(self._overflow)

    @property
    def alive(self) -> bool:
        """Whether all threads that bring events still run; that of a folder ends when the folder is deleted."""
        observer = self._observer
        running = observer is not None and observer.is_alive() and all(one.is_alive() for one in observer.emitters)
        return running and not self._broken

    def dispatch(self, event: FileSystemEvent) -> None:
        """Passes on where something happened. What is raised here would end watchdog's thread without a word."""
        try:
            if event.event_type not in _IGNORED:
                for path in {event.src_path, event.dest_path} - {""}:
                    self._seen(os.fsdecode(path))
        except Exception:  # noqa: BLE001 - told by ``alive``
            self._broken = True


class _Overflow(logging.Handler):
    """watchdog tells of lost events in its log, and nowhere else."""

    def __init__(self, lost: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._lost = lost

    def emit(self, record: logging.LogRecord) -> None:
        """Called for each line of the log; none of them goes anywhere else."""
        if "overflow" in str(record.msg):
            self._lost()


def _need_descriptors() -> None:
    """Raises OSError where three more files cannot be opened: watchdog would lose one for good in finding out."""
    taken: list[int] = []
    try:
        taken += os.pipe()
        taken.append(os.dup(taken[0]))
    finally:
        for descriptor in taken:
            os.close(descriptor)

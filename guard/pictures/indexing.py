"""The engine's side of making pictures known: it starts the indexing process, hears how far it is, and outlives it."""

import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from guard.pictures.child import Child, Gone, Silent
from guard.pictures.progress import Progress, State

__all__ = ["Indexing", "Progress", "State"]

_MODULE = "guard.pictures.indexer"
_SILENCE_SECONDS = 30.0
"""Without a word while it works: it hangs in a file."""
_ENDINGS = 20
"""Of the process in one run, each with another file that it cannot bear."""
_WAITING = frozenset({State.PAUSED, State.ON_BATTERY})


class Indexing:
    """Makes the pictures of these folders known, in a process that ends when it is done. Any thread may call."""

    def __init__(self, index: Path, folders: Mapping[str, str], *, hurry: bool = False) -> None:
        """``hurry``: somebody waits for it, so it is not last in line, and battery or not."""
        self._hurry = hurry
        self._index, self._folders = index, dict(folders)
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._thread: threading.Thread | None = None
        self._waiting: list[str] | None = []
        """Paths for the next run; None for all folders."""
        self._progress = Progress()
        self._paused = self._closed = False

    def start(self) -> None:
        """Walks all folders: what is new is made known, what is known passed over, what is gone forgotten."""
        with self._lock:
            self._waiting = None
            self._begin()

    def notice(self, paths: Iterable[str]) -> None:
        """Files or folders that came, changed or went; they are next. Paths outside the folders are passed over."""
        noticed = list(paths)
        with self._lock:
            if self._child is not None:
                with suppress(Gone):
                    self._child.tell({"notice": noticed})
            # Told twice costs nothing, and a process may end in the moment in which it is told.
            if self._waiting is not None:
                self._waiting += noticed
            self._begin()

    def pause(self) -> None:
        """Rests after the picture at hand, until ``resume``."""
        self._tell_paused(paused=True)

    def resume(self) -> None:
        """Goes on."""
        self._tell_paused(paused=False)

    def make_way(self, *, busy: bool) -> None:
        """While somebody works at the machine it rests as long as it works."""
        with self._lock:
            if self._child:
                with suppress(Gone):
                    self._child.tell({"busy": busy})

    def progress(self) -> Progress:
        """How far it is."""
        with self._lock:
            return self._progress

    @property
    def process(self) -> int | None:
        """The indexing process's id, for people who want to see what it costs; None where there is none."""
        child = self._child
        return child.id if child else None

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it was done within this time; one that waits for power or ``resume`` is not."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def close(self) -> None:
        """Ends the process; what was made known stays known."""
        with self._lock:
            self._closed = True
            if self._child:
                self._child.end()
        self.wait()

    def _tell_paused(self, *, paused: bool) -> None:
        with self._lock:
            self._paused = paused
            if self._child:
                with suppress(Gone):
                    self._child.tell({"pause": paused})

    def _begin(self) -> None:
        """Starts the thread that sees to the process, where there is none; the lock is held."""
        if not self._closed and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._see_to_it, name="indexing", daemon=True)
            self._thread.start()

    def _see_to_it(self) -> None:
        skip: list[str] = []
        while (order := self._next(skip)) is not None:
            fallen = self._followed(order)
            if fallen is None:
                skip = []
                continue
            skip.append(fallen)
            with self._lock:
                self._waiting = None  # whatever was to be done, a walk finds it
                if len(skip) > _ENDINGS or not fallen:
                    self._progress = Progress(State.FAILED)
                    self._waiting = []

    def _next(self, skip: list[str]) -> dict[str, Any] | None:
        """The set-up of the next run; None where there is nothing to do. The process stands when this returns."""
        with self._lock:
            only, self._waiting = self._waiting, []
            if self._closed or only == []:
                self._thread = None
                return None
            try:
                self._child = Child(_MODULE)
            except OSError:
                self._progress, self._thread = Progress(State.FAILED), None
                return None
            return {
                "index": str(self._index),
                "folders": self._folders,
                "skip": skip,
                "only": only,
                "paused": self._paused,
                "hurry": self._hurry,
            }

    def _followed(self, order: Mapping[str, Any]) -> str | None:
        """Follows one process to its end; the file over which it broke down, empty where that was none."""
        child, begun, last = self._child, "", State.NOT_STARTED
        if child is None:
            return None
        try:
            child.tell({"setup": order})
            while True:
                match child.heard(None if last in _WAITING else _SILENCE_SECONDS):
                    case {"begun": str(path)}:
                        begun, last = path, State.WORKING
                    case {"progress": dict(told)}:
                        last = State(told.pop("state"))
                        with self._lock:
                            self._progress = Progress(last, **told)
        except (Gone, Silent, KeyError, TypeError, ValueError):
            pass
        finally:
            with self._lock:
                self._child = None
            child.end()
        return None if self._closed or last in {State.DONE, State.ELSEWHERE} else begun

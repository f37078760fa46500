"""Group commit without a thread of its own: one of those who wait leads and writes for all.

A new row is queued. If nobody leads, its thread does; else it sleeps until its row is written or until it is made the
next leader. A lock that all fight for would do the same work, but the thread that just had it gets it again while the
others starve: measured, that gave a quarter of the rows, and waits of 200 ms.
"""

from collections import deque
from collections.abc import Callable
from threading import Lock

from guard.journal.chain import NO_KEY
from guard.journal.error import JournalError

_MOST = 1024
"""Rows in one commit, so that the first of them need not wait for ever more."""


class Entry:
    """One row on its way to the disk."""

    __slots__ = ("at", "detail", "done", "gate", "kind", "leads", "new_key", "problem", "seq")

    def __init__(self, at: str, kind: str, detail: str, new_key: bytes = NO_KEY) -> None:
        self.at, self.kind, self.detail, self.new_key = at, kind, detail, new_key
        self.seq = 0
        self.done = self.leads = False
        self.problem: tuple[str, str] | None = None  # why it was not kept, and the remedy
        self.gate = Lock()
        self.gate.acquire()


class Group:
    """The rows that wait, and who writes them."""

    def __init__(self, write: Callable[[list[Entry]], None]) -> None:
        self._write = write
        self._queue = Lock()
        self._waiting: deque[Entry] = deque()
        self._led = False

    def submit(self, entry: Entry, patience: float) -> None:
        """Returns when ``entry`` is written or has failed, at the latest when ``patience`` is over and it is not done.

        A row given up that way may still be written by the thread that has taken it along.
        """
        with self._queue:
            self._waiting.append(entry)
            entry.leads = not self._led
            self._led = True
        try:
            if not entry.leads:
                entry.gate.acquire(timeout=patience)
            while entry.leads and not entry.done:
                self._lead()
        finally:
            self._leave(entry)

    def _lead(self) -> None:
        with self._queue:
            batch = [self._waiting.popleft() for _ in range(min(_MOST, len(self._waiting)))]
        problem: tuple[str, str] | None = ("the writing was interrupted", "try again")
        try:
            self._write(batch)
            problem = None
        except JournalError as error:
            problem = error.problem, error.remedy
        finally:
            for entry in batch:
                entry.problem, entry.done = problem, True
                if not entry.leads:
                    entry.gate.release()

    def _leave(self, entry: Entry) -> None:
        with self._queue:
            if not entry.done and entry in self._waiting:
                self._waiting.remove(entry)
            if entry.leads:
                self._led = bool(self._waiting)
                if self._led:
                    self._waiting[0].leads = True
                    self._waiting[0].gate.release()

"""The one thread that writes the journal: what waits is committed together, and the event loop waits for no disk."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from guard.journal import Journal, JournalError, fingerprint_of
from guard.model.event import Event, JsonScalar

_Waiting = tuple[Event, "asyncio.Future[int]"]


class Scribe:
    """Makes events durable. A journal that cannot be opened is tried again with every event."""

    def __init__(self, path: Path, loop: asyncio.AbstractEventLoop) -> None:
        self._path, self._loop = path, loop
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._journal: Journal | None = None
        self._thread = Thread(target=self._work, name="scribe", daemon=True)
        self.problem = ""
        """Why the last event could not be written, or empty."""
        try:
            self._journal = Journal.open(path)
        except JournalError as error:
            self.problem = str(error)
        self._thread.start()

    async def record(self, event: Event) -> int:
        """The row's number, once the row is durable; raises JournalError."""
        future: asyncio.Future[int] = self._loop.create_future()
        self._queue.put((event, future))
        return await future

    def fingerprint(self, text: str) -> Mapping[str, JsonScalar]:
        """What the journal keeps of a text."""
        return fingerprint_of(text, self._journal.salt if self._journal else b"")

    @property
    def journal(self) -> Journal | None:
        """The journal for reading, where it could be opened."""
        return self._journal

    def close(self) -> None:
        """Writes what waits, then ends."""
        self._queue.put(None)
        self._thread.join(10)
        if self._journal:
            self._journal.close()

    def _work(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            while not self._queue.empty() and len(batch) < 1024:
                more = self._queue.get()
                if more is None:
                    self._queue.put(None)
                    break
                batch.append(more)
            kept = self._write([event for event, _ in batch])
            self._loop.call_soon_threadsafe(_tell, [future for _, future in batch], kept)

    def _write(self, events: list[Event]) -> list[int | JournalError]:
        try:
            if self._journal is None:
                self._journal = Journal.open(self._path)
            kept = self._journal.append_all(events)
        except JournalError as error:
            kept = [error for _ in events]
        self.problem = next((str(one) for one in kept if isinstance(one, JournalError)), "")
        return kept


def _tell(futures: "list[asyncio.Future[int]]", kept: list[int | JournalError]) -> None:
    for future, one in zip(futures, kept, strict=True):
        if future.done():
            continue  # whoever waited was cancelled; the row stands
        if isinstance(one, JournalError):
            future.set_exception(one)
        else:
            future.set_result(one)

"""What was going before it was paused, written down before it is touched: nothing is lost, nothing sent twice."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from guard.files import turn
from guard.model.scheduler import Item
from guard.model.sentence import Sentence
from guard.pausing.book import Book, Full, scheduler_of
from guard.pausing.written import Fate, Waiting, item_of, item_to_plain

__all__ = ["BrokenLedger", "Busy", "Fate", "FullLedger", "Ledger", "Waiting", "fits", "item_of", "item_to_plain"]

MOST_KEPT = 256 * 1024
"""Bytes of one item, with all that it takes to put it back."""
_NO_BOOK = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading ends in where a file is something else, or half of one."""


class BrokenLedger(Exception):
    """What waits cannot be read or written down; the message is a Sentence that names the file and what to do."""

    def __init__(self, text: Sentence) -> None:
        super().__init__(text)
        self.text = text


class FullLedger(BrokenLedger):
    """What is new cannot be written down any more."""


class Busy(BrokenLedger):
    """Somebody else pauses this tool, or puts something back in it, at this moment."""


def fits(item: Item) -> bool:
    """Whether it is small enough to be written down."""
    return len(json.dumps(item_to_plain(item))) <= MOST_KEPT


class Ledger:
    """A folder with one file for each tool; every change is on disk when the call returns.

    Every method raises BrokenLedger. A file that is broken stands in nobody's way but its own tool's. Calls block: for
    milliseconds, or for ``patience`` seconds where another program has the file.
    """

    def __init__(self, folder: Path, patience: float = 10.0) -> None:
        self.folder, self.patience = folder, patience
        self._books: dict[str, Book] = {}

    def file(self, scheduler: str) -> Path:
        """Where it is written down of this tool."""
        return self.folder / f"{_file_name(scheduler)}.jsonl"

    def all(self, schedulers: Collection[str] | None = None) -> tuple[Waiting, ...]:
        """Everything, the oldest first; of these tools alone, where they are named."""
        names = self._named() if schedulers is None else sorted(set(schedulers))
        found = [one for name in names for one in self._read(name, Book.read)]
        return tuple(sorted(found, key=lambda one: one.noted))

    def of(self, scheduler: str) -> tuple[Waiting, ...]:
        """What a person still has to decide about, of one tool."""
        return self._read(scheduler, Book.open)

    def note(self, scheduler: str, items: Iterable[Item], now: datetime) -> None:
        """Writes down what is going. What is written down already and open keeps what is known of putting it back.

        Each must fit. What was decided long before ``now`` is put into the archive beside.
        """
        new = [Waiting(scheduler, item, now) for item in items]
        long = next((one.item for one in new if not fits(one.item)), None)
        if long:
            raise BrokenLedger(Sentence.of("“{title}” is too long to be kept here.", title=long.title))
        with self._turn(scheduler, "lock"):
            self._write(scheduler, lambda book: book.add(new, now))

    def change(self, scheduler: str, item_id: str, item: Item, fate: Fate, by: str = "") -> None:
        """What has become of the open entry of ``item_id``; ``item`` is what is kept of it from now on."""
        self.settle(scheduler, {item_id: (item, fate)}, by)

    def settle(self, scheduler: str, fates: Mapping[str, tuple[Item, Fate]], by: str = "") -> None:
        """What has become of several open entries, by their ids, in one step."""
        if not fates:
            return
        with self._turn(scheduler, "lock"):
            known = {one.item.id: one for one in self._read(scheduler, Book.open)}
            changes = {
                item_id: replace(known[item_id], item=item, fate=fate, by=by or known[item_id].by)
                for item_id, (item, fate) in fates.items()
                if item_id in known
            }
            self._write(scheduler, lambda book: book.change(changes))

    @contextmanager
    def alone(self, scheduler: str = "", patience: float | None = None) -> Iterator[None]:
        """While this tool is paused, or something is put back in it: nobody else does either, in whichever process.

        Raises Busy where it cannot be had within ``patience`` seconds.
        """
        with self._turn(scheduler, "turn", self.patience if patience is None else patience):
            yield

    @contextmanager
    def pausing(self, scheduler: str, patience: float = 0.0) -> Iterator[None]:
        """From the beginning of a pause to its end: nothing is begun to be put back meanwhile. Raises Busy."""
        with self._turn(scheduler, "pausing", patience):
            yield

    @contextmanager
    def _turn(self, scheduler: str, name: str, patience: float | None = None) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                path = self.folder / f"{_file_name(scheduler)}.{name}"
                stack.enter_context(turn(path, self.patience if patience is None else patience))
            except OSError as error:
                if isinstance(error, TimeoutError) and name != "lock":
                    text = Sentence.of("It is being paused, or something is being put back in it, at this moment.")
                    raise Busy(text) from None
                raise self._unwritten(scheduler, error) from None
            yield

    def _read(self, scheduler: str, what: Callable[[Book], tuple[Waiting, ...]]) -> tuple[Waiting, ...]:
        try:
            return what(self._book(scheduler))
        except (*_NO_BOOK, OSError) as error:
            raise _unreadable(self.file(scheduler), error) from None

    def _write(self, scheduler: str, what: Callable[[Book], None]) -> None:
        try:
            what(self._book(scheduler))
        except Full:
            pattern = "{file} is full: decide about what waits, or move the file away, and try again."
            raise FullLedger(Sentence.of(pattern, file=self.file(scheduler))) from None
        except OSError as error:
            raise self._unwritten(scheduler, error) from None
        except _NO_BOOK as error:
            raise _unreadable(self.file(scheduler), error) from None

    def _book(self, scheduler: str) -> Book:
        archive = self.folder / "archive" / self.file(scheduler).name
        return self._books.setdefault(scheduler, Book(self.file(scheduler), archive, scheduler))

    def _named(self) -> list[str]:
        """The tools that have a file."""
        found = []
        try:
            files = sorted(self.folder.glob("*.jsonl"))
        except OSError as error:
            raise _unreadable(self.folder, error) from None
        for path in files:
            try:
                found.append(scheduler_of(path))
            except (*_NO_BOOK, OSError) as error:
                raise _unreadable(path, error) from None
        return found

    def _unwritten(self, scheduler: str, error: OSError) -> BrokenLedger:
        why = error.strerror or type(error).__name__
        return BrokenLedger(Sentence.of("{file} cannot be written ({why}).", file=self.file(scheduler), why=why))


def _unreadable(path: Path, error: Exception) -> BrokenLedger:
    text = Sentence.of(
        "{file} cannot be read ({kind}): what was paused stays paused;"
        " move the file away and put it back by hand in the tools.",
        file=path,
        kind=type(error).__name__,
    )
    return BrokenLedger(text)


def _file_name(scheduler: str) -> str:
    """One that every file system takes, and no other tool has."""
    words = re.sub(r"[^a-z0-9]+", "-", scheduler.casefold())[:40]
    return f"{words}-{hashlib.sha256(scheduler.encode()).hexdigest()[:8]}"

"""The journal: rows go in, and a number comes back only when the row is on disk."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

import apsw

from guard.journal import chain, database
from guard.journal.error import JournalError, told
from guard.journal.group import Entry, Group
from guard.journal.lock import WriterLock
from guard.model.event import Event

if TYPE_CHECKING:  # what only readers need is imported when they come: a process that writes one row is in a hurry
    from guard.journal.paging import Wanted
    from guard.journal.reading import Row
    from guard.journal.verification import Verification


class Journal:
    """An append-only record. Safe to use from many threads, and by many processes at a time.

    What its chain proves is told in ``chain``. What it does not: a program that runs as the same user can write false
    rows from now on, or put back an older copy of the file (only an ``anchor`` shows that). A key that was stepped
    over can still be found in the write-ahead log until ``forget_keys`` empties it or its pages are used again, and in
    what a disk keeps of overwritten blocks.
    """

    def __init__(self, path: Path, lock: WriterLock, vfs: str | None, patience: float) -> None:
        self.path = path
        self._lock, self._vfs, self._patience = lock, vfs, patience
        self._db = database.connect(path, vfs)
        self._file = _identity(path)
        self._closed = False
        self._sound = True
        self._promised = (0, b"")
        self._group = Group(self._write)
        self._writing = Lock()
        self.salt = database.head(self._db)[3]
        """What ``fingerprint_of`` takes, so that fingerprints of two journals cannot be matched."""

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, vfs: str | None = None, patience: float = 5.0) -> Self:
        """The journal at ``path``, begun without a key where there is none; JournalError if it is none, or damaged.

        ``patience`` is how many seconds an append waits for other writers before it fails.
        """
        place = Path(path)
        lock = WriterLock(place)
        try:
            if not database.exists(place):
                database.make_folder(place.parent)
                lock.take(patience)
                if not database.exists(place):
                    database.create(place, vfs)
                    lock.note(0, "none")
            return cls(place, lock, vfs, patience)
        except (apsw.Error, OSError) as error:
            raise told(place, error) from None
        finally:
            lock.close()

    def append(self, event: Event) -> int:
        """The new row's number, once the row is durable. After a JournalError no row may be relied on."""
        return self._submit(event)

    def append_all(self, events: Iterable[Event]) -> list[int | JournalError]:
        """For each event the new row's number once it is durable, or why it was not kept. One commit for all."""
        kept: list[Entry | JournalError] = [self._entry(event) for event in events]
        entries = [entry for entry in kept if isinstance(entry, Entry)]
        try:
            if entries:
                self._write(entries)
        except JournalError as error:
            return [error if isinstance(entry, Entry) else entry for entry in kept]
        return [entry.seq if isinstance(entry, Entry) else entry for entry in kept]

    def seal(self, first_key: bytes, at: datetime) -> tuple[int, str]:
        """Starts a part that cannot be rewritten later without ``first_key``; returns the anchor it holds from.

        Put the key into the keyring before: the journal keeps only what follows from it.
        """
        self._submit(Event(chain.SEAL, at, {"key": chain.key_name(first_key)}), first_key)
        return self.anchor()

    def anchor(self) -> tuple[int, str]:
        """Number and seal of the last row, to be kept outside: ``verify`` sees by it what was cut off or put back."""
        seq, mac, _, _ = self._head()
        return seq, mac.hex()

    @property
    def sealed(self) -> bool:
        """Whether new rows are sealed with a key."""
        return self._head()[2] != chain.NO_KEY

    def forget_keys(self) -> None:
        """Empties the write-ahead log, in which keys that were stepped over can still be read; JournalError."""
        with self._writing:
            if self._closed:
                return
            self._lock.take(self._patience)
            try:
                database.take_in_log(self._usable(), self.path)
            except (apsw.Error, OSError) as error:
                raise told(self.path, error) from None
            finally:
                self._lock.release()

    def rows(
        self, *, since: datetime | None = None, kind: str | None = None, limit: int | None = None, after: int = 0
    ) -> Iterator["Row"]:
        """Rows in their order: all, or those not before ``since``, of one kind, or with a number after ``after``.

        Of these the newest ``limit``.
        """
        from guard.journal.reading import rows

        return rows(self.path, self._vfs, since, kind, limit, after)

    def newest(self, wanted: "Wanted", limit: int, stopped: Callable[[], bool]) -> list["Row"]:
        """The newest ``limit`` of the rows that are ``wanted``, newest first; fewer once ``stopped`` says so."""
        from guard.journal.paging import newest

        return newest(self.path, self._vfs, wanted, limit, stopped)

    def verify(self, first_keys: Iterable[bytes] = (), anchor: tuple[int, str] | None = None) -> "Verification":
        """Walks every row again and tells what that proves. Keys and anchor are what the keyring has of it."""
        from guard.journal.verification import verify

        return verify(self.path, self._vfs, first_keys, filter(None, (self._lock.noted(), anchor)))

    def close(self) -> None:
        """Ends the use of the file. Every acknowledged row is on disk already."""
        with self._writing:
            self._closed = True
            self._db.close()
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _head(self) -> tuple[int, bytes, bytes, bytes]:
        try:
            with closing(database.reader(self.path, self._vfs)) as db:
                return database.head(db)
        except (apsw.Error, OSError) as error:
            raise told(self.path, error) from None

    def _submit(self, event: Event, new_key: bytes = chain.NO_KEY) -> int:
        entry = self._entry(event, new_key)
        if isinstance(entry, JournalError):
            raise entry
        self._group.submit(entry, self._patience)
        if not entry.done:
            raise JournalError(self.path, f"the disk has not answered for {self._patience:g} s", "check the disk")
        if entry.problem:
            raise JournalError(self.path, *entry.problem)
        return entry.seq

    def _entry(self, event: Event, new_key: bytes = chain.NO_KEY) -> Entry | JournalError:
        try:
            return Entry(*chain.written(event), new_key)
        except (ValueError, TypeError) as error:
            return JournalError(self.path, f"this event cannot be kept ({error})", "mend what made it")

    def _write(self, batch: list[Entry]) -> None:
        """Commits the rows of ``batch`` together, or raises JournalError and relies on none of them."""
        with self._writing:
            if self._closed:
                raise JournalError(self.path, "the journal is closed", "open it again")
            self._lock.take(self._patience)
            try:
                self._promised = seq, mac = _commit(self._usable(), batch)
                self._lock.note(seq, mac.hex())
            except (apsw.FullError, apsw.BusyError) as error:
                raise told(self.path, error) from None
            except (apsw.Error, OSError) as error:
                self._sound = False
                raise told(self.path, error) from None
            finally:
                self._lock.release()

    def _usable(self) -> apsw.Connection:
        """The connection; after a failure a new one, as soon as everything promised is seen to be there.

        Nothing may be built on what a failed sync left in the log: the kernel may show it and yet have lost it. So
        the log is taken in first, which writes all promised rows once more. The old connection stays open meanwhile,
        for its memory of where the log ends keeps the refused rows out.
        """
        if self._sound and _identity(self.path) == self._file:
            return self._db
        self._sound = False
        if not database.exists(self.path):
            raise JournalError(self.path, "the journal was removed while in use", "put it back, or start Hatcheck anew")
        db = database.connect(self.path, self._vfs)
        try:
            database.take_in_log(db, self.path)
            self._check(db)
        except BaseException:
            db.close()
            raise
        self._db.close()
        self._db, self._file, self._sound = db, _identity(self.path), True
        return db

    def _check(self, db: apsw.Connection) -> None:
        """Refuses a file that is damaged, or lacks what this process was promised."""
        if db.pragma("quick_check") != "ok":
            raise told(self.path, apsw.CorruptError())
        seq, mac = self._promised
        if seq and db.execute("SELECT mac FROM entry WHERE seq = ?", (seq,)).get != mac:
            raise JournalError(
                self.path, f"row {seq} was on disk and is gone", "put the file back, or start Hatcheck anew to go on"
            )


def _commit(db: apsw.Connection, batch: list[Entry]) -> tuple[int, bytes]:
    """Writes the rows of ``batch`` and returns when they are durable: number and seal of the last."""
    db.execute("BEGIN IMMEDIATE")
    try:
        seq, mac, key, _ = database.head(db)
        rows: list[tuple[int, str, str, str, bytes]] = []
        for entry in batch:
            seq += 1
            mac = chain.link(key, mac, seq, chain.body(entry.at, entry.kind, entry.detail))
            key = chain.key_after(entry.new_key or key)  # the first key itself never touches the disk
            entry.seq = seq
            rows.append((seq, entry.at, entry.kind, entry.detail, mac))
        db.executemany("INSERT INTO entry VALUES(?, ?, ?, ?, ?)", rows)
        db.execute("UPDATE head SET seq = ?, mac = ?, key = ?", (seq, mac, key))
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            with suppress(apsw.Error):
                db.execute("ROLLBACK")
        raise
    return seq, mac


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        stat = os.stat(path)  # noqa: PTH116 - in the way of every commit
    except OSError:
        return None
    return stat.st_dev, stat.st_ino

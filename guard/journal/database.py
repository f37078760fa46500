"""The database file: begun so that a power cut leaves all of it or nothing, and never taken for one when it is not.

Everything here that writes expects the writer's lock to be held.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import apsw

from guard.journal import migrations
from guard.journal.error import JournalError, told

SETTINGS = """
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA secure_delete = ON;
    PRAGMA wal_autocheckpoint = 200;
"""
"""FULL: a commit is on disk when it returns (on macOS only with ``fullfsync``). The log is kept short, because a
process that starts after a crash reads all of it first."""


def exists(path: Path) -> bool:
    """Whether there is something to open; refuses an empty file, which no journal ever is."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return False
    except OSError as error:
        raise told(path, error) from None
    if size == 0:
        raise JournalError(path, "is empty, so its rows were lost", "restore it, or remove it to begin a new journal")
    return True


def create(path: Path, vfs: str | None = None) -> None:
    """Begins a journal. It appears under its name only when it is whole and on disk."""
    log = path.with_name(path.name + "-wal")
    if log.exists():  # SQLite would take the old rows in it into the new file
        raise JournalError(path, f"is gone, but its log {log.name} is there", "put it back, or move the log away too")
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)  # left by a process that died here
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    db = apsw.Connection(str(draft), apsw.SQLITE_OPEN_READWRITE, vfs=vfs)
    try:
        db.pragma("journal_mode", "memory")
        migrations.migrate(db)
        db.pragma("journal_mode", "wal")
    finally:
        db.close()
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes names in ``folder`` survive a power cut; Windows does that by itself."""
    if os.name == "nt":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def make_folder(folder: Path) -> None:
    """Makes sure that ``folder`` is there; a new one is its owner's alone. One that exists is left as it is."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def connect(path: Path, vfs: str | None = None) -> apsw.Connection:
    """A connection that writes durably to an existing journal; JournalError where it is none, damaged or newer."""
    db = _opened(path, vfs)
    try:
        ask(db, SETTINGS)  # to its end: execute alone stops at the first statement that answers
        if not migrations.is_current(db, path):
            migrations.migrate(db)
    except BaseException as error:
        db.close()
        if isinstance(error, apsw.Error | OSError):
            raise told(path, error) from None
        raise
    return db


def reader(path: Path, vfs: str | None = None) -> apsw.Connection:
    """A connection that can change nothing and keeps no writer waiting."""
    db = _opened(path, vfs)
    db.pragma("query_only", "on")
    return db


def ask(db: apsw.Connection, question: str, values: Mapping[str, Any] | tuple[Any, ...] = ()) -> list[Any]:
    """All rows of the answer; the tables are strict, so each column has its own type."""
    return db.execute(question, values).fetchall()


def head(db: apsw.Connection) -> tuple[int, bytes, bytes, bytes]:
    """Where the chain stands: number and seal of the last row, the key of the next, and the journal's salt."""
    for seq, mac, key, salt in ask(db, "SELECT seq, mac, key, salt FROM head"):
        return seq, mac, key, salt
    raise apsw.CorruptError("the journal has no head")


def take_in_log(db: apsw.Connection, path: Path) -> None:
    """Copies every committed row from the log into the file, syncs it, and empties the log; or fails."""
    busy, _, _ = ask(db, "PRAGMA wal_checkpoint(TRUNCATE)")[0]
    if busy:
        raise told(path, apsw.BusyError())


def _opened(path: Path, vfs: str | None) -> apsw.Connection:
    try:
        db = apsw.Connection(str(path), apsw.SQLITE_OPEN_READWRITE, vfs=vfs)
    except apsw.Error as error:
        raise told(path, error) from None
    # Taking the log in at every close would cost a process that writes one row four more syncs, and let a reader write.
    db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    db.set_busy_timeout(2000)
    return db

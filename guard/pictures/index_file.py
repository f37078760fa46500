"""The file of the index: begun where there is none, begun anew where it is of another version."""

import os
from pathlib import Path

import apsw

from guard.pictures.windows import VERSION

SHAPE = """
    CREATE TABLE about (version INTEGER NOT NULL, generation INTEGER NOT NULL) STRICT;
    CREATE TABLE picture (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        changed_ns INTEGER NOT NULL,
        known INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX known ON picture (known);
    CREATE TABLE hashes (
        id INTEGER PRIMARY KEY,
        bits BLOB NOT NULL,
        windows BLOB NOT NULL,
        blocks BLOB NOT NULL
    ) STRICT;
    CREATE TABLE gone (id INTEGER PRIMARY KEY) STRICT;
"""
"""A path is bytes, because file names need not be text. Hashes lie apart, so that listing the paths is quick.

An id is never used again: a reader sees what is new by its id, and what went by ``gone``; when that grows long it is
emptied under a new generation, and readers begin anew."""
DELETE = "delete the file; the pictures are then indexed again"


class BrokenIndex(Exception):
    """The index cannot be used: the file, its problem, and what would mend it."""

    def __init__(self, path: Path, problem: str, remedy: str = DELETE) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path, self.problem, self.remedy = path, problem, remedy

    @property
    def damaged(self) -> bool:
        """Whether deleting the file mends it (``discard``), and not something outside of it."""
        return self.remedy == DELETE


def discard(path: Path) -> None:
    """Deletes an index, whatever state it is in; OSError where that cannot be done."""
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)


def opened(path: Path) -> apsw.Connection:
    """A connection to it; a file that is not there is made, for its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    db = apsw.Connection(str(path), apsw.SQLITE_OPEN_READWRITE)
    db.set_busy_timeout(3000)
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
        db.execute(f"PRAGMA {setting}").fetchall()
    return db


def make_current(db: apsw.Connection) -> None:
    """Makes the tables, and makes them anew where hashes of another version lie in them."""

    def tables() -> set[str]:
        return {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    if "about" in tables() and number_of(db, "SELECT version FROM about") == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")  # so that two processes do not both begin it
    try:
        if "about" not in tables() or number_of(db, "SELECT version FROM about") != VERSION:
            for name in tables() & {"about", "picture", "hashes", "gone"}:
                db.execute(f"DROP TABLE {name}")
            db.execute(SHAPE)
            db.execute("INSERT INTO about VALUES (?, abs(random() % 1000000))", (VERSION,))
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def number_of(db: apsw.Connection, question: str) -> int:
    """The one number that answers it."""
    for (number,) in db.execute(question).fetchall():
        if isinstance(number, int):
            return number
    raise apsw.CorruptError("a table is empty")


def identity_of(path: Path) -> tuple[int, int] | None:
    """By which it is seen that another file lies there now; None where none does."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def told(path: Path, error: Exception) -> BrokenIndex:
    """The failure of SQLite or the operating system in plain words."""
    match error:
        case apsw.NotADBError():
            return BrokenIndex(path, "is no index of pictures")
        case apsw.CorruptError() | apsw.SQLError() | apsw.ConstraintError() | apsw.MismatchError():
            return BrokenIndex(path, "is damaged")
        case apsw.FullError():
            return BrokenIndex(path, "the disk is full", "free some space")
        case apsw.BusyError() | apsw.LockedError():
            return BrokenIndex(path, "is in use by another program", "close what reads or copies it")
        case apsw.ReadOnlyError() | apsw.CantOpenError() | apsw.PermissionsError() | PermissionError():
            return BrokenIndex(path, "cannot be written", "check the rights of the file and of its folder")
    return BrokenIndex(path, f"the disk refused ({error})", "check the disk")

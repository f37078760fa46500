"""The index of known pictures: a database of hashes by path, and a search over them.

One process writes while others read. It can be deleted at any time; whoever fills it fills it again.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Self

import apsw
import numpy as np

from guard.pictures import matching
from guard.pictures.table import Near, Table
from guard.pictures.windows import STEPS, VERSION, Hashes, unpacked

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
LONG = 10_000
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


@dataclass(frozen=True, slots=True)
class Stamp:
    """By which it is seen that a file has changed."""

    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Found:
    """A known picture that a posted one shows."""

    path: str
    how: str
    """``same``, ``changed`` (resized, toned, recompressed), ``cropped``, ``with a border``, ``in a screenshot``, or one
    of ``hashing.FLIPS``: the most telling of what was done to it."""
    distance: int
    """Bits of 256 that differ."""


def discard(path: Path) -> None:
    """Deletes an index, whatever state it is in; OSError where that cannot be done."""
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)


class Index:
    """Known pictures by path. Safe to use from many threads."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._turn = RLock()
        self._table: Table | None = None
        self._seen: tuple[int, int, int] = (-1, 0, 0)  # generation, highest id, highest id that is gone
        self._version = -1
        self._stale = False
        self._file: tuple[int, int] | None = None
        self._db: apsw.Connection | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index at ``path``, begun where there is none, or one of another version; BrokenIndex."""
        index = cls(path)
        with index._working() as db:
            db.execute("SELECT count(*) FROM picture").fetchall()
        return index

    @classmethod
    def in_memory(cls) -> Self:
        """An index that ends with the program."""
        return cls(None)

    def close(self) -> None:
        """Closes the file and gives the memory back; the next use opens it again."""
        with self._turn:
            if self._db is not None and self.path is not None:
                self._db.close()
                self._db = None
            self._table = None

    def entries(self) -> dict[str, Stamp]:
        """All files it knows of, also those that could not be read."""
        with self._working() as db:
            rows: list[Any] = db.execute("SELECT path, size, changed_ns FROM picture").fetchall()
        return {_text(path): Stamp(size, changed_ns) for path, size, changed_ns in rows}

    @property
    def count(self) -> int:
        """How many pictures can be recognised: files that could not be read, or show nothing, are none."""
        with self._working() as db:
            return _number(db, "SELECT count(*) FROM picture WHERE known")

    @property
    def memory(self) -> int:
        """Bytes that the search takes; 0 before the first one."""
        return 0 if self._table is None else self._table.bytes

    def put(self, path: str, stamp: Stamp, hashes: Hashes | None) -> None:
        """Keeps what is known of a file in place of what was; None: it could not be read."""
        known = hashes is not None and hashes.quality > 0 and len(hashes.bits) > 0
        with self._working() as db, db:
            _forget(db, [path])
            db.execute(
                "INSERT INTO picture (path, size, changed_ns, known) VALUES (?, ?, ?, ?)",
                (_bytes(path), stamp.size, stamp.changed_ns, int(known)),
            )
            if known and hashes is not None:
                parts = (hashes.bits.tobytes(), hashes.windows.tobytes(), hashes.blocks.tobytes())
                db.execute("INSERT INTO hashes VALUES (last_insert_rowid(), ?, ?, ?)", parts)
            self._stale = True

    def drop(self, paths: Iterable[str]) -> None:
        """Forgets these files; one that it does not know is no mistake."""
        with self._working() as db, db:
            _forget(db, paths)
            self._stale = True

    def forget(self) -> None:
        """Deletes everything, and the file. Other processes see that with their next search."""
        with self._turn:
            with suppress(BrokenIndex), self._working() as db:
                db.execute("DELETE FROM hashes; DELETE FROM picture; UPDATE about SET generation = generation + 1")
            self._table, self._seen, self._stale = None, (-1, 0, 0), True
            if self.path is not None:
                self.close()
                with suppress(PermissionError):  # Windows keeps a file that another process has open; it is empty
                    discard(self.path)

    def refresh(self) -> None:
        """Takes in what was put and dropped since the last search, here or by another process."""
        with self._working() as db:
            version = _number(db, "PRAGMA data_version")
            if self._table is not None and not self._stale and version == self._version:
                return
            with db:  # one state of the file
                self._take_in(db)
            self._version, self._stale = version, False

    def search(self, query: Hashes) -> list[Found]:
        """Known pictures that the posted one shows, the surest first."""
        if query.quality == 0 or not len(query.bits):
            return []
        with self._turn:
            self.refresh()
            if self._table is None:
                return []
            near = self._table.nearest(query.bits)
            known: dict[int, tuple[str, matching.Known]] = {}
            with self._working() as db:
                for one in near:
                    known[one.id] = self._known(db, one)
        verdicts = matching.confirmed(query, [(one, known[one.id][1]) for one in near])
        return [Found(known[one.id][0], how, one.distance) for one, how in verdicts]

    def _known(self, db: apsw.Connection, near: Near) -> tuple[str, matching.Known]:
        rows = db.execute("SELECT path, windows, blocks FROM picture JOIN hashes USING (id) WHERE id = ?", (near.id,))
        for path, windows, blocks in rows:
            window = windows[near.window * 4 : near.window * 4 + 4]
            if len(window) != 4 or len(blocks) != matching.BLOCK_BYTES:
                raise BrokenIndex(self._place, "is damaged")
            signs, levels = unpacked(np.frombuffer(blocks, np.uint8))
            left, top, right, bottom = (side / STEPS for side in window)
            return _text(path), matching.Known(signs, levels, (left, top, right, bottom))
        return "", matching.NOBODY  # dropped by another process a moment ago

    def _take_in(self, db: apsw.Connection) -> None:
        generation = _number(db, "SELECT generation FROM about")
        last = self._seen[1]
        if self._table is None or generation != self._seen[0] or self._table.gone > len(self._table) // 4 + 64:
            pictures = _number(db, "SELECT count(*) FROM picture WHERE known")
            windows = _number(db, "SELECT coalesce(sum(length(bits)), 0) FROM hashes") // 32
            self._table, last = Table(pictures, windows), 0
        for id, bits in db.execute("SELECT id, bits FROM hashes WHERE id > ? ORDER BY id", (last,)):  # noqa: A001
            if len(bits) % 32:
                raise BrokenIndex(self._place, "is damaged")
            self._table.add(id, np.frombuffer(bits, np.uint64).reshape(-1, 4))
            last = id
        gone = [id for (id,) in db.execute("SELECT id FROM gone")]  # noqa: A001
        self._table.drop(gone)
        self._seen = (generation, last, max(gone, default=0))

    @property
    def _place(self) -> Path:
        return self.path or Path(":memory:")

    @contextmanager
    def _working(self) -> Iterator[apsw.Connection]:
        """The database, opened where it is not or was deleted meanwhile; its failures in plain words."""
        with self._turn:
            try:
                yield self._connected()
            except (apsw.Error, OSError) as error:
                self.close()
                raise _told(self._place, error) from None

    def _connected(self) -> apsw.Connection:
        if self._db is not None and (self.path is None or self._file == _identity(self.path)):
            return self._db
        if self._db is not None:
            self.close()
        self._table, self._seen, self._version = None, (-1, 0, 0), -1
        db = apsw.Connection(":memory:") if self.path is None else _opened(self.path)
        try:
            _make_current(db)
        except BaseException:
            db.close()
            raise
        self._db, self._file = db, None if self.path is None else _identity(self.path)
        return db


def _opened(path: Path) -> apsw.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    db = apsw.Connection(str(path), apsw.SQLITE_OPEN_READWRITE)
    db.set_busy_timeout(3000)
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
        db.execute(f"PRAGMA {setting}").fetchall()
    return db


def _make_current(db: apsw.Connection) -> None:
    """Makes the tables, and makes them anew where hashes of another version lie in them."""

    def tables() -> set[str]:
        return {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    if "about" in tables() and _number(db, "SELECT version FROM about") == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")  # so that two processes do not both begin it
    try:
        if "about" in tables() and _number(db, "SELECT version FROM about") == VERSION:
            return
        for name in tables() & {"about", "picture", "hashes", "gone"}:
            db.execute(f"DROP TABLE {name}")
        db.execute(SHAPE)
        db.execute("INSERT INTO about VALUES (?, abs(random() % 1000000))", (VERSION,))
    finally:
        db.execute("COMMIT")


def _forget(db: apsw.Connection, paths: Iterable[str]) -> None:
    for path in paths:
        db.execute("INSERT OR IGNORE INTO gone SELECT id FROM picture WHERE path = ?", (_bytes(path),))
        db.execute("DELETE FROM hashes WHERE id IN (SELECT id FROM picture WHERE path = ?)", (_bytes(path),))
        db.execute("DELETE FROM picture WHERE path = ?", (_bytes(path),))
    if _number(db, "SELECT count(*) FROM gone") > LONG:
        db.execute("DELETE FROM gone; UPDATE about SET generation = generation + 1")


def _number(db: apsw.Connection, question: str) -> int:
    for (number,) in db.execute(question).fetchall():
        if isinstance(number, int):
            return number
    raise apsw.CorruptError("a table is empty")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogatepass")


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogatepass")


def _told(path: Path, error: Exception) -> BrokenIndex:
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

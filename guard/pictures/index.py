"""The index of known pictures: a database of hashes by path, and a search over them.

One process writes while others read. It can be deleted at any time; whoever fills it fills it again.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Self

import apsw
import numpy as np

from guard.pictures import matching
from guard.pictures.agreement import BLOCK_BYTES, NOBODY, Known
from guard.pictures.index_file import BrokenIndex, discard, identity_of, make_current, number_of, opened, told
from guard.pictures.table import Near, Table
from guard.pictures.windows import STEPS, Hashes, unpacked

__all__ = ["BrokenIndex", "Found", "Index", "Stamp", "discard"]

LONG = 10_000
"""So many files that went are remembered for readers; then those begin anew."""


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


class Index:
    """Known pictures by path. Safe to use from many threads."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._turn = RLock()
        self._table: Table | None = None
        self._seen = (-1, 0)  # generation, and the highest id
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
        if self._deleted:
            return {}
        with self._working() as db:
            rows: list[Any] = db.execute("SELECT path, size, changed_ns FROM picture").fetchall()
        return {_text(path): Stamp(size, changed_ns) for path, size, changed_ns in rows}

    @property
    def count(self) -> int:
        """How many pictures can be recognised: files that could not be read, or show nothing, are none."""
        if self._deleted:
            return 0
        with self._working() as db:
            return number_of(db, "SELECT count(*) FROM picture WHERE known")

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
            self._table, self._stale = None, True
            if self.path is not None:
                self.close()
                with suppress(PermissionError):  # Windows keeps a file that another process has open; it is empty
                    discard(self.path)

    def refresh(self) -> None:
        """Takes in what was put and dropped since the last search, here or by another process."""
        if self._deleted:
            self.close()
            return
        with self._working() as db:
            version = number_of(db, "PRAGMA data_version")
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
            known: dict[int, tuple[str, Known]] = {}
            with self._working() as db:
                for one in near:
                    known[one.id] = self._known(db, one)
        verdicts = matching.confirmed(query, [(one, known[one.id][1]) for one in near])
        return [Found(known[one.id][0], how, one.distance) for one, how in verdicts]

    def _known(self, db: apsw.Connection, near: Near) -> tuple[str, Known]:
        rows = db.execute("SELECT path, windows, blocks FROM picture JOIN hashes USING (id) WHERE id = ?", (near.id,))
        for path, windows, blocks in rows:
            window = windows[near.window * 4 : near.window * 4 + 4]
            if len(window) != 4 or len(blocks) != BLOCK_BYTES:
                raise BrokenIndex(self._place, "is damaged")
            signs, levels = unpacked(np.frombuffer(blocks, np.uint8))
            left, top, right, bottom = (side / STEPS for side in window)
            return _text(path), Known(signs, levels, (left, top, right, bottom))
        return "", NOBODY  # dropped by another process a moment ago

    def _take_in(self, db: apsw.Connection) -> None:
        generation = number_of(db, "SELECT generation FROM about")
        last = self._seen[1]
        if self._table is None or generation != self._seen[0] or self._table.gone > len(self._table) // 4 + 64:
            pictures = number_of(db, "SELECT count(*) FROM picture WHERE known")
            windows = number_of(db, "SELECT coalesce(sum(length(bits)), 0) FROM hashes") // 32
            self._table, last = Table(pictures, windows), 0
        for id, bits in db.execute("SELECT id, bits FROM hashes WHERE id > ? ORDER BY id", (last,)):  # noqa: A001
            if len(bits) % 32:
                raise BrokenIndex(self._place, "is damaged")
            self._table.add(id, np.frombuffer(bits, np.uint64).reshape(-1, 4))
            last = id
        self._table.drop(id for (id,) in db.execute("SELECT id FROM gone"))  # noqa: A001
        self._seen = (generation, last)

    @property
    def _deleted(self) -> bool:
        """Whether another process deleted the file: reading must not bring it back."""
        return self.path is not None and not self.path.exists()

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
                raise told(self._place, error) from None

    def _connected(self) -> apsw.Connection:
        if self._db is not None and (self.path is None or self._file == identity_of(self.path)):
            return self._db
        if self._db is not None:
            self.close()
        self._table, self._version = None, -1
        db = apsw.Connection(":memory:") if self.path is None else opened(self.path)
        try:
            make_current(db)
        except BaseException:
            db.close()
            raise
        self._db, self._file = db, None if self.path is None else identity_of(self.path)
        return db


def _forget(db: apsw.Connection, paths: Iterable[str]) -> None:
    for path in paths:
        db.execute("INSERT OR IGNORE INTO gone SELECT id FROM picture WHERE path = ?", (_bytes(path),))
        db.execute("DELETE FROM hashes WHERE id IN (SELECT id FROM picture WHERE path = ?)", (_bytes(path),))
        db.execute("DELETE FROM picture WHERE path = ?", (_bytes(path),))
    if number_of(db, "SELECT count(*) FROM gone") > LONG:
        db.execute("DELETE FROM gone; UPDATE about SET generation = generation + 1")


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogatepass")


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogatepass")

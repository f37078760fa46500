"""Every row walked again: what the chain proves, and where it breaks."""

import hmac
import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import apsw

from guard.journal import chain, database
from guard.journal.error import told


class Verdict(StrEnum):
    """What can be said of a journal."""

    WHOLE = "whole"
    """Every row stands as it was written."""
    UNSEALED = "unsealed"
    """A chain without key: no accident happened to it, but anybody could have rewritten it."""
    KEY_MISSING = "key-missing"
    """Rows are sealed, and the key to check them by was not given."""
    BROKEN = "broken"
    """A row is missing, or is not as it was written."""
    TRUNCATED = "truncated"
    """The end is missing."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk over all rows has shown."""

    verdict: Verdict
    rows: int
    """How many rows were walked without an objection."""
    row: int | None = None
    """The row where it breaks, or from which rows are missing or cannot be checked."""
    reason: str = ""
    """Why, in words; empty for a whole journal."""
    sealed_from: int | None = None
    """The first row that nobody can have rewritten since it was written; rows before it, not since then."""


def verify(
    path: Path, vfs: str | None, first_keys: Iterable[bytes], anchors: Iterable[tuple[int, str]] = ()
) -> Verification:
    """Walks all rows of the journal at ``path`` as they stand at one moment."""
    walk = _Walk({chain.key_name(key): key for key in first_keys}, dict(anchors))
    try:
        with closing(database.reader(path, vfs)) as db:
            db.execute("BEGIN")
            return walk.through(db)
    except (apsw.CorruptError, apsw.NotADBError, apsw.SQLError, ValueError, TypeError):
        return walk.broken(walk.seq + 1, "cannot be read: the file is damaged")
    except (apsw.Error, OSError) as error:
        raise told(path, error) from None


class _Walk:
    """Where the walk stands: the last row seen and the key of the next, None where that is not known."""

    def __init__(self, keys: dict[str, bytes], anchors: dict[int, str]) -> None:
        self.keys, self.anchors = keys, anchors
        self.seq = 0
        self.mac = b""
        self.key: bytes | None = chain.NO_KEY
        self.sealed_from: int | None = None
        self.unchecked: int | None = None

    def through(self, db: apsw.Connection) -> Verification:
        head, mac, key, salt = database.head(db)
        self.mac = chain.beginning(salt)
        for row in db.execute("SELECT seq, at, kind, detail, mac FROM entry ORDER BY seq"):
            if objection := self.objection(*row):
                return objection
        return self.cut_off(head) or self.head_differs(mac, key) or self.proven()

    def objection(self, seq: int, at: str, kind: str, detail: str, mac: bytes) -> Verification | None:
        """What is wrong with the next row, if anything."""
        if seq != self.seq + 1:
            return self.broken(self.seq + 1, "is missing")
        if self.key is not None:
            if not hmac.compare_digest(chain.link(self.key, self.mac, seq, chain.body(at, kind, detail)), mac):
                return self.broken(seq, "is not as it was written")
            self.key = chain.key_after(self.key)
        if self.anchors.get(seq, mac.hex()) != mac.hex():
            return self.broken(seq, "is not the row that the anchor remembers")
        self.seq, self.mac = seq, mac
        if kind == chain.SEAL:
            first = self.keys.get(json.loads(detail)["key"])
            self.key = chain.key_after(first) if first else None
            if self.key is None:
                self.unchecked = self.unchecked or seq + 1
            else:
                self.sealed_from = self.sealed_from or seq + 1
        return None

    def cut_off(self, head: int) -> Verification | None:
        """Whether rows are missing at the end."""
        last = max(head, *self.anchors, 0)
        if last > self.seq:
            reason = f"rows {self.seq + 1} to {last} are missing"
            return Verification(Verdict.TRUNCATED, self.seq, self.seq + 1, reason, self.sealed_from)
        return None

    def head_differs(self, mac: bytes, key: bytes) -> Verification | None:
        """Whether what stands for the end does not fit the last row."""
        if mac != self.mac:
            return self.broken(self.seq, "is not the last one that was written")
        if self.key is not None and key != self.key:
            reason = "the key for the next row does not follow from the last row: rows were cut off"
            return Verification(Verdict.TRUNCATED, self.seq, self.seq + 1, reason, self.sealed_from)
        return None

    def proven(self) -> Verification:
        """What holds when no row met an objection."""
        if self.unchecked:
            reason = f"rows from {self.unchecked} on are sealed with a key that was not given"
            return Verification(Verdict.KEY_MISSING, self.seq, self.unchecked, reason, self.sealed_from)
        if self.sealed_from is None:
            reason = "a chain without key shows accidents, not tampering"
            return Verification(Verdict.UNSEALED, self.seq, None, reason)
        return Verification(Verdict.WHOLE, self.seq, None, "", self.sealed_from)

    def broken(self, row: int, reason: str) -> Verification:
        return Verification(Verdict.BROKEN, self.seq, row, f"row {row} {reason}", self.sealed_from)

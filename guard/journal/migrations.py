"""The database's shape as numbered steps, run in order; a step that was released is never edited."""

import os
from collections.abc import Callable
from pathlib import Path

import apsw

from guard.journal.chain import NO_KEY, beginning
from guard.journal.error import JournalError

APPLICATION = 0x48617443
"""SQLite's mark in the file's header by which a journal is known: ``HatC``."""


def _1_rows_and_head(db: apsw.Connection) -> None:
    db.execute("""
        CREATE TABLE entry(
            seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL, mac BLOB NOT NULL
        ) STRICT;
        CREATE TABLE head(
            one INTEGER PRIMARY KEY CHECK (one = 1),
            seq INTEGER NOT NULL, mac BLOB NOT NULL, key BLOB NOT NULL, salt BLOB NOT NULL
        ) STRICT;
    """)
    salt = os.urandom(16)
    db.execute("INSERT INTO head VALUES(1, 0, ?, ?, ?)", (beginning(salt), NO_KEY, salt))


STEPS: tuple[Callable[[apsw.Connection], None], ...] = (_1_rows_and_head,)


def is_current(db: apsw.Connection, path: Path) -> bool:
    """Whether no step is missing; refuses what is not a journal, or one that a newer Hatcheck has written."""
    if db.pragma("application_id") != APPLICATION:
        raise JournalError(path, "is a database of another program", "move it away; a new journal is begun then")
    version = db.pragma("user_version")
    if version > len(STEPS):
        raise JournalError(
            path, f"was written by a newer Hatcheck (format {version}, known here: {len(STEPS)})", "update Hatcheck"
        )
    return bool(version == len(STEPS))


def migrate(db: apsw.Connection) -> None:
    """Runs the missing steps, all or none of them."""
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[db.pragma("user_version") :]:
            step(db)
        db.pragma("application_id", APPLICATION)
        db.pragma("user_version", len(STEPS))
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise

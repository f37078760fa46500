"""Rows as they come back from the journal."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import apsw

from guard.journal import database
from guard.journal.error import JournalError, told
from guard.model.event import Event

_PAGE = """
    SELECT seq, at, kind, detail, mac FROM entry
    WHERE seq > :after AND (:since IS NULL OR at >= :since) AND (:kind IS NULL OR kind = :kind)
    ORDER BY seq LIMIT 500
"""
"""Between pages no transaction is open, so a slow reader does not keep the log from being emptied."""

_FIRST = """
    SELECT min(seq) FROM (
        SELECT seq FROM entry WHERE (:since IS NULL OR at >= :since) AND (:kind IS NULL OR kind = :kind)
        ORDER BY seq DESC LIMIT :limit
    )
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One kept event."""

    seq: int
    event: Event
    """As it was appended, its time in UTC."""
    mac: str
    """The row's seal, hexadecimal."""


def rows(
    path: Path, vfs: str | None, since: datetime | None, kind: str | None, limit: int | None, after: int = 0
) -> Iterator[Row]:
    """The chosen rows, oldest first; JournalError where one cannot be read."""
    values: dict[str, str | int | None] = {
        "since": since.astimezone(UTC).isoformat(timespec="microseconds") if since else None,
        "kind": kind,
        "limit": limit,
        "after": after,
    }
    try:
        with closing(database.reader(path, vfs)) as db:
            if limit is not None:
                ((first,),) = database.ask(db, _FIRST, values)
                if first is None:
                    return
                values["after"] = max(after, first - 1)
            while page := database.ask(db, _PAGE, values):
                yield from (Row(seq, event_of(at, of, detail), mac.hex()) for seq, at, of, detail, mac in page)
                values["after"] = page[-1][0]
    except (apsw.Error, OSError) as error:
        raise told(path, error) from None
    except ValueError:
        raise JournalError(path, f"a row after {values['after']} cannot be read", "verify the journal") from None


def event_of(at: str, kind: str, detail: str) -> Event:
    """The event as it was appended, its time in UTC; ValueError where the texts are none."""
    return Event(kind, datetime.fromisoformat(at), json.loads(detail))

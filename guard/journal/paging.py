"""Pages of the journal, newest first: for windows that show a little of a journal which may be very long."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import apsw

from guard.journal import database
from guard.journal.error import JournalError, told
from guard.journal.reading import Row, event_of

_STRETCH = 100_000
"""So many rows are looked through at a time: a stretch takes some 50 ms, and between two of them nothing is held."""


@dataclass(frozen=True, slots=True)
class Clue:
    """What a row may have in it."""

    text: str = ""
    """Stands in the row, whatever its case; as it stands in the detail's JSON, but for the escapes."""
    kind: str | None = None
    """With a kind the row must be of it, and ``text`` must stand in its detail."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows."""

    before: int | None = None
    """Only rows of a smaller number."""
    since: datetime | None = None
    kind: str | None = None
    clues: Sequence[Sequence[Clue]] = ()
    """Of every group the row must have one."""


def newest(path: Path, vfs: str | None, wanted: Wanted, limit: int, stopped: Callable[[], bool]) -> list[Row]:
    """The newest ``limit`` rows that are wanted, newest first; JournalError where one cannot be read.

    ``stopped`` is asked now and then whether a long search may end; what was found until then comes back.
    """
    try:
        with closing(database.reader(path, vfs)) as db:
            found: list[Row] = []
            for low, high in _stretches(db, wanted.before):
                question, values = _question(wanted, low, high, limit - len(found))
                rows = database.ask(db, question, values)
                found += (Row(seq, event_of(at, of, detail), mac.hex()) for seq, at, of, detail, mac in rows)
                if len(found) >= limit or stopped():
                    break
            return found
    except (apsw.Error, OSError) as error:
        raise told(path, error) from None
    except ValueError:
        raise JournalError(path, "a row cannot be read", "verify the journal") from None


def _stretches(db: apsw.Connection, before: int | None) -> Iterator[tuple[int, int]]:
    """Half-open ranges of row numbers, downwards to the first row."""
    ((last,),) = database.ask(db, "SELECT coalesce(max(seq), 0) FROM entry")
    high = last + 1 if before is None else min(before, last + 1)
    while high > 1:
        low = max(1, high - _STRETCH)
        yield low, high
        high = low


def _question(wanted: Wanted, low: int, high: int, limit: int) -> tuple[str, tuple[str | int, ...]]:
    terms: list[str] = ["seq >= ? AND seq < ?"]
    values: list[str | int] = [low, high]
    if wanted.since:
        terms.append("at >= ?")
        values.append(wanted.since.astimezone(UTC).isoformat(timespec="microseconds"))
    if wanted.kind:
        terms.append("kind = ?")
        values.append(wanted.kind)
    for group in wanted.clues:
        asked = [_asked(clue) for clue in group]
        terms.append("(" + " OR ".join(term for term, _ in asked) + ")")
        values += (value for _, given in asked for value in given)
    where = " AND ".join(terms)  # only the fixed texts of this module; every value is bound
    question = f"SELECT seq, at, kind, detail, mac FROM entry WHERE {where} ORDER BY seq DESC LIMIT ?"  # noqa: S608
    return question, (*values, limit)


def _asked(clue: Clue) -> tuple[str, tuple[str, ...]]:
    like = _like(clue.text)
    # A short word of the letters a to f would stand in every sixtieth fingerprint.
    detail = "json_remove(detail, '$.sha256')" if set(clue.text) <= set("0123456789abcdefABCDEF") else "detail"
    if clue.kind is None:
        return rf"({detail} LIKE ? ESCAPE '\' OR kind LIKE ? ESCAPE '\' OR at LIKE ? ESCAPE '\')", (like, like, like)
    if not clue.text:
        return "kind = ?", (clue.kind,)
    return rf"(kind = ? AND {detail} LIKE ? ESCAPE '\')", (clue.kind, like)


def _like(text: str) -> str:
    r"""The pattern for a text anywhere in the JSON, in which everything that is not ASCII is written ``\u00fc``."""
    written = json.dumps(text)[1:-1] if not text.isascii() else text
    for letter in "\\%_":
        written = written.replace(letter, f"\\{letter}")
    return f"%{written}%"

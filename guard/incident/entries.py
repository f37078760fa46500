"""An incident's record on disk: one line of JSON per entry, each sealed with the one before it.

The seals show that nothing in the middle was changed or taken out. They have no key, so whoever may write the file can
write it anew as a whole; the journal keeps the seal of every entry, and its own rows are sealed with a key. What the
two say of each other is ``proof``'s.

The chain runs over the lines as they lie there, whether this version understands them or not.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from guard.files import turn
from guard.incident.moments import moment_of
from guard.model.incident import Entry, EntryKind
from guard.model.sentence import Sentence

MAX_BYTES = 64 * 1024 * 1024
_DEEPEST = 64
"""Lists in lists: more is nothing that was ever written, and could end whoever goes down there."""
_TAIL = 64 * 1024
"""Bytes at the record's end in which its last line is looked for first."""


class BrokenRecord(Exception):
    """The record cannot be read or written; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line as it lies there: what the next one is chained to."""

    number: int
    seal: str
    plain: dict[str, Any]
    """Without its seal."""


class Entries:
    """One record. Calls block until what they wrote is on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "record.jsonl"

    def all(self) -> tuple[tuple[Entry, ...], str]:
        """All entries, and what is wrong with them: one sentence, empty where every seal fits; raises BrokenRecord.

        A last line that a power cut left unfinished is passed over, and told. An entry of a kind that this version
        does not know keeps its place as ``EntryKind.UNKNOWN``, and is told as well.
        """
        try:
            if self.path.stat().st_size > MAX_BYTES or not self.path.is_file():
                raise ValueError("this is no record")
            lines = self.path.read_bytes().split(b"\n")
        except (OSError, ValueError) as error:
            raise BrokenRecord(f"{self.path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
        return _read(lines, self.path)

    def append(self, at: datetime, by: str, kind: EntryKind, detail: Mapping[str, Any]) -> Entry:
        """Makes one more entry durable; raises BrokenRecord. What could not be written whole leaves nothing behind."""
        try:
            with turn(self.folder / "record.lock"):
                return self._append(at, by, kind, detail)
        except (OSError, ValueError, RecursionError) as error:
            why = getattr(error, "strerror", None) or error
            raise BrokenRecord(f"{self.path} cannot be written: {why}") from None

    def _append(self, at: datetime, by: str, kind: EntryKind, detail: Mapping[str, Any]) -> Entry:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        file = os.open(self.path, flags, 0o600)
        try:
            size = os.fstat(file).st_size
            if size > MAX_BYTES or not stat.S_ISREG(os.fstat(file).st_mode):
                raise ValueError("this is no record")
            last = _last(file, size)
            plain: dict[str, Any] = {
                "number": last.number + 1 if last else 1,
                "at": at.isoformat(),
                "by": by,
                "kind": kind.value,
                "detail": dict(detail),
            }
            # A file's name may hold bytes that are no text; what is sealed is what will be read.
            plain = json.loads(json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"))
            if _is_deep(plain):
                raise ValueError("what it should keep goes too deep")
            seal = _seal(last.seal if last else "", plain)
            data = json.dumps({**plain, "seal": seal}, ensure_ascii=False).encode() + b"\n"
            # What a power cut left unfinished is ended, so that it stays a line of its own.
            if size and os.lseek(file, size - 1, os.SEEK_SET) >= 0 and os.read(file, 1) != b"\n":
                data = b"\n" + data
            if size + len(data) > MAX_BYTES:
                raise ValueError("it is full; close this incident, and open another")
            _write(file, data, size)
        finally:
            os.close(file)
        return Entry(plain["number"], at, str(plain["by"]), kind, plain["detail"], seal)


def _write(file: int, data: bytes, size: int) -> None:
    """All of it or nothing: half a line would look like one that was tampered with, for ever."""
    try:
        if os.write(file, data) != len(data):
            raise OSError(0, "the disk is full")
        os.fsync(file)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(file, size)
        raise


def _last(file: int, size: int) -> _Line | None:
    """The last line to which another can be chained; None where there is none."""
    window = _TAIL
    while size:
        start = max(size - window, 0)
        os.lseek(file, start, os.SEEK_SET)
        lines = _bytes(file, size - start).split(b"\n")
        for raw in reversed(lines if start == 0 else lines[1:]):
            if line := _line(raw):
                return line
        if start == 0:
            break
        window *= 8
    return None


def _bytes(file: int, count: int) -> bytes:
    pieces = []
    while count > 0 and (piece := os.read(file, count)):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _line(raw: bytes) -> _Line | None:
    """The line; None where it is no JSON of this shape."""
    if not raw.strip():
        return None
    try:
        plain = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, dict) or _is_deep(plain):
        return None
    number, seal = plain.get("number"), plain.pop("seal", None)
    if not isinstance(number, int) or isinstance(number, bool) or not isinstance(seal, str):
        return None
    return _Line(number, seal, plain)


def _read(lines: Iterable[bytes], path: Path) -> tuple[tuple[Entry, ...], str]:
    """The entries, and the worst that is wrong with them."""
    entries: list[Entry] = []
    before = _Line(0, "", {})
    changed, unreadable, unknown = list[Sentence](), list[Sentence](), list[Sentence]()
    for place, raw in enumerate(lines, 1):
        if not raw:
            continue
        line = _line(raw)
        if line is None:
            unreadable.append(_unreadable(path, place))
            continue
        if line.number != before.number + 1 or line.seal != _seal(before.seal, line.plain):
            pattern = "{path}, line {line}, was changed, or lines before it were."
            changed.append(Sentence.of(pattern, path=path, line=place))
        before = line
        entry = _entry(line)
        if entry is None:
            unreadable.append(_unreadable(path, place))
            continue
        if entry.kind is EntryKind.UNKNOWN:
            pattern = "{path}, line {line}, is of a kind that this version does not know; it is kept."
            unknown.append(Sentence.of(pattern, path=path, line=place))
        entries.append(entry)
    return tuple(entries), next(iter((*changed, *unreadable, *unknown)), "")


def _unreadable(path: Path, place: int) -> Sentence:
    return Sentence.of("{path}, line {line}, cannot be read; the other lines are shown.", path=path, line=place)


def _entry(line: _Line) -> Entry | None:
    """What the line tells; None where it is no entry."""
    at, by, kind, detail = (line.plain.get(key) for key in ("at", "by", "kind", "detail"))
    moment = moment_of(at)
    if moment is None or not _is_text(by) or not _is_text(kind) or not isinstance(detail, dict):
        return None
    if kind not in _KINDS:
        return Entry(line.number, moment, str(by), EntryKind.UNKNOWN, {"kind": kind}, line.seal)
    return Entry(line.number, moment, str(by), EntryKind(kind), detail, line.seal)


_KINDS = frozenset(kind.value for kind in EntryKind if kind is not EntryKind.UNKNOWN)


def _is_text(value: object) -> bool:
    """Half a sign, which JSON may name, can be written nowhere."""
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _is_deep(plain: object) -> bool:
    level = [plain]
    for _ in range(_DEEPEST):
        level = [inner for one in level for inner in _within(one)]
        if not level:
            return False
    return True


def _within(one: object) -> Iterable[object]:
    if isinstance(one, dict):
        return one.values()
    return one if isinstance(one, list) else ()


def _seal(before: str, plain: Mapping[str, Any]) -> str:
    text = before + json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

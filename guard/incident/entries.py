"""An incident's record on disk: one line of JSON per entry, each sealed with the one before it.

The seals show that nothing in the middle was changed or taken out. They have no key, so whoever may write the file can
write it anew as a whole; the journal keeps the seal of every entry, and its own rows are sealed with a key.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from guard.files import turn
from guard.model.incident import Entry, EntryKind

MAX_BYTES = 64 * 1024 * 1024


class BrokenRecord(Exception):
    """The record cannot be read or written; the message names the file and what to do."""


class Entries:
    """One record. Calls block until what they wrote is on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "record.jsonl"

    def all(self) -> tuple[tuple[Entry, ...], str]:
        """All entries, and what is wrong with them: one sentence, empty where every seal fits; raises BrokenRecord.

        A last line that a power cut left unfinished is passed over, and told.
        """
        try:
            if self.path.stat().st_size > MAX_BYTES or not self.path.is_file():
                raise ValueError("this is no record")
            lines = self.path.read_bytes().split(b"\n")
        except (OSError, ValueError) as error:
            raise BrokenRecord(f"{self.path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
        return _read(lines, self.path)

    def append(self, at: datetime, by: str, kind: EntryKind, detail: Mapping[str, Any]) -> Entry:
        """Makes one more entry durable; raises BrokenRecord."""
        try:
            with turn(self.folder / "record.lock"):
                return self._append(at, by, kind, detail)
        except OSError as error:
            raise BrokenRecord(f"{self.path} cannot be written: {error.strerror or error}") from None

    def _append(self, at: datetime, by: str, kind: EntryKind, detail: Mapping[str, Any]) -> Entry:
        known: tuple[Entry, ...] = ()
        if self.path.exists():
            known, _ = self.all()
        number, before = len(known) + 1, known[-1].seal if known else ""
        plain: dict[str, Any] = {
            "number": number,
            "at": at.isoformat(),
            "by": by,
            "kind": kind.value,
            "detail": dict(detail),
        }
        # A file's name may hold bytes that are no text; what is sealed is what will be read.
        plain = json.loads(json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"))
        seal = _seal(before, plain)
        data = json.dumps({**plain, "seal": seal}, ensure_ascii=False).encode() + b"\n"
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # What a power cut left unfinished is ended, so that it stays a line of its own.
            size = os.fstat(file).st_size
            if size and _last(file, size) != b"\n":
                data = b"\n" + data
            written = os.write(file, data)
            if written != len(data):
                raise OSError(0, "the disk is full")
            os.fsync(file)
        finally:
            os.close(file)
        return Entry(number, at, str(plain["by"]), kind, plain["detail"], seal)


def _last(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)


def _read(lines: list[bytes], path: Path) -> tuple[tuple[Entry, ...], str]:
    entries: list[Entry] = []
    problem = ""
    for place, line in enumerate(lines, 1):
        if not line:
            continue
        try:
            plain = json.loads(line)
            seal = plain.pop("seal")
            entry = Entry(
                int(plain["number"]),
                datetime.fromisoformat(plain["at"]),
                str(plain["by"]),
                EntryKind(plain["kind"]),
                dict(plain["detail"]),
                str(seal),
            )
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
            problem = problem or f"{path}, line {place}, cannot be read; the other lines are shown."
            continue
        fits = seal == _seal(entries[-1].seal if entries else "", plain) and entry.number == len(entries) + 1
        if not fits:
            problem = problem or f"{path}, line {place}, was changed, or lines before it were."
        entries.append(entry)
    return tuple(entries), problem


def _seal(before: str, plain: Mapping[str, Any]) -> str:
    text = before + json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

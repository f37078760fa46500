"""The file of one tool: what was going there, one line for each step, added at the end and on disk at once.

The first line names the file: ``{"ledger": 1, "scheduler": "blog", "made": "<32 hex digits>"}``. Each further line is a
list of entries: ``{"n": 0, "item": {…}, "noted": …, "fate": …, "by": …}`` for a new one, and for one that has changed
its number with what is another now. A line counts when its end is there: one that was cut off when the machine lost
its power was never reported as written, and the next to write takes it away.
"""

import json
import os
import threading
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from guard.files import replace_file
from guard.pausing.written import Waiting, applied, changed, to_plain

FULL = 48 * 1024 * 1024
"""Bytes from which on nothing new is taken: what is written down already must still be able to change."""
MOST = 64 * 1024 * 1024
"""Bytes that are read, and that are ever written."""
OLD = timedelta(days=90)
"""What was decided and is older goes to the archive."""
_TOGETHER = 500
"""Entries on one line where the file is written anew."""
_BINARY = getattr(os, "O_BINARY", 0)


class Full(Exception):
    """The file would be longer than it may be."""


@dataclass
class _Known:
    made: bytes = b""
    """The first line: another file has another."""
    end: int = 0
    """How far it was read, in bytes."""
    entries: list[Waiting] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)
    """The numbers of the open entries, by the ids of their items."""
    steps: int = 0
    """How many entries and changes stand in it."""


class Book:
    """One file. Whoever writes has the turn to do so. Raises OSError, and ValueError where the file is no such file."""

    def __init__(self, path: Path, archive: Path, scheduler: str) -> None:
        self.path, self._archive, self._scheduler = path, archive, scheduler
        self._known = _Known()
        self._lock = threading.Lock()

    def read(self) -> tuple[Waiting, ...]:
        """Everything, the oldest first."""
        with self._lock:
            return tuple(self._read().entries)

    def open(self) -> tuple[Waiting, ...]:
        """What a person still has to decide about."""
        with self._lock:
            known = self._read()
            return tuple(known.entries[number] for number in sorted(known.open.values()))

    def add(self, entries: Iterable[Waiting], now: datetime) -> None:
        """New entries, without those whose item is open already; raises Full."""
        with self._lock:
            known = self._read()
            with suppress(OSError):  # it is as good as it was, only longer
                self._tidy(known, now)
            known = self._read()
            new = {one.item.id: one for one in entries if one.item.id not in known.open}
            if new:
                first = len(known.entries)
                self._append([{"n": n, **to_plain(one)} for n, one in enumerate(new.values(), first)], FULL)

    def change(self, changes: Mapping[str, Waiting]) -> None:
        """Open entries, by the ids that their items had, as they are from now on; raises Full."""
        with self._lock:
            known = self._read()
            steps = []
            for item_id, new in changes.items():
                number = known.open.get(item_id)
                if number is not None and (step := changed(known.entries[number], new)):
                    steps.append({"n": number, **step})
            if steps:
                self._append(steps, MOST)

    def _read(self) -> _Known:
        """What the file says now; only what is new in it is read."""
        known, self._known = self._known, _Known()  # where anything goes wrong, all is read anew the next time
        try:
            with self.path.open("rb") as file:
                self._known = self._newest(known, file)
        except FileNotFoundError:
            pass
        return self._known

    def _newest(self, known: _Known, file: BinaryIO) -> _Known:
        size, made = os.fstat(file.fileno()).st_size, file.readline(1024)
        if size > MOST:
            raise ValueError("too long")
        if known.made and known.made == made and size == known.end:
            return known
        if known.made and known.made == made and size > known.end:
            file.seek(known.end)
            try:
                self._take(known, file.read())
                return known
            except ValueError:  # what was read last could not be kept there, and was written over
                file.seek(len(made))
        if _scheduler_in(made) != self._scheduler:
            raise ValueError("another file")
        known = _Known(made, len(made))
        self._take(known, file.read())
        return known

    def _take(self, known: _Known, data: bytes) -> None:
        """Adds the lines that are whole; the rest, if any, was never written to its end."""
        *lines, rest = data.split(b"\n")
        if not rest and lines and b"\0" in lines[-1]:
            lines.pop()  # what a file system leaves where it knew a file's length, and not its content
        for line in lines:
            for step in json.loads(line):
                self._apply(known, step)
            known.end += len(line) + 1

    def _apply(self, known: _Known, step: Mapping[str, Any]) -> None:
        number = step["n"]
        if not isinstance(number, int) or not 0 <= number <= len(known.entries):
            raise ValueError("no such entry")
        old = known.entries[number] if number < len(known.entries) else None
        new = applied(self._scheduler, old, step)
        if old is None:
            known.entries.append(new)
        else:
            known.entries[number] = new
            if known.open.get(old.item.id) == number:
                del known.open[old.item.id]
        if new.open:
            known.open[new.item.id] = number
        known.steps += 1

    def _append(self, steps: Sequence[Mapping[str, Any]], most: int) -> None:
        """One line, wholly or not at all."""
        if not self._known.made:
            self._write_anew(())
        line = json.dumps(steps, separators=(",", ":")).encode() + b"\n"
        known = self._read()
        if known.end + len(line) > most:
            raise Full
        file = os.open(self.path, os.O_RDWR | _BINARY)
        try:
            os.ftruncate(file, known.end)  # what somebody could not write to its end
            os.lseek(file, known.end, os.SEEK_SET)
            rest = memoryview(line)
            try:
                while rest:
                    rest = rest[os.write(file, rest) :]
                os.fsync(file)
            except OSError:
                os.ftruncate(file, known.end)
                raise
        finally:
            os.close(file)
        self._take(known, line)

    def _tidy(self, known: _Known, now: datetime) -> None:
        """Writes the file anew where most of it is history, and puts away what is old."""
        entries = known.entries
        old = [one for one in entries if not one.open and one.noted < now - OLD]
        if not old and known.steps <= 3 * len(entries) + 1000 and known.end < FULL // 2:
            return
        if not old and known.steps == len(entries):
            return
        if old:
            self._put_away(old)
            entries = [one for one in entries if one.open or one.noted >= now - OLD]
        self._write_anew(entries)

    def _put_away(self, old: Sequence[Waiting]) -> None:
        """Adds them to the archive; they may stand there twice where the power went off right after it."""
        self._archive.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self._archive, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)
        try:
            for one in old:
                os.write(file, json.dumps({"scheduler": one.scheduler, **to_plain(one)}).encode() + b"\n")
            os.fsync(file)
        finally:
            os.close(file)

    def _write_anew(self, entries: Sequence[Waiting]) -> None:
        lines = [json.dumps({"ledger": 1, "scheduler": self._scheduler, "made": uuid.uuid4().hex})]
        steps = [{"n": number, **to_plain(one)} for number, one in enumerate(entries)]
        together = (steps[first : first + _TOGETHER] for first in range(0, len(steps), _TOGETHER))
        lines += [json.dumps(some, separators=(",", ":")) for some in together]
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(self.path, "\n".join([*lines, ""]))
        self._read()


def scheduler_of(path: Path) -> str:
    """Whose file it is; raises OSError, and ValueError and the like for what is no such file."""
    with path.open("rb") as file:
        return _scheduler_in(file.readline(1024))


def _scheduler_in(line: bytes) -> str:
    begins = json.loads(line)
    if not line.endswith(b"\n") or begins["ledger"] != 1:
        raise ValueError("no ledger")
    return str(begins["scheduler"])

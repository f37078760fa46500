"""Power cuts: what the disk may hold after one, built many times over, and the real journal opened on each.

A VFS of SQLite and three functions of the operating system write down what the journal asks of the disk. A power cut
at any moment leaves what was synced, and of the rest any choice of writes, torn at 512 bytes, and any choice of names
made or removed, as POSIX allows. No acknowledged row may be missing then, and the journal must go on by itself.
"""
# ruff: noqa: N802 - the methods' names and meanings are SQLite's, and the system's

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest

from guard.journal import Journal, JournalError, database
from guard.journal.verification import Verdict
from guard.model.event import Event

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to see which file is synced")

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
KEY = bytes(range(32))
SECTOR = 512


def name_of(path: Any) -> str:
    return Path(path).name


@dataclass
class Disk:
    """What was asked of the disk, in order."""

    steps: list[tuple[Any, ...]] = field(default_factory=list)
    inodes: dict[str, int] = field(default_factory=dict)
    made: int = 0

    def inode(self, name: str) -> int:
        """The file under ``name``; made where nothing has been there."""
        if name not in self.inodes:
            self.made += 1
            self.inodes[name] = self.made
            self.steps.append(("name", name, self.made))
        return self.inodes[name]

    def remove(self, name: str) -> None:
        self.inodes.pop(name, None)
        self.steps.append(("unname", name))

    def rename(self, old: str, new: str) -> None:
        self.inodes[new] = self.inodes.pop(old)
        self.steps.append(("rename", old, new, self.inodes[new]))


class RecordedFile(apsw.VFSFile):
    """A file that does what it is told and writes it down."""

    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.disk = disk
        self.inode = disk.inode(name_of(path)) if path else 0
        # SQLite syncs the folder with the first sync of a log or rollback journal that it opened.
        self.folder_too = bool(flags[0] & (apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL))
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self.disk.steps.append(("write", self.inode, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self.disk.steps.append(("truncate", self.inode, size))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self.disk.steps.append(("sync", self.inode))
        if self.folder_too:
            self.folder_too = False
            self.disk.steps.append(("sync folder",))


class RecordingVfs(apsw.VFS):
    """SQLite's door to the disk, with a listener."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__("recording", "")

    def xOpen(self, name: Any, flags: list[int]) -> RecordedFile:
        return RecordedFile(self.disk, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        super().xDelete(name, sync)
        self.disk.remove(name_of(name))
        if sync:
            self.disk.steps.append(("sync folder",))


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Listens at everything through which the journal reaches the disk."""
    disk = Disk()
    rename, fsync, unlink = os.rename, os.fsync, os.unlink

    def heard_rename(old: Any, new: Any, **kwargs: Any) -> None:
        rename(old, new, **kwargs)
        disk.rename(name_of(old), name_of(new))

    def heard_fsync(file: int) -> None:
        fsync(file)
        path = Path(f"/proc/self/fd/{file}").readlink()
        disk.steps.append(("sync folder",) if path.is_dir() else ("sync", disk.inode(path.name)))

    def heard_unlink(path: Any, **kwargs: Any) -> None:
        unlink(path, **kwargs)
        disk.remove(name_of(path))

    monkeypatch.setattr(os, "rename", heard_rename)
    monkeypatch.setattr(os, "fsync", heard_fsync)
    monkeypatch.setattr(os, "unlink", heard_unlink)
    # Checkpoints come often, so that many cuts fall into one.
    monkeypatch.setattr(database, "SETTINGS", database.SETTINGS + "PRAGMA wal_autocheckpoint = 25;")
    vfs = RecordingVfs(disk)
    yield disk
    vfs.unregister()


def write_rows(disk: Disk, folder: Path, kind: type[Journal], rows: int) -> None:
    """The life of a journal: begun, sealed, written to with rows of all sizes, closed and opened again in between."""
    chance = random.Random(1)  # noqa: S311 - states must come again
    written = 0
    while written < rows:
        with kind.open(folder / "journal.db", vfs="recording") as journal:
            if not written:
                disk.steps.append(("ack", *journal.seal(KEY, AT)))
                written = 1
            for _ in range(min(40, rows - written)):
                seq = journal.append(Event("decision", AT, {"text": "x" * chance.choice((0, 40, 400, 3000, 9000))}))
                disk.steps.append(("ack", seq, None))
                written += 1


def after_a_cut(steps: list[tuple[Any, ...]], cut: int, chance: random.Random) -> dict[str, bytes]:
    """One of the contents that the folder may have when the power fails before step ``cut``."""
    done = steps[:cut]
    mood = chance.choice((0.0, 0.5, 0.9, 1.0))  # how much of what was not synced has reached the disk
    synced: dict[int, int] = {}
    folder_synced = -1
    for index, step in enumerate(done):
        if step[0] == "sync":
            synced[step[1]] = index
        elif step[0] == "sync folder":
            folder_synced = index
    names: dict[str, int] = {}
    contents: dict[int, bytearray] = {}
    for index, step in enumerate(done):
        match step:
            case ("name", name, inode) if index < folder_synced or chance.random() < mood:
                names[name] = inode
            case ("unname", name) if index < folder_synced or chance.random() < mood:
                names.pop(name, None)
            case ("rename", old, new, inode) if index < folder_synced or chance.random() < mood:
                names.pop(old, None)
                names[new] = inode
            case ("truncate", inode, size) if index < synced.get(inode, -1) or chance.random() < mood:
                content = contents.setdefault(inode, bytearray())
                content[size:] = bytes(max(0, size - len(content)))
            case ("write", inode, offset, data):
                if index > synced.get(inode, -1):
                    offset, data = torn(offset, data, mood, chance)
                content = contents.setdefault(inode, bytearray())
                content.extend(bytes(max(0, offset - len(content))))
                content[offset : offset + len(data)] = data
    return {name: bytes(contents.get(inode, b"")) for name, inode in names.items()}


def torn(offset: int, data: bytes, mood: float, chance: random.Random) -> tuple[int, bytes]:
    """What of one write has reached the disk: all, nothing, or a part that ends or begins at a sector."""
    if chance.random() >= mood:
        return 0, b""
    if mood == 1.0 or chance.random() < 0.7:
        return offset, data
    at = chance.randrange(len(data) // SECTOR + 1) * SECTOR
    return (offset, data[:at]) if chance.random() < 0.5 else (offset + at, data[at:])


def complaints(folder: Path, promised: int) -> list[str]:
    """What a journal found in ``folder`` lacks of ``promised`` acknowledged rows, and of a sound journal."""
    try:
        with Journal.open(folder / "journal.db") as journal:
            kept = [row.seq for row in journal.rows()]
            found = journal.verify([KEY])
            if len(kept) < promised:
                return [f"{promised - len(kept)} acknowledged rows are lost"]
            if found.verdict is not (Verdict.WHOLE if promised else found.verdict) or found.verdict is Verdict.BROKEN:
                return [f"{found.verdict}: {found.reason}"]
            if journal.append(Event("decision", AT)) != len(kept) + 1:
                return ["does not go on where it ended"]
            again = journal.verify([KEY])
            return [] if again.verdict is found.verdict else [f"{again.verdict} after one more row: {again.reason}"]
    except JournalError as error:
        return [f"cannot be opened: {error.problem}"]


def complaints_after(disk: Disk, states: int, seed: int) -> list[str]:
    """What is wrong in ``states`` states after a cut at a random moment."""
    chance = random.Random(seed)  # noqa: S311
    found, steps = [], list(disk.steps)  # the tests' own doings follow in disk.steps
    memory = Path("/dev/shm")  # noqa: S108 - only for speed
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as base:
        for number in range(states):
            cut = chance.randrange(1, len(steps) + 1)
            promised = max((step[1] for step in steps[:cut] if step[0] == "ack"), default=0)
            folder = Path(base) / str(number)
            folder.mkdir()
            for name, content in after_a_cut(steps, cut, chance).items():
                (folder / name).write_bytes(content)
            found += [f"seed {seed}, state {number}, cut {cut}: {said}" for said in complaints(folder, promised)]
            shutil.rmtree(folder)
    return found


@pytest.mark.parametrize(
    ("seed", "states"),
    [pytest.param(1, 200, id="200 states"), pytest.param(2, 6000, id="6000 states", marks=pytest.mark.slow)],
)
def test_no_power_cut_takes_an_acknowledged_row(tmp_path: Path, disk: Disk, seed: int, states: int) -> None:
    write_rows(disk, tmp_path, Journal, 120)
    assert complaints_after(disk, states, seed) == []


class Hasty(Journal):
    """A journal with a bug: it acknowledges a row and writes it when the next one comes."""

    _late: Event | None = None
    _number = 1

    def append(self, event: Event) -> int:
        """The number the row will have."""
        if self._late is not None:
            super().append(self._late)
        self._late, self._number = event, self._number + 1
        return self._number


@pytest.mark.parametrize("level", ["NORMAL", "OFF"])
def test_the_simulator_sees_a_log_that_is_not_synced(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    monkeypatch.setattr(database, "SETTINGS", database.SETTINGS + f"PRAGMA synchronous = {level};")
    write_rows(disk, tmp_path, Journal, 120)
    assert any("acknowledged rows are lost" in said for said in complaints_after(disk, 60, 3))


def test_the_simulator_sees_a_row_acknowledged_before_it_is_written(tmp_path: Path, disk: Disk) -> None:
    write_rows(disk, tmp_path, Hasty, 40)
    assert any("acknowledged rows are lost" in said for said in complaints_after(disk, 60, 4))


def test_the_simulator_sees_a_new_journal_whose_folder_is_not_synced(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "sync_folder", lambda _folder: None)
    write_rows(disk, tmp_path, Journal, 1)
    assert any("its log" in said for said in complaints_after(disk, 300, 5))

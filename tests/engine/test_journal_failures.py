"""Disks that fail: nothing is acknowledged meanwhile, nothing acknowledged is lost, and it goes on by itself."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest

from guard.journal import Journal, JournalError, new_key
from guard.journal.verification import Verdict
from guard.model.event import Event

resource = pytest.importorskip("resource", reason="limits on file sizes are set in the way of Unix")

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
EVENT = Event("decision", AT, {"text": "x" * 500})


class Disk:
    """A disk that refuses one kind of call, on files whose names end in ``suffix``, while ``fails`` is set."""

    def __init__(self) -> None:
        self.fails: tuple[str, str, int] | None = None

    def pass_or_fail(self, call: str, name: str) -> None:
        """Raises what SQLite takes for the disk's answer."""
        match self.fails:
            case (kind, suffix, code) if kind == call and name.endswith(suffix):
                raise apsw.exception_for(code)


class FailingFile(apsw.VFSFile):
    """A file that asks the disk first."""

    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        self.name = str(name.filename() if isinstance(name, apsw.URIFilename) else name)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        self.disk.pass_or_fail("write", self.name)
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.pass_or_fail("sync", self.name)
        super().xSync(flags)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self.disk.pass_or_fail("read", self.name)
        return super().xRead(amount, offset)


class FailingVfs(apsw.VFS):
    """SQLite's door to the failing disk."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__("failing", "")

    def xOpen(self, name: Any, flags: list[int]) -> FailingFile:  # noqa: N802
        return FailingFile(self.disk, name, flags)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    vfs = FailingVfs(disk)
    yield disk
    vfs.unregister()


def attempts(journal: Journal, number: int) -> tuple[list[int], int]:
    """Appends so many times; what was acknowledged, and how often the journal refused at the end without a break."""
    acknowledged, refused = [], 0
    for _ in range(number):
        try:
            acknowledged.append(journal.append(EVENT))
            refused = 0
        except JournalError:
            refused += 1
    return acknowledged, refused


def goes_on(journal: Journal, key: bytes, acknowledged: list[int]) -> None:
    """What must hold after a failure has ended: the next row is taken, all acknowledged rows are there, chain whole."""
    last = journal.append(EVENT)
    kept = [row.seq for row in journal.rows()]
    assert set(acknowledged) | {last} <= set(kept)
    assert kept == list(range(1, last + 1))
    assert journal.verify([key]).verdict is Verdict.WHOLE


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        pytest.param(("sync", "-wal", apsw.SQLITE_IOERR_FSYNC), "the disk refused", id="the log cannot be synced"),
        pytest.param(("write", "-wal", apsw.SQLITE_IOERR_WRITE), "the disk refused", id="the log cannot be written"),
        pytest.param(("write", "-wal", apsw.SQLITE_FULL), "the disk is full.*free", id="no room for the log"),
    ],
)
def test_a_disk_that_refuses_gets_no_row_acknowledged_and_the_journal_recovers(
    tmp_path: Path, disk: Disk, failure: tuple[str, str, int], words: str
) -> None:
    key = new_key()
    with Journal.open(tmp_path / "journal.db", vfs="failing") as journal:
        journal.seal(key, AT)
        acknowledged = [journal.append(EVENT) for _ in range(5)]
        disk.fails = failure
        for _ in range(3):
            with pytest.raises(JournalError, match=words):
                journal.append(EVENT)
        disk.fails = None
        goes_on(journal, key, acknowledged)


@pytest.mark.parametrize("call", ["sync", "write"])
def test_a_failing_checkpoint_costs_no_row(tmp_path: Path, disk: Disk, call: str) -> None:
    """The log can be written and the file cannot. SQLite goes on then; refused or not, what it said must hold."""
    key = new_key()
    with Journal.open(tmp_path / "journal.db", vfs="failing") as journal:
        journal.seal(key, AT)
        disk.fails = (call, "journal.db", apsw.SQLITE_IOERR)
        acknowledged, _ = attempts(journal, 150)
        disk.fails = None
        goes_on(journal, key, acknowledged)


def test_after_a_failed_sync_the_log_is_not_built_upon(tmp_path: Path, disk: Disk) -> None:
    """The kernel may show what a failed sync has lost. So the log is emptied before the next row is taken."""
    path = tmp_path / "journal.db"
    with Journal.open(path, vfs="failing") as journal:
        for _ in range(20):
            journal.append(EVENT)
        log = path.with_name("journal.db-wal").stat().st_size
        disk.fails = ("sync", "-wal", apsw.SQLITE_IOERR_FSYNC)
        assert attempts(journal, 1) == ([], 1)
        disk.fails = None
        journal.append(EVENT)
        assert path.with_name("journal.db-wal").stat().st_size < log / 3
        assert [row.seq for row in journal.rows()] == list(range(1, 22))


def test_a_row_that_was_promised_and_is_gone_after_a_failure_stops_the_journal(tmp_path: Path, disk: Disk) -> None:
    path = tmp_path / "journal.db"
    with Journal.open(path, vfs="failing") as journal:
        journal.append(EVENT)
        disk.fails = ("sync", "-wal", apsw.SQLITE_IOERR_FSYNC)
        assert attempts(journal, 1) == ([], 1)
        disk.fails = None
        db = apsw.Connection(str(path))
        db.execute("DELETE FROM entry")
        db.close()
        for _ in range(2):
            with pytest.raises(JournalError, match="row 1 was on disk and is gone"):
                journal.append(EVENT)


def test_a_file_that_may_not_grow_is_a_full_disk(tmp_path: Path) -> None:
    """The system's own limit on file sizes, which needs no rights to set."""
    key = new_key()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Journal.open(tmp_path / "journal.db") as journal:
        journal.seal(key, AT)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            acknowledged, refused = attempts(journal, 400)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert len(acknowledged) > 5
        assert refused > 5
        goes_on(journal, key, acknowledged)


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A real file system of 400 KiB at ``folder``; skips where it may not be mounted."""
    command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs the command mount")
    if done.returncode:
        pytest.skip(f"may not mount a small disk here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing_and_the_journal_goes_on_when_there_is_room(tmp_path: Path) -> None:
    key = new_key()
    with small_disk(tmp_path):
        ballast = tmp_path / "ballast"
        ballast.write_bytes(bytes(200_000))
        with Journal.open(tmp_path / "journal.db") as journal:
            journal.seal(key, AT)
            acknowledged, refused = attempts(journal, 600)
            assert refused > 5
            with pytest.raises(JournalError, match="the disk is full"):
                journal.append(EVENT)
            assert len(acknowledged) > 5
            (tmp_path / "journal.db-writer").unlink()
            with Journal.open(tmp_path / "journal.db") as newcomer, pytest.raises(JournalError):
                newcomer.append(EVENT)
            ballast.unlink()
            goes_on(journal, key, acknowledged)


def test_no_journal_is_begun_on_a_full_disk_and_none_is_left_half_done(tmp_path: Path) -> None:
    with small_disk(tmp_path):
        ballast = tmp_path / "ballast"
        with pytest.raises(OSError, match="No space"):
            ballast.write_bytes(bytes(500_000))
        with pytest.raises(JournalError):
            Journal.open(tmp_path / "journal.db")
        assert not (tmp_path / "journal.db").exists()
        ballast.unlink()
        with Journal.open(tmp_path / "journal.db") as journal:
            assert journal.append(EVENT) == 1


class Careless(Journal):
    """A journal with a bug: it takes a refusal of the disk for a success."""

    def append(self, event: Event) -> int:
        """A number in any case."""
        try:
            return super().append(event)
        except JournalError:
            return self.anchor()[0] + 1


def test_the_check_sees_a_row_acknowledged_although_the_disk_refused(tmp_path: Path, disk: Disk) -> None:
    with Careless.open(tmp_path / "journal.db", vfs="failing") as journal:
        key = new_key()
        journal.seal(key, AT)
        disk.fails = ("sync", "-wal", apsw.SQLITE_IOERR_FSYNC)
        acknowledged = [journal.append(EVENT), journal.append(EVENT) + 1]
        disk.fails = None
        with pytest.raises(AssertionError):
            goes_on(journal, key, acknowledged)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_journal_that_may_not_be_written_says_which_rights_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    Journal.open(path).close()
    path.chmod(0o400)
    with pytest.raises(JournalError, match=r"cannot be written.*rights"):
        Journal.open(path).append(EVENT)

"""Many who write at a time: threads that share a commit, processes that take turns."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest

from guard.journal import Journal, JournalError, new_key
from guard.journal.group import Entry, Group
from guard.journal.verification import Verdict
from guard.model.event import Event

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Disk:
    """A disk whose syncs are counted, and pass only while ``open`` is set."""

    def __init__(self) -> None:
        self.syncs = 0
        self.open = threading.Event()
        self.open.set()
        self.busy = threading.Event()


class GatedFile(apsw.VFSFile):
    """A file whose sync passes the gate."""

    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        super().__init__("", name, flags)

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        self.disk.syncs += 1
        self.disk.busy.set()
        self.disk.open.wait(30)
        super().xSync(flags)


class GatedVfs(apsw.VFS):
    """SQLite's door to the gated disk."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__("gated", "")

    def xOpen(self, name: Any, flags: list[int]) -> GatedFile:  # noqa: N802
        return GatedFile(self.disk, name, flags)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    vfs = GatedVfs(disk)
    yield disk
    disk.open.set()
    vfs.unregister()


def numbered(number: int) -> Event:
    return Event("decision", AT, {"number": number})


def test_every_thread_gets_the_number_of_its_own_row(tmp_path: Path) -> None:
    key = new_key()
    with Journal.open(tmp_path / "journal.db") as journal, ThreadPoolExecutor(12) as threads:
        journal.seal(key, AT)
        numbers = list(threads.map(lambda number: journal.append(numbered(number)), range(600)))
        kept = {row.seq: row.event.detail["number"] for row in journal.rows(kind="decision")}
        assert journal.verify([key]).verdict is Verdict.WHOLE
    assert [kept[seq] for seq in numbers] == list(range(600))
    assert len(kept) == 600


def test_rows_that_come_while_the_disk_is_busy_share_the_next_sync(tmp_path: Path, disk: Disk) -> None:
    with Journal.open(tmp_path / "journal.db", vfs="gated") as journal, ThreadPoolExecutor(40) as threads:
        journal.append(numbered(-1))  # the log's own head is synced with the first row
        disk.syncs = 0
        disk.busy.clear()
        disk.open.clear()
        first = threads.submit(journal.append, numbered(0))
        assert disk.busy.wait(10)
        rest = [threads.submit(journal.append, numbered(number)) for number in range(1, 40)]
        while len(journal._group._waiting) < 39:
            assert not any(row.done() for row in rest)
        assert not first.done()  # acknowledged before it is on disk: the worst of bugs
        disk.open.set()
        assert sorted(row.result(10) for row in [first, *rest]) == list(range(2, 42))
        assert disk.syncs == 2


def test_who_waits_longer_than_agreed_is_told_and_its_row_is_taken_back(tmp_path: Path, disk: Disk) -> None:
    with (
        Journal.open(tmp_path / "journal.db", vfs="gated", patience=0.1) as journal,
        ThreadPoolExecutor(1) as threads,
    ):
        disk.busy.clear()
        disk.open.clear()
        first = threads.submit(journal.append, numbered(1))
        assert disk.busy.wait(10)
        with pytest.raises(JournalError, match=r"has not answered for 0\.1 s"):
            journal.append(numbered(2))
        disk.open.set()
        assert first.result(10) == 1
        assert journal.append(numbered(3)) == 2
        assert [row.event.detail["number"] for row in journal.rows()] == [1, 3]


def test_a_failed_commit_fails_all_who_share_it_and_nobody_else() -> None:
    """The leader writes alone, the four behind it together; these four fail, and the next one is written."""
    batches: list[int] = []
    started, go = threading.Event(), threading.Event()

    def write(batch: list[Entry]) -> None:
        batches.append(len(batch))
        started.set()
        go.wait(10)
        if len(batch) == 4:
            raise JournalError(Path("journal.db"), "the disk is full", "free some space")

    group = Group(write)

    def submit() -> Entry:
        entry = Entry("", "", "")
        group.submit(entry, 10)
        return entry

    with ThreadPoolExecutor(5) as threads:
        first = threads.submit(submit)
        assert started.wait(10)
        rest = [threads.submit(submit) for _ in range(4)]
        while len(group._waiting) < 4:
            pass
        go.set()
        assert first.result(10).problem is None
        assert [row.result(10).problem for row in rest] == [("the disk is full", "free some space")] * 4
    assert submit().problem is None
    assert batches == [1, 4, 1]


def test_a_leader_that_is_interrupted_leaves_nobody_waiting() -> None:
    """Ctrl-C falls into the writing thread: those who share the commit are told, those behind it are led on."""
    started, go = threading.Event(), threading.Event()
    interrupt = iter([True])

    def write(_batch: list[Entry]) -> None:
        started.set()
        go.wait(10)
        if next(interrupt, False):
            raise KeyboardInterrupt

    group = Group(write)
    entries = [Entry("", "", "") for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(group.submit, entries[0], 10)
        assert started.wait(10)
        rest = [threads.submit(group.submit, entry, 10) for entry in entries[1:]]
        while len(group._waiting) < 2:
            pass
        go.set()
        with pytest.raises(KeyboardInterrupt):
            first.result(10)
        for row in rest:
            row.result(10)
    assert [entry.problem is None for entry in entries] == [False, True, True]


WRITE = """
import sys
from datetime import UTC, datetime
from guard.journal import Journal
from guard.model.event import Event
with Journal.open(sys.argv[1], patience=30) as journal:
    for number in range(int(sys.argv[2])):
        print(journal.append(Event("decision", datetime.now(UTC), {"number": number})), flush=True)
"""
HOLD = """
import sys
from pathlib import Path
from guard.journal.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.take(5)
print("taken", flush=True)
sys.stdin.read()
"""


def process(code: str, *arguments: str) -> "subprocess.Popen[str]":
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_processes_that_write_at_a_time_make_one_chain(tmp_path: Path) -> None:
    """All begin with no journal at all, so that its making is a race too."""
    path = tmp_path / "new" / "journal.db"
    writers = [process(WRITE, str(path), "60") for _ in range(4)]
    numbers = [int(line) for writer in writers for line in writer.communicate()[0].splitlines()]
    assert sorted(numbers) == list(range(1, 241))
    with Journal.open(path) as journal:
        assert len(list(journal.rows())) == 240
        assert journal.verify().verdict is Verdict.UNSEALED


def test_a_journal_in_use_is_told_with_the_one_who_uses_it_and_is_free_when_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with Journal.open(path, patience=0.05) as journal, process(HOLD, str(path)) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "taken\n"
        with pytest.raises(JournalError, match=rf"in use by process {holder.pid} \(-c\)"):
            journal.append(numbered(1))
        holder.kill()
        holder.wait()
        assert journal.append(numbered(2)) == 1


def test_a_reader_sees_rows_while_another_process_writes(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with Journal.open(path) as journal, process(HOLD, str(path)) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "taken\n"
        assert list(journal.rows()) == []
        assert journal.anchor()[0] == 0
        holder.kill()

"""Processes that are killed while they write: at every system call of an append, and 300 times at random.

strace kills the writer in the very call, and makes single calls fail as a dying disk does.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guard.journal import Journal, JournalError
from guard.journal.verification import Verdict
from guard.model.event import Event

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
KEY = bytes(range(32))
CALLS = (
    "pwrite64",
    "write",
    "fdatasync",
    "fsync",
    "rename",
    "unlink",
    "ftruncate",
    "flock",
    "mkdir",
    "openat",
    "fcntl",
)
with_strace = pytest.mark.skipif(not shutil.which("strace"), reason="needs the Debian package strace")

WRITER = """
import os, sys, threading
from datetime import UTC, datetime
from guard.journal import Journal, JournalError
from guard.model.event import Event

path, rows, threads, kind = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())  # one call, so that threads do not mix their lines

class Hasty(Journal):
    '''A bug: the row is acknowledged before it is written.'''

    def append(self, event):
        seq, _ = self.anchor()
        say("ack", seq + 1)
        return super().append(event)

def work(journal):
    for number in range(rows):
        try:
            say("ack", journal.append(Event("decision", datetime.now(UTC), {"text": "x" * (number * 37 % 3000)})))
        except JournalError as error:
            say("refused", error.problem)

with {"sound": Journal, "hasty": Hasty}[kind].open(path) as journal:
    say("opened")
    if not journal.sealed:
        say("ack", journal.seal(bytes(range(32)), datetime.now(UTC))[0])
    if threads == 1:
        work(journal)  # in the main thread: strace counts the calls of each thread by itself
    else:
        workers = [threading.Thread(target=work, args=(journal,)) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
say("end")
"""


def writer(path: Path, rows: int, *, threads: int = 1, kind: str = "sound", strace: tuple[str, ...] = ()) -> list[str]:
    """The command of a process that appends and tells what was acknowledged."""
    before = ["strace", "-f", "-qq", "-e", "signal=none", *strace, "-o", os.devnull] if strace else []
    return [*before, sys.executable, "-c", WRITER, str(path), str(rows), str(threads), kind]


def said_by(command: list[str]) -> list[str]:
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout.splitlines()


def complaints(path: Path, said: list[str]) -> list[str]:
    """What the journal at ``path`` lacks of what its writer was told, and of a sound journal that goes on."""
    acknowledged = {int(line.split()[1]) for line in said if re.fullmatch(r"ack \d+", line)}
    try:
        with Journal.open(path) as journal:
            kept = {row.seq for row in journal.rows()}
            found = journal.verify([KEY])
            last = journal.append(Event("decision", AT))
            again = journal.verify([KEY])
    except JournalError as error:
        return [f"cannot be opened: {error}"]
    result = [f"row {seq} was acknowledged and is lost" for seq in sorted(acknowledged - kept)]
    if found.verdict not in {Verdict.WHOLE, Verdict.UNSEALED} or (acknowledged and found.verdict is Verdict.UNSEALED):
        result.append(f"{found.verdict}: {found.reason}")
    if last != len(kept) + 1 or again.verdict is not found.verdict:
        result.append("does not go on where it ended")
    return result


def count_of_calls(folder: Path) -> Counter[str]:
    """How often a run from blank to its end makes each call."""
    folder.mkdir()
    log = folder / "strace.log"
    command = [
        "strace",
        "-f",
        "-qq",
        "-o",
        str(log),
        "-e",
        f"trace={','.join(CALLS)}",
        *writer(folder / "new" / "j.db", 3),
    ]
    assert said_by(command)[-1] == "end"
    return Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE))


@with_strace
@pytest.mark.parametrize("call", CALLS)
def test_a_kill_in_any_system_call_takes_no_acknowledged_row(tmp_path: Path, call: str) -> None:
    """From the making of the journal to its third row, one run for every time the call is made."""
    counts = count_of_calls(tmp_path / "count")
    # Python itself opens and maps files before the first line runs; only the last ones are the journal's.
    first = max(1, counts[call] - 60)
    wrong, killed = [], Counter[str]()
    for number in range(first, counts[call] + 1):
        path = tmp_path / str(number) / "journal.db"
        inject = ("-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}")
        said = said_by(writer(path, 3, strace=inject))
        killed["late" if "ack 2" in said else "early"] += "end" not in said
        wrong += [f"{call} {number}: {problem} (after {said})" for problem in complaints(path, said)]
    assert wrong == []
    assert killed["late"] > 0 or call not in {"pwrite64", "write", "fdatasync", "flock", "fcntl"}
    assert killed.total() > 0


@with_strace
def test_the_check_sees_a_row_acknowledged_before_it_is_written(tmp_path: Path) -> None:
    wrong = []
    for number in range(1, count_of_calls(tmp_path / "count")["pwrite64"] + 1):
        path = tmp_path / str(number) / "journal.db"
        inject = ("-e", "trace=pwrite64", "-e", f"inject=pwrite64:signal=SIGKILL:when={number}")
        wrong += complaints(path, said_by(writer(path, 3, kind="hasty", strace=inject)))
    assert any("was acknowledged and is lost" in problem for problem in wrong)


@with_strace
@pytest.mark.parametrize(
    "inject",
    [
        pytest.param("fdatasync:error=EIO:when=6..9", id="syncing fails for a while"),
        pytest.param("fdatasync:error=EIO:when=6", id="syncing fails once"),
        pytest.param("pwrite64:error=ENOSPC:when=40..70", id="no room for a while"),
        pytest.param("pwrite64:error=EIO:when=40..44", id="writing fails for a while"),
        pytest.param("fdatasync:error=EINTR:when=6..7", id="syncing is interrupted"),
    ],
)
def test_a_disk_that_fails_in_the_kernel_gets_no_false_acknowledgement(
    tmp_path: Path,
    inject: str,
) -> None:
    path = tmp_path / "journal.db"
    said = said_by(writer(path, 60, strace=("-e", f"inject={inject}")))
    assert said[-1] == "end"
    assert said[-2].startswith("ack")  # it went on by itself
    assert any(line.startswith("refused") for line in said)
    assert complaints(path, said) == []


@with_strace
def test_a_file_that_cannot_be_synced_costs_no_row_as_long_as_the_log_can(tmp_path: Path) -> None:
    """Checkpoints fail for good; rows stay in the log, and the next process finds them."""
    path = tmp_path / "journal.db"
    Journal.open(path).close()
    said = said_by(writer(path, 300, strace=("-P", str(path), "-e", "inject=fdatasync:error=EIO")))
    assert len([line for line in said if line.startswith("ack")]) == 301
    assert complaints(path, said) == []


def test_three_hundred_kills_at_random_take_no_acknowledged_row(tmp_path: Path) -> None:
    """One journal; eight threads write it, are killed, and the next process goes on with it."""
    chance = random.Random(1)  # noqa: S311
    path, output = tmp_path / "journal.db", tmp_path / "said"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    acknowledged: set[int] = set()
    for number in range(300):
        with output.open("wb") as file:
            process = subprocess.Popen(writer(path, 100_000, threads=8), stdout=file, env=env)
        give_up = time.monotonic() + 20
        while b"opened" not in output.read_bytes() and time.monotonic() < give_up:
            pass
        moment = time.monotonic() + chance.random() * 0.08
        while time.monotonic() < moment:
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        whole_lines = output.read_text().rpartition("\n")[0].splitlines()
        new = [int(line.split()[1]) for line in whole_lines if re.fullmatch(r"ack \d+", line)]
        assert acknowledged.isdisjoint(new), f"kill {number}: a number was given twice"
        acknowledged.update(new)
        assert not [line for line in whole_lines if line.startswith("refused")]
    assert len(acknowledged) > 300
    assert complaints(path, [f"ack {seq}" for seq in acknowledged]) == []

"""How many rows a second the journal acknowledges, held against what the disk can do in the same minute.

Run it with ``python tests/bench/bench_journal.py [folder] [seconds]``; the folder says which disk.
"""

import os
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from guard.journal import Journal, new_key
from guard.model.event import Event

EVENT = Event(
    "decision",
    datetime(2026, 3, 1, tzinfo=UTC),
    {"verdict": "hold", "account": "x:@RedCross", "identity": "me", "sha256": "0" * 64, "length": 140},
)


def bare_syncs(folder: Path, seconds: float) -> float:
    """Pages written over again and synced per second, with nothing else done: the floor of a lone row."""
    page = os.urandom(4096)
    file = os.open(folder / "bare", os.O_RDWR | os.O_CREAT, 0o600)
    sync = getattr(os, "fdatasync", os.fsync)
    for _ in range(256):
        os.write(file, page)
    os.fsync(file)
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        os.lseek(file, count % 256 * 4096, os.SEEK_SET)
        os.write(file, page)
        sync(file)
        count += 1
    os.close(file)
    return count / seconds


def appends(path: Path, threads: int, seconds: float) -> tuple[float, list[float]]:
    """Acknowledged rows per second from ``threads`` threads that each wait for their row, and all waiting times."""
    waits: list[float] = []
    with Journal.open(path) as journal:
        journal.seal(new_key(), EVENT.at)
        end = time.perf_counter() + seconds

        def work() -> None:
            mine: list[float] = []
            now = time.perf_counter()
            while now < end:
                journal.append(EVENT)
                before, now = now, time.perf_counter()
                mine.append(now - before)
            waits.extend(mine)

        workers = [threading.Thread(target=work) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    return len(waits) / seconds, sorted(waits)


def main() -> None:
    """Prints one line per number of threads."""
    base = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 2.0
    with tempfile.TemporaryDirectory(dir=base) as name:
        for threads in (1, 8, 64):
            bare = bare_syncs(Path(name), seconds / 2)
            rate, waits = appends(Path(name) / f"journal-{threads}.db", threads, seconds)
            middle, late = waits[len(waits) // 2] * 1000, waits[len(waits) * 99 // 100] * 1000
            print(
                f"{threads:3} threads: {rate:8,.0f} rows/s, p50 {middle:.2f} ms, p99 {late:.2f} ms;"
                f" bare fdatasync {bare:7,.0f}/s, ratio {rate / bare:.2f}"
            )


if __name__ == "__main__":
    main()

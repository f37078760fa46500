"""What it costs to know what is so now, and to watch while nothing happens; and how soon a change is noticed."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from guard.engine.knowledge import Knowledge
from guard.engine.sight import Sight
from guard.watch import Watch

ROOT = Path(__file__).parents[2]
SECONDS = float(os.environ.get("WATCH_SECONDS", "10"))
"""Of doing nothing; 60 for the number that is told."""
RUNS = 40
IDENTITY = 'version = 1\n[[identity]]\nid = "jo"\nkind = "person"\naccounts = ["x:@jo"]\n[tools]\npaths = '


def knowledge_of(folder: Path, tools: list[Path]) -> Knowledge:
    """A desk with these tools, looked at once."""
    text = IDENTITY + json.dumps([str(tool) for tool in tools])
    (folder / "hatcheck.toml").write_text(text, encoding="utf-8")
    state = folder / "state"
    files = (folder / "hatcheck.toml", folder / "none.toml", state / "state.json", state / "mirrors.json")
    knowledge = Knowledge(*files)
    knowledge.current()
    return knowledge


def files_in(folder: Path, count: int) -> list[Path]:
    """So many configurations of nothing."""
    folder.mkdir()
    made = [folder / f"{number:05}.json" for number in range(count)]
    for file in made:
        file.write_text("{}", encoding="utf-8")
    return made


def unchanged(knowledge: Knowledge) -> tuple[float, float]:
    """Median and worst of a hundred, in microseconds."""
    took = []
    for _ in range(100):
        began = time.perf_counter()
        knowledge.current()
        took.append((time.perf_counter() - began) * 1e6)
    return statistics.median(took), sorted(took)[98]


def all_at_once(knowledge: Knowledge, threads: int) -> float:
    """Milliseconds until each of them has its answer."""
    together = threading.Barrier(threads + 1)

    def ask() -> None:
        together.wait()
        knowledge.current()

    asking = [threading.Thread(target=ask) for _ in range(threads)]
    for one in asking:
        one.start()
    together.wait()
    began = time.perf_counter()
    for one in asking:
        one.join()
    return (time.perf_counter() - began) * 1000


def looking(folder: Path) -> None:
    """Prints what an unchanged ``current`` costs."""
    for count in (1, 10, 100):
        desk = folder / f"files{count}"
        desk.mkdir()
        middle, slow = unchanged(knowledge_of(desk, files_in(desk / "tools", count)))
        print(f"current, {count:5} files:            {middle:8.1f} µs, 98th of 100 {slow:8.1f} µs")
    desk = folder / "large"
    desk.mkdir()
    files_in(desk / "tools", 5_000)
    knowledge = knowledge_of(desk, [desk / "tools"])
    middle, slow = unchanged(knowledge)
    print(f"current, folder of 5,000 files:  {middle:8.1f} µs, 98th of 100 {slow:8.1f} µs")
    print(f"current, the same, 64 threads at once: {all_at_once(knowledge, 64):.1f} ms for all")


def latency(folder: Path) -> None:
    """Prints how long after a change it is passed on; 200 ms of it are waited for the end of a burst."""
    folder.mkdir()
    file, told = folder / "config.json", threading.Event()
    watch = Watch([file], told.set, lambda _: None, scan=lambda: Sight.of([file]), canary=folder / "canary")
    watch.start()
    told.wait()
    took = []
    for number in range(RUNS):
        told.clear()
        began = time.perf_counter()
        draft = folder / "draft"
        draft.write_text(str(number), encoding="utf-8")
        draft.replace(file)
        told.wait()
        took.append((time.perf_counter() - began) * 1000)
    watch.stop()
    print(f"change to changed():             {statistics.median(took):8.1f} ms, worst of {RUNS} {max(took):8.1f} ms")


IDLE = """
import sys, threading, time
from pathlib import Path
from guard.engine.sight import Sight
from guard.watch import Watch
paths = [Path(one) for one in sys.argv[2:]]
lit = threading.Event()
watch = Watch(paths, lambda: None, lambda _: lit.set(), scan=lambda: Sight.of(paths), canary=Path(sys.argv[1]))
watch.start()
lit.wait()
print("ready", flush=True)
sys.stdin.readline()
"""


def switches(process: int) -> int:
    """How often any of its threads was put on a processor again of its own will."""
    total = 0
    for status in Path(f"/proc/{process}/task").glob("*/status"):
        lines = status.read_text(encoding="ascii").splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))
    return total


def ticks(process: int) -> int:
    """Its processor time in clock ticks."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def idle(folder: Path) -> None:
    """Prints what a process costs that does nothing but watch ten paths, each in a folder of its own."""
    paths = []
    for number in range(10):
        paths += files_in(folder / f"idle{number}", 1)
    command = [sys.executable, "-c", IDLE, str(folder / "canary"), *map(str, paths)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        before = switches(process.pid), ticks(process.pid)
        threading.Event().wait(SECONDS)
        after = switches(process.pid), ticks(process.pid)
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
        memory, threads = (next(one.split()[1] for one in status if one.startswith(word)) for word in ("VmRSS", "Thr"))
        process.communicate("\n")
    woken = (after[0] - before[0]) / SECONDS
    share = (after[1] - before[1]) / os.sysconf("SC_CLK_TCK") / SECONDS * 100
    print(f"idle, 10 paths, {SECONDS:.0f} s: {woken:.2f} wake-ups/s, {share:.3f} % of a core")
    print(f"idle: {int(memory) / 1024:.1f} MiB, {threads} threads")


def main() -> None:
    """All of it."""
    with tempfile.TemporaryDirectory() as name:
        looking(Path(name))
        latency(Path(name) / "latency")
        if Path("/proc/self/task").is_dir():
            idle(Path(name))


if __name__ == "__main__":
    main()

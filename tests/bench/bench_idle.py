"""What it costs to have Hatcheck running all day: engine and tray while nobody posts.

On a screen of its own with a panel where Xvfb, dbus-daemon and xdotool are there, else without a panel. The baseline of
the same run is a Python that only waits, and one that waits in Qt's loop. ``IDLE_SECONDS`` says for how long (60).
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).parents[1] / "shell"))
from desktop_parts import WORKSPACE, Desktop, desktop, process, tools_are_there, until

from guard.clients.line import Line

SECONDS = float(os.environ.get("IDLE_SECONDS", "60"))
SETTLE = min(15.0, SECONDS)
"""Seconds after the start that do not count: no panel for 10 s opens a window, the pop-up's code is read, …"""
AIMS = {"engine": 60, "tray": 90}
"""MiB."""
BARE = "import sys; sys.stdin.read()"
QT = (
    "from PySide6.QtWidgets import QApplication; from PySide6.QtNetwork import QLocalSocket; from PySide6 import QtGui;"
    "app = QApplication([]); app.exec()"
)


class Used(NamedTuple):
    """What a process has used since its start."""

    seconds: float
    switches: int

    @classmethod
    def of(cls, pid: int) -> "Used":
        """All its threads together; to the nanosecond, for a tick of the clock is a sixth of the aim."""
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        spent = sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks)
        return cls(spent / 1e9, sum(_line(task / "status", "voluntary_ctxt_switches") for task in tasks))


def _line(file: Path, name: str) -> int:
    lines = file.read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


def report(name: str, pids: dict[str, int]) -> None:
    """Waits, then prints what each process has used meanwhile."""
    time.sleep(SETTLE)
    before, began = {who: Used.of(pid) for who, pid in pids.items()}, time.monotonic()
    time.sleep(SECONDS)
    took = time.monotonic() - began
    print(f"{name}, {took:.0f} s")
    for who, pid in pids.items():
        after = Used.of(pid)
        share = (after.seconds - before[who].seconds) / took
        wakes = (after.switches - before[who].switches) / took
        rss = _line(Path(f"/proc/{pid}/status"), "VmRSS") / 1024
        pss = _line(Path(f"/proc/{pid}/smaps_rollup"), "Pss") / 1024
        aim = f"   aim {AIMS[who]} MiB, 0.1 %" if who in AIMS else ""
        print(f"  {who:12} {share:8.3%} of a core  {wakes:6.2f} wake-ups/s  RSS {rss:5.1f}  PSS {pss:5.1f} MiB{aim}")


@contextmanager
def place(folder: Path) -> Iterator[Desktop]:
    """A desktop with a screen, else one that draws into nothing."""
    if tools_are_there():
        with desktop(folder) as made:
            yield made
        return
    folder.mkdir(mode=0o700)
    (folder / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
    own = {"HATCHECK_STATE": str(folder), "HATCHECK_WORKSPACE": str(folder / "hatcheck.toml"), "HOME": str(folder)}
    yield Desktop({**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(folder)}, folder)


def main() -> None:
    """Starts everything, and leaves it alone: first with a person's hat on, then with a brand's."""
    with tempfile.TemporaryDirectory() as name, place(Path(name) / "desk") as here, ExitStack() as running:
        print(
            f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; {'with' if tools_are_there() else 'no'} panel"
        )
        os.environ["HATCHECK_STATE"] = str(here.folder)
        start = running.enter_context
        bare = start(process([sys.executable, "-c", BARE], here.env, stdin=subprocess.PIPE))
        waits = start(process([sys.executable, "-c", QT], here.env))
        engine = start(here.engine())
        if tools_are_there():
            panel = start(here.panel())
        tray = start(here.shell())
        if tools_are_there():
            until(lambda: panel.tooltip() == "Me", "the hat on the panel")
        pids = {"bare Python": bare.pid, "bare Qt": waits.pid, "engine": engine.pid, "tray": tray.pid}
        report("a person's hat is worn", pids)
        with Line.open("face", "bench") as face:
            face.ask("wear", 10, identity="acme")
        report("a brand's hat is worn, and its time runs", pids)


if __name__ == "__main__":
    main()

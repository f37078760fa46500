"""From a post at a gate to the pop-up that asks about it, painted: engine and shell are the real processes.

The baseline of the same run is ``python -I -S -c pass``, started in turn with every pop-up. The first pop-up of a shell
is told apart from the later ones. Where Xvfb is there it is drawn on that, too.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path += [str(Path(__file__).parents[1] / "shell"), str(Path(__file__).parents[1] / "engine")]
from desktop_parts import process
from served import BRAND, Served, served

from guard.clients.line import Line

ROOT = Path(__file__).parents[2]
SHELLS, LATER = 5, 20
AIM = 150.0
"""Milliseconds."""
RESTED = 3.0
"""Seconds after the start of a shell, in which it reads ahead what the first pop-up will need."""
BARE = [sys.executable, "-I", "-S", "-c", "pass"]
TEXT = "Getting #slizzerd\n\nhttps://example.org/a/long/address?with=parts\n" + "A line of an ordinary post. " * 12

SHELL = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from ui import app, means

class Painted(QObject):
    def __init__(self, window):
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, window, event):
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self, lambda: self.tell(window))  # by then the whole window is drawn
        return False

    def tell(self, window):
        print(time.monotonic(), flush=True)
        window.answered.emit("stop", "")

class Means(means.DesktopMeans):
    def open_pop_up(self, shown, waiting):
        window = super().open_pop_up(shown, waiting)
        Painted(window)
        return window

app.DesktopMeans = Means
sys.exit(app.main(["hatcheck-tray", "--patience", "600000"]))
"""


def pop_up(gate: Line, shell: "subprocess.Popen[str]", number: int) -> float:
    """Milliseconds from the post to its painted pop-up."""
    assert shell.stdout is not None
    began = time.monotonic()
    n = gate.send("submit", verb="post", to=[BRAND], text=f"{TEXT}{number}", app="toot")
    painted = float(shell.stdout.readline())
    while "reply" not in (frame := gate.next(20)) or frame["n"] != n:
        pass
    return (painted - began) * 1000


def bare() -> float:
    """Milliseconds of a Python that does nothing."""
    began = time.monotonic()
    subprocess.run(BARE, check=True)
    return (time.monotonic() - began) * 1000


def told(name: str, took: list[float], base: list[float]) -> None:
    """Prints one line."""
    took, low = sorted(took), statistics.median(base)
    middle, high = statistics.median(took), took[min(len(took) - 1, int(len(took) * 0.95))]
    ratio = f"{middle / low:5.2f} times a bare Python ({low:.1f} ms)"
    print(f"  {name:6} median {middle:6.1f} ms  p95 {high:6.1f} ms  {ratio}")


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A screen nobody sees."""
    inside, outside = os.pipe()
    words = ["Xvfb", "-displayfd", str(outside), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]
    with process(words, dict(os.environ), pass_fds=(outside,), stderr=subprocess.DEVNULL), os.fdopen(inside) as number:
        os.close(outside)
        yield {"DISPLAY": f":{number.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}


def measure(desk: Served, name: str, platform: dict[str, str]) -> None:
    """Prints how it is with this way of drawing."""
    env = {**desk.environment, "DBUS_SESSION_BUS_ADDRESS": "disabled:", "PYTHONPATH": str(ROOT), **platform}
    first, later, base = [], [], []
    for turn in range(SHELLS):
        words = [sys.executable, "-c", SHELL]
        with (
            process(words, env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as shell,
            desk.line("gate") as gate,
        ):
            time.sleep(RESTED)
            first.append(pop_up(gate, shell, turn))
            for number in range(LATER // SHELLS):
                base.append(bare())
                time.sleep(0.3)  # the next post does not come in the same moment
                later.append(pop_up(gate, shell, number))
    print(f"{name}; aim {AIM:.0f} ms")
    told("first", first, base)
    told("later", later, base)


def main() -> None:
    """Draws into nothing, then on a screen."""
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as desk, ExitStack() as stack:
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        measure(desk, "offscreen", {"QT_QPA_PLATFORM": "offscreen"})
        if shutil.which("Xvfb"):
            measure(desk, "xcb on Xvfb", stack.enter_context(screen()))


if __name__ == "__main__":
    main()

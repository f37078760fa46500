"""The pop-up on a real screen: a window manager, real keys, a real mouse, a real screen reader's view.

Each test has a display of its own in a session of its own. Where the programs are missing it says so and is skipped.
"""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DISPLAY = ":71"
NEEDED = ("Xvfb", "xdotool", "openbox")
LACKING = [program for program in NEEDED if shutil.which(program) is None]

pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"needs {', '.join(LACKING)} (apt install xvfb xdotool openbox)")

PROGRAM = """
import json, sys
import msgspec
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication
from guard.protocol.card import Card
from guard.protocol.replies import Shown
from ui import look
from ui.windows.hold import HoldWindow

def say(**words):
    print(json.dumps(words), flush=True)

def center(widget):
    point = widget.mapToGlobal(widget.rect().center())
    return [point.x(), point.y()]

app = QApplication([])
look.apply(app)
card = msgspec.json.decode(open(sys.argv[1], "rb").read(), type=Card)
windows = []

class Told(HoldWindow):
    def hideEvent(self, event):
        super().hideEvent(event)
        say(hidden=windows.index(self))

def show(at):
    window = Told(Shown(card, "t", "d", 120.0), 0)
    windows.append(window)
    window.answered.connect(lambda choice, typed: (say(answered=choice, window=at), window.close_settled()))
    def opened():
        say(opened=at, **{b.text().replace("&", ""): center(b) for b in window.footer.buttons.all})
    window.stillness.opened.connect(opened)
    window.show()
    say(shown=at, **{b.text().replace("&", ""): center(b) for b in window.footer.buttons.all})

for at in range(int(sys.argv[2])):
    QTimer.singleShot(at * 50, lambda at=at: show(at))
app.exec()
"""
RELEASE = "Post as American Red Cross"


class Screen:
    """A display with a window manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[Any]] = []
        self.listeners: list[threading.Thread] = []
        kept = {key: value for key, value in os.environ.items() if key not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
        self.environment = kept | {"DISPLAY": DISPLAY, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}

    def start(self, *words: str, **options: Any) -> subprocess.Popen[Any]:
        """A program on this display, ended with it."""
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
        self._running.append(subprocess.Popen(words, env=self.environment, cwd=ROOT, **options))
        return self._running[-1]

    def begin(self) -> None:
        """The display, then the window manager."""
        ready, told = os.pipe()
        words = ("Xvfb", DISPLAY, "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-displayfd", str(told))
        self.start(*words, pass_fds=(told,))
        os.close(told)
        with os.fdopen(ready) as answer:
            assert answer.readline().strip() == DISPLAY[1:], f"{DISPLAY} is taken"
        self.start("openbox", "--sm-disable")

    def end(self) -> None:
        """Ends what was started here."""
        for process in reversed(self._running):
            process.terminate()
            process.wait(10)
        for listener in self.listeners:
            listener.join(10)

    def do(self, *words: str) -> None:
        """Lets hands type and click."""
        subprocess.run(("xdotool", *words), env=self.environment, check=True, timeout=30)


class PopUp:
    """The program with the window, and what it says."""

    def __init__(self, screen: Screen, windows: int = 1, scene: str = "beer-tweet") -> None:
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        card = ROOT / "tests" / "cases" / "hold" / f"{scene}.json"
        words = (sys.executable, "-c", PROGRAM, str(card), str(windows))
        self.process = screen.start(*words, stdout=subprocess.PIPE, text=True)
        listener = threading.Thread(target=self._listen, daemon=True)
        listener.start()
        screen.listeners.append(listener)

    def wait(self, word: str, seconds: float = 15) -> dict[str, Any]:
        """The next thing it says of this kind."""
        while True:
            said = self._said.get(timeout=seconds)
            if word in said:
                return said

    def says_nothing_of(self, word: str, seconds: float) -> bool:
        """Whether for this long nothing of this kind is said."""
        try:
            self.wait(word, seconds)
        except queue.Empty:
            return True
        return False

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._said.put(json.loads(line))


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(tmp_path)
    try:
        made.begin()
        yield made
    finally:
        made.end()


def test_typing_into_its_appearance_answers_nothing(screen: Screen) -> None:
    typist = screen.start("xdotool", "type", "--delay", "35", "when we drink \n we do it right\t \n\t \n" * 3)
    popup = PopUp(screen)
    popup.wait("shown")
    typist.wait(60)
    assert popup.process.poll() is None
    popup.wait("opened")
    assert popup.says_nothing_of("answered", 1.5)


def test_typing_on_for_long_answers_nothing_either(screen: Screen) -> None:
    popup = PopUp(screen)
    popup.wait("shown")
    for key in ("Escape", "Return", "space", "Tab", "KP_Enter") * 3:
        screen.do("key", "--delay", "60", key)
    popup.wait("opened")
    assert popup.says_nothing_of("answered", 1)


def test_hammering_with_the_mouse_where_the_button_will_be_answers_nothing(screen: Screen) -> None:
    first = PopUp(screen)
    x, y = first.wait("opened")[RELEASE]
    first.process.terminate()
    first.process.wait(10)
    screen.do("mousemove", str(x), str(y))
    hammer = screen.start("xdotool", "click", "--repeat", "30", "--delay", "100", "1")
    popup = PopUp(screen)
    hammer.wait(30)
    popup.wait("opened")
    assert popup.says_nothing_of("answered", 1)


def test_a_click_after_stillness_releases(screen: Screen) -> None:
    popup = PopUp(screen)
    x, y = popup.wait("opened")[RELEASE]
    screen.do("mousemove", str(x), str(y), "click", "1")
    assert popup.wait("answered")["answered"] == "release"


def test_a_double_click_through_two_stacked_windows_releases_one(screen: Screen) -> None:
    popup = PopUp(screen, windows=2)
    opened = popup.wait("opened")
    x, y = opened[RELEASE]
    screen.do("mousemove", str(x), str(y), "click", "--repeat", "2", "--delay", "60", "1")
    assert popup.wait("answered")["window"] == opened["opened"]
    assert popup.says_nothing_of("answered", 2.5)


def test_the_keyboard_alone_stops_and_releases(screen: Screen) -> None:
    popup = PopUp(screen)
    popup.wait("opened")
    screen.do("key", "shift+Tab")  # from the headline back to the last: letting go
    assert popup.says_nothing_of("answered", 1.3)
    screen.do("key", "Return")
    assert popup.says_nothing_of("answered", 1.3)
    screen.do("key", "space")
    assert popup.wait("answered")["answered"] == "release"
    again = PopUp(screen)
    again.wait("opened")
    screen.do("key", "Escape")
    assert again.wait("answered")["answered"] == "stop"


def test_a_held_key_does_not_release(screen: Screen) -> None:
    popup = PopUp(screen)
    popup.wait("opened")
    screen.do("key", "shift+Tab")
    screen.do("keydown", "space")
    assert popup.says_nothing_of("answered", 2.5)
    screen.do("keyup", "space")
    assert popup.says_nothing_of("answered", 1)


OTHER = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
field = QLineEdit()
field.show()
field.activateWindow()
app.exec()
"""


def test_it_comes_back_when_another_program_takes_the_front(screen: Screen) -> None:
    popup = PopUp(screen)
    popup.wait("opened")
    screen.start(sys.executable, "-c", OTHER)
    popup.wait("hidden")
    popup.wait("opened")
    assert popup.says_nothing_of("answered", 0.5)


READER = """
import sys, gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib
import time

def walk(node, depth=0):
    states = node.get_state_set()
    text = ""
    if "Text" in node.get_interfaces():
        text = Atspi.Text.get_text(node, 0, -1)
    words = node.get_name() or text
    if words and states.contains(Atspi.StateType.SHOWING):
        focused = "*" if states.contains(Atspi.StateType.FOCUSED) else ""
        print(f"{node.get_role_name()}: {focused}{words}" + (f" = {text}" if text and text != words else ""))
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None and depth < 20:
            walk(child, depth + 1)

end = time.monotonic() + 20
while time.monotonic() < end:
    desktop = Atspi.get_desktop(0)
    found = [desktop.get_child_at_index(i) for i in range(desktop.get_child_count())]
    found = [a for a in found if a is not None and a.get_child_count()]
    if found:
        GLib.MainContext.default().iteration(False)
        walk(found[0].get_child_at_index(0))
        break
    time.sleep(0.2)
"""


def _has_reader() -> bool:
    there = Path("/usr/libexec/at-spi-bus-launcher").exists() and shutil.which("dbus-run-session")
    probe = ("/usr/bin/python3", "-c", "import gi; gi.require_version('Atspi', '2.0')")
    return bool(there) and subprocess.run(probe, capture_output=True, check=False).returncode == 0


SESSION = """
/usr/libexec/at-spi-bus-launcher --launch-immediately &
"$HATCHECK_PYTHON" -c "$HATCHECK_PROGRAM" "$1" 1 &
popup=$!
read -r _ < <(sleep 3; echo ready)
/usr/bin/python3 -c "$HATCHECK_READER"
kill $popup; kill %1
"""


@pytest.mark.skipif(not _has_reader(), reason="needs at-spi2-core, gir1.2-atspi-2.0, python3-gi, dbus-run-session")
def test_a_real_screen_reader_finds_everything_in_order(screen: Screen) -> None:
    card = ROOT / "tests" / "cases" / "hold" / "beer-tweet.json"
    parts = {"HATCHECK_PYTHON": sys.executable, "HATCHECK_PROGRAM": PROGRAM, "HATCHECK_READER": READER}
    environment = screen.environment | parts | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    words = ("dbus-run-session", "--", "bash", "-c", SESSION, "bash", str(card))
    done = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    wanted = (
        "*This goes out as American Red Cross on X.",
        "You are Gloria Huang (private) since 18:02.",
        "Ryan found two more",
        "Why it is held",
        "hat known by",
        "Noticed besides",
        "Post from my own account instead",
        "Edit",
        "Don't post",
        RELEASE,
    )
    at = 0
    for want in wanted:
        found = done.stdout.find(want, at)
        assert found >= 0, f"{want!r} is not there in order:\n{done.stdout}\n{done.stderr}"
        at = found + 1

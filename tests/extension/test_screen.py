"""End to end on one screen: a page in a real Chromium posts, the real pop-up asks, hands answer, it leaves or not."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from chromium import needs_chromium
from gated_browser import Gated, Post, gated
from recorder import Recorder

LACKING = [program for program in ("Xvfb", "xdotool", "openbox") if shutil.which(program) is None]
COUNT = itertools.count(2)
SIZE = "1280x900"
RELEASE = (90, 85)
"""How far from the pop-up's lower right corner its button is."""
STILL = 1.5
"""Seconds in which a window that nobody touches wakes up."""
PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""

pytestmark = [
    needs_chromium,
    pytest.mark.skipif(bool(LACKING), reason=f"needs {', '.join(LACKING)} (apt install xvfb xdotool openbox)"),
]


class Screen:
    """The screen with everything on it, and the person's hands."""

    def __init__(self, browser: Gated, environment: Mapping[str, str]) -> None:
        self.browser, self.environment = browser, environment

    def do(self, *words: str) -> str:
        """Hands type and click; what the tool says."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, check=True, timeout=30, capture_output=True, text=True
        )
        return done.stdout

    def popup(self) -> str:
        """The pop-up's window, as soon as it is there."""
        return self.do("search", "--sync", "--onlyvisible", "--name", "^Held: ").split()[-1]

    def click(self, window: str, right: int, up: int) -> None:
        """One click, so far from the lower right corner of a window."""
        told = dict(line.split("=") for line in self.do("getwindowgeometry", "--shell", window).splitlines())
        x, y = int(told["WIDTH"]) - right, int(told["HEIGHT"]) - up
        self.do("mousemove", "--window", window, str(x), str(y), "click", "1")

    def picture(self, to: Path) -> Path:
        """The whole screen."""
        command = [sys.executable, "-c", PICTURE, str(to)]
        subprocess.run(command, env={**self.environment, "QT_QPA_PLATFORM": "xcb"}, check=True, timeout=30)
        return to


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory, extensions: Path, recorder: Recorder) -> Iterator[Screen]:
    """A screen with a window manager, a browser and the shell."""
    folder = tmp_path_factory.mktemp("screen")
    with ExitStack() as stack:
        display = {"DISPLAY": stack.enter_context(_display())}
        arguments = ("--window-position=0,0", f"--window-size={SIZE.replace('x', ',')}", "--lang=en")
        browser = stack.enter_context(
            gated("chromium", folder, extensions / "chromium", recorder, display, headless=False, arguments=arguments)
        )
        environment = {
            **{name: value for name, value in browser.desk.environment.items() if not name.startswith("QT_")},
            **display,
            "XDG_RUNTIME_DIR": str(folder),
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        }
        folder.chmod(0o700)
        stack.enter_context(_running(["openbox", "--sm-disable"], environment))
        stack.enter_context(_running([sys.executable, "-m", "ui", "--patience", "600000"], environment))
        yield Screen(browser, environment)


@pytest.fixture
def held(screen: Screen) -> Iterator[Post]:
    """A post of the brand's that waits, with the pop-up before it."""
    page = screen.browser.page("composer.html")
    page.front()
    page.press("#text")
    word = f"{next(COUNT)} more four-packs"
    # typed keys get lost while a window comes up
    page.evaluate(f"void (document.querySelector('#text').value = '{word} in the fridge!')")
    page.press("#post")
    screen.do(
        "windowactivate", "--sync", screen.popup()
    )  # which window has the keyboard is the window manager's choice
    yield Post(page, screen.browser.recorder, word)
    page.close()


def test_a_click_on_the_danger_lets_it_leave(screen: Screen, held: Post, tmp_path: Path) -> None:
    assert held.stays(STILL)
    assert screen.picture(tmp_path / "screen.png").stat().st_size > 10_000
    screen.click(screen.popup(), *RELEASE)
    assert held.leaves_once()
    assert held.page.evaluate("said") == 200


def test_escape_stops_it(screen: Screen, held: Post) -> None:
    assert held.stays(STILL)
    screen.do("key", "Escape")
    assert held.page.evaluate("said") == 403
    assert held.stays(1)


def test_the_keyboard_alone_lets_it_leave(screen: Screen, held: Post) -> None:
    assert held.stays(STILL)
    screen.do("key", "shift+Tab")
    assert held.stays(STILL)
    screen.do("key", "space")
    assert held.leaves_once()


def test_who_types_on_lets_nothing_leave(screen: Screen, held: Post) -> None:
    screen.do("type", "--delay", "40", "and when we drink \n we do it right \t\n \t\n ")
    assert held.stays(STILL)
    screen.do("key", "Escape")
    assert held.page.evaluate("said") == 403


@contextmanager
def _display() -> Iterator[str]:
    inside, outside = os.pipe()
    words = ["Xvfb", "-displayfd", str(outside), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp", "-noreset"]
    with _running(words, os.environ, pass_fds=(outside,)), os.fdopen(inside) as number:
        os.close(outside)
        yield f":{number.readline().strip()}"


@contextmanager
def _running(words: list[str], environment: Mapping[str, str], **options: Any) -> Iterator[None]:
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(words, env=dict(environment), stdout=nowhere, stderr=nowhere, **options)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

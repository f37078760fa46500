"""A click on release in the moment in which the pop-up's time is over and the next pop-up takes its place.

Windows, what opens them, connection and engine are the real ones. A click goes to a place on the screen, as a hand's
does: whatever window lies there at that moment gets it. Only times are shorter: the stillness, and the hold's wait.
"""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from served import BRAND, WORKSPACE, Served
from shiboken6 import isValid

from guard import door
from guard.clients.line import Line
from guard.journal import Journal
from guard.protocol.replies import Shown
from ui.holding import Holding
from ui.link import Link
from ui.peer import is_own
from ui.windows.hold import HoldWindow

pytestmark = pytest.mark.slow

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PAIRS = 500
AHEAD = 8
"""Posts that wait behind the one that is shown."""
STILL_FOR = 120
WAIT = 0.36
AROUND = (-0.008, 0.012)
"""Seconds before and after the deadline."""
LEFT = Qt.MouseButton.LeftButton
ENGINE = f"""
from datetime import timedelta
from guard.cli.main import main
from guard.service import deadlines
from guard.workspace import build
build.hold_wait = lambda file: timedelta(seconds={WAIT})
deadlines._LOOK = 0.002
main(["engine"])
"""


class ShortDesk(Served):
    """A desk whose engine waits less than the workspace may ask for."""

    def start(self) -> "ShortDesk":
        words = [sys.executable, "-c", ENGINE]
        self.process = subprocess.Popen(words, env=self.environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert "Listening" in self.process.stdout.readline()
        return self


@dataclass
class Aim:
    """A click, and the hold it is meant for."""

    hold: str
    spot: QPoint


class Trial:
    """One post after the other is held and clicked at. It is the shell's desktop, too."""

    def __init__(self, gate: Line, click: Callable[["Trial", HoldWindow, float], None]) -> None:
        self._gate, self._click = gate, click
        self.chance = random.Random(7)  # noqa: S311 - which moments are tried
        self.submitted = 0
        self.texts: dict[int, str] = {}
        self.heard: dict[str, str] = {}
        """The gate's verdict on each hold."""
        self.answers: list[tuple[str | None, str]] = []
        """Whom the click was meant for, and which window took it as its answer."""
        self.hit: Counter[str] = Counter()
        self.windows: dict[str, HoldWindow] = {}
        self._holds: dict[int, str] = {}
        self._aim: Aim | None = None
        self.link = Link(door.socket_path(), trusted=is_own, start_engine=lambda: None)
        self.holding = Holding(self.link, self)
        self.link.desk.connect(self.holding.on_desk)
        self.link.closed.connect(self.holding.on_closed)
        self.link.connected.connect(self.holding.on_connected)

    def over(self) -> bool:
        """Whether all are settled; sees to it that some always wait."""
        with suppress(TimeoutError):
            while True:
                self._take(self._gate.next(0))
        while self.submitted < PAIRS + 1 and self.submitted - len(self.heard) <= AHEAD:
            self.submitted += 1
            self._gate.send("submit", verb="post", to=[BRAND], text=f"post {self.submitted}")
        return len(self.heard) == PAIRS + 1

    def _take(self, frame: dict) -> None:  # type: ignore[type-arg]  # a frame
        if frame.get("event") == "held":
            self._holds[frame["n"]] = frame["hold"]
        elif "reply" in frame:
            self.heard[self._holds[frame["n"]]] = frame["reply"]["verdict"]

    # --- the hand

    def press(self, aim: Aim) -> None:
        """The button goes down at the spot."""
        self._aim = aim
        window = QApplication.topLevelAt(aim.spot)
        widget = QApplication.widgetAt(aim.spot)
        self.hit[self._name(window, widget)] += 1
        if window is not None:
            QTest.mousePress(window.windowHandle(), LEFT, pos=window.mapFromGlobal(aim.spot))

    def lift(self, aim: Aim) -> None:
        """And up again, there."""
        window = QApplication.topLevelAt(aim.spot)
        if window is not None:
            QTest.mouseRelease(window.windowHandle(), LEFT, pos=window.mapFromGlobal(aim.spot))

    def _name(self, window: object, widget: object) -> str:
        if not isinstance(window, HoldWindow):
            return "nothing"
        whose = "its own" if self._aim and window.hold == self._aim.hold else "another's"
        return f"{whose} release" if widget is window.footer.buttons.release else f"{whose} window"

    # --- what the shell needs of a desktop

    def open_pop_up(self, shown: Shown, waiting: int) -> HoldWindow:
        """The real window, to be clicked at."""
        ends = monotonic() + shown.remaining
        window = HoldWindow(shown, waiting, still_for=STILL_FOR)
        hold = shown.card.hold
        window.answered.connect(
            lambda _choice, _typed: self.answers.append((self._aim.hold if self._aim else None, hold))
        )
        window.show()
        self._click(self, window, ends)
        return window

    def bring_to_front(self, window: object) -> None:
        """Not asked for."""

    def keep_draft(self, text: str) -> None:
        """Not asked for."""

    def open_page(self, url: str) -> None:
        """Not asked for."""


def after(seconds: float, work: Callable[[], None]) -> None:
    """To the millisecond: so Qt keeps its single shots of up to two seconds."""
    QTimer.singleShot(max(0, round(seconds * 1000)), work)


def at_the_deadline(trial: Trial, window: HoldWindow, ends: float) -> None:
    """One click, pressed within some milliseconds around the deadline."""
    release, hold, spot = window.footer.buttons.release, window.hold, QPoint()

    def press() -> None:
        aim = Aim(hold, spot)
        trial.press(aim)
        after(trial.chance.uniform(0, 0.006), lambda: trial.lift(aim))

    def find() -> None:
        nonlocal spot
        if isValid(window):
            spot = release.mapToGlobal(release.rect().center())

    after(WAIT / 2, find)
    after(ends - monotonic() + trial.chance.uniform(*AROUND), press)


def twice(trial: Trial, window: HoldWindow, _ends: float) -> None:
    """A fast double click as soon as the button counts."""
    release = window.footer.buttons.release
    ripe = QTimer(window, interval=5)

    def click() -> None:
        if not window.stillness.ripe:
            return
        ripe.stop()
        aim = Aim(window.hold, release.mapToGlobal(release.rect().center()))
        trial.press(aim)
        trial.lift(aim)
        after(trial.chance.uniform(0, 0.03), lambda: again(aim))

    def again(aim: Aim) -> None:
        trial.press(aim)
        trial.lift(aim)

    ripe.timeout.connect(click)
    ripe.start()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ShortDesk]:
    (tmp_path / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
    monkeypatch.setenv("HATCHECK_STATE", str(tmp_path / "state"))
    desk = ShortDesk(tmp_path)
    yield desk.start()
    desk.end()


def run(desk: ShortDesk, qtbot: QtBot, click: Callable[[Trial, HoldWindow, float], None]) -> Trial:
    """Clicks at all of them; what is true of every trial is checked here."""
    with desk.line("gate") as gate:
        trial = Trial(gate, click)
        with qtbot.waitSignal(trial.link.desk, timeout=5000):
            trial.link.open()
        qtbot.waitUntil(trial.over, timeout=600_000)
        trial.link.close()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, HoldWindow):
            window.close_settled()
    with Journal.open(desk.folder / "state" / "journal.db") as journal:
        rows = [(row.event.detail["hold"], row.event.detail["verdict"]) for row in journal.rows(kind="answer")]
    assert len(rows) == len(dict(rows)) == PAIRS + 1
    assert dict(rows) == trial.heard
    assert [pair for pair in trial.answers if pair[0] != pair[1]] == [], "a click has answered another hold"
    assert {hold for hold, verdict in rows if verdict == "allow"} <= {hold for _, hold in trial.answers}
    return trial


def test_a_click_at_the_deadline_never_answers_the_next_hold(desk: ShortDesk, qtbot: QtBot) -> None:
    """Some are in time and some are late, and of the late ones some lie on the next pop-up's release button."""
    trial = run(desk, qtbot, at_the_deadline)
    verdicts = Counter(trial.heard.values())
    assert min(verdicts["allow"], verdicts["deny"]) > PAIRS // 20, verdicts
    assert trial.hit["another's release"] > PAIRS // 50, trial.hit


def test_the_second_of_two_fast_clicks_never_answers_the_next_hold(desk: ShortDesk, qtbot: QtBot) -> None:
    """Each first click releases its own; the second lies on the next pop-up often enough."""
    trial = run(desk, qtbot, twice)
    assert Counter(trial.heard.values())["allow"] > PAIRS * 9 // 10
    assert trial.hit["another's release"] > PAIRS // 50, trial.hit

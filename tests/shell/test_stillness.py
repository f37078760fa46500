"""Input counts only after stillness: every kind of motion begins the time anew."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.windows.hold.stillness import STILL_FOR, Stillness


class Desk(QWidget):
    """A window with a field and a button, watched."""

    def __init__(self, still_for: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.field, self.button = QLineEdit(self), QPushButton("Go", self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.clicks = 0
        self.button.clicked.connect(self._count)
        self.stillness = Stillness(self, still_for)
        self.stillness.watch([self.button])

    def _count(self) -> None:
        self.clicks += 1


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk(still_for=400)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def until_open(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.stillness.open, timeout=5000)


def passed_half(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.stillness.ran, check_params_cb=lambda share: 0.5 <= share < 0.9, timeout=5000):
        pass


MOTIONS: dict[str, Callable[[Desk], object]] = {
    "a key": lambda d: QTest.keyClick(d.field, Qt.Key.Key_A),
    "a modifier": lambda d: QTest.keyPress(d.field, Qt.Key.Key_Shift),
    "a click": lambda d: QTest.mouseClick(d.button, Qt.MouseButton.LeftButton),
    "a click on nothing": lambda d: QTest.mouseClick(d, Qt.MouseButton.RightButton, pos=QPoint(2, 2)),
    "another focus": lambda d: d.button.setFocus(),
    "a move of the window": lambda d: d.move(d.pos() + QPoint(7, 3)),
    "another size of the window": lambda d: d.resize(d.width() + 20, d.height() + 20),
    "a move of a button": lambda d: d.button.move(d.button.pos() + QPoint(0, 9)),
}


def test_a_second_is_what_is_asked_for() -> None:
    assert STILL_FOR == 1000


def test_it_opens_after_the_whole_time_and_not_before(qtbot: QtBot) -> None:
    desk = Desk(STILL_FOR)
    qtbot.addWidget(desk)
    clock = QElapsedTimer()
    clock.start()
    desk.show()
    until_open(desk, qtbot)
    assert clock.elapsed() >= STILL_FOR


@pytest.mark.parametrize("motion", MOTIONS.values(), ids=MOTIONS.keys())
def test_motion_begins_the_time_anew(motion: Callable[[Desk], object], desk: Desk, qtbot: QtBot) -> None:
    passed_half(desk, qtbot)
    motion(desk)
    clock = QElapsedTimer()
    clock.start()
    assert not desk.stillness.open
    until_open(desk, qtbot)
    assert clock.elapsed() >= 395


@pytest.mark.parametrize("motion", MOTIONS.values(), ids=MOTIONS.keys())
def test_motion_ends_ripeness(motion: Callable[[Desk], object], desk: Desk, qtbot: QtBot) -> None:
    until_open(desk, qtbot)
    assert desk.stillness.ripe
    motion(desk)
    assert not desk.stillness.ripe


def test_before_it_is_open_nothing_arrives(desk: Desk) -> None:
    QTest.keyClicks(desk.field, "stray")
    QTest.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(desk.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(desk.button, Qt.Key.Key_Space)
    assert (desk.field.text(), desk.clicks) == ("", 0)


def test_once_open_it_lets_through(desk: Desk, qtbot: QtBot) -> None:
    until_open(desk, qtbot)
    QTest.keyClicks(desk.field, "meant")
    QTest.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    assert (desk.field.text(), desk.clicks) == ("meant", 1)


def test_a_press_before_and_a_release_after_is_no_click(desk: Desk, qtbot: QtBot) -> None:
    QTest.mousePress(desk.button, Qt.MouseButton.LeftButton)
    QTest.keyPress(desk.button, Qt.Key.Key_Space)
    until_open(desk, qtbot)
    QTest.mouseRelease(desk.button, Qt.MouseButton.LeftButton)
    QTest.keyRelease(desk.button, Qt.Key.Key_Space)
    assert desk.clicks == 0


def test_losing_the_front_shuts_it(desk: Desk, qtbot: QtBot) -> None:
    until_open(desk, qtbot)
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitSignal(desk.stillness.shut, timeout=5000):
        other.show()
        other.activateWindow()
    assert not desk.stillness.open


def test_time_in_which_the_program_was_stuck_is_no_stillness(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    passed_half(desk, qtbot)
    stuck = QElapsedTimer()
    stuck.start()
    while stuck.elapsed() < 600:
        pass
    qapp.processEvents()
    assert not desk.stillness.open, "keys typed meanwhile may still wait to be delivered"

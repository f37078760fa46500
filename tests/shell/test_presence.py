"""Leaving the desk: when it is looked for, and what a real bus and a real X server tell."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desktop_parts import Desktop, desktop, needs_a_desktop, process, until
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from ui.presence import Presence
from ui.presence.linux import session_path
from ui.shell import seconds_of


class Hand(QObject):
    """A sense that the test moves."""

    left = Signal(str)

    def __init__(self, seconds: float | None) -> None:
        super().__init__()
        self.seconds = seconds
        self.looks = 0

    def idle(self, then: Callable[[float | None], None]) -> None:
        """As long as the test says."""
        self.looks += 1
        then(self.seconds)


@pytest.mark.parametrize(
    ("idle", "limit", "said"),
    [
        pytest.param(400.0, 300.0, ["idle"], id="longer than the limit"),
        pytest.param(300.0, 300.0, ["idle"], id="exactly the limit"),
        pytest.param(299.0, 300.0, [], id="not yet"),
        pytest.param(None, 300.0, [], id="a system that does not tell takes no hat off"),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_idling_is_said_at_the_limit(idle: float | None, limit: float, said: list[str]) -> None:
    told: list[str] = []
    presence = Presence(Hand(idle))
    presence.away.connect(told.append)
    presence.set_limit(limit)
    presence.watch(wanted=True)
    assert told == said


@pytest.mark.usefixtures("qapp")
def test_nothing_is_looked_for_while_no_brand_is_worn() -> None:
    hand = Hand(1000.0)
    presence = Presence(hand)
    presence.set_limit(10)
    presence.watch(wanted=False)
    assert hand.looks == 0


def test_the_next_look_is_when_the_limit_could_be_reached(qtbot: QtBot) -> None:
    hand = Hand(0.7)
    presence = Presence(hand)
    presence.set_limit(1.0)
    presence.watch(wanted=True)
    assert hand.looks == 1
    hand.seconds = 2.0
    with qtbot.waitSignal(presence.away, timeout=5000) as away:
        pass
    assert (away.args, hand.looks) == (["idle"], 2)


@pytest.mark.usefixtures("qapp")
def test_a_lock_counts_whatever_is_worn() -> None:
    hand, told = Hand(0.0), list[str]()
    presence = Presence(hand)
    presence.away.connect(told.append)
    hand.left.emit("locked")
    assert told == ["locked"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        pytest.param("5m", 300.0, id="minutes"),
        pytest.param("1h30m", 5400.0, id="hours and minutes"),
        pytest.param("90s", 90.0, id="seconds"),
        pytest.param("", None, id="nothing"),
        pytest.param("soon", None, id="a word"),
        pytest.param("5m!", None, id="something behind it"),
    ],
)
def test_the_engines_limit_is_read(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("session", "path"),
    [
        pytest.param("2", "_32", id="a digit in front is a number"),
        pytest.param("c2", "c2", id="a digit behind is itself"),
        pytest.param("a-b", "a_2db", id="an odd sign is a number"),
    ],
)
def test_the_sessions_place_on_the_bus(session: str, path: str) -> None:
    assert session_path(session) == f"/org/freedesktop/login1/session/{path}"


def test_without_a_session_every_lock_counts() -> None:
    assert session_path("") == ""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path / "d") as made:
        yield made


LISTEN = """
import sys
from PySide6.QtWidgets import QApplication
from ui.presence import Presence, sense_of_this_system
app = QApplication(sys.argv)
presence = Presence(sense_of_this_system(app))
presence.away.connect(lambda why: print(why, flush=True))
presence.set_limit(float(sys.argv[1]))
presence.watch(wanted=True)
print("listening", flush=True)
app.exec()
"""


@needs_a_desktop
@pytest.mark.parametrize("desk_of", ["freedesktop", "gnome", "cinnamon"])
def test_a_screen_saver_that_locks_is_heard(place: Desktop, desk_of: str) -> None:
    words = [sys.executable, "-c", LISTEN, "3600"]
    with process(words, place.env, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "listening\n"
        for active in ("false", "true"):
            name = f"org.{desk_of}.ScreenSaver"
            send = ["dbus-send", "--session", "--type=signal", "/a/b", f"{name}.ActiveChanged", f"boolean:{active}"]
            subprocess.run(send, env=place.env, check=True)
        assert running.stdout.readline() == "locked\n"


@needs_a_desktop
def test_an_x_server_that_nobody_touches_is_idle(place: Desktop) -> None:
    pytest.importorskip("xcffib", reason="X11 idling is asked through xcffib")
    with process([sys.executable, "-c", LISTEN, "1.5"], place.env, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "listening\n"
        assert running.stdout.readline() == "idle\n"


@needs_a_desktop
def test_a_hand_on_the_pointer_starts_the_time_anew(place: Desktop) -> None:
    pytest.importorskip("xcffib", reason="X11 idling is asked through xcffib")
    ask = [sys.executable, "-c", "from ui.presence.x11 import seconds_idle; print(seconds_idle())"]

    def idle() -> float:
        return float(subprocess.run(ask, env=place.env, capture_output=True, text=True, check=True).stdout)

    until(lambda: idle() > 0.5, "nobody touches it")
    subprocess.run(["xdotool", "mousemove", "5", "5"], env=place.env, check=True)
    subprocess.run(["xdotool", "mousemove", "50", "50"], env=place.env, check=True)
    assert idle() < 0.5


@needs_a_desktop
def test_a_lock_takes_the_brands_hat_off(place: Desktop) -> None:
    lock = [
        "dbus-send",
        "--session",
        "--type=signal",
        "/a",
        "org.freedesktop.ScreenSaver.ActiveChanged",
        "boolean:true",
    ]
    with place.engine(), place.panel() as panel, place.shell():
        until(lambda: panel.tooltip() == "Me", "the icon")
        assert panel.ask("click as Acme for 25 min")
        until(lambda: panel.tooltip().startswith("Acme"), "the brand's hat")
        subprocess.run(lock, env=place.env, check=True)
        until(lambda: not panel.tooltip().startswith("Acme"), "the hat is off")

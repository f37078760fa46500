"""The parts joined: what the engine says is seen, and what is chosen reaches the engine. Drawn, but on no panel."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot
from shell_parts import SpokenEngine, desk, spoken_engine

from guard.protocol.desk import Light, Paused
from guard.protocol.events import Alert, Raised
from guard.protocol.replies import HeedRow, HeedRows
from ui import actions
from ui.actions import Open, Window
from ui.link import Link
from ui.means import DesktopMeans
from ui.menu import LiveMenu
from ui.peer import is_own
from ui.presence import Presence
from ui.shell import Shell
from ui.single import Single
from ui.tray import Tray
from ui.windows.holds import HoldsWindow
from ui.windows.more import More
from ui.windows.pause import PauseDialog
from ui.windows.settings import SettingsWindow
from ui.windows.status import StatusWindow
from ui.windows.week import Week


class Joined:
    """The shell, and the engine it talks to."""

    def __init__(self, qtbot: QtBot, engine: SpokenEngine) -> None:
        self.engine = engine
        self.link = Link(str(engine.path), trusted=is_own, start_engine=lambda: None)
        self.menu = LiveMenu()
        self.tray = Tray(self.menu, patience=60_000)
        self.shell = Shell(self.link, self.tray, self.menu, Presence(None), DesktopMeans(lambda: "en"))
        self._qtbot = qtbot

    def labels(self) -> list[str]:
        """What stands in the menu."""
        return [action.text() for action in self.menu.widget.actions() if not action.isSeparator()]

    def say(self, **known: object) -> None:
        """The engine's state."""
        self.engine.desk = desk(**known)  # type: ignore[arg-type]
        self.engine.say(self.engine.desk)

    def until_label(self, label: str) -> None:
        """Until the menu says so."""
        self._qtbot.waitUntil(lambda: label in self.labels(), timeout=5000)

    def asked(self, op: str) -> dict[str, object]:
        """The next request of this kind, once the shell has got round to it."""
        self._qtbot.waitUntil(lambda: any(one["op"] == op for one in list(self.engine.asked.queue)), timeout=5000)
        return self.engine.next(op)

    def window(self, kind: type) -> object:
        """The open window of this kind."""
        from PySide6.QtWidgets import QApplication

        return next((one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible()), None)

    def the_window(self, kind: type) -> object:
        """The open window of this kind, once it is open."""
        self._qtbot.waitUntil(lambda: self.window(kind) is not None, timeout=5000)
        return self.window(kind)


@pytest.fixture
def joined(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Joined]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    with spoken_engine(tmp_path / "engine.sock") as engine:
        made = Joined(qtbot, engine)
        made.shell.start()
        made.until_label("as Acme for 25 min")
        yield made
        made.link.close()
        made.tray.stop()
        for kind in (StatusWindow, PauseDialog, HoldsWindow):
            if (window := made.window(kind)) is not None:
                window.close()  # type: ignore[attr-defined]


def test_an_entry_reaches_the_engine_as_a_request(joined: Joined) -> None:
    (entry,) = [action for action in joined.menu.widget.actions() if action.text() == "as Sun && Co for 1 h"]
    entry.trigger()
    asked = joined.asked("wear")
    assert (asked["identity"], asked.get("seconds")) == ("sun", None)


@pytest.mark.parametrize(
    ("action", "op", "fields"),
    [
        pytest.param(actions.PutOn("acme", 900), "wear", {"identity": "acme", "seconds": 900}, id="a hat for a time"),
        pytest.param(actions.PutOn(None), "wear", {"identity": None}, id="nobody"),
        pytest.param(actions.EndPause(), "resume", {}, id="the end of a pause"),
    ],
)
def test_an_action_is_asked_of_the_engine(
    joined: Joined, action: actions.Action, op: str, fields: dict[str, object]
) -> None:
    joined.shell.do(action)
    asked = joined.asked(op)
    assert {name: asked[name] for name in fields} == fields


def test_a_pause_needs_a_reason(qtbot: QtBot, joined: Joined) -> None:
    joined.shell.do(actions.AskPause(15))
    dialog = joined.the_window(PauseDialog)
    assert isinstance(dialog, PauseDialog)
    (pause,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Pause"]
    reason = next(field for field in dialog.findChildren(QLineEdit) if not isinstance(field.parent(), QSpinBox))
    assert not pause.isEnabled()
    qtbot.keyClicks(reason, "  ab  ")
    assert not pause.isEnabled()
    qtbot.keyClicks(reason, "c")
    qtbot.mouseClick(pause, Qt.MouseButton.LeftButton)
    asked = joined.asked("pause")
    assert (asked["seconds"], asked["reason"]) == (900, "ab  c")


def test_words_change_in_a_menu_that_is_open_and_its_entries_after_it(qtbot: QtBot, joined: Joined) -> None:
    joined.say(worn="acme", remaining=1500)
    joined.until_label("Acme · 25 min left")
    kept = joined.menu.widget.actions()[0]
    joined.menu.widget.popup(joined.menu.widget.pos())
    qtbot.waitUntil(joined.menu.widget.isVisible, timeout=5000)
    joined.say(worn="acme", remaining=60)
    joined.until_label("Acme · 1 min left")
    assert joined.menu.widget.actions()[0] is kept
    joined.engine.replies["show"] = lambda _: {"error": {"code": "no-such-hold", "text": "It is settled."}}
    joined.say(worn="acme", remaining=60, holds=("h1",))
    with qtbot.assertNotEmitted(joined.menu.widget.aboutToHide, wait=200):
        joined.asked("show")
    assert joined.menu.widget.actions()[0] is kept
    joined.menu.widget.hide()
    joined.until_label("Waiting for your answer: 1")


def test_the_status_window_has_what_the_menu_has(qtbot: QtBot, joined: Joined) -> None:
    joined.shell.do(Open(Window.STATUS))
    window = joined.the_window(StatusWindow)
    assert isinstance(window, StatusWindow)
    labels = [button.text() for button in window.findChildren(QPushButton)]
    assert {"as Acme for 25 min", "as Me", "Audit…", "Journal…", "Settings…", "Today’s holds: 0"} <= set(labels)
    (wear,) = [button for button in window.findChildren(QPushButton) if button.text() == "as Acme for 25 min"]
    qtbot.mouseClick(wear, Qt.MouseButton.LeftButton)
    assert joined.asked("wear")["identity"] == "acme"


def test_the_status_window_follows_and_tells_of_blindness_in_words(qtbot: QtBot, joined: Joined) -> None:
    joined.shell.show_status()
    window = joined.the_window(StatusWindow)
    assert isinstance(window, StatusWindow)
    light = Light("browser:firefox", "Firefox", "red", "The extension is gone.")
    joined.say(worn="acme", remaining=90, lights=(light,), paused=Paused("<b>launch</b>", 300))

    def said() -> set[str]:
        return {label.text() for label in window.findChildren(QLabel) if label.isVisible()}

    qtbot.waitUntil(lambda: "Acme" in said(), timeout=5000)
    assert {"2 min left\nPaused for 5 min: <b>launch</b>", "Firefox: blind. The extension is gone."} <= said()


def test_the_keyboard_stays_where_it_was_when_the_status_changes(qtbot: QtBot, joined: Joined) -> None:
    joined.say()
    joined.until_label("as Acme for 25 min")
    joined.shell.show_status()
    window = joined.the_window(StatusWindow)
    assert isinstance(window, StatusWindow)
    window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), QPushButton), timeout=5000)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget().text() == "as Sun & Co for 1 h".replace("&", "&&")
    joined.say(worn="acme", remaining=90)
    joined.until_label("as Acme for 25 min")
    qtbot.waitUntil(lambda: any("(now)" in one.text() for one in window.findChildren(QPushButton)), timeout=5000)
    assert window.focusWidget().text() == "as Sun & Co for 1 h".replace("&", "&&")


def test_an_alert_that_nobody_else_can_say_stands_in_the_window(qtbot: QtBot, joined: Joined) -> None:
    joined.engine.say(Alert("route", "A route crosses", "x:@me reaches Acme."))
    window = joined.the_window(StatusWindow)
    assert isinstance(window, StatusWindow)
    said = "A route crosses\nx:@me reaches Acme."
    qtbot.waitUntil(lambda: said in [label.text() for label in window.findChildren(QLabel)], timeout=5000)


def test_a_window_that_is_asked_for_in_a_browser_is_raised(joined: Joined) -> None:
    joined.engine.say(Raised("status"))
    assert isinstance(joined.the_window(StatusWindow), StatusWindow)


def test_accounts_without_a_name_are_asked_about_in_the_settings(joined: Joined) -> None:
    joined.engine.replies["settings"] = lambda _: {"error": {"code": "not-read", "text": "x"}}
    joined.engine.say(Raised("accounts"))
    window = joined.the_window(SettingsWindow)
    assert isinstance(window, SettingsWindow)
    assert window.pages.currentItem().text() == "Tools"
    window.close()


def test_a_refusal_is_told(qtbot: QtBot, joined: Joined) -> None:
    joined.engine.replies["wear"] = lambda _: {"error": {"code": "unknown-name", "text": "There is no identity x."}}
    joined.shell.do(actions.PutOn("x"))
    window = joined.the_window(StatusWindow)
    assert isinstance(window, StatusWindow)
    said = "That was not done\nThere is no identity x."
    qtbot.waitUntil(lambda: said in [label.text() for label in window.findChildren(QLabel)], timeout=5000)


def test_todays_holds_are_read_from_the_journal(qtbot: QtBot, joined: Joined) -> None:
    row = {"seq": 1, "at": "2026-11-22T18:02:00+00:00", "kind": "answer", "detail": {}, "line": "stopped: a post"}
    joined.engine.replies["rows"] = lambda _: {"rows": [row], "more": False}
    joined.shell.do(Open(Window.HOLDS))
    window = joined.the_window(HoldsWindow)
    assert isinstance(window, HoldsWindow)
    qtbot.waitUntil(lambda: window.lines() != [], timeout=5000)
    assert window.lines()[0].endswith("stopped: a post")
    assert joined.asked("rows")["kind"] == "answer"


def test_a_desk_without_a_workspace_opens_the_assistant_once(joined: Joined) -> None:
    from ui.windows.first_run import FirstRun

    joined.say(ready=False)
    window = joined.the_window(FirstRun)
    window.close()  # type: ignore[attr-defined]
    joined.say(ready=False, worn="me")
    joined.until_label("Me")
    assert joined.window(FirstRun) is None


def test_putting_on_a_brand_asks_how_long_idling_may_last(joined: Joined) -> None:
    joined.engine.replies["settings"] = lambda _: {"error": {"code": "not-read", "text": "x"}}
    joined.say(worn="acme", remaining=60)
    assert joined.asked("settings")["op"] == "settings"


@pytest.mark.usefixtures("qapp")
def test_two_shells_of_one_desk_are_one(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir(mode=0o700)
    first, second = (Single(str(folder / "engine.sock")) for _ in range(2))
    assert (first.take(), second.take()) == (True, False)
    with qtbot.waitSignal(first.raised, timeout=5000):
        assert second.raise_first()
    first.release()
    assert second.take()
    second.release()


def test_the_week_is_asked_for_when_the_status_window_opens(qtbot: QtBot, joined: Joined) -> None:
    week = HeedRows(7, ["42 posts were looked at."], [HeedRow("wrong-hat", 7, 6, 1, 0, demoted=True)])
    joined.engine.replies["heeds"] = lambda _: msgspec.to_builtins(week)
    joined.shell.do(Open(Window.STATUS))
    assert joined.asked("heeds").get("days", 7) == 7
    window = joined.the_window(StatusWindow)
    assert isinstance(window, StatusWindow)

    def said() -> list[str]:
        return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: "42 posts were looked at." in said(), timeout=5000)
    assert "wrong-hat – holds nothing any more" not in said(), "rule by rule only on demand"
    more = window.findChild(More)
    assert isinstance(more, More)
    before = window.height()
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert {"wrong-hat – holds nothing any more", "7", "6", "1"} <= set(said())
    assert window.height() >= before
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert "7" not in said()


def test_where_the_week_cannot_be_told_nothing_is_said_of_it(qtbot: QtBot, joined: Joined) -> None:
    joined.engine.replies["heeds"] = lambda _: {"error": {"code": "not-read", "text": "The journal is damaged."}}
    joined.shell.do(Open(Window.STATUS))
    joined.asked("heeds")
    window = joined.the_window(StatusWindow)
    assert isinstance(window, StatusWindow)
    qtbot.wait(100)
    assert not window.findChild(Week).isVisible()  # type: ignore[union-attr]


def test_a_note_about_what_has_left_brings_no_window(qtbot: QtBot, joined: Joined) -> None:
    joined.engine.say(Alert("note", "A post left", "Its text breaks off."))
    with qtbot.waitSignal(joined.shell._notices.unsaid_quietly, timeout=20_000):
        pass
    assert joined.window(StatusWindow) is None
    joined.engine.replies["heeds"] = lambda _: {"error": {"code": "not-read", "text": "The journal is damaged."}}
    joined.shell.show_status()
    joined.asked("heeds")
    window = joined.the_window(StatusWindow)
    assert isinstance(window, StatusWindow)
    joined.engine.say(Alert("note", "A post left", "Its link is dead."))
    said = "A post left\nIts link is dead."
    qtbot.waitUntil(lambda: said in [label.text() for label in window.findChildren(QLabel)], timeout=20_000)

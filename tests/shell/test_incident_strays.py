"""Posts that did not leave from this desk: in the window, in the menu, and from the notification of one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from incident_parts import BRAND, Engine, line, night, strays
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot
from shell_parts import ME, SpokenEngine, desk, hat, spoken_engine
from test_app import Joined

from guard.protocol import ErrorCode, Problem
from guard.protocol.desk import Desk
from guard.protocol.events import Alert
from guard.protocol.incidents import Excuse, IncidentList, IncidentReply, OpenIncident, Stray
from ui import actions, words
from ui.actions import LookAtStrays, Part
from ui.notices import Notices
from ui.state import ContactChanged, DeskCame, State, reduce
from ui.windows.incident import IncidentWindow
from ui.windows.incidents import IncidentsWindow
from ui.windows.status import StatusWindow
from ui.windows.strays import MOST, StrayRow


def seen(found: list[Stray], *open_: Any) -> Desk:
    hats = (hat(BRAND), hat(ME))
    return msgspec.structs.replace(desk(hats=hats), strays=found, incidents=[line(one) for one in open_])


def state(of: Desk) -> State:
    return reduce(reduce(State(), ContactChanged(there=True, now=0.0)), DeskCame(of, 0.0))


def english(_context: str, text: str) -> str:
    return text


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def window(qtbot: QtBot, engine: Engine) -> IncidentsWindow:
    window = IncidentsWindow(engine)
    qtbot.addWidget(window)
    window.on_desk(seen(strays()))
    window.show()
    qtbot.waitExposed(window)
    engine.answer(IncidentList([]))
    return window


def row(window: IncidentsWindow, key: str) -> StrayRow:
    found = window.strays.rows.rows[key]
    assert isinstance(found, StrayRow)
    return found


# --- the window


def test_each_says_whose_when_what_and_with_what(window: IncidentsWindow) -> None:
    assert window.strays.title.text() == "Not from this desk: 2"
    known, unknown = row(window, "one"), row(window, "two")
    assert known.about.text().startswith("mastodon:@aid@social.example · ")
    assert known.about.text().endswith(" · with Tusky & friends")
    assert known.text.text().endswith("#cidernight <b>Cheers</b>”"), "words, no markup"
    assert known.text.textFormat() is Qt.TextFormat.PlainText
    assert known.always.text() == "That was us, always by Tusky && friends"
    assert unknown.about.text().endswith(" · program not known")
    assert (known.always.isVisible(), unknown.always.isVisible()) == (True, False)


def test_an_incident_is_opened_once_and_shown(window: IncidentsWindow, engine: Engine, qtbot: QtBot) -> None:
    one = row(window, "one")
    one.open.click()
    one.open.click()
    one.ours.click()
    assert ([asked.stray for asked in engine.of(OpenIncident)], engine.of(Excuse)) == (["one"], [])
    with qtbot.waitSignal(window.wanted) as wanted:
        engine.answer(IncidentReply(night()))
    assert wanted.args == ["2026-11-22-aid"]


@pytest.mark.parametrize(("button", "client"), [("ours", False), ("always", True)])
def test_that_was_us(window: IncidentsWindow, engine: Engine, button: str, *, client: bool) -> None:
    getattr(row(window, "one"), button).click()
    asked = engine.of(Excuse)[-1]
    assert (asked.stray, asked.client) == ("one", client)
    window.on_desk(seen(strays()[:1]))
    engine.answer(seen(strays()[:1]))
    assert list(window.strays.rows.rows) == ["two"]
    window.on_desk(seen([]))
    assert not window.strays.isVisible()


def test_a_refusal_stands_at_the_post_and_it_can_be_tried_again(window: IncidentsWindow, engine: Engine) -> None:
    one = row(window, "one")
    one.always.click()
    engine.answer(Problem(ErrorCode.NOT_CHANGED, "The workspace cannot be written."))
    assert (one.refused.isVisible(), one.refused.text()) == (True, "The workspace cannot be written.")
    assert not row(window, "two").refused.isVisible()
    one.ours.click()
    assert [asked.client for asked in engine.of(Excuse)] == [True, False]
    assert not one.refused.isVisible()


def test_of_many_the_first_are_shown_and_the_others_counted(window: IncidentsWindow) -> None:
    many = [msgspec.structs.replace(strays()[0], key=str(number)) for number in range(MOST + 3)]
    window.on_desk(seen(many))
    assert list(window.strays.rows.rows) == [str(number) for number in range(MOST)]
    assert (window.strays.title.text(), window.strays.more.text()) == ("Not from this desk: 13", "And 3 more.")


# --- the tray and the status window


def test_one_line_with_the_count_stands_in_the_menu_and_in_the_tooltip() -> None:
    with_some, without = state(seen(strays())), state(seen([]))
    (first, *_) = next(one.entries for one in actions.menu(with_some, english) if one.part is Part.INCIDENT)
    assert (first.label, first.action) == ("Posts that did not leave from here: 2", LookAtStrays())
    assert first.label in words.tooltip(with_some, english).splitlines()
    assert "did not leave" not in words.tooltip(without, english)
    lost = reduce(with_some, ContactChanged(there=False, now=1.0))
    assert words.strays(lost, english) == "", "of an engine that is gone nothing is known"


def test_the_status_window_has_the_line_as_a_button_and_no_menu_comes_by_itself(qtbot: QtBot) -> None:
    window, told = StatusWindow(QCoreApplication.translate), state(seen(strays()))
    qtbot.addWidget(window)
    window.show()
    window.show_state(told, actions.menu(told, english))
    (button,) = [one for one in window.findChildren(QPushButton) if one.text().startswith("Posts that did not")]
    with qtbot.waitSignal(window.chosen) as chosen:
        button.click()
    assert chosen.args == [LookAtStrays()]
    menus = window.findChildren(QMenu)
    assert (menus != [], [menu.isVisible() for menu in menus if menu.isVisible()]) == (True, [])


# --- a click on what was told


@pytest.fixture
def joined(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Joined]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    with spoken_engine(tmp_path / "e.sock") as engine:
        _answers(engine)
        made = Joined(qtbot, engine)
        made.shell.start()
        made.until_label("Freeze Harbour Aid…")
        yield made
        made.link.close()
        made.tray.stop()
        for kind in (IncidentWindow, IncidentsWindow, StatusWindow):
            if (window := made.window(kind)) is not None:
                window.close()  # type: ignore[attr-defined]


def _answers(engine: SpokenEngine) -> None:
    engine.desk = seen([])
    engine.replies["incidents"] = lambda _: msgspec.to_builtins(IncidentList([]))
    engine.replies["show_incident"] = lambda _: msgspec.to_builtins(IncidentReply(night("pause")))


@pytest.mark.parametrize(
    ("about", "opens", "shown"),
    [
        pytest.param("stray", 1, IncidentsWindow, id="a stray: the list, where it stands"),
        pytest.param("mentions", 1, IncidentWindow, id="much is said: the incident that is open"),
        pytest.param("incident", 1, IncidentWindow, id="an incident"),
        pytest.param("mentions", 0, IncidentsWindow, id="no incident is open"),
        pytest.param("incident", 2, IncidentsWindow, id="nobody knows which"),
    ],
)
def test_a_click_shows_what_was_told_of(joined: Joined, qtbot: QtBot, about: str, opens: int, shown: type) -> None:
    others = [night("pause"), night("pause", incident="2026-11-21-aid", title="Another")][:opens]
    joined.engine.say(seen(strays(), *others))
    joined.until_label("Posts that did not leave from here: 2")
    notices = joined.shell.findChild(Notices)
    assert isinstance(notices, Notices)
    notices.clicked.emit(about)
    window = joined.the_window(shown)
    if isinstance(window, IncidentsWindow):
        qtbot.waitUntil(lambda: window.strays.isVisible(), timeout=5000)
        assert joined.window(IncidentWindow) is None


@pytest.mark.parametrize(("kind", "about"), [("stray", "stray"), ("mentions", "mentions"), ("route", ""), ("note", "")])
def test_only_what_can_be_shown_can_be_clicked(joined: Joined, qtbot: QtBot, kind: str, about: str) -> None:
    notices = joined.shell.findChild(Notices)
    assert isinstance(notices, Notices)
    signal = notices.unsaid_quietly if kind == "note" else notices.unsaid
    with qtbot.waitSignal(signal, timeout=5000) as unsaid:
        joined.engine.say(Alert(kind, "Title", "Text"))
    assert unsaid.args == (["Title", "Text"] if kind == "note" else ["Title", "Text", about])

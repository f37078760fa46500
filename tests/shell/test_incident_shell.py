"""Incidents from the tray on: the menu, freezing in one act, the list, the journal, and who is told of a change."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from incident_parts import BRAND, Engine, line, night
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from shell_parts import ME, SUN, SpokenEngine, desk, hat, spoken_engine
from test_app import Joined
from test_german import cut_off, seen

from guard.protocol import ErrorCode, Problem
from guard.protocol.events import IncidentChanged
from guard.protocol.incidents import (
    IncidentList,
    IncidentReply,
    IncidentView,
    OpenIncident,
)
from guard.protocol.replies import JournalRow, JournalRows
from ui import actions, words
from ui.actions import AskFreeze, Entry, Open, Part, ShowIncident, Window
from ui.link import Link
from ui.opening import Windows
from ui.state import ContactChanged, DeskCame, State, reduce
from ui.windows.freeze import FreezeDialog
from ui.windows.incident import IncidentWindow
from ui.windows.incidents import IncidentsWindow
from ui.windows.journal import JournalWindow
from ui.windows.status import StatusWindow


@pytest.fixture
def engine() -> Engine:
    return Engine()


def english(_context: str, text: str) -> str:
    return text


def state(*views: IncidentView, hats: tuple[object, ...] = (hat(BRAND), hat(ME))) -> State:
    shown = msgspec.structs.replace(desk(hats=hats), incidents=[line(view) for view in views])  # type: ignore[arg-type]
    return reduce(reduce(State(), ContactChanged(there=True, now=0.0)), DeskCame(shown, 0.0))


def entries(of: State) -> tuple[Entry, ...]:
    return next(section.entries for section in actions.menu(of, english) if section.part is Part.INCIDENT)


# --- the menu


def test_an_open_incident_stands_in_the_menu_by_its_name() -> None:
    first, *_ = entries(state(night("pause")))
    assert (first.label, first.action) == (
        "Incident: Cider post on the public account · Pause",
        ShowIncident("2026-11-22-aid"),
    )
    assert "Incident: Cider post on the public account, Pause" in words.tooltip(state(night("pause")), english)


def test_one_brand_is_frozen_from_the_menu_itself_and_many_one_level_deeper() -> None:
    assert [(one.label, one.action) for one in entries(state())] == [
        ("Freeze Harbour Aid…", AskFreeze("aid")),
        ("Incidents…", Open(Window.INCIDENTS)),
    ]
    freeze, _ = entries(state(hats=(hat(BRAND), hat(SUN, frozen="a slip"), hat(ME))))
    assert [(one.label, one.action) for one in freeze.children] == [
        ("Harbour Aid", AskFreeze("aid")),
        ("Sun & Co is frozen", None),
    ]


def test_the_status_window_shows_open_incidents_with_their_step(qtbot: QtBot) -> None:
    window = StatusWindow(QCoreApplication.translate)
    qtbot.addWidget(window)
    window.show_state(state(night("statement")), actions.menu(state(night("statement")), english))
    window.show()
    (button,) = [one for one in window.findChildren(QPushButton) if one.text().startswith("Incident:")]
    with qtbot.waitSignal(window.chosen) as chosen:
        button.click()
    assert button.text().endswith("· Say something")
    assert chosen.args == [ShowIncident("2026-11-22-aid")]
    assert not button.findChildren(QMenu)


# --- freezing


def test_freezing_takes_one_key_and_the_reason_is_there(qtbot: QtBot) -> None:
    dialog = FreezeDialog(BRAND)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    with qtbot.waitSignal(dialog.decided) as decided:
        qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert decided.args == ["aid", "A slip got out"]


def test_a_key_that_was_held_when_the_window_came_freezes_nothing(qtbot: QtBot) -> None:
    dialog = FreezeDialog(BRAND)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    frozen: list[str] = []
    dialog.decided.connect(lambda brand, _reason: frozen.append(brand))
    for part in (dialog.reason, dialog):
        none = Qt.KeyboardModifier.NoModifier
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", autorep=True)
        QApplication.sendEvent(part, held)
    assert (frozen, dialog.isVisible()) == ([], True)


# --- the list


@pytest.fixture
def listed(qtbot: QtBot, engine: Engine) -> IncidentsWindow:
    window = IncidentsWindow(engine)
    qtbot.addWidget(window)
    window.on_desk(desk(hats=(hat(BRAND), hat(SUN), hat(ME))))
    window.show()
    qtbot.waitExposed(window)
    return window


def test_an_incident_of_the_list_is_shown(listed: IncidentsWindow, engine: Engine, qtbot: QtBot) -> None:
    engine.answer(IncidentList([line(night("pause"))], broken=["The record of 3 March cannot be read."]))
    assert listed.list.item(0).text().startswith("Cider post on the public account\nHarbour Aid · Pause · opened")
    assert listed.broken.said == ["The record of 3 March cannot be read."]
    with qtbot.waitSignal(listed.wanted) as wanted:
        listed.show_it.click()
    assert wanted.args == ["2026-11-22-aid"]


def test_a_long_title_leaves_room_for_how_it_stands(listed: IncidentsWindow, engine: Engine, qtbot: QtBot) -> None:
    title = "Two more four-packs in the fridge, and a good deal more than anybody wanted to know of us that night"
    engine.answer(IncidentList([line(night("pause", title=title))]))
    item = listed.list.item(0)
    for width in (1040, 760):
        listed.resize(width, 600)
        qtbot.waitUntil(lambda: wide(listed) <= listed.list.viewport().width(), timeout=5000)
        first, second = item.text().split("\n")
        assert (first.startswith("Two more"), first.endswith("…"), second.startswith("Harbour Aid · Pause")) == (
            True,
        ) * 3
    assert item.toolTip() == title


def wide(listed: IncidentsWindow) -> int:
    letters = listed.list.fontMetrics()
    return 36 + max(letters.horizontalAdvance(text) for text in listed.list.item(0).text().split("\n"))


def test_a_post_the_guard_never_saw_is_opened_by_its_address(
    listed: IncidentsWindow, engine: Engine, qtbot: QtBot
) -> None:
    engine.answer(IncidentList([]))
    assert listed.none.isVisible()
    new = listed.new
    assert [new.brand.itemText(at) for at in range(new.brand.count())] == ["Harbour Aid", "Sun & Co"]
    new.url.setText("https://social.example/@aid/112233")
    new.open.click()
    request = engine.of(OpenIncident)[-1]
    assert (request.brand, request.url, request.row) == ("aid", "https://social.example/@aid/112233", None)
    engine.answer(Problem(ErrorCode.NOT_CHANGED, "Say what was posted, or where."))
    assert new.refused.text() == "Say what was posted, or where."
    assert new.url.text() == "https://social.example/@aid/112233", "what is typed stays"
    new.open.click()
    with qtbot.waitSignal(listed.wanted):
        engine.answer(IncidentReply(night()))


# --- the journal


@pytest.mark.parametrize(("kind", "offered"), [("decision", True), ("answer", True), ("hat", False), ("seal", False)])
def test_an_incident_is_opened_from_a_row_about_a_post(
    qtbot: QtBot, engine: Engine, kind: str, *, offered: bool
) -> None:
    window = JournalWindow(engine)
    qtbot.addWidget(window)
    window.show()
    engine.answer(JournalRows([JournalRow(812, "2026-11-22T23:24:00+00:00", kind, {}, "A line")], more=False))
    assert not window.incident.isEnabled()
    window.view.selectRow(0)
    assert window.incident.isEnabled() is offered
    if not offered:
        return
    window.incident.click()
    assert engine.of(OpenIncident)[-1].row == 812
    with qtbot.waitSignal(window.wanted) as wanted:
        engine.answer(IncidentReply(night()))
    assert wanted.args == ["2026-11-22-aid"]


# --- windows and the line to the engine


def test_every_incident_has_its_window_and_a_closed_one_keeps_its_words(qtbot: QtBot, engine: Engine) -> None:
    windows = Windows(engine, lambda _kind, window: qtbot.addWidget(window))
    one = windows.show(Window.INCIDENT, "one")
    other = windows.show(Window.INCIDENT, "other")
    assert isinstance(one, IncidentWindow)
    assert one is not other
    assert windows.all(Window.INCIDENT) == [one, other]
    engine.answer(IncidentReply(night("assess")), engine.asked[0])
    one.side.timeline.note.line.setText("half a th")
    one.close()
    assert windows.show(Window.INCIDENT, "one") is one
    assert one.side.timeline.note.line.text() == "half a th"


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[SpokenEngine]:
    with spoken_engine(tmp_path / "e.sock") as made:
        yield made


def test_whoever_shows_an_incident_hears_of_its_change(spoken: SpokenEngine, qtbot: QtBot) -> None:
    link = Link(str(spoken.path), trusted=lambda _: True, start_engine=lambda: None)
    with qtbot.waitSignal(link.desk):
        link.open()
    with qtbot.waitSignal(link.incident) as heard:
        spoken.say(IncidentChanged("2026-11-22-aid"))
    assert heard.args == ["2026-11-22-aid"]
    link.close()


def test_a_deed_goes_over_the_wire_as_it_is_meant(spoken: SpokenEngine, qtbot: QtBot) -> None:
    link = Link(str(spoken.path), trusted=lambda _: True, start_engine=lambda: None)
    reply = msgspec.to_builtins(IncidentReply(night("pause")))
    spoken.replies["show_incident"] = lambda _: reply
    spoken.replies["act"] = lambda _: reply
    with qtbot.waitSignal(link.desk):
        link.open()
    window = IncidentWindow(link, "night")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.header.title.text() != "")
    window.side.timeline.note.line.setText("The press called.")
    window.side.timeline.note.button.click()
    asked = spoken.next("act")
    assert asked["deed"] == {"do": "note", "text": "The press called."}
    qtbot.waitUntil(lambda: window.side.timeline.note.line.text() == "")
    link.close()


def test_from_the_menu_to_the_window_and_on_with_every_change(spoken: SpokenEngine, qtbot: QtBot) -> None:
    joined = Joined(qtbot, spoken)
    quiet = desk(hats=(hat(BRAND), hat(ME)))
    frozen = msgspec.structs.replace(quiet, incidents=[line(night("pause"))])
    views = [night("pause"), night("deletion", title="Cider post, deleted")]
    spoken.desk = quiet
    spoken.replies["freeze"] = lambda _: msgspec.to_builtins(frozen)
    spoken.replies["show_incident"] = lambda _: msgspec.to_builtins(
        IncidentReply(views.pop(0) if len(views) > 1 else views[0])
    )
    joined.shell.start()
    joined.until_label("Freeze Harbour Aid…")
    joined.shell.do(AskFreeze("aid"))
    dialog = joined.the_window(FreezeDialog)
    assert isinstance(dialog, FreezeDialog)
    dialog.freeze.click()
    assert joined.asked("freeze")["identity"] == "aid"
    window = joined.the_window(IncidentWindow)
    assert isinstance(window, IncidentWindow)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.header.title.text() != "", timeout=5000)
    joined.until_label("Incident: Cider post on the public account · Pause")
    spoken.say(IncidentChanged("2026-11-22-aid"))
    qtbot.waitUntil(lambda: window.header.title.text() == "Cider post, deleted", timeout=5000)
    joined.link.close()
    joined.tray.stop()


# --- a small screen


@pytest.mark.parametrize("step", ["assess", "pause", "resume"])
def test_a_small_screen_has_room_for_the_words(qtbot: QtBot, engine: Engine, step: str) -> None:
    window = IncidentWindow(engine, "night")
    qtbot.addWidget(window)
    window.resize(1000, 552)
    window.show()
    qtbot.waitExposed(window)
    engine.answer(IncidentReply(night(step)))
    qtbot.waitUntil(lambda: cut_off(window) == [])
    done = window.pages[step].done
    assert window.rect().contains(done.mapTo(window, done.rect().bottomRight())), "in sight without scrolling"
    assert seen(window, QPushButton)

"""Every window of the shell, each opened with something in it: for tests that walk over all of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from in_process import InProcess
from incident_parts import BRAND, STEPS, Engine, line, night, strays
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shell_parts import ACME, ME, desk

from guard.protocol import Problem
from guard.protocol.card import Card
from guard.protocol.desk import Hat, Light, Today
from guard.protocol.events import Progress
from guard.protocol.incidents import IncidentList, IncidentReply
from guard.protocol.replies import (
    AuditFinding,
    AuditReport,
    Found,
    HeedRow,
    HeedRows,
    JournalRow,
    JournalRows,
    PictureEdge,
    PictureNode,
    Proposed,
    Shown,
    Unnamed,
)
from guard.protocol.requests import Audit, Request, Rows
from ui import actions
from ui.state import ContactChanged, DeskCame, State, reduce
from ui.windows.audit import AuditWindow
from ui.windows.first_run import FirstRun
from ui.windows.freeze import FreezeDialog
from ui.windows.hold import HoldWindow
from ui.windows.holds import HoldsWindow
from ui.windows.incident import IncidentWindow
from ui.windows.incidents import IncidentsWindow
from ui.windows.journal import JournalWindow
from ui.windows.pause import PauseDialog
from ui.windows.settings import SettingsWindow
from ui.windows.status import StatusWindow

SCENES = Path(__file__).parents[1] / "cases" / "hold"
WORKSPACE = """\
version = 1
[[identity]]
id = "acme"
name = "Acme"
kind = "brand"
color = "#c8102e"
accounts = ["x:@Acme", "facebook:acme"]
session = "25m"
hours = ["Mon-Fri 08:00-18:00"]
[[identity]]
id = "me"
name = "Me"
kind = "person"
color = "#0072b2"
folders = ["~"]
accounts = ["mastodon:@me@social.example"]
[tools]
paths = ["~/none.json"]
"""
DESK = desk(
    "acme",
    900.0,
    holds=("h1", "h2"),
    lights=(
        Light("commands", "Commands", "amber", "toot is judged before it posts."),
        Light("browser", "Browser", "grey", "Posts in web pages are not caught yet."),
        Light("watch", "Watching", "green", "Changes are noticed as they happen."),
    ),
    troubles=("The workspace is broken.",),
    today=Today(3, 1, 1, 0),
)
REPORT = AuditReport(
    findings=[
        AuditFinding("a", "high", "medium", "x:@me reaches x:@Acme.", ["n8n.json:26"], "Switch it off.", ["a", "b"]),
        AuditFinding("b", "note", "high", "Nobody has said whose it is.", ["m:4"], "Name it.", []),
        AuditFinding("c", "low", "high", "It comes back.", ["m:5"], "Cut it.", [], "ignore: it is wanted"),
    ],
    nodes=[
        PictureNode(1, "x:@me", "X", "me", named=True),
        PictureNode(2, "x:@Acme", "X", "acme", named=True),
        PictureNode(3, "facebook:page 6060", "Facebook", None, named=False),
        PictureNode(4, "https://example.org/feed", "", None, named=True),
    ],
    edges=[
        PictureEdge(1, 2, "n8n “Photos”", "n8n.json:26", enabled=True, forbidden=True, findings=[0], cut=True),
        PictureEdge(2, 3, "make “News”", "make.json:4", enabled=False, forbidden=False, findings=[1]),
        PictureEdge(4, 3, "make “Feed”", "make.json:9", enabled=None, forbidden=True, findings=[2]),
        PictureEdge(4, 2, "make “Blog”", "make.json:7", enabled=True, forbidden=False, findings=[]),
    ],
    files=2,
    unreadable=["a.json:1: it is not valid JSON; mend it."],
    notices=["2 files read."],
    cut="Removing this one link ends all.",
)
ROWS = JournalRows(
    [
        JournalRow(9, "2026-11-22T18:02:11+00:00", "decision", {"verdict": "hold", "active": None}, "Held: post"),
        JournalRow(8, "2026-11-22T18:01:11+00:00", "answer", {"choice": "stop"}, "Stopped by you: x:@Acme"),
        JournalRow(7, "2026-11-22T18:00:11+00:00", "hat", {"identity": "acme"}, "Put on: Acme"),
    ],
    more=False,
)
FOUND = Found(
    identities=[Proposed("acme", "Acme", "brand", ["x:@Acme"]), Proposed("me", "Me", "person", ["x:@me"])],
    tools=["~/n8n.json"],
    routes=1,
    unreadable=["a.json:1: it is not valid JSON; mend it."],
    unnamed=[Unnamed("n8n:X account 2 (NY8wGz)", "x", "n8n.json:26")],
)


WEEK = HeedRows(
    7,
    ["42 posts were looked at, 9 were held; you stopped 6 and released 3.", "2 of 2 drills were stopped."],
    [HeedRow("wrong-hat", 7, 6, 1, 0, demoted=False), HeedRow("hashtag-joined", 2, 0, 2, 4, demoted=True)],
    2,
    2,
)


class Told(QObject):
    """An ``Asker`` that has an answer ready for rows and for an audit, and leaves everything else open."""

    def ask(
        self,
        kind: type[Request],
        /,
        then: Callable[[Any], None],
        refused: Callable[[Problem], None] | None = None,  # noqa: ARG002 - as in ``ui.link.Asker``
        progress: Callable[[Progress], None] | None = None,  # noqa: ARG002
        **_fields: object,
    ) -> int:
        """See ``ui.link.Asker``."""
        replies: dict[type[Request], object] = {Rows: ROWS, Audit: REPORT}
        if kind in replies:
            QTimer.singleShot(0, self, lambda: then(replies[kind]))
        return 1


Maker = Callable[[QtBot, Path], QWidget]


def opened(name: str, qtbot: QtBot, folder: Path) -> QWidget:
    """The window of this name, open and filled; it goes with the test."""
    window = WINDOWS[name](qtbot, folder)
    if not window.isVisible():
        window.show()
    qtbot.waitExposed(window)
    QCoreApplication.processEvents()
    return window


def _kept(qtbot: QtBot, window: QWidget, asker: QObject | None = None) -> QWidget:
    if asker is not None:
        asker.setParent(window)
    qtbot.addWidget(window, before_close_func=_discarded)
    window.show()
    return window


def _discarded(window: QWidget) -> None:
    """Nothing asks what is to become of it."""
    if isinstance(window, HoldWindow):
        window.close_settled()
    if isinstance(window, SettingsWindow):
        window._on_discard()
    for asker in window.findChildren(InProcess):
        asker.end()


def _hold(name: str) -> Maker:
    def make(qtbot: QtBot, folder: Path) -> QWidget:
        raw = (SCENES / f"{name}.json").read_text(encoding="utf-8").replace("{here}", str(folder))
        card = msgspec.json.decode(raw.replace("{huge}", "A line. " * 4000), type=Card)
        window = HoldWindow(Shown(card, token="t" * 32, drawn="d" * 64, remaining=120.0), 2, still_for=100)
        _kept(qtbot, window)
        qtbot.waitUntil(lambda: window.stillness.open, timeout=5000)
        return window

    return make


def _status(qtbot: QtBot, _folder: Path) -> QWidget:
    translate = QCoreApplication.translate
    state = reduce(reduce(State(now=0.0), ContactChanged(there=True, now=0.0)), DeskCame(DESK, 0.0))
    window = StatusWindow(translate)
    window.tell_of_tray(there=False)
    window.show_state(state, actions.menu(state, translate))
    window.show_week(WEEK)
    return _kept(qtbot, window)


def _pause(qtbot: QtBot, _folder: Path) -> QWidget:
    return _kept(qtbot, PauseDialog(15))


def _holds(qtbot: QtBot, _folder: Path) -> QWidget:
    asker = Told()
    window = HoldsWindow(asker)
    window.on_desk(DESK)
    _kept(qtbot, window, asker)
    qtbot.waitUntil(lambda: len(window.lines()) == len(ROWS.rows))
    return window


def _journal(qtbot: QtBot, _folder: Path) -> QWidget:
    asker = Told()
    window = JournalWindow(asker)
    _kept(qtbot, window, asker)
    qtbot.waitUntil(lambda: window.table.rowCount() == len(ROWS.rows))
    window.view.selectRow(0)
    return window


def _audit(row: int | None) -> Maker:
    def make(qtbot: QtBot, _folder: Path) -> QWidget:
        asker = Told()
        window = AuditWindow(asker)
        window.set_hats([Hat(ACME, [], None), Hat(ME, [], None)])
        _kept(qtbot, window, asker)
        qtbot.waitUntil(lambda: window.lists.finding_rows.rowCount() == len(REPORT.findings))
        if row is not None:
            window.lists.findings.selectRow(row)
        return window

    return make


def _settings(page: int) -> Maker:
    def make(qtbot: QtBot, folder: Path) -> QWidget:
        (folder / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
        asker = InProcess(folder)
        window = SettingsWindow(asker)
        _kept(qtbot, window, asker)
        qtbot.waitUntil(lambda: window.identities.list.count() > 0)
        window.on_desk(DESK)
        window.pages.setCurrentRow(page)
        return window

    return make


def _care(qtbot: QtBot, folder: Path) -> QWidget:
    window = _settings(0)(qtbot, folder)
    assert isinstance(window, SettingsWindow)
    window.identities.form.care.more.click()
    return window


def _first_run(number: int) -> Maker:
    def make(qtbot: QtBot, folder: Path) -> QWidget:
        asker = InProcess(folder)
        window = FirstRun(asker)
        _kept(qtbot, window, asker)
        window.plan = replace(window.plan, name="Me").with_found(FOUND)
        step = window.steps[number]
        window._go(step)
        if step is window.found:
            qtbot.waitUntil(lambda: not window.found.search.busy, timeout=20_000)
            window.found._on_found(FOUND)
        return window

    return make


def _incident(step: str, pane: int) -> Maker:
    def make(qtbot: QtBot, _folder: Path) -> QWidget:
        engine = Engine()
        window = IncidentWindow(engine, "night")
        _kept(qtbot, window)
        engine.answer(IncidentReply(night(step, deletion="delete", pausing=step == "pause")))
        window.side.setCurrentIndex(pane)
        for _ in range(3):  # rows within cards within a page: each finds its height after what is in it
            QCoreApplication.processEvents()
        return window

    return make


def _incidents(qtbot: QtBot, _folder: Path) -> QWidget:
    engine = Engine()
    window = IncidentsWindow(engine)
    window.on_desk(msgspec.structs.replace(DESK, strays=strays()))
    _kept(qtbot, window)
    engine.answer(IncidentList([line(night("pause"))]))
    return window


def _freeze(qtbot: QtBot, _folder: Path) -> QWidget:
    return _kept(qtbot, FreezeDialog(BRAND))


WINDOWS: Mapping[str, Maker] = {
    "the pop-up": _hold("beer-tweet"),
    "the pop-up with a mirror": _hold("mirrored-selfie"),
    "the pop-up at high risk": _hold("high-risk"),
    "the pop-up of many": _hold("twelve-mirrors"),
    "the pop-up of an account that nobody named": _hold("reply-unnamed"),
    "the pop-up with all that can be noticed": _hold("second-voice"),
    "status": _status,
    "pause": _pause,
    "today's holds": _holds,
    "journal": _journal,
    "audit": _audit(None),
    "audit, a finding": _audit(0),
    "settings, identities": _settings(0),
    "settings, before a brand speaks": _care,
    "settings, rules": _settings(1),
    "settings, tools": _settings(2),
    "settings, gates": _settings(3),
    "settings, general": _settings(4),
    **{f"incident, {step}": _incident(step, number % 3) for number, step in enumerate(STEPS)},
    "incidents": _incidents,
    "freeze": _freeze,
    "first run, me": _first_run(0),
    "first run, found": _first_run(1),
    "first run, brands": _first_run(2),
    "first run, credentials": _first_run(3),
    "first run, done": _first_run(4),
}

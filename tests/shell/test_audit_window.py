"""The audit's window: what it asks the engine, what it says, and that it never calls clean what it does not know."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guard.protocol import ErrorCode, Problem
from guard.protocol.card import Badge
from guard.protocol.desk import Hat
from guard.protocol.events import Progress
from guard.protocol.replies import AuditFinding, AuditReport, Done, PictureEdge, PictureNode
from guard.protocol.requests import Audit, Cancel, Request
from ui.picture.export import Form
from ui.windows.audit import AuditWindow
from ui.windows.audit.tables import WHAT

HATS = [
    Hat(Badge("acme", "Acme Ltd", "brand", "#c8102e", "A"), [], None),
    Hat(Badge("jo", "Jo", "person", "#1d6fb8", "J"), [], None),
]
NODES = [
    PictureNode(1, "x:@jo", "X", "jo", named=True),
    PictureNode(2, "x:@Acme", "X", "acme", named=True),
    PictureNode(3, "facebook:page 6060", "Facebook", None, named=False),
]
EDGES = [
    PictureEdge(1, 2, "n8n “Photos”", f"{Path.home()}/n8n.json:26", enabled=True, forbidden=True, findings=[0]),
    PictureEdge(2, 3, "make “News”", "/srv/make.json:4", enabled=False, forbidden=False, findings=[1]),
]
FINDINGS = [
    AuditFinding(
        "person-reaches-brand",
        "high",
        "medium",
        "What is posted to x:@jo also appears on x:@Acme.",
        [f"{Path.home()}/n8n.json:26 (nodes[2])"],
        "Switch off n8n “Photos”.",
        ["x:@jo → x:@Acme by n8n <b>bold</b>"],
    ),
    AuditFinding("unresolved-credential", "note", "high", "Nobody has said which page it is.", ["m:4"], "Name it.", []),
    AuditFinding("loop", "medium", "high", "It comes back.", ["m:5"], "Cut it.", [], "ignore: it is wanted"),
]
REPORT = AuditReport(FINDINGS, NODES, EDGES, 2, [], ["2 files read."], "Removing this one link ends all.")
CLEAN = AuditReport([], [], [], 3, [], ["3 files read."], "")
NOTHING = AuditReport([], [], [], 0, [], ["0 files read."], "")
LOST = AuditReport([], [], [], 3, ["/srv/a.json:1: it is not valid JSON; mend it."], [], "")


class Engine:
    """Takes requests down as the protocol has them, and answers when the test wants it."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.waiting: dict[int, tuple[Callable[[Any], None], Any, Any]] = {}

    def ask(
        self,
        kind: type[Request],
        /,
        then: Callable[[Any], None],
        refused: Callable[[Problem], None] | None = None,
        progress: Callable[[Progress], None] | None = None,
        **fields: object,
    ) -> int:
        """Takes a request down."""
        number = len(self.asked) + 1
        self.asked.append(msgspec.convert({"op": kind.__struct_config__.tag, "n": number, **fields}, kind))
        self.waiting[number] = (then, refused, progress)
        return number

    def answer(self, reply: object) -> None:
        """Answers the last request for an audit."""
        number = max(one.n for one in self.asked if isinstance(one, Audit))
        self.waiting[number][1 if isinstance(reply, Problem) else 0](reply)

    def tell(self, text: str, done: int, total: int) -> None:
        """Tells how far the last request is."""
        number = self.asked[-1].n
        self.waiting[number][2](Progress(number, text, done, total))


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def window(qtbot: QtBot, engine: Engine) -> AuditWindow:
    window = AuditWindow(engine)
    qtbot.addWidget(window)
    window.set_hats(HATS)
    window.show()
    qtbot.waitExposed(window)
    return window


def choose(window: AuditWindow, number: int) -> None:
    rows = window.lists.finding_rows
    row = next(n for n in range(rows.rowCount()) if rows.index(n, 0).data(WHAT) == number)
    window.lists.findings.setCurrentIndex(rows.index(row, 0))


def texts(window: AuditWindow) -> list[str]:
    rows = window.lists.finding_rows
    return [str(rows.index(row, 1).data()) for row in range(rows.rowCount())]


def test_it_reads_once_when_it_is_first_shown(window: AuditWindow, engine: Engine) -> None:
    window.hide()
    window.show()
    assert engine.asked == [Audit(n=1, report="")]


@pytest.mark.parametrize(
    ("report", "headline"),
    [
        pytest.param(REPORT, "To decide now: 1. To look at besides: 1.", id="what was accepted is not counted"),
        pytest.param(CLEAN, "No account is mirrored into another identity's.", id="clean is said where all was read"),
        pytest.param(
            NOTHING, "Nothing could be read, so nothing is known. That is not the same as clean.", id="nothing"
        ),
        pytest.param(
            LOST, "Nothing was found in what could be read; not everything could be.", id="not read is not clean"
        ),
    ],
)
def test_the_headline_says_no_more_than_is_known(
    window: AuditWindow, engine: Engine, report: AuditReport, headline: str
) -> None:
    engine.answer(report)
    assert window.headline.text() == headline


def test_what_could_not_be_read_stands_at_the_top_in_full(window: AuditWindow, engine: Engine) -> None:
    engine.answer(LOST)
    assert window.not_read.isVisible()
    assert "/srv/a.json:1: it is not valid JSON; mend it." in window.not_read.lines.text()
    window.refresh()
    engine.answer(CLEAN)
    assert not window.not_read.isVisible()


@pytest.mark.parametrize(
    ("report", "said"),
    [
        pytest.param(NOTHING, "no configuration could be read", id="nothing was read"),
        pytest.param(CLEAN, "in the files that were read: 3", id="no routes in three files"),
    ],
)
def test_an_empty_picture_says_what_was_read(
    window: AuditWindow, engine: Engine, report: AuditReport, said: str
) -> None:
    engine.answer(report)
    assert said in window.pane.words


def test_findings_stand_worst_first_and_accepted_ones_last(window: AuditWindow, engine: Engine) -> None:
    engine.answer(REPORT)
    rows = window.lists.finding_rows
    assert [rows.index(n, 0).data() for n in range(3)] == ["▲ high", "○ note", "✓ accepted"]
    assert texts(window)[2].endswith("(ignore: it is wanted)")


def test_search_and_severity_choose_the_rows(window: AuditWindow, engine: Engine, qtbot: QtBot) -> None:
    engine.answer(REPORT)
    qtbot.keyClicks(window.lists.search, "SWITCH n8n.json")
    assert texts(window) == [FINDINGS[0].text]
    assert window.lists.tabs.tabText(1) == "Links (0)"
    window.lists.search.clear()
    window.lists.severity.setCurrentIndex(window.lists.severity.findData("note"))
    assert texts(window) == [FINDINGS[1].text]


def test_a_chosen_finding_shows_its_way_in_the_picture_and_its_fix_in_words(
    window: AuditWindow, engine: Engine
) -> None:
    engine.answer(REPORT)
    choose(window, 0)
    scene = window.pane.view.scene()
    assert [(line.link.source, line.link.target) for line in scene.lines if line.is_chosen] == [(1, 2)]
    told = window.lists.detail.toPlainText()
    assert "Switch off n8n “Photos”." in told
    assert "~/n8n.json:26 (nodes[2])" in told
    assert "n8n <b>bold</b>" in told


def test_a_click_on_a_line_shows_its_evidence_and_what_to_do(window: AuditWindow, engine: Engine, qtbot: QtBot) -> None:
    engine.answer(REPORT)
    view = window.pane.view
    line = next(one for one in view.scene().lines if one.link.source == 1)
    where = view.mapFromScene(line.path().pointAtPercent(0.12))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    told = window.lists.detail.toPlainText()
    assert "~/n8n.json:26" in told
    assert "Switch off n8n “Photos”." in told
    assert line.is_chosen


def test_a_click_on_the_ground_and_escape_choose_nothing(window: AuditWindow, engine: Engine, qtbot: QtBot) -> None:
    engine.answer(REPORT)
    for undo in (
        lambda: qtbot.mouseClick(window.pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3)),
        lambda: qtbot.keyClick(window, Qt.Key.Key_Escape),
    ):
        choose(window, 0)
        undo()
        assert not any(line.is_chosen for line in window.pane.view.scene().lines)
        assert "Removing this one link ends all." in window.lists.detail.toPlainText()
        window.lists.findings.setCurrentIndex(window.lists.finding_rows.index(-1, -1))


def test_the_table_of_links_carries_everything_the_picture_shows(window: AuditWindow, engine: Engine) -> None:
    engine.answer(REPORT)
    rows = window.lists.link_rows
    shown = [[rows.index(row, column).data() for column in range(4)] for row in range(rows.rowCount())]
    assert shown == [
        ["forbidden", "@jo, X · Jo", "@Acme, X · Acme Ltd", "n8n “Photos”"],
        ["switched off", "@Acme, X · Acme Ltd", "page 6060, Facebook · not named yet", "make “News”"],
    ]
    read_out = rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "/srv/make.json:4" in read_out


def test_progress_is_shown_and_cancel_stops_the_request(window: AuditWindow, engine: Engine, qtbot: QtBot) -> None:
    engine.tell("Reading matterbridge.toml", 3, 12)
    assert (window.waiting.bar.value(), window.waiting.bar.maximum()) == (3, 12)
    assert window.waiting.text.text() == "Reading matterbridge.toml"
    qtbot.mouseClick(window.waiting.cancel, Qt.MouseButton.LeftButton)
    assert engine.asked[-1] == Cancel(n=2, of=1)
    engine.waiting[2][0](Done())
    engine.answer(Problem(ErrorCode.CANCELLED, "The audit was stopped."))
    assert window.said.text() == "The audit was stopped."
    assert not window.waiting.isVisible()
    assert window.headline.text() == "Nothing has been read yet."
    assert window.again.isEnabled()


def test_a_report_that_failed_leaves_the_one_before_and_says_so(window: AuditWindow, engine: Engine) -> None:
    engine.answer(REPORT)
    window.refresh()
    engine.answer(Problem(ErrorCode.NOT_READ, "An ignore has no reason."))
    assert window.said.text() == "An ignore has no reason. What is shown is the report before."
    assert window.lists.finding_rows.rowCount() == 3


def test_a_second_wish_to_read_while_one_goes_on_asks_nothing(window: AuditWindow, engine: Engine) -> None:
    window.refresh()
    assert len(engine.asked) == 1


@pytest.mark.parametrize("form", ["html", "sarif", "json", "csv"])
def test_a_report_is_asked_for_in_its_format_and_written_as_it_comes(
    window: AuditWindow, engine: Engine, tmp_path: Path, form: str
) -> None:
    engine.answer(REPORT)
    window.save_report(tmp_path / "report", form)
    assert engine.asked[-1] == Audit(n=2, report=form)
    engine.answer(msgspec.structs.replace(REPORT, rendered=json.dumps({"ü": "\n"})))
    assert (tmp_path / "report").read_bytes() == json.dumps({"ü": "\n"}).encode()
    assert str(tmp_path / "report") in window.said.text()


@pytest.mark.parametrize(("form", "begins"), [(Form.SVG, b"<?xml"), (Form.PDF, b"%PDF"), (Form.PNG, b"\x89PNG")])
def test_the_picture_is_written_in_every_format(
    window: AuditWindow, engine: Engine, tmp_path: Path, form: Form, begins: bytes
) -> None:
    engine.answer(REPORT)
    window.save_picture(tmp_path / "picture", form)
    assert (tmp_path / "picture").read_bytes().startswith(begins)


def test_a_place_that_cannot_be_written_is_told(window: AuditWindow, engine: Engine, tmp_path: Path) -> None:
    engine.answer(REPORT)
    window.save_picture(tmp_path / "no" / "picture.svg", Form.SVG)
    assert "cannot be written: No such file or directory" in window.said.text()


def test_the_picture_fits_until_somebody_zooms(window: AuditWindow, engine: Engine, qtbot: QtBot) -> None:
    engine.answer(REPORT)
    view = window.pane.view
    fitted = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(fitted * 1.2)
    _wheel(view.viewport(), 120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(fitted * 1.44)
    _wheel(view.viewport(), 120, Qt.KeyboardModifier.NoModifier)
    assert view.zoom == pytest.approx(fitted * 1.44)
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(4.0)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == pytest.approx(fitted)


def _wheel(viewport: Any, turn: int, held: Qt.KeyboardModifier) -> None:
    middle = QPointF(viewport.rect().center())
    event = QWheelEvent(
        middle,
        viewport.mapToGlobal(middle),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's order
    )
    QApplication.sendEvent(viewport, event)


def test_two_thousand_links_do_not_freeze_the_window(window: AuditWindow, engine: Engine) -> None:
    nodes = [PictureNode(n, f"x:@user{n}", "X", None, named=True) for n in range(1000)]
    edges = [
        PictureEdge(
            n % 1000, (n * 7 + n // 1000 + 1) % 1000, "n8n", "a.json", enabled=True, forbidden=False, findings=[]
        )
        for n in range(2000)
    ]
    edges.append(PictureEdge(5, 900, "late", "late.json", enabled=True, forbidden=True, findings=[0]))
    began = time.perf_counter()
    engine.answer(AuditReport(FINDINGS[:1], nodes, edges, 9, [], [], ""))
    assert time.perf_counter() - began < 2.5  # 0.5 s where nothing else runs
    assert "too many to see" in window.pane.note.text()
    assert window.lists.link_rows.rowCount() > 1900
    assert any(line.link.edges[0].by == "late" for line in window.pane.view.scene().lines)


def test_a_finding_whose_way_is_not_drawn_is_drawn_when_it_is_chosen(window: AuditWindow, engine: Engine) -> None:
    nodes = [PictureNode(n, f"x:@user{n}", "X", None, named=True) for n in range(1400)]
    edges = [
        PictureEdge(2 * n, 2 * n + 1, "n8n", "a.json", enabled=True, forbidden=True, findings=[n]) for n in range(700)
    ]
    engine.answer(AuditReport([FINDINGS[0]] * 700, nodes, edges, 9, [], [], ""))
    choose(window, 699)
    scene = window.pane.view.scene()
    assert [line.link.source for line in scene.lines if line.is_chosen] == [1398]


def test_hats_that_come_later_colour_the_picture(qtbot: QtBot, engine: Engine) -> None:
    window = AuditWindow(engine)
    qtbot.addWidget(window)
    window.show()
    engine.answer(REPORT)
    assert "acme" in window.lists.link_rows.index(0, 2).data()
    window.set_hats(HATS)
    assert "Acme Ltd" in window.lists.link_rows.index(0, 2).data()

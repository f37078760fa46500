"""The journal's window: pages as one scrolls, search and filter by the engine, and files that no spreadsheet runs."""

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from guard.protocol import ErrorCode, Problem
from guard.protocol.events import Progress
from guard.protocol.replies import JournalRow, JournalRows
from guard.protocol.requests import Cancel, Request, Rows
from ui.windows.journal import JournalWindow
from ui.windows.journal.window import PAGE


def row(seq: int, **detail: object) -> JournalRow:
    facts = {"verdict": "hold", "destinations": ["x:@Acme"], **detail}
    return JournalRow(seq, "2026-11-22T17:02:11+00:00", "decision", facts, f"Held: post to x:@Acme ({seq})")


class Engine:
    """Takes requests down as the protocol has them, and answers when the test wants it."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self._waiting: dict[int, tuple[Callable[[Any], None], Any]] = {}

    def ask(
        self,
        kind: type[Request],
        /,
        then: Callable[[Any], None],
        refused: Callable[[Problem], None] | None = None,
        progress: Callable[[Progress], None] | None = None,  # noqa: ARG002 - the journal has none
        **fields: object,
    ) -> int:
        """Takes a request down."""
        number = len(self.asked) + 1
        self.asked.append(msgspec.convert({"op": kind.__struct_config__.tag, "n": number, **fields}, kind))
        self._waiting[number] = (then, refused)
        return number

    @property
    def rows_asked(self) -> list[Rows]:
        """The requests for rows."""
        return [one for one in self.asked if isinstance(one, Rows)]

    def answer(self, reply: object, number: int | None = None) -> None:
        """Answers a request for rows, else the last."""
        self._waiting[number or self.rows_asked[-1].n][1 if isinstance(reply, Problem) else 0](reply)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def window(qtbot: QtBot, engine: Engine) -> JournalWindow:
    window = JournalWindow(engine)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def numbers(window: JournalWindow) -> list[str]:
    return [window.table.index(n, 0).data() for n in range(window.table.rowCount())]


def page(start: int, count: int = PAGE, *, more: bool = True) -> JournalRows:
    return JournalRows([row(start - n) for n in range(count)], more)


def test_it_asks_for_the_newest_rows_when_it_is_shown(window: JournalWindow, engine: Engine) -> None:
    assert engine.asked == [Rows(n=1, limit=PAGE)]
    engine.answer(page(900, 3, more=False))
    assert numbers(window) == ["900", "899", "898"]
    assert window.said.text() == "Rows: 3."


def test_scrolling_to_the_end_brings_the_next_page_once(window: JournalWindow, engine: Engine, qtbot: QtBot) -> None:
    engine.answer(page(900))
    bar = window.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    bar.setValue(bar.maximum() - 1)
    assert [one.before for one in engine.rows_asked] == [None, 701]
    engine.answer(page(700, 5, more=False))
    assert numbers(window)[PAGE - 1 : PAGE + 1] == ["701", "700"]
    bar.setValue(bar.maximum())
    assert len(engine.rows_asked) == 2


def test_a_page_that_does_not_fill_the_window_brings_the_next_by_itself(
    window: JournalWindow, engine: Engine, qtbot: QtBot
) -> None:
    engine.answer(page(900, 2))
    qtbot.waitUntil(lambda: len(engine.rows_asked) == 2)
    assert engine.rows_asked[-1].before == 899
    assert window.table.rowCount() == 2


def test_a_search_waits_for_the_last_key_and_stops_the_one_before(
    window: JournalWindow, engine: Engine, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window.search, "toot acme")
    qtbot.waitUntil(lambda: len(engine.rows_asked) == 2)
    assert engine.asked[1] == Cancel(n=2, of=1)
    assert engine.asked[2] == Rows(n=3, search="toot acme", limit=PAGE)
    engine.answer(page(5, 1, more=False))
    engine.answer(page(900, 3), number=1)
    assert numbers(window) == ["5"]


def test_kind_and_time_are_asked_of_the_engine(window: JournalWindow, engine: Engine) -> None:
    window.kind.setCurrentIndex(window.kind.findData("answer"))
    window.since.setCurrentIndex(window.since.findData(1))
    asked = engine.rows_asked[-1]
    assert asked.kind == "answer"
    since = datetime.fromisoformat(str(asked.since))
    assert (since.utcoffset() is not None, since.hour, since.minute) == (True, 0, 0)
    assert since.date() == datetime.now().astimezone().date()


@pytest.mark.parametrize(
    ("search", "said"),
    [pytest.param("", "The journal has no rows yet.", id="empty"), pytest.param("x", "No row fits.", id="none fits")],
)
def test_an_empty_table_says_why(window: JournalWindow, engine: Engine, search: str, said: str) -> None:
    window.search.setText(search)
    window.refresh()
    engine.answer(JournalRows([], more=False))
    assert window.said.text() == said
    assert not window.export.isEnabled()


def test_what_went_wrong_is_said_and_it_can_be_tried_again(window: JournalWindow, engine: Engine, qtbot: QtBot) -> None:
    engine.answer(Problem(ErrorCode.NOT_READ, "The journal cannot be read: look at the disk."))
    assert window.said.text() == "The journal cannot be read: look at the disk."
    qtbot.mouseClick(window.again, Qt.MouseButton.LeftButton)
    engine.answer(page(3, 1, more=False))
    assert numbers(window) == ["3"]


def test_a_chosen_row_is_shown_in_full_and_as_text(window: JournalWindow, engine: Engine) -> None:
    engine.answer(JournalRows([row(7, app="<b>toot</b>\u202e", rules=["one", "two"], active=None)], more=False))
    window.view.setCurrentIndex(window.table.index(0, 0))
    told = window.detail.toPlainText()
    assert "Held: post to x:@Acme (7)" in told
    assert "<b>toot</b>⟨U+202E⟩" in told
    assert "one\ntwo" in told


def test_a_verdict_has_a_word_and_a_sign_beside_its_colour(window: JournalWindow, engine: Engine) -> None:
    verdicts = ("allow", "hold", "deny")
    engine.answer(JournalRows([row(9 - n, verdict=verdict) for n, verdict in enumerate(verdicts)], more=False))
    assert [window.table.index(n, 2).data() for n in range(3)] == ["✓ allowed", "◆ held", "✕ refused"]


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"],
    ids=["equals", "plus", "minus", "at", "after a tab", "after a line break", "full width"],
)
def test_no_cell_of_the_csv_is_a_formula(window: JournalWindow, engine: Engine, tmp_path: Path, text: str) -> None:
    evil = msgspec.structs.replace(row(1, app=text), line=text, kind=text.strip())
    engine.answer(JournalRows([evil], more=False))
    window.save(tmp_path / "rows.csv", "csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    assert len(cells) == 10
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in cells)


def test_the_json_holds_the_rows_that_are_shown(window: JournalWindow, engine: Engine, tmp_path: Path) -> None:
    engine.answer(page(2, 2, more=False))
    window.save(tmp_path / "rows.json", "json")
    kept = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    assert [one["row"] for one in kept] == [2, 1]
    assert kept[0]["detail"]["destinations"] == ["x:@Acme"]


def test_a_place_that_cannot_be_written_is_told(window: JournalWindow, engine: Engine, tmp_path: Path) -> None:
    engine.answer(page(2, 2, more=False))
    window.save(tmp_path / "no" / "rows.csv", "csv")
    assert "cannot be written: No such file or directory" in window.said.text()

"""The window of an incident: it shows what the engine says, keeps what is typed, and brings back what is done."""

from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from incident_parts import DRAFT, Engine, finished, night
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea
from pytestqt.qtbot import QtBot
from shell_parts import desk
from test_german import cut_off

from guard.protocol import ErrorCode, Problem
from guard.protocol import deeds as do
from guard.protocol.incidents import AddEvidence, IncidentReply, ShowIncident
from guard.protocol.requests import Freeze
from ui.windows.incident import IncidentWindow


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def window(qtbot: QtBot, engine: Engine) -> IncidentWindow:
    window = IncidentWindow(engine, "night")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def at(window: IncidentWindow, engine: Engine, step: str, **fields: object) -> None:
    engine.answer(IncidentReply(night(step, **fields)), engine.of(ShowIncident)[-1])
    assert window.pages[step].isVisible()


def seen(window: IncidentWindow) -> str:
    return next(step for step, page in window.pages.items() if page.isVisible())


def test_it_reads_when_it_is_shown_and_shows_the_step_that_is_due(window: IncidentWindow, engine: Engine) -> None:
    assert engine.asked == [ShowIncident(n=1, incident="night")]
    at(window, engine, "statement")
    assert window.header.title.text() == "Cider post on the public account"
    assert (window.header.frozen.text, window.header.frozen.isVisible()) == ("FROZEN", True)
    assert window.steps.buttons["statement"].isChecked()
    assert "4. Say something, to do now, Jo · until" in window.steps.buttons["statement"].accessibleName()


def test_a_change_is_read_once_more_and_many_at_once_only_twice(window: IncidentWindow, engine: Engine) -> None:
    for _ in range(5):
        window.on_changed("night")
    window.on_changed("another")
    assert len(engine.of(ShowIncident)) == 1
    at(window, engine, "assess")
    assert len(engine.of(ShowIncident)) == 2


TYPED = {
    "assess": lambda page: page.text,
    "deletion": lambda page: page.reason,
    "statement": lambda page: page.editor,
    "answers": lambda page: page.people.rows[1].how,
}


@pytest.mark.parametrize("step", TYPED)
def test_what_is_typed_survives_what_the_engine_says(window: IncidentWindow, engine: Engine, step: str) -> None:
    at(window, engine, step)
    field = TYPED[step](window.pages[step])
    field.setPlainText("half a thought")
    window.show_view(night(step, draft="somebody else wrote this", deletion="keep", deletion_reason="theirs"))
    assert field.toPlainText() == "half a thought"


def test_lines_and_ticks_that_are_not_sent_survive_as_well(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "assess")
    page = window.pages["assess"]
    page.hits.ticks["staff"].setChecked(True)
    page.hits.ticks["donors"].setChecked(False)
    page.grave["high"].setChecked(True)
    page.teams.rows["duty"].asking.line.setText("by pho")
    window.side.timeline.note.line.setText("a no")
    window.show_view(night("assess", severity="low"))
    assert page.hits.chosen == ["staff"]
    assert page.grave["high"].isChecked()
    assert page.teams.rows["duty"].asking.line.text() == "by pho"
    assert window.side.timeline.note.line.text() == "a no"


def test_what_is_not_typed_over_follows_the_engine(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "statement")
    window.show_view(night("statement", draft="a colleague's wording"))
    assert window.statement.editor.toPlainText() == "a colleague's wording"


def test_an_answer_that_was_overtaken_is_not_shown(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "assess")
    older = night("assess", title="older")
    window.show_view(msgspec.structs.replace(older, entries=older.entries[:-1]))
    assert window.header.title.text() == "Cider post on the public account"


def test_done_waits_for_what_is_missing_then_finishes_and_goes_on(
    window: IncidentWindow, engine: Engine, qtbot: QtBot
) -> None:
    at(window, engine, "pause")
    page = window.pages["pause"]
    assert not page.done.isEnabled()
    assert page.missing.said == ["Newsroom calendar: pause it yourself and say so, or try again."]
    assert page.done.toolTip() == page.missing.said[0]
    window.show_view(finished(night("pause"), "pause"))
    qtbot.mouseClick(page.done, Qt.MouseButton.LeftButton)
    assert engine.deeds == [do.Finish(step="pause")]
    engine.answer(IncidentReply(night("deletion")))
    assert seen(window) == "deletion"


def test_news_that_come_before_the_answer_do_not_keep_it_on_the_old_step(
    window: IncidentWindow, engine: Engine, qtbot: QtBot
) -> None:
    at(window, engine, "pause")
    page = window.pages["pause"]
    window.show_view(finished(night("pause"), "pause"))
    qtbot.mouseClick(page.done, Qt.MouseButton.LeftButton)
    asked = engine.asked[-1]
    window.show_view(night("deletion"))
    assert seen(window) == "pause"
    longer = night("deletion")
    window.show_view(msgspec.structs.replace(longer, entries=[*longer.entries, longer.entries[-1]]))
    engine.answer(IncidentReply(night("deletion")), asked)
    assert seen(window) == "deletion"


def test_a_step_that_somebody_else_ends_takes_nobody_away(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "pause")
    window.show_view(night("deletion"))
    assert seen(window) == "pause"


def test_a_step_that_waits_can_be_prepared_but_not_ended(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "pause")
    window.show_view(finished(night("pause"), "review"))
    window.show_step("review")
    page = window.pages["review"]
    assert (page.done.isEnabled(), page.skip.isEnabled()) == (False, False)
    assert page.first.text() == "First comes “Pause”. What you do here already is kept."
    page.lesson.line.setText("Two people after eight.")
    page.lesson.button.click()
    assert engine.deeds == [do.Lesson(text="Two people after eight.")]


def test_skipping_asks_for_a_reason(window: IncidentWindow, engine: Engine, qtbot: QtBot) -> None:
    at(window, engine, "answers")
    skip = window.pages["answers"].skip
    qtbot.mouseClick(skip.opener, Qt.MouseButton.LeftButton)
    assert not skip.asking.button.isEnabled()
    qtbot.keyClick(skip.asking.line, Qt.Key.Key_Return)
    assert engine.deeds == []
    qtbot.keyClicks(skip.asking.line, "nobody asked anything")
    qtbot.keyClick(skip.asking.line, Qt.Key.Key_Return)
    assert engine.deeds == [do.Skip(step="answers", reason="nobody asked anything")]


def test_a_refusal_stands_on_the_page_and_the_words_stay(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "assess")
    page = window.pages["assess"]
    row = page.teams.rows["duty"]
    row.asking.line.setText("x")
    row.asking.button.click()
    engine.answer(Problem(ErrorCode.NOT_CHANGED, "Say how they were told."))
    assert (page.refused.isVisible(), page.refused.text()) == (True, "Say how they were told.")
    assert row.asking.line.text() == "x"
    row.asking.line.setText("by phone")
    row.asking.button.click()
    engine.answer(IncidentReply(night("assess")))
    assert engine.deeds[-1] == do.Tell(team="duty", how="by phone")
    assert (page.refused.isVisible(), row.asking.line.text()) == (False, "")


def test_an_engine_that_is_away_is_told_and_asked_again_with_its_next_run(
    window: IncidentWindow, engine: Engine
) -> None:
    engine.answer(Problem(ErrorCode.CANCELLED, "The engine cannot be reached."))
    assert window.said.text() == "The engine cannot be reached."
    window.on_desk(desk(run="run-2"))
    at(window, engine, "assess")
    assert not window.said.isVisible()


def test_an_owner_and_a_time_are_given(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "pause")
    owner = window.pages["pause"].owner
    owner.opener.click()
    owner.who.setText("Noor")
    owner.until.setCurrentIndex(1)
    owner.set.click()
    (deed,) = engine.deeds
    assert (deed.step, deed.who) == ("pause", "Noor")
    assert datetime.fromisoformat(deed.due).tzinfo is not None


def test_a_file_that_is_dropped_becomes_evidence(window: IncidentWindow, engine: Engine, tmp_path: Path) -> None:
    at(window, engine, "statement")
    file = tmp_path / "seen.png"
    file.write_bytes(b"png")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    asked = engine.of(AddEvidence)[-1]
    assert (asked.incident, asked.path) == ("night", str(file))
    assert not window.statement.editor.acceptDrops(), "a file's name is no part of a statement"


def test_a_pasted_picture_is_a_file_until_the_engine_has_its_copy(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "assess")
    image = QImage(QSize(8, 8), QImage.Format.Format_RGB32)
    image.fill(QColor("#c8102e"))
    QGuiApplication.clipboard().setImage(image)
    window.side.evidence.what.setText("the post")
    window.side.evidence.take_clipboard()
    asked = engine.of(AddEvidence)[-1]
    assert QImage(asked.path).pixelColor(2, 2).name() == "#c8102e"
    engine.answer(IncidentReply(night("assess")), asked)
    assert (asked.what, Path(asked.path).exists()) == ("the post", False)


def test_the_seen_record_is_folded_and_its_words_are_no_markup(window: IncidentWindow, engine: Engine) -> None:
    one = night("assess").entries
    evil = msgspec.structs.replace(one[0], text="<b>bold</b>\u202e", by="<i>")
    at(window, engine, "assess", entries=[evil, *one[1:]])
    told = window.side.timeline.view.toPlainText()
    assert "<b>bold</b>⟨U+202E⟩" in told
    assert ("208 characters" in told, "180 characters" in told) == (True, False)
    assert told.index("208 characters") < told.index("bold"), "the newest first"


def test_a_mention_goes_onto_the_list_and_is_not_offered_twice(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "answers")
    rows = window.side.talk.latest.rows
    (row,) = rows.values()
    row.take.click()
    link = "https://social.example/@lena/3"
    assert engine.deeds == [do.AddPerson(who="@lena@social.example", link=link, text="Who runs this account at night?")]


def test_what_nobody_read_is_no_zero(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "pause")
    chart = window.side.talk.chart
    told = [chart.words_for(bar) for bar in chart.bars[9:11]]
    assert told[0].endswith("1 mentions, 2 are usual")
    assert told[1].endswith("nothing was read, so nothing is known")


def test_freezing_takes_one_click(window: IncidentWindow, engine: Engine, qtbot: QtBot) -> None:
    at(window, engine, "pause", frozen=False)
    qtbot.mouseClick(window.header.freezer, Qt.MouseButton.LeftButton)
    asked = engine.of(Freeze)[-1]
    assert (asked.identity, asked.reason) == ("aid", "Cider post on the public account")


def test_what_comes_later_is_not_cut_off_in_a_window_of_its_first_size(
    window: IncidentWindow, engine: Engine, qtbot: QtBot
) -> None:
    at(window, engine, "assess")
    qtbot.waitUntil(lambda: cut_off(window) == [])
    inner = window.pages["assess"].findChild(QScrollArea).widget()
    assert inner.width() <= inner.parentWidget().width(), "nothing is beyond the right edge"


def test_below_a_narrow_page_stands_what_is_known(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "assess")
    window.resize(1400, 800)
    beside = window.side.mapTo(window, QPoint()).x()
    window.resize(1000, 560)
    QApplication.processEvents()
    assert window.width() == 1000
    assert window.side.mapTo(window, QPoint()).x() < beside


def test_a_statement_being_written_is_kept_when_the_window_closes(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "statement")
    window.statement.editor.setPlainText(f"{DRAFT} More.")
    window.close()
    assert engine.deeds == [do.Draft(text=f"{DRAFT} More.")]


def test_nothing_is_decided_that_nobody_has_decided(window: IncidentWindow, engine: Engine) -> None:
    at(window, engine, "deletion")
    page = window.pages["deletion"]
    assert not any(button.isChecked() for button in page.findChildren(QRadioButton))
    assert not page.decide.isEnabled()

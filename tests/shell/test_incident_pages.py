"""What each step's page shows, offers and leaves out."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from incident_parts import DRAFT, Engine, lines, night, noticed, waiting
from PySide6.QtCore import QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from guard.protocol import deeds as do
from guard.protocol.incidents import IncidentReply, Repause, ShowIncident
from guard.protocol.requests import Unfreeze
from ui import look
from ui.windows.incident import IncidentWindow
from ui.windows.incident.careful import CarefulButton

Shown = Callable[..., Any]


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def shown(qtbot: QtBot, engine: Engine) -> Shown:
    """Opens the window at a step, and gives that step's page."""

    def make(step: str, **fields: Any) -> Any:
        window = IncidentWindow(engine, "night")
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        engine.answer(IncidentReply(night(step, **fields)), engine.of(ShowIncident)[-1])
        return window.pages[step]

    return make


def press_on_purpose(qtbot: QtBot, button: CarefulButton) -> None:
    """As a hand does: the pointer comes, rests, and presses."""
    QApplication.sendEvent(button, QEnterEvent(QPointF(3, 3), QPointF(3, 3), QPointF(3, 3)))
    qtbot.waitUntil(lambda: button.rested, timeout=5000)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# --- assess


def test_the_assessment_is_sent_whole(shown: Shown, engine: Engine) -> None:
    page = shown("assess")
    assert not page.save.isEnabled(), "nothing differs yet"
    page.hits.ticks["staff"].setChecked(True)
    page.hits.own.setText("the cider maker")
    page.grave["high"].setChecked(True)
    page.teams.rows["press"].needed.setChecked(True)
    page.text.setPlainText("A private post.")
    page.save.click()
    (deed,) = engine.deeds
    assert deed == do.Assess(
        hits=["donors", "staff", "the cider maker"],
        severity="high",
        teams=["duty", "donors", "press"],
        text="A private post.",
    )


def test_teams_that_fit_come_first_with_the_number_for_this_hour(shown: Shown) -> None:
    page = shown("assess")
    assert list(page.teams.rows) == ["duty", "donors", "press"]
    assert page.teams.rows["duty"]._reach.text() == "Sam Ortiz · +49 171 5550 222 (night)"


# --- pause


OUTCOMES = [
    pytest.param("mastodon:aid", True, "Paused, and read back", False, id="paused"),
    pytest.param("buffer:main", True, "Asked: nothing would go out", False, id="nothing"),
    pytest.param("n8n:office", False, "Pausing…", False, id="pausing"),
    pytest.param("ghost:blog", False, "Not paused: that failed", True, id="failed"),
    pytest.param("calendar:news", False, "Not verified: nobody could look", True, id="unverified"),
    pytest.param("github:site", False, "Not verified: nobody could look", False, id="said to be paused"),
]


@pytest.mark.parametrize(("scheduler", "tick", "said", "by_hand"), OUTCOMES)
def test_only_what_was_read_back_looks_paused(
    shown: Shown, scheduler: str, *, tick: bool, said: str, by_hand: bool
) -> None:
    row = shown("pause").lines.rows[scheduler]
    assert (row.sign.is_tick, row.outcome.text()) == (tick, said)
    assert row.by_hand.isVisible() is by_hand


def test_an_outcome_that_nobody_knows_is_not_paused(shown: Shown) -> None:
    new = [type(lines()[0])("x", "X", "brand-new-word", "")]
    row = shown("pause", lines=new).lines.rows["x"]
    assert (row.sign.is_tick, row.outcome.text()) == (False, "Not verified: nobody could look")


def test_what_a_person_did_is_said_and_not_shown_as_read_back(shown: Shown, engine: Engine) -> None:
    page = shown("pause")
    row = page.lines.rows["calendar:news"]
    row.by_hand.opener.click()
    row.by_hand.asking.line.setText("pressed Pause all, it says paused")
    row.by_hand.asking.button.click()
    assert engine.deeds == [do.SayPaused(scheduler="calendar:news", how="pressed Pause all, it says paused")]
    assert page.counted.text() == "Paused and read back, or with nothing to send: 2 of 6"


def test_it_is_tried_again_but_not_while_it_goes_on(shown: Shown, engine: Engine) -> None:
    page = shown("pause", pausing=True)
    assert (page.repause.isEnabled(), page.progress.isVisible(), page.progress.value()) == (False, True, 2)
    page.window().show_view(night("pause"))
    page.repause.click()
    assert engine.of(Repause)[-1].incident == "2026-11-22-aid"


def test_the_bar_never_looks_more_paused_than_it_is(shown: Shown) -> None:
    """Of six, two are settled, three were asked and are not, one is still being asked."""
    bar = shown("pause", pausing=True).progress
    image, settled = bar.grab().toImage(), look.look_of(bar).good
    width, height = image.width(), image.height()

    def inks(part: int) -> set[str]:
        """The colours of the inside of one sixth."""
        across = range(round(width * (part + 0.2) / 6), round(width * (part + 0.8) / 6))
        return {image.pixelColor(x, y).name() for x in across for y in range(3, height - 3)}

    assert [inks(part) == {settled.name()} for part in range(6)] == [True, True, False, False, False, False]
    assert [settled.name() in inks(part) for part in range(2, 6)] == [False] * 4
    hatched, empty = inks(3), inks(5)
    assert (len(empty), len(hatched) > 1) == (1, True), "what was asked and is not settled is seen, and is calmer"


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "", "https:", "not an address"],
)
def test_a_link_opens_nothing_but_pages(shown: Shown, url: str) -> None:
    page = shown("assess", url=url)
    assert not page.known.link.isVisible()


class Browser(QObject):
    """Takes pages down instead of opening them."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


def test_a_link_opens_the_page(shown: Shown) -> None:
    page, browser = shown("assess"), Browser()
    QDesktopServices.setUrlHandler("https", browser, "take")
    try:
        page.known.link.click()
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert browser.opened == ["https://social.example/@aid/112233"]


# --- deletion


def test_a_decision_needs_its_reason_and_a_deletion_its_proof(shown: Shown, engine: Engine) -> None:
    page = shown("deletion")
    page.choices["delete"].setChecked(True)
    assert (page.decide.isEnabled(), page.gone.isVisible()) == (False, False)
    page.reason.setPlainText("It names a company.")
    page.decide.click()
    assert engine.deeds == [do.Weigh(choice="delete", reason="It names a company.")]
    view = night("deletion", deletion="delete", deletion_reason="It names a company.")
    engine.answer(IncidentReply(view))
    assert (page.gone.isVisible(), page.decide.isEnabled()) == (True, False)
    page.how.line.setText("not found in a private window")
    page.how.button.click()
    assert engine.deeds[-1] == do.SayDeleted(how="not found in a private window")


# --- statement


def test_what_the_checks_notice_is_underlined_in_its_place(shown: Shown) -> None:
    page = shown("statement")
    assert sorted(page.editor.marked()) == sorted(one.evidence for one in noticed(DRAFT))


def test_marks_move_with_the_words_and_a_new_text_gets_new_ones(shown: Shown, qtbot: QtBot, engine: Engine) -> None:
    page = shown("statement")
    page.editor.setFocus()
    qtbot.keyClicks(page.editor, "Good evening. ")
    assert "Our intern was tired" in page.editor.marked()
    page.window().show_view(night("statement"))
    assert page.editor.toPlainText().startswith("Good evening. "), "what is typed stays"
    assert "Our intern was tired" in page.editor.marked(), "and the marks stay on their words"
    qtbot.waitUntil(lambda: engine.deeds != [], timeout=5000)
    text = f"Good evening. {DRAFT}"
    assert engine.deeds == [do.Draft(text=text)]
    engine.answer(IncidentReply(night("statement", draft=text, noticed=noticed(text))), engine.asked[-1])
    assert sorted(page.editor.marked()) == sorted(one.evidence for one in noticed(text))


def test_marks_behind_an_emoji_stand_in_their_place(shown: Shown) -> None:
    text = "🍺🍺 Our intern was tired."
    assert shown("statement", draft=text, noticed=noticed(text)).editor.marked() == ["Our intern was tired"]


def test_the_request_goes_to_a_colleague_and_their_code_comes_back(shown: Shown, engine: Engine) -> None:
    page = shown("statement")
    page.approval.copy.click()
    assert QGuiApplication.clipboard().text() == "hatcheck approve 7Q2M…"
    page.approval.code.line.setText("48-Q7")
    page.approval.code.button.click()
    assert engine.deeds == [do.Approve(code="48-Q7")]
    engine.answer(IncidentReply(night("statement", approved=["Noor"])))
    assert (page.approval.code.isVisible(), page.approval._by.text()) == (False, "✓ Approved by Noor")


def test_where_no_colleague_is_needed_none_is_asked_for(shown: Shown) -> None:
    assert not shown("statement", needs_approval=False, approval="").approval.isVisible()


def test_what_is_out_is_written_no_further(shown: Shown) -> None:
    page = shown("statement", published="https://social.example/@aid/2")
    assert page.editor.isReadOnly()
    assert page.published.text() == "✓ It is out: https://social.example/@aid/2"


# --- answers


def test_people_are_answered_one_by_one(shown: Shown, engine: Engine) -> None:
    page = shown("answers")
    assert list(page.people.rows) == [1, 2, 3]
    row = page.people.rows[1]
    assert not row.yes.isEnabled()
    row.how.setPlainText("No: it was a private post, and we are sorry.")
    row.yes.click()
    assert engine.deeds == [do.AnswerPerson(person=1, how="No: it was a private post, and we are sorry.")]
    names = [button.accessibleName() or button.text() for button in page.findChildren(QPushButton)]
    assert [name for name in names if "all" in name.lower().split()] == [], "no bulk answers"


def test_somebody_is_put_on_the_list(shown: Shown, engine: Engine) -> None:
    page = shown("answers")
    page.who.setText("@anna")
    page.text.setText("Are you serious?")
    page.more.click()
    assert engine.deeds == [do.AddPerson(who="@anna", text="Are you serious?")]
    engine.answer(IncidentReply(night("answers")))
    assert (page.who.text(), page.text.text()) == ("", "")


# --- resume


def row_of(page: Any, item: str) -> Any:
    return next(row for (_, name), row in page.items.rows.items() if name == item)


def test_what_is_late_has_no_way_back_to_its_time(shown: Shown) -> None:
    page = shown("resume")
    timely, late, automation, decided = (row_of(page, one.item) for one in waiting())
    assert (timely.back.isVisible(), late.back.isVisible()) == (True, False)
    assert late._note.text() == "Its time has passed: it goes out only at a new one."
    assert (late.later.isVisible(), automation.later.isVisible()) == (True, False)
    assert automation.back.text() == "Switch it on again"
    assert (decided._ways.isVisible(), decided._fate.text()) == (False, "– Left out, Jo")


def test_it_is_put_back_on_purpose_only(shown: Shown, engine: Engine, qtbot: QtBot) -> None:
    back = row_of(shown("resume"), "101").back
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.keyClick(back, Qt.Key.Key_Return)
    qtbot.keyClick(back, Qt.Key.Key_Enter)
    assert engine.deeds == [], "it has only just come under the hand"
    press_on_purpose(qtbot, back)
    assert engine.deeds == [do.Decide(scheduler="mastodon:aid", item="101", choice="restore")]


def test_a_button_that_has_just_come_is_not_pressed(qtbot: QtBot) -> None:
    button = CarefulButton("Put back", rest=60_000)
    qtbot.addWidget(button)
    button.show()
    qtbot.waitExposed(button)
    meant: list[int] = []
    button.meant.connect(lambda: meant.append(1))
    button.setFocus()
    QApplication.sendEvent(button, QEnterEvent(QPointF(3, 3), QPointF(3, 3), QPointF(3, 3)))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert meant == []
    button.click()
    assert meant == [1], "a screen reader's press comes without a hand"


def test_what_is_late_goes_out_at_a_new_time(shown: Shown, engine: Engine, qtbot: QtBot) -> None:
    row = row_of(shown("resume"), "102")
    press_on_purpose(qtbot, row.later)
    (deed,) = engine.deeds
    assert (deed.item, deed.choice, deed.due) == ("102", "restore", row.when.chosen)
    assert row.when.dateTime() > row.when.minimumDateTime()


def test_leaving_out_has_a_reason(shown: Shown, engine: Engine) -> None:
    row = row_of(shown("resume"), "102")
    row.out.opener.click()
    row.out.asking.line.setText("nobody feels like it")
    row.out.asking.button.click()
    deed = do.Decide(scheduler="mastodon:aid", item="102", choice="leave_out", reason="nobody feels like it")
    assert engine.deeds == [deed]


def test_a_tool_paused_by_hand_is_asked_about(shown: Shown, engine: Engine) -> None:
    row = shown("resume").by_hand.rows["github:site"]
    row.how.setText("enabled it again")
    row.runs.click()
    deed = do.Decide(scheduler="github:site", item="", choice="restore", reason="enabled it again")
    assert engine.deeds == [deed]


@pytest.mark.parametrize(
    ("decided", "fate"),
    [
        ("restore", "✓ It runs again, as somebody here said."),
        ("leave_out", "– It stays off, as somebody here said."),
        ("a-new-word", "It was decided."),
    ],
)
def test_what_was_decided_of_a_tool_paused_by_hand_is_shown_without_buttons(
    shown: Shown, decided: str, fate: str
) -> None:
    told = [msgspec.structs.replace(one, decided=decided) if one.said else one for one in lines()]
    page = shown("resume", lines=told, waiting=[])
    row = page.by_hand.rows["github:site"]
    assert (row.fate.isVisible(), row.fate.text()) == (True, fate)
    assert [part.isVisible() for part in (row.how, row.runs, row.stays)] == [False] * 3
    assert page.counted.text().startswith("To decide: 0 of 1.")
    page.window().show_view(night("resume", waiting=[]))
    assert (row.runs.isVisible(), row.fate.isVisible()) == (True, False), "it was taken up again"
    assert page.counted.text().startswith("To decide: 1 of 1.")


def test_unfreezing_is_meant(shown: Shown, engine: Engine, qtbot: QtBot) -> None:
    button = shown("resume").unfreeze
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert engine.of(Unfreeze) == []
    press_on_purpose(qtbot, button)
    assert engine.of(Unfreeze)[-1].identity == "aid"


# --- review


def test_a_rule_is_added_by_one_click(shown: Shown, engine: Engine) -> None:
    page = shown("review")
    rows = page.proposals.rows
    assert (rows["no-night-posts"].take.isVisible(), rows["brand-hat"].take.isVisible()) == (True, False)
    rows["no-night-posts"].take.click()
    assert engine.deeds == [do.Learn(rule="no-night-posts", taken=True)]


def test_it_is_closed_once_all_steps_are_over(shown: Shown, engine: Engine) -> None:
    page = shown("review")
    assert not page.over.isVisible()
    page.window().show_view(night(""))
    page.close_it.click()
    assert engine.deeds == [do.Close()]

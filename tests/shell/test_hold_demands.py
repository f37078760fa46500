"""What must be done before it leaves: each thing opens the way a little, and none of them is a way out by itself."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from guard.protocol.approval import code_for, read_request, request_of
from guard.protocol.card import CardDemand, CardMedia
from guard.protocol.replies import Shown
from ui.windows.hold import HoldWindow
from ui.windows.hold.demands import Colleague, Look, Reason, Tick

Scene = Callable[..., Shown]
Made = Callable[..., HoldWindow]
Row = TypeVar("Row", bound=QWidget)
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
WRONG = "This is no colleague's yes to exactly this post. Have it looked at again."
TICK = CardDemand("tick:facts", "tick", "All facts are confirmed", "facts")
REASON = CardDemand("reason:#a", "reason", "Why does Acme join #a?", "#a")
COLLEAGUE = CardDemand("colleague:acme", "colleague", "A colleague looks at it.", "acme")


@pytest.fixture
def answers() -> list[tuple[str, str, dict[str, str]]]:
    return []


@pytest.fixture
def make(scene: Scene, qtbot: QtBot, answers: list[tuple[str, str, dict[str, str]]]) -> Iterator[Made]:
    """Shows a scene with demands, open, in a window that notes its answers."""
    windows: list[HoldWindow] = []

    def shown(*demands: CardDemand, name: str = "beer-tweet", **fields: object) -> HoldWindow:
        window = HoldWindow(scene(name, demands=list(demands), **fields), 0, still_for=200)
        windows.append(window)
        window.answered.connect(lambda choice, typed: answers.append((choice, typed, dict(window.met))))
        window.show()
        ripe(window, qtbot)
        return window

    yield shown
    for window in filter(isValid, windows):
        window.close_settled()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "red.png"
    image = QImage(1200, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#c8102e"))
    assert image.save(str(path))
    return path


def ripe(window: HoldWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.stillness.ripe, timeout=5000)


def row(window: HoldWindow, kind: type[Row]) -> Row:
    found = window.findChild(kind)
    assert isinstance(found, kind)
    return found


def release(window: HoldWindow, qtbot: QtBot) -> None:
    """As a person does who wants it: in calm, on the button."""
    ripe(window, qtbot)
    QTest.mouseClick(window.footer.buttons.release, LEFT)


def look_demand(path: Path) -> CardDemand:
    return CardDemand(f"look:{path}", "look", "Look at red.png in full size.", str(path))


DONE: dict[str, Callable[[HoldWindow], object]] = {
    "a tick": lambda w: QTest.mouseClick(row(w, Tick).box, LEFT),
    "a reason": lambda w: QTest.keyClicks(row(w, Reason).field, "we were asked"),
    "a code": lambda w: QTest.keyClicks(row(w, Colleague).field, "K7QM-2XTA"),
}


# --- nothing leaves before


@pytest.mark.parametrize(
    ("demand", "done", "how"),
    [
        pytest.param(TICK, DONE["a tick"], "ticked", id="a tick"),
        pytest.param(REASON, DONE["a reason"], "we were asked", id="a reason"),
        pytest.param(COLLEAGUE, DONE["a code"], "K7QM-2XTA", id="a code"),
    ],
)
def test_it_can_be_released_once_it_is_done_and_not_before(
    demand: CardDemand,
    done: Callable[[HoldWindow], object],
    how: str,
    make: Made,
    answers: list[object],
    qtbot: QtBot,
) -> None:
    window = make(demand)
    release(window, qtbot)
    window.footer.buttons.release.click()
    assert answers == []
    done(window)
    release(window, qtbot)
    assert answers == [("release", "", {demand.key: how})]


def test_all_of_it_must_be_done_and_the_handle_typed_as_well(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make(TICK, REASON, COLLEAGUE, name="high-risk")
    typed = window.footer.buttons.typed
    assert typed is not None
    steps = [*DONE.values(), lambda _: QTest.keyClicks(typed.field, "@RedCross")]
    for step in steps:
        assert not window.footer.buttons.release.isEnabled()
        step(window)
    release(window, qtbot)
    met = {TICK.key: "ticked", REASON.key: "we were asked", COLLEAGUE.key: "K7QM-2XTA"}
    assert answers == [("release", "@RedCross", met)]


def test_what_is_undone_again_shuts_the_way(make: Made) -> None:
    window = make(TICK, REASON)
    for step in ("a tick", "a reason"):
        DONE[step](window)
    assert window.footer.buttons.release.isEnabled()
    QTest.mouseClick(row(window, Tick).box, LEFT)
    assert not window.footer.buttons.release.isEnabled()


@pytest.mark.parametrize("typed", ["", "asked", "12345678", "........", "  a b c d e f g  "])
def test_a_sigh_is_no_reason(typed: str, make: Made) -> None:
    window = make(REASON)
    row(window, Reason).field.setText(typed)
    assert not window.footer.buttons.release.isEnabled()
    assert window.met == {}


def test_every_other_answer_needs_none_of_it(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make(TICK, REASON, COLLEAGUE)
    ripe(window, qtbot)
    QTest.keyClick(window, Key.Key_Escape)
    assert answers == [("stop", "", {})]


def test_how_much_is_left_is_said_below_the_buttons(make: Made) -> None:
    window = make(TICK, REASON)
    assert "2 things" in window.footer._hint.text()
    DONE["a tick"](window)
    assert "one thing" in window.footer._hint.text()
    DONE["a reason"](window)
    assert window.footer._hint.text() == "Esc means: don't post."


def test_what_is_said_below_the_buttons_leads_there(make: Made, qtbot: QtBot) -> None:
    window = make(REASON, text="line\n" * 40, name="twelve-mirrors")
    window.resize(760, 500)
    ripe(window, qtbot)
    assert row(window, Reason).visibleRegion().isEmpty()
    QTest.mouseClick(window.footer._hint, LEFT)
    qtbot.waitUntil(lambda: not row(window, Reason).visibleRegion().isEmpty(), timeout=5000)
    DONE["a reason"](window)
    window.sections.verticalScrollBar().setValue(0)
    QTest.mouseClick(window.footer._hint, LEFT)
    QApplication.processEvents()
    assert window.sections.verticalScrollBar().value() == 0, "nothing is left to be shown"


# --- no accidental allow


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Select], ids=lambda key: str(key))
@pytest.mark.parametrize("kind", [Reason, Colleague, Tick, Look], ids=lambda kind: kind.__name__)
def test_enter_on_what_must_be_done_never_releases(
    kind: type[QWidget], key: Key, make: Made, picture: Path, answers: list[object], qtbot: QtBot
) -> None:
    window = make(TICK, REASON, COLLEAGUE, look_demand(picture), media=[CardMedia(str(picture), "red.png")])
    for step in DONE.values():
        step(window)
    row(window, Look).looked()
    assert window.footer.buttons.release.isEnabled()
    found = row(window, kind)
    field = getattr(found, "field", None) or getattr(found, "box", None) or getattr(found, "button", None)
    assert isinstance(field, QWidget)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    ripe(window, qtbot)
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget() or window, key)
    assert answers == []


def test_typing_a_reason_and_going_on_to_type_releases_nothing(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make(REASON)
    ripe(window, qtbot)
    row(window, Reason).field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(row(window, Reason).field, "because it is about us")
    for key in (Key.Key_Return, Key.Key_Tab, Key.Key_Space, Key.Key_Tab, Key.Key_Return) * 6:
        focus = QApplication.focusWidget() or window
        if focus in window.footer.buttons.all[:-1]:
            QTest.keyClick(focus, Key.Key_Tab)  # those are harmless answers, and not what this is about
        else:
            QTest.keyClick(focus, key)
    assert [answer for answer in answers if answer[0] == "release"] == []  # type: ignore[index]


def test_before_stillness_nothing_can_be_done(scene: Scene, qtbot: QtBot) -> None:
    window = HoldWindow(scene("beer-tweet", demands=[TICK, REASON]), 0, still_for=1000)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.mouseClick(row(window, Tick).box, LEFT)
    QTest.keyClicks(row(window, Reason).field, "stray keys of something else")
    assert window.met == {}
    window.close_settled()


def test_nothing_can_be_changed_while_the_answer_is_on_its_way(make: Made, qtbot: QtBot) -> None:
    window = make(TICK)
    DONE["a tick"](window)
    release(window, qtbot)
    QTest.mouseClick(row(window, Tick).box, LEFT)
    assert window.met == {TICK.key: "ticked"}


# --- what the engine does not take


def test_a_wrong_code_is_said_beside_it_and_another_one_can_be_typed(
    make: Made, answers: list[object], qtbot: QtBot
) -> None:
    window = make(TICK, COLLEAGUE)
    DONE["a tick"](window)
    DONE["a code"](window)
    release(window, qtbot)
    window.refuse_met(WRONG)
    assert WRONG in [one.text() for one in row(window, Colleague).findChildren(type(row(window, Colleague)._wrong))]
    assert row(window, Colleague)._wrong.isVisible()
    assert QApplication.focusWidget() is window.header.headline
    ripe(window, qtbot)
    assert not window.footer.buttons.release.isEnabled(), "the same code again would be no other answer"
    QTest.keyClick(row(window, Colleague).field, Key.Key_Backspace)
    assert not row(window, Colleague)._wrong.isVisible()
    release(window, qtbot)
    assert [answer[2][COLLEAGUE.key] for answer in answers] == ["K7QM-2XTA", "K7QM-2XT"]  # type: ignore[index]


def test_what_the_engine_finds_missing_is_said_beside_that(make: Made) -> None:
    window = make(TICK, REASON, COLLEAGUE)
    window.refuse_met(REASON.text)
    assert [type(one) for one in window.sections.demands.rows if one._wrong.isVisible()] == [Reason]  # type: ignore[union-attr]


# --- looking


def test_a_picture_counts_as_looked_at_after_a_second_in_sight(
    make: Made, picture: Path, answers: list[object], qtbot: QtBot
) -> None:
    window = make(look_demand(picture), media=[CardMedia(str(picture), "red.png")])
    QTest.mouseClick(row(window, Look).button, LEFT)
    assert window.large.size() == window.size()
    assert window.met == {}
    middle = window.rect().center()
    qtbot.waitUntil(lambda: window.grab().toImage().pixelColor(middle).name() == "#c8102e", timeout=5000)
    with qtbot.waitSignal(window.large.seen, timeout=5000):
        assert window.met == {}
    QTest.keyClick(window.large, Key.Key_Escape)
    assert answers == [], "Esc closes what covers the window, and nothing else"
    assert not window.large.is_open
    release(window, qtbot)
    assert answers == [("release", "", {f"look:{picture}": "looked at"})]


def test_a_glance_is_no_look(make: Made, picture: Path, qtbot: QtBot) -> None:
    window = make(look_demand(picture), media=[CardMedia(str(picture), "red.png")])
    for _ in range(3):
        window._look_at(str(picture))
        qtbot.waitUntil(lambda: window.large._passed > 200, timeout=5000)
        QTest.mouseClick(window.large, LEFT)
        assert not window.large.is_open
        ripe(window, qtbot)
    assert window.met == {}


def test_nothing_below_can_be_used_while_a_picture_covers_it(
    make: Made, picture: Path, answers: list[object], qtbot: QtBot
) -> None:
    window = make(look_demand(picture), TICK, media=[CardMedia(str(picture), "red.png")])
    DONE["a tick"](window)
    window._look_at(str(picture))
    with qtbot.waitSignal(window.large.seen, timeout=5000):
        pass
    window.move(window.pos() + QPoint(9, 9))
    ripe(window, qtbot)
    assert not any(button.isEnabled() for button in window.footer.buttons.all)
    for key in (Key.Key_Tab, Key.Key_Space, Key.Key_Return, Key.Key_Tab, Key.Key_Space) * 4:
        QTest.keyClick(QApplication.focusWidget() or window, key)
    assert answers == []
    assert QApplication.focusWidget() is window.large
    QTest.keyClick(window, Key.Key_Escape)
    assert (answers, window.large.is_open) == ([], False), "wherever the keyboard is, Esc closes the view first"


@pytest.mark.parametrize(
    "media",
    [
        pytest.param([CardMedia("", "red.png", note="attached in the page")], id="a file that lies nowhere here"),
        pytest.param([CardMedia("{here}/film.mp4", "red.png")], id="a film"),
        pytest.param([], id="a file that nobody knows"),
    ],
)
def test_of_what_cannot_be_shown_the_person_says_that_it_was_looked_at(
    media: list[CardMedia], make: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "film.mp4").write_bytes(b"\0\0\0 ftypisom" + b"x" * 99)
    media = [CardMedia(one.path.replace("{here}", str(tmp_path)), one.name, note=one.note) for one in media]
    window = make(CardDemand("look:red.png", "look", "Look at red.png.", "red.png"), media=media)
    QTest.mouseClick(row(window, Look).button, LEFT)
    qtbot.waitUntil(window.large.elsewhere.isVisible, timeout=5000)
    assert window.met == {}
    QTest.mouseClick(window.large.elsewhere, LEFT)
    assert window.met == {"look:red.png": "looked at"}
    assert not window.large.is_open


def test_what_is_settled_covers_nothing(make: Made, picture: Path, qtbot: QtBot) -> None:
    window = make(look_demand(picture), media=[CardMedia(str(picture), "red.png")])
    window._look_at(str(picture))
    window.settled("The time was over. It was not posted.")
    assert not window.large.is_open
    ripe(window, qtbot)
    with qtbot.waitSignal(window.gone, timeout=5000):
        QTest.keyClick(window, Key.Key_Escape)


# --- a colleague


def test_what_is_copied_for_a_colleague_is_what_the_engine_will_ask_about(make: Made) -> None:
    window = make(COLLEAGUE)
    QTest.mouseClick(row(window, Colleague).passing.buttons[1], LEFT)
    copied = read_request(QGuiApplication.clipboard().text())
    assert code_for(copied, b"s" * 20) == code_for(request_of(window._card), b"s" * 20)


def test_it_is_saved_where_the_person_says(make: Made, tmp_path: Path, qtbot: QtBot) -> None:
    window = make(COLLEAGUE)
    QTest.mouseClick(row(window, Colleague).passing.buttons[0], LEFT)
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("ask.json")
    dialog.accept()
    qtbot.waitUntil((tmp_path / "ask.json").exists, timeout=5000)
    saved = json.loads((tmp_path / "ask.json").read_text(encoding="utf-8"))
    assert saved == request_of(window._card)
    assert str(tmp_path / "ask.json") in row(window, Colleague).passing.text()


def test_a_place_that_cannot_be_written_is_said(make: Made, tmp_path: Path) -> None:
    window = make(COLLEAGUE)
    row(window, Colleague).passing.write(str(tmp_path / "none" / "ask.json"))
    assert "could not be saved" in row(window, Colleague).passing.text()
    assert list(tmp_path.rglob("*.json")) == []


# --- where it stands


def test_the_words_of_an_item_tick_it(make: Made) -> None:
    window = make(TICK)
    words = next(one for one in row(window, Tick).children() if getattr(one, "text", str)() == TICK.text)
    assert isinstance(words, QWidget)
    QTest.mouseClick(words, LEFT)
    assert window.met == {TICK.key: "ticked"}


def test_tab_goes_through_it_in_order_and_on_to_the_answers(make: Made, picture: Path) -> None:
    window = make(TICK, REASON, COLLEAGUE, look_demand(picture), media=[CardMedia(str(picture), "red.png")])
    window.header.headline.setFocus()
    stops: list[QWidget] = []
    for _ in range(20):
        now = QApplication.focusWidget()
        assert now is not None
        if now in stops:
            break
        stops.append(now)
        QTest.keyClick(now, Key.Key_Tab)
    wanted = [row(window, Tick).box, row(window, Reason).field, row(window, Colleague).field]
    wanted += [*row(window, Colleague).passing.buttons, row(window, Look).button, *window.footer.buttons.all[:-1]]
    assert [stop for stop in stops if stop in wanted] == wanted


def test_doing_it_moves_no_answer(make: Made) -> None:
    window = make(TICK, REASON, COLLEAGUE)
    places = [one.mapTo(window, QPoint(0, 0)) for one in window.footer.buttons.all]
    for step in DONE.values():
        step(window)
        QApplication.processEvents()
    assert [one.mapTo(window, QPoint(0, 0)) for one in window.footer.buttons.all] == places

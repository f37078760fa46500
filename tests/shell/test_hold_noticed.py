"""What is noticed besides: the worst at once, the rest on demand, each with its place in the text or its picture."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from guard.protocol.card import CardMedia, CardReason
from guard.protocol.replies import Shown
from ui import look
from ui.windows.hold import HoldWindow
from ui.windows.hold.likeness import Known, short
from ui.windows.hold.noticed import Notice
from ui.windows.hold.passage import MOST_CHARACTERS, Passage
from ui.windows.hold.severity import Sign

Scene = Callable[..., Shown]
Made = Callable[..., HoldWindow]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def make(scene: Scene, qtbot: QtBot) -> Iterator[Made]:
    windows: list[HoldWindow] = []

    def shown(name: str = "beer-tweet", **fields: object) -> HoldWindow:
        windows.append(HoldWindow(scene(name, **fields), 0, still_for=200))
        windows[-1].show()
        qtbot.waitUntil(lambda: windows[-1].stillness.open, timeout=5000)
        return windows[-1]

    yield shown
    for window in filter(isValid, windows):
        window.close_settled()


def signal(severity: str, text: str, *spots: tuple[int, int], media: tuple[str, ...] = ()) -> CardReason:
    return CardReason("a-check", severity, text, "", list(spots), list(media))


def seen(window: HoldWindow) -> list[str]:
    """The signals that are shown, in their order."""
    noticed = window.sections.noticed
    return [one.what.text for one in noticed.notices if one.isVisible()]


MANY = [
    signal("note", "n1"),
    signal("low", "l1"),
    signal("high", "h1"),
    signal("medium", "m1"),
    signal("low", "l2"),
    signal("note", "n2"),
]


# --- how many, and which


@pytest.mark.parametrize(
    ("signals", "at_once", "more"),
    [
        pytest.param(MANY, ["h1", "m1", "l1"], "Show 3 more", id="three at once, the worst first"),
        pytest.param(MANY[1:4], ["h1", "m1", "l1"], "", id="three are all"),
        pytest.param(MANY[:2], ["l1"], "Show 1 more", id="a note waits until it is asked for"),
        pytest.param([MANY[0], MANY[5]], [], "Show what is of less weight", id="notes alone"),
    ],
)
def test_at_most_three_are_shown_at_once(signals: list[CardReason], at_once: list[str], more: str, make: Made) -> None:
    window = make(signals=signals)
    noticed = window.sections.noticed
    assert seen(window) == at_once
    assert (noticed.more.text() if len(signals) > len(at_once) else "") == more


@pytest.mark.parametrize("how", ["click", "Enter", "Space"])
def test_the_rest_is_shown_on_demand_and_moves_no_button(how: str, make: Made) -> None:
    window = make(signals=MANY)
    more = window.sections.noticed.more
    places = [one.mapToGlobal(QPoint(0, 0)) for one in window.footer.buttons.all]
    if how == "click":
        QTest.mouseClick(more, LEFT)
    else:
        more.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(more, Qt.Key.Key_Return if how == "Enter" else Qt.Key.Key_Space)
    QApplication.processEvents()
    assert seen(window) == ["h1", "m1", "l1", "l2", "n1", "n2"]
    assert [one.mapToGlobal(QPoint(0, 0)) for one in window.footer.buttons.all] == places
    assert window.stillness.open, "nothing that matters has moved"
    QTest.mouseClick(more, LEFT)
    assert seen(window) == ["h1", "m1", "l1"]


def test_how_bad_it_is_is_told_by_word_by_shape_and_by_colour(make: Made) -> None:
    window = make(signals=MANY)
    QTest.mouseClick(window.sections.noticed.more, LEFT)
    signs = {sign.accessibleName(): sign for sign in window.sections.noticed.findChildren(Sign)}
    assert set(signs) == {"Serious", "Take care", "Minor", "Note"}
    filled = {name: shape(sign) for name, sign in signs.items()}
    assert len({frozenset(inked) for inked in filled.values()}) == 4, "each has a shape of its own"


def shape(sign: QWidget) -> set[tuple[int, int]]:
    """The pixels that are drawn, whatever their colour."""
    image = sign.grab().toImage()
    ground = image.pixelColor(0, 0)
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {at for at in places if look.contrast(image.pixelColor(*at), ground) > 2}


def test_the_checks_name_stands_small_below_it(make: Made) -> None:
    window = make(signals=[CardReason("link-staging", "low", "A place for trials.", "from the text")])
    small = [one.toPlainText() for one in window.sections.noticed.findChildren(Passage)]
    assert small == ["from the text · link-staging"]


# --- where in the text


@pytest.mark.parametrize(
    ("text", "spots", "marked"),
    [
        pytest.param("teh cat", [(0, 3)], ["teh"], id="a word"),
        pytest.param("one two one", [(0, 3), (8, 11)], ["one", "one"], id="several pieces"),
        pytest.param("drink we do", [(0, 11), (0, 5)], ["drink we do", "drink"], id="pieces over each other"),
        pytest.param("🏖️🍻 teh 👩‍👩‍👧 end", [(4, 7)], ["teh"], id="behind emoji, which Qt counts twice"),
        pytest.param("👩‍👩‍👧 end", [(0, 5)], ["👩‍👩‍👧"], id="emoji that are joined"),
        pytest.param("a\r\nb\r\nteh", [(6, 9)], ["teh"], id="behind line breaks of two characters"),
        pytest.param("a\u200bb teh", [(4, 7)], ["teh"], id="behind a hidden character, which is spelt out"),
        pytest.param("a\u202eb", [(1, 2)], ["⟨U+202E⟩"], id="a hidden character itself"),
        pytest.param("short", [(3, 99)], ["rt"], id="one that goes on behind the end"),
        pytest.param("short", [(5, 9), (2, 2)], [], id="nothing"),
    ],
)
def test_the_piece_is_marked_in_the_text(
    text: str, spots: list[tuple[int, int]], marked: list[str], make: Made
) -> None:
    window = make(text=text, signals=[signal("low", "here", *spots)])
    assert window.sections.text.marked() == marked


def test_in_a_very_long_text_what_is_shown_is_marked(make: Made) -> None:
    text = "teh " + "x" * 2 * MOST_CHARACTERS + " teh"
    spots = (0, 3), (MOST_CHARACTERS, MOST_CHARACTERS + 9), (len(text) - 3, len(text))
    window = make(text=text, signals=[signal("low", "here", *spots)])
    assert window.sections.text.marked() == ["teh", "teh"]


def test_a_reason_has_its_places_too(make: Made) -> None:
    window = make(text="we join #a", reasons=[signal("high", "first use", (8, 10))], signals=[])
    assert window.sections.text.marked() == ["#a"]


def ground(window: HoldWindow, at: int) -> QColor:
    """The colour under the character at this place."""
    text = window.sections.text
    cursor = QTextCursor(text.document())
    cursor.setPosition(at)
    corner = text.cursorRect(cursor).topLeft() + QPoint(1, 1)
    return text.viewport().grab().toImage().pixelColor(corner)


@pytest.mark.parametrize("how", ["the pointer", "the keyboard"])
def test_what_is_pointed_at_comes_forward_and_goes_back(how: str, make: Made) -> None:
    text = "a teh b freinds c"
    window = make(text=text, signals=[signal("high", "one", (2, 5)), signal("high", "two", (8, 15))])
    one = next(notice for notice in window.sections.noticed.notices if notice.what.text == "one")
    before = ground(window, 2), ground(window, 8)
    assert before[0] == before[1] != ground(window, 0)
    if how == "the keyboard":
        one.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        here = QPointF(one.rect().center())
        QApplication.sendEvent(one, QEnterEvent(here, here, here))
    assert ground(window, 2) != before[0], "brought forward"
    assert ground(window, 8) == before[1], "and the other is as it was"
    if how == "the keyboard":
        window.header.headline.setFocus()
    else:
        QTest.mouseMove(window.header)
        one.leaveEvent(QEnterEvent(here, here, here))
    assert (ground(window, 2), ground(window, 8)) == before


def test_a_piece_that_is_out_of_sight_is_scrolled_to(make: Made) -> None:
    text = "line\n" * 60 + "teh"
    window = make(text=text, signals=[signal("low", "here", (len(text) - 3, len(text)))])
    bar = window.sections.text.verticalScrollBar()
    assert bar.value() == 0
    window.sections.noticed.notices[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert bar.value() > 0


def test_only_what_has_a_place_is_a_stop_for_the_keyboard(make: Made) -> None:
    window = make(text="teh", signals=[signal("low", "with", (0, 3)), signal("low", "without")])
    stops = {one.what.text for one in window.findChildren(Notice) if one.focusPolicy() & Qt.FocusPolicy.TabFocus}
    assert stops == {"with"}


@pytest.mark.parametrize("colors", [look.LIGHT, look.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("severity", ["bad", "warn", "border"])
def test_what_is_brought_forward_can_still_be_read(severity: str, colors: look.Look) -> None:
    behind = look.tinted(getattr(colors, severity), colors.surface, 0.42)
    assert look.contrast(colors.ink, behind) >= look.TEXT_CONTRAST


# --- pictures


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[str, str]:
    paths = []
    for name, color in (("this.png", "#c8102e"), ("beach.png", "#0a7a3c")):
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(QColor(color))
        assert image.save(str(tmp_path / name))
        paths.append(str(tmp_path / name))
    return paths[0], paths[1]


def has(window: HoldWindow, color: str) -> list[int]:
    """The columns in which this colour is seen."""
    image = window.sections._inside.grab().toImage()
    return [x for x in range(0, image.width(), 8) if any(
        image.pixelColor(x, y).name() == color for y in range(0, image.height(), 8)
    )]  # fmt: skip


def test_a_picture_stands_beside_the_known_one(make: Made, pictures: tuple[str, str], qtbot: QtBot) -> None:
    this, known = pictures
    media = [CardMedia(this, "this.png", "Jo", like=known, like_note="Jo's beach.png, cropped")]
    window = make(media=media, signals=[])
    qtbot.waitUntil(lambda: bool(has(window, "#c8102e") and has(window, "#0a7a3c")), timeout=5000)
    assert max(has(window, "#c8102e")) < min(has(window, "#0a7a3c")), "this one left, the known one right"
    said = [label.text() for label in window.findChildren(QLabel)]
    assert "Jo's beach.png, cropped" in said
    assert short(known) in said


def test_of_a_known_picture_that_is_gone_only_the_words_are_left(
    make: Made, pictures: tuple[str, str], tmp_path: Path, qtbot: QtBot
) -> None:
    gone = str(tmp_path / "gone.png")
    window = make(media=[CardMedia(pictures[0], "this.png", like=gone, like_note="Jo's gone.png")], signals=[])
    known = window.findChild(Known)
    assert isinstance(known, Known)
    qtbot.waitUntil(lambda: not known.canvas.isVisible(), timeout=5000)
    assert known.place.text() == short(gone)
    assert known.place.toolTip() == gone


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/srv/a.jpg", "/srv/a.jpg"),
        ("/srv/pictures/2026/summer/beach/a.jpg", "/srv/…/a.jpg"),
        ("{home}/a.jpg", "~/a.jpg"),
        ("{home}/Pictures/2026/summer/a.jpg", "~/Pictures/…/a.jpg"),
        ("{home}work/a.jpg", "{home}work/a.jpg"),
    ],
)
def test_a_path_is_short(path: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/jo")
    assert short(path.replace("{home}", "/home/jo")) == shown.replace("{home}", "/home/jo")


@pytest.mark.parametrize("by", ["its path", "its name"])
def test_a_picture_that_something_is_about_has_a_frame(
    by: str, make: Made, pictures: tuple[str, str], qtbot: QtBot
) -> None:
    about = pictures[0] if by == "its path" else "this.png"
    media = [CardMedia(pictures[0], "this.png"), CardMedia(pictures[1], "beach.png")]
    window = make(media=media, signals=[signal("high", "here", media=(about,))])
    qtbot.waitUntil(lambda: bool(has(window, "#c8102e") and has(window, "#0a7a3c")), timeout=5000)
    frame = look.look_of(window).bad.name()
    edges = [file.canvas.grab().toImage().pixelColor(100, 1).name() for _, file in window.sections.gallery._files]  # type: ignore[union-attr]
    assert [edge == frame for edge in edges] == [True, False]


def test_everything_at_once_leaves_the_headline_and_the_answers_in_sight(make: Made) -> None:
    window = make("second-voice")
    window.setMaximumSize(QSize(1024, 552))
    QApplication.processEvents()
    for part in (window.header.headline, *window.footer.buttons.all):
        assert window.rect().contains(part.mapTo(window, part.rect().bottomRight()))

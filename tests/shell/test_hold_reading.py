"""What is shown of a hold: complete, in order, spelt out; by eye, by keyboard and by screen reader."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from guard.protocol.card import CardLink, CardMedia, CardReason
from guard.protocol.replies import Shown
from ui.windows.hold import HoldWindow
from ui.windows.hold.media import Canvas, File
from ui.windows.hold.passage import MOST_CHARACTERS, Passage
from ui.windows.hold.pictures import Fate, read

Scene = Callable[..., Shown]
Made = Callable[..., HoldWindow]


@pytest.fixture
def make(scene: Scene, qtbot: QtBot) -> Iterator[Made]:
    windows: list[HoldWindow] = []

    def shown(name: str = "beer-tweet", waiting: int = 0, **fields: object) -> HoldWindow:
        windows.append(HoldWindow(scene(name, **fields), waiting, still_for=200))
        windows[-1].show()
        qtbot.waitUntil(lambda: windows[-1].stillness.open, timeout=5000)
        return windows[-1]

    yield shown
    for window in filter(isValid, windows):
        window.close_settled()


def spoken(window: HoldWindow) -> list[str]:
    """What a screen reader finds, in its order."""
    return list(_walk(QAccessible.queryAccessibleInterface(window)))


def _walk(node: QAccessibleInterface) -> Iterator[str]:
    for word in (node.text(QAccessible.Text.Name), node.text(QAccessible.Text.Value)):
        if word:
            yield word
    for at in range(node.childCount()):
        child = node.child(at)
        if child is not None and not child.state().invisible:
            yield from _walk(child)


def in_order(found: list[str], wanted: list[str]) -> None:
    at = 0
    for want in wanted:
        places = [i for i in range(at, len(found)) if want in found[i]]
        assert places, f"{want!r} does not come after {found[:at][-3:]}; there is {found[at:]}"
        at = places[0] + 1


def test_a_screen_reader_reads_it_in_the_order_in_which_it_stands(make: Made) -> None:
    window = make("reply-unnamed", waiting=2)
    card = window._card
    wanted = [card.headline, card.worn_line, "The text, as it will stand there", "Because you had pizza"]
    wanted += ["bit.ly", "https://bit.ly/3xYz", "a shortener", "xn--pypal-4ve.com"]
    wanted += ["X account 2 (NY8wGz)", "/srv/n8n/export.json:118", "Why it is held"]
    wanted += [card.reasons[0].text, card.reasons[0].evidence, card.reasons[1].text, "Noticed besides"]
    wanted += [card.signals[0].text, "own account", "Edit", "Don't post", card.release_label, "left", "2 others wait"]
    in_order(spoken(window), wanted)


@pytest.mark.parametrize("name", ["beer-tweet", "mirrored-selfie", "high-risk", "twelve-mirrors"])
def test_everything_that_can_be_used_has_a_name(name: str, make: Made) -> None:
    window = make(name)
    for one in (*window.findChildren(QAbstractButton), *window.findChildren(QLineEdit)):
        if one.isVisible():
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), one
    described = [b.accessibleDescription() for b in window.footer.buttons.all]
    assert all(described)


def test_tab_goes_in_the_order_in_which_it_stands_and_comes_to_all_buttons(make: Made) -> None:
    window = make("high-risk")
    window.footer.buttons.typed.field.setText("@redcross")  # type: ignore[union-attr]
    window.header.headline.setFocus()
    heights, stops = [], []
    for _ in range(12):
        now = QApplication.focusWidget()
        assert now is not None
        if now in stops:
            break
        stops.append(now)
        heights.append(now.mapTo(window, QPoint(0, 0)).y())
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert [b for b in window.footer.buttons.all if b not in stops] == []
    assert heights == sorted(heights)


def test_nothing_of_a_post_is_taken_for_markup(make: Made) -> None:
    evil = "<h1>free</h1><img src='file:///etc/passwd'>"
    window = make(
        headline=f"This goes out as {evil} on X.",
        text=evil,
        reasons=[CardReason("wrong-hat", "high", evil, evil)],
        links=[CardLink(evil, evil, evil)],
        signals=[],
    )
    plain = [w for w in window.findChildren(QLabel) if w.textFormat() != Qt.TextFormat.PlainText]
    assert [re.sub(r"</?b>", "", w.text()).count("<") for w in plain if w.text()] == [0]
    assert [w.toPlainText() for w in window.findChildren(QTextEdit)] == [*[evil] * 3, f"{evil} · wrong-hat"]


def test_the_brands_name_is_bold_in_the_headline_whatever_letters_it_has(make: Made, scene: Scene) -> None:
    card = scene("beer-tweet").card
    owner = card.destinations[0].owner
    assert owner is not None
    assert "<b>American Red Cross</b>" in make().header.headline.text()


def test_hidden_characters_of_the_text_are_seen_and_marked(make: Made) -> None:
    window = make("right-to-left")
    shown = window.sections.text.toPlainText()
    assert "⟨U+202E⟩gnp.exe" in shown
    assert "⟨U+200B⟩" in shown
    assert "\u202e" not in shown


def test_the_text_can_be_selected_by_keyboard_and_not_be_changed(make: Made) -> None:
    window = make()
    text = window.sections.text
    before = text.toPlainText()
    text.setFocus()
    QTest.keyClicks(text, "changed")
    QTest.keyClick(text, Qt.Key.Key_Delete)
    QTest.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() == before
    assert text.textCursor().selectedText() == before


def test_of_a_very_long_text_beginning_and_end_are_shown_and_how_much_is_between(make: Made) -> None:
    window = make(text="start " + "x" * 1_000_000 + " end")
    shown = window.sections.text.toPlainText()
    assert shown.startswith("start ")
    assert shown.endswith(" end")
    assert "980,010 more characters" in shown
    assert len(shown) < MOST_CHARACTERS + 100


def test_all_mirrors_are_there_with_their_paths(make: Made, scene: Scene) -> None:
    card = scene("twelve-mirrors").card
    window = make("twelve-mirrors")
    labels = [w.text() for w in window.findChildren(QLabel)]
    paths = [w.toPlainText() for w in window.findChildren(Passage)]
    for mirror in card.mirrors:
        assert any(mirror.account in text for text in labels)
        assert "\n".join(mirror.path) in paths


def test_the_queue_is_said(make: Made) -> None:
    window = make(waiting=1)
    assert "1 other waits" in spoken(window)
    window.queue(7)
    assert "7 others wait" in spoken(window)
    window.queue(0)
    assert not [words for words in spoken(window) if "wait" in words]


def test_the_buttons_do_not_move_when_they_wake_or_the_queue_grows(scene: Scene, qtbot: QtBot) -> None:
    window = HoldWindow(scene("beer-tweet"), 0, still_for=400)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    before = [b.geometry() for b in window.footer.buttons.all]
    window.queue(3)
    qtbot.waitUntil(lambda: window.stillness.open, timeout=5000)
    window.queue(12)
    QApplication.processEvents()
    assert [b.geometry() for b in window.footer.buttons.all] == before
    window.close_settled()


def image(width: int = 40, height: int = 20, kind: str = "PNG") -> bytes:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("#c8102e"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert made.save(buffer, kind)
    return bytes(buffer.data().data())


def turned_jpeg() -> bytes:
    """A picture that says it was taken with the camera on its side."""
    plain = image(kind="JPEG")
    orientation = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    return plain[:2] + b"\xff\xe1" + (len(orientation) + 2).to_bytes(2, "big") + orientation + plain[2:]


def moving_gif() -> bytes:
    frame = b"!\xf9\x04\0\x0a\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\xff" + frame + frame + b";"


def bomb() -> bytes:
    """A few bytes that claim to be 60,000 pixels square."""
    honest = bytearray(image())
    honest[16:24] = (60000).to_bytes(4, "big") * 2
    return bytes(honest)


@pytest.mark.parametrize(
    ("content", "fate", "size"),
    [
        pytest.param(image(), Fate.DRAWN, (40, 20), id="a picture is drawn"),
        pytest.param(image(3000, 2000), Fate.DRAWN, (3000, 2000), id="a large one is made smaller"),
        pytest.param(turned_jpeg(), Fate.DRAWN, (20, 40), id="one taken sideways stands upright"),
        pytest.param(moving_gif(), Fate.FIRST_FRAME, (1, 1), id="of a moving one the beginning is drawn"),
        pytest.param(image()[:70], Fate.BROKEN, (40, 20), id="half a picture is none"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 500, Fate.BROKEN, (0, 0), id="a head without a body is none"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fate.OTHER, (0, 0), id="SVG is named only"),
        pytest.param(b"\0\0\0 ftypisom" + b"x" * 99, Fate.OTHER, (0, 0), id="a film is named only"),
        pytest.param(b"", Fate.OTHER, (0, 0), id="an empty file is named only"),
    ],
)
def test_a_file_is_drawn_or_named(content: bytes, fate: Fate, size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "file.png"
    path.write_bytes(content)
    found = read(str(path), QSize(200, 200))
    assert (found.fate, found.size) == (fate, size)
    if found.image is not None:
        assert found.image.width() <= 200
        assert found.image.height() <= 200
        assert (found.image.width() > found.image.height()) == (size[0] > size[1])


def test_a_picture_that_claims_to_be_huge_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb())
    assert read(str(path), QSize(200, 200)).fate in {Fate.TOO_BIG, Fate.BROKEN}


@pytest.mark.parametrize(
    ("lay", "fate"),
    [
        pytest.param(lambda p: p.symlink_to("/etc/passwd"), Fate.NOT_A_FILE, id="a link"),
        pytest.param(os.mkfifo, Fate.NOT_A_FILE, id="a pipe"),
        pytest.param(lambda p: p.mkdir(), Fate.NOT_A_FILE, id="a folder"),
        pytest.param(lambda _: None, Fate.MISSING, id="nothing"),
    ],
)
def test_what_is_no_file_is_not_opened_and_waited_for(
    lay: Callable[[Path], object], fate: Fate, tmp_path: Path
) -> None:
    path = tmp_path / "picture.png"
    lay(path)
    assert read(str(path), QSize(100, 100)).fate is fate


@pytest.mark.parametrize("path", ["", "a\0b", "/dev/zero", "relative/none.png"])
def test_an_odd_path_is_no_accident(path: str) -> None:
    assert read(path, QSize(100, 100)).image is None


def test_the_window_draws_what_can_be_drawn_and_names_the_rest(make: Made, tmp_path: Path, qtbot: QtBot) -> None:
    good, pipe = tmp_path / "good.png", tmp_path / "pipe.png"
    good.write_bytes(image())
    os.mkfifo(pipe)
    media = [CardMedia(str(good), "good.png", "Me"), CardMedia(str(pipe), "pipe.png")]
    window = make(media=[*media, *(CardMedia(str(good), f"more{i}.png") for i in range(20))])
    files = window.findChildren(File)
    qtbot.waitUntil(lambda: "40 × 20" in words(files[0]), timeout=5000)
    qtbot.waitUntil(lambda: "not opened" in words(files[1]), timeout=5000)
    assert "from the folders of Me" in words(files[0])
    assert len(files) == 22
    assert sum(canvas.isVisibleTo(window) for canvas in window.findChildren(Canvas)) == 12


def test_a_window_that_closes_while_a_picture_is_read_is_no_accident(
    scene: Scene, tmp_path: Path, qtbot: QtBot
) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(image(5000, 4000))
    window = HoldWindow(scene("beer-tweet", media=[CardMedia(str(large), "large.png")]), 0)
    window.show()
    with qtbot.waitSignal(window.destroyed, timeout=5000):
        window.close_settled()
    qtbot.wait(400)
    assert not isValid(window)


def words(file: File) -> str:
    return " ".join(label.text() for label in file.findChildren(QLabel))


def test_many_pictures_are_read_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    path.write_bytes(image())
    found = [read(str(path), QSize(10, 10)) for _ in range(50)]
    assert {one.image.pixelColor(2, 2).name() for one in found if one.image} == {"#c8102e"}

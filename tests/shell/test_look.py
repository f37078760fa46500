"""Colours can be read, whatever colour an identity has; hidden characters are seen."""

import itertools

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from ui import look
from ui.legible import legible, pieces

INKS = ("ink", "quiet", "accent", "good", "warn", "bad")
GROUNDS = ("ground", "surface", "raised")
SPREAD = [QColor(r, g, b) for r, g, b in itertools.product(range(0, 256, 51), repeat=3)]


@pytest.mark.parametrize(("one", "other", "ratio"), [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_wcags(one: str, other: str, ratio: float) -> None:
    assert look.contrast(QColor(one), QColor(other)) == pytest.approx(ratio, abs=0.01)
    assert look.contrast(QColor(other), QColor(one)) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("colors", [look.LIGHT, look.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_on_every_ground(colors: look.Look, ground: str, ink: str) -> None:
    assert look.contrast(getattr(colors, ink), getattr(colors, ground)) >= look.TEXT_CONTRAST


@pytest.mark.parametrize("colors", [look.LIGHT, look.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_border_is_seen_on_every_ground(colors: look.Look, ground: str) -> None:
    assert look.contrast(colors.border, getattr(colors, ground)) >= look.SHAPE_CONTRAST


def test_letters_can_be_read_on_any_color() -> None:
    assert [c.name() for c in SPREAD if look.contrast(look.on(c), c) < look.TEXT_CONTRAST] == []


@pytest.mark.parametrize("colors", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_any_color_becomes_readable_and_its_tint_carries_text(colors: look.Look) -> None:
    for color in SPREAD:
        assert look.contrast(look.readable(color, colors.ground), colors.ground) >= look.TEXT_CONTRAST
        assert look.contrast(look.edge(color, colors.ground), colors.ground) >= look.SHAPE_CONTRAST
        tint = look.tinted(color, colors.ground, 0.1)
        assert look.contrast(colors.ink, tint) >= look.TEXT_CONTRAST, color.name()
        assert look.contrast(colors.quiet, tint) >= look.TEXT_CONTRAST, color.name()


@pytest.mark.parametrize("text", ["", "red-ish", "#12", "url(x)"])
def test_a_color_that_is_none_is_grey(text: str) -> None:
    assert look.color_of(text) == QColor("#808080")


@pytest.mark.usefixtures("qapp")
def test_texts_are_large_enough() -> None:
    assert look.font(look.Size.HEADLINE).pointSizeF() >= 20
    assert look.font().pointSizeF() >= 12
    assert look.font(fixed=True).pointSizeF() >= 12


@pytest.mark.parametrize("colors", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_a_widget_knows_the_ground_it_stands_on(colors: look.Look, qapp: QApplication) -> None:
    before = qapp.palette()
    qapp.setPalette(look.palette(colors))
    widget = QWidget()
    assert look.look_of(widget).dark is colors.dark
    qapp.setPalette(before)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain words\tand a tab", "plain words and a tab", id="ordinary text stays"),
        pytest.param("one\ntwo", "one ⏎ two", id="a line break is one sign on one line"),
        pytest.param("exe.\u202egpj", "exe.⟨U+202E⟩gpj", id="what turns the direction is named"),
        pytest.param("pay\u200bpal", "pay⟨U+200B⟩pal", id="a space without width is named"),
        pytest.param("a\x1b[31mb", "a⟨U+001B⟩[31mb", id="a terminal's escape is named"),
        pytest.param("so\u00adft", "so⟨U+00AD⟩ft", id="a soft hyphen is named"),
        pytest.param("a\u3164b", "a⟨U+3164⟩b", id="a letter that shows nothing is named"),
        pytest.param("x\U000e0041y", "x⟨U+E0041⟩y", id="tag characters are named"),
        pytest.param("a\u2028b", "a⟨U+2028⟩b", id="the other line break is named"),
        pytest.param(
            "👩\u200d💻 ☀\ufe0f 👩🏽\u200d🚀", "👩\u200d💻 ☀\ufe0f 👩🏽\u200d🚀", id="joined emoji stay joined"
        ),
        pytest.param("می\u200cخواهم", "می⟨U+200C⟩خواهم", id="a joiner between letters is named"),
        pytest.param("naïve Ünïcode שלום 你好", "naïve Ünïcode שלום 你好", id="other scripts stay"),
    ],
)
def test_what_hides_is_made_visible(text: str, shown: str) -> None:
    assert legible(text) == shown


def test_marks_are_told_from_the_text() -> None:
    assert list(pieces("a\u202e\nb\r\nc")) == [("a", False), ("⟨U+202E⟩", True), ("\nb\nc", False)]

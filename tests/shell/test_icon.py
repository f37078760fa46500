"""The icon's pixels: colour and letters, on any panel, and without colour."""

from collections import Counter
from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from ui import look
from ui.actions import Mark
from ui.icon import SIZES, face_pixmap, mark_icon, tray_icon
from ui.state import Face, Shape

pytestmark = pytest.mark.usefixtures("qapp")

BRAND = Face(Shape.BRAND, "A", "#c8102e")
FACES = {
    "a brand": BRAND,
    "another brand": Face(Shape.BRAND, "B", "#c8102e"),
    "a person": Face(Shape.PERSON, "A", "#c8102e"),
    "nobody": Face(),
    "no engine": Face(letters="?"),
    "a paused brand": Face(Shape.BRAND, "A", "#c8102e", paused=True),
    "a brand, and something is blind": Face(Shape.BRAND, "A", "#c8102e", blind=True),
}
COLORS = ("#c8102e", "#ffdd00", "#000000", "#ffffff", "#808080", "#2a7ab0")
PANELS = ("#ffffff", "#f6f5f4", "#2e3436", "#000000")


def drawn(face: Face, size: int, panel: str = "") -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(QColor(panel) if panel else QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.drawPixmap(0, 0, face_pixmap(face, size))
    painter.end()
    return image


def colors(image: QImage) -> Counter[str]:
    return Counter(image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))


def differing(one: QImage, other: QImage) -> int:
    grey = [image.convertToFormat(QImage.Format.Format_Grayscale8) for image in (one, other)]
    spots = [(x, y) for x in range(one.width()) for y in range(one.height())]
    return sum(abs(grey[0].pixelColor(*at).red() - grey[1].pixelColor(*at).red()) > 60 for at in spots)


@pytest.mark.parametrize("size", SIZES)
def test_every_size_has_a_drawing_of_its_own(size: int) -> None:
    assert size in [found.width() for found in tray_icon(BRAND).availableSizes()]


@pytest.mark.parametrize("size", SIZES)
def test_most_of_a_brands_icon_is_its_colour(size: int) -> None:
    assert colors(drawn(BRAND, size))["#c8102e"] > size * size * 0.35


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("color", COLORS)
@pytest.mark.parametrize("shape", [Shape.BRAND, Shape.PERSON])
def test_its_outline_stands_out_from_any_panel(shape: Shape, color: str, panel: str) -> None:
    image, ground = drawn(Face(shape, "AB", color), 22, panel), QColor(panel)
    rows = [[image.pixelColor(x, y) for x in range(6, 16)] for y in range(4)]
    apart = [max(look.contrast(row[column], ground) for row in rows) for column in range(10)]
    assert min(apart) >= look.SHAPE_CONTRAST


@pytest.mark.parametrize("color", COLORS)
def test_letters_can_be_read_on_their_colour(color: str) -> None:
    seen = colors(drawn(Face(Shape.BRAND, "AB", color), 32))
    assert max(look.contrast(QColor(name), QColor(color)) for name in seen) >= look.TEXT_CONTRAST


@pytest.mark.parametrize("panel", ["#ffffff", "#2e3436"])
@pytest.mark.parametrize(("one", "other"), list(combinations(FACES, 2)))
def test_two_faces_differ_without_colour(one: str, other: str, panel: str) -> None:
    assert differing(drawn(FACES[one], 22, panel), drawn(FACES[other], 22, panel)) > 8


def test_letters_that_are_no_letters_break_nothing() -> None:
    assert not drawn(Face(Shape.BRAND, "\u200b", "no colour"), 22).isNull()


def test_the_lights_differ_without_colour() -> None:
    pictures = [mark_icon(Mark(color, "light")).pixmap(32, 32).toImage() for color in ("green", "amber", "red", "off")]
    for one, other in combinations(pictures, 2):
        alpha = [image.convertToFormat(QImage.Format.Format_ARGB32) for image in (one, other)]
        spots = [(x, y) for x in range(32) for y in range(32)]
        shapes = [[image.pixelColor(*at).alpha() > 128 for at in spots] for image in alpha]
        assert shapes[0] != shapes[1] or differing(one, other) > 20

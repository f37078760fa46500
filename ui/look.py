"""How everything looks: colours on light and dark grounds, contrast, fonts, spacing. No other module names a colour.

Identities bring their own colours, and those may be anything; ``on``, ``readable`` and ``edge`` make them legible.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

GAP = 8
"""The unit of spacing, in pixels: parts of one thing lie one apart, different things two or three."""
EDGE = 24
"""Between a window's content and its border."""
RADIUS = 8
"""Of rounded corners."""
RING = 2
"""The width of the ring around an area that has the focus; kept free around it otherwise."""
TEXT_CONTRAST = 4.5
"""What WCAG 2.2 AA asks of text."""
SHAPE_CONTRAST = 3.0
"""What WCAG 2.2 AA asks of borders, icons, and large text."""
SMALLEST_POINTS = 12.0
"""No text that must be read is smaller, whatever the desktop's font is."""

_WHITE, _BLACK = QColor("#ffffff"), QColor("#000000")


class Size(Enum):
    """Sizes of text, as factors of the base size."""

    HEADLINE = 1.75
    """The one sentence of a window: at least 20 pt."""
    TITLE = 1.25
    TEXT = 1.0
    SMALL = 0.875
    """Evidence, captions, counts."""


class Part(StrEnum):
    """What a button is for; set with ``dress``."""

    PRIMARY = "primary"
    """The best way on."""
    PLAIN = "plain"
    DANGER = "danger"
    """Lets something out that was held."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one ground. Every ink here has at least 4.5:1 on ``ground``, ``surface`` and ``raised``."""

    dark: bool
    ground: QColor
    """Of windows."""
    surface: QColor
    """Of what lies on the ground: texts, tables, fields."""
    raised: QColor
    """Of buttons, headers and rows under the pointer."""
    ink: QColor
    quiet: QColor
    """Text that stands back."""
    line: QColor
    """Hair lines, which only separate."""
    border: QColor
    """Borders of what can be used: at least 3:1."""
    accent: QColor
    """Links, the focus ring, what is selected."""
    good: QColor
    warn: QColor
    bad: QColor


LIGHT = Look(
    dark=False,
    ground=QColor("#f4f5f8"),
    surface=QColor("#ffffff"),
    raised=QColor("#e9ebf0"),
    ink=QColor("#14161b"),
    quiet=QColor("#525966"),
    line=QColor("#d9dce3"),
    border=QColor("#7d8492"),
    accent=QColor("#1858c4"),
    good=QColor("#17692f"),
    warn=QColor("#8f4700"),
    bad=QColor("#b3201a"),
)
DARK = Look(
    dark=True,
    ground=QColor("#16181d"),
    surface=QColor("#1f2229"),
    raised=QColor("#2b2f38"),
    ink=QColor("#eef0f4"),
    quiet=QColor("#aeb5c2"),
    line=QColor("#353a45"),
    border=QColor("#7b8494"),
    accent=QColor("#8ab4ff"),
    good=QColor("#74d492"),
    warn=QColor("#ffb870"),
    bad=QColor("#ff9a91"),
)


def luminance(color: QColor) -> float:
    """The relative luminance of WCAG 2.2, 0 to 1; transparency is not looked at."""
    red, green, blue = (_linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def on(color: QColor) -> QColor:
    """White or black: the text colour on this one, with at least 4.5:1. White where both would do."""
    return QColor(_WHITE if contrast(color, _WHITE) >= TEXT_CONTRAST else _BLACK)


def mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """``share`` of the colour, the rest of the ground; opaque."""
    parts = ((color.red(), ground.red()), (color.green(), ground.green()), (color.blue(), ground.blue()))
    return QColor(*(round(share * mine + (1 - share) * below) for mine, below in parts))


def tinted(color: QColor, ground: QColor, share: float = 0.14) -> QColor:
    """The ground with a breath of an identity's colour, for areas that belong to it."""
    return mixed(color, ground, share)


def readable(color: QColor, ground: QColor, ratio: float = TEXT_CONTRAST) -> QColor:
    """The colour, moved towards black or white until it can be read on the ground."""
    target = on(ground)
    shares = (step / 20 for step in range(20, -1, -1))
    return next((made for share in shares if contrast(made := mixed(color, target, share), ground) >= ratio), target)


def edge(color: QColor, ground: QColor) -> QColor:
    """A border in this colour that stands out from the ground."""
    return readable(color, ground, SHAPE_CONTRAST)


def color_of(text: str) -> QColor:
    """The colour ``#rrggbb``; a middle grey for anything else."""
    color = QColor.fromString(text)
    return color if color.isValid() else QColor("#808080")


def look_of(widget: QWidget) -> Look:
    """The look for the ground this widget stands on; ask again in ``changeEvent`` for PaletteChange."""
    return DARK if luminance(widget.palette().color(QPalette.ColorRole.Window)) < 0.18 else LIGHT


def font(size: Size = Size.TEXT, *, bold: bool = False, fixed: bool = False) -> QFont:
    """The desktop's font (or its fixed one) in this size, never smaller than is good to read."""
    base = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if fixed else QApplication.font()
    points = max(SMALLEST_POINTS, QFontInfo(QApplication.font()).pointSizeF())
    made = QFont(base)
    made.setPointSizeF(points * size.value)
    made.setBold(bold)
    return made


def dress(widget: QWidget, part: Part) -> None:
    """Makes a button look like what it is for."""
    widget.setProperty("part", part.value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def apply(app: QApplication, scheme: Qt.ColorScheme | None = None) -> None:
    """Fusion in our colours; follows the desktop between light and dark, unless a scheme is given."""
    app.setStyle("Fusion")
    _paint(app, app.styleHints().colorScheme() if scheme is None else scheme)
    if scheme is None:
        app.styleHints().colorSchemeChanged.connect(lambda now: _paint(app, now))


def palette(look: Look) -> QPalette:
    """The look as Qt's palette."""
    made = QPalette()
    role = QPalette.ColorRole
    colors = (
        (look.ground, (role.Window,)),
        (look.surface, (role.Base, role.ToolTipBase)),
        (look.raised, (role.Button, role.AlternateBase)),
        (look.ink, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (look.quiet, (role.PlaceholderText,)),
        (look.accent, (role.Highlight, role.Link, role.Accent)),
        (on(look.accent), (role.HighlightedText,)),
        (look.line, (role.Midlight, role.Light, role.Mid)),
        (look.border, (role.Dark, role.Shadow)),
        (readable(mixed(look.accent, look.quiet, 0.5), look.ground), (role.LinkVisited,)),
    )
    for color, where in ((color, where) for color, roles in colors for where in roles):
        made.setColor(where, color)
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, mixed(look.quiet, look.ground, 0.75))
    return made


def sheet(look: Look) -> str:
    """What the palette cannot say: the shape of buttons and fields, and a focus ring that cannot be overlooked."""
    rules = chain(_fields(look), _buttons(look), _scroll_bars(look))
    return "\n".join(f"{where} {{ {what} }}" for where, what in rules)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _paint(app: QApplication, scheme: Qt.ColorScheme) -> None:
    look = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    app.setPalette(palette(look))
    app.setStyleSheet(sheet(look))


def _fields(look: Look) -> list[tuple[str, str]]:
    field = f"border: 1px solid {look.border.name()}; border-radius: 6px; padding: 6px 8px;"
    return [
        ("QLineEdit", f"background: {look.surface.name()}; {field}"),
        ("QLineEdit:focus", f"border: 2px solid {look.accent.name()}; padding: 5px 7px;"),
        # The field within is a field of its own to Qt, and would be drawn inside the other.
        ("QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus", "border: none; padding: 0; margin: 0;"),
        ("QScrollArea", f"border: {RING}px solid transparent;"),
        ("QScrollArea:focus", f"border: {RING}px solid {look.accent.name()};"),
        ("QToolTip", f"background: {look.surface.name()}; color: {look.ink.name()}; border: 1px solid; padding: 4px;"),
    ]


def _buttons(look: Look) -> list[tuple[str, str]]:
    accent, bad = look.accent.name(), look.bad.name()
    hover = mixed(look.ink, look.raised, 0.08).name()
    faint = mixed(look.quiet, look.ground, 0.75).name()
    shape = "border-radius: 8px; padding: 8px 16px; min-height: 1.3em;"
    strong = f"background: {accent}; color: {on(look.accent).name()}; border: 1px solid {accent}; font-weight: 600;"
    off = f"background: {look.ground.name()}; color: {faint}; border: 1px dashed {faint};"
    ring = f"border: 3px solid {look.ink.name()}; padding: 6px 14px;"
    return [
        ("QPushButton", f"{shape} background: {look.raised.name()}; border: 1px solid {look.border.name()};"),
        ("QPushButton:hover", f"background: {hover};"),
        ('QPushButton[part="primary"]', strong),
        ('QPushButton[part="primary"]:hover', f"background: {mixed(look.accent, look.ink, 0.88).name()};"),
        ('QPushButton[part="danger"]', f"background: transparent; color: {bad}; border: 1px solid {bad};"),
        ('QPushButton[part="danger"]:hover', f"background: {mixed(look.bad, look.ground, 0.12).name()};"),
        ("QPushButton:disabled", off),
        ('QPushButton[part="primary"]:disabled', off),
        ('QPushButton[part="danger"]:disabled', off),
        ("QPushButton:focus", ring),
        ('QPushButton[part="primary"]:focus', ring),
        ('QPushButton[part="danger"]:focus', ring),
    ]


def _scroll_bars(look: Look) -> list[tuple[str, str]]:
    nothing = "background: none; border: none; width: 0; height: 0;"
    handle = f"background: {look.border.name()}; border-radius: 4px; margin: 3px;"
    return [
        ("QScrollBar", "background: transparent; border: none;"),
        ("QScrollBar:vertical", "width: 14px;"),
        ("QScrollBar:horizontal", "height: 14px;"),
        ("QScrollBar::handle:vertical", f"{handle} min-height: 36px;"),
        ("QScrollBar::handle:horizontal", f"{handle} min-width: 36px;"),
        ("QScrollBar::handle:hover", f"background: {look.quiet.name()};"),
        ("QScrollBar::add-line, QScrollBar::sub-line", nothing),
        ("QScrollBar::add-page, QScrollBar::sub-page", "background: none;"),
    ]

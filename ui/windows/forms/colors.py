"""A colour, picked from ten that stay apart for every eye, or typed."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import look
from ui.look import Size
from ui.windows.forms.said import Said, Tone

PALETTE = (
    "#0072b2",
    "#d55e00",
    "#332288",
    "#c8102e",
    "#e69f00",
    "#56b4e9",
    "#cc79a7",
    "#882255",
    "#f0e442",
    "#1b1d22",
)
"""No two are closer than 17 (CIE 1976) to anybody's eye, protanopia, deuteranopia and tritanopia included."""

_SIDE = 34
_TICK = (QPointF(-5, 0), QPointF(-1.5, 4), QPointF(5.5, -4.5))


def free(taken: Iterable[str]) -> str:
    """The first colour of the palette that nobody has yet."""
    used = {color.lower() for color in taken}
    return next((color for color in PALETTE if color not in used), PALETTE[len(used) % len(PALETTE)])


class ColorField(QWidget):
    """Swatches, and the colour as text."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._swatches: dict[str, Swatch] = {}
        row = QHBoxLayout()
        row.setSpacing(look.GAP // 2)
        for color, name in zip(PALETTE, self._names(), strict=True):
            swatch = Swatch(color, name)
            swatch.clicked.connect(partial(self._pick, color))
            self._group.addButton(swatch)
            self._swatches[color] = swatch
            row.addWidget(swatch)
        self.line = QLineEdit()
        self.line.setMaximumWidth(110)
        self.line.setAccessibleName(self.tr("Colour as #rrggbb"))
        self.line.textEdited.connect(self._on_typed)
        row.addSpacing(look.GAP)
        row.addWidget(self.line)
        row.addStretch(1)
        self._said = Said(tone=Tone.BAD, size=Size.SMALL)
        self._said.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(row)
        whole.addWidget(self._said)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [*self._swatches.values(), self.line]

    @property
    def color(self) -> str:
        """The colour, ``#rrggbb``; what was typed where that is none."""
        return self.line.text().strip().lower()

    @property
    def settled(self) -> bool:
        """Whether it is a colour."""
        return len(self.color) == 7 and self.color.startswith("#") and QColor.isValidColorName(self.color)

    def put(self, color: str) -> None:
        """Shows this colour."""
        self.line.setText(color)
        self._show()

    def _pick(self, color: str) -> None:
        self.put(color)
        self.edited.emit()

    def _on_typed(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        picked = self._swatches.get(self.color)
        self._group.setExclusive(picked is not None)
        for swatch in self._swatches.values():
            swatch.setChecked(swatch is picked)
        self._said.say(self.tr("A colour is written as #c8102e."))
        self._said.setVisible(not self.settled)

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("Blue"),
            self.tr("Vermilion"),
            self.tr("Indigo"),
            self.tr("Red"),
            self.tr("Orange"),
            self.tr("Sky blue"),
            self.tr("Pink"),
            self.tr("Wine red"),
            self.tr("Yellow"),
            self.tr("Black"),
        )


class Swatch(QAbstractButton):
    """One colour to pick; a tick and a ring show the one that is picked."""

    def __init__(self, color: str, name: str) -> None:
        super().__init__()
        self._color = QColor(color)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(_SIDE, _SIDE)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A square."""
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the colour, the tick and the focus."""
        seen = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(5, 5, -5, -5)
        painter.setBrush(self._color)
        painter.setPen(QPen(look.edge(self._color, seen.ground), 1))
        painter.drawRoundedRect(box, 5, 5)
        if self.isChecked():
            pen = QPen(look.on(self._color), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            middle = box.center()
            painter.drawPolyline([middle + point for point in _TICK])
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(seen.accent if self.hasFocus() else seen.ink, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        painter.end()

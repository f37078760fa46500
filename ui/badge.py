"""The badge by which an identity is recognised: colour, shape and letters, any one of which is enough.

A person is a circle, a brand a rounded square, nobody a dashed circle.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from guard.protocol.card import Badge
from ui import look
from ui.legible import legible
from ui.line import Line


def draw_mark(painter: QPainter, area: QRectF, badge: Badge | None, ground: QColor) -> None:
    """Draws the mark into the largest square of the area; the ground is what lies behind it."""
    side = min(area.width(), area.height())
    square = QRectF(0, 0, side, side).adjusted(1, 1, -1, -1)
    square.moveCenter(area.center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if badge is None:
        _draw_nobody(painter, square, ground)
        return
    fill = look.color_of(badge.color)
    painter.setBrush(fill)
    painter.setPen(QPen(look.edge(fill, ground), max(1.0, side / 32)))
    if badge.kind == "person":
        painter.drawEllipse(square)
    else:
        painter.drawRoundedRect(square, side * 0.22, side * 0.22)
    _draw_letters(painter, square, legible(badge.letters), look.on(fill))


class Mark(QWidget):
    """The mark alone."""

    def __init__(self, badge: Badge | None, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = badge
        self._side = side
        self.setFixedSize(side, side)
        self.setAccessibleName(badge.name if badge else "")

    def sizeHint(self) -> QSize:  # noqa: N802
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the mark."""
        painter = QPainter(self)
        draw_mark(painter, QRectF(self.rect()), self._badge, look.look_of(self).ground)
        painter.end()


class IdentityBadge(QWidget):
    """The mark with the identity's name, and a quieter line below it."""

    def __init__(self, badge: Badge | None, caption: str = "", side: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = legible(badge.name) if badge else self.tr("Nobody")
        kinds = {"person": self.tr("person"), "brand": self.tr("brand")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP + look.GAP // 2)
        mark = Mark(badge, side, self)
        row.addWidget(mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(Line(name, look.font(look.Size.TEXT, bold=True), self))
        if caption:
            words.addWidget(Line(legible(caption), look.font(look.Size.SMALL), self))
        words.addStretch()
        row.addLayout(words, 1)
        told = [name, kinds.get(badge.kind, "") if badge else "", legible(caption)]
        self.setAccessibleName(", ".join(part for part in told if part))
        self.setToolTip(self.accessibleName())


def _draw_nobody(painter: QPainter, square: QRectF, ground: QColor) -> None:
    side = square.width()
    grey = look.edge(QColor("#808080"), ground)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(grey, max(1.5, side / 20), Qt.PenStyle.DashLine))
    painter.drawEllipse(square.adjusted(1, 1, -1, -1))
    half = QPointF(side / 6, 0)
    painter.drawLine(square.center() - half, square.center() + half)


def _draw_letters(painter: QPainter, square: QRectF, letters: str, ink: QColor) -> None:
    font = look.font(bold=True)
    font.setPixelSize(max(6, round(square.height() * (0.56 if len(letters) < 2 else 0.42))))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, letters)

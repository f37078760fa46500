"""How bad something is: a sign whose shape says it as well as its colour, and a word for it."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import look

_ORDER = ("note", "low", "medium", "high")
_SIDE = 16


def rank(severity: str) -> int:
    """Higher is worse; what is not known is a note."""
    return _ORDER.index(severity) if severity in _ORDER else 0


def color_of(severity: str, colors: look.Look) -> QColor:
    """The colour in which it is drawn."""
    return {"high": colors.bad, "medium": colors.warn}.get(severity, colors.border)


def word_for(severity: str) -> str:
    """The same in a word or two."""
    words = {
        "high": QCoreApplication.translate("Severity", "Serious"),
        "medium": QCoreApplication.translate("Severity", "Take care"),
        "low": QCoreApplication.translate("Severity", "Minor"),
    }
    return words.get(severity, QCoreApplication.translate("Severity", "Note"))


def draw_sign(painter: QPainter, area: QRectF, severity: str, colors: look.Look) -> None:
    """A full triangle, a full diamond, a ring, or a dot: the worst is the sharpest."""
    color = color_of(severity, colors)
    middle, half = area.center(), min(area.width(), area.height()) / 2 - 1
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.5, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(color)
    if severity == "high":
        top, foot = middle.y() - half * 0.9, middle.y() + half * 0.75
        corners = [QPointF(middle.x(), top), QPointF(middle.x() + half, foot), QPointF(middle.x() - half, foot)]
        painter.drawPolygon(QPolygonF(corners))
        painter.setPen(QPen(look.on(color), 1.6, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(middle.x(), top + half * 0.65), QPointF(middle.x(), foot - half * 0.55))
        painter.drawPoint(QPointF(middle.x(), foot - half * 0.22))
    elif severity == "medium":
        reach = half * 0.85
        steps = ((0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in steps]))
    elif severity == "low":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2))
        painter.drawEllipse(middle, half * 0.6, half * 0.6)
    else:
        painter.drawEllipse(middle, half * 0.25, half * 0.25)


class Sign(QWidget):
    """The sign alone."""

    def __init__(self, severity: str, parent: QWidget, height: int = 0) -> None:
        super().__init__(parent)
        self._severity = severity
        self.setFixedSize(_SIDE, height or _SIDE)
        self.setAccessibleName(word_for(severity))
        self.setToolTip(word_for(severity))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws it in the middle of a line's height."""
        painter = QPainter(self)
        side = float(self.width())
        draw_sign(painter, QRectF(0, (self.height() - side) / 2, side, side), self._severity, look.look_of(self))
        painter.end()

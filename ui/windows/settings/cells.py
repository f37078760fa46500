"""The cells of the matrix: a sign and a word for each decision; what was said for the pair itself stands out."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from guard.model.decision import Verdict
from ui import look
from ui.look import Look
from ui.windows.settings.matrix import Cell, Why

CELL = int(Qt.ItemDataRole.UserRole)
"""The role under which an item keeps its ``Cell``."""
_SIGN = 16


class CellPainter(QStyledItemDelegate):
    """Draws one cell."""

    def __init__(self, words: dict[Verdict, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Room for the sign and the longest word."""
        font = look.font(bold=True)
        widest = max(_width(word, font.pointSizeF()) for word in self._words.values())
        return QSize(round(widest) + _SIGN + 5 * look.GAP, 48)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws the sign, the word and, around the current cell, a ring."""
        cell: Cell = index.data(CELL)
        seen = look.look_of(self.parent())  # type: ignore[arg-type]
        state: QStyle.StateFlag = option.state
        area = QRectF(option.rect).adjusted(3, 3, -3, -3)
        color = _color(cell.verdict, seen)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.why is Why.PAIR:
            painter.setPen(QPen(look.edge(color, seen.surface), 1.5))
            painter.setBrush(look.tinted(color, seen.surface))
            painter.drawRoundedRect(area, 6, 6)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(seen.accent, 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), 7, 7)
        sign = QRectF(area.left() + look.GAP, area.center().y() - _SIGN / 2, _SIGN, _SIGN)
        _draw_sign(painter, sign, cell.verdict, color if cell.why is not Why.OWN else seen.quiet)
        painter.setFont(look.font(bold=cell.why is Why.PAIR))
        painter.setPen(seen.quiet if cell.why is Why.OWN else seen.ink)
        words = area.adjusted(_SIGN + 2 * look.GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words[cell.verdict])
        painter.restore()


def _width(word: str, points: float) -> float:
    return len(word) * points * 0.85


def _color(verdict: Verdict, seen: Look) -> QColor:
    return {Verdict.ALLOW: seen.good, Verdict.HOLD: seen.warn, Verdict.DENY: seen.bad}[verdict]


def _draw_sign(painter: QPainter, box: QRectF, verdict: Verdict, color: QColor) -> None:
    """A tick, two bars, or a barred ring: told apart without colour."""
    pen = QPen(color, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = box.center()
    if verdict is Verdict.ALLOW:
        painter.drawPolyline([middle + QPointF(-6, 0), middle + QPointF(-2, 5), middle + QPointF(6, -5)])
    elif verdict is Verdict.HOLD:
        for x in (-3.5, 3.5):
            painter.drawLine(middle + QPointF(x, -5), middle + QPointF(x, 5))
    else:
        painter.drawEllipse(middle, 6.5, 6.5)
        painter.drawLine(middle + QPointF(-4.5, -4.5), middle + QPointF(4.5, 4.5))

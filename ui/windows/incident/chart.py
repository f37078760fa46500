"""Mentions per piece of time as bars: how many came, how many are usual, and where nobody looked."""

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from guard.protocol.incidents import Bar
from ui import look
from ui.windows.incident.moments import when

_HIGH = 132
_FOOT = 20
"""Pixels for the times below."""


class Chart(QWidget):
    """A bar per piece of time. What is above the usual stands out; unread time is hatched, and no zero."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: list[Bar] = []
        self.setFont(look.font(look.Size.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: list[Bar], text: str) -> None:
        """Shows these; the text says the same to a screen reader."""
        self.setAccessibleName(text)
        if bars != self.bars:
            self.bars = list(bars)
            self.update()
        self.setVisible(bool(bars))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wide and low."""
        return QSize(260, _HIGH)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrower, not lower."""
        return QSize(140, _HIGH)

    def event(self, event: QEvent) -> bool:
        """Tells of the bar under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.bars:
            bar = self.bars[min(len(self.bars) - 1, max(0, int(event.x() / self._step())))]
            QToolTip.showText(event.globalPos(), self.words_for(bar), self)
            return True
        return super().event(event)

    def words_for(self, bar: Bar) -> str:
        """One bar in words."""
        if not bar.watched:
            return self.tr("{time}: nothing was read, so nothing is known").format(time=when(bar.start))
        text = self.tr("{time}: {count} mentions, {usual} are usual")
        return text.format(time=when(bar.start), count=bar.count, usual=round(bar.usual))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws it."""
        if not self.bars:
            return
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, bar in enumerate(self.bars):
            self._draw_bar(painter, number, bar, colors)
        self._draw_usual(painter, colors)
        painter.setPen(QPen(colors.border, 1))
        foot = self.height() - _FOOT + 0.5
        painter.drawLine(QLineF(0, foot, self.width(), foot))
        painter.setPen(colors.quiet)
        painter.setFont(self.font())
        below = QRectF(0, self.height() - _FOOT, self.width(), _FOOT)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, when(self.bars[0].start))
        last = when(self.bars[-1].start)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, last)
        painter.end()

    def _step(self) -> float:
        return self.width() / max(1, len(self.bars))

    def _top(self, value: float) -> float:
        most = max(1.0, *(max(bar.count, bar.upper) for bar in self.bars))
        return (self.height() - _FOOT) * (1 - 0.94 * value / most)

    def _area(self, number: int, top: float) -> QRectF:
        step = self._step()
        gap = min(3.0, step * 0.2)
        return QRectF(number * step + gap / 2, top, step - gap, self.height() - _FOOT - top)

    def _draw_bar(self, painter: QPainter, number: int, bar: Bar, colors: look.Look) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if not bar.watched:
            painter.setBrush(look.mixed(colors.border, colors.ground, 0.5))
            brush = painter.brush()
            brush.setStyle(Qt.BrushStyle.BDiagPattern)
            painter.fillRect(self._area(number, 0), brush)
            return
        more = bar.count > bar.upper
        painter.setBrush(colors.warn if more else look.mixed(colors.accent, colors.ground, 0.6))
        painter.drawRoundedRect(self._area(number, self._top(bar.count)), 2, 2)

    def _draw_usual(self, painter: QPainter, colors: look.Look) -> None:
        step = self._step()
        painter.setPen(QPen(colors.ink, 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [QPointF((number + 0.5) * step, self._top(bar.upper)) for number, bar in enumerate(self.bars)]
        painter.drawPolyline(QPolygonF(points))

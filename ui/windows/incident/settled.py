"""How far pausing is, without ever looking more paused than it is."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar

from guard.protocol.incidents import ToolLine
from ui import look

SETTLED = frozenset({"paused", "nothing"})
"""Outcomes after which nothing goes out: a tool was read back, or has nothing to send."""


class SettledBar(QProgressBar):
    """Full: settled. Hatched: asked, and not settled, so that somebody must look. Empty: still being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        """How many were asked and are not settled."""
        self.setTextVisible(False)
        self.setFixedHeight(look.GAP + 4)

    def show_lines(self, lines: Sequence[ToolLine]) -> None:
        """Of these tools. Its value, which a screen reader says, is what is settled."""
        settled = sum(line.outcome in SETTLED for line in lines)
        self.asked = sum(line.outcome != "pausing" for line in lines) - settled
        self.setRange(0, max(1, len(lines)))
        self.setValue(settled)
        self.setToolTip(
            self.tr("Settled: {settled}. Asked, for you to look at: {asked}. Still being asked: {left}.").format(
                settled=settled, asked=self.asked, left=len(lines) - settled - self.asked
            )
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws it."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        whole = QPainterPath()
        whole.addRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.fillPath(whole, colors.ground)
        one = area.width() / self.maximum()
        settled, asked = one * self.value(), one * self.asked
        painter.save()
        painter.setClipPath(whole)
        painter.fillRect(QRectF(area.left(), area.top(), settled, area.height()), colors.good)
        hatched = QRectF(area.left() + settled, area.top(), asked, area.height())
        painter.fillRect(hatched, QBrush(colors.quiet, Qt.BrushStyle.BDiagPattern))
        painter.restore()
        painter.setPen(QPen(colors.border, 1.0))
        painter.drawPath(whole)
        painter.end()

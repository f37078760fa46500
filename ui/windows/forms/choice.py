"""A choice among few things, with a sign that it opens."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox

from ui import look

_FROM_EDGE = 16


class Choice(QComboBox):
    """A combo box that no wheel changes in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scrolls the form."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draws the sign, which style sheets cannot."""
        super().paintEvent(event)
        seen = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(seen.ink if self.isEnabled() else seen.border, 1.8))
        tip = QPointF(self.width() - _FROM_EDGE, self.height() / 2 + 2.5)
        painter.drawPolyline([tip + QPointF(-5, -5), tip, tip + QPointF(5, -5)])
        painter.end()

"""One line of plain text that never asks for more room than there is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ui import look


class Line(QLabel):
    """One line that ends in dots where there is no room for it."""

    def __init__(self, text: str, font: QFont, parent: QWidget, *, quiet: bool = False) -> None:
        super().__init__(text, parent)
        self._quiet = quiet
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few letters."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 8), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws what fits."""
        painter = QPainter(self)
        ink = look.look_of(self).quiet if self._quiet else self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(ink)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), align, shown)
        painter.end()

"""One line that opens and shuts what is told on demand."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import look

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class More(QAbstractButton):
    """Opens and shuts what stands below it; what stands elsewhere in the window stays where it is."""

    def __init__(self, closed: str, opened: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = closed, opened
        self.setCheckable(True)
        self.setText(closed)
        self.setFont(look.font(look.Size.SMALL, bold=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        room = max(self.fontMetrics().horizontalAdvance(text) for text in self._texts)
        self.setFixedSize(room + 4 * look.GAP + 6, self.fontMetrics().height() + look.GAP)
        self.toggled.connect(lambda on: self.setText(self._texts[on]))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter as well as Space; no held key."""
        if event.isAutoRepeat() and event.key() in _ENTER | {Qt.Key.Key_Space, Qt.Key.Key_Select}:
            return
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """An angle and the words."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(colors.accent, look.RING))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        ink = colors.ink if self.underMouse() else colors.quiet
        painter.setPen(QPen(ink, 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        middle = QPointF(look.GAP + 6, self.height() / 2)
        angle = ((-4, -2), (0, 2), (4, -2)) if self.isChecked() else ((-2, -4), (2, 0), (-2, 4))
        painter.drawPolyline([middle + QPointF(x, y) for x, y in angle])
        painter.setFont(self.font())
        words = self.rect().adjusted(2 * look.GAP + 8, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

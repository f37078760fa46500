"""The bottom of the pop-up: what must be typed, the answers, the time that is left, who else waits."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from guard.protocol.card import Card
from ui import look
from ui.legible import legible
from ui.line import Line
from ui.windows.hold.buttons import Buttons
from ui.windows.hold.stillness import Stillness
from ui.windows.hold.words import Words


class TimeLeft(QLabel):
    """Counts down what the engine said was left. It ends nothing: the engine does."""

    over = Signal()

    def __init__(self, remaining: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(look.Size.SMALL))
        self._remaining = remaining
        self._clock = QElapsedTimer()
        self._clock.start()
        self._ticks = QTimer(self, interval=1000, timerType=Qt.TimerType.CoarseTimer)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        self._show()

    def end(self) -> None:
        """Stops counting."""
        self._ticks.stop()
        self.clear()

    @property
    def seconds(self) -> int:
        """What is left, rounded up, never below 0."""
        return max(0, int(self._remaining - self._clock.elapsed() / 1000 + 0.999))

    def _tick(self) -> None:
        self._show()
        if self.seconds == 0:
            self._ticks.stop()
            self.over.emit()

    def _show(self) -> None:
        minutes, seconds = divmod(self.seconds, 60)
        self.setText(self.tr("{time} left, then it is not posted").format(time=f"{minutes}:{seconds:02}"))


class Hint(Line):
    """One quiet line whatever it says; where it speaks of something above, a click leads there."""

    followed = Signal()

    def lead(self, *, leads: bool) -> None:
        """Whether it leads somewhere: then it is underlined."""
        font = self.font()
        font.setUnderline(leads)
        self.setFont(font)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Takes the press, or no release would come."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Leads there."""
        if self.font().underline() and self.rect().contains(event.position().toPoint()):
            self.followed.emit()


class Footer(QWidget):
    """Everything that must always be in sight."""

    followed = Signal()
    """Whoever reads what is still to be done wants to see it."""

    def __init__(self, card: Card, remaining: float, stillness: Stillness, parent: QWidget) -> None:
        super().__init__(parent)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(look.EDGE, look.GAP * 2, look.EDGE, look.GAP * 2)
        column.setSpacing(look.GAP)
        self._notice = Words("", look.font(bold=True), self)
        self._notice.hide()
        column.addWidget(self._notice)
        self.buttons = Buttons(card, stillness, self)
        column.addWidget(self.buttons)
        # One line whatever it says: what changes when the buttons wake must not move them.
        self._hint = Hint("", look.font(look.Size.SMALL), self, quiet=True)
        self._hint.followed.connect(self.followed)
        column.addWidget(self._hint)
        column.addLayout(self._last_line(remaining))

    def notice(self, text: str) -> None:
        """Says something above the buttons."""
        self._notice.setText(legible(text))
        self._notice.setVisible(bool(text))

    def hint(self, text: str, *, leads: bool = False) -> None:
        """Says something quiet below the buttons; one line of it. It may lead to what it speaks of."""
        self._hint.setText(text)
        self._hint.lead(leads=leads)
        self._hint.setToolTip(text)

    def queue(self, waiting: int) -> None:
        """How many others wait."""
        many = self.tr("{count} others wait").format(count=waiting)
        self._queue.setText("" if not waiting else many if waiting > 1 else self.tr("1 other waits"))

    def height_for(self, width: int) -> int:
        """What it needs at this width."""
        self.buttons.fit(width - 2 * look.EDGE)
        self._column.activate()
        return self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else self.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """A hair line sets it off from what scrolls."""
        painter = QPainter(self)
        painter.setPen(look.look_of(self).line)
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def _last_line(self, remaining: float) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.GAP * 2)
        self.time = TimeLeft(remaining, self)
        row.addWidget(self.time)
        row.addStretch(1)
        self._queue = Line("", look.font(look.Size.SMALL, bold=True), self)
        row.addWidget(self._queue)
        return row

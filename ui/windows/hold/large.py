"""One file, as large as the window: over everything else of it, until Esc or a click."""

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guard.protocol.card import CardMedia
from ui import look
from ui.legible import legible
from ui.windows.hold.buttons import AnswerButton
from ui.windows.hold.pictures import Picture, Reading, begin

SEEN_AFTER = 1000
"""Milliseconds in which it must have been in sight."""
_TICK = 40
_SIZE = QSize(2400, 2400)
"""Pixels up to which it is read."""


class Large(QWidget):
    """Covers the window and holds the keyboard. A part of the window, no window of its own: stillness watches it."""

    seen = Signal(str)
    """It was in sight for long enough: what was asked for."""
    closed = Signal()

    def __init__(self, parent: QWidget, seen_after: int = SEEN_AFTER) -> None:
        super().__init__(parent)
        self._seen_after = seen_after
        self.about = ""
        """What was asked for."""
        self._name = ""
        self._pixmap = QPixmap()
        self._reading: Reading | None = None
        self._passed = 0
        self._clock = QElapsedTimer()
        self._ticks = QTimer(self, interval=_TICK, timerType=Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Of what cannot be drawn here only the person can say that it was looked at.
        self.elsewhere = AnswerButton(self.tr("I have looked at it elsewhere"), look.Part.PLAIN, self)
        self.elsewhere.setAccessibleDescription(self.tr("It cannot be shown here."))
        self.elsewhere.clicked.connect(self._on_elsewhere)
        self.elsewhere.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, 3 * look.EDGE)
        column.addStretch(1)
        column.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def open(self, about: str, media: CardMedia | None) -> None:
        """Shows this file; ``about`` is what comes back with ``seen``."""
        self.about = about
        self._name = legible(media.name if media else about)
        self.setAccessibleName(self.tr("Picture {name}").format(name=self._name))
        self.setAccessibleDescription(self.tr("Esc or a click closes it."))
        self._pixmap = QPixmap()
        self._reading = None
        self._passed = 0
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        drawable = media is not None and bool(media.path or media.small)
        self.elsewhere.setVisible(not drawable)
        if media is not None and drawable:
            self._reading = Reading(media.path, _SIZE, media.small)
            self._reading.carrier.done.connect(self._on_read)
            begin(self._reading)

    def shut(self) -> None:
        """Goes, and lets the window be used again."""
        if self.is_open:
            self._ticks.stop()
            self.hide()
            self.closed.emit()

    @property
    def is_open(self) -> bool:
        """Whether it covers the window."""
        return not self.isHidden()

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: N802 - as Qt has it
        """The keyboard stays here; of what cannot be drawn it goes between the view and its button."""
        if self.elsewhere.isVisible():
            (self if self.elsewhere.hasFocus() else self.elsewhere).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes; no key goes on to the window below."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.shut()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Nothing below gets it."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click closes."""
        event.accept()
        self.shut()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The picture in the middle, and a line below it."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colors.ground)
        painter.setFont(look.font(look.Size.SMALL))
        foot = painter.fontMetrics().lineSpacing() + 2 * look.GAP
        room = QRectF(self.rect()).adjusted(look.GAP, look.GAP, -look.GAP, -foot)
        painter.setPen(colors.quiet)
        said = self.tr("{name} – Esc or a click closes it.").format(name=self._name)
        below = QRectF(look.EDGE, room.bottom(), self.width() - 2 * look.EDGE, foot)
        shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, round(below.width()))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, shown)
        if not self._pixmap.isNull():
            size = self._pixmap.deviceIndependentSize()
            if size.width() > room.width() or size.height() > room.height():
                size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
        elif self.elsewhere.isVisible():
            words = self.tr("This file cannot be shown here. Open it where it came from, and look at it there.")
            painter.setPen(colors.ink)
            painter.setFont(look.font())
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(look.EDGE, 0, -look.EDGE, -4 * look.EDGE), int(wrapped), words)
        painter.end()
        if not self._pixmap.isNull() and not self._ticks.isActive() and self._passed < self._seen_after:
            self._clock.start()
            self._ticks.start()

    @Slot(object)
    def _on_read(self, picture: Picture) -> None:
        if self._reading is None or self.sender() is not self._reading.carrier:
            return  # of another file, which was shown before
        if picture.image is None:
            self.elsewhere.show()
        else:
            self._pixmap = QPixmap.fromImage(picture.image)
            self._pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()

    def _tick(self) -> None:
        """Only the time in which the window is in front counts, and none in which the program was stuck."""
        passed = min(int(self._clock.restart()), 2 * _TICK)
        if self.isVisible() and self.window().isActiveWindow():
            self._passed += passed
        if self._passed >= self._seen_after:
            self._ticks.stop()
            self.seen.emit(self.about)

    def _on_elsewhere(self) -> None:
        self.seen.emit(self.about)
        self.shut()

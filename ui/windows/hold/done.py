"""How it is seen that something is done: a ring, or a box to tick, that fills."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from ui import look
from ui.windows.hold.words import Words

SIDE = 20


class Mark(QWidget):
    """A ring; a full disc with a tick once it is done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._met = False
        self.setFixedSize(SIDE, SIDE)

    def show_met(self, *, met: bool) -> None:
        """Whether it is done."""
        self._met = met
        self.setAccessibleName(self.tr("Done") if met else self.tr("To be done"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws it."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = _square(self.rect(), SIDE - 4)
        painter.setPen(QPen(colors.good if self._met else colors.border, 2))
        painter.setBrush(colors.good if self._met else QColor(Qt.GlobalColor.transparent))
        painter.drawEllipse(ring)
        if self._met:
            _tick(painter, ring, look.on(colors.good))
        painter.end()


class Box(QCheckBox):
    """A box as large and as clear as the marks beside it, all of which takes a click."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Without words."""
        return QSize(SIDE, SIDE)

    def hitButton(self, place: QPoint) -> bool:  # noqa: N802
        """Anywhere."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """A square, full and ticked once it is done; a ring around it while it has the keyboard."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = _square(self.rect(), SIDE - 4)
        frame = colors.accent if self.hasFocus() else colors.good if self.isChecked() else colors.border
        painter.setPen(QPen(frame, 3 if self.hasFocus() else 2))
        painter.setBrush(colors.good if self.isChecked() else QColor(Qt.GlobalColor.transparent))
        painter.drawRoundedRect(square, 4, 4)
        if self.isChecked():
            _tick(painter, square, look.on(colors.good))
        painter.end()


class Label(Words):
    """Words beside a box; a click on them ticks it. A check box's own words would not wrap."""

    def __init__(self, text: str, box: QCheckBox, parent: QWidget) -> None:
        super().__init__(text, look.font(), parent)
        self._box = box

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Takes the press, or no release would come."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Ticks it."""
        if self.rect().contains(event.position().toPoint()) and self._box.isEnabled():
            self._box.toggle()


def _square(area: QRect, side: int) -> QRectF:
    made = QRectF(0, 0, side, side)
    made.moveCenter(QRectF(area).center())
    return made


def _tick(painter: QPainter, area: QRectF, ink: QColor) -> None:
    painter.setPen(QPen(ink, 2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    middle, unit = area.center(), area.width() / 8
    painter.drawPolyline([middle + QPointF(x * unit, y * unit) for x, y in ((-1.8, 0.1), (-0.4, 1.5), (2.0, -1.4))])

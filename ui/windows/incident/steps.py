"""The seven steps, one below the other: where each stands, who takes care of it, and until when."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from guard.protocol.incidents import IncidentView, StepView
from ui import look
from ui.legible import legible
from ui.windows.incident.moments import when

WIDTH = 248
_SIDE = 26
"""Of the mark."""


class StepButton(QAbstractButton):
    """One step: its mark, its title, and a quieter line."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._status, self._late, self._note = "waiting", False, ""
        self.setCheckable(True)
        self.setFont(look.font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_step(self, step: StepView) -> None:
        """Shows how it is now."""
        self._status, self._late, self._note = step.status, step.late, self._below(step)
        self.setText(legible(step.title))
        said = {
            "done": self.tr("done"),
            "skipped": self.tr("skipped"),
            "open": self.tr("to do now"),
        }.get(step.status, self.tr("waits"))
        told = (f"{self._number}. {legible(step.title)}", said, self._note)
        self.setAccessibleName(", ".join(part for part in told if part))
        self.setToolTip(legible(step.reason))
        self.updateGeometry()
        self.update()

    def _below(self, step: StepView) -> str:
        if step.status == "done":
            return self.tr("done {time}").format(time=when(step.since))
        if step.status == "skipped":
            return self.tr("skipped {time}").format(time=when(step.since))
        due = ""
        if step.due:
            text = self.tr("late, was due {time}") if step.late else self.tr("until {time}")
            due = text.format(time=when(step.due))
        return " · ".join(part for part in (legible(step.owner), due) if part)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two lines, whether or not the second says anything: what stands below shall not move."""
        small = look.font(look.Size.SMALL)
        self.ensurePolished()
        height = self.fontMetrics().height() + round(small.pointSizeF() * 1.8) + 2 * look.GAP
        return QSize(WIDTH, max(height, _SIDE + 2 * look.GAP))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter as well as Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws it."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            share = 0.14 if self.isChecked() else 0.05
            painter.setBrush(look.mixed(colors.accent if self.isChecked() else colors.ink, colors.ground, share))
            painter.drawRoundedRect(area, look.RADIUS, look.RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(colors.accent, look.RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, look.RADIUS, look.RADIUS)
        mark = QRectF(look.GAP * 1.5, (self.height() - _SIDE) / 2, _SIDE, _SIDE)
        self._draw_mark(painter, mark, colors)
        self._draw_words(painter, mark.right() + look.GAP * 1.5, colors)
        painter.end()

    def _draw_mark(self, painter: QPainter, area: QRectF, colors: look.Look) -> None:
        ring = area.adjusted(1.5, 1.5, -1.5, -1.5)
        if self._status == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.good)
            painter.drawEllipse(ring)
            painter.setPen(QPen(look.on(colors.good), 2.2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            middle = ring.center()
            painter.drawPolyline([middle + QPointF(-5, 0.5), middle + QPointF(-1.5, 4), middle + QPointF(5, -4)])
            return
        now = self._status == "open"
        color = colors.accent if now else colors.border
        painter.setBrush(color if now else Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.DashLine if self._status == "skipped" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 1.6, style))
        painter.drawEllipse(ring)
        painter.setPen(look.on(color) if now else colors.quiet)
        painter.setFont(look.font(look.Size.SMALL, bold=now))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, "–" if self._status == "skipped" else str(self._number))

    def _draw_words(self, painter: QPainter, left: float, colors: look.Look) -> None:
        room = QRectF(left, 0, self.width() - left - look.GAP, self.height())
        title = look.font(bold=self._status == "open")
        small = look.font(look.Size.SMALL)
        painter.setFont(title)
        painter.setPen(colors.ink if self._status != "waiting" or self.isChecked() else colors.quiet)
        words = painter.fontMetrics()
        top = (self.height() - words.height() - (round(small.pointSizeF() * 1.6) if self._note else 0)) / 2
        line = QRectF(room.left(), top, room.width(), words.height())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, align, words.elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width())))
        if not self._note:
            return
        painter.setFont(small)
        painter.setPen(colors.warn if self._late else colors.quiet)
        below = painter.fontMetrics()
        line = QRectF(room.left(), line.bottom(), room.width(), below.height())
        painter.drawText(line, align, below.elidedText(self._note, Qt.TextElideMode.ElideRight, int(room.width())))


class Steps(QWidget):
    """The list. Which page is seen is the person's choice; which step is due is the engine's."""

    chosen = Signal(str)
    """A step's name."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Steps"))
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.GAP // 2)
        self._column.addStretch(1)
        self.buttons: dict[str, StepButton] = {}

    def show_view(self, view: IncidentView) -> None:
        """Shows how the steps are now."""
        for number, step in enumerate(view.steps, start=1):
            if step.step not in self.buttons:
                self._add(step.step, number)
            self.buttons[step.step].show_step(step)

    def choose(self, step: str) -> None:
        """Marks the step whose page is seen."""
        if step in self.buttons:
            self.buttons[step].setChecked(True)

    def _add(self, step: str, number: int) -> None:
        button = self.buttons[step] = StepButton(number)
        self._group.addButton(button)
        self._column.insertWidget(number - 1, button)
        button.clicked.connect(lambda: self.chosen.emit(step))

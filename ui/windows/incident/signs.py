"""Signs for what came of pausing a tool: told by shape as well as by colour."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import look
from ui.windows.hold.severity import draw_sign
from ui.windows.incident.settled import SETTLED

_SIDE = 22


class OutcomeSign(QWidget):
    """A full disc with a tick: read back. A ring with a tick: nothing to pause. Everything else is no tick."""

    def __init__(self) -> None:
        super().__init__()
        self.outcome = ""
        self.setFixedSize(_SIDE, _SIDE)

    def show_outcome(self, outcome: str) -> None:
        """Of a line."""
        self.outcome = outcome
        self.setAccessibleName(self._name(outcome))
        self.update()

    @property
    def is_tick(self) -> bool:
        """Whether it looks as if nothing were left to do."""
        return self.outcome in SETTLED

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws it."""
        colors = look.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.is_tick:
            self._draw_tick(painter, area, colors)
        elif self.outcome == "pausing":
            painter.setPen(QPen(colors.quiet, 2.0, Qt.PenStyle.DotLine))
            painter.drawEllipse(area)
        elif self.outcome == "failed":
            draw_sign(painter, area, "high", colors)
        else:
            painter.setPen(QPen(colors.warn, 2.0))
            painter.drawEllipse(area)
            painter.setFont(look.font(look.Size.SMALL, bold=True))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "?")
        painter.end()

    def _draw_tick(self, painter: QPainter, area: QRectF, colors: look.Look) -> None:
        full = self.outcome == "paused"
        painter.setPen(QPen(colors.good, 1.8))
        painter.setBrush(colors.good if full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area)
        pen = look.on(colors.good) if full else colors.good
        painter.setPen(QPen(pen, 2.2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        middle = area.center()
        painter.drawPolyline([middle + QPointF(-4, 0.5), middle + QPointF(-1.2, 3.4), middle + QPointF(4.2, -3.4)])

    @staticmethod
    def _name(outcome: str) -> str:
        names = {
            "paused": QCoreApplication.translate("Incident", "Paused and read back"),
            "nothing": QCoreApplication.translate("Incident", "Nothing to pause"),
            "pausing": QCoreApplication.translate("Incident", "Pausing"),
            "failed": QCoreApplication.translate("Incident", "Failed"),
        }
        return names.get(outcome, QCoreApplication.translate("Incident", "Not verified"))

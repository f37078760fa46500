"""What the lines and boxes of the picture mean."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from guard.protocol.card import Badge
from ui.badge import draw_mark
from ui.legible import legible
from ui.look import Look
from ui.picture.chosen import Chosen, State
from ui.picture.items import LABEL_HEIGHT, draw_tag, small, stroke
from ui.picture.words import CUT, Words

translate = QCoreApplication.translate

_ROW = 26.0
_SAMPLE = 40.0
_GAP = 8.0
_APART = 22.0


class Cut:
    """Stands for the one link whose removal cuts most."""


Sample = State | Badge | Cut | None
"""What an entry tells of; None is an account that nobody has named."""


class Legend:
    """The meanings that a picture needs: of its lines, its identities and its hollow boxes."""

    def __init__(self, shown: Chosen, hats: Mapping[str, Badge], colors: Look) -> None:
        owners = {node.owner for node in shown.nodes.values()}
        states = {link.state for link in shown.links}
        self._colors = colors
        self._badges = [badge for badge in hats.values() if badge.id in owners]
        self._states = [state for state in reversed(State) if state in states]
        self._cut = any(link.cut for link in shown.links)
        self._hollow = any(not node.named for node in shown.nodes.values())
        self._words = Words(hats)

    def texts(self) -> list[str]:
        """The entries in words."""
        return [text for text, _ in self._entries()]

    def height(self, width: float) -> float:
        """How high the legend is when it is so wide."""
        return max((top + _ROW for _, _, (_, top) in self._placed(width)), default=0.0)

    def draw(self, painter: QPainter, width: float) -> None:
        """Draws it from the origin on."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for text, what, (left, top) in self._placed(width):
            self._draw_sample(painter, what, QRectF(left, top, self._wide(what), _ROW))
            painter.setFont(small(size=12))
            painter.setPen(self._colors.ink)
            at = QRectF(left + self._wide(what) + _GAP, top, width, _ROW)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, text)

    def _entries(self) -> Iterable[tuple[str, Sample]]:
        for badge in self._badges:
            kind = translate("Picture", "brand") if badge.kind == "brand" else translate("Picture", "person")
            yield f"{legible(badge.name)} ({kind})", badge
        for state in self._states:
            yield self._words.state(state), state
        if self._cut:
            yield self._words.cut(), Cut()
        if self._hollow:
            yield translate("Picture", "nobody has said which account this is"), None

    def _placed(self, width: float) -> Iterable[tuple[str, Sample, tuple[float, float]]]:
        metrics = QFontMetricsF(small(size=12))
        left = top = 0.0
        for text, what in self._entries():
            wide = self._wide(what) + _GAP + metrics.horizontalAdvance(text)
            if left and left + wide > width:
                left, top = 0.0, top + _ROW
            yield text, what, (left, top)
            left += wide + _APART

    @staticmethod
    def _wide(what: Sample) -> float:
        return 20.0 if isinstance(what, Badge) else _SAMPLE

    def _draw_sample(self, painter: QPainter, what: Sample, area: QRectF) -> None:
        match what:
            case Badge():
                draw_mark(painter, QRectF(area.left(), area.top() + 3, 20, 20), what, self._colors.ground)
            case State():
                painter.setPen(stroke(what, self._colors).pen())
                middle = area.center().y()
                painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
            case Cut():
                tag = QRectF(area.left(), area.center().y() - LABEL_HEIGHT / 2, _SAMPLE, LABEL_HEIGHT)
                draw_tag(painter, tag, CUT, self._colors.bad, self._colors.bad, framed=True)
            case None:
                pen = QPen(self._colors.warn, 1.8)
                pen.setDashPattern([3, 2.4])
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(area.adjusted(1, 5, -1, -5), 4, 4)


class LegendItem(QGraphicsItem):
    """The legend in the picture itself, for files."""

    def __init__(self, legend: Legend, width: float) -> None:
        super().__init__()
        self._legend, self._width = legend, width

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The legend's place."""
        return QRectF(0, 0, self._width, self._legend.height(self._width))

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Draws the legend."""
        self._legend.draw(painter, self._width)


class LegendBar(QWidget):
    """The legend below the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._legend: Legend | None = None

    def show_legend(self, legend: Legend | None) -> None:
        """Shows another one."""
        self._legend = legend
        self.setAccessibleName(translate("Picture", "What the picture's lines mean"))
        self.setAccessibleDescription("; ".join(legend.texts()) if legend else "")
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as it needs to be at its width."""
        return QSize(200, round(self._legend.height(max(self.width(), 200))) if self._legend else 0)

    def resizeEvent(self, _event: object) -> None:  # noqa: N802
        """Breaks the entries anew."""
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the legend."""
        if self._legend:
            painter = QPainter(self)
            self._legend.draw(painter, self.width())
            painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

"""What the picture is made of: a box for each account, a link for each way between two of them."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from guard.protocol.card import Badge
from guard.protocol.replies import PictureNode
from ui import look
from ui.badge import draw_mark
from ui.look import Look
from ui.picture.chosen import Link, State
from ui.picture.labels import point_on
from ui.picture.layout import BOX, Curve, Point

LABEL_HEIGHT = 20.0
_HEAD = (11.0, 5.0)
FAINT = 0.28
"""What is left of the colour of what stands back."""
_MARK = 30.0


def small(*, bold: bool = False, size: float = 12.0) -> QFont:
    """A font of the picture: its size is in the picture's own units, so that it zooms with it."""
    font = look.font(look.Size.TEXT, bold=bold)
    font.setPixelSize(round(size))
    return font


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a link is drawn: never told apart by colour alone."""

    color: QColor
    width: float
    dash: tuple[float, ...]

    def pen(self, width: float | None = None) -> QPen:
        """The pen; the dash keeps its length whatever the width is."""
        wide = width or self.width
        pen = QPen(self.color, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if self.dash:
            pen.setDashPattern([part / wide for part in self.dash])
        return pen


def stroke(state: State, colors: Look) -> Stroke:
    """The stroke of a state."""
    quiet = look.mixed(colors.quiet, colors.ground, 0.85)
    return {
        State.FORBIDDEN: Stroke(colors.bad, 3.4, ()),
        State.ACCEPTED: Stroke(colors.warn, 2.2, (10, 4, 2, 4)),
        State.ON: Stroke(colors.quiet, 1.7, ()),
        State.UNSET: Stroke(colors.quiet, 1.7, (2, 3)),
        State.OFF: Stroke(quiet, 1.4, (7, 5)),
    }[state]


class Box(QGraphicsItem):
    """An account. Whose it is shows in the mark, the colour and the words; one that nobody named is hollow."""

    def __init__(self, node: PictureNode, words: tuple[str, str], badge: Badge | None, colors: Look) -> None:
        super().__init__()
        self.node = node
        self._words, self._badge, self._colors = words, badge, colors
        self.setToolTip(f"{words[0]}\n{words[1]}")
        self.setZValue(2)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The box and its border."""
        return QRectF(-3, -3, BOX[0] + 6, BOX[1] + 6)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Draws the box."""
        area = QRectF(0, 0, *BOX)
        colors = self._colors
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._fill())
        painter.setPen(self._border())
        painter.drawRoundedRect(area, look.RADIUS + 2, look.RADIUS + 2)
        left = 14.0
        if self._badge:
            draw_mark(painter, QRectF(10, (BOX[1] - _MARK) / 2, _MARK, _MARK), self._badge, self._fill())
            left += _MARK + 6
        room = BOX[0] - left - 12
        cut = Qt.TextElideMode.ElideMiddle if self.node.named else Qt.TextElideMode.ElideRight
        for text, top, font, ink in (
            (self._words[0], 6.0, small(bold=True, size=13), colors.ink),
            (self._words[1], 25.0, small(size=11.5), colors.quiet),
        ):
            painter.setFont(font)
            painter.setPen(ink)
            shown = QFontMetricsF(font).elidedText(text, cut, room)
            painter.drawText(QRectF(left, top, room, 20), Qt.AlignmentFlag.AlignVCenter, shown)

    def _fill(self) -> QColor:
        if self._badge:
            return look.tinted(look.color_of(self._badge.color), self._colors.surface, 0.10)
        return self._colors.surface if self.node.named else self._colors.ground

    def _border(self) -> QPen:
        colors = self._colors
        if self._badge:
            return QPen(look.edge(look.color_of(self._badge.color), colors.ground), 1.8)
        if self.node.named:
            return QPen(look.mixed(colors.border, colors.ground, 0.75), 1.2)
        pen = QPen(colors.warn, 1.8)
        pen.setDashPattern([3, 2.4])
        return pen


class Line(QGraphicsPathItem):
    """A link with its arrow head; the area that takes clicks is wider than what is seen."""

    def __init__(self, link: Link, way: tuple[Curve, ...], tip: str, colors: Look) -> None:
        super().__init__()
        self.link = link
        self._stroke = stroke(link.state, colors)
        self._glow = look.mixed(colors.accent, colors.ground, 0.45)
        self._chosen = False
        scale = 1.0 + (self._stroke.width - 1.4) * 0.2
        self._head = _head(way, scale)
        self.setPath(_path(way, self._head))
        self.setPen(self._stroke.pen())
        self.setToolTip(tip)
        self.setZValue(list(State).index(link.state) / 10)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def is_chosen(self) -> bool:
        """Whether it stands out now."""
        return self._chosen

    def choose(self, *, chosen: bool) -> None:
        """Lets it stand out, or no longer."""
        self._chosen = chosen
        self.update()

    def shape(self) -> QPainterPath:
        """What takes clicks."""
        wide = QPainterPathStroker()
        wide.setWidth(14)
        return wide.createStroke(self.path())

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The line, its head and its glow."""
        return self.path().boundingRect().united(self._head.boundingRect()).adjusted(-8, -8, 8, 8)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Draws the line."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._chosen:
            painter.setPen(QPen(self._glow, self._stroke.width + 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(self.path())
        painter.setPen(self._stroke.pen(self._stroke.width + (0.6 if self._chosen else 0)))
        painter.drawPath(self.path())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._stroke.color)
        painter.drawPolygon(self._head)


class Label(QGraphicsItem):
    """What carries a link's content over."""

    def __init__(self, text: str, link: Link, colors: Look) -> None:
        super().__init__()
        self.link = link
        self._text, self._colors = text, colors
        self._faint = False
        self._ink = {State.FORBIDDEN: colors.bad, State.ACCEPTED: colors.warn}.get(link.state, colors.quiet)
        self._font = label_font(link)
        self.setZValue(3)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def fade(self, *, faint: bool) -> None:
        """Lets it stand back; its ground stays, so that the line does not strike its letters through."""
        self._faint = faint
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The label around its middle."""
        width = label_width(self._text, self.link)
        return QRectF(-width / 2, -LABEL_HEIGHT / 2, width, LABEL_HEIGHT)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Draws the label on a ground of its own, so that the line does not run through its letters."""
        area = self.boundingRect()
        ink = look.mixed(self._ink, self._colors.ground, FAINT + 0.1) if self._faint else self._ink
        painter.setFont(self._font)
        draw_tag(painter, area, self._text, ink, self._ground(ink), framed=self._framed)

    @property
    def _framed(self) -> bool:
        return self.link.cut or self.link.state in {State.FORBIDDEN, State.ACCEPTED}

    def _ground(self, ink: QColor) -> QColor:
        if self.link.cut:
            return ink
        return look.tinted(ink, self._colors.surface, 0.10) if self._framed else self._colors.ground


def draw_tag(painter: QPainter, area: QRectF, text: str, ink: QColor, ground: QColor, *, framed: bool) -> None:
    """Words on a ground with round ends; on a ground of the ink itself they stand out the other way round."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.2) if framed else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area.adjusted(0.6, 0.6, -0.6, -0.6), LABEL_HEIGHT / 2, LABEL_HEIGHT / 2)
    painter.setPen(ink if ground != ink else look.on(ground))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def label_font(link: Link) -> QFont:
    """Bold for what matters."""
    return small(bold=link.loud, size=11.5)


def label_width(text: str, link: Link) -> float:
    """How wide a label is."""
    return QFontMetricsF(label_font(link)).horizontalAdvance(text) + 18


def _path(way: tuple[Curve, ...], head: QPolygonF) -> QPainterPath:
    path = QPainterPath(QPointF(*way[0][0]))
    for _, first, second, end in way:
        path.cubicTo(QPointF(*first), QPointF(*second), QPointF(*end))
    # The line ends inside its head, so that no blunt end looks out at the tip.
    last = path.elementCount() - 1
    middle = (head.at(0) + head.at(2)) / 2
    path.setElementPositionAt(last, middle.x(), middle.y())
    return path


def _head(way: tuple[Curve, ...], scale: float) -> QPolygonF:
    tip = QPointF(*way[-1][3])
    before = _before(way[-1])
    back = before - tip
    length = (back.x() ** 2 + back.y() ** 2) ** 0.5 or 1.0
    back = back / length
    side = QPointF(-back.y(), back.x()) * _HEAD[1] * scale
    foot = tip + back * _HEAD[0] * scale
    return QPolygonF([foot + side, tip, foot - side])


def _before(curve: Curve) -> QPointF:
    point: Point = curve[2] if curve[2] != curve[3] else point_on(curve, 0.9)
    return QPointF(*point)

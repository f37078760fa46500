"""Draws the signs: the tray's icon, and the small marks in menus. Readable on any panel, and without colour."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap

from ui import look
from ui.actions import Mark
from ui.state import Face, Shape

SIZES = (16, 22, 24, 32, 48, 64)
"""Pixels; panels scale badly, so each gets its own drawing."""
_Draw = Callable[[QPainter, int], None]
_LIGHT = QColor("#ffffff")
_RED, _AMBER, _GREEN, _GREY = QColor("#d3261e"), QColor("#e08a00"), QColor("#1f8a3d"), QColor("#858c99")


def tray_icon(face: Face) -> QIcon:
    """The icon of this face in all sizes."""
    return _icon(lambda painter, size: _draw_face(painter, face, size))


def mark_icon(mark: Mark) -> QIcon:
    """The mark before a menu's entry: an identity's sign, or a light that differs by shape, too."""
    if mark.kind == "light":
        return _icon(lambda painter, size: _draw_light(painter, mark.color, size), (16, 32))
    shape = Shape.BRAND if mark.kind == "brand" else Shape.PERSON
    face = Face(shape, mark.letters, mark.color)
    return _icon(lambda painter, size: _draw_face(painter, face, size), (16, 32))


def face_pixmap(face: Face, size: int, ratio: float = 1.0) -> QPixmap:
    """The face as a picture of ``size`` logical pixels."""
    pixmap = _pixmap(lambda painter, pixels: _draw_face(painter, face, pixels), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _icon(draw: _Draw, sizes: tuple[int, ...] = SIZES) -> QIcon:
    icon = QIcon()
    for size in sizes:
        icon.addPixmap(_pixmap(draw, size))
    return icon


def _pixmap(draw: _Draw, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, size)
    painter.end()
    return pixmap


def _draw_face(painter: QPainter, face: Face, size: int) -> None:
    ring = max(1.0, size / 22)
    box = QRectF(0, 0, size, size).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
    fill = _LIGHT if face.shape is Shape.NOBODY else look.color_of(face.color)
    # The ring contrasts with the fill, so on any panel one of the two stands out.
    ink = look.on(fill)
    painter.setBrush(fill)
    painter.setPen(QPen(fill if face.shape is Shape.NOBODY else ink, ring))
    painter.drawPath(_outline(face.shape, box))
    if face.shape is Shape.NOBODY:
        _draw_hollow(painter, box, ink, ring)
    inside = box.adjusted(0, 0, -box.width() * 0.2, -box.height() * 0.2) if face.blind else box
    if face.paused:
        _draw_bars(painter, inside, ink)
    elif face.letters:
        _draw_letters(painter, face, inside, ink)
    if face.blind:
        _draw_blind(painter, size)


def _draw_hollow(painter: QPainter, box: QRectF, ink: QColor, ring: float) -> None:
    """A second ring inside: on a dark panel the first one cannot be seen."""
    inner = 2.2 * ring
    painter.setPen(QPen(ink, 1.3 * ring))
    painter.drawEllipse(box.adjusted(inner, inner, -inner, -inner))


def _outline(shape: Shape, box: QRectF) -> QPainterPath:
    path = QPainterPath()
    if shape is Shape.BRAND:
        corner = box.width() * 0.14
        path.addRoundedRect(box, corner, corner)
    else:
        path.addEllipse(box)
    return path


def _draw_letters(painter: QPainter, face: Face, box: QRectF, ink: QColor) -> None:
    font = QFont("DejaVu Sans", weight=QFont.Weight.Bold)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(100)
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, face.letters)
    bounds = path.boundingRect()
    if bounds.isEmpty():
        return
    room = {Shape.BRAND: 0.80, Shape.PERSON: 0.70}.get(face.shape, 0.60)
    scale = min(box.width() * room / bounds.width(), box.height() * (room - 0.12) / bounds.height())
    painter.save()
    painter.translate(box.center())
    painter.scale(scale, scale)
    painter.translate(-bounds.center())
    painter.fillPath(path, QBrush(ink))
    painter.restore()


def _draw_bars(painter: QPainter, box: QRectF, ink: QColor) -> None:
    width, height, gap = box.width() * 0.16, box.height() * 0.42, box.width() * 0.09
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for left in (-gap - width, gap):
        painter.drawRect(QRectF(box.center().x() + left, box.center().y() - height / 2, width, height))


def _draw_blind(painter: QPainter, size: int) -> None:
    """A red disc with a light rim in the corner; without colour it is still a second, smaller disc."""
    radius = size * 0.22
    rim = max(1.0, size / 16)
    center = QPointF(size - radius - rim / 2, size - radius - rim / 2)
    painter.setPen(QPen(_LIGHT, rim))
    painter.setBrush(_RED)
    painter.drawEllipse(center, radius, radius)


def _draw_light(painter: QPainter, color: str, size: int) -> None:
    """Green is a disc, amber a triangle, red a disc with a bar across, off a ring."""
    box = QRectF(0, 0, size, size).adjusted(size * 0.19, size * 0.19, -size * 0.19, -size * 0.19)
    fill = {"green": _GREEN, "amber": _AMBER, "red": _RED}.get(color)
    painter.setPen(QPen(Qt.PenStyle.NoPen) if fill else QPen(_GREY, size / 10))
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    if color == "amber":
        painter.drawPolygon([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
        return
    painter.drawEllipse(box)
    if color == "red":
        painter.fillRect(
            QRectF(box.left() + box.width() * 0.2, box.center().y() - size * 0.05, box.width() * 0.6, size * 0.1),
            _LIGHT,
        )

"""One picture on a window: scaled, framed where something is about it, named where it cannot be drawn."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import look
from ui.windows.hold.pictures import Picture
from ui.windows.hold.severity import color_of, draw_sign, rank

TILE = QSize(72, 72)
"""What stands for a file that cannot be drawn."""


class Canvas(QWidget):
    """One picture, scaled down to the width there is; until it is read, or if there is none, the kind of the file."""

    def __init__(self, kind: str, fitting: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._fitting = fitting
        self._pixmap = QPixmap()
        self._severity, self._forward = "", False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def draw(self, picture: Picture) -> None:
        """Shows the picture instead of the kind."""
        if picture.image is not None:
            self._pixmap = QPixmap.fromImage(picture.image)
            self._pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            self.updateGeometry()
            self.update()

    def mark(self, severity: str) -> None:
        """Draws a frame and a sign around it: it is what something is about."""
        self._severity = max(self._severity, severity, key=lambda one: rank(one) if one else -1)
        self.update()

    def bring_forward(self, *, forward: bool) -> None:
        """Makes the frame stand out."""
        self._forward = forward
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as it may be."""
        return QSize(self._fitting.width(), self.heightForWidth(self._fitting.width()))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The picture's height at this width."""
        return self._scaled(width).height() if not self._pixmap.isNull() else TILE.height()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the picture, or a tile with the kind of the file."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pixmap.isNull():
            self._tile(painter)
        else:
            self._picture(painter)
        if self._severity:
            self._frame(painter)
        painter.end()

    def _picture(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        frame = QPainterPath()
        frame.addRoundedRect(box, look.RADIUS, look.RADIUS)
        painter.fillPath(frame, look.look_of(self).raised)
        painter.setClipPath(frame)
        place = QRectF(QPointF(0, 0), self._scaled(self.width()).toSizeF())
        place.moveCenter(box.center())
        painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))

    def _tile(self, painter: QPainter) -> None:
        colors = look.look_of(self)
        painter.setPen(colors.border)
        painter.setBrush(colors.raised)
        box = self.rect().adjusted(0, 0, -1, -1)
        box.setSize(TILE)
        painter.drawRoundedRect(box, look.RADIUS, look.RADIUS)
        painter.setPen(colors.quiet)
        painter.setFont(look.font(look.Size.SMALL, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._kind)

    def _frame(self, painter: QPainter) -> None:
        colors = look.look_of(self)
        color = color_of(self._severity, colors)
        wide = 5 if self._forward else 3
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, wide))
        inset = wide / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box if not self._pixmap.isNull() else self._tile_box(), look.RADIUS, look.RADIUS)
        plate = QRectF(look.GAP, look.GAP, 28, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.surface)
        painter.drawRoundedRect(plate, 6, 6)
        draw_sign(painter, plate.adjusted(5, 5, -5, -5), self._severity, colors)

    def _tile_box(self) -> QRectF:
        return QRectF(1, 1, TILE.width() - 2, TILE.height() - 2)

    def _scaled(self, width: int) -> QSize:
        size = self._pixmap.deviceIndependentSize().toSize()
        room = QSize(min(width, self._fitting.width()), self._fitting.height())
        fits = size.width() <= room.width() and size.height() <= room.height()
        return size if fits else size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

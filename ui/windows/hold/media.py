"""What goes along, as large as it can be seen: pictures are drawn, everything else is named."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from guard.protocol.card import CardMedia
from ui import look
from ui.windows.hold.pictures import Fate, Picture, Reading, begin
from ui.windows.hold.words import Words

MOST_DRAWN = 12
"""More files are named only."""
_LARGE, _SMALLER = QSize(760, 340), QSize(340, 220)
_TILE = QSize(72, 72)


class Canvas(QWidget):
    """One picture, scaled down to the width there is; until it is read, or if there is none, the kind of the file."""

    def __init__(self, kind: str, fitting: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._fitting = fitting
        self._pixmap = QPixmap()
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

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as it may be."""
        return QSize(self._fitting.width(), self.heightForWidth(self._fitting.width()))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The picture's height at this width."""
        return self._scaled(width).height() if not self._pixmap.isNull() else _TILE.height()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draws the picture, or a tile with the kind of the file."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pixmap.isNull():
            self._tile(painter)
        else:
            self._picture(painter)
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
        box.setSize(_TILE)
        painter.drawRoundedRect(box, look.RADIUS, look.RADIUS)
        painter.setPen(colors.quiet)
        painter.setFont(look.font(look.Size.SMALL, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._kind)

    def _scaled(self, width: int) -> QSize:
        size = self._pixmap.deviceIndependentSize().toSize()
        room = QSize(min(width, self._fitting.width()), self._fitting.height())
        fits = size.width() <= room.width() and size.height() <= room.height()
        return size if fits else size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)


class File(QWidget):
    """One file: the picture, its name, whose it is, and what is to be said about it."""

    def __init__(self, media: CardMedia, fitting: QSize | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._media = media
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP // 2)
        suffix = media.name.rpartition(".")[2] if "." in media.name else ""
        self._canvas = Canvas(suffix[:5].upper() or "?", fitting or _TILE, self)
        self._canvas.setAccessibleName(self.tr("Picture {name}").format(name=media.name))
        column.addWidget(self._canvas)
        column.addWidget(Words(media.name, look.font(bold=True), self))
        self._about = Words(self._told(), look.font(look.Size.SMALL), self, quiet=True)
        column.addWidget(self._about)
        column.addStretch(1)
        if fitting is None:
            self._canvas.hide()
        else:
            self._reading = Reading(media.path, fitting * self.devicePixelRatioF())
            self._reading.carrier.done.connect(self._on_read)
            begin(self._reading)

    @Slot(object)
    def _on_read(self, picture: Picture) -> None:
        self._canvas.draw(picture)
        self._about.setText(self._told(picture))

    def _told(self, picture: Picture | None = None) -> str:
        owner = self.tr("from the folders of {name}").format(name=self._media.owner) if self._media.owner else ""
        parts = [owner, self._media.note, *(self._facts(picture) if picture else [])]
        return " · ".join(part for part in parts if part)

    def _facts(self, picture: Picture) -> list[str]:
        width, height = picture.size
        size = f"{width} × {height}" if width else ""
        volume = QLocale().formattedDataSize(picture.bytes, 1) if picture.bytes else ""
        words = {
            Fate.FIRST_FRAME: self.tr("it moves, and only its first picture is shown"),
            Fate.OTHER: self.tr("not a picture that can be shown here"),
            Fate.TOO_BIG: self.tr("too big to be shown here"),
            Fate.BROKEN: self.tr("damaged: it cannot be shown"),
            Fate.MISSING: self.tr("cannot be opened"),
            Fate.NOT_A_FILE: self.tr("a link or a device, not a file: it is not opened"),
        }
        said = "" if picture.fate is Fate.MISSING and self._media.note else words.get(picture.fate, "")
        return [said, size, volume]


class Gallery(QWidget):
    """All files of a post: one large, or two columns."""

    def __init__(self, media: Sequence[CardMedia], parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.GAP * 2)
        columns = 1 if len(media) == 1 else 2
        fitting = _LARGE if columns == 1 else _SMALLER
        for at, one in enumerate(media):
            file = File(one, fitting if at < MOST_DRAWN else None, self)
            grid.addWidget(file, at // columns, at % columns)

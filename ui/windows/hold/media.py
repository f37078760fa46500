"""What goes along, as large as it can be seen: pictures are drawn, everything else is named."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSize, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from guard.protocol.card import CardMedia, CardReason
from ui import look
from ui.windows.hold.canvas import TILE, Canvas
from ui.windows.hold.likeness import Known
from ui.windows.hold.pictures import Fate, Picture, Reading, begin
from ui.windows.hold.words import Words

MOST_DRAWN = 12
"""More files are named only."""
_LARGE, _SMALLER, _BESIDE = QSize(760, 340), QSize(340, 220), QSize(340, 190)


class File(QWidget):
    """One file: the picture, its name, whose it is, and what is to be said about it."""

    def __init__(self, media: CardMedia, fitting: QSize | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._media = media
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP // 2)
        suffix = media.name.rpartition(".")[2] if "." in media.name else ""
        self.canvas = Canvas(suffix[:5].upper() or "?", fitting or TILE, self)
        self.canvas.setAccessibleName(self.tr("Picture {name}").format(name=media.name))
        column.addWidget(self.canvas)
        column.addWidget(Words(media.name, look.font(bold=True), self))
        self._about = Words(self._told(), look.font(look.Size.SMALL), self, quiet=True)
        column.addWidget(self._about)
        column.addStretch(1)
        if fitting is None:
            self.canvas.hide()
        elif media.path or media.small:
            self._reading = Reading(media.path, fitting * self.devicePixelRatioF(), media.small)
            self._reading.carrier.done.connect(self._on_read)
            begin(self._reading)

    @Slot(object)
    def _on_read(self, picture: Picture) -> None:
        self.canvas.draw(picture)
        self._about.setText(self._told(picture))

    def _told(self, picture: Picture | None = None) -> str:
        owner = self.tr("from the folders of {name}").format(name=self._media.owner) if self._media.owner else ""
        parts = [owner, self._media.note, *(self._facts(picture) if picture else [])]
        return " · ".join(part for part in parts if part)

    def _facts(self, picture: Picture) -> list[str]:
        width, height = picture.size
        size = f"{width} × {height}" if width and not self._media.small else ""  # a small one tells another size
        told = picture.bytes and not self._media.small
        volume = QLocale().formattedDataSize(picture.bytes, 1) if told else ""
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
    """All files of a post: one large, or two columns; one that shows a known picture has that beside it."""

    def __init__(self, media: Sequence[CardMedia], parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.GAP * 2)
        columns = 1 if len(media) == 1 else 2
        self._files: list[tuple[CardMedia, File]] = []
        row = column = 0
        for at, one in enumerate(media):
            likens = bool(one.like) and at < MOST_DRAWN
            fitting = _BESIDE if likens else _LARGE if columns == 1 else _SMALLER
            file = File(one, fitting if at < MOST_DRAWN else None, self)
            self._files.append((one, file))
            if likens:
                row += 1 if column else 0
                grid.addLayout(self._beside(file, Known(one, _BESIDE, self)), row, 0, 1, columns)
                row, column = row + 1, 0
            else:
                grid.addWidget(file, row, column)
                row, column = (row + 1, 0) if column + 1 == columns else (row, column + 1)

    def mark(self, what: CardReason) -> None:
        """Frames the files that this is about."""
        for media, file in self._files:
            if {media.path, media.name} & set(what.media):
                file.canvas.mark(what.severity)

    def bring_forward(self, media: Sequence[str]) -> None:
        """Makes the frames of these stand out; none: all are alike again."""
        for one, file in self._files:
            file.canvas.bring_forward(forward=bool({one.path, one.name} & set(media)))

    def _beside(self, file: File, known: Known) -> QHBoxLayout:
        pair = QHBoxLayout()
        pair.setSpacing(look.GAP * 2)
        pair.addWidget(file, 1)
        pair.addWidget(known, 1)
        return pair

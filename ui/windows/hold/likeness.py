"""A picture beside the known one that it shows: whoever sees both knows at once whether they are one."""

from pathlib import Path, PurePath

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from guard.protocol.card import CardMedia
from ui import look
from ui.legible import legible
from ui.line import Line
from ui.windows.hold.canvas import Canvas
from ui.windows.hold.pictures import Fate, Picture, Reading, begin
from ui.windows.hold.words import Words

_MOST_PARTS = 4
"""Of a path that is shown whole."""


class Known(QWidget):
    """The known picture, what it is called, and where it lies. Of a file that is gone only the words are left."""

    def __init__(self, media: CardMedia, fitting: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(look.GAP // 2)
        said = media.like_note or PurePath(media.like).name
        self.canvas = Canvas(PurePath(media.like).suffix.lstrip(".")[:5].upper() or "?", fitting, self)
        self.canvas.setAccessibleName(self.tr("The known picture: {name}").format(name=legible(said)))
        grid.addWidget(self.canvas, 0, 0)
        grid.addWidget(Words(said, look.font(bold=True), self), 1, 0)
        self.place = Line(legible(short(media.like)), look.font(look.Size.SMALL), self, quiet=True)
        self.place.setToolTip(legible(media.like))
        grid.addWidget(self.place, 2, 0)
        grid.setRowStretch(3, 1)
        self._reading = Reading(media.like, fitting * self.devicePixelRatioF())
        self._reading.carrier.done.connect(self._on_read)
        begin(self._reading)

    @Slot(object)
    def _on_read(self, picture: Picture) -> None:
        self.canvas.draw(picture)
        if picture.fate in {Fate.MISSING, Fate.NOT_A_FILE}:
            self.canvas.hide()


def short(path: str) -> str:
    """The path with ``~`` for the home folder; of a deep one the beginning and the end: ``~/Pictures/…/beach.jpg``."""
    home = str(Path.home())
    shown = f"~{path[len(home) :]}" if path.startswith((f"{home}/", f"{home}\\")) else path
    parts = PurePath(shown).parts
    if len(parts) <= _MOST_PARTS:
        return shown
    return str(PurePath(*parts[:2], "…", parts[-1]))

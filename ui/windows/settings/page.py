"""What the pages of the settings have in common."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guard.protocol.card import Badge
from guard.protocol.replies import IdentitySetting
from ui import look
from ui.badge import draw_mark
from ui.windows.forms.ids import initials
from ui.windows.settings.draft import Draft


class Page(QWidget):
    """A page shows the draft, and hands out another one when the person changes something."""

    drafted = Signal(object)
    """A ``Draft``."""
    checked = Signal()
    """What must be mended here may be something else now."""

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, 0)
        self.body.setSpacing(2 * look.GAP)

    def show_draft(self, draft: Draft, /) -> None:
        """Shows this one."""
        raise NotImplementedError

    @property
    def trouble(self) -> str:
        """What must be mended here before anything can be saved; empty where nothing must."""
        return ""

    def to_trouble(self) -> None:
        """Takes the keyboard to what must be mended."""


def badge_of(one: IdentitySetting, letters: dict[str, str]) -> Badge:
    """The identity's badge; the letters are the desk's where it has some."""
    return Badge(one.id, one.name, one.kind, one.color, letters.get(one.id) or initials(one.name))


def icon(badge: Badge, ground: QColor, side: int, ratio: float) -> QIcon:
    """The badge's mark in ``side`` logical pixels; it looks the same where its row is chosen."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_mark(painter, QRectF(0, 0, side, side), badge, ground)
    painter.end()
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made

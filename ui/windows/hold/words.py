"""Labels for one hold: plain text only, so that nothing in a post or a file's name is taken for markup."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ui import look
from ui.legible import legible


class Words(QLabel):
    """A few words, wrapped; quiet ones stand back."""

    def __init__(self, text: str, font: QFont, parent: QWidget, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self._quiet = quiet
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(font)
        self.setText(legible(text))
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        if not self._quiet:
            return
        colors = self.palette()
        wanted = look.look_of(self).quiet
        if colors.color(QPalette.ColorRole.WindowText) != wanted:
            colors.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(colors)


def caption(text: str, parent: QWidget) -> Words:
    """The heading of a section."""
    return Words(text, look.font(look.Size.SMALL, bold=True), parent, quiet=True)

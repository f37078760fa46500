"""Words in a form: what a field is for, and what is right or wrong with it."""

from enum import Enum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import look
from ui.legible import legible
from ui.look import Look, Size


class Tone(Enum):
    """How words are meant."""

    PLAIN = "ink"
    QUIET = "quiet"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Said(QLabel):
    """A few words, wrapped, in a tone; never taken for markup."""

    def __init__(self, text: str = "", tone: Tone = Tone.PLAIN, size: Size = Size.TEXT, *, bold: bool = False) -> None:
        super().__init__()
        self._tone = tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(look.font(size, bold=bold))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(text, tone)

    def say(self, text: str, tone: Tone | None = None) -> None:
        """Says something else; each line on its own."""
        self._tone = tone or self._tone
        self.setText("\n".join(legible(line) for line in text.splitlines()))
        self._tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follows light and dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ParentChange):
            self._tint()

    def _tint(self) -> None:
        wanted = _ink(look.look_of(self), self._tone)
        colors = self.palette()
        if colors.color(QPalette.ColorRole.WindowText) != wanted:
            colors.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(colors)


def heading(text: str) -> Said:
    """The title of a page."""
    return Said(text, size=Size.TITLE, bold=True)


def named(text: str, field: QWidget) -> Said:
    """The name of a field, which takes the keyboard there; a screen reader says it, too, where nothing better is."""
    said = Said(text, bold=True)
    said.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(text.replace("&", ""))
    return said


def _ink(colors: Look, tone: Tone) -> QColor:
    return {
        Tone.PLAIN: colors.ink,
        Tone.QUIET: colors.quiet,
        Tone.GOOD: colors.good,
        Tone.WARN: colors.warn,
        Tone.BAD: colors.bad,
    }[tone]

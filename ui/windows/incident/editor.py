"""The statement being written, with what the checks say of it underlined in its place."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from guard.protocol.card import CardReason
from ui import look
from ui.windows.hold.severity import color_of, rank
from ui.windows.incident.fields import KeptText

PAUSE = 1_500
"""Milliseconds after the last key until what stands there is sent to be looked at and kept."""
_LINES = {
    "high": QTextCharFormat.UnderlineStyle.SingleUnderline,
    "medium": QTextCharFormat.UnderlineStyle.DashUnderline,
}


class Editor(KeptText):
    """Sends itself when the hands rest, and when it is left. Marks move with the words while one goes on writing."""

    rested = Signal(str)
    """What stands there now, where it differs from what the engine has."""

    def __init__(self, name: str, example: str) -> None:
        super().__init__(name, example, 8)
        self._noticed: list[CardReason] = []
        self._forward: CardReason | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self.send)
        self.textChanged.connect(self._wait.start)

    def send(self) -> None:
        """Sends what stands there, if the engine does not have it."""
        self._wait.stop()
        if self.edited and self.words and not self.isReadOnly():
            self.rested.emit(self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Nothing waits when somebody turns away."""
        super().focusOutEvent(event)
        self.send()

    def mark(self, noticed: Sequence[CardReason], text: str) -> None:
        """Underlines what the checks say of this text; marks of another text would stand in the wrong place."""
        if self.toPlainText() != text:
            return
        self._noticed = sorted(noticed, key=lambda one: rank(one.severity))
        self._draw()

    def bring_forward(self, what: CardReason | None) -> None:
        """Makes the places of one of them stand out."""
        self._forward = what
        self._draw()

    def marked(self) -> list[str]:
        """The pieces that are underlined, the least bad first."""
        return [one.cursor.selectedText() for one in self.extraSelections()]

    def _draw(self) -> None:
        self.setExtraSelections([self._selection(one, start, end) for one in self._noticed for start, end in one.spots])

    def _selection(self, what: CardReason, start: int, end: int) -> QTextEdit.ExtraSelection:
        colors = look.look_of(self)
        color = color_of(what.severity, colors)
        text = self.toPlainText()
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(look.tinted(color, colors.surface, 0.42 if what is self._forward else 0.14))
        form.setUnderlineStyle(_LINES.get(what.severity, QTextCharFormat.UnderlineStyle.DotLine))
        form.setUnderlineColor(color)
        made.cursor, made.format = cursor, form
        return made


def _units(text: str) -> int:
    """How many places Qt counts: two for what lies beyond the first 65,536 characters."""
    return len(text) + sum(letter > "\uffff" for letter in text)

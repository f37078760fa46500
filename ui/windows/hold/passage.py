"""A text to read: it keeps its lines, wraps anywhere, can be selected and copied, and cannot be changed."""

from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui import look
from ui.legible import pieces

MOST_CHARACTERS = 20_000
"""More are not laid out: the beginning and the end are shown, and how much is between."""
_TAIL = 2_000


class Passage(QTextEdit):
    """As high as its text needs, up to ``most`` pixels; then it scrolls. A quiet one is pale, and no stop for Tab."""

    def __init__(self, text: str, font: QFont, parent: QWidget, *, most: int = 100_000, quiet: bool = False) -> None:
        super().__init__(parent)
        self._text = text
        self._most = most
        self._quiet = quiet
        self.setFont(font)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.viewport().setAutoFillBackground(False)
        if quiet:
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._fill()

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """What the text needs at this width."""
        self._ruler.setTextWidth(max(1, width))
        return min(round(self._ruler.size().height() + 0.5), self._most)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the text at the present width."""
        return QSize(240, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """One line."""
        return QSize(80, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Asks for the height the new width needs."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draws the marks anew where light and dark change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_text"):
            self._fill()

    def _fill(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        plain, mark = QTextCharFormat(), self._mark_format()
        plain.setForeground(look.look_of(self).quiet if self._quiet else look.look_of(self).ink)
        for piece, hidden in pieces(_shortened(self._text, self.tr("{count} more characters are between"))):
            cursor.insertText(piece, mark if hidden else plain)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        # Measured on a copy: the shown document is laid out again by its scroll bars while it is measured.
        self._ruler = self.document().clone(self)

    def _mark_format(self) -> QTextCharFormat:
        colors = look.look_of(self)
        made = QTextCharFormat()
        made.setBackground(look.tinted(colors.warn, colors.surface, 0.2))
        made.setForeground(colors.ink)
        made.setFontFamilies(look.font(fixed=True).families())
        return made


def _shortened(text: str, between: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    left_out = len(text) - MOST_CHARACTERS
    said = between.format(count=QLocale().toString(left_out))
    return f"{text[: MOST_CHARACTERS - _TAIL]}\n\n[… {said} …]\n\n{text[-_TAIL:]}"

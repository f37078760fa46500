"""A text to read: it keeps its lines, wraps anywhere, can be selected and copied, and cannot be changed."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui import look
from ui.legible import placed
from ui.windows.hold.severity import color_of, rank

MOST_CHARACTERS = 20_000
"""More are not laid out: the beginning and the end are shown, and how much is between."""
_TAIL = 2_000
_PALE, _STRONG = 0.14, 0.42
"""How much of its colour lies under a marked piece, and under one that is brought forward."""
_LINES = {
    "high": QTextCharFormat.UnderlineStyle.SingleUnderline,
    "medium": QTextCharFormat.UnderlineStyle.DashUnderline,
}
"""The sharper the line, the worse; dots for the rest."""

Place = tuple[int, int, str]
"""A marked piece: first character, the one behind the last, and how bad it is."""


class Passage(QTextEdit):
    """As high as its text needs, up to ``most`` pixels; then it scrolls. A quiet one is pale, and no stop for Tab."""

    def __init__(self, text: str, font: QFont, parent: QWidget, *, most: int = 100_000, quiet: bool = False) -> None:
        super().__init__(parent)
        self._text = text
        self._most = most
        self._quiet = quiet
        self._places: list[Place] = []
        self._forward: frozenset[tuple[int, int]] = frozenset()
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

    def mark(self, places: Sequence[Place]) -> None:
        """Underlines these pieces of the text; they may lie over each other."""
        self._places = sorted(places, key=lambda place: rank(place[2]))
        self._draw_marks()

    def bring_forward(self, spots: Sequence[tuple[int, int]]) -> None:
        """Makes these of the marked pieces stand out, and the first of them be in sight; none: all are alike again."""
        self._forward = frozenset(spots)
        self._draw_marks()
        first = min((at for spot in spots if (at := self._shown_at(*spot)) is not None), default=None)
        if first is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(first[0])
            place, bar = self.cursorRect(cursor), self.verticalScrollBar()
            if not 0 <= place.top() <= place.bottom() <= self.viewport().height():
                bar.setValue(bar.value() + place.top() - self.fontMetrics().lineSpacing())

    def marked(self) -> list[str]:
        """The pieces that are marked, as they are shown: the least bad first."""
        return [one.cursor.selectedText() for one in self.extraSelections()]

    def _draw_marks(self) -> None:
        made = []
        for start, end, severity in self._places:
            if (at := self._shown_at(start, end)) is None:
                continue
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(self.document())
            one.cursor.setPosition(at[0])
            one.cursor.setPosition(at[1], QTextCursor.MoveMode.KeepAnchor)
            one.format = self._place_format(severity, forward=(start, end) in self._forward)
            made.append(one)
        self.setExtraSelections(made)

    def _place_format(self, severity: str, *, forward: bool) -> QTextCharFormat:
        colors = look.look_of(self)
        color = color_of(severity, colors)
        made = QTextCharFormat()
        made.setBackground(look.tinted(color, colors.surface, _STRONG if forward else _PALE))
        made.setUnderlineStyle(_LINES.get(severity, QTextCharFormat.UnderlineStyle.DotLine))
        made.setUnderlineColor(color)
        return made

    def _shown_at(self, start: int, end: int) -> tuple[int, int] | None:
        """Where this piece of the text stands in the document; None where nothing of it is shown."""
        begins = ends = None
        for at, length, shown, units in self._laid:
            if length <= 0 or at + length <= start or at >= end:
                continue
            if begins is None:
                begins = shown + _units(units[: max(0, start - at)])
            inside = units if length != len(units) else units[: end - at]
            ends = shown + _units(inside)
        return None if begins is None or ends is None or begins >= ends else (begins, ends)

    def _fill(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        plain, mark = QTextCharFormat(), self._mark_format()
        plain.setForeground(look.look_of(self).quiet if self._quiet else look.look_of(self).ink)
        self._laid: list[tuple[int, int, int, str]] = []
        for at, length, piece, hidden in self._pieces():
            self._laid.append((at, length, cursor.position(), piece))
            cursor.insertText(piece, mark if hidden else plain)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        # Measured on a copy: the shown document is laid out again by its scroll bars while it is measured.
        self._ruler = self.document().clone(self)
        self._draw_marks()

    def _pieces(self) -> Iterator[tuple[int, int, str, bool]]:
        """Where it begins in the text, how many characters of it it stands for, what is shown, whether as a mark."""
        text = self._text
        if len(text) <= MOST_CHARACTERS:
            parts, between = [(0, text)], ""
        else:
            said = self.tr("{count} more characters are between")
            between = f"\n\n[… {said.format(count=QLocale().toString(len(text) - MOST_CHARACTERS))} …]\n\n"
            parts = [(0, text[: MOST_CHARACTERS - _TAIL]), (len(text) - _TAIL, text[-_TAIL:])]
        for first, part in parts:
            if first:
                yield first, 0, between, False
            for at, piece, hidden in placed(part):
                yield first + at, 1 if hidden else len(piece), piece, hidden

    def _mark_format(self) -> QTextCharFormat:
        colors = look.look_of(self)
        made = QTextCharFormat()
        made.setBackground(look.tinted(colors.warn, colors.surface, 0.2))
        made.setForeground(colors.ink)
        made.setFontFamilies(look.font(fixed=True).families())
        return made


def _units(text: str) -> int:
    """How many places Qt counts: two for what lies beyond the first 65,536 characters."""
    return len(text) + sum(letter > "\uffff" for letter in text)

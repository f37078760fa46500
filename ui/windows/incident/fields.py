"""Fields whose words are the person's: what comes from the engine never takes the place of what was typed."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui import look
from ui.windows.forms.said import Said, Tone

LONGEST = 20_000
"""Characters the engine takes in one text."""


class KeptLine(QLineEdit):
    """One line. ``offer`` shows what the engine has, unless something else was typed since."""

    def __init__(self, name: str, example: str = "") -> None:
        super().__init__()
        self._offered = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.setMaxLength(LONGEST)
        self.setAcceptDrops(False)  # a file that is dropped is evidence, and no words
        self.setFont(look.font())
        self.setMinimumWidth(min(420, self.fontMetrics().horizontalAdvance(example) + 40))

    @property
    def words(self) -> str:
        """What stands there."""
        return self.text().strip()

    def offer(self, text: str) -> None:
        """See above."""
        if self.text() == self._offered != text:
            self.setText(text)
        self._offered = text

    def done_with(self, sent: str) -> None:
        """What was sent has arrived: the line is free again, unless more was typed meanwhile."""
        if self.words == sent:
            self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A held Enter sends nothing twice."""
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)


class KeptText(QPlainTextEdit):
    """Several lines, kept in the same way."""

    def __init__(self, name: str, example: str = "", lines: int = 3) -> None:
        super().__init__()
        self._offered, self._lines = "", lines
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setFont(look.font())
        self.document().setDocumentMargin(look.GAP)

    @property
    def words(self) -> str:
        """What stands there."""
        return self.toPlainText().strip()

    @property
    def edited(self) -> bool:
        """Whether it differs from what the engine has."""
        return self.toPlainText() != self._offered

    def offer(self, text: str) -> None:
        """See ``KeptLine.offer``."""
        if not self.edited and text != self._offered:
            self.setPlainText(text)
        self._offered = text

    def taken(self, text: str) -> None:
        """This was sent: what the engine has from now on may take its place, unless more is typed."""
        self._offered = text

    def done_with(self, sent: str) -> None:
        """See ``KeptLine.done_with``."""
        if self.words == sent:
            self._offered = ""
            self.clear()

    def sizeHint(self) -> QSize:  # noqa: N802
        """So many lines."""
        return QSize(320, self.fontMetrics().lineSpacing() * self._lines + 3 * look.GAP)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As high as it is meant to be, and narrow where there is no room."""
        return QSize(120, self.sizeHint().height())


class KeptTick(QCheckBox):
    """A tick, kept in the same way."""

    def __init__(self, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self._offered = False
        self.setFont(look.font())

    @property
    def edited(self) -> bool:
        """Whether it differs from what the engine has."""
        return self.isChecked() != self._offered

    def offer(self, *, on: bool) -> None:
        """See ``KeptLine.offer``."""
        if not self.edited:
            self.setChecked(on)
        self._offered = on


class AskWords(QWidget):
    """A line with its button: something is said, and sent by the button or by Enter. Nothing is sent without words."""

    sent = Signal(str)

    def __init__(self, question: str, button: str, example: str = "", *, shown: bool = True) -> None:
        """``question`` stands above where ``shown``, and is told to a screen reader in any case."""
        super().__init__()
        self.line = KeptLine(question, example)
        self.button = plain_button(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP // 2)
        if shown:
            column.addWidget(Said(question, Tone.QUIET, look.Size.SMALL))
        row = QHBoxLayout()
        row.setSpacing(look.GAP)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        column.addLayout(row)
        self.line.returnPressed.connect(self._send)
        self.button.clicked.connect(self._send)
        self.line.textChanged.connect(self._wake)
        self._wake()

    def done(self, sent: str) -> Callable[[], None]:
        """What is to be called once the engine has taken it."""
        return lambda: self.line.done_with(sent)

    def _wake(self) -> None:
        self.button.setEnabled(bool(self.line.words))

    def _send(self) -> None:
        if self.line.words:
            self.sent.emit(self.line.words)


class Unfold(QWidget):
    """A button that opens a question below itself: for what is done seldom, and wants words."""

    sent = Signal(str)

    def __init__(self, button: str, question: str, do: str, example: str = "") -> None:
        super().__init__()
        self.opener = plain_button(button)
        self.opener.setCheckable(True)
        self.asking = AskWords(question, do, example)
        self.asking.hide()
        self.asking.sent.connect(self.sent)
        self.opener.toggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.asking)

    def done(self, sent: str) -> Callable[[], None]:
        """What is to be called once the engine has taken it."""

        def close() -> None:
            self.asking.line.done_with(sent)
            self.opener.setChecked(bool(self.asking.line.words))

        return close

    def _on_toggled(self, on: bool) -> None:
        self.asking.setVisible(on)
        if on:
            self.asking.line.setFocus()


def plain_button(text: str, part: look.Part = look.Part.PLAIN) -> QPushButton:
    """A button in the windows' font; no letter of a name becomes a shortcut."""
    button = QPushButton(text.replace("&", "&&"))
    button.setFont(look.font())
    button.setAutoDefault(False)
    look.dress(button, part)
    return button

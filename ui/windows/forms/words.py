"""A list of words: a line for each, and an empty one for the next."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ui import look
from ui.windows.forms.order import chain


class _Line(QLineEdit):
    """Enter goes on, and does nothing else."""

    left_full = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """See above."""
        super().keyPressEvent(event)
        if event.text() == "\r":
            event.accept()
            if self.text().strip():
                self.left_full.emit()


class WordsField(QWidget):
    """The lines, each with a button to take it out."""

    edited = Signal()

    def __init__(self, name: str, example: str = "") -> None:
        """``name`` is what one of them is called to a screen reader; ``example`` stands in the empty line."""
        super().__init__()
        self._name, self._example = name, example
        self._lines: list[_Line] = []
        self._removes: list[QToolButton] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.GAP // 2)
        self.put(())

    @property
    def words(self) -> list[str]:
        """All that is there, each once."""
        return list(dict.fromkeys(text for line in self._lines if (text := line.text().strip())))

    @property
    def first(self) -> QLineEdit:
        """The first line, which is always there."""
        return self._lines[0]

    @property
    def last(self) -> QLineEdit:
        """The empty line."""
        return self._lines[-1]

    def put(self, words: Iterable[str]) -> None:
        """Shows these; what shows the same already is left alone, with the cursor in it."""
        wanted = [*words, ""]
        while len(self._lines) > len(wanted):
            self._drop()
        while len(self._lines) < len(wanted):
            self._add()
        for line, word in zip(self._lines, wanted, strict=True):
            if line.text().strip() != word:
                line.setText(word)
        self._show_buttons()

    def _add(self) -> None:
        line, remove, row = _Line(), QToolButton(), QWidget()
        line.setAccessibleName(self._name)
        line.setPlaceholderText(self._example)
        line.textEdited.connect(self._on_edited)
        line.left_full.connect(self._to_last)
        remove.setText("✕")
        remove.setAutoRaise(True)
        remove.clicked.connect(partial(self._remove, line))
        kept = remove.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        remove.setSizePolicy(kept)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(line, 1)
        across.addWidget(remove)
        self._rows.addWidget(row)
        row.show()  # at once: the next Tab must find it
        if self._removes:
            chain(self._removes[-1], line, remove)
        self._lines.append(line)
        self._removes.append(remove)

    def _drop(self) -> None:
        self._lines.pop()
        self._removes.pop()
        item = self._rows.takeAt(self._rows.count() - 1)
        if item is not None and (row := item.widget()) is not None:
            row.hide()
            row.deleteLater()

    def _on_edited(self) -> None:
        if self._lines[-1].text().strip():
            self._add()
        self._show_buttons()
        self.edited.emit()

    def _to_last(self) -> None:
        self._lines[-1].setFocus()

    def _remove(self, line: _Line) -> None:
        number = self._lines.index(line)
        self.put(other.text().strip() for other in self._lines if other is not line and other.text().strip())
        self._lines[min(number, len(self._lines) - 1)].setFocus()
        self.edited.emit()

    def _show_buttons(self) -> None:
        for line, remove in zip(self._lines, self._removes, strict=True):
            remove.setVisible(line is not self._lines[-1])
            remove.setAccessibleName(self.tr("Remove {word}").format(word=line.text().strip() or self._name))
            remove.setToolTip(remove.accessibleName())

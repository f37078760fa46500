"""A button for what lets posts out again: pressed on purpose, or not at all."""

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from ui import look

REST = 400
"""Milliseconds for which the pointer or the keyboard must have rested on it before a press counts."""
_PRESSING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Select, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CarefulButton(QPushButton):
    """Does nothing for a press that was under way when it came: it may have slid under the hand, or come with typing.

    Enter never presses it, nor does a key that is held.
    """

    meant = Signal()
    """It was pressed on purpose; ``clicked`` says less."""

    def __init__(self, text: str, parent: QWidget | None = None, rest: int = REST) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._rest = rest
        self._here = QElapsedTimer()
        self._begun = False
        self._by_hand = False
        self.setAutoDefault(False)
        self.setFont(look.font())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)

    @property
    def rested(self) -> bool:
        """Whether the hand has been here long enough for a press to count."""
        return self._here.isValid() and self._here.elapsed() >= self._rest

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """The rest begins."""
        super().enterEvent(event)
        self._here.start()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """It is over, unless the keyboard is here."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._here.invalidate()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The rest begins."""
        super().focusInEvent(event)
        self._here.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """What was begun is given up."""
        super().focusOutEvent(event)
        self._begun = False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Counts only after a rest."""
        self._by_hand = self._begun = self.rested
        if self._begun:
            super().mousePressEvent(event)
        else:
            self._here.start()
            where = self.mapToGlobal(self.rect().bottomLeft())
            QToolTip.showText(where, self.tr("It was only just here. Press once more."), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Only a fresh Space after a rest."""
        if event.key() not in _PRESSING:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._by_hand = self._begun = self.rested
            if self._begun:
                super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        # A screen reader's press comes without a key or a click before it.
        meant, self._begun, self._by_hand = self._begun or not self._by_hand, False, False
        if meant:
            self.meant.emit()

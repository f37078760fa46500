"""The answers, in their order: the way out first, letting go last."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from guard.protocol.card import Card, Rescue
from guard.protocol.requests import Choice
from ui import look
from ui.legible import legible
from ui.windows.hold.stillness import Stillness
from ui.windows.hold.typed import Typed

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PRESSING = _ENTER | {Qt.Key.Key_Space, Qt.Key.Key_Select}


def pressed_by(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Presses a harmless button by Enter; whether the key is dealt with, as a held one always is."""
    if event.key() not in _PRESSING:
        return False
    if not event.isAutoRepeat() and event.key() in _ENTER:
        button.click()
    return event.isAutoRepeat() or event.key() in _ENTER


class AnswerButton(QPushButton):
    """A harmless answer: a click, Space or Enter on it will do."""

    def __init__(self, text: str, part: look.Part, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)
        self.setFont(look.font())
        look.dress(self, part)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter works on every desktop, a held key on none."""
        if not pressed_by(self, event):
            super().keyPressEvent(event)


class ReleaseButton(QPushButton):
    """Lets it go: by a click or by Space, begun when everything was still. Never by Enter, never by a held key."""

    meant = Signal()
    """It was pressed on purpose; ``clicked`` says less."""

    def __init__(self, text: str, stillness: Stillness, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)  # no letter of a brand's name may become a shortcut
        self._stillness = stillness
        self._begun = False
        self._passed = 0.0
        self.setAutoDefault(False)
        self.setFont(look.font())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.dress(self, look.Part.DANGER)
        self.clicked.connect(self._on_clicked)
        stillness.ran.connect(self._on_ran)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Counts only when it was still before."""
        self._begun = self._stillness.calm
        if self._begun:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Ends the press."""
        super().mouseReleaseEvent(event)
        self._begun = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Only a fresh Space after stillness begins a press."""
        if event.key() not in _PRESSING:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space and self._stillness.calm and not event.isAutoRepeat():
            self._begun = True
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ends the press, unless the key is still held."""
        if event.key() == Qt.Key.Key_Space and event.isAutoRepeat():
            return
        super().keyReleaseEvent(event)
        self._begun = False

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Whatever was begun is given up."""
        self._begun = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Below the words, how much of the stillness has passed."""
        super().paintEvent(event)
        if not self.isEnabled() or self._passed >= 1.0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.look_of(self).bad)
        room = self.width() - 24.0
        painter.drawRoundedRect(QRectF(12, self.height() - 7.0, room * self._passed, 3), 1.5, 1.5)
        painter.end()

    def _on_ran(self, passed: float) -> None:
        self._passed = passed
        self.update()

    def _on_clicked(self) -> None:
        # A screen reader's press comes without a key or a click before it.
        begun, self._begun = self._begun, False
        if begun or self._stillness.ripe:
            self.meant.emit()


class Buttons(QWidget):
    """The row of answers; one below the other where the window is narrow."""

    chosen = Signal(str)
    """A ``Choice``."""

    def __init__(self, card: Card, stillness: Stillness, parent: QWidget) -> None:
        super().__init__(parent)
        self.rescue: Rescue | None = card.rescues[0] if card.rescues else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        self._rescue = self._rescue_button(card.rescues)
        if self._rescue is not None:
            column.addWidget(self._rescue)
        self.typed = Typed(card.typed, self) if card.high_risk and card.typed else None
        if self.typed is not None:
            column.addWidget(self.typed)
            self.typed.matches.connect(lambda _fits: self.wake(awake=self._awake))
        self._all_met = not card.demands
        self._edit = self._answer(self.tr("&Edit"), Choice.EDIT, self.tr("It is not posted; change it first."))
        self._stop = self._answer(self.tr("&Don't post"), Choice.STOP, self.tr("It is not posted."))
        self.release = ReleaseButton(legible(card.release_label), stillness, self)
        self.release.setAccessibleName(legible(card.release_label))
        self.release.setAccessibleDescription(self.tr("It is posted. Press Space after a second of stillness."))
        self.release.meant.connect(lambda: self.chosen.emit(Choice.RELEASE.value))
        self._row = QHBoxLayout()
        self._row.setSpacing(look.GAP)
        self._row.addWidget(self._edit)
        self._row.addWidget(self._stop)
        # However they stand, letting go stands apart.
        self._row.addItem(QSpacerItem(look.GAP, look.GAP, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed))
        self._row.addWidget(self.release)
        column.addLayout(self._row)
        self.wake(awake=False)

    @property
    def all(self) -> list[QPushButton]:
        """Every button, in the order in which they stand."""
        return [*([self._rescue] if self._rescue else []), self._edit, self._stop, self.release]

    def wake(self, *, awake: bool) -> None:
        """Whether the buttons can be pressed; the last one only once all is done that must be done before."""
        self._awake = awake
        for button in self.all[:-1]:
            button.setEnabled(awake)
        self.release.setEnabled(awake and self._all_met and (self.typed is None or self.typed.matching))

    def require(self, *, met: bool) -> None:
        """Whether every demand is met."""
        self._all_met = met
        self.wake(awake=self._awake)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Stacks the buttons where they do not fit side by side."""
        super().resizeEvent(event)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Stands side by side where that fits into this width, else one below the other."""
        needed = sum(button.sizeHint().width() for button in (self._edit, self._stop, self.release)) + 4 * look.GAP
        direction = QBoxLayout.Direction.LeftToRight if needed <= width else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            self.updateGeometry()

    def _answer(self, text: str, choice: Choice, meaning: str) -> AnswerButton:
        button = AnswerButton(text, look.Part.PLAIN, self)
        button.setAccessibleDescription(meaning)
        button.clicked.connect(lambda: self.chosen.emit(choice.value))
        return button

    def _rescue_button(self, rescues: Sequence[Rescue]) -> AnswerButton | None:
        if not rescues:
            return None
        button = AnswerButton(self.tr("&Post from my own account instead"), look.Part.PRIMARY, self)
        meaning = self.tr("It is not posted here. The text is kept on the clipboard, and {account} is opened with it.")
        button.setAccessibleDescription(meaning.format(account=rescues[0].account))
        if len(rescues) == 1:
            button.clicked.connect(lambda: self._rescued(rescues[0]))
        else:
            button.setMenu(self._menu(rescues))
        return button

    def _menu(self, rescues: Sequence[Rescue]) -> QMenu:
        menu = QMenu(self)
        menu.setFont(look.font())
        for rescue in rescues:
            text = self.tr("{account} on {platform}").format(account=rescue.account, platform=rescue.platform)
            action = menu.addAction(legible(text).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, one=rescue: self._rescued(one))
        return menu

    def _rescued(self, rescue: Rescue) -> None:
        self.rescue = rescue
        self.chosen.emit(Choice.RESCUE.value)

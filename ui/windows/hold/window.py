"""One hold, one window: it shows the card and says what the person chose. The engine decides everything else."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout

from guard.protocol.card import Rescue
from guard.protocol.replies import Shown
from guard.protocol.requests import Choice
from ui.windows.hold.footer import Footer
from ui.windows.hold.header import Header
from ui.windows.hold.large import Large
from ui.windows.hold.sections import Sections
from ui.windows.hold.stillness import STILL_FOR, Stillness

_WIDTH, _LEAST_WIDTH = 760, 640
_SHARE = 0.88
"""Of the screen's height, at most."""
_FLAGS = (
    Qt.WindowType.Window
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowSystemMenuHint
    | Qt.WindowType.WindowMaximizeButtonHint
    | Qt.WindowType.WindowCloseButtonHint
    | Qt.WindowType.WindowStaysOnTopHint
)
"""An ordinary window that cannot be put away unanswered."""
_AWAY_FOR = 200
"""Milliseconds in which focus may come back by itself, as from a menu."""


class HoldWindow(QDialog):
    """Shows one hold. Never used again for another one.

    Nothing lets the post go but the release button, pressed on purpose. Esc and the window's X mean ``stop``, and mean
    nothing before the window was in front and still for a second. A time-out is the engine's alone.
    """

    answered = Signal(str, str)
    """The ``Choice``, and what was typed. Comes once; again only after ``refuse``."""
    gone = Signal()
    """The window is closed for good."""

    def __init__(self, shown: Shown, waiting: int, language: str = "en", *, still_for: int = STILL_FOR) -> None:
        super().__init__(None, _FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setLocale(QLocale(language))
        self._card = shown.card
        self._answer_given = False
        self._settled = False
        self._mapped_again = False
        self.stillness = Stillness(self, still_for)
        self._build(shown, waiting)
        self.stillness.opened.connect(self._on_open)
        self.stillness.shut.connect(self._on_shut)

    @property
    def hold(self) -> str:
        """The hold's id."""
        return self._card.hold

    @property
    def rescue(self) -> Rescue | None:
        """The own account that was chosen, once the answer is ``rescue``."""
        return self.footer.buttons.rescue

    @property
    def met(self) -> Mapping[str, str]:
        """What was done of all that must be done before it leaves, by the demand's key."""
        return self.sections.demands.met if self.sections.demands else {}

    def queue(self, waiting: int) -> None:
        """How many other holds wait."""
        self.footer.queue(waiting)

    def refuse(self, text: str) -> None:
        """The engine did not take the answer: says why, and asks again after another second of stillness."""
        self.footer.notice(text)
        self._ask_again(text)

    def refuse_met(self, text: str) -> None:
        """The same where something is not done as it must be: says so beside that."""
        demands = self.sections.demands
        if demands is None:
            self.refuse(text)
            return
        self.footer.notice("")
        row = demands.refuse(text)
        self._ask_again(text)
        self.sections.bring_in_sight(row)

    def settled(self, text: str) -> None:
        """The engine has closed the hold: says so; nothing can be answered any more, and the window can be closed."""
        self._settled = True
        self.large.shut()
        self._listen(listening=False)
        self.footer.time.end()
        self.footer.buttons.wake(awake=False)
        self.footer.notice(text)
        self.footer.hint(self.tr("Esc closes this window."))
        self._announce(text)

    def close_settled(self) -> None:
        """Closes at once, without an answer: the hold is settled."""
        self._settled = True
        self.close()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the content asks for and the screen allows."""
        room = self._room()
        width = min(_WIDTH, room.width())
        fixed = self.header.heightForWidth(width) + self.footer.height_for(width)
        return QSize(width, min(fixed + self.sections.height_for(width), round(room.height() * _SHARE)))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begins to watch; comes to the front."""
        self.stillness.watch([self.footer, *self.footer.buttons.all])
        super().showEvent(event)
        self.header.headline.setFocus(Qt.FocusReason.OtherFocusReason)
        self.raise_()
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What covers the window goes on doing so."""
        super().resizeEvent(event)
        self.large.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Notices when it loses the focus without an answer."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            QTimer.singleShot(_AWAY_FOR, self, self._come_back)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc stops; no other key does anything to the window itself, above all not Enter."""
        if event.key() != Qt.Key.Key_Escape or event.isAutoRepeat():
            return
        if self.large.is_open:
            self.large.shut()
        else:
            self.close()

    def reject(self) -> None:
        """As the window's X."""
        self.close()

    def accept(self) -> None:
        """Nothing: no dialog's default lets anything go."""

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closes only what is settled; otherwise X means ``stop``, if it can mean anything yet."""
        if self._settled:
            event.accept()
            self.gone.emit()
            return
        event.ignore()
        if self.stillness.open:
            self._answer(Choice.STOP.value)

    def _build(self, shown: Shown, waiting: int) -> None:
        card = shown.card
        self.setWindowTitle(self.tr("Held: {headline}").format(headline=card.headline))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = Header(card, self)
        self.sections = Sections(card, self)
        self.footer = Footer(card, shown.remaining, self.stillness, self)
        column.addWidget(self.header)
        column.addWidget(self.sections, 1)
        column.addWidget(self.footer)
        self.footer.queue(waiting)
        self.footer.buttons.chosen.connect(self._answer)
        self.footer.time.over.connect(self._on_time_over)
        self.large = Large(self)
        self.large.closed.connect(self._on_looked)
        if (demands := self.sections.demands) is not None:
            demands.changed.connect(self._on_done)
            demands.wanted.connect(self._look_at)
            self.footer.followed.connect(self._show_what_is_left)
            self.large.seen.connect(demands.looked)
        room = self._room()
        self.setMinimumWidth(min(_LEAST_WIDTH, room.width()))
        self._on_shut()
        self.resize(self.sizeHint())
        self._center()

    def _answer(self, choice: str) -> None:
        if self._answer_given or self._settled or not self.stillness.open:
            return
        self._answer_given = True
        self._listen(listening=False)
        typed = self.footer.buttons.typed.field.text().strip() if self.footer.buttons.typed else ""
        self.footer.buttons.wake(awake=False)
        self.footer.hint(self.tr("One moment …"))
        self.answered.emit(choice, typed)

    def _ask_again(self, text: str) -> None:
        self._answer_given = False
        self._listen(listening=True)
        self._announce(text)
        self.stillness.close()
        self._on_shut()

    def _listen(self, *, listening: bool) -> None:
        """Whether what must be done can be done: not while an answer is on its way, and not once it is settled."""
        if self.sections.demands is not None:
            self.sections.demands.setEnabled(listening)

    def _on_open(self) -> None:
        if self._answer_given or self._settled or not self.footer.time.seconds or self.large.is_open:
            return
        self.footer.buttons.wake(awake=True)
        self._hint_what_is_left()

    def _on_shut(self) -> None:
        # Under what covers the window no key is to arrive.
        front = self.large if self.large.is_open else self.header.headline
        front.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._answer_given or self._settled:
            return
        self.footer.buttons.wake(awake=False)
        self.footer.hint(self.tr("Read it first. The buttons wake after a second of stillness."))

    def _on_done(self) -> None:
        if self.sections.demands is not None:
            self.footer.buttons.require(met=self.sections.demands.left == 0)
        if self.stillness.open and not self._answer_given and not self._settled:
            self._hint_what_is_left()

    def _hint_what_is_left(self) -> None:
        left = self.sections.demands.left if self.sections.demands else 0
        many = self.tr("Before it can leave, {count} things are to be done above. Esc means: don't post.")
        one = self.tr("Before it can leave, one thing is to be done above. Esc means: don't post.")
        none = self.tr("Esc means: don't post.")
        self.footer.hint(none if not left else one if left == 1 else many.format(count=left), leads=left > 0)

    def _show_what_is_left(self) -> None:
        demands = self.sections.demands
        if demands is not None and (row := next((one for one in demands.rows if not one.met), None)):
            self.sections.bring_in_sight(row)

    def _look_at(self, about: str) -> None:
        """Nothing below can be used while it is covered."""
        if not self.stillness.open or self._answer_given or self._settled:
            return
        files = self._card.media
        media = next((one for one in files if one.path and one.path == about), None)
        self.footer.buttons.wake(awake=False)
        self.large.open(about, media or next((one for one in files if one.name == about), None))

    def _on_looked(self) -> None:
        if (demands := self.sections.demands) is not None:
            demands.take_focus(self.large.about)
        if self.stillness.open:
            self._on_open()

    def _on_time_over(self) -> None:
        self.footer.buttons.wake(awake=False)
        self.footer.hint(self.tr("The time is over."))

    def _come_back(self) -> None:
        """Maps the window anew, once: most desktops bring only a new window to the front."""
        nobody = QApplication.activeWindow() is None and QApplication.activePopupWidget() is None
        if self._mapped_again or self._answer_given or self._settled or not (nobody and self.isVisible()):
            return
        self._mapped_again = True
        self.hide()
        self.show()

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _center(self) -> None:
        """A little above the middle, with its title in sight: Qt would guess the frame, and put a high one too high."""
        room = self._screen().availableGeometry()
        left, above = (room.width() - self.width()) // 2, (room.height() - self.height()) // 3
        self.move(room.left() + max(0, left), room.top() + max(0, above))

    def _room(self) -> QSize:
        return self._screen().availableSize()

    def _screen(self) -> QScreen:
        return self.screen() or QGuiApplication.primaryScreen()

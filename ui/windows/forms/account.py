"""One account, as it is typed: the engine reads along and says which one is meant."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from guard.protocol import Problem
from guard.protocol.replies import AccountReply
from guard.protocol.requests import ReadAccount
from ui import look
from ui.link import Asker
from ui.look import Size
from ui.windows.forms.said import Said, Tone

_KNOWN = 110
"""Pixels for the platform's name."""
PAUSE = 120
"""Milliseconds after the last key before the engine is asked."""

Objection = Callable[[str], str]
"""What speaks against this account here, in words; empty where nothing does."""


class AccountField(QWidget):
    """A line for an account, and below it what the engine makes of it."""

    edited = Signal()
    """The person has changed it."""
    read = Signal()
    """The engine has said what it is."""
    left_full = Signal()
    """Enter was pressed with something in it."""
    removed = Signal()

    def __init__(self, asker: Asker, objection: Objection, *, listed: bool = False) -> None:
        """``listed`` means that there are others: it can be removed, and Enter goes on to the next."""
        super().__init__()
        self._asker, self._objection = asker, objection
        self._reply: AccountReply | None = None
        self._asked = ""
        self._was_there = False
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("x:@name, or the address of its page"))
        self.line.setAccessibleName(self.tr("Account"))
        self.line.textEdited.connect(self._on_edited)
        self.line.installEventFilter(self)
        self._said = Said(size=Size.SMALL)
        self._said.hide()
        self._known = Said(tone=Tone.GOOD, size=Size.SMALL)
        self._known.setFixedWidth(_KNOWN)
        self._remove = QToolButton()
        self._remove.setText("✕")
        self._remove.setAutoRaise(True)
        self._remove.setAccessibleName(self.tr("Remove this account"))
        self._remove.setToolTip(self._remove.accessibleName())
        self._remove.clicked.connect(self.removed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask)
        self._lay_out()
        self._listed = listed
        self._remove.setVisible(listed)

    @property
    def stops(self) -> tuple[QWidget, QWidget]:
        """Where Tab stops."""
        return self.line, self._remove

    @property
    def text(self) -> str:
        """What stands there."""
        return self.line.text().strip()

    @property
    def account(self) -> str:
        """The account in normal form; what stands there where the engine has not read it, or cannot."""
        return self._reply.account if self._reply and self._reply.account else self.text

    @property
    def settled(self) -> bool:
        """Whether what stands there is an account that can be taken, or nothing at all."""
        if not self.text:
            return True
        understood = bool(self._reply.account) if self._reply else self._was_there
        return understood and not self._objection(self.account)

    def put(self, account: str) -> None:
        """Shows an account that is known already."""
        self.line.setText(account)
        self._reply = None
        self._was_there = True
        if account:
            self._ask()

    def object_again(self) -> None:
        """Asks the objection once more: something else is in the way now, or nothing is any more."""
        self._tell()

    def can_be_removed(self, *, possible: bool) -> None:
        """Whether there is a button to remove it."""
        policy = self._remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._remove.setSizePolicy(policy)
        self._remove.setVisible(possible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter goes on to the next line instead of ending the whole form."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and is_enter and self.text and self._listed:
            self.left_full.emit()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.GAP)
        row.addWidget(self.line, 1)
        row.addWidget(self._known)
        row.addWidget(self._remove)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(row)
        whole.addWidget(self._said)

    def _on_edited(self) -> None:
        self._reply = None
        self._was_there = False
        self._later.start(PAUSE)
        self._tell()
        self.edited.emit()

    def _ask(self) -> None:
        if self.text and not self._asked:
            self._asked = self.text
            self._asker.ask(ReadAccount, self._on_read, self._on_refused, text=self._asked)

    def _on_read(self, reply: AccountReply) -> None:
        asked, self._asked = self._asked, ""
        if asked != self.text:
            self._ask()  # it was typed on meanwhile
            return
        self._reply = reply
        self._tell()
        self.read.emit()

    def _on_refused(self, problem: Problem) -> None:
        self._asked = ""
        self._said.say(problem.text, Tone.WARN)
        self._said.show()

    def _tell(self) -> None:
        """Its platform beside it where all is well; below it what is wrong, or what it was taken for."""
        reply = self._reply if self.text else None
        against = ""
        if reply is not None:
            against = self._objection(reply.account) if reply.account else reply.problem
        self._known.say(f"✓ {reply.platform}" if reply is not None and not against else "")
        if reply is not None and not against and reply.account != self.text:
            self._said.say(self.tr("Taken as {account}").format(account=reply.account), Tone.QUIET)
        else:
            self._said.say(against, Tone.BAD)
        self._said.setVisible(bool(self._said.text()))

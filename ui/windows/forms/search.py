"""Looking for tools: started, shown, and stopped in one line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from guard.protocol import Problem
from guard.protocol.events import Progress
from guard.protocol.replies import Found
from guard.protocol.requests import Cancel, Discover
from ui import look
from ui.link import Asker
from ui.look import Size
from ui.windows.forms.said import Said, Tone


class SearchBar(QWidget):
    """Starts the search, shows how far it is, and stops it."""

    found = Signal(object)
    """A ``Found``."""
    ended = Signal()
    """It was stopped, or it failed; what is wrong stands in the bar."""

    def __init__(self, asker: Asker, home: str = "") -> None:
        super().__init__()
        self._asker, self._home = asker, home
        self._number: int | None = None
        self.start = QPushButton(self.tr("&Look for tools"))
        self.start.clicked.connect(self.begin)
        self.stop = QPushButton(self.tr("S&top looking"))
        self.stop.clicked.connect(self._on_stop)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the search is"))
        self._said = Said("", Tone.QUIET, Size.SMALL)
        row = QHBoxLayout()
        row.setSpacing(look.GAP)
        row.addWidget(self.start)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        row.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.GAP // 2)
        whole.addLayout(row)
        whole.addWidget(self._said)
        self._show_idle("")

    @property
    def busy(self) -> bool:
        """Whether it is looking."""
        return self._number is not None

    def begin(self) -> None:
        """Looks, unless it is looking already."""
        if self.busy:
            return
        self.start.hide()
        self._bar.setRange(0, 0)
        self._bar.show()
        self.stop.show()
        self._said.say(self.tr("Looking where tools keep their configuration …"), Tone.QUIET)
        self._said.show()
        self._number = self._asker.ask(Discover, self._on_found, self._on_refused, self._on_progress, home=self._home)

    def _on_stop(self) -> None:
        if self._number is not None:
            self._asker.ask(Cancel, _nothing, of=self._number)

    def _on_progress(self, progress: Progress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._said.say(progress.text, Tone.QUIET)

    def _on_found(self, found: Found) -> None:
        self._number = None
        text = self.tr("Places found: {count}.").format(count=len(found.tools))
        if found.unreadable:
            lost = self.tr("Could not be read: {count}.").format(count=len(found.unreadable))
            text = "\n".join((f"{text} {lost}", *found.unreadable[:5]))
        self._show_idle(text, Tone.WARN if found.unreadable else Tone.QUIET)
        self.found.emit(found)

    def _on_refused(self, problem: Problem) -> None:
        self._number = None
        self._show_idle(problem.text, Tone.WARN)
        self.ended.emit()

    def _show_idle(self, text: str, tone: Tone = Tone.QUIET) -> None:
        had_focus = self.stop.hasFocus()
        self._bar.hide()
        self.stop.hide()
        self.start.show()
        if had_focus:
            self.start.setFocus()
        self._said.say(text, tone)
        self._said.setVisible(bool(text))


def _nothing(_: object) -> None:
    """The search itself says that it was stopped."""

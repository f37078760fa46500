"""The window of the assistant: five steps, one button that goes on, and nothing written before the last."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from guard.protocol import Problem
from guard.protocol.replies import SettingsReply
from guard.protocol.requests import Change
from ui import look
from ui.link import Asker
from ui.look import Part, Size
from ui.windows.first_run.brands import BrandsStep
from ui.windows.first_run.credentials import CredentialsStep
from ui.windows.first_run.done import DoneStep
from ui.windows.first_run.found import FoundStep
from ui.windows.first_run.me import MeStep
from ui.windows.first_run.plan import Plan
from ui.windows.first_run.step import Step
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.sheet import FormWindow

_WIDTH, _HEIGHT = 820, 700


class FirstRun(FormWindow):
    """Who are you, what is here, which brands, which credentials: then one request writes it all."""

    finished = Signal()
    """It is written, and the person has seen it."""

    def __init__(self, asker: Asker, home: str = "") -> None:
        """``home`` is where to look for tools; empty means the home folder."""
        super().__init__()
        self._asker = asker
        self.plan = Plan()
        self._saving = self._written = False
        self.setWindowTitle(self.tr("Welcome to Hatcheck"))
        self.resize(_WIDTH, _HEIGHT)
        self.me = MeStep(asker)
        self.found = FoundStep(asker, home)
        self.brands = BrandsStep(asker)
        self.credentials = CredentialsStep(asker)
        self.done = DoneStep()
        self.steps: tuple[Step, ...] = (self.me, self.found, self.brands, self.credentials, self.done)
        self._stack = QStackedWidget()
        self._where = Said(tone=Tone.QUIET, size=Size.SMALL)
        self._said = Said()
        self.back = QPushButton(self.tr("&Back"))
        self.next = QPushButton()
        self._lay_out()
        self._go(self.me)

    @property
    def step(self) -> Step:
        """The one that is shown."""
        return self.steps[self._stack.currentIndex()]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes on, or presses the button it is on."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        else:
            self._on_next()

    def _on_next(self) -> None:
        step = self.step
        if self._saving:
            return
        if step is self.done:
            self.finished.emit()
            self.close()
        elif step.trouble:
            self._said.say(step.trouble, Tone.BAD)
            step.to_trouble()
        else:
            self.plan = step.said(self.plan)
            if not step.forward():
                self._go_on()

    def _go_on(self) -> None:
        later = self.steps[self._stack.currentIndex() + 1 :]
        step = next(step for step in later if step.due(self.plan))
        if step is self.done:
            self._write()
        else:
            self._go(step)

    def _on_back(self) -> None:
        self.plan = self.step.said(self.plan) if not self.step.trouble else self.plan
        earlier = self.steps[: self._stack.currentIndex()]
        self._go(next(step for step in reversed(earlier) if step.due(self.plan)))

    def _write(self) -> None:
        self._saving = True
        self._show_bar()
        self._asker.ask(Change, self._on_written, self._on_refused, edits=self.plan.edits)

    def _on_written(self, _reply: SettingsReply) -> None:
        self._saving, self._written = False, True
        self._go(self.done)
        self.next.setFocus()

    def _on_refused(self, problem: Problem) -> None:
        self._saving = False
        self._show_bar()
        self._said.say(problem.text, Tone.BAD)

    def _go(self, step: Step) -> None:
        self._stack.setCurrentIndex(self.steps.index(step))
        step.enter(self.plan)
        self._show_bar()

    def _show_bar(self) -> None:
        step, number = self.step, self._stack.currentIndex() + 1
        self._where.say(self.tr("Step {number} of {total}").format(number=number, total=len(self.steps)))
        self.back.setVisible(number > 1 and not self._written)
        self.back.setEnabled(not self._saving)
        self.next.setEnabled(not self._saving)
        self.next.setText(step.next_label)
        self._said.say(self.tr("Writing …") if self._saving else "", Tone.QUIET)

    def _lay_out(self) -> None:
        for step in self.steps:
            self._stack.addWidget(step)
            step.changed.connect(self._show_bar)
        look.dress(self.next, Part.PRIMARY)
        self.next.clicked.connect(self._on_next)
        self.back.clicked.connect(self._on_back)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self._on_back)
        bar = QHBoxLayout()
        bar.setContentsMargins(look.EDGE, look.GAP, look.EDGE, look.EDGE)
        bar.setSpacing(look.GAP)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._said)
        words.addWidget(self._where)
        bar.addLayout(words, 1)
        for button in (self.back, self.next):
            bar.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack, 1)
        whole.addLayout(bar)

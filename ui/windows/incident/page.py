"""What the pages of all steps have in common: guidance, what is still missing, and how the step is ended."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from guard.protocol import deeds as do
from guard.protocol.incidents import IncidentView, StepView
from guard.protocol.requests import Request
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone, heading
from ui.windows.forms.sheet import scrolling
from ui.windows.incident.cards import Chip, Sentences
from ui.windows.incident.fields import Unfold, plain_button
from ui.windows.incident.moments import when
from ui.windows.incident.owner import Owner

WIDEST = 760
"""Pixels: longer lines are hard to read at night."""

Then = Callable[[], None]


class Doing(Protocol):
    """Whoever brings to the engine what is done on a page."""

    def act(self, deed: do.Deed, done: Then | None, refused: Callable[[str], None]) -> None:
        """Does one thing in this incident; ``refused`` gets the engine's words."""
        ...

    def ask(self, kind: type[Request], done: Then | None, refused: Callable[[str], None], **fields: object) -> None:
        """Asks for something else."""
        ...

    def go_on(self) -> None:
        """The step has been ended here: whoever did that wants to see the next."""
        ...


class Page(QWidget):
    """The page of one step. What is typed on it stays, whatever the engine says meanwhile."""

    STEP = ""

    def __init__(self, doing: Doing) -> None:
        super().__init__()
        self._doing = doing
        self.title = heading("")
        self.status = Chip()
        self.owner = Owner(self.STEP)
        self.guidance = Sentences()
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * look.GAP)
        self.refused = Said("", Tone.BAD)
        self.refused.hide()
        self.missing = Sentences("○", size=look.Size.SMALL)
        self.first = Said("", Tone.QUIET, look.Size.SMALL)
        self.done = plain_button(self.tr("Done"), look.Part.PRIMARY)
        skip_example = self.tr("A reason, in a few words")
        self.skip = Unfold(self.tr("Skip…"), self.tr("Why is this step skipped?"), self.tr("Skip it"), skip_example)
        again_question = self.tr("Why is it taken up again? The steps after it wait.")
        self.again = Unfold(self.tr("Take up again…"), again_question, self.tr("Take up again"), skip_example)
        self._lay_out()
        self.done.clicked.connect(lambda: self.act(do.Finish(step=self.STEP), self._doing.go_on))
        self.skip.sent.connect(self._on_skip)
        self.again.sent.connect(lambda why: self.act(do.Reopen(step=self.STEP, reason=why), self.again.done(why)))
        self.owner.owned.connect(lambda deed: self.act(deed, self.owner.done))

    def add(self, *widgets: QWidget) -> None:
        """Puts these on the page, one below the other."""
        for widget in widgets:
            self.body.addWidget(widget)

    def act(self, deed: do.Deed, done: Then | None = None) -> None:
        """Does it; what the engine has against it is said on this page."""
        self._say_refused("")
        self._doing.act(deed, done, self._say_refused)

    def ask(self, kind: type[Request], done: Then | None = None, **fields: object) -> None:
        """Asks for something; see ``act``."""
        self._say_refused("")
        self._doing.ask(kind, done, self._say_refused, **fields)

    def show_view(self, view: IncidentView) -> None:
        """Shows how it is now."""
        step = next((one for one in view.steps if one.step == self.STEP), None)
        if step is not None:
            self._show_step(step, view)
        self.show_body(view)

    def show_body(self, view: IncidentView) -> None:
        """Shows what is this page's own."""
        raise NotImplementedError

    # --- the frame

    def _show_step(self, step: StepView, view: IncidentView) -> None:
        over, waits = step.status in ("done", "skipped"), step.status == "waiting"
        self.title.say(step.title)
        self.status.say(*self._status_words(step))
        self.owner.show_step(step)
        self.guidance.tell(step.guidance)
        self._guided.setVisible(bool(step.guidance))
        self.missing.tell([] if over else step.missing)
        now = next((one.title for one in view.steps if one.step == view.current), "")
        text = self.tr("First comes “{step}”. What you do here already is kept.")
        self.first.say(text.format(step=legible(now)) if waits and now else "")
        self.first.setVisible(bool(self.first.text()))
        self.done.setVisible(not over)
        self.done.setEnabled(not step.missing and not waits)
        left = "\n".join(legible(one) for one in step.missing)
        self.done.setToolTip(left)
        self.done.setAccessibleDescription(left)
        self.skip.setVisible(not over)
        self.skip.setEnabled(not waits)
        self.again.setVisible(over)

    def _status_words(self, step: StepView) -> tuple[str, Tone]:
        if step.status == "done":
            return self.tr("Done {time}").format(time=when(step.since)), Tone.GOOD
        if step.status == "skipped":
            text = self.tr("Skipped: {reason}").format(reason=_short(step.reason))
            return text, Tone.QUIET
        if step.late:
            return self.tr("Late, was due {time}").format(time=when(step.due)), Tone.WARN
        return (self.tr("To do now"), Tone.PLAIN) if step.status == "open" else (self.tr("Waits"), Tone.QUIET)

    def _say_refused(self, text: str) -> None:
        self.refused.say(text)
        self.refused.setVisible(bool(text))

    def _on_skip(self, why: str) -> None:
        def skipped() -> None:
            self.skip.done(why)()
            self._doing.go_on()

        self.act(do.Skip(step=self.STEP, reason=why), skipped)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(look.RING, 0, 2 * look.GAP, 2 * look.GAP)
        column.setSpacing(2 * look.GAP)
        top = QHBoxLayout()
        top.setSpacing(2 * look.GAP)
        top.addWidget(self.title, 1)
        top.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(top)
        column.addWidget(self.owner)
        self._guided = QFrame()
        self._guided.setObjectName("guidance")
        lines = QVBoxLayout(self._guided)
        lines.setContentsMargins(2 * look.GAP, look.GAP * 3 // 2, 2 * look.GAP, look.GAP * 3 // 2)
        lines.addWidget(self.guidance)
        column.addWidget(self._guided)
        column.addLayout(self.body)
        column.addStretch(1)
        inner.setMaximumWidth(WIDEST)
        area = scrolling(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(self._footer())

    def _footer(self) -> QWidget:
        footer = QFrame()
        footer.setObjectName("footer")
        footer.setMaximumWidth(WIDEST)
        column = QVBoxLayout(footer)
        column.setContentsMargins(look.RING, look.GAP * 3 // 2, 2 * look.GAP, 0)
        column.setSpacing(look.GAP)
        for widget in (self.refused, self.first, self.missing):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(look.GAP)
        row.addWidget(self.done, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.skip, 1)
        row.addWidget(self.again, 1)
        column.addLayout(row)
        return footer


def _short(text: str) -> str:
    words = legible(text)
    return words if len(words) <= 48 else f"{words[:47]}…"

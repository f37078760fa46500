"""Who takes care of a step, and until when."""

from PySide6.QtCore import QDateTime, QTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QVBoxLayout, QWidget

from guard.protocol.deeds import Own
from guard.protocol.incidents import StepView
from ui import look
from ui.legible import legible
from ui.windows.forms.choice import Choice
from ui.windows.forms.said import Said, Tone
from ui.windows.incident.cards import side_by_side
from ui.windows.incident.fields import KeptLine, plain_button
from ui.windows.incident.moments import when, written

_SPANS = (15, 30, 60, 120)
"""Minutes from now that can be chosen."""
_MORNING = QTime(9, 0)


class Owner(QWidget):
    """One line, which opens to change it."""

    owned = Signal(object)
    """A deed ``Own``."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self._step = step
        self._said = Said("", Tone.QUIET)
        self._said.setWordWrap(False)
        self.opener = plain_button(self.tr("Change…"))
        self.opener.setCheckable(True)
        self.opener.setAccessibleName(self.tr("Change who takes care of this step"))
        self.who = KeptLine(self.tr("Who takes care of this step"), self.tr("A name"))
        self.until = Choice()
        self.until.setAccessibleName(self.tr("Until when"))
        self.set = plain_button(self.tr("Note it"))
        self._form = side_by_side(self.who, self.until, self.set)
        self._form.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        column.addWidget(side_by_side(self._said, self.opener))
        column.addWidget(self._form)
        self.opener.toggled.connect(self._on_opened)
        self.who.returnPressed.connect(self._send)
        self.set.clicked.connect(self._send)

    def show_step(self, step: StepView) -> None:
        """Shows how it is now; a name that is being typed stays."""
        if step.owner and step.due:
            text = self.tr("{who} takes care of it, until {time}.")
        elif step.owner:
            text = self.tr("{who} takes care of it.")
        else:
            text = self.tr("Nobody takes care of it yet.")
        self._said.say(
            text.format(who=legible(step.owner), time=when(step.due)), Tone.WARN if step.late else Tone.QUIET
        )
        self.who.offer(step.owner)
        self.setVisible(step.status in ("open", "waiting"))

    def done(self) -> None:
        """The engine has taken it."""
        self.opener.setChecked(False)

    def _on_opened(self, on: bool) -> None:
        self._form.setVisible(on)
        if not on:
            return
        now = QDateTime.currentDateTime()
        self.until.clear()
        self.until.addItem(self.tr("no time"), "")
        for minutes in _SPANS:
            text = self.tr("in {minutes} min ({time})")
            moment = now.addSecs(60 * minutes)
            self.until.addItem(text.format(minutes=minutes, time=moment.toString("HH:mm")), written(moment))
        morning = self.tr("tomorrow at {time}").format(time=_MORNING.toString("HH:mm"))
        self.until.addItem(morning, written(tomorrow()))
        self.who.setFocus()

    def _send(self) -> None:
        if self.who.words:
            due = str(self.until.currentData() or "")
            self.owned.emit(Own(step=self._step, who=self.who.words, due=due))


class When(QDateTimeEdit):
    """A day and a time that somebody chooses; no wheel changes it in passing."""

    def __init__(self, name: str) -> None:
        super().__init__(tomorrow())
        self.setAccessibleName(name)
        self.setFont(look.font())
        self.setDisplayFormat(self.tr("d MMM yyyy, HH:mm"))
        self.setMinimumDateTime(QDateTime.currentDateTime())
        self.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)
        self.lineEdit().setTextMargins(look.GAP, 0, look.GAP, 0)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("00 Wwww 0000, 00:00") + 6 * look.GAP)

    def wheelEvent(self, event: object) -> None:  # noqa: N802
        """Scrolls the page."""
        event.ignore()  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        """The time for the engine."""
        return written(self.dateTime())


def tomorrow() -> QDateTime:
    """Tomorrow morning by this machine's clock."""
    return QDateTime(QDateTime.currentDateTime().date().addDays(1), _MORNING)

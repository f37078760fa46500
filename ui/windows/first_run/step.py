"""What the steps of the assistant have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import look
from ui.look import Size
from ui.windows.first_run.plan import Plan
from ui.windows.forms.said import Said, Tone


class Step(QWidget):
    """One page. It is given the plan when it is entered, and gives it back with what was said on it."""

    changed = Signal()
    """Whether one can go on may be another now."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self.title = title
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, 0)
        self.body.setSpacing(2 * look.GAP)
        self.body.addWidget(Said(title, size=Size.HEADLINE, bold=True))
        self.about = Said(about, Tone.QUIET)
        self.body.addWidget(self.about)

    @property
    def next_label(self) -> str:
        """What the button says that goes on."""
        return self.tr("&Next")

    @property
    def trouble(self) -> str:
        """Why one cannot go on yet; empty where one can."""
        return ""

    def to_trouble(self) -> None:
        """Takes the keyboard to what is in the way."""

    def due(self, _plan: Plan, /) -> bool:
        """Whether there is anything to do here."""
        return True

    def enter(self, plan: Plan) -> None:
        """Shows the plan as far as it belongs here, and takes the keyboard to the first field."""
        raise NotImplementedError

    def said(self, plan: Plan, /) -> Plan:
        """The plan with what was said here."""
        return plan

    def forward(self) -> bool:
        """Goes on within the step; False where that is its end."""
        return False

"""The last step: what is guarded now, and how to see it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from guard.protocol.card import Badge
from ui import look
from ui.badge import IdentityBadge
from ui.windows.first_run.plan import Brand, Plan
from ui.windows.first_run.step import Step
from ui.windows.forms.ids import initials
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.sheet import scrolling


class DoneStep(Step):
    """Shown once it is written."""

    def __init__(self) -> None:
        super().__init__(self.tr("You are guarded"), "")
        self._badges = QVBoxLayout()
        self._badges.setSpacing(look.GAP)
        self._none = Said(
            self.tr("There is no brand yet, so there is little to hold. Add one in the settings."), Tone.WARN
        )
        self.command = QLineEdit()
        self.command.setReadOnly(True)
        self.command.setFont(look.font(fixed=True))
        self.command.setAccessibleName(self.tr("A command to try"))
        self._copy = QPushButton(self.tr("&Copy"))
        self._copy.clicked.connect(self._on_copy)
        self._try = QWidget()
        self._lay_out()

    @property
    def next_label(self) -> str:
        """Nothing comes after."""
        return self.tr("&Done")

    def enter(self, plan: Plan) -> None:
        """The brands, and a command for the first account of the first."""
        while (item := self._badges.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for brand in plan.guarded:
            self._badges.addWidget(_badge(brand))
        self._none.setVisible(not plan.guarded)
        self._try.setVisible(bool(plan.guarded))
        text = self.tr("You are {name} now. Put on a brand’s hat at the tray icon before you post for it.")
        self.about.say(text.format(name=plan.name))
        accounts = [account for brand in plan.guarded for account in brand.accounts]
        if accounts:
            self.command.setText(f'hatcheck check --to {accounts[0]} --text "Hello"')
            self.command.setCursorPosition(0)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())

    def _lay_out(self) -> None:
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, look.GAP, 0)
        whole.setSpacing(2 * look.GAP)
        whole.addWidget(self._none)
        whole.addLayout(self._badges)
        attempt = QVBoxLayout(self._try)
        attempt.setContentsMargins(0, look.GAP, 0, 0)
        attempt.setSpacing(look.GAP)
        attempt.addWidget(Said(self.tr("Try it"), bold=True))
        about = self.tr("Type this in a terminal. It sends nothing, and tells why such a post would be held.")
        attempt.addWidget(Said(about, Tone.QUIET))
        row = QHBoxLayout()
        row.addWidget(self.command, 1)
        row.addWidget(self._copy)
        attempt.addLayout(row)
        whole.addWidget(self._try)
        whole.addStretch(1)
        self.body.addWidget(scrolling(inner), 1)


def _badge(brand: Brand) -> IdentityBadge:
    badge = Badge(brand.name, brand.name, "brand", brand.color, initials(brand.name))
    return IdentityBadge(badge, ", ".join(brand.accounts), 44)

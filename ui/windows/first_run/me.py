"""The first step: a name, and one's own accounts."""

import os
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui import look
from ui.link import Asker
from ui.look import Size
from ui.windows.first_run.plan import Plan
from ui.windows.first_run.step import Step
from ui.windows.forms.accounts import AccountsField
from ui.windows.forms.said import Said, Tone, named


class MeStep(Step):
    """A name, and one's own accounts."""

    def __init__(self, asker: Asker) -> None:
        super().__init__(
            self.tr("Who are you?"),
            self.tr("Hatcheck holds a post before it leaves from the wrong account. It must know which are yours."),
        )
        self.name = QLineEdit(_own_name())
        self.name.setPlaceholderText(self.tr("Your name"))
        self.name.textEdited.connect(self.changed)
        self.accounts = AccountsField(asker, lambda _: "")
        self.accounts.edited.connect(self.changed)
        for label, field, about in (
            (self.tr("Your na&me"), self.name, ""),
            (
                self.tr("Your own &accounts"),
                self.accounts,
                self.tr("Those on which you post as yourself, one in each line. You can also go on without."),
            ),
        ):
            part = QVBoxLayout()
            part.setSpacing(look.GAP // 2)
            part.addWidget(named(label, field if isinstance(field, QLineEdit) else field.first))
            if about:
                part.addWidget(Said(about, Tone.QUIET, Size.SMALL))
            part.addWidget(field)
            self.body.addLayout(part)
        self.body.addStretch(1)

    @property
    def trouble(self) -> str:
        """A name is a must, and every account must be understood."""
        if not self.name.text().strip():
            return self.tr("A name is missing: any name by which you know yourself.")
        return "" if self.accounts.settled else self.tr("An account is not understood yet.")

    def to_trouble(self) -> None:
        """Takes the keyboard there."""
        if self.name.text().strip():
            self.accounts.focus_first_problem()
        else:
            self.name.setFocus()

    def enter(self, plan: Plan) -> None:
        """Shows what was said before."""
        if plan.name:
            self.name.setText(plan.name)
            self.accounts.put(plan.accounts)
        self.name.setFocus()
        self.name.selectAll()

    def said(self, plan: Plan) -> Plan:
        """Name and accounts."""
        return replace(plan, name=self.name.text().strip(), accounts=tuple(self.accounts.accounts))


def _own_name() -> str:
    """The name by which the system knows whoever sits here, where it does."""
    if os.name != "posix":
        return ""
    import pwd

    try:
        name = pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0].strip()
    except (KeyError, OSError):
        return ""
    return "" if name.lower() == "root" else name

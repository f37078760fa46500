"""The fourth step: credentials of which the files do not say whose account they are, one by one."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from guard.protocol.replies import Unnamed
from ui import look
from ui.legible import legible
from ui.link import Asker
from ui.look import Size
from ui.windows.first_run.plan import Plan
from ui.windows.first_run.step import Step
from ui.windows.forms.account import AccountField
from ui.windows.forms.order import chain
from ui.windows.forms.said import Said, Tone


class CredentialsStep(Step):
    """One question at a time; to skip one means that posts which reach it are held."""

    def __init__(self, asker: Asker) -> None:
        super().__init__(
            self.tr("Which account is this?"),
            self.tr("Some tools keep an id and no name. You are asked once, and the answer is kept."),
        )
        self._plan = Plan()
        self._at = 0
        self._count = Said(tone=Tone.QUIET)
        self._key = Said(size=Size.TITLE, bold=True)
        self._seen = Said(tone=Tone.QUIET, size=Size.SMALL)
        self.field = AccountField(asker, lambda _: "")
        self.field.edited.connect(self.changed)
        self.field.read.connect(self.changed)
        self._likely = QVBoxLayout()
        self._likely.setSpacing(look.GAP)
        self.skip = Said(
            self.tr("If you do not know it, leave it empty: a post that would reach it is held, and you are asked."),
            Tone.QUIET,
        )
        for widget in (self._count, self._key, self._seen, self.field):
            self.body.addWidget(widget)
        self.body.addLayout(self._likely)
        self.body.addWidget(self.skip)
        self.body.addStretch(1)

    @property
    def next_label(self) -> str:
        """Whether the question is answered or skipped."""
        return self.tr("&Next") if self.field.text else self.tr("&Skip")

    @property
    def trouble(self) -> str:
        """An answer must be understood."""
        return "" if self.field.settled else self.tr("This account is not understood yet.")

    def to_trouble(self) -> None:
        """Takes the keyboard there."""
        self.field.line.setFocus()

    def due(self, plan: Plan) -> bool:
        """Whether there is a question."""
        return bool(plan.questions)

    def enter(self, plan: Plan) -> None:
        """The first question, or the one where one was."""
        self._plan = plan
        self._at = min(self._at, len(plan.questions) - 1)
        self._show()

    def said(self, plan: Plan) -> Plan:
        """The answers so far."""
        question = self._question
        return replace(plan, answers={**plan.answers, **self._plan.answers, question.key: self.field.account})

    def forward(self) -> bool:
        """The next question, until there is none."""
        self._plan = self.said(self._plan)
        if self._at + 1 >= len(self._plan.questions):
            return False
        self._at += 1
        self._show()
        return True

    @property
    def _question(self) -> Unnamed:
        return self._plan.questions[self._at]

    def _show(self) -> None:
        question = self._question
        count = self.tr("{number} of {total}").format(number=self._at + 1, total=len(self._plan.questions))
        self._count.say(count)
        self._count.setVisible(len(self._plan.questions) > 1)
        self._key.say(question.key)
        self._seen.say(self.tr("Seen in {place}").format(place=question.seen))
        self.field.put(self._plan.answers.get(question.key, ""))
        self._show_likely(question)
        self.field.line.setFocus()
        self.changed.emit()

    def _show_likely(self, question: Unnamed) -> None:
        """Accounts on the same platform, to take by one key."""
        while (item := self._likely.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        buttons: list[QPushButton] = []
        for name, account in self._accounts():
            if account.startswith(f"{question.platform}:"):
                button = QPushButton(legible(f"{account}  ({name})").replace("&", "&&"))
                button.clicked.connect(partial(self._take, account))
                self._likely.addWidget(button)
                button.show()
                buttons.append(button)
        chain(self.field.line, *buttons)

    def _accounts(self) -> list[tuple[str, str]]:
        mine = [(self._plan.name, account) for account in self._plan.accounts]
        return [*((brand.name, account) for brand in self._plan.guarded for account in brand.accounts), *mine]

    def _take(self, account: str) -> None:
        self.field.put(account)
        self.field.line.setFocus()
        self.changed.emit()

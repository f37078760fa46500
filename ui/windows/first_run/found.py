"""The second step: what the search found, and whose it is."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from guard.protocol.replies import Found
from ui import look
from ui.legible import legible
from ui.link import Asker
from ui.windows.first_run.plan import ME, NOBODY, Plan
from ui.windows.first_run.step import Step
from ui.windows.forms.choice import Choice
from ui.windows.forms.order import chain
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.search import SearchBar
from ui.windows.forms.sheet import scrolling


class FoundStep(Step):
    """The accounts that tools on this machine hold, each with a choice of whose it is."""

    def __init__(self, asker: Asker, home: str = "") -> None:
        super().__init__(
            self.tr("What is here already?"),
            self.tr("Hatcheck looks where tools keep their accounts. Nothing is changed, and nothing leaves here."),
        )
        self._plan = Plan()
        self._searched = False
        self.search = SearchBar(asker, home)
        self.search.found.connect(self._on_found)
        self.search.ended.connect(self._on_ended)
        self.choices: dict[str, Choice] = {}
        self._hint = Said("", Tone.QUIET)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, look.GAP, 0)
        self._grid.setHorizontalSpacing(2 * look.GAP)
        self._grid.setVerticalSpacing(look.GAP)
        self._grid.setColumnStretch(0, 1)
        self.body.addWidget(self.search)
        self.body.addWidget(self._hint)
        self.body.addWidget(scrolling(inner), 1)

    @property
    def trouble(self) -> str:
        """One waits for the search, or stops it."""
        return self.tr("Hatcheck is still looking. You can stop it and go on.") if self.search.busy else ""

    def to_trouble(self) -> None:
        """Takes the keyboard to the button that stops it."""
        self.search.stop.setFocus()

    def enter(self, plan: Plan) -> None:
        """Looks, the first time; afterwards shows what was found."""
        self._plan = plan
        if not self._searched:
            self._searched = True
            self.search.begin()
        if self.search.busy:
            self.search.stop.setFocus()
        else:
            self._show()

    def said(self, _plan: Plan) -> Plan:
        """Whose each account is."""
        return self._plan

    def _on_found(self, found: Found) -> None:
        self._plan = self._plan.with_found(found)
        self._show()
        self.changed.emit()

    def _on_ended(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.choices = {}
        accounts = self._plan.found_accounts
        for row, account in enumerate(accounts):
            choice = self._choice(account)
            self.choices[account] = choice
            label = Said(account)
            label.setBuddy(choice)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(choice, row, 1)
            choice.show()
        self._grid.setRowStretch(len(accounts), 1)
        if accounts:
            self._hint.say(self.tr("Whose are these? A brand is guarded, so the guesses err to that side."))
            chain(self.search.start, self.search.stop, *self.choices.values())
            next(iter(self.choices.values())).setFocus()
        else:
            self._hint.say(self.tr("No account was found here. That is fine: you say it yourself on the next page."))
            self.search.start.setFocus()

    def _choice(self, account: str) -> Choice:
        choice = Choice()
        choice.setAccessibleName(self.tr("Whose is {account}?").format(account=account))
        choice.setMinimumWidth(260)
        choice.addItem(self.tr("{name} (me)").format(name=legible(self._plan.name)), ME)
        for brand in self._brands():
            choice.addItem(legible(brand), brand)
        choice.addItem(self.tr("None of mine"), NOBODY)
        owner = self._plan.owner(account, but=ME)
        mine = not owner and self._plan.owner(account)
        choice.setCurrentIndex(max(0, choice.findData(ME if mine else owner)))
        choice.activated.connect(partial(self._on_chosen, account, choice))
        return choice

    def _brands(self) -> list[str]:
        """The names of all brands, proposed or made."""
        names = [one.name for one in self._plan.found.identities if one.kind != "person"]
        return list(dict.fromkeys([*names, *(brand.name for brand in self._plan.brands if brand.name)]))

    def _on_chosen(self, account: str, choice: Choice, _row: int) -> None:
        self._plan = self._plan.given(account, str(choice.currentData()))

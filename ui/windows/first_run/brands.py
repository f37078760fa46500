"""The third step: the brands, each with its name, its colour and its accounts."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui import look
from ui.link import Asker
from ui.look import Size
from ui.windows.first_run.plan import Brand, Plan
from ui.windows.first_run.step import Step
from ui.windows.forms.accounts import AccountsField
from ui.windows.forms.colors import ColorField, free
from ui.windows.forms.order import chain
from ui.windows.forms.said import Said, Tone, named
from ui.windows.forms.sheet import scrolling


class BrandsStep(Step):
    """A card for each brand."""

    def __init__(self, asker: Asker) -> None:
        super().__init__(
            self.tr("Which brands do you post for?"),
            self.tr("A company, a club, a customer: a post to one of its accounts is held unless you wear its hat."),
        )
        self._asker = asker
        self._plan = Plan()
        self.cards: list[BrandCard] = []
        self.add = QPushButton(self.tr("&Add another brand"))
        self.add.clicked.connect(self._on_add)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, look.GAP, 0)
        self._list.setSpacing(2 * look.GAP)
        below = QHBoxLayout()
        below.addWidget(self.add)
        below.addStretch(1)
        self._list.addLayout(below)
        self._list.addStretch(1)
        self.body.addWidget(scrolling(inner), 1)

    @property
    def trouble(self) -> str:
        """Each brand of which something was said needs a name and accounts that are understood."""
        return next((card.trouble for card in self.cards if card.trouble), "")

    def to_trouble(self) -> None:
        """Takes the keyboard there."""
        card = next((card for card in self.cards if card.trouble), None)
        if card is not None:
            card.to_trouble()

    def enter(self, plan: Plan) -> None:
        """A card for each brand that was found or said; an empty one where there is none."""
        self._plan = plan
        for card in list(self.cards):
            self._drop(card)
        for brand in plan.guarded or (Brand(),):
            self._show(brand)
        self.cards[0].name.setFocus()

    def said(self, plan: Plan) -> Plan:
        """The brands, with a colour for each and one for the person."""
        brands = tuple(card.brand for card in self.cards if not card.brand.empty)
        return replace(plan, brands=brands, color=plan.color or free(brand.color for brand in brands))

    def _on_add(self) -> None:
        self._show(Brand()).name.setFocus()
        self.changed.emit()

    def _show(self, brand: Brand) -> "BrandCard":
        color = brand.color or free(card.color.color for card in self.cards)
        card = BrandCard(self._asker, lambda account: self._owner(card, account))
        card.put(replace(brand, color=color))
        card.edited.connect(self._on_edited)
        card.removed.connect(lambda: self._on_removed(card))
        self.cards.append(card)
        self._list.insertWidget(len(self.cards) - 1, card)
        card.show()
        chain(self, *(stop for each in self.cards for stop in each.stops), self.add)
        return card

    def _on_edited(self) -> None:
        self.changed.emit()

    def _on_removed(self, card: "BrandCard") -> None:
        self._drop(card)
        if not self.cards:
            self._show(Brand())
        self.cards[-1].name.setFocus()
        for other in self.cards:
            other.accounts.check_again()
        self.changed.emit()

    def _drop(self, card: "BrandCard") -> None:
        self.cards.remove(card)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _owner(self, card: "BrandCard", account: str) -> str:
        if self._plan.owner(account) and any(account.casefold() == own.casefold() for own in self._plan.accounts):
            return self._plan.name
        wanted = account.casefold()
        for other in self.cards:
            if other is not card and any(own.casefold() == wanted for own in other.accounts.accounts):
                return other.name.text().strip() or self.tr("another brand")
        return ""


class BrandCard(QFrame):
    """One brand."""

    edited = Signal()
    removed = Signal()

    def __init__(self, asker: Asker, owner: Callable[[str], str]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("As people know it: American Red Cross"))
        self.color = ColorField()
        self.accounts = AccountsField(asker, owner)
        self._remove = QToolButton()
        self._remove.setAutoRaise(True)
        self._remove.setText("✕")
        self._remove.setAccessibleName(self.tr("Remove this brand"))
        self._remove.setToolTip(self._remove.accessibleName())
        self._remove.clicked.connect(self.removed)
        self.name.textEdited.connect(self.edited)
        self.color.edited.connect(self.edited)
        self.accounts.edited.connect(self.edited)
        self._lay_out()

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.name, *self.accounts.stops, *self.color.stops, self._remove]

    @property
    def brand(self) -> Brand:
        """What was said."""
        return Brand(self.name.text().strip(), self.color.color, tuple(self.accounts.accounts))

    @property
    def trouble(self) -> str:
        """What must be mended."""
        brand = self.brand
        if brand.empty:
            return ""
        if not brand.name:
            return self.tr("A brand has no name yet.")
        if not self.accounts.settled:
            return self.tr("An account of {name} is not understood yet.").format(name=brand.name)
        if not brand.accounts:
            return self.tr("{name} has no account yet: without one, nothing of it can be guarded.").format(
                name=brand.name
            )
        return "" if self.color.settled else self.tr("The colour of {name} is not understood.").format(name=brand.name)

    def to_trouble(self) -> None:
        """Takes the keyboard there."""
        if not self.name.text().strip():
            self.name.setFocus()
        elif not self.accounts.settled or not self.accounts.accounts:
            self.accounts.focus_first_problem()
        else:
            self.color.line.setFocus()

    def put(self, brand: Brand) -> None:
        """Shows this brand."""
        self.name.setText(brand.name)
        self.color.put(brand.color)
        self.accounts.put(brand.accounts)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * look.GAP, 2 * look.GAP, 2 * look.GAP, 2 * look.GAP)
        whole.setSpacing(look.GAP // 2)
        head = QHBoxLayout()
        head.addWidget(named(self.tr("Name"), self.name), 1)
        head.addWidget(self._remove)
        whole.addLayout(head)
        whole.addWidget(self.name)
        whole.addSpacing(look.GAP)
        whole.addWidget(named(self.tr("Accounts"), self.accounts.first))
        whole.addWidget(self.accounts)
        whole.addSpacing(look.GAP)
        whole.addWidget(named(self.tr("Colour"), self.color.line))
        whole.addWidget(Said(self.tr("By it you recognise the hat you wear."), Tone.QUIET, Size.SMALL))
        whole.addWidget(self.color)

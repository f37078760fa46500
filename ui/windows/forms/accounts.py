"""The accounts of one identity: a line for each, and an empty one for the next."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import look
from ui.link import Asker
from ui.windows.forms.account import AccountField
from ui.windows.forms.order import chain

Owner = Callable[[str], str]
"""The name of another identity to which this account belongs already; empty where there is none."""


class AccountsField(QWidget):
    """A list of accounts."""

    edited = Signal()
    """The person has changed it, or the engine has read what was typed."""

    def __init__(self, asker: Asker, owner: Owner) -> None:
        super().__init__()
        self._asker, self._owner = asker, owner
        self._fields: list[AccountField] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.GAP // 2)
        self._add("")
        self._show_buttons()

    @property
    def accounts(self) -> list[str]:
        """All that is there, in normal form as far as the engine has read it."""
        return [field.account for field in self._fields if field.text]

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [stop for field in self._fields for stop in field.stops]

    @property
    def first(self) -> QLineEdit:
        """The first line, which is always there."""
        return self._fields[0].line

    @property
    def settled(self) -> bool:
        """Whether each line is an account that can be taken."""
        return all(field.settled for field in self._fields)

    def put(self, accounts: Iterable[str]) -> None:
        """Shows these."""
        wanted = (*accounts, "")
        for field in self._fields[len(wanted) :]:
            self._drop(field)
        for field, account in zip(self._fields, wanted, strict=False):
            field.put(account)
        for account in wanted[len(self._fields) :]:
            self._add(account)
        self._show_buttons()

    def check_again(self) -> None:
        """Looks once more at whose the accounts are."""
        for field in self._fields:
            field.object_again()

    def focus_first_problem(self) -> None:
        """Takes the keyboard to the first line that cannot be taken, or to the empty one."""
        field = next((field for field in self._fields if not field.settled), self._fields[-1])
        field.line.setFocus()

    def _add(self, account: str) -> None:
        field = AccountField(self._asker, lambda text: self._against(field, text), listed=True)
        field.edited.connect(self._on_edited)
        field.read.connect(self._on_read)
        field.removed.connect(partial(self._remove, field))
        field.left_full.connect(self._to_last)
        self._fields.append(field)
        self._rows.addWidget(field)
        if len(self._fields) > 1:
            chain(self._fields[-2].stops[-1], *field.stops)
        field.show()
        field.put(account)

    def _against(self, field: AccountField, account: str) -> str:
        if any(other is not field and other.account.casefold() == account.casefold() for other in self._before(field)):
            return self.tr("This account is in the list already.")
        owner = self._owner(account)
        if owner:
            return self.tr("It belongs to {name} already. Remove it there first.").format(name=owner)
        return ""

    def _before(self, field: AccountField) -> list[AccountField]:
        return self._fields[: self._fields.index(field)] if field in self._fields else self._fields

    def _on_edited(self) -> None:
        if self._fields[-1].text:
            self._add("")
        self._show_buttons()
        self.edited.emit()

    def _on_read(self) -> None:
        for field in self._fields:
            field.object_again()
        self.edited.emit()

    def _to_last(self) -> None:
        self._fields[-1].line.setFocus()

    def _remove(self, field: AccountField) -> None:
        number = self._fields.index(field)
        self.put(text for text in self._texts if text != field.text)
        self._fields[min(number, len(self._fields) - 1)].line.setFocus()
        self.edited.emit()

    def _drop(self, field: AccountField) -> None:
        self._fields.remove(field)
        self._rows.removeWidget(field)
        field.hide()
        field.deleteLater()

    @property
    def _texts(self) -> list[str]:
        return [field.text for field in self._fields if field.text]

    def _show_buttons(self) -> None:
        for field in self._fields:
            field.can_be_removed(possible=field is not self._fields[-1])

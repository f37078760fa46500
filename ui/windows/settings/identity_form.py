"""The form of one identity."""

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from guard.protocol.replies import IdentitySetting
from ui import look
from ui.link import Asker
from ui.look import Size
from ui.windows.forms.accounts import AccountsField, Owner
from ui.windows.forms.colors import ColorField
from ui.windows.forms.hours import HoursField
from ui.windows.forms.paths import PathsField
from ui.windows.forms.said import Said, Tone, named
from ui.windows.forms.spans import SpanField
from ui.windows.settings.care import CarePart

_SESSIONS = ("10m", "25m", "1h", "2h", "4h", "8h")


class IdentityForm(QWidget):
    """All that is known of one identity, to be changed."""

    edited = Signal(object)
    """The ``IdentitySetting`` as it is wanted now."""
    checked = Signal()
    """The engine has read an account."""

    def __init__(self, asker: Asker, owner: Owner) -> None:
        super().__init__()
        self._shown: IdentitySetting | None = None
        self._locked = Said(
            self.tr("Your organisation has set this identity up. You can add to it, and not take away."), Tone.WARN
        )
        self.name = QLineEdit()
        self.name.textEdited.connect(self._on_edited)
        self._no_name = Said(self.tr("A name is missing."), Tone.BAD, Size.SMALL)
        self.brand = QRadioButton(self.tr("A brand: I post for it"))
        self.person = QRadioButton(self.tr("A person: that is me, or somebody at this machine"))
        self._kinds = QButtonGroup(self)
        for button in (self.brand, self.person):
            self._kinds.addButton(button)
            button.clicked.connect(self._on_edited)
        self.color = ColorField()
        self.accounts = AccountsField(asker, owner)
        self.session = SpanField(_SESSIONS, without=self.tr("Until another hat is put on"))
        self.unguarded = QComboBox()
        for value, text in (
            ("", self.tr("Browsers ask me")),
            ("block", self.tr("Browsers stop its posts")),
            ("pass", self.tr("Browsers let its posts pass")),
        ):
            self.unguarded.addItem(text, value)
        self.unguarded.activated.connect(self._on_edited)
        self.folders = PathsField(empty=self.tr("None yet. Pictures from its folders are known as its own."))
        self.hours = HoursField()
        self.care = CarePart()
        for field in (self.color, self.accounts, self.folders, self.hours, self.session, self.care):
            field.edited.connect(self._on_edited)
        self._lay_out()

    @property
    def trouble(self) -> str:
        """What must be mended."""
        if self._shown is None:
            return ""
        if not self.name.text().strip():
            return self.tr("An identity has no name.")
        who = self.name.text().strip()
        if not self.accounts.settled:
            return self.tr("An account of {name} is not understood yet.").format(name=who)
        if not self.color.settled:
            return self.tr("The colour of {name} is not understood.").format(name=who)
        return ""

    def to_trouble(self) -> None:
        """Takes the keyboard there."""
        if not self.name.text().strip():
            self.name.setFocus()
        elif not self.accounts.settled:
            self.accounts.focus_first_problem()
        else:
            self.color.line.setFocus()

    def show_identity(self, one: IdentitySetting) -> None:
        """Shows this one."""
        self._shown = one
        self._locked.setVisible(one.locked)
        self.name.setText(one.name)
        self._no_name.setVisible(not one.name)
        (self.person if one.kind == "person" else self.brand).setChecked(True)
        self.color.put(one.color)
        self.accounts.put(one.accounts)
        self.folders.put(one.folders)
        self.hours.put(one.hours)
        self.session.put(one.session)
        self.unguarded.setCurrentIndex(max(0, self.unguarded.findData(one.unguarded)))
        self.care.put(one)
        self.care.setVisible(one.kind == "brand")

    def _on_edited(self, *_: object) -> None:
        if self._shown is None:
            return
        self._no_name.setVisible(not self.name.text().strip())
        wanted = replace(
            self._shown,
            name=self.name.text().strip(),
            kind="person" if self.person.isChecked() else "brand",
            color=self.color.color,
            accounts=self.accounts.accounts,
            folders=self.folders.paths,
            hours=self.hours.hours,
            session=self.session.span,
            unguarded=self.unguarded.currentData(),
        )
        if wanted.kind == "brand":
            wanted = self.care.wanted(wanted)
        self.care.setVisible(wanted.kind == "brand")
        if wanted != self._shown:
            self._shown = wanted
            self.edited.emit(wanted)
        else:
            self.checked.emit()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, look.GAP, 0)
        whole.setSpacing(2 * look.GAP)
        whole.addWidget(self._locked)
        kinds = QVBoxLayout()
        kinds.setSpacing(4)
        kinds.addWidget(self.brand)
        kinds.addWidget(self.person)
        kind = QWidget()
        kind.setLayout(kinds)
        kinds.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(_part(named(self.tr("&Name"), self.name), self.name, self._no_name))
        whole.addLayout(_part(Said(self.tr("Kind"), bold=True), kind))
        whole.addLayout(_part(named(self.tr("&Colour"), self.color.line), self.color))
        whole.addLayout(_part(named(self.tr("&Accounts"), self.accounts.first), self.accounts))
        whole.addLayout(_narrow(named(self.tr("&Worn for"), self.session), self.session))
        away = named(self.tr("While Hatcheck does n&ot run"), self.unguarded)
        whole.addLayout(_narrow(away, self.unguarded))
        whole.addLayout(_part(named(self.tr("&Folders with its pictures"), self.folders.folder), self.folders))
        whole.addLayout(_part(named(self.tr("Usual &hours"), self.hours.add), self.hours))
        whole.addWidget(self.care)
        whole.addStretch(1)


def _part(*widgets: QWidget) -> QVBoxLayout:
    part = QVBoxLayout()
    part.setSpacing(4)
    for widget in widgets:
        part.addWidget(widget)
    return part


def _narrow(title: QWidget, field: QWidget) -> QVBoxLayout:
    """A part whose field is no wider than it needs to be."""
    part, line = _part(title), QHBoxLayout()
    line.addWidget(field)
    line.addStretch(1)
    part.addLayout(line)
    return part

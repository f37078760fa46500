"""The page of the identities: a list, and the form of the one that is chosen."""

from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QStackedWidget, QVBoxLayout

from guard.protocol.desk import Desk
from guard.protocol.replies import IdentitySetting
from ui import look
from ui.legible import legible
from ui.link import Asker
from ui.windows.forms.colors import free
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.sheet import scrolling
from ui.windows.settings.draft import Draft
from ui.windows.settings.identity_form import IdentityForm
from ui.windows.settings.page import Page, badge_of, icon

_SIDE = 32
_LIST_WIDTH = 198


class IdentitiesPage(Page):
    """Who is who."""

    def __init__(self, asker: Asker) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._letters: dict[str, str] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Identities"))
        self.list.setIconSize(QSize(_SIDE, _SIDE))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.form = IdentityForm(asker, self._owner)
        self.form.edited.connect(self._on_edited)
        self.form.checked.connect(self.checked)
        self.add_brand = QPushButton(self.tr("Add a &brand"))
        self.add_person = QPushButton(self.tr("Add a &person"))
        self.remove = QPushButton(self.tr("&Remove"))
        self.add_brand.clicked.connect(partial(self._add, "brand"))
        self.add_person.clicked.connect(partial(self._add, "person"))
        self.remove.clicked.connect(self._on_remove)
        self._nobody = Said(
            self.tr("Nobody is here yet. Add yourself as a person, and the brands you post for."), Tone.QUIET
        )
        self._lay_out()

    @property
    def trouble(self) -> str:
        """What must be mended."""
        nameless = self._draft and any(not one.name for one in self._draft.identities)
        return self.form.trouble or (self.tr("An identity has no name.") if nameless else "")

    def to_trouble(self) -> None:
        """Takes the keyboard there."""
        nameless = self._draft and next((one.id for one in self._draft.identities if not one.name), "")
        if nameless and not self.form.trouble:
            self._choose(nameless)
        self.form.to_trouble()

    def show_draft(self, draft: Draft) -> None:
        """Shows who there is, and the one that was chosen before, by its name where it has its id only now."""
        chosen, name = self._chosen, self.form.name.text().strip()
        self._draft = draft
        self.form.care.offer(draft.checks, draft.base.topics)
        if draft.identity(chosen) is None:
            chosen = next((one.id for one in draft.identities if one.name == name), "")
        self._fill()
        first = draft.identities[0].id if draft.identities else ""
        self._choose(chosen or first)

    def on_desk(self, desk: Desk) -> None:
        """Takes over the letters by which the desk shows them."""
        letters = {hat.badge.id: hat.badge.letters for hat in desk.hats}
        if letters != self._letters:
            self._letters = letters
            self._paint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()

    @property
    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _choose(self, name: str) -> None:
        """Puts it into the form, whether or not it was there before."""
        rows = (row for row in range(self.list.count()) if self.list.item(row).data(Qt.ItemDataRole.UserRole) == name)
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(next(rows, -1))
        self._on_chosen()

    def _on_chosen(self, *_: object) -> None:
        one = self._draft.identity(self._chosen) if self._draft else None
        self._stack.setCurrentIndex(1 if one else 0)
        self.remove.setEnabled(one is not None and not one.locked)
        if one is not None:
            self.form.show_identity(one)

    def _on_edited(self, one: IdentitySetting) -> None:
        if self._draft is None:
            return
        self._draft = self._draft.with_identity(one)
        self._paint()
        self.drafted.emit(self._draft)

    def _add(self, kind: str) -> None:
        if self._draft is None:
            return
        color = free(one.color for one in self._draft.identities)
        session = "25m" if kind == "brand" else ""
        one = IdentitySetting(self._draft.new_id(), "", kind, color, [], [], [], session)
        self._draft = self._draft.with_identity(one)
        self._fill()
        self._choose(one.id)
        self.form.name.setFocus()
        self.drafted.emit(self._draft)

    def _on_remove(self) -> None:
        if self._draft is None or not self._chosen:
            return
        row = self.list.currentRow()
        self._draft = self._draft.without_identity(self._chosen)
        self._fill()
        left = self._draft.identities
        self._choose(left[min(row, len(left) - 1)].id if left else "")
        self.drafted.emit(self._draft)

    def _owner(self, account: str) -> str:
        return self._draft.owner(account, but=self._chosen) if self._draft else ""

    def _fill(self) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in self._draft.identities if self._draft else ():
                item = QListWidgetItem()
                item.setData(Qt.ItemDataRole.UserRole, one.id)
                self.list.addItem(item)
        self._paint()

    def _paint(self) -> None:
        """The marks and names, as they are now."""
        ground = look.look_of(self.list).surface
        for row in range(self.list.count()):
            item = self.list.item(row)
            one = self._draft.identity(item.data(Qt.ItemDataRole.UserRole)) if self._draft else None
            if one is not None:
                badge = badge_of(one, self._letters)
                item.setIcon(icon(badge, ground, _SIDE, self.devicePixelRatioF()))
                item.setText(legible(one.name) or self.tr("(no name yet)"))
                item.setToolTip(item.text())

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(look.GAP)
        left.addWidget(self.list, 1)
        for button in (self.add_brand, self.add_person, self.remove):
            left.addWidget(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(scrolling(self.form))
        row = QHBoxLayout()
        row.setSpacing(look.EDGE)
        row.addLayout(left)
        row.addWidget(self._stack, 1)
        self.body.addLayout(row, 1)

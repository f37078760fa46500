"""The content checks, one below the other, and what each may do here."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from guard.protocol.replies import CheckSetting
from ui import look
from ui.legible import legible
from ui.look import Size
from ui.windows.forms.said import Said, Tone

_HEIGHT = 264
_ABOUT, _DOES = range(2)


class ChecksField(QWidget):
    """A table of checks; below it the three things that the chosen one may do."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._checks: tuple[CheckSetting, ...] = ()
        self.table = QTableWidget(0, 2)
        self._chosen = Said(bold=True)
        self._because = Said(tone=Tone.QUIET, size=Size.SMALL)
        self._words = {"note": self.tr("Note"), "hold": self.tr("Hold"), "off": self.tr("Off")}
        self.choices = {does: QRadioButton(word) for does, word in self._words.items()}
        self._group = QButtonGroup(self)
        for does, button in self.choices.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, wanted=does: self._decide(wanted))
        self._lay_out()

    @property
    def checks(self) -> tuple[CheckSetting, ...]:
        """What each may do now."""
        return self._checks

    def put(self, checks: Sequence[CheckSetting]) -> None:
        """Shows these; the chosen one stays chosen."""
        if tuple(checks) == self._checks:
            return
        row = max(0, self.table.currentRow())
        self._checks = tuple(checks)
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(self._checks))
            for number, one in enumerate(self._checks):
                about = QTableWidgetItem(legible(one.about))
                about.setToolTip(one.id)
                self.table.setItem(number, _ABOUT, about)
                self.table.setItem(number, _DOES, self._state(one))
            self.table.setCurrentCell(min(row, len(self._checks) - 1), _ABOUT)
        self._explain()

    def _state(self, one: CheckSetting) -> QTableWidgetItem:
        some = one.holds and one.does == "note"
        item = QTableWidgetItem(self.tr("Note, hold if grave") if some else self._words[one.does])
        item.setFont(look.font(bold=one.does != "note"))
        return item

    @property
    def _current(self) -> CheckSetting | None:
        row = self.table.currentRow()
        return self._checks[row] if 0 <= row < len(self._checks) else None

    def _explain(self, *_: object) -> None:
        one = self._current
        for button in self.choices.values():
            button.setEnabled(one is not None and not one.locked)
        if one is None:
            return
        self.choices[one.does].setChecked(True)
        self._chosen.say(one.about if one.known else one.id)
        self._because.say(self._why(one))

    def _why(self, one: CheckSetting) -> str:
        if one.locked:
            return self.tr("Your organisation has decided this.")
        if not one.known:
            return self.tr("Your file names this check, and there is none of this name. “Note” takes it out.")
        if one.does == "off":
            return self.tr("This is not looked at.")
        if one.does == "hold":
            return self.tr("A post with this is held, and you are asked.")
        if one.holds:
            return self.tr("This is told; where it is grave, it holds the post by itself.")
        return self.tr("This is told, and holds no post by itself.")

    def _decide(self, does: str) -> None:
        one = self._current
        if one is None or one.locked or one.does == does:
            return
        row = self.table.currentRow()
        changed = replace(one, does=does)
        self._checks = (*self._checks[:row], changed, *self._checks[row + 1 :])
        self.table.setItem(row, _DOES, self._state(changed))
        self._explain()
        self.edited.emit()

    def _lay_out(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Content checks"))
        table.setHorizontalHeaderLabels([self.tr("What is noticed"), self.tr("Here")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setObjectName("rows")
        table.verticalHeader().hide()
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setSectionResizeMode(_ABOUT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_DOES, QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setFixedHeight(_HEIGHT)
        table.currentItemChanged.connect(self._explain)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * look.GAP)
        for button in self.choices.values():
            buttons.addWidget(button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(table)
        whole.addSpacing(look.GAP)
        whole.addWidget(self._chosen)
        whole.addLayout(buttons)
        whole.addWidget(self._because)

"""The page of the rules: what happens when one hat is worn and another's account is reached."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QRadioButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from guard.model.decision import Verdict
from guard.protocol.desk import Desk
from guard.protocol.replies import IdentitySetting
from ui import look
from ui.legible import legible
from ui.look import Size
from ui.windows.forms.said import Said, Tone
from ui.windows.forms.sheet import scrolling
from ui.windows.settings.cells import CELL, CellPainter
from ui.windows.settings.draft import Draft
from ui.windows.settings.matrix import KINDS, Cell, Why, between, decided, in_general
from ui.windows.settings.page import Page, badge_of, icon

_SIDE = 24
_COLUMN, _ROW = 190, 260
"""Pixels for a name at most; a longer one is cut short, and told in full under the pointer."""


class RulesPage(Page):
    """Two tables of the same sort: kinds among each other, and every pair of identities."""

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._letters: dict[str, str] = {}
        self._cell: Cell | None = None
        self._words = {
            Verdict.ALLOW: self.tr("Allow"),
            Verdict.HOLD: self.tr("Hold"),
            Verdict.DENY: self.tr("Never"),
        }
        self.general = self._table(self.tr("In general"))
        self.pairs = self._table(self.tr("Pair by pair"))
        self._sentence = Said()
        self._because = Said(tone=Tone.QUIET, size=Size.SMALL)
        self.choices: dict[Verdict | None, QRadioButton] = {
            None: QRadioButton(self.tr("As in general")),
            **{verdict: QRadioButton(word) for verdict, word in self._words.items()},
        }
        self._group = QButtonGroup(self)
        for verdict, button in self.choices.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, chosen=verdict: self._decide(chosen))
        self._few = Said(self.tr("With a second identity, each pair can be decided by itself here."), Tone.QUIET)
        self._lay_out()

    def show_draft(self, draft: Draft) -> None:
        """Shows what counts."""
        self._draft = draft
        self._few.setVisible(len(draft.identities) < 2)
        self.pairs.setVisible(len(draft.identities) > 1)
        self._fill()
        if self._cell is None:
            self.general.setCurrentCell(0, 1)
        self._explain()

    def on_desk(self, desk: Desk) -> None:
        """Takes over the letters by which the desk shows them."""
        letters = {hat.badge.id: hat.badge.letters for hat in desk.hats}
        if letters != self._letters:
            self._letters = letters
            self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follows light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill()

    # --- the tables

    def _fill(self) -> None:
        if self._draft is None:
            return
        policies = self._draft.policies
        kinds = [self.tr("As a person"), self.tr("As a brand")]
        reached = [self.tr("to a person"), self.tr("to a brand")]
        cells = [[in_general(worn, other, policies) for other in KINDS] for worn in KINDS]
        rows, columns = ([QTableWidgetItem(text) for text in texts] for texts in (kinds, reached))
        _put(self.general, cells, rows, columns, self._told)
        who = self._draft.identities
        pairs = [[between(worn, other, policies) for other in who] for worn in who]
        rows, columns = ([self._head(one) for one in who] for _ in range(2))
        _put(self.pairs, pairs, rows, columns, self._told)

    def _head(self, one: IdentitySetting) -> QTableWidgetItem:
        item = QTableWidgetItem(legible(one.name) or self.tr("(no name yet)"))
        ground = look.look_of(self).ground
        item.setIcon(icon(badge_of(one, self._letters), ground, _SIDE, self.devicePixelRatioF()))
        item.setToolTip(item.text())
        return item

    def _table(self, name: str) -> QTableWidget:
        table = QTableWidget()
        table.setAccessibleName(name)
        table.setItemDelegate(CellPainter(self._words, table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setIconSize(QSize(_SIDE, _SIDE))
        table.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        for header in (table.horizontalHeader(), table.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        table.horizontalHeader().setMaximumSectionSize(_COLUMN)
        table.verticalHeader().setMaximumWidth(_ROW)
        table.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.currentItemChanged.connect(self._on_current)
        return table

    def _on_current(self, item: QTableWidgetItem | None) -> None:
        if item is None:
            return
        other = self.pairs if item.tableWidget() is self.general else self.general
        with QSignalBlocker(other):
            other.setCurrentCell(-1, -1)
        self._explain()

    def _current(self) -> Cell | None:
        for table in (self.pairs, self.general):
            if (item := table.currentItem()) is not None:
                cell: Cell = item.data(CELL)
                return cell
        return None

    # --- what the cell means

    def _explain(self) -> None:
        cell = self._cell = self._current()
        for button in self.choices.values():
            button.setEnabled(cell is not None and not cell.locked)
        if cell is None or self._draft is None:
            self._sentence.say(self.tr("Choose a cell to see what it means."))
            self._because.say("")
            return
        wide = cell.source in KINDS
        self.choices[None].setText(self.tr("As built in (Hold)") if wide else self.tr("As in general"))
        self.choices[cell.verdict if cell.why is Why.PAIR or cell.why is Why.OWN else None].setChecked(True)
        self._sentence.say(self._told(cell))
        self._because.say(self._why(cell))

    def _told(self, cell: Cell) -> str:
        worn, reached = self._called(cell.source, worn=True), self._called(cell.destination, worn=False)
        if cell.why is Why.OWN:
            return self.tr("While you are {worn}, a post to one of its own accounts leaves at once.").format(worn=worn)
        match cell.verdict:
            case Verdict.ALLOW:
                text = self.tr("While you are {worn}, a post that reaches {reached} leaves at once.")
            case Verdict.HOLD:
                text = self.tr("While you are {worn}, a post that reaches {reached} is held, and you are asked.")
            case _:
                text = self.tr("While you are {worn}, a post that reaches {reached} is stopped, and you are not asked.")
        return text.format(worn=worn, reached=reached)

    def _called(self, end: str, *, worn: bool) -> str:
        one = self._draft.identity(end) if self._draft and end not in KINDS else None
        if one is not None:
            return legible(one.name)
        if end == "person":
            return self.tr("a person") if worn else self.tr("a person’s account")
        return self.tr("a brand") if worn else self.tr("another brand’s account")

    def _why(self, cell: Cell) -> str:
        if cell.why is Why.OWN:
            return self.tr("This cannot be changed here: nobody slips into their own account.")
        if cell.locked:
            return self.tr("Your organisation has decided this.")
        match cell.why:
            case Why.PAIR:
                return self.tr("You have decided this.")
            case Why.RULE:
                return self.tr("It follows from a wider rule: {source} → {destination}.").format(
                    source=cell.rule[0], destination=cell.rule[1]
                )
            case _:
                return self.tr("Nobody has decided this. What is not known is held.")

    def _decide(self, verdict: Verdict | None) -> None:
        if self._draft is None or self._cell is None:
            return
        policies = decided(self._draft.policies, self._cell.source, self._cell.destination, verdict)
        self._draft = replace(self._draft, policies=policies)
        self._fill()
        self._explain()
        self.drafted.emit(self._draft)

    def _lay_out(self) -> None:
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, look.GAP, 0)
        whole.setSpacing(look.GAP)
        about = self.tr("What happens when a post would reach an account of another identity than the one you are.")
        whole.addWidget(Said(about, Tone.QUIET))
        whole.addSpacing(look.GAP)
        whole.addWidget(Said(self.tr("In general"), bold=True))
        whole.addWidget(self.general)
        whole.addSpacing(look.GAP)
        whole.addWidget(Said(self.tr("Pair by pair"), bold=True))
        whole.addWidget(Said(self.tr("Rows: who you are. Columns: whose account is reached."), Tone.QUIET, Size.SMALL))
        whole.addWidget(self._few)
        whole.addWidget(self.pairs)
        whole.addStretch(1)
        self.body.addWidget(scrolling(inner), 1)
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._because)
        row = QHBoxLayout()
        row.setSpacing(2 * look.GAP)
        for button in self.choices.values():
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        QWidget.setTabOrder(self.general, self.pairs)


def _put(
    table: QTableWidget,
    cells: Sequence[Sequence[Cell]],
    rows: Sequence[QTableWidgetItem],
    columns: Sequence[QTableWidgetItem],
    told: Callable[[Cell], str],
) -> None:
    """Fills the table; the current cell stays where it is."""
    current = (table.currentRow(), table.currentColumn()) if table.currentItem() else None
    with QSignalBlocker(table):
        table.setRowCount(len(rows))
        table.setColumnCount(len(columns))
        for number, item in enumerate(rows):
            table.setVerticalHeaderItem(number, item)
        for number, item in enumerate(columns):
            table.setHorizontalHeaderItem(number, item)
        for row, line in enumerate(cells):
            for column, cell in enumerate(line):
                item = QTableWidgetItem()
                item.setData(CELL, cell)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, told(cell))
                table.setItem(row, column, item)
        if current and current[0] < len(rows) and current[1] < len(columns):
            table.setCurrentCell(*current)

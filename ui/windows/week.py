"""The last seven days in a few sentences; rule by rule for whoever wants to know."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from guard.protocol.replies import HeedRow, HeedRows
from ui import look
from ui.legible import legible
from ui.windows.forms.said import Said, Tone
from ui.windows.more import More

MOST = 12
"""Rules that the table has room for: those that were shown most."""


class Week(QWidget):
    """Nothing at all until there is something to tell."""

    grown = Signal()
    """It needs another height now."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.GAP, 0, 0)
        self._column.setSpacing(look.GAP // 2)
        self.setAccessibleName(self.tr("This week"))
        self._parts: list[QWidget] = []
        self.hide()

    def put(self, heeds: HeedRows) -> None:
        """Tells of these days instead."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        if heeds.summary:
            self._add(Said(self.tr("This week"), size=look.Size.SMALL, bold=True))
        for sentence in heeds.summary:
            self._add(Said(sentence, Tone.QUIET, look.Size.SMALL))
        rows = [row for row in heeds.rows if row.shown][:MOST]
        if rows:
            more = More(self.tr("Rule by rule"), self.tr("Rule by rule"), self)
            table = self._table(rows)
            table.hide()
            more.toggled.connect(table.setVisible)
            more.toggled.connect(lambda _on: self.grown.emit())
            self._add(more)
            self._add(table)
        self.setVisible(bool(self._parts))
        self.grown.emit()

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)
        self._parts.append(part)

    def _table(self, rows: list[HeedRow]) -> QWidget:
        table = QWidget(self)
        grid = QGridLayout(table)
        grid.setContentsMargins(look.GAP, 0, 0, 0)
        grid.setHorizontalSpacing(2 * look.GAP)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        heads = (self.tr("Rule"), self.tr("Shown"), self.tr("Heeded"), self.tr("Overridden"))
        for column, head in enumerate(heads):
            grid.addWidget(_cell(head, number=column > 0, bold=True), 0, column)
        for line, row in enumerate(rows, 1):
            name = _cell(legible(row.rule))
            if row.demoted:
                name.setText(self.tr("{rule} – holds nothing any more").format(rule=legible(row.rule)))
            told = self.tr("{rule}: shown {shown}, heeded {heeded}, overridden {overridden}")
            name.setAccessibleName(
                told.format(rule=name.text(), shown=row.shown, heeded=row.heeded, overridden=row.overridden)
            )
            grid.addWidget(name, line, 0)
            for column, count in enumerate((row.shown, row.heeded, row.overridden), 1):
                grid.addWidget(_cell(str(count), number=True), line, column)
        return table


def _cell(text: str, *, number: bool = False, bold: bool = False) -> QLabel:
    cell = QLabel(text)
    cell.setTextFormat(Qt.TextFormat.PlainText)
    cell.setFont(look.font(look.Size.SMALL, bold=bold))
    cell.setWordWrap(not number)
    cell.setAlignment(
        (Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignTop
    )
    return cell

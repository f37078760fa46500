"""The tables of the audit, findings and links. They carry everything that the picture shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor

from guard.protocol.replies import AuditFinding, AuditReport
from ui.legible import legible
from ui.look import Look
from ui.picture.chosen import Link, State, links_of
from ui.picture.words import Words, short_path

translate = QCoreApplication.translate
SORT = Qt.ItemDataRole.UserRole
"""What a column is sorted by."""
WHAT = Qt.ItemDataRole.UserRole + 1
"""What the row stands for: the finding's number, or the ``Link``."""

SEVERITIES = ("high", "medium", "low", "note")
_SIGNS = {"high": "▲", "medium": "◆", "low": "●", "note": "○"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell."""

    text: str
    sort: Any
    ink: QColor | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    what: Any
    cells: tuple[Cell, ...]
    told: str
    """All of it, for the search and for whoever has it read out."""
    group: str = ""
    """What the filter chooses by."""


class Table(QAbstractTableModel):
    """Rows that are there as a whole; a new report brings new ones."""

    def __init__(self, columns: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: list[Row] = []

    def put(self, rows: list[Row]) -> None:
        """Shows these rows instead."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Row:
        """A row by its place in the model."""
        return self._rows[number]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ANN401, N802
        """The columns' names."""
        named = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._columns[section] if named else None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401
        """A cell's text, colour, and what it is sorted by."""
        row = self._rows[index.row()]
        cell = row.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return row.told
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.told if index.column() == 0 else cell.text
            case Qt.ItemDataRole.ForegroundRole:
                return cell.ink
            case _:
                return {SORT: cell.sort, WHAT: row.what}.get(role)


class Sieve(QSortFilterProxyModel):
    """Sorts a table, and shows of it the rows in which every word of the search stands."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self._words: list[str] = []
        self._group = ""
        self.setSourceModel(table)
        self.setSortRole(SORT)

    def search(self, text: str) -> None:
        """Shows the rows in which all these words stand, whatever their case."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def choose(self, group: str) -> None:
        """Shows only the rows of this group; an empty one means all."""
        self.beginFilterChange()
        self._group = group
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, _parent: QModelIndex | QPersistentModelIndex) -> bool:  # noqa: N802
        """Whether the row is shown."""
        shown = self._table.row(row)
        told = shown.told.casefold()
        return (not self._group or shown.group == self._group) and all(word in told for word in self._words)


def severity_word(severity: str) -> str:
    """A severity for people."""
    return {
        "high": translate("Audit", "high"),
        "medium": translate("Audit", "medium"),
        "low": translate("Audit", "low"),
        "note": translate("Audit", "note"),
    }.get(severity, severity)


def severity_words() -> tuple[str, ...]:
    """All that can stand in the first column of the findings, the column's name too."""
    return *map(severity_word, SEVERITIES), translate("Audit", "accepted"), translate("Audit", "Severity")


def finding_rows(report: AuditReport, colors: Look) -> list[Row]:
    """A row for each finding."""
    return [_finding_row(number, finding, colors) for number, finding in enumerate(report.findings)]


def finding_columns() -> tuple[str, ...]:
    """What the columns of the findings are called."""
    return translate("Audit", "Severity"), translate("Audit", "What was found")


def _finding_row(number: int, finding: AuditFinding, colors: Look) -> Row:
    rank = SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else len(SEVERITIES)
    sign = _SIGNS.get(finding.severity, "○")
    word = severity_word(finding.severity)
    ink = {"high": colors.bad, "medium": colors.warn}.get(finding.severity, colors.quiet)
    text = legible(short_path(finding.text))
    if finding.suppressed:
        sign, ink = "✓", colors.quiet
        word = translate("Audit", "accepted")
        text = f"{text} ({legible(finding.suppressed)})"
    told = "\n".join(
        (f"{word}: {text}", *map(short_path, finding.path), *map(short_path, finding.evidence), finding.fix)
    )
    quiet = colors.quiet if finding.suppressed else None
    cells = (
        Cell(f"{sign} {word}", (bool(finding.suppressed) * len(SEVERITIES) + rank) * 1_000_000 + number, ink),
        Cell(text, text.casefold(), quiet),
    )
    return Row(number, cells, legible_lines(told), finding.severity)


def link_rows(report: AuditReport, words: Words, colors: Look) -> list[Row]:
    """A row for each link, whether or not it is drawn."""
    nodes = {node.id: node for node in report.nodes}
    named: Callable[[int], str] = lambda number: ", ".join(words.of_node(nodes[number]))  # noqa: E731
    rows = []
    for link in links_of(report):
        tools = legible(", ".join(dict.fromkeys(edge.by for edge in link.edges)))
        rank = -list(State).index(link.state)
        ink = {State.FORBIDDEN: colors.bad, State.ACCEPTED: colors.warn}.get(link.state)
        texts = (named(link.source), named(link.target), tools)
        state = Cell(words.of_state(link), rank - link.cut, ink)
        cells = (state, *(Cell(text, text.casefold()) for text in texts))
        rows.append(Row(link, cells, words.of_link(link, nodes), link.state.value))
    return rows


def link_columns() -> tuple[str, ...]:
    """What the columns of the links are called."""
    return (
        translate("Audit", "State"),
        translate("Audit", "From"),
        translate("Audit", "To"),
        translate("Audit", "By"),
    )


def link_of(what: object) -> Link | None:
    """What a row stands for, where it is a link."""
    return what if isinstance(what, Link) else None


def legible_lines(text: str) -> str:
    """Every line legible."""
    return "\n".join(legible(line) for line in text.split("\n"))

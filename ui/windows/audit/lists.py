"""The audit's left part: the two tables with their search and their filter, and the pane that tells all of one row."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from guard.protocol.card import Badge
from guard.protocol.replies import AuditReport
from ui import look
from ui.picture.chosen import Link, State
from ui.picture.words import Words
from ui.windows import table_look
from ui.windows.audit.detail import Detail
from ui.windows.audit.tables import (
    SEVERITIES,
    WHAT,
    Sieve,
    Table,
    finding_columns,
    finding_rows,
    link_columns,
    link_of,
    link_rows,
    severity_word,
    severity_words,
)
from ui.windows.forms.choice import Choice


class Lists(QSplitter):
    """What was found, row by row."""

    finding_chosen = Signal(int)
    """The number of a finding in the report."""
    link_chosen = Signal(object)
    """A ``Link``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._report: AuditReport | None = None
        self._words = Words({})
        self._table = Table(finding_columns(), self)
        self._link_table = Table(link_columns(), self)
        self.findings, self.finding_rows = self._view(self._table, self.tr("What was found"), 3)
        self.links, self.link_rows = self._view(self._link_table, self.tr("Links between accounts"), 2)
        self._shape()
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search: account, tool, file"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.severity = Choice()
        self.severity.setAccessibleName(self.tr("Severity"))
        self.severity.addItem(self.tr("Every severity"), "")
        for severity in SEVERITIES:
            self.severity.addItem(severity_word(severity), severity)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.findings, "")
        self.tabs.addTab(self.links, "")
        self.detail = Detail(self)
        self._arrange()
        self._connect()
        self.show_report(None, {})

    def show_report(self, report: AuditReport | None, hats: Mapping[str, Badge]) -> None:
        """Shows another report; nothing is chosen then."""
        self.dress()
        colors = look.look_of(self)
        self._report, self._words = report, Words(hats)
        self._table.put(finding_rows(report, colors) if report else [])
        self._link_table.put(link_rows(report, self._words, colors) if report else [])
        self.detail.show_overview(report)
        self._count()

    def dress(self) -> None:
        """Takes the colours of the ground it stands on."""
        self.setStyleSheet(table_look.sheet(look.look_of(self)))

    def show_link(self, link: Link) -> None:
        """Tells all of a link; no row is chosen then."""
        self.findings.clearSelection()
        self.links.clearSelection()
        if self._report:
            self.detail.show_link(link, self._report, self._words)

    def show_nothing(self) -> None:
        """Chooses nothing."""
        self.findings.clearSelection()
        self.links.clearSelection()
        self.detail.show_overview(self._report)

    def _view(self, table: Table, name: str, lines: int) -> tuple[QTableView, Sieve]:
        sieve = Sieve(table)
        view = QTableView(self)
        view.setModel(sieve)
        table_look.shape(view, name, lines)
        view.setSortingEnabled(True)
        view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        return view, sieve

    def _shape(self) -> None:
        wide = self.findings.fontMetrics().horizontalAdvance
        self.findings.setColumnWidth(0, max(wide(f"▲ {word}") for word in severity_words()) + 34)
        states = max(wide(self._words.state(state)) for state in State)
        for column, width in enumerate((states + 34, 190, 190)):
            self.links.setColumnWidth(column, width)

    def _arrange(self) -> None:
        top = QWidget(self)
        row = QHBoxLayout()
        row.setSpacing(look.GAP)
        row.addWidget(self.search, 1)
        row.addWidget(self.severity)
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        column.addLayout(row)
        column.addWidget(self.tabs, 1)
        self.addWidget(top)
        self.addWidget(self.detail)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setChildrenCollapsible(False)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.severity.currentIndexChanged.connect(self._on_severity)
        self.findings.selectionModel().currentRowChanged.connect(self._on_finding)
        self.links.selectionModel().currentRowChanged.connect(self._on_link)
        self.findings.clicked.connect(self._on_finding)
        self.links.clicked.connect(self._on_link)

    def _on_search(self, text: str) -> None:
        self.finding_rows.search(text)
        self.link_rows.search(text)
        self._count()

    def _on_severity(self, _number: int) -> None:
        self.finding_rows.choose(str(self.severity.currentData()))
        self._count()

    def _on_finding(self, index: QModelIndex) -> None:
        number = index.data(WHAT)
        if self._report and isinstance(number, int):
            self.detail.show_finding(self._report.findings[number])
            self.finding_chosen.emit(number)

    def _on_link(self, index: QModelIndex) -> None:
        link = link_of(index.data(WHAT))
        if self._report and link:
            self.detail.show_link(link, self._report, self._words)
            self.link_chosen.emit(link)

    def _count(self) -> None:
        self.tabs.setTabText(0, self.tr("Findings ({count})").format(count=self.finding_rows.rowCount()))
        self.tabs.setTabText(1, self.tr("Links ({count})").format(count=self.link_rows.rowCount()))
        self.severity.setEnabled(self._report is not None)

"""The journal's window: what was decided, newest first, with search and filter; older rows come as one scrolls."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import Shiboken

from guard.protocol import Problem
from guard.protocol.incidents import IncidentReply, OpenIncident
from guard.protocol.replies import Done, JournalRows
from guard.protocol.requests import Cancel, Rows
from ui import look
from ui.legible import legible
from ui.link import Asker
from ui.windows import table_look
from ui.windows.forms.choice import Choice
from ui.windows.forms.sheet import controls
from ui.windows.journal.saving import as_csv, as_json
from ui.windows.journal.table import JournalTable, detail_html, row_of, what_words

PAGE = 200
_PAUSE = 250
"""Milliseconds after the last key until a search begins."""
_DAYS = (0, 1, 7, 31, 366)
KINDS = (
    "",
    "decision",
    "answer",
    "undelivered",
    "hat",
    "freeze",
    "unfreeze",
    "pause",
    "resume",
    "route",
    "engine",
    "seal",
)


POSTS = frozenset({"decision", "answer", "undelivered"})
"""Kinds of rows that tell of a post, from which an incident can be opened."""


class JournalWindow(QWidget):
    """The journal, a page at a time. It reads when it is shown."""

    wanted = Signal(str)
    """An incident is to be shown."""

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._asker = asker
        self._running: int | None = None
        self._more = False
        self._dressed: look.Look | None = None
        self.setWindowTitle(self.tr("Journal – Hatcheck"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search: account, program, rule, what was decided"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.kind = self._choice(self.tr("What happened"), [(self._kind_word(kind), kind) for kind in KINDS])
        self.since = self._choice(self.tr("Since when"), [(self._since_word(days), days) for days in _DAYS])
        self.again = QPushButton(self.tr("Refresh"), self)
        self.export = QPushButton(self.tr("Export"), self)
        self.incident = QPushButton(self.tr("Open an incident from this entry"), self)
        self.incident.setEnabled(False)
        self.table = JournalTable(self)
        self.view = QTableView(self)
        self.detail = QTextBrowser(self)
        self.said = QLabel(self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._shape()
        self._arrange()
        self._connect()

    def refresh(self) -> None:
        """Shows the newest rows that are asked for; what was under way is stopped."""
        self._stop()
        self._ask(None)

    def load_more(self) -> None:
        """Adds the next older rows, where there are any and none are on their way."""
        if self._more and self._running is None and self.table.rows:
            self._ask(self.table.rows[-1].seq)

    def save(self, path: Path, form: str) -> None:
        """Writes the rows that are shown, as ``csv`` or ``json``; says so, or why not."""
        text = as_csv(self.table.rows) if form == "csv" else as_json(self.table.rows)
        try:
            path.write_text(text, encoding="utf-8", errors="replace", newline="")
        except OSError as error:
            text = self.tr("{path} cannot be written: {reason}. Choose another place.")
            self.said.setText(text.format(path=path, reason=error.strerror or type(error).__name__))
            return
        text = self.tr("Saved what is shown (rows: {count}): {path}")
        self.said.setText(text.format(count=len(self.table.rows), path=path))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Reads when it is shown."""
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Searches no longer for nobody."""
        self._stop()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Takes the colours of another ground."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    # --- asking

    def _stop(self) -> None:
        self._wait.stop()
        if self._running is not None:
            self._asker.ask(Cancel, _nothing, _nothing, of=self._running)
            self._running = None

    def _ask(self, before: int | None) -> None:
        self.said.setText(self.tr("Reading…"))
        number = 0

        def then(page: JournalRows) -> None:
            if Shiboken.isValid(self) and number == self._running:
                self._on_page(page, fresh=before is None)

        def refused(problem: Problem) -> None:
            if Shiboken.isValid(self) and number == self._running:
                self._running = None
                self.said.setText(legible(problem.text))

        number = self._running = self._asker.ask(
            Rows,
            then,
            refused,
            kind=self.kind.currentData() or None,
            since=self._since(),
            before=before,
            search=self.search.text(),
            limit=PAGE,
        )

    def _since(self) -> str | None:
        days = self.since.currentData()
        if not days:
            return None
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight - timedelta(days=days - 1)).isoformat()

    def _on_page(self, page: JournalRows, *, fresh: bool) -> None:
        self._running, self._more = None, page.more
        if fresh:
            self.table.put(page.rows)
            self.view.scrollToTop()
            self.detail.setHtml("")
            self.incident.setEnabled(False)
        else:
            self.table.add(page.rows)
        self.export.setEnabled(bool(self.table.rows))
        self.said.setText(self._count())
        QTimer.singleShot(0, self, self._fill)

    def _fill(self) -> None:
        """A window higher than its rows has no bar to scroll by."""
        if self.view.verticalScrollBar().maximum() == 0:
            self.load_more()

    def _count(self) -> str:
        shown = len(self.table.rows)
        if not shown:
            asked = self.search.text() or self.kind.currentData() or self.since.currentData()
            return self.tr("No row fits.") if asked else self.tr("The journal has no rows yet.")
        text = self.tr("Rows: {count}; older ones come as you scroll.") if self._more else self.tr("Rows: {count}.")
        return text.format(count=shown)

    # --- showing

    def _on_row(self, index: QModelIndex) -> None:
        row = row_of(index)
        self.detail.setHtml(detail_html(row, look.look_of(self)) if row else "")
        self.incident.setEnabled(row is not None and row.kind in POSTS)

    def _on_incident(self) -> None:
        """A slip is told from the row that has it: which post, which gate, what was answered."""
        if (row := row_of(self.view.currentIndex())) is None:
            return

        def then(reply: IncidentReply) -> None:
            if Shiboken.isValid(self):
                self.said.setText("")
                self.wanted.emit(reply.view.incident)

        def refused(problem: Problem) -> None:
            if Shiboken.isValid(self):
                self.said.setText(legible(problem.text))

        self._asker.ask(OpenIncident, then, refused, None, row=row.seq)

    def _on_scrolled(self, value: int) -> None:
        bar = self.view.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self.load_more()

    def _on_save(self, form: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), str(Path.home() / f"hatcheck-journal.{form}"))
        if chosen:
            self.save(Path(chosen), form)

    # --- putting together

    def _kind_word(self, kind: str) -> str:
        return {
            "": self.tr("Everything"),
            "decision": self.tr("Decisions"),
            "answer": self.tr("Answers"),
            "undelivered": self.tr("Released too late"),
            "hat": self.tr("Hats put on and off"),
            "freeze": self.tr("Frozen"),
            "unfreeze": self.tr("No longer frozen"),
            "pause": self.tr("Pauses"),
            "resume": self.tr("Ends of pauses"),
            "route": self.tr("Crossing routes"),
            "engine": self.tr("Starts of the guard"),
            "seal": self.tr("Seals"),
        }[kind]

    def _since_word(self, days: int) -> str:
        return {
            0: self.tr("At any time"),
            1: self.tr("Today"),
            7: self.tr("In 7 days"),
            31: self.tr("In 31 days"),
            366: self.tr("In a year"),
        }[days]

    def _choice(self, name: str, entries: Sequence[tuple[str, object]]) -> Choice:
        box = Choice()
        box.setAccessibleName(name)
        for text, value in entries:
            box.addItem(text, value)
        return box

    def _shape(self) -> None:
        self.view.setModel(self.table)
        table_look.shape(self.view, self.tr("Rows of the journal"), 1)
        wide = self.view.fontMetrics().horizontalAdvance
        for column, text in enumerate(("0000000", "0000-00-00 00:00:00", max(what_words().values(), key=wide))):
            self.view.setColumnWidth(column, wide(text) + 30)
        self.detail.setFont(look.font(look.Size.SMALL))
        self.detail.setOpenLinks(False)
        self.detail.setAccessibleName(self.tr("All of the chosen row"))
        self.detail.document().setDocumentMargin(look.GAP * 1.5)
        self.said.setFont(look.font(look.Size.SMALL))
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self._dress()
        self.export.setEnabled(False)

    def _dress(self) -> None:
        colors = look.look_of(self)
        self.table.set_look(colors)
        if colors is not self._dressed:
            self._dressed = colors
            self.setStyleSheet(f"{controls(colors)}\n{table_look.sheet(colors)}")

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(look.GAP)
        top.addWidget(self.search, 1)
        for widget in (self.kind, self.since, self.again, self.export):
            top.addWidget(widget)
        below = QHBoxLayout()
        below.setSpacing(look.GAP * 2)
        below.addWidget(self.said, 1)
        below.addWidget(self.incident)
        sides = QSplitter(Qt.Orientation.Horizontal, self)
        sides.addWidget(self.view)
        sides.addWidget(self.detail)
        sides.setSizes([880, 320])
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(look.GAP * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.EDGE, look.GAP * 2, look.EDGE, look.GAP * 2)
        column.setSpacing(look.GAP * 2)
        column.addLayout(top)
        column.addWidget(sides, 1)
        column.addLayout(below)
        self.resize(1260, 740)

    def _connect(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Rows as CSV…"), lambda: self._on_save("csv"))
        menu.addAction(self.tr("Rows as JSON…"), lambda: self._on_save("json"))
        self.export.setMenu(menu)
        self.again.clicked.connect(self.refresh)
        self.incident.clicked.connect(self._on_incident)
        self._wait.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._wait.start)
        self.search.returnPressed.connect(self.refresh)
        self.kind.currentIndexChanged.connect(self.refresh)
        self.since.currentIndexChanged.connect(self.refresh)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self.view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        for key, slot in (
            (QKeySequence.StandardKey.Refresh, self.refresh),
            (QKeySequence.StandardKey.Find, self.search.setFocus),
            (QKeySequence.StandardKey.Close, self.close),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)


def _nothing(_reply: Done | Problem) -> None:
    """What becomes of a wish to stop shows in the request that it is about."""

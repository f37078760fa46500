"""Today's holds: what waits, and how the others ended."""

from datetime import datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from guard.protocol import Problem
from guard.protocol.desk import Desk
from guard.protocol.replies import JournalRows
from guard.protocol.requests import Rows
from ui import look
from ui.link import Asker

_MOST = 200


class HoldsWindow(QWidget):
    """A plain list, newest first."""

    wanted = Signal()
    """The pop-up of what waits is to come to the front."""

    def __init__(self, asker: Asker) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Today’s holds"))
        self.resize(680, 420)
        self._asker = asker
        self._waiting = QPushButton()
        self._waiting.setFont(look.font())
        self._waiting.clicked.connect(self.wanted)
        self._list = QListWidget()
        self._list.setAlternatingRowColors(True)
        self._list.setWordWrap(True)
        self._list.setFont(look.font())
        self._list.setSpacing(look.GAP // 4)
        self._list.setAccessibleName(self.windowTitle())
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._said.setFont(look.font())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        whole.setSpacing(2 * look.GAP)
        for widget in (self._said, self._waiting, self._list):
            whole.addWidget(widget)
        self._held = -1

    def on_desk(self, desk: Desk) -> None:
        """Shows what waits, and reads the list again where a hold has come or ended."""
        today = desk.today
        text = self.tr("Held: {held}. Released: {released}. Stopped: {stopped}.")
        self._said.setText(text.format(held=today.held, released=today.released, stopped=today.stopped))
        self._waiting.setText(self.tr("Waiting for your answer: {count}").format(count=desk.waiting))
        self._waiting.setVisible(desk.waiting > 0)
        settled = today.released + today.stopped
        if settled != self._held:
            self._held = settled
            self._read()

    def lines(self) -> list[str]:
        """What stands in the list."""
        return [self._list.item(number).text() for number in range(self._list.count())]

    def _read(self) -> None:
        midnight = datetime.combine(datetime.now().astimezone().date(), time()).astimezone()
        self._asker.ask(Rows, self._on_rows, self._on_refused, kind="answer", since=midnight.isoformat(), limit=_MOST)

    def _on_rows(self, rows: JournalRows) -> None:
        self._list.clear()
        for row in rows.rows:
            when = datetime.fromisoformat(row.at).astimezone().strftime("%H:%M")
            self._list.addItem(QListWidgetItem(f"{when}  {row.line}"))
        if not rows.rows:
            self._list.addItem(self.tr("Nothing was answered today."))

    def _on_refused(self, problem: Problem) -> None:
        self._list.clear()
        self._list.addItem(problem.text)

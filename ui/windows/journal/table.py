"""The rows of the journal as a table, and one of them in full."""

from datetime import datetime
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from guard.protocol.replies import JournalRow
from ui import look
from ui.legible import legible

translate = QCoreApplication.translate
_ROW = Qt.ItemDataRole.UserRole


class JournalTable(QAbstractTableModel):
    """Rows, newest first; older ones are added at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[JournalRow] = []
        self._look = look.LIGHT

    def put(self, rows: list[JournalRow]) -> None:
        """Shows these rows instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def add(self, rows: list[JournalRow]) -> None:
        """Shows these rows as well."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def set_look(self, colors: look.Look) -> None:
        """Takes the colours of another ground."""
        self._look = colors
        self.layoutChanged.emit()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many columns there are."""
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ANN401, N802
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("Journal", "Row"),
            translate("Journal", "When"),
            translate("Journal", "What"),
            translate("Journal", "In words"),
        )[section]

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401
        """A cell's text and colour, and the row itself."""
        row = self.rows[index.row()]
        texts = str(row.seq), moment(row.at), _what(row), legible(row.line)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return texts[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(texts) if index.column() == 0 else texts[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return texts[3]
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(row, index.column())
            case _:
                return row if role == _ROW else None

    def _ink(self, row: JournalRow, column: int) -> QColor | None:
        if column != 2:
            return self._look.quiet if column < 2 else None
        inks = {"allow": self._look.good, "hold": self._look.warn, "deny": self._look.bad}
        return inks.get(str(row.detail.get("verdict")))


def row_of(index: QModelIndex) -> JournalRow | None:
    """The row at an index, where there is one."""
    row = index.data(_ROW)
    return row if isinstance(row, JournalRow) else None


def moment(text: str) -> str:
    """A time by this machine's clock, to the second: ``2026-11-22 18:02:11``."""
    try:
        return datetime.fromisoformat(text).astimezone().strftime(translate("Journal", "%Y-%m-%d %H:%M:%S"))
    except ValueError:
        return legible(text)


def detail_html(row: JournalRow, colors: look.Look) -> str:
    """All of a row: its line, and every fact that is kept of it."""
    style = f"color:{colors.quiet.name()}; padding-right:12px"
    lines = (f"<td style='{style}'>{_shown(key)}</td><td>{_value(value)}</td>" for key, value in row.detail.items())
    facts = "".join(f"<tr>{line}</tr>" for line in lines)
    place = translate("Journal", "Row {number}, {at}").format(number=row.seq, at=moment(row.at))
    return (
        f"<p style='font-weight:600'>{_shown(row.line)}</p>"
        f"<p style='color:{colors.quiet.name()}'>{_shown(place)}</p><table cellspacing='3'>{facts}</table>"
    )


def what_words() -> dict[str, str]:
    """A word or two for each verdict and for each other kind of row."""
    return {
        "allow": "✓ " + translate("Journal", "allowed"),
        "hold": "◆ " + translate("Journal", "held"),
        "deny": "✕ " + translate("Journal", "refused"),
        "answer": translate("Journal", "answer"),
        "undelivered": translate("Journal", "not delivered"),
        "hat": translate("Journal", "hat"),
        "freeze": translate("Journal", "frozen"),
        "unfreeze": translate("Journal", "not frozen now"),
        "pause": translate("Journal", "pause"),
        "resume": translate("Journal", "end of pause"),
        "route": translate("Journal", "crossing route"),
        "engine": translate("Journal", "start"),
        "seal": translate("Journal", "seal"),
    }


def _what(row: JournalRow) -> str:
    words = what_words()
    return words.get(str(row.detail.get("verdict"))) or words.get(row.kind) or legible(row.kind)


def _value(value: object) -> str:
    if isinstance(value, list):
        return "<br>".join(_shown(item) for item in value) or "–"
    return "–" if value is None else _shown(value)


def _shown(text: object) -> str:
    return escape(legible(str(text)))

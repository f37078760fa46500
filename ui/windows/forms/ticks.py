"""Things to tick: a few as boxes in columns, many as a list that scrolls."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui import look
from ui.legible import legible
from ui.windows.forms.order import chain

Choices = Sequence[tuple[str, str]]
"""What each is called in the workspace, and in words."""
_LIST_HEIGHT = 232


class Boxes(QWidget):
    """A box for each thing."""

    edited = Signal()

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self._boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * look.GAP)
        self._grid.setVerticalSpacing(0)

    @property
    def ticked(self) -> list[str]:
        """Those that are ticked, in their order."""
        return [name for name, box in self._boxes.items() if box.isChecked()]

    def offer(self, choices: Choices) -> None:
        """Has a box for each of these; nothing happens where it has."""
        if list(self._boxes) == [name for name, _ in choices]:
            return
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {name: QCheckBox(legible(text).replace("&", "&&")) for name, text in choices}
        for number, box in enumerate(self._boxes.values()):
            box.clicked.connect(self.edited)
            self._grid.addWidget(box, number // self._columns, number % self._columns)
        chain(*self._boxes.values())

    def put(self, ticked: Iterable[str]) -> None:
        """Ticks these, and no other."""
        wanted = set(ticked)
        for name, box in self._boxes.items():
            box.setChecked(name in wanted)

    def box(self, name: str) -> QCheckBox:
        """The box of this thing."""
        return self._boxes[name]


class TickList(QWidget):
    """A list of many: arrows walk in it, Space ticks, letters find."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._choices: Choices = ()
        self.list = QListWidget()
        self.list.setObjectName("ticks")
        self.list.setAccessibleName(name)
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(lambda _item: self.edited.emit())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.list)

    @property
    def ticked(self) -> list[str]:
        """Those that are ticked, in their order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]

    def put(self, choices: Choices, ticked: Iterable[str]) -> None:
        """Offers these and ticks those; a ticked one that is not offered is offered by its bare name."""
        wanted = dict.fromkeys(ticked)
        known = {name for name, _ in choices}
        choices = [*choices, *((name, name) for name in wanted if name not in known)]
        with QSignalBlocker(self.list):
            if choices != self._choices:
                self._choices = choices
                self.list.clear()
                for name, text in choices:
                    item = QListWidgetItem(legible(text))
                    item.setData(Qt.ItemDataRole.UserRole, name)
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setToolTip(name if name.isascii() and len(name) > 1 else item.text())
                    self.list.addItem(item)
                self.list.setCurrentRow(0)
            for row in range(self.list.count()):
                item = self.list.item(row)
                ticks = item.data(Qt.ItemDataRole.UserRole) in wanted
                item.setCheckState(Qt.CheckState.Checked if ticks else Qt.CheckState.Unchecked)

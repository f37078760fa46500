"""Draws the menu that ``actions`` describes, and keeps it up to date while somebody may be looking at it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.actions import Entry, Section
from ui.icon import mark_icon


class LiveMenu(QObject):
    """One menu for the tray and for the status window."""

    chosen = Signal(object)
    """An ``actions.Action``."""
    opening = Signal()
    """Somebody is about to look at it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.widget = QMenu()
        self.widget.triggered.connect(self._on_triggered)
        self.widget.aboutToShow.connect(self.opening)
        self.widget.aboutToHide.connect(self._on_hidden)
        self._sections: tuple[Section, ...] = ()
        self._late: tuple[Section, ...] | None = None

    def show(self, sections: tuple[Section, ...]) -> None:
        """Shows these entries. A menu that is open is rebuilt only after it has closed; its words change at once."""
        self._late = None
        if sections == self._sections:
            return
        if _outline(sections) == _outline(self._sections):
            self._relabel(sections)
        elif self.widget.isVisible():
            self._late = sections
        else:
            self._rebuild(sections)

    def _relabel(self, sections: tuple[Section, ...]) -> None:
        self._sections = sections
        drawn = [action for action in self.widget.actions() if not action.isSeparator()]
        _relabel(drawn, [entry for section in sections for entry in section.entries])

    def _rebuild(self, sections: tuple[Section, ...]) -> None:
        self._sections = sections
        _empty(self.widget)
        for number, section in enumerate(sections):
            if number:
                self.widget.addSeparator()
            fill(self.widget, section.entries)

    def _on_hidden(self) -> None:
        if self._late is not None:
            late, self._late = self._late, None
            self._rebuild(late)

    def _on_triggered(self, action: QAction) -> None:
        # Qt has toggled the tick by itself; what is ticked is the engine's to say.
        self._relabel(self._sections)
        if (meant := action.data()) is not None:
            self.chosen.emit(meant)


def _outline(sections: tuple[Section, ...]) -> object:
    return [[_shape(entry) for entry in section.entries] for section in sections]


def _shape(entry: Entry) -> object:
    return [_shape(child) for child in entry.children] or (entry.action is not None)


def _empty(menu: QMenu) -> None:
    for action in menu.actions():
        below = action.menu()
        menu.removeAction(action)
        if isinstance(below, QMenu):
            _empty(below)
            below.deleteLater()
        else:
            action.deleteLater()


def fill(menu: QMenu, entries: tuple[Entry, ...]) -> None:
    """Adds the entries; what they mean is their ``data``."""
    for entry in entries:
        if entry.children:
            below = menu.addMenu("")
            fill(below, entry.children)
            _dress(below.menuAction(), entry)
        else:
            _dress(menu.addAction(""), entry)


def _relabel(actions: list[QAction], entries: list[Entry]) -> None:
    for action, entry in zip(actions, entries, strict=True):
        _dress(action, entry)
        below = action.menu()
        if isinstance(below, QMenu):
            _relabel(below.actions(), list(entry.children))


def _dress(action: QAction, entry: Entry) -> None:
    """Only what differs is set: every change goes over the bus to the panel."""
    label = entry.label.replace("&", "&&")
    if action.text() != label:
        action.setText(label)
    if action.property("mark") != entry.mark:
        action.setProperty("mark", entry.mark)
        if entry.mark is not None:
            action.setIcon(mark_icon(entry.mark))
    action.setEnabled(entry.action is not None or bool(entry.children))
    action.setData(entry.action)
    if action.isCheckable() != entry.checked:
        action.setCheckable(entry.checked)
    action.setChecked(entry.checked)

"""Opens the windows that are not always there. Each is imported only then: a tray that only waits stays small."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken

from ui.actions import Window
from ui.link import Asker

_WHERE = {
    Window.HOLDS: ("ui.windows.holds", "HoldsWindow"),
    Window.AUDIT: ("ui.windows.audit", "AuditWindow"),
    Window.JOURNAL: ("ui.windows.journal", "JournalWindow"),
    Window.SETTINGS: ("ui.windows.settings", "SettingsWindow"),
    Window.FIRST_RUN: ("ui.windows.first_run", "FirstRun"),
    Window.INCIDENTS: ("ui.windows.incidents", "IncidentsWindow"),
    Window.INCIDENT: ("ui.windows.incident", "IncidentWindow"),
}
_FRAME = QSize(16, 48)
"""What a window's title and borders may need of the screen."""
_KEPT = frozenset({Window.INCIDENT})
"""Windows that are only hidden when they are closed: what was typed there is there again."""


class Windows(QObject):
    """At most one window of each kind, or of each thing it is about; opening it again raises it."""

    def __init__(self, asker: Asker, opened: Callable[[Window, Any], None], parent: QObject | None = None) -> None:
        """``opened`` is told of every new window, before it is shown."""
        super().__init__(parent)
        self._asker, self._opened = asker, opened
        self._open: dict[tuple[Window, str], QWidget] = {}

    def show(self, kind: Window, about: str = "") -> QWidget:
        """Opens or raises the window; ``about`` is what it shows, where there may be several of a kind."""
        window = self.get(kind, about)
        if window is None:
            module, name = _WHERE[kind]
            window = getattr(import_module(module), name)(self._asker, *([about] if about else []))
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, kind not in _KEPT)
            window.resize(window.size().boundedTo(window.screen().availableSize() - _FRAME))
            self._open[kind, about] = window
            self._opened(kind, window)
        bring_to_front(window)
        return window

    def all(self, *kinds: Window) -> list[QWidget]:
        """All windows of these kinds that are there."""
        return [one for (kind, _), one in self._open.items() if kind in kinds and Shiboken.isValid(one)]

    def get(self, kind: Window, about: str = "") -> QWidget | None:
        """The window, if it is open."""
        window = self._open.get((kind, about))
        return window if window is not None and Shiboken.isValid(window) else None


def bring_to_front(window: QWidget) -> None:
    """Shows it before the others. Wayland raises no window that is open, but shows a new one in front."""
    if window.isVisible() and not window.isActiveWindow():
        window.hide()
    if window.isMinimized():
        window.showNormal()
    else:
        window.show()
    window.raise_()
    window.activateWindow()

"""The tray icon, on whichever panel there is, and whenever that comes."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from ui.icon import tray_icon
from ui.menu import LiveMenu
from ui.state import Face

LOOK_AGAIN = 2_000
"""Milliseconds between two looks for a panel. Qt tells nobody when one comes."""
PATIENCE = 10_000
"""Milliseconds after which a desktop without a panel gets a window instead."""


class Tray(QObject):
    """Shows a face on the panel. Before there is a panel it waits for one; with one it does nothing by itself."""

    wanted = Signal()
    """The icon was clicked where the menu cannot be opened by us: the window is to be shown."""
    missing = Signal()
    """No panel has come in time."""
    appeared = Signal()
    """The icon is on a panel now."""
    clicked = Signal(str)
    """Somebody clicked on the balloon about this."""

    def __init__(self, menu: LiveMenu, parent: QObject | None = None, patience: int = PATIENCE) -> None:
        super().__init__(parent)
        self._menu = menu
        self._icon: QSystemTrayIcon | None = None
        self._face, self._tooltip = Face(), ""
        self._about = ""
        self._look = QTimer(self)
        self._look.setTimerType(Qt.TimerType.CoarseTimer)
        self._look.timeout.connect(self._find_panel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience)
        self._patience.timeout.connect(self.missing)

    @property
    def is_there(self) -> bool:
        """Whether the icon is on a panel. Qt's ``isVisible`` says yes without one."""
        return self._icon is not None

    def start(self) -> None:
        """Shows the icon now, or as soon as there is a panel."""
        if not self._find_panel():
            self._look.start(LOOK_AGAIN)
            self._patience.start()

    def stop(self) -> None:
        """Takes the icon away."""
        self._look.stop()
        self._patience.stop()
        if self._icon is not None:
            self._icon.hide()
            self._icon = None

    def show(self, face: Face, tooltip: str) -> None:
        """Shows this face; what has not changed is not sent to the panel again."""
        face_changed, self._face = face != self._face, face
        tooltip_changed, self._tooltip = tooltip != self._tooltip, tooltip
        if self._icon is None:
            return
        if face_changed:
            self._icon.setIcon(tray_icon(face))
        if tooltip_changed:
            self._icon.setToolTip(tooltip)

    def say(self, title: str, text: str, about: str = "") -> bool:
        """A balloon, ``about`` something that can be shown; whether there is an icon that can show one."""
        if self._icon is None:
            return False
        self._about = about
        self._icon.showMessage(title, text, tray_icon(self._face))
        return True

    def _find_panel(self) -> bool:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return False
        self._look.stop()
        self._patience.stop()
        # On X11 an icon made before the panel came never appears; so it is made only now.
        self._icon = QSystemTrayIcon(tray_icon(self._face), self)
        self._icon.setToolTip(self._tooltip)
        self._icon.setContextMenu(self._menu.widget)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self._on_balloon)
        self._icon.show()
        self.appeared.emit()
        return True

    def _on_balloon(self) -> None:
        if self._about:
            self.clicked.emit(self._about)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason != QSystemTrayIcon.ActivationReason.Trigger:
            return
        if QGuiApplication.platformName() == "xcb":
            self._menu.widget.popup(QCursor.pos())
        else:
            self.wanted.emit()

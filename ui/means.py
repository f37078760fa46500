"""What the desktop does for a hold: its window, the clipboard, the browser."""

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from guard.protocol.replies import Shown
from ui.holding import PopUp


class DesktopMeans:
    """The real ones."""

    def __init__(self, language: Callable[[], str]) -> None:
        """``language`` tells what is spoken now."""
        self._language = language

    def prepare(self) -> None:
        """Reads the pop-up's code before the first hold needs it: then its window comes at once."""
        import_module("ui.windows.hold")

    def open_pop_up(self, shown: Shown, waiting: int) -> PopUp:
        """A fresh window, shown at once."""
        from ui.windows.hold import HoldWindow

        window = HoldWindow(shown, waiting, self._language())
        window.show()
        return window

    def bring_to_front(self, window: PopUp) -> None:
        """Raises it. Wayland raises no window that is open, but shows a new one in front."""
        if not isinstance(window, QWidget):
            return
        if QGuiApplication.platformName() != "xcb":
            window.hide()
        window.show()
        window.raise_()
        window.activateWindow()

    def keep_draft(self, text: str) -> None:
        """On the clipboard, for as long as the shell runs."""
        QGuiApplication.clipboard().setText(text)

    def open_page(self, url: str) -> None:
        """In the browser the person has chosen."""
        QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))

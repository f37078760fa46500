"""A whole shell that kills itself at a named moment of a hold; run as a process by ``test_killed``.

Arguments: the engine's socket, and the moment. What it has been shown goes out as one line of JSON per pop-up. At the
moment ``never`` it stops the post, as a person would, and ends.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from guard.protocol.replies import Shown
from guard.protocol.requests import Answer, Choice, Request
from ui import look
from ui.link import Link
from ui.means import DesktopMeans
from ui.menu import LiveMenu
from ui.peer import is_own
from ui.presence import Presence
from ui.shell import Shell
from ui.single import Single
from ui.tray import Tray
from ui.windows.hold import HoldWindow
from ui.wire import framed

STILL_FOR = 80
ADDRESS, MOMENT = sys.argv[1:3]
LEFT = Qt.MouseButton.LeftButton


def reached(moment: str) -> None:
    """Ends here and now, without a last word, if this is the moment."""
    if moment == MOMENT:
        os.kill(os.getpid(), signal.SIGKILL)


def trusted(descriptor: int) -> bool:
    """Looks who listens, as the real one does."""
    reached("connected, nothing said")
    return is_own(descriptor)


class KilledLink(Link):
    """The connection, with the moments on it."""

    def _send(self, kind: type[Request], pending: Any, fields: dict[str, object]) -> int:
        op = str(kind.__struct_config__.tag)
        choice = f" {fields['choice']}" if "choice" in fields else ""
        reached(f"before {op}{choice}")
        if kind is Answer and MOMENT == "half of the answer is sent":
            half = framed(Answer(n=self._number + 1, **{**fields, "choice": Choice(fields["choice"])}))  # type: ignore[arg-type]
            self._socket.write(half[: len(half) // 2])
            self._socket.flush()
            reached(MOMENT)
        number = super()._send(kind, pending, fields)
        reached(f"sent {op}{choice}")
        return number

    def _on_reply(self, pending: Any, envelope: Any) -> None:
        reached(f"reply to {pending.kind.__struct_config__.tag}")
        super()._on_reply(pending, envelope)
        reached(f"reply to {pending.kind.__struct_config__.tag} read")


class Painted(QObject):
    """Tells when a window is drawn for the first time."""

    def __init__(self, window: HoldWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """After the painting, not before."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


class KilledMeans(DesktopMeans):
    """The desktop, with the moments on it, and a person who answers as soon as it counts."""

    def __init__(self) -> None:
        super().__init__(lambda: "en")
        self.windows = 0

    def open_pop_up(self, shown: Shown, waiting: int) -> HoldWindow:
        """The real window; only the stillness is shorter."""
        self.windows += 1
        sys.stdout.write(json.dumps({"hold": shown.card.hold, "token": shown.token, "drawn": shown.drawn}) + "\n")
        sys.stdout.flush()
        reached("card read")
        window = HoldWindow(shown, waiting, "en", still_for=STILL_FOR)
        window.show()
        reached("window open")
        Painted(window, lambda: self._painted(window))
        return window

    def _painted(self, window: HoldWindow) -> None:
        reached("drawn" if self.windows == 1 else "next one drawn")
        if window.stillness.open:
            raise AssertionError("a window that has just been drawn must not be armed")
        ripe = QTimer(window, interval=5)
        ripe.timeout.connect(lambda: self._ripe(window, ripe))
        ripe.start()

    def _ripe(self, window: HoldWindow, timer: QTimer) -> None:
        if not window.stillness.ripe:
            return
        timer.stop()
        reached("armed")
        buttons = window.footer.buttons
        if MOMENT in ("never", "before answer stop", "sent answer stop"):
            QTest.mouseClick(
                next(one for one in buttons.all if "post" in one.text() and one is not buttons.release), LEFT
            )
        elif "rescue" in MOMENT:
            self._post_from_own_account(buttons.all[0])
        elif self.windows == 1:
            QTest.mousePress(buttons.release, LEFT)
            reached("release pressed")
            QTest.mouseRelease(buttons.release, LEFT)

    def _post_from_own_account(self, button: QPushButton) -> None:
        menu = button.menu()
        menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu, chosen))

        def chosen() -> None:
            reached("menu of rescue open")
            menu.actions()[0].trigger()

        QTest.mouseClick(button, LEFT)

    def open_page(self, url: str) -> None:
        """Opens nothing on the tests' machine."""


def main() -> int:
    """Runs until the moment, or until the post is stopped."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    look.apply(app)
    single = Single(ADDRESS)
    assert single.take(), "the dead shell must not keep the next one out"
    link = KilledLink(ADDRESS, trusted=trusted, start_engine=lambda: None)
    menu = LiveMenu(app)
    link.connected.connect(lambda _there: reached("greeted"))
    link.desk.connect(lambda _desk: reached("knows the desk"))
    shell = Shell(link, Tray(menu, app), menu, Presence(None), KilledMeans(), app)
    if MOMENT == "never":
        link.closed.connect(lambda _closed: app.exit(0))
    reached("not connected")
    shell.start()
    code = app.exec()
    link.close()
    single.release()
    return code


if __name__ == "__main__":
    sys.exit(main())

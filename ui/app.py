"""The shell's way in: makes the parts, joins them, and runs until the person quits."""

import os
import signal
import socket
import sys
from collections.abc import Sequence
from types import FrameType

from PySide6.QtCore import (
    QCommandLineOption,
    QCommandLineParser,
    QEventLoop,
    QObject,
    QSocketNotifier,
    QTimer,
)
from PySide6.QtWidgets import QApplication

from guard import door
from guard.model.version import VERSION
from guard.protocol.desk import Desk
from guard.protocol.requests import Quit
from ui import look
from ui.engine import EngineStart
from ui.icon import tray_icon
from ui.language import Language
from ui.link import Link
from ui.means import DesktopMeans
from ui.menu import LiveMenu
from ui.peer import is_own
from ui.presence import Presence, sense_of_this_system
from ui.shell import Shell
from ui.single import Single
from ui.state import Face, Shape
from ui.tray import PATIENCE, Tray

LAST_WAIT = 3_000
"""Milliseconds for which quitting waits for an engine that this shell has started."""
PREPARE = 2_000
"""Milliseconds after the start, when there is time for what will be needed later."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the shell and gives its exit code; a second one raises the first and ends at once."""
    if not _has_screen():
        return _say("There is no screen to show anything on. Run: hatcheck engine")
    app = _application([*(argv or sys.argv)])
    options = _options(app)
    address = door.socket_path()
    try:
        single = Single(address)
        if not single.take():
            return 0 if single.raise_first() else _say("Hatcheck runs already, but does not answer. End its process.")
    except (door.NobodyThere, OSError) as error:
        return _say(f"Hatcheck cannot start: {error}")
    language = Language(app, options.value("language"))
    shell, link, start = _joined(app, address, language, int(options.value("patience") or PATIENCE))
    single.raised.connect(shell.show_status)
    shell.leaving.connect(lambda: app.exit(0))  # quit would ask the pop-up, which does not close unanswered
    waker = _quit_on_signals(app)
    shell.start()
    code = app.exec()
    _end(link, start)
    single.release()
    del waker
    return code


def _joined(app: QApplication, address: str, language: Language, patience: int) -> tuple[Shell, Link, EngineStart]:
    start = EngineStart()
    link = Link(address, trusted=is_own, start_engine=start.start, language=language.now, parent=app)
    menu = LiveMenu(app)
    tray = Tray(menu, app, patience)
    presence = Presence(sense_of_this_system(app), app)
    means = DesktopMeans(lambda: language.now)

    def follow(desk: Desk) -> None:
        if language.follow(desk.language):
            link.speak(language.now)

    link.desk.connect(follow)
    QTimer.singleShot(PREPARE, app, means.prepare)
    return Shell(link, tray, menu, presence, means, app), link, start


def _end(link: Link, start: EngineStart) -> None:
    """Ends the engine that this shell has started; one that somebody else started goes on guarding."""
    if start.started and not link.is_connected:
        _wait_for(link)
    if start.started and link.is_connected:
        _tell_to_end(link)
    link.close()


def _wait_for(link: Link) -> None:
    """An engine that is only just starting cannot be told to end yet."""
    loop = QEventLoop()
    link.connected.connect(loop.quit)
    QTimer.singleShot(LAST_WAIT, loop.quit)
    loop.exec()


def _tell_to_end(link: Link) -> None:
    """Until it has answered: what is asked by somebody who goes away at once may never be done."""
    loop = QEventLoop()
    link.ask(Quit, lambda _: loop.quit())
    QTimer.singleShot(LAST_WAIT, loop.quit)
    loop.exec()


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _application(argv: list[str]) -> QApplication:
    QApplication.setApplicationName("Hatcheck")
    QApplication.setApplicationVersion(VERSION)
    QApplication.setDesktopFileName("hatcheck")
    app = QApplication(argv)
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(tray_icon(Face(Shape.BRAND, "H", "#1858c4")))
    look.apply(app)
    return app


def _options(app: QApplication) -> QCommandLineParser:
    parser = QCommandLineParser()
    parser.setApplicationDescription("Shows whose hat is worn, and asks before a post leaves from the wrong account.")
    parser.addHelpOption()
    parser.addVersionOption()
    parser.addOption(QCommandLineOption(["language"], "The language: en or de.", "language"))
    parser.addOption(QCommandLineOption(["patience"], "Milliseconds to wait for a tray, before a window.", "ms"))
    parser.process(app)
    return parser


class _Waker(QObject):
    """Lets signals of the system into Qt's loop, without a timer that looks for them."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._inside, self._outside = socket.socketpair()
        for end in (self._inside, self._outside):
            end.settimeout(0)
        signal.set_wakeup_fd(self._outside.fileno())
        self._notifier = QSocketNotifier(self._inside.fileno(), QSocketNotifier.Type.Read, self)
        # Reading is enough: Python runs the handler as soon as its code runs again.
        self._notifier.activated.connect(lambda: self._inside.recv(64))


def _quit_on_signals(app: QApplication) -> _Waker:
    def leave(_number: int, _frame: FrameType | None) -> None:
        app.exit(0)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
    return _Waker(app)


def _say(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2

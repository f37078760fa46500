"""One shell per desk: the second start raises the first and ends."""

import os
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from guard import door

_PATIENCE = 1000
"""Milliseconds the first shell has to hear it."""


class Single(QObject):
    """The right to be the only shell beside the engine's socket ``address``; held until the process ends."""

    raised = Signal()
    """Somebody has started Hatcheck a second time."""

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name, lock = _places(address)
        self._lock = QLockFile(lock)
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)

    def take(self) -> bool:
        """Whether this is the first; then it listens for the others. Nobody else's socket is ever replaced."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def raise_first(self) -> bool:
        """Asks the first one to show itself, by knocking: there is nothing else to be said. Whether it is there."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(_PATIENCE)
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        """Lets another be the first."""
        self._server.close()
        self._lock.unlock()

    def _on_knock(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.abort()
            visitor.deleteLater()
        self.raised.emit()


def _places(address: str) -> tuple[str, str]:
    """The name of the little server, and the lock's file."""
    if sys.platform == "win32":
        mark = sha256(address.encode()).hexdigest()[:16]
        return rf"\\.\pipe\hatcheck-tray-{mark}", os.fspath(Path(tempfile.gettempdir()) / f"hatcheck-tray-{mark}.lock")
    door.own_folder(address)
    folder = Path(address).parent
    return os.fspath(folder / "tray.sock"), os.fspath(folder / "tray.lock")

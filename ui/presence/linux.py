"""Linux: logind and the screen savers tell of lock and sleep by D-Bus; idling is asked of whoever knows."""

import os
from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtGui import QGuiApplication

_SAVERS = tuple(f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce"))
_LOGIND = "org.freedesktop.login1"
_MUTTER = ("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core", "GetIdletime")
_SAVER = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "GetSessionIdleTime")
_PATIENCE = 2000


class LinuxSense(QObject):
    """Signals are only listened to: nothing is asked of the bus unless ``idle`` is."""

    left = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for saver in _SAVERS:
            self._listen(self._session, "", "", saver, "ActiveChanged", "_on_saver(bool)")
        session = session_path(os.environ.get("XDG_SESSION_ID", ""))
        self._listen(system, _LOGIND, session, f"{_LOGIND}.Session", "Lock", "_on_lock()")
        self._listen(system, _LOGIND, "", f"{_LOGIND}.Manager", "PrepareForSleep", "_on_sleep(bool)")
        self._calls: set[QDBusPendingCallWatcher] = set()

    def _listen(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> None:
        # PySide takes SLOT's text only, whatever its stubs say.
        bus.connect(service, path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]

    def idle(self, then: Callable[[float | None], None]) -> None:
        """See ``Sense``. GNOME's monitor is asked first, then the X server, then the screen saver."""
        if not self._session.isConnected():
            then(_of_x_server())
            return
        self._ask(_MUTTER, lambda seconds: then(seconds) if seconds is not None else self._idle_elsewhere(then))

    def _idle_elsewhere(self, then: Callable[[float | None], None]) -> None:
        seconds = _of_x_server()
        if seconds is not None:
            then(seconds)
        else:
            self._ask(_SAVER, then)

    def _ask(self, whom: tuple[str, str, str], then: Callable[[float | None], None]) -> None:
        name, path, method = whom
        message = QDBusMessage.createMethodCall(name, path, name, method)
        # An idle service that is not there shall not be started for this.
        message.setAutoStartService(False)
        watcher = QDBusPendingCallWatcher(self._session.asyncCall(message, _PATIENCE), self)
        self._calls.add(watcher)

        def on_finished() -> None:
            self._calls.discard(watcher)
            watcher.deleteLater()
            answer = watcher.reply()
            values = answer.arguments() if answer.type() == QDBusMessage.MessageType.ReplyMessage else []
            then(float(values[0]) / 1000 if values else None)

        watcher.finished.connect(on_finished)

    @Slot(bool)
    def _on_saver(self, active: bool) -> None:
        if active:
            self.left.emit("locked")

    @Slot()
    def _on_lock(self) -> None:
        self.left.emit("locked")

    @Slot(bool)
    def _on_sleep(self, begins: bool) -> None:
        if begins:
            self.left.emit("suspended")


def session_path(session: str) -> str:
    """Where logind keeps this session on the bus; a leading digit and all odd signs stand there by their number."""
    if not session:
        return ""
    plain = [
        sign if sign.isascii() and sign.isalnum() and (number or not sign.isdigit()) else f"_{ord(sign):02x}"
        for number, sign in enumerate(session)
    ]
    return "/org/freedesktop/login1/session/" + "".join(plain)


def _of_x_server() -> float | None:
    """On Wayland the X server sees only a part of what the person does, so it is not asked."""
    if QGuiApplication.platformName() != "xcb" or os.environ.get("WAYLAND_DISPLAY"):
        return None
    from ui.presence.x11 import seconds_idle

    return seconds_idle()

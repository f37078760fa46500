"""Tells the person something at once. Notifications only ever inform: nothing can be let out from one."""

import os
import sys
import threading

from PySide6.QtCore import QObject, Signal

_NORMAL, _CRITICAL = 1, 2
"""How the desktop's service names what may go by itself, and what stays until it is put away."""
_SECONDS = 3.0
"""A notification service that does not answer for so long is none."""


class Notices(QObject):
    """Says it where the desktop shows notifications; else says that it could not."""

    unsaid = Signal(str, str)
    """Title and text of what the desktop's service did not take."""
    unsaid_quietly = Signal(str, str)
    """The same of what is worth a word, and no window."""

    def say(self, title: str, text: str, *, quiet: bool = False) -> None:
        """Says it without waiting: a service that hangs holds up nobody."""
        if not _has_session_bus():
            self._failed(title, text, quiet=quiet)
            return
        threading.Thread(target=self._send, args=(title, text, quiet), name="notice", daemon=True).start()

    def _send(self, title: str, text: str, quiet: bool) -> None:
        if not sent(title, text, urgency=_NORMAL if quiet else _CRITICAL):
            self._failed(title, text, quiet=quiet)

    def _failed(self, title: str, text: str, *, quiet: bool) -> None:
        (self.unsaid_quietly if quiet else self.unsaid).emit(title, text)


def _has_session_bus() -> bool:
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    return sys.platform == "linux" and bool(address) and not address.startswith("disabled:")


def sent(title: str, text: str, urgency: int = _CRITICAL) -> bool:
    """Whether the desktop's notification service has taken it."""
    # QtDBus cannot send the unsigned number that Notify wants.
    try:
        from jeepney import DBusAddress, MessageType, new_method_call  # type: ignore[import-untyped]
        from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
    except ImportError:
        return False
    service = DBusAddress(
        "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
    )
    body: tuple[object, ...] = ("Hatcheck", 0, "hatcheck", title, _plain(text), [], {"urgency": ("y", urgency)}, -1)
    try:
        with open_dbus_connection(bus="SESSION") as bus:
            answer = bus.send_and_get_reply(new_method_call(service, "Notify", "susssasa{sv}i", body), timeout=_SECONDS)
    except (OSError, TimeoutError, EOFError, ValueError, KeyError):
        return False
    return bool(answer.header.message_type is MessageType.method_return)


def _plain(text: str) -> str:
    """The body may hold markup; what comes from elsewhere shall stand there as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

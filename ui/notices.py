"""Tells the person something at once. Notifications only ever inform: nothing can be let out from one.

A click on one of those that are about something opens the window in which that stands, and does nothing else.
"""

import os
import sys
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Signal

_NORMAL, _CRITICAL = 1, 2
"""How the desktop's service names what may go by itself, and what stays until it is put away."""
_SECONDS = 3.0
"""A notification service that does not answer for so long is none."""
_WAITS = 12 * 3600.0
"""Seconds for which a click is waited for: a night."""
_MOST = 8
"""So many notifications wait for a click at once; further ones only inform."""
_BUS = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_CLICK = "default"
"""The action that a desktop takes a click on the notification itself for."""


class Notices(QObject):
    """Says it where the desktop shows notifications; else says that it could not."""

    unsaid = Signal(str, str, str)
    """Title and text of what the desktop's service did not take, and what it is about."""
    unsaid_quietly = Signal(str, str)
    """The same of what is worth a word, and no window."""
    clicked = Signal(str)
    """Somebody clicked on what was said about this."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = threading.BoundedSemaphore(_MOST)

    def say(self, title: str, text: str, *, quiet: bool = False, about: str = "") -> None:
        """Says it without waiting: a service that hangs holds up nobody. ``about`` comes back when it is clicked on."""
        if not _has_session_bus():
            self._failed(title, text, quiet=quiet, about=about)
            return
        words = (title, text, quiet, about)
        threading.Thread(target=self._send, args=words, name="notice", daemon=True).start()

    def _send(self, title: str, text: str, quiet: bool, about: str) -> None:
        urgency = _NORMAL if quiet else _CRITICAL
        waits = bool(about) and self._waiting.acquire(blocking=False)
        try:
            if not sent(title, text, urgency, (lambda: self._on_click(about)) if waits else None):
                self._failed(title, text, quiet=quiet, about=about)
        finally:
            if waits:
                self._waiting.release()

    def _on_click(self, about: str) -> None:
        try:
            self.clicked.emit(about)
        except RuntimeError:
            return  # the shell has ended meanwhile

    def _failed(self, title: str, text: str, *, quiet: bool, about: str) -> None:
        if quiet:
            self.unsaid_quietly.emit(title, text)
        else:
            self.unsaid.emit(title, text, about)


def _has_session_bus() -> bool:
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    return sys.platform == "linux" and bool(address) and not address.startswith("disabled:")


def sent(title: str, text: str, urgency: int = _CRITICAL, clicked: Callable[[], None] | None = None) -> bool:
    """Whether the desktop's notification service has taken it. With ``clicked`` it waits here until it is put away."""
    # QtDBus cannot send the unsigned number that Notify wants.
    try:
        from jeepney import DBusAddress, MessageType, new_method_call  # type: ignore[import-untyped]
        from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
    except ImportError:
        return False
    service = DBusAddress(_PATH, _BUS, _BUS)
    actions = [_CLICK, ""] if clicked else []
    hints = {"urgency": ("y", urgency)}
    body: tuple[object, ...] = ("Hatcheck", 0, "hatcheck", title, _plain(text), actions, hints, -1)
    taken = False
    try:
        with open_dbus_connection(bus="SESSION") as bus:
            if clicked:
                _subscribe(bus)
            answer = bus.send_and_get_reply(new_method_call(service, "Notify", "susssasa{sv}i", body), timeout=_SECONDS)
            taken = bool(answer.header.message_type is MessageType.method_return)
            if taken and clicked and _was_clicked(bus, answer.body[0]):
                clicked()
    except (OSError, TimeoutError, EOFError, ValueError, KeyError, IndexError):
        return taken
    return taken


def _subscribe(bus: Any) -> None:  # noqa: ANN401 - jeepney has no types
    """Signals of the service come to this connection, also where it tells them to everybody."""
    from jeepney import MatchRule, message_bus

    rule = MatchRule(type="signal", sender=_BUS, interface=_BUS, path=_PATH)
    bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=_SECONDS)


def _was_clicked(bus: Any, number: int) -> bool:  # noqa: ANN401 - jeepney has no types
    """Waits until this notification is clicked on or put away; raises TimeoutError, or OSError with the bus."""
    from jeepney import HeaderFields

    end = monotonic() + _WAITS
    while True:
        message = bus.receive(timeout=end - monotonic())
        member = message.header.fields.get(HeaderFields.member)
        if message.body and message.body[0] == number:
            if member == "ActionInvoked":
                return True
            if member == "NotificationClosed":
                return False


def _plain(text: str) -> str:
    """The body may hold markup; what comes from elsewhere shall stand there as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

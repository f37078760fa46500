"""The one connection to the engine: requests out, replies and events in, on Qt's loop and without ever blocking it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalSocket
from shiboken6 import Shiboken

from guard.frames import BrokenFrame, Splitter
from guard.protocol import PROTOCOL, ErrorCode, Problem
from guard.protocol.desk import Desk
from guard.protocol.events import Alert, AnyEvent, Closed, IncidentChanged, Progress, Raised
from guard.protocol.operations import BY_REQUEST
from guard.protocol.replies import Welcome
from guard.protocol.requests import Hello, Request, Role, Watch
from ui.wire import Envelope, envelope_of, event_of, framed

FIRST_WAIT, LONGEST_WAIT = 100, 2_000
"""Milliseconds between two attempts to reach the engine: doubled each time, from the first to the second."""
GREETING_TIME = 10_000
"""Milliseconds in which the engine must have greeted; one that has not is as good as absent."""

_ABSENT = (QLocalSocket.LocalSocketError.ServerNotFoundError, QLocalSocket.LocalSocketError.ConnectionRefusedError)


class Asker(Protocol):
    """Whoever brings a request to the engine: all that a window knows of the connection."""

    def ask(
        self,
        kind: type[Request],
        /,
        then: Callable[[Any], None],
        refused: Callable[[Problem], None] | None = None,
        progress: Callable[[Progress], None] | None = None,
        **fields: object,
    ) -> int:
        """Sends it and gives its number; ``then`` gets the typed reply, ``refused`` the problem; exactly one comes."""
        ...


@dataclass(frozen=True, slots=True)
class _Pending:
    kind: type[Request]
    then: Callable[[Any], None]
    refused: Callable[[Problem], None] | None
    progress: Callable[[Progress], None] | None


class Link(QObject):
    """The connection. It is made anew whenever it ends; what was asked on the old one is refused, never repeated."""

    desk = Signal(object)
    """A ``Desk``, whenever something in it changes."""
    closed = Signal(object)
    """An ``events.Closed``."""
    incident = Signal(str)
    """An incident changed; whoever shows it asks again."""
    alert = Signal(object)
    """An ``events.Alert``."""
    raised = Signal(str)
    """The person has asked in a browser for this window: ``status``, ``holds``, ``accounts``."""
    connected = Signal(bool)
    """Whether the engine is there; True comes after its greeting and before the first ``desk``."""
    trouble = Signal(str)
    """Why the engine that was found cannot be used, in words."""

    def __init__(
        self,
        address: str,
        *,
        trusted: Callable[[int], bool],
        start_engine: Callable[[], None],
        language: str = "en",
        name: str = "tray",
        parent: QObject | None = None,
    ) -> None:
        """``trusted`` looks at the connected socket's descriptor; ``start_engine`` is called when nobody listens."""
        super().__init__(parent)
        self._address, self._trusted, self._start_engine = address, trusted, start_engine
        self._language, self._name = language, name
        self._pending: dict[int, _Pending] = {}
        self._arrived: deque[bytes] = deque()
        self._splitter = Splitter()
        self._number, self._wait = 0, FIRST_WAIT
        self._greeted = False
        self._wanted = False
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._on_connected)
        self._socket.disconnected.connect(self._on_gone)
        self._socket.errorOccurred.connect(self._on_error)
        self._socket.readyRead.connect(self._on_bytes)
        self._again = self._timer(self._connect)
        self._too_slow = self._timer(self._on_silence)

    @property
    def is_connected(self) -> bool:
        """Whether the engine has greeted."""
        return self._greeted

    def open(self) -> None:
        """Connects, and keeps connecting until ``close``."""
        self._wanted = True
        self._connect()

    def close(self, patience: int = 500) -> None:
        """Ends the connection, once what was sent has gone out or the patience (milliseconds) is over."""
        self._wanted = False
        self._again.stop()
        self._too_slow.stop()
        if self._socket.bytesToWrite():
            self._socket.waitForBytesWritten(patience)
        self._socket.disconnectFromServer()

    def speak(self, language: str) -> None:
        """From now on the engine is to speak this language: it is greeted anew."""
        self._language = language
        self._socket.abort()

    def ask(
        self,
        kind: type[Request],
        /,
        then: Callable[[Any], None],
        refused: Callable[[Problem], None] | None = None,
        progress: Callable[[Progress], None] | None = None,
        **fields: object,
    ) -> int:
        """See ``Asker``. Without a connection it is refused at once, but never before this returns."""
        if self._greeted:
            return self._send(kind, _Pending(kind, then, refused, progress), fields)
        self._number += 1
        QTimer.singleShot(0, self, lambda: _call(refused, self._unreachable()))
        return self._number

    def _send(self, kind: type[Request], pending: _Pending, fields: dict[str, object]) -> int:
        self._number += 1
        number = self._number
        # A request of this program that breaks the protocol shall fail here and not at the engine.
        request = msgspec.convert({"op": kind.__struct_config__.tag, "n": number, **fields}, kind, from_attributes=True)
        try:
            message = framed(request)
        except BrokenFrame as error:
            problem = Problem(ErrorCode.BAD_REQUEST, str(error))
            QTimer.singleShot(0, self, lambda: _call(pending.refused, problem))
            return number
        self._pending[number] = pending
        self._socket.write(message)
        # An answer leaves now, and not when the windows have been drawn.
        self._socket.flush()
        return number

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    # --- coming and going

    def _connect(self) -> None:
        if self._wanted and self._socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
            self._socket.connectToServer(self._address)

    def _on_connected(self) -> None:
        if not self._trusted(int(self._socket.socketDescriptor())):
            self.trouble.emit(self.tr("Somebody else listens where the engine should; nothing was sent there."))
            self._socket.abort()
            return
        self._too_slow.start(GREETING_TIME)
        self._send(
            Hello,
            _Pending(Hello, self._on_welcome, self._on_not_welcome, None),
            {"version": PROTOCOL, "role": Role.FACE, "name": self._name, "language": self._language},
        )

    def _on_welcome(self, welcome: Welcome) -> None:
        if welcome.version != PROTOCOL:
            self._on_not_welcome(Problem(ErrorCode.BAD_VERSION, self._other_version(welcome.engine)))
            return
        self._too_slow.stop()
        self._greeted = True
        self.connected.emit(self._greeted)
        self.ask(Watch, self._on_watching, self._on_not_welcome)

    def _on_watching(self, _: Desk) -> None:
        self._wait = FIRST_WAIT

    def _on_not_welcome(self, problem: Problem) -> None:
        self.trouble.emit(problem.text)
        self._socket.abort()

    def _on_silence(self) -> None:
        self.trouble.emit(self.tr("The engine does not answer. End its process, and start Hatcheck again."))
        self._socket.abort()

    def _on_error(self, error: QLocalSocket.LocalSocketError) -> None:
        absent = (
            QLocalSocket.LocalSocketError.ServerNotFoundError,
            QLocalSocket.LocalSocketError.ConnectionRefusedError,
        )
        if self._wanted and error in absent:
            self._start_engine()
        # Here the socket may still call itself connecting; where it was connected, ``disconnected`` comes as well.
        self._retry()

    def _retry(self) -> None:
        if self._wanted and not self._again.isActive():
            self._again.start(self._wait)
            self._wait = min(self._wait * 2, LONGEST_WAIT)

    def _on_gone(self) -> None:
        self._too_slow.stop()
        self._splitter = Splitter()
        self._arrived.clear()
        was_greeted, self._greeted = self._greeted, False
        lost, self._pending = self._pending, {}
        self._retry()
        if was_greeted:
            self.connected.emit(self._greeted)
        for pending in lost.values():
            if pending.kind not in (Hello, Watch):
                self._refuse(pending)

    def _refuse(self, pending: _Pending) -> None:
        QTimer.singleShot(0, self, lambda: _call(pending.refused, self._unreachable()))

    # --- what comes in

    def _on_bytes(self) -> None:
        try:
            self._arrived.extend(self._splitter.feed(bytes(self._socket.readAll().data())))
            self._drain()
        except BrokenFrame as error:
            text = self.tr("What the engine sends cannot be read ({error}). End its process, and start Hatcheck again.")
            self.trouble.emit(text.format(error=error))
            self._socket.abort()

    def _drain(self) -> None:
        try:
            while self._arrived:
                self._take(self._arrived.popleft())
        finally:
            # A window's mistake in one callback must not lose the messages behind it.
            if self._arrived:
                QTimer.singleShot(0, self, self._on_bytes)

    def _take(self, body: bytes) -> None:
        envelope = envelope_of(body)
        if envelope.event:
            self._on_event(event_of(body))
            return
        pending = self._pending.get(envelope.n)
        if pending is None:
            return
        if envelope.error is not None:
            del self._pending[envelope.n]
            _call(pending.refused, envelope.error)
        else:
            self._on_reply(pending, envelope)

    def _on_reply(self, pending: _Pending, envelope: Envelope) -> None:
        """A reply that cannot be read leaves its request pending: it is refused when the connection ends for it."""
        try:
            value: Any = msgspec.json.decode(envelope.reply, type=BY_REQUEST[pending.kind].reply)
        except (msgspec.MsgspecError, RecursionError):
            raise BrokenFrame("the engine sent a reply that does not fit what was asked") from None
        del self._pending[envelope.n]
        if isinstance(value, Desk):
            self.desk.emit(value)
        _call(pending.then, value)

    def _on_event(self, event: AnyEvent) -> None:
        match event:
            case Desk():
                self.desk.emit(event)
            case Closed():
                self.closed.emit(event)
            case IncidentChanged(incident):
                self.incident.emit(incident)
            case Alert():
                self.alert.emit(event)
            case Raised(what):
                self.raised.emit(what)
            case Progress() if event.n in self._pending:
                _call(self._pending[event.n].progress, event)
            case _:
                pass

    # --- sentences

    def _unreachable(self) -> Problem:
        return Problem(ErrorCode.CANCELLED, self.tr("The engine cannot be reached; nothing was changed. Try again."))

    def _other_version(self, engine: str) -> str:
        text = self.tr("The engine that runs is of another version ({version}). End it, and start Hatcheck again.")
        return text.format(version=engine)


def _call(callback: Callable[[Any], None] | None, value: object) -> None:
    """Calls it, unless it belongs to a window that is gone."""
    owner = getattr(callback, "__self__", None)
    if callback is None or (isinstance(owner, QObject) and not Shiboken.isValid(owner)):
        return
    callback(value)

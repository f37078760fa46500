"""A connection to the engine for programs that can wait. Standard library only."""

from guard import door, frames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Self

PROTOCOL = 1
"""Of ``guard.protocol.version``, which would bring the whole protocol with it; a test keeps the two equal."""


class Refused(Exception):
    """The engine did not do it."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


class LineLost(Exception):
    """The engine is gone, or speaks something else. What was submitted is denied."""


class Line:
    """One connection. One thread may send while another waits for what comes; no more than that."""

    def __init__(self, role: str, name: str, language: str = "en", timeout: float = 5.0) -> None:
        """Connects and greets; raises door.NobodyThere, LineLost and Refused."""
        self._socket = door.connect(timeout)
        self._splitter = frames.Splitter()
        self._frames: list[Any] = []
        self._events: list[Any] = []
        self._n = 0
        try:
            self.welcome = self.ask("hello", timeout, version=PROTOCOL, role=role, name=name, language=language)
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, role: str, name: str, language: str = "en", timeout: float = 5.0) -> "Self":
        """As the constructor."""
        return cls(role, name, language, timeout)

    def send(self, op: str, **fields: "Any") -> int:
        """Asks without waiting; the number by which ``next`` will tell the reply."""
        self._n += 1
        self.forward(frames.pack({"n": self._n, "op": op, **fields}))
        return self._n

    def forward(self, frame: bytes) -> None:
        """Sends a frame of somebody else's as it is, with a number of theirs; raises LineLost."""
        try:
            self._socket.sendall(frame)
        except OSError as error:
            raise LineLost(str(error)) from None

    def ask(self, op: str, timeout: float | None = None, **fields: "Any") -> "Any":
        """Asks and waits for the reply; events that come meanwhile are kept. Raises Refused, LineLost, TimeoutError."""
        n = self.send(op, **fields)
        while True:
            frame = self._frame(timeout)
            if "event" in frame:
                self._events.append(frame)
            elif frame.get("n") == n:
                return reply(frame)

    def event(self, timeout: float | None = None) -> "Any":
        """The next event; raises TimeoutError and LineLost."""
        if self._events:
            return self._events.pop(0)
        while "event" not in (frame := self._frame(timeout)):
            pass
        return frame

    def next(self, timeout: float | None = None) -> "Any":
        """The next frame of any kind, as it came; raises TimeoutError and LineLost."""
        return self._events.pop(0) if self._events else self._frame(timeout)

    def fileno(self) -> int:
        """For ``select``; look at ``next`` with a time-out of 0 before, for a frame may have come already."""
        return self._socket.fileno()

    def close(self) -> None:
        """Ends the connection; what was submitted and not settled is abandoned."""
        self._socket.close()

    def __enter__(self) -> "Self":
        return self

    def __exit__(
        self, kind: "type[BaseException] | None", error: "BaseException | None", trace: "TracebackType | None"
    ) -> None:
        self.close()

    def _frame(self, timeout: float | None) -> "Any":
        while not self._frames:
            self._socket.settimeout(timeout)
            try:
                data = self._socket.recv(1 << 16)
            except (TimeoutError, BlockingIOError):
                raise TimeoutError("the engine has not answered in time") from None
            except OSError as error:
                raise LineLost(str(error)) from None
            if not data:
                raise LineLost("the engine has ended")
            try:
                self._frames += [frames.unpack(body) for body in self._splitter.feed(data)]
            except frames.BrokenFrame as error:
                raise LineLost(str(error)) from None
        return self._frames.pop(0)


def reply(frame: "Any") -> "Any":
    """What a frame with a number says; raises Refused where it is an error."""
    if error := frame.get("error"):
        raise Refused(str(error["code"]), str(error["text"]))
    return frame["reply"]

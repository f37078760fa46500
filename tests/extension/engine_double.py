"""Something that listens where the engine would, for what a real engine never says."""

import json
import os
import queue
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PATIENCE = 20.0
_END = object()


class EngineDouble:
    """Greets whoever comes, keeps what is said, and says what it is told to."""

    def __init__(self, folder: Path, refusing: str) -> None:
        path = folder / "double.sock"
        folder.chmod(0o700)
        self.environment = {**os.environ, "HATCHECK_SOCKET": str(path), "HATCHECK_STATE": str(folder)}
        self.hello: Any = None
        self._refusing = refusing
        self._came: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._pending = b""
        self._line: socket.socket | None = None
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(path))
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def next(self) -> Any:
        """The next request after the greeting."""
        came = self._came.get(timeout=PATIENCE)
        assert came is not _END, "the host has gone"
        return came

    def ended(self) -> bool:
        """Whether the host goes away; what it has asked before does not count."""
        while self._came.get(timeout=PATIENCE) is not _END:
            pass
        return True

    def say(self, *values: object) -> None:
        """Sends frames."""
        for value in values:
            body = json.dumps(value, ensure_ascii=False).encode()
            self._send(struct.pack("<I", len(body)) + body)

    def give(self, data: bytes) -> None:
        """Keeps bytes for ``hang_up_after``, or for ``hang_up``."""
        self._pending = data

    def hang_up_after(self, kept: int) -> None:
        """Sends only so many of the bytes that were given, and goes."""
        self._pending = self._pending[:kept]
        self.hang_up()

    def hang_up(self) -> None:
        """Sends what was given, and goes."""
        assert self._line is not None
        self._send(self._pending)
        self._line.shutdown(socket.SHUT_RDWR)

    def flood(self, value: object, count: int) -> None:
        """Sends as many as the host takes within a second, at most ``count``."""
        assert self._line is not None
        body = json.dumps(value).encode()
        line = self._line.dup()  # with a patience of its own: another thread listens on the line meanwhile
        line.settimeout(1)
        with suppress(TimeoutError), line:
            for _ in range(count):
                line.sendall(struct.pack("<I", len(body)) + body)

    def close(self) -> None:
        """Ends it."""
        for one in (self._listener, self._line):
            if one is not None:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)  # wakes the thread, which closing does not
        self._thread.join(PATIENCE)
        self._listener.close()

    def _send(self, data: bytes) -> None:
        assert self._line is not None
        self._line.sendall(data)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                self._line, _ = self._listener.accept()
                self._line.settimeout(PATIENCE)
                with self._line:
                    self._talk(self._line)

    def _talk(self, line: socket.socket) -> None:
        with suppress(OSError, ValueError, struct.error), line.makefile("rb") as stream:
            self.hello = self._read(stream)
            reply = {"reply": {"version": 1, "engine": "0", "run": "r"}}
            refusal = {"error": {"code": "bad-version", "text": self._refusing}}
            self.say({"n": self.hello["n"], **(refusal if self._refusing else reply)})
            while (came := self._read(stream)) is not None:
                self._came.put(came)
        self._came.put(_END)

    @staticmethod
    def _read(stream: Any) -> Any:
        head = stream.read(4)
        return json.loads(stream.read(struct.unpack("<I", head)[0])) if head else None


@contextmanager
def doubled(folder: Path, refusing: str = "") -> Iterator[EngineDouble]:
    """A double within the block; ``refusing``: it turns every client away with this text."""
    made = EngineDouble(folder, refusing)
    try:
        yield made
    finally:
        made.close()

"""A tap on the line between a browser and its engine: passes everything on, and keeps what the browser said."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from guard import door, frames

PATIENCE = 10.0


class Tap:
    """Listens at ``path``; whoever comes is joined with the engine of this process's desk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._said: list[Any] = []
        self._news = threading.Condition()
        self._ends: list[socket.socket] = []
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        path.parent.chmod(0o700)
        self._listener.bind(str(path))
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def said(self, op: str, word: str, seconds: float = PATIENCE) -> Any:
        """The first request of this kind that bears a word, as soon as there is one; raises TimeoutError."""
        with self._news:
            if not self._news.wait_for(lambda: self._found(op, word), seconds):
                raise TimeoutError(f"no {op} with {word}")
            return self._found(op, word)[0]

    def count(self, op: str) -> int:
        """How many of this kind there were."""
        return len(self._found(op, ""))

    def close(self) -> None:
        """Ends it."""
        for one in (self._listener, *self._ends):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _found(self, op: str, word: str) -> list[Any]:
        return [one for one in self._said if one.get("op") == op and word in json.dumps(one, ensure_ascii=False)]

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                engine = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                engine.connect(door.socket_path())
                self._ends += [browser, engine]
                for pair in ((browser, engine, True), (engine, browser, False)):
                    threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source: socket.socket, to: socket.socket, is_browser: bool) -> None:
        splitter = frames.Splitter(frames.MAX_FRAME)
        with suppress(OSError):
            while data := source.recv(1 << 16):
                to.sendall(data)
                if is_browser:
                    self._hear([json.loads(body) for body in splitter.feed(data)])
        with suppress(OSError):
            to.shutdown(socket.SHUT_RDWR)

    def _hear(self, messages: list[Any]) -> None:
        with self._news:
            self._said += messages
            self._news.notify_all()


@contextmanager
def tapped(path: Path) -> Iterator[Tap]:
    """A tap within the block."""
    made = Tap(path)
    try:
        yield made
    finally:
        made.close()

"""What the shell's tests share: a desk to show, and an engine that only speaks the protocol."""

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from guard import frames
from guard.protocol import PROTOCOL
from guard.protocol.card import Badge
from guard.protocol.desk import Account, Desk, Hat, HoldLine, Light, Paused, Today, Worn

ACME = Badge("acme", "Acme", "brand", "#c8102e", "A")
SUN = Badge("sun", "Sun & Co", "brand", "#ffdd00", "SC")
ME = Badge("me", "Me", "person", "#2a7ab0", "M")


def hat(badge: Badge, session: int | None = None, frozen: str | None = None) -> Hat:
    return Hat(badge, [Account(f"x:@{badge.id}", "X", "https://x.com/intent/post")], session, frozen)


def desk(
    worn: str | None = None,
    remaining: float | None = None,
    *,
    paused: Paused | None = None,
    holds: tuple[str, ...] = (),
    waiting: int | None = None,
    lights: tuple[Light, ...] = (Light("watch", "Watching", "green", "By events."),),
    troubles: tuple[str, ...] = (),
    hats: tuple[Hat, ...] = (hat(ACME, 1500), hat(SUN, 3600), hat(ME)),
    today: Today = Today(0, 0, 0, 0),  # noqa: B008 - frozen
    ready: bool = True,
    run: str = "run-1",
) -> Desk:
    return Desk(
        run=run,
        hats=list(hats),
        worn=Worn(worn, "you", None, remaining),
        paused=paused,
        holds=[HoldLine(one, f"post {one}", "2026-11-22T18:02:00+00:00", 60.0) for one in holds],
        waiting=len(holds) if waiting is None else waiting,
        today=today,
        lights=list(lights),
        troubles=list(troubles),
        ready=ready,
        workspace="/home/me/hatcheck.toml",
    )


Answers = Callable[[dict[str, Any]], Any]


class SpokenEngine:
    """Listens as the engine does, writes down what it is asked, and answers as the test wants. It decides nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.asked: queue.Queue[dict[str, Any]] = queue.Queue()
        self.visits = 0
        self.version = PROTOCOL
        self.desk: Desk = desk()
        self.replies: dict[str, Answers] = {}
        self._lines: list[socket.socket] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.bind(str(path))
        self._socket.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def say(self, value: object) -> None:
        """Sends an event to everybody who is connected."""
        self.send(frames.wrap(msgspec.json.encode(value)))

    def trickle(self, data: bytes) -> None:
        """Sends byte by byte, beside the test: each byte weighs on the socket's buffer like a whole message."""
        threading.Thread(target=lambda: [self.send(bytes([byte])) for byte in data], daemon=True).start()

    def send(self, data: bytes) -> None:
        """Sends bytes as they are."""
        for line in list(self._lines):
            with suppress(OSError):
                line.sendall(data)

    def hang_up(self) -> None:
        """Ends every connection, and goes on listening."""
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        self._lines.clear()

    def close(self) -> None:
        """Ends everything."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self.path.unlink(missing_ok=True)
        self.hang_up()

    def next(self, op: str, timeout: float = 5.0) -> dict[str, Any]:
        """The next request of this operation; others before it are passed over."""
        while True:
            request = self.asked.get(timeout=timeout)
            if request["op"] == op:
                return request

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            self._lines.append(line)
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError, ValueError, frames.BrokenFrame), line, line.makefile("rb") as stream:
            while (request := frames.read(stream)) is not None:
                self.asked.put(request)
                reply = self._reply(request)
                if reply is not None:
                    line.sendall(frames.wrap(msgspec.json.encode({"n": request["n"], **reply})))

    def _reply(self, request: dict[str, Any]) -> dict[str, Any] | None:
        if request["op"] in self.replies:
            found = self.replies[request["op"]](request)
            return found if found is None or "error" in found else {"reply": found}
        if request["op"] == "hello":
            return {"reply": {"version": self.version, "engine": "0", "run": self.desk.run}}
        return {"reply": msgspec.to_builtins(self.desk)}


@contextmanager
def spoken_engine(path: Path) -> Iterator[SpokenEngine]:
    engine = SpokenEngine(path)
    try:
        yield engine
    finally:
        engine.close()

"""A server on loopback that answers as it is told, for the tests of tools that are asked over HTTP."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """By lower-case names."""
    body: bytes

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> Mapping[str, str]:
        return dict(parse_qsl(self.body.decode()))


@dataclass(frozen=True)
class Told:
    """An answer; ``data`` goes out as JSON, or as it is where it is bytes. None of all this: never answered."""

    status: int = 200
    data: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


SILENCE = Told(0)
"""No answer as long as the server runs."""


@contextmanager
def answering(answer: Callable[[Asked], Told]) -> Iterator[str]:
    """The address of a server that gives these answers, one request after the other."""
    over, turn = threading.Event(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet for each answer: a second one would wait for the first to be acknowledged

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
            """Says nothing."""

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            with turn:
                told = answer(Asked(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body))
            if told is SILENCE:
                over.wait()
                self.close_connection = True
                return
            data = told.data if isinstance(told.data, bytes) else json.dumps(told.data).encode()
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _answer  # noqa: N815 - the library's own names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    host, port = server.server_address[:2]
    try:
        yield f"http://{host!s}:{port}"
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()

"""The judge: every server of the net in one, which writes down what arrived. Standard library only.

Browsers reach it as their proxy, so that ``https://x.com`` and every other name ends here, and as
``http://127.0.0.1:port`` without one. It serves the files of ``pages/`` under ``/pages/`` of every name.
"""

import base64
import hashlib
import json
import mimetypes
import ssl
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import MSG_PEEK
from typing import Any
from urllib.parse import urlsplit

PAGES = Path(__file__).parent / "pages"
WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE", "FRAME"})
HEADERS = {
    "strict.html": {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'; "
        "frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
    },
    "worker.js": {"Service-Worker-Allowed": "/"},
}


@dataclass(frozen=True)
class Request:
    """One request; a text frame of a WebSocket is a request of the method FRAME."""

    method: str
    host: str
    path: str
    """With the query."""
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def token(self) -> str:
        """The credential of the Authorization header."""
        return self.headers.get("authorization", "").partition(" ")[2]


@dataclass(frozen=True)
class Reply:
    """What is answered."""

    value: Any = field(default_factory=dict)
    """Bytes as they are, anything else as JSON."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Answer = Callable[[Request], Reply | None]


class Recorder:
    """The servers' memory, and what they answer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.requests: list[Request] = []
        self.answers: list[Answer] = []
        """Asked in turn; the first that gives a reply answers."""
        self._news = threading.Condition()

    @property
    def proxy(self) -> str:
        """What a browser is told as its proxy."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Where it is without a proxy."""
        return f"http://127.0.0.1:{self.port}"

    def written(self, word: str = "") -> list[Request]:
        """What changed something, or tried to, and bears this word in its body or address."""
        with self._news:
            return [one for one in self.requests if one.method in WRITING and _bears(one, word)]

    def arrived(self, word: str, count: int = 1, seconds: float = 10) -> list[Request]:
        """As ``written``, as soon as there are so many, or when the time is over."""
        with self._news:
            self._news.wait_for(lambda: len(self.written(word)) >= count, seconds)
        return self.written(word)

    def quiet(self, word: str, seconds: float = 0.15) -> bool:
        """Whether nothing that bears this word arrives for so long, or has arrived already."""
        return not self.arrived(word, 1, seconds)

    def take(self, request: Request) -> Reply:
        """Writes a request down; gives what is answered."""
        with self._news:
            self.requests.append(request)
            self._news.notify_all()
        given = (answer(request) for answer in self.answers)
        return next((reply for reply in given if reply is not None), Reply())


def _bears(request: Request, word: str) -> bool:
    return word.encode() in request.body or word in request.path


@contextmanager
def recording(folder: Path) -> Iterator[Recorder]:
    """A recorder on loopback; its certificate is made in ``folder``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.block_on_close = False
    recorder = Recorder(server.server_address[1])
    server.recorder = recorder  # type: ignore[attr-defined]  # the handler's only way to it
    server.tls = _tls(folder)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _tls(folder: Path) -> ssl.SSLContext:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    words = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=recorder"
    command = [
        *words.split(),
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    over = ""
    """The name a tunnel leads to."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        """Says nothing."""

    def handle(self) -> None:
        with suppress(OSError):  # browsers hang up at any time
            super().handle()
        if self.connection is not self.request:
            self.connection.close()  # the server closes only what it has accepted

    def do_CONNECT(self) -> None:
        self.over = self.path.rpartition(":")[0]
        self.send_response(200)
        self.end_headers()
        if self.connection.recv(1, MSG_PEEK) == b"\x16":  # a TLS handshake
            self.rfile.close()
            self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)  # type: ignore[attr-defined]
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        self.close_connection = False

    def do_OPTIONS(self) -> None:
        asked = self.headers.get("Access-Control-Request-Headers", "*")
        self._say(Reply(b"", 204, {"Access-Control-Allow-Methods": "*", "Access-Control-Allow-Headers": asked}))

    def do_GET(self) -> None:
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self._frames()
            return
        name = urlsplit(self.path).path.removeprefix("/pages/")
        reply = self._take("GET")
        if name != urlsplit(self.path).path and (PAGES / name).is_file():
            kind = mimetypes.guess_type(name)[0] or "text/html"
            # where history.back finds the page itself, not what a cache of answers kept of it
            headers = {"Content-Type": kind, **HEADERS.get(name, {})}
            reply = Reply((PAGES / name).read_bytes(), headers=headers)
        self._say(reply)

    def _write(self) -> None:
        self._say(self._take(self.command))

    do_POST = do_PUT = do_PATCH = do_DELETE = _write  # noqa: N815 - the library's own names

    def _take(self, method: str, body: bytes | None = None) -> Reply:
        if body is None:
            body = self._body()
        address = urlsplit(self.path)
        path = self.path if not address.netloc else address._replace(scheme="", netloc="").geturl()
        host = self.headers.get("Host", "") or address.netloc
        headers = {name.lower(): value for name, value in self.headers.items()}
        return self.server.recorder.take(Request(method, host, path, headers, body))  # type: ignore[attr-defined, no-any-return]

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _say(self, reply: Reply) -> None:
        body = reply.value if isinstance(reply.value, bytes) else json.dumps(reply.value).encode()
        origin = self.headers.get("Origin", "*")
        allowed = {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}
        given = {"Content-Type": "application/json", **allowed, **reply.headers}
        self.send_response(reply.status)
        for name, value in given.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _frames(self) -> None:
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        accept = hashlib.sha1(key.encode(), usedforsecurity=False).digest()
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(accept).decode())
        self.end_headers()
        self.close_connection = True
        while (frame := self._frame()) is not None:
            self._take("FRAME", frame)
            self.wfile.write(b"\x81\x02ok")

    def _frame(self) -> bytes | None:
        head = self.rfile.read(2)
        if len(head) < 2 or head[0] & 0xF == 8:
            return None
        size = head[1] & 0x7F
        if size > 125:
            code = "!H" if size == 126 else "!Q"
            (size,) = struct.unpack(code, self.rfile.read(struct.calcsize(code)))
        mask = self.rfile.read(4)
        data = self.rfile.read(size)
        return bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))

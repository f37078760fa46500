"""A server that speaks as much of Mastodon's API as its clients need for posting, and remembers what arrived."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Arrived:
    """One request."""

    method: str
    path: str
    user: str
    """Whose token came with it."""
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Recorder:
    """The server's memory."""

    url: str
    tokens: dict[str, str]
    """Token → user."""
    arrived: list[Arrived] = field(default_factory=list)

    @property
    def written(self) -> list[Arrived]:
        """What changed something on the server, or tried to."""
        return [one for one in self.arrived if one.method in WRITING]

    @property
    def posts(self) -> list[tuple[str, str]]:
        """Each post: whose, and its text."""
        return [(one.user, one.json["status"]) for one in self.written if one.path == "/api/v1/statuses"]


@contextmanager
def recording(**users: str) -> Iterator[Recorder]:
    """A server on loopback that knows these users, each with a token."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    host, port = server.server_address[:2]
    recorder = Recorder(f"http://{host!s}:{port}", {token: user for user, token in users.items()})
    server.recorder = recorder  # type: ignore[attr-defined]  # the handler's only way to it
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        """Says nothing."""

    def _take(self) -> None:
        recorder: Recorder = self.server.recorder  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        path = urlsplit(self.path).path
        arrived = Arrived(self.command, path, recorder.tokens.get(token, ""), body)
        recorder.arrived.append(arrived)
        if path != "/api/v1/instance" and not arrived.user:
            self._say(401, {"error": "The access token is invalid"})
            return
        self._say(200, _answer(arrived, recorder))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _take  # noqa: N815 - the library's own names

    def _say(self, code: int, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _answer(one: Arrived, recorder: Recorder) -> Any:
    account = {"id": "1", "username": one.user, "acct": one.user, "display_name": one.user, "url": recorder.url}
    number = str(len(recorder.posts))
    match one.path.strip("/").split("/"):
        case ["api", "v1", "accounts", "verify_credentials"]:
            return account
        case ["api", _, "media", *_]:
            return {"id": "9", "type": "image", "url": f"{recorder.url}/media/9.png", "preview_url": None}
        case ["api", "v1", "statuses"]:
            return {"id": number, "url": f"{recorder.url}/@{one.user}/{number}", "account": account}
        case ["api", "v1", "statuses", identifier, *_]:
            return {"id": identifier, "url": f"{recorder.url}/@{one.user}/{identifier}", "account": account}
        case ["api", "v1", "instance"]:
            return {"uri": "example.social", "title": "Example", "version": "4.3.0"}
    return []

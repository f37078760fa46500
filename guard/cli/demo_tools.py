"""Made-up tools for the demo: servers on this machine that answer as Mastodon and Ghost do, each with a post or two.

Shapes: docs.joinmastodon.org/methods/scheduled_statuses, /methods/statuses and docs.ghost.org/admin-api.
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Query = Mapping[str, list[str]]
Body = Mapping[str, Any]
Answer = tuple[int, Any]
_NOT_FOUND: Answer = (404, {"error": "Record not found"})
_SCHEDULED, _STATUSES = "/api/v1/scheduled_statuses", "/api/v1/statuses"
_POSTS = "/ghost/api/admin/posts/"


@dataclass
class Social:
    """One account on one Mastodon."""

    token: str = field(repr=False)
    scheduled: dict[str, dict[str, Any]] = field(default_factory=dict)
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    _last: int = 100

    def schedule(self, text: str, due: datetime) -> None:
        """Somebody did that this morning."""
        params = {"text": text, "media_ids": None, "visibility": "public"}
        number = self._number()
        self.scheduled[number] = {
            "id": number,
            "scheduled_at": written(due),
            "params": params,
            "media_attachments": [],
        }

    def answer(self, method: str, path: str, query: Query, body: Body, seal: str) -> Answer:
        """What Mastodon would say."""
        if seal != f"Bearer {self.token}":
            return 401, {"error": "The access token is invalid"}
        place, _, number = path.rpartition("/")
        if path == "/api/v1/accounts/verify_credentials":
            return 200, {"id": "7", "username": "redcross", "acct": "redcross"}
        if path == "/api/v1/accounts/7/statuses":
            return 200, list(reversed(self.posts.values()))
        if (method, path) == ("GET", _SCHEDULED):
            before = int(query.get("max_id", ["999999"])[0])
            return 200, [one for number, one in reversed(self.scheduled.items()) if int(number) < before]
        if (method, path) == ("POST", _STATUSES):
            return 200, self._post(str(body["status"]))
        kept = {_SCHEDULED: self.scheduled, _STATUSES: self.posts}.get(place, {})
        if number not in kept:
            return _NOT_FOUND
        if method == "PUT":
            kept[number]["scheduled_at"] = written(datetime.fromisoformat(body["scheduled_at"]))
        return 200, kept.pop(number) if method == "DELETE" else kept[number]

    def _post(self, text: str) -> dict[str, Any]:
        number = self._number()
        made = {"id": number, "created_at": written(datetime.now(UTC)), "content": f"<p>{text}</p>"}
        self.posts[number] = {**made, "media_attachments": [], "url": f"https://social.example/@redcross/{number}"}
        return self.posts[number]

    def _number(self) -> str:
        self._last += 1
        return str(self._last)


@dataclass
class Blog:
    """One Ghost."""

    posts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def schedule(self, title: str, due: datetime) -> None:
        """Somebody did that this morning."""
        number = f"{len(self.posts):024x}"
        told = {"id": number, "title": title, "status": "scheduled", "published_at": written(due)}
        self.posts[number] = {**told, "updated_at": written(datetime.now(UTC)), "newsletter": None}

    def answer(self, method: str, path: str, query: Query, body: Body, seal: str) -> Answer:
        """What Ghost would say."""
        if not seal.startswith("Ghost "):
            return 401, {"errors": [{"message": "Authorization failed", "type": "UnauthorizedError"}]}
        meta = {"pagination": {"page": 1, "limit": 100, "pages": 1, "next": None, "prev": None}}
        if path == "/ghost/api/admin/pages/":
            return 200, {"pages": [], "meta": meta}
        if path == _POSTS:
            wanted = query.get("filter", [""])[0]
            scheduled = wanted == "status:scheduled"
            shown = [
                one
                for one in self.posts.values()
                if (one["status"] == "scheduled" if scheduled else one["id"] in wanted)
            ]
            return 200, {"posts": shown, "meta": {"pagination": {**meta["pagination"], "total": len(shown)}}}
        post = self.posts.get(path.removeprefix(_POSTS).strip("/"))
        if post is None:
            return 404, {"errors": [{"message": "Resource not found error", "type": "NotFoundError"}]}
        if method == "PUT":
            post.update(body["posts"][0], updated_at=written(datetime.now(UTC)))
        return 200, {"posts": [post]}


@contextmanager
def served(answer: Callable[[str, str, Query, Body, str], Answer]) -> Iterator[str]:
    """Where a tool answers, one request after the other, within the block."""
    turn = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet for each answer: a second one would wait for the first to be acknowledged

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
            """Says nothing: the demo tells."""

        def _answer(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts, seal = urlsplit(self.path), self.headers.get("Authorization", "")
            with turn:
                body = json.loads(raw) if raw else {}
                status, data = answer(self.command, parts.path, parse_qs(parts.query), body, seal)
                told = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - the library's own names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def written(moment: datetime) -> str:
    """As both of them write a moment."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")

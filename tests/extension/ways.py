"""The table: every way in which a page can send a post, and what becomes of it in each browser.

The README and SECURITY.md tell people the cells that are not HELD; a test compares them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from gzip import decompress
from json import dumps
from typing import Any
from urllib.parse import parse_qsl

from recorder import Request

HELD = "held"
"""It waits for the answer."""
ASKED = "asked"
"""It is cut off and asked about; once released it leaves when the page tries again."""
REFUSED = "refused"
"""It does not leave, whoever acts, and nobody is asked."""
UNHELD = "unheld"
"""It leaves without being held."""
ABSENT = "absent"
"""The browser has no such thing."""

CHAT = "wss://{blog}.example/websocket"
RECORDS = "https://{blog}.records.example/xrpc/com.atproto.repo.createRecord"
PICTURE = bytes([137, 80, 78, 71, 0, 255])
Same = Callable[[Request, str], bool]
"""Whether a request bears exactly what the page sent with a text."""


def as_json(request: Request, word: str) -> bool:
    """``json(word)`` of pages/ways.js."""
    return request.body == dumps({"content": [{"type": "text", "text": word}]}, separators=(",", ":")).encode()


def as_gzip(request: Request, word: str) -> bool:
    """``gzipped(word)``."""
    plain = Request(request.method, request.host, request.path, {}, decompress(request.body))
    return request.headers.get("content-encoding") == "gzip" and as_json(plain, word)


def as_form(request: Request, word: str) -> bool:
    """``fields(word)``, urlencoded."""
    return parse_qsl(request.body.decode()) == _fields(word)


def as_pressed(request: Request, word: str) -> bool:
    """``fields(word)`` and the button, urlencoded."""
    return parse_qsl(request.body.decode()) == [*_fields(word), ("go", "now")]


def as_parts(request: Request, word: str) -> bool:
    """``fields(word)`` and the picture as a multipart body; a pressed button may stand between."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    parts: Any = BytesParser().parsebytes(head + request.body).get_payload()
    found = [(str(part.get_param("name", header="content-disposition")), _content(part)) for part in parts]
    wanted = [(name, value.encode()) for name, value in _fields(word)]
    return [one for one in found if one != ("go", b"now")] == [*wanted, ("picture", PICTURE)]


def as_frame(request: Request, word: str) -> bool:
    """The message of a WebSocket."""
    message = {"msg": "method", "method": "sendMessage", "params": [{"rid": "GENERAL", "msg": word}]}
    return request.method == "FRAME" and request.body == dumps(message, separators=(",", ":")).encode()


def as_record(request: Request, word: str) -> bool:
    """``record(at, word)``."""
    return bool(request.json["record"]["text"] == word)


@dataclass(frozen=True)
class Way:
    """One row."""

    name: str
    """As in pages/ways.js."""
    same: Same = as_json
    chromium: str = HELD
    firefox: str = HELD
    told: bool = True
    """Whether the page is given an answer that it can look at."""
    cut: bool = False
    """Whether a stop is a network error to the page, because nothing in the page holds it."""
    read: bool = True
    """Whether the person is shown the text."""
    page: str = "plain.html"
    at: str = "/api/v2/blog/{blog}.tumblr.com/posts"
    """Where it posts to."""

    def becomes(self, browser: str) -> str:
        """What becomes of it in a brand's name."""
        return self.chromium if browser == "chromium" else self.firefox

    def in_own_name(self, browser: str) -> str:
        """What becomes of it in the person's own: HELD means that it is asked about there, too."""
        if not self.read:
            return HELD  # who acts is clear, but nobody can tell what it says
        return UNHELD if self.becomes(browser) == HELD else self.becomes(browser)

    @property
    def sentence(self) -> str:
        """The row's name in a report."""
        strict = " of a page with a strict policy" if self.page == "strict.html" else ""
        return f"{self.name}{strict}{' to another host' if '://' in self.at else ''}"


WAYS = (
    Way("text"),
    Way("text", at="https://api.tumblr.com/v2/blog/{blog}.tumblr.com/posts"),
    Way("text", page="strict.html"),
    Way("request object"),
    Way("request object with a new body"),
    Way("form data with a file", as_parts),
    Way("search parameters", as_form),
    Way("blob"),
    Way("bytes"),
    Way("buffer"),
    Way("keepalive"),
    Way("gzipped by the page", as_gzip, read=False),
    Way("fetch kept by the first script"),
    Way("xhr text"),
    Way("xhr text", page="strict.html"),
    Way("xhr form data", as_parts),
    Way("xhr blob"),
    Way("synchronous xhr", chromium=REFUSED, told=False),
    Way("beacon text", told=False),
    Way("beacon blob", told=False),
    Way("beacon form data", as_parts, told=False),
    Way("form by click", as_pressed, told=False),
    Way("form by click", as_pressed, told=False, page="strict.html"),
    Way("form by submit()", as_form, told=False),
    Way("form by requestSubmit()", as_pressed, told=False),
    Way("form to the address of its button", as_pressed, told=False),
    Way("form with a file", as_parts, told=False),
    Way("form into a new tab", as_pressed, told=False),
    Way("fetch later", firefox=ABSENT, told=False),
    Way("websocket", as_frame, told=False, at=CHAT),
    Way("blank frame at once"),
    Way("blank frame later"),
    Way("frame of a file"),
    Way("frame of a source"),
    Way("sandboxed frame"),
    Way("frame of data"),
    Way("frame of a blob"),
    Way("dedicated worker", chromium=ASKED, cut=True),
    Way("worker of a blob", chromium=ASKED, cut=True),
    Way("shared worker", chromium=ASKED, cut=True),
    Way("service worker", chromium=ASKED, cut=True),
    Way("worker at an address of many uses", as_record, chromium=UNHELD, cut=True, at=RECORDS),
    Way("websocket of a worker", as_frame, UNHELD, UNHELD, told=False, at=CHAT),
)


def _fields(word: str) -> list[tuple[str, str]]:
    return [("content[0][type]", "text"), ("content[0][text]", word)]


def _content(part: Message) -> Any:
    return part.get_payload(decode=True)

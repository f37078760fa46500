"""Where a link leads: whether it answers, over which others, and what the page calls itself.

Three promises besides: nothing is asked of an address that is not public, at no hop, and the address that was checked
is the one that is asked; the page learns no cookie and no name; it costs three seconds and 64 KiB at most. Proxies of
the system are not used, since one would look names up by itself.
"""

import html
import http.client
import io
import re
import socket
import ssl
import time
import unicodedata
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from guard.lookups.addresses import Refused, Resolve, public_addresses
from guard.model.sentence import Sentence

SECONDS = 3.0
BYTES = 64 * 1024
HOPS = 5
_LONGEST_TITLE = 200
_LONGEST_ADDRESS = 2048
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WELL_KNOWN = 1023
"""Ports up to here belong to other services, but for those of the web."""
_WEB = {"http": 80, "https": 443}
_TITLE = re.compile(r"<title(?:\s[^>]{0,300})?>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
_HEADERS = {
    "User-Agent": "Hatcheck",
    "Accept": "text/html,*/*;q=0.5",
    "Connection": "close",
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a look-up found."""

    reachable: bool
    """Whether a page answered, and with no error."""
    status: int = 0
    """The last answer's; 0 where there was none."""
    title: str = ""
    """The page's own, cleaned; empty where it has none or is no page."""
    hops: tuple[str, ...] = ()
    """Every address that was asked, in order; the last is where the link ends."""
    trouble: str = ""
    """Why it is not reachable, one sentence."""


class _Socket(Protocol):
    def settimeout(self, value: float | None, /) -> None: ...
    def sendall(self, data: bytes, /) -> None: ...
    def recv_into(self, buffer: memoryview, /) -> int: ...
    def close(self) -> None: ...


class _Budget:
    """What is left of time and bytes."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.bytes = BYTES

    def seconds(self) -> float:
        """What is left; raises TimeoutError where nothing is."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Wire(io.RawIOBase):
    """What comes from a connection, as long as the budget lasts; then the end."""

    def __init__(self, connection: _Socket, budget: _Budget) -> None:
        self._connection = connection
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        room = min(len(buffer), self._budget.bytes)
        if not room:
            return 0
        self._connection.settimeout(self._budget.seconds())
        count = self._connection.recv_into(memoryview(buffer)[:room])
        self._budget.bytes -= count
        return count

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """As ``http.client`` asks of a socket."""
        return io.BufferedReader(self, 4096)


def look_up(
    url: str,
    *,
    resolve: Resolve = public_addresses,
    trusted: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
) -> Answer:
    """Asks the address of a link and those it passes on to; ``trusted`` says which certificates count. Never raises."""
    budget = _Budget(seconds)
    hops: list[str] = []
    status, trouble = 0, ""
    try:
        for _ in range(HOPS + 1):
            parts = _split(url)
            hops.append(_shown(parts))
            status, onward, title = _ask(parts, resolve, trusted, budget)
            if not onward:
                return _answered(status, title, tuple(hops))
            url = urljoin(parts.geturl(), onward)
        trouble = Sentence.of("It passes on more than {hops} times.", hops=HOPS)
    except Refused as refused:
        trouble = refused.why
    except TimeoutError:
        trouble = Sentence.of("It did not answer in time.")
    except ssl.SSLCertVerificationError:
        trouble = Sentence.of("Its certificate is not valid.")
    except (OSError, http.client.HTTPException, ValueError):
        trouble = Sentence.of("It does not answer.")
    return Answer(reachable=False, status=status, hops=tuple(hops), trouble=trouble)


def _answered(status: int, title: str, hops: tuple[str, ...]) -> Answer:
    reachable = 200 <= status < 300
    trouble = "" if reachable else Sentence.of("It answers with the error {status}.", status=status)
    return Answer(reachable, status, title, hops, trouble)


def _split(url: str) -> SplitResult:
    """The parts of an address that may be asked; raises Refused."""
    url = url.strip()
    parts = urlsplit(url if "://" in url else f"https://{url}")
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in _WEB or not parts.hostname or len(url) > _LONGEST_ADDRESS or parts.username is not None:
        raise Refused(Sentence.of("It is no link that can be looked up."))
    if port is not None and (port < 1 or port <= _WELL_KNOWN) and port not in _WEB.values():
        raise Refused(Sentence.of("It is no link that can be looked up."))
    return parts


def _ask(parts: SplitResult, resolve: Resolve, trusted: ssl.SSLContext | None, budget: _Budget) -> tuple[int, str, str]:
    """Status, where it passes on to, and title: first without the page, then, where that is too little, with it."""
    host = parts.hostname or ""
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    port = parts.port or _WEB[parts.scheme]
    addresses = resolve(host, port, budget.seconds())
    for method in ("HEAD", "GET"):
        connection = _connected(addresses, port, budget)
        try:
            if parts.scheme == "https":
                connection = (trusted or ssl.create_default_context()).wrap_socket(connection, server_hostname=host)
            response = _sent(connection, method, parts, host, budget)
            onward = response.getheader("Location", "") if response.status in _REDIRECTS else ""
            if onward or (method == "HEAD" and response.status < 300 and not _is_page(response)):
                return response.status, onward, ""
            if method == "GET":
                return response.status, "", _title(response) if _is_page(response) else ""
        except http.client.HTTPException:
            if method == "GET":
                raise
        finally:
            connection.close()
    raise http.client.HTTPException


def _connected(addresses: tuple[str, ...], port: int, budget: _Budget) -> socket.socket:
    """A connection to the first address that takes one."""
    problem: OSError = OSError()
    for address in addresses[:3]:
        try:
            connection = socket.create_connection((address, port), budget.seconds())
        except TimeoutError:
            raise
        except OSError as error:
            problem = error
        else:
            connection.settimeout(budget.seconds())
            return connection
    raise problem


def _sent(
    connection: socket.socket, method: str, parts: SplitResult, host: str, budget: _Budget
) -> http.client.HTTPResponse:
    connection.settimeout(budget.seconds())
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    named = f"[{host}]" if ":" in host else host
    at = named if parts.port in (None, _WEB[parts.scheme]) else f"{named}:{parts.port}"
    headers = {"Host": at, **_HEADERS, **({"Range": f"bytes=0-{BYTES - 1}"} if method == "GET" else {})}
    lines = [f"{method} {path}{query} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    connection.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
    response = http.client.HTTPResponse(_Wire(connection, budget), method=method)  # type: ignore[arg-type]
    response.begin()
    return response


def _is_page(response: http.client.HTTPResponse) -> bool:
    return "html" in response.getheader("Content-Type", "html").lower()


def _title(response: http.client.HTTPResponse) -> str:
    """The title in what the budget lets through of the page."""
    content = b""
    try:
        while len(content) < BYTES and (piece := response.read1(4096)):
            content += piece
            if b"</title" in content[-len(piece) - 8 :].lower():
                break
    except (TimeoutError, OSError, http.client.HTTPException):
        pass  # what has come is enough to look for a title in
    charset = response.headers.get_content_charset("utf-8")
    try:
        text = content.decode(charset, "replace")
    except LookupError:
        text = content.decode("utf-8", "replace")
    found = _TITLE.search(text)
    return _clean(html.unescape(found[1])) if found else ""


def _clean(text: str) -> str:
    """In one line, without characters that are not seen and change what is."""
    visible = "".join(" " if letter.isspace() else letter for letter in text[: 4 * _LONGEST_TITLE])
    visible = "".join(letter for letter in visible if unicodedata.category(letter)[0] != "C")
    return " ".join(visible.split())[:_LONGEST_TITLE]


def _shown(parts: SplitResult) -> str:
    return _clean(f"{parts.scheme}://{parts.netloc}{parts.path}")

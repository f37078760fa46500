"""A request as the definitions look at it: its place, its headers, and what stands at an address of it."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from guard.platforms import _form, _grammar, at, content, matching
from guard.platforms.at import Found
from guard.platforms.content import Body, Content

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._form import Value
    from guard.platforms._shapes import Clause

MOST, MOST_TEXTS = 64, 4096
_PORTS = {"http": ":80", "https": ":443", "ws": ":80", "wss": ":443"}
_LONGEST = 8192  # characters of a URL that are looked at to tell what it is
FRAME = "WEBSOCKET"
"""What stands for the method of a frame."""


class Sent:
    """One request, or one frame of a WebSocket."""

    def __init__(self, method: str, url: str, headers: Mapping[str, str], body: Body) -> None:
        self.method = method.upper()
        self.url = url.partition("#")[0]
        self.headers = {name.lower(): value for name, value in headers.items()}
        self._body = body
        there = matching.split(url[:_LONGEST])
        self.segments, self.asked = there.segments, there.query
        self.query = self.url.partition("?")[2]
        self.host = there.host.removesuffix(_PORTS.get(there.scheme, "none"))
        self._name = self.host if self.host.endswith("]") else self.host.rpartition(":")[0] or self.host
        self._name = self._name.removesuffix(".")

    @cached_property
    def content(self) -> Content:
        """What its body says; read when it is first asked for."""
        return content.frame(self._body) if self.method == FRAME else content.read(self.headers, self._body)

    def path_parts(self, hosts: Sequence[str], path: str) -> dict[str, str] | None:
        """The parts of the path where this is the place, else None."""
        if not any(matching.fits(host, self._name) for host in hosts):
            return None
        return matching.path_parts(path, self.segments)


class View:
    """A request with the parts of its path, and the document that addresses without a root are about."""

    def __init__(self, sent: Sent, parts: Mapping[str, str], document: Content) -> None:
        self._sent, self._parts, self._document = sent, parts, document

    def at(self, address: str, most: int = MOST) -> Found:
        """What stands at the address."""
        return at.find(at.parse(address), self._root, most)

    def first(self, address: str) -> str | None:
        """The first value there that has a text and is not empty, as text."""
        found = self.at(address)
        return next((text for text in found.texts() if text), None)

    def filled(self, template: str, value: str = "") -> str | None:
        """The template with ``value`` for ``{}`` and what stands at the other addresses; None where one is missing."""
        _, parts = _grammar.pieces(template)
        found = {part: value if not part else self.first(part) for part in parts}
        given = {part: text for part, text in found.items() if text}
        return _grammar.filled(template, given) if len(given) == len(found) else None

    def holds(self, clause: "Clause") -> tuple[bool, str | None]:
        """Whether the clause holds by what was read, and why that does not decide it where it does not."""
        found = self.at(clause["at"])
        wanted = clause.get("there", "not" not in clause)
        if any(_fits(clause, value) for value in found.values):
            return wanted, None
        return not wanted, found.unreadable or ("too many" if found.more else None)

    def _root(self, root: str) -> "tuple[Value, str | None]":
        if not root:
            return self._document.value, self._document.unreadable
        if root in ("body", "text"):
            body = self._sent.content
            given = root == "body" or self._sent.method == FRAME
            return (body.raw or None if given else None), body.unreadable if body.raw is None and given else None
        return self._meta(root), None

    def _meta(self, root: str) -> "Value":
        sent = self._sent
        if root == "path":
            return dict(self._parts)
        if root == "query":
            return dict(_form.tree(_form.pairs(sent.query)))
        if root == "header":
            return dict(sent.headers)
        if root == "cookie":
            return dict(_cookies(sent.headers.get("cookie", "")))
        if root == "token":
            return _credential(sent.headers.get("authorization", ""))
        return sent.host if root == "host" else sent.url


def _fits(clause: "Clause", value: "Value") -> bool:
    if "there" in clause:
        return not at.is_empty(value)
    text = at.text_of(value)
    if text is None:
        return False
    if "starts" in clause:
        return text.startswith(tuple(clause["starts"]))
    return text in (clause["is"] if "is" in clause else clause["not"])


def _cookies(header: str) -> dict[str, str]:
    """The cookies by name; of two of one name the first, which is the one of the longer path."""
    found: dict[str, str] = {}
    for pair in header.split(";"):
        name, sign, value = pair.strip(" \t").partition("=")
        if sign:
            value = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
            found.setdefault(name, _grammar.decoded(value))
    return found


def _credential(header: str) -> str:
    """What follows the scheme in an Authorization header; some platforms' pages write no scheme."""
    first, space, rest = header.strip(" \t").partition(" ")
    return rest.lstrip(" ") if space else first

"""The body of a request, read the way the page's own server will read it; how, is said in ``platform.schema.json``.

Nothing here raises: what cannot be read says why.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from guard.platforms import _form, _multipart
from guard.platforms._form import File, pairs
from guard.platforms._multipart import NotMultipart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._form import Value

__all__ = ["Body", "Content", "Fields", "File", "Opaque", "answer", "frame", "from_json", "pairs", "read"]

type_of = "content-type"
Fields = Sequence[tuple[str, str | File]]
"""The fields of a form in their order."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """A body that is there and of which nobody has the content."""

    why: str


Body = str | bytes | Fields | Opaque | None

_LONGEST = 4 * 1024 * 1024
_DEEPEST = 64
_WHITE = " \t\r\n"
_GUARDS = ("for (;;);", "while(1);", ")]}'")  # before JSON, against reading it as a script


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a body."""

    value: "Value" = None
    """JSON or the fields of a form, or None where nothing has a name."""
    raw: str | None = None
    """The text as it is sent, where there is one."""
    unreadable: str | None = None
    """Why nothing could be read; ``value`` is None then."""
    fields: Fields = ()
    """Of a form, resolved."""

    def says(self, words: Sequence[str], query: str) -> bool:
        """Whether one of the words stands in it, or in the query; a body that nobody can read says anything."""
        if self.unreadable is not None and self.raw is None:
            return True
        texts = [query, self.raw or "", *_texts(self.fields)]
        return any(word in text for word in words for text in texts)


def read(headers: Mapping[str, str], body: Body) -> Content:
    """The body of an HTTP request; the names of ``headers`` are in lower case."""
    if not body:
        return Content(raw="")
    if headers.get("content-encoding", "").strip().lower() not in ("", "identity"):
        return Content(unreadable="compressed")
    if isinstance(body, Opaque):
        return Content(unreadable=body.why)
    if _size(body) > _LONGEST:
        return Content(unreadable="too large")
    kind = headers.get(type_of, "")
    if not isinstance(body, str | bytes):
        return Content(_form.tree(body), fields=body)
    if kind.lower().lstrip().startswith("multipart/form-data"):
        return _parts(body, kind)
    if isinstance(body, str):
        return _written(body, kind.lower())
    try:
        return _written(body.decode(), kind.lower())
    except UnicodeDecodeError:
        return Content(unreadable="not UTF-8")


def frame(text: Body) -> Content:
    """A frame of a WebSocket: JSON, or a text in which nothing has a name."""
    if isinstance(text, Opaque):
        return Content(unreadable=text.why)
    if not isinstance(text, str):
        return Content(unreadable="not UTF-8" if text else None, raw=None if text else "")
    if len(text) > _LONGEST:
        return Content(unreadable="too large")
    try:
        return Content(from_json(text), text)
    except ValueError:
        return Content(None, text)


def answer(text: str) -> Content:
    """An answer of a platform, or the text of an element in its page: JSON, or nothing."""
    if len(text) > _LONGEST:
        return Content(unreadable="too large")
    text = text.removeprefix("\ufeff").lstrip(_WHITE)
    for guard in _GUARDS:
        text = text.removeprefix(guard)
    try:
        return Content(from_json(text), text)
    except ValueError:
        return Content(raw=text, unreadable="not JSON")


def from_json(text: str) -> "Value":
    """The value as JavaScript's ``JSON.parse`` gives it, a leading BOM skipped; raises ValueError."""
    try:
        value: Value = json.loads(text.removeprefix("\ufeff"), parse_int=_number, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("deeper than anybody writes it") from None
    if text.count("[") + text.count("{") > _DEEPEST and _is_deep(value):
        raise ValueError("deeper than anybody writes it")
    return value


def _number(digits: str) -> int | float:
    """JavaScript has no whole numbers beyond 2^53; Python refuses to read very long ones."""
    return int(digits) if len(digits) < 17 else float(digits)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _is_deep(value: "Value") -> bool:
    level: list[Value] = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for node in level
            if isinstance(node, dict | list)
            for inner in (node.values() if isinstance(node, dict) else node)
        ]
    return any(isinstance(node, dict | list) for node in level)


def _size(body: str | bytes | Fields) -> int:
    return len(body) if isinstance(body, str | bytes) else sum(map(len, _texts(body)))


def _texts(fields: Fields) -> Iterator[str]:
    for name, value in fields:
        yield name
        if isinstance(value, str):
            yield value


def _parts(body: str | bytes, kind: str) -> Content:
    raw = body if isinstance(body, str) else None
    try:
        fields = _multipart.fields(body.encode("utf-8", "replace") if isinstance(body, str) else body, kind)
    except NotMultipart:
        return Content(raw=raw, unreadable="not multipart")
    except UnicodeDecodeError:
        return Content(raw=raw, unreadable="not UTF-8")
    return Content(_form.tree(fields), raw, fields=fields)


def _written(text: str, kind: str) -> Content:
    is_form = kind.lstrip().startswith("application/x-www-form-urlencoded")
    if text.removeprefix("\ufeff").lstrip(_WHITE)[:1] in ("{", "[") or "json" in kind:
        try:
            return Content(from_json(text), text)
        except ValueError:
            if not is_form:
                return Content(raw=text, unreadable="not JSON")
    undeclared = not kind.strip() or kind.lstrip().startswith("text/plain")
    if is_form or (undeclared and "=" in text):
        fields = _form.pairs(text)
        return Content(_form.tree(fields), text, fields=fields)
    return Content(raw=text, unreadable="plain text")

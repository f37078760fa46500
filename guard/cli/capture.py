"""The shape of a request nobody has described: which fields, of what sort, how long; never what stands in them.

So that somebody can help to describe a platform without giving a token, a text or a name away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guard.cli.har import Exchange
from guard.platforms import content
from guard.platforms.matching import split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._form import Value

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_MOST_FIELDS, _DEEPEST = 80, 12
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$-")


@dataclass(frozen=True, slots=True)
class Shape:
    """One sort of request."""

    host: str
    method: str
    path: str
    """With a star for each segment that may be an id, a name or a token."""
    kind: str
    """The content type."""
    count: int
    fields: dict[str, str]
    """By their addresses, of what sort they are and how long: ``text of 3 to 280``."""


_Place = tuple[str, str, str, str]
_Lengths = dict[tuple[str, str], tuple[int, int]]
"""By address and sort, the shortest and the longest."""


def shapes(exchanges: Iterable[Exchange]) -> list[Shape]:
    """Requests of one method to one place are of one sort."""
    counts: dict[_Place, int] = {}
    every: dict[_Place, _Lengths] = {}
    for exchange in exchanges:
        place = _place(exchange)
        counts[place] = counts.get(place, 0) + 1
        lengths = every.setdefault(place, {})
        for address, sort, length in _told_fields(exchange):
            if (address, sort) in lengths or len(lengths) < _MOST_FIELDS:
                shortest, longest = lengths.get((address, sort), (length, length))
                lengths[address, sort] = min(shortest, length), max(longest, length)
    return [Shape(*place, counts[place], _in_words(lengths)) for place, lengths in every.items()]


def _place(exchange: Exchange) -> _Place:
    there = split(exchange.url)
    path = "/" + "/".join(segment if _is_word(segment, ".") else "*" for segment in there.segments)
    kind = exchange.headers.get("content-type", "").partition(";")[0].strip()
    return there.host, exchange.method, path, kind if set(kind) <= _PLAIN | set("/.+") else ""


def _told_fields(exchange: Exchange) -> Iterator[tuple[str, str, int]]:
    for name, value in content.pairs(split(exchange.url).query):
        yield f"@query.{_named(name)}", "text", len(value) if isinstance(value, str) else 0
    read = content.read(exchange.headers, exchange.body)
    if read.unreadable:
        yield "", read.unreadable, 0
    elif read.value is not None:
        yield from _fields("", read.value, 0)


def _in_words(lengths: _Lengths) -> dict[str, str]:
    told: dict[str, str] = {}
    for (address, sort), (shortest, longest) in lengths.items():
        words = sort
        if sort == "text":
            words = f"text of {shortest}" + (f" to {longest}" if longest > shortest else "")
        told[address] = f"{told[address]}, or {words}" if address in told else words
    return told


def _fields(address: str, value: "Value", depth: int) -> Iterator[tuple[str, str, int]]:
    """Each field's address with what it is; the elements of a list are one."""
    if isinstance(value, dict) and value and depth < _DEEPEST:
        for name, inner in value.items():
            step = _named(name)
            dot = "." if address and step[0] != "[" else ""
            yield from _fields(f"{address}{dot}{step}", inner, depth + 1)
    elif isinstance(value, list) and value and depth < _DEEPEST:
        for inner in value:
            yield from _fields(f"{address}[*]", inner, depth + 1)
    elif isinstance(value, str) and value[:1] in ("{", "[") and (inside := _parsed(value)):
        yield from _fields(f"{address}(json)", inside, depth + 1)
    else:
        yield address, _sort(value), len(value) if isinstance(value, str) else 0


def _parsed(text: str) -> "Value":
    try:
        return content.from_json(text)
    except ValueError:
        return None


def _sort(value: "Value") -> str:
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "number"
    if value is None:
        return "null"
    return "file" if isinstance(value, content.File) else "object" if isinstance(value, dict) else "list"


def _named(name: str) -> str:
    """The step that leads to this field; a name that may be somebody's own is not told."""
    return name if _is_word(name) else "[*]"


def _is_word(text: str, besides: str = "") -> bool:
    """Whether it may be a name that a programmer gave: ids, e-mail addresses and tokens hardly ever look so."""
    digits = sum(map(str.isdigit, text))
    return 0 < len(text) <= 40 and set(text) <= _PLAIN | set(besides) and digits <= 2

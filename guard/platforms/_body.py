"""Named values in a request's body, whatever its syntax: JSON, a form, lines, or code that builds one of them."""

from collections.abc import Iterator
from itertools import islice

from guard.platforms._grammar import decoded

_CLOSED_BY = ",&}]\n\r;<\"'"
_QUOTES = "\"'`"
# What is read of a hostile body: values of this length, and so many of them.
_LONGEST, _MOST = 8192, 64


def values(text: str, name: str) -> tuple[str, ...]:
    """The values that ``text`` gives to ``name`` (``"name": "value"``, ``name=value``, ``name: [a, b]``)."""
    text = text.replace("%5B%5D", "[]").replace("%5b%5d", "[]").replace('\\"', '"')
    return tuple(value for at in islice(_places(text, name), _MOST) for value in _values_at(text, at) if value)


def _places(text: str, name: str) -> Iterator[int]:
    """Where the values begin: behind each ``name`` that stands alone and is followed by ``:``, ``=`` or ``>``."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        before = text[at - 1] if at else " "
        window = text[end : end + 16]
        after = window.lstrip(_QUOTES + " \t")
        if not (before.isalnum() or before in "_-") and after[:1] in (":", "=", ">"):
            yield end + len(window) - len(after) + 1
        at = text.find(name, end)


def _values_at(text: str, at: int) -> Iterator[str]:
    rest = text[at : at + _LONGEST].lstrip(" \t\r\n=:")
    if rest[:1] == "[" and "]" in rest:
        for item in rest[1 : rest.index("]")].split(","):
            yield _plain(item.strip(_QUOTES + " \t\r\n")) if "{" not in item else ""
    elif rest[:1] and rest[0] in _QUOTES:
        yield _plain(rest[1:].partition(rest[0])[0])
    else:
        end = next((index for index, character in enumerate(rest) if character in _CLOSED_BY), len(rest))
        yield _plain(rest[:end].strip(_QUOTES + " \t"))


def _plain(value: str) -> str:
    return decoded(value).strip().removeprefix("=").strip()

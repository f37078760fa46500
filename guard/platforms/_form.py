"""Forms as the trees of values that servers make of them: ``poll[options][]=a`` is a list inside of ``poll``."""

from collections.abc import Iterable
from dataclasses import dataclass

from guard.platforms import _grammar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Value: TypeAlias = "dict[str, Value] | list[Value] | str | int | float | bool | File | None"
    """What may stand in a body: JSON, or the tree of a form."""

_MOST_BRACKETS = 64


@dataclass(frozen=True, slots=True)
class File:
    """A file in a form, which is never opened."""

    name: str
    type: str = ""
    size: int = 0

    @property
    def told(self) -> str:
        """How people are told of it: ``IMG_1.jpg (image/jpeg, 2.1 MB)``."""
        tenths = self.size // 100_000
        size = f"{tenths // 10}.{tenths % 10} MB" if tenths >= 10 else f"{self.size // 1000} kB"
        size = size if self.size >= 1000 else f"{self.size} bytes"
        return f"{self.name} ({self.type}, {size})" if self.type else f"{self.name} ({size})"


def pairs(text: str) -> list[tuple[str, str | File]]:
    """The names and values of an ``application/x-www-form-urlencoded`` text, or of a query."""
    found: list[tuple[str, str | File]] = []
    for part in text.split("&"):
        if part:
            name, _, value = part.replace("+", " ").partition("=")
            found.append((_grammar.decoded(name), _grammar.decoded(value)))
    return found


def tree(fields: "Iterable[tuple[str, str | File]]") -> "dict[str, Value]":
    """The fields by name, with lists where a name ends in ``[]`` or comes twice, and trees where it has brackets."""
    root: dict[str, Value] = {}
    for name, value in fields:
        if not _placed(root, _keys(name), value):
            _placed(root, [name], value)
    return root


def _keys(name: str) -> list[str]:
    """``a[b][]`` is a, b and the empty key; a name of another form is one key."""
    first, bracket, rest = name.partition("[")
    if not bracket or not first or not rest.endswith("]"):
        return [name]
    inner = rest[:-1].split("][")
    if len(inner) > _MOST_BRACKETS or any("[" in key or "]" in key for key in inner):
        return [name]
    return [first, *inner]


def _placed(root: "dict[str, Value]", keys: list[str], value: str | File) -> bool:
    """Puts the value at its place; False where something of another sort stands on the way."""
    node: Value = root
    *ways, last = keys
    for position, key in enumerate(ways):
        below: Value = [] if keys[position + 1] == "" else {}
        if isinstance(node, list):  # an element of a[][b]
            node.append(below)
            node = below
        elif isinstance(node, dict):
            node = node.setdefault(key, below)
            if type(node) is not type(below):
                return False
    if isinstance(node, list):
        node.append(value)
    elif isinstance(node, dict):
        _put(node, last, value)
    return True


def _put(node: "dict[str, Value]", key: str, value: str | File) -> None:
    there = node.get(key)
    if isinstance(there, list):
        there.append(value)
    elif key not in node or isinstance(there, dict):  # PHP, too, lets a plain value take the place of a tree
        node[key] = value
    else:
        node[key] = [there, value]

"""Where a value stands in a request: the addresses of the data files, whose grammar ``platform.schema.json`` tells."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from guard.platforms import _form, content
from guard.platforms._form import File

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._form import Value

__all__ = ["Address", "BadAddress", "Found", "is_empty", "parse", "text_of"]

_ROOTS = {"host": False, "url": False, "token": False, "body": False, "text": False} | dict.fromkeys(
    ("path", "query", "header", "cookie"), True
)
"""What does not stand in the body, and whether the name of a field must follow."""
_SURE = 2**53 - 1  # above it JavaScript's numbers are no longer whole


class BadAddress(ValueError):
    """The text is no address; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an address: ``name``, ``key`` (a name that stands elsewhere), ``every``, ``deep``, ``parsed``."""

    kind: str
    name: str = ""
    key: "Address | None" = None


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address."""

    root: str
    """``host``, ``url`` …, or empty for the body."""
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Found:
    """What stands at an address."""

    values: "list[Value]" = field(default_factory=list)
    unreadable: str | None = None
    """Why something there could not be read."""
    more: bool = False
    """Whether there were more values than are read."""

    def texts(self) -> list[str]:
        """The values that have a text, as texts."""
        return [text for value in self.values if (text := text_of(value)) is not None]


Roots = Callable[[str], "tuple[Value, str | None]"]
"""What stands at a root, and why it cannot be read where it cannot."""


def text_of(value: "Value") -> str | None:
    """The value as text, well-formed; None where it has none in JavaScript and Python alike."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float) and -_SURE <= value <= _SURE and value == int(value):
        return str(int(value))
    return None


def is_empty(value: "Value") -> bool:
    """Whether nothing is said by it: null, false, 0, an empty text, list or object."""
    return not isinstance(value, File) and not value


@cache
def parse(text: str) -> Address:
    """The address that the text is; raises BadAddress."""
    reader = _Reader(text)
    address = reader.address()
    if reader.rest:
        raise reader.bad()
    if sum(step.kind == "deep" for step in address.steps) > 1:
        raise BadAddress(f"{text}: '..' may stand in an address once")
    return address


class _Reader:
    """Reads an address from the left."""

    def __init__(self, text: str) -> None:
        self._text = self.rest = text

    def bad(self) -> BadAddress:
        """What to say where nothing more can be understood."""
        return BadAddress(f"{self._text}: not understood from “{self.rest}” on")

    def address(self) -> Address:
        """An address, up to what cannot be a step of it."""
        root = self._root()
        steps: list[Step] = []
        if _ROOTS.get(root):
            if not self._took("."):
                raise self.bad()
            steps.append(self._named())
        elif not root and not self.rest.startswith(("[", "..", "(")):
            steps.append(self._named())
        while self.rest and self.rest[0] in ".[(":
            steps.append(self._step())
        return Address(root, tuple(steps))

    def _root(self) -> str:
        if not self._took("@"):
            return ""
        root = self._letters()
        if root not in _ROOTS:
            raise self.bad()
        return root

    def _step(self) -> Step:
        if self._took("[*]"):
            return Step("every")
        if self._took("(json)"):
            return Step("parsed", "json")
        if self._took("(form)"):
            return Step("parsed", "form")
        if self._took(".."):
            named = self._named()
            if named.kind != "name":
                raise self.bad()
            return Step("deep", named.name)
        if self._took("."):
            return self._named()
        return self._index()

    def _index(self) -> Step:
        number, bracket, rest = self.rest[1:].partition("]")
        if self.rest[0] != "[" or not bracket or not (number.isascii() and number.isdigit()):
            raise self.bad()
        if len(number) > 9 or (number[0] == "0" and number != "0"):
            raise self.bad()
        self.rest = rest
        return Step("index", number)

    def _named(self) -> Step:
        if self._took("<"):
            key = self.address()
            if not self._took(">"):
                raise self.bad()
            return Step("key", key=key)
        if self._took("'"):
            name, quote, self.rest = self.rest.partition("'")
            if not quote or not name:
                raise self.bad()
            return Step("name", name)
        return Step("name", self._letters())

    def _letters(self) -> str:
        end = 0
        while (
            end < len(self.rest) and self.rest[end].isascii() and (self.rest[end].isalnum() or self.rest[end] in "_$:-")
        ):
            end += 1
        if not end:
            raise self.bad()
        name, self.rest = self.rest[:end], self.rest[end:]
        return name

    def _took(self, beginning: str) -> bool:
        found = self.rest.startswith(beginning)
        self.rest = self.rest.removeprefix(beginning)
        return found


def find(address: Address, roots: Roots, most: int) -> Found:
    """What stands there, ``most`` values of it, in the document's order."""
    found = Found()
    document, _ = roots("")
    value, found.unreadable = roots(address.root)
    walk = _Walk(roots, found)
    every = (each for node in walk.at(value, document, address.steps) for each in _ended(node) if each is not None)
    found.values = list(islice(every, most))
    found.more = next(every, None) is not None
    return found


def _ended(node: "Value") -> "Sequence[Value]":
    return node if isinstance(node, list) else (node,)


class _Walk:
    """One search, step by step."""

    def __init__(self, roots: Roots, found: Found) -> None:
        self._roots, self._found = roots, found

    def at(self, node: "Value", document: "Value", steps: tuple[Step, ...]) -> "Iterator[Value]":
        """The values at these steps below ``node``; ``document`` is where keys are looked up."""
        if not steps:
            yield node
            return
        step, others = steps[0], steps[1:]
        if step.kind == "parsed":
            document = self._parsed(node, step.name) if isinstance(node, str | File) else document
            below: Iterator[Value] = iter((document if isinstance(node, str | File) else node,))
        else:
            below = self._below(node, document, step)
        for inner in below:
            yield from self.at(inner, document, others)

    def _below(self, node: "Value", document: "Value", step: Step) -> "Iterator[Value]":
        if step.kind == "every":
            yield from _inside(node) if isinstance(node, dict | list) else (node,)
        elif step.kind == "deep":
            yield from _deep(node, step.name)
        elif step.kind == "index" and isinstance(node, list):
            yield from node[int(step.name) :][:1]
        elif isinstance(node, dict):
            yield from (node[name] for name in self._names(step, document) if name in node)

    def _names(self, step: Step, document: "Value") -> list[str]:
        if step.key is None:
            return [step.name]

        def roots(root: str) -> "tuple[Value, str | None]":
            return self._roots(root) if root else (document, None)

        return find(step.key, roots, 1).texts()

    def _parsed(self, node: str | File, how: str) -> "Value":
        if isinstance(node, File):
            self._found.unreadable = self._found.unreadable or "a file"
            return None
        if not node:
            return None
        if how == "form":
            return _form.tree(_form.pairs(node))
        try:
            return content.from_json(node)
        except ValueError:
            self._found.unreadable = self._found.unreadable or "not JSON"
            return None


def _inside(node: "dict[str, Value] | list[Value]") -> "Sequence[Value]":
    """What stands in it, in JavaScript's order: fields named by numbers come first."""
    if isinstance(node, list):
        return node
    numbered = sorted((name for name in node if _is_number(name)), key=int)
    if not numbered:
        return tuple(node.values())
    return [node[name] for name in (*numbered, *(name for name in node if not _is_number(name)))]


def _is_number(name: str) -> bool:
    return (
        name.isascii()
        and name.isdigit()
        and len(name) <= 10
        and (name[0] != "0" or name == "0")
        and int(name) < 2**32 - 1
    )


def _deep(node: "Value", name: str) -> "Iterator[Value]":
    if isinstance(node, dict) and name in node:
        yield node[name]
    for inner in _inside(node) if isinstance(node, dict | list) else ():
        yield from _deep(inner, name)

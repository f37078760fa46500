"""The small grammar that the data files use in place of regular expressions, which differ between languages.

A template is literal text with ``{parts}`` in it. A part says which characters it may hold, as intervals of two
characters each (``"az"``), or that it is a host name.
"""

from collections.abc import Mapping
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from guard.platforms._shapes import Part

_LABEL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


class Flaw(ValueError):
    """Why a text is no part of a handle, in words."""


@cache
def pieces(template: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The literals of a template and the parts between them; there is one literal more than parts."""
    literals, parts = [], []
    for position, piece in enumerate(template.split("{")):
        name, brace, literal = piece.partition("}")
        if position:
            parts.append(name)
        literals.append(literal if brace else piece)
    return tuple(literals), tuple(parts)


def matched(template: str, text: str) -> dict[str, str] | None:
    """What stands for each part where ``text`` has the template's literals in their places, else None."""
    literals, parts = pieces(template)
    first, last = literals[0], literals[-1] if parts else ""
    if text[: len(first)].lower() != first.lower() or (not parts and len(text) != len(first)):
        return None
    if last and text[-len(last) :].lower() != last:
        return None
    rest = text[len(first) : len(text) - len(last)]
    values: dict[str, str] = {}
    for name, literal in zip(parts[:-1], literals[1:-1], strict=True):
        values[name], found, rest = rest.partition(literal)
        if not found:
            return None
    if parts:
        values[parts[-1]] = rest
    return values


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with ``values`` in the places of its parts."""
    literals, parts = pieces(template)
    return literals[0] + "".join(values[name] + literal for name, literal in zip(parts, literals[1:], strict=True))


def normal(part: "Part", value: str) -> tuple[str, str]:
    """The normal form of ``value`` and the form to show; raises Flaw where it is no such part."""
    if kind := part.get("kind"):
        name = host(value)
        name = without_www(name) if kind == "site" else name
        return name, name
    folded = "".join(character for character in value if character not in part.get("drop", ""))
    _check(part, folded)
    return (folded.lower() if part.get("fold") else folded), value


def _check(part: "Part", value: str) -> None:
    shortest, longest = part.get("min", 1), part.get("max", 255)
    if len(value) < shortest:
        raise Flaw(f"“{value}” has fewer than {shortest} characters" if value else "a part of it is missing")
    if len(value) > longest:
        raise Flaw(f"“{value[:80]}” has more than {longest} characters")
    for character in value:
        if not _within(part["chars"], character):
            raise Flaw(f"“{value[:80]}” has the character {character!r}, which is not allowed there")
    if "first" in part and not _within(part["first"], value[0]):
        raise Flaw(f"“{value[:80]}” begins with {value[0]!r}")


def _within(intervals: list[str], character: str) -> bool:
    return any(interval[0] <= character <= interval[-1] for interval in intervals)


def host(text: str) -> str:
    """A host name, with its port where it has one, in normal form: lower case, IDN as punycode."""
    name, colon, port = text.rstrip(".").lower().partition(":")
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            raise Flaw(f"“{text[:80]}” is no host name") from None
    labels = name.split(".")
    if len(labels) < 2 and name != "localhost":
        raise Flaw(f"“{text[:80]}” is no host name: it has no dot")
    if colon and not (port.isascii() and port.isdigit() and len(port) <= 5):
        raise Flaw(f"“{text[:80]}” has a port that is no number")
    if len(name) > 253 or not all(map(_is_label, labels)):
        raise Flaw(f"“{text[:80]}” is no host name")
    return name + colon + port


def _is_label(label: str) -> bool:
    return 0 < len(label) <= 63 and label[0] != "-" != label[-1] and _LABEL.issuperset(label)


def without_www(name: str) -> str:
    """The site's name: a leading ``www.`` does not make another site."""
    while name.startswith("www.") and "." in name[4:]:
        name = name[4:]
    return name


def decoded(text: str) -> str:
    """The text with its percent signs resolved (``%40acme`` is ``@acme``)."""
    if "%" not in text:
        return text
    from urllib.parse import unquote  # imported here because it is slow and hardly ever needed

    return unquote(text)

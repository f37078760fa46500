"""The grammar of hosts and paths in the data files, held against a request's URL."""

from collections.abc import Callable
from dataclasses import dataclass

from guard.platforms import _grammar


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of a URL; whoever logs in there (``user:password@``) and the fragment are dropped."""

    scheme: str
    host: str
    """In lower case, with its port where it has one."""
    segments: list[str]
    """Of the path, percent signs resolved, empty ones left out."""
    query: str


def split(url: str) -> Split:
    """The URL's parts; one without a scheme begins with its host."""
    text, _, _ = url.partition("#")
    text, _, query = text.partition("?")
    scheme, slashes, rest = text.partition("://")
    authority, _, path = (rest if slashes else scheme).partition("/")
    segments = [_grammar.decoded(segment) for segment in path.strip().split("/") if segment]
    return Split(scheme.lower() if slashes else "", authority.rpartition("@")[2].lower(), segments, query)


def _never(_segment: str) -> bool:
    return False


def path_parts(template: str, segments: list[str], wild: Callable[[str], bool] = _never) -> dict[str, str] | None:
    """What the template's ``{parts}`` stand for in this path, or None where it is another path.

    A segment that is ``wild`` fits any literal but the last, which says what is done.
    """
    patterns = [pattern for pattern in template.split("/") if pattern]
    if patterns[:1] == ["**"]:  # an installation may live in any folder of its site
        patterns = patterns[1:]
        segments = segments[len(segments) - len(patterns) :] if len(segments) > len(patterns) else segments
    if len(patterns) != len(segments):
        return None
    decisive = max((index for index, pattern in enumerate(patterns) if pattern[0] not in "{*"), default=-1)
    parts: dict[str, str] = {}
    for index, (pattern, segment) in enumerate(zip(patterns, segments, strict=True)):
        if pattern[0] == "{":
            parts[pattern[1:-1]] = segment
        elif not fits(pattern, segment) and (index == decisive or not wild(segment)):
            return None
    return parts


def fits(pattern: str, text: str) -> bool:
    """Whether ``text`` is one of the pattern's alternatives (``feed|photos``); each ``*`` stands for anything."""
    return any(_is(choice, text) for choice in pattern.split("|"))


def _is(choice: str, text: str) -> bool:
    first, *between = choice.split("*")
    if not between:
        return text == choice
    last = between.pop()
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    start, end = len(first), len(text) - len(last)
    for piece in between:
        found = text.find(piece, start, end)
        if found < 0:
            return False
        start = found + len(piece)
    return True

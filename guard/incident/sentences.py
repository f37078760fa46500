"""Sentences in a record: kept so that they can be said in any language later on."""

import string
from collections.abc import Iterable, Mapping
from typing import Any

from guard.model.sentence import Sentence

_DEEPEST = 16
"""Sentences within sentences: more were never kept."""
_LONGEST = 100_000
"""Letters of one sentence: patterns within patterns could double it at each step."""


def kept(text: str) -> Any:  # noqa: ANN401 - JSON
    """The text as JSON: a text, or for a sentence its pattern and values."""
    if not isinstance(text, Sentence) or not _simple(text.pattern, text.values) or not _plain(text.values):
        return str(text)  # a date, a rounded number: said as it was
    values = {name: kept(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return {"pattern": text.pattern, "values": values}


def again(plain: Any) -> str:  # noqa: ANN401
    """The text or sentence of ``kept``. What is neither is said as it stands, for a record may have been changed."""
    return _again(plain, 0)


def is_kept(plain: Any) -> bool:  # noqa: ANN401
    """Whether it is what ``kept`` gives."""
    return isinstance(plain, str) or isinstance(_again(plain, 0), Sentence)


def together(parts: Iterable[str]) -> str:
    """The sentences one behind the other; empty where there is none."""
    told = [part for part in parts if part]
    if len(told) > 1:
        return Sentence.joined(told, " ")
    return told[0] if told else ""


def _again(plain: Any, depth: int) -> str:  # noqa: ANN401
    if isinstance(plain, str):
        return plain
    try:
        return _sentence(plain, depth) or (str(dict(plain)) if isinstance(plain, Mapping) else str(plain))
    except (RecursionError, ValueError):  # lists in lists without end, a number of more digits than is said
        return "…"


def _sentence(plain: Any, depth: int) -> Sentence | None:  # noqa: ANN401
    if not isinstance(plain, Mapping) or depth == _DEEPEST:
        return None
    pattern, values = plain.get("pattern"), plain.get("values")
    if not isinstance(pattern, str) or not isinstance(values, Mapping) or not _simple(pattern, values):
        return None
    told = {str(name): _value(value, depth + 1) for name, value in values.items()}
    length = sum(len(text) + (len(str(told[name])) if name else 0) for text, name, *_ in _pieces(pattern))
    if length > _LONGEST:
        return None
    return Sentence.of(pattern, **told)


def _value(plain: Any, depth: int) -> Any:  # noqa: ANN401
    return plain if plain is None or isinstance(plain, int | float) else _again(plain, depth)


def _plain(values: Mapping[str, Any]) -> bool:
    return all(value is None or isinstance(value, str | int | float) for value in values.values())


def _simple(pattern: str, values: Mapping[str, Any]) -> bool:
    """Whether it names nothing but its values: a pattern that was tampered with could ask for more.

    A number as a name, or none, asks for a value by its place.
    """
    try:
        return all(
            name is None or (name.isidentifier() and name in values and not form and not how)
            for _, name, form, how in _pieces(pattern)
        )
    except ValueError:
        return False


def _pieces(pattern: str) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    """The texts of the pattern, and the names between them; raises ValueError where it is none."""
    return string.Formatter().parse(pattern)

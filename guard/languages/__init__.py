"""Sentences of the engine in the languages of the people before it. English is what stands in the code."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from guard.model.sentence import Sentence

LANGUAGES = ("en", "de")
"""English first: it is said wherever a language or a sentence is not there."""

_FOLDER = Path(__file__).parent / "data"


def said(text: str, language: str) -> str:
    """The text in this language as a plain ``str``; what is no Sentence is said as it stands."""
    if not isinstance(text, Sentence):
        return text
    if language not in LANGUAGES[1:]:
        return str(text)
    pattern = _patterns(language).get(text.pattern, text.pattern)
    return pattern.format(**{name: _value(value, language) for name, value in text.values.items()})


def language_of(tag: str) -> str:
    """The language that is spoken for ``de_AT.UTF-8`` or ``de-CH``; English for one that is not there."""
    word = tag.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return word if word in LANGUAGES else LANGUAGES[0]


def _value(value: object, language: str) -> object:
    return said(value, language) if isinstance(value, str) else value


@cache
def _patterns(language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for file in sorted((_FOLDER / language).glob("*.json")):
        found.update(json.loads(file.read_text(encoding="utf-8")))
    return found

"""Which language a text is in, as far as the checks need it: English, German, or one they say nothing about."""

import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parents[1] / "data" / "small_words.toml"
_SPEAKING = "äöüß"
"""Letters that speak for German where nothing else does."""
_ENOUGH = 1
"""Small words that are of one language alone, or two that it shares with one other."""
_CLOSE = 0.6
"""A second language with more than this part of the first one's small words leaves it open."""
_OURS = ("en", "de")


class Language(StrEnum):
    """The languages whose words are known here."""

    ENGLISH = "en"
    GERMAN = "de"
    OTHER = "other"
    """Another one, or several in equal parts."""
    UNSURE = "unsure"
    """Too few small words to say."""


def language_of(words: Iterable[str]) -> Language:
    """The language of a text, by its small words; these are its words in any case, without links and names after @."""
    counts: dict[str, float] = {}
    known = _small_words()
    for word in words:
        folded = word.casefold().replace("’", "'")
        speaks = known.get(folded, ())
        for language in speaks:
            counts[language] = counts.get(language, 0) + 1 / len(speaks)
        if not speaks and any(letter in _SPEAKING for letter in word.lower()):
            counts["de"] = counts.get("de", 0) + 0.3
    first, second = (*sorted(counts, key=counts.__getitem__, reverse=True), "", "")[:2]
    lead, follow = counts.get(first, 0), counts.get(second, 0)
    if lead < _ENOUGH or follow > _CLOSE * lead:
        told = Language.OTHER if lead >= 2 * _ENOUGH and first not in _OURS else Language.UNSURE
    else:
        told = Language(first) if first in _OURS else Language.OTHER
    return told


@cache
def _small_words() -> Mapping[str, tuple[str, ...]]:
    """The languages in which each small word is one."""
    known: dict[str, tuple[str, ...]] = {}
    for language, words in tomllib.loads(_WORDS.read_text(encoding="utf-8")).items():
        for word in dict.fromkeys(words.split()):
            known[word] = (*known.get(word, ()), language)
    return known

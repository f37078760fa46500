"""Words made of known ones: German compounds, and other forms of a word."""

import re

from guard.checks.reading.dictionary import WordList
from guard.checks.reading.language import Language

_LINKS = ("", "s", "n", "en", "er", "es", "e")
"""What German puts between two parts."""
_ENDINGS = {
    Language.ENGLISH: ("s", "es", "ed", "d", "ing", "er", "ers", "r", "rs"),
    Language.GERMAN: ("e", "en", "er", "es", "em", "n", "s", "st", "te", "ten"),
}
_SHORT_WORDS = """
abo amt akt alm arm art bad bar bau bus box café eis gas hof hut job kuh mut ort öl öko rad rat see ski spa tag tal tee
ton tor tür typ uhr weg win zoo zug vor aus auf ein mit neu rot
"""
_SHORT = frozenset(_SHORT_WORDS.split())
"""Parts of three letters or two."""
_WITHOUT_E = re.compile(r"(\w{3,}[^aeiouyäöü\W])([lnr]e[mnrs]?)")
"""Where it is left out."""
_SHORTENED = 2.6
_PART, _STEM = 3.0, 3.0
"""How common a part, and the stem of another form, must be."""
_LETTERS = 4
_PARTS = 4
_LONGEST = 45


def is_composed(word: str, words: WordList, language: Language) -> bool:
    """Whether this word, folded, is another form of a known one or, in German, put together of some."""
    if len(word) > _LONGEST or _is_form(word, words, language):
        return True
    return language is Language.GERMAN and _is_joined(word, words, _PARTS)


def is_shortened(word: str, words: WordList) -> bool:
    """Whether this German word, folded, is one that has lost an e, as it does when it is spoken: ``zerbrochne``."""
    short = _WITHOUT_E.fullmatch(word)
    return short is not None and words.commonness(f"{short[1]}e{short[2]}", _SHORTENED) >= _SHORTENED


def _is_form(word: str, words: WordList, language: Language) -> bool:
    stems = (word[: -len(ending)] for ending in _ENDINGS[language] if word.endswith(ending))
    return any(len(stem) >= _LETTERS and words.commonness(stem, _STEM) >= _STEM for stem in stems)


def _is_joined(word: str, words: WordList, parts: int) -> bool:
    if is_part(word, words):
        return True
    if parts == 1:
        return False
    for at in range(2, len(word) - 2):
        if is_part(word[:at], words):
            rests = {word[at + len(link) :] for link in _LINKS if word.startswith(link, at)}
            if any(_is_joined(rest, words, parts - 1) for rest in rests):
                return True
    return False


def is_part(word: str, words: WordList) -> bool:
    """Whether German compounds have this word, folded, for a part."""
    return word in _SHORT or (len(word) >= _LETTERS and words.commonness(word, _PART) >= _PART)

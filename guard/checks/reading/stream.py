"""A text as a row of words that can be compared: without case, lookalike letters or hidden signs."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from guard.checks.reading.language import Language, language_of
from guard.platforms.tokens import Token, Tokens, tokens
from guard.platforms.weblinks import WebLink

LONGEST = 20_000
"""Characters of a text that are looked at; no network shows more in one post."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[%€$£]")
_HUMP = re.compile(r"(?<=[^\W\d_A-ZÄÖÜ])(?=[A-ZÄÖÜ\d])|(?<=[A-ZÄÖÜ])(?=[A-ZÄÖÜ][^\W\d_A-ZÄÖÜ])|(?<=\d)(?=[^\W\d_])")
_RUN = re.compile(r"([^\W\d_])\1{2,}")
_STOPS = frozenset(".!?\n;:…")
_HIDDEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f")
_SAME_LOOKS = str.maketrans("асеорхуіѕјαορτν", "aceopxyisjaoptv")
"""Cyrillic and Greek letters that look like Latin ones."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or one part of a hashtag."""

    forms: tuple[str, ...]
    """As it is compared, first as it stands there, then without a possessive or a drawn-out letter."""
    start: int
    """In characters of the text; of a hashtag's part it is the whole hashtag, sign included."""
    end: int
    opens: bool
    """Whether a sentence begins with it."""


@dataclass(frozen=True)
class Stream:
    """A text, made comparable."""

    text: str
    plain: str
    """The whole text folded; not of the same length."""
    places: Sequence[int]
    """Where in the text each letter of ``plain`` comes from; one more at the end."""
    words: tuple[Word, ...]
    tags: tuple[Word, ...]
    """Hashtags as one word each."""
    language: Language
    beside: tuple[tuple[int, int], ...]
    """Pieces of the text that are links, mentions or hashtags."""

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words in all forms."""
        return frozenset(form for word in self.words for form in word.forms)


@lru_cache(maxsize=4)  # every check of a post asks for the same one
def stream(text: str) -> Stream:
    """The row of words of this text. Links and mentions are left out: nobody chose their words."""
    text = text[:LONGEST]
    found = tokens(text)
    plain, places = _plain(text)
    beside = (*_spans(found.links), *_spans(found.mentions), *_spans(found.hashtags))
    tags = tuple(Word((_folded(tag.text).replace("_", ""),), tag.start, tag.end, opens=True) for tag in found.hashtags)
    words = tuple(_words(text, plain, places, found))
    return Stream(text, plain, places, words, tags, language_of(word.text for word in found.words), beside)


def _spans(found: Iterable[WebLink | Token]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]


def _plain(text: str) -> tuple[str, Sequence[int]]:
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign.isascii():
            folded = sign.lower()
        elif sign in _HIDDEN:
            continue
        else:
            folded = _fold(sign)
            if (
                letters
                and unicodedata.combining(sign)
                and len(both := unicodedata.normalize("NFC", letters[-1] + sign)) == 1
            ):
                letters[-1] = both
                continue
        letters.extend(folded)
        places.extend([place] * len(folded))
    places.append(len(text))
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _fold(sign: str) -> str:
    return "'" if sign in "’‘ʼ´`" else unicodedata.normalize("NFKC", sign).casefold()


def _folded(text: str) -> str:
    return _plain(text)[0]


def _words(text: str, plain: str, places: Sequence[int], found: Tokens) -> Iterator[Word]:
    pieces = sorted(
        [(*span, False) for span in (*_spans(found.links), *_spans(found.mentions))]
        + [(*span, True) for span in _spans(found.hashtags)]
    )
    piece, last = 0, 0
    for match in _WORD.finditer(plain):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while piece < len(pieces) and pieces[piece][1] <= start:
            piece += 1
        opens = not last or not _STOPS.isdisjoint(plain[last : match.start()])
        if piece < len(pieces) and pieces[piece][0] <= start:
            if pieces[piece][2]:
                whole = pieces[piece]
                for part in _HUMP.split(text[start:end]):
                    yield Word((_folded(part),), whole[0], whole[1], opens)
                    opens = False
                last = match.end()
            continue
        last = match.end()
        yield Word(_forms(match[0]), start, end, opens)


def _forms(word: str) -> tuple[str, ...]:
    if not word.isascii() and (latin := word.translate(_SAME_LOOKS)).isascii() and not latin.isdigit():
        word = latin
    if word.isalpha() and not _RUN.search(word):
        return (word,)
    forms = [word]
    if word.endswith("'s"):
        forms.append(word[:-2])
    if _RUN.search(word):
        forms += [_RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word)]
    return tuple(forms)

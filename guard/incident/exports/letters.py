"""Texts as they are compared: one way of writing for what people write in several, and where each sign came from."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_SAME = {
    **dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4\u2032", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
}
_LEAST_CLASS = 10
"""Combining classes from which on a mark is an accent or a vowel that may be left out; those below make the letter."""
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
)
"""Scripts in which a word begins and ends without a blank, or a particle is joined to a name."""
PIECE = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_UNSPACED = re.compile(rf"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Letters:
    """A text as it is compared: small letters without accents, every run of blanks one blank, no invisible signs."""

    text: str
    places: Sequence[int]
    """Where in the original each sign came from; at the end the original's length."""

    @classmethod
    def of(cls, original: str) -> "Letters":
        """The text as it is compared."""
        if original.isascii() and original.isprintable() and "  " not in original and "`" not in original:
            return cls(original.lower(), range(len(original) + 1))
        signs: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(original):
            for sign in _signs(letter):
                if sign == " " and signs and signs[-1] == " ":
                    continue
                signs.append(sign)
                places.append(place)
        return cls("".join(signs), [*places, len(original)])

    def whole(self, start: int, end: int) -> bool:
        """Whether this part begins and ends between two letters of the original, and with a word."""
        if start and self.places[start] == self.places[start - 1]:
            return False
        if self.places[end] == self.places[end - 1]:
            return False
        return self._apart(start) and (self._apart(end) or (self.text[end] == "s" and self._apart(end + 1)))

    def _apart(self, place: int) -> bool:
        """Whether a word may begin or end here."""
        if place in {0, len(self.text)}:
            return True
        before, after = self.text[place - 1], self.text[place]
        if _UNSPACED.match(before) or _UNSPACED.match(after):
            return True
        return not (
            _joins(before, self.text[place - 2 : place - 1]) and _joins(after, self.text[place + 1 : place + 2])
        )


def plain(text: str) -> str:
    """The text as it is compared, without blanks at its ends."""
    return Letters.of(text).text.strip()


def _joins(sign: str, beyond: str) -> bool:
    """Whether it is part of a word; a line below is one within a name, and none around emphasis."""
    if sign == "_":
        return beyond.isalnum()
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


@lru_cache(maxsize=4096)
def _signs(letter: str) -> str:
    if letter.isspace() or letter in _SAME:
        return _SAME.get(letter, " ")
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return "".join(_SAME.get(sign, sign) for sign in decomposed if not _passed_over(sign))


def _passed_over(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cf", "Cc"} or unicodedata.combining(sign) >= _LEAST_CLASS

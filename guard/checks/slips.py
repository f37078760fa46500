"""What a finger does to a word, undone: the commoner word that was likely meant by one that hardly exists."""

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from types import MappingProxyType

from guard.checks.dictionary import WordList
from guard.checks.language import Language


class Slip(Enum):
    """How a word was mistyped."""

    SWAPPED = auto()
    """Two neighbouring letters in the wrong order: ``freind``."""
    DOUBLING = auto()
    """A letter doubled that is single, or the other way round: ``tomorow``."""
    MISSED = auto()
    """A letter left out: ``goverment``."""
    VOWEL = auto()
    """One vowel for another: ``seperate``."""
    BESIDE = auto()
    """The key beside the right one: ``tomorriw``."""
    ADDED = auto()
    """The key beside the right one as well: ``thinmgs``."""
    OTHER = auto()
    """Any other letter too many or in the place of another."""


STRONG = (Slip.SWAPPED, Slip.DOUBLING)
"""Those that hardly any real word looks like."""

_BAR = {
    Slip.SWAPPED: 1.5,
    Slip.DOUBLING: 1.5,
    Slip.MISSED: 1.8,
    Slip.VOWEL: 1.9,
    Slip.BESIDE: 2.0,
    Slip.ADDED: 2.2,
    Slip.OTHER: 2.7,
}
"""How many powers of ten the meant word must be commoner."""
_ATTESTED = 2.0
"""A word that is as common as this is more often a rare one than a slip, unless that is a strong one."""
_ATTESTED_BAR = 0.4
_SHORT = {3: (6.2, 0.6), 4: (4.9, 0.4)}
"""Of short words, by their letters: how common the meant one must be, and how much the bar rises."""
_HALF = 5
"""Letters that each half of a compound has at least, where one of them is looked at for a slip."""
_HALF_COMMON, _HALF_FLOOR, _HALF_CAUTION = 3.4, 2.0, 0.5
_KEYS = {
    Language.ENGLISH: ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    Language.GERMAN: ("qwertzuiopü", "asdfghjklöä", "yxcvbnm"),
}
_AROUND = ((0, -1), (0, 1), (-1, 0), (-1, 1), (1, 0), (1, -1))
_VOWELS = frozenset("aeiouyäöü")
_ENDING = {Language.ENGLISH: frozenset("sdrynt'"), Language.GERMAN: frozenset("enrsmtid")}
"""Letters that make another form of a word at its end; a difference there is no slip."""
_LEAST = 3.0
"""Nobody means a word that is rarer than that, unless the slip is a strong one."""
_LEAST_STRONG = 2.6
_LONG = 6
"""A word of more letters than that is its own but for one, whichever that is."""
_UNKNOWN = 0.8
"""How common a word counts that is not in the lists: a little less than the rarest that is."""


def meant(
    word: str, words: WordList, language: Language, floor: float, caution: float = 0.0
) -> tuple[str, Slip] | None:
    """The word that was likely meant, with what happened to it.

    ``word`` is folded, ``floor`` says how common it is in whichever language, and ``caution`` raises the bar.
    """
    floor = max(floor, _UNKNOWN)
    common_enough, more = _SHORT.get(len(word), (0.0, 0.0))
    best: tuple[float, str, Slip] | None = None
    for slip, other in _undone(word, language):
        bar = floor + _BAR[slip] + caution + more
        if slip not in STRONG and floor >= _ATTESTED:
            bar += _ATTESTED_BAR
        bar = max(bar, common_enough, _LEAST_STRONG if slip in STRONG else _LEAST)
        common = words.commonness(other, bar)
        if common >= bar and (best is None or common - _BAR[slip] > best[0]):
            best = common - _BAR[slip], other, slip
    return best and best[1:]


def meant_in_compound(word: str, words: WordList, floor: float, caution: float) -> str | None:
    """The German compound that was likely meant, one of whose two halves is as it should be."""
    for at in range(len(word) - _HALF, _HALF - 1, -1):
        for right, wrong, first in ((word[:at], word[at:], True), (word[at:], word[:at], False)):
            if (
                words.commonness(right, _HALF_COMMON) < _HALF_COMMON
                or words.commonness(wrong, _HALF_FLOOR) >= _HALF_FLOOR
            ):
                continue
            likely = meant(wrong, words, Language.GERMAN, max(floor, words.commonness(wrong)), caution + _HALF_CAUTION)
            if likely:
                return right + likely[0] if first else likely[0] + right
    return None


def _undone(word: str, language: Language) -> Iterator[tuple[Slip, str]]:
    """Each way to have come to this word by one slip, and the word that it would have been."""
    beside = _BESIDE[language]
    last = len(word) - 1
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        if at < last and letter != after[0]:
            yield Slip.SWAPPED, before + after[0] + letter + after[1:]
        ends = at == last and letter in _ENDING[language]
        near = beside.get(letter, frozenset())
        if at and before[-1] == letter:
            yield Slip.DOUBLING, before + after
        elif not ends and at and (before[-1] in near or after[:1] in near):
            yield Slip.ADDED, before + after
        elif not ends and at and last >= _LONG:
            yield Slip.OTHER, before + after
        if at and not ends:
            yield from ((slip, before + other + after) for slip, other in _others(letter, near, last, language))
    for at in range(1, len(word) + 1):
        for letter in _LETTERS[language]:
            if letter in (word[at - 1], word[at : at + 1]):
                if letter == word[at - 1]:
                    yield Slip.DOUBLING, word[:at] + letter + word[at:]
            elif at <= last or letter not in _ENDING[language]:
                yield Slip.MISSED, word[:at] + letter + word[at:]


def _others(letter: str, near: frozenset[str], last: int, language: Language) -> Iterator[tuple[Slip, str]]:
    """The letters that may have been meant by this one."""
    for other in _LETTERS[language]:
        if other in near:
            yield Slip.BESIDE, other
        elif other != letter and {other, letter} <= _VOWELS:
            yield Slip.VOWEL, other
        elif other != letter and last >= _LONG:
            yield Slip.OTHER, other


def _neighbours(rows: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    places = {letter: (row, column) for row, letters in enumerate(rows) for column, letter in enumerate(letters)}
    keys = {place: letter for letter, place in places.items()}
    return MappingProxyType(
        {
            letter: frozenset(
                keys[row + down, column + right] for down, right in _AROUND if (row + down, column + right) in keys
            )
            for letter, (row, column) in places.items()
        }
    )


_BESIDE = {language: _neighbours(rows) for language, rows in _KEYS.items()}
_LETTERS = {language: "".join(sorted(beside)) for language, beside in _BESIDE.items()}

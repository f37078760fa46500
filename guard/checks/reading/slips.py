"""What a finger does to a word, undone: the commoner word that was likely meant by one that hardly exists."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from types import MappingProxyType

from guard.checks.reading.dictionary import WordList
from guard.checks.reading.language import Language


class Slip(IntEnum):
    """How a word was mistyped."""

    SWAPPED = 0
    """Two neighbouring letters in the wrong order: ``freind``."""
    DOUBLING = 1
    """A letter doubled that is single, or the other way round: ``tomorow``."""
    MISSED = 2
    """A letter left out: ``goverment``."""
    VOWEL = 3
    """One vowel for another: ``seperate``."""
    BESIDE = 4
    """The key beside the right one: ``tomorriw``."""
    ADDED = 5
    """The key beside the right one as well: ``thinmgs``."""
    OTHER = 6
    """Any other letter too many or in the place of another."""


STRONG = (Slip.SWAPPED, Slip.DOUBLING)
"""Those that hardly any real word looks like."""

_BAR = (1.5, 1.5, 1.8, 1.9, 2.0, 2.2, 2.7)
"""How many powers of ten the meant word must be commoner, for each kind of slip."""
_ATTESTED = 2.0
"""A word that is as common as this is more often a rare one than a slip, unless that is a strong one."""
_ATTESTED_BAR = 0.4
_ATTESTED_SHORT_BAR = 1.1
"""The same of three letters: ``oat`` is not ``out``."""
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
    bars = _bars(len(word), max(floor, _UNKNOWN), caution)
    best: tuple[float, str, Slip] | None = None
    for slip, other in _undone(word, language):
        common = words.commonness(other, bars[slip])
        if common >= bars[slip] and (best is None or common - _BAR[slip] > best[0]):
            best = common - _BAR[slip], other, slip
    return best and best[1:]


def _bars(letters: int, floor: float, caution: float) -> list[float]:
    """How common the meant word must be, for each kind of slip."""
    common_enough, more = _SHORT.get(letters, (0.0, 0.0))
    bars = []
    for slip, bar in zip(Slip, _BAR, strict=True):
        strong = slip in STRONG
        rare = _ATTESTED_BAR if letters > min(_SHORT) else _ATTESTED_SHORT_BAR
        attested = 0.0 if strong or floor < _ATTESTED else rare
        bars.append(max(floor + bar + caution + more + attested, common_enough, _LEAST_STRONG if strong else _LEAST))
    return bars


def is_slip_of(word: str, name: str) -> bool:
    """Whether one slip, neither at the first letter nor an ending, makes this word of that name; both are folded."""
    if word == name or word[:1] != name[:1] or abs(len(word) - len(name)) > 1 or word.startswith(name):
        return False
    start = next(at for at in range(len(word) + 1) if word[at : at + 1] != name[at : at + 1])
    one, other = word[start:], name[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


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
    beside, last = _BESIDE[language], len(word) - 1
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        if at < last and letter != after[0]:
            yield Slip.SWAPPED, before + after[0] + letter + after[1:]
        near = beside.get(letter, frozenset())
        if at and before[-1] == letter:
            yield Slip.DOUBLING, before + after
        elif at and not (at == last and letter in _ENDING[language]):
            if before[-1] in near or after[:1] in near:
                yield Slip.ADDED, before + after
            elif last >= _LONG:
                yield Slip.OTHER, before + after
    yield from _replaced(word, language)
    yield from _left_out(word, language)


def _replaced(word: str, language: Language) -> Iterator[tuple[Slip, str]]:
    """Another letter for each but the first, and but a last one that makes another form of the word."""
    last = len(word) - 1
    for at in range(1, last if word[-1] in _ENDING[language] else last + 1):
        letter, before, after = word[at], word[:at], word[at + 1 :]
        near = _BESIDE[language].get(letter, frozenset())
        for other in _LETTERS[language]:
            if other in near:
                yield Slip.BESIDE, before + other + after
            elif other != letter and other in _VOWELS and letter in _VOWELS:
                yield Slip.VOWEL, before + other + after
            elif other != letter and last >= _LONG:
                yield Slip.OTHER, before + other + after


def _left_out(word: str, language: Language) -> Iterator[tuple[Slip, str]]:
    """One letter more behind each."""
    for at in range(1, len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in _LETTERS[language]:
            if letter == before[-1]:
                yield Slip.DOUBLING, before + letter + after
            elif letter != after[:1] and (after or letter not in _ENDING[language]):
                yield Slip.MISSED, before + letter + after


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

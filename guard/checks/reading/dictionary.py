"""Which words there are and how common they are: English and German, and the plain words of some languages more.

The word lists are those of the package wordfreq; its code is not imported, and its lists are kept as hashes, a
twentieth of their size. Reading them takes a moment, so nothing here reads them but ``warm``: until then, and where the
package is missing, ``ready`` is None.
"""

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgpack

from guard.checks.reading.language import Language

_BAND = 32_768
"""Words sorted at once: no other thread waits longer than that takes."""
_STEPS = 0xFF
"""The lowest bits of an entry say how common the word is, the others are its hash."""
_PER_STEP = 4
"""Hundredths of the logarithm, as the lists have them, to a step."""
_TOP = 9.0
"""The scale counts a word's uses in a thousand million: 3 is once in a million words, 6 is a word like "people"."""
_COMMON = 2.6
"""From here on words are noted in a table as well, so that most others are known for what they are at a glance."""
_TABLE = (1 << 20) - 1
_LISTS = {Language.ENGLISH: "large_en", Language.GERMAN: "large_de"}
_ELSEWHERE = ("es", "fr", "it", "nl", "pl", "pt", "sv")


class WordList:
    """The words of one language."""

    def __init__(self, buckets: Iterable[list[str]]) -> None:
        self._bands: list[array[int]] = []
        self._most = bytearray(_TABLE + 1)
        band: list[int] = []
        for number, words in enumerate(buckets):
            step = min(number // _PER_STEP, _STEPS)
            hashes = [hash(word) for word in words]
            if _zipf(step) >= _COMMON:
                self._note(hashes, _STEPS - step)
            band += [hashed & ~_STEPS | step for hashed in hashes]
            if len(band) >= _BAND:
                self._bands.append(array("q", sorted(band)))
                band = []
        self._bands.append(array("q", sorted(band)))
        self._least = [min((_zipf(entry) for entry in one), default=0.0) for one in self._bands]

    def commonness(self, word: str, least: float = 0.0) -> float:
        """How common this word is, folded; 0 where it is not known, or known to be rarer than ``least``."""
        hashed = hash(word)
        if least >= _COMMON and self._most[hashed & _TABLE] < _STEPS - (_TOP - least) * (100 / _PER_STEP) - 1:
            return 0.0
        sought = hashed & ~_STEPS
        for band, rarest in zip(self._bands, self._least, strict=True):
            place = bisect_left(band, sought)
            if place < len(band) and band[place] & ~_STEPS == sought:
                return _zipf(band[place])
            if rarest < least:
                break
        return 0.0

    def _note(self, hashes: list[int], common: int) -> None:
        """Notes at least how common a word of such a hash may be; the commonest come first."""
        most = self._most
        for hashed in hashes:
            if not most[hashed & _TABLE]:
                most[hashed & _TABLE] = common


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All that is known of words."""

    english: WordList
    german: WordList
    elsewhere: WordList
    """The plain words of other languages."""

    @property
    def all(self) -> tuple[WordList, ...]:
        """Every list of them."""
        return self.english, self.german, self.elsewhere

    def of(self, language: Language) -> WordList:
        """The words of English or of German."""
        return self.german if language is Language.GERMAN else self.english


def warm() -> None:
    """Reads the lists, in about half a second; for a thread of its own, once there is a brand's post to look at."""
    _read()


def ready() -> Dictionary | None:
    """The dictionary once it is warm; None before, and where its lists are not installed."""
    return _read() if _read.cache_info().currsize else None


@cache
def _read() -> Dictionary | None:
    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0], "data")
    try:
        english, german = (WordList(_buckets(folder / f"{name}.msgpack.gz")) for name in _LISTS.values())
        lists = [_buckets(folder / f"small_{name}.msgpack.gz") for name in _ELSEWHERE]
        return Dictionary(english, german, WordList(map(_together, zip(*lists, strict=False))))
    except (OSError, ValueError, EOFError, msgpack.UnpackException):
        return None


def _buckets(path: Path) -> Iterator[list[str]]:
    """The lists of words of one file, the commonest first; after a header, one for each hundredth of the logarithm."""
    with gzip.open(path) as file:
        unpacker = msgpack.Unpacker(file, raw=False)
        count = unpacker.read_array_header()
        unpacker.skip()
        for _ in range(count - 1):
            yield unpacker.unpack()


def _together(buckets: tuple[list[str], ...]) -> list[str]:
    return [word for bucket in buckets for word in bucket]


def _zipf(entry: int) -> float:
    return _TOP - (entry & _STEPS) * _PER_STEP / 100

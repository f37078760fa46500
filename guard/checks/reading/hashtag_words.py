"""How a hashtag can be read: ``#WhyIStayed`` as “why I stayed”, ``#susanalbumparty`` in more than one way."""

import gzip
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgpack

_CAMEL = re.compile(r"[^\W\d_a-zà-öø-ÿß]+(?=[^\W\d_a-zà-öø-ÿß][a-zà-öø-ÿß])|[^\W\d_]?[a-zà-öø-ÿß]+|[^\W\d_]+|\d+")
_LONGEST_TAG = 40
"""Letters; nobody reads more in one breath, and the readings grow with the square of it."""
_LONGEST_WORD = 22
_MOST_READINGS = 12
_UNKNOWN, _PER_LETTER = 14.0, 2.6
_LEAST_OF = {1: 1.0, 2: 1.5e-4, 3: 1.2e-5}
"""How frequent a short word must be to count: lists of words hold every pair of letters as an abbreviation."""
_ALONE = frozenset("ai")
_UNMARKED = (
    "dont cant wont didnt isnt arent wasnt werent doesnt havent hasnt hadnt couldnt shouldnt wouldnt aint im ive youre"
    " theyre whats thats lets whos heres theres youve weve"
)
"""Words that hashtags write without their apostrophe."""
_OFTEN = 3e-4
_RUN_TOGETHER = {"iam": ("i", "am"), "im": ("i", "am"), "jesuis": ("je", "suis")}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read it."""

    words: tuple[str, ...]
    """Without case."""
    cost: float
    """The higher, the less likely: the negative logarithm of how likely these words are."""
    known: bool
    """Whether every word of it is in a dictionary."""

    def __str__(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=512)
def words_of(tag: str) -> tuple[str, ...]:
    """The words as they are most likely meant, without case; its capitals are believed."""
    pieces = _CAMEL.findall(tag[: 2 * _LONGEST_TAG].replace("_", " ").replace("AfD", "Afd"))
    found: list[str] = []
    for piece in pieces:
        low = piece.lower()
        whole = len(pieces) > 1 and (len(low) <= 5 or piece.isupper() or is_word(low))
        read = (low,) if whole or low.isdigit() else readings(low)[0].words
        if len(pieces) > 1 and any(len(word) == 2 for word in read):
            read = (low,)  # a name that falls into crumbs stays one
        found += _RUN_TOGETHER.get(low) or read
    return tuple(found)


@lru_cache(maxsize=512)
def readings(letters: str) -> tuple[Reading, ...]:
    """The likeliest readings of letters without capitals, the best first; at least one."""
    low = letters.lower()[:_LONGEST_TAG]
    found: dict[tuple[str, ...], Reading] = {}
    for one in (*_readings(low, _costs("en")), *_readings(low, _costs("de"))):
        if one.words not in found or one.cost < found[one.words].cost:
            found[one.words] = one
    best = sorted(found.values(), key=lambda one: (one.cost, one.words))
    return tuple(best[:_MOST_READINGS]) or (Reading((low,), 0.0, known=False),)


def is_word(letters: str) -> bool:
    """Whether a dictionary has it; so it is taken to be where there is none."""
    return _frequency(letters.lower()) > 0 or not _list("en")


def _frequency(word: str) -> float:
    return max((_list(language).get(word, 0.0) for language in ("en", "de")), default=0.0)


def _readings(letters: str, costs: Mapping[str, float]) -> Iterator[Reading]:
    best: list[list[Reading]] = [[Reading((), 0.0, known=True)]]
    for end in range(1, len(letters) + 1):
        here: list[Reading] = []
        for start in range(max(0, end - _LONGEST_WORD), end):
            word = letters[start:end]
            cost = costs.get(word)
            if cost is None and (cost := _owned(word, costs)) is None:
                if best[start] and len(word) >= 2:
                    before = best[start][0]
                    whole = before.cost + _UNKNOWN + _PER_LETTER * len(word)
                    here.append(Reading((*before.words, word), whole, known=False))
                continue
            here += (Reading((*one.words, word), one.cost + cost, one.known) for one in best[start])
        here.sort(key=lambda one: one.cost)
        best.append(here[:_MOST_READINGS])
    yield from best[-1]


def _owned(word: str, costs: Mapping[str, float]) -> float | None:
    """What “thatchers” costs, a known word with the sign of whose it is."""
    if len(word) > 4 and word.endswith("s") and (cost := costs.get(word[:-1])) is not None:
        return cost + 2.5
    return None


@cache
def _costs(language: str) -> Mapping[str, float]:
    found = {}
    for word, frequency in _list(language).items():
        if word.isalpha() and (frequency >= _LEAST_OF.get(len(word), 0.0) or word in _ALONE):
            found[word] = -math.log(frequency)
    if language == "en":
        found.update(dict.fromkeys(_UNMARKED.split(), -math.log(_OFTEN)))
    return found


@cache
def _list(language: str) -> Mapping[str, float]:
    """How frequent each word is, in the package wordfreq; its code is not imported, which takes ten times as long."""
    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        return {}
    try:
        with gzip.open(Path(spec.submodule_search_locations[0], "data", f"small_{language}.msgpack.gz")) as file:
            steps = msgpack.unpackb(file.read(), raw=False)[1:]  # a list for each hundredth of the logarithm
    except (OSError, ValueError, EOFError, IndexError, msgpack.UnpackException):
        return {}
    return {word: 10 ** (-number / 100) for number, words in enumerate(steps) for word in words}

"""A hashtag without capitals that can be read as something that was not meant: ``#susanalbumparty``."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from guard.checks.hashtag_joined import is_known
from guard.checks.post import Post
from guard.checks.reading.hashtag_words import Reading, readings
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_LEAST_LETTERS = 8
_NEAR = 12.0
"""How much less likely the second reading may be, as a difference of logarithms."""
_NEAR_SAME = 6.0
"""The same where both embarrass, and it matters whom."""


def hashtag_reading(post: Post) -> Iterator[Signal]:
    """One signal for each such hashtag that is new for a brand."""
    if not post.brands or not post.worded:
        return
    for tag in post.tokens.hashtags:
        letters = tag.text
        if letters != letters.lower() or not letters.isalpha() or not _LEAST_LETTERS <= len(letters) <= 30:
            continue
        if all(is_known(post, owner, tag) for owner in post.brands):
            continue
        if both := two_readings(letters):
            meant, also = both
            pattern = "{tag} can be read as “{one}” and as “{other}”: capitals would tell."
            text = Sentence.of(pattern, tag=f"#{letters}", one=str(meant), other=str(also))
            spots = (Spot(tag.start, tag.end),)
            yield Signal("hashtag-reading", Severity.LOW, text, "", Confidence.LOW, spots)


def two_readings(letters: str) -> tuple[Reading, Reading] | None:
    """The likeliest reading, and another one, where one of them embarrasses in a way that the other hides."""
    best, *others = readings(letters)
    words = _lists()
    if not best.known:
        return None
    for other in others:
        if not other.known or not _sensible(other):
            continue
        if len(best.words) == 1:
            told = len(other.words) == 2 and other.words[0] in words["small"] and other.words[1] in words["words"]
        elif other.cost - best.cost <= _NEAR_SAME and "dead" in best.words[-1:] == other.words[-1:]:
            told = True  # who is dead depends on the spaces
        elif _split(best, other):
            told = other.cost - best.cost <= _NEAR_SAME
        else:
            told = other.cost - best.cost <= _NEAR and (_across(other, best) or _across(best, other))
        if told:
            return best, other
    return _two_in_a_row(letters, best)


def _split(best: Reading, other: Reading) -> bool:
    """Whether the other one only cuts a word of the best in two, as in “the rapist finder”."""
    words = _lists()
    for at, word in enumerate(best.words):
        cut = other.words[at : at + 2]
        if "".join(cut) == word and len(cut) == 2 and (*best.words[:at], *cut, *best.words[at + 1 :]) == other.words:
            return cut[0] in words["small"] and cut[1] in words["words"]
    return False


def _across(one: Reading, other: Reading) -> bool:
    """Whether an embarrassing word of the one lies where the other begins a word: nobody sees both at once."""
    at, begins = 0, _begins(other)
    for word in one.words:
        if word in _lists()["words"] and begins & set(range(at + 1, at + len(word))):
            return True
        at += len(word)
    return False


def _two_in_a_row(letters: str, best: Reading) -> tuple[Reading, Reading] | None:
    """Two such words side by side leap to the eye, whatever stands around them: “sus anal bum party”."""
    words = [word for word in _lists()["words"] if word in letters and len(word) > 2]
    for first in sorted(words):
        for second in sorted(words):
            at = letters.find(first + second)
            made = Reading((first, second), best.cost, known=False)
            before, after = letters[:at], letters[at + len(first) + len(second) :]
            if at < 0 or (first in best.words and second in best.words):
                continue
            parts = (*([before] if before else ()), *made.words, *(readings(after)[0].words if after else ()))
            return best, Reading(parts, best.cost, known=False)
    return None


def _begins(reading: Reading) -> set[int]:
    """At which letters its words begin."""
    return {sum(map(len, reading.words[:number])) for number in range(1, len(reading.words))}


def _sensible(reading: Reading) -> bool:
    """Whether it has no crumbs: readers do not see “ing” or “ed” as words."""
    return sum(len(word) <= 2 for word in reading.words) <= 1 and max(map(len, reading.words)) > 3


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    plain = tomllib.loads((Path(__file__).parent / "data" / "embarrassing.toml").read_text(encoding="utf-8"))
    return {name: frozenset(said.split()) for name, said in plain.items()}

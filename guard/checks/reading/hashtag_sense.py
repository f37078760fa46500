"""What a hashtag joins: the talk that is known to go on under it, or what its words say by themselves.

The words' rules look for sentences that people say of themselves, calls, deaths and other bad news. They know nothing
of who uses the tag; whether it is new for a brand, the checks ask.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from guard.checks.reading.hashtag_words import is_word, words_of

_DATA = Path(__file__).parents[1] / "data"
_SELVES = {("je", "suis"), ("i", "am"), ("ich", "bin"), ("we", "are"), ("wir", "sind"), ("yo", "soy")}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """Why a hashtag is not merely a topic."""

    kind: str
    """One of the kinds in ``hashtag_joined``."""
    words: str
    """How it is read."""
    reason: str = ""
    """Where it is known by name, what people speak of under it."""
    source: str = ""

    @property
    def known(self) -> bool:
        """Whether the talk under it is known by name."""
        return bool(self.source)


@lru_cache(maxsize=512)
def sense(tag: str) -> Sense | None:
    """What this hashtag joins, written without its sign; None where it is a topic, a campaign or an event."""
    if known := _joined().get(tag.casefold()):
        return known
    words = words_of(tag)
    undated = words[:-1] if words and words[-1].isdigit() else words
    if len(words) < 2 or not undated or undated[-1] in word_lists()["occasion"]:
        return None
    return next((Sense(kind, " ".join(words)) for rule in _RULES if (kind := rule(words))), None)


def is_name(tag: str) -> bool:
    """Whether the tag is just the name of a place, or of a person."""
    words, names = words_of(tag), _names()
    return "".join(words) in names or all(word in names for word in words)


@cache
def word_lists() -> Mapping[str, frozenset[str]]:
    """The kinds of words, by their names in the data file."""
    return {name: frozenset(said.split()) for name, said in _data().items() if isinstance(said, str)}


@cache
def _data() -> Mapping[str, object]:
    return tomllib.loads((_DATA / "hashtag_sense.toml").read_text(encoding="utf-8"))


@cache
def _phrases(table: str) -> Mapping[str, str]:
    """The phrases of one table of the data file, each with its kind."""
    kinds = _data()[table]
    return {phrase: kind for kind, said in kinds.items() for phrase in said} if isinstance(kinds, dict) else {}


@cache
def _joined() -> Mapping[str, Sense]:
    plain = tomllib.loads((_DATA / "joined_hashtags.toml").read_text(encoding="utf-8"))
    return {
        tag: Sense(entry["kind"], tag, entry["reason"], entry["source"])
        for entry in plain["entry"]
        for tag in entry["tags"].split()
    }


@cache
def _names() -> frozenset[str]:
    return word_lists()["places"] | word_lists()["names"]


def _for_somebody(words: Words) -> str:
    """``PrayForOrlando``, ``JusticeForJane``, ``IStandWithThem``."""
    lists = word_lists()
    at = 1 if words[0] in lists["speaker"] else 0
    whom = words[at + 2 :]
    if whom and (whom[0] not in lists["ours"] or len(whom) > 1):
        return _phrases("for_somebody").get(" ".join(words[at : at + 2]), "")
    return "mourning" if words[0] == "rip" and words[1] not in lists["rip_but"] else ""


def _called(words: Words) -> str:
    """A phrase that is known from such tags."""
    whole = f" {' '.join(words)} "
    return next((kind for phrase, kind in _phrases("phrases").items() if f" {phrase} " in whole), "")


def _demanded(words: Words) -> str:
    """``BoycottAcme``, ``StopTheViolence``, ``FreeJane``."""
    lists, first, rest = word_lists(), words[0], set(words[1:])
    if first in lists["demand"] or (len(words) == 2 and words[1] in lists["gone"]):
        return "protest"
    if first in lists["against"] and rest & (lists["evil"] | lists["exclusion"]):
        return "protest"
    named = len(words) == 2 and (words[1] in _names() or not is_word(words[1]))
    if first in lists["shun"] and named:
        return "protest"
    return "protest" if first in lists["rescue"] and set(words[1:3]) & _names() else ""


def _with_somebody(words: Words) -> str:
    """``JeSuisJane``, ``WirSindAlleHanna``, ``ThatPlaceStrong``."""
    place = "".join(words[:-1])
    if words[-1] == "strong" and (place in word_lists()["places"] or (len(words) == 2 and not is_word(place))):
        return "disaster"
    if words[:2] not in _SELVES or len(words) not in {3, 4}:
        return ""
    unheard = words[1] in {"am", "bin"} and len(words) == 3 and not is_word(words[2])
    one = words[0] == "je" or words[2] in word_lists()["names"] | word_lists()["people"] or unheard
    all_of_us = len(words) == 4 and words[2] in {"all", "alle"} and (words[3] in _names() or not is_word(words[3]))
    return "people" if one or all_of_us else ""


def _negated(words: Words) -> str:
    """``NotInMyName``, ``NotAllOfThem``, ``NotYourMigrants``."""
    lists = word_lists()
    if words[0] not in {"not", "nicht"} or set(words) & lists["praised"]:
        return ""
    if words[1] in {"my", "our", "in", "all", "one", "me", "her", "mein", "meine", "unser"}:
        return "protest"
    return "exclusion" if words[1] in {"your", "dein"} or set(words) & lists["people"] else ""


def _told(words: Words) -> str:
    """Sentences of people about what happened to them: ``WhyIStayed``, ``IfTheyHadAsked``, ``IDidntReport``."""
    lists = word_lists()
    if words[0] in {"if", "when", "while", "dear", "liebe"} and set(words[1:3]) & lists["people"]:
        return "people"
    if len(words) > 2 and words[1] == "while" and words[2] in lists["people"]:
        return "exclusion"
    if words[:2] in {("i", "believe"), ("we", "believe")} and words[2:] and words[2] in _names():
        return "violence"
    for at, word in enumerate(words[:-1]):
        if word in lists["speaker"] and (kind := _happened(words[:at], word, words[at + 1 : at + 3])):
            return kind
    return ""


def _happened(before: Words, speaker: str, after: Words) -> str:
    lists, said = word_lists(), set(after)
    if said & lists["grave"]:
        return "violence"
    if said & lists["cheerful"]:
        return ""
    if set(before) & lists["opener"]:
        told = after[0] in lists["happened"] | lists["struggle"] or after[0].endswith("ed")
        return "people" if told else ""
    first_person = speaker in {"i", "ich"} and not before
    return "people" if first_person and said & (lists["negation"] | lists["struggle"]) else ""


def _happening(words: Words) -> str:
    """``ThatPlaceShooting``, ``HurricaneJane``, ``JaneDoeVerdict``."""
    lists = word_lists()
    whose = _names() | lists["people"]
    for at, word in enumerate(words):
        others = words[:at] + words[at + 1 :]
        shot = word == "shooting" and len(words) > 2 and not set(others) & lists["event_but"]
        if (shot or word in lists["disaster"]) and not set(others) & lists["disaster_but"]:
            return "disaster"
        if word in lists["event"] and not set(others) & lists["event_but"] and any(one in whose for one in others):
            return "court" if word in {"verdict", "trial", "inquest", "urteil", "prozess"} else "disaster"
    return ""


def _political(words: Words) -> str:
    """``NeverThatParty``, ``ThatOneForPresident``."""
    lists, here = word_lists(), set(words)
    return "politics" if here & lists["politics"] and not here & lists["politics_but"] else ""


def _grave(words: Words) -> str:
    """Death, violence and contempt by their names."""
    lists, here = word_lists(), set(words)
    if here & lists["exclusion"]:
        return "exclusion"
    if here & lists["grave"] and not here & lists["grave_but"]:
        return "grave"
    return "mourning" if words[-1] == "dead" and words[-2] not in lists["dead_but"] else ""


_RULES: tuple[Callable[[Words], str], ...] = (
    _for_somebody, _called, _demanded, _with_somebody, _negated, _told, _happening, _political, _grave
)  # fmt: skip

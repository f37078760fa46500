"""A topic that a company seldom means to raise: death, drink, politics and others."""

import re
from collections.abc import Iterator
from functools import lru_cache

from guard.checks.post import Post
from guard.checks.reading.earnest import is_earnest
from guard.checks.reading.lexicon import Hit
from guard.checks.reading.lists import listed, quoted
from guard.checks.reading.trades import is_trade
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence

TOPICS = {
    "religion": Sentence.of("religion"),
    "politics": Sentence.of("politics"),
    "sex": Sentence.of("sex"),
    "violence": Sentence.of("violence"),
    "death and disaster": Sentence.of("death and disaster"),
    "alcohol and drugs": Sentence.of("alcohol and drugs"),
    "discrimination": Sentence.of("discrimination"),
    "money and law": Sentence.of("money and law"),
}
"""By the names that a brand's ``topics`` have, how they are said."""

_MYSELF = re.compile(r"(?<![\w'’])(?:I(?:['’](?:m|ve|ll|d))?|[Mm]y|[Mm]yself|[Ii]ch|[Mm]ir|[Mm]ich)(?![\w.])")
_MOOD = re.compile(r"(?<!\w)(?:omg|lol|ugh|smh|idk|tbh|alter|digga|boah|haha\w*)(?!\w)|[!?]{3}", re.IGNORECASE)


def sensitive_topic(post: Post) -> Iterator[Signal]:
    """One signal per topic that no brand of this post speaks of every day."""
    if not post.worded:
        return
    found = listed(post.text, "topics")
    earnest = bool(found) and is_earnest(post.text)
    for topic, name in TOPICS.items():
        hits = [hit for hit in found if hit.group.kind == topic]
        if not (hits and (spoken := _spoken(hits, post.text))):
            continue
        grave = any(hit.group.strength == "grave" for hit in spoken)
        expected = earnest or all(is_trade(topic, brand) for brand in post.brands)
        if not all(_usual(topic, brand) for brand in _daily(post)) and (grave or not expected):
            sure = any(hit.group.strength != "weak" for hit in spoken)
            yield Signal(
                "sensitive-topic",
                Severity.HIGH if grave else Severity.LOW,
                Sentence.of("This speaks of {topic}: {words}.", topic=name, words=quoted(spoken)),
                confidence=Confidence.HIGH if grave else Confidence.MEDIUM if sure else Confidence.LOW,
                spots=tuple(hit.spot for hit in spoken),
            )


def _spoken(hits: list[Hit], text: str) -> list[Hit]:
    """These hits, where one of them counts by itself, two of different groups meet, or somebody talks of oneself."""
    if any(hit.group.strength != "weak" for hit in hits) or len({hit.group.reason for hit in hits}) > 1:
        return hits
    return hits if _MYSELF.search(text) and _MOOD.search(text) else []


def _daily(post: Post) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((brand.name, brand.care.topics) for brand in post.brands)


def _usual(topic: str, brand: tuple[str, frozenset[str]]) -> bool:
    """Whether a brand speaks of it every day: it says so, or its own name does."""
    name, topics = brand
    return topic in topics or topic in _named(name)


@lru_cache(maxsize=64)
def _named(name: str) -> frozenset[str]:
    return frozenset(hit.group.kind for hit in listed(name, "topics"))

"""A hashtag that is new for a brand and joins what others speak of, as people who had been beaten did under one."""

import re
from collections.abc import Iterator, Mapping

from guard.checks.post import Post
from guard.checks.reading.earnest import is_earnest
from guard.checks.reading.hashtag_sense import Sense, is_name, sense, word_lists
from guard.model.decision import Severity, Signal, Spot
from guard.model.demand import Ask, Demand
from guard.model.identity import Identity
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms.tokens import Token

_TRENDING = re.compile(
    r"\b(?:is|are|why|was|seen) trending\b|\btrending (?:on|now|today|right)\b|\btrendet\b", re.IGNORECASE
)
_STANCES = frozenset({"protest", "exclusion"})
_MOST = 3
_LOOKED_AT = 60
"""Hashtags of one post."""


def hashtag_joined(post: Post) -> Iterator[Signal]:
    """One signal for each such hashtag and brand; it holds until a reason is given."""
    if not post.worded or not post.tokens.hashtags:
        return
    told = set[tuple[str, str]]()
    for owner in post.brands:
        for tag in _distinct(post):
            if (owner.id, tag.folded) in told or len(told) >= _MOST or is_known(post, owner, tag):
                continue
            if found := _joins(post, owner, tag):
                told.add((owner.id, tag.folded))
                yield _signal(owner, tag, found)


def _distinct(post: Post) -> list[Token]:
    """Each hashtag once, and no more than anybody reads."""
    return list({tag.folded: tag for tag in reversed(post.tokens.hashtags)}.values())[::-1][:_LOOKED_AT]


def is_known(post: Post, owner: Identity, tag: Token) -> bool:
    """Whether the brand has used it, or calls it its own."""
    return tag.folded in post.past_of(owner).hashtags or tag.folded in {
        one.lstrip("#").casefold() for one in owner.care.hashtags
    }


def _joins(post: Post, owner: Identity, tag: Token) -> Sense | None:
    lists, words = word_lists(), {word.folded for word in post.tokens.words}
    found = sense(tag.text)
    if found and found.kind == "disaster" and len(words & lists["helping"]) > 1 and not words & lists["selling"]:
        found = None  # whoever helps knows what happened
    if found and found.kind in _STANCES and not found.known and is_earnest(post.text):
        found = None  # nor does it join a quarrel to say plainly what one stands against
    if found and (found.known or not _bears_name(owner, tag)):
        return found
    if not _bears_name(owner, tag):
        if _TRENDING.search(post.text):
            return Sense("trending", tag.text)
        if words & lists["news"] and not words & lists["helping"] and is_name(tag.text):
            return Sense("news", tag.text)
    return Sense("first", tag.text) if owner.care.confirm_hashtags else None


def _bears_name(owner: Identity, tag: Token) -> bool:
    """Whether it is made of the brand's own name: a campaign, not a talk of others."""
    names = {re.sub(r"\W+", "", owner.name.casefold()), *(re.sub(r"\W", "", one.handle) for one in owner.accounts)}
    return any(len(name) >= 4 and name in tag.folded for name in names)


def _signal(owner: Identity, tag: Token, found: Sense) -> Signal:
    shown = f"#{tag.text}"
    text = Sentence.of("{tag} is new for {owner}: {why}.", tag=shown, owner=owner.name, why=_why(found))
    demand = Demand(Ask.REASON, shown, Sentence.of("Why does {owner} join {tag}?", owner=owner.name, tag=shown))
    evidence = f"{found.reason}; {found.source}" if found.source else ""
    severity = Severity.HIGH if found.known else Severity.MEDIUM
    confidence = Confidence.HIGH if found.known else Confidence.MEDIUM
    spot = Spot(tag.start, tag.end)
    return Signal("hashtag-joined", severity, text, evidence, confidence, (spot,), holds=True, demand=demand)


def _why(found: Sense) -> Sentence:
    read = {"words": found.words}
    whys: Mapping[str, Sentence] = {
        "violence": Sentence.of("people tell of violence and harassment under it"),
        "mourning": Sentence.of("people mourn and remember the dead under it"),
        "protest": Sentence.of("people protest under it"),
        "disaster": Sentence.of("people speak of an attack, a war or a disaster under it"),
        "politics": Sentence.of("people fight over politics under it"),
        "exclusion": Sentence.of("people tell how they are treated worse than others under it"),
        "court": Sentence.of("people speak of a trial under it"),
        "people": Sentence.of("it reads as if people told of themselves: “{words}”", **read),
        "grave": Sentence.of("it speaks of death or violence: “{words}”", **read),
        "trending": Sentence.of("the text says that it is trending, and nobody here knows why"),
        "news": Sentence.of("it is a name, and the text speaks of bad news"),
        "first": Sentence.of("its first use is to be confirmed"),
    }
    return whys[found.kind]

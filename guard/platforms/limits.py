"""What a network takes: how long a text, and which pictures, videos and sounds, as its data file says."""

from dataclasses import dataclass
from functools import cache

from guard.model.route import Confidence
from guard.platforms import _data
from guard.platforms.length import Measure


@dataclass(frozen=True, slots=True)
class TextLimit:
    """How long a text may be, and how that is counted."""

    max: int
    measure: Measure
    confidence: Confidence
    bytes: int | None = None
    """How many bytes it may have besides."""
    hashtags: int | None = None
    """How many hashtags it may have besides."""
    paid: int | None = None
    """How long it may be from an account that is paid for."""
    per_server: bool = False
    """Whether each server sets its own, and this is only the usual one."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One fact about what may go along with a post."""

    sort: str
    """``picture``, ``animation``, ``video``, ``sound`` or ``any``."""
    what: str
    """``count``, ``bytes``, ``width``, ``height``, ``pixels``, ``aspect``, ``seconds`` or ``type``."""
    confidence: Confidence
    min: float = 0
    max: float = float("inf")
    types: frozenset[str] = frozenset()
    """The types that are taken, of ``type`` only."""
    paid: bool = False
    """Whether an account that is paid for may do more."""
    shrinks: bool = False
    """Whether the network's own page makes the file smaller by itself."""


@cache
def text_limit(platform: str) -> TextLimit | None:
    """The limit of a post's text there; None where there is none, or none is known."""
    facts = _data.facts(platform).get("limit") if platform in _data.identifiers() else None
    if not facts:
        return None
    measure = Measure(facts["unit"], facts.get("link"), facts.get("bare", False), facts.get("local", False))
    return TextLimit(
        facts["max"],
        measure,
        Confidence(facts["confidence"]),
        facts.get("bytes"),
        facts.get("hashtags"),
        facts.get("paid"),
        facts.get("per_server", False),
    )


@cache
def media_bounds(platform: str) -> tuple[Bound, ...]:
    """All that is known of what may go along there."""
    facts = _data.facts(platform).get("media", []) if platform in _data.identifiers() else []
    return tuple(
        Bound(
            fact["sort"],
            fact["what"],
            Confidence.LOW if "per_server" in fact else Confidence(fact["confidence"]),
            fact.get("min", 0),
            fact.get("max", float("inf")),
            frozenset(fact.get("types", ())),
            fact.get("paid", False),
            fact.get("shrinks", False),
        )
        for fact in facts
    )

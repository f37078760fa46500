"""Whom a text sounds like."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voiced:
    """How a text sounds beside what one brand has posted so far."""

    score: float
    """Above 0 it sounds more like somebody else of this desk than like the brand; the greater, the more so."""
    likeliest: str
    """The id of the identity, among all others whose voice is known, that it sounds most like."""
    sure: bool
    """Whether the score is one that the brand's own posts hardly ever reach."""
    false_alarm: float
    """How often that was wrong of the brand's own later posts, 0 to 1, as far as they can tell."""
    bound: bool = True
    """Whether ``false_alarm`` is the most it can be, rather than what was counted: there were too few posts."""
    tested: int = 0
    """How many posts of the brand that rests on."""

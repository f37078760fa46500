"""What an identity has posted so far, as far as the checks need it: counts, no texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Past:
    """The past of one identity. Keys are without case; all counts are of posts."""

    posts: int = 0
    """How many posts this rests on."""
    tagged: int = 0
    """How many of them had a hashtag."""
    hashtags: Mapping[str, int] = field(default_factory=dict)
    """``giving tuesday`` never: the tag as it is written, without the sign, folded."""
    mentions: Mapping[str, int] = field(default_factory=dict)
    """Handles without the sign, folded."""
    hosts: Mapping[str, int] = field(default_factory=dict)
    """Hosts that links led to, as the links were written: ``https://acme.com``, ``http://acme.com``, ``acme.com``."""
    apps: Mapping[str, int] = field(default_factory=dict)
    """Programs that posts left from, as they call themselves."""
    words: Mapping[str, int] = field(default_factory=dict)
    """The words it uses most; names, products and places are among them."""
    novelty: float | None = None
    """Which part of the last hundred posts with a hashtag brought a new one; None where that is not known."""
    recent: tuple[datetime, ...] = ()
    """When the last posts left through the guard, the latest last; at most twenty. Replies are not among them, and the
    same text on several networks is there once."""
    noticed: Mapping[str, int] = field(default_factory=dict)
    """What checks noticed about them, by check, and by topic where it has one: ``sensitive-topic:religion``."""

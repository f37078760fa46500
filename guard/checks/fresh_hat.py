"""A brand's post right after its hat was put on, or long after, at night."""

from collections.abc import Iterator
from datetime import timedelta

from guard.checks.post import Post
from guard.model.decision import Severity, Signal
from guard.model.identity import Identity
from guard.model.moments import span_of
from guard.model.sentence import Sentence

_FRESH = timedelta(seconds=20)
"""Whoever reads what they post needs longer."""
_STALE = timedelta(hours=2)


def fresh_hat(post: Post) -> Iterator[Signal]:
    """A note where the brand's hat has been worn for seconds only, or for hours and outside the brand's."""
    worn, now = post.context, post.attempt.at
    if worn.since is None or now is None:
        return
    for brand in post.brands:
        if brand.id != worn.active:
            continue
        span = now - worn.since
        pattern = ""
        if timedelta(0) <= span < _FRESH:
            pattern = "You have been {brand} for {span} only."
        elif span > _STALE and _closed(brand, post):
            pattern = "You have been {brand} for {span}, and it is outside its hours."
        if pattern:
            text = Sentence.of(pattern, brand=brand.name, span=span_of(span))
            yield Signal("fresh-hat", Severity.NOTE, text, worn.known_by)


def _closed(brand: Identity, post: Post) -> bool:
    at = post.attempt.at
    return bool(brand.hours) and at is not None and not any(hours.cover(at) for hours in brand.hours)

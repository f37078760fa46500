"""A shortened link of a service this brand has not used before."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading import host_names
from guard.checks.reading.link_facts import host_of, names
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_ENOUGH = 50
"""Posts that must be known before it can be told what is new."""


def link_shortener(post: Post) -> Iterator[Signal]:
    """One note for each; none where the brand's past is not known. What X makes of every link is none here."""
    if not post.tokens.links or sum(post.past_of(brand).posts for brand in post.brands) < _ENOUGH:
        return
    usual = host_names.hosts_of(post)
    for link in post.tokens.links:
        host = host_of(link)
        if host in names("shorteners", "hosts") and not usual[host]:
            pattern = "Nobody can see where {host} leads, and it was not used here before."
            text = Sentence.of(pattern, host=host)
            spot = Spot(link.start, link.end)
            yield Signal("link-shortener", Severity.NOTE, text, "", Confidence.MEDIUM, (spot,))

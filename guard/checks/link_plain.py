"""A link without encryption to a host that is known to have it."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence


def link_plain(post: Post) -> Iterator[Signal]:
    """One signal for each link with ``http://`` to a host that was linked to with ``https://`` more often."""
    for link in post.tokens.links:
        if link.shown[:7].casefold() != "http://":
            continue
        hosts = [post.past_of(brand).hosts for brand in post.brands]
        secure = sum(known.get(f"https://{link.host}", 0) for known in hosts)
        if secure > sum(known.get(f"http://{link.host}", 0) for known in hosts):
            text = Sentence.of("This link begins with http:, and {host} has https:.", host=link.host)
            spot = Spot(link.start, link.start + 7)
            yield Signal("link-plain", Severity.LOW, text, "", Confidence.HIGH, (spot,))

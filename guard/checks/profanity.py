"""Swearing and slurs in a brand's name, also behind signs and spaces."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.lists import listed, quoted
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_SEVERITIES = {"mild": Severity.LOW, "strong": Severity.MEDIUM, "slur": Severity.HIGH}


def profanity(post: Post) -> Iterator[Signal]:
    """One signal for swearing and one for slurs, as bad as the worst word."""
    if not (post.brands and post.worded):
        return
    found = listed(post.text, "profanity")
    slurs = [hit for hit in found if hit.group.kind == "slur"]
    swearing = [hit for hit in found if hit.group.kind != "slur"]
    if slurs:
        text = Sentence.of("A slur: {words}.", words=quoted(slurs))
        yield Signal("profanity", Severity.HIGH, text, "", Confidence.HIGH, tuple(hit.spot for hit in slurs))
    if swearing:
        worst = max((_SEVERITIES[hit.group.kind] for hit in swearing), key=lambda severity: severity.rank)
        text = Sentence.of("Swearing: {words}.", words=quoted(swearing))
        yield Signal("profanity", worst, text, "", Confidence.HIGH, tuple(hit.spot for hit in swearing))

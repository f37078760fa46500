"""Scorn for a person, a group, a customer or an opponent."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.lexicon import Hit
from guard.checks.reading.lists import listed, quoted
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_NEAR = 4
"""Words between the one it is aimed at and what is said of them: “you are actually a disgusting …”."""


def insult(post: Post) -> Iterator[Signal]:
    """One signal for all that puts somebody down."""
    if not (post.brands and post.worded):
        return
    found = listed(post.text, "insult")
    scorn = [hit for hit in found if hit.group.kind == "scorn"]
    blows = [
        hit
        for hit in found
        if hit.group.kind == "blow"
        and _aimed(hit, found, post.text)
        and not any(other.start <= hit.start and hit.end <= other.end for other in scorn)
    ]
    if said := sorted({*scorn, *blows}, key=lambda hit: hit.start):
        text = Sentence.of("This puts somebody down: {words}.", words=quoted(said))
        severity, sure = (Severity.MEDIUM, Confidence.MEDIUM) if scorn else (Severity.LOW, Confidence.LOW)
        yield Signal("insult", severity, text, "", sure, tuple(hit.spot for hit in said))


def _aimed(blow: Hit, found: list[Hit], text: str) -> bool:
    """Whether somebody stands right before it, in the same sentence."""
    return any(
        aim.group.kind == "aim"
        and aim.at < blow.at
        and aim.end <= blow.start
        and blow.at - aim.at <= _NEAR + aim.text.count(" ")
        and not any(stop in text[aim.end : blow.start] for stop in ".!?\n,;:")
        for aim in found
    )

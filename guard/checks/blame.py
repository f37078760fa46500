"""Blame in a brand's apology: hackers, machines, an agency, an intern. It may be true; it needs evidence first."""

from collections.abc import Callable, Iterator, Mapping

from guard.checks.post import Post
from guard.checks.reading.lists import quoted
from guard.checks.reading.statements import marks
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_SAYS: Mapping[str, Callable[[Sentence], Sentence]] = {
    "intruder": lambda words: Sentence.of(
        "{words}: say that only with evidence in hand. Others said so, and it was one of their own.", words=words
    ),
    "machine": lambda words: Sentence.of(
        "{words} blames a machine. Somebody set it up, and it speaks for you.", words=words
    ),
    "other": lambda words: Sentence.of(
        "{words} blames somebody who works for you. The account is yours, and so is the apology.", words=words
    ),
}


def blame(post: Post) -> Iterator[Signal]:
    """One signal for each kind of blame in a statement, with a spot for each piece; other posts are not looked at."""
    if not post.statement:
        return
    found = marks(post.text, *_SAYS)
    for kind, says in _SAYS.items():
        if said := [hit for hit in found if hit.group.kind == kind]:
            spots = tuple(hit.spot for hit in said)
            yield Signal("blame", Severity.MEDIUM, says(quoted(said)), "", Confidence.MEDIUM, spots)

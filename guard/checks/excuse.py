"""Excuses in a brand's apology: ifs and buts, what was meant, who was too sensitive, which one of us it was."""

from collections.abc import Callable, Iterator, Mapping

from guard.checks.post import Post
from guard.checks.reading.lists import quoted
from guard.checks.reading.statements import marks
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_SAYS: Mapping[str, Callable[[Sentence], Sentence]] = {
    "condition": lambda words: Sentence.of(
        "{words} leaves open whether you did anything wrong. Say what you did, and whom it hurt.", words=words
    ),
    "feelings": lambda words: Sentence.of(
        "{words} speaks of what others feel. Apologise for what you did.", words=words
    ),
    "passive": lambda words: Sentence.of(
        "{words}: mistakes do not make themselves. Say that you made it.", words=words
    ),
    "small": lambda words: Sentence.of("{words} makes it small for those whom it hurt.", words=words),
    "intention": lambda words: Sentence.of("{words} explains what you meant. It counts what you did.", words=words),
    "but": lambda words: Sentence.of("{words}: what follows the “but” takes the apology back.", words=words),
    "person": lambda words: Sentence.of(
        "{words} points at one of your own people. The account is yours, and so is the apology.", words=words
    ),
}


def excuse(post: Post) -> Iterator[Signal]:
    """One signal for each kind of excuse in a statement, with a spot for each piece; other posts are not looked at."""
    if not post.statement:
        return
    found = marks(post.text, *_SAYS)
    for kind, says in _SAYS.items():
        if said := [hit for hit in found if hit.group.kind == kind]:
            spots = tuple(hit.spot for hit in said)
            yield Signal("excuse", Severity.MEDIUM, says(quoted(said)), "", Confidence.MEDIUM, spots)

"""Many posts in a row, or the same one once more: a tool that runs wild, or a finger that did."""

from collections.abc import Iterator
from datetime import timedelta

from guard.checks.post import Post
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal
from guard.model.moments import span_of
from guard.model.sentence import Sentence

_VERBS = frozenset({Verb.POST, Verb.REPOST, Verb.SCHEDULE, Verb.LIVE})
_SPAN = timedelta(minutes=10)
_MANY = 4


def burst(post: Post) -> Iterator[Signal]:
    """One signal per brand that posted several times within minutes, and one for a text posted within a day."""
    if post.attempt.verb not in _VERBS:
        return
    if post.brands and post.repeated and post.worded:
        yield Signal("burst", Severity.LOW, Sentence.of("The same text was posted there within the last day."))
    for brand in post.brands if post.attempt.verb is not Verb.SCHEDULE else ():
        now = post.attempt.at
        just = [at for at in post.past_of(brand).recent if now and timedelta(0) <= now - at <= _SPAN]
        if now and len(just) >= _MANY:
            pattern = "{brand} has posted {count} times within {span}."
            text = Sentence.of(pattern, brand=brand.name, count=len(just), span=span_of(now - min(just)))
            yield Signal("burst", Severity.LOW, text)

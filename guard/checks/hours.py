"""A post at a time at which its identity does not usually speak."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.decision import Severity, Signal
from guard.model.moments import day_and_time
from guard.model.sentence import Sentence


def outside_hours(post: Post) -> Iterator[Signal]:
    """One signal per identity whose hours do not cover the moment of the post.attempt."""
    if post.attempt.at is None:
        return
    for owner in post.owners:
        if owner.hours and not any(hours.cover(post.attempt.at) for hours in owner.hours):
            time = day_and_time(post.attempt.at)
            text = Sentence.of("It is {time}, outside the hours of {owner}.", time=time, owner=owner.name)
            yield Signal("outside-hours", Severity.LOW, text)

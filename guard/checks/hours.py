"""A post at a time at which its identity does not usually speak."""

from collections.abc import Iterator

from guard.model.attempt import Attempt
from guard.model.decision import Severity, Signal
from guard.model.identity import Identity
from guard.model.moments import day_and_time
from guard.model.sentence import Sentence


def outside_hours(attempt: Attempt, owners: tuple[Identity, ...]) -> Iterator[Signal]:
    """One signal per identity whose hours do not cover the moment of the attempt."""
    if attempt.at is None:
        return
    for owner in owners:
        if owner.hours and not any(hours.cover(attempt.at) for hours in owner.hours):
            time = day_and_time(attempt.at)
            text = Sentence.of("It is {time}, outside the hours of {owner}.", time=time, owner=owner.name)
            yield Signal("outside-hours", Severity.LOW, text)

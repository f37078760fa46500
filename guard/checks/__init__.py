"""Content checks, one file each: they notice, they never hold a post by themselves."""

from collections.abc import Iterator

from guard.checks.hours import outside_hours
from guard.checks.profile import bound_profile
from guard.model.attempt import Attempt
from guard.model.decision import Signal
from guard.model.identity import Identity

CHECKS = (outside_hours, bound_profile)


def signals(attempt: Attempt, owners: tuple[Identity, ...]) -> Iterator[Signal]:
    """What all checks notice about a post in these identities' names."""
    for check in CHECKS:
        yield from check(attempt, owners)

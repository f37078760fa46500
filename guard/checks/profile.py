"""A post from a browser profile that was set aside for somebody else."""

from collections.abc import Iterator

from guard.model.attempt import Attempt
from guard.model.decision import Severity, Signal
from guard.model.identity import Identity
from guard.model.sentence import Sentence


def bound_profile(attempt: Attempt, owners: tuple[Identity, ...]) -> Iterator[Signal]:
    """One signal where the profile is bound to another identity than the one whose account it is."""
    bound = attempt.bound
    for owner in owners:
        if bound and bound.id != owner.id:
            pattern = "This browser profile is bound to {bound}, and the account is {owner}'s."
            yield Signal("bound-profile", Severity.LOW, Sentence.of(pattern, bound=bound.name, owner=owner.name))

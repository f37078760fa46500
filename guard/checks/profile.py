"""A post from a browser profile that was set aside for somebody else."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.decision import Severity, Signal
from guard.model.sentence import Sentence


def bound_profile(post: Post) -> Iterator[Signal]:
    """One signal where the profile is bound to another identity than the one whose account it is."""
    bound = post.attempt.bound
    for owner in post.owners:
        if bound and bound.id != owner.id:
            pattern = "This browser profile is bound to {bound}, and the account is {owner}'s."
            yield Signal("bound-profile", Severity.LOW, Sentence.of(pattern, bound=bound.name, owner=owner.name))

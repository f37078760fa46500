"""What is allowed between two identities."""

from collections.abc import Iterable
from dataclasses import dataclass

from guard.model.decision import Verdict
from guard.model.identity import Identity

ANYONE = "*"


@dataclass(frozen=True, slots=True)
class Policy:
    """One line of the workspace: what happens when one identity's hat is worn and another's account is reached."""

    source: str
    """An identity's id, a kind (``brand``, ``person``), or ``*``."""
    destination: str
    """As ``source``."""
    verdict: Verdict
    origin: str = ""
    """Where it is written: file and line."""


def covers(pattern: str, identity: Identity | None) -> bool:
    """Whether a policy's ``from`` or ``to`` means this identity; nobody is meant by ``*`` alone."""
    return pattern == ANYONE or (identity is not None and pattern in {identity.id, identity.kind.value})


def first_match(policies: Iterable[Policy], source: Identity | None, destination: Identity) -> Policy | None:
    """The policy that speaks for this pair: the first from the top that covers both, or None.

    A kind in ``from`` means the others of that kind: ``brand`` → ``brand`` does not speak of a brand's own accounts.
    """
    return next((p for p in policies if _speaks(p, source, destination)), None)


def _speaks(policy: Policy, source: Identity | None, destination: Identity) -> bool:
    if source == destination and policy.source not in {ANYONE, destination.id}:
        return False
    return covers(policy.source, source) and covers(policy.destination, destination)


def verdict_between(policies: Iterable[Policy], source: Identity | None, destination: Identity) -> Verdict:
    """What happens between two identities; built in: one's own is allowed, everything else is held."""
    policy = first_match(policies, source, destination)
    if policy:
        return policy.verdict
    return Verdict.ALLOW if source == destination else Verdict.HOLD

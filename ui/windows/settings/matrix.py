"""The policies as a matrix of pairs: what counts for a pair, why, and how it is changed. No Qt, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from guard.model.decision import Verdict
from guard.model.identity import Identity, IdentityKind
from guard.model.policy import Policy, first_match, verdict_between
from guard.protocol.replies import IdentitySetting, PolicySetting

KINDS = ("person", "brand")


class Why(Enum):
    """What a cell rests on."""

    OWN = "own"
    """It is one's own account."""
    PAIR = "pair"
    """It was said for this very pair."""
    RULE = "rule"
    """A wider rule speaks of it."""
    BUILT_IN = "built-in"
    """Nothing was said."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One pair."""

    source: str
    destination: str
    verdict: Verdict
    why: Why
    locked: bool = False
    """Whether the organisation has said it, or it is one's own."""
    rule: tuple[str, str] = ("", "")
    """The ends of the wider rule."""


def between(source: IdentitySetting, destination: IdentitySetting, policies: Sequence[PolicySetting]) -> Cell:
    """What happens when ``source`` is worn and an account of ``destination`` is reached."""
    worn, reached = _identity(source), _identity(destination)
    asked = [Policy(one.source, one.destination, Verdict(one.decision)) for one in policies]
    found = first_match(asked, worn, reached)
    verdict = verdict_between(asked, worn, reached)
    ends = (source.id, destination.id)
    if source.id == destination.id:
        return Cell(*ends, verdict, Why.OWN, locked=True)
    if found is None:
        return Cell(*ends, verdict, Why.BUILT_IN)
    rule = (found.source, found.destination)
    locked = policies[asked.index(found)].locked
    return Cell(*ends, verdict, Why.PAIR if rule == ends else Why.RULE, locked, rule)


def in_general(source: str, destination: str, policies: Sequence[PolicySetting]) -> Cell:
    """What happens between two kinds, where nothing else is said of a pair."""
    rule = next((one for one in policies if (one.source, one.destination) == (source, destination)), None)
    if rule is None:
        return Cell(source, destination, Verdict.HOLD, Why.BUILT_IN)
    return Cell(source, destination, Verdict(rule.decision), Why.PAIR, rule.locked, (source, destination))


def decided(
    policies: Sequence[PolicySetting], source: str, destination: str, decision: Verdict | None
) -> tuple[PolicySetting, ...]:
    """The policies once this pair is decided so; None takes back what was said of it.

    What is said of two identities comes before everything wider, and two kinds behind everything narrower.
    """
    ends = (source, destination)
    there = next((n for n, one in enumerate(policies) if _ends(one) == ends and not one.locked), None)
    if there is not None and decision is not None:
        changed = PolicySetting(source, destination, decision.value)
        return tuple(changed if n == there else one for n, one in enumerate(policies))
    left = [one for one in policies if one.locked or _ends(one) != ends]
    if decision is not None:
        wide = {source, destination} <= set(KINDS)
        at = next((n for n, one in enumerate(left) if not one.locked and (not wide or _is_wide(one))), len(left))
        left.insert(at, PolicySetting(source, destination, decision.value))
    return tuple(left)


def _ends(one: PolicySetting) -> tuple[str, str]:
    return one.source, one.destination


def _is_wide(one: PolicySetting) -> bool:
    return {one.source, one.destination} <= {*KINDS, "*"}


def _identity(one: IdentitySetting) -> Identity:
    kind = IdentityKind.PERSON if one.kind == "person" else IdentityKind.BRAND
    return Identity(one.id, one.name, kind)

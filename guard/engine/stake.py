"""What is at stake in a hold: whose account must be meant, and whether meaning it has to be typed."""

from collections.abc import Iterator

from guard.model.account import Account
from guard.model.attempt import Attempt
from guard.model.decision import Decision, Reached, Severity
from guard.model.identity import Context, Identity, IdentityKind
from guard.workspace import Workspace

_NO_EVIDENCE = frozenset({"unknown-fact", "failed-rule", "unwritable-journal", "checklist", "second-look"})
"""Rules that say what could not be found out, or what is always asked: they speak neither for nor against a slip."""


class Owners:
    """Whose account is whose, for one hold."""

    def __init__(self, workspace: Workspace, context: Context) -> None:
        self.worn = workspace.identity(context.active) if context.active else None
        self._owners = {account: one for one in workspace.identities for account in one.accounts}

    def of(self, account: Account | None) -> Identity | None:
        """Whose account it is, or None where nobody has said."""
        return self._owners.get(account) if account else None

    def foreign(self, account: Account) -> bool:
        """Whether it is not the account of the hat that is worn."""
        owner = self.of(account)
        return owner is None or owner != self.worn


def high_risk(decision: Decision, *, stray: bool) -> bool:
    """Whether a release must be typed out.

    It must, where

    - a reason is of high severity and a second kind of evidence agrees with it: another rule held it as well, or a
      content check noticed something of medium severity or worse; or
    - nobody has said whose account it goes to, and something that goes along belongs to another identity than the one
      that is worn (``stray``).

    What could not be found out is no evidence.
    """
    reasons = [reason for reason in decision.reasons if reason.rule not in _NO_EVIDENCE]
    rules = {reason.rule for reason in reasons}
    beside = (signal for signal in decision.signals if signal.check not in rules)
    noticed = any(signal.severity.rank >= Severity.MEDIUM.rank for signal in beside)
    if any(reason.severity is Severity.HIGH for reason in reasons) and len(rules) + noticed > 1:
        return True
    return stray and "unknown-destination" in rules


def account_at_stake(attempt: Attempt, decision: Decision, owners: Owners) -> Account | None:
    """The account that the person must mean: a brand's before others, one it goes to before one it is mirrored to."""
    reached = tuple(end.account for end in crossing(attempt, decision, owners))
    everywhere = (*attempt.destinations, *(account for account in reached if account))
    brands = (account for account in everywhere if owners.foreign(account) and _is_brand(owners.of(account)))
    foreign = (account for account in everywhere if owners.foreign(account))
    return next((account for some in (brands, foreign, iter(everywhere)) for account in some), None)


def crossing(attempt: Attempt, decision: Decision, owners: Owners) -> Iterator[Reached]:
    """The mirrors' ends that are somebody else's than the account posted to, or nobody knows whose; brands first."""
    posting = {owner for account in attempt.destinations if (owner := owners.of(account))}
    ends = [end for end in decision.reach if end.account is None or _crosses(owners.of(end.account), posting)]
    return iter(sorted(ends, key=lambda end: (not _is_brand(owners.of(end.account)), end.account is None)))


def _crosses(owner: Identity | None, posting: set[Identity]) -> bool:
    return owner is not None and owner not in posting


def _is_brand(owner: Identity | None) -> bool:
    return owner is not None and owner.kind is IdentityKind.BRAND

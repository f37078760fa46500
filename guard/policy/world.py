"""Everything the judgement may know, gathered beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from guard.model.account import Account
from guard.model.decision import Reached, Signal
from guard.model.excepted import Excepted
from guard.model.identity import Context, Identity
from guard.model.look import Look
from guard.model.policy import Policy


@dataclass(frozen=True)
class World:
    """The facts an attempt is judged by."""

    identities: tuple[Identity, ...]
    context: Context
    policies: tuple[Policy, ...] = ()
    reach: Mapping[Account, tuple[Reached, ...]] = field(default_factory=dict)
    """For each destination: where else its content arrives."""
    media_owners: Mapping[str, str] = field(default_factory=dict)
    """The identity in whose folders a media file lies, by the file's path."""
    frozen: Mapping[str, str] = field(default_factory=dict)
    """Identities for which everything is stopped, with the reason given."""
    excepted: Mapping[str, Excepted] = field(default_factory=dict)
    """What may leave of them all the same, once it is confirmed."""
    paused: str = ""
    """The reason for which the guard is paused, or empty. Then a hold passes, and is written down; a denial stands."""
    signals: tuple[Signal, ...] = ()
    """What the content checks noticed, the worst first."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    """What was seen in each file, by its path or name."""
    unknown: tuple[str, ...] = ()
    """Facts that could not be obtained, one sentence each with its remedy. Any of them holds the attempt."""

    @cached_property
    def _by_id(self) -> Mapping[str, Identity]:
        return {identity.id: identity for identity in self.identities}

    @cached_property
    def _by_account(self) -> Mapping[Account, Identity]:
        return {account: identity for identity in self.identities for account in identity.accounts}

    @property
    def active(self) -> Identity | None:
        """The identity whose hat is worn, or None for nobody."""
        return self.identity(self.context.active) if self.context.active else None

    def identity(self, name: str) -> Identity | None:
        """The identity with this id, or None."""
        return self._by_id.get(name)

    def owner(self, account: Account) -> Identity | None:
        """Whose account it is, or None where nobody has said."""
        return self._by_account.get(account)

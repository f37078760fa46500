"""Who is who: identities, the pairs of them that a policy speaks of, and the hat worn now."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from guard.model.account import Account
from guard.model.care import Care


class Unguarded(StrEnum):
    """What a browser does with a post in somebody's name while the engine is away."""

    ASK = "ask"
    BLOCK = "block"
    PASS = "pass"  # noqa: S105 - no password


class IdentityKind(StrEnum):
    """What sort of hat an identity is."""

    BRAND = "brand"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours on some days of the week, in local time; the end may lie past midnight."""

    days: frozenset[int]
    """0 is Monday."""
    start: int
    """Minutes since midnight."""
    end: int
    """Minutes since midnight; smaller than ``start`` where the hours run past midnight."""

    def cover(self, moment: datetime) -> bool:
        """Whether ``moment`` lies within these hours, by the clock of the time zone it is given in."""
        minute = moment.hour * 60 + moment.minute
        if self.start <= self.end:
            return moment.weekday() in self.days and self.start <= minute < self.end
        if minute >= self.start:
            return moment.weekday() in self.days
        return (moment.weekday() - 1) % 7 in self.days and minute < self.end


@dataclass(frozen=True, slots=True)
class Identity:
    """A hat: a brand or a person, with what belongs to it."""

    id: str
    name: str
    kind: IdentityKind
    color: str = "#808080"
    """``#rrggbb``, lower case."""
    accounts: tuple[Account, ...] = ()
    folders: tuple[str, ...] = ()
    """Absolute folders whose media are this identity's own."""
    hours: tuple[Hours, ...] = ()
    """When this identity usually posts; empty means always."""
    session: timedelta | None = None
    """How long the hat is worn before it is taken off; None means until another is put on."""
    unguarded: Unguarded = Unguarded.ASK
    care: Care = field(default_factory=Care)


@dataclass(frozen=True, slots=True)
class Context:
    """What the desktop says now: the hat that is worn."""

    active: str | None = None
    """An identity's id, or None for nobody."""
    known_by: str = "nothing was said"
    """How that is known: ``hatcheck be``, ``--as``, ``the only person here``, …"""
    since: datetime | None = None
    until: datetime | None = None
    """From then on the hat counts as taken off."""
    lapsed: str | None = None
    """The identity whose time ran out, where that is why nobody is active."""

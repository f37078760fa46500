"""A workspace as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from guard.model.identity import Identity, IdentityKind
from guard.model.incident import Team
from guard.model.mention import Watching
from guard.model.policy import Policy
from guard.model.route import Holding, Route
from guard.model.scheduler import Scheduler


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings that are not to be shown, with the reason, until a day."""

    match: str
    """A rule's id, a fingerprint, or an account with ``*``."""
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question of ``hatcheck review`` that was answered for an account."""

    account: str
    question: str
    checked: date


@dataclass(frozen=True, slots=True)
class Checking:
    """How the content checks work for every brand of this desk."""

    off: frozenset[str] = frozenset()
    """Checks that are not asked."""
    hold: frozenset[str] = frozenset()
    """Checks whose signals hold a post by themselves."""
    links: bool = False
    """Whether links may be looked up in the web."""
    drills: bool = False
    """Whether a made-up slip is shown once a month."""
    model: Path | None = None
    """The user's own model that knows sexual pictures."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched for one brand, and how."""

    watching: Watching
    alerts: str = "normal"
    """``off``, ``low``, ``normal`` or ``high``."""
    clients: tuple[str, ...] = ()
    """Programs by which the brand posts besides this desk, as the networks name them."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may take the second look."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """Who is who, and what was answered so far."""

    path: Path
    """The user's file, whether or not it exists."""
    identities: tuple[Identity, ...] = ()
    policies: tuple[Policy, ...] = ()
    credentials: Mapping[str, str] = field(default_factory=dict)
    """Kept answers: ``tool:ref`` → account."""
    routes: tuple[Route, ...] = ()
    """Routes that lie in no file: entered by hand or by ``hatcheck review``."""
    holdings: tuple[Holding, ...] = ()
    """Accounts that are signed in together on one device."""
    reviewed: tuple[Reviewed, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    tools: tuple[Path, ...] = ()
    """Files and folders whose configurations count for a judgement."""
    review_after: timedelta = timedelta(days=90)
    hold_wait: timedelta = timedelta(minutes=2)
    """How long a hold waits for its answer before it is denied."""
    idle_after: timedelta = timedelta(minutes=5)
    """After how long without a hand on the desk a brand's hat is taken off."""
    checking: Checking = Checking()
    colleagues: tuple[Colleague, ...] = ()
    schedulers: tuple[Scheduler, ...] = ()
    """Tools that send posts by themselves."""
    teams: tuple[Team, ...] = ()
    """Whom a brand calls when a slip got out."""
    watched: tuple[Watched, ...] = ()
    """What is watched in public, brand by brand."""
    language: str = ""
    """``de`` or ``en``; empty means as the desktop speaks."""
    layers: tuple[Path, ...] = ()
    """The files that were read, the weakest first."""

    def identity(self, name: str) -> Identity | None:
        """The identity with this id, or None."""
        return next((identity for identity in self.identities if identity.id == name), None)

    @property
    def only_person(self) -> Identity | None:
        """The person whose machine this is, where there is exactly one."""
        people = [identity for identity in self.identities if identity.kind is IdentityKind.PERSON]
        return people[0] if len(people) == 1 else None

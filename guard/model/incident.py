"""A slip that got out, as its record tells it: what happened, which steps were taken, what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from guard.model.decision import Severity
from guard.model.scheduler import Line


class Step(StrEnum):
    """The steps, in the order in which they are taken."""

    ASSESS = "assess"
    """Whom it hits, how badly, which teams must know."""
    PAUSE = "pause"
    """Nothing more goes out in the brand's name."""
    DELETION = "deletion"
    """Whether the post is deleted, and why."""
    STATEMENT = "statement"
    """What the brand says."""
    ANSWERS = "answers"
    """Whom the brand answers, one by one."""
    RESUME = "resume"
    """What waits is looked at again, piece by piece."""
    REVIEW = "review"
    """What would have caught it, and what was learnt."""


class StepStatus(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    """One before it is not done yet."""
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"

    @property
    def over(self) -> bool:
        """Whether the next one may be finished."""
        return self in {StepStatus.DONE, StepStatus.SKIPPED}


class EntryKind(StrEnum):
    """What one entry of the record tells."""

    OPENED = "opened"
    FACT = "fact"
    """Something the journal knows of what happened."""
    EVIDENCE = "evidence"
    """A file that is kept with the record, by its hash."""
    FROZEN = "frozen"
    UNFROZEN = "unfrozen"
    LINE = "line"
    """What came of pausing one tool."""
    ASKED = "asked"
    """Every tool was asked: the end of one run of pausing, behind its lines."""
    SAID_PAUSED = "said-paused"
    """A person says that they paused a tool; nobody read it back."""
    ASSESSED = "assessed"
    TOLD = "told"
    """A team was told."""
    WEIGHED = "weighed"
    """Whether the post is to be deleted, and why."""
    SAID_DELETED = "said-deleted"
    DRAFTED = "drafted"
    APPROVED = "approved"
    PUBLISHED = "published"
    PERSON = "person"
    """Somebody who waits for an answer."""
    ANSWERED = "answered"
    DECIDED = "decided"
    """What becomes of something that waits."""
    RULE = "rule"
    """A rule that would have caught it, and whether it was taken up."""
    LESSON = "lesson"
    OWNED = "owned"
    """Who takes care of a step, and until when."""
    FINISHED = "finished"
    SKIPPED = "skipped"
    REOPENED = "reopened"
    ALERT = "alert"
    """More is said about the brand than usual."""
    NOTE = "note"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    """An entry of another version, of which this one knows nothing; it is never written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, or that somebody did."""

    number: int
    """From 1."""
    at: datetime
    """With a time zone."""
    by: str
    """Who, as they call themselves; ``Hatcheck`` for what the guard saw or did."""
    kind: EntryKind
    detail: Mapping[str, Any] = field(default_factory=dict)
    """Plain JSON."""
    seal: str = ""
    """SHA-256 over this entry and the seal before it, in hexadecimal."""
    reopened: tuple[Step, ...] = ()
    """Steps that were over, and are open again because of it; known once it is told in an incident, not in a file."""


@dataclass(frozen=True, slots=True)
class Team:
    """Whom the brand calls, as the workspace says."""

    id: str
    name: str
    brands: tuple[str, ...] = ()
    """Empty means all."""
    hits: tuple[str, ...] = ()
    """Whom a slip must hit for this team to be needed; empty means always."""
    who: str = ""
    phone: str = ""
    nights: str = ""
    """How they are reached outside working hours."""


@dataclass(frozen=True, slots=True)
class StepState:
    """Where one step stands, and who takes care of it."""

    status: StepStatus
    owner: str = ""
    due: datetime | None = None
    since: datetime | None = None
    """When it was finished or skipped."""
    reason: str = ""
    """Why it was skipped."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who waits for an answer."""

    number: int
    who: str
    link: str = ""
    text: str = ""
    how: str = ""
    """How they were answered, or why not; empty while they wait."""
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that is kept with the record."""

    name: str
    sha256: str
    size: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """The record, told from its entries."""

    id: str
    brand: str
    title: str
    opened: datetime
    text: str = ""
    """What was posted, where it is known."""
    url: str = ""
    account: str = ""
    source: str = ""
    """Where it comes from: ``journal``, ``link``, ``alarm`` or ``freeze``."""
    row: int | None = None
    """The journal's row that it was opened from."""
    entries: tuple[Entry, ...] = ()
    """Without what is not understood in them: what a key holds is of the shape that its kind has."""
    steps: Mapping[Step, StepState] = field(default_factory=dict)
    frozen: bool = False
    asked: bool = False
    """Whether every tool was asked since the brand was frozen for the last time."""
    severity: Severity | None = None
    hits: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    """The teams that were told, and how."""
    lines: tuple[Line, ...] = ()
    """What came of pausing, the last line of each tool."""
    said_paused: Mapping[str, str] = field(default_factory=dict)
    """Tools that a person says they paused, and how."""
    deletion: str = ""
    """``delete`` or ``keep``; empty while nobody has decided."""
    deletion_reason: str = ""
    deleted: str = ""
    """How the person knows that it is deleted."""
    draft: str = ""
    approved: Mapping[str, str] = field(default_factory=dict)
    """Who approved the draft as it stands, and how."""
    published: str = ""
    """Where the statement stands."""
    published_at: datetime | None = None
    people: tuple[Person, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    """What was decided about each waiting item, by ``<scheduler>/<item>``."""
    rules: Mapping[str, bool] = field(default_factory=dict)
    """Rules that would have caught it, and whether they were taken up."""
    no_rule: str = ""
    """Why no rule would have caught it."""
    lessons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    closed: datetime | None = None
    broken: str = ""
    """What is wrong with the record, in sentences; empty where its seals fit and everything in it is understood."""

    @property
    def current(self) -> Step | None:
        """The first step that is not over; None once all are."""
        return next((step for step in Step if not self.steps[step].status.over), None)

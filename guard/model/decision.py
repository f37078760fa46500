"""The answer of the engine, and what determined it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from guard.model.account import Account
from guard.model.demand import Demand
from guard.model.look import Look
from guard.model.route import BY_HAND, Confidence, Place
from guard.model.sentence import Sentence


class Verdict(StrEnum):
    """What may happen to an attempt."""

    ALLOW = "allow"
    HOLD = "hold"
    DENY = "deny"

    @property
    def rank(self) -> int:
        """Deny beats hold beats allow: the highest rank decides."""
        return ("allow", "hold", "deny").index(self)


class Severity(StrEnum):
    """How bad it would be."""

    NOTE = "note"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """Higher is worse."""
        return ("note", "low", "medium", "high").index(self)


class Effect(StrEnum):
    """What the engine is to do once it is decided."""

    RECORD = "record"
    """Write one durable row to the journal before anyone is told."""
    ASK = "ask"
    """Hold the attempt and ask the person."""
    REFUSE = "refuse"
    """Tell the client no."""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a path: content goes from one account to the next by a tool."""

    source: str
    """The account or the reference, in words: ``instagram:@my_own``."""
    destination: str
    tool: str
    name: str
    place: Place
    enabled: bool | None = True

    @property
    def by(self) -> str:
        """What carries the content over, as people call it: ``n8n “Insta to page”``."""
        if self.tool == BY_HAND:
            return self.name or Sentence.of("a link entered by hand")
        return Sentence.of("{tool} “{name}”", tool=self.tool, name=self.name) if self.name else self.tool

    @property
    def said(self) -> Sentence:
        """The whole link in words: ``instagram:@jo → facebook:acme by n8n “Insta to page”, flow.json:12``."""
        return Sentence.of(
            "{source} → {destination} by {by}, {place}",
            source=self.source,
            destination=self.destination,
            by=self.by,
            place=str(self.place),
        )

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True)
class Reached:
    """An account at which the content arrives too, and on which way."""

    account: Account | None
    """None where the path ends at a credential nobody has named yet."""
    shown: str
    """The end of the path in words."""
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule spoke."""

    rule: str
    verdict: Verdict
    severity: Severity
    text: str
    """One sentence for the person."""
    evidence: str = ""
    """What it rests on: accounts, a file and line, a folder, a time."""
    demands: tuple[Demand, ...] = ()
    """What must be done before it can be released."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a post something was noticed: a piece of its text, or one of its files."""

    start: int = 0
    """In characters of the text."""
    end: int = 0
    """Greater than ``start`` where it is a piece of the text."""
    media: str = ""
    """The file's path, or its name where it lies nowhere here."""


@dataclass(frozen=True, slots=True)
class Signal:
    """What a content check noticed."""

    check: str
    """Its id: the name of its function with dashes."""
    severity: Severity
    """How bad it would be. A note is told where somebody asks for it; what is low or worse is shown."""
    text: str
    """One sentence for the person."""
    evidence: str = ""
    confidence: Confidence = Confidence.MEDIUM
    """How sure it is that it is so."""
    spots: tuple[Spot, ...] = ()
    """Where; empty where it is about the post as a whole."""
    holds: bool = False
    """Whether it holds a brand's post by itself."""
    demand: Demand | None = None
    """What must be done before a post that is held for any reason can be released."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Allow, hold or deny, with the reasons that determined it."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    signals: tuple[Signal, ...] = ()
    """What was noticed besides; those that hold by themselves stand among the reasons as well."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    """What was seen in each file, by its path or name."""
    links: Mapping[str, str] = field(default_factory=dict)
    """What looking a link up gave, in words, by the link as it is written; empty where nobody looked."""
    reach: tuple[Reached, ...] = ()
    effects: tuple[Effect, ...] = ()
    paused: bool = False
    """Whether it would have been a hold and passes because the guard is paused; ``reasons`` say why it would have."""
    heard: tuple[tuple[str, str], ...] = ()
    """Every rule that looked at the attempt, with what it said; for ``--explain``."""

    @property
    def demands(self) -> tuple[Demand, ...]:
        """What must be done before it can be released, each thing once."""
        asked = [demand for reason in self.reasons for demand in reason.demands]
        asked += [signal.demand for signal in self.signals if signal.demand]
        return tuple({demand.key: demand for demand in asked}.values())

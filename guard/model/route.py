"""What a tool's configuration says: routes, the accounts it holds, and what could not be told."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from enum import StrEnum

BY_HAND = "by-hand"
"""The tool's name of routes that lie in no file: entered by the person, or answered in a review."""


class SourceKind(StrEnum):
    """What sets a route in motion."""

    ACCOUNT = "account"
    """New content in an account: a social account, a table, a shop, a mailbox."""
    FEED = "feed"
    """An RSS, Atom or JSON feed, or a page that is fetched again and again."""
    SCHEDULE = "schedule"
    """The clock alone."""
    MANUAL = "manual"
    """A person presses a button or types into a chat."""
    WEBHOOK = "webhook"
    """A request or an event from elsewhere: a push, a release, a home sensor."""
    FORM = "form"
    """A form that anyone with the link can fill in."""
    UNKNOWN = "unknown"


class RouteClass(StrEnum):
    """What arrives at the end of a route."""

    POST = "post"
    """Something is published on a social or chat account."""
    BRIDGE = "bridge"
    """A two-way chat mirror, written as two directed routes."""
    NOTIFY = "notify"
    """A message to the owner's own device or private room."""
    HOP = "hop"
    """Content is handed to another tool whose effect is not in this file."""


class Confidence(StrEnum):
    """How far the evidence carries."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One end of a route, as far as the file shows it."""

    platform: str | None
    """A platform id (``x``), or the name of another service (``notion``, ``rss``, ``n8n-webhook``)."""
    account: str | None = None
    """The handle, channel or address where the file shows one, as written; ``@?@host`` = only the server."""
    ref: str | None = None
    """What stands for the account otherwise: credential id and name, secret *name*, page id, chat id."""

    @property
    def shown(self) -> str:
        """The endpoint as a person reads it."""
        what = self.account or self.ref
        return f"{self.platform or 'unknown'}:{what}" if what else (self.platform or "unknown")


@dataclass(frozen=True, slots=True)
class Source(Endpoint):
    """Where a route starts."""

    kind: SourceKind = SourceKind.UNKNOWN


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file something stands."""

    file: str
    key: str = ""
    """The key or step, in the file's own words: ``nodes[3] "Tweet it"``, ``gateway.main.inout[0]``."""
    line: int | None = None
    """Counted from 1, where it is known."""

    def __str__(self) -> str:
        at = f":{self.line}" if self.line else ""
        return f"{self.file}{at} ({self.key})" if self.key else f"{self.file}{at}"


@dataclass(frozen=True, slots=True)
class Route:
    """Content of ``source`` is carried to ``destination`` by a tool."""

    tool: str
    """The reader's id: ``n8n``, ``matterbridge``, …"""
    source: Source
    destination: Endpoint
    place: Place
    kind: RouteClass = RouteClass.POST
    enabled: bool | None = True
    """On, off, or None where the format has a switch and the file does not set it."""
    confidence: Confidence = Confidence.HIGH
    name: str = ""
    """What people call it: the workflow's, gateway's or scenario's name."""
    note: str = ""
    """One short sentence on what is special here."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A tool can post to this account, whether or not a route does. Grants of an account's apps count too."""

    tool: str
    endpoint: Endpoint
    place: Place
    active: bool | None = None
    """True for the account that the tool uses when none is named, False for the others, None where unknown."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A step that may post, and of which the file does not say where or whether."""

    tool: str
    place: Place
    reason: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a part of it, that could not be read. It is never reported clean."""

    file: str
    reason: str
    line: int | None = None
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that was read. Empty tuples mean: read, and nothing there."""

    routes: tuple[Route, ...] = ()
    holdings: tuple[Holding, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    files: tuple[str, ...] = field(default=())
    """The files that a reader took as its own, readable or not."""
    passed_over: int = 0
    """Files that are no tool's configuration."""

    @classmethod
    def of(cls, parts: Iterable["Snapshot"]) -> "Snapshot":
        """All parts as one, in their order."""
        parts = list(parts)
        merged = {
            item.name: tuple(value for part in parts for value in getattr(part, item.name))
            for item in fields(cls)
            if item.name != "passed_over"
        }
        return cls(**merged, passed_over=sum(part.passed_over for part in parts))

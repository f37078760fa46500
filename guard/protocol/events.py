"""What the engine says without being asked: ``{"event": …}``. The state itself is the event ``desk``."""

from msgspec import Struct

from guard.protocol.card import Badge
from guard.protocol.desk import Desk


class Event(Struct, frozen=True, tag_field="event"):
    """One event."""


class Held(Event, frozen=True, tag="held"):
    """To the gate that submitted: it is held, and the person is asked."""

    n: int
    """The request it belongs to."""
    hold: str
    headline: str
    faces: int
    """How many shells are there to ask; 0 means that nobody sees it unless someone types ``hatcheck answer``."""
    remaining: float


class Closed(Event, frozen=True, tag="closed"):
    """To the shells: a hold is settled, whoever did it. Its window closes."""

    hold: str
    verdict: str
    """``allow`` or ``deny``."""
    by: str
    """``answer``, ``time``, ``abandoned``, ``restart``, ``rules``: it was forbidden while it waited."""
    text: str


class Alert(Event, frozen=True, tag="alert"):
    """To the shells: something the person should know at once."""

    kind: str
    """``route``: a route crosses identities; ``restart``: holds were denied; ``hat``: a hat was taken off; ``gate``."""
    title: str
    text: str


class IncidentChanged(Event, frozen=True, tag="incident"):
    """To the shells: an incident has another entry, or a tool's line changed; whoever shows it asks again."""

    incident: str


class Progress(Event, frozen=True, tag="progress"):
    """To whoever asked: how far a long request is."""

    n: int
    text: str
    done: int = 0
    total: int = 0
    """0 where it is not known."""


class BriefIdentity(Struct, frozen=True):
    """An identity as a gate needs it while the engine is away."""

    badge: Badge
    unguarded: str
    """What happens then to a post in its name: ``ask``, ``block`` or ``pass``."""


class BriefAccount(Struct, frozen=True):
    """An account that is somebody's, recognisable to who meets it."""

    hash: str
    """The first 22 letters of the base64url of HMAC-SHA-256, keyed with ``salt``, of ``platform:account`` or
    ``platform ref`` in lower case."""
    identity: str


class Concern(Struct, frozen=True):
    """Where a brand of this desk has an account: who acts there must be known."""

    platform: str
    """``*``: any service that passes posts on."""
    host: str = ""
    """Empty: the whole platform."""


class Briefing(Event, frozen=True, tag="briefing"):
    """To gates that asked: what to keep for the time when the engine is away."""

    run: str
    salt: str
    """Another one in every run of the engine."""
    worn: Badge | None
    identities: list[BriefIdentity]
    accounts: list[BriefAccount]
    concerns: list[Concern]
    paused: bool
    language: str = ""


class Raised(Event, frozen=True, tag="raised"):
    """To the shells: the person asks for this window."""

    what: str


AnyEvent = Desk | Held | Closed | Alert | IncidentChanged | Progress | Briefing | Raised

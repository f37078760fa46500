"""What the engine says without being asked: ``{"event": …}``. The state itself is the event ``desk``."""

from msgspec import Struct

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


class Progress(Event, frozen=True, tag="progress"):
    """To whoever asked: how far a long request is."""

    n: int
    text: str
    done: int = 0
    total: int = 0
    """0 where it is not known."""


AnyEvent = Desk | Held | Closed | Alert | Progress

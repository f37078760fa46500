"""What the shell shows of the engine at any time: one value, sent as a whole whenever something in it changes."""

from msgspec import Struct

from guard.protocol.card import Badge
from guard.protocol.incidents import IncidentLine, Stray


class Account(Struct, frozen=True):
    """An account of an identity."""

    account: str
    """``x:@RedCross``."""
    platform: str
    """The platform's name for people."""
    url: str = ""
    """The page on which to write a post there, where the platform has one."""


class Hat(Struct, frozen=True):
    """An identity that can be worn."""

    badge: Badge
    accounts: list[Account]
    session: int | None
    """Seconds for which it is worn where nothing else is said; None means until another is put on."""
    frozen: str | None = None
    """The reason for which nothing leaves in its name, or None."""


class Worn(Struct, frozen=True):
    """The hat that is worn now."""

    identity: str | None
    known_by: str
    since: str | None
    """ISO 8601 with a time zone."""
    remaining: float | None
    """Seconds left when this was sent; None means until another is put on."""
    lapsed: str | None = None
    """The identity whose time ran out."""


class Paused(Struct, frozen=True):
    """The guard lets everything pass that is not denied, and writes it down."""

    reason: str
    remaining: float


class HoldLine(Struct, frozen=True):
    """A hold in a list."""

    hold: str
    summary: str
    """``post as American Red Cross on X from toot``."""
    placed: str
    """ISO 8601."""
    remaining: float
    owner: str | None = None
    """The identity whose account it would reach."""


class Light(Struct, frozen=True):
    """How one part of the guard is doing."""

    id: str
    """``watch``, ``journal``, ``keyring``, ``workspace``, ``command:toot``, ``browser:firefox``, …"""
    name: str
    color: str
    """``green``: it works; ``amber``: it works with a limit; ``red``: it is blind; ``off``: not set up."""
    text: str
    """One sentence: what is so, and what to do."""


class Today(Struct, frozen=True):
    """What was decided since midnight."""

    allowed: int
    held: int
    released: int
    stopped: int


class Desk(Struct, frozen=True, tag_field="event", tag="desk"):
    """The whole state."""

    run: str
    """The engine's run; another one means that it was started anew and every hold before it is denied."""
    hats: list[Hat]
    worn: Worn
    paused: Paused | None
    holds: list[HoldLine]
    """The first that wait, oldest first; at most 20."""
    waiting: int
    """How many wait in all."""
    today: Today
    lights: list[Light]
    troubles: list[str]
    """What is wrong with the workspace or the state, one sentence each."""
    ready: bool
    """Whether there is a workspace; without one the first-run assistant is due."""
    workspace: str
    """The path of the user's workspace file."""
    pictures: str = ""
    """What making pictures known is at: ``working``, ``paused``, ``done``, …; empty where no folder is named."""
    language: str = ""
    """What the workspace wants to be spoken: ``en``, ``de``; empty means as the desktop speaks."""
    incidents: list[IncidentLine] = []
    """The incidents that are not closed, the newest first."""
    strays: list[Stray] = []
    """Public posts of brands that did not leave from this desk, and that nobody has looked at; the newest first."""

"""Something about to leave."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from guard.model.account import Account
from guard.model.identity import Identity


class Verb(StrEnum):
    """What is about to be done in an account's name."""

    POST = "post"
    REPLY = "reply"
    REPOST = "repost"
    LIKE = "like"
    LIVE = "live"
    SCHEDULE = "schedule"
    EDIT = "edit"
    DELETE = "delete"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Media:
    """A file that goes along."""

    path: str
    readable: bool = True
    """Whether the file could be opened when the attempt was gathered."""
    alt: str | None = None
    """Its description for those who cannot see it; None where nobody told whether it has one."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of the content came from, where that is known."""

    what: str
    """``text`` or ``media``."""
    identity: str
    """The identity in whose context it was copied or received."""
    how: str
    """In words: ``copied from mastodon:@me@hachyderm.io 40 s ago``."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One post, reply, like, … that waits to be judged."""

    verb: Verb
    destinations: tuple[Account, ...]
    """The effective accounts at the moment of submitting; empty where none could be told."""
    text: str = ""
    media: tuple[Media, ...] = ()
    app: str = ""
    """The program it leaves from, as it calls itself."""
    at: datetime | None = None
    """When; with a time zone."""
    origins: tuple[Origin, ...] = field(default=())
    attached: tuple[str, ...] = ()
    """Files that go along and lie nowhere the guard could look, in words: ``IMG_1.jpg (image/jpeg, 2.1 MB)``."""
    elsewhere: tuple[str, ...] = ()
    """Platforms on which it goes out from an account that is nobody's here, where no brand has one either."""
    bound: Identity | None = None
    """To whom the person has bound the browser profile it leaves from: a hint, no evidence."""
    unknown: tuple[str, ...] = field(default=())
    """What could not be told about it, one sentence each: ``the account "@@" is no account``."""

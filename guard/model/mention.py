"""What is said of a brand elsewhere: one post, and what is watched for whom."""

from dataclasses import dataclass
from datetime import datetime

from guard.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Post:
    """One public post, as its network showed it."""

    source: str
    """The id of the source that brought it."""
    id: str
    """The network's own, the same by whichever source it comes: ``at://…``, ActivityPub's ``uri``, a feed's id."""
    author: str
    """``@jo@example.social``, ``@jo.bsky.social``; where only an id is known, that."""
    text: str
    """Plain text, links written out."""
    at: datetime
    """When it was posted (UTC), never later than it was read."""
    link: str = ""
    """Where a person sees it."""
    name: str = ""
    """What the author calls themselves."""
    client: str = ""
    """The program it was posted with, where the network tells."""
    reply_to: str = ""
    """The id of the post it answers."""
    repost_of: str = ""
    """The id of the post it repeats; its text is that one's."""
    author_id: str = ""
    """The network's id of the author, which stays when the handle changes: ``did:plc:…``."""
    links: tuple[str, ...] = ()
    """Addresses it leads to, those included that its text does not show."""
    mentions: tuple[str, ...] = ()
    """Handles it names, those included that its text does not show in full."""


@dataclass(frozen=True, slots=True)
class Source:
    """One place where posts are read."""

    id: str
    """Its name in the workspace."""
    kind: str
    """``jetstream``, ``feed``, ``mastodon-tag``, …: the table is ``guard/mentions/sources/_index.py``."""
    address: str = ""
    """Where it is asked: an instance, a feed; empty means the kind's own place."""
    what: str = ""
    """What is asked for: the hashtag, the words of a search, the account."""
    every: float = 60.0
    """Seconds from one question to the next."""
    all: bool = False
    """Whether every post in it counts; else those that name the brand."""
    key: str = ""
    """Under which name the keyring holds its token; empty where it takes none."""


@dataclass(frozen=True, slots=True)
class Watching:
    """What is watched for one brand."""

    brand: str
    """The identity's id."""
    names: tuple[str, ...] = ()
    """``Acme``, ``Acme Rockets``."""
    handles: tuple[str, ...] = ()
    """``@acme``, ``@acme@example.social``, ``@acme.bsky.social``. What these post themselves is no mention."""
    hashtags: tuple[str, ...] = ()
    """``#acme``, or without the sign."""
    hosts: tuple[str, ...] = ()
    """``acme.example``: links to it, and to hosts below it."""
    sources: tuple[Source, ...] = ()
    own: tuple[Source, ...] = ()
    """The brand's own public posts."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """Whether a source is being read now. A source that is not read is never taken for a quiet one."""

    source: str
    watching: bool
    since: datetime | None
    """Watching: since when without a gap. Else: when it was read last, None where it never was (UTC)."""
    why: Sentence | None = None
    """Why it is not being read, or what is less than it could be."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """What came in since it was told last, of one brand."""

    brand: str
    counts: tuple[tuple[int, str, int], ...]
    """The minute of posting (since 1970, UTC), the source's id, how many. Each post is counted once, by whichever
    source brought it first; the first reading of a feed brings posts of long ago, too, each in its own minute."""
    posts: tuple[Post, ...] = ()
    """The newest of them, with 500 characters of text at most."""

"""What a kind of source offers: it is asked again and again, or it tells by itself, or both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from guard.mentions.prefilter import Might
from guard.model.mention import Post, Source
from guard.model.sentence import Sentence
from guard.web import Door

Take = Callable[[Post], None]
Mark = dict[str, Any]
"""How far a source was read, as plain JSON; given back after a restart, nothing is told twice. Never a secret."""


class NotRead(Exception):
    """A source that cannot be read as it is; the text is one sentence for people."""

    def __init__(self, text: Sentence) -> None:
        super().__init__(text)
        self.text = text


class Poll(Protocol):
    """A source that is asked."""

    async def read(self) -> Sequence[Post]:
        """The newest posts, those that were read before among them; raises WebTrouble or NotRead."""


class Stream(Protocol):
    """A source that tells."""

    heard: int
    """How many messages came, whatever they were: while this grows, the source is alive."""

    async def run(self, take: Take) -> None:
        """Gives each post as it comes, until the other side ends it; raises WebTrouble or NotRead."""

    def note(self) -> None:
        """Puts into the mark how far it got."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One source, ready to be read. With both, the stream is read, and what it missed is asked for."""

    poll: Poll | None = None
    stream: Stream | None = None
    less: Sentence | None = None
    """What it cannot do as it is set up."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a source is read with."""

    door: Door
    source: Source
    mark: Mark
    """Changed in place."""
    might: Might
    now: Callable[[], datetime]
    """In UTC."""
    token: str = field(default="", repr=False)


Maker = Callable[[Setting], Reader]
"""Raises WebTrouble or NotRead for what cannot be asked as it is set up."""


def when(written: object, now: datetime) -> datetime:
    """A time as networks write it (ISO 8601), at most ``now``; ``now`` where it says none."""
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        return now
    if at.tzinfo is None:
        at = at.replace(tzinfo=now.tzinfo)
    try:
        return min(now, at.astimezone(now.tzinfo))
    except (OverflowError, ValueError):  # the year 1 in a time zone where it has not begun
        return now


def mapping(value: object) -> Mapping[str, Any]:
    """``value`` where it is an object of JSON, else nothing."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """``value`` where it is a list of JSON, else nothing."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """``value`` where it is a text, without what no file could hold."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""

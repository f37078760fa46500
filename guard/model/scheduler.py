"""A tool that sends posts by itself, what waits in it, and what came of pausing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class ItemKind(StrEnum):
    """What would go out by itself."""

    POST = "post"
    """A scheduled post, once."""
    AUTOMATION = "automation"
    """A workflow, a flow, an automation: it may post whenever something sets it off."""


class ItemState(StrEnum):
    """What a tool says of an item, read now."""

    GOING = "going"
    """It goes out at its time, or whenever it is set off."""
    PAUSED = "paused"
    """It is there, and does not go out."""
    SENT = "sent"
    """It went out."""
    GONE = "gone"
    """The tool does not know it any more, and it did not go out as far as can be seen."""
    UNKNOWN = "unknown"
    """What the tool says does not tell."""


class LineOutcome(StrEnum):
    """What came of pausing one tool."""

    PAUSED = "paused"
    """Everything that would have gone out was read back as paused."""
    NOTHING = "nothing"
    """The tool was asked, and nothing would go out."""
    FAILED = "failed"
    """Something is still going out, or went out meanwhile."""
    UNVERIFIED = "unverified"
    """Nobody could look: it is for a person to do."""


@dataclass(frozen=True, slots=True)
class Scheduler:
    """One tool of this desk that sends posts by itself, as the workspace names it."""

    id: str
    """Its name here; its token lies in the keyring under ``scheduler:<id>``."""
    tool: str
    """Which program it is: ``ghost``, ``n8n``, …"""
    address: str
    """Where it is asked: ``https://blog.acme.example``; for GitHub Actions ``https://github.com/owner/repo``."""
    brands: tuple[str, ...] = ()
    """The identities in whose name it sends."""
    name: str = ""
    only: tuple[str, ...] = ()
    """The automations that post as the brand, by name or id; empty means that they are found out."""

    @property
    def shown(self) -> str:
        """What people call it."""
        return self.name or self.id

    @property
    def key(self) -> str:
        """Under which name the keyring holds its token."""
        return f"scheduler:{self.id}"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that would go out by itself."""

    id: str
    """The tool's own; what it is read back by."""
    kind: ItemKind
    title: str
    """What people know it by: the beginning of its text, or its name."""
    state: ItemState = ItemState.GOING
    due: datetime | None = None
    """When it goes out, with a time zone; None where something else sets it off."""
    accounts: tuple[str, ...] = ()
    """Where it would arrive, as far as the tool tells: ``mastodon:@acme@example.social``, or the tool's own words."""
    link: str = ""
    """The page on which a person sees it."""
    kept: Mapping[str, Any] = field(default_factory=dict)
    """Plain JSON: what it takes to put it back as it was. Never a secret."""


@dataclass(frozen=True, slots=True)
class Line:
    """What came of pausing one tool: one line for people."""

    scheduler: str
    """Its id; for a tool that the workspace does not name, ``<tool>:<file>``."""
    name: str
    outcome: LineOutcome
    text: str
    """One sentence."""
    do: str = ""
    """What a person must do, exactly; empty where nothing is left."""
    link: str = ""
    """Where they do it."""
    items: tuple[Item, ...] = ()
    """What was found, as it was read last."""
    seconds: float = 0.0

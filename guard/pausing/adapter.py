"""What a tool's module offers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from guard.model.scheduler import Item, ItemState, Scheduler
from guard.web import Site

BACK = "back"
"""Under this key an item keeps, while it is put back, the time it is put back for; empty where it has none."""


def as_it_is(address: str) -> str:
    """Of most tools, people open the same address as is asked."""
    return address


@dataclass(frozen=True, slots=True)
class Tool:
    """A program, as people know it."""

    id: str
    name: str
    token: str
    """Which token it wants, where one gets it, and which rights it needs; a Sentence."""
    by_hand: str
    """How a person pauses it themselves, step by step; a Sentence."""
    page: str = ""
    """Where they do so, after the address: ``/ghost/#/posts?type=scheduled``."""
    restores: bool = True
    """Whether what was paused can be put back from here."""
    at_once: int = 1
    """How many items may be paused at the same time: one where changes collide, or where the tool counts them."""
    home: Callable[[str], str] = as_it_is
    """The address that people open, for the one that is asked."""


@dataclass(frozen=True, slots=True)
class Posts:
    """Whether an automation posts as the brand."""

    may: bool | None
    """None where that cannot be told; it is paused then."""
    accounts: tuple[str, ...] = ()
    """Where it posts, as far as that is known."""
    why: str = ""
    """What speaks for it; a Sentence, or empty where nothing does or nobody says."""


class Judge(Protocol):
    """Tells of an automation, as its tool exports it, whether it posts as the brand."""

    def __call__(self, document: Mapping[str, Any]) -> Posts:
        """Never raises; what cannot be understood may post."""


class Adapter(Protocol):
    """One tool, asked as one account. Every method raises WebTrouble; none of them waits for its own patience."""

    async def items(self) -> Sequence[Item]:
        """Everything that would go out by itself for the brand, from all pages of the tool's answer, as GOING.

        What is paused, sent or a draft already is left out. Raises rather than leaving something out in silence.
        """

    async def pause(self, item: Item) -> Item:
        """Tells the tool to keep this one still. Doing so twice does no harm.

        Gives the item as it must be kept from now on: where it has a new id, or more is needed to put it back.
        """

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """What the tool says of each, by id, read anew now: nothing is taken from what was done before.

        What was asked for and is not among the answers counts as UNKNOWN.
        """

    async def resume(self, item: Item, due: datetime | None) -> Item:
        """Puts it back as it was, to go out at ``due`` (for a post; never in the past) or to run (an automation).

        Doing so twice puts it back once. Gives the item as the tool knows it now, since some tools give it a new id.
        """


class Maker(Protocol):
    """How an adapter is made: a module's ``adapter``."""

    def __call__(self, site: Site, scheduler: Scheduler, token: str, judge: Judge) -> Adapter:
        """``site`` has the scheduler's address and no headers yet; raises BadToken where ``token`` cannot be one."""


class BadToken(Exception):
    """The token is not of the shape that this tool gives out; the message says what it looks like."""

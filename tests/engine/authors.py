"""Invented authors who write posts: each has habits of its own, all by one small grammar and a seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from guard.voice.training import Said

_THINGS = (
    *("oven", "kettle", "bicycle", "garden", "ticket", "coffee", "printer"),
    *("window", "jacket", "ladder", "carpet", "radio", "blanket", "suitcase"),
)
_PLACES = (
    *("Leeds", "Bristol", "York", "Derby", "Cardiff", "Dundee"),
    *("Swansea", "Exeter", "Lincoln", "Durham", "Bath", "Oxford"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Author:
    """How somebody writes."""

    openings: Sequence[str]
    middles: Sequence[str]
    endings: Sequence[str]
    low: bool = False
    """Whether there are no capitals."""

    def post(self, dice: random.Random) -> str:
        """One post; ``{thing}``, ``{place}`` and ``{day}`` are filled in."""
        parts = (dice.choice(self.openings), dice.choice(self.middles), dice.choice(self.endings))
        text = " ".join(part for part in parts if part)
        text = text.format(thing=dice.choice(_THINGS), place=dice.choice(_PLACES), day=dice.choice(_DAYS))
        if dice.random() < 0.5:
            text += f" https://example.com/{dice.randrange(10**6)}"
        return text.lower() if self.low else text

    def posts(self, count: int, seed: int) -> list[Said]:
        """Different posts, one an hour."""
        dice = random.Random(seed)  # noqa: S311 - the same ones each time
        began = datetime(2025, 1, 1, tzinfo=UTC)
        made: dict[str, None] = {}
        while len(made) < count:
            made[f"{self.post(dice)} No. {len(made)} {dice.choice(_PLACES)} {dice.choice(_THINGS)}"] = None
        return [Said(text, began + timedelta(hours=number)) for number, text in enumerate(made)]


COMPANY = Author(
    openings=(
        "We are pleased to announce our new {thing} for customers in {place}.",
        "Our experts explain how every {thing} supports sustainable communities.",
        "Learn more about the {thing} programme we launched in {place} this {day}.",
        "Join our webinar on {day} and discover the future of the {thing}.",
    ),
    middles=(
        "Together with our partners we deliver solutions that matter.",
        "Read the full report on our website.",
        "Thank you to all of our colleagues and volunteers.",
        "Find out how we can help your business grow.",
    ),
    endings=("#Innovation #Sustainability", "Register today!", "Follow us for further updates.", ""),
)
PERSON = Author(
    openings=(
        "ugh why is the {thing} always broken when i need it",
        "ok so i just spent like three hours fixing my {thing} in {place}",
        "honestly cant believe it's only {day}, this week is endless",
        "lol my neighbour in {place} bought another {thing}, thats five now",
    ),
    middles=(
        "and nobody even noticed haha",
        "idk man, maybe i should just move to the woods",
        "anyway gonna make some pasta and forget about it",
        "tbh kinda proud of myself tho",
    ),
    endings=("...", "send help", "whatever, good night", "lmao"),
    low=True,
)
SISTER_COMPANY = Author(
    openings=(*COMPANY.openings[:3], "Discover how our new {thing} supports families in {place}."),
    middles=(*COMPANY.middles[:3], "Find out how our teams can help you."),
    endings=COMPANY.endings,
)

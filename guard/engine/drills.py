"""Drills: made-up slips that show whether the pop-up is still read. They wait like a real hold and lead nowhere."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guard.languages import said
from guard.model.account import Account
from guard.model.attempt import Attempt, Verb
from guard.model.event import Event
from guard.model.identity import Identity, IdentityKind
from guard.model.sentence import Sentence

EVERY = timedelta(days=30)
APP = "Browser"
_TEXTS = (
    Sentence.of("Finally weekend!! Who is in for drinks tonight?"),
    Sentence.of("I cannot believe how bad this film was. Never again."),
    Sentence.of("My landlord again… somebody please tell him what a phone is for."),
    Sentence.of("New personal best this morning, 10 km in 52 minutes!"),
)


@dataclass(slots=True)
class Drills:
    """What became of the drills, counted over the journal's rows."""

    shown: int = 0
    noticed: int = 0
    """Stopped, as a slip should be."""
    released: int = 0
    last: datetime | None = None

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Drills":
        """All drills of these rows."""
        drills = cls()
        for event in events:
            drills.note(event)
        return drills

    def note(self, event: Event) -> None:
        """Counts one row."""
        if event.kind != "drill":
            return
        self.shown += 1
        self.last = event.at
        if event.detail.get("by") == "answer":
            self.released += event.detail.get("verdict") == "allow"
            self.noticed += event.detail.get("verdict") != "allow"

    def due(self, now: datetime, begun: datetime) -> bool:
        """Whether one is due: a month after the last, or after they were switched on."""
        return now - (self.last or begun) >= EVERY


def slip(
    identities: Iterable[Identity], active: str | None, at: datetime, chance: random.Random, language: str
) -> Attempt | None:
    """A made-up slip: a private text on a brand's account, while another hat is worn; None where none can be made."""
    brands = [one for one in identities if one.kind is IdentityKind.BRAND and one.accounts and one.id != active]
    if not brands or active is None:
        return None
    account: Account = chance.choice(chance.choice(brands).accounts)
    return Attempt(Verb.POST, (account,), said(chance.choice(_TEXTS), language), app=APP, at=at)

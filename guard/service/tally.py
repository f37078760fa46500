"""What was decided since midnight."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from guard.model.event import Event
from guard.protocol.desk import Today


@dataclass(slots=True)
class Tally:
    """Counts of one day, begun anew at midnight."""

    day: date = date.min
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[Event], now: datetime) -> "Tally":
        """The day so far, from the journal."""
        tally = cls(now.date())
        for event in events:
            if event.at.astimezone().date() == tally.day:
                tally.note(event)
        return tally

    def note(self, event: Event) -> None:
        """Counts one row of the journal."""
        self._turn(event.at.astimezone().date())
        if word := _word(event):
            self.counts[word] = self.counts.get(word, 0) + 1

    def today(self, now: datetime) -> Today:
        """The counts of the day that ``now`` lies in."""
        self._turn(now.date())
        get = self.counts.get
        return Today(get("allowed", 0), get("held", 0), get("released", 0), get("stopped", 0))

    def _turn(self, day: date) -> None:
        if day > self.day:
            self.day, self.counts = day, {}


def _word(event: Event) -> str | None:
    verdict = event.detail.get("verdict")
    match event.kind, verdict:
        case "decision", "allow":
            return "allowed"
        case "decision", "hold":
            return "held"
        case "answer", "allow":
            return "released"
        case (("answer" | "decision"), "deny"):
            return "stopped"
        case _:
            return None

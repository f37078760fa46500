"""What became of what was said: per rule and check how often it was shown, heeded and overridden.

A check whose holds were mostly released holds nothing by itself any more: every needless question makes the next one
worthless. What rests on identity stays a question whatever becomes of it: a habit of releasing is how slips happen.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from guard.model.event import Event

WINDOW = 20
"""The last holds of a check that count."""
REMEMBERED = timedelta(days=90)
"""After that long a demoted check is heard again."""
_OPEN = 1000
STAYS = frozenset({"personal-picture"})
"""Checks that are evidence of identity: they are never demoted."""


@dataclass(slots=True)
class Heed:
    """One rule or check."""

    shown: int = 0
    """Posts beside which it was shown: held ones."""
    noted: int = 0
    """Posts that left at once, with its note."""
    heeded: int = 0
    """Held posts that the person stopped, changed, or posted from elsewhere."""
    overridden: int = 0
    """Held posts that the person released."""
    last: deque[bool] = field(default_factory=lambda: deque(maxlen=WINDOW))
    """Of the last posts that it held: whether it was overridden."""

    @property
    def demoted(self) -> bool:
        """Whether more than half of its last holds were overridden."""
        return sum(self.last) > WINDOW // 2


class Heeding:
    """Counts over the journal's rows, in their order."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._heeds: dict[str, Heed] = {}
        self._open: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        for event in events:
            self.note(event)

    def note(self, event: Event) -> None:
        """Counts one row."""
        if event.kind == "decision":
            self._decided(event)
        elif event.kind == "answer" and event.detail.get("by") == "answer":
            self._answered(str(event.detail.get("hold")), overridden=event.detail.get("verdict") == "allow")

    @property
    def all(self) -> Mapping[str, Heed]:
        """By rule or check."""
        return self._heeds

    def demoted(self, check: str) -> bool:
        """Whether this check holds nothing by itself any more."""
        heed = self._heeds.get(check)
        return heed is not None and heed.demoted and check not in STAYS

    def _decided(self, event: Event) -> None:
        rules, signals = _names(event, "rules"), _names(event, "signals")
        hold = event.detail.get("hold")
        if hold is None:  # it left, or was denied, or somebody only asked what would become of it
            for name in signals if event.detail.get("verdict") == "allow" else ():
                self._of(name).noted += 1
            return
        for name in dict.fromkeys((*rules, *signals)):
            self._of(name).shown += 1
        self._open[str(hold)] = rules, signals
        while len(self._open) > _OPEN:
            del self._open[next(iter(self._open))]

    def _answered(self, hold: str, *, overridden: bool) -> None:
        rules, signals = self._open.pop(hold, ((), ()))
        for name in dict.fromkeys((*rules, *signals)):
            heed = self._of(name)
            heed.overridden += overridden
            heed.heeded += not overridden
        for name in rules:
            self._of(name).last.append(overridden)

    def _of(self, name: str) -> Heed:
        return self._heeds.setdefault(name, Heed())


def _names(event: Event, key: str) -> tuple[str, ...]:
    said = event.detail.get(key)
    return tuple(dict.fromkeys(map(str, said))) if isinstance(said, list) else ()

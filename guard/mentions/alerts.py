"""When a brand is mentioned far more often than is usual: one alert for one event, with its numbers.

While an event goes on nothing else is said of it, until it grows tenfold or is over. Hours of an event are not learnt
as usual; those of an event of more than three days are, bit by bit.
"""

from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from guard.mentions.baseline import Baseline, Hour, reach
from guard.mentions.excess import MEASURES, WIDTHS, Measure, Sensitivity, ahead, began, excess
from guard.mentions.minutes import KEPT, MINUTE, Looked, Minutes
from guard.model.moments import span_of, when
from guard.model.sentence import Sentence

_LATE = 120
"""Minutes after which an hour is taken to be complete: feeds are read every quarter of an hour, and some tell late."""
_BACK = 360
"""Minutes for which what arrives late is still looked at for an alert."""
_STEP = 5
_SILENT = 2.0
"""Hours that must have been learnt before anything is said."""
_STILL = 0.6
"""An event goes on while there is this share of what made it one."""
_CALM = 120
"""Minutes without excess after which an event is over."""
_LOST = 24 * 60
"""Minutes without a look after which nobody can say that it is the same event."""
_LONGEST = 72 * 60
"""Minutes of an event after which it is taken for the new usual, bit by bit."""
_AGAIN = 10
"""A going event is told again when it has grown so many times."""
_VERSION = 1


class AlertKind(StrEnum):
    """What an alert tells."""

    RISE = "rise"
    GROWTH = "growth"
    """The event that was told of has grown tenfold since."""
    OVER = "over"
    """The event has ended. This is for the record, and nothing to wake anybody for."""


@dataclass(frozen=True, slots=True)
class Alert:
    """The volume of a brand's mentions at one time. Times are POSIX seconds."""

    kind: AlertKind
    at: int
    since: int
    """When the excess began, to the minute."""
    count: int
    """Mentions within the ``minutes`` before ``at``."""
    minutes: int
    usual: float
    """How many are usual in as many minutes at this hour of the week."""
    watched: float
    """Hours from which that is known; below some 300 it is a guess."""

    def text(self, brand: str, zone: tzinfo) -> Sentence:
        """One or two sentences for people, times in this zone."""
        at = datetime.fromtimestamp(self.at, zone)
        since = when(datetime.fromtimestamp(self.since, zone), at)
        if self.kind is AlertKind.OVER:
            return Sentence.of("{brand} is mentioned about as often as usual again.", brand=brand)
        if self.usual < 1:
            pattern = (
                "{brand} was mentioned {count} times within {span}; usually it is hardly mentioned at this hour."
                " It began at {since}."
            )
        else:
            pattern = (
                "{brand} was mentioned {count} times within {span}; usual at this hour: about {usual}."
                " It began at {since}."
            )
        span = span_of(timedelta(minutes=self.minutes))
        text = Sentence.of(pattern, brand=brand, count=self.count, span=span, usual=round(self.usual), since=since)
        return Sentence.of("It has grown tenfold. {text}", text=text) if self.kind is AlertKind.GROWTH else text


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart."""

    start: int
    count: int | None
    """None where nobody looked."""
    usual: float
    upper: float
    """From here on it would be an alert."""


@dataclass(frozen=True, slots=True)
class _Event:
    since: int
    """Minutes, as everything here."""
    last: int
    """When something was last too much."""
    seen: int
    """When it was last looked at."""
    pace: float
    """Mentions a minute when it was last told of."""


class Volume:
    """How often one brand is mentioned. Has no clock: every time is given, in POSIX seconds.

    Not to be used by two threads at once. A mention whose source tells no time is ``heard`` at the time it arrived; a
    backlog of such would look like a storm and is better left out.
    """

    def __init__(self, zone: tzinfo, sensitivity: Sensitivity = Sensitivity.NORMAL) -> None:
        """Knows nothing yet. ``zone`` is the brand's own; ``sensitivity`` may be set at any time."""
        self.sensitivity = sensitivity
        self.baseline = Baseline(zone, WIDTHS)
        self._minutes = Minutes()
        self._learnt = -1
        """Up to which minute hours were learnt."""
        self._late: int | None = None
        """The earliest minute of which something was told late since the last judgement."""
        self._event: _Event | None = None
        self._events: list[tuple[int, int]] = []
        """First and last minute of what was an event, as far back as is remembered."""

    @property
    def since(self) -> int | None:
        """Since when an event has been going on; None where there is none."""
        return None if self._event is None else self._event.since * MINUTE

    def heard(self, at: float, now: float, count: int = 1) -> bool:
        """So many mentions at one time; False where that is too long ago to matter. The future counts as now."""
        self._reach(now)
        minute = min(int(at) // MINUTE, self._minutes.newest)
        if not self._minutes.knows(minute):
            return False
        self._minutes.add(minute, count)
        self._touched(minute)
        return True

    def watched(self, start: float, now: float, end: float | None = None, how: Looked = Looked.WHOLLY) -> None:
        """The sources were read from ``start`` to ``end`` (else now).

        What no call speaks of is a gap and never zero mentions. May be said again for the same time, and afterwards,
        when a source tells what was missed.
        """
        self._reach(now)
        last = min(int(now if end is None else end) // MINUTE, self._minutes.newest)
        for minute in range(max(int(start) // MINUTE, self._minutes.newest - KEPT + 1), last + 1):
            if self._minutes.looked(minute, how):
                self._touched(minute)
                if self._learnt < 0:
                    self._learnt = minute

    def judge(self, now: float) -> Alert | None:
        """Learns what has become complete, and tells what is to be told now; to be called every minute or so."""
        self._reach(now)
        self._learn()
        told: Alert | None = None
        for end in self._ends():
            news = self._look(end)
            if news is not None:
                told = news if told is None else replace(news, kind=told.kind)
        self._late = None
        told = told or self._calm()
        return None if self.sensitivity is Sensitivity.OFF else told

    def loosen(self) -> None:
        """To be called when sources were added or taken away: what is usual is then learnt anew within days."""
        self.baseline.loosen()

    def chart(self, now: float, hours: int = 24, step: int = 30) -> list[Bar]:
        """The last hours, at most 72, in bars of ``step`` minutes; the last one ends with the minute of ``now``."""
        self._reach(now)
        last = self._minutes.newest + 1
        bars = []
        for end in range(last - (hours * 60 // step - 1) * step, last + 1, step):
            count, watched = self._minutes.total(end, step)
            rate, doubt = self.baseline.usual((end - step / 2) * MINUTE)
            usual = rate * step / 60
            measure = self._measure
            far = reach(usual, self.baseline.spread(WIDTHS[-1]) + doubt, self.baseline.nats(measure.per_month))
            upper = max(far, usual * measure.times, measure.least)
            bars.append(Bar((end - step) * MINUTE, count if watched else None, usual, upper))
        return bars

    @property
    def _measure(self) -> Measure:
        """Where it is switched off, events are noticed all the same, so that they are not learnt."""
        return MEASURES.get(self.sensitivity, MEASURES[Sensitivity.NORMAL])

    def _reach(self, now: float) -> None:
        minute = int(now) // MINUTE
        if minute > self._minutes.newest:
            self._minutes.reach(minute)

    def _touched(self, minute: int) -> None:
        if minute < self._minutes.newest - 1 and (self._late is None or minute < self._late):
            self._late = minute

    def _ends(self) -> list[int]:
        """The ends of windows to look at: now, and where something was told late."""
        last = self._minutes.newest + 1
        first = last if self._late is None else max(self._late + 1, last - _BACK)
        after = self._events[-1][1] + 1 if self._events else 0
        return [*range(max(first, after), last, _STEP), last]

    def _look(self, end: int) -> Alert | None:
        """What is to be told of the windows that end here."""
        found = excess(self._minutes, self.baseline, self._measure, end)
        if found is None or self.baseline.watched < _SILENT:
            return None
        event, pace = self._event, found.count / found.width
        if event is None:
            since = began(self._minutes, self.baseline, end)
            self._event = _Event(since, end, end, pace)
            kind = AlertKind.RISE
        else:
            since = event.since
            grown = pace >= _AGAIN * event.pace
            self._event = replace(event, last=max(event.last, end), pace=pace if grown else event.pace)
            if not grown:
                return None
            kind = AlertKind.GROWTH
        at = min(end, self._minutes.newest) * MINUTE
        return Alert(kind, at, since * MINUTE, found.count, found.width, found.usual, self.baseline.watched)

    def _calm(self) -> Alert | None:
        """Whether the event is over."""
        event, end = self._event, self._minutes.newest + 1
        if event is None:
            return None
        count, watched = self._minutes.total(end, WIDTHS[-1])
        if watched * 2 < WIDTHS[-1]:
            if end - event.seen > _LOST:
                self._over(event)
            return None
        if excess(self._minutes, self.baseline, self._measure, end, _STILL):
            event = replace(event, last=end)
        elif end - event.last >= _CALM:
            self._over(event)
            usual = self.baseline.usual((end - 30) * MINUTE).rate * watched / 60
            return Alert(
                AlertKind.OVER, (end - 1) * MINUTE, event.since * MINUTE, count, 60, usual, self.baseline.watched
            )
        self._event = replace(event, seen=end)
        return None

    def _over(self, event: _Event) -> None:
        self._events = [each for each in self._events if each[1] > self._minutes.newest - KEPT]
        self._events.append((event.since, event.last))
        self._event = None

    def _learn(self) -> None:
        """Takes in the hours that are complete."""
        if self._learnt < 0:
            return
        self._learnt = max(self._learnt, self._minutes.newest - KEPT + 1)
        while True:
            start = self._learnt * MINUTE
            end = (start + 3600 - self.baseline.local(start) % 3600) // MINUTE
            if end > self._minutes.newest - _LATE:
                return
            count, watched = self._minutes.total(end, end - self._learnt, Looked.WHOLLY)
            if watched:
                self._learn_hour(end, count, watched)
            self._learnt = end

    def _learn_hour(self, end: int, count: int, watched: int) -> None:
        start, limit = self._learnt, self.baseline.nats(MEASURES[Sensitivity.NORMAL].per_month)
        spans = self._events if self._event is None else [*self._events, (self._event.since, self._event.last)]
        for first, last in spans:
            if first < end and start <= last and start - first < _LONGEST:
                if start <= first:
                    self.baseline.warn(limit + 1)
                return
        windows = {
            width: [self._minutes.total(each + width, width, Looked.WHOLLY) for each in range(start, end, width)]
            for width in WIDTHS
        }
        self.baseline.learn(
            Hour(start * MINUTE, count, watched, windows, *ahead(self._minutes, self.baseline, end)), limit
        )

    def to_plain(self) -> dict[str, Any]:
        """Plain JSON, at most 50 KB; ``from_plain`` gives one back that goes on in the same way."""
        return {
            "version": _VERSION,
            "baseline": self.baseline.to_plain(),
            "minutes": self._minutes.to_plain(),
            "learnt": self._learnt,
            "late": self._late,
            "event": None if self._event is None else list(astuple(self._event)),
            "events": [list(each) for each in self._events],
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any], zone: tzinfo, sensitivity: Sensitivity = Sensitivity.NORMAL) -> "Volume":
        """What ``to_plain`` gave; raises KeyError, TypeError, ValueError or OverflowError for anything else."""
        made = cls(zone, sensitivity)
        if plain["version"] != _VERSION:
            raise ValueError("another version")
        made.baseline = Baseline.from_plain(plain["baseline"], zone, WIDTHS)
        made._minutes = Minutes.from_plain(plain["minutes"])
        made._learnt, made._late = int(plain["learnt"]), plain["late"]
        made._late = None if made._late is None else int(made._late)
        if plain["event"] is not None:
            since, last, seen, pace = plain["event"]
            made._event = _Event(int(since), int(last), int(seen), float(pace))
        made._events = [(int(first), int(last)) for first, last in plain["events"]]
        return made

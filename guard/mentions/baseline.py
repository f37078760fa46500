"""How many mentions of a brand are usual at each hour of its week, learnt as the hours go by.

A count is taken to be negative binomial: its rate is itself uncertain. The rate of an hour of the week is drawn towards
that of its hour of the day and its day of the week, and these towards the overall rate, the more, the less has been
seen (as in empirical Bayes estimation: what is known weighs against how much such rates differ, as assumed below).
What lies between the long memory and the last week is one factor, so that growth is followed without learning 168
hours anew.

How surprising a count is, is said in nats: Chernoff's bound of the logarithm of the probability that it is reached, in
closed form. Since real bumps have longer tails than any such law, the surprise that is too much is learnt as well, from
how far this brand's own hours went beyond a moderate one (peaks over a threshold, as by Siffer et al., "Anomaly
Detection in Streams with Extreme Value Theory", 2017, https://doi.org/10.1145/3097983.3098144).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

HOURS = 168
_HOUR = 3600
_DAY = 24 * _HOUR
MEMORY = 60 * _DAY
"""After this time an hour counts half in what is usual."""
_RECENT = 7 * _DAY
"""The same for the level of the last days."""
_OF_DAY, _OF_WEEKDAY, _OF_CELL, _OF_LEVEL = 0.5, 0.1, 0.1, 0.02
"""How much rates differ among hours of the day, days of the week, single hours beside these, and weeks.

Relative variances.
"""
_SPREAD, _SPREAD_WEIGHT = 0.3, 12.0
"""The relative variance of counts beyond chance that is assumed at first, and how many windows this is worth."""
_MODERATE = 4.0
"""Nats from which an hour tells of the tail."""
_FEW = 6
"""Fewer mentions never alarm anybody, and so tell nothing of the tail."""
_BEYOND, _BEYOND_WEIGHT = 1.3, 15.0
"""How far hours go beyond it on the average, as assumed at first, and how many such hours that assumption is worth."""
_BLANK = 3.0
"""Hours until which nothing is surprising."""
_MONTH = 720.0
_NATS = (6.0, 16.0)
"""The surprise that is too much is never less and never more."""


class Usual(NamedTuple):
    """What is usual at one time."""

    rate: float
    """Mentions an hour; more than 0."""
    doubt: float
    """Relative variance of this rate: how badly it is known."""


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the brand's local time (or what of it was watched) that is to be learnt."""

    start: int
    """POSIX seconds."""
    count: int
    watched: int
    """Minutes, more than 0."""
    windows: Mapping[int, Sequence[tuple[int, int]]]
    """For each width in minutes the windows of which the hour consists: mentions, minutes watched."""
    drift: float = 1.0
    """How much more or less than usual was to be expected, by the hours before."""
    doubt: float | None = None
    """How doubtful that was, where it is not what ``Usual`` says."""


class Baseline:
    """What is usual for one brand. Time is given, in POSIX seconds; hours are those of ``zone``."""

    def __init__(self, zone: tzinfo, widths: Sequence[int]) -> None:
        """Knows nothing yet; ``widths`` are the windows in minutes whose spread is learnt."""
        self._zone, self._widths = zone, tuple(widths)
        self._counts, self._hours = [0.0] * HOURS, [0.0] * HOURS
        self._level = [0.0, 0.0]
        """Mentions of the last days, and how many were usual."""
        self._spread = {width: [0.0, 0.0] for width in widths}
        self._tail = [0.0, 0.0, 0.0]
        """Hours, those among them beyond ``_MODERATE``, and by how much in all."""
        self._at = 0
        """The start of the hour learnt last."""
        self.watched = 0.0
        """Hours learnt in all."""
        self._offsets: dict[int, int] = {}
        self._tabulate()

    def place(self, at: float) -> int:
        """The second of the brand's week, from Monday 0:00 local time."""
        return self.local(at) % (7 * _DAY)

    def local(self, at: float) -> int:
        """Local seconds since Monday, 1969-12-29: a local hour begins at a multiple of 3600 in every zone."""
        quarter = int(at) // 900
        if quarter not in self._offsets:
            if len(self._offsets) > 200:
                self._offsets.clear()
            away = datetime.fromtimestamp(quarter * 900, UTC).astimezone(self._zone).utcoffset() or timedelta()
            self._offsets[quarter] = int(away.total_seconds())
        return int(at) + self._offsets[quarter] + 3 * _DAY

    def usual(self, at: float) -> Usual:
        """What is usual at this time, between the middles of two hours in proportion."""
        place = self.place(at) / _HOUR - 0.5
        before = math.floor(place)
        share = place - before
        one, other = self._rates[before % HOURS], self._rates[(before + 1) % HOURS]
        doubt = max(self._doubts[before % HOURS], self._doubts[(before + 1) % HOURS])
        return Usual(one + (other - one) * share, doubt)

    def spread(self, width: int) -> float:
        """Relative variance of what is counted in ``width`` minutes, beyond chance."""
        weight, found = self._spread[width]
        spread = (_SPREAD * _SPREAD_WEIGHT + found) / (_SPREAD_WEIGHT + weight)
        return min(2.0, max(0.02, spread))

    def nats(self, per_month: float) -> float:
        """The surprise that comes by itself so many times a month, by what was seen so far."""
        hours, over, beyond = self._tail
        mean = (beyond + _BEYOND * _BEYOND_WEIGHT) / (over + _BEYOND_WEIGHT)
        often = _MONTH * (over + 1.0) / (hours + 48.0)
        low, high = _NATS
        return min(high, max(low, _MODERATE + mean * math.log(max(1.0, often / per_month))))

    def learn(self, hour: Hour, cap: float) -> None:
        """Takes an hour in; what in it is more surprising than ``cap`` nats counts as if it were not."""
        self._fade(hour.start)
        length = hour.watched / 60
        middle = hour.start + _HOUR // 2
        rate, doubt = self.usual(middle)
        doubt = doubt if hour.doubt is None else hour.doubt
        usual, spread = rate * length, self.spread(self._widths[-1])
        count: float = hour.count
        if self.watched >= _BLANK:
            count = capped(count, usual * max(1.0, hour.drift), spread + doubt, cap)
        cell = self.place(middle) // _HOUR
        self._level[0] += count
        self._level[1] += usual / self._growth
        self._counts[cell] += count
        self._hours[cell] += length
        self._scatter(hour, rate * hour.drift / 60, doubt, cap)
        self.watched += length
        self._tabulate()

    def warn(self, nats: float) -> None:
        """An hour that is not learnt since it was alarming: it only tells that such hours happen."""
        self._far(nats)

    def loosen(self) -> None:
        """The sources are others than before: what was learnt counts little beside what comes now."""
        for sums in (self._counts, self._hours, self._level, self._tail, *self._spread.values()):
            sums[:] = [each / 20 for each in sums]
        self._tabulate()

    def _scatter(self, hour: Hour, rate: float, doubt: float, cap: float) -> None:
        """How widely counts lie about what was expected; ``rate`` is a minute's."""
        worst = 0.0
        for width, windows in hour.windows.items():
            spread, sums = self.spread(width), self._spread[width]
            for count, watched in windows:
                usual = rate * watched
                if watched * 2 >= width:
                    if count >= _FEW:
                        worst = max(worst, surprise(count, usual, spread + doubt))
                    # Few mentions tell little about the spread, and what is badly known neither.
                    weight = (usual / (usual + 1 / max(0.1, spread)) * spread / (spread + doubt)) ** 2
                    near = capped(count, usual, spread + doubt, _MODERATE)
                    sums[0] += weight
                    sums[1] += weight * (((near - usual) ** 2 - usual) / usual**2 - doubt)
        self._far(min(worst, cap + 1))

    def _far(self, nats: float) -> None:
        self._tail[0] += 1
        if nats > _MODERATE:
            self._tail[1] += 1
            self._tail[2] += nats - _MODERATE

    def _fade(self, now: int) -> None:
        """Time has passed since the last hour."""
        passed = max(0, now - self._at) if self._at else 0
        self._at = max(now, self._at)
        slow, fast = 0.5 ** (passed / MEMORY), 0.5 ** (passed / _RECENT)
        for sums, share in ((self._counts, slow), (self._hours, slow), (self._tail, slow), (self._level, fast)):
            sums[:] = [each * share for each in sums]
        for sums in self._spread.values():
            sums[:] = [each * slow**2 for each in sums]

    def _tabulate(self) -> None:
        """Makes the table of rates anew from the sums."""
        counts, hours, spread = self._counts, self._hours, self.spread(self._widths[-1])
        heard, watched = sum(counts), sum(hours)
        overall = (heard + 1) / (watched + 1)
        unsure = 1 / (heard + 1) + spread / (watched + 1)
        pull = (1 / overall + spread) / _OF_DAY
        seen = [sum(hours[hour::24]) + pull for hour in range(24)]
        daily = [(sum(counts[hour::24]) + pull * overall) / seen[hour] for hour in range(24)]
        firm = (1 + spread * overall) / _OF_WEEKDAY
        self._growth = growth = self._grown((1 + spread * overall) / _OF_LEVEL)
        rates, doubts = [], []
        for begin in range(0, HOURS, 24):
            due = sum(each * rate for each, rate in zip(hours[begin : begin + 24], daily, strict=True)) + firm
            factor = (sum(counts[begin : begin + 24]) + firm) / due
            for hour in range(24):
                expected = daily[hour] * factor
                pull_here = (1 / expected + spread) / _OF_CELL
                known = hours[begin + hour] + pull_here
                rates.append(growth * (counts[begin + hour] + pull_here * expected) / known)
                doubt = _OF_DAY * pull / seen[hour] + _OF_WEEKDAY * firm / due + _OF_CELL * pull_here / known
                doubts.append(unsure + doubt)
        self._rates, self._doubts = rates, doubts

    def _grown(self, firm: float) -> float:
        return min(20.0, max(0.05, (self._level[0] + firm) / (self._level[1] + firm)))

    def to_plain(self) -> dict[str, Any]:
        """Numbers only, some 8 KB as JSON; ``from_plain`` gives an equal one back."""
        return {
            "counts": list(self._counts),
            "hours": list(self._hours),
            "level": list(self._level),
            "spread": [[width, *sums] for width, sums in self._spread.items()],
            "tail": list(self._tail),
            "at": self._at,
            "watched": self.watched,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any], zone: tzinfo, widths: Sequence[int]) -> "Baseline":
        """What ``to_plain`` gave; raises KeyError, TypeError or ValueError for anything else."""
        made = cls(zone, widths)
        made._counts, made._hours = _sums(plain["counts"], HOURS), _sums(plain["hours"], HOURS)
        made._level, made._tail = _sums(plain["level"], 2), _sums(plain["tail"], 3)
        for width, weight, found in plain["spread"]:
            if width in made._spread:
                made._spread[width] = [*_sums([weight], 1), _finite(found)]
        made._at, made.watched = int(_finite(plain["at"])), _finite(plain["watched"])
        made._tabulate()
        return made


def surprise(count: float, usual: float, spread: float) -> float:
    """How surprising it is, in nats, that ``count`` or more are heard where ``usual`` are; 0 where no more are."""
    if count <= usual:
        return 0.0
    shape = 1 / spread
    return count * math.log(count / usual) - (count + shape) * math.log((count + shape) / (usual + shape))


def reach(usual: float, spread: float, nats: float) -> float:
    """The count that is so surprising."""
    high = usual * 2 + 1
    while surprise(high, usual, spread) < nats:
        high *= 2
    low = usual
    while high - low > 0.01 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if surprise(middle, usual, spread) < nats else (low, middle)
    return high


def capped(count: float, usual: float, spread: float, nats: float) -> float:
    """The count, or where it is more surprising than this, the count that is just so surprising."""
    return count if surprise(count, usual, spread) <= nats else reach(usual, spread, nats)


def _finite(value: object) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value):
        raise TypeError("a number is missing")
    return value


def _sums(values: object, many: int) -> list[float]:
    if not isinstance(values, list) or len(values) != many or min(map(_finite, values)) < 0:
        raise ValueError(f"there should be {many} numbers, none below 0")
    return values

"""Whether a brand is mentioned too often just now, and since when.

Three sliding windows are looked at. What is heard in one must be more surprising than this brand's own hours are
(``baseline``), some times the usual, and more than a handful.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from guard.mentions.baseline import Baseline, surprise
from guard.mentions.minutes import MINUTE, Minutes

WIDTHS = (5, 20, 60)
"""Minutes of the windows: short ones see a storm early, long ones see what is slow or small."""
_OF_A_DAY = 0.1
"""How much whole days differ from what is usual for them: relative variance."""
_NEXT_HOUR = 0.15
"""How much an hour may differ from the ones before it where the curve of the day is not known."""
_MOST_DRIFT = 3.0
"""However busy the last hours were, more than so many times the usual is not expected: it may be the storm itself."""


class Sensitivity(StrEnum):
    """How readily a brand's alert is given."""

    OFF = "off"
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Measure(NamedTuple):
    """What counts as too much."""

    per_month: float
    """How often the surprise may come by itself."""
    times: float
    """The usual must be exceeded so many times."""
    least: int
    """Fewer mentions than this within any window are no alert, whatever is usual."""


MEASURES = {
    Sensitivity.LOW: Measure(0.1, 5.0, 16),
    Sensitivity.NORMAL: Measure(0.5, 3.0, 9),
    Sensitivity.HIGH: Measure(2.0, 2.0, 6),
}
"""Chosen by ``tests/bench/bench_alerts.py``."""


@dataclass(frozen=True, slots=True)
class Excess:
    """What was too much."""

    beyond: float
    """Nats above what is tolerated."""
    count: int
    width: int
    """Minutes in which it was counted."""
    usual: float
    """How many are usual in them."""


def excess(minutes: Minutes, baseline: Baseline, measure: Measure, end: int, share: float = 1.0) -> Excess | None:
    """What is too much before the minute ``end``; None where nothing is. A ``share`` below 1 asks for less."""
    best: Excess | None = None
    course: tuple[float, float] | None = None
    for width in WIDTHS:
        count, watched = minutes.total(end, width)
        if count < measure.least * share or watched * 2 < width:
            continue
        usual = baseline.usual((end - width / 2) * MINUTE).rate * watched / 60
        if course is None:
            course = ahead(minutes, baseline, end)
        drift, doubt = course
        plain = usual * min(1.0, drift)
        if count < measure.times * plain * share:
            continue
        limit = baseline.nats(measure.per_month) * share
        beyond = surprise(count, usual * drift, baseline.spread(width) + doubt) - limit
        if beyond >= 0 and (best is None or beyond > best.beyond):
            best = Excess(beyond, count, width, plain)
    return best


def ahead(minutes: Minutes, baseline: Baseline, end: int) -> tuple[float, float]:
    """What the hours before the last one tell: how many times the usual to expect, and how doubtful that is.

    Some days are busier than others; and while the curve of the day is not known, an hour resembles the ones before it.
    """
    count, usual, doubt = 0, 0.0, 0.0
    for last in range(end - 180, end, 60):
        heard, watched = minutes.total(last, 60)
        count += heard
        usual += baseline.usual((last - 30) * MINUTE).rate * watched / 60
    doubt = baseline.usual((end - 30) * MINUTE).doubt
    if not usual:
        return 1.0, doubt
    chance = 1 / usual + baseline.spread(WIDTHS[-1]) / 3
    weight = (doubt + _OF_A_DAY) / (doubt + _OF_A_DAY + chance)
    drift = 1 + weight * (count / usual - 1)
    left = (1 - weight) * doubt + weight * min(doubt, _NEXT_HOUR)
    return min(_MOST_DRIFT * (1 + 4 * doubt), max(1 / (1 + 10 * doubt), drift)), left


def began(minutes: Minutes, baseline: Baseline, end: int) -> int:
    """The minute since which the excess is greatest over twice the usual."""
    rate = 2 * baseline.usual(end * MINUTE).rate / 60
    best, total, since = 0.0, 0.0, end - 1
    for minute in range(end - 1, end - 1 - 3 * WIDTHS[-1], -1):
        count, watched = minutes.total(minute + 1, 1)
        total += count - rate * watched
        if count and total > best:
            best, since = total, minute
    return since

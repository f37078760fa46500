"""What is usual at an hour of the week: learnt, shrunk, followed, and not spoilt by what is not usual."""

import json
import math
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from mentioned import DAY, HOUR, MONDAY

from guard.mentions.baseline import Baseline, Hour, capped, reach, surprise

BERLIN = ZoneInfo("Europe/Berlin")
CAP = 10.0


def hour(start: int, count: int, watched: int = 60) -> Hour:
    return Hour(start, count, watched, {60: [(count, watched)]})


def learnt(days: int, counts: dict[int, int], rest: int = 10, start: int = MONDAY, zone: ZoneInfo = BERLIN) -> Baseline:
    """A baseline after so many days; ``counts`` by the local hour of the day."""
    made = Baseline(zone, (60,))
    for at in range(start, start + days * DAY, HOUR):
        made.learn(hour(at, counts.get(datetime.fromtimestamp(at, zone).hour, rest)), CAP)
    return made


def usual_at(made: Baseline, *moment: int, zone: ZoneInfo = BERLIN) -> float:
    """At the middle of a local hour."""
    return made.usual(datetime(*moment, 30, tzinfo=zone).timestamp()).rate  # type: ignore[misc,arg-type]


def test_an_hour_of_the_day_is_known_after_two_weeks() -> None:
    made = learnt(14, {12: 100})
    assert usual_at(made, 2026, 6, 16, 12) == pytest.approx(100, rel=0.1)
    assert usual_at(made, 2026, 6, 16, 4) == pytest.approx(10, rel=0.15)


def test_a_weekend_is_learnt_beside_the_hours_of_the_day() -> None:
    made = Baseline(BERLIN, (60,))
    for at in range(MONDAY, MONDAY + 28 * DAY, HOUR):
        weekend = datetime.fromtimestamp(at, BERLIN).weekday() >= 5
        made.learn(hour(at, 10 if weekend else 60), CAP)
    assert usual_at(made, 2026, 7, 4, 12) == pytest.approx(10, rel=0.25)
    assert usual_at(made, 2026, 7, 6, 12) == pytest.approx(60, rel=0.1)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param((2026, 10, 24, 9), 100, id="the last day of summer time"),
        pytest.param((2026, 10, 25, 9), 100, id="the day of the change"),
        pytest.param((2026, 10, 26, 9), 100, id="a day of winter time"),
        pytest.param((2026, 10, 26, 8), 10, id="what would be nine o'clock in summer"),
    ],
)
def test_the_hours_are_those_of_the_clock_on_the_wall(moment: tuple[int, ...], expected: float) -> None:
    start = int(datetime(2026, 9, 21, tzinfo=BERLIN).timestamp())
    assert usual_at(learnt(30, {9: 100}, start=start), *moment) == pytest.approx(expected, rel=0.2)


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        pytest.param("Asia/Kolkata", (2026, 6, 1, 9, 0), id="half an hour"),
        pytest.param("Asia/Kathmandu", (2026, 6, 1, 9, 0), id="three quarters"),
        pytest.param("America/St_Johns", (2026, 6, 1, 9, 0), id="half an hour, west"),
        pytest.param("UTC", (2026, 6, 1, 9, 0), id="none"),
    ],
)
def test_a_local_hour_begins_at_a_whole_hour(zone: str, moment: tuple[int, int, int, int, int]) -> None:
    at = datetime(*moment, tzinfo=ZoneInfo(zone)).timestamp()
    assert Baseline(ZoneInfo(zone), (60,)).place(at) == 9 * HOUR


def test_between_two_hours_it_rises_evenly() -> None:
    made = learnt(28, {12: 100})
    begin = int(datetime(2026, 6, 30, 11, 30, tzinfo=BERLIN).timestamp())
    rates = [made.usual(begin + minute * 60).rate for minute in range(61)]
    steps = [later - sooner for sooner, later in pairwise(rates)]
    assert min(steps) > 0
    assert max(steps) < 2 * min(steps)


def test_little_data_means_much_doubt() -> None:
    doubts = [learnt(days, {12: 100}).usual(MONDAY + 60 * DAY).doubt for days in (0, 1, 7, 28)]
    assert doubts == sorted(doubts, reverse=True)
    assert doubts[0] > 1 > doubts[2]
    assert doubts[-1] < 0.05


def test_an_hour_never_seen_resembles_its_day_and_stays_doubtful() -> None:
    """Someone whose machine is off at night: what is known of the day says something of the night, but not much."""
    made = Baseline(BERLIN, (60,))
    for at in range(MONDAY, MONDAY + 28 * DAY, HOUR):
        if 8 <= datetime.fromtimestamp(at, BERLIN).hour < 18:
            made.learn(hour(at, 40), CAP)
    assert usual_at(made, 2026, 6, 30, 3) == pytest.approx(40, rel=0.3)
    night, day = (datetime(2026, 6, 30, at, 30, tzinfo=BERLIN).timestamp() for at in (3, 12))
    assert made.usual(night).doubt > 5 * made.usual(day).doubt


def test_half_an_hour_counts_as_half_an_hour() -> None:
    made = Baseline(BERLIN, (60,))
    for at in range(MONDAY, MONDAY + 14 * DAY, HOUR):
        made.learn(hour(at, 20, watched=30), CAP)
    assert usual_at(made, 2026, 6, 16, 12) == pytest.approx(40, rel=0.1)


def test_growth_is_followed() -> None:
    """Ten times as much within three months."""
    made = Baseline(BERLIN, (60,))
    for number, at in enumerate(range(MONDAY, MONDAY + 90 * DAY, HOUR)):
        made.learn(hour(at, round(20 * 10 ** (number / 24 / 90))), CAP)
    assert made.usual(MONDAY + 90 * DAY).rate == pytest.approx(200, rel=0.25)


def test_what_is_too_surprising_counts_as_just_so_surprising() -> None:
    made = learnt(21, {})
    before = usual_at(made, 2026, 6, 23, 12)
    for at in range(MONDAY + 21 * DAY, MONDAY + 21 * DAY + 6 * HOUR, HOUR):
        made.learn(hour(at, 100_000), CAP)
    assert usual_at(made, 2026, 6, 23, 12) < 1.5 * before
    assert usual_at(made, 2026, 6, 23, 3) < 3 * before


def test_spread_is_learnt() -> None:
    """Hours of 20 and 180 in turn are more spread than hours of 100."""
    even, uneven = Baseline(UTC, (60,)), Baseline(UTC, (60,))
    for number, at in enumerate(range(MONDAY, MONDAY + 28 * DAY, HOUR)):
        even.learn(hour(at, 100), CAP)
        uneven.learn(hour(at, 180 if number * 7919 % 13 % 2 else 20), CAP)
    assert even.spread(60) < 0.05
    assert uneven.spread(60) > 0.3


def test_what_was_only_not_known_yet_is_not_taken_for_spread() -> None:
    """A steep course of the day surprises for some days; after a fortnight it must not pass for unsteadiness."""
    steep = {each: 200 - 20 * abs(each - 14) for each in range(6, 22)}
    assert learnt(14, steep).spread(60) < 0.05


def test_a_long_tail_asks_for_more_surprise() -> None:
    calm, wild = learnt(28, {}), learnt(28, {})
    for _ in range(30):
        wild.warn(9.0)
    assert wild.nats(0.2) > calm.nats(0.2)
    assert calm.nats(0.03) >= calm.nats(0.2)


def test_other_sources_are_learnt_within_days() -> None:
    kept, loosened = learnt(60, {}), learnt(60, {})
    loosened.loosen()
    for made in (kept, loosened):
        for at in range(MONDAY + 60 * DAY, MONDAY + 63 * DAY, HOUR):
            made.learn(hour(at, 40), CAP)
    at = MONDAY + 63 * DAY
    assert loosened.usual(at).rate > 1.3 * kept.usual(at).rate
    assert loosened.usual(at).rate == pytest.approx(40, rel=0.3)


@pytest.mark.parametrize("usual", [pytest.param(each, id=str(each)) for each in (0.01, 1.0, 60.0, 1e5)])
def test_reach_and_surprise_are_each_other_s_inverse(usual: float) -> None:
    count = reach(usual, 0.2, CAP)
    assert surprise(count, usual, 0.2) == pytest.approx(CAP, rel=0.05)
    assert capped(count * 3, usual, 0.2, CAP) == pytest.approx(count, rel=0.02)
    assert capped(usual, usual, 0.2, CAP) == usual


def test_surprise_is_never_less_than_the_probability_allows() -> None:
    """Chernoff's bound of a Poisson count, which is a negative binomial without spread."""
    usual, count = 10.0, 30
    tail = sum(math.exp(-usual + each * math.log(usual) - math.lgamma(each + 1)) for each in range(count, 200))
    assert 0 < surprise(count, usual, 1e-6) < -math.log(tail)


def test_it_goes_on_after_writing_and_reading() -> None:
    made = learnt(20, {12: 100})
    plain = json.loads(json.dumps(made.to_plain()))
    again = Baseline.from_plain(plain, BERLIN, (60,))
    assert again.to_plain() == made.to_plain()
    for each in (made, again):
        each.learn(hour(MONDAY + 20 * DAY, 17), CAP)
    assert [again.usual(MONDAY + at * HOUR) for at in range(168)] == [
        made.usual(MONDAY + at * HOUR) for at in range(168)
    ]


BROKEN = [
    pytest.param({"counts": [1.0]}, id="too few hours"),
    pytest.param({"hours": [-1.0] * 168}, id="negative hours"),
    pytest.param({"counts": [float("nan")] * 168}, id="no number"),
    pytest.param({"counts": ["1"] * 168}, id="texts"),
    pytest.param({"level": 3}, id="no list"),
    pytest.param({"watched": None}, id="nothing"),
    pytest.param({"spread": [[60, -5, 0]]}, id="negative weight"),
    pytest.param({"tail": [True, 1, 1]}, id="a truth value"),
]


@pytest.mark.parametrize("change", BROKEN)
def test_what_was_not_written_by_it_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Baseline.from_plain(Baseline(BERLIN, (60,)).to_plain() | change, BERLIN, (60,))

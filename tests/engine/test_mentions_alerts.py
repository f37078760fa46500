"""Alerts of volume: one for an event, none for a gap, and what is learnt of it all."""

import json
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from mentioned import DAY, HOUR, MONDAY, Told

from guard.languages import said
from guard.mentions.alerts import Alert, AlertKind, Volume
from guard.mentions.excess import Sensitivity, ahead
from guard.mentions.minutes import KEPT, Looked, Minutes

RISE, GROWTH, OVER = AlertKind.RISE, AlertKind.GROWTH, AlertKind.OVER


@cache
def _learnt(rate: float) -> tuple[str, int, int]:
    made = Told(rate)
    made.live(21 * 24, every=5)
    return json.dumps(made.volume.to_plain()), made.now, len(made.alerts)


def settled(rate: float, sensitivity: Sensitivity = Sensitivity.NORMAL) -> Told:
    """A brand that was watched for three weeks."""
    text, now, _ = _learnt(rate)
    made = Told(rate, start=now, sensitivity=sensitivity)
    made.volume = Volume.from_plain(json.loads(text), UTC, sensitivity)
    return made


def kinds(alerts: list[Alert]) -> list[AlertKind]:
    return [alert.kind for alert in alerts]


@pytest.mark.parametrize("rate", [pytest.param(each, id=f"{each} an hour") for each in (0.125, 30.0, 1200.0)])
def test_three_ordinary_weeks_are_silent(rate: float) -> None:
    assert _learnt(rate)[2] == 0


def test_a_storm_is_told_once_with_its_numbers_and_its_end() -> None:
    made = settled(30)
    began = made.now
    (alert,) = made.live(4, times=10)
    assert alert.kind is RISE
    assert alert.at - began <= 20 * 60
    assert abs(alert.since - began) <= 3 * 60
    assert alert.count > 3 * alert.usual
    assert alert.usual == pytest.approx(30 * alert.minutes / 60, rel=0.3)
    assert made.volume.since == alert.since
    assert kinds(made.live(4)) == [OVER]
    assert made.volume.since is None


def test_a_going_storm_that_grows_tenfold_is_told_again() -> None:
    made = settled(30)
    assert kinds(made.live(1, times=10)) == [RISE]
    assert kinds(made.live(1, times=30)) == []
    assert kinds(made.live(2, times=300)) == [GROWTH]


def test_a_storm_that_pauses_for_a_while_is_the_same_storm() -> None:
    made = settled(30)
    assert kinds(made.live(1, times=10) + made.live(2) + made.live(1, times=10)) == [RISE]


def test_the_next_storm_is_told_anew() -> None:
    made = settled(30)
    assert kinds(made.live(1, times=10) + made.live(5) + made.live(1, times=10)) == [RISE, OVER, RISE]


def test_fifteen_mentions_in_an_hour_of_a_brand_nobody_speaks_of() -> None:
    made = settled(0.125)
    (alert,) = made.live(1, times=15 / 0.125)
    assert (alert.kind, alert.usual < 1) == (RISE, True)
    assert alert.count <= 15


def test_a_handful_of_replies_is_no_alert() -> None:
    made = settled(0.125)
    assert made.live(0.5, times=8 / 0.125) == []


@pytest.mark.parametrize(
    ("sensitivity", "times", "told"),
    [
        pytest.param(Sensitivity.HIGH, 2.4, True, id="high, more than twice"),
        pytest.param(Sensitivity.NORMAL, 2.2, False, id="normal, about twice"),
        pytest.param(Sensitivity.NORMAL, 5, True, id="normal, fivefold"),
        pytest.param(Sensitivity.LOW, 3.5, False, id="low, more than threefold"),
        pytest.param(Sensitivity.LOW, 8, True, id="low, eightfold"),
        pytest.param(Sensitivity.OFF, 50, False, id="off, fiftyfold"),
    ],
)
def test_sensitivity_is_chosen(sensitivity: Sensitivity, times: float, told: bool) -> None:
    made = settled(1200, sensitivity)
    assert bool(made.live(1.5, times)) is told


def test_a_gap_is_neither_silence_nor_an_alert() -> None:
    made, whole = settled(30), settled(30)
    made.away(48)
    assert made.live(3) == []
    whole.live(3)
    there, here = (each.volume.baseline.usual(each.now).rate for each in (whole, made))
    assert here == pytest.approx(there, rel=0.1)
    made.away(200)
    assert made.live(24) == []
    assert made.volume.baseline.usual(made.now).rate == pytest.approx(30, rel=0.15)


def test_a_brand_watched_in_the_day_alone_learns_no_silent_nights() -> None:
    made = Told(30)
    for _ in range(14):
        made.live(8)
        made.away(16)
    assert made.alerts == []
    assert made.volume.baseline.usual(made.now + 12 * HOUR).rate > 20


def test_mentions_of_minutes_that_nobody_watched_are_not_judged() -> None:
    made = settled(30)
    for minute in range(60):
        made.volume.heard(made.now + minute * 60, made.now + minute * 60, 50)
        assert made.volume.judge(made.now + minute * 60) is None


def test_what_a_source_tells_late_is_told_late() -> None:
    """The storm was while nobody looked; afterwards the source tells what was missed."""
    made = settled(30)
    began = made.now
    made.away(3)
    for minute in range(60, 120):
        made.volume.heard(began + minute * 60, made.now, 10)
    made.volume.watched(began, made.now)
    alert = made.volume.judge(made.now)
    assert alert is not None
    assert alert.kind is RISE
    assert abs(alert.since - (began + HOUR)) <= 3 * 60
    assert kinds(made.live(3)) == [OVER]


def test_part_of_the_sources_is_enough_for_an_alert_and_too_little_to_learn() -> None:
    made = settled(30)
    learnt = made.volume.baseline.watched
    told: list[Alert | None] = []
    for minute in range(10 * 60):
        now = made.now + minute * 60
        made.volume.heard(now, now, 5 if minute >= 9 * 60 else 0)
        made.volume.watched(now, now, how=Looked.PARTLY)
        told.append(made.volume.judge(now))
    assert [alert.kind for alert in told if alert] == [RISE]
    assert made.volume.baseline.watched <= learnt + 3


def test_a_crisis_of_a_day_is_not_the_new_usual() -> None:
    made = settled(30)
    made.live(24, times=20)
    made.live(24)
    assert made.volume.baseline.usual(made.now).rate == pytest.approx(30, rel=0.15)


def test_so_it_is_where_alerts_are_switched_off() -> None:
    made = settled(30, Sensitivity.OFF)
    made.live(24, times=20)
    made.live(24)
    assert made.volume.baseline.usual(made.now).rate == pytest.approx(30, rel=0.15)


def test_what_stays_for_weeks_is_the_new_usual() -> None:
    made = settled(30)
    told = made.live(28 * 24, times=8, every=15)
    assert kinds(told).count(RISE) == 1
    assert made.volume.baseline.usual(made.now).rate > 120


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param(1, 1.0, id="as always"),
        pytest.param(2, 1.9, id="a busy day"),
        pytest.param(40, 3.5, id="a storm is not what is expected"),
        pytest.param(0, 0.85, id="a quiet day changes little"),
    ],
)
def test_a_busy_day_lets_more_be_expected(times: float, expected: float) -> None:
    made = settled(1200)
    made.live(5, times=times, every=5)
    drift, _ = ahead(made.volume._minutes, made.volume.baseline, made.now // 60)
    assert drift == pytest.approx(expected, rel=0.15)


def test_the_first_day_of_a_busy_brand() -> None:
    """From the night's silence to the noon's noise, and nobody knows yet that this is every day's course."""
    made = Told(100, start=MONDAY)
    for hour in range(24):
        made.live(1, times=(1, 1, 1, 1, 1, 2, 3, 5, 7, 9, 10, 10)[min(hour, 23 - hour)])
    assert made.alerts == []
    assert kinds(made.live(1, times=60)) == [RISE]


def test_nothing_is_said_in_the_first_hours() -> None:
    made = Told(5)
    assert made.live(2) + made.live(1, times=100) == []


def test_the_future_counts_as_now_and_the_distant_past_not_at_all() -> None:
    volume = Volume(UTC)
    volume.watched(MONDAY, MONDAY)
    assert volume.heard(MONDAY + DAY, MONDAY)
    assert not volume.heard(MONDAY - KEPT * 60, MONDAY)
    assert volume.heard(MONDAY - (KEPT - 1) * 60, MONDAY)
    assert volume.chart(MONDAY, 1, 60)[-1].count == 1


def test_a_clock_that_is_set_back_does_no_harm() -> None:
    made = settled(30)
    made.live(1)
    made.now -= 2 * HOUR
    assert made.live(6) == []


def test_the_chart_tells_gaps_from_silence() -> None:
    made = settled(60)
    made.away(6)
    made.live(6)
    bars = made.volume.chart(made.now - 60, 24, 30)
    assert len(bars) == 48
    assert [bar.count is None for bar in bars] == [False] * 24 + [True] * 12 + [False] * 12
    assert sum(bar.count or 0 for bar in bars[-12:]) == pytest.approx(360, rel=0.1)
    assert all(bar.usual == pytest.approx(30, rel=0.3) and bar.upper > 2 * bar.usual for bar in bars)
    assert [later.start - sooner.start for sooner, later in pairwise(bars)] == [1800] * 47


@pytest.mark.parametrize("going", [pytest.param(False, id="a quiet hour"), pytest.param(True, id="amid a storm")])
def test_it_goes_on_after_writing_and_reading_as_if_nothing_had_been(going: bool) -> None:
    made = settled(30)
    made.live(1, times=10 if going else 1)
    again = Told(30, start=made.now)
    again.dice.setstate(made.dice.getstate())
    again.volume = Volume.from_plain(json.loads(json.dumps(made.volume.to_plain())), UTC)
    assert again.volume.to_plain() == made.volume.to_plain()
    course = [(2, 1.0), (2, 40.0), (8, 1.0)]
    assert [again.live(*part) for part in course] == [made.live(*part) for part in course]
    assert again.volume.to_plain() == made.volume.to_plain()


def test_the_file_stays_small_whatever_is_said() -> None:
    made = settled(1200)
    made.live(72, times=500)
    assert len(json.dumps(made.volume.to_plain())) <= 50 * 1024


def _broken(**change: object) -> dict[str, Any]:
    return Volume(UTC).to_plain() | change


BROKEN = [
    pytest.param(_broken(version=99), id="another version"),
    pytest.param(_broken(minutes={"newest": 1, "counts": [0], "looked": []}), id="too few minutes"),
    pytest.param(_broken(minutes={"newest": 1, "counts": [-1] * KEPT, "looked": [[0, KEPT]]}), id="fewer than none"),
    pytest.param(_broken(minutes={"newest": 1, "counts": [0] * KEPT, "looked": [[7, KEPT]]}), id="an unknown watch"),
    pytest.param(_broken(minutes={"newest": 1, "counts": [0] * KEPT, "looked": [[0, 10**12]]}), id="a huge run"),
    pytest.param(_broken(minutes={"newest": 0.5, "counts": [0] * KEPT, "looked": [[0, KEPT]]}), id="half a minute"),
    pytest.param(_broken(event=[1, 2]), id="half an event"),
    pytest.param(_broken(events=[[1]]), id="half a past event"),
    pytest.param(_broken(learnt=None), id="nothing"),
    pytest.param({}, id="empty"),
]


@pytest.mark.parametrize("plain", BROKEN)
def test_what_was_not_written_by_it_is_refused(plain: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, OverflowError)):
        Volume.from_plain(plain, UTC)


@pytest.mark.parametrize("start", [pytest.param(each, id=str(each)) for each in (0, KEPT - 30, KEPT, 29_600_001)])
def test_minutes_are_counted_across_the_end_of_the_ring(start: int) -> None:
    minutes = Minutes()
    for minute in range(start, start + 60):
        minutes.reach(minute)
        minutes.add(minute, minute - start)
        if minute % 2:
            minutes.looked(minute, Looked.WHOLLY)
    odd = [each - start for each in range(start, start + 60) if each % 2]
    assert minutes.total(start + 60, 60) == (sum(odd), 30)
    assert Minutes.from_plain(minutes.to_plain()).total(start + 60, 60) == (sum(odd), 30)
    minutes.reach(start + KEPT + 59)
    assert minutes.total(start + 60, 60) == (0, 0)


AT = int(datetime(2026, 11, 22, 2, 40, tzinfo=UTC).timestamp())
TEXTS = [
    pytest.param(
        Alert(RISE, AT, AT - 780, 240, 20, 12.4, 500),
        "Acme was mentioned 240 times within 20 min; usual at this hour: about 12. It began at 03:27.",
        "Acme wurde innerhalb von 20 min 240-mal erwähnt; um diese Zeit üblich: etwa 12-mal. Beginn: 03:27.",
        id="a rise",
    ),
    pytest.param(
        Alert(RISE, AT, AT - 13 * HOUR, 15, 60, 0.2, 500),
        "Acme was mentioned 15 times within 1 h; usually it is hardly mentioned at this hour. It began at Sat 14:40.",
        "Acme wurde innerhalb von 1 Std. 15-mal erwähnt; um diese Zeit sonst so gut wie nie. Beginn: Sa. 14:40.",
        id="a tiny brand",
    ),
    pytest.param(
        Alert(GROWTH, AT, AT - 780, 2400, 20, 12.4, 500),
        "It has grown tenfold. Acme was mentioned 2400 times within 20 min; usual at this hour: about 12."
        " It began at 03:27.",
        "Es ist auf das Zehnfache gewachsen. Acme wurde innerhalb von 20 min 2400-mal erwähnt;"
        " um diese Zeit üblich: etwa 12-mal. Beginn: 03:27.",
        id="growth",
    ),
    pytest.param(
        Alert(OVER, AT, AT - 780, 12, 60, 12.4, 500),
        "Acme is mentioned about as often as usual again.",
        "Acme wird wieder etwa so oft erwähnt wie üblich.",
        id="the end",
    ),
]


@pytest.mark.parametrize(("alert", "english", "german"), TEXTS)
def test_an_alert_in_both_languages(alert: Alert, english: str, german: str) -> None:
    text = alert.text("Acme", ZoneInfo("Europe/Berlin"))
    assert (said(text, "en"), said(text, "de")) == (english, german)

"""Simulated brands for the bench of the alerts: what is said of them, minute by minute, and when nobody was looking.

A minute's rate is the brand's mean, times a curve of the day (own for the weekend), a factor of the weekday, growth,
and a log-normal hourly noise that carries over from hour to hour; mentions come in clumps (each brings a geometric
number of further ones). Benign bumps:

- retweeted posts: within minutes up to a log-normal share of the mean rate (less at night, by the root of the day's
  curve), halving every 20 to 120 minutes; for tiny brands a handful of replies within an hour or two;
- product days: slowly up to some times the usual, from the morning to the night.

The watch is away at times (half an hour to two days), or every night; a part of the mentions is heard up to half an
hour late.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

DAY = 1440


@dataclass(frozen=True)
class World:
    """Ranges from which brands are drawn: those used for tuning, or others."""

    noise: tuple[float, float]
    """Standard deviation of the hourly log noise."""
    carried: tuple[float, float]
    clump: tuple[float, float]
    """Further mentions that one brings."""
    night: tuple[float, float]
    """The night's rate, as a share of the day's peak."""
    peaks: int
    weekend: tuple[float, float]
    growth: tuple[float, float]
    """Per 30 days."""
    retweets: tuple[float, float]
    """Per 30 days."""
    retweet_size: tuple[float, float]
    """Median share of the mean rate, and standard deviation of its logarithm."""
    products: float
    """Days per 30 days."""
    product_size: tuple[float, float]
    outages: float
    zones: tuple[str, ...]
    step: float = 0.0
    """Share of brands whose volume changes within a week to one half to three times as much."""


TUNED = World(
    (0.1, 0.35), (0.3, 0.8), (0.0, 0.6), (0.05, 0.4), 1, (0.4, 1.1), (0.9, 1.2), (1, 6), (0.7, 0.7), 1.0, (1.4, 2.6),
    3.0, ("Europe/Berlin", "America/New_York", "UTC"),
)  # fmt: skip
FRESH = World(
    (0.05, 0.5), (0.0, 0.9), (0.0, 1.0), (0.02, 0.7), 2, (0.2, 1.8), (0.7, 1.5), (2, 8), (0.6, 0.85), 1.5, (1.3, 3.0),
    5.0, ("Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo", "Europe/London"), 0.3,
)  # fmt: skip
MEANS = {"tiny": (2.0 / 24, 5.0 / 24), "middle": (30.0, 80.0), "large": (1200.0, 3500.0)}


@dataclass
class Slip:
    """Something got out."""

    minute: int
    size: str
    rise: int


@dataclass
class Brand:
    """One brand for some months."""

    kind: str
    zone: str
    start: int
    """POSIX seconds."""
    counts: np.ndarray
    late: np.ndarray
    """Of these, heard at the next quarter of an hour but one."""
    watched: np.ndarray
    slips: list[Slip] = field(default_factory=list)


def brand(world: World, kind: str, days: int, seed: int, *, slips: bool) -> Brand:
    """A brand; the same seed gives the same one."""
    dice = np.random.default_rng(seed)
    zone = str(dice.choice(world.zones))
    start = int(datetime(2026, int(dice.integers(1, 13)), int(dice.integers(1, 28)), tzinfo=UTC).timestamp())
    minutes = days * DAY
    away = np.array(
        [
            datetime.fromtimestamp(start + hour * 3600, ZoneInfo(zone)).utcoffset().total_seconds()
            for hour in range(days * 24)
        ]  # type: ignore[union-attr]
    )
    local = (start + np.repeat(away, 60) + np.arange(minutes) * 60) / 60
    shape = _curve(world, dice, local)
    mean = float(np.exp(dice.uniform(*np.log(MEANS[kind])))) / 60
    grown = np.linspace(0, np.log(dice.uniform(*world.growth)) * days / 30, minutes)
    if dice.random() < world.step:
        grown += np.log(dice.uniform(0.5, 3)) * np.clip(
            (np.arange(minutes) / DAY - dice.uniform(10, days - 10)) / 7, 0, 1
        )
    usual = mean * shape * np.exp(grown)
    rate = usual * np.repeat(_noise(world, dice, days * 24), 60)
    rate = rate + _retweets(world, dice, kind, mean, shape, days)
    rate *= _products(world, dice, local, days)
    done = _slips(dice, kind, usual, days) if slips else (np.zeros(minutes), [])
    counts = _clumped(dice, rate, dice.uniform(*world.clump)) + dice.poisson(done[0])
    late = dice.binomial(counts, dice.choice([0.0, 0.3]))
    return Brand(kind, zone, start, counts, late, _watched(world, dice, local, days), done[1])


def _curve(world: World, dice: np.random.Generator, local: np.ndarray) -> np.ndarray:
    """The week, on the average 1."""
    hour, weekday = local / 60 % 24, (local // DAY + 3) % 7
    curves = []
    for _ in range(2):
        night, curve = dice.uniform(*world.night), np.zeros_like(hour)
        for _ in range(world.peaks):
            peak = dice.uniform(9, 22)
            away = np.minimum(np.abs(hour - peak), 24 - np.abs(hour - peak))
            curve = np.maximum(curve, np.exp(-((away / dice.uniform(3, 6)) ** 2)))
        curves.append(night + (1 - night) * curve)
    factor = np.append(dice.uniform(0.8, 1.2, 5), dice.uniform(*world.weekend, 2))[weekday.astype(int)]
    shape = np.where(weekday >= 5, curves[1], curves[0]) * factor
    return np.asarray(shape / shape.mean())


def _noise(world: World, dice: np.random.Generator, hours: int) -> np.ndarray:
    size, carried = dice.uniform(*world.noise), dice.uniform(*world.carried)
    noise, now = np.zeros(hours), 0.0
    for hour in range(hours):
        now = carried * now + np.sqrt(1 - carried**2) * dice.normal()
        noise[hour] = now
    return np.asarray(np.exp(size * noise - size**2 / 2))


def _retweets(
    world: World, dice: np.random.Generator, kind: str, mean: float, shape: np.ndarray, days: int
) -> np.ndarray:
    extra, after = np.zeros(days * DAY), np.arange(600)
    for _ in range(dice.poisson(dice.uniform(*world.retweets) * days / 30)):
        begin = int(dice.integers(days * DAY))
        course = np.minimum(1, after / dice.uniform(3, 15)) * 0.5 ** (after / dice.uniform(20, 120))
        if kind == "tiny":
            course *= dice.lognormal(np.log(2.5), 0.6) / course.sum()
        else:
            course *= (
                mean * dice.lognormal(np.log(world.retweet_size[0]), world.retweet_size[1]) * np.sqrt(shape[begin])
            )
        extra[begin : begin + 600] += course[: days * DAY - begin]
    return extra


def _products(world: World, dice: np.random.Generator, local: np.ndarray, days: int) -> np.ndarray:
    factor, hour = np.ones(days * DAY), local / 60 % 24
    date = local // DAY - local[0] // DAY
    for _ in range(dice.poisson(world.products * days / 30)):
        course = np.clip((hour - dice.uniform(6, 10)) / dice.uniform(1.5, 4), 0, 1) * np.clip((24 - hour) / 4, 0, 1)
        factor += np.where(date == dice.integers(days), (dice.uniform(*world.product_size) - 1) * course, 0)
    return factor


def _clumped(dice: np.random.Generator, rate: np.ndarray, more: float) -> np.ndarray:
    """Mentions come in clumps; the followers within the next minutes."""
    first = dice.poisson(rate / (1 + more))
    further = (
        np.where(first > 0, dice.negative_binomial(np.maximum(first, 1), 1 / (1 + more)), 0) if more else first * 0
    )
    counts, late = first.copy(), 0
    for late in (1, 3):
        part = dice.binomial(further, 0.5)
        counts[late:] += part[:-late]
        further = further - part
    return np.asarray(counts + further)


def _slips(dice: np.random.Generator, kind: str, usual: np.ndarray, days: int) -> tuple[np.ndarray, list[Slip]]:
    """One in each week, also in the first ones."""
    extra, slips, after = np.zeros(days * DAY), [], np.arange(1440)
    for week in range(days // 7):
        begin = week * 7 * DAY + int(dice.integers(DAY, 6 * DAY))
        rise = int(dice.choice([15, 30, 60]))
        course = np.minimum(1, after / rise) * 0.5 ** (np.maximum(0, after - rise - 120) / 180)
        if kind == "tiny":
            size = int(dice.choice([15, 30, 100]))
            course *= size / course[:60].sum()
            name = f"0 to {size}"
        else:
            size = int(dice.choice([5, 10, 50]))
            course *= (size - 1) * usual[begin + rise]
            name = f"{size}x"
        extra[begin : begin + 1440] += course[: days * DAY - begin]
        slips.append(Slip(begin, name, rise))
    return extra, slips


def _watched(world: World, dice: np.random.Generator, local: np.ndarray, days: int) -> np.ndarray:
    watched = np.ones(days * DAY, bool)
    for _ in range(dice.poisson(world.outages * days / 30)):
        begin = int(dice.integers(days * DAY))
        watched[begin : begin + int(np.exp(dice.uniform(np.log(30), np.log(2880))))] = False
    if dice.random() < 0.25:
        hour = local / 60 % 24
        watched &= (hour >= 7) & (hour < 22)
    return watched

"""Alerts of mentions: false ones per simulated month, how many slips are told of and how soon, cost and size.

    python tests/bench/bench_alerts.py [fresh] [brands of each kind]

Without ``fresh`` it shows the brands on which the constants were chosen. Beside it stands a fixed threshold: three
times the overall mean in the last hour, and at least 5, with the same rest after an alert. A slip that is found to be
going on already, from an alert before it, counts as missed.
"""

import json
import statistics
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from simulated_mentions import DAY, FRESH, MEANS, TUNED, Brand, brand  # noqa: E402

from guard.mentions.alerts import AlertKind, Volume  # noqa: E402
from guard.mentions.excess import Sensitivity  # noqa: E402
from guard.mentions.minutes import Looked, Minutes  # noqa: E402

DAYS = 60
FIRST = 14 * DAY
WAYS = (*(each.value for each in Sensitivity if each is not Sensitivity.OFF), "3x mean")


class Fixed:
    """Three times the overall mean."""

    def __init__(self) -> None:
        self.minutes, self.heard_all, self.looked, self.last = Minutes(), 0, 0, -(10**9)

    def minute(self, now: int, counts: list[tuple[int, int]], *, watched: bool) -> bool:
        here = now // 60
        self.minutes.reach(here)
        for at, count in counts:
            self.minutes.add(at // 60, count)
            self.heard_all += count
        if not watched:
            return False
        self.minutes.looked(here, Looked.WHOLLY)
        self.looked += 1
        count, seen = self.minutes.total(here + 1, 60)
        loud = self.looked > DAY and count >= max(5, 3 * self.heard_all / self.looked * seen)
        news = loud and here - self.last > 120
        if loud:
            self.last = here
        return news


def alerts_of(made: Brand, way: str) -> list[int]:
    """The minutes in which something was told."""
    told: list[int] = []
    fixed = Fixed()
    volume = Volume(ZoneInfo(made.zone), Sensitivity(way)) if way != "3x mean" else None
    counts, late, watched = made.counts.tolist(), made.late.tolist(), made.watched.tolist()
    waiting: list[tuple[int, int]] = []
    for minute, count in enumerate(counts):
        now = made.start + minute * 60 + 59
        here = [(now, count - late[minute])] if watched[minute] and count > late[minute] else []
        if late[minute] and watched[minute]:
            waiting.append((now, late[minute]))
        if minute % 15 == 14 and waiting:
            here += [each for each in waiting if each[0] <= now - 900]
            waiting = [each for each in waiting if each[0] > now - 900]
        if volume is None:
            if fixed.minute(now, here, watched=watched[minute]):
                told.append(minute)
            continue
        for at, many in here:
            volume.heard(at, now, many)
        if watched[minute]:
            volume.watched(now, now)
            alert = volume.judge(now)
            if alert is not None and alert.kind is AlertKind.RISE:
                told.append(minute)
    return told


def tried(task: tuple[str, str, str, int]) -> tuple[str, str, list[int], dict[str, list[float | None]]]:
    """One brand: false alarms in the first fortnight and after, delays of slips by size (None: missed)."""
    world, kind, way, seed = task
    of = {"tuned": TUNED, "fresh": FRESH}[world]
    quiet = alerts_of(brand(of, kind, DAYS, seed, slips=False), way)
    made = brand(of, kind, DAYS, seed + 50_000, slips=True)
    told = alerts_of(made, way)
    delays: dict[str, list[float | None]] = defaultdict(list)
    for slip in made.slips:
        end = slip.minute + slip.rise + 120
        if not made.watched[slip.minute - 60 : end].all():
            continue
        found = [minute - slip.minute for minute in told if slip.minute <= minute <= end]
        delays[("first fortnight " if slip.minute < FIRST else "") + slip.size].append(min(found, default=None))
    return kind, way, [sum(minute < FIRST for minute in quiet), sum(minute >= FIRST for minute in quiet)], delays


def table(world: str, many: int, ways: tuple[str, ...]) -> None:
    seeds = range(1000, 1000 + many) if world == "tuned" else range(7_000_000, 7_000_000 + many)
    tasks = [(world, kind, way, seed) for way in ways for kind in MEANS for seed in seeds]
    false: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    delays: dict[tuple[str, str, str], list[float | None]] = defaultdict(list)
    with ProcessPoolExecutor(2) as pool:
        for kind, way, wrong, slips in pool.map(tried, tasks, chunksize=4):
            false[way, kind].append(wrong)
            for size, found in slips.items():
                delays[way, kind, size] += found
    print(f"{world}: {many} brands of each kind, {DAYS} days: {many * 3 * DAYS / 30:.0f} brand-months each way")
    print("way     | kind   | false alarms per brand-month: first fortnight, after, all | worst brand in all")
    for way in ways:
        rows = {kind: false[way, kind] for kind in MEANS} | {"all": [row for kind in MEANS for row in false[way, kind]]}
        for kind, wrong in rows.items():
            first, after = (sum(each[part] for each in wrong) for part in (0, 1))
            months = len(wrong) * DAYS / 30
            early = first / (len(wrong) * 14 / 30)
            print(
                f"{way:7} | {kind:6} | {early:5.2f} {after / (months - len(wrong) * 14 / 30):5.2f}"
                f" {(first + after) / months:5.2f} | {max(map(sum, wrong))}"
            )
    print("way     | kind   | slip                     | slips | told | delay in minutes: median p90")
    for (way, kind, size), found in sorted(delays.items()):
        hits = sorted(each for each in found if each is not None)
        p50, p90 = (hits[int(len(hits) * part)] for part in (0.5, 0.9)) if hits else (float("nan"),) * 2
        print(
            f"{way:7} | {kind:6} | {size:24} | {len(found):5} | {len(hits) / len(found):4.0%} | {p50:4.0f} {p90:4.0f}"
        )


def timed(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def cost() -> None:
    """What a mention, a minute and the file of it cost, at a large brand after two weeks."""
    made = brand(TUNED, "large", 14, 1, slips=False)
    tracemalloc.start()
    volume = Volume(ZoneInfo(made.zone))
    sizes = []
    for minute, count in enumerate(made.counts.tolist()):
        now = made.start + minute * 60 + 59
        volume.watched(now, now)
        volume.heard(now, now, count)
        volume.judge(now)
        if minute % (2 * DAY) == 2 * DAY - 1:
            sizes.append(tracemalloc.get_traced_memory()[0] / 1000)
    tracemalloc.stop()
    end = made.start + 14 * DAY * 60
    events = timed(lambda: [volume.heard(end, end) for _ in range(200_000)]) / 200_000
    volume = Volume(ZoneInfo(made.zone))
    busy = [(made.start + minute * 60, count) for minute, count in enumerate(made.counts.tolist())]
    judging = []
    for now, count in busy:
        volume.watched(now, now)
        volume.heard(now, now, count)
        judging.append(timed(lambda now=now: volume.judge(now)))  # type: ignore[misc]
    plain = json.dumps(volume.to_plain(), separators=(",", ":"))
    again = timed(lambda: Volume.from_plain(json.loads(plain), ZoneInfo(made.zone)))
    p99 = statistics.quantiles(judging, n=100)[98]
    print(f"a mention: {events * 1e6:.2f} us")
    print(f"a judgement: mean {statistics.mean(judging) * 1e6:.1f} us, p99 {p99 * 1e6:.0f} us")
    print(f"JSON: {len(plain) / 1024:.1f} KiB, read in {again * 1000:.1f} ms")
    print(f"memory every two days, KB: {[round(each) for each in sizes]}")


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.isdigit()]
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    cost()
    table("fresh" if "fresh" in words else "tuned", *(numbers or [35]), tuple(w for w in words if w in WAYS) or WAYS)

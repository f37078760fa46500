"""The one place that reads clocks: wall time for people, boot time for deadlines."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path

_DRIFT = 300
"""Seconds by which the wall clock may be set while the machine runs, without its start seeming another."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, by both clocks."""

    wall: datetime
    """With the local time zone; may be set back and forth."""
    boot: str
    """Which start of the machine this is; where the system does not tell, about when it was."""
    running: float
    """Seconds since the machine started, sleep included where the system counts it; never goes back."""


class LocalZone(tzinfo):
    """This machine's time zone, with its summer time in every year: an hour of the week stays what people call it."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """East of Greenwich; of a wall time that comes twice, as ``fold`` says."""
        if moment is None:
            return None
        stamp = time.mktime((*moment.timetuple()[:8], 1 - moment.fold if moment.fold else -1))
        return _offset(stamp)

    def dst(self, _moment: datetime | None) -> timedelta | None:
        """Not told: only the sum counts."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """As the system calls it."""
        return time.strftime("%Z", moment.timetuple()) if moment else None

    def fromutc(self, moment: datetime) -> datetime:
        """The wall time here of a moment in UTC."""
        return moment + _offset(moment.replace(tzinfo=UTC).timestamp())


def now() -> Moment:
    """The present moment."""
    wall, running = datetime.now().astimezone(), _running()
    return Moment(wall, _boot_id() or f"{wall.timestamp() - running:.0f}", running)


def same_start(one: str, other: str) -> bool:
    """Whether two ``boot`` of moments mean one start of the machine; a guessed one may be off by some minutes."""
    if one.isdigit() and other.isdigit():
        return abs(int(one) - int(other)) < _DRIFT
    return one == other


def _running() -> float:
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boottime) if boottime is not None else time.monotonic()


def _offset(stamp: float) -> timedelta:
    return timedelta(seconds=time.localtime(stamp).tm_gmtoff or 0)


@cache
def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""

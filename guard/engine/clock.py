"""The one place that reads clocks: wall time for people, boot time for deadlines."""

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, by both clocks."""

    wall: datetime
    """With the local time zone; may be set back and forth."""
    boot: str
    """Which start of the machine this is; empty where the system does not tell."""
    running: float
    """Seconds since the machine started, sleep included where the system counts it; never goes back."""


def now() -> Moment:
    """The present moment."""
    return Moment(datetime.now().astimezone(), _boot_id(), _running())


def _running() -> float:
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boottime) if boottime is not None else time.monotonic()


def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""

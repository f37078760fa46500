"""How often something is done. Events cost nothing while nothing happens; each look costs a little, for ever."""

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds."""

    quiet: float = 0.2
    """After the last event of a burst comes the scan, ..."""
    longest: float = 1.0
    """... and so long after the first, however long the burst goes on."""
    scan: float = 60.0
    """Between two scans where events come."""
    polling: float = 10.0
    """Between two scans where they do not."""
    check: float = 300.0
    """Between two checks whether events come."""
    mend: float = 60.0
    """Between two attempts to get events where none come."""
    patience: float = 2.0
    """For an event that must come."""
    tick: float = 10.0
    """Between two looks at the clocks, whether the machine has slept."""
    share: float = 0.01
    """Of the time that scans may take, at most: the pause after a slow one is longer."""


def slept() -> float:
    """For how long the machine has slept since its start; 0 where the system does not tell."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boottime) - time.monotonic() if boottime is not None else 0.0

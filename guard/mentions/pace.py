"""How long is waited while sources are read; without the door to other machines, so that the guard stays small."""

from dataclasses import dataclass

LEAST = 5.0
"""Seconds between two questions, whatever the workspace says."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is waited, in seconds."""

    cap: float = 900.0
    """Between two tries of asking, where each one fails."""
    first: float = 1.0
    """Before a stream is opened again; twice as long after each failure."""
    stream_cap: float = 120.0
    silence: float = 60.0
    """A stream that says nothing for so long is broken."""
    tick: float = 0.5
    """How often a stream is looked at."""
    least: float = LEAST
    alive: float = 10.0
    """At least so often the process tells something, so that its silence means that it stands still."""

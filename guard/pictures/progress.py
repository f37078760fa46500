"""How far the indexing of known pictures is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """What the indexing is at."""

    NOT_STARTED = "not started"
    LISTING = "listing"
    WORKING = "working"
    PAUSED = "paused"
    ON_BATTERY = "on battery"
    ELSEWHERE = "elsewhere"
    """Another process is at it, such as ``hatcheck pictures index``."""
    DONE = "done"
    FAILED = "failed"
    """It broke down too often; what was indexed by then is kept."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The numbers of one run."""

    state: State = State.NOT_STARTED
    done: int = 0
    """Pictures that are known now, of ``total``."""
    total: int = 0
    """Pictures that lie in the folders, as far as they are listed."""
    skipped: int = 0
    """Hidden folders, links, and files too large."""
    unreadable: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why, by the name of the trouble, with how many times."""
    folder: str = ""
    """Where it is now."""

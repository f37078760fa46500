"""Whether everything was done that must be done before a hold can be released."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from guard.model.demand import Ask, Demand

SHORTEST_REASON = 8
"""Letters of a reason: enough for a thought, too many for a sigh."""
_TIMES = {
    Ask.LOOK: timedelta(minutes=3),
    Ask.TICK: timedelta(minutes=5),
    Ask.REASON: timedelta(minutes=5),
    Ask.COLLEAGUE: timedelta(minutes=30),
}
LONGEST = 300
"""Characters that are kept of it."""


def unmet(demands: Iterable[Demand], met: Mapping[str, str]) -> Demand | None:
    """The first demand that was not met, or None."""
    return next((demand for demand in demands if not _done(demand, met.get(demand.key, "")[:LONGEST])), None)


def patience(demands: Iterable[Demand]) -> timedelta:
    """How long a hold waits at least, once it is drawn, for all this to be done."""
    return max((_TIMES[demand.ask] for demand in demands), default=timedelta())


def _done(demand: Demand, how: str) -> bool:
    if demand.ask is Ask.REASON:
        return sum(map(str.isalpha, how)) >= SHORTEST_REASON
    return bool(how.strip())

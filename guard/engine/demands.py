"""Whether everything was done that must be done before a hold can be released."""

from collections.abc import Iterable, Mapping

from guard.model.demand import Ask, Demand

SHORTEST_REASON = 8
"""Letters of a reason: enough for a thought, too many for a sigh."""
LONGEST = 300
"""Characters that are kept of it."""


def unmet(demands: Iterable[Demand], met: Mapping[str, str]) -> Demand | None:
    """The first demand that was not met, or None."""
    return next((demand for demand in demands if not _done(demand, met.get(demand.key, "")[:LONGEST])), None)


def _done(demand: Demand, how: str) -> bool:
    if demand.ask is Ask.REASON:
        return sum(map(str.isalpha, how)) >= SHORTEST_REASON
    return bool(how.strip())

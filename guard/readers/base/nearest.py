"""Which steps in front of a step count for it, found for all steps of a flow at once."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence

from guard.readers.base.flow import Step


def nearest(sources: Collection[Step], edges: Mapping[Step, Sequence[Step]]) -> dict[Step, Step]:
    """For each step that one of the sources reaches, the nearest of them; takes as long as there are arrows.

    A source's own entry tells which source stands in front of it.
    """
    found: dict[Step, Step] = {}
    waiting = deque((source, source) for source in sources)
    own = set(sources)
    while waiting:
        step, source = waiting.popleft()
        for after in edges.get(step, ()):
            if after not in found:
                found[after] = source
                if after not in own:
                    waiting.append((after, source))
    return found


def leading(step: Step, back: Mapping[Step, Sequence[Step]], most: int) -> list[Step]:
    """The step and those from which it is reached, nearest first, but not more than ``most``."""
    found = {step: None}
    waiting = deque(found)
    while waiting and len(found) < most:
        for before in back.get(waiting.popleft(), ()):
            if before not in found and len(found) < most:
                found[before] = None
                waiting.append(before)
    return list(found)

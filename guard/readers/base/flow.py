"""What a flow's arrows say: which steps a start reaches, and which steps come before one."""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Step = TypeVar("Step", bound=Hashable)


def reachable(starts: Iterable[Step], edges: Mapping[Step, Iterable[Step]]) -> dict[Step, int]:
    """Every step that the starts reach, they themselves included, with its distance; nearest first."""
    distance = dict.fromkeys(starts, 0)
    waiting = deque(distance)
    while waiting:
        step = waiting.popleft()
        for after in edges.get(step, ()):
            if after not in distance:
                distance[after] = distance[step] + 1
                waiting.append(after)
    return distance


def reverse(edges: Mapping[Step, Iterable[Step]]) -> dict[Step, list[Step]]:
    """The same arrows the other way round."""
    back: dict[Step, list[Step]] = {}
    for before, afters in edges.items():
        for after in afters:
            back.setdefault(after, []).append(before)
    return back


def upstream(step: Step, edges: Mapping[Step, Iterable[Step]]) -> dict[Step, int]:
    """Every step from which ``step`` is reached, without itself, with its distance; nearest first."""
    before = reachable([step], reverse(edges))
    del before[step]
    return before

"""Points of a graph in columns: links go from left to right as far as there are no circles, and cross little."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

Link = tuple[int, int]


def layers(links: Sequence[Link]) -> list[list[int]]:
    """The columns from left to right, each from top to bottom; every point of ``links`` is in exactly one."""
    forward = _without_circles(links)
    depth = _depths({point for link in links for point in link}, forward)
    columns: list[list[int]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for point in sorted(depth):
        columns[depth[point]].append(point)
    return _untangled(columns, forward)


def _without_circles(links: Sequence[Link]) -> list[Link]:
    """The links without those that lead back to a point they came from."""
    after: dict[int, list[int]] = defaultdict(list)
    entered: set[int] = set()
    for tail, head in links:
        after[tail].append(head)
        entered.add(head)
    state: dict[int, bool] = {}  # True: on the way that is followed now; False: done
    kept: list[Link] = []
    # Points that nothing leads to come first, so that content flows away from where it starts.
    for root in sorted(after, key=lambda point: (point in entered, point)):
        if root in state:
            continue
        state[root] = True
        calls = [(root, iter(after[root]))]
        while calls:
            point, nexts = calls[-1]
            for following in nexts:
                if state.get(following):
                    continue
                kept.append((point, following))
                if following not in state:
                    state[following] = True
                    calls.append((following, iter(after.get(following, ()))))
                    break
            else:
                state[point] = False
                calls.pop()
    return kept


def _depths(points: Iterable[int], forward: Sequence[Link]) -> dict[int, int]:
    """Per point: the longest way to it; a point that only starts links stands next to the first it leads to."""
    after: dict[int, list[int]] = defaultdict(list)
    before: dict[int, int] = dict.fromkeys(points, 0)
    starts = set(before)
    for tail, head in forward:
        after[tail].append(head)
        before[head] += 1
        starts.discard(head)
    depth = dict.fromkeys(before, 0)
    ready = [point for point in sorted(before) if not before[point]]
    for point in ready:
        for following in after[point]:
            depth[following] = max(depth[following], depth[point] + 1)
            before[following] -= 1
            if not before[following]:
                ready.append(following)
    for point in starts:
        if after[point]:
            depth[point] = min(depth[following] for following in after[point]) - 1
    return depth


def _untangled(columns: list[list[int]], forward: Sequence[Link]) -> list[list[int]]:
    """The columns with each point near the middle of its neighbours, swept to and fro a few times."""
    near: dict[int, list[int]] = defaultdict(list)
    for tail, head in forward:
        near[tail].append(head)
        near[head].append(tail)
    row: dict[int, float] = {}
    for column in columns:
        row.update(_rows(column))
    for sweep in range(8):
        for column in columns if sweep % 2 else reversed(columns):
            middle = {
                point: sum(row[other] for other in near[point]) / len(near[point]) if near[point] else row[point]
                for point in column
            }
            column.sort(key=lambda point: (middle[point], point))
            row.update(_rows(column))
    return columns


def _rows(column: list[int]) -> dict[int, float]:
    """Rows counted from the middle of the column, so that columns of different lengths compare."""
    return {point: place - (len(column) - 1) / 2 for place, point in enumerate(column)}

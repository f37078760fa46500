"""A graph in layers: every link leads from one layer to the next, by way of dummies where it has further to go."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

Link = tuple[int, int]
_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers from left to right, each from top to bottom. Dummies are numbered below zero."""

    columns: list[list[int]]
    chains: Mapping[Link, tuple[int, ...]]
    """Per link, from left to right: its left end, its dummies, its right end."""
    near: Mapping[int, Sequence[int]]
    """Per point or dummy: what stands beside it on a link."""


def layered(points: Iterable[int], links: Iterable[Link]) -> Layers:
    """The points in layers. A link that would close a circle leads from right to left; one to itself is left out."""
    points = sorted(set(points))
    links = sorted({link for link in links if link[0] != link[1]})
    place = {point: number for number, point in enumerate(_ordered(points, links))}
    forward = sorted({(a, b) if place[a] < place[b] else (b, a) for a, b in links})
    depth = _depths(sorted(points, key=place.__getitem__), forward)
    columns: list[list[int]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for point in points:
        columns[depth[point]].append(point)
    numbers = count()
    chains = {link: _chain(link, depth, columns, numbers) for link in forward}
    near: dict[int, list[int]] = defaultdict(list)
    for chain in chains.values():
        for one, other in pairwise(chain):
            near[one].append(other)
            near[other].append(one)
    both = {**chains, **{(b, a): chain for (a, b), chain in chains.items()}}
    return Layers(_untangled(columns, near), {link: both[link] for link in links}, near)


def _ordered(points: Sequence[int], links: Sequence[Link]) -> list[int]:
    """An order against which few links go: ends last, starts first, else what gives most more than it takes.

    P. Eades, X. Lin, W. F. Smyth: A fast and effective heuristic for the feedback arc set problem, 1993.
    """
    after: dict[int, set[int]] = {point: set() for point in points}
    before: dict[int, set[int]] = {point: set() for point in points}
    for a, b in links:
        after[a].add(b)
        before[b].add(a)
    head: list[int] = []
    tail: list[int] = []
    starts = [point for point in reversed(points) if not before[point]]
    ends = [point for point in reversed(points) if not after[point]]
    while after:
        if ends and (point := ends.pop()) in after:
            tail.append(point)
        elif starts and (point := starts.pop()) in after:
            head.append(point)
        elif ends or starts:
            continue  # one of them was taken by the other way already
        else:
            point = max(after, key=lambda one: (len(after[one]) - len(before[one]), -one))
            head.append(point)
        for follower in after.pop(point):
            before[follower].discard(point)
            if follower in after and not before[follower]:
                starts.append(follower)
        for leader in before.pop(point):
            after[leader].discard(point)
            if leader in before and not after[leader]:
                ends.append(leader)
    return head + tail[::-1]


def _depths(order: Sequence[int], forward: Sequence[Link]) -> dict[int, int]:
    """Per point the longest way to it; what nothing leads to stands beside the first that it leads to."""
    after: dict[int, list[int]] = defaultdict(list)
    entered = {b for _, b in forward}
    for a, b in forward:
        after[a].append(b)
    depth = dict.fromkeys(order, 0)
    for point in order:
        for follower in after[point]:
            depth[follower] = max(depth[follower], depth[point] + 1)
    for point in order:
        if point not in entered and after[point]:
            depth[point] = min(depth[follower] for follower in after[point]) - 1
    return depth


def _chain(link: Link, depth: Mapping[int, int], columns: list[list[int]], numbers: Iterator[int]) -> tuple[int, ...]:
    first, last = link
    dummies = []
    for column in range(depth[first] + 1, depth[last]):
        dummy = -1 - next(numbers)
        columns[column].append(dummy)
        dummies.append(dummy)
    return first, *dummies, last


def _untangled(columns: list[list[int]], near: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Each point in the middle of its neighbours, swept to and fro; of all sweeps the one with the fewest crossings."""
    best, fewest = [list(column) for column in columns], _crossings(columns, near)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        rightward = sweep % 2 == 0
        order = columns if rightward else columns[::-1]
        for fixed, column in pairwise(order):
            row = {point: number for number, point in enumerate(fixed)}
            stays = {point: number * len(fixed) / len(column) for number, point in enumerate(column)}
            column.sort(key=lambda point: _middle(point, row, near, stays[point]))
        if (crossed := _crossings(columns, near)) < fewest:
            best, fewest = [list(column) for column in columns], crossed
    return best


def _middle(point: int, row: Mapping[int, int], near: Mapping[int, Sequence[int]], stays: float) -> float:
    rows = [row[other] for other in near[point] if other in row]
    return sum(rows) / len(rows) if rows else stays


def _crossings(columns: Sequence[Sequence[int]], near: Mapping[int, Sequence[int]]) -> int:
    """How many pairs of links cross."""
    crossed = 0
    for left, right in pairwise(columns):
        row = {point: number for number, point in enumerate(right)}
        seen: list[int] = []
        for point in left:
            ends = [row[other] for other in near[point] if other in row]
            crossed += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
            for end in ends:
                insort(seen, end)
    return crossed

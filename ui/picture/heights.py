"""Where in its column each point stands: as near to its neighbours as order and distances allow."""

import itertools
from collections.abc import Callable, Mapping, Sequence

_SWEEPS = 6
_STRAIGHT = 8.0
"""How much more it matters that a long link runs straight than that a box stands in the middle."""


def heights(
    columns: Sequence[Sequence[int]], near: Mapping[int, Sequence[int]], room: Callable[[int, int], float]
) -> dict[int, float]:
    """The height of each point's middle, the uppermost at 0; ``room`` is the least distance of two in a column."""
    at: dict[int, float] = {}
    for column in columns:
        _put(at, column, [0.0] * len(column), [1.0] * len(column), room)
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            wished = [_middle(point, at, near) for point in column]
            _put(at, column, wished, [_weight(point, near) for point in column], room)
    top = min(at.values(), default=0.0)
    return {point: height - top for point, height in at.items()}


def _middle(point: int, at: Mapping[int, float], near: Mapping[int, Sequence[int]]) -> float:
    others = near.get(point, ())
    return sum(at[other] for other in others) / len(others) if others else at[point]


def _weight(point: int, near: Mapping[int, Sequence[int]]) -> float:
    return _STRAIGHT if point < 0 and any(other < 0 for other in near[point]) else 1.0


def _put(
    at: dict[int, float],
    column: Sequence[int],
    wished: Sequence[float],
    weights: Sequence[float],
    room: Callable[[int, int], float],
) -> None:
    """Gives every point its wished height as nearly as possible (least squares), in order and with room.

    Without the room this is isotonic regression, which pooling neighbours that want the wrong order solves.
    """
    offsets = [0.0]
    for above, below in itertools.pairwise(column):
        offsets.append(offsets[-1] + room(above, below))
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for wish, weight, offset in zip(wished, weights, offsets, strict=False):
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other, heavy, many = pools.pop()
            mean = (mean * weight + other * heavy) / (weight + heavy)
            weight, count = weight + heavy, count + many
        pools.append((mean, weight, count))
    placed = (mean for mean, _, count in pools for _ in range(count))
    at.update((point, mean + offset) for point, mean, offset in zip(column, placed, offsets, strict=True))

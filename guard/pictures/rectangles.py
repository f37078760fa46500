"""Where in a picture another one may stand: inside a border, in a story's frame, in a screenshot.

Two ways, since each fails where the other does not: what is left when even margins are cut away, and rectangles whose
sides are edges over most of their length. A wrong rectangle costs a look-up and nothing else.
"""

import numpy as np
from numpy.typing import NDArray

from guard.pictures.hashing import Floats, Rect

STEP = 6.0
"""Grey levels from which a change is an edge."""
EVEN = 6.0
"""Grey levels by which a line of a margin may vary."""
LINES = 14
"""How many lines of each direction are combined."""
SMALLEST = 0.18
"""Shares of the picture's width and height below which nothing is looked for."""
AT_THE_EDGE = 0.62
"""What the picture's own edge counts as the side of a rectangle: less than a line, more than none."""

SIZE_COUNTS = 0.2
"""How much a larger rectangle is preferred: the power of its share."""
CENTRED = 1.2
"""How much one in the middle is: feeds and stories show pictures there."""


def inside(grey: Floats, most: int = 5) -> list[Rect]:
    """Up to ``most`` parts of a grey picture that may be pictures themselves, the likeliest first; never the whole."""
    found = [trimmed(grey), *_framed(grey)]
    chosen: list[Rect] = []
    for rect in found:
        if rect is not None and all(overlap(rect, other) < 0.88 for other in [*chosen, (0.0, 0.0, 1.0, 1.0)]):
            chosen.append(rect)
    return chosen[:most]


def trimmed(grey: Floats) -> Rect | None:
    """What lies within margins of one grey, if that is neither all nor next to nothing."""
    top, bottom = _margins(grey)
    if bottom - top < SMALLEST * len(grey):
        return None
    left, right = _margins(grey[top:bottom].T)
    if right - left < SMALLEST * grey.shape[1]:
        return None
    height, width = grey.shape
    return (left / width, top / height, right / width, bottom / height)


def overlap(one: Rect, other: Rect) -> float:
    """The share that two rectangles have in common of what they cover together."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    common = max(wide, 0.0) * max(high, 0.0)
    return common / (area(one) + area(other) - common)


def area(rect: Rect) -> float:
    """Its share of the picture."""
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def even_around(grey: Floats, rect: Rect) -> bool:
    """Whether there is nothing to see around it: a border, where a screenshot would have words and signs."""
    height, width = grey.shape
    left, top, right, bottom = (
        round(share * size) for share, size in zip(rect, (width, height, width, height), strict=True)
    )
    jumps = np.abs(np.diff(grey, axis=0))[:, 1:] + np.abs(np.diff(grey, axis=1))[1:]
    outside = np.ones(jumps.shape, bool)
    outside[max(top - 4, 0) : bottom + 4, max(left - 4, 0) : right + 4] = False
    return bool(not outside.any() or np.mean(jumps[outside] > 2 * STEP) < 0.01)


def _margins(lines: Floats) -> tuple[int, int]:
    """The first and the last of the lines that is not even, or not as grey as the outermost."""
    ordered = np.sort(lines[:, ::2].astype(np.uint8), axis=1)  # every other pixel tells as much in half the time
    last_place = ordered.shape[1] - 1
    low, middle, high = (ordered[:, round(last_place * share)].astype(np.float32) for share in (0.04, 0.5, 0.96))
    plain = high - low < EVEN
    first = plain & (np.abs(middle - middle[0]) < EVEN)
    last = plain & (np.abs(middle - middle[-1]) < EVEN)
    return int(np.argmin(first)) if not first.all() else len(lines), len(lines) - (int(np.argmin(last[::-1])))


def _framed(grey: Floats) -> list[Rect]:
    height, width = grey.shape
    level = np.abs(grey[2:] - grey[:-2]) > STEP
    upright = np.abs(grey[:, 2:] - grey[:, :-2]) > STEP
    rows, row_ends = _lines(level)
    columns, column_ends = _lines(upright.T)
    down = np.unique(np.concatenate([[0, height], rows, column_ends]))
    over = np.unique(np.concatenate([[0, width], columns, row_ends]))
    y = np.array([(a, b) for a in down for b in down if b - a > SMALLEST * height])
    x = np.array([(a, b) for a in over for b in over if b - a > SMALLEST * width])
    if not len(y) or not len(x):
        return []
    along_rows, along_columns = _running(level, height), _running(upright.T, width)
    top, bottom = (_covered(along_rows, y[:, side], x, height) for side in (0, 1))
    left, right = (_covered(along_columns, x[:, side], y, width).T for side in (0, 1))
    sides = np.stack([top, bottom, left, right])
    share = ((y[:, 1] - y[:, 0]) / height)[:, None] * ((x[:, 1] - x[:, 0]) / width)[None, :]
    score = (sides.mean(axis=0) + sides.min(axis=0)) * share**SIZE_COUNTS
    score *= 0.35 + 0.65 * _filled(grey, y, x)
    outer_y, outer_x = (y[:, 0] == 0) * 1 + (y[:, 1] == height), (x[:, 0] == 0) * 1 + (x[:, 1] == width)
    # whole across or whole down is how pictures stand in frames; a rectangle in a corner is rarely one
    score[(outer_y[:, None] + outer_x[None, :] > 2) | ((outer_y == 1)[:, None] & (outer_x == 1)[None, :])] *= 0.6
    score[(outer_y[:, None] == 1) & (outer_x[None, :] != 1)] *= 0.8
    score[:, np.abs(x.sum(axis=1) - width) < 0.02 * width] *= CENTRED
    score[share > 0.97] = 0
    best = np.argsort(score, axis=None)[::-1][:200]
    chosen: list[Rect] = []
    for at in best.tolist():
        a, b = divmod(at, len(x))
        rect = (x[b, 0] / width, y[a, 0] / height, x[b, 1] / width, y[a, 1] / height)
        if score[a, b] > 0.5 and all(overlap(rect, other) < 0.85 for other in chosen):
            chosen.append((float(rect[0]), float(rect[1]), float(rect[2]), float(rect[3])))
        if len(chosen) == 5:
            break
    return chosen


def _filled(grey: Floats, y: NDArray[np.int64], x: NDArray[np.int64]) -> NDArray[np.float64]:
    """Which share of each rectangle is not of the commonest grey: words on a ground leave most of it free."""
    ground = np.bincount(grey.astype(np.uint8).ravel(), minlength=256)
    commonest = int(np.argmax(np.convolve(ground, np.ones(3), "same")))
    sums = np.zeros((grey.shape[0] + 1, grey.shape[1] + 1), np.int32)
    np.cumsum(np.cumsum(np.abs(grey - commonest) > 4, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])
    low, high = sums[y[:, 0]], sums[y[:, 1]]
    free = (high - low)[:, x[:, 1]] - (high - low)[:, x[:, 0]]
    share: NDArray[np.float64] = free / ((y[:, 1] - y[:, 0])[:, None] * (x[:, 1] - x[:, 0])[None, :])
    return share


def _lines(edges: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the strongest lines lie, where they begin and end: in each row the stretch with most edges over gaps."""
    length = edges.shape[1]
    sums = np.zeros((len(edges), length + 1), np.int32)
    np.cumsum(np.where(edges, 1, -1), axis=1, out=sums[:, 1:])
    lowest = np.minimum.accumulate(sums, axis=1)
    gain = sums - lowest
    best = gain.max(axis=1)
    around = np.pad(best, 2)
    peak = best >= np.max([around[shift : shift + len(best)] for shift in range(5)], axis=0)
    order = np.argsort(np.where(peak, best, 0))[::-1][:LINES]
    order = order[best[order] > SMALLEST * length * 0.7]
    end = gain[order].argmax(axis=1)
    start = np.array([sums[row, : stop + 1].argmin() for row, stop in zip(order, end, strict=True)], np.int64)
    strong = order[:4]
    ends = np.concatenate([start[: len(strong)], end[: len(strong)]]) if len(order) else order
    return order + 1, ends.astype(np.int64)


def _running(edges: NDArray[np.bool_], size: int) -> NDArray[np.int32]:
    """Edges counted along each row; a row counts what its neighbours have, too, since a line may lean a little."""
    near = edges.copy()
    near[1:] |= edges[:-1]
    near[:-1] |= edges[1:]
    sums = np.zeros((size + 1, edges.shape[1] + 1), np.int32)
    np.cumsum(near, axis=1, out=sums[1 : len(near) + 1, 1:])
    return sums


def _covered(
    running: NDArray[np.int32], at: NDArray[np.int64], spans: NDArray[np.int64], size: int
) -> NDArray[np.float64]:
    """Which share of each span is an edge on each line."""
    covered = (running[at][:, spans[:, 1]] - running[at][:, spans[:, 0]]) / (spans[:, 1] - spans[:, 0])
    covered[(at == 0) | (at == size)] = AT_THE_EDGE
    return covered

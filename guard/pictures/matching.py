"""Which finds are really the posted picture, and what was done to it."""

import numpy as np

from guard.pictures import hashing
from guard.pictures.agreement import Agreement, Known, compare, laid_over
from guard.pictures.hashing import Floats
from guard.pictures.table import Near
from guard.pictures.windows import Hashes

MOST_NEAREST, MOST_MOVED = 4, 6
"""So many finds, the nearest ones and of the others those that agree best, are laid over each other more exactly."""
CROPPED = 0.93
"""With less of the known picture it is called cropped."""
SAME = 8
SAME_BLOCKS = 0.9
"""Up to so many bits, and from so much agreement, nothing was done to it."""


def confirmed(query: Hashes, found: list[tuple[Near, Known]]) -> list[tuple[Near, str]]:
    """Those finds that are the same picture, the surest first, with what was done to it."""
    planes: dict[int, Floats] = {}
    first: list[tuple[Agreement, Near, Known]] = []
    for near, known in found:
        if near.asked not in planes:
            flipped = hashing.turned_plane(query.planes[query.plane_of[near.asked]], int(query.flips[near.asked]))
            planes[near.asked] = np.ascontiguousarray(flipped, np.float32)
        first.append((compare(planes[near.asked], known, known.window), near, known))
    nearest = first[:MOST_NEAREST]  # they come so; one that lies badly agrees in little before it is moved
    first = nearest + sorted(first[MOST_NEAREST:], key=lambda one: -one[0].overall)[:MOST_MOVED]
    sure: list[tuple[Agreement, Near]] = []
    for agreement, near, known in first:
        if not agreement.plain_to_see:
            agreement = laid_over(planes[near.asked], known, known.window)
        if agreement.sure(near.distance):
            sure.append((agreement, near))
    sure.sort(key=lambda one: -one[0].overall)
    return [(near, how(query, near, agreement)) for agreement, near in sure]


def how(query: Hashes, near: Near, agreement: Agreement) -> str:
    """The most telling of what was done to the known picture."""
    around = query.around[query.plane_of[near.asked]]
    flip = hashing.FLIPS[query.flips[near.asked]]
    left, top, right, bottom = agreement.rect
    if around:
        return "with a border" if around == "border" else "in a screenshot"
    if flip != hashing.FLIPS[0]:
        return {"turned right": "turned left", "turned left": "turned right"}.get(flip, flip)  # what undoes it
    if (right - left) * (bottom - top) < CROPPED:
        return "cropped"
    return "same" if near.distance <= SAME and agreement.overall > SAME_BLOCKS else "changed"

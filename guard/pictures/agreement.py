"""How well two pictures agree, block by block, when one is laid over the other.

The hash finds what is laid out alike. Two posts from one template, two sunsets and two pages of words are laid out
alike, too, so a find counts only if the waves in the small parts agree as well: over all of them, and in nearly every
place where there is something to see.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from guard.pictures import hashing
from guard.pictures.hashing import BLOCKS, WHOLE, Floats, Rect

_GRID = np.arange(BLOCKS + 1) / BLOCKS
SLOPE_COUNTS = 0.2
SLACK = 0.012
"""By how much of the posted picture a block may lie outside of it."""
TELLING = 2
"""From which level a block shows something that survives what is done to pictures."""
DISAGREES = 0.25
"""Below this rate a block shows something else."""
SIDEWAYS = tuple(
    np.array([at for at, wave in enumerate(hashing.BLOCK_WAVES) if at >= hashing.SLOPES and wave[way]])
    for way in (0, 1)
)
"""The waves that are not the same all along a row, and those not the same all along a column."""
UPRIGHT, LEVEL = (np.array([at for at, wave in enumerate(hashing.BLOCK_WAVES) if not wave[way]]) for way in (0, 1))
"""The waves that are the same all along a column, and those the same all along a row."""
VARIED = 1.5
LEAST_VARIED = 0.12
STRIPED = 0.75
CONTRADICTS = 0.1
AGREES = 0.45
"""From which overall agreement it is the same picture, if nothing speaks against that."""
OTHER_COUNTS = 3.0
ALIKE = 0.25
"""What must be left of the agreement when the telling blocks that show something else are counted against it."""
LITTLE, ENOUGH = 0.8, 22.0
"""How much evidence the blocks must give at least, where the window hardly differs, and where it differs much."""
NEAR, PER_BIT = 20, 0.6
"""Up to how many bits it hardly does, and how much more evidence each further bit asks for."""
AGREES_NEAR = 0.2
"""``AGREES`` where the window hardly differs and hardly anything else is shown: of fog there is not more."""
ADDED_COUNTS = 0.5
"""What a block counts that shows something where the known picture is plain: words are put over pictures."""
STEPS = ((0.024, -1.0), (0.012, 0.25), (0.006, 0.4), (0.003, 0.5))
"""By how much sides are moved, and the agreement below which that is no longer tried."""
MOVES: tuple[Rect, ...] = (
    (1, 0, 1, 0), (-1, 0, -1, 0), (0, 1, 0, 1), (0, -1, 0, -1),
    (-1, 0, 1, 0), (1, 0, -1, 0), (0, -1, 0, 1), (0, 1, 0, -1),
)  # fmt: skip
SMALLEST = 0.25
"""Of the known picture's width or height: with less of it, it is not looked for."""
_WEIGHT = np.array([0.0, 0.4, 1.0, 1.6], np.float32)
SURELY = 0.85
HARDLY = 0.02
"""With so much agreement, and so little that is something else, nothing is moved any more."""


@dataclass(frozen=True, slots=True)
class Known:
    """The blocks of a known picture, and the window of it that was found."""

    signs: NDArray[np.bool_]
    levels: NDArray[np.uint8]
    window: Rect


BLOCK_BYTES = BLOCKS**2 * len(hashing.BLOCK_WAVES) // 8 + BLOCKS**2 // 4
NOBODY = Known(np.zeros((BLOCKS, BLOCKS, len(hashing.BLOCK_WAVES)), bool), np.zeros((BLOCKS, BLOCKS), np.uint8), WHOLE)
"""A picture that agrees with none."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two pictures agree where they lie over each other."""

    overall: float
    """1 where all waves agree, 0 where they do as by chance."""
    other: float
    """The share of the known picture's telling blocks that show something else."""
    seen: float
    """How many blocks' worth there was to compare."""
    rect: Rect
    """Where the posted picture lies in the known one."""

    def sure(self, distance: int) -> bool:
        """Whether it is the same picture, when its window differs by so many bits.

        The fewer bits differ, the less must be seen in the blocks: of a sunset there is a line and a glow.
        """
        needed = min(max((distance - NEAR) * PER_BIT, LITTLE), ENOUGH)
        alike = self.overall >= AGREES and self.overall - OTHER_COUNTS * self.other >= ALIKE
        near = distance <= NEAR and self.overall >= AGREES_NEAR and self.other <= HARDLY
        return (alike or near) and self.evidence >= needed

    @property
    def plain_to_see(self) -> bool:
        """Whether it could hardly be surer."""
        return self.overall >= SURELY and self.other <= HARDLY

    @property
    def evidence(self) -> float:
        """How unlikely so much agreement is by chance: half agreeing in a hundred blocks says as much as all in ten."""
        alike = min(max((1 + self.overall) / 2, 0.5), 1 - 1e-9)
        surprise = log(2) + alike * log(alike) + (1 - alike) * log(1 - alike)
        return self.seen * surprise


NOTHING = Agreement(0.0, 1.0, 0.0, (0.0, 0.0, 0.0, 0.0))


@lru_cache(maxsize=256)
def _axis(start: float, end: float) -> tuple[Floats, NDArray[np.int64]]:
    """The waves of those blocks that lie within the posted picture, which lies from ``start`` to ``end``; and which."""
    if end - start < SMALLEST:
        return np.zeros((0, 4, hashing.SIDE), np.float32), np.zeros(0, np.int64)
    edges = (_GRID - start) / (end - start)
    within = np.flatnonzero((edges[:-1] > -SLACK) & (edges[1:] < 1 + SLACK))
    return hashing.block_basis(edges[within], edges[within + 1]), within


def compare(pixels: Floats, known: Known, rect: Rect) -> Agreement:
    """How well the plane of a posted picture agrees with a known one, if it lies there in it."""
    across, columns = _axis(rect[0], rect[2])
    down, rows = _axis(rect[1], rect[3])
    if not (len(rows) and len(columns)):
        return NOTHING
    strengths = hashing.block_waves(pixels, across, down)
    signs, levels = known.signs[rows][:, columns], known.levels[rows][:, columns]
    own = hashing.levels_of(strengths)
    size = np.abs(strengths)
    size[..., : hashing.SLOPES] *= SLOPE_COUNTS
    weight = np.maximum(_WEIGHT[levels], _WEIGHT[own]) * _variety(size)
    total = float(weight.sum())
    if total == 0:
        return NOTHING
    agree = np.where(signs == (strengths > 0), size, -size)
    rate = np.where((levels > 0) & (own > 0), agree.sum(axis=-1) / np.maximum(size.sum(axis=-1), 1e-6), 0.0)
    telling = levels >= TELLING
    wrong = telling & ((rate < DISAGREES) | _contradicted(agree, size))
    added = (levels == 0) & (own >= TELLING)
    inner = (slice(1, -1), slice(1, -1))  # in the outermost blocks the edge of a frame may show
    differs = float(wrong[inner].sum()) + ADDED_COUNTS * float(added[inner].sum())
    return Agreement(
        float((weight * rate).sum()) / total,
        differs / max(float(telling[inner].sum()) + ADDED_COUNTS * float(added[inner].sum()), 1.0),
        total,
        rect,
    )


def _variety(size: Floats) -> Floats:
    """How much more there is than stripes: a horizon crosses many blocks, but says the same in all of them."""
    energy = np.square(size)
    every = energy.sum(axis=-1) + 1e-6
    striped = np.maximum(energy[..., UPRIGHT].sum(axis=-1), energy[..., LEVEL].sum(axis=-1)) / every
    variety: Floats = np.clip(VARIED * (1 - striped), LEAST_VARIED, 1.0)
    return variety


def _contradicted(agree: Floats, size: Floats) -> NDArray[np.bool_]:
    """Where blocks agree only in being striped: lines of other words in the same place have their height in common."""
    against = np.zeros(agree.shape[:2], bool)
    for waves in SIDEWAYS:
        there = np.sqrt(np.square(size[..., waves]).sum(axis=-1)) >= hashing.LEVELS[1] * STRIPED
        rate = agree[..., waves].sum(axis=-1) / np.maximum(size[..., waves].sum(axis=-1), 1e-6)
        against |= there & (rate < CONTRADICTS)
    return against


def laid_over(pixels: Floats, known: Known, rect: Rect) -> Agreement:
    """The best agreement near ``rect``: its sides are moved, ever less, as long as that helps and there is hope."""
    best = compare(pixels, known, rect)
    for step, hope in STEPS:
        if best.overall < hope or best.plain_to_see:
            break
        for _ in range(3):
            before = best
            for move in MOVES:
                tried = compare(pixels, known, _moved(best.rect, move, step))
                if tried.overall > best.overall and tried.seen > 0.7 * best.seen:
                    best = tried
            if best.overall - before.overall < 0.02:
                break
    return best


def _moved(rect: Rect, move: Rect, step: float) -> Rect:
    left, top, right, bottom = (round(side + step * way, 4) for side, way in zip(rect, move, strict=True))
    return (left, top, right, bottom)

"""Which parts of a picture are hashed: of a known one those that people keep, of a posted one those that may be it.

A known picture is hashed in some 23 *windows*: the whole, crops from the middle, crops towards a corner, crops to
common shapes. A posted one is hashed as it is, turned over, and in each rectangle where a picture may stand.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from guard.pictures import hashing, rectangles
from guard.pictures.hashing import WHOLE, Rect

VERSION = 1
"""Raised when hashes of before cannot be compared with those of now."""
SHAPES = (1.0, 4 / 5, 5 / 4, 16 / 9, 9 / 16)
"""To which ratios of width to height pictures are cropped."""
STEPS = 250
"""How fine the sides of a window are kept."""
LEAST = 0.6
"""Below this strength a window is plain: it looks like any other plain one, so it is left out."""
CELLS = 12
"""Below this many blocks with something to see a picture cannot be told from others like it."""
_CROPS: tuple[Rect, ...] = (
    *((cut, cut, 1 - cut, 1 - cut) for cut in (0.025, 0.05, 0.1)),
    *((x, y, x + 0.9, y + 0.9) for y in (0.0, 0.1) for x in (0.0, 0.1)),
    *((x, y, x + 0.8, y + 0.8) for y in (0.0, 0.2) for x in (0.0, 0.2)),
    *((x, y, x + 0.6, y + 0.6) for y in (0.0, 0.2, 0.4) for x in (0.0, 0.2, 0.4)),
)
_GRID = np.arange(hashing.BLOCKS + 1) / hashing.BLOCKS
_BLOCKS = hashing.block_basis(_GRID[:-1], _GRID[1:])


@dataclass(frozen=True, slots=True)
class Hashes:
    """What is kept of a picture, or of a posted one, to compare them."""

    bits: NDArray[np.uint64]
    """256 bits of each window, as four numbers: n × 4."""
    windows: NDArray[np.uint8]
    """Where each window lies: left, top, right, bottom, in steps: n × 4. In a posted picture, of its rectangle."""
    flips: NDArray[np.uint8]
    """How the picture is turned over for it, a place in ``hashing.FLIPS``; in a known picture always 0."""
    quality: float
    """How much there is to see, 0 to 1: the share of blocks that are not plain. 0 for a picture not worth a search."""
    blocks: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    """By what a find is checked: signs and levels of the blocks of a known picture."""
    planes: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, hashing.SIDE, hashing.SIDE), np.uint8))
    """The rectangles of a posted picture themselves; nothing of a known one."""
    plane_of: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    """For each window of a posted picture which of the planes it is of."""
    around: tuple[str, ...] = ()
    """For each plane what is around it: nothing, a border, a screenshot."""


def reference(image: Image.Image) -> Hashes:
    """A known picture as the index keeps it. The same picture always gives the same."""
    plane = hashing.plane_of(image.convert("L"))
    rects = _windows(image.width / image.height)
    spectra = hashing.spectra(plane, rects)
    telling = hashing.strength(spectra) >= LEAST
    signs, levels, quality = _blocks_of(plane)
    return Hashes(
        bits=hashing.bits_of(spectra[telling]),
        windows=np.rint(np.array(rects)[telling] * STEPS).astype(np.uint8).reshape(-1, 4),
        flips=np.zeros(int(telling.sum()), np.uint8),
        quality=quality,
        blocks=np.concatenate([np.packbits(signs, bitorder="little"), _packed(levels)]),
    )


def query(image: Image.Image) -> Hashes:
    """A posted picture: with what is compared, in all ways it may have been changed."""
    grey = image.convert("L")
    pixels = np.asarray(grey, np.float32)
    frames = [WHOLE, *rectangles.inside(pixels)]
    planes = np.stack([hashing.plane_of(grey, frame) for frame in frames])
    spectra, flips, plane_of = [], [], []
    for number, plane in enumerate(planes):
        one = hashing.spectra(plane, [WHOLE])[0]
        if hashing.strength(one[None])[0] < LEAST:
            continue
        for flip in range(len(hashing.FLIPS) if number == 0 else 2):
            spectra.append(hashing.turned(one, flip))
            flips.append(flip)
            plane_of.append(number)
    return Hashes(
        bits=hashing.bits_of(np.stack(spectra)) if spectra else np.zeros((0, 4), np.uint64),
        windows=np.tile(np.array([0, 0, STEPS, STEPS], np.uint8), (len(spectra), 1)),
        flips=np.array(flips, np.uint8),
        quality=max(_blocks_of(plane)[2] for plane in planes),
        planes=planes,
        plane_of=np.array(plane_of, np.uint8),
        around=("", *("border" if rectangles.even_around(pixels, frame) else "screenshot" for frame in frames[1:])),
    )


def unpacked(blocks: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.uint8]]:
    """Signs (16 × 16 × waves) and levels (16 × 16) of the blocks of a known picture."""
    count = hashing.BLOCKS**2
    signs = np.unpackbits(blocks[: -count // 4], bitorder="little")[: count * len(hashing.BLOCK_WAVES)]
    levels = np.stack([blocks[-count // 4 :] >> shift & 3 for shift in (0, 2, 4, 6)], axis=1)
    side = hashing.BLOCKS
    return signs.astype(bool).reshape(side, side, -1), levels.reshape(side, side)


def _packed(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    four = levels.reshape(-1, 4)
    return (four[:, 0] | four[:, 1] << 2 | four[:, 2] << 4 | four[:, 3] << 6).astype(np.uint8)


def _blocks_of(plane: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.uint8], float]:
    strengths = hashing.block_waves(plane.astype(np.float32), _BLOCKS, _BLOCKS)
    levels = hashing.levels_of(strengths)
    seen = int((levels > 0).sum())
    return strengths > 0, levels, seen / levels.size if seen >= CELLS else 0.0


def _windows(shape: float) -> list[Rect]:
    rects = [WHOLE, *_CROPS]
    for wanted in SHAPES:
        wide, high = min(1.0, wanted / shape), min(1.0, shape / wanted)
        if not 0.3 <= wide * high <= 0.97:
            continue
        rects.append(((1 - wide) / 2, (1 - high) / 2, (1 + wide) / 2, (1 + high) / 2))
    return [tuple(round(side * STEPS) / STEPS for side in rect) for rect in rects]  # type: ignore[misc]

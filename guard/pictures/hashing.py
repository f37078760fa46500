"""From a picture to bits that stay when it is scaled, recompressed or toned: how waves go through it, as signs.

A picture is looked at as a square plane of grey. A *window* of it becomes 256 bits, the signs of 16 by 16 waves, by
which it is found. The whole becomes *blocks*: the signs of some waves in each of 16 by 16 parts and how much there is
to see in each, by which a find is checked. Neither gives the picture back; of the blocks a coarse sketch could be made.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Plane = NDArray[np.uint8]
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom, as shares of the picture."""

WHOLE: Rect = (0.0, 0.0, 1.0, 1.0)
SIDE = 160
"""Pixels of a plane: enough for the finest wave of a block, little enough to send between processes."""
WAVES = 16
BLOCKS = 16
"""Parts of a picture in each direction."""
BLOCK_WAVES = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0))
"""Which waves of a block are kept: how often each goes up and down, downwards and across."""
SLOPES = 2
"""So many of them, the first, say only where it gets brighter. All glows and skies have that in common."""
LEVELS = (0.6, 2.0, 6.0)
"""From how much contrast in a block, in grey levels, it counts as little, some, much to see."""
FLIPS = ("as it is", "mirrored", "upside down", "turned right", "turned left", "mirrored upside down")
"""Ways to turn a picture over; their places here are their numbers."""

_SIGNS = np.where(np.arange(1, WAVES + 1) % 2, -1.0, 1.0).astype(np.float32)


def plane_of(grey: Image.Image, rect: Rect = WHOLE) -> Plane:
    """That part of a grey picture as a plane, whatever its own shape."""
    width, height = grey.size
    box = (rect[0] * width, rect[1] * height, rect[2] * width, rect[3] * height)
    return np.asarray(grey.resize((SIDE, SIDE), Image.Resampling.BILINEAR, box=box))


def waves(starts: Doubles, ends: Doubles, first: int, count: int) -> Floats:
    """For each share of a plane's side ``count`` waves over it: shares × waves × pixels.

    A product with pixels is the mean of the wave over that share. Each wave's own mean is nought, so that how bright
    a picture is does not count; number 0 is no wave but the mean itself.
    """
    edges = np.arange(SIDE + 1) / SIDE
    left = np.maximum(edges[None, :-1], starts[:, None])
    right = np.minimum(edges[None, 1:], ends[:, None])
    length = (ends - starts)[:, None]
    inside = np.clip(right - left, 0, None) / length
    phase = np.pi * np.where(inside > 0, (left + right) / 2 - starts[:, None], 0) / length
    rows = np.cos(np.arange(first, first + count)[None, :, None] * phase[:, None, :]) * inside[:, None, :]
    flat = rows.sum(axis=2, keepdims=True) * inside[:, None, :]
    if first == 0:
        flat[:, 0] = 0
    even: Floats = (rows - flat).astype(np.float32)
    return even


def block_basis(starts: Doubles, ends: Doubles) -> Floats:
    """The four waves of which those of blocks are made; the last is freed of what a mere slope has of it."""
    rows = waves(starts, ends, 0, 4)
    slope = rows[:, 1] + rows[:, 3] / 9
    rows[:, 3] -= slope * ((rows[:, 3] * slope).sum(axis=1) / np.square(slope).sum(axis=1))[:, None]
    return rows


@lru_cache(maxsize=256)
def _window_waves(start: float, end: float) -> Floats:
    rows: Floats = waves(np.array([start]), np.array([end]), 1, WAVES)[0]
    return rows


def spectra(plane: Plane, rects: list[Rect]) -> Floats:
    """How strong each of 16 by 16 waves is in those parts of a plane, in grey levels."""
    pixels = plane.astype(np.float32)
    down = {edges: _window_waves(*edges) @ pixels for edges in {(rect[1], rect[3]) for rect in rects}}
    return np.stack([down[rect[1], rect[3]] @ _window_waves(rect[0], rect[2]).T for rect in rects])


def turned(strengths: Floats, flip: int) -> Floats:
    """The spectrum of the picture turned over in the way with that number."""
    match FLIPS[flip]:
        case "mirrored":
            return strengths * _SIGNS
        case "upside down":
            return strengths * _SIGNS * _SIGNS[:, None]
        case "turned right":
            return strengths.T * _SIGNS
        case "turned left":
            return strengths.T * _SIGNS[:, None]
        case "mirrored upside down":
            return strengths * _SIGNS[:, None]
    return strengths


def turned_plane(plane: Plane, flip: int) -> Plane:
    """The plane turned over in the way with that number."""
    match FLIPS[flip]:
        case "mirrored":
            return plane[:, ::-1]
        case "upside down":
            return plane[::-1, ::-1]
        case "turned right":
            return plane.T[:, ::-1]
        case "turned left":
            return plane.T[::-1]
        case "mirrored upside down":
            return plane[::-1]
    return plane


def bits_of(spectra: Floats) -> NDArray[np.uint64]:
    """256 bits for each spectrum, as four numbers."""
    return np.packbits(spectra.reshape(-1, WAVES * WAVES) > 0, axis=1, bitorder="little").view(np.uint64)


def strength(spectra: Floats) -> Floats:
    """How much there is to see in each, in grey levels."""
    seen: Floats = np.sqrt(np.square(spectra).sum(axis=(1, 2)))
    return seen


def block_waves(pixels: Floats, across: Floats, down: Floats) -> Floats:
    """The waves of each block of a plane, for the waves over its columns and its rows: rows × columns × waves."""
    left = down.reshape(-1, SIDE) @ pixels
    every = (left @ across.reshape(-1, SIDE).T).reshape(len(down), 4, len(across), 4)
    return np.stack([every[:, high, :, wide] for high, wide in BLOCK_WAVES], axis=-1)


def levels_of(strengths: Floats) -> NDArray[np.uint8]:
    """How much there is to see in each block, from 0 to 3."""
    contrast = np.sqrt(np.square(strengths[..., SLOPES:]).sum(axis=-1))
    levels = np.zeros(contrast.shape, np.uint8)
    for level in LEVELS:
        levels += contrast >= level
    return levels

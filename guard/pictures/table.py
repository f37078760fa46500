"""All windows of all known pictures in memory, and those that differ least from a posted one.

A look-up compares with every window: at the distances that count, no tree or table of parts is faster than that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FAR = 88
"""Bits of 256 from which two windows are no longer compared more closely."""
FAR_FIRST = 24
"""The same for the first 64 bits; they are looked at first, and seldom the rest."""
AT_ONCE = 1 << 15
"""Windows that are looked at together: what is made of them stays in the processor's cache."""
MOST = 48
"""So many pictures are compared more closely, the nearest ones."""


@dataclass(frozen=True, slots=True)
class Near:
    """A window of a known picture that differs little from one of the posted picture."""

    id: int
    window: int
    """Which of the known picture's."""
    asked: int
    """Which of the posted picture's."""
    distance: int


class Table:
    """Windows by picture. Pictures are added at the end; one that is gone keeps its place and is passed over."""

    def __init__(self, pictures: int = 0, windows: int = 0) -> None:
        self._columns = np.empty((4, max(windows, 64)), np.uint64)
        self._ids = np.empty(max(pictures, 16), np.int64)
        self._starts = np.zeros(max(pictures, 16) + 1, np.int64)
        self._alive = np.zeros(max(pictures, 16), bool)
        self._count = 0
        self.gone = 0
        """How many were taken out again."""

    def __len__(self) -> int:
        return self._count - self.gone

    @property
    def bytes(self) -> int:
        """What it takes in memory."""
        return self._columns.nbytes + self._ids.nbytes + self._starts.nbytes + self._alive.nbytes

    def add(self, id: int, bits: NDArray[np.uint64]) -> None:  # noqa: A002
        """Adds a picture; its id must be higher than all before."""
        start = int(self._starts[self._count])
        end = start + len(bits)
        if end > self._columns.shape[1]:
            wider = np.empty((4, end + end // 4), np.uint64)
            wider[:, :start] = self._columns[:, :start]
            self._columns = wider
        if self._count == len(self._ids):
            more = self._count // 4 + 16
            self._ids = np.concatenate([self._ids, np.empty(more, np.int64)])
            self._starts = np.concatenate([self._starts, np.zeros(more, np.int64)])
            self._alive = np.concatenate([self._alive, np.zeros(more, bool)])
        self._columns[:, start:end] = bits.T
        self._ids[self._count], self._alive[self._count] = id, True
        self._count += 1
        self._starts[self._count] = end

    def drop(self, ids: Iterable[int]) -> None:
        """Takes pictures out; what is not there is no mistake."""
        known = self._ids[: self._count]
        for id in ids:  # noqa: A001
            place = int(np.searchsorted(known, id))
            if place < self._count and known[place] == id and self._alive[place]:
                self._alive[place] = False
                self.gone += 1

    def nearest(self, asked: NDArray[np.uint64]) -> list[Near]:
        """For each near picture its nearest window, the nearest picture first."""
        end = int(self._starts[self._count])
        rows, numbers, distances = [], [], []
        differs, count = np.empty(AT_ONCE, np.uint64), np.empty(AT_ONCE, np.uint8)
        for start in range(0, end, AT_ONCE):
            part = self._columns[:, start : min(start + AT_ONCE, end)]
            size = part.shape[1]
            for number, bits in enumerate(asked):
                np.bitwise_xor(part[0], bits[0], out=differs[:size])
                close = np.flatnonzero(np.bitwise_count(differs[:size], out=count[:size]) <= FAR_FIRST)
                distance = count.take(close).astype(np.uint16)
                for column, word in zip(part[1:], bits[1:], strict=True):
                    distance += np.bitwise_count(column.take(close) ^ word)
                near = np.flatnonzero(distance <= FAR)
                if len(near):
                    rows.append(close[near] + start)
                    numbers.append(np.full(len(near), number))
                    distances.append(distance[near].astype(np.int64))
        if not rows:
            return []
        return self._best(np.concatenate(rows), np.concatenate(numbers), np.concatenate(distances))

    def _best(self, rows: NDArray[np.int64], asked: NDArray[np.int64], distance: NDArray[np.int64]) -> list[Near]:
        found: dict[int, Near] = {}
        for at in np.argsort(distance, kind="stable").tolist():
            place = int(np.searchsorted(self._starts[: self._count + 1], rows[at], side="right")) - 1
            if self._alive[place] and place not in found:
                window = int(rows[at] - self._starts[place])
                found[place] = Near(int(self._ids[place]), window, int(asked[at]), int(distance[at]))
                if len(found) == MOST:
                    break
        return list(found.values())

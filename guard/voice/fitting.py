"""Logistic regression over several identities at once, by the limited-memory BFGS method, in numpy alone."""

from collections import deque

import numpy as np

from guard.voice.matrix import Floats, Table, Whole

FREEDOM = 20.0
"""How far the weights may follow the posts: the inverse of the penalty on their squares, per post."""
_ROUNDS = 60
_MEMORY = 8
_ENOUGH = 1e-5
"""Ends once a round improves it by less than this share."""


def fit(table: Table, whose: Whole, count: int) -> Floats:
    """One row of weights per identity, a weight per column of the table and the bias at the end.

    ``whose`` numbers each text's identity below ``count``; each identity counts alike, however many texts it has.
    """
    problem = _Problem(table, whose, count)
    weights = np.zeros((count, len(table.places) + 1), np.float32)
    loss, slope = problem.at(weights)
    past: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    for _ in range(_ROUNDS):
        way = _direction(slope, past)
        step = 1.0 if past else 1 / max(1e-9, float(np.abs(slope).max()))
        descent = float((slope * way).sum())
        while True:
            new = weights - np.float32(step) * way
            new_loss, new_slope = problem.at(new)
            if new_loss <= loss - 1e-4 * step * descent or step < 1e-6:
                break
            step /= 2
        moved, turned = new - weights, new_slope - slope
        if (curve := float((moved * turned).sum())) > 1e-10:
            past.append((moved, turned, 1 / curve))
        gained = loss - new_loss
        weights, loss, slope = new, new_loss, new_slope
        if gained < _ENOUGH * loss:
            break
    return weights


class _Problem:
    """How wrong weights are, and in which direction they get worse."""

    def __init__(self, table: Table, whose: Whole, count: int) -> None:
        self._table = table
        self._whose = whose
        self._truth = (np.arange(count)[:, None] == whose).astype(np.float32)
        self._share: Floats = (1 / (count * np.maximum(1, np.bincount(whose, minlength=count)))).astype(np.float32)
        self._share = self._share[whose]
        self._penalty = np.float32(1 / (FREEDOM * table.height))

    def at(self, weights: Floats) -> tuple[float, Floats]:
        """The loss and its slope."""
        likeness = np.stack([self._table.times(row[:-1]) + row[-1] for row in weights])
        likeness -= likeness.max(axis=0)
        chance = np.exp(likeness)
        chance /= chance.sum(axis=0)
        right = chance[self._whose, np.arange(self._table.height)]
        loss = -float((self._share * np.log(right + np.float32(1e-9))).sum())
        loss += float(self._penalty) / 2 * float((weights[:, :-1] ** 2).sum())
        rest = (chance - self._truth) * self._share
        slope = np.empty_like(weights)
        for row, mine in zip(slope, rest, strict=True):
            row[:-1] = self._table.transposed_times(mine)
            row[-1] = mine.sum()
        slope[:, :-1] += self._penalty * weights[:, :-1]
        return loss, slope


def _direction(slope: Floats, past: "deque[tuple[Floats, Floats, float]]") -> Floats:
    """The slope, corrected by how it turned on the last steps."""
    way = slope.copy()
    taken = []
    for moved, turned, inverse in reversed(past):
        part = inverse * float((moved * way).sum())
        taken.append(part)
        way -= np.float32(part) * turned
    if past:
        _, turned, inverse = past[-1]
        way /= np.float32(inverse * float((turned**2).sum()))
    for (moved, turned, inverse), part in zip(past, reversed(taken), strict=True):
        way += np.float32(part - inverse * float((turned * way).sum())) * moved
    return way

"""Many texts at once: what ``features`` hears of each, as one sparse table of numpy."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from guard.voice.features import DROPPED, LONGEST, PLACES, SHORTEST, SPREAD, STEP

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]


def places_of_all(masked_texts: Sequence[str]) -> tuple[Whole, Whole]:
    """The places in each text, as pairs of row and place, sorted; the same ones as ``features.places`` gives."""
    padded = [f" {text} " for text in masked_texts]
    letters = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    row = np.repeat(np.arange(len(padded), dtype=np.int64), [len(text) for text in padded])
    found = []
    runs = letters
    for length in range(SHORTEST, LONGEST + 1):
        runs = runs[:-1] * np.uint32(STEP) + letters[length - 1 :]
        first = row[: len(runs)]
        within = first == row[length - 1 :]
        found.append(first[within] * PLACES + ((runs[within] * np.uint32(SPREAD)) >> np.uint32(DROPPED)))
    keys = np.sort(np.concatenate(found))  # np.unique takes a hundred times longer
    keys = keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
    return keys // PLACES, keys % PLACES


class Table:
    """The texts' places with the value that each has in a row, so that every row has length 1.

    Places of fewer than ``least`` rows are left out, the others numbered anew, frequent ones first: that keeps what
    is needed at once close together.
    """

    def __init__(self, masked_texts: Sequence[str], least: int = 2) -> None:
        rows, places = places_of_all(masked_texts)
        self.height = len(masked_texts)
        counts = np.bincount(rows, minlength=self.height)
        self._value: Floats = (1 / np.sqrt(np.maximum(counts, 1))).astype(np.float32)
        often = np.bincount(places, minlength=PLACES)
        kept = np.flatnonzero(often >= least)
        self.places: Whole = kept[np.argsort(-often[kept], kind="stable")]
        """The place that each column stands for."""
        renumbered = np.full(PLACES, -1, dtype=np.int64)
        renumbered[self.places] = np.arange(len(self.places))
        columns = renumbered[places]
        self._rows, self._columns = rows[columns >= 0], columns[columns >= 0]
        self._starts, self._filled = _starts(self._rows, self.height)
        order = np.argsort(
            self._columns.astype(np.min_scalar_type(PLACES - 1)), kind="stable"
        )  # short ones: radix sort
        self._rows_by_column = self._rows[order]
        self._column_starts, _ = _starts(self._columns[order], len(self.places))

    def times(self, weights: Floats) -> Floats:
        """For each row the sum of its values times its columns' weights."""
        made = np.zeros(self.height, np.float32)
        if len(self._rows):
            made[self._filled] = np.add.reduceat(weights[self._columns], self._starts)
        return made * self._value

    def transposed_times(self, rest: Floats) -> Floats:
        """For each column the sum of its values times its rows' numbers."""
        if not len(self.places):
            return np.zeros(0, np.float32)
        made: Floats = np.add.reduceat((rest * self._value)[self._rows_by_column], self._column_starts)
        return made


def _starts(numbers: Whole, count: int) -> tuple[Whole, npt.NDArray[np.bool_]]:
    """Where each number begins among the sorted ``numbers``, and which of ``count`` occur at all."""
    filled = np.bincount(numbers, minlength=count) > 0
    return np.searchsorted(numbers, np.flatnonzero(filled)), filled

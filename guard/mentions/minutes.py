"""The last three days of one brand, minute by minute: how often it was mentioned, and whether anybody was looking."""

from array import array
from enum import IntEnum
from itertools import groupby
from typing import Any

MINUTE = 60
KEPT = 72 * 60
"""Minutes that are remembered."""
_MOST = 2**32 - 1


class Looked(IntEnum):
    """How a minute was watched."""

    NOT = 0
    """Nobody looked: that nothing was heard means nothing."""
    PARTLY = 1
    """Some sources were away: too many mentions are too many, few mentions mean nothing."""
    WHOLLY = 2


class Minutes:
    """Counts and watch of the last ``KEPT`` minutes; a minute is a POSIX time divided by 60."""

    def __init__(self) -> None:
        self.newest = -1
        """The latest minute of which anything is known; -1 before the first."""
        self._counts = array("L", bytes(array("L").itemsize * KEPT))
        self._looked = bytearray(KEPT)

    def reach(self, minute: int) -> None:
        """Time has come to this minute: what is older than ``KEPT`` minutes is forgotten."""
        if self.newest < 0 or minute - self.newest >= KEPT:
            self._counts = array("L", bytes(self._counts.itemsize * KEPT))
            self._looked = bytearray(KEPT)
        else:
            for each in range(self.newest + 1, minute + 1):
                self._counts[each % KEPT] = self._looked[each % KEPT] = 0
        self.newest = max(self.newest, minute)

    def knows(self, minute: int) -> bool:
        """Whether this minute is within what is remembered."""
        return self.newest - KEPT < minute <= self.newest

    def add(self, minute: int, count: int) -> None:
        """So many more mentions in a minute that it ``knows``."""
        self._counts[minute % KEPT] = min(_MOST, self._counts[minute % KEPT] + count)

    def looked(self, minute: int, how: Looked) -> bool:
        """This minute, which it ``knows``, was watched so, or better; tells whether that is news."""
        news = self._looked[minute % KEPT] < how
        if news:
            self._looked[minute % KEPT] = how
        return news

    def total(self, end: int, width: int, least: Looked = Looked.PARTLY) -> tuple[int, int]:
        """Mentions in the ``width`` minutes before ``end``, and how many of these were watched at ``least`` so.

        Mentions in minutes that were not are not among them.
        """
        start = max(end - width, self.newest - KEPT + 1)
        end = min(end, self.newest + 1)
        if end <= start:
            return 0, 0
        first, last = start % KEPT, (end - 1) % KEPT + 1
        counts, looked = self._counts, self._looked
        if first < last:
            part, marks = counts[first:last], looked[first:last]
        else:
            part, marks = counts[first:] + counts[:last], looked[first:] + looked[:last]
        if min(marks) >= least:
            return sum(part), end - start
        kept = [count for count, mark in zip(part, marks, strict=True) if mark >= least]
        return sum(kept), len(kept)

    def to_plain(self) -> dict[str, Any]:
        """Numbers only, at most 36 KB as JSON unless there are millions of mentions in a minute."""
        order = [minute % KEPT for minute in range(self.newest - KEPT + 1, self.newest + 1)]
        looked = groupby(self._looked[each] for each in order)
        return {
            "newest": self.newest,
            "counts": [self._counts[each] for each in order],
            "looked": [[mark, sum(1 for _ in run)] for mark, run in looked],
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Minutes":
        """What ``to_plain`` gave; raises KeyError, TypeError, ValueError or OverflowError for anything else."""
        made = cls()
        newest, counts = plain["newest"], plain["counts"]
        if type(newest) is not int or newest < -1 or any(type(count) is not int for count in counts):
            raise TypeError("minutes and counts are whole numbers")
        marks = [Looked(mark) for mark, run in plain["looked"] for _ in range(min(run, KEPT + 1))]
        if len(counts) != KEPT or len(marks) != KEPT or max(counts) > _MOST:
            raise ValueError("these are not three days")
        made.newest = newest
        for minute, count, mark in zip(range(newest - KEPT + 1, newest + 1), counts, marks, strict=True):
            made._counts[minute % KEPT], made._looked[minute % KEPT] = count, mark
        return made

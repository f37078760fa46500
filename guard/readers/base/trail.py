"""The lines of a list's entries, each looked for behind the one before.

A value that stands in a file more than once, or as a part of a longer one, would else be shown in the wrong place.
"""

import re
from bisect import bisect_left

from guard.readers.base.source import SourceFile

_BEFORE = frozenset("\"'[{(,:= \t\n")
_AFTER = frozenset("\"'])},; \t\r\n")
_COMMENT = re.compile(r"[ \t]*[#;]")


class Trail:
    """A walk through a file's text, entry by entry."""

    def __init__(self, file: SourceFile, start: str = "") -> None:
        self._text = file.text
        self._ends = [match.start() for match in re.finditer("\n", self._text)]
        self._at = max(self._text.find(start), 0)

    def lines(self, *values: str) -> list[int | None]:
        """The line (from 1) of each value of the next entry, in whatever order they stand there."""
        taken: dict[str, int] = {}
        found: list[int | None] = []
        for value in values:
            spot = self._spot(value, taken.get(value, self._at)) if value else None
            if spot is not None:
                taken[value] = spot + len(value)
            found.append(None if spot is None else bisect_left(self._ends, spot) + 1)
        self._at = max(taken.values(), default=self._at)
        return found

    def _spot(self, value: str, at: int) -> int | None:
        """Where the value stands as a word of its own, outside of lines that are comments."""
        text = self._text
        while (spot := text.find(value, at)) >= 0:
            if self._is_word(spot, spot + len(value)) and not self._is_comment(spot):
                return spot
            at = spot + 1
        return None

    def _is_word(self, begin: int, end: int) -> bool:
        before, after = self._text[max(begin - 1, 0) : begin], self._text[end : end + 2]
        if before and before not in _BEFORE:
            return False
        after = after.removeprefix(":") or "\n"
        return after[0] in _AFTER

    def _is_comment(self, spot: int) -> bool:
        line = bisect_left(self._ends, spot)
        return _COMMENT.match(self._text, self._ends[line - 1] + 1 if line else 0) is not None

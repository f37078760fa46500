"""A word in a brand's post that exists and was not meant."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from guard.checks.post import Post
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_DATA = Path(__file__).parent / "data" / "wrong_words.toml"
_MOST = 3
"""Signals; a text with more of them plays with words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the data; what its fields are for stands there."""

    pattern: re.Pattern[str]
    meant: str
    why: str
    source: str
    embarrassing: bool = False


def wrong_word(post: Post) -> Iterator[Signal]:
    """One signal for each word that stands where another one belongs."""
    if not post.brands or not post.worded:
        return
    own = {name.casefold() for one in post.brands for name in one.care.names}
    found = [
        (start, end, entry)
        for entry in entries()
        for match in entry.pattern.finditer(post.folded)
        for start, end in (match.span(number) for number in range(1, len(match.groups()) + 1))
        if start >= 0 and match.string[start:end] not in own
    ]
    if len(found) > _MOST:
        return
    for start, end, entry in sorted(found, key=lambda each: each[:2]):
        text = Sentence.of("“{wrong}” may be meant to be “{meant}”.", wrong=post.text[start:end], meant=entry.meant)
        severity = Severity.MEDIUM if entry.embarrassing else Severity.LOW
        yield Signal("wrong-word", severity, text, entry.why, Confidence.HIGH, (Spot(start, end),))


@cache
def entries() -> tuple[Entry, ...]:
    """All words that are known to be taken for others."""
    rows = tomllib.loads(_DATA.read_text(encoding="utf-8"))["word"]
    return tuple(Entry(**{**row, "pattern": re.compile(row["pattern"])}) for row in rows)

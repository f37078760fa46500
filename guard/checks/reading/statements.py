"""What spoils an apology: the reviewed words of ``data/statement.<language>.toml``, found in a brand's statement."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from guard.checks.reading.lexicon import Hit, Lexicon
from guard.checks.reading.lists import read
from guard.checks.reading.stream import stream

NEVER_DENIED = frozenset({"condition", "feelings", "passive", "intention", "but", "first", "chat", "sorry"})
"""Kinds of which a not beside them is a part, or changes nothing: “not our intention”."""
_STOPS = re.compile(r"[.!?…;\n]")
_FAR = 120
"""Letters that so few words have at most."""
_REACH = 4
"""Words before a mark in which a denial counts: “it was not, as some say, hacked”."""


def marks(text: str, *kinds: str) -> list[Hit]:
    """What stands in this text of these kinds, in its order; within one sentence, the longest of those that overlap.

    What is denied, or only asked, is left out: “our account was not hacked”, “some ask whether we were hacked”.
    """
    found = list(_within_sentences(text))
    denials = sorted((hit for hit in found if hit.group.kind == "denial"), key=lambda hit: hit.start)
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if hit.group.kind not in kinds or _denied(text, hit, denials):
            continue
        if not kept or kept[-1].group.kind != hit.group.kind or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return kept


def _within_sentences(text: str) -> Iterator[Hit]:
    """A gap may reach over a full stop, and two sentences are no phrase."""
    for hit in _lexicon().find(stream(text)):
        if not _STOPS.search(hit.text.rstrip()):
            yield hit


def _denied(text: str, hit: Hit, denials: list[Hit]) -> bool:
    if hit.group.kind in NEVER_DENIED:
        return False
    first = bisect_left(denials, hit.start - _FAR, key=lambda denial: denial.start)
    for denial in denials[first : bisect_left(denials, hit.end, lo=first, key=lambda denial: denial.start)]:
        between = text[denial.end : hit.start]
        before = denial.end <= hit.start and not _STOPS.search(between) and len(between.split()) < _REACH
        if before or hit.start < denial.start < hit.end:
            return True
    return False


@cache
def _lexicon() -> Lexicon:
    return Lexicon(one for language in ("en", "de") for one in read(f"statement.{language}"))

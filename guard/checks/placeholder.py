"""Something in a brand's post that was to be filled in, and was not."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from guard.checks.post import Post
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_DATA = Path(__file__).parent / "data" / "placeholders.toml"
_MOST = 20
"""Of them that are told."""


def placeholder(post: Post) -> Iterator[Signal]:
    """One signal with a spot for each thing that is still to be filled in; one where all of it is a test."""
    if not post.brands or not post.worded:
        return
    folded, written, test = _forms()
    if test.fullmatch(post.folded):
        text, whole = Sentence.of("This reads like a test."), Spot(0, len(post.text))
        yield Signal("placeholder", Severity.MEDIUM, text, confidence=Confidence.MEDIUM, spots=(whole,))
        return
    found = {match.span() for form in folded for match in form.finditer(post.folded)}
    found |= {match.span() for form in written for match in form.finditer(post.text)}
    outer = list(islice(_outermost(found), _MOST))
    if outer:
        shown = ", ".join(post.text[start:end].strip() for start, end in outer)
        text = Sentence.of("Still to be filled in: {shown}", shown=shown)
        spots = tuple(Spot(start, end) for start, end in outer)
        yield Signal("placeholder", Severity.MEDIUM, text, confidence=Confidence.HIGH, spots=spots)


def _outermost(found: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those that lie in no other, in their order."""
    end = -1
    for one in sorted(found, key=lambda span: (span[0], -span[1])):
        if one[1] > end:
            yield one
            end = one[1]


@cache
def _forms() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """What is looked for without case, what as it is written, and what all of a test reads."""
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    both: dict[bool, list[re.Pattern[str]]] = {False: [], True: []}
    for form in data["form"]:
        for pattern in form["patterns"]:
            whole = pattern.replace("{field}", data["field"]).replace("{order}", data["order"])
            both[form.get("as_written", False)].append(re.compile(whole))
    return tuple(both[False]), tuple(both[True]), re.compile(data["test"]["pattern"])

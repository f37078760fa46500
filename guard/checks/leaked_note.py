"""A note between those who write a brand's post, left in it: of a colleague, an agency or a writing assistant."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from guard.checks.post import Post
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_DATA = Path(__file__).parent / "data" / "leaked_notes.toml"


def leaked_note(post: Post) -> Iterator[Signal]:
    """One signal with a spot for each piece that is about the post and not of it."""
    if not post.brands or not post.worded:
        return
    kinds, plan, least = _forms()
    matches = [match.span() for kind in kinds for match in kind.finditer(post.folded)]
    fields = [match.span() for match in plan.finditer(post.folded)]
    matches += fields if len(fields) >= least else []
    found: list[tuple[int, int]] = []
    for start, end in sorted(matches):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    if found:
        shown = post.text[found[0][0] : found[0][1]].strip()
        text = Sentence.of("This reads like a note about the post: “{shown}”", shown=shown)
        spots = tuple(Spot(start, end) for start, end in found)
        yield Signal("leaked-note", Severity.MEDIUM, text, confidence=Confidence.MEDIUM, spots=spots)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str], int]:
    """The notes; the fields of a plan; how many of these make one."""
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    notes = tuple(re.compile(pattern) for note in data["note"] for pattern in note["patterns"])
    return notes, re.compile(data["plan"]["pattern"]), data["plan"]["fields"]

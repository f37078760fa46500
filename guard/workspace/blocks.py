"""The tables of a file as blocks of lines, so that a change of one leaves every other line as the person wrote it.

tomlkit keeps comments, but hangs those above a table on the table before it: they would go with that one, and a key
added to it would end up below them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

_HEADER = re.compile(r"\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")


def texts(text: str, section: str) -> list[str]:
    """The text of each table of the section, with the comments directly above it."""
    lines = text.split("\n")
    return ["\n".join(lines[start:end]) for start, end in _spans(lines, section)]


def replaced(text: str, section: str, number: int, block: str) -> str:
    """The text with another block in place of one of the section's."""
    lines = text.split("\n")
    start, end = _spans(lines, section)[number]
    return "\n".join([*lines[:start], block, *lines[end:]])


def arranged(text: str, section: str, wanted: Sequence[int | str]) -> str:
    """The text with these tables in the section: a number is one that is there, a text a new one; the rest is gone."""
    lines = text.split("\n")
    spans = _spans(lines, section)
    if not spans:
        new = [block for block in wanted if isinstance(block, str)]
        return "\n\n".join([text.rstrip("\n"), *new]).lstrip("\n") + "\n"
    steps = list(_steps(["\n".join(lines[start:end]) for start, end in spans], wanted))
    out: list[str] = []
    at = 0
    for number, (start, end) in enumerate(spans):
        out += lines[at:start]
        before, kept, after = steps[number]
        out += [line for block in before for line in (*block.split("\n"), "")]
        out += kept.split("\n") if kept is not None else []
        out += [line for block in after for line in ("", *block.split("\n"))]
        at = end
        if kept is None and not after and at < len(lines) and not lines[at].strip():
            at += 1  # the blank line after a block that is gone
    return "\n".join(out + lines[at:]).rstrip("\n") + "\n"


def _steps(blocks: list[str], wanted: Sequence[int | str]) -> Iterator[tuple[list[str], str | None, list[str]]]:
    """For each block that is there: what comes before it, whether it stays, and what comes after the last one."""
    in_place = set(_ascending(wanted))
    waiting = list(wanted)
    for number, block in enumerate(blocks):
        before: list[str] = []
        if number in in_place:
            while (first := waiting.pop(0)) != number:
                before.append(first if isinstance(first, str) else blocks[first])
        last = number == len(blocks) - 1
        rest = [each if isinstance(each, str) else blocks[each] for each in waiting] if last else []
        yield before, block if number in in_place else None, rest


def _ascending(wanted: Iterable[int | str]) -> Iterator[int]:
    """The numbers that need not move for the rest to be in order."""
    highest = -1
    for each in wanted:
        if isinstance(each, int) and each > highest:
            highest = each
            yield each


def _spans(lines: list[str], section: str) -> list[tuple[int, int]]:
    """Where each table of the section begins and ends; blank lines and comments between two tables are neither's."""
    found = [(number, match[1]) for number, line in enumerate(lines) if (match := _HEADER.fullmatch(line.strip()))]
    ends = [*(number for number, _ in found[1:]), len(lines)]
    spans = []
    for (start, name), end in zip(found, ends, strict=False):
        if name == section:
            first, last = start, end
            while first and lines[first - 1].lstrip().startswith("#"):
                first -= 1
            while last > start + 1 and (not (bare := lines[last - 1].strip()) or bare.startswith("#")):
                last -= 1
            spans.append((first, last))
    return spans

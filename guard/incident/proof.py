"""Whether a record is what was written: against the seals that the journal keeps, and its files against their hashes.

The record's own seals have no key: whoever may write the file can write all of it anew. The journal's rows are sealed
with one.
"""

from collections.abc import Iterable
from pathlib import Path

from guard.incident.evidence import intact, path_of
from guard.model.incident import Entry, Evidence
from guard.model.sentence import Sentence


def compared(entries: Iterable[Entry], rows: Iterable[tuple[int, str]]) -> Sentence | str:
    """What the journal says against the record, one sentence; empty where each entry's seal stands in it.

    ``rows`` are the number and the seal of every entry of this record that the journal knows of. An entry is kept in
    the record first and in the journal then: what is compared in between lacks its last row.
    """
    kept: dict[int, set[str]] = {}
    for number, seal in rows:
        kept.setdefault(number, set()).add(seal)
    told = {entry.number: entry.seal for entry in entries}
    for number, seal in sorted(told.items()):
        if number in kept and kept[number] != {seal}:
            pattern = "The record does not fit the journal: entry {number} was changed, or written anew."
            return Sentence.of(pattern, number=number)
    last = max(told, default=0)
    if cut := sorted(number for number in kept if number > last):
        pattern = "The record does not fit the journal: it was cut off before entry {number}."
        return Sentence.of(pattern, number=cut[0])
    if lacks := [number for number in sorted(told) if number not in kept]:
        pattern = (
            "The record cannot be compared with the journal, which lacks {count} of its entries, first entry {first}."
        )
        return Sentence.of(pattern, count=len(lacks), first=lacks[0])
    return ""


def evidence_problems(folder: Path, evidence: Iterable[Evidence]) -> tuple[Sentence, ...]:
    """What became of the files that were kept in ``folder``, a sentence for each that is not what it was.

    Blocks while all of them are read.
    """
    seen: dict[Path, bool] = {}
    told: dict[Sentence, None] = {}
    for kept in evidence:
        path = path_of(folder, kept)
        if path not in seen:
            seen[path] = intact(folder, kept)
        if not seen[path]:
            told[_lost(path, kept)] = None
    return tuple(told)


def _lost(path: Path, kept: Evidence) -> Sentence:
    try:
        there = path.is_file()
    except OSError:
        there = False
    if there:
        return Sentence.of("{file}, kept as evidence, was changed, or cannot be read.", file=kept.name)
    return Sentence.of("{file}, kept as evidence, is gone.", file=kept.name)

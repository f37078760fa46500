"""The reviewed lists: words and phrases that deserve a look, each group of them with a reason and a source.

They lie in ``data/<list>.<language>.toml``; ``notation`` says how an entry is written, ``data/sources.toml`` what each
source is. A text is gone through once for all lists together.
"""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from guard.checks.reading.lexicon import Group, Hit, Lexicon
from guard.checks.reading.notation import Entry, entries
from guard.checks.reading.stream import stream
from guard.model.sentence import Sentence

FOLDER = Path(__file__).parents[1] / "data"
LISTS = ("topics", "profanity", "insult", "moment")
_RANKS = ("weak", "strong", "grave")


def read(name: str) -> Iterator[tuple[Group, Entry]]:
    """The entries of ``data/<name>.toml``."""
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    kind, _, language = name.partition(".")
    for table in content["group"]:
        written, never_with = table.pop("entries"), ", ".join(table.pop("not_with", ()))
        group = Group(list=kind, language=language, **table)
        for line in written:
            yield from ((group, entry) for entry in entries(line, language, never_with))


@cache
def reviewed() -> Lexicon:
    """All lists of ours."""
    return Lexicon(one for name in LISTS for language in ("en", "de") for one in read(f"{name}.{language}"))


@lru_cache(maxsize=4)  # every check of a post asks for the same one
def hits(text: str) -> tuple[Hit, ...]:
    """What stands in this text of any list, in its order; of hits within each other the longest or the graver."""
    kept: list[Hit] = []
    for hit in sorted(reviewed().find(stream(text)), key=lambda hit: (hit.start, -hit.end)):
        if not any(_covers(other, hit) for other in kept[-8:]):
            kept.append(hit)
    return tuple(kept)


def _covers(other: Hit, hit: Hit) -> bool:
    same = (other.group.list, other.group.kind) == (hit.group.list, hit.group.kind)
    graver = _RANKS.index(hit.group.strength) > _RANKS.index(other.group.strength)
    return same and not graver and other.start <= hit.start and hit.end <= other.end


def listed(text: str, name: str) -> list[Hit]:
    """What stands in this text of the list of this name."""
    return [hit for hit in hits(text) if hit.group.list == name]


def quoted(found: Iterable[Hit]) -> Sentence:
    """The words that were found, in quotes, each once: ``“hurricane”, “dead”``."""
    words = dict.fromkeys(hit.text for hit in found)
    return Sentence.joined([Sentence.of("“{word}”", word=word) for word in words], ", ")

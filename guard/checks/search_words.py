"""A brand's post that was meant for another field: a search, the address bar, a terminal."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from guard.checks.post import Post
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_DATA = Path(__file__).parent / "data" / "search_words.toml"
_QUOTED = r"[\"“”„«»][^\"“”„«»\n.!?]{2,40}[\"“”«»]"
_BETWEEN = r"[\s,;|+]*(?:\b(?:AND|OR|NOT|UND|ODER)\b)?[\s,;|+(-]*"
_TERMS = re.compile(rf"[\s(]*{_QUOTED}(?:{_BETWEEN}{_QUOTED}[\s)]*)+(?:\s-\w+)*[,;]?\s*")
"""Two short quotations or more, and nothing else. One alone is a quotation."""
_LONGEST_TERM = 4
"""Words of a quoted search term; a sentence in quotation marks has more."""
_BOOLEAN = re.compile(rf"(?:{_QUOTED}|\([^()]+\)|\b[\w-]+)\s+(?:AND|OR|NOT)\s+(?:{_QUOTED}|\([^()]+\)|[\w-]+)")
_LONGEST = 300
"""Letters of what one types into a field of one line."""
_SENTENCE = re.compile(r"[.!?…–—]\s+\w+(?:['’]\w+)?\s+\w|[\U0001f300-\U0001faff]")
"""What goes on behind a command is a text about it."""
_FEW = 10
"""Words of a search; who types more is writing."""


def search_words(post: Post) -> Iterator[Signal]:
    """One signal where the whole text is what one types elsewhere."""
    text = post.text.strip()
    if not post.brands or not post.worded or "\n" in text or len(text) > _LONGEST:
        return
    where = _where(text, post)
    if where is not None:
        said = Sentence.of("This reads as if it was meant for {where}.", where=where)
        start = post.text.index(text)
        spots = (Spot(start, start + len(text)),)
        yield Signal("search-words", Severity.MEDIUM, said, confidence=Confidence.MEDIUM, spots=spots)


def _where(text: str, post: Post) -> Sentence | None:
    few = len(text.split()) <= _FEW
    if _forms()["addresses"].fullmatch(text.lower()):
        return Sentence.of("the address bar")
    if _forms()["commands"].fullmatch(text.lstrip("$#>% ")) and not _SENTENCE.search(text):
        return Sentence.of("a terminal")
    if few and (_is_terms(text) or _is_question(text, post) or _is_own_name(text, post)):
        return Sentence.of("a search")
    return None


def _is_terms(text: str) -> bool:
    terms = re.findall(_QUOTED, text)
    if _TERMS.fullmatch(text) and all(len(term.split()) <= _LONGEST_TERM for term in terms):
        return True
    shouted = text.isupper()
    boolean = _BOOLEAN.search(text) and not shouted and (terms or "(" in text) and text[-1] not in ".!?"
    return bool(boolean) or _forms()["operators"].search(text) is not None


def _is_question(text: str, post: Post) -> bool:
    return text.islower() and not post.attempt.media and _forms()["questions"].fullmatch(text) is not None


def _is_own_name(text: str, post: Post) -> bool:
    """Whether it is the brand's own name and no more: who looks oneself up takes the wrong field."""
    names = {name.casefold() for one in post.brands for name in (one.name, *one.care.names)}
    alone = not post.attempt.media and not post.attempt.attached and post.attempt.verb is Verb.POST
    return alone and text.casefold() in names


@cache
def _forms() -> Mapping[str, re.Pattern[str]]:
    data: Mapping[str, list[str]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(patterns)) for kind, patterns in data.items()}

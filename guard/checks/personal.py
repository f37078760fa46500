"""A brand's statement that speaks as one person, or in private; and one that never says sorry."""

import re
from collections.abc import Iterator
from functools import cache

from guard.checks.post import Post
from guard.checks.reading.lexicon import Hit, Lexicon
from guard.checks.reading.lists import quoted, read
from guard.checks.reading.statements import marks
from guard.checks.reading.stream import stream
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_SIGNED = re.compile(r"(?:^|\s)[-–—~]{1,2} ?[A-ZÄÖÜ][\w.'’-]+(?: [A-ZÄÖÜ][\w.'’-]*){1,3}(?:, [^\n]{3,60})?\s*$")
"""``— Hannah Cole, managing director``: somebody stands up for it by name, and may say I."""


def personal(post: Post) -> Iterator[Signal]:
    """What is said as one person, then what reads like private talk, then that nobody says sorry. Statements only."""
    if not post.statement or not post.text.strip():
        return
    alone = [] if _SIGNED.search(post.text) else marks(post.text, "first")
    if alone:
        text = Sentence.of("{words}: the brand speaks here. Say “we”, or sign it with a name.", words=quoted(alone))
        yield Signal("personal", Severity.LOW, text, "", Confidence.MEDIUM, tuple(hit.spot for hit in alone))
    if private := [*marks(post.text, "chat"), *_private(post.text)]:
        text = Sentence.of(
            "{words} reads like talk among friends. Nothing personal belongs here.", words=quoted(private)
        )
        yield Signal("personal", Severity.LOW, text, "", Confidence.MEDIUM, tuple(hit.spot for hit in private))
    if not marks(post.text, "sorry"):
        text = Sentence.of("Nowhere does it say that you are sorry.")
        yield Signal("personal", Severity.NOTE, text, "", Confidence.MEDIUM)


def _private(text: str) -> list[Hit]:
    """What marks a private post by itself; weak marks are also heard from brands."""
    found = (hit for hit in _lexicon().find(stream(text)) if hit.group.strength != "weak")
    return sorted(found, key=lambda hit: hit.start)


@cache
def _lexicon() -> Lexicon:
    return Lexicon(one for language in ("en", "de") for one in read(f"private.{language}"))

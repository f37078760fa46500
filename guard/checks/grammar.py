"""What is wrong in an English sentence of a brand's post, where the grammar checker Harper is installed with Hatcheck.

Of what Harper knows, only what is wrong in every style is told; its spelling and its taste are left out.
"""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading import harper
from guard.checks.reading.language import Language, language_of
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_KINDS = frozenset({"Grammar", "Agreement", "Repetition"})
_OF_TASTE = re.compile(r"mass noun|indefinite article|Oxford|simplif", re.IGNORECASE)
"""Said of what is right somewhere."""
_ITS = re.compile(r"\bit['’]s\b")
"""Told of the one mark of punctuation that is grammar."""
_POSSESSIVE = re.compile(r"\b(?:of|for|with|in|on|at|to|from|by|into|through)\s+\Z", re.IGNORECASE)
"""What stands before a possessive, and hardly before ``it is``."""
_AGREEING = frozenset(["am", "are", "do", "does", "don't", "doesn't", "has", "have", "is", "was", "were"])
"""Verbs; of other words Harper takes nouns for them: ``you monsters``."""
_SMALL = "the a an and or of to in on at for from with by as be we our you your it its this these they their"
_TWICE = frozenset(_SMALL.split())
"""Words that nobody says twice on purpose."""
_LONGEST = 5_000
"""Letters; a longer text is left alone, the time it takes grows with it."""
_MOST = 3


def grammar(post: Post) -> Iterator[Signal]:
    """One signal for all that is wrong, once Harper is warm; none where it is not installed."""
    if not post.brands or not post.worded or len(post.text) > _LONGEST or (linter := harper.ready()) is None:
        return
    if language_of(token.text for token in post.tokens.words) is not Language.ENGLISH:
        return
    found = [
        (lint.span.start, lint.span.end)
        for lint in linter.lint(post.text, language="plaintext")
        if _counts(lint, post.text)
    ]
    if 0 < len(found) <= _MOST:
        shown = ", ".join(f"“{post.text[start:end]}”" for start, end in found)
        text = Sentence.of("The grammar may be wrong at {shown}.", shown=shown)
        spots = tuple(Spot(start, end) for start, end in found)
        yield Signal("grammar", Severity.LOW, text, confidence=Confidence.MEDIUM, spots=spots)


def _counts(lint: harper.Lint, text: str) -> bool:
    if _OF_TASTE.search(lint.message):
        return False
    words = lint.problem_text.replace("’", "'").split()
    if _ITS.search(lint.message):
        after = text[lint.span.end :].split(maxsplit=1)
        return after[:1] == ["own"] or _POSSESSIVE.search(text[: lint.span.start]) is not None
    if lint.lint_kind == "Repetition":
        first = words[0].lower()
        return {word.lower() for word in words} == {first} and first in _TWICE and not words[-1].istitle()
    if lint.lint_kind == "Agreement":
        return words[-1].lower() in _AGREEING
    return lint.lint_kind in _KINDS

"""What is wrong in an English sentence of a brand's post, where the grammar checker Harper is installed with Hatcheck.

Of what Harper knows, only what is wrong in every style is told; its spelling and its taste are left out.
"""

import re
from collections.abc import Iterator

from guard.checks import harper
from guard.checks.language import Language, language_of
from guard.checks.post import Post
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_KINDS = frozenset({"Grammar", "Agreement", "Repetition"})
_OF_TASTE = re.compile(r"mass noun|indefinite article|Oxford|simplif", re.IGNORECASE)
"""Said of what is right somewhere."""
_ITS = re.compile(r"\bit['’]s\b")
"""The one mark of punctuation that is grammar."""
_TWICE = frozenset(["had", "that", "very", "so", "no", "really", "far", "long", "many", "much", "never", "bye", "is"])
"""Words that are said twice on purpose."""
_LONGEST = 5_000
"""Letters; a longer text is left alone, the time it takes grows with it."""
_MOST = 3


def grammar(post: Post) -> Iterator[Signal]:
    """One signal for all that is wrong, once Harper is warm; none where it is not installed."""
    if not post.brands or not post.worded or len(post.text) > _LONGEST or (linter := harper.ready()) is None:
        return
    if language_of(token.text for token in post.tokens.words) is not Language.ENGLISH:
        return
    found = [(lint.span.start, lint.span.end) for lint in linter.lint(post.text, language="plaintext") if _counts(lint)]
    if 0 < len(found) <= _MOST:
        shown = ", ".join(f"“{post.text[start:end]}”" for start, end in found)
        text = Sentence.of("The grammar may be wrong at {shown}.", shown=shown)
        spots = tuple(Spot(start, end) for start, end in found)
        yield Signal("grammar", Severity.LOW, text, confidence=Confidence.MEDIUM, spots=spots)


def _counts(lint: harper.Lint) -> bool:
    if _OF_TASTE.search(lint.message):
        return False
    if lint.lint_kind == "Repetition":
        first, _, second = lint.problem_text.lower().partition(" ")
        return first == second and first not in _TWICE and not lint.problem_text.split()[-1].istitle()
    return lint.lint_kind in _KINDS or (lint.lint_kind == "Punctuation" and _ITS.search(lint.message) is not None)

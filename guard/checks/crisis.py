"""A brand's post while a crisis is declared."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_SPOKEN = frozenset({Verb.POST, Verb.REPOST, Verb.REPLY, Verb.EDIT, Verb.MESSAGE, Verb.LIVE})
_LEAST = 5
"""Letters of a word by which a text is known to be about the crisis: shorter ones stand in every text."""


def declared_crisis(post: Post) -> Iterator[Signal]:
    """One signal: what is scheduled waits, and what is posted by hand is told of it, unless it speaks of the crisis."""
    if not post.crisis or not post.brands:
        return
    verb = post.attempt.verb
    if verb is Verb.SCHEDULE:
        text = Sentence.of("A crisis is declared: {crisis}. Scheduled posts wait.", crisis=post.crisis)
        yield Signal("declared-crisis", Severity.HIGH, text, confidence=Confidence.HIGH, holds=True)
    elif verb in _SPOKEN and not _about(post):
        text = Sentence.of("A crisis is declared: {crisis}. Does this post know of it?", crisis=post.crisis)
        yield Signal("declared-crisis", Severity.MEDIUM, text, confidence=Confidence.HIGH)


def _about(post: Post) -> bool:
    """Whether a word of the crisis stands in the text, with whatever ending."""
    told = {word[:_LEAST] for word in post.crisis.casefold().split() if len(word) >= _LEAST and word.isalpha()}
    pieces = (*post.tokens.words, *post.tokens.hashtags)
    return any(start in piece.folded for piece in pieces for start in told)

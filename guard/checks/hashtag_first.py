"""A new hashtag of a brand that hardly ever takes a new one: a slip of the finger, or of the account."""

from collections.abc import Iterator

from guard.checks.hashtag_joined import is_known
from guard.checks.post import Post
from guard.checks.reading.hashtag_sense import sense
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_TAGGED_KNOWN = 50
_SETTLED = 0.05


def hashtag_first(post: Post) -> Iterator[Signal]:
    """One note for each such hashtag, unless more is said of it."""
    if not post.worded:
        return
    for owner in post.brands:
        past = post.past_of(owner)
        if past.tagged < _TAGGED_KNOWN or past.novelty is None or past.novelty > _SETTLED:
            continue
        for tag in post.tokens.hashtags:
            if not is_known(post, owner, tag) and not sense(tag.text):
                text = Sentence.of("{owner} uses #{tag} for the first time.", owner=owner.name, tag=tag.text)
                spots = (Spot(tag.start, tag.end),)
                yield Signal("hashtag-first", Severity.NOTE, text, "", Confidence.HIGH, spots)

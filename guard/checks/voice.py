"""A brand's post that sounds like somebody else of this desk."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal
from guard.model.identity import Identity
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.model.voice import Voiced

_VERBS = frozenset({Verb.POST, Verb.SCHEDULE, Verb.EDIT})
"""To answer one person, everybody speaks in another voice than to all."""
_LEAST = 40
"""Characters in words; fewer have no voice."""


def other_voice(post: Post) -> Iterator[Signal]:
    """One signal per brand, where the text sounds like an identity that does not post it itself as well."""
    if post.attempt.verb not in _VERBS or _spoken(post) < _LEAST:
        return
    for brand in post.brands:
        voiced = post.voices.get(brand.id)
        other = next((one for one in post.identities if voiced and one.id == voiced.likeliest), None)
        if voiced and voiced.sure and other and other not in post.owners:
            text = Sentence.of("This sounds like {other}, not like {brand}.", other=other.name, brand=brand.name)
            yield Signal("other-voice", Severity.LOW, text, _measured(voiced, brand), Confidence.LOW)


def _spoken(post: Post) -> int:
    return sum(len(word.text) + 1 for word in post.tokens.words)


def _measured(voiced: Voiced, brand: Identity) -> Sentence:
    many = max(1, int(1 / voiced.false_alarm)) if voiced.false_alarm else voiced.tested
    pattern = "tried on {tested} later posts of {brand}: wrong about once in {many}"
    if voiced.bound:
        pattern = "tried on {tested} later posts of {brand}: wrong once in {many} at most"
    return Sentence.of(pattern, tested=voiced.tested, brand=brand.name, many=many)

"""Which hat is worn, in words."""

from guard.model.identity import Identity, IdentityKind
from guard.model.sentence import Sentence


def worn(identity: Identity | None, since: str = "") -> Sentence:
    """``You are Jo (private) since 18:02.``; ``since`` is the time in words, or empty."""
    if identity is None:
        return Sentence.of("You wear nobody's hat.")
    return Sentence.of(
        "You are {name}{private}{since}.",
        name=identity.name,
        private=Sentence.of(" (private)") if identity.kind is IdentityKind.PERSON else "",
        since=Sentence.of(" since {since}", since=since) if since else "",
    )

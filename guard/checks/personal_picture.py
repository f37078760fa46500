"""A brand's post with a picture that is known as somebody else's."""

import os
from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.filenames import name_of
from guard.model.decision import Severity, Signal, Spot
from guard.model.identity import Identity
from guard.model.look import Look, Match
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_SURE = 31
"""Bits of 256; so close are copies of one picture, and hardly ever two pictures."""


def personal_picture(post: Post) -> Iterator[Signal]:
    """One signal per file that shows a picture of another identity's folders, and none of the brand's own."""
    names = {identity.id: identity.name for identity in post.identities}
    for file, look in post.looks.items():
        for brand in post.brands:
            match = _foreign(file, look, brand)
            if match:
                yield _signal(file, match, names.get(match.identity, match.identity), brand)
                break


def _foreign(file: str, look: Look, brand: Identity) -> Match | None:
    """The surest match with somebody else's picture; a brand's own library clears the file."""
    own = any(match.identity == brand.id for match in look.matches)
    if own or any(file.startswith(folder.rstrip(os.sep) + os.sep) for folder in brand.folders):
        return None
    return min(look.matches, key=lambda match: match.distance, default=None)


def _signal(file: str, match: Match, whose: str, brand: Identity) -> Signal:
    pattern = "{file} is {whose}'s picture {known}{how}, and this goes out as {owner}."
    values = {"file": name_of(file), "whose": whose, "known": name_of(match.path), "owner": brand.name}
    how = "" if match.how in {"", "same"} else Sentence.of(" ({how})", how=_how(match.how))
    text = Sentence.of(pattern, how=how, **values)
    sure = Confidence.HIGH if match.distance <= _SURE else Confidence.MEDIUM
    spots = (Spot(media=file),)
    return Signal("personal-picture", Severity.HIGH, text, match.path, sure, spots, holds=True)


def _how(word: str) -> str:
    return _HOW.get(word, word)


_HOW = {
    str(each): each
    for each in (
        Sentence.of("cropped"),
        Sentence.of("changed"),
        Sentence.of("mirrored"),
        Sentence.of("upside down"),
        Sentence.of("mirrored upside down"),
        Sentence.of("turned right"),
        Sentence.of("turned left"),
        Sentence.of("with a border"),
        Sentence.of("in a screenshot"),
    )
}

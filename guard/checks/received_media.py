"""A brand's post with a file that came from outside: downloaded, pasted, dragged from somebody's page."""

import os
from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.filenames import name_of
from guard.model.attempt import Verb
from guard.model.decision import Severity, Signal, Spot
from guard.model.demand import Ask, Demand
from guard.model.identity import Identity
from guard.model.look import Look
from guard.model.route import Confidence
from guard.model.sentence import Sentence

_ANSWERS = frozenset({Verb.REPLY, Verb.MESSAGE})


def received_media(post: Post) -> Iterator[Signal]:
    """One signal per such file; where a stranger may have sent it, it must be looked at before it can leave."""
    for file, look in post.looks.items():
        if not look.received or not post.brands or all(_is_own(file, look, brand) for brand in post.brands):
            continue
        name = name_of(file)
        said, spots = _said(name, look), (Spot(media=file),)
        if _from_stranger(look, post.attempt.verb):
            demand = Demand(Ask.LOOK, file, Sentence.of("Look at {file} in full size.", file=name))
            yield Signal("received-media", Severity.MEDIUM, said, "", Confidence.MEDIUM, spots, demand=demand)
        else:
            yield Signal("received-media", Severity.NOTE, said, "", Confidence.MEDIUM, spots)


def _is_own(file: str, look: Look, brand: Identity) -> bool:
    """From the brand's own site, out of its own folders, or known as a picture of those."""
    host = look.received_from
    return (
        any(host == site or host.endswith(f".{site}") for site in brand.care.sites)
        or any(file.startswith(folder.rstrip(os.sep) + os.sep) for folder in brand.folders)
        or any(match.identity == brand.id for match in look.matches)
    )


def _from_stranger(look: Look, verb: Verb) -> bool:
    """From somebody's page; or in an answer what was pasted or saved from a page: that may be what was sent there."""
    saved = look.received == "clipboard" or (look.received == "download" and bool(look.received_from))
    return look.received == "page" or (verb in _ANSWERS and saved)


def _said(name: str, look: Look) -> Sentence:
    match look.received, look.received_from:
        case "clipboard", _:
            return Sentence.of("{file} was pasted: nobody knows where it is from.", file=name)
        case "page", "":
            return Sentence.of("{file} was taken from a page.", file=name)
        case "page", host:
            return Sentence.of("{file} was taken from the page {host}.", file=name, host=host)
        case _, "":
            return Sentence.of("{file} was downloaded.", file=name)
    return Sentence.of("{file} was downloaded from {host}.", file=name, host=look.received_from)

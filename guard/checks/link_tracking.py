"""A link that tells more than where it leads: who copied it, a session, a key, an address."""

import re
from collections.abc import Iterator

from guard.checks.post import Post
from guard.checks.reading.link_facts import invites, names, path_of, query_of
from guard.model.decision import Severity, Signal, Spot
from guard.model.route import Confidence
from guard.model.sentence import Sentence
from guard.platforms.weblinks import WebLink

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\Z")
_SHORTEST = 8
"""Letters of a key: ``token=1`` is none."""


def link_tracking(post: Post) -> Iterator[Signal]:
    """One signal for each link with something in it that is about a person. What campaigns are marked with is usual."""
    for link in post.tokens.links if post.brands else ():
        if found := next(_told(link), None):
            piece, severity, text = found
            start = link.start + link.shown.index(piece)
            spot = Spot(start, start + len(piece))
            yield Signal("link-tracking", severity, text, "", Confidence.HIGH, (spot,))


def _told(link: WebLink) -> Iterator[tuple[str, Severity, str]]:
    """The pieces that tell, the worst first."""
    parts = query_of(link)
    before = link.authority.rpartition("@")[0]
    if ":" in before:
        yield before, Severity.MEDIUM, _key()
    for part, name, value in parts:
        if name in names("tracking", "secrets") and len(value) >= _SHORTEST and not (name == "pwd" and invites(link)):
            yield part, Severity.MEDIUM, _key()
    for part, _, value in parts:
        if _MAIL.match(value):
            yield part, Severity.MEDIUM, Sentence.of("There is an e-mail address in this link.")
    path = path_of(link)
    if ";jsessionid=" in path:
        start = link.shown.casefold().index(";jsessionid=")
        yield link.shown[start : start + 12], Severity.LOW, _session()
    for part, name, value in parts:
        if value and any(name.startswith(start) for start in names("tracking", "sessions")):
            yield part, Severity.LOW, _session()
        elif value and name in names("tracking", "names"):
            text = Sentence.of(
                "There is something in this link that is about whoever copied it: {part}", part=part[:40]
            )
            yield part, Severity.LOW, text


def _key() -> str:
    return Sentence.of("There is a key or a password in this link.")


def _session() -> str:
    return Sentence.of("There is somebody's session in this link.")

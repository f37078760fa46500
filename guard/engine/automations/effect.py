"""What a step may do beyond its own tool, and the sentences that tell it."""

from dataclasses import dataclass

from guard.model.route import Endpoint
from guard.model.sentence import Sentence

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Effect:
    """Something by which a step may post."""

    why: str
    """A Sentence."""
    ends: tuple[Endpoint, ...] = ()
    """All places where it posts, where these are known; empty where they are not."""


NOT_UNDERSTOOD = Effect(Sentence.of("It could not be understood."))


def strange(step: str, kind: str) -> Effect:
    """A step of a type that is in no table."""
    pattern = "“{step}” is of a kind that is not known here: {kind}."
    return Effect(Sentence.of(pattern, step=short(step), kind=short(kind)))


def runs(step: str) -> Effect:
    """A program, a command, or code that can reach the network."""
    return Effect(Sentence.of("“{step}” runs a program or code that may do anything.", step=short(step)))


def sends(step: str, host: str) -> Effect:
    """A request that writes; ``host`` is empty where only the run tells it."""
    if not host:
        return Effect(Sentence.of("“{step}” calls an address that is known only when it runs.", step=short(step)))
    pattern = "“{step}” sends something to {host}, and what happens there is not told."
    return Effect(Sentence.of(pattern, step=short(step), host=short(host)))


def sets_off(step: str) -> Effect:
    """Another automation, a message bus, an event."""
    return Effect(Sentence.of("“{step}” sets off something else, and what that does is not told.", step=short(step)))


def may_post(step: str) -> Effect:
    """A step of which the reader of the tool's files cannot tell more."""
    return Effect(Sentence.of("“{step}” may post, and where to is not told.", step=short(step)))


def writes_to(step: str) -> Effect:
    """A chat or a mail."""
    return Effect(Sentence.of("“{step}” writes to people, and who reads that is not told.", step=short(step)))


def posts_to(step: str, ends: tuple[Endpoint, ...]) -> Effect:
    """A step of a type that posts."""
    return Effect(Sentence.of("“{step}” posts, and as whom is not told.", step=short(step)), ends)


def holds(step: str, secret: str) -> Effect:
    """A step with a secret."""
    pattern = "“{step}” is given the secret {name}, and what it does with it is not told."
    return Effect(Sentence.of(pattern, step=short(step), name=short(secret)))


def short(text: str) -> str:
    """A name in one line, as far as it fits."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"

"""Content checks, one file each: they say what looks wrong about a post. What a signal may do, the engine says."""

from collections.abc import Iterable, Iterator

from guard.checks._index import HOLDING, Check, about, checks, for_anybody, name_of
from guard.checks.post import Post
from guard.model.attempt import Attempt, Verb
from guard.model.decision import Severity, Signal
from guard.model.identity import Identity
from guard.model.route import Confidence
from guard.model.sentence import Sentence

__all__ = ["HOLDING", "Check", "Post", "about", "checks", "for_anybody", "name_of", "signals", "warm"]


def signals(post: Post, asked: Iterable[Check]) -> Iterator[Signal]:
    """What these checks notice. One that fails says so: what was not looked at is never told as clean."""
    for check in asked:
        try:
            yield from tuple(check(post))
        except Exception as error:  # noqa: BLE001 - the second voice must never keep the first from speaking
            text = Sentence.of("The check “{check}” failed, so this was not looked at.", check=name_of(check))
            yield Signal("failed-check", Severity.NOTE, text, type(error).__name__, Confidence.HIGH)


def warm(brand: Identity) -> None:
    """Has every list and dictionary read, so that no post waits for that; takes a while."""
    from guard.checks.reading import dictionary, harper

    dictionary.warm()
    harper.warm()
    for text in ("Hello, this is a post about #ordinarythings.", "Guten Morgen, heute gibt es frisches Brot!"):
        post = Post(Attempt(Verb.POST, brand.accounts[:1], text), (brand,), (brand,))
        sum(1 for _ in signals(post, checks()))

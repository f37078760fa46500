"""Content checks, one file each: they say what looks wrong about a post. What a signal may do, the engine says."""

from collections.abc import Callable, Iterable, Iterator

from guard.checks.hours import outside_hours
from guard.checks.post import Post
from guard.checks.profile import bound_profile
from guard.model.decision import Severity, Signal
from guard.model.route import Confidence
from guard.model.sentence import Sentence

Check = Callable[[Post], Iterable[Signal]]

CHECKS: tuple[Check, ...] = (outside_hours, bound_profile)

__all__ = ["CHECKS", "Check", "Post", "signals"]


def signals(post: Post, checks: Iterable[Check] = CHECKS) -> Iterator[Signal]:
    """What the checks notice. One that fails says so: what was not looked at is never told as clean."""
    for check in checks:
        try:
            yield from tuple(check(post))
        except Exception as error:  # noqa: BLE001 - the second voice must never keep the first from speaking
            name = check.__name__.replace("_", "-")
            text = Sentence.of("The check “{check}” failed, so this was not looked at.", check=name)
            yield Signal("failed-check", Severity.NOTE, text, type(error).__name__, Confidence.HIGH)

"""A program that has never posted for this brand: a game, a private client, a tool somebody linked by mistake."""

from collections.abc import Iterator

from guard.checks.post import Post
from guard.model.decision import Severity, Signal
from guard.model.sentence import Sentence

_POSTS_KNOWN = 30
_BROWSERS = ("firefox", "chrome", "chromium", "edge", "safari", "brave", "opera", "vivaldi", "browser", "web app")


def first_app(post: Post) -> Iterator[Signal]:
    """One signal per brand whose programs are known. Any browser is as good as another."""
    app = post.attempt.app.strip()
    if not app or any(browser in app.casefold() for browser in _BROWSERS):
        return
    for owner in post.brands:
        apps = post.past_of(owner).apps
        if sum(apps.values()) < _POSTS_KNOWN or _plain(app) in map(_plain, apps):
            continue
        text = Sentence.of("{owner} has never posted from {app}.", owner=owner.name, app=app)
        yield Signal("first-app", Severity.LOW, text, ", ".join(sorted(apps, key=lambda one: -apps[one])[:3]))


def _plain(app: str) -> str:
    """``Hootsuite Inc.`` and ``hootsuite`` are one program."""
    return "".join(filter(str.isalnum, app.casefold().removesuffix("inc.").strip()))

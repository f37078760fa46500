"""Counting posts: whom each names, in which minute, once."""

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from guard.mentions.seen import Seen, short
from guard.mentions.terms import Terms
from guard.mentions.wire import of_post
from guard.model.mention import Post, Source, Watching

TEXT = 500
"""Characters of a post that are kept."""
NEWEST = 50
"""Posts of one brand that are handed over at once; more are only counted."""
_OLD = timedelta(days=30)
"""What is older is not being said now, and not counted."""
_WHOLE = frozenset({"mastodon-tag"})
"""Kinds of which every post counts: what they bring was asked for by the brand's own word."""


@dataclass(slots=True)
class _Brand:
    counts: Counter[tuple[int, str]] = field(default_factory=Counter)
    posts: deque[Post] = field(default_factory=lambda: deque(maxlen=NEWEST))
    own: deque[Post] = field(default_factory=lambda: deque(maxlen=10 * NEWEST))


class Tally:
    """What came since it was told last."""

    def __init__(self, watchings: Sequence[Watching], seen: Seen, now: Callable[[], datetime]) -> None:
        self.terms = Terms(watchings)
        self.seen = seen
        self._now = now
        self._brands = {watching.brand: _Brand() for watching in watchings}
        self._asking: dict[str, dict[str, bool]] = {}
        for watching in watchings:
            for source in watching.sources:
                whole = source.all or source.kind in _WHOLE
                self._asking.setdefault(source.id, {})[watching.brand] = whole
        self._authors: dict[str, set[str]] = {watching.brand: set() for watching in watchings}

    def take(self, post: Post) -> bool:
        """Counts a post for every brand whose source it came by and which it names; tells whether for any."""
        asking = self._asking.get(post.source, {})
        named = self.terms.named(post)
        now, counted = self._now(), False
        for brand, whole in asking.items():
            if not (whole or brand in named) or self._wrote(brand, post) or post.repost_of:
                continue
            if now - post.at > _OLD or not self.seen.first(short(brand, post.id)):
                continue
            at = min(post.at, now)
            kept = self._brands[brand]
            kept.counts[int(at.timestamp() // 60), post.source] += 1
            kept.posts.append(_cut(post, at))
            counted = True
        return counted

    def take_own(self, brand: str, post: Post) -> bool:
        """Keeps a post of the brand's own to be told; tells whether it is new."""
        if post.author_id:
            self._authors[brand].add(post.author_id)
        if not self.seen.first(short("own", brand, post.id)):
            return False
        self._brands[brand].own.append(replace(post, text=post.text[: 20 * TEXT]))
        return True

    def drain(self) -> Mapping[str, list[Mapping[str, Any]]]:
        """All of it, plain: ``said`` and ``own``, one entry a brand; and it is forgotten."""
        said: list[Mapping[str, Any]] = []
        own: list[Mapping[str, Any]] = []
        for brand, kept in self._brands.items():
            if kept.counts:
                counts = [[minute, source, count] for (minute, source), count in sorted(kept.counts.items())]
                said.append({"brand": brand, "counts": counts, "posts": [*map(of_post, kept.posts)]})
            if kept.own:
                own.append({"brand": brand, "posts": [*map(of_post, kept.own)]})
            self._brands[brand] = _Brand()
        return {"said": said, "own": own}

    def _wrote(self, brand: str, post: Post) -> bool:
        return post.author_id in self._authors[brand] or self.terms.wrote(brand, post)


def merged(watchings: Sequence[Watching]) -> list[tuple[Source, tuple[str, ...]]]:
    """Each source once by its id, with the brands whose own posts it brings."""
    found: dict[str, tuple[Source, tuple[str, ...]]] = {}
    for watching in watchings:
        for source in watching.sources:
            found.setdefault(source.id, (source, ()))
        for source in watching.own:
            first, brands = found.get(source.id, (source, ()))
            found[source.id] = (first, (*brands, watching.brand))
    return list(found.values())


def _cut(post: Post, at: datetime) -> Post:
    text = post.text if len(post.text) <= TEXT else post.text[: TEXT - 1] + "…"
    return replace(post, text=text, at=at, links=post.links[:5], mentions=post.mentions[:10])

"""Posts, counted: hashtags, mentions, hosts, programs and words."""

from collections import Counter, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from guard.model.past import Past
from guard.platforms.tokens import tokens

MOST = 5_000
"""Entries of each kind that are kept, the most used ones."""
_NOVELTY_OF = 100
_RECENT = 20
_LONGEST_WORD = 64
_LONGEST_TEXT = 100_000


@dataclass(slots=True)
class Counts:
    """What is counted of one source: the guard's own record, or one import."""

    posts: int = 0
    tagged: int = 0
    fresh: deque[bool] = field(default_factory=lambda: deque(maxlen=_NOVELTY_OF))
    """For the last hundred posts with a hashtag, whether it brought a new one."""
    hashtags: Counter[str] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    apps: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    recent: deque[datetime] = field(default_factory=lambda: deque(maxlen=_RECENT))
    """When the last posts left through the guard."""

    def add(self, text: str, app: str = "", known: Collection[str] = (), noticed: Collection[str] = ()) -> None:
        """Counts one post. ``known`` are hashtags that other sources of this identity have."""
        self.noticed.update(set(noticed))
        pieces = tokens(text[:_LONGEST_TEXT])
        tags = _short({tag.folded for tag in pieces.hashtags})
        self.posts += 1
        if tags:
            self.tagged += 1
            self.fresh.append(any(tag not in self.hashtags and tag not in known for tag in tags))
        self.hashtags.update(tags)
        self.mentions.update(_short({mention.folded for mention in pieces.mentions}))
        self.hosts.update(_short({_scheme(link.shown) + link.host for link in pieces.links if link.host}, 260))
        self.words.update(_short({word.folded for word in pieces.words if len(word.text) > 1}))
        if app.strip():
            self.apps[app.strip()[:_LONGEST_WORD]] += 1
        for kind in self.kinds:
            if len(kind) > 2 * MOST:
                _trim(kind)

    def merge(self, newer: "Counts") -> None:
        """Takes in what was counted later."""
        self.posts += newer.posts
        self.tagged += newer.tagged
        self.fresh.extend(newer.fresh)
        self.recent.extend(newer.recent)
        for mine, other in zip(self.kinds, newer.kinds, strict=True):
            mine.update(other)
            _trim(mine)

    @property
    def kinds(self) -> tuple[Counter[str], ...]:
        """Everything that is counted by its name."""
        return self.hashtags, self.mentions, self.hosts, self.apps, self.words, self.noticed


def past(sources: Iterable[Counts]) -> Past:
    """What all sources of one identity say together."""
    whole, fresh = Counts(), list[bool]()
    for source in sources:
        whole.merge(source)
        fresh += source.fresh
    return Past(
        whole.posts,
        whole.tagged,
        dict(whole.hashtags),
        dict(whole.mentions),
        dict(whole.hosts),
        dict(whole.apps),
        dict(whole.words),
        sum(fresh) / len(fresh) if fresh else None,
        tuple(sorted(whole.recent)),
        dict(whole.noticed),
    )


def _scheme(link: str) -> str:
    scheme, sign, _ = link.partition("://")
    return f"{scheme.lower()}{sign}" if sign else ""


def _short(names: set[str], longest: int = _LONGEST_WORD) -> list[str]:
    """In a fixed order, so that what falls away does not depend on chance."""
    return sorted(name for name in names if len(name) <= longest)


def _trim(kind: Counter[str]) -> None:
    if len(kind) > MOST:
        kept = kind.most_common(MOST)
        kind.clear()
        kind.update(dict(kept))

"""The brand's own public posts against what the guard let leave, to find those that it never saw.

Nothing here does I/O. A false alarm makes the next one worthless, so whatever can explain a post explains it.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from guard.model.decision import Verdict
from guard.model.mention import Post
from guard.model.sentence import Sentence

EARLY = timedelta(minutes=2)
"""How much earlier than it left a post may be dated: two clocks are never the same."""
LATE = timedelta(minutes=20)
"""How much later it may be dated: a film takes its time."""
SETTLED = timedelta(seconds=30)
"""What is newer is not judged yet."""
_SLACK = 60
"""Characters by which a text may differ in length from what left: networks lengthen links and name instances."""
_THREAD = timedelta(minutes=5)
_SPACES = re.compile(r"\s+")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
_LINK = re.compile(r"https?://\S+")


class Why(StrEnum):
    """What is wrong with a post."""

    UNSEEN = "unseen"
    """The guard knows nothing of it."""
    STOPPED = "stopped"
    """The guard held it back, and it is out."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Something that the guard judged, for one account; of one decision there are as many as destinations."""

    account: str
    """Its key: ``mastodon:@acme@example.social``."""
    at: datetime
    """When it left: for what was held, when it was answered; for what a tool was to send, when it is due."""
    verdict: Verdict
    """The last word: a hold that was released is an allow."""
    same: Callable[[str], bool] | None = None
    """Whether a text is exactly its text; None where nobody can tell."""
    length: int | None = None
    """Characters of its text, where known."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A post that went past the guard."""

    post: Post
    account: str
    why: Why
    key: str
    """The same for every reading, edit and repetition of it: what is told once under it is not told again."""

    @property
    def said(self) -> Sentence:
        """One sentence."""
        if self.why is Why.STOPPED:
            return Sentence.of("{account} has posted what was stopped here.", account=self.account)
        if self.post.repost_of:
            return Sentence.of("{account} has shared a post, and not from this desk.", account=self.account)
        return Sentence.of("{account} has posted something that did not leave from this desk.", account=self.account)


def unseen(
    posts: Mapping[str, Iterable[Post]],
    departures: Sequence[Departure],
    *,
    since: datetime,
    now: datetime,
    known_clients: Collection[str] = (),
    told: Collection[str] = (),
) -> list[Unseen]:
    """The posts, by their account's key, that the guard never saw, oldest first.

    Quiet is what is older than ``since`` (the journal's first row, or the end of a time when nobody guarded), what was
    posted with one of the ``known_clients`` (names as the network tells them), what was ``told`` (keys), and what is so
    new that its row may not be read yet: give it again a minute later. Since each departure explains one post only,
    ``posts`` are all of the last days, not only the new ones, and ``departures`` reach back beyond the oldest of them,
    for what a tool sends later by as long as it waits.
    """
    quiet = frozenset(name.casefold() for name in known_clients if name)
    found: list[Unseen] = []
    for account, each in posts.items():
        left = _Account([one for one in departures if one.account == account])
        fresh = {post.id: post for post in each if since <= post.at <= now - SETTLED}
        talks = _talks(post for post in fresh.values() if post.client.casefold() not in quiet)
        # First what is certain, so that what is only likely does not use it up.
        rest = [part for talk in talks for part in left.after_texts(talk)]
        stopped = [post for talk in rest for post in talk if left.stopped(post)]
        found += [Unseen(post, account, Why.STOPPED, _key(account, post)) for post in stopped]
        rest = [[post for post in talk if post not in stopped] for talk in rest]
        unexplained = [post for talk in rest for post in left.after_times(talk)]
        found += [Unseen(post, account, Why.UNSEEN, _key(account, post)) for post in unexplained]
    found.sort(key=lambda one: one.post.at)
    unique = {one.key: one for one in reversed(found) if one.key not in told}
    return list(reversed(unique.values()))


def _talks(posts: Iterable[Post]) -> list[list[Post]]:
    """The posts in order of time; those that go on where another ended, soon after, stand together."""
    talks: list[list[Post]] = []
    for post in sorted(posts, key=lambda one: one.at):
        for talk in reversed(talks):
            # Mastodon names the answered post by its number, with which the post's own address ends.
            last = talk[-1].id
            if post.reply_to and (last == post.reply_to or last.endswith("/" + post.reply_to)):
                if post.at - talk[-1].at > _THREAD:
                    talks.append([post])
                else:
                    talk.append(post)
                break
        else:
            talks.append([post])
    return talks


class _Account:
    """What left for one account: each departure explains one post, or several that were written as one text."""

    def __init__(self, departures: Sequence[Departure]) -> None:
        self._unused = [one for one in departures if one.verdict is Verdict.ALLOW]
        self._stopped = [one for one in departures if one.verdict is not Verdict.ALLOW]

    def after_texts(self, talk: Sequence[Post]) -> list[list[Post]]:
        """What is left when texts that left, whenever that was, have explained theirs."""
        whole = [by.join(post.text for post in talk) for by in ("\n\n", "\n", " ", "")] if len(talk) > 1 else []
        if self._by_text(talk[0], whole):
            return []
        rest = [post for post in talk if post.repost_of or not self._by_text(post, variants(post.text))]
        # A talk is looked at as a whole only where nothing of it is explained yet.
        return [rest] if len(rest) == len(talk) else [[post] for post in rest]

    def after_times(self, talk: Sequence[Post]) -> list[Post]:
        """What is left when what left just before, and was about as long, has explained its posts."""
        if len(talk) > 1 and self._by_time(talk[0], partial(_as_long, sum(len(post.text) for post in talk))):
            return []
        return [post for post in talk if not self._by_time(post, partial(_alike, post))]

    def stopped(self, post: Post) -> bool:
        """Its text was held back before it appeared."""
        if post.repost_of or not post.text.strip():
            return False
        earlier = [one for one in self._stopped if one.same and one.length != 0 and one.at - EARLY <= post.at]
        texts = list(variants(post.text)) if earlier else []
        return any(one.same(text) for one in earlier if one.same for text in texts)

    def _by_text(self, post: Post, texts: Iterable[str]) -> bool:
        texts = list(texts)
        return self._taken(post, [one for one in self._unused if one.same and any(map(one.same, texts))])

    def _by_time(self, post: Post, fits: Callable[[Departure], bool]) -> bool:
        return self._taken(post, [one for one in self._unused if -EARLY <= post.at - one.at <= LATE and fits(one)])

    def _taken(self, post: Post, candidates: Sequence[Departure]) -> bool:
        """Takes the nearest in time out of what can still explain something."""
        if candidates:
            self._unused.remove(min(candidates, key=lambda one: abs(one.at - post.at)))
        return bool(candidates)


def variants(text: str) -> Iterator[str]:
    """How the text may have stood before a network showed it, the likeliest first; each once, few in all."""
    shapes = [text, text.strip(), _ELLIPSIS.sub("", text.strip())]
    shapes += [_SPACES.sub(" ", one).strip() for one in shapes[:2]]
    shapes.append(re.sub(r"\n{2,}", "\n", text.strip()))
    shapes.append(re.sub(r"(?<!\n)\n(?!\n)", "\n\n", text.strip()))
    for one in list(shapes):
        bare = _LINK.sub(lambda link: re.sub(r"^https?://(?:www\.)?", "", link[0]), one)
        # A tool adds its link at the end; a page shows a handle without its instance.
        shapes += [bare, _LINK.sub("", one).strip(), re.sub(r"(@\w+)@[\w.-]+", r"\1", one)]
    for one in list(shapes):
        shapes += [one + "\n", unicodedata.normalize("NFC", one)]
    yield from dict.fromkeys(shapes)


def _alike(post: Post, departure: Departure) -> bool:
    """Whether the one may be the other, as far as lengths tell; of a repetition, the text is somebody else's."""
    if departure.length is None or post.repost_of:
        return True
    length = len(post.text)
    return abs(length - departure.length) <= max(_SLACK, departure.length // 2)


def _as_long(length: int, departure: Departure) -> bool:
    """Whether posts of this length together may be what left as one text."""
    return departure.length is not None and 0.8 * departure.length <= length <= departure.length + 20


def _key(account: str, post: Post) -> str:
    return f"{account} {'shared ' + post.repost_of if post.repost_of else post.id}"

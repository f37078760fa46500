"""Public posts of this desk's brands that did not leave from it."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guard.engine.departures import Departure, Fingerprint, departures
from guard.files import replace_file
from guard.journal.reading import Row
from guard.model.decision import Verdict
from guard.model.identity import Identity
from guard.model.mention import Post, Source
from guard.model.sentence import Sentence
from guard.workspace.values import Watched

if TYPE_CHECKING:  # most desks listen for nobody
    from guard.mentions.own import Departure as Left
    from guard.mentions.own import Unseen

BACK = timedelta(days=3)
"""How long a public post is looked at."""
SCHEDULED = timedelta(days=60)
"""How long something that a tool sends later may have been judged before."""
SETTLED = timedelta(seconds=30)
"""What is newer is not judged yet: its row may not be there."""
_POSTS, _TOLD, _FOUND = 400, 4000, 200
_MOST = 64 * 1024 * 1024
_VERSION = 1

Found = tuple[str, "Unseen"]
"""The identity's id, and the post."""


class Strays:
    """What was seen of a desk's brands in public, and what of it nobody here let leave. For one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = asyncio.Lock()
        self._told: deque[str] = deque(maxlen=_TOLD)
        self._posts: dict[tuple[str, str], deque[Post]] = {}
        self._since: dict[tuple[str, str], datetime] = {}
        """By brand and source: since when it is looked at. Older posts are nobody's business."""
        self._pending: set[str] = set()
        """Brands with posts that were not judged yet."""
        self.found: dict[str, Found] = {}
        """What nobody has looked at yet, by its key, the newest last."""
        self.trouble: Sentence | None = None
        """What of earlier days could not be read: it begins anew, and what was posted before is not told."""
        self._read()

    def furnish(self, watched: Iterable[Watched], now: datetime) -> None:
        """From now on these; what their sources held before they were looked at is not judged."""
        wanted = {(one.watching.brand, source.id) for one in watched for source in one.watching.own}
        self._since = {each: self._since.get(each, now) for each in wanted}
        self._posts = {each: posts for each, posts in self._posts.items() if each in wanted}
        self._pending &= {brand for brand, _ in wanted}

    def posted(self, brand: str, posts: Iterable[Post]) -> None:
        """What a source of the brand's own brought. An edit changes nothing: what left were the first words."""
        for post in posts:
            kept = self._posts.setdefault((brand, post.source), deque(maxlen=_POSTS))
            if all(one.id != post.id for one in kept):
                kept.append(post)
                self._pending.add(brand)

    @property
    def pending(self) -> frozenset[str]:
        """The brands with posts that were not judged yet."""
        return frozenset(self._pending)

    def judge(
        self,
        brand: Identity,
        watched: Watched,
        left: Sequence[Departure],
        first: datetime | None,
        fingerprint: Fingerprint,
        now: datetime,
        settled: timedelta = SETTLED,
    ) -> "Callable[[], list[Unseen]]":
        """What finds the posts that did not leave from here, in any thread; ``take`` takes what it finds.

        ``left`` is what the journal knows of the brand's accounts, and ``first`` when its first row was written: where
        there is none, nothing is known and nothing is found. What is not ``settled`` stays pending.
        """
        from guard.mentions import own

        for each, kept in self._posts.items():
            if each[0] == brand.id:
                self._posts[each] = deque((post for post in kept if post.at > now - 2 * BACK), _POSTS)
        shown: dict[str, list[Post]] = {}
        waiting = False
        for source in watched.watching.own:
            each = brand.id, source.id
            since = self._since.get(each, now)
            posts = [post for post in self._posts.get(each, ()) if since <= post.at]
            shown.setdefault(_account(brand, source), []).extend(post for post in posts if post.at <= now - settled)
            waiting = waiting or any(post.at > now - settled for post in posts)
        if not waiting:
            self._pending.discard(brand.id)
        prints: dict[str, object] = {}

        def same(sha256: str, text: str) -> bool:
            if text not in prints:
                prints[text] = fingerprint(text).get("sha256")
            return prints[text] == sha256

        if first is None:
            return list
        return partial(
            own.unseen,
            shown,
            [one for account in shown for one in _left(account, brand, left, same)],
            since=max(first, now - BACK),
            now=now + own.SETTLED,  # what is too new was left out above
            known_clients=watched.clients,
            told=frozenset(self._told),
        )

    def take(self, brand: Identity, found: "Iterable[Unseen]") -> "list[Unseen]":
        """Notes them as told; those that were not."""
        new = []
        for one in found:
            names = {one.key, *([f"link {one.post.link}"] if one.post.link else [])}
            if names.isdisjoint(self._told):  # an account that is read as a feed as well shows each post twice
                new.append(one)
                self.found[one.key] = (brand.id, one)
            self._told.extend(names.difference(self._told))
        for key in list(self.found)[:-_FOUND]:
            del self.found[key]
        return new

    def done(self, key: str) -> Found | None:
        """Somebody looks at it."""
        return self.found.pop(key, None)

    def again(self, key: str, found: Found) -> None:
        """What somebody wanted to do about it failed."""
        self.found[key] = found

    def known(self, brand: str, client: str) -> None:
        """This program is the brand's: what else it posted needs no look."""
        for key, (name, one) in list(self.found.items()):
            if name == brand and one.post.client.casefold() == client.casefold():
                del self.found[key]

    async def keep(self) -> None:
        """Puts it on disk, so that nothing is told twice and nothing forgotten; raises OSError."""
        async with self._writing:
            await asyncio.to_thread(self._write, self.text())

    def text(self) -> str:
        """All of it as it is at this moment."""
        if not (self._posts or self.found):
            posts: list[Any] = []
            found: dict[str, Any] = {}
        else:
            from guard.mentions.wire import of_post

            posts = [[brand, source, [*map(of_post, kept)]] for (brand, source), kept in self._posts.items()]
            found = {
                key: {"brand": brand, "account": one.account, "why": one.why.value, "post": of_post(one.post)}
                for key, (brand, one) in self.found.items()
            }
        since = [[brand, source, at.timestamp()] for (brand, source), at in self._since.items()]
        return json.dumps(
            {
                "version": _VERSION,
                "told": [*self._told],
                "since": since,
                "posts": posts,
                "pending": [*self._pending],
                "found": found,
            }
        )

    def _write(self, text: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(self._path, text)

    def _read(self) -> None:
        try:
            if self._path.exists() and not self._path.is_file():
                raise OSError("a pipe would keep us waiting for whoever writes into it")
            if self._path.stat().st_size > _MOST:
                raise ValueError("too large")
            plain = json.loads(self._path.read_text(encoding="utf-8"))
            if plain["version"] != _VERSION:
                raise ValueError("another version")
            told = [str(key) for key in plain["told"]]
            since = {(str(brand), str(source)): _moment(at) for brand, source, at in plain["since"]}
            posts, found = _posts(plain["posts"]), _found(plain["found"])
            pending = {str(brand) for brand in plain["pending"]}
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            pattern = "{file} cannot be read; what your brands posted until now is not compared any more."
            self.trouble = Sentence.of(pattern, file=self._path)
            return
        self._told.extend(told)
        self._since, self._posts, self.found, self._pending = since, posts, found, pending


def left_of(accounts: Collection[str], rows: Iterable[Row]) -> tuple[datetime | None, list[Departure]]:
    """When the first row was written, None where there is none, and what was judged for these accounts."""
    first: list[datetime] = []

    def noted() -> Iterable[Row]:
        for row in rows:
            if not first:
                first.append(row.event.at)
            yield row

    found = [one for one in departures(noted()) if not set(accounts).isdisjoint(one.accounts)]
    return first[0] if first else None, found


def _account(brand: Identity, source: Source) -> str:
    """The key of the account whose posts a source brings; a feed that is nobody's account stands for itself."""
    user, _, host = source.what.lstrip("@").casefold().partition("@")
    platform = source.kind.removesuffix("-account")
    for account in brand.accounts:
        # An account of the fediverse may be asked for at another host than the one in its handle.
        theirs, _, home = (account.shown or account.handle).lstrip("@").casefold().partition("@")
        if account.platform == platform and user == theirs and (not host or host == home):
            return account.key
    return source.id


def _left(account: str, brand: Identity, told: Sequence[Departure], same: Callable[[str, str], bool]) -> "list[Left]":
    """What the journal knows of this account; of a feed, what it knows of any of the brand's."""
    from guard.mentions.own import Departure as Left

    every = {one.key for one in brand.accounts}
    ours = {account} if account in every else every
    return [
        Left(
            account=account,
            at=one.at,
            verdict=Verdict.ALLOW if one.allowed else Verdict.DENY,
            same=partial(same, one.sha256),
            length=one.length,
        )
        for one in told
        if ours & set(one.accounts)
    ]


def _posts(plain: list[Any]) -> dict[tuple[str, str], deque[Post]]:
    if not plain:
        return {}
    from guard.mentions.wire import post_of

    return {(str(brand), str(source)): deque(map(post_of, posts), _POSTS) for brand, source, posts in plain}


def _found(plain: Mapping[str, Any]) -> dict[str, Found]:
    if not plain:
        return {}
    from guard.mentions.own import Unseen, Why
    from guard.mentions.wire import post_of

    return {
        str(key): (str(one["brand"]), Unseen(post_of(one["post"]), str(one["account"]), Why(one["why"]), str(key)))
        for key, one in plain.items()
    }


def _moment(stamp: float) -> datetime:
    try:
        return datetime.fromtimestamp(stamp, UTC)
    except (OverflowError, OSError):
        raise ValueError("no time") from None

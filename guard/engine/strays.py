"""Public posts of this desk's brands that did not leave from it."""

import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guard.engine.departures import Departure, Fingerprint, departures
from guard.files import replace_file
from guard.journal.reading import Row
from guard.model.decision import Verdict
from guard.model.identity import Identity
from guard.model.mention import Post
from guard.workspace.values import Watched

if TYPE_CHECKING:  # most desks listen for nobody
    from guard.mentions.own import Departure as Left
    from guard.mentions.own import Unseen

BACK = timedelta(days=3)
"""How long a public post is looked at."""
SCHEDULED = timedelta(days=60)
"""How long something that a tool sends later may have been judged before."""
_POSTS, _TOLD = 400, 4000


class Strays:
    """What was seen of a desk's brands in public, and what of it nobody here let leave. For one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._posts: dict[str, deque[Post]] = {}
        self.found: dict[str, tuple[str, Unseen]] = {}
        """What nobody has looked at yet: key → identity and post."""
        self._told: deque[str] = deque(self._known(), maxlen=_TOLD)

    def posted(self, brand: Identity, posts: Iterable[Post]) -> None:
        """What a source of the brand's own brought."""
        for post in posts:
            kept = self._posts.setdefault(f"{brand.id} {post.source}", deque(maxlen=_POSTS))
            for old in [one for one in kept if one.id == post.id]:
                kept.remove(old)  # it was edited
            kept.append(post)

    def judge(
        self, brand: Identity, watched: Watched, rows: Sequence[Row], fingerprint: Fingerprint, now: datetime
    ) -> "list[Unseen]":
        """What is new among the brand's posts and did not leave from here; each is told once, over a restart too."""
        from guard.mentions.own import unseen

        if not rows:
            return []
        told = list(departures(rows))
        since = max(rows[0].event.at, now - BACK)
        posts = {self._account(brand, source): each for source, each in self._of(brand).items()}
        left = [one for account in posts for one in _left(account, brand, told, fingerprint)]
        found = unseen(posts, left, since=since, now=now, known_clients=watched.clients, told=self._told)
        for one in found:
            self.found[one.key] = (brand.id, one)
            self._told.append(one.key)
        if found:
            self._keep()
        return found

    def settled(self, now: datetime) -> bool:
        """Whether nothing is so new that it could not be judged yet."""
        from guard.mentions.own import SETTLED

        return all(post.at <= now - SETTLED for posts in self._posts.values() for post in posts)

    def done(self, key: str) -> "tuple[str, Unseen] | None":
        """Somebody has looked at it."""
        return self.found.pop(key, None)

    def _of(self, brand: Identity) -> Mapping[str, deque[Post]]:
        head = f"{brand.id} "
        return {name.removeprefix(head): posts for name, posts in self._posts.items() if name.startswith(head)}

    @staticmethod
    def _account(brand: Identity, source: str) -> str:
        """The account whose posts a source brings; a feed that is nobody's account stands for itself."""
        key = source.removeprefix("own:")
        return key if any(account.key == key for account in brand.accounts) else f"feed:{source}"

    def _known(self) -> list[str]:
        with suppress(OSError, ValueError, KeyError, TypeError):
            return [str(key) for key in json.loads(self._path.read_text(encoding="utf-8"))["told"]]
        return []

    def _keep(self) -> None:
        """Where it cannot be kept, it is told once more after a restart."""
        plain: dict[str, Any] = {"told": list(self._told)}
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self._path, json.dumps(plain))


def _left(account: str, brand: Identity, told: Sequence[Departure], fingerprint: Fingerprint) -> "list[Left]":
    """What the journal knows of this account; of a feed, what it knows of any of the brand's."""
    from guard.mentions.own import Departure as Left

    ours = {one.key for one in brand.accounts} if account.startswith("feed:") else {account}
    return [
        Left(
            account=account,
            at=one.at,
            verdict=Verdict.ALLOW if one.allowed else Verdict.DENY,
            same=partial(_same, one.sha256, fingerprint),
            length=one.length,
        )
        for one in told
        if ours & set(one.accounts)
    ]


def _same(sha256: str, fingerprint: Fingerprint, text: str) -> bool:
    return fingerprint(text).get("sha256") == sha256

"""Which posts were counted already: bounded, and only what is long gone is forgotten."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable

MOST = 50_000
"""About 8 MB; at a thousand mentions an hour, two days."""


class Seen:
    """Remembers the latest ids."""

    def __init__(self, known: Iterable[str] = (), most: int = MOST) -> None:
        self._most = most
        self._known: OrderedDict[str, None] = OrderedDict.fromkeys(known)
        self._news: list[str] = []

    def first(self, word: str) -> bool:
        """Whether this is the first time; from now on it is not."""
        if word in self._known:
            self._known.move_to_end(word)  # what a feed still holds must not be forgotten
            return False
        self._known[word] = None
        self._news.append(word)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return True

    def news(self) -> list[str]:
        """What was met for the first time since this was asked last."""
        news, self._news = self._news[-self._most :], []
        return news


def short(*words: str) -> str:
    """Sixteen letters that stand for these words."""
    return hashlib.blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()

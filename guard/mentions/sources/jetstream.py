"""Jetstream: every public post of Bluesky as it is written, without an account.

https://github.com/bluesky-social/jetstream-legacy#readme, and the same ``/subscribe`` in its successor
(https://github.com/bluesky-social/jetstream/blob/main/docs/README.md): text frames of JSON with ``did``, ``time_us``,
``kind`` and ``commit``. A cursor is a time in microseconds, and what came after it is played again. At about fifty
posts a second, this is the widest ear and the dearest: some gigabytes a day.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

from guard.mentions.sources.bluesky import of_record
from guard.mentions.sources.reader import Reader, Setting, Take, mapping, text
from guard.model.mention import Post

_HOME = "wss://jetstream2.us-east.bsky.network"
_POST = "app.bsky.feed.post"
BEHIND = 3600.0
"""Seconds that are caught up with after a break at most: an hour is about 150 MB."""
_AGAIN = 2_000_000
"""Microseconds that are played again, so that nothing is lost where servers differ; ids tell what is known."""
_TIME = re.compile(rb'"time_us":\s*(\d{1,18})')


def jetstream(setting: Setting) -> Reader:
    """All posts; those that cannot name a brand are put aside as bytes."""
    return Reader(stream=_Jetstream(setting))


class _Jetstream:
    def __init__(self, setting: Setting) -> None:
        address = setting.source.address or _HOME
        self._site = setting.door.site(address.removesuffix("/subscribe"))
        self._setting, self._last, self.heard = setting, b"", 0

    async def run(self, take: Take) -> None:
        query = {"wantedCollections": _POST}
        if cursor := self._cursor():
            query["cursor"] = str(cursor)
        might, source = self._setting.might, self._setting.source.id
        async with self._site.socket("/subscribe", query) as messages:
            async for raw in messages:
                self.heard += 1
                self._last = raw
                if might(raw) and (post := post_in(raw, source)):
                    take(post)

    def note(self) -> None:
        """The time of the last message, which is read out of it only now."""
        if found := _TIME.search(self._last):
            self._setting.mark["cursor"] = int(found[1])

    def _cursor(self) -> int | None:
        """Where to go on; None for now: nothing was read, or too long ago to catch up with."""
        self.note()
        cursor = self._setting.mark.get("cursor")
        if type(cursor) is not int or self._setting.now().timestamp() - cursor / 1e6 > BEHIND:
            return None
        return cursor - _AGAIN


def post_in(raw: bytes, source: str) -> Post | None:
    """The post that a message says was written; None for all others: deletions, edits, other kinds, what is broken."""
    try:
        event: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    event = mapping(event)
    commit, did, seen = mapping(event.get("commit")), text(event.get("did")), event.get("time_us")
    if commit.get("operation") != "create" or commit.get("collection") != _POST or not did:
        return None
    try:
        at = datetime.fromtimestamp(float(seen or 0) / 1e6, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    key = text(commit.get("rkey"))
    return of_record(mapping(commit.get("record")), source=source, did=did, key=key, seen=at)

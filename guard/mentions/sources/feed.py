"""Feeds, RSS and Atom: sites, alert services, Reddit's search, YouTube's channels.

``https://www.reddit.com/search.rss?q=acme&sort=new``, ``https://www.youtube.com/feeds/videos.xml?channel_id=…``.
A feed that says when it changed is asked only for changes (RFC 9110, 13.1); one that did not change is not read again.
"""

import asyncio
import hashlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from guard import frames
from guard.mentions.markup import plain
from guard.mentions.sources.reader import NotRead, Reader, Setting
from guard.model.mention import Post
from guard.model.sentence import Sentence
from guard.web import Page

LARGEST = 4 * 1024 * 1024
"""Bytes of a feed."""
PATIENCE = 15.0
"""Seconds that reading one may take."""
_MODULE = "guard.mentions.parsing"
_QUIETLY = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_CONDITIONS = {"if-none-match": "etag", "if-modified-since": "last-modified"}


def feed(setting: Setting) -> Reader:
    """What a feed holds; also an account's own posts, where its network offers them as a feed."""
    return Reader(_Feed(setting))


class _Feed:
    def __init__(self, setting: Setting) -> None:
        parts = urlsplit(setting.source.address.strip())
        # The slash at an address's end belongs to it here.
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Authorization": f"Bearer {setting.token}"} if setting.token else {}
        self._site = setting.door.site(f"{parts.scheme}://{parts.netloc}", headers)
        self._setting, self._host = setting, parts.hostname or setting.source.address

    async def read(self) -> Sequence[Post]:
        mark = self._setting.mark
        asked = {name: mark[field] for name, field in _CONDITIONS.items() if mark.get(field)}
        page = await self._site.page(self._path, headers=asked, most=LARGEST)
        if page.status == 304:
            return ()
        digest = hashlib.sha256(page.data).hexdigest()[:32]
        if digest == mark.get("digest"):
            return ()
        found = await self._parsed(page)
        if not found.get("format"):
            raise NotRead(Sentence.of("{host} answers with something that is no feed.", host=self._host))
        posts = self._posts(found["entries"], first="digest" not in mark)
        # Only what was read is not asked for again.
        mark["digest"] = digest
        for field in _CONDITIONS.values():
            mark[field] = page.headers.get(field, "")[:500]
        return posts

    async def _parsed(self, page: Page) -> Mapping[str, Any]:
        """What the parsing process says; it is ended where it says nothing in time."""
        pipe = subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", _MODULE, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL,
            creationflags=_QUIETLY,
        )  # fmt: skip
        order = frames.pack({"length": len(page.data), "type": page.headers.get("content-type", "")[:200]})
        try:
            async with asyncio.timeout(PATIENCE):
                said, _ = await process.communicate(order + page.data)
            body = next(frames.Splitter().feed(said))
            return dict(frames.unpack(body))
        except (TimeoutError, StopIteration, frames.BrokenFrame, TypeError, ValueError, OSError):
            pattern = "What {host} sends as a feed could not be read in time, or made its reader fail."
            raise NotRead(Sentence.of(pattern, host=self._host)) from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    def _posts(self, entries: Sequence[Mapping[str, Any]], *, first: bool) -> list[Post]:
        now = self._setting.now()
        # What a feed without times held when it was read first may be years old: it is not news.
        undated = datetime.fromtimestamp(0, UTC) if first else now
        return [self._post(entry, now, undated) for entry in entries]

    def _post(self, entry: Mapping[str, Any], now: datetime, undated: datetime) -> Post:
        words, links = plain(entry["html"])
        title, _ = plain(entry["title"])
        at = undated
        if entry["at"] is not None:
            with suppress(OverflowError, OSError, ValueError):
                at = min(now, datetime.fromtimestamp(entry["at"], UTC))
        name = entry["id"] or entry["link"]
        if "://" not in name:  # only an address is one of its kind everywhere
            body = name or f"{title}\n{words}"
            name = f"{self._setting.source.address}#{hashlib.sha256(body.encode()).hexdigest()[:32]}"
        link = entry["link"] if urlsplit_scheme(entry["link"]) in {"http", "https"} else ""
        return Post(
            source=self._setting.source.id,
            id=name,
            author=entry["author"] or self._host,
            text="\n".join(filter(None, [title, words if words != title else ""])),
            at=at,
            link=link,
            links=tuple(filter(None, [link, *links])),
        )


def urlsplit_scheme(address: str) -> str:
    """The scheme of an address, empty where it is none: a feed may link to anything."""
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""

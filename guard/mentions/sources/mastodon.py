"""Mastodon: searching, the timeline of a hashtag, the posts of an account.

Shapes and rights as documented: https://docs.joinmastodon.org/methods/search/, …/timelines/#tag, …/streaming/#hashtag,
…/accounts/#lookup, …/accounts/#statuses. Without a token, an instance shows hashtags and accounts if it likes to, and
searches no posts; streams need a user's token since 4.2.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from guard.mentions.markup import plain
from guard.mentions.sources.reader import NotRead, Reader, Setting, Take, items, mapping, text, when
from guard.model.mention import Post
from guard.model.sentence import Sentence
from guard.web import Site, WebTrouble, WebWhy

_PAGE = "40"
_SHUT = frozenset({401, 403, 422})
"""Instances of other versions say "This method requires an authenticated user" with 401 or with 422."""


def search(setting: Setting) -> Reader:
    """The posts that an instance finds for some words."""
    if not setting.token:
        raise NotRead(Sentence.of("Mastodon searches posts only for its users; put a token into the keyring."))
    return Reader(_Search(setting))


def tag(setting: Setting) -> Reader:
    """What is posted with a hashtag: as it comes where there is a token, else asked for."""
    less = Sentence.of("Without a token, it is asked again and again instead of listened to.")
    poll = _Tag(setting)
    return Reader(poll, _Stream(setting, poll)) if setting.token else Reader(poll, less=less)


def account(setting: Setting) -> Reader:
    """What an account posts itself."""
    return Reader(_Account(setting))


class _Asked:
    def __init__(self, setting: Setting) -> None:
        headers = {"Authorization": f"Bearer {setting.token}"} if setting.token else {}
        self._site: Site = setting.door.site(setting.source.address, headers)
        self._setting, self._what = setting, setting.source.what.strip()

    async def _get(self, path: str, **query: str) -> Any:  # noqa: ANN401 - any JSON
        try:
            return (await self._site.get(path, query)).data
        except WebTrouble as trouble:
            if self._setting.token or trouble.status not in _SHUT:
                raise
            host = urlsplit(self._site.address).hostname
            pattern = "{host} shows this only to its users; put a token into the keyring."
            raise WebTrouble(WebWhy.DENIED, Sentence.of(pattern, host=host), trouble.status) from None

    def _posts(self, found: object) -> list[Post]:
        if not isinstance(found, list):
            host = urlsplit(self._site.address).hostname
            raise NotRead(Sentence.of("{host} answers with something that is no list of posts.", host=host))
        return [post for one in found if (post := self.post(one))]

    def post(self, status: object) -> Post | None:
        """The post of a status; None for what is none."""
        return post_of(mapping(status), self._setting.source.id, self._site.address, self._setting.now())


class _Search(_Asked):
    async def read(self) -> Sequence[Post]:
        found = await self._get("/api/v2/search", q=self._what, type="statuses", limit=_PAGE)
        return self._posts(mapping(found).get("statuses"))


class _Tag(_Asked):
    async def read(self) -> Sequence[Post]:
        """What is newer than what was read last; after a long pause several pages, oldest first."""
        path = f"/api/v1/timelines/tag/{quote(self._what.lstrip('#'), safe='')}"
        mark = self._setting.mark
        posts: list[Post] = []
        for _ in range(5):
            since = {"min_id": str(mark["since"])} if mark.get("since") else {}
            try:
                found = await self._get(path, limit=_PAGE, **since)
            except WebTrouble as trouble:
                if trouble.why is WebWhy.MISSING:  # a hashtag that nobody has used there
                    return posts
                raise
            posts += self._posts(found)
            for one in items(found):
                self.reached(mapping(one).get("id"))
            if len(items(found)) < int(_PAGE) or not since:
                break
        return posts

    def reached(self, ident: object) -> None:
        """This status was read; later ones have higher numbers."""
        before = str(self._setting.mark.get("since") or "")
        if isinstance(ident, str) and (len(ident), ident) > (len(before), before):
            self._setting.mark["since"] = ident


class _Account(_Asked):
    async def read(self) -> Sequence[Post]:
        mark = self._setting.mark
        if not mark.get("account"):
            found = mapping(await self._get("/api/v1/accounts/lookup", acct=self._what.lstrip("@")))
            if not isinstance(found.get("id"), str):
                raise NotRead(Sentence.of("There is no account {account} there.", account=self._what))
            mark["account"] = found["id"]
        path = f"/api/v1/accounts/{quote(mark['account'], safe='')}/statuses"
        return self._posts(await self._get(path, limit=_PAGE))


class _Stream(_Asked):
    def __init__(self, setting: Setting, poll: _Tag) -> None:
        super().__init__(setting)
        self._poll, self.heard = poll, 0

    async def run(self, take: Take) -> None:
        """Server-sent events: lines ``event:`` and ``data:``, an empty one after each, heartbeats with a colon."""
        query = {"tag": self._what.lstrip("#")}
        site = await self._streaming()
        async with site.stream("/api/v1/streaming/hashtag", query) as lines:
            event, data = b"", b""
            async for line in lines:
                self.heard += 1
                if line.startswith(b"event:"):
                    event = line[6:].strip()
                elif line.startswith(b"data:"):
                    data += line[5:].strip()
                elif not line:
                    # An edit ("status.update") is no new mention, and a deletion unsays none.
                    status = mapping(_json(data)) if event == b"update" else {}
                    if post := self.post(status):
                        self._poll.reached(status.get("id"))
                        take(post)
                    event, data = b"", b""

    async def _streaming(self) -> Site:
        """Where an instance streams, which may be a host of its own (https://docs.joinmastodon.org/methods/streaming/).

        mastodon.social names ``wss://streaming.mastodon.social``; the token goes there because the instance says so.
        """
        try:
            found = mapping((await self._site.get("/api/v2/instance")).data)
        except WebTrouble:
            return self._site
        named = text(mapping(mapping(found.get("configuration")).get("urls")).get("streaming"))
        if not named.startswith(("ws://", "wss://")):
            return self._site
        headers = {"Authorization": f"Bearer {self._setting.token}"}
        return self._setting.door.site("http" + named.removeprefix("ws"), headers)

    def note(self) -> None:
        """How far it got is noted with each post; what it missed is asked for from there."""


def post_of(status: Mapping[str, Any], source: str, address: str, now: datetime) -> Post | None:
    """A status (https://docs.joinmastodon.org/entities/Status/); None for what is none, or is nobody else's to read."""
    author = mapping(status.get("account"))
    original = mapping(status.get("reblog"))
    shown = original or status
    ident = text(status.get("uri")) or text(status.get("url")) or text(status.get("id"))
    if not ident or "content" not in shown or status.get("visibility") == "direct":
        return None
    words, links = plain(text(shown.get("content")))
    warning = text(shown.get("spoiler_text"))
    card = text(mapping(shown.get("card")).get("url"))
    named = [text(mapping(one).get("acct")) for one in items(shown.get("mentions"))]
    return Post(
        source=source,
        id=ident,
        author=_handle(text(author.get("acct")), address),
        author_id=text(author.get("url")),
        name=text(author.get("display_name")),
        text=f"{warning}\n{words}" if warning else words,
        at=when(status.get("created_at"), now),
        link=text(status.get("url")) or text(original.get("url")) or text(status.get("uri")),
        client=text(mapping(status.get("application")).get("name")),
        reply_to=str(status.get("in_reply_to_id") or ""),
        repost_of=text(original.get("uri")) or text(original.get("url")),
        links=tuple(dict.fromkeys([*links, *([card] if card else [])])),
        mentions=tuple(_handle(one, address) for one in named if one),
    )


def _handle(acct: str, address: str) -> str:
    """``acct`` names the instance only where that is another one."""
    return f"@{acct}" if "@" in acct else f"@{acct}@{urlsplit(address).hostname}"


def _json(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None

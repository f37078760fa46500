"""Bluesky over its API: searching, and the posts of an account.

https://docs.bsky.app/docs/api/app-bsky-feed-search-posts and …/app-bsky-feed-get-author-feed. The documentation calls
the search public, and since January 2025 it is mostly refused (403) to those who are not signed in
(https://github.com/bluesky-social/atproto/issues/3423, https://github.com/bluesky-social/bsky-docs/issues/332). So it
goes through the account's own server, with an app password: ``acme.bsky.social abcd-efgh-ijkl-mnop`` is the token.
An account's posts are public.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from guard.mentions.sources.reader import NotRead, Reader, Setting, items, mapping, text, when
from guard.model.mention import Post
from guard.model.sentence import Sentence
from guard.web import WebTrouble, WebWhy

_PUBLIC = "https://public.api.bsky.app"
_OPEN = "https://api.bsky.app"
"""It searches now and then also for those who are not signed in."""
_OWN = "https://bsky.social"
"""Where most accounts are signed in."""
_POST = "app.bsky.feed.post"


def search(setting: Setting) -> Reader:
    """The newest posts that are found for some words."""
    less = Sentence.of("Bluesky often refuses searches without a token; put one into the keyring.")
    return Reader(_Search(setting), less=None if setting.token else less)


def account(setting: Setting) -> Reader:
    """What an account posts and repeats itself."""
    return Reader(_Account(setting))


class _Search:
    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._site = setting.door.site(setting.source.address or (_OWN if setting.token else _OPEN))
        self._session: Mapping[str, str] = {}

    async def read(self) -> Sequence[Post]:
        query = {"q": self._setting.source.what, "sort": "latest", "limit": "100"}
        try:
            found = await self._asked(query)
        except WebTrouble as trouble:
            expired = self._session and (trouble.why is WebWhy.DENIED or trouble.status == 400)
            if not expired:
                raise
            # A session lasts two hours or so; its end is told with 400 ("ExpiredToken").
            self._session = {}
            found = await self._asked(query)
        now, source = self._setting.now(), self._setting.source.id
        return [post for one in items(found.get("posts")) if (post := post_of(mapping(one), source, now))]

    async def _asked(self, query: Mapping[str, str]) -> Mapping[str, Any]:
        if self._setting.token and not self._session:
            self._session = await self._signed_in()
        site = self._site.with_headers(self._session)
        try:
            found = mapping((await site.get("/xrpc/app.bsky.feed.searchPosts", query)).data)
        except WebTrouble as trouble:
            if self._setting.token or trouble.why is not WebWhy.DENIED:
                raise
            pattern = "Bluesky searches only for its users now; put a handle and an app password into the keyring."
            raise WebTrouble(WebWhy.DENIED, Sentence.of(pattern), trouble.status) from None
        if not isinstance(found.get("posts"), list):
            raise NotRead(Sentence.of("Bluesky answers with something that is no list of posts."))
        return found

    async def _signed_in(self) -> Mapping[str, str]:
        """https://docs.bsky.app/docs/api/com-atproto-server-create-session."""
        handle, _, password = self._setting.token.strip().partition(" ")
        if not password:
            pattern = "The token for Bluesky is a handle, a space, and an app password; write it so into the keyring."
            raise NotRead(Sentence.of(pattern))
        body = {"identifier": handle.lstrip("@"), "password": password.strip()}
        reply = await self._site.ask("POST", "/xrpc/com.atproto.server.createSession", body=body)
        token = text(mapping(reply.data).get("accessJwt"))
        if not token:
            raise NotRead(Sentence.of("Bluesky did not sign in, and does not say why."))
        return {"Authorization": f"Bearer {token}"}


class _Account:
    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._site = setting.door.site(setting.source.address or _PUBLIC)

    async def read(self) -> Sequence[Post]:
        source = self._setting.source
        query = {"actor": source.what.lstrip("@"), "limit": "50", "filter": "posts_with_replies"}
        found = mapping((await self._site.get("/xrpc/app.bsky.feed.getAuthorFeed", query)).data)
        if not isinstance(found.get("feed"), list):
            raise NotRead(Sentence.of("Bluesky answers with something that is no list of posts."))
        return [post for one in map(mapping, items(found["feed"])) if (post := self._entry(one))]

    def _entry(self, entry: Mapping[str, Any]) -> Post | None:
        now, source = self._setting.now(), self._setting.source.id
        post = post_of(mapping(entry.get("post")), source, now)
        reason = mapping(entry.get("reason"))
        if post is None or reason.get("$type") != "app.bsky.feed.defs#reasonRepost":
            return post
        by = mapping(reason.get("by"))
        return Post(
            source=source,
            id=text(reason.get("uri")) or f"{post.id}#{text(by.get('did'))}",
            author="@" + text(by.get("handle")),
            author_id=text(by.get("did")),
            name=text(by.get("displayName")),
            text=post.text,
            at=when(reason.get("indexedAt"), now),
            link=post.link,
            repost_of=post.id,
            links=post.links,
        )


def post_of(view: Mapping[str, Any], source: str, now: datetime) -> Post | None:
    """A post with its author (``app.bsky.feed.defs#postView``); None for what is none."""
    author, record = mapping(view.get("author")), mapping(view.get("record"))
    uri, did = text(view.get("uri")), text(author.get("did"))
    if not uri or not did:
        return None
    handle = text(author.get("handle"))
    # A post that was written elsewhere before says so; one that claims to be from the future does not count.
    seen = when(view.get("indexedAt"), now)
    name = text(author.get("displayName"))
    return of_record(record, source=source, did=did, handle=handle, name=name, key=uri.rpartition("/")[2], seen=seen)


def of_record(
    record: Mapping[str, Any], *, source: str, did: str, key: str, seen: datetime, handle: str = "", name: str = ""
) -> Post:
    """A record (``app.bsky.feed.post``) in somebody's repository."""
    return Post(
        source=source,
        id=f"at://{did}/{_POST}/{key}",
        author="@" + handle if handle else did,
        author_id=did,
        name=name,
        text=_written_out(record),
        at=when(record.get("createdAt"), seen),
        link=f"https://bsky.app/profile/{handle or did}/post/{key}",
        reply_to=text(mapping(mapping(record.get("reply")).get("parent")).get("uri")),
        links=tuple(dict.fromkeys(_links(record))),
    )


def _links(record: Mapping[str, Any]) -> Sequence[str]:
    found = [
        text(mapping(feature).get("uri"))
        for facet in map(mapping, items(record.get("facets")))
        for feature in items(facet.get("features"))
    ]
    embed = mapping(record.get("embed"))
    found += [text(mapping(one.get("external")).get("uri")) for one in (embed, mapping(embed.get("media")))]
    return [one for one in found if one]


def _written_out(record: Mapping[str, Any]) -> str:
    """The text, with each shortened link as it leads (facets count in bytes of UTF-8).

    https://docs.bsky.app/docs/advanced-guides/post-richtext
    """
    data = text(record.get("text")).encode()
    places = []
    for facet in map(mapping, items(record.get("facets"))):
        index = mapping(facet.get("index"))
        start, end = index.get("byteStart"), index.get("byteEnd")
        uri = next(
            (text(mapping(one).get("uri")) for one in items(facet.get("features")) if mapping(one).get("uri")), ""
        )
        if uri and type(start) is int and type(end) is int and 0 <= start < end <= len(data):
            places.append((start, end, uri))
    for start, end, uri in sorted(places, reverse=True):
        if data[start:end].endswith((b"...", "…".encode())):
            data = data[:start] + uri.encode() + data[end:]
    return data.decode("utf-8", "replace")

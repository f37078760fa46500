"""Each kind of source, read from a server that speaks its protocol; and that none of them fails in silence."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from mention_servers import APP_PASSWORD, TOKEN, Public, created, now, public, status, until, view

from guard.mentions.keeping import Keeper, Pace
from guard.mentions.parsing import entries
from guard.mentions.sources._index import KINDS, kind
from guard.mentions.sources.jetstream import post_in
from guard.mentions.sources.reader import Setting
from guard.mentions.telling import told as said
from guard.model.mention import Post, Source, SourceState
from guard.web import open_door

PACE = Pace(cap=0.2, first=0.02, stream_cap=0.1, silence=20.0, tick=0.02, least=0.03)
BLUESKY = f"acme.bsky.social {APP_PASSWORD}"
SECRETS = (TOKEN, APP_PASSWORD, "session-")


@dataclass
class Kept:
    """What one source brought."""

    posts: list[Post] = field(default_factory=list)
    states: list[SourceState] = field(default_factory=list)
    mark: dict[str, Any] = field(default_factory=dict)
    keeper: Keeper | None = None

    @property
    def ids(self) -> set[str]:
        return {post.id for post in self.posts}

    def noted(self) -> dict[str, Any]:
        """Its mark as it is now."""
        assert self.keeper
        self.keeper.note()
        return self.mark

    @property
    def words(self) -> str:
        """Its last state as people read it."""
        text = str(said(self.states[-1], now()))
        assert not any(secret in text for secret in SECRETS)
        return text


@asynccontextmanager
async def keeping(source: Source, token: str = "", mark: dict[str, Any] | None = None) -> AsyncIterator[Kept]:
    kept = Kept(mark=mark if mark is not None else {})
    async with open_door() as door:
        setting = Setting(door, replace(source, every=0.03), kept.mark, lambda raw: b"cme" in raw, now, token)
        kept.keeper = Keeper(setting, kept.posts.append, kept.states.append, PACE)
        task = asyncio.create_task(kept.keeper.run())
        try:
            yield kept
            assert not task.done(), task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def run(work: Callable[[Public], Awaitable[None]]) -> None:
    async def all_of_it() -> None:
        async with public() as places:
            await work(places)

    asyncio.run(all_of_it())


def failing(kept: Kept) -> bool:
    return bool(kept.states) and not kept.states[-1].watching


def fine(kept: Kept) -> bool:
    return bool(kept.states) and kept.states[-1].watching


def test_every_kind_of_the_table_is_there() -> None:
    assert [callable(kind(name)) for name in KINDS] == [True] * len(KINDS)


def test_a_hashtag_is_asked_for_and_nothing_is_left_out() -> None:
    async def work(places: Public) -> None:
        at = now() - timedelta(minutes=5)
        places.statuses = [status(number, f"<p>#acme {number}</p>", at) for number in range(1, 31)]
        async with keeping(Source("s", "mastodon-tag", places.url, "#acme")) as kept:
            await until(lambda: fine(kept) and len(kept.ids) == 30)
            assert kept.words.endswith("Without a token, it is asked again and again instead of listened to.")
            # More than fits on a page came since, and more than one page is fetched.
            places.statuses += [status(number, "<p>#acme</p>", at) for number in range(31, 131)]
            await until(lambda: len(kept.ids) == 130)
            assert kept.mark == {"since": "130"}
        assert {"limit": "40", "min_id": "30"} in places.paths("/api/v1/timelines/tag/acme")

    run(work)


def test_a_status_is_read_whole() -> None:
    async def work(places: Public) -> None:
        html = '<p>Look <a href="https://acme.example/a">here</a></p>'
        mentions = [{"acct": "acme"}, {"acct": "bo@other.test"}]
        card = {"url": "https://news.example/1"}
        more = {"spoiler_text": "uspol", "mentions": mentions, "card": card, "in_reply_to_id": "3"}
        places.statuses = [status(4, html, now() + timedelta(days=400), **more)]
        async with keeping(Source("s", "mastodon-tag", places.url, "acme")) as kept:
            await until(lambda: kept.posts)
        post = kept.posts[0]
        assert post.at <= now()
        assert post == Post(
            source="s",
            id="https://mastodon.test/users/jo/statuses/4",
            author="@jo@127.0.0.1",
            text="uspol\nLook here",
            at=post.at,
            link="https://mastodon.test/@jo/4",
            name="Jo",
            client="Web",
            reply_to="3",
            author_id="https://m/1",
            links=("https://acme.example/a", "https://news.example/1"),
            mentions=("@acme@127.0.0.1", "@bo@other.test"),
        )

    run(work)


def test_a_hashtag_is_listened_to_and_what_a_break_hid_is_asked_for() -> None:
    async def work(places: Public) -> None:
        places.statuses = [status(1, "<p>#acme</p>", now()), status(9, "<p>psst</p>", now(), visibility="direct")]
        places.statuses[1]["id"] = "0"
        places.streaming = places.url.replace("http://127.0.0.1", "ws://localhost")
        async with keeping(Source("s", "mastodon-tag", places.url, "acme"), TOKEN) as kept:
            await until(lambda: places.streams)
            assert places.hosts == [places.url.replace("http://127.0.0.1", "localhost")]
            told = json.dumps(status(2, "<p>live</p>", now()))
            edited = json.dumps(status(1, "<p>edited</p>", now()))
            places.streams[0].put_nowait(f":thump\nevent: status.update\ndata: {edited}\n\nevent: delete\ndata: 1\n\n")
            places.streams[0].put_nowait(f"event: update\ndata: {told}\n\n")
            await until(lambda: len(kept.posts) == 2)
            assert [post.text for post in kept.posts] == ["#acme", "live"]
            places.statuses += [status(2, "<p>live</p>", now()), status(3, "<p>meanwhile</p>", now())]
            places.streams[0].put_nowait(None)
            await until(lambda: len(places.streams) > 1 and len(kept.posts) == 3)
            assert kept.posts[2].text == "meanwhile"
            assert fine(kept)

    run(work)


def test_where_listening_is_refused_it_is_asked_and_that_is_told() -> None:
    async def work(places: Public) -> None:
        body = '{"error": "This method requires an authenticated user"}'
        places.failing["/api/v1/streaming/hashtag"] = (401, body, {})
        places.statuses = [status(1, "<p>#acme</p>", now())]
        async with keeping(Source("s", "mastodon-tag", places.url, "acme"), TOKEN) as kept:
            await until(lambda: fine(kept) and kept.states[-1].why is not None)
            assert "It is asked again and again instead of listened to: 127.0.0.1" in kept.words
            places.statuses.append(status(2, "<p>#acme</p>", now()))
            await until(lambda: len(kept.ids) == 2)

    run(work)


REFUSED = "This method requires an authenticated user"


@pytest.mark.parametrize(
    ("source", "token", "path", "failure", "words"),
    [
        pytest.param(
            Source("s", "mastodon-search", what="acme"),
            "",
            "",
            None,
            "Not read yet: Mastodon searches posts only for its users; put a token into the keyring.",
            id="a search without a token",
        ),
        pytest.param(
            Source("s", "mastodon-tag", what="acme"),
            "",
            "/api/v1/timelines/tag/acme",
            (422, f'{{"error": "{REFUSED}"}}', {}),
            "Not read yet: 127.0.0.1 shows this only to its users; put a token into the keyring.",
            id="an instance that shows nothing without a token",
        ),
        pytest.param(
            Source("s", "mastodon-account", what="@nobody"),
            "",
            "",
            None,
            "Not read yet: {host} knows no such thing (404). “Record not found”",
            id="an account that is not there",
        ),
        pytest.param(
            Source("s", "bluesky-search", what="acme"),
            "",
            "",
            None,
            "Not read yet: Bluesky searches only for its users now; put a handle and an app password into the keyring.",
            id="a search of Bluesky without a token",
        ),
        pytest.param(
            Source("s", "bluesky-search", what="acme"),
            APP_PASSWORD,
            "",
            None,
            "Not read yet: The token for Bluesky is a handle, a space, and an app password;"
            " write it so into the keyring.",
            id="an app password without a handle",
        ),
        pytest.param(
            Source("s", "bluesky-search", what="acme"),
            "acme.bsky.social wrong-password",
            "",
            None,
            "Not read yet: {host} does not accept the token for this (401).",
            id="a wrong app password",
        ),
        pytest.param(
            Source("s", "bluesky-account", what="acme.bsky.social"),
            "",
            "/xrpc/app.bsky.feed.getAuthorFeed",
            (200, '{"feed": "none"}', {}),
            "Not read yet: Bluesky answers with something that is no list of posts.",
            id="an answer of another shape",
        ),
        pytest.param(
            Source("s", "jetstream"),
            "",
            "/subscribe",
            (502, "bad gateway", {}),
            "Not read yet: {host} fails at it (502).",
            id="a stream that does not open",
        ),
        pytest.param(
            Source("s", "feed", "{url}/feed"),
            "",
            "/feed",
            (200, "<html><body>Sign in</body></html>", {"Content-Type": "text/html"}),
            "Not read yet: 127.0.0.1 answers with something that is no feed.",
            id="a page instead of a feed",
        ),
        pytest.param(
            Source("s", "feed", "{url}/feed"),
            "",
            "/feed",
            (301, "", {"Location": "https://elsewhere.test/"}),
            "Not read yet: {host} sends on to another address; write that one in the workspace.",
            id="a feed that moved",
        ),
        pytest.param(
            Source("s", "feed", "http://127.0.0.1:1/feed"),
            "",
            "",
            None,
            "Not read yet: Nobody listens at 127.0.0.1:1.",
            id="nobody there",
        ),
        pytest.param(
            Source("s", "feed", "no address"),
            "",
            "",
            None,
            "Not read yet: “://” is no address like https://example.org.",
            id="no address",
        ),
        pytest.param(
            Source("s", "telepathy"), "", "", None, "Not read yet: There is no kind of source called “telepathy”.",
            id="no such kind",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_tried_again(
    source: Source, token: str, path: str, failure: tuple[int, str, dict[str, str]] | None, words: str
) -> None:
    async def work(places: Public) -> None:
        if failure:
            places.failing[path] = failure
        address = source.address.format(url=places.url) or places.url
        async with keeping(replace(source, address=address), token) as kept:
            await until(lambda: failing(kept))
            assert kept.words == words.format(host=places.url.removeprefix("http://"))
            assert kept.posts == []
            if failure:
                before = len(places.paths(path))
                await until(lambda: len(places.paths(path)) > before)

    run(work)


def test_a_search_of_mastodon() -> None:
    async def work(places: Public) -> None:
        places.found = [status(9, "<p>Acme again</p>", now())]
        async with keeping(Source("s", "mastodon-search", places.url, "acme"), TOKEN) as kept:
            await until(lambda: kept.posts)
            assert kept.posts[0].text == "Acme again"
            assert places.paths("/api/v2/search")[0] == {"q": "acme", "type": "statuses", "limit": "40"}

    run(work)


def test_the_posts_of_a_mastodon_account() -> None:
    async def work(places: Public) -> None:
        original = status(5, "<p>theirs</p>", now(), "bo")
        places.statuses = [
            status(6, "<p>ours</p>", now() - timedelta(1), "acme"),
            status(7, "", now(), "acme", reblog=original),
        ]
        async with keeping(Source("s", "mastodon-account", places.url, "@acme")) as kept:
            await until(lambda: len(kept.ids) == 2)
        first, second = sorted(kept.posts[:2], key=lambda post: post.at)
        assert (first.text, first.repost_of) == ("ours", "")
        assert (second.text, second.repost_of) == ("theirs", original["uri"])
        assert len(places.paths("/api/v1/accounts/lookup")) == 1

    run(work)


def test_a_search_of_bluesky_signs_in_again_when_its_session_ends() -> None:
    async def work(places: Public) -> None:
        places.views = [view(1, "Acme, really?", now())]
        async with keeping(Source("s", "bluesky-search", places.url, "acme"), BLUESKY) as kept:
            await until(lambda: kept.posts)
            assert (kept.posts[0].author, kept.posts[0].link) == (
                "@jo.bsky.social",
                "https://bsky.app/profile/jo.bsky.social/post/3k00000000001",
            )
            places.valid = "gone"
            places.views.append(view(2, "Acme!", now()))
            await until(lambda: len(kept.ids) == 2)
            assert places.sessions == 2
            assert [state.watching for state in kept.states] == [True]

    run(work)


def test_the_posts_of_a_bluesky_account() -> None:
    async def work(places: Public) -> None:
        long_ago, just = now() - timedelta(days=9), now()
        reason = {
            "$type": "app.bsky.feed.defs#reasonRepost",
            "by": {"did": "did:plc:acme", "handle": "acme.bsky.social"},
            "uri": "at://did:plc:acme/app.bsky.feed.repost/1",
            "indexedAt": just.isoformat(),
        }
        places.feed_entries = [
            {"post": view(1, "ours", just, "acme.bsky.social")},
            {"post": view(2, "theirs", long_ago, "bo.bsky.social"), "reason": reason},
        ]
        async with keeping(Source("s", "bluesky-account", places.url, "acme.bsky.social")) as kept:
            await until(lambda: len(kept.ids) == 2)
        by_text = {post.text: post for post in kept.posts}
        assert by_text["ours"].repost_of == ""
        shared = by_text["theirs"]
        assert (shared.author, shared.at) == ("@acme.bsky.social", just)
        assert shared.repost_of == "at://did:plc:bo/app.bsky.feed.post/3k00000000002"

    run(work)


def test_jetstream_goes_on_where_it_broke() -> None:
    async def work(places: Public) -> None:
        begin = now() - timedelta(minutes=3)
        places.play(created(0, "Acme one", begin), created(1, "nothing", begin + timedelta(seconds=1)))
        async with keeping(Source("s", "jetstream", places.url)) as kept:
            await until(lambda: fine(kept))
            await places.drop()
            places.play(created(2, "Acme two", begin + timedelta(seconds=30)))
            await until(lambda: len(kept.ids) == 2)
            last = created(3, "not about it", begin + timedelta(seconds=31))
            places.play(last)
            await until(lambda: kept.noted() == {"cursor": last["time_us"]})
        assert [post.text for post in kept.posts if post.text == "Acme two"] == ["Acme two"]
        first, *again = places.paths("/subscribe")
        assert first == {"wantedCollections": "app.bsky.feed.post"}
        # Two seconds are played again, so that nothing is lost between two servers.
        assert again[0]["cursor"] == str(created(1, "", begin + timedelta(seconds=1))["time_us"] - 2_000_000)

    run(work)


def test_jetstream_does_not_catch_up_with_days() -> None:
    async def work(places: Public) -> None:
        cursor = int((now() - timedelta(hours=9)).timestamp() * 1_000_000)
        async with keeping(Source("s", "jetstream", places.url), mark={"cursor": cursor}):
            await until(lambda: places.paths("/subscribe"))
        assert places.paths("/subscribe")[0] == {"wantedCollections": "app.bsky.feed.post"}

    run(work)


def test_a_stream_that_says_nothing_is_not_taken_for_a_quiet_one() -> None:
    async def work(places: Public) -> None:
        kept = Kept()
        async with open_door() as door:
            source = Source("s", "jetstream", places.url)
            setting = Setting(door, source, kept.mark, lambda _: True, now)
            keeper = Keeper(setting, kept.posts.append, kept.states.append, replace(PACE, silence=0.1))
            task = asyncio.create_task(keeper.run())
            await until(lambda: failing(kept) and len(places.paths("/subscribe")) > 1)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert kept.words == "Not read yet: It has said nothing for 0.1 seconds."

    run(work)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"acme no json", id="no JSON"),
        pytest.param(b"[" * 50_000, id="deep"),
        pytest.param(b'["acme"]', id="a list"),
        pytest.param(b'{"commit":7,"did":"acme"}', id="a number for the commit"),
        pytest.param(json.dumps({**created(1, "Acme", now()), "time_us": "now"}).encode(), id="a time in words"),
        pytest.param(json.dumps({**created(1, "Acme", now()), "time_us": 1e300}).encode(), id="a time without end"),
        pytest.param(json.dumps({"did": "acme", "time_us": 1, "kind": "identity"}).encode(), id="an identity"),
        pytest.param(json.dumps(created(1, "Acme", now())).replace('"create"', '"delete"').encode(), id="a deletion"),
        pytest.param(json.dumps(created(1, "Acme", now())).replace('"create"', '"update"').encode(), id="an edit"),
    ],
)
def test_what_is_no_new_post_is_passed_over(raw: bytes) -> None:
    assert post_in(raw, "s") is None


def test_a_post_of_jetstream_with_everything() -> None:
    text = "Schau mal: acme.example/long… 🎉"
    start = len(b"Schau mal: ")
    facet = {
        "index": {"byteStart": start, "byteEnd": start + len("acme.example/long…".encode())},
        "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://acme.example/long/way"}],
    }
    broken = {"index": {"byteStart": -4, "byteEnd": 10**9}, "features": [{"uri": 7}, "no"]}
    embed = {"$type": "app.bsky.embed.external", "external": {"uri": "https://news.example/", "title": "t"}}
    reply = {"parent": {"uri": "at://did:plc:bo/app.bsky.feed.post/1"}}
    event = created(7, text, now(), facets=[facet, broken], embed=embed, reply=reply)
    event["commit"]["record"]["createdAt"] = "2013-01-01T00:00:00Z"
    post = post_in(json.dumps(event).encode(), "s")
    assert post is not None
    assert post.text == "Schau mal: https://acme.example/long/way 🎉"
    assert post.links == ("https://acme.example/long/way", "https://news.example/")
    assert post.reply_to == "at://did:plc:bo/app.bsky.feed.post/1"
    assert post.at.year == 2013  # an archive that somebody moves here is not what is said now
    assert (post.id, post.author) == ("at://did:plc:jo/app.bsky.feed.post/3k00000000007", "did:plc:jo")


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Alerts</title>{items}</channel></rss>"""
ITEM = "<item><title>{title}</title><link>https://news.example/{title}</link>{more}</item>"
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>r</title>
<entry><id>t3_abc</id><title>Acme &amp;amp; co</title><author><name>/u/jo</name></author>
<link href="https://www.reddit.com/r/x/1"/><updated>2026-11-01T10:00:00+00:00</updated>
<content type="html">&lt;p&gt;They did &lt;a href="https://acme.example/"&gt;it&lt;/a&gt;&lt;/p&gt;</content></entry></feed>"""


def test_a_feed_is_read_once_and_then_only_asked_whether_it_changed() -> None:
    async def work(places: Public) -> None:
        places.page, places.etag = RSS.format(items=ITEM.format(title="Acme", more="")).encode(), '"v1"'
        async with keeping(Source("s", "feed", places.url + "/feed?q=acme")) as kept:
            await until(lambda: '"v1"' in places.conditions)
            assert [post.text for post in kept.posts] == ["Acme"]
            # Without a time, what was there at first may be of any time.
            assert kept.posts[0].at.year == 1970
            more = ITEM.format(title="Acme2", more="") + ITEM.format(title="Acme", more="")
            places.page, places.etag = RSS.format(items=more).encode(), '"v2"'
            await until(lambda: len(kept.ids) == 2)
            newest = next(post for post in kept.posts if post.text == "Acme2")
            assert now() - newest.at < timedelta(minutes=1)
            assert places.paths("/feed")[0] == {"q": "acme"}

    run(work)


def test_an_atom_feed() -> None:
    async def work(places: Public) -> None:
        places.page, places.page_type = ATOM.encode(), "application/atom+xml; charset=utf-8"
        async with keeping(Source("s", "feed", places.url + "/feed")) as kept:
            await until(lambda: kept.posts)
        post = kept.posts[0]
        assert (post.text, post.author, post.at.isoformat()) == (
            "Acme & co\nThey did it",
            "/u/jo",
            "2026-11-01T10:00:00+00:00",
        )
        assert post.links == ("https://www.reddit.com/r/x/1", "https://acme.example/")
        assert post.id.startswith(f"{places.url}/feed#")

    run(work)


def test_a_site_that_wants_to_be_left_alone_is() -> None:
    """It says for how long, and it is not asked a second time before."""

    async def work(places: Public) -> None:
        places.failing["/feed"] = (429, "", {"Retry-After": "3000"})
        async with keeping(Source("s", "feed", places.url + "/feed")) as kept:
            await until(lambda: failing(kept))
            other = Source("o", "feed", places.url + "/other")
            async with keeping(other) as witness:  # which is asked again and again meanwhile
                await until(lambda: len(places.paths("/other")) > 4)
                assert failing(witness)
            assert len(places.paths("/feed")) == 1
            assert "(429)" in kept.words

    run(work)


BOMB = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a0 "acme">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
HOSTILE = [
    pytest.param(BOMB.encode() + b"]><rss><channel><item><title>&a9;</title></item></channel></rss>", id="a bomb"),
    pytest.param(b'<rss version="2.0"><channel>' + b"<item>" * 20_000, id="never closed"),
    pytest.param(b'<rss version="2.0"><channel><item><title>' + b"&" * 50_000, id="only ampersands"),
    pytest.param(b'<rss version="2.0"><channel><item><title>' + b"\xff\xfe" * 50_000, id="no text"),
    pytest.param(b"http://127.0.0.1:1/feed", id="an address"),
    pytest.param(b"/etc/passwd", id="a file's name"),
    pytest.param(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><rss version="2.0"><channel/></rss>', id="a file as entity"),
    pytest.param(b"", id="nothing"),
    pytest.param(
        RSS.format(items=ITEM.format(title="a", more="<pubDate>Mon, 99 Foo 20266 99:99</pubDate>")).encode(),
        id="a date that is none",
    ),
]


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_feeds_end_as_few_small_entries(data: bytes) -> None:
    found = entries(data, "application/xml")
    assert len(found["entries"]) <= 200
    assert len(json.dumps(found)) < 200_000
    assert "root:" not in json.dumps(found)


def test_a_feed_from_the_future_counts_now() -> None:
    async def work(places: Public) -> None:
        more = "<guid>https://news.example/g1</guid><pubDate>Mon, 01 Jan 2040 00:00:00 GMT</pubDate>"
        places.page = RSS.format(items=ITEM.format(title="Acme", more=more)).encode()
        async with keeping(Source("s", "feed", places.url + "/feed")) as kept:
            await until(lambda: kept.posts)
        assert kept.posts[0].at <= now()
        assert kept.posts[0].id == "https://news.example/g1"

    run(work)


def test_a_feed_that_is_too_large_is_not_read() -> None:
    async def work(places: Public) -> None:
        places.page = b" " * (5 * 1024 * 1024)
        async with keeping(Source("s", "feed", places.url + "/feed")) as kept:
            await until(lambda: failing(kept))
            assert kept.words.endswith("sends more than is read here.")

    run(work)

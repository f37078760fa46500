"""The watching process as it runs: counts come to the parent once, whatever falls, and nothing is silent."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from mention_servers import TOKEN, Public, created, now, public, status, until, view

from guard import frames
from guard.languages import said
from guard.mentions.keeping import Pace
from guard.mentions.seen import Seen, short
from guard.mentions.tally import NEWEST, TEXT, Tally
from guard.mentions.telling import told as in_words
from guard.mentions.watcher import Watcher
from guard.mentions.wire import of_sentence, of_state, post_of, sentence_of, state_of, watching_of
from guard.model.mention import Mentions, Post, Source, SourceState, Watching
from guard.model.sentence import Sentence

PACE = Pace(cap=0.5, first=0.05, stream_cap=0.5, silence=20.0, tick=0.05, least=0.05, alive=0.1)


@dataclass
class Parent:
    """What the parent is told."""

    counts: Counter[str] = field(default_factory=Counter)
    minutes: Counter[int] = field(default_factory=Counter)
    posts: list[Post] = field(default_factory=list)
    own: list[Post] = field(default_factory=list)
    states: dict[str, SourceState] = field(default_factory=dict)
    all_states: list[SourceState] = field(default_factory=list)
    marks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    seen: Sequence[str] = ()

    def mentioned(self, mentions: Mentions) -> None:
        for minute, _, count in mentions.counts:
            self.counts[mentions.brand] += count
            self.minutes[minute] += count
        self.posts += mentions.posts

    def posted(self, brand: str, posts: Sequence[Post]) -> None:
        assert brand == "acme"
        self.own += posts

    def changed(self, states: Sequence[SourceState]) -> None:
        self.states |= {state.source: state for state in states}
        self.all_states += states

    def kept(self, marks: Mapping[str, Mapping[str, Any]], seen: Sequence[str]) -> None:
        self.marks, self.seen = marks, seen


@asynccontextmanager
async def watched(
    watching: Sequence[Watching], tokens: Mapping[str, str] | None = None, **more: Any
) -> AsyncIterator[tuple[Watcher, Parent]]:
    parent = Parent()
    watcher = Watcher(parent, pace=PACE, pauses=(0.05, 0.2), **more)
    watcher.furnish(watching, tokens or {})
    task = asyncio.create_task(watcher.run())
    try:
        yield watcher, parent
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def acme(places: Public, *kinds: str, own: tuple[str, ...] = ()) -> Watching:
    addresses = {"feed": places.url + "/feed"}
    whats = {"mastodon-account": "@acme", "bluesky-account": "acme.bsky.social"}

    def source(kind: str) -> Source:
        return Source(kind, kind, addresses.get(kind, places.url), whats.get(kind, "acme"), every=0.05)

    return Watching(
        "acme",
        names=("Acme",),
        handles=("@acme.bsky.social", "@acme@127.0.0.1"),
        sources=tuple(map(source, kinds)),
        own=tuple(map(source, own)),
    )


def test_mentions_are_counted_once_for_each_brand() -> None:
    async def work() -> None:
        async with public() as places:
            at = now() - timedelta(minutes=2)
            places.statuses = [status(1, "<p>#acme</p>", at), status(2, "<p>ours #acme</p>", at, "acme")]
            places.views = []
            other = replace(acme(places, "jetstream"), brand="bolt", names=("Bolt",), handles=())
            watching = [acme(places, "jetstream", "mastodon-tag"), other]
            async with watched(watching) as (_, parent):
                await until(lambda: places.sockets)
                same = created(1, "Acme and Bolt", at)
                places.play(same, same, created(2, "Acme " + "long " * 500, at), created(3, "neither", at))
                await until(lambda: parent.counts == {"acme": 3, "bolt": 1} and len(parent.states) == 2)
                await places.drop()
                places.play(created(4, "Bolt once more", at + timedelta(seconds=1)))
                await until(lambda: parent.counts["bolt"] == 2)
                assert parent.counts == {"acme": 3, "bolt": 2}
            assert set(parent.minutes) == {
                int(at.timestamp() // 60),
                int((at + timedelta(seconds=1)).timestamp() // 60),
            }
            assert max(len(post.text) for post in parent.posts) == TEXT
            # One connection carries all brands; it was opened twice because it broke once.
            assert len(places.paths("/subscribe")) == 2

    asyncio.run(work())


def test_a_process_that_falls_is_started_again_and_counts_nothing_twice() -> None:
    async def work() -> None:
        async with public() as places:
            at = now() - timedelta(minutes=2)
            places.page = RSS.format("<item><title>Acme in a feed</title><guid>https://n.test/1</guid></item>").encode()
            async with watched([acme(places, "jetstream", "feed")]) as (watcher, parent):
                await until(lambda: places.sockets)
                places.play(created(1, "Acme one", at), created(2, "Acme two", at + timedelta(seconds=5)))
                await until(lambda: parent.counts["acme"] == 2 and parent.marks.get("feed", {}).get("digest"))
                first = watcher.process
                assert first
                os.kill(first, signal.SIGKILL)
                await until(lambda: watcher.process not in {first, None} and len(places.paths("/subscribe")) > 1)
                places.play(created(3, "Acme three", at + timedelta(seconds=6)))
                await until(lambda: parent.counts["acme"] == 3)
            fell = [state for state in parent.all_states if not state.watching]
            words = [str(in_words(state, now())) for state in fell]
            assert {word.partition(": ")[2] for word in words} == {
                "The watching has stopped unexpectedly; it is being started again."
            }
            assert all(word.startswith("Not read since ") for word in words)
            assert "cursor" in places.paths("/subscribe")[1]

    asyncio.run(work())


def test_a_process_that_stands_still_is_started_again() -> None:
    async def work() -> None:
        async with public() as places:
            places.statuses = [status(1, "<p>#acme</p>", now())]
            async with watched([acme(places, "mastodon-tag")], patience=3.0) as (watcher, parent):
                await until(lambda: parent.counts["acme"] == 1)
                first = watcher.process
                assert first
                os.kill(first, signal.SIGSTOP)
                places.statuses.append(status(2, "<p>#acme</p>", now()))
                await until(lambda: parent.counts["acme"] == 2)
                assert watcher.process != first

    asyncio.run(work())


def test_what_was_read_before_the_guard_ended_is_not_read_again() -> None:
    async def work() -> None:
        async with public() as places:
            at = now() - timedelta(minutes=2)
            places.statuses = [status(1, "<p>#acme</p>", at)]
            async with watched([acme(places, "mastodon-tag")]) as (_, parent):
                await until(lambda: parent.counts["acme"] == 1 and parent.marks)
            before = dict(parent.marks), list(parent.seen)
            places.statuses.append(status(2, "<p>#acme</p>", at))
            async with watched([acme(places, "mastodon-tag")], marks=before[0], seen=before[1]) as (_, later):
                await until(lambda: later.counts["acme"] == 1)
            assert [post.id[-1] for post in later.posts] == ["2"]

    asyncio.run(work())


def test_another_setup_goes_on_where_the_first_one_was() -> None:
    async def work() -> None:
        async with public() as places:
            places.statuses = [status(1, "<p>#acme</p>", now())]
            places.found = [status(9, "<p>Acme found</p>", now())]
            async with watched([acme(places, "mastodon-tag")], {}) as (watcher, parent):
                await until(lambda: parent.counts["acme"] == 1)
                first = watcher.process
                watcher.furnish([acme(places, "mastodon-tag", "mastodon-search")], {"mastodon-search": TOKEN})
                await until(lambda: parent.counts["acme"] == 2)
                assert watcher.process == first
                watcher.furnish([], {})
                await until(lambda: watcher.process is None)
            assert [post.text for post in parent.posts] == ["#acme", "Acme found"]
            assert TOKEN not in str(parent)

    asyncio.run(work())


def test_the_brands_own_posts_come_too_and_are_no_mentions() -> None:
    async def work() -> None:
        async with public() as places:
            at = now() - timedelta(minutes=2)
            places.statuses = [status(1, "<p>Acme is us</p>", at, "acme")]
            places.feed_entries = [{"post": view(1, "Acme on Bluesky", at, "acme.bsky.social")}]
            watching = acme(places, "jetstream", own=("mastodon-account", "bluesky-account"))
            async with watched([watching]) as (_, parent):
                await until(lambda: len(parent.own) == 2 and places.sockets)
                # Jetstream knows no handles; by now it is known whose this is.
                places.play(created(1, "Acme on Bluesky", at, "did:plc:acme"), created(2, "Acme!", at))
                await until(lambda: parent.counts["acme"] == 1)
                assert [post.text for post in parent.posts] == ["Acme!"]
            assert {post.text for post in parent.own} == {"Acme is us", "Acme on Bluesky"}

    asyncio.run(work())


def test_a_source_that_breaks_is_told_while_the_others_go_on() -> None:
    async def work() -> None:
        async with public() as places:
            places.failing["/feed"] = (500, "", {})
            places.statuses = [status(1, "<p>#acme</p>", now())]
            async with watched([acme(places, "mastodon-tag", "feed")]) as (_, parent):
                await until(lambda: len(parent.states) == 2 and parent.counts["acme"] == 1)
                assert parent.states["mastodon-tag"].watching
                state = parent.states["feed"]
                host = places.url.removeprefix("http://")
                assert in_words(state, now()) == f"Not read yet: {host} fails at it (500)."
                assert said(in_words(state, now()), "de").startswith("Noch nicht gelesen: ")
                places.failing.clear()
                places.page = RSS.format("").encode()
                await until(lambda: parent.states["feed"].watching)

    asyncio.run(work())


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(frames.pack({"setup": {"watchings": [], "tokens": {}, "marks": {}, "seen": []}}), id="a setup"),
        pytest.param(b"\xff\xff", id="half a frame"),
    ],
)
def test_the_process_ends_with_its_input(told: bytes) -> None:
    command = [sys.executable, "-P", "-m", "guard.mentions.process"]
    ended = subprocess.run(command, input=told, capture_output=True, timeout=20, check=True)
    assert ended.stderr == b""


RSS = '<rss version="2.0"><channel><title>t</title>{}</channel></rss>'
NOW = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)


def tally(*, whole: bool = False, most: int = 50) -> Tally:
    source = Source("s", "feed", all=whole)
    return Tally([Watching("acme", names=("Acme",), sources=(source,))], Seen(most=most), lambda: NOW)


def post(number: int, text: str = "Acme", **more: Any) -> Post:
    return replace(Post("s", f"id{number}", "@jo", text, NOW), **more)


@pytest.mark.parametrize(
    ("posts", "whole", "count"),
    [
        pytest.param([post(1), post(1)], False, 1, id="the same twice"),
        pytest.param([post(1), post(1, source="t")], False, 1, id="by a source of nobody"),
        pytest.param([post(1, "else")], False, 0, id="about something else"),
        pytest.param([post(1, "else")], True, 1, id="a source of which everything counts"),
        pytest.param([post(1, repost_of="id0")], False, 0, id="shared"),
        pytest.param([post(1, at=NOW - timedelta(days=31))], False, 0, id="long ago"),
        pytest.param([post(1, at=NOW + timedelta(days=1))], False, 1, id="from the future"),
    ],
)
def test_what_counts(posts: list[Post], whole: bool, count: int) -> None:
    counting = tally(whole=whole)
    for one in posts:
        counting.take(one)
    counted = counting.drain()["said"]
    assert sum(number for one in counted for _, _, number in one["counts"]) == count
    assert all(minute <= NOW.timestamp() // 60 for one in counted for minute, _, _ in one["counts"])


def test_what_is_handed_over_is_bounded() -> None:
    counting = tally(most=10_000)
    for number in range(1000):
        counting.take(post(number))
    (told,) = counting.drain()["said"]
    assert told["counts"] == [[int(NOW.timestamp() // 60), "s", 1000]]
    assert [one["id"] for one in told["posts"]] == [f"id{number}" for number in range(1000 - NEWEST, 1000)]
    assert counting.drain() == {"said": [], "own": []}


def test_what_is_remembered_is_bounded_and_what_comes_again_stays() -> None:
    seen = Seen(["old"], most=3)
    assert [seen.first(word) for word in ("a", "old", "b", "c", "old", "a")] == [True, False, True, True, False, True]
    assert seen.news() == ["b", "c", "a"]
    assert seen.news() == []
    assert short("a", "b") != short("ab")


def test_what_goes_over_the_pipe_comes_back_as_it_was() -> None:
    why = Sentence.of("It is asked again and again instead of listened to: {why}", why=Sentence.of("No {n}.", n=3))
    for state in (SourceState("s", watching=True, since=NOW, why=why), SourceState("s", watching=False, since=None)):
        assert state_of(frames.unpack(frames.pack(of_state(state))[4:])) == state
    again = sentence_of(of_sentence(why))
    assert again is not None
    assert (again, again.pattern) == (why, why.pattern)
    counting = tally()
    full = post(1, links=("https://a.example",), mentions=("@b",), client="Web", reply_to="r", author_id="d", name="J")
    counting.take(full)
    (told,) = frames.unpack(frames.pack(counting.drain())[4:])["said"]
    assert [post_of(one) for one in told["posts"]] == [full]


def test_a_workspace_goes_over_the_pipe() -> None:
    from guard.mentions.wire import of_watching

    watching = Watching("a", ("A",), ("@a",), ("#a",), ("a.b",), (Source("s", "feed", all=True),), (Source("o", "x"),))
    assert watching_of(frames.unpack(frames.pack(of_watching(watching))[4:])) == watching

"""Postiz's calendar: made drafts, and queued again only for the date that they have there."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pausing_servers_posts import (
    ON_LISTING,
    TOKEN,
    Fault,
    PostServer,
    desk_at,
    half_then_error,
    killed_then_again,
    nothing_known,
    states_of,
)

from guard.model.scheduler import ItemState, LineOutcome
from guard.pausing.act import NotRestored
from guard.pausing.adapter import Posts
from guard.pausing.ledger import Fate
from guard.pausing.tools import postiz


@dataclass
class PostizServer(PostServer):
    """One organization, as Postiz's source has it (gitroomhq/postiz-app).

    ``posts.repository.ts`` (``getPosts``: a range of dates, what repeats once for each time until its end, without
    what was deleted), ``posts.service.ts`` (``changePostStatus`` ends the run that waits, and starts one for
    ``schedule``), ``public.integrations.controller.ts`` (the paths, the key by itself in the header).
    """

    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    runs: set[str] = field(default_factory=set)
    """What waits for its time, and then goes out whatever its state."""
    old: bool = False
    """Before a post's state could be changed from outside."""

    def add(self, content: str, due: datetime, state: str = "QUEUE", every: int | None = None) -> str:
        id_ = f"post{len(self.posts)}"
        channel = {"id": "i1", "providerIdentifier": "linkedin-page", "name": "Acme", "picture": ""}
        self.posts[id_] = {
            "id": id_,
            "content": content,
            "publishDate": _iso(due),
            "state": state,
            "intervalInDays": every,
            "group": f"g-{id_}",
            "integration": channel,
            "tags": [],
        }
        if state == "QUEUE" or every:
            self.runs.add(id_)
        return id_

    async def answer(self, request: web.Request, body: Any) -> web.Response:
        if request.headers.get("Authorization") != TOKEN:
            return web.json_response({"msg": "Invalid API key"}, status=401)
        if (request.method, request.path) == ("GET", "/api/public/v1/posts"):
            start, end = (datetime.fromisoformat(request.query[name]) for name in ("startDate", "endDate"))
            listed = [each for post in self.posts.values() for each in _times(post, start, end)]
            return web.json_response({"posts": listed})
        id_ = request.path.removeprefix("/api/public/v1/posts/").removesuffix("/status")
        if self.old or request.method != "PUT" or not request.path.endswith("/status"):
            return web.json_response(
                {"message": f"Cannot {request.method} {request.path}", "statusCode": 404}, status=404
            )
        if id_ not in self.posts:
            return web.json_response({"message": "Post not found", "statusCode": 400}, status=400)
        self.runs.discard(id_)
        self.posts[id_]["state"] = "DRAFT" if body["status"] == "draft" else "QUEUE"
        if body["status"] == "schedule":
            assert datetime.fromisoformat(self.posts[id_]["publishDate"]) > datetime.now(UTC)
            self.runs.add(id_)
        return web.json_response({"id": id_, "state": self.posts[id_]["state"]})


def _times(post: dict[str, Any], start: datetime, end: datetime) -> list[dict[str, Any]]:
    date = datetime.fromisoformat(post["publishDate"])
    if not post["intervalInDays"]:
        return [post] if start <= date <= end else []
    times = []
    while date <= end:
        times.append({**post, "publishDate": _iso(date), "actualDate": post["publishDate"]})
        date += timedelta(days=post["intervalInDays"])
    return times


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def later(**given: float) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(**given)


def test_what_waits_becomes_a_draft_and_goes_on_at_its_own_time(tmp_path: Path) -> None:
    async def run() -> None:
        server = PostizServer()
        due = later(days=400)
        one = server.add("<p>Hello &amp; welcome</p><p>all</p>", due)
        late = server.add("Late, and still tried", later(hours=-3))
        server.add("A draft", later(days=1), "DRAFT")
        server.add("Out", later(days=-1), "PUBLISHED")
        async with desk_at(postiz, server, tmp_path) as desk:
            line = await desk.pause()
            assert line.outcome is LineOutcome.PAUSED
            assert states_of(line) == {
                "Hello & welcome all": ItemState.PAUSED,
                "Late, and still tried": ItemState.PAUSED,
            }
            assert server.runs == set()
            item, old = desk.waiting()
            assert (item.due, item.accounts) == (due, ("linkedin-page: Acme",))
            assert item.link == desk.scheduler.address + "/launches"
            await desk.resume(item)
            assert (server.runs, server.posts[one]["state"]) == ({one}, "QUEUE")
            await desk.adapter.resume(item, due)
            assert sum("/status" in asked for asked in server.asked) == 3
            with pytest.raises(NotRestored, match="Its time has passed"):
                await desk.resume(old)
            with pytest.raises(NotRestored, match="takes no new time from outside"):
                await desk.resume(old, later(hours=2))
            assert server.posts[late]["state"] == "DRAFT"

    asyncio.run(run())


def test_a_new_time_counts_once_it_was_set_in_postiz(tmp_path: Path) -> None:
    async def run() -> None:
        server = PostizServer()
        id_ = server.add("One", later(hours=1))
        async with desk_at(postiz, server, tmp_path) as desk:
            await desk.pause()
            new = later(days=3)
            server.posts[id_]["publishDate"] = _iso(new)
            back = await desk.resume(desk.waiting()[0], new)
            assert (back.due, back.state, server.runs) == (new, ItemState.GOING, {id_})

    asyncio.run(run())


def test_one_that_repeats_is_stopped_and_never_queued_for_a_time_that_is_past(tmp_path: Path) -> None:
    async def run() -> None:
        server = PostizServer()
        server.add("Every week", later(days=-8), "PUBLISHED", every=7)
        async with desk_at(postiz, server, tmp_path) as desk:
            line = await desk.pause()
            assert (states_of(line), server.runs) == ({"Every week": ItemState.PAUSED}, set())
            (item,) = desk.waiting()
            assert item.due is not None
            assert later(days=5) < item.due < later(days=7)
            with pytest.raises(NotRestored, match="takes no new time from outside"):
                await desk.resume(item)
            assert server.runs == set()

    asyncio.run(run())


def test_a_version_that_is_too_old_is_told_and_nothing_is_deleted(tmp_path: Path) -> None:
    async def run() -> None:
        server = PostizServer(old=True)
        server.add("One", later(days=1))
        async with desk_at(postiz, server, tmp_path) as desk:
            line = await desk.pause()
            assert (line.outcome, line.do) == (LineOutcome.FAILED, postiz.TOOL.by_hand)
            assert "it is too old for that" in line.text
            assert not any(asked.startswith("DELETE") for asked in server.asked)

    asyncio.run(run())


@pytest.mark.parametrize("name", ON_LISTING)
def test_one_that_cannot_be_asked_is_told(tmp_path: Path, name: str) -> None:
    async def run() -> None:
        server = PostizServer()
        server.add("One", later(days=1))
        async with desk_at(postiz, server, tmp_path) as desk:
            await nothing_known(desk, server, name)
            assert server.runs == {"post0"}

    asyncio.run(run())


@pytest.mark.parametrize("answer", [403, 429, 500, "silence", "shape", "words"])
def test_half_paused_and_then_an_error_can_be_repeated(tmp_path: Path, answer: int | str) -> None:
    async def run() -> None:
        server = PostizServer()
        for name in ("One", "Two", "Three"):
            server.add(name, later(days=1))
        async with desk_at(postiz, server, tmp_path, "/api") as desk:
            await half_then_error(desk, server, Fault(answer, "PUT", skip=1), 3)
            assert server.runs == set()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("after", "state"),
    [("PUBLISHED", ItemState.SENT), ("ERROR", ItemState.UNKNOWN), ("", ItemState.GONE), ("NEW", ItemState.UNKNOWN)],
)
def test_what_became_of_one_meanwhile_is_told(tmp_path: Path, after: str, state: ItemState) -> None:
    async def run() -> None:
        server = PostizServer()
        id_ = server.add("One", later(minutes=1))

        def happens() -> None:
            if after:
                server.posts[id_]["state"] = after
            else:
                del server.posts[id_]

        async with desk_at(postiz, server, tmp_path) as desk:
            server.meanwhile["PUT"] = happens
            server.faults = [Fault(400, "PUT")]
            assert states_of(await desk.pause()) == {"One": state}

    asyncio.run(run())


def test_cut_off_midway_and_done_again(tmp_path: Path) -> None:
    async def run() -> None:
        server = PostizServer()
        for name in ("One", "Two", "Three"):
            server.add(name, later(days=1))
        async with desk_at(postiz, server, tmp_path) as desk:
            line = await killed_then_again(desk, server, Fault("silence", "PUT", skip=1, done=True))
            assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 3.")
            assert (server.runs, desk.fates()) == (set(), [Fate.WAITING] * 3)

    asyncio.run(run())


def test_the_cloud_is_asked_where_it_is(tmp_path: Path) -> None:
    async def run() -> None:
        async with desk_at(postiz, PostizServer(), tmp_path) as desk:
            cloud = postiz.adapter(
                desk.door.site("https://api.postiz.com"), desk.scheduler, TOKEN, lambda _: Posts(None)
            )
            assert (cloud._base, cloud._link) == ("/public/v1", "https://platform.postiz.com")

    asyncio.run(run())

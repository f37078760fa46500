"""Mixpost's scheduled posts: made drafts with all they had, and scheduled again at a time that is read back."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

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
from guard.pausing.ledger import Fate
from guard.pausing.tools import mixpost

ONE = "8eb4e98d-2b93-44bd-a664-7a6438eff67b"
TWO = "f9288040-0d50-4e40-83d6-10ef6dd31d9d"


@dataclass
class MixpostServer(PostServer):
    """Two workspaces, as docs.mixpost.app/api and docs.inovector.com/books/api-reference/page/posts have it.

    The list comes in Laravel's pages (``data``, ``links``, ``meta``); an update replaces the whole post, and without
    a date it is a draft (github.com/inovector/n8n-nodes-mixpost, and ``UpdatePost`` in github.com/inovector/mixpost).
    """

    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    zone: str = "UTC"
    """In which zone it says when something is scheduled."""
    wrapped: bool = False

    def add(self, body: str, due: datetime | None, status: str = "scheduled", workspace: str = ONE) -> str:
        uuid = f"00000000-0000-0000-0000-{len(self.posts):012}"
        version = {
            "account_id": 0,
            "is_original": True,
            "content": [{"body": body, "media": [{"id": 7, "url": "https://x.example/7.png"}], "url": ""}],
            "options": {"mastodon": {"sensitive": True}},
        }
        account = {"id": 3, "uuid": TWO, "name": "Acme", "username": "acme", "provider": "mastodon"}
        self.posts[uuid] = {
            "id": len(self.posts),
            "uuid": uuid,
            "status": status,
            "accounts": [account],
            "versions": [version],
            "tags": [{"id": 2, "uuid": ONE, "name": "news", "hex_color": "#38bdf8"}],
            "due": due,
            "workspace": workspace,
            "trashed": False,
        }
        return uuid

    def going(self) -> list[str]:
        return sorted(uuid for uuid, post in self.posts.items() if post["status"] == "scheduled")

    def json(self, post: dict[str, Any]) -> dict[str, Any]:
        due = post["due"].astimezone(ZoneInfo(self.zone)) if post["due"] else None
        shown = {name: value for name, value in post.items() if name not in {"due", "workspace"}}
        return {**shown, "scheduled_at": f"{due:%Y-%m-%d %H:%M:%S}" if due else None, "published_at": None}

    async def answer(self, request: web.Request, body: Any) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"message": "Unauthenticated."}, status=401)
        if request.path == "/mixpost/api/workspaces":
            return web.json_response({"data": [{"uuid": ONE, "name": "Acme"}, {"uuid": TWO, "name": "Other"}]})
        workspace, _, rest = request.path.removeprefix("/mixpost/api/").partition("/")
        mine = {uuid: post for uuid, post in self.posts.items() if post["workspace"] == workspace}
        if rest == "posts":
            page, limit = int(request.query["page"]), int(request.query["limit"])
            found = [self.json(post) for post in mine.values() if post["status"] == request.query["status"]]
            part, last = found[(page - 1) * limit : page * limit], max(1, -(-len(found) // limit))
            return web.json_response({"data": part, "links": {}, "meta": {"current_page": page, "last_page": last}})
        post = mine.get(rest.rpartition("/")[2])
        if post is None:
            return web.json_response({"message": "Post not found."}, status=404)
        if request.method == "PUT":
            return self.update(post, body)
        if request.method == "POST":
            assert rest.startswith("posts/schedule/")
            assert body == {"postNow": False}
            post["status"] = "scheduled"
            return web.json_response({"scheduled_at": self.json(post)["scheduled_at"]})
        return web.json_response({"data": self.json(post)} if self.wrapped else self.json(post))

    def update(self, post: dict[str, Any], body: Any) -> web.Response:
        if post["status"] in {"published", "publishing"}:
            return web.json_response({"message": "in_history", "errors": {"in_history": ["in_history"]}}, status=422)
        post["accounts"] = [
            {"id": each, "name": "Acme", "username": "acme", "provider": "mastodon"} for each in body["accounts"]
        ]
        post["tags"] = [{"id": each} for each in body["tags"]]
        post["versions"] = [
            {
                **version,
                "content": [{**part, "media": [{"id": each} for each in part["media"]]} for part in version["content"]],
            }
            for version in body["versions"]
        ]
        post["due"] = None
        if "date" in body:
            plain = datetime.strptime(f"{body['date']} {body['time']}", "%Y-%m-%d %H:%M")  # noqa: DTZ007
            post["due"] = plain.replace(tzinfo=ZoneInfo(body["timezone"]))
        else:
            post["status"] = "draft"
        return web.json_response({"success": True})


def later(**given: float) -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(**given)


@pytest.mark.parametrize("wrapped", [False, True])
def test_all_pages_become_drafts_with_all_they_had_and_are_scheduled_again(tmp_path: Path, wrapped: bool) -> None:
    async def run() -> None:
        server = MixpostServer(wrapped=wrapped)
        due = later(days=1)
        for number in range(55):
            server.add(f"<div>Post {number:02}</div>", due + timedelta(hours=number))
        server.add("Elsewhere", due, workspace=TWO)
        server.add("A draft", None, "draft")
        server.add("Out", due, "published")
        async with desk_at(mixpost, server, tmp_path, f"/mixpost/api/{ONE}") as desk:
            assert len(await desk.adapter.items()) == 55
            line = await desk.pause()
            assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 55.")
            assert [server.posts[uuid]["workspace"] for uuid in server.going()] == [TWO]
            item = desk.waiting()[4]
            assert (item.title, item.due, item.accounts) == ("Post 04", due + timedelta(hours=4), ("mastodon: acme",))
            post = server.posts[item.id]
            kept = [post["accounts"][0]["id"], post["tags"], post["versions"][0]["options"]]
            assert kept == [3, [{"id": 2}], {"mastodon": {"sensitive": True}}]
            assert post["versions"][0]["content"] == [{"body": "<div>Post 04</div>", "media": [{"id": 7}], "url": ""}]
            post["versions"][0]["content"][0]["body"] = "Changed by a person meanwhile"
            await desk.resume(item)
            assert (post["status"], post["due"]) == ("scheduled", item.due)
            assert post["versions"][0]["content"][0]["body"] == "Changed by a person meanwhile"
            asked = len(server.asked)
            await desk.adapter.resume(item, item.due)
            assert server.asked[asked:] == [f"GET /mixpost/api/{ONE}/posts/{item.id}"]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("only", "left"), [((), []), ((ONE,), [TWO])], ids=["all within reach", "those that are named"]
)
def test_the_workspaces_are_found_or_named(tmp_path: Path, only: tuple[str, ...], left: list[str]) -> None:
    async def run() -> None:
        server = MixpostServer()
        for workspace in (ONE, TWO):
            server.add(workspace, later(days=1), workspace=workspace)
        async with desk_at(mixpost, server, tmp_path, "/mixpost", only) as desk:
            assert (await desk.pause()).outcome is LineOutcome.PAUSED
            assert [server.posts[uuid]["workspace"] for uuid in server.going()] == left

    asyncio.run(run())


def test_a_time_that_is_read_back_as_another_is_not_scheduled(tmp_path: Path) -> None:
    async def run() -> None:
        server = MixpostServer(zone="Asia/Tokyo")
        server.add("One", later(days=1))
        async with desk_at(mixpost, server, tmp_path, f"/mixpost/api/{ONE}") as desk:
            await desk.pause()
            with pytest.raises(NotRestored, match="so it was left as a draft"):
                await desk.resume(desk.waiting()[0], later(days=2))
            assert (server.going(), desk.fates()) == ([], [Fate.WAITING])

    asyncio.run(run())


@pytest.mark.parametrize("name", ON_LISTING)
def test_one_that_cannot_be_asked_is_told(tmp_path: Path, name: str) -> None:
    async def run() -> None:
        server = MixpostServer()
        server.add("One", later(days=1))
        async with desk_at(mixpost, server, tmp_path, "/mixpost") as desk:
            await nothing_known(desk, server, name)
            assert len(server.going()) == 1

    asyncio.run(run())


@pytest.mark.parametrize(
    "change",
    [
        {"versions": None},
        {"versions": [{"content": [{"media": [{"uuid": "x"}]}]}]},
        {"versions": [{"content": [{"media": "7"}]}]},
        {"accounts": [{"id": "three", "provider": "x", "name": "y"}]},
        {"accounts": {}},
        {"tags": [None]},
        {"uuid": None},
        {"status": 5.5},
    ],
    ids=json.dumps,
)
def test_a_post_of_another_shape_is_not_touched(tmp_path: Path, change: dict[str, Any]) -> None:
    async def run() -> None:
        server = MixpostServer()
        before = server.json(server.posts[server.add("One", later(days=1))])
        server.json = lambda post: {**before, **change}  # type: ignore[method-assign]  # noqa: ARG005
        async with desk_at(mixpost, server, tmp_path, f"/mixpost/api/{ONE}") as desk:
            line = await desk.pause()
            assert (line.outcome, "is not as it is known here" in line.text) == (LineOutcome.UNVERIFIED, True)
            assert not any(asked.startswith("PUT") for asked in server.asked)

    asyncio.run(run())


@pytest.mark.parametrize("answer", [403, 429, 500, "silence", "words"])
def test_half_made_drafts_and_then_an_error_can_be_repeated(tmp_path: Path, answer: int | str) -> None:
    async def run() -> None:
        server = MixpostServer()
        for name in ("One", "Two", "Three"):
            server.add(name, later(days=1))
        async with desk_at(mixpost, server, tmp_path, f"/mixpost/api/{ONE}") as desk:
            await half_then_error(desk, server, Fault(answer, "PUT", skip=1), 3)
            assert server.going() == []

    asyncio.run(run())


@pytest.mark.parametrize(
    ("after", "state"),
    [
        ("published", ItemState.SENT),
        ("publishing", ItemState.GOING),
        ("failed", ItemState.UNKNOWN),
        ("trashed", ItemState.GONE),
        ("", ItemState.GONE),
    ],
)
def test_what_became_of_one_meanwhile_is_told(tmp_path: Path, after: str, state: ItemState) -> None:
    async def run() -> None:
        server = MixpostServer()
        uuid = server.add("One", later(minutes=1))

        def happens() -> None:
            if after == "trashed":
                server.posts[uuid] |= {"trashed": True, "status": "draft"}
            elif after:
                server.posts[uuid]["status"] = after
            else:
                del server.posts[uuid]

        async with desk_at(mixpost, server, tmp_path, f"/mixpost/api/{ONE}") as desk:
            server.meanwhile["PUT"] = happens
            server.faults = [Fault(422, "PUT")]
            assert states_of(await desk.pause()) == {"One": state}

    asyncio.run(run())


def test_cut_off_midway_and_done_again(tmp_path: Path) -> None:
    async def run() -> None:
        server = MixpostServer()
        for name in ("One", "Two", "Three"):
            server.add(name, later(days=1))
        async with desk_at(mixpost, server, tmp_path, f"/mixpost/api/{ONE}") as desk:
            line = await killed_then_again(desk, server, Fault("silence", "PUT", skip=1, done=True))
            assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 3.")
            for item in desk.waiting():
                await desk.resume(item)
            assert len(server.going()) == 3

    asyncio.run(run())

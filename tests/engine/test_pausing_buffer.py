"""Buffer's queues: made drafts and scheduled again, over the GraphQL API of today."""

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
from guard.pausing.ledger import Fate
from guard.pausing.tools import buffer


@dataclass
class BufferServer(PostServer):
    """Two organizations, as developers.buffer.com has it.

    /guides/getting-started (one address, a Bearer key), /guides/pagination (``edges`` and ``pageInfo``),
    /guides/error-handling (200 for nearly everything, ``errors`` with a code, or a typed error in the payload), the
    reference (Post, PostStatus, PostActionPayload), and /types/EditPostInput (what is left out stays; ``saveToDraft``).
    """

    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: list[dict[str, Any]] = field(default_factory=list)
    refusal: str = ""
    """The type of the error with which every edit is refused."""

    def add(self, text: str, due: datetime | None, status: str = "scheduled", organization: str = "o1") -> str:
        id_ = f"post{len(self.posts):03}"
        when = due.isoformat().replace("+00:00", "Z") if due else None
        self.posts[id_] = {
            "id": id_,
            "text": text,
            "status": status,
            "dueAt": when,
            "channelId": f"c-{organization}",
            "shareMode": "addToQueue",
            "schedulingType": "automatic",
            "organization": organization,
        }
        return id_

    def going(self) -> list[str]:
        return sorted(post["text"] for post in self.posts.values() if post["status"] in {"scheduled", "sending"})

    async def answer(self, request: web.Request, body: Any) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"errors": [_error("UNAUTHENTICATED", "required")]}, status=401)
        assert (request.method, request.path) == ("POST", "/")
        if self.errors:
            return web.json_response({"data": None, "errors": self.errors})
        query, given = body["query"], body["variables"]
        if query.startswith("mutation Edit"):
            return self.edit(given["input"])
        if query.startswith("query Channels"):
            channel = {"id": f"c-{given['organization']}", "name": "acme", "service": "mastodon"}
            return web.json_response({"data": {"channels": [channel]}})
        if query.startswith("query Posts"):
            return self.page(given)
        if query.startswith("query Post("):
            post = self.posts.get(given["id"])
            found: dict[str, Any] = {"data": {"post": post}}
            return web.json_response(found if post else {"data": None, "errors": [_error("NOT_FOUND", "No such post")]})
        return web.json_response({"data": {"account": {"organizations": [{"id": "o1"}, {"id": "o2"}]}}})

    def page(self, given: Any) -> web.Response:
        mine = [each for each in self.posts.values() if each["organization"] == given["organization"]]
        mine = [each for each in mine if each["status"] in given["status"]]
        start = int(given["after"] or 0)
        page = mine[start : start + given["first"]]
        info = {"hasNextPage": start + len(page) < len(mine), "endCursor": str(start + len(page)) if page else None}
        edges = [{"node": each} for each in page]
        return web.json_response({"data": {"posts": {"edges": edges, "pageInfo": info}}})

    def edit(self, given: Any) -> web.Response:
        post = self.posts.get(given["id"])
        kind = "NotFoundError" if post is None else self.refusal
        if post and not kind and post["status"] in {"sent", "sending"}:
            kind = "InvalidInputError"
        if post is None or kind:
            payload = {"__typename": kind, "message": f"It cannot be edited with {TOKEN}" if kind == "Rest" else "No."}
            return web.json_response({"data": {"editPost": payload}})
        if given["saveToDraft"]:
            post["status"] = "draft"
        elif given["mode"] == "customScheduled":
            post |= {"status": "scheduled", "dueAt": given["dueAt"], "shareMode": given["mode"]}
        return web.json_response({"data": {"editPost": {"__typename": "PostActionSuccess", "post": post}}})


def _error(code: str, message: str) -> dict[str, Any]:
    return {"message": message, "extensions": {"code": code}}


def later(**given: float) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(**given)


def test_the_queues_of_all_organizations_are_emptied_and_put_back(tmp_path: Path) -> None:
    async def run() -> None:
        server = BufferServer()
        due = later(days=1)
        for number in range(60):
            server.add(f"Post {number:02}", due + timedelta(hours=number))
        server.add("Second company", due, organization="o2")
        server.add("Draft already", None, "draft")
        server.add("Waits for approval", due, "needs_approval")
        server.add("Out already", due, "sent")
        async with desk_at(buffer, server, tmp_path) as desk:
            assert len(await desk.adapter.items()) == 61
            line = await desk.pause()
            assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 61.")
            assert server.going() == []
            assert line.link == "https://publish.buffer.com"
            assert {item.accounts for item in line.items} == {("mastodon: acme",)}
            item = next(item for item in desk.waiting() if item.title == "Post 07")
            assert item.due == due + timedelta(hours=7)
            await desk.resume(item)
            assert server.going() == ["Post 07"]
            assert datetime.fromisoformat(server.posts[item.id]["dueAt"]) == item.due
            with pytest.raises(NotRestored, match="does not wait any more"):
                await desk.resume(item)
            await desk.adapter.resume(item, item.due)
            assert server.going() == ["Post 07"]

    asyncio.run(run())


@pytest.mark.parametrize("name", ON_LISTING)
def test_one_that_cannot_be_asked_is_told(tmp_path: Path, name: str) -> None:
    async def run() -> None:
        server = BufferServer()
        server.add("One", later(days=1))
        async with desk_at(buffer, server, tmp_path) as desk:
            await nothing_known(desk, server, name)
            assert server.going() == ["One"]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (_error("UNAUTHORIZED", "Bad key"), "Buffer refuses it: “Bad key”"),
        (_error("RATE_LIMIT_EXCEEDED", "Too many requests"), "Buffer refuses it: “Too many requests”"),
        ({"message": "Query exceeds maximum\ncomplexity"}, "Buffer refuses it: “Query exceeds maximum complexity”"),
        (_error("UNEXPECTED", f"Key {TOKEN} made us fall"), "Buffer refuses it, and does not say why."),
        ({"message": 5, "extensions": None}, "Buffer refuses it, and does not say why."),
        ({"message": "x", "extensions": "y"}, "is not as it is known here"),
    ],
    ids=["key", "limit", "no code", "repeats the key", "odd", "another shape"],
)
def test_errors_inside_a_good_answer_are_told(tmp_path: Path, error: dict[str, Any], words: str) -> None:
    async def run() -> None:
        server = BufferServer(errors=[error])
        async with desk_at(buffer, server, tmp_path) as desk:
            line = await desk.pause()
            assert line.outcome is LineOutcome.UNVERIFIED
            assert words in line.text

    asyncio.run(run())


@pytest.mark.parametrize("answer", [401, 429, 503, "silence", "shape", "words"])
def test_half_made_drafts_and_then_an_error_can_be_repeated(tmp_path: Path, answer: int | str) -> None:
    async def run() -> None:
        server = BufferServer()
        for name in ("One", "Two", "Three"):
            server.add(name, later(days=1))
        async with desk_at(buffer, server, tmp_path) as desk:
            await half_then_error(desk, server, Fault(answer, part="mutation Edit", skip=1), 3)
            assert server.going() == []

    asyncio.run(run())


@pytest.mark.parametrize("kind", ["UnauthorizedError", "LimitReachedError", "RestProxyError"])
def test_an_edit_that_is_refused_leaves_a_truthful_line(tmp_path: Path, kind: str) -> None:
    async def run() -> None:
        server = BufferServer(refusal=kind)
        server.add("One", later(days=1))
        async with desk_at(buffer, server, tmp_path) as desk:
            line = await desk.pause()
            assert (line.outcome, states_of(line)) == (LineOutcome.FAILED, {"One": ItemState.GOING})
            assert line.text.endswith("Buffer refuses it: “No.”")

    asyncio.run(run())


def test_one_that_goes_out_and_one_that_others_delete_meanwhile_are_told(tmp_path: Path) -> None:
    async def run() -> None:
        server = BufferServer()
        out, gone = server.add("Out", later(minutes=1)), server.add("Gone", later(days=1))
        failed = server.add("Failed", later(minutes=1))
        async with desk_at(buffer, server, tmp_path) as desk:
            adapter = desk.adapter
            items = await adapter.items()
            server.posts[out]["status"], server.posts[failed]["status"] = "sent", "error"
            del server.posts[gone]
            expected = {out: ItemState.SENT, gone: ItemState.GONE, failed: ItemState.UNKNOWN}
            assert await adapter.look(items) == expected

    asyncio.run(run())


def test_one_that_goes_out_between_the_list_and_the_pause_is_told(tmp_path: Path) -> None:
    async def run() -> None:
        server = BufferServer()
        id_ = server.add("One", later(minutes=1))
        async with desk_at(buffer, server, tmp_path) as desk:
            server.faults = [Fault(503, part="mutation Edit")]
            await desk.pause()
            server.faults = []
            server.posts[id_]["status"] = "sent"
            line = await desk.pause()
            assert (line.outcome, desk.fates()) == (LineOutcome.FAILED, [Fate.SENT])
            assert "went out meanwhile: 1" in line.text

    asyncio.run(run())


def test_cut_off_midway_and_done_again(tmp_path: Path) -> None:
    async def run() -> None:
        server = BufferServer()
        for name in ("One", "Two", "Three"):
            server.add(name, later(days=1))
        async with desk_at(buffer, server, tmp_path) as desk:
            fault = Fault("silence", part="mutation Edit", skip=1, done=True)
            line = await killed_then_again(desk, server, fault)
            assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 3.")
            for item in desk.waiting():
                await desk.resume(item)
            assert server.going() == ["One", "Three", "Two"]

    asyncio.run(run())


def test_a_draft_that_does_not_become_scheduled_is_not_told_as_going(tmp_path: Path) -> None:
    async def run() -> None:
        server = BufferServer()
        server.add("One", later(days=1))
        async with desk_at(buffer, server, tmp_path) as desk:
            await desk.pause()
            server.faults = [Fault("shape", part="mutation Edit", done=True), Fault(503, part="query Posts")]
            with pytest.raises(NotRestored):
                await desk.resume(desk.waiting()[0])
            assert desk.fates() == [Fate.RESTORING]

    asyncio.run(run())

"""Ghost is paused: against a small server that speaks Ghost's Admin API.

Its answers have the shapes that Ghost 6.65.0 gave when it was asked the same (tests/slow/test_pausing_ghost.py): lists
with ``meta.pagination``, errors as ``{"errors": [{"message", "type", "code"}]}``, 409 with ``UPDATE_COLLISION``, and
a newsletter that is forgotten by what becomes a draft (https://docs.ghost.org/admin-api/).
"""

import asyncio
import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from paused_sites import ODD_BODIES, TROUBLES, Desk, Site, patience, saying

from guard.model.scheduler import Item, ItemKind, ItemState, LineOutcome
from guard.pausing.act import NotRestored
from guard.pausing.adapter import Adapter, BadToken, Posts
from guard.pausing.ledger import Fate
from guard.pausing.tools import ghost
from guard.web import WebWhy, open_door

NAME, SECRET = "6b0395676ca4895004b4b95d", "a1" * 32  # of this file's server
TOKEN = f"{NAME}:{SECRET}"
DUE = datetime(2026, 11, 24, 9, tzinfo=UTC)
WEEKLY = {"id": "6" * 24, "name": "Acme weekly", "slug": "weekly", "status": "active"}


@dataclass
class Blog:
    """What a Ghost knows."""

    site: Site = field(default_factory=Site)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By kind and id: ``posts/6500…``."""

    def __post_init__(self) -> None:
        path = "/ghost/api/admin/{kind:posts|pages}/"
        self.site.app.router.add_get(path, self._list)
        self.site.app.router.add_get(f"{path}{{id}}/", self._read)
        self.site.app.router.add_put(f"{path}{{id}}/", self._edit)

    def add(self, title: str, status: str = "scheduled", kind: str = "posts", **more: Any) -> str:
        """Its id, with the kind before it."""
        key = f"{kind}/{len(self.records):024x}"
        self.records[key] = {
            "id": key.partition("/")[2],
            "title": title,
            "status": status,
            "published_at": _written(DUE + timedelta(minutes=len(self.records))),
            "updated_at": "2026-11-20T08:00:00.000Z",
            **({"newsletter": None, "email_segment": "all"} if kind == "posts" else {}),
            **more,
        }
        return key

    def going(self) -> set[str]:
        """The titles of what would go out."""
        return {record["title"] for record in self.records.values() if record["status"] == "scheduled"}

    def touch(self, key: str, **changes: Any) -> None:
        """Somebody saves it, or Ghost publishes it."""
        record = self.records[key]
        record.update(changes, updated_at=_written(_read(record["updated_at"]) + timedelta(seconds=1)))

    async def _list(self, request: web.Request) -> web.Response:
        if refusal := _refusal(request):
            return refusal
        kind, query = request.match_info["kind"], request.query
        filters = query.get("filter", "")
        ids = re.fullmatch(r"id:\[([0-9a-f,]*)\]", filters)
        assert ids or filters == "status:scheduled", filters
        found = [
            record
            for key, record in sorted(self.records.items())
            if key.startswith(kind) and (record["id"] in ids[1].split(",") if ids else record["status"] == "scheduled")
        ]
        page, limit = int(query["page"]), min(100, int(query["limit"]))
        pages = max(1, -(-len(found) // limit))
        pagination = {"page": page, "limit": limit, "pages": pages, "total": len(found), "prev": None}
        pagination["next"] = page + 1 if page < pages else None
        shown = found[(page - 1) * limit : page * limit]
        return web.json_response(
            {kind: [_shown(record, query) for record in shown], "meta": {"pagination": pagination}}
        )

    async def _read(self, request: web.Request) -> web.Response:
        if refusal := _refusal(request):
            return refusal
        kind = request.match_info["kind"]
        record = self.records.get(f"{kind}/{request.match_info['id']}")
        if record is None:
            return _error(404, "Resource not found error, cannot read post.", "NotFoundError", None)
        return web.json_response({kind: [_shown(record, request.query)]})

    async def _edit(self, request: web.Request) -> web.Response:
        if refusal := _refusal(request):
            return refusal
        kind, key = request.match_info["kind"], f"{request.match_info['kind']}/{request.match_info['id']}"
        (change,) = (await request.json())[kind]
        record = self.records[key]
        if change.pop("updated_at", "") != record["updated_at"]:
            return _error(
                409, "Saving failed! Someone else is editing this post.", "UpdateCollisionError", "UPDATE_COLLISION"
            )
        if change.get("status", record["status"]) != record["status"] and kind == "posts":
            if change["status"] == "draft":
                change |= {"newsletter": None, "email_segment": "all"}
            elif request.query.get("newsletter") == WEEKLY["slug"]:
                change |= {"newsletter": WEEKLY, "email_segment": request.query.get("email_segment", "all")}
        self.touch(key, **change)
        return web.json_response({kind: [self.records[key]]})


def _refusal(request: web.Request) -> web.Response | None:
    """As Ghost checks a signature: https://docs.ghost.org/admin-api/#token-authentication."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    head, claims, mark = token.split(".")
    wanted = hmac.new(bytes.fromhex(SECRET), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    told = {**_decoded(head), **_decoded(claims)}
    good = (
        scheme == "Ghost"
        and base64.urlsafe_b64decode(mark + "==") == wanted
        and told["alg"] == "HS256"
        and told["kid"] == NAME
        and told["aud"] == "/admin/"
        and told["exp"] - told["iat"] <= 300
        and told["iat"] <= time.time() + 1 < told["exp"]
    )
    return None if good else _error(401, "Invalid token: invalid signature", "UnauthorizedError", "INVALID_JWT")


def _decoded(part: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=="))
    return found


def _error(status: int, message: str, kind: str, code: str | None) -> web.Response:
    return web.json_response({"errors": [{"message": message, "type": kind, "code": code}]}, status=status)


def _shown(record: dict[str, Any], query: Any) -> dict[str, Any]:
    """Only the fields that are asked for; a newsletter only where its id is among them."""
    fields = {"email_segment" if one == "email_recipient_filter" else one for one in query["fields"].split(",")}
    shown = {key: value for key, value in record.items() if key in fields}
    if query.get("include") == "newsletter":
        shown["newsletter"] = record["newsletter"] if "newsletter_id" in fields else None
    return shown


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text)


@asynccontextmanager
async def blogging(tmp_path: Path, seconds: float = 15.0) -> AsyncIterator[tuple[Blog, Desk]]:
    blog = Blog()
    async with blog.site.serving() as address:
        yield blog, Desk(ghost, address, TOKEN, tmp_path, seconds=seconds)


def run(test: Callable[[], Coroutine[None, None, None]]) -> None:
    asyncio.run(test())


def item(key: str, **more: Any) -> Item:
    return Item(key, ItemKind.POST, "Spring", **more)


ACTS: dict[str, Callable[[Adapter], Awaitable[object]]] = {
    "items": lambda adapter: adapter.items(),
    "pause": lambda adapter: adapter.pause(item(f"posts/{0:024x}")),
    "look": lambda adapter: adapter.look([item(f"posts/{0:024x}")]),
    "resume": lambda adapter: adapter.resume(item(f"posts/{0:024x}"), DUE),
}


def test_all_pages_of_posts_and_pages_are_found(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            for number in range(230):
                blog.add(f"post {number}")
            for number in range(105):
                blog.add(f"page {number}", kind="pages")
            for status in ("draft", "published", "sent"):
                blog.add(status, status)
            async with desk.adapter() as adapter:
                found = await adapter.items()
            assert {one.title for one in found} == blog.going()
            assert len({one.id for one in found}) == len(found) == 335
            assert len(blog.site.asked) == 3 + 2

    run(test)


def test_an_item_says_what_goes_where_and_when(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring", newsletter=WEEKLY, email_segment="status:free")
            async with desk.adapter() as adapter:
                (found,) = await adapter.items()
            host = desk.address.removeprefix("http://")
            assert found == Item(
                id=key,
                kind=ItemKind.POST,
                title="Spring",
                due=DUE,
                accounts=(f"ghost:{host}", "Acme weekly"),
                link=f"{desk.address}/ghost/#/editor/post/{key.removeprefix('posts/')}",
                kept={"newsletter": "weekly", "segment": "status:free"},
            )

    run(test)


def test_everything_scheduled_is_paused_and_nothing_else_touched(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            going = {blog.add("Spring", newsletter=WEEKLY, email_segment="label:vip"), blog.add("About", kind="pages")}
            for status in ("draft", "published", "sent"):
                blog.add(status, status)
            line = await desk.pause()
            assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 2)
            assert blog.going() == set()
            assert sorted(blog.site.written) == [f"/ghost/api/admin/{key}/" for key in sorted(going)]
            waiting = desk.waiting
            assert {one.fate for one in waiting.values()} == {Fate.WAITING}
            assert waiting["Spring"].item.kept == {"newsletter": "weekly", "segment": "label:vip"}
            assert (await desk.pause()).outcome is LineOutcome.PAUSED
            assert len(blog.site.written) == 2

    run(test)


def test_a_blog_with_nothing_scheduled_says_so(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.add("Winter", "published")
            assert (await desk.pause()).outcome is LineOutcome.NOTHING

    run(test)


@pytest.mark.parametrize("before", ["GET", "PUT"])
def test_what_goes_out_meanwhile_is_told_and_not_pulled_back(tmp_path: Path, before: str) -> None:
    """Before it is read again, or between that and the change, which Ghost refuses then."""

    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring")
            blog.add("Summer")

            async def goes_out(request: web.Request) -> None:
                if request.path.endswith(f"{key}/") and blog.records[key]["status"] == "scheduled":
                    blog.touch(key, status="published")

            blog.site.spoil(goes_out, method=before)
            line = await desk.pause()
            assert line.outcome is LineOutcome.FAILED
            assert "went out meanwhile: 1" in line.text
            assert blog.records[key]["status"] == "published"
            assert {title: one.fate for title, one in desk.waiting.items()} == {
                "Spring": Fate.SENT,
                "Summer": Fate.WAITING,
            }

    run(test)


def test_what_is_edited_meanwhile_is_read_again_and_paused_with_its_new_newsletter(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring")

            async def edits(_: web.Request) -> None:
                blog.touch(key, newsletter=WEEKLY, email_segment="status:-free")

            blog.site.spoil(edits, method="PUT", times=1)
            assert (await desk.pause()).outcome is LineOutcome.PAUSED
            assert desk.waiting["Spring"].item.kept == {"newsletter": "weekly", "segment": "status:-free"}

    run(test)


def test_what_is_edited_without_end_is_told_as_going(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring")

            async def edits(_: web.Request) -> None:
                blog.touch(key)

            blog.site.spoil(edits, method="PUT")
            line = await desk.pause()
            assert line.outcome is LineOutcome.FAILED
            assert "still going: 1" in line.text
            assert line.do == ghost.TOOL.by_hand
            assert len(blog.site.written) == ghost.TURNS

    run(test)


@pytest.mark.parametrize("name", TROUBLES)
def test_half_paused_and_then_a_trouble_is_told_and_repeated(tmp_path: Path, name: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path, seconds=patience(name)) as (blog, desk):
            for title in ("Spring", "Summer", "Autumn"):
                blog.add(title, newsletter=WEEKLY, email_segment="status:free")
            blog.site.spoil(TROUBLES[name][0], method="PUT", passing=1)
            line = await desk.pause()
            assert line.outcome in {LineOutcome.FAILED, LineOutcome.UNVERIFIED}
            assert len(blog.going()) == 2
            blog.site.heal()
            assert (await desk.pause()).outcome is LineOutcome.PAUSED
            assert blog.going() == set()
            assert [one.item.kept["newsletter"] for one in desk.waiting.values()] == ["weekly"] * 3

    run(test)


@pytest.mark.parametrize("at", range(8))
def test_killed_at_any_request_and_repeated_nothing_is_lost(tmp_path: Path, at: int) -> None:
    """Ghost carries the request out all the same."""

    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            for title in ("Spring", "Summer", "Autumn"):
                blog.add(title, newsletter=WEEKLY, email_segment="status:free")
            killed = asyncio.create_task(desk.pause())

            async def kill(request: web.Request) -> web.StreamResponse:
                answer = await _handled(request)
                killed.cancel()
                return answer

            blog.site.spoil(kill, passing=at, times=1)
            with pytest.raises(asyncio.CancelledError):
                await killed
            assert (await desk.pause()).outcome is LineOutcome.PAUSED
            assert blog.going() == set()
            assert {title: one.item.kept for title, one in desk.waiting.items()} == {
                title: {"newsletter": "weekly", "segment": "status:free"} for title in ("Spring", "Summer", "Autumn")
            }

    run(test)


async def _handled(request: web.Request) -> web.StreamResponse:
    answer = await request.match_info.handler(request)
    assert isinstance(answer, web.StreamResponse)
    return answer


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", TROUBLES)
def test_a_trouble_is_a_trouble(tmp_path: Path, name: str, act: str) -> None:
    spoiling, why = TROUBLES[name]

    async def test() -> None:
        async with blogging(tmp_path, seconds=patience(name)) as (blog, desk):
            blog.add("Spring")
            blog.site.spoil(spoiling)
            assert (await desk.trouble(ACTS[act])).why is why

    run(test)


RECORD = {"id": "0" * 24, "title": "S", "status": "scheduled", "published_at": None, "updated_at": "now"}
ODD = [
    *ODD_BODIES,
    json.dumps({"posts": [RECORD]}),
    json.dumps({"posts": [RECORD], "meta": {"pagination": {"next": "2"}}}),
    json.dumps({"posts": [RECORD], "meta": {"pagination": {"next": 1}}}),
    json.dumps({"pages": [RECORD], "meta": {"pagination": {"next": None}}}),
    *(
        json.dumps({"posts": [{**RECORD, **odd}], "meta": {"pagination": {"next": None}}})
        for odd in (
            {"id": "../users"},
            {"id": 7},
            {"status": None},
            {"updated_at": 7},
            {"published_at": 7},
            {"published_at": "tomorrow"},
            {"published_at": "9999-12-31T23:59:59-23:59"},
        )
    ),
]


@pytest.mark.parametrize("body", ODD)
def test_another_shape_is_a_trouble(tmp_path: Path, body: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.site.spoil(saying(200, body))
            assert (await desk.trouble(ACTS["items"])).why is WebWhy.BROKEN

    run(test)


@pytest.mark.parametrize("body", ODD_BODIES)
@pytest.mark.parametrize("act", ["pause", "look", "resume"])
def test_another_shape_is_a_trouble_for_one_post(tmp_path: Path, act: str, body: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.site.spoil(saying(200, body))
            assert (await desk.trouble(ACTS[act])).why is WebWhy.BROKEN

    run(test)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("scheduled", ItemState.GOING),
        ("draft", ItemState.PAUSED),
        ("published", ItemState.SENT),
        ("sent", ItemState.SENT),
        ("pondered", ItemState.UNKNOWN),
    ],
)
def test_what_ghost_says_of_each(tmp_path: Path, status: str, state: ItemState) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            keys = [blog.add(str(number), status) for number in range(120)] + [blog.add("About", status, "pages")]
            items = [item(key) for key in (*keys, f"posts/{'f' * 24}", f"pages/{'f' * 24}")]
            async with desk.adapter() as adapter:
                found = await adapter.look(items)
            assert found == {
                **dict.fromkeys(keys, state),
                **dict.fromkeys((f"posts/{'f' * 24}", f"pages/{'f' * 24}"), ItemState.GONE),
            }

    run(test)


def test_what_is_gone_needs_no_pausing(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (_, desk), desk.adapter() as adapter:
            gone = item(f"posts/{'f' * 24}")
            assert await adapter.pause(gone) == gone

    run(test)


def test_a_site_that_is_no_ghost_is_a_trouble_and_nothing_is_gone(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.add("Spring")
            await desk.pause()
            blog.site.spoil(saying(404, "<h1>404</h1>"))
            assert (await desk.pause()).outcome is LineOutcome.UNVERIFIED
            assert [one.fate for one in desk.waiting.values()] == [Fate.WAITING]

    run(test)


def test_put_back_it_has_its_newsletter_its_readers_and_what_was_written_meanwhile(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring", newsletter=WEEKLY, email_segment="status:free")
            blog.add("Summer", newsletter=WEEKLY)
            await desk.pause()
            blog.touch(key, title="Spring, said better")
            later = DUE + timedelta(days=2)
            for _ in range(2):
                async with desk.adapter() as adapter:
                    await adapter.resume(desk.waiting["Spring"].item, later)
            back = await desk.resume(desk.waiting["Spring"].item, later)
            assert (back.state, back.due) == (ItemState.GOING, later)
            record = blog.records[key]
            assert record["title"] == "Spring, said better"
            assert (record["published_at"], record["newsletter"]) == (_written(later), WEEKLY)
            assert record["email_segment"] == "status:free"
            assert len(blog.site.written) == 2 + 1
            assert blog.going() == {"Spring, said better"}
            assert desk.waiting["Summer"].fate is Fate.WAITING

    run(test)


def test_put_back_by_somebody_else_it_gets_the_time_that_is_asked_for(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring")
            await desk.pause()
            blog.touch(key, status="scheduled")
            await desk.resume(desk.waiting["Spring"].item, DUE + timedelta(days=3))
            assert blog.records[key]["published_at"] == _written(DUE + timedelta(days=3))

    run(test)


@pytest.mark.parametrize("status", ["published", "sent"])
def test_what_is_out_is_not_sent_again(tmp_path: Path, status: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring")
            await desk.pause()
            blog.touch(key, status=status)
            with pytest.raises(NotRestored):
                await desk.resume(desk.waiting["Spring"].item, DUE)
            assert blog.records[key]["status"] == status
            assert len(blog.site.written) == 1

    run(test)


@pytest.mark.parametrize("name", TROUBLES)
def test_not_put_back_is_told_and_it_waits_on(tmp_path: Path, name: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path, seconds=patience(name)) as (blog, desk):
            blog.add("Spring")
            await desk.pause()
            blog.site.spoil(TROUBLES[name][0], method="PUT")
            with pytest.raises(NotRestored):
                await desk.resume(desk.waiting["Spring"].item, DUE)
            assert desk.waiting["Spring"].fate is Fate.WAITING
            assert blog.going() == set()

    run(test)


BAD = ["", "secret", NAME, f"{NAME}:", f"{NAME}:{SECRET[2:]}", f"{NAME}:{'z' * 64}", f"{SECRET}:{NAME}", "b" * 26]


@pytest.mark.parametrize("token", BAD)
def test_a_key_of_another_shape_is_refused_unasked(tmp_path: Path, token: str) -> None:
    async def test() -> None:
        async with open_door() as door:
            desk = Desk(ghost, "https://blog.acme.example", token, tmp_path)
            with pytest.raises(BadToken, match="no Admin API key"):
                ghost.adapter(door.site(desk.address), desk.scheduler, token, lambda _: Posts(may=None))

    run(test)


def test_a_key_of_another_blog_is_denied_and_not_told(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.add("Spring")
            desk.token = f"{NAME}:{'b2' * 32}"
            line = await desk.pause()
            assert line.outcome is LineOutcome.UNVERIFIED
            assert "does not accept the token for this (401)." in line.text
            blog.site.spoil(_echo)
            line = await desk.pause()
            assert "401" in line.text
            assert "eyJ" not in line.text

    run(test)


async def _echo(request: web.Request) -> web.StreamResponse:
    """A site that repeats the signature in its error."""
    return _error(401, f"Bad token {request.headers['Authorization']}", "UnauthorizedError", None)

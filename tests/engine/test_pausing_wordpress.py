"""WordPress is paused: against a small server that speaks WordPress's REST API.

Its answers have the shapes that WordPress 6.1.9 gave when it was asked the same (tests/slow/test_pausing_wordpress.py):
lists with ``X-WP-Total``, errors as ``{"code", "message", "data"}``, posts in the list that the account may not read
left out though they are counted, and an empty page for ``/wp-json`` where permalinks are plain
(https://developer.wordpress.org/rest-api/reference/posts/).
"""

import asyncio
import base64
import json
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
from guard.pausing.tools import wordpress
from guard.web import WebWhy, open_door

TOKEN = "jo:abcd efgh IJKL mnop 1234 qrst"  # noqa: S105  # of this file's server
DUE = datetime(2026, 11, 24, 9, tzinfo=UTC)
POSTS, PAGES, EVENTS = "wp/v2/posts", "wp/v2/pages", "acme/v1/events"
TYPES: dict[str, dict[str, Any]] = {
    "post": {"viewable": True, "rest_base": "posts", "rest_namespace": "wp/v2"},
    "page": {"viewable": True, "rest_base": "pages", "rest_namespace": "wp/v2"},
    "attachment": {"viewable": True, "rest_base": "media", "rest_namespace": "wp/v2"},
    "wp_block": {"viewable": False, "rest_base": "blocks", "rest_namespace": "wp/v2"},
    "event": {"viewable": True, "rest_base": "events", "rest_namespace": "acme/v1"},
}


@dataclass
class Blog:
    """What a WordPress knows."""

    site: Site = field(default_factory=Site)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By route: ``wp/v2/posts/12``."""
    types: dict[str, dict[str, Any]] = field(default_factory=lambda: dict(TYPES))
    pretty: bool = True
    hidden: set[str] = field(default_factory=set)
    """The titles that this account may not read."""

    def __post_init__(self) -> None:
        for method in ("GET", "POST"):
            self.site.app.router.add_route(method, "/wp-json/{route:.*}", self._pretty)
            self.site.app.router.add_route(method, "/", self._plain)

    def add(self, title: str, status: str = "future", route: str = POSTS, **more: Any) -> str:
        """Its route."""
        number = len(self.records) + 1
        due = (DUE + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%S")
        record = {"id": number, "status": status, "date_gmt": due, "title": {"raw": title, "rendered": title}}
        self.records[f"{route}/{number}"] = {**record, **more}
        return f"{route}/{number}"

    def going(self) -> set[str]:
        """The titles of what would go out."""
        return {record["title"]["raw"] for record in self.records.values() if record["status"] == "future"}

    async def _pretty(self, request: web.Request) -> web.Response:
        return await self._answer(request, request.match_info["route"]) if self.pretty else web.Response()

    async def _plain(self, request: web.Request) -> web.Response:
        return await self._answer(request, request.query["rest_route"].removeprefix("/"))

    async def _answer(self, request: web.Request, route: str) -> web.Response:
        assert float(request.query["doing_wp_cron"]) > 0
        wanted = f"Basic {base64.b64encode(TOKEN.encode()).decode()}"
        if request.headers.get("Authorization") != wanted:
            return _error(401, "rest_cannot_view", "Sorry, you are not allowed to edit posts in this post type.")
        if route == "wp/v2/types":
            return web.json_response(self.types)
        if route in {POSTS, PAGES, EVENTS}:
            return self._list(route, request)
        record = self.records.get(route)
        if record is None:
            return _error(404, "rest_post_invalid_id", "Invalid post ID.")
        if request.method == "POST":
            change = await request.json()
            if change.get("status") == "future" and "date_gmt" not in change:
                return _error(400, "rest_missing", "No date.")
            record.update(change)
        return web.json_response(record)

    def _list(self, route: str, request: web.Request) -> web.Response:
        query = request.query
        assert (query["context"], query["orderby"], query["order"]) == ("edit", "id", "asc")
        statuses, include = query["status"].split(","), query.get("include", "")
        assert statuses in (["future"], ["any", "trash"])
        found = [
            record
            for key, record in self.records.items()
            if key.rpartition("/")[0] == route
            and (not include or str(record["id"]) in include.split(","))
            and (statuses != ["future"] or record["status"] == "future")
            and record["status"] != "inherit"
        ]
        offset, limit = int(query["offset"]), min(100, int(query["per_page"]))
        part = found[offset : offset + limit]
        shown = [record for record in part if record["title"].get("raw") not in self.hidden]
        total = len(found) if part else 0
        return web.json_response(shown, headers={"X-WP-Total": str(total), "X-WP-TotalPages": str(-(-total // limit))})


def _error(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"code": code, "message": message, "data": {"status": status}}, status=status)


@asynccontextmanager
async def blogging(tmp_path: Path, seconds: float = 15.0) -> AsyncIterator[tuple[Blog, Desk]]:
    blog = Blog()
    async with blog.site.serving() as address:
        yield blog, Desk(wordpress, address, TOKEN, tmp_path, seconds=seconds)


def run(test: Callable[[], Coroutine[None, None, None]]) -> None:
    asyncio.run(test())


def item(route: str) -> Item:
    return Item(route, ItemKind.POST, "Spring")


ACTS: dict[str, Callable[[Adapter], Awaitable[object]]] = {
    "items": lambda adapter: adapter.items(),
    "pause": lambda adapter: adapter.pause(item(f"{POSTS}/1")),
    "look": lambda adapter: adapter.look([item(f"{POSTS}/1")]),
    "resume": lambda adapter: adapter.resume(item(f"{POSTS}/1"), DUE),
}


@pytest.mark.parametrize("pretty", [True, False], ids=["wp-json", "rest_route"])
def test_all_pages_of_all_kinds_are_found(tmp_path: Path, pretty: bool) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.pretty = pretty
            for number in range(230):
                blog.add(f"post {number}")
            for number in range(100):
                blog.add(f"page {number}", route=PAGES)
            blog.add("fair", route=EVENTS)
            for status in ("draft", "publish", "private", "pending", "trash"):
                blog.add(status, status)
            async with desk.adapter() as adapter:
                found = await adapter.items()
            assert {one.title for one in found} == blog.going()
            assert len({one.id for one in found}) == len(found) == 331

    run(test)


def test_an_item_says_what_goes_where_and_when(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.add("Spring", date_gmt="2026-11-24T09:00:00")
            blog.add("", date_gmt="2026-11-24T09:00:00")
            blog.add("no titles", route=EVENTS)
            blog.records[f"{EVENTS}/3"]["title"] = {}
            async with desk.adapter() as adapter:
                found, untitled, kind_without_titles = await adapter.items()
            assert found == Item(
                id=f"{POSTS}/1",
                kind=ItemKind.POST,
                title="Spring",
                due=DUE,
                accounts=(f"wordpress:{desk.address.removeprefix('http://')}",),
                link=f"{desk.address}/wp-admin/post.php?post=1&action=edit",
            )
            assert (untitled.title, kind_without_titles.title) == ("#2", "#3")

    run(test)


def test_everything_scheduled_is_paused_and_nothing_else_touched(tmp_path: Path) -> None:
    """What is late is paused as well."""

    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.add("Spring")
            blog.add("late", date_gmt="2020-01-01T00:00:00")
            blog.add("About", route=PAGES)
            for status in ("draft", "publish", "private"):
                blog.add(status, status)
            line = await desk.pause()
            assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 3)
            assert blog.going() == set()
            assert len(blog.site.written) == 3
            assert {one.fate for one in desk.waiting.values()} == {Fate.WAITING}
            assert (await desk.pause()).outcome is LineOutcome.PAUSED
            assert len(blog.site.written) == 3

    run(test)


def test_a_site_with_nothing_scheduled_says_so(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.add("Winter", "publish")
            assert (await desk.pause()).outcome is LineOutcome.NOTHING

    run(test)


def test_posts_that_the_account_may_not_see_are_told(tmp_path: Path) -> None:
    """WordPress counts them and leaves them out."""

    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            for number in range(130):
                blog.add(f"post {number}")
            blog.hidden = {"post 120"}
            trouble = await desk.trouble(ACTS["items"])
            assert trouble.why is WebWhy.DENIED
            assert "does not show this account all that waits" in trouble.text

    run(test)


@pytest.mark.parametrize("kind", wordpress.NEEDED)
def test_kinds_that_the_account_may_not_see_are_told(tmp_path: Path, kind: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            del blog.types[kind]
            assert (await desk.trouble(ACTS["items"])).why is WebWhy.DENIED

    run(test)


def test_the_list_grows_short_while_it_is_read(tmp_path: Path) -> None:
    """What slipped to an earlier page is found by the next look."""

    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            for number in range(150):
                blog.add(f"post {number}")

            async def goes_out(request: web.Request) -> None:
                if request.query.get("offset") == "100" and "include" not in request.query:
                    for number in range(1, 61):
                        blog.records[f"{POSTS}/{number}"]["status"] = "publish"

            blog.site.spoil(goes_out)
            await desk.pause()
            assert blog.going() == set()
            assert len(blog.site.written) == 90

    run(test)


def test_what_goes_out_meanwhile_is_told_and_not_pulled_back(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring")
            blog.add("Summer")

            async def goes_out(request: web.Request) -> None:
                if request.path.endswith(key):
                    blog.records[key]["status"] = "publish"

            blog.site.spoil(goes_out)
            line = await desk.pause()
            assert line.outcome is LineOutcome.FAILED
            assert "went out meanwhile: 1" in line.text
            assert blog.records[key]["status"] == "publish"
            assert desk.waiting["Spring"].fate is Fate.SENT

    run(test)


@pytest.mark.parametrize("name", TROUBLES)
def test_half_paused_and_then_a_trouble_is_told_and_repeated(tmp_path: Path, name: str) -> None:
    """Where WordPress did it and only its answer cannot be read, that is read back."""

    async def test() -> None:
        async with blogging(tmp_path, seconds=patience(name)) as (blog, desk):
            for title in ("Spring", "Summer", "Autumn"):
                blog.add(title)
            blog.site.spoil(TROUBLES[name][0], method="POST", passing=1)
            line = await desk.pause()
            assert line.outcome in {LineOutcome.FAILED, LineOutcome.UNVERIFIED}
            assert len(blog.going()) == 2
            blog.site.heal()
            assert (await desk.pause()).outcome is LineOutcome.PAUSED
            assert blog.going() == set()
            assert set(desk.waiting) == {"Spring", "Summer", "Autumn"}

    run(test)


@pytest.mark.parametrize("at", range(10))
def test_killed_at_any_request_and_repeated_nothing_is_lost(tmp_path: Path, at: int) -> None:
    """WordPress carries the request out all the same."""

    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            for title in ("Spring", "Summer", "Autumn"):
                blog.add(title)
            killed = asyncio.create_task(desk.pause())

            async def kill(request: web.Request) -> web.StreamResponse:
                answer = await request.match_info.handler(request)
                assert isinstance(answer, web.StreamResponse)
                killed.cancel()
                return answer

            blog.site.spoil(kill, passing=at, times=1)
            with pytest.raises(asyncio.CancelledError):
                await killed
            assert (await desk.pause()).outcome is LineOutcome.PAUSED
            assert blog.going() == set()
            assert set(desk.waiting) == {"Spring", "Summer", "Autumn"}

    run(test)


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


@pytest.mark.parametrize("act", ["pause", "look", "resume"])
@pytest.mark.parametrize("name", TROUBLES)
def test_a_trouble_after_the_first_answer_is_a_trouble(tmp_path: Path, name: str, act: str) -> None:
    spoiling, why = TROUBLES[name]

    async def test() -> None:
        async with blogging(tmp_path, seconds=patience(name)) as (blog, desk):
            blog.add("Spring")
            blog.site.spoil(spoiling, passing=1)
            assert (await desk.trouble(ACTS[act])).why is why

    run(test)


ODD_TYPES = [
    *('{"post": null}', '{"post": []}', '{"post": {"viewable": "yes"}}', '{"post": {"viewable": true}}'),
    json.dumps({**TYPES, "odd": {"viewable": True, "rest_base": "../users?"}}),
]


@pytest.mark.parametrize("body", [*(body for body in ODD_BODIES if body != "{}"), *ODD_TYPES])
def test_kinds_of_another_shape_are_a_trouble(tmp_path: Path, body: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.site.spoil(saying(200, body))
            assert (await desk.trouble(ACTS["items"])).why is WebWhy.BROKEN

    run(test)


RECORD = {"id": 1, "status": "future", "date_gmt": "2026-11-24T09:00:00", "title": {"raw": "Spring"}}
ODD_LISTS = [
    *((body, "1") for body in (*ODD_BODIES, '{"0": {"id": 1}}')),
    *((json.dumps([RECORD]), total) for total in ("", "-1", "many")),
    *(
        (json.dumps([{**RECORD, **odd}]), "1")
        for odd in ({"id": "1"}, {"status": None}, {"date_gmt": 7}, {"date_gmt": "tomorrow"})
    ),
]


@pytest.mark.parametrize(("body", "total"), [one for one in ODD_LISTS if one[0] != "[]"])
def test_a_list_of_another_shape_is_a_trouble(tmp_path: Path, body: str, total: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.site.spoil(saying(200, body, X_WP_Total=total), passing=1)
            assert (await desk.trouble(ACTS["items"])).why is WebWhy.BROKEN

    run(test)


@pytest.mark.parametrize("body", ODD_BODIES)
@pytest.mark.parametrize("act", ["pause", "resume"])
def test_another_shape_is_a_trouble_for_one_post(tmp_path: Path, act: str, body: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.site.spoil(saying(200, body), passing=1)
            assert (await desk.trouble(ACTS[act])).why is WebWhy.BROKEN

    run(test)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("future", ItemState.GOING),
        ("draft", ItemState.PAUSED),
        ("pending", ItemState.PAUSED),
        ("private", ItemState.PAUSED),
        ("trash", ItemState.PAUSED),
        ("publish", ItemState.SENT),
        ("pondered", ItemState.UNKNOWN),
        ("inherit", ItemState.UNKNOWN),
    ],
)
def test_what_wordpress_says_of_each(tmp_path: Path, status: str, state: ItemState) -> None:
    """Also of what its lists leave out."""

    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            keys = [blog.add(str(number), status) for number in range(120)] + [blog.add("About", status, PAGES)]
            async with desk.adapter() as adapter:
                found = await adapter.look([item(key) for key in (*keys, f"{POSTS}/999")])
            assert found == {**dict.fromkeys(keys, state), f"{POSTS}/999": ItemState.GONE}

    run(test)


@pytest.mark.parametrize("status", ["future", "draft", "trash", "publish"])
def test_a_hundred_are_looked_at_by_one_request(tmp_path: Path, status: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            keys = [blog.add(str(number), status) for number in range(100)]
            async with desk.adapter() as adapter:
                await adapter.look([item(key) for key in keys])
            assert [path for _, path, _ in blog.site.asked] == ["/wp-json/wp/v2/types", "/wp-json/wp/v2/posts"]

    run(test)


def test_what_is_gone_needs_no_pausing(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (_, desk), desk.adapter() as adapter:
            assert await adapter.pause(item(f"{POSTS}/999")) == item(f"{POSTS}/999")

    run(test)


def test_a_site_that_is_no_wordpress_any_more_is_a_trouble_and_nothing_is_gone(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.add("Spring")
            await desk.pause()
            blog.site.spoil(saying(404, "<h1>404</h1>"))
            assert (await desk.pause()).outcome is LineOutcome.UNVERIFIED
            assert [one.fate for one in desk.waiting.values()] == [Fate.WAITING]

    run(test)


def test_put_back_it_goes_once_at_the_new_time_and_the_others_wait(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring")
            blog.add("Summer")
            await desk.pause()
            later = DUE + timedelta(days=2)
            for _ in range(2):
                async with desk.adapter() as adapter:
                    await adapter.resume(desk.waiting["Spring"].item, later)
            back = await desk.resume(desk.waiting["Spring"].item, later)
            assert (back.state, back.due) == (ItemState.GOING, later)
            assert blog.records[key]["date_gmt"] == "2026-11-26T09:00:00"
            assert len(blog.site.written) == 2 + 1
            assert blog.going() == {"Spring"}
            assert desk.waiting["Summer"].fate is Fate.WAITING

    run(test)


@pytest.mark.parametrize("status", ["publish", "trash"])
def test_what_is_out_or_in_the_trash_is_left_so(tmp_path: Path, status: str) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            key = blog.add("Spring")
            await desk.pause()
            blog.records[key]["status"] = status
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
            blog.site.spoil(TROUBLES[name][0], method="POST")
            with pytest.raises(NotRestored):
                await desk.resume(desk.waiting["Spring"].item, DUE)
            assert desk.waiting["Spring"].fate is Fate.WAITING
            assert blog.going() == set()

    run(test)


BAD = [
    "",
    "jo",
    "jo:",
    "jo:password",
    TOKEN.partition(":")[2],
    f"{TOKEN}x",
    f":{TOKEN.partition(':')[2]}",
    "jo\n" + TOKEN,
]


@pytest.mark.parametrize("token", BAD)
def test_a_password_of_another_shape_is_refused_unasked(tmp_path: Path, token: str) -> None:
    async def test() -> None:
        async with open_door() as door:
            desk = Desk(wordpress, "https://blog.acme.example", token, tmp_path)
            with pytest.raises(BadToken, match="no application password"):
                wordpress.adapter(door.site(desk.address), desk.scheduler, token, lambda _: Posts(may=None))

    run(test)


@pytest.mark.parametrize("token", [TOKEN, TOKEN.replace(" ", ""), "jo@acme.example" + TOKEN[2:], "Jö Örg" + TOKEN[2:]])
def test_a_password_with_and_without_spaces_and_any_user_is_taken(tmp_path: Path, token: str) -> None:
    async def test() -> None:
        async with open_door() as door:
            desk = Desk(wordpress, "https://blog.acme.example", token, tmp_path)
            made = wordpress.adapter(door.site(desk.address), desk.scheduler, token, lambda _: Posts(may=None))
            assert "abcd" not in repr(made)

    run(test)


def test_a_wrong_password_is_denied_and_not_told(tmp_path: Path) -> None:
    async def test() -> None:
        async with blogging(tmp_path) as (blog, desk):
            blog.add("Spring")
            desk.token = "jo:abcd efgh IJKL mnop 1234 aaaa"  # noqa: S105  # a wrong one
            line = await desk.pause()
            assert line.outcome is LineOutcome.UNVERIFIED
            assert "401" in line.text
            blog.site.spoil(_echo)
            line = await desk.pause()
            assert "401" in line.text
            assert base64.b64encode(desk.token.encode()).decode() not in line.text

    run(test)


async def _echo(request: web.Request) -> web.StreamResponse:
    """A site that repeats the password in its error."""
    return _error(401, "incorrect_password", f"Bad {request.headers['Authorization']}")

"""Tools that say less than there is, or more than anybody reads: nothing is left out in silence, no secret is told.

The servers are those of the other tests, with the shapes that are named there.
"""

import asyncio
import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pausing_servers_posts import TOKEN, desk_at
from test_pausing_github_actions import TOKEN as GITHUB
from test_pausing_github_actions import Repository
from test_pausing_home_assistant import TOKEN as HOUSE
from test_pausing_home_assistant import House
from test_pausing_mastodon import MastodonServer, near_ones

from guard.model.scheduler import Item, ItemKind, ItemState, Line, LineOutcome, Scheduler
from guard.model.sentence import Sentence
from guard.pausing import all as at_all
from guard.pausing._index import tool
from guard.pausing.adapter import BACK, Judge, Posts
from guard.pausing.all import Job, pause_all
from guard.pausing.ledger import Fate, Ledger
from guard.pausing.lines import page_of
from guard.pausing.restoring import settled
from guard.pausing.shapes import tidied
from guard.pausing.tools import mastodon
from guard.web import WebTrouble

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def lines_of(job: Job, folder: Path) -> Line:
    (line,) = asyncio.run(pause_all([job], Ledger(folder / "waiting"), lambda: NOW, lambda _: None, 15.0))
    return line


class Pages(MastodonServer):
    """A server of the same API with pages of its own length."""

    way = "bare"

    def page(self, request: web.Request, ids: list[str], entries: list[Any]) -> web.Response:
        first = int(request.query.get("offset", 0))
        before = 10**9 if self.way in {"deaf", "offset"} else int(request.query.get("max_id", 10**9))
        found = [one for id_, one in zip(ids, entries, strict=True) if int(id_) < before][first : first + 20]
        link = f'<http://x.example{request.path}?offset={first + 20}>; rel="next"'
        return web.json_response(found, headers={"Link": link} if self.way == "offset" else {})


PAGES = [
    pytest.param("bare", LineOutcome.PAUSED, "Paused, and read back: 60.", 0, id="pages without a word on the next"),
    pytest.param("deaf", LineOutcome.UNVERIFIED, "is not as it is known here", 60, id="the same page again and again"),
    pytest.param("offset", LineOutcome.UNVERIFIED, "is not as it is known here", 60, id="a next page of another kind"),
]


@pytest.mark.parametrize(("way", "outcome", "text", "left"), PAGES)
def test_mastodon_s_pages_are_all_read_or_it_is_told(
    tmp_path: Path, way: str, outcome: LineOutcome, text: str, left: int
) -> None:
    async def run() -> None:
        server = Pages()
        server.way = way
        for number in range(60):
            server.add(f"Post {number}", datetime.now(UTC) + timedelta(days=1 + number // 20))
        async with desk_at(mastodon, server, tmp_path) as desk:
            line = await desk.pause()
            assert (line.outcome, text in line.text, len(near_ones(server))) == (outcome, True, left)

    asyncio.run(run())


@pytest.mark.parametrize("settles", [True, False], ids=["looked for", "paused at once"])
def test_what_was_made_anew_at_mastodon_and_not_heard_of_is_found(tmp_path: Path, settles: bool) -> None:
    """It was deleted to be paused, without a copy; the answer to its being made anew was lost."""

    async def run() -> None:
        server = MastodonServer()
        due = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
        new = server.add("Hello", due)
        params = {"text": "Hello", "media_ids": None}
        listed = datetime.now(UTC).isoformat()
        old = Item("77", ItemKind.POST, "Hello", due=due, kept={"params": params, "way": "taken", "listed": listed})
        async with desk_at(mastodon, server, tmp_path) as desk:
            desk.ledger.note("mine", [old], NOW)
            begun = Item(**{**_fields(old), "kept": {**old.kept, BACK: due.isoformat()}})
            desk.ledger.change("mine", "77", begun, Fate.RESTORING, "Jo")
            if settles:
                await settled(desk.adapter, desk.scheduler, desk.ledger)
                assert desk.fates() == [Fate.RESTORED]
            line = await desk.pause()
            assert (line.text, sorted(desk.fates())) == ("Paused, and read back: 1.", [Fate.RESTORED, Fate.WAITING])
            assert [item.id for item in desk.waiting()] == [str(new)]

    asyncio.run(run())


def _fields(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in Item.__slots__}


class Short(Repository):
    """Pages that are shorter than what was asked for; ``most`` is how many it shows at all."""

    most = 10_000

    def _page(self, request: web.Request, key: str, found: list[dict[str, Any]]) -> web.Response:
        first = 30 * (int(request.query["page"]) - 1)
        return web.json_response({"total_count": len(found), key: found[: self.most][first : first + 30]})


@pytest.mark.parametrize(
    ("most", "outcome", "text"),
    [
        pytest.param(10_000, LineOutcome.PAUSED, "Paused, and read back: 70.", id="in short pages"),
        pytest.param(50, LineOutcome.UNVERIFIED, "more workflows or runs than are read here", id="not all of them"),
    ],
)
def test_github_s_pages_are_all_read_or_it_is_told(tmp_path: Path, most: int, outcome: LineOutcome, text: str) -> None:
    async def run() -> Line:
        repository = Short()
        repository.most = most
        for number in range(70):
            repository.add(f"w{number}")
        async with repository.site.serving() as address:
            job = Job(
                Scheduler("g", "github_actions", f"{address}/acme/site"), lambda: GITHUB, lambda _: Posts(may=True)
            )
            ledger = Ledger(tmp_path / "waiting")
            return (await pause_all([job], ledger, lambda: NOW, lambda _: None))[0]

    line = asyncio.run(run())
    assert (line.outcome, text in line.text) == (outcome, True), line.text


@pytest.mark.parametrize("name", ["github_actions", "home_assistant"])
def test_nobody_waits_while_an_automation_is_judged(tmp_path: Path, name: str) -> None:
    """Others are asked meanwhile: the judge works in a thread."""
    seen: set[int] = set()

    def judge(_: Any) -> Posts:
        seen.add(threading.get_ident())
        return Posts(may=None)

    async def run() -> None:
        made: Any = House() if name == "home_assistant" else Repository()
        made.add("automation.a", {"action": []}) if name == "home_assistant" else made.add("toot")
        async with made.site.serving() as address:
            where = address if name == "home_assistant" else f"{address}/acme/site"
            token = HOUSE if name == "home_assistant" else GITHUB
            ledger = Ledger(tmp_path / "waiting")
            await pause_all([Job(Scheduler("s", name, where), lambda: token, judge)], ledger, lambda: NOW, repr)

    asyncio.run(run())
    assert seen
    assert threading.get_ident() not in seen


def serving_workflows(records: Any, folder: Path, judge: Judge, path: str = "") -> Line:
    """What comes of an n8n whose lists are all so."""

    async def answer(request: web.Request) -> web.Response:
        if request.method == "POST":
            records[0]["activeVersionId"] = None
        listed = [] if request.path.endswith("executions") else records
        body = listed if callable(listed) else {"data": listed, "nextCursor": None}
        return web.json_response(listed(request) if callable(listed) else body)

    async def run() -> Line:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            listening = web.TCPSite(runner, "127.0.0.1", 0)
            await listening.start()
            where = Scheduler("n", "n8n", f"http://127.0.0.1:{runner.addresses[0][1]}{path}")
            ledger = Ledger(folder / "waiting")
            return (await pause_all([Job(where, lambda: TOKEN, judge)], ledger, lambda: NOW, repr))[0]
        finally:
            await runner.cleanup()

    return asyncio.run(run())


def workflow(name: str = "W") -> dict[str, Any]:
    return {"id": "1", "name": name, "active": False, "activeVersionId": "v", "nodes": [], "connections": {}}


def test_a_title_of_a_million_letters_is_a_short_one(tmp_path: Path) -> None:
    line = serving_workflows([workflow("line\n" * 200_000)], tmp_path, lambda _: Posts(None))
    (item,) = line.items
    assert item.title.startswith("line line line")
    assert len(item.title) <= 81
    assert Ledger(tmp_path / "waiting").file("n").stat().st_size < 2000


def test_what_never_ends_is_not_read_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_all, "MOST", 100_000)
    pages: list[str] = []

    def endless(_: web.Request) -> Any:
        pages.append("page")
        return {"data": [workflow("x" * 9000)], "nextCursor": f"c{len(pages)}"}

    line = serving_workflows(endless, tmp_path, lambda _: Posts(None))
    assert (line.outcome, "sends more than is read here" in line.text) == (LineOutcome.UNVERIFIED, True)
    assert len(pages) < 15


def test_a_list_without_a_word_on_its_end_is_none(tmp_path: Path) -> None:
    line = serving_workflows(lambda _: {"data": [workflow()]}, tmp_path, lambda _: Posts(None))
    assert (line.outcome, "cannot be read" in line.text) == (LineOutcome.UNVERIFIED, True)


SECRET = "hunter2hunter2"  # noqa: S105 - of this file
ACCOUNTS = [
    pytest.param(f"n8n-webhook:{SECRET}", "n8n-webhook:…", id="the path of a webhook"),
    pytest.param(f"webhook:a/{SECRET} b", "webhook:…", id="of another one"),
    pytest.param(f"https://jo:{SECRET}@a.example/x?key={SECRET}", "https://a.example/x", id="an address"),
    pytest.param("mastodon:@acme@a.example", "mastodon:@acme@a.example", id="an account"),
    pytest.param("slack:\n#news", "slack: #news", id="two lines"),
    pytest.param("x" * 500, "x" * 120, id="long"),
]


@pytest.mark.parametrize(("account", "shown"), ACCOUNTS)
def test_no_secret_of_an_account_is_told_or_written_down(tmp_path: Path, account: str, shown: str) -> None:
    line = serving_workflows([workflow()], tmp_path, lambda _: Posts(None, (account,)))
    assert [item.accounts for item in line.items] == [(shown,)]
    written = Ledger(tmp_path / "waiting").file("n").read_text(encoding="utf-8")
    assert SECRET not in written + repr(line)


TITLES = [
    pytest.param("a\u202eb\tc\x00", "a b c", id="signs that nobody sees"),
    pytest.param("y" * 500, "y" * 80 + "…", id="long"),
    pytest.param(Sentence.of("{name}, run {number}", name="W", number=7), "W, run 7", id="a sentence"),
    pytest.param(Sentence.of("{name}, run", name="y" * 500), "y" * 80 + "…", id="a long sentence"),
]


@pytest.mark.parametrize(("title", "shown"), TITLES)
def test_a_title_is_one_short_line(title: str, shown: str) -> None:
    item = tidied(Item("1", ItemKind.POST, title, link="https://a.example/" + "x" * 3000, accounts=("a",) * 50))
    assert (item.title, item.link, len(item.accounts)) == (shown, "", 20)
    assert isinstance(item.title, Sentence) == (len(title) < 80 and isinstance(title, Sentence))
    with pytest.raises(WebTrouble, match="too long"):
        tidied(Item("1" * 301, ItemKind.POST, "t"))


LINKS = [
    pytest.param("postiz", "https://api.postiz.com", "https://platform.postiz.com/launches", id="Postiz in the cloud"),
    pytest.param("postiz", "https://p.example/api", "https://p.example/launches", id="Postiz on an own machine"),
    pytest.param("mixpost", "https://m.example/api/0a", "https://m.example", id="Mixpost with its API"),
    pytest.param("github_actions", "https://github.com/a/b.git", "https://github.com/a/b/actions", id="a repository"),
    pytest.param("github_actions", "https://github.com/a/b/actions/", "https://github.com/a/b/actions", id="its page"),
    pytest.param("n8n", f"https://u:{SECRET}@n.example/?k={SECRET}", "https://n.example/home/workflows", id="secrets"),
    pytest.param("buffer", f"ftp://u:{SECRET}@n.example", "https://publish.buffer.com", id="a page of its own"),
]


@pytest.mark.parametrize(("name", "address", "page"), LINKS)
def test_where_a_person_looks(tmp_path: Path, name: str, address: str, page: str) -> None:
    assert page_of(Scheduler("s", name, address), tool(name).TOOL) == page
    line = lines_of(
        Job(Scheduler("s", name, f"ftp://u:{SECRET}@n.example"), lambda: "x:y", lambda _: Posts(None)), tmp_path
    )
    unknown = lines_of(
        Job(Scheduler("s", "own", f"ftp://u:{SECRET}@n.example"), lambda: "x", lambda _: Posts(None)), tmp_path
    )
    assert SECRET not in repr(line) + repr(unknown)
    assert line.items == ()
    assert unknown.link == "ftp://n.example"


def test_a_password_in_an_address_is_not_used(tmp_path: Path) -> None:
    job = Job(Scheduler("s", "n8n", f"https://u:{SECRET}@n.example"), lambda: TOKEN, lambda _: Posts(None))
    line = lines_of(job, tmp_path)
    assert line.text == "The address holds a password; the keyring is the place for it."
    assert SECRET not in repr(line)


def test_a_key_in_an_address_is_in_no_link(tmp_path: Path) -> None:
    line = serving_workflows([workflow()], tmp_path, lambda _: Posts(None), f"/?key={SECRET}")
    (item,) = line.items
    assert item.link.endswith("/workflow/1")
    assert SECRET not in repr(line) + Ledger(tmp_path / "waiting").file("n").read_text(encoding="utf-8")


def test_a_tool_that_is_asked_with_a_key_in_its_address_keeps_it_to_itself(tmp_path: Path) -> None:
    address = f"http://127.0.0.1:1/?key={SECRET}"
    line = lines_of(Job(Scheduler("s", "n8n", address), lambda: TOKEN, lambda _: Posts(None)), tmp_path)
    assert (line.outcome, SECRET in repr(line)) == (LineOutcome.UNVERIFIED, False)
    assert json.dumps(line.text).count("127.0.0.1:1") == 1
    assert ItemState.GOING not in {item.state for item in line.items}

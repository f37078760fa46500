"""GitHub Actions is paused: against a small server that speaks GitHub's REST API.

Its shapes are those of https://docs.github.com/en/rest/actions/workflows, .../rest/actions/workflow-runs and
.../rest/repos/contents: lists as ``{"total_count", "workflows"|"workflow_runs"}`` in pages, files as base64 with line
breaks, 204 for disable and enable, 202 for a cancellation, 409 for a run that has ended, errors as ``{"message"}``. A
workflow that is disabled already is refused with 403. Nothing here was seen on github.com itself.
"""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from paused_sites import ODD_BODIES, TROUBLES, Site, hanging, saying

from guard.model.scheduler import Item, ItemState, Line, LineOutcome, Scheduler
from guard.pausing.act import NotRestored, pause, resume
from guard.pausing.adapter import Adapter, BadToken, Posts
from guard.pausing.ledger import Fate, Ledger
from guard.pausing.tools import github_actions
from guard.web import WebTrouble, WebWhy, open_door

TOKEN = "github_pat_11AAAAAAA0of1this2test3alone"  # noqa: S105 - of this file's server
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BASE = "/api/v3/repos/acme/site"
TOOTS = "on: push\njobs:\n  a:\n    steps:\n      - run: toot post hello\n"
TESTS = "on: push\njobs:\n  a:\n    steps:\n      - run: pytest\n"


@dataclass
class Repository:
    """What a GitHub knows of one repository."""

    site: Site = field(default_factory=Site)
    workflows: dict[int, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    runs: dict[int, dict[str, Any]] = field(default_factory=dict)
    stubborn: int = 0
    """How many looks at it a cancelled run still survives."""

    def __post_init__(self) -> None:
        routes = self.site.app.router
        routes.add_get(f"{BASE}/actions/workflows", self._list)
        routes.add_get(f"{BASE}/actions/workflows/{{id}}", self._read)
        routes.add_put(f"{BASE}/actions/workflows/{{id}}/{{what:enable|disable}}", self._switch)
        routes.add_get(f"{BASE}/actions/runs", self._list_runs)
        routes.add_post(f"{BASE}/actions/runs/{{id}}/cancel", self._cancel)
        routes.add_get(f"{BASE}/contents/{{path:.+}}", self._contents)

    def add(self, name: str, text: str | None = TOOTS, state: str = "active", path: str = "") -> int:
        """Its id."""
        number = 161000 + len(self.workflows)
        path = path or f".github/workflows/{name}.yml"
        self.workflows[number] = {"id": number, "name": name.title(), "path": path, "state": state}
        if text is not None:
            self.files[path] = text
        return number

    def start(self, workflow: int, status: str = "in_progress", path: str = "") -> int:
        """The id of a run."""
        number = 30433642 + len(self.runs)
        self.runs[number] = {"id": number, "name": "Run", "status": status, "workflow_id": workflow, "path": path}
        return number

    async def _list(self, request: web.Request) -> web.Response:
        return self._page(request, "workflows", list(self.workflows.values()))

    async def _list_runs(self, request: web.Request) -> web.Response:
        for run in self.runs.values():
            if run["status"] == "ending":
                if self.stubborn == 0:
                    run["status"] = "completed"
                self.stubborn -= 1
        asked = request.query["status"]
        found = [
            run for run in self.runs.values() if {"ending": "in_progress"}.get(run["status"], run["status"]) == asked
        ]
        return self._page(request, "workflow_runs", found)

    def _page(self, request: web.Request, key: str, found: list[dict[str, Any]]) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"message": "Bad credentials", "status": "401"}, status=401)
        size, page = int(request.query["per_page"]), int(request.query["page"])
        return web.json_response({"total_count": len(found), key: found[size * (page - 1) : size * page]})

    async def _read(self, request: web.Request) -> web.Response:
        return web.json_response(self.workflows[int(request.match_info["id"])])

    async def _switch(self, request: web.Request) -> web.Response:
        found = self.workflows.get(int(request.match_info["id"]))
        if found is None:
            return web.json_response({"message": "Not Found"}, status=404)
        off = request.match_info["what"] == "disable"
        if off and found["state"] != "active":
            return web.json_response({"message": "Unable to disable this workflow."}, status=403)
        found["state"] = "disabled_manually" if off else "active"
        return web.Response(status=204)

    async def _cancel(self, request: web.Request) -> web.Response:
        run = self.runs[int(request.match_info["id"])]
        if run["status"] == "completed":
            return web.json_response({"message": "Cannot cancel a workflow run that is completed."}, status=409)
        run["status"] = "ending" if self.stubborn else "completed"
        return web.json_response({}, status=202)

    async def _contents(self, request: web.Request) -> web.Response:
        text = self.files.get(request.match_info["path"])
        if text is None:
            return web.json_response({"message": "Not Found", "status": "404"}, status=404)
        content = base64.encodebytes(text.encode()).decode()
        return web.json_response({"type": "file", "encoding": "base64", "content": content})


def judge(document: Any) -> Posts:
    assert set(document) == {"path", "text"}
    text = document["text"]
    if "puzzle" in text:
        return Posts(may=None)
    return Posts(may=True, accounts=("mastodon:@acme@a.example",)) if "toot post" in text else Posts(may=False)


@dataclass
class Desk:
    """Pauses a repository; each call does so from the start."""

    address: str
    folder: Path
    only: tuple[str, ...] = ()
    seconds: float = 15.0

    @property
    def scheduler(self) -> Scheduler:
        return Scheduler("site", "github_actions", f"{self.address}/acme/site", only=self.only)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.folder / "waiting")

    @asynccontextmanager
    async def adapter(self) -> AsyncIterator[Adapter]:
        async with open_door() as door:
            site = door.site(self.scheduler.address, seconds=self.seconds)
            yield github_actions.adapter(site, self.scheduler, TOKEN, judge)

    async def pause(self) -> Line:
        async with self.adapter() as asked:
            waits = (0.0, 0.0, 0.0)
            return await pause(asked, github_actions.TOOL, self.scheduler, self.ledger, lambda: NOW, waits=waits)

    async def items(self) -> dict[str, Item]:
        async with self.adapter() as asked:
            return {item.title: item for item in await asked.items()}

    async def resume(self, item: Item) -> Item:
        async with self.adapter() as asked:
            return await resume(asked, self.scheduler, self.ledger, item, None, NOW, "Jo")


def run(repository: Repository, folder: Path, what: Any, **desk: Any) -> Any:
    """What ``what(desk)`` gives while the repository is there."""

    async def within() -> Any:
        async with repository.site.serving() as address:
            return await what(Desk(address, folder, **desk))

    return asyncio.run(within())


def test_what_posts_is_disabled_and_its_runs_are_cancelled(tmp_path: Path) -> None:
    repository = Repository()
    toot, tests = repository.add("toot"), repository.add("tests", TESTS)
    runs = [repository.start(toot, status) for status in ("queued", "in_progress", "waiting", "pending", "requested")]
    other = repository.start(tests)
    line = run(repository, tmp_path, Desk.pause)
    assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 1.")
    (item,) = line.items
    assert (item.title, item.accounts) == ("Toot", ("mastodon:@acme@a.example",))
    assert item.link.endswith("/acme/site/actions/workflows/toot.yml")
    assert line.link.endswith("/acme/site/actions")
    assert repository.workflows[toot]["state"] == "disabled_manually"
    assert {repository.runs[number]["status"] for number in runs} == {"completed"}
    assert (repository.workflows[tests]["state"], repository.runs[other]["status"]) == ("active", "in_progress")


STANDING = [
    pytest.param(TOOTS, True, id="posts"),
    pytest.param(TESTS, False, id="does not post"),
    pytest.param("a puzzle", True, id="nobody understands it"),
    pytest.param(None, True, id="its file is not in the default branch"),
    pytest.param("uses: ./.github/workflows/called.yml", True, id="calls a workflow that posts"),
    pytest.param("uses: 'acme/site/.github/workflows/called.yml@main'", True, id="calls it by its full name"),
    pytest.param("uses: ./.github/actions/say", True, id="uses an action that calls one"),
    pytest.param("uses: ./.github/workflows/round.yml", False, id="calls one that calls itself"),
    pytest.param("uses: acme/other/.github/workflows/called.yml@main", False, id="calls one elsewhere"),
]


@pytest.mark.parametrize(("text", "listed"), STANDING)
def test_whether_a_workflow_is_paused(tmp_path: Path, text: str | None, listed: bool) -> None:
    repository = Repository()
    repository.add("one", text)
    repository.files[".github/workflows/called.yml"] = TOOTS
    repository.files[".github/workflows/round.yml"] = "uses: ./.github/workflows/round.yml"
    repository.files[".github/actions/say/action.yaml"] = "runs:\n  steps:\n    - run: toot post hello\n"
    assert bool(run(repository, tmp_path, Desk.items)) is listed


def test_all_pages_are_read(tmp_path: Path) -> None:
    repository = Repository()
    for number in range(230):
        repository.add(f"w{number}", TOOTS if number in {5, 105, 229} else None, "active" if number > 4 else "deleted")
        if number not in {5, 105, 229}:
            repository.files[f".github/workflows/w{number}.yml"] = TESTS
    last = repository.add("last", state="disabled_manually")
    for _ in range(120):
        repository.start(repository.add("noise", TESTS, "disabled_manually"))
    repository.start(last)
    assert set(run(repository, tmp_path, Desk.items)) == {"W5", "W105", "W229", "Last"}


STATES = [
    pytest.param("active", False, ItemState.GOING, id="active"),
    pytest.param("disabled_manually", False, ItemState.PAUSED, id="disabled"),
    pytest.param("disabled_inactivity", False, ItemState.PAUSED, id="disabled by GitHub"),
    pytest.param("disabled_manually", True, ItemState.GOING, id="disabled, and a run is not over"),
    pytest.param("deleted", False, ItemState.GONE, id="deleted"),
    pytest.param("", False, ItemState.GONE, id="not listed"),
    pytest.param("", True, ItemState.GOING, id="not listed, and a run is not over"),
    pytest.param("sleeping", False, ItemState.UNKNOWN, id="nothing that is known here"),
]


@pytest.mark.parametrize(("said", "busy", "state"), STATES)
def test_what_a_state_means(tmp_path: Path, said: str, busy: bool, state: ItemState) -> None:
    async def look(desk: Desk) -> Any:
        (item,) = (await desk.items()).values()
        repository.workflows[toot]["state"] = said
        if not said:
            del repository.workflows[toot]
        if busy:
            repository.start(toot)
        async with desk.adapter() as asked:
            return await asked.look([item])

    repository = Repository()
    toot = repository.add("toot")
    assert run(repository, tmp_path, look) == {str(toot): state}


def test_a_run_that_takes_a_moment_to_end_is_waited_for(tmp_path: Path) -> None:
    repository = Repository(stubborn=36)
    repository.start(repository.add("toot"))
    assert run(repository, tmp_path, Desk.pause).outcome is LineOutcome.PAUSED


def test_a_run_that_ends_before_it_is_cancelled_is_no_trouble(tmp_path: Path) -> None:
    async def ends(_: web.Request) -> None:
        repository.runs[begun]["status"] = "completed"

    repository = Repository()
    begun = repository.start(repository.add("toot"))
    repository.site.spoil(ends, method="POST")

    async def within(desk: Desk) -> Item:
        item = (await desk.items())["Toot"]
        async with desk.adapter() as asked:
            return await asked.pause(item)

    assert run(repository, tmp_path, within).title == "Toot"
    assert repository.site.written[-1].endswith(f"/runs/{begun}/cancel")


def test_a_run_that_does_not_end_is_told(tmp_path: Path) -> None:
    repository = Repository(stubborn=100_000)
    repository.start(repository.add("toot"))
    line = run(repository, tmp_path, Desk.pause)
    assert line.outcome is LineOutcome.FAILED
    assert "still going: 1" in line.text


def test_disabled_meanwhile_by_somebody_else(tmp_path: Path) -> None:
    repository = Repository()
    toot = repository.add("toot")

    async def somebody(_: web.Request) -> None:
        repository.workflows[toot]["state"] = "disabled_manually"

    repository.site.spoil(somebody, method="PUT")
    assert run(repository, tmp_path, Desk.pause).outcome is LineOutcome.PAUSED


def test_a_token_that_may_only_read_is_told(tmp_path: Path) -> None:
    repository = Repository()
    repository.add("toot")
    said = '{"message": "Resource not accessible by personal access token", "status": "403"}'
    repository.site.spoil(saying(403, said), method="PUT")
    line = run(repository, tmp_path, Desk.pause)
    assert line.outcome is LineOutcome.FAILED
    assert line.text.endswith("does not accept the token for this (403).")


def test_what_github_runs_by_itself_is_left_alone(tmp_path: Path) -> None:
    repository = Repository()
    repository.start(repository.add("pages", None, path="dynamic/pages/pages-build-deployment"))
    assert run(repository, tmp_path, Desk.pause).outcome is LineOutcome.NOTHING


def test_a_run_of_an_unlisted_workflow_is_cancelled_and_never_begun_again(tmp_path: Path) -> None:
    async def both(desk: Desk) -> Any:
        line = await desk.pause()
        return line, [one.fate for one in desk.ledger.all()]

    repository = Repository()
    begun = repository.start(4711, path=".github/workflows/gone.yml@refs/heads/old")
    line, fates = run(repository, tmp_path, both)
    assert repository.runs[begun]["status"] == "completed"
    assert (line.text, fates) == ("Paused, and read back: 0; no longer there: 1.", [Fate.GONE])


def test_a_workflow_comes_back_once(tmp_path: Path) -> None:
    async def back(desk: Desk) -> Any:
        await desk.pause()
        waiting = {one.item.title: one.item for one in desk.ledger.all()}
        assert (await desk.resume(waiting["Toot"])).state is ItemState.GOING
        with pytest.raises(NotRestored, match="does not wait any more"):
            await desk.resume(waiting["Toot"])
        with pytest.raises(NotRestored, match="Only a run of it was cancelled"):
            await desk.resume(waiting["Off"])

    repository = Repository()
    toot, off = repository.add("toot"), repository.add("off", state="disabled_inactivity")
    repository.start(off)
    run(repository, tmp_path, back)
    assert [repository.workflows[one]["state"] for one in (toot, off)] == ["active", "disabled_inactivity"]
    assert [path for path in repository.site.written if path.endswith("enable")] == [
        f"{BASE}/actions/workflows/{toot}/enable"
    ]


@pytest.mark.parametrize("name", [name for name in TROUBLES if name != "a hanging site"])
@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_every_trouble_ends_in_a_truthful_line(tmp_path: Path, name: str, method: str) -> None:
    async def twice(desk: Desk) -> Any:
        first = await desk.pause()
        repository.site.heal()
        return first, await desk.pause()

    repository = Repository()
    repository.start(repository.add("toot"))
    repository.site.spoil(TROUBLES[name][0], method=method)
    first, second = run(repository, tmp_path, twice)
    assert first.outcome is (LineOutcome.UNVERIFIED if method == "GET" else LineOutcome.FAILED)
    assert first.do == github_actions.TOOL.by_hand
    assert TOKEN not in repr(first)
    assert second.outcome is LineOutcome.PAUSED


@pytest.mark.parametrize("body", ODD_BODIES)
def test_odd_answers_are_never_taken_for_quiet(tmp_path: Path, body: str) -> None:
    repository = Repository()
    repository.add("toot")
    repository.site.spoil(saying(200, body), method="GET")
    assert run(repository, tmp_path, Desk.pause).outcome is LineOutcome.UNVERIFIED


def test_a_hanging_github_is_not_verified(tmp_path: Path) -> None:
    repository = Repository()
    repository.site.spoil(hanging)
    line = run(repository, tmp_path, Desk.pause, seconds=0.2)
    assert line.outcome is LineOutcome.UNVERIFIED
    assert "did not answer within 0.2 seconds" in line.text


def test_what_a_person_names_alone_is_paused(tmp_path: Path) -> None:
    repository = Repository()
    repository.add("toot")
    repository.add("tests", TESTS)
    assert set(run(repository, tmp_path, Desk.items, only=("tests.yml",))) == {"Tests"}


ADDRESSES = [
    pytest.param("https://github.com/acme/site", "https://api.github.com/repos/acme/site", id="github.com"),
    pytest.param("https://github.com/acme/site.git", "https://api.github.com/repos/acme/site", id="as git has it"),
    pytest.param("https://www.github.com/acme/site/actions", "https://api.github.com/repos/acme/site", id="its page"),
    pytest.param(
        "https://git.acme.example/a/b/", "https://git.acme.example/api/v3/repos/a/b", id="a server of one's own"
    ),
    pytest.param("https://acme.ghe.com/a/b", "https://api.acme.ghe.com/repos/a/b", id="a company's own part"),
    pytest.param("https://github.com/acme", None, id="no repository"),
    pytest.param("https://github.com/acme/site/../../x", None, id="more than a repository"),
]


def made(address: str, token: str = TOKEN) -> str:
    async def within() -> str:
        async with open_door() as door:
            scheduler = Scheduler("site", "github_actions", address)
            return repr(github_actions.adapter(door.site(address), scheduler, token, judge))

    return asyncio.run(within())


@pytest.mark.parametrize(("address", "asked"), ADDRESSES)
def test_where_a_repository_is_asked(address: str, asked: str | None) -> None:
    if asked:
        assert made(address) == f"GithubActions({asked!r})"
        return
    with pytest.raises(WebTrouble) as trouble:
        made(address)
    assert trouble.value.why is WebWhy.UNSAFE


@pytest.mark.parametrize("token", [pytest.param(each, id=each or "none") for each in ("", "short", "two words " * 3)])
def test_what_can_be_no_token(token: str) -> None:
    with pytest.raises(BadToken, match="one long word"):
        made("https://github.com/acme/site", token)

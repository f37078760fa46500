"""n8n is paused over its public API: workflows, the runs that are still on, and every way in which it can fail.

The server speaks the shapes that n8n 2.40.7 answered with on this path (``packages/cli/src/public-api/v1``: pages by
``nextCursor``, ``activeVersion`` beside the draft, 409 for a run that is over, 405 for an unknown path), and with
``older`` those of 1.123 by its source (no published version, no way to stop a run); a real one is paused in
tests/slow/test_pausing_n8n.py.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from answering import SILENCE, Asked, Told, answering
from pausing_runs import Desk, Killed

from guard.model.scheduler import LineOutcome, Scheduler
from guard.pausing.act import NotRestored
from guard.pausing.adapter import BadToken
from guard.pausing.ledger import Fate
from guard.pausing.tools.n8n_workflows import live, without_calls
from guard.readers import SourceFile
from guard.readers import n8n as reader
from guard.web import WebTrouble

MARK, KEY = "mastodon.brand.example", "a-long-api-key"
CLOCK = {"id": "c", "name": "Clock", "type": "n8n-nodes-base.scheduleTrigger", "parameters": {}}


def post(host: str = MARK) -> dict[str, Any]:
    parameters = {"method": "POST", "url": f"https://{host}/api/v1/statuses", "sendBody": True}
    return {"id": "p", "name": "Post", "type": "n8n-nodes-base.httpRequest", "parameters": parameters}


def call(workflow: object, kind: str = "n8n-nodes-base.executeWorkflow") -> dict[str, Any]:
    return {"id": "x", "name": "Call", "type": kind, "parameters": {"workflowId": workflow}}


def workflow(number: str, *steps: dict[str, Any], active: bool = True, **more: Any) -> dict[str, Any]:
    nodes = [CLOCK, *steps]
    arrows = {
        one["name"]: {"main": [[{"node": to["name"], "type": "main", "index": 0}]]} for one, to in pairwise(nodes)
    }
    parts = {"nodes": nodes, "connections": arrows}
    version = {"versionId": f"v{number}", **parts} if active else None
    published = {"activeVersionId": version and version["versionId"], "activeVersion": version}
    return {"id": number, "name": f"Flow {number}", "active": active, **parts, "settings": {}, **published, **more}


@dataclass
class N8n:
    """An n8n as far as it is asked."""

    workflows: list[dict[str, Any]] = field(default_factory=list)
    runs: list[dict[str, Any]] = field(default_factory=list)
    older: bool = False
    oldest: bool = False
    """It does not know that runs can be running."""
    page: int = 100
    asked: list[Asked] = field(default_factory=list)
    instead: Callable[[Asked], Told | None] = lambda _: None

    def __call__(self, asked: Asked) -> Told:
        self.asked.append(asked)
        if told := self.instead(asked):
            return told
        if asked.headers.get("x-n8n-api-key") != KEY:
            return Told(401, {"message": "Unauthorized"})
        match asked.method, asked.path.removeprefix("/api/v1/").split("/"):
            case "GET", ["workflows"]:
                return self._page(self.workflows, asked)
            case "GET", ["executions"]:
                status = asked.query["status"]
                if self.oldest and status != "waiting":
                    return Told(400, {"message": "request/query/status must be equal to one of the allowed values"})
                return self._page([run for run in self.runs if run["status"] == status], asked)
            case "GET", ["executions", number]:
                return next((Told(200, run) for run in self.runs if run["id"] == number), _MISSING)
            case "POST", ["executions", number, "stop"] if not self.older:
                return self._stop(number)
            case "POST", ["workflows", number, "activate" | "deactivate" as what]:
                return self._switch(number, active=what == "activate", body=asked.body)
        return Told(405, {"message": "POST method not allowed"})

    def _page(self, records: list[dict[str, Any]], asked: Asked) -> Told:
        start = int(asked.query.get("cursor", "0"))
        end = start + min(self.page, int(asked.query["limit"]))
        return Told(200, {"data": records[start:end], "nextCursor": str(end) if end < len(records) else None})

    def _stop(self, number: str) -> Told:
        for run in self.runs:
            if run["id"] == number:
                if run["status"] not in {"running", "waiting", "new"}:
                    return Told(409, {"message": f"{number} is currently {run['status']}"})
                run["status"] = "canceled"
                return Told(200, {"status": "canceled", "finished": False})
        return Told(404, {"message": "Failed to find execution to stop"})

    def _switch(self, number: str, *, active: bool, body: bytes) -> Told:
        for one in self.workflows:
            if one["id"] == number:
                one["active"] = active
                if not self.older:
                    one["activeVersionId"] = json.loads(body or b"{}").get("versionId", "the draft") if active else None
                return Told(200, one)
        return Told(404, {"message": "You do not have permission to deactivate this workflow."})

    def be_older(self) -> None:
        """n8n 1: there are no published versions."""
        self.older = True
        self.workflows = [{key: one[key] for key in one if "ctiveV" not in key} for one in self.workflows]

    @property
    def active(self) -> set[str]:
        return {one["id"] for one in self.workflows if one["active"]}


_MISSING = Told(404, {"message": "Not Found"})


def run(
    number: str, of: str, status: str = "waiting", ran: tuple[str, ...] = ("Clock",), **more: Any
) -> dict[str, Any]:
    """A run as it is read alone; the list leaves its data out, which does not matter here."""
    data: dict[str, Any] = {"resultData": {"runData": {name: [] for name in ran}}}
    document = {"id": of, "name": f"Flow {of}", "nodes": [CLOCK, post()], "connections": {}}
    return {"id": number, "workflowId": of, "status": status, "data": data, "workflowData": document, **more}


def at(hour: int) -> str:
    return f"2026-11-23T{hour}:00:00.000Z"


Made = tuple[N8n, Desk]


@contextmanager
def running(server: N8n, folder: Path, **scheduler: Any) -> Iterator[Desk]:
    with answering(server) as address:
        yield Desk(Scheduler("flows", "n8n", address, ("acme",), **scheduler), KEY, MARK, folder, waits=())


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """One workflow posts as the brand, one does not, one is switched off."""
    server = N8n([workflow("1", post()), workflow("2", post("elsewhere.example")), workflow("3", post(), active=False)])
    with running(server, tmp_path) as desk:
        yield server, desk


def test_what_may_post_is_switched_off_and_the_rest_is_left(made: Made) -> None:
    server, desk = made
    line = desk.freeze()
    assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 1.")
    assert server.active == {"2"}
    assert [item.link for item in line.items] == [f"{desk.scheduler.address}/workflow/1"]


def test_where_nothing_posts_nothing_is_switched(made: Made) -> None:
    server, desk = made
    server.workflows = server.workflows[1:]
    assert desk.freeze().outcome is LineOutcome.NOTHING
    assert {asked.method for asked in server.asked} == {"GET"}


def test_all_pages_are_read(tmp_path: Path) -> None:
    server = N8n([workflow(str(number), post()) for number in range(7)], page=2)
    server.runs = [run(str(number), "0") for number in range(5)]
    with running(server, tmp_path) as desk:
        line = desk.freeze()
    assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 12)
    assert not server.active
    assert {one["status"] for one in server.runs} == {"canceled"}


def test_runs_of_what_may_post_are_stopped_and_those_of_others_are_left(made: Made) -> None:
    server, desk = made
    server.runs = [
        run("11", "1", waitTill=at(11)),
        run("12", "1", "running"),
        run("13", "3", "new"),
        run("14", "2"),
    ]
    line = desk.freeze()
    assert line.outcome is LineOutcome.PAUSED
    assert [one["status"] for one in server.runs] == ["canceled", "canceled", "canceled", "waiting"]
    assert desk.fates() == {
        "Flow 1": Fate.WAITING,
        "Flow 1, run 11": Fate.GONE,
        "Flow 1, run 12": Fate.GONE,
        "Flow 3, run 13": Fate.GONE,
    }
    assert datetime(2026, 11, 23, 11, tzinfo=UTC) in [item.due for item in line.items]


def test_a_workflow_with_a_run_that_cannot_be_stopped_is_not_paused(made: Made) -> None:
    """n8n 1.x has no way to stop a run over its API."""
    server, desk = made
    server.be_older()
    server.runs = [run("11", "1")]
    line = desk.freeze()
    assert line.outcome is LineOutcome.FAILED
    assert "still going: 2" in line.text
    assert "open “Executions” there and stop Flow 1, run 11" in line.text
    assert server.active == {"2"}
    server.runs[0]["status"] = "canceled"
    assert desk.freeze().outcome is LineOutcome.PAUSED


def test_an_n8n_that_hides_what_is_running_is_not_called_paused(made: Made) -> None:
    server, desk = made
    server.oldest = True
    line = desk.freeze()
    assert (line.outcome, server.active) == (LineOutcome.UNVERIFIED, {"2"})
    assert line.do


@pytest.mark.parametrize(
    ("ran", "fate", "outcome"),
    [
        pytest.param(("Clock", "Post"), Fate.SENT, LineOutcome.FAILED, id="its posting step ran"),
        pytest.param(("Clock",), Fate.GONE, LineOutcome.PAUSED, id="its posting step did not run"),
    ],
)
def test_what_a_run_did_that_ended_meanwhile_is_told(
    made: Made, ran: tuple[str, ...], fate: Fate, outcome: LineOutcome
) -> None:
    server, desk = made
    server.runs = [run("11", "1", "running", ran)]

    def ends_before(asked: Asked) -> None:
        if asked.path.endswith("/11/stop"):
            server.runs[0]["status"] = "success"

    server.instead = ends_before
    line = desk.freeze()
    assert (line.outcome, "refuses" in line.text) == (outcome, False)
    assert desk.fates()["Flow 1, run 11"] is fate
    assert desk.freeze().outcome is LineOutcome.PAUSED


def test_a_run_of_which_nothing_is_kept_is_not_known(made: Made) -> None:
    server, desk = made
    server.runs = [run("11", "1", "running")]
    server.instead = lambda asked: server.runs.clear() if asked.path.endswith("/11/stop") else None
    assert desk.freeze().outcome is LineOutcome.UNVERIFIED


@pytest.mark.parametrize(
    ("changed", "status"),
    [pytest.param("12", "canceled", id="changed since"), pytest.param("10", "waiting", id="not changed since")],
)
def test_a_run_posts_in_the_version_in_which_it_began(made: Made, changed: str, status: str) -> None:
    server, desk = made
    server.workflows[1]["updatedAt"] = at(int(changed))
    server.runs = [run("11", "2", startedAt=at(11))]
    assert desk.freeze().outcome is LineOutcome.PAUSED
    assert (server.runs[0]["status"], server.active) == (status, {"2"})


def test_a_run_that_begins_while_its_workflow_is_paused_is_stopped_too(made: Made) -> None:
    server, desk = made

    def begins(asked: Asked) -> None:
        if asked.path.endswith("/deactivate"):
            server.runs.append(run("11", "1"))

    server.instead = begins
    assert desk.freeze().outcome is LineOutcome.PAUSED
    assert server.runs[0]["status"] == "canceled"


CALLS = [
    pytest.param(call("3"), {}, id="by id"),
    pytest.param(call({"__rl": True, "mode": "list", "value": "3"}), {}, id="chosen from the list"),
    pytest.param(call("3", "@n8n/n8n-nodes-langchain.toolWorkflow"), {}, id="as an agent's tool"),
    pytest.param(call("={{ $json.which }}"), {}, id="by an expression: it may be any"),
    pytest.param(CLOCK, {"settings": {"errorWorkflow": "3"}}, id="as the workflow for errors"),
]


@pytest.mark.parametrize(("step", "more"), CALLS)
def test_who_calls_a_posting_workflow_is_paused_over_however_many(
    made: Made, step: dict[str, Any], more: dict[str, Any]
) -> None:
    """The called one need not be active itself."""
    server, desk = made
    server.workflows += [workflow("4", step, **more), workflow("5", call("4"))]
    assert desk.freeze().outcome is LineOutcome.PAUSED
    assert server.active == {"2"}


def test_the_published_version_is_judged_and_not_the_draft(made: Made) -> None:
    server, desk = made
    for number, draft in (("1", post("elsewhere.example")), ("2", post())):
        one = next(one for one in server.workflows if one["id"] == number)
        one["nodes"] = [CLOCK, draft]
    desk.freeze()
    assert server.active == {"2"}


@pytest.mark.parametrize("older", [pytest.param(False, id="n8n 2"), pytest.param(True, id="n8n 1")])
def test_what_is_put_back_is_as_it_was(made: Made, *, older: bool) -> None:
    server, desk = made
    if older:
        server.be_older()
    desk.freeze()
    desk.put_back(desk.waiting()["Flow 1"])
    assert server.active == {"1", "2"}
    assert [json.loads(one.body or b"{}") for one in server.asked if one.path.endswith("/activate")] == [
        {} if older else {"versionId": "v1"}
    ]
    assert desk.fates() == {"Flow 1": Fate.RESTORED}


def test_where_only_the_newer_names_are_left_they_are_used(made: Made) -> None:
    server, desk = made

    def newer(asked: Asked) -> Told | None:
        if asked.path.endswith(("/activate", "/deactivate")):
            return Told(405, {"message": "POST method not allowed"})
        for name, active in (("/unpublish", False), ("/publish", True)):
            if asked.path.endswith(name):
                return server._switch("1", active=active, body=asked.body)
        return None

    server.instead = newer
    assert desk.freeze().outcome is LineOutcome.PAUSED
    desk.put_back(desk.waiting()["Flow 1"])
    assert server.active == {"1", "2"}


def test_a_stopped_run_is_not_put_back(made: Made) -> None:
    server, desk = made
    server.runs = [run("11", "1")]
    desk.freeze()
    (item,) = [one.item for one in desk.ledger.all() if one.fate is Fate.GONE]
    with pytest.raises(NotRestored):
        desk.put_back(item)
    with pytest.raises(WebTrouble, match="cannot go on"):
        desk.run(lambda adapter: adapter.resume(item, None))


def test_killed_midway_a_repeat_pauses_the_rest(made: Made) -> None:
    server, desk = made
    server.workflows += [workflow(str(number), post()) for number in range(4, 8)]
    with pytest.raises(Killed):
        desk.freeze(killed_after=2)
    assert 0 < len(server.active) <= 4  # a few are paused at the same time
    line = desk.freeze()
    assert (line.outcome, len(line.items), server.active) == (LineOutcome.PAUSED, 5, {"2"})


@pytest.mark.parametrize(
    ("only", "left"),
    [
        pytest.param(("Flow 2",), {"1"}, id="by name"),
        pytest.param(("2",), {"1"}, id="by id"),
        pytest.param(("2", "Gone"), set(), id="one that is not there: what may post as well"),
    ],
)
def test_the_named_ones_are_paused(tmp_path: Path, only: tuple[str, ...], left: set[str]) -> None:
    server = N8n([workflow("1", post()), workflow("2", post("elsewhere.example"))])
    with running(server, tmp_path, only=only) as desk:
        assert desk.freeze().outcome is LineOutcome.PAUSED
    assert server.active == left


@pytest.mark.parametrize("token", ["", "two words", "schlüssel"], ids=["nothing", "words", "no header"])
def test_what_cannot_be_a_key_is_not_sent(made: Made, token: str) -> None:
    server, desk = made
    with pytest.raises(BadToken, match="no API key of n8n"):
        replace(desk, token=token).freeze()
    assert not server.asked


ENDINGS = [
    pytest.param(Told(401, {"message": "Unauthorized"}), "does not accept the token", id="401"),
    pytest.param(Told(403, {"message": "Forbidden"}), "does not accept the token", id="403"),
    pytest.param(Told(404, b"<html>"), "knows no such thing", id="404"),
    pytest.param(Told(429, b"", {"Retry-After": "60"}), "asked too often", id="429"),
    pytest.param(Told(503, b"Database is not ready!"), "fails at it", id="503"),
    pytest.param(Told(302, b"", {"Location": "/signin"}), "sends on to another address", id="a redirect"),
    pytest.param(SILENCE, "did not answer within", id="a time-out"),
    pytest.param(Told(200, b"<!DOCTYPE html>"), "cannot be read", id="a page"),
]
SHAPES = [
    pytest.param(Told(200, None), "cannot be read", id="null"),
    pytest.param(Told(200, [1]), "cannot be read", id="a list"),
    pytest.param(Told(200, {}), "cannot be read", id="an empty table"),
    pytest.param(Told(200, {"data": {}}), "cannot be read", id="no list of records"),
    pytest.param(Told(200, {"data": [{"name": 1}]}), "cannot be read", id="a record without an id"),
    pytest.param(Told(200, {"data": [], "nextCursor": "9"}), "cannot be read", id="a cursor that leads to itself"),
    pytest.param(Told(200, {"data": [], "nextCursor": 9}), "cannot be read", id="a cursor of another shape"),
]


@pytest.mark.parametrize("path", ["/api/v1/workflows", "/api/v1/executions"])
@pytest.mark.parametrize(("told", "said"), ENDINGS + SHAPES)
def test_where_a_list_cannot_be_read_the_line_says_why(made: Made, told: Told, said: str, path: str) -> None:
    server, desk = made
    server.instead = lambda asked: told if asked.line == f"GET {path}" else None
    line = replace(desk, patience=0.3).freeze()
    assert (line.outcome, said in line.text) == (LineOutcome.UNVERIFIED, True), line.text
    assert line.do
    assert KEY not in repr(line)


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"id": "1"}, id="nothing but an id"),
        pytest.param({"id": "1", "active": "yes", "nodes": []}, id="active is a word"),
        pytest.param({"id": "1", "active": True, "nodes": {}}, id="its steps are no list"),
    ],
)
def test_a_workflow_of_another_shape_is_not_passed_over(made: Made, record: dict[str, Any]) -> None:
    server, desk = made
    server.workflows.append(record)
    line = desk.freeze()
    assert (line.outcome, "cannot be read" in line.text) == (LineOutcome.UNVERIFIED, True)


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param({"nodes": [1, None, {"type": 5, "parameters": []}, post()]}, id="steps of other shapes"),
        pytest.param({"settings": None, "connections": None}, id="no settings"),
        pytest.param({"settings": [], "name": None}, id="settings that are a list, no name"),
        pytest.param({"activeVersion": "v1"}, id="a version that is a word"),
    ],
)
def test_odd_parts_of_a_workflow_do_no_harm(made: Made, odd: dict[str, Any]) -> None:
    server, desk = made
    server.workflows[0] |= odd
    assert desk.freeze().outcome is LineOutcome.PAUSED
    assert server.active == {"2"}


@pytest.mark.parametrize(("told", "said"), ENDINGS[:7])
def test_where_it_cannot_be_switched_off_the_line_says_what_still_goes(made: Made, told: Told, said: str) -> None:
    server, desk = made
    server.instead = lambda asked: told if asked.method == "POST" else None
    line = replace(desk, patience=0.3).freeze()
    assert (line.outcome, said in line.text) == (LineOutcome.FAILED, True), line.text
    assert "still going: 1" in line.text


@pytest.mark.parametrize("path", ["/api/v1/workflows", "/api/v1/executions"])
@pytest.mark.parametrize(("told", "said"), ENDINGS + SHAPES)
def test_where_it_cannot_be_read_back_it_is_not_called_paused(made: Made, told: Told, said: str, path: str) -> None:
    server, desk = made
    server.instead = lambda asked: told if asked.line == f"GET {path}" and server.active == {"2"} else None
    line = replace(desk, patience=0.3).freeze()
    assert (line.outcome, said in line.text) == (LineOutcome.UNVERIFIED, True), line.text
    assert not desk.waiting()


@pytest.mark.parametrize(
    ("callee", "left_open"),
    [
        pytest.param("3", 0, id="one that is judged by itself"),
        pytest.param("9", 1, id="one that is not there"),
        pytest.param("={{ $json.which }}", 1, id="one that only the run tells"),
    ],
)
def test_a_call_of_a_workflow_that_is_there_leaves_nothing_open(callee: str, left_open: int) -> None:
    """Else every workflow that calls another would be paused, whatever that one does."""
    document = without_calls(live(workflow("1", call(callee))), {"1", "3"})
    snapshot = reader.read([SourceFile("workflow.json", json.dumps(document).encode())])
    assert len(snapshot.undecided) == left_open
    assert not snapshot.routes


def test_a_workflow_as_the_api_gives_it_is_understood_by_the_reader() -> None:
    """What is handed to a judge can be read as an exported file."""
    file = SourceFile("workflow.json", json.dumps(workflow("1", post())).encode())
    assert reader.claims(file)
    snapshot = reader.read([file])
    assert [route.destination.shown for route in snapshot.routes] == ["mastodon:@?@mastodon.brand.example"]
    assert not snapshot.unreadable

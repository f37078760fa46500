"""Node-RED is paused over its admin API: what is switched off, what is left, and every way in which it can fail.

The server speaks what https://nodered.org/docs/api/admin/methods/ and https://nodered.org/docs/api/admin/oauth
describe, in the shapes of ``@node-red/editor-api`` 5.0.7 (``lib/admin/flows.js``, ``lib/auth/strategies.js``); a real
one is paused in tests/slow/test_pausing_node_red.py.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from answering import SILENCE, Asked, Told, answering
from pausing_runs import Desk, Killed

from guard.model.scheduler import LineOutcome, Scheduler
from guard.pausing.act import NotRestored
from guard.pausing.adapter import BadToken
from guard.pausing.ledger import Fate
from guard.pausing.tools.node_red_drawings import drawings
from guard.readers import SourceFile
from guard.readers import node_red as reader

MARK = "mastodon.brand.example"


def tab(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": "tab", "label": name.title(), **more}


def step(name: str, z: str, /, *to: str, kind: str = "function", **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "z": z, "name": "", "x": 10, "y": 10, "wires": [list(to)], **more}


def post(name: str, z: str, /, host: str = MARK, **more: Any) -> dict[str, Any]:
    return step(name, z, kind="http request", url=f"https://{host}/api/v1/statuses", method="POST", **more)


FLOWS: list[dict[str, Any]] = [
    tab("one"),
    tab("two"),
    tab("off", disabled=True),
    step("clock", "one", "send", kind="inject", repeat="3600"),
    post("send", "one", name="Good morning"),
    step("thermometer", "one", "heat", kind="inject"),
    step("heat", "one"),
    step("in", "two", "out", kind="inject"),
    step("out", "two", kind="link out", links=["far"]),
    step("far", "three", "last", kind="link in", links=["out"]),
    post("last", "three"),
    step("never", "off", "asleep", kind="inject"),
    post("asleep", "off"),
]
"""``three`` is a tab that is not among the records; Node-RED runs its nodes all the same."""


@dataclass
class NodeRed:
    """A Node-RED as far as it is asked."""

    flows: list[dict[str, Any]] = field(default_factory=lambda: json.loads(json.dumps(FLOWS)))
    rev: int = 1
    state: str | None = "start"
    """None as before 3.0."""
    tokens: set[str] = field(default_factory=set)
    passwords: dict[str, str] = field(default_factory=dict)
    meanwhile: list[dict[str, Any]] = field(default_factory=list)
    """What somebody else deploys, one before each of ours."""
    asked: list[Asked] = field(default_factory=list)
    instead: Callable[[Asked], Told | None] = lambda _: None

    def __call__(self, asked: Asked) -> Told:
        self.asked.append(asked)
        if told := self.instead(asked):
            return told
        if asked.line == "POST /auth/token":
            form = asked.form
            if self.passwords.get(form["username"]) != form["password"] or form["client_id"] != "node-red-admin":
                return Told(403, {"error": "invalid_grant", "error_description": "Invalid resource owner credentials"})
            self.tokens.add("fetched")
            return Told(200, {"access_token": "fetched", "expires_in": 604800, "token_type": "Bearer"})
        if self.tokens and asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return Told(401, b"")
        match asked.line:
            case "GET /flows" if asked.headers.get("node-red-api-version") == "v2":
                return Told(200, {"flows": self.flows, "rev": str(self.rev)})
            case "GET /flows/state" if self.state:
                return Told(200, {"state": self.state})
            case "POST /flows" if asked.headers.get("node-red-deployment-type") == "nodes":
                return self._deploy(asked.json)
        return Told(404, b"<!DOCTYPE html><title>Error</title><pre>Cannot GET /flows/state</pre>")

    def _deploy(self, given: dict[str, Any]) -> Told:
        if self.meanwhile:
            self.flows = [*self.flows, self.meanwhile.pop(0)]
            self.rev += 1
        if given["rev"] != str(self.rev):
            return Told(409, {"code": "version_mismatch", "message": "Error"})
        self.flows, self.rev = given["flows"], self.rev + 1
        return Told(200, {"rev": str(self.rev)})

    @property
    def off(self) -> set[str]:
        """The nodes that are switched off."""
        return {record["id"] for record in self.flows if record.get("d")}


Made = tuple[NodeRed, Desk]


@contextmanager
def running(server: NodeRed, folder: Path, token: str = "", **scheduler: Any) -> Iterator[Desk]:
    with answering(server) as address:
        yield Desk(Scheduler("flows", "node_red", address, ("acme",), **scheduler), token, MARK, folder, waits=())


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    server = NodeRed()
    with running(server, tmp_path) as desk:
        yield server, desk


def test_what_may_post_is_switched_off_and_the_rest_of_its_tab_is_left(made: Made) -> None:
    server, desk = made
    before = {record["id"]: record for record in FLOWS}
    line = desk.freeze()
    assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 2.")
    assert set(desk.waiting()) == {"One: Good morning", "three"}
    assert server.off == {"clock", "send", "far", "last"}
    assert {one["id"]: {key: one[key] for key in one if key != "d"} for one in server.flows} == before


def test_what_is_put_back_is_as_it_was(made: Made) -> None:
    server, desk = made
    desk.freeze()
    desk.put_back(desk.waiting()["One: Good morning"])
    assert server.off == {"far", "last"}
    assert desk.fates()["One: Good morning"] is Fate.RESTORED


def test_where_nothing_posts_nothing_is_deployed(made: Made) -> None:
    server, desk = made
    server.flows = [tab("one"), step("clock", "one", "heat", kind="inject"), step("heat", "one")]
    assert desk.freeze().outcome is LineOutcome.NOTHING
    assert {asked.method for asked in server.asked} == {"GET"}


def test_a_subflow_counts_where_it_is_used(made: Made) -> None:
    server, desk = made
    inner = [{"id": "sub", "type": "subflow", "name": "Send"}, post("inner", "sub")]
    server.flows = [tab("one"), *inner, step("use", "one", kind="subflow:sub"), step("other", "one")]
    desk.freeze()
    assert server.off == {"use"}


def test_a_step_posts_through_the_configuration_that_it_names(made: Made) -> None:
    server, desk = made
    account = {"id": "account", "type": "mastodon-account", "server": f"https://{MARK}"}
    server.flows = [tab("one"), account, step("send", "one", kind="mastodon-out", account="account"), step("no", "one")]
    desk.freeze()
    assert server.off == {"send"}


def test_a_step_drawn_after_the_freeze_is_paused_by_the_next_one(made: Made) -> None:
    server, desk = made
    desk.freeze()
    server.flows = [*server.flows, post("again", "one", name="Again")]
    assert desk.freeze().outcome is LineOutcome.PAUSED
    assert set(desk.waiting()) == {"One: Good morning", "three", "One: Again"}


def test_what_was_switched_on_by_hand_is_seen_and_paused_again(made: Made) -> None:
    server, desk = made
    desk.freeze()
    server.flows = [{key: one[key] for key in one if key != "d"} for one in server.flows]
    assert desk.freeze().outcome is LineOutcome.PAUSED
    assert server.off == {"clock", "send", "far", "last"}


def test_what_others_deploy_meanwhile_is_kept(made: Made) -> None:
    server, desk = made
    server.meanwhile = [step(f"new{number}", "two") for number in range(3)]
    assert desk.freeze().outcome is LineOutcome.PAUSED
    assert {"new0", "new1", "new2"} <= {record["id"] for record in server.flows}


def test_who_deploys_all_the_time_wins_and_the_line_says_so(made: Made) -> None:
    server, desk = made
    server.meanwhile = [step(f"new{number}", "two") for number in range(99)]
    line = desk.freeze()
    assert line.outcome is LineOutcome.FAILED
    assert "still going: 2" in line.text
    assert line.do


def test_killed_midway_a_repeat_pauses_the_rest(made: Made) -> None:
    server, desk = made
    with pytest.raises(Killed):
        desk.freeze(killed_after=1)
    assert len(server.off) == 2
    assert desk.freeze().outcome is LineOutcome.PAUSED
    assert len(server.off) == 4
    assert set(desk.waiting()) == {"One: Good morning", "three"}


@pytest.mark.parametrize(
    ("only", "off"),
    [
        pytest.param(("Good morning",), {"clock", "send"}, id="a node by name"),
        pytest.param(("heat",), {"thermometer", "heat"}, id="a node by id, though nothing tells that it posts"),
        pytest.param(("One",), {"clock", "send", "thermometer", "heat"}, id="a tab by name"),
        pytest.param(("two",), {"in", "out"}, id="a tab by id"),
        pytest.param(
            ("heat", "Gone"), {"thermometer", "heat", "clock", "send", "far", "last"}, id="one that is not there"
        ),
    ],
)
def test_the_named_ones_are_paused(tmp_path: Path, only: tuple[str, ...], off: set[str]) -> None:
    server = NodeRed()
    with running(server, tmp_path, only=only) as desk:
        assert desk.freeze().outcome is LineOutcome.PAUSED
    assert server.off == off


@pytest.mark.parametrize("token", [pytest.param("abc", id="a token"), pytest.param("jo:a:b", id="user and password")])
def test_a_token_or_a_password_lets_in(tmp_path: Path, token: str) -> None:
    server = NodeRed(tokens={"abc"}, passwords={"jo": "a:b"})
    with running(server, tmp_path, token) as desk:
        assert desk.freeze().outcome is LineOutcome.PAUSED
    logins = [asked for asked in server.asked if asked.path == "/auth/token"]
    assert [asked.form["scope"] for asked in logins] == ["flows.read flows.write"] * (":" in token)


@pytest.mark.parametrize("token", [pytest.param("jo:no", id="a password"), pytest.param("no", id="a token")])
def test_a_wrong_secret_is_said_and_not_repeated(tmp_path: Path, token: str) -> None:
    server = NodeRed(tokens={"abc"}, passwords={"jo": "secret-words"})
    with running(server, tmp_path, token) as desk:
        line = desk.freeze()
    assert (line.outcome, "does not accept the token" in line.text) == (LineOutcome.UNVERIFIED, True)
    assert len(server.asked) == 1


@pytest.mark.parametrize("token", [pytest.param("two words", id="words"), pytest.param("tök", id="no header")])
def test_what_cannot_be_a_token_is_not_sent(tmp_path: Path, token: str) -> None:
    server = NodeRed()
    with running(server, tmp_path, token) as desk, pytest.raises(BadToken, match="no token of Node-RED"):
        desk.freeze()
    assert not server.asked


@pytest.mark.parametrize(
    ("state", "outcome", "off"),
    [
        pytest.param("start", LineOutcome.PAUSED, 4, id="running"),
        pytest.param("stop", LineOutcome.PAUSED, 4, id="stopped as a whole"),
        pytest.param(None, LineOutcome.PAUSED, 4, id="older than 3.0"),
        pytest.param("safe", LineOutcome.UNVERIFIED, 0, id="in safe mode: a deploy would start everything"),
    ],
)
def test_the_runtime_is_asked_how_it_runs(made: Made, state: str | None, outcome: LineOutcome, off: int) -> None:
    server, desk = made
    server.state = state
    assert (desk.freeze().outcome, len(server.off)) == (outcome, off)


def test_what_is_put_back_while_all_flows_are_stopped_is_not_called_going(made: Made) -> None:
    server, desk = made
    desk.freeze()
    server.state = "stop"
    with pytest.raises(NotRestored, match="could not be read back as going"):
        desk.put_back(desk.waiting()["three"])


ENDINGS = [
    pytest.param(Told(401, b""), "does not accept the token", id="401"),
    pytest.param(Told(403, {"message": "no"}), "does not accept the token", id="403"),
    pytest.param(Told(404, b"<html>"), "knows no such thing", id="404"),
    pytest.param(Told(429, b"", {"Retry-After": "60"}), "asked too often", id="429"),
    pytest.param(Told(500, b"<html>"), "fails at it", id="500"),
    pytest.param(Told(302, b"", {"Location": "/login"}), "sends on to another address", id="a redirect"),
    pytest.param(SILENCE, "did not answer within", id="a time-out"),
    pytest.param(Told(200, b"<!DOCTYPE html>"), "cannot be read", id="a page"),
    pytest.param(Told(200, None), "cannot be read", id="null"),
    pytest.param(Told(200, [1]), "cannot be read", id="a list"),
    pytest.param(Told(200, {}), "cannot be read", id="an empty table"),
    pytest.param(Told(200, {"flows": {}, "rev": 1}), "cannot be read", id="flows of another shape"),
    pytest.param(Told(200, {"flows": [{"id": 1}], "rev": 1}), "cannot be read", id="a node of another shape"),
]


@pytest.mark.parametrize(("told", "said"), ENDINGS)
def test_where_the_flows_cannot_be_read_the_line_says_why(made: Made, told: Told, said: str) -> None:
    server, desk = made
    server.instead = lambda asked: told if asked.line == "GET /flows" else None
    line = replace(desk, patience=0.3).freeze()
    assert (line.outcome, said in line.text) == (LineOutcome.UNVERIFIED, True), line.text
    assert line.do


@pytest.mark.parametrize(("told", "said"), ENDINGS)
def test_where_the_deploy_fails_the_line_says_what_still_goes(made: Made, told: Told, said: str) -> None:
    server, desk = made
    server.instead = lambda asked: told if asked.method == "POST" else None
    line = replace(desk, patience=0.3).freeze()
    assert (line.outcome, said in line.text) == (LineOutcome.FAILED, True), line.text
    assert "still going: 2" in line.text


@pytest.mark.parametrize(("told", "said"), ENDINGS)
def test_where_it_cannot_be_read_back_it_is_not_called_paused(made: Made, told: Told, said: str) -> None:
    server, desk = made
    server.instead = lambda asked: told if asked.line == "GET /flows" and len(server.off) == 4 else None
    line = replace(desk, patience=0.3).freeze()
    assert (line.outcome, said in line.text) == (LineOutcome.UNVERIFIED, True), line.text
    assert not desk.waiting()


def test_a_deploy_that_is_never_answered_is_trusted_only_by_the_next_look(made: Made) -> None:
    """Its nodes may still be closing down while the flows read as changed already."""
    server, desk = made

    def changed_in_silence(asked: Asked) -> Told | None:
        return SILENCE if asked.method == "POST" and server._deploy(asked.json) else None

    server.instead = changed_in_silence
    line = replace(desk, patience=0.3).freeze()
    assert (line.outcome, len(server.off)) == (LineOutcome.UNVERIFIED, 4)
    server.instead = lambda _: None
    assert desk.freeze().outcome is LineOutcome.PAUSED


def test_each_drawing_is_a_document_that_the_reader_of_flows_understands() -> None:
    """What is handed to a judge is what Node-RED exports; the sink's own drawing shows where it posts."""
    found = {}
    for drawing in drawings(FLOWS):
        file = SourceFile("flows.json", json.dumps(drawing.document).encode())
        assert reader.claims(file)
        snapshot = reader.read([file])
        assert not snapshot.unreadable
        found[drawing.id] = [route.destination.shown for route in snapshot.routes] or [
            one.reason for one in snapshot.undecided
        ]
    assert found == {
        "one/clock": ["mastodon:@?@mastodon.brand.example"],
        "one/heat": [],
        "two/in": [],
        "three/far": ['only a link leads here whose other end is not in the file (link in "link in")'],
    }

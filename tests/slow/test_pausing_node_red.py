"""Pausing a real Node-RED, whose flows post every second.

It comes from npm and is set up once in ``build/node-red`` (half a minute), with the Node of the development tools;
``HATCHECK_TEST_NODE_RED=/path`` names a folder in which it is installed already.
"""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any
from urllib.request import Request, urlopen

import pytest
from bundles import node, npm
from pausing_runs import Desk, Killed
from recording_server import Recorder, recording

from guard.model.scheduler import LineOutcome, Scheduler

pytestmark = pytest.mark.slow
RELEASE = "5.0.7"
TOKEN = "a-token-of-the-settings"  # noqa: S105
SETTINGS = """
const bcrypt = require(BCRYPT);
module.exports = {
  uiPort: PORT, uiHost: "127.0.0.1", flowFile: "flows.json", credentialSecret: "not much of one",
  telemetry: { enabled: false, updateNotification: false },
  runtimeState: { enabled: true },
  adminAuth: {
    type: "credentials",
    users: [{ username: "jo", password: bcrypt.hashSync("zebra:41", 4), permissions: ["flows.read", "flows.write"] }],
    tokens: [{ token: TOKEN, user: "jo", scope: ["*"] }],
  },
};
"""


@dataclass
class Running:
    """A Node-RED, and what its flows post to."""

    url: str
    brand: Recorder
    other: Recorder

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """The answer of its admin API."""
        data = None if body is None else json.dumps(body).encode()
        given = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json", **headers}
        request = Request(self.url + path, data, {"Node-RED-API-Version": "v2", **given}, method=method)  # noqa: S310
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")

    def deploy(self, flows: list[dict[str, Any]]) -> None:
        """Everything is replaced."""
        self.ask("POST", "/flows", {"flows": flows})

    def flows(self) -> dict[str, Any]:
        """Its records by id."""
        return {record["id"]: record for record in self.ask("GET", "/flows")["flows"]}


def _installed() -> Path:
    if named := os.environ.get("HATCHECK_TEST_NODE_RED"):
        return Path(named).resolve()
    folder = Path(__file__).parents[2] / "build" / "node-red"
    stamp = folder / "installed"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != RELEASE:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
        npm(folder, "install", "--ignore-scripts", "--omit=dev", f"node-red@{RELEASE}")
        stamp.write_text(RELEASE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def node_red(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    modules, folder = _installed() / "node_modules", tmp_path_factory.mktemp("node-red")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = SETTINGS.replace("BCRYPT", json.dumps(str(modules / "bcryptjs"))).replace("PORT", str(port))
    (folder / "settings.js").write_text(settings.replace("TOKEN", json.dumps(TOKEN)), encoding="utf-8")
    with (
        recording(acme="acme") as brand,
        recording(jo="jo") as other,
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [node(), modules / "node-red" / "red.js", "--userDir", folder, "--settings", folder / "settings.js"],
            cwd=folder,
            env={**os.environ, "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as run,
    ):
        try:
            made = Running(f"http://127.0.0.1:{port}", brand, other)
            _wait(made, run, folder / "log")
            yield made
        finally:
            run.kill()


def _wait(made: Running, run: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        with suppress(OSError):
            if made.ask("GET", "/flows/state") == {"state": "start"}:
                return
        assert run.poll() is None, log.read_text(encoding="utf-8")[-2000:]
        Event().wait(0.1)
    raise TimeoutError(f"Node-RED does not answer: {log.read_text(encoding='utf-8')[-2000:]}")


def until(recorder: Recorder, count: int, text: str = "") -> None:
    """Until so many posts more have arrived (with this text)."""
    before = len(texts(recorder, text))
    for _ in range(600):
        if len(texts(recorder, text)) >= before + count:
            return
        Event().wait(0.05)
    raise TimeoutError(f"{text!r} did not arrive {count} times more")


def texts(recorder: Recorder, text: str = "") -> list[str]:
    return [said for one in recorder.written if (said := one.json["status"]) == (text or said)]


def tab(name: str) -> dict[str, Any]:
    return {"id": name, "type": "tab", "label": name.title(), "disabled": False}


def clock(z: str, name: str, said: str, to: str) -> dict[str, Any]:
    payload = json.dumps({"status": said})
    what = {"props": [{"p": "payload"}], "payload": payload, "payloadType": "json", "topic": ""}
    when = {"repeat": "1", "crontab": "", "once": False, "onceDelay": 0.1}
    return {"id": name, "type": "inject", "z": z, "name": "", **what, **when, "x": 100, "y": 80, "wires": [[to]]}


def post(z: str, name: str, server: Recorder) -> dict[str, Any]:
    settings = {"method": "POST", "ret": "txt", "paytoqs": "ignore", "url": f"{server.url}/api/v1/statuses"}
    place = {"z": z, "x": 300, "y": 80, "wires": [[]]}
    return {"id": name, "type": "http request", "name": f"Post {name}", **settings, **place}


@pytest.fixture
def desk(node_red: Running, tmp_path: Path) -> Desk:
    """A fresh set of flows, all of them posting."""
    brand, other = node_red.brand, node_red.other
    inner = {"id": "sub", "type": "subflow", "name": "To Mastodon", "in": [], "out": []}
    inner["in"] = [{"x": 40, "y": 40, "wires": [{"id": "subpost"}]}]
    delayed = {"id": "de", "type": "delay", "z": "social", "name": "", "pauseType": "delay", "timeout": "2"}
    node_red.deploy(
        [
            *(tab(name) for name in ("social", "sender", "starter", "nested")),
            inner,
            post("sub", "subpost", brand),
            clock("social", "c1", "every second", "p1"),
            post("social", "p1", brand),
            clock("social", "c2", "unrelated", "p2"),
            post("social", "p2", other),
            clock("social", "c3", "late", "de"),
            {**delayed, "timeoutUnits": "seconds", "x": 200, "y": 200, "wires": [["p3"]]},
            post("social", "p3", brand),
            {**clock("starter", "c4", "linked", "lo"), "name": "Starts it"},
            {
                "id": "lo",
                "type": "link out",
                "z": "starter",
                "name": "",
                "mode": "link",
                "links": ["li"],
                "x": 1,
                "y": 1,
            },
            {"id": "li", "type": "link in", "z": "sender", "links": ["lo"], "x": 1, "y": 1, "wires": [["p4"]]},
            post("sender", "p4", brand),
            clock("nested", "c5", "in a subflow", "use"),
            {"id": "use", "type": "subflow:sub", "z": "nested", "name": "", "x": 1, "y": 1, "wires": []},
        ]
    )
    for said in ("every second", "late", "linked", "in a subflow"):
        until(brand, 1, said)
    until(other, 1, "unrelated")
    scheduler = Scheduler("flows", "node_red", node_red.url, ("acme",))
    return Desk(scheduler, TOKEN, brand.url, tmp_path)


def quiet(node_red: Running) -> bool:
    """Whether nothing of the brand arrives while the other flow posts four times more, over three seconds and more."""
    before = len(node_red.brand.written)
    until(node_red.other, 4)
    return len(node_red.brand.written) == before


def test_after_the_freeze_nothing_arrives_and_the_rest_of_the_tab_goes_on(desk: Desk, node_red: Running) -> None:
    line = desk.freeze()
    assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 4.")
    assert set(desk.waiting()) == {"Social: Post p1", "Social: Post p3", "Sender: Post p4", "Nested"}
    assert quiet(node_red)
    off = {name for name, record in node_red.flows().items() if record.get("d")}
    assert off == {"c1", "p1", "c3", "de", "p3", "li", "p4", "c5", "use"}


def test_a_repeat_finds_the_same_and_changes_nothing(desk: Desk, node_red: Running) -> None:
    desk.freeze()
    before = node_red.ask("GET", "/flows")["rev"]
    again = desk.freeze()
    assert (again.outcome, again.text) == (LineOutcome.PAUSED, "Paused, and read back: 4.")
    assert node_red.ask("GET", "/flows")["rev"] == before


def test_killed_midway_and_repeated_it_ends_with_everything_paused(desk: Desk, node_red: Running) -> None:
    with pytest.raises(Killed):
        desk.freeze(killed_after=2)
    assert len(desk.ledger.all()) == 4
    line = desk.freeze()
    assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 4)
    assert quiet(node_red)


def test_only_what_is_put_back_arrives_and_what_others_changed_meanwhile_stays(desk: Desk, node_red: Running) -> None:
    desk.freeze()
    note = {
        "id": "note",
        "type": "comment",
        "z": "social",
        "name": "Hands off until Monday",
        "x": 9,
        "y": 9,
        "wires": [],
    }
    node_red.deploy([*node_red.flows().values(), note])
    before = len(node_red.brand.written)
    desk.put_back(desk.waiting()["Nested"])
    until(node_red.brand, 3, "in a subflow")
    assert set(texts(node_red.brand)[before:]) == {"in a subflow"}
    assert node_red.flows()["note"] == note


def test_a_user_with_a_password_is_enough(desk: Desk, node_red: Running) -> None:
    line = Desk(desk.scheduler, "jo:zebra:41", desk.mark, desk.folder).freeze()
    assert line.outcome is LineOutcome.PAUSED
    assert quiet(node_red)


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("wrong", id="a wrong token"),
        pytest.param("jo:wrong", id="a wrong password"),
        pytest.param("", id="no token"),
    ],
)
def test_who_may_not_leaves_a_line_that_says_so(desk: Desk, token: str) -> None:
    line = Desk(desk.scheduler, token, desk.mark, desk.folder).freeze()
    assert line.outcome is LineOutcome.UNVERIFIED
    assert "does not accept the token" in line.text
    assert line.do


def test_while_all_flows_are_stopped_what_would_start_with_them_is_paused(desk: Desk, node_red: Running) -> None:
    node_red.ask("POST", "/flows/state", {"state": "stop"})
    try:
        line = desk.freeze()
    finally:
        node_red.ask("POST", "/flows/state", {"state": "start"})
    assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 4)
    assert quiet(node_red)

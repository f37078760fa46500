"""The browser gate on Matrix: matrix-js-sdk in a page, against a real Synapse.

Synapse is a wheel of PyPI's (dependency group slow-clients); ``HATCHECK_TEST_SYNAPSE=/path/of/python`` names another
Python that has it.
"""

import importlib.util
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote
from urllib.request import Request as Asked
from urllib.request import urlopen

import pytest
from bundles import BUILT
from gated_browser import BOTH, Gated
from real_servers import came, forwarding, guarded, load, script
from recorder import Recorder, Reply, Request, recording

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("browser", BOTH, indirect=True)]
PYTHON = os.environ.get("HATCHECK_TEST_SYNAPSE", "")
if not PYTHON:
    if importlib.util.find_spec("synapse") is None:
        pytest.skip("matrix-synapse is not installed, HATCHECK_TEST_SYNAPSE names none", allow_module_level=True)
    PYTHON = sys.executable
HOST = "matrix.example"
BASE = f"https://{HOST}"
BRAND, OWN = "acme", "jo"
WORKSPACE = f"""\
version = 1

[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
accounts = ["matrix:@acme:{HOST}"]

[[identity]]
id = "jo"
name = "Jo"
kind = "person"
accounts = ["matrix:@jo:{HOST}"]
"""
# JSON is YAML: without limits on how often somebody signs in
CONFIGURATION = {
    "server_name": HOST,
    "listeners": [
        {"port": 0, "bind_addresses": ["127.0.0.1"], "type": "http", "resources": [{"names": ["client"]}]},
    ],
    "database": {"name": "sqlite3", "args": {"database": ":memory:"}},
    "registration_shared_secret": "secret",
    "macaroon_secret_key": "secret",
    "form_secret": "secret",
    "report_stats": False,
    "trusted_key_servers": [],
    "rc_message": {"per_second": 1000, "burst_count": 1000},
    "rc_login": {way: {"per_second": 1000, "burst_count": 1000} for way in ("address", "account", "failed_attempts")},
}
WAYS = [
    pytest.param("message", id="a message"),
    pytest.param("edit", id="an edit"),
    pytest.param("reaction", id="a reaction"),
    pytest.param("encrypted", id="a message in an encrypted room"),
]


@dataclass
class Server:
    """Synapse, and how to look at what its rooms hold."""

    url: str
    token: str = ""

    def ask(self, method: str, path: str, fields: Any = None) -> Any:
        """One request of its client API, as Jo."""
        body = None if fields is None else json.dumps(fields).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        asked = Asked(f"{self.url}/_matrix/client/v3/{path}", body, headers, method=method)  # noqa: S310
        with urlopen(asked, timeout=20) as answer:  # noqa: S310 - a server of the test
            return json.load(answer)

    def room(self, *, encrypted: bool) -> str:
        """A new room for anyone; Acme is in it."""
        state = {"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
        made = self.ask("POST", "createRoom", {"preset": "public_chat", "initial_state": [state] * encrypted})
        return str(made["room_id"])

    def said(self, room: str, user: str) -> list[Any]:
        """What somebody said in a room, by the server's own word."""
        chunk = self.ask("GET", f"rooms/{quote(room)}/messages?dir=f&limit=100")["chunk"]
        return [each for each in chunk if each["sender"] == f"@{user}:{HOST}" and "state_key" not in each]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("synapse")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    CONFIGURATION["listeners"][0]["port"] = port  # type: ignore[index]
    database = {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}}
    there = {"signing_key_path": str(folder / "key"), "media_store_path": str(folder / "media"), "database": database}
    (folder / "homeserver.yaml").write_text(json.dumps(CONFIGURATION | there), encoding="utf-8")
    words = [PYTHON, "-m", "synapse.app.homeserver", "--config-path", "homeserver.yaml"]
    subprocess.run([*words, "--generate-keys"], cwd=folder, check=True, capture_output=True, timeout=120)
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(words, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log) as run,
    ):
        try:
            made = Server(f"http://127.0.0.1:{port}")
            _wait(made, run, folder / "log")
            for user in (BRAND, OWN):
                register = ["-c", "homeserver.yaml", "-u", user, "-p", f"password-of-{user}", "--no-admin", made.url]
                program = "from synapse._scripts.register_new_matrix_user import main; main()"
                command = [PYTHON, "-c", program, *register]
                subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
            made.token = made.ask("POST", "login", _login(OWN))["access_token"]
            yield made
        finally:
            run.terminate()


def _wait(server: Server, run: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        with suppress(OSError):
            server.ask("GET", "login")
            return
        assert run.poll() is None, log.read_text(encoding="utf-8")[-2000:]
        Event().wait(0.1)
    raise TimeoutError("Synapse does not answer")


def _login(user: str) -> dict[str, Any]:
    identifier = {"type": "m.id.user", "user": user}
    return {"type": "m.login.password", "identifier": identifier, "password": f"password-of-{user}"}


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Recorder]:
    with recording(tmp_path_factory.mktemp("recorder")) as made:
        made.answers += [script("matrix"), _cryptography, forwarding(HOST, server.url)]
        yield made


def _cryptography(request: Request) -> Reply | None:
    if not request.path.endswith(".wasm"):
        return None
    package = BUILT / "node_modules" / "@matrix-org" / "matrix-sdk-crypto-wasm" / "pkg"
    code = (package / "matrix_sdk_crypto_wasm_bg.wasm").read_bytes()
    return Reply(code, headers={"Content-Type": "application/wasm"})


@pytest.fixture(scope="module")
def browser(
    request: pytest.FixtureRequest, recorder: Recorder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gated]:
    with guarded(request.param, tmp_path_factory.mktemp("desk"), recorder, WORKSPACE) as made:
        yield made


@pytest.fixture
def page(browser: Gated) -> Iterator[Any]:
    yield load(browser.page(at=f"{BASE}/pages"), "matrix")
    browser.clear()


def begin(page: Any, server: Server, user: str, way: str) -> tuple[str, str]:
    """A client of this user posts; gives the room, and the text. ``window.came`` is what comes of it."""
    room = server.room(encrypted=way == "encrypted")
    about = server.ask("PUT", f"rooms/{quote(room)}/send/m.room.message/1", {"msgtype": "m.text", "body": "Well?"})
    text = f"Words of {user} by {way}"
    words = ", ".join(json.dumps(word) for word in (BASE, user, f"password-of-{user}"))
    page.evaluate(f"matrix({words}).then(async ways => {{ window.sdk = ways; await ways.join({json.dumps(room)}); }})")
    posted = ", ".join(json.dumps(word) for word in (room, text, about["event_id"]))
    page.evaluate(f"void (window.came = whatCameOf(sdk.{way}({posted})))")
    return room, text


@pytest.mark.usefixtures("browser")
def test_the_persons_own_message_is_in_the_room_unasked(page: Any, server: Server) -> None:
    """Its account is known from the server's answer to the sign-in."""
    room, text = begin(page, server, OWN, "message")
    seen = came(page)
    assert seen["sent"], seen
    assert [each["content"]["body"] for each in server.said(room, OWN)] == ["Well?", text]


@pytest.mark.parametrize("way", WAYS)
def test_the_brands_is_in_the_room_after_the_release(browser: Gated, page: Any, server: Server, way: str) -> None:
    """Not before; and once. What is encrypted is asked about, and nobody can read it."""
    room, text = begin(page, server, BRAND, way)
    hold = browser.next_hold(seconds=30)
    assert server.said(room, BRAND) == []
    card = browser.answer(hold, "release")
    seen = came(page)
    assert seen["sent"], seen
    assert [each["handle"] for each in card["destinations"]] == [f"@acme:{HOST}"]
    (event,) = server.said(room, BRAND)
    if way in {"message", "edit"}:
        assert card["text"] == text
        assert event["content"]["body"].removeprefix("* ") == text
    if way == "encrypted":
        assert event["type"] == "m.room.encrypted"
        assert card["text"] == ""


@pytest.mark.parametrize("way", WAYS)
def test_what_is_stopped_is_never_in_the_room(browser: Gated, page: Any, server: Server, way: str) -> None:
    """The client says why and does not try again."""
    room, _ = begin(page, server, BRAND, way)
    browser.answer(browser.next_hold(seconds=30), "stop")
    seen = came(page)
    assert seen["sent"] is False
    assert "Stopped by Hatcheck" in seen["answer"]
    assert server.said(room, BRAND) == []

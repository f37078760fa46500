"""The browser gate on a newsletter's own page: Ghost's admin, against a real Ghost.

``HATCHECK_TEST_GHOST=/path`` names an installation (the folder with Ghost's index.js); ``HATCHECK_TEST_INSTALL=1``
has npm make one in ``build/ghost``, which takes about eight minutes and 700 MB.
"""

import json
import os
import shutil
import socket
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from bundles import node, npm
from gated_browser import BOTH, Gated
from real_servers import forwarding, guarded
from recorder import Recorder, Request, recording

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("browser", BOTH, indirect=True)]
RELEASE = "6.65.0"
HOST = "blog.example"
BASE = f"https://{HOST}"
WORKSPACE = f"""\
version = 1

[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
accounts = ["ghost:{HOST}"]

[[identity]]
id = "jo"
name = "Jo"
kind = "person"
accounts = ["ghost:jo.example"]
"""
OWNER = {"name": "Jo", "email": "jo@acme.example", "password": "Zebra-41-lantern-rhubarb", "blogTitle": "Acme"}
WAITING = """
  window.part = async (selector) => {
    for (let times = 0; times < 300; times += 1) {
      const found = document.querySelector(selector);
      if (found && !found.disabled) return found;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`${selector} does not appear in ${location.href}: ${document.body.innerText.slice(0, 500)}`);
  }
"""


def _installed() -> Path:
    if named := os.environ.get("HATCHECK_TEST_GHOST"):
        return Path(named).resolve()
    folder = Path(__file__).parents[2] / "build" / "ghost"
    stamp = folder / "installed"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != RELEASE:
        if not os.environ.get("HATCHECK_TEST_INSTALL"):
            pytest.skip("no Ghost: HATCHECK_TEST_GHOST names none, HATCHECK_TEST_INSTALL does not allow to install it")
        folder.mkdir(parents=True, exist_ok=True)
        npm(folder, "pack", f"ghost@{RELEASE}")
        with tarfile.open(folder / f"ghost-{RELEASE}.tgz") as packed:
            packed.extractall(folder, filter="data")
        npm(folder / "package", "install", "--legacy-peer-deps", "--omit=dev", "--ignore-scripts")
        npm(folder / "package", "rebuild", "better-sqlite3")
        stamp.write_text(RELEASE, encoding="utf-8")
    return folder / "package"


@pytest.fixture(scope="module")
def ghost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where it listens."""
    package, folder = _installed(), tmp_path_factory.mktemp("ghost")
    shutil.copytree(package / "content", folder / "content")
    shutil.copy(package / "package.json", folder)  # Ghost looks for its version where it is started
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    connection = {"filename": str(folder / "ghost.db")}
    configuration = {
        "url": BASE,
        "server": {"host": "127.0.0.1", "port": port},
        "database": {"client": "sqlite3", "connection": connection, "useNullAsDefault": True},
        "mail": {"transport": "SMTP", "options": {"host": "127.0.0.1", "port": 1}},
        "security": {"staffDeviceVerification": False},
        "privacy": {"useTinfoil": True},
        "paths": {"contentPath": str(folder / "content")},
        "logging": {"transports": ["stdout"]},
    }
    (folder / "config.production.json").write_text(json.dumps(configuration), encoding="utf-8")
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [node(), package / "index.js"],
            cwd=folder,
            env={**os.environ, "NODE_ENV": "production"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as run,
    ):
        try:
            yield _wait(f"http://127.0.0.1:{port}", run, folder / "log")
        finally:
            run.kill()


def _wait(url: str, run: "subprocess.Popen[bytes]", log: Path) -> str:
    for _ in range(1200):
        with suppress(HTTPError, OSError), urlopen(f"{url}/ghost/api/admin/site/", timeout=5):  # noqa: S310
            return url
        if log.read_bytes().count(b"Ghost booted"):
            return url
        assert run.poll() is None, log.read_text(encoding="utf-8")[-2000:]
        Event().wait(0.1)
    raise TimeoutError(f"Ghost does not answer: {log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory, ghost: str) -> Iterator[Recorder]:
    with recording(tmp_path_factory.mktemp("recorder")) as made:
        made.answers.append(forwarding(HOST, ghost, **{"Host": HOST, "X-Forwarded-Proto": "https"}))
        yield made


@pytest.fixture(scope="module")
def browser(
    request: pytest.FixtureRequest, recorder: Recorder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gated]:
    """A guarded browser whose person is signed in as the owner of the blog."""
    with guarded(request.param, tmp_path_factory.mktemp("desk"), recorder, WORKSPACE) as made:
        page = made.page(at=f"{BASE}/pages")
        if not recorder.written("authentication/setup"):
            assert _fetch(page, "authentication/setup", {"setup": [OWNER]}) == 201
        signed = _fetch(page, "session", {"username": OWNER["email"], "password": OWNER["password"]})
        assert signed == 201
        yield made


def _fetch(page: Any, path: str, fields: Any) -> Any:
    init = {"method": "POST", "headers": {"Content-Type": "application/json"}, "body": json.dumps(fields)}
    return page.evaluate(f"fetch('/ghost/api/admin/{path}/', {json.dumps(init)}).then(answer => answer.status)")


@pytest.fixture
def editor(browser: Gated) -> Iterator[Any]:
    tab = browser.browser.page(f"{BASE}/ghost/#/editor/post")
    tab.evaluate(f"void ({WAITING})")
    yield tab
    browser.clear()


def write(editor: Any, title: str) -> None:
    """Types a title and leaves the field, upon which the page saves a draft by itself."""
    editor.evaluate(f"""part('[data-test-editor-title-input]').then((field) => {{
      field.focus();
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, {json.dumps(title)});
      for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, {{ bubbles: true }}));
      field.blur();
    }})""")


def publish(editor: Any) -> None:
    for button in ("publish-flow", "continue", "confirm-publish"):
        editor.evaluate(f"part('[data-test-button=\"{button}\"]').then((button) => button.click())")


def states(recorder: Recorder, title: str) -> list[str]:
    """As what the posts of this title were saved, in order."""
    return [_state(one) for one in recorder.written(title) if "/posts/" in one.path]


def _state(request: Request) -> str:
    return str(request.json["posts"][0]["status"])


def test_drafts_are_saved_unasked_and_publishing_is_held(browser: Gated, editor: Any) -> None:
    """The page's own words say that it is published, after the release."""
    title = f"Spring news in {browser.kind}"
    write(editor, title)
    assert browser.recorder.arrived(title, seconds=30)
    assert set(states(browser.recorder, title)) == {"draft"}
    publish(editor)
    hold = browser.next_hold(seconds=30)
    assert set(states(browser.recorder, title)) == {"draft"}
    card = browser.answer(hold, "release")
    assert title in card["text"]
    assert card["destinations"][0]["owner"]["id"] == "acme"
    editor.evaluate(
        'part(\'[data-test-modal="post-success"], [data-test-publish="complete"], .modal-post-success\')'
        ".then(() => null)"
    )
    assert states(browser.recorder, title).count("published") == 1


def test_a_stop_is_asked_once_and_told_in_the_page(browser: Gated, editor: Any) -> None:
    """Ghost tries again after network errors, not after this."""
    title = f"Winter news in {browser.kind}"
    write(editor, title)
    assert browser.recorder.arrived(title, seconds=30)
    publish(editor)
    browser.answer(browser.next_hold(seconds=30), "stop")
    said = "document.body.innerText.includes('Stopped by Hatcheck')"
    editor.evaluate(f"""(async () => {{
      for (let times = 0; times < 100 && !({said}); times += 1) await new Promise((done) => setTimeout(done, 100));
      if (!({said})) throw new Error(document.body.innerText.slice(0, 500));
    }})()""")
    with pytest.raises(TimeoutError):
        browser.next_hold(seconds=3)
    assert "published" not in states(browser.recorder, title)

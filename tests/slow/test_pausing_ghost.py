"""A real Ghost is paused: nothing goes out when its time has come, and what is put back does.

``HATCHECK_TEST_GHOST=/path`` names an installation (the folder with Ghost's index.js); ``HATCHECK_TEST_INSTALL=1``
has npm make one in ``build/ghost``, which takes about eight minutes and 700 MB.
"""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Event
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
from bundles import node, npm
from paused_sites import Desk

from guard.model.scheduler import ItemState, LineOutcome
from guard.pausing.ledger import Fate
from guard.pausing.tools import ghost as tool

pytestmark = pytest.mark.slow
RELEASE = "6.65.0"
OWNER = {"name": "Jo", "email": "jo@acme.example", "password": "Zebra-41-lantern-rhubarb", "blogTitle": "Acme"}
KILLED = """
import asyncio, pathlib, sys
sys.path[:0] = sys.argv[3:]
from paused_sites import Desk
from guard.pausing.tools import ghost
asyncio.run(Desk(ghost, sys.argv[1], sys.stdin.read(), pathlib.Path(sys.argv[2])).pause())
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


@dataclass
class Blog:
    """A Ghost, as its owner sees it."""

    url: str
    key: str = field(default="", repr=False)
    _door: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))

    def ask(self, method: str, path: str, fields: Any = None) -> Any:
        body = json.dumps(fields).encode() if fields is not None else None
        headers = {"Content-Type": "application/json", "Origin": self.url}
        request = Request(f"{self.url}/ghost/api/admin/{path}", method=method, data=body, headers=headers)  # noqa: S310
        with self._door.open(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def set_up(self) -> None:
        """Signs the owner in and makes an integration."""
        self.ask("POST", "authentication/setup/", {"setup": [OWNER]})
        with suppress(json.JSONDecodeError):  # it says “Created”
            self.ask("POST", "session/", {"username": OWNER["email"], "password": OWNER["password"]})
        made = self.ask("POST", "integrations/?include=api_keys", {"integrations": [{"name": "Hatcheck"}]})
        self.key = next(one["secret"] for one in made["integrations"][0]["api_keys"] if one["type"] == "admin")

    def schedule(self, title: str, due: datetime, kind: str = "posts", query: str = "", **more: Any) -> str:
        """Its kind and id."""
        (made,) = self.ask("POST", f"{kind}/", {kind: [{"title": title, **more}]})[kind]
        change = {"status": "scheduled", "published_at": due.isoformat(), "updated_at": made["updated_at"]}
        self.ask("PUT", f"{kind}/{made['id']}/{query}", {kind: [change]})
        return f"{kind}/{made['id']}"

    def record(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", f"{key}/")[key.partition("/")[0]][0]
        return found

    def status(self, key: str) -> str:
        return str(self.record(key)["status"])

    def public(self, key: str) -> bool:
        """Whether a visitor finds it."""
        try:
            with build_opener().open(f"{self.url}/{self.record(key)['slug']}/", timeout=30):
                return True
        except HTTPError as error:
            if error.code == 404:
                return False
            raise


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    package, folder = _installed(), tmp_path_factory.mktemp("ghost")
    shutil.copytree(package / "content", folder / "content")
    shutil.copy(package / "package.json", folder)  # Ghost looks for its version where it is started
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    configuration = {
        "url": url,
        "server": {"host": "127.0.0.1", "port": int(url.rpartition(":")[2])},
        "database": {
            "client": "sqlite3",
            "connection": {"filename": str(folder / "ghost.db")},
            "useNullAsDefault": True,
        },
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
            made = Blog(url)
            until(lambda: b"Ghost booted" in (folder / "log").read_bytes() or _ended(run, folder / "log"), 120)
            made.set_up()
            yield made
        finally:
            run.kill()


def _ended(run: "subprocess.Popen[bytes]", log: Path) -> bool:
    assert run.poll() is None, log.read_text(encoding="utf-8")[-2000:]
    return False


def until(condition: Callable[[], bool], seconds: float) -> None:
    for _ in range(int(seconds * 5)):
        if condition():
            return
        Event().wait(0.2)
    raise TimeoutError(f"not within {seconds} seconds")


@pytest.fixture
def desk(blog: Blog, tmp_path: Path) -> Iterator[Desk]:
    """Nothing is scheduled before and after."""
    made = Desk(tool, blog.url, blog.key, tmp_path, now=datetime.now(UTC) - timedelta(hours=1))
    yield made
    for kind in tool.KINDS:
        for one in blog.ask("GET", f"{kind}/?filter=status:scheduled&limit=100&fields=id")[kind]:
            blog.ask("DELETE", f"{kind}/{one['id']}/")


def soon(seconds: float) -> datetime:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).replace(microsecond=0)


def test_a_frozen_blog_publishes_nothing_and_what_is_put_back_goes_out(blog: Blog, desk: Desk) -> None:
    """What somebody schedules after the freeze shows that Ghost still publishes by itself."""
    due = soon(8)
    frozen = [blog.schedule(title, due) for title in ("Spring", "Summer")]
    page = blog.schedule("About spring", due, "pages")
    letter = blog.schedule(
        "Weekly", due, query="?newsletter=default-newsletter&email_segment=status:free", email_only=True, tags=["news"]
    )
    tier = next(one for one in blog.ask("GET", "tiers/")["tiers"] if one["type"] == "paid")
    paid = blog.schedule(
        "For members",
        soon(3600),
        query="?newsletter=default-newsletter&email_segment=status:-free",
        visibility="tiers",
        tiers=[{"id": tier["id"]}],
        meta_title="Members only",
    )
    before = blog.record(paid)
    line = asyncio.run(desk.pause())
    assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 5), line.text
    assert desk.waiting["Weekly"].item.accounts[1:] == ("Acme",)
    control = blog.schedule("Scheduled later", soon(8))

    again = soon(6)
    back = asyncio.run(desk.resume(desk.waiting["Summer"].item, again))
    assert (back.state, back.due) == (ItemState.GOING, again)
    asyncio.run(desk.resume(desk.waiting["For members"].item))
    spring = desk.waiting["Spring"].item
    desk.ledger.change("blog", spring.id, spring, Fate.LEFT_OUT, "Jo")

    until(lambda: blog.status(control) == "published" and blog.status(frozen[1]) == "published", 60)
    assert datetime.now(UTC) > due
    assert {blog.status(key) for key in (frozen[0], page, letter)} == {"draft"}
    assert [blog.public(key) for key in (*frozen, page, letter, control)] == [False, True, False, False, True]

    after = blog.record(paid)
    kept = ("status", "published_at", "email_segment", "visibility", "meta_title", "email_only")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert [one["id"] for one in after["tiers"]] == [tier["id"]]
    assert after["newsletter"]["slug"] == before["newsletter"]["slug"] == "default-newsletter"

    asyncio.run(desk.resume(desk.waiting["Weekly"].item, soon(4)))
    scheduled = blog.record(letter)
    assert (scheduled["email_only"], scheduled["email_segment"]) == (True, "status:free")
    assert [tag["name"] for tag in scheduled["tags"]] == ["news"]
    until(lambda: blog.status(letter) == "sent", 60)


def test_more_than_one_page_killed_midway_and_repeated(blog: Blog, desk: Desk) -> None:
    keys = [blog.schedule(f"post {number}", soon(3600)) for number in range(105)]
    paths = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "engine")]
    command = [sys.executable, "-c", KILLED, blog.url, str(desk.folder), *paths]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as run:
        assert run.stdin is not None
        run.stdin.write(blog.key)
        run.stdin.close()
        until(lambda: blog.status(keys[3]) == "draft", 60)
        run.kill()
    assert blog.status(keys[-1]) == "scheduled"
    assert len(desk.waiting) == 105
    line = asyncio.run(desk.pause())
    assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 105), line.text
    assert {blog.status(key) for key in keys} == {"draft"}
    assert len(desk.waiting) == 105


def test_what_is_published_between_the_list_and_the_pause_stays_out(blog: Blog, desk: Desk) -> None:
    key = blog.schedule("Autumn", soon(3600))

    async def between() -> ItemState:
        async with desk.adapter() as adapter:
            (found,) = await adapter.items()
            change = {"status": "published", "updated_at": blog.record(key)["updated_at"]}
            blog.ask("PUT", f"{key}/", {"posts": [change]})
            return (await adapter.look([await adapter.pause(found)]))[key]

    assert asyncio.run(between()) is ItemState.SENT
    assert blog.status(key) == "published"


def test_what_is_deleted_there_is_gone(blog: Blog, desk: Desk) -> None:
    key = blog.schedule("Winter", soon(3600))
    asyncio.run(desk.pause())
    blog.ask("DELETE", f"{key}/")
    asyncio.run(desk.pause())
    assert desk.waiting["Winter"].fate is Fate.GONE


@pytest.mark.parametrize("wrong", ["id", "secret"])
def test_a_wrong_key_is_told(blog: Blog, desk: Desk, wrong: str) -> None:
    blog.schedule("Winter again", soon(3600))
    name, _, right = blog.key.partition(":")
    desk.token = f"{'0' * 24}:{right}" if wrong == "id" else f"{name}:{'0' * 64}"
    line = asyncio.run(desk.pause())
    assert line.outcome is LineOutcome.UNVERIFIED
    assert "(401)" in line.text
    assert line.do == tool.TOOL.by_hand

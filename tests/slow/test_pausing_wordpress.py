"""A real WordPress is paused: nothing goes out when its time has come, and what is put back does.

Everything of it comes from Debian: ``apt-get install wordpress php-cli php-mysql mariadb-server``. The database
listens on a socket in the tests' folder, and nothing of it is left.
"""

import asyncio
import base64
import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from paused_sites import Desk

from guard.model.scheduler import ItemState, LineOutcome
from guard.pausing.ledger import Fate
from guard.pausing.tools import wordpress as tool

pytestmark = pytest.mark.slow
FILES = Path("/usr/share/wordpress")
SLOW = Path(__file__).parent
CONFIGURATION = """<?php
define('DB_NAME', 'acme'); define('DB_USER', '{user}'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{database}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_ENVIRONMENT_TYPE', 'local'); // application passwords without TLS
define('WP_HTTP_BLOCK_EXTERNAL', true);
foreach (array('AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE') as $name) {{
    define($name . '_KEY', 'the key of a test'); define($name . '_SALT', 'the salt of a test');
}}
$table_prefix = 'wp_';
define('WP_CONTENT_DIR', __DIR__ . '/wp-content');
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
KILLED = """
import asyncio, pathlib, sys
sys.path[:0] = sys.argv[3:]
from paused_sites import Desk
from guard.pausing.tools import wordpress
asyncio.run(Desk(wordpress, sys.argv[1], sys.stdin.read(), pathlib.Path(sys.argv[2])).pause())
"""
SOONEST = 62
"""Seconds: what is to go out within a minute, WordPress publishes at once."""


def _missing() -> str:
    """The package that is not there; empty where all are."""
    if not (FILES / "wp-load.php").exists():
        return "wordpress"
    for program, package in (
        ("php", "php-cli"),
        ("mariadbd", "mariadb-server"),
        ("mariadb-install-db", "mariadb-server"),
    ):
        if not shutil.which(program):
            return package
    modules = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.split()
    return "" if "mysqli" in modules else "php-mysql"


@dataclass
class Blog:
    """A WordPress, as its administrator sees it."""

    url: str
    site: Path
    passwords: dict[str, str] = field(default_factory=dict, repr=False)

    def ask(self, method: str, route: str, fields: Any = None, query: str = "") -> Any:
        """Without setting off what is due."""
        body = json.dumps(fields).encode() if fields is not None else None
        password = base64.b64encode(self.passwords["jo"].encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {password}"}
        url = f"{self.url}/?rest_route=/{route}&context=edit&doing_wp_cron=1{query}"
        with urlopen(Request(url, method=method, data=body, headers=headers), timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read())

    def schedule(self, title: str, due: datetime, kind: str = "posts", **more: Any) -> str:
        """Its route."""
        date = due.strftime("%Y-%m-%dT%H:%M:%S")
        made = self.ask("POST", f"wp/v2/{kind}", {"title": title, "status": "future", "date_gmt": date, **more})
        assert made["status"] == "future"
        return f"wp/v2/{kind}/{made['id']}"

    def status(self, route: str) -> str:
        return str(self.ask("GET", route)["status"])

    def visit(self) -> None:
        """Somebody comes by, and WordPress publishes what is due."""
        with urlopen(f"{self.url}/wp-cron.php", timeout=30):  # noqa: S310
            pass

    def change(self, *words: str) -> None:
        command = ["php", SLOW / "wordpress_change.php", self.site, *words]
        subprocess.run(command, env=_environment(self.url), check=True, timeout=60)


def _environment(url: str) -> dict[str, str]:
    return {**os.environ, "ACME_HOST": url.removeprefix("http://"), "PHP_CLI_SERVER_WORKERS": "4"}


def until(condition: Callable[[], bool], seconds: float) -> None:
    for _ in range(int(seconds * 5)):
        if condition():
            return
        Event().wait(0.2)
    raise TimeoutError(f"not within {seconds} seconds")


@contextmanager
def _running(log: Path, *command: object, **more: Any) -> Iterator[None]:
    """With all that it starts itself: PHP's workers outlive their parent otherwise."""
    with (
        log.open("wb") as said,
        subprocess.Popen([*map(str, command)], stdout=said, stderr=said, start_new_session=True, **more) as run,
    ):
        try:
            yield
        finally:
            os.killpg(run.pid, signal.SIGTERM)


def _created(database: Path) -> bool:
    command = ["mariadb", "--no-defaults", f"--socket={database}", f"--user={getpass.getuser()}"]
    made = subprocess.run([*command, "-e", "create database if not exists acme"], capture_output=True, check=False)
    return made.returncode == 0


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    if missing := _missing():
        pytest.skip(f"no WordPress: Debian's package {missing} is not installed")
    folder, user = tmp_path_factory.mktemp("wp"), getpass.getuser()
    data, database, site = folder / "data", folder / "s", folder / "site"
    own = ["--no-defaults", f"--user={user}", f"--datadir={data}"]
    normal = f"--auth-root-authentication-method={'normal' if user == 'root' else 'socket'}"
    more = [normal, "--skip-test-db", *([] if user == "root" else [f"--auth-root-socket-user={user}"])]
    subprocess.run(["mariadb-install-db", *own, *more], capture_output=True, check=True, timeout=120)
    shutil.copytree(FILES, site, ignore=shutil.ignore_patterns(".htaccess", "wp-config.php"))
    (site / "wp-config.php").write_text(CONFIGURATION.format(user=user, database=database), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        made = Blog(f"http://127.0.0.1:{free.getsockname()[1]}", site)
    with ExitStack() as stack:
        stack.enter_context(_running(folder / "db.log", "mariadbd", *own, f"--socket={database}", "--skip-networking"))
        until(lambda: _created(database), 60)
        php, setup = ["php", "-d", "sendmail_path=/bin/true"], SLOW / "wordpress_setup.php"
        environment = _environment(made.url)
        said = subprocess.run(
            [*php, setup, site], env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        made.passwords = json.loads(said.stdout)["passwords"]
        listening = made.url.removeprefix("http://")
        stack.enter_context(_running(folder / "php.log", *php, "-S", listening, "-t", site, env=environment, cwd=site))
        until(lambda: _answers(made.url), 60)
        yield made


def _answers(url: str) -> bool:
    try:
        with urlopen(f"{url}/?rest_route=/", timeout=30):  # noqa: S310
            return True
    except HTTPError:
        raise
    except URLError:
        return False


@pytest.fixture
def desk(blog: Blog, tmp_path: Path) -> Iterator[Desk]:
    """Nothing is scheduled before and after."""
    made = Desk(tool, blog.url, blog.passwords["ed"], tmp_path, now=datetime.now(UTC) - timedelta(hours=1))
    yield made
    for kind in ("posts", "pages"):
        for one in blog.ask("GET", f"wp/v2/{kind}", query="&status=future,draft&per_page=100"):
            blog.ask("DELETE", f"wp/v2/{kind}/{one['id']}", query="&force=true")


def soon(seconds: float) -> datetime:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).replace(microsecond=0)


def test_a_frozen_site_publishes_nothing_and_what_is_put_back_goes_out(blog: Blog, desk: Desk) -> None:
    """What somebody schedules after the freeze shows that WordPress still publishes by itself."""
    due = soon(SOONEST)
    spring = blog.schedule("Spring", due, slug="spring-is-here", sticky=True, categories=[1])
    summer, autumn = (blog.schedule(title, due) for title in ("Summer", "Autumn"))
    page = blog.schedule("About spring", due, "pages")
    far = blog.schedule("Winter", soon(3600), slug="winter-is-here", excerpt="Cold.", password="snow")  # noqa: S106
    before = blog.ask("GET", far)
    line = asyncio.run(desk.pause())
    assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 5), line.text
    control = blog.schedule("Scheduled later", soon(SOONEST))

    again = soon(SOONEST)
    back = asyncio.run(desk.resume(desk.waiting["Summer"].item, again))
    assert (back.state, back.due) == (ItemState.GOING, again)
    asyncio.run(desk.resume(desk.waiting["Winter"].item))
    left = desk.waiting["Autumn"].item
    desk.ledger.change("blog", left.id, left, Fate.LEFT_OUT, "Jo")

    def out() -> bool:
        blog.visit()
        return blog.status(control) == blog.status(summer) == "publish"

    until(out, 120)
    assert datetime.now(UTC) > due
    assert [blog.status(route) for route in (spring, autumn, page)] == ["draft"] * 3
    after = blog.ask("GET", far)
    changing = {"modified", "modified_gmt", "_links"}
    assert {key: after[key] for key in after if key not in changing} == {
        key: before[key] for key in before if key not in changing
    }


def test_asking_does_not_send_off_what_is_late(blog: Blog, desk: Desk) -> None:
    """WordPress publishes what is late when anybody asks it for anything else."""
    frozen, free = (blog.schedule(title, soon(3600)) for title in ("Spring", "Summer"))
    blog.change("late", frozen.rpartition("/")[2])
    line = asyncio.run(desk.pause())
    assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 2), line.text
    late = desk.waiting["Spring"].item.due
    assert late is not None
    assert late < datetime.now(UTC)
    asyncio.run(desk.resume(desk.waiting["Summer"].item, soon(3600)))
    blog.change("late", free.rpartition("/")[2])
    until(lambda: _visited(blog) and blog.status(free) == "publish", 60)
    assert blog.status(frozen) == "draft"


def _visited(blog: Blog) -> bool:
    with urlopen(f"{blog.url}/?rest_route=/wp/v2/posts", timeout=30):  # noqa: S310
        return True


def test_more_than_one_page_killed_midway_and_repeated(blog: Blog, desk: Desk) -> None:
    routes = [blog.schedule(f"post {number}", soon(3600)) for number in range(105)]
    paths = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "engine")]
    command = [sys.executable, "-c", KILLED, blog.url, str(desk.folder), *paths]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as run:
        assert run.stdin is not None
        run.stdin.write(desk.token)
        run.stdin.close()
        until(lambda: blog.status(routes[3]) == "draft", 60)
        run.kill()
    assert blog.status(routes[-1]) == "future"
    assert len(desk.waiting) == 105
    line = asyncio.run(desk.pause())
    assert (line.outcome, len(line.items)) == (LineOutcome.PAUSED, 105), line.text
    assert {blog.status(route) for route in routes} == {"draft"}
    assert len(desk.waiting) == 105


def test_what_is_published_between_the_list_and_the_pause_stays_out(blog: Blog, desk: Desk) -> None:
    route = blog.schedule("Autumn", soon(3600))

    async def between() -> ItemState:
        async with desk.adapter() as adapter:
            (found,) = await adapter.items()
            blog.change("late", route.rpartition("/")[2])
            blog.visit()
            said = await adapter.look([await adapter.pause(found)])
            return said[route]

    assert asyncio.run(between()) is ItemState.SENT
    assert blog.status(route) == "publish"


@pytest.mark.parametrize(("force", "fate"), [("false", Fate.WAITING), ("true", Fate.GONE)], ids=["trash", "for good"])
def test_what_is_deleted_there(blog: Blog, desk: Desk, force: str, fate: Fate) -> None:
    route = blog.schedule("Winter", soon(3600))
    asyncio.run(desk.pause())
    blog.ask("DELETE", route, query=f"&force={force}")
    asyncio.run(desk.pause())
    assert desk.waiting["Winter"].fate is fate


def test_a_site_with_pretty_permalinks(blog: Blog, desk: Desk) -> None:
    blog.change("permalinks", "/%postname%/")
    try:
        blog.schedule("Winter", soon(3600))
        assert asyncio.run(desk.pause()).outcome is LineOutcome.PAUSED
        with urlopen(f"{blog.url}/wp-json/", timeout=30) as answer:  # noqa: S310
            assert json.loads(answer.read())["name"] == "Acme"
    finally:
        blog.change("permalinks", "")


@pytest.mark.parametrize("user", ["al", "hal", "wrong"])
def test_an_account_that_may_not_see_everything_is_told(blog: Blog, desk: Desk, user: str) -> None:
    """Authors do not see pages, and WordPress leaves out what one may not read."""
    route = blog.schedule("Winter", soon(3600))
    desk.token = blog.passwords.get(user, "jo:abcd efgh ijkl mnop qrst uvwx")
    line = asyncio.run(desk.pause())
    assert line.outcome is LineOutcome.UNVERIFIED
    assert ("(401)" if user == "wrong" else "does not show this account all that waits") in line.text
    assert blog.status(route) == "future"

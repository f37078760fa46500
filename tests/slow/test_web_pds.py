"""The browser gate on a real network: atproto's own library in a page, against a real Bluesky PDS.

The PDS comes from npm and is set up once in ``build/pds`` (some minutes), with the Node of the development tools;
``HATCHECK_TEST_PDS=/path/of/pds`` names one that is there already (see test_bluesky_pds.py).
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from bundles import node, npm
from gated_browser import BOTH, Gated
from real_servers import came, forwarding, guarded, load, script
from recorder import Recorder, recording

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("browser", BOTH, indirect=True)]
HOST = "pds.example"
BASE = f"https://{HOST}"
DEV_ENV = "@atproto/dev-env@0.6.7"
POSTS, LIKES, REPOSTS = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.repost"
WORKSPACE = """\
version = 1

[[identity]]
id = "redcross"
name = "American Red Cross"
kind = "brand"
accounts = ["bluesky:@redcross.test"]

[[identity]]
id = "jo"
name = "Joanna"
kind = "person"
accounts = ["bluesky:@joanna.test"]
"""
WAYS = [
    pytest.param("post", POSTS, 1, id="a post"),
    pytest.param("image", POSTS, 1, id="a post with an image"),
    pytest.param("thread", POSTS, 2, id="a thread"),
    pytest.param("like", LIKES, 1, id="a like"),
    pytest.param("repost", REPOSTS, 1, id="a repost"),
]
BRAND, OWN = "redcross", "joanna"


@dataclass
class Network:
    """The PDS, and how to look at what lies on it."""

    url: str
    accounts: dict[str, Any]

    def records(self, name: str, collection: str) -> list[Any]:
        """The records of a collection, by the PDS' own word."""
        query = urlencode({"repo": self.accounts[name]["did"], "collection": collection, "limit": 100})
        with urlopen(f"{self.url}/xrpc/com.atproto.repo.listRecords?{query}", timeout=20) as answer:  # noqa: S310
            return list(json.load(answer)["records"])

    def added(self, name: str, collection: str, before: list[Any]) -> list[Any]:
        """Those that were not there before."""
        known = {record["uri"] for record in before}
        return [record["value"] for record in self.records(name, collection) if record["uri"] not in known]


def _installed() -> Path:
    if named := os.environ.get("HATCHECK_TEST_PDS"):
        return Path(named)
    folder = Path(__file__).parents[2] / "build" / "pds"
    stamp = folder / "installed"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != DEV_ENV:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
        npm(folder, "install", "--ignore-scripts", DEV_ENV)
        npm(folder, "rebuild", "better-sqlite3")
        stamp.write_text(DEV_ENV, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    folder = _installed()
    there = folder / "hatcheck-pds.mjs"  # modules are found from where the script lies
    shutil.copy(Path(__file__).with_name("pds.mjs"), there)
    told = tmp_path_factory.mktemp("pds") / "log"
    with (
        told.open("w", encoding="utf-8") as log,
        subprocess.Popen([node(), there], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True) as run,
    ):
        assert run.stdin is not None
        assert run.stdout is not None
        try:
            while not (line := run.stdout.readline()).startswith('{"url"'):
                assert line, told.read_text(encoding="utf-8")[-2000:]
            yield Network(**json.loads(line))
        finally:
            run.stdin.close()
            run.wait(30)


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory, network: Network) -> Iterator[Recorder]:
    with recording(tmp_path_factory.mktemp("recorder")) as made:
        made.answers += [script("bluesky"), forwarding(HOST, network.url)]
        yield made


@pytest.fixture(scope="module")
def browser(
    request: pytest.FixtureRequest, recorder: Recorder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gated]:
    with guarded(request.param, tmp_path_factory.mktemp("desk"), recorder, WORKSPACE) as made:
        yield made


@pytest.fixture
def page(browser: Gated) -> Iterator[Any]:
    yield load(browser.page(at=f"{BASE}/pages"), "bluesky")
    browser.clear()


def sign_in(page: Any, name: str) -> None:
    words = ", ".join(json.dumps(word) for word in (BASE, f"{name}.test", f"password-of-{name}"))
    page.evaluate(f"bluesky({words}).then(ways => {{ window.bsky = ways; }})")


def begin(page: Any, way: str, text: str, network: Network) -> None:
    """The client posts; ``window.came`` is what comes of it."""
    liked = json.dumps(network.records(OWN, POSTS)[0]) if way in {"like", "repost"} else "null"
    page.evaluate(f"void (window.came = whatCameOf(bsky.{way}({json.dumps(text)}, {liked})))")


def test_the_persons_own_post_lies_on_the_server_unasked(browser: Gated, page: Any, network: Network) -> None:
    """Its account is known from the server's answer to the sign-in."""
    before = network.records(OWN, POSTS)
    sign_in(page, OWN)
    begin(page, "post", f"My own beer in {browser.kind}", network)
    seen = came(page)
    assert seen["sent"], seen
    (record,) = network.added(OWN, POSTS, before)
    assert record["text"] == f"My own beer in {browser.kind}"


@pytest.mark.parametrize(("way", "collection", "count"), WAYS)
def test_the_brands_lies_there_after_the_release(
    browser: Gated, page: Any, network: Network, way: str, collection: str, count: int
) -> None:
    """Not before; and once."""
    before = network.records(BRAND, collection)
    sign_in(page, BRAND)
    begin(page, way, f"Give blood, {way}", network)
    hold = browser.next_hold()
    assert network.added(BRAND, collection, before) == []
    card = browser.answer(hold, "release")
    seen = came(page)
    assert seen["sent"], seen
    assert [each["handle"] for each in card["destinations"]] == ["@redcross.test"]
    added = network.added(BRAND, collection, before)
    assert len(added) == count
    if collection == POSTS:
        assert card["text"] == "\n".join(sorted(each["text"] for each in added))
        assert all("embed" in each for each in added) == (way == "image")


@pytest.mark.parametrize(("way", "collection", "count"), WAYS)
def test_what_is_stopped_never_lies_there_and_the_client_knows_why(
    browser: Gated, page: Any, network: Network, way: str, collection: str, count: int
) -> None:
    """It says so itself and does not try again."""
    before = network.records(BRAND, collection)
    sign_in(page, BRAND)
    begin(page, way, f"getting slizzerd {count}, {way}", network)
    browser.answer(browser.next_hold(), "stop")
    seen = came(page)
    assert seen["sent"] is False
    assert "Stopped by Hatcheck" in seen["answer"]
    assert network.added(BRAND, collection, before) == []

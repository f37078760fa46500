"""``hatcheck watch``: easy words become sources, comments stay, tokens lie in the keyring, a try tells the truth."""

import json
import os
import subprocess
import sys
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import UserDesk
from listening_engine import places
from mention_servers import created, now, status
from test_vault import opened_with, with_keyring

from guard.cli import watch_try


def tables(desk: UserDesk, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(desk.workspace.read_text(encoding="utf-8")).get(name, [])
    return found


def test_a_brand_is_listened_for_and_called_more_and_more(desk: UserDesk) -> None:
    desk.workspace.write_text("# mine\n" + desk.workspace.read_text(encoding="utf-8"), encoding="utf-8")
    told = desk.type("watch", "add", "acme", "--name", "Acme Rockets", "--hashtag", "#acme", "--host", "acme.example")
    assert (told.code, told.err) == (0, "")
    assert "Acme Ltd, Acme Rockets, @Acme, acme, #acme, acme.example" in told.out
    assert "hatcheck watch source add" in told.out
    text = desk.workspace.read_text(encoding="utf-8")
    desk.workspace.write_text(text.replace("[[watch]]", "[[watch]]  # since the storm"), encoding="utf-8")
    assert desk.type("watch", "add", "acme", "--name", "Acme", "--name", "Acme Ltd", "--alerts", "high").code == 0
    assert tables(desk, "watch") == [
        {
            "brand": "acme",
            "names": ["Acme Ltd", "Acme Rockets", "Acme"],
            "hashtags": ["#acme"],
            "hosts": ["acme.example"],
            "alerts": "high",
        }
    ]
    text = desk.workspace.read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    assert "# since the storm" in text


ROOT = Path(__file__).parents[2]

EASY = [
    pytest.param(
        ["--rss", "https://press.example/feed"],
        {"kind": "feed", "address": "https://press.example/feed", "every": "5m"},
        id="a feed",
    ),
    pytest.param(
        ["--subreddit", "r/rockets"],
        {"kind": "feed", "address": "https://www.reddit.com/r/rockets/new/.rss", "every": "5m"},
        id="a subreddit",
    ),
    pytest.param(
        ["--reddit-search", 'acme "ltd"', "--every", "10m"],
        {"kind": "feed", "address": "https://www.reddit.com/search.rss?q=acme+%22ltd%22&sort=new", "every": "10m"},
        id="a search of Reddit",
    ),
    pytest.param(
        ["--youtube", "UC1234", "--own"],
        {
            "kind": "feed",
            "address": "https://www.youtube.com/feeds/videos.xml?channel_id=UC1234",
            "every": "5m",
            "own": True,
        },
        id="a channel of one's own",
    ),
    pytest.param(
        ["--mastodon-tag", "#acme@mastodon.social"],
        {"kind": "mastodon-tag", "address": "https://mastodon.social", "what": "acme"},
        id="a hashtag",
    ),
    pytest.param(
        ["--mastodon-search", "acme ltd@mastodon.social"],
        {"kind": "mastodon-search", "address": "https://mastodon.social", "what": "acme ltd"},
        id="a search of Mastodon",
    ),
    pytest.param(["--bluesky"], {"kind": "jetstream"}, id="all of Bluesky"),
    pytest.param(["--bluesky-search", "acme"], {"kind": "bluesky-search", "what": "acme"}, id="a search of Bluesky"),
    pytest.param(
        ["--kind", "bluesky-account", "--what", "acme.bsky.social", "--own", "--all"],
        {"kind": "bluesky-account", "what": "acme.bsky.social", "own": True, "all": True},
        id="exactly so",
    ),
]


@pytest.mark.parametrize(("words", "wanted"), EASY)
def test_easy_words_become_a_source(desk: UserDesk, words: list[str], wanted: dict[str, Any]) -> None:
    desk.type("watch", "add", "acme")
    told = desk.type("watch", "source", "add", "press", "--brand", "acme", *words)
    assert (told.code, told.err) == (0, "")
    assert tables(desk, "source") == [{"id": "press", "brand": "acme", **wanted}]
    (source,) = desk.type("watch", "list", "--format", "json").json["sources"]
    assert (source["id"], source["kind"]) == ("press", wanted["kind"])
    assert desk.type("watch", "source", "remove", "press").code == 0
    assert tables(desk, "source") == []


REFUSED = [
    pytest.param(["add", "jo"], '"jo" is a person', id="a person"),
    pytest.param(["add", "acne"], 'There is no identity "acne"', id="nobody"),
    pytest.param(["remove", "bolt"], '"bolt" is not watched', id="never listened for"),
    pytest.param(["source", "add", "x y", "--brand", "acme", "--bluesky"], "cannot be an id", id="an id with a space"),
    pytest.param(["source", "add", "sky", "--brand", "bolt", "--bluesky"], "watch add bolt", id="not listened for"),
    pytest.param(["source", "add", "press", "--brand", "acme", "--bluesky"], "already", id="an id that is there"),
    pytest.param(["source", "add", "a", "--brand", "acme", "--mastodon-tag", "acme"], "no instance", id="no instance"),
    pytest.param(["source", "add", "a", "--brand", "acme", "--bluesky", "--every", "2h"], "no pace", id="too slow"),
    pytest.param(["source", "add", "a", "--brand", "acme", "--bluesky", "--every", "x"], "no pace", id="no span"),
    pytest.param(["source", "add", "a", "--brand", "acme", "--bluesky", "--own"], "anybody", id="everybody's are ours"),
    pytest.param(["source", "add", "a", "--brand", "acme", "--rss", "press.example"], "is no address", id="no address"),
    pytest.param(["source", "add", "a", "--brand", "acme", "--bluesky", "--token"], "takes no token", id="no token"),
    pytest.param(
        ["source", "add", "a", "--brand", "acme", "--rss", "https://a.example", "--token"], "keyring", id="no keyring"
    ),
    pytest.param(["source", "token", "b"], 'There is no source "b"', id="a token for nothing"),
    pytest.param(["source", "remove", "b"], 'There is no source "b"', id="nothing to remove"),
    pytest.param(["try", "b"], 'There is no source "b"', id="nothing to try"),
    pytest.param(["status"], "The guard does not run", id="no engine"),
]


@pytest.mark.parametrize(("words", "wanted"), REFUSED)
def test_what_cannot_be_is_told_and_changes_nothing(desk: UserDesk, words: list[str], wanted: str) -> None:
    bolt = '\n[[identity]]\nid = "bolt"\nkind = "brand"\n'
    desk.workspace.write_text(desk.workspace.read_text(encoding="utf-8") + bolt, encoding="utf-8")
    desk.type("watch", "add", "acme")
    desk.type("watch", "source", "add", "press", "--brand", "acme", "--rss", "https://press.example/feed")
    before = desk.workspace.read_bytes()
    told = desk.type("watch", *words)
    assert told.code > 0
    assert wanted in told.err
    assert desk.workspace.read_bytes() == before


def test_a_brand_goes_with_its_sources(desk: UserDesk) -> None:
    desk.type("watch", "add", "acme")
    desk.type("watch", "source", "add", "sky", "--brand", "acme", "--bluesky")
    told = desk.type("watch", "remove", "acme")
    assert told.code == 0
    assert (tables(desk, "watch"), tables(desk, "source")) == ([], [])
    assert "No brand is listened for yet" in desk.type("watch", "list").out


def test_one_reading_shows_what_counts_or_why_nothing_does(desk: UserDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_try, "SECONDS", 0.5)
    with places() as there:
        public, at = there.public, now() - timedelta(minutes=5)
        public.statuses = [status(1, "<p>[bold]Hello[/] #acme</p>", at), status(2, "<p>More of #acme</p>", at)]
        public.events = [created(1, "Acme Ltd again", at), created(2, "the weather", at)]
        public.page = b"<html>no feed</html>"
        desk.type("watch", "add", "acme")
        place = ["--brand", "acme", "--address", public.url]
        desk.type("watch", "source", "add", "tag", *place, "--kind", "mastodon-tag", "--what", "acme")
        desk.type("watch", "source", "add", "sky", *place, "--kind", "jetstream")
        desk.type("watch", "source", "add", "feed", "--brand", "acme", "--rss", public.url + "/feed")
        desk.type("watch", "source", "add", "search", *place, "--kind", "mastodon-search", "--what", "acme")
        desk.type("watch", "source", "add", "ours", *place, "--kind", "mastodon-account", "--what", "acme", "--own")
        tag, sky = desk.type("watch", "try", "tag"), desk.type("watch", "try", "sky", "--language", "de")
        assert (tag.code, sky.code) == (0, 0)
        assert "Posts that were read: 2; posts that count: 2." in tag.out
        assert "[bold]Hello[/] #acme" in tag.out
        assert "Without a token" in tag.out
        assert "Beiträge innerhalb von 0.5 Sekunden: 2; davon zählen: 1." in sky.out
        assert "Acme Ltd again" in sky.out
        assert "posts that count: 2." in desk.type("watch", "try", "ours").out
        feed, search = desk.type("watch", "try", "feed"), desk.type("watch", "try", "search")
        assert (feed.code, search.code) == (1, 1)
        assert "is no feed" in feed.err
        assert "put a token into the keyring" in search.err
        public.failing["/subscribe"] = (503, "", {})
        assert desk.type("watch", "try", "sky").code == 1


STEPS = """
import json, sys
from guard.cli import hidden, main
from guard.vault import Secret, Vault
hidden.hidden = lambda question: "s3cret"  # typed by a person
steps = []
for words in json.loads(sys.argv[1]):
    code = main.main(["watch", *words])
    found = Vault().get("source:tag")
    steps.append([code, found.text if isinstance(found, Secret) else None])
print("STEPS " + json.dumps(steps))
"""


@with_keyring
def test_a_token_lies_in_the_keyring_and_nowhere_else(desk: UserDesk) -> None:
    place = ["source", "add", "tag", "--brand", "acme", "--token"]
    typed = [
        ["add", "acme"],
        [*place, "--mastodon-tag", "acme@[x"],
        [*place, "--mastodon-tag", "acme@mastodon.example"],
        [*place, "--mastodon-tag", "acme@mastodon.example"],
        ["list"],
        ["source", "token", "tag"],
        ["source", "remove", "tag"],
        [*place, "--mastodon-tag", "acme@mastodon.example"],
        ["remove", "acme"],
    ]
    home = {"HOME": str(desk.folder), "XDG_DATA_HOME": str(desk.folder / "data"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*opened_with("pass"), sys.executable, "-c", STEPS, json.dumps(typed)],
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    steps = json.loads(done.stdout.rpartition("STEPS ")[2])
    gone, kept = None, "s3cret"
    assert steps == [[0, gone], [2, gone], [0, kept], [2, kept], [0, kept], [0, kept], [0, gone], [0, kept], [0, gone]]
    assert "s3cret" not in done.stdout.rpartition("STEPS ")[0] + done.stderr
    assert "s3cret" not in desk.workspace.read_text(encoding="utf-8")

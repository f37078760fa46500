"""What a browser's gate asks of the real engine: verdicts for pages, what to keep, copies, what escaped, windows."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served import WORKSPACE, Served, served

from guard.clients.line import Line, Refused
from guard.engine.shingles import shingles
from guard.journal import Journal

ACME = {"platform": "mastodon", "account": "@acme@example.social", "host": "example.social"}
JO = {"platform": "mastodon", "account": "@jo@example.social", "host": "example.social"}
SOMEBODY = {"platform": "x", "ref": "h:Zm9vYmFy"}
TEXT = "Found two more bottles of that dark ale, and when we drink we do it right."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, WORKSPACE.replace('session = "25m"', 'session = "25m"\nunguarded = "block"')) as desk:
        yield desk


def submit(gate: Line, *actors: dict[str, str], **more: Any) -> Any:
    """The hold's card where it is held, else the verdict."""
    n = gate.send("submit", verb="post", actors=list(actors), **{"text": TEXT, **more})
    while (frame := gate.next(10)).get("n") != n:  # a briefing may come between
        pass
    if frame.get("event") != "held":
        return frame["reply"]
    with Line.open("face", "person") as face:
        card = face.ask("show", 10, hold=frame["hold"])["card"]
    gate.ask("withdraw", 10, of=n)
    return card


def rows(desk: Served, kind: str) -> list[Any]:
    with Journal.open(desk.folder / "state" / "journal.db") as journal:
        return [row.event.detail for row in journal.rows(kind=kind)]


def test_the_persons_own_account_passes_and_the_brands_is_held(desk: Served) -> None:
    """The person is worn, since there is only one."""
    with desk.line("gate") as gate:
        assert submit(gate, JO)["verdict"] == "allow"
        card = submit(gate, ACME, attached=["IMG_1.jpg (image/jpeg, 2.1 MB)"])
    assert card["headline"] == "This goes out as Acme Ltd on Mastodon."
    assert [(one["name"], one["note"]) for one in card["media"]] == [
        ("IMG_1.jpg (image/jpeg, 2.1 MB)", "attached in the page")
    ]


def test_an_account_that_nobody_named_is_asked_about_until_it_is_named(desk: Served) -> None:
    """It stands in the settings, and once it is named it is that account."""
    with desk.line("gate", "Chromium") as gate, desk.line("face") as face:
        card = submit(gate, SOMEBODY)
        assert "name it in the settings" in card["reasons"][0]["text"]
        (unnamed,) = face.ask("settings", 10)["unnamed"]
        assert (unnamed["key"], unnamed["platform"]) == ("browser:x h:Zm9vYmFy", "x")
        assert unnamed["seen"].startswith("in Chromium, at ")
        answer = {"what": "credential-put", "values": {"key": unnamed["key"], "account": "x:@jo"}}
        assert face.ask("change", 10, edits=[answer])["unnamed"] == []
        assert submit(gate, SOMEBODY)["verdict"] == "allow"


def test_where_no_brand_is_nothing_is_asked_and_a_row_is_kept(desk: Served) -> None:
    """A stranger's comment on a network without a brand is nobody's business."""
    with desk.line("gate") as gate:
        assert submit(gate, {"platform": "reddit"})["verdict"] == "allow"
    assert [row["destinations"] for row in rows(desk, "decision")] == [["reddit:?"]]


def test_nobody_acting_at_all_is_held(desk: Served) -> None:
    """A submission with no account and no actor may go anywhere."""
    with desk.line("gate") as gate:
        assert submit(gate)["reasons"][0]["rule"] == "unknown-fact"


def test_a_text_copied_privately_is_held_on_its_way_to_the_brand(desk: Served) -> None:
    """Even under the brand's hat; the engine has only ever seen hashes of what was copied."""
    with desk.line("gate") as gate, desk.line("face") as face:
        salt = gate.ask("brief", 10)["salt"]
        face.ask("wear", 10, identity="acme")
        assert submit(gate, ACME)["verdict"] == "allow"
        gate.ask("copied", 10, actors=[JO], shingles=shingles(TEXT, salt))
        card = submit(gate, ACME)
    (reason,) = card["reasons"]
    assert reason["rule"] == "copied-from-another-identity"
    assert "copied from your private Mastodon 1 s ago" in reason["text"]


def test_a_profile_for_somebody_else_is_mentioned(desk: Served) -> None:
    """A hint beside the hold, and none of its reasons."""
    with desk.line("gate") as gate:
        card = submit(gate, ACME, bound="jo")
    assert [one["rule"] for one in card["signals"]] == ["bound-profile"]
    assert [one["rule"] for one in card["reasons"]] == ["wrong-hat"]


def test_the_briefing_knows_accounts_by_hash_and_follows_the_hat(desk: Served) -> None:
    """Nobody who reads it learns an account that he does not know."""
    with desk.line("gate") as gate, desk.line("face") as face:
        told = gate.ask("brief", 10)
        assert [(one["badge"]["id"], one["unguarded"]) for one in told["identities"]] == [
            ("acme", "block"),
            ("jo", "ask"),
        ]
        assert {(one["platform"], one["host"]) for one in told["concerns"]} == {
            ("mastodon", "example.social"),
            ("x", ""),
            ("*", ""),
        }
        digest = hmac.new(told["salt"].encode(), b"mastodon:@acme@example.social", hashlib.sha256).digest()
        known = {one["hash"]: one["identity"] for one in told["accounts"]}
        assert known[base64.urlsafe_b64encode(digest).decode()[:22]] == "acme"
        assert "acme@example" not in str(told)
        face.ask("wear", 10, identity="acme")
        event = gate.event(10)
        assert (event["event"], event["worn"]["id"]) == ("briefing", "acme")


def test_who_acts_is_told_for_a_composer(desk: Served) -> None:
    """With the identity's colours where it is somebody's."""
    with desk.line("gate") as gate:
        told = gate.ask("acting", 10, actors=[SOMEBODY, ACME])
        assert (told["badge"]["id"], told["account"]) == ("acme", "mastodon:@acme@example.social")
        assert gate.ask("acting", 10, actors=[SOMEBODY]) == {"badge": None, "account": ""}


def test_what_escaped_is_told_at_once_and_kept(desk: Served) -> None:
    """The drift alarm, where it would have been held; where no brand is, there is nothing to be alarmed about."""
    with desk.line("gate", "Chromium") as gate, desk.line("face") as face:
        face.ask("watch", 10)
        gate.ask("escaped", 10, platform="reddit", verb="post", how="a worker")
        gate.ask("escaped", 10, platform="mastodon", verb="post", actors=[JO], how="a worker")
        gate.ask("escaped", 10, platform="mastodon", verb="post", actors=[ACME], how="a worker")
        while (event := face.event(10))["event"] != "alert":
            pass
    assert (event["kind"], event["title"]) == ("gate", "A post left unheld")
    assert "mastodon:@acme@example.social" in event["text"]
    accounts = ["mastodon:@jo@example.social", "mastodon:@acme@example.social"]
    assert sorted(row["account"] for row in rows(desk, "escaped")) == sorted(accounts)


def test_a_browser_asks_for_windows_that_there_are(desk: Served) -> None:
    """And for no others."""
    with desk.line("gate") as gate, desk.line("face") as face:
        face.ask("watch", 10)
        gate.ask("raise", 10, what="accounts")
        while (event := face.event(10))["event"] != "raised":
            pass
        assert event["what"] == "accounts"
        with pytest.raises(Refused):
            gate.ask("raise", 10, what="https://example.com")


def test_a_browser_that_closes_is_no_trouble(desk: Served) -> None:
    """Its light goes out instead of turning red, and the light that said that no browser is guarded is gone."""

    def lights(face: Line, *colors: str) -> dict[str, str]:
        state = face.ask("watch", 10)
        while True:
            found = {one["id"]: one["color"] for one in state["lights"] if one["id"].startswith("browser")}
            if tuple(found.values()) == colors:
                return found
            while (state := face.event(10))["event"] != "desk":
                pass

    with desk.line("face") as face:
        assert lights(face, "off") == {"browser": "off"}
        with desk.line("gate") as gate:
            gate.ask("report", 10, id="browser:chromium", name="Chromium", color="green", text="Posts are held.")
            assert lights(face, "green") == {"browser:chromium": "green"}
        assert lights(face, "off") == {"browser:chromium": "off"}

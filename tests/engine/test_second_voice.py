"""The second voice at the real engine: what gates hear, what is done before a release, and what is remembered."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from served import WORKSPACE, Served, served
from test_slips import drawn

from guard.clients.line import Line, Refused
from guard.journal import Journal
from guard.past.store import load

ACME = {"platform": "mastodon", "account": "@acme@example.social", "host": "example.social"}
JO = {"platform": "mastodon", "account": "@jo@example.social", "host": "example.social"}
JOINED = "#WhyIWentBack There was still pizza"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "Pictures").mkdir()
    text = WORKSPACE.replace('id = "jo"', f'id = "jo"\nfolders = ["{tmp_path}/Pictures"]')
    with served(tmp_path, f'{text}\n[checks]\noff = ["fresh-hat"]\n') as desk:
        yield desk


def until_known(face: Line, count: int) -> None:
    """Waits until so many pictures are known, as the shell is told."""
    light = next_light(face.ask("watch", 10))
    while light != f"{count} pictures are known.":
        light = next_light(face.event(30))


def next_light(desk: dict[str, Any]) -> str:
    return next((str(one["text"]) for one in desk.get("lights", ()) if one["id"] == "pictures"), "")


def rows(desk: Served, kind: str) -> list[Any]:
    with Journal.open(desk.folder / "state" / "journal.db") as journal:
        return [row.event.detail for row in journal.rows(kind=kind)]


def wear(face: Line, identity: str) -> None:
    face.ask("wear", 10, identity=identity, seconds=None)


def held(gate: Line, face: Line, text: str, **more: Any) -> tuple[int, dict[str, Any]]:
    """The request's number, and what is drawn of it."""
    n = gate.send("submit", verb="post", actors=[ACME], text=text, **more)
    while (frame := gate.next(15)).get("n") != n:
        pass
    assert frame.get("event") == "held", frame
    shown: dict[str, Any] = face.ask("show", 10, hold=frame["hold"])
    return n, shown


def release(face: Line, shown: dict[str, Any], **met: str) -> Any:
    card = shown["card"]
    answer = {"hold": card["hold"], "token": shown["token"], "drawn": shown["drawn"], "typed": card["typed"]}
    return face.ask("answer", 10, choice="release", met=met, **answer)


def test_a_hashtag_that_joins_others_is_held_until_a_reason_is_typed(desk: Served) -> None:
    """The reason is kept, and the hashtag is known from then on."""
    with desk.line("gate") as gate, desk.line("face") as face:
        wear(face, "acme")
        _, shown = held(gate, face, JOINED)
        (reason,) = shown["card"]["reasons"]
        (demand,) = shown["card"]["demands"]
        assert (reason["rule"], reason["spots"]) == ("hashtag-joined", [[0, 13]])
        assert (demand["ask"], demand["about"]) == ("reason", "#WhyIWentBack")
        with pytest.raises(Refused, match="Why does Acme Ltd join"):
            release(face, shown)
        with pytest.raises(Refused, match="Why does Acme Ltd join"):
            release(face, shown, **{demand["key"]: "fun"})
        assert release(face, shown, **{demand["key"]: "it is our own series of interviews"})["verdict"] == "allow"
        assert gate.next(10)["reply"]["verdict"] == "allow"
    (answer,) = rows(desk, "answer")
    assert answer["met"] == ["reason:#WhyIWentBack – it is our own series of interviews"]
    desk.end()
    assert load(desk.folder / "state" / "past", "acme").hashtags == {"whyiwentback": 1}


def test_what_is_noticed_under_the_right_hat_is_kept_and_holds_nothing(desk: Served) -> None:
    with desk.line("gate") as gate, desk.line("face") as face:
        wear(face, "acme")
        assert gate.ask("submit", 10, verb="post", actors=[ACME], text="This is fucking great")["verdict"] == "allow"
    (decision,) = rows(desk, "decision")
    assert decision["signals"] == ["profanity"]


def test_a_text_being_written_is_looked_at_and_not_kept(desk: Served) -> None:
    with desk.line("gate") as gate:
        told = gate.ask("preview", 10, actors=[ACME], text="This is fucking great")
        assert (told["badge"]["id"], [note["rule"] for note in told["notes"]]) == ("acme", ["profanity"])
        assert told["notes"][0]["spots"] == [[8, 15]]
        clean = gate.ask("preview", 10, actors=[ACME], text="This is great")
        assert clean["notes"] == []
        own = gate.ask("preview", 10, actors=[JO], text="This is fucking great")
        assert (own["badge"]["id"], own["notes"]) == ("jo", [])
    assert rows(desk, "decision") == []


def test_a_private_picture_in_a_page_is_recognised(desk: Served) -> None:
    """It came into the private folder while the engine ran; from the page comes but a small one, cropped."""
    lake = drawn(1)
    lake.save(desk.folder / "Pictures" / "lake.jpg", quality=90)
    small = io.BytesIO()
    lake.crop((100, 80, 1100, 820)).resize((512, 379), Image.Resampling.LANCZOS).save(small, "JPEG", quality=85)
    name = "IMG_7.jpg (image/jpeg, 2.1 MB)"
    picture = {"name": name, "type": "image/jpeg", "size": 2_100_000, "width": 4000, "height": 2960}
    picture["small"] = base64.b64encode(small.getvalue()).decode()
    with desk.line("gate") as gate, desk.line("face") as face:
        wear(face, "acme")
        until_known(face, 1)
        _, shown = held(gate, face, "Our team at the lake", attached=[name], pictures=[picture])
    card = shown["card"]
    assert [reason["rule"] for reason in card["reasons"]] == ["personal-picture"]
    (medium,) = card["media"]
    assert medium["like"] == str(desk.folder / "Pictures" / "lake.jpg")
    assert medium["owner"] == "Jo"


def test_a_scheduled_post_waits_while_a_crisis_is_declared(desk: Served) -> None:
    assert desk.hatcheck("crisis", "a plane has crashed").returncode == 0
    with desk.line("gate") as gate, desk.line("face") as face:
        wear(face, "acme")
        n = gate.send("submit", verb="schedule", actors=[ACME], text="Good morning!")
        assert gate.next(10)["event"] == "held"
        gate.ask("withdraw", 10, of=n)
        desk.hatcheck("crisis", "--over")
        assert gate.ask("submit", 10, verb="schedule", actors=[ACME], text="Good evening!")["verdict"] == "allow"


def test_a_checklist_is_ticked_and_remembered(tmp_path: Path) -> None:
    text = WORKSPACE.replace('id = "acme"', 'id = "acme"\nchecklist = ["Facts confirmed", "Picture rights"]')
    with served(tmp_path, text) as desk, desk.line("gate") as gate, desk.line("face") as face:
        wear(face, "acme")
        _, shown = held(gate, face, "We open at nine")
        first, second = shown["card"]["demands"]
        with pytest.raises(Refused, match="Picture rights"):
            release(face, shown, **{first["key"]: "yes"})
        release(face, shown, **{first["key"]: "yes", second["key"]: "yes"})
        assert gate.ask("submit", 10, verb="reply", actors=[ACME], text="Thank you!")["verdict"] == "allow"
    (answer,) = rows(desk, "answer")
    assert answer["met"] == ["tick:Facts confirmed – yes", "tick:Picture rights – yes"]


OWN_CHECK = 'name = "No competitors"\nsays = "We never name them."\nholds = true\nwords = ["Globex"]\n'


def test_a_check_of_ones_own_holds_from_the_next_post_on(desk: Served) -> None:
    """A file in the folder beside the workspace is enough; a broken one holds everything and says why."""
    folder = desk.folder / "checks"
    folder.mkdir()
    with desk.line("gate") as gate, desk.line("face") as face:
        wear(face, "acme")
        (folder / "competitors.toml").write_text(OWN_CHECK, encoding="utf-8")
        n, shown = held(gate, face, "Better than Globex, every day")
        assert [reason["rule"] for reason in shown["card"]["reasons"]] == ["own:competitors"]
        gate.ask("withdraw", 10, of=n)
        (folder / "competitors.toml").write_text("words = 3", encoding="utf-8")
        _, shown = held(gate, face, "Good morning")
        assert "competitors.toml" in shown["card"]["reasons"][0]["text"]


def test_a_name_that_no_check_has_is_told_and_holds(tmp_path: Path) -> None:
    """Whoever misspells a check must not believe that it is asked."""
    with served(tmp_path, WORKSPACE + '\n[checks]\nhold = ["profanty"]\n') as desk:
        with desk.line("gate") as gate, desk.line("face") as face:
            wear(face, "acme")
            _, shown = held(gate, face, "Good morning")
        assert "profanty" in shown["card"]["reasons"][0]["text"]


def test_the_week_is_summed_up(desk: Served) -> None:
    with desk.line("gate") as gate, desk.line("face") as face:
        wear(face, "acme")
        gate.ask("submit", 10, verb="post", actors=[ACME], text="This is fucking great")
        n, _ = held(gate, face, JOINED)
        gate.ask("withdraw", 10, of=n)
        week = face.ask("heeds", 10, days=7)
    assert week["summary"][0] == "2 posts were looked at, 1 were held; you stopped 0 and released 0."
    assert [(row["rule"], row["shown"], row["noted"]) for row in week["rows"]] == [
        ("hashtag-joined", 1, 0),
        ("profanity", 0, 1),
    ]
    told = json.loads(desk.hatcheck("stats", "--format", "json").stdout)
    assert [rule["rule"] for rule in told["rules"]] == ["hashtag-joined", "profanity"]


@pytest.mark.parametrize(
    ("choice", "text", "stopped"),
    [
        pytest.param("stop", "You stopped it", 1, id="stopped"),
        pytest.param("edit", "You stopped it", 1, id="stopped to be edited"),
    ],
)
def test_a_drill_is_told_only_afterwards(desk: Served, choice: str, text: str, stopped: int) -> None:
    """Drawn as any hold is; no decision and no answer stands in the journal."""
    with desk.line("face") as face:
        wear(face, "jo")
        waiting = face.ask("watch", 10)
        face.ask("drill", 10)
        while not waiting.get("holds"):
            waiting = face.event(10)
        shown = face.ask("show", 10, hold=waiting["holds"][0]["hold"])
        card = shown["card"]
        assert [reason["rule"] for reason in card["reasons"]] == ["wrong-hat"]
        assert "drill" not in json.dumps(card).casefold()
        answer = {"hold": card["hold"], "token": shown["token"], "drawn": shown["drawn"]}
        assert text in face.ask("answer", 10, choice=choice, **answer)["text"]
        assert face.ask("heeds", 10, days=7)["drills_stopped"] == stopped
    assert (rows(desk, "decision"), rows(desk, "answer")) == ([], [])
    assert [row["by"] for row in rows(desk, "drill")] == ["answer"]


def test_without_a_hat_there_is_no_drill(desk: Served) -> None:
    with desk.line("face") as face:
        face.ask("watch", 10)
        wear(face, "acme")
        with pytest.raises(Refused, match="No drill can be made"):
            face.ask("drill", 10)


@pytest.mark.parametrize(
    "file", [pytest.param("past/acme.json", id="the past"), pytest.param("voices/voices.json", id="the voices")]
)
def test_what_was_learnt_and_cannot_be_read_is_told(desk: Served, file: str) -> None:
    """A check that knows nothing must not be taken for one that found nothing."""
    place = desk.folder / "state" / file
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text('{"x":', encoding="utf-8")
    told = desk.hatcheck("check", "--to", "mastodon:@acme@example.social", "--as", "acme", "--text", "Good morning")
    assert str(place) in told.stdout.replace("\n", "")
    with desk.line("gate") as gate, desk.line("face") as face:
        wear(face, "acme")
        assert gate.ask("submit", 10, verb="post", actors=[ACME], text="Good morning")["verdict"] == "allow"
    assert "unread-past" in rows(desk, "decision")[0]["signals"]

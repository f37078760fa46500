"""The night of a slip, from the wrong hat to the lessons, over the real engine; and an engine that dies within it."""

import hashlib
import re
import signal
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from night import Night, Tools, furnished
from pausing_servers_posts import Fault
from served import BRAND
from test_pausing_mastodon import LISTS
from test_service_keyring import KeyedDesk, desk, keyring  # noqa: F401 - desk is a fixture
from test_vault import with_keyring

from guard.clients.line import Refused
from guard.incident.entries import Entries
from guard.journal import Journal
from guard.model.incident import EntryKind

SLIP = "Two more four-packs in the fridge! When we drink, we do it right #letsgo"
STATEMENT = "We posted something last night that had no place here. We are sorry, and we have deleted it."


@pytest.fixture
def night(desk: KeyedDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Night]:  # noqa: F811
    for name, value in desk.environment.items():
        if name.startswith("HATCHECK_"):
            monkeypatch.setenv(name, value)
    with keyring(desk), Tools().open() as tools:
        furnished(desk, tools)
        desk.start()
        with desk.line("face") as face:
            face.ask("watch", 20)
            yield Night(desk, tools, face)


@with_keyring
def test_the_night_from_the_slip_to_the_lessons(night: Night, tmp_path: Path) -> None:
    _slip(night)
    _freeze(night)
    _open(night, tmp_path)
    _assess_and_pause(night)
    _delete(night)
    _say(night)
    _answer(night)
    _resume(night)
    _review(night)
    _export(night)
    _sealed(night)


def _slip(night: Night) -> None:
    """Hannah is herself, is asked, and is in a hurry."""
    night.face.ask("wear", 20, identity="jo")
    verdict, why = night.post(SLIP, BRAND)
    assert (verdict, "belongs to Acme Ltd" in why) == ("allow", True)


def _freeze(night: Night) -> None:
    """One request: every tool is paused and read back, and what would be an ordinary post is denied."""
    night.freeze("a private post left as us")
    lines = night.lines()
    assert {name: line["outcome"] for name, line in lines.items()} == {"social": "paused", "blog": "paused"}
    assert [line["text"] for line in lines.values()] == ["Paused, and read back: 2."] * 2
    assert night.tools.blog.going() == set()
    assert all(entry["due"].year >= 2090 for entry in night.tools.social.scheduled.values())
    verdict, why = night.post("Good evening from all of us", BRAND)
    assert (verdict, "Acme Ltd is frozen: a private post left as us." in why) == ("deny", True)


def _open(night: Night, tmp_path: Path) -> None:
    """From the journal's row: what is sure stands in it. The freeze and the post are one incident, however often."""
    with Journal.open(night.desk.folder / "state" / "journal.db") as journal:
        row = next(row.seq for row in journal.rows(kind="decision") if row.event.detail.get("hold"))
    assert "no row 4711" in _refusal(night, "open_incident", row=4711)
    assert "of which brand" in _refusal(night, "open_incident", text="nobody's words")
    for _ in range(2):
        view = night.face.ask("open_incident", 20, row=row, text=SLIP, by="Hannah")["view"]
        assert view["incident"] == night.incident
    told = " ".join(view["facts"])
    for part in (f"Row {row} of the journal", "TootDeck", BRAND, "hat worn was Jo", "answered: release", "exactly"):
        assert part in told, (part, told)
    assert len(night.face.ask("incidents", 20)["incidents"]) == 1
    picture = tmp_path / "night/../screen <1>.png"
    (tmp_path / "night").mkdir()
    picture.write_bytes(b"\x89PNG what it looked like")
    view = night.face.ask("add_evidence", 20, incident=night.incident, path=str(picture), what="as seen by donors")
    (kept,) = view["view"]["evidence"]
    assert kept["sha256"] == hashlib.sha256(picture.read_bytes()).hexdigest()
    assert Path(kept["path"]).read_bytes() == picture.read_bytes()
    assert "cannot be read" in _refusal(night, "add_evidence", incident=night.incident, path="/nowhere/at all")
    assert "is no file" in _refusal(night, "add_evidence", incident=night.incident, path="/dev/zero")


def _assess_and_pause(night: Night) -> None:
    for step in ("pause", "deletion", "statement", "answers", "resume", "review"):
        assert night.refused("finish", step=step) == "First comes “Assess”: finish it, or skip it with a reason."
    assert "whom it hits" in night.refused("finish", step="assess")
    night.does("assess", hits=["donors", "🩸 donors’ families"], severity="high", teams=["legal"])
    assert "Tell Legal" in night.refused("finish", step="assess")
    night.does("tell", team="legal", how="by phone, Dr. Roe")
    night.does("finish", step="assess")
    assert night.does("finish", step="pause")["current"] == "deletion"


def _delete(night: Night) -> None:
    assert "Decide whether" in night.refused("finish", step="deletion")
    assert "Nobody has decided" in night.refused("say_deleted", how="it is gone")
    assert "Give a reason" in night.refused("weigh", choice="delete", reason="ok")
    night.does("weigh", choice="delete", reason="It hurts those who trust us.")
    verdict, why = night.post("", BRAND, "delete")
    assert (verdict, "a deletion" in why) == ("allow", True), "held, and let out: it is no post"
    assert "how you know" in night.refused("finish", step="deletion")
    night.does("say_deleted", how="Looked at it logged out: gone.")
    night.does("finish", step="deletion")


def _say(night: Night) -> None:
    """An excuse is noticed; a colleague approves one wording; and the gate lets exactly that out, once confirmed."""
    assert "Write what the brand says" in night.refused("publish", url="https://example.social/@acme/2")
    view = night.does("draft", text="Sorry if anybody was offended, our intern was drunk.")
    noticed = {one["rule"] for one in view["noticed"]}
    assert {"excuses", "blame"} & {part for rule in noticed for part in rule.split("-")}, noticed
    old = night.code()
    night.does("draft", text=STATEMENT)
    assert night.post(STATEMENT, BRAND)[0] == "deny", "nobody has approved it"
    for wrong in (old, "AAAA-AAAA", "", "ada", night.code("We are sorry!")):
        assert "no colleague's yes" in night.refused("approve", code=wrong)
    assert "Too many wrong codes" in night.refused("approve", code=night.code())
    night.does("draft", text=STATEMENT + " Acme")
    assert "A colleague approves exactly this wording" in night.refused("finish", step="statement")
    assert night.does("approve", code=night.code())["approved"] == ["Ada"]
    assert "Publish it" in night.refused("finish", step="statement")
    verdict, why = night.post(STATEMENT + "  Acme\n", BRAND)
    assert (verdict, "its statement, word for word" in why) == ("allow", True)
    assert ([one["ask"] for one in night.card["demands"]], night.card["typed"]) == (["tick"], "@acme@example.social")
    for other, verb in ((STATEMENT, "post"), (STATEMENT + " Acme", "schedule"), ("We answer", "reply")):
        assert night.post(other, BRAND, verb)[0] == "deny", (other, verb)
    night.does("publish", url="https://example.social/@acme/2")
    assert "take the step up again" in night.refused("draft", text="another one")
    night.does("finish", step="statement")


def _answer(night: Night) -> None:
    words = "We are sorry, Anna. It was one of us, and not what we stand for."
    for who in ("@anna@example.social", "@bob@example.social"):
        night.does("add_person", who=who, link=f"https://example.social/{who}", text="Are you drunk?")
    assert "@anna@example.social waits" in night.refused("finish", step="answers")
    assert "an answer to somebody" in night.post(words, BRAND, "reply")[1]
    night.does("answer_person", person=1, how=words)
    assert "got the same words already" in night.refused("answer_person", person=2, how=words)
    night.does("answer_person", person=2, how="No, Bob; sorry that you had to read it.")
    night.does("finish", step="answers")
    assert night.post("one more answer", BRAND, "reply")[0] == "deny", "the answers are over"


def _resume(night: Night) -> None:
    """Unfreezing puts nothing back; each item is decided by itself, and read back at its tool."""
    waiting = {one["title"]: one for one in night.view["waiting"]}
    assert waiting["Beach party"]["late"]
    items = {title: {"scheduler": one["scheduler"], "item": one["item"]} for title, one in waiting.items()}
    social, blog = night.tools.social, night.tools.blog
    assert "Unfreeze the brand" in night.refused("decide", choice="restore", **items["Good morning, donors!"])
    assert "Unfreeze the brand" in night.refused("finish", step="resume")
    night.face.ask("unfreeze", 20, identity="acme")
    assert blog.going() == set()
    assert all(entry["due"].year >= 2090 for entry in social.scheduled.values())
    assert "4 to decide" in night.refused("finish", step="resume")

    assert "Its time has passed" in night.refused("decide", choice="restore", **items["Beach party"])
    assert "is no time" in night.refused("decide", choice="restore", due="tomorrow", **items["Beach party"])
    assert blog.going() == set()
    anew = (datetime.now(UTC) + timedelta(days=4)).replace(microsecond=0)
    night.does("decide", choice="restore", due=anew.isoformat(), **items["Beach party"])
    assert blog.going() == {"Beach party"}
    night.does("decide", choice="restore", **items["Good morning, donors!"])
    assert [one["params"]["text"] for one in social.scheduled.values() if one["due"].year < 2090] == [
        "Good morning, donors!"
    ]
    for title in ("Our week", "Blood drive on Friday"):
        night.does("decide", choice="leave_out", reason="not this week", **items[title])
    assert "does not wait any more" in night.refused("decide", choice="restore", **items["Our week"])
    assert blog.going() == {"Beach party"}
    fates = {one["title"]: one["fate"] for one in night.view["waiting"]}
    assert fates == dict.fromkeys(items, "left out") | dict.fromkeys(
        ("Beach party", "Good morning, donors!"), "restored"
    )
    night.does("finish", step="resume")


def _review(night: Night) -> None:
    proposals = {one["rule"]: one for one in night.view["proposals"]}
    assert {"session", "second-look"} <= proposals.keys()
    assert "There is no proposal" in night.refused("learn", rule="hope", taken=True)
    view = night.does("learn", rule="session", taken=True)
    written = (night.desk.folder / "hatcheck.toml").read_text(encoding="utf-8")
    assert 'session = "15m"' in written
    assert next(one["taken"] for one in view["proposals"] if one["rule"] == "session") is True
    assert "learnt" in night.refused("finish", step="review")
    night.does("lesson", text="Two hats, two browsers.")
    night.does("finish", step="review")
    view = night.does("close")
    assert (view["closed"] != "", view["current"]) == (True, "")
    assert "is closed" in night.refused("finish", step="review")


def _export(night: Night) -> None:
    for form in ("markdown", "html", "json"):
        told = night.face.ask("export_incident", 20, incident=night.incident, format=form)
        assert told["name"].startswith(f"incident-{night.incident}.")
        assert "Two hats, two browsers." in told["text"]
        assert not re.search(r"\banna\b|\bbob\b", told["text"], re.IGNORECASE)
        named = night.face.ask("export_incident", 20, incident=night.incident, format=form, bystanders=True)
        assert "@anna@example.social" in named["text"].replace("&#64;", "@").replace("\\", "")
    assert "markdown, html, json" in _refusal(night, "export_incident", incident=night.incident, format="docx")


def _sealed(night: Night) -> None:
    """The record's seals fit, and the journal's rows carry each of them."""
    night.face.close()
    assert night.desk.end() == 0
    folder = night.desk.folder / "state" / "incidents" / night.incident
    entries, problem = Entries(folder).all()
    assert problem == ""
    with Journal.open(night.desk.folder / "state" / "journal.db") as journal:
        rows = [row.event.detail for row in journal.rows(kind="incident")]
    assert {row["entry"]: row["seal"] for row in rows} == {entry.number: entry.seal for entry in entries}
    assert len(rows) == len(entries)
    secrets = re.compile("a-token-that-nobody|a1a1a1a1")
    files = [path for path in (night.desk.folder / "state").rglob("*") if path.is_file()]
    assert [path.name for path in files if secrets.search(path.read_bytes().decode(errors="replace"))] == []


def _refusal(night: Night, op: str, **fields: Any) -> str:
    with pytest.raises(Refused) as refused:
        night.face.ask(op, 20, **fields)
    return refused.value.text


@with_keyring
def test_an_engine_that_dies_while_it_pauses_tells_nothing_that_was_not_read_back(night: Night) -> None:
    """The next engine goes on with it: what took effect is found again, and nothing is paused twice."""
    social = night.tools.social
    social.faults = [Fault("silence", method="PUT", part=LISTS, skip=1, done=True)]
    night.freeze("a slip")
    _until(lambda: social.silent.is_set())
    night.desk.end(signal.SIGKILL)
    night.face.close()
    social.faults = []
    record = Entries(night.desk.folder / "state" / "incidents" / night.incident)
    told = [entry.detail for entry in record.all()[0] if entry.kind is EntryKind.LINE]
    assert [line for line in told if line["scheduler"] == "social"] == []
    night.desk.start()
    with night.desk.line("face") as face:
        face.ask("watch", 20)
        night.face = face
        _until(lambda: not night.view["pausing"] and night.lines().keys() >= {"social", "blog"})
        assert night.post("Good evening from all of us", BRAND)[0] == "deny"
        night.does("assess", hits=["donors"], severity="low", teams=[])
        night.does("finish", step="assess")
        lines = night.lines()
        assert {name: line["outcome"] for name, line in lines.items()} == {"social": "paused", "blog": "paused"}
        assert all(entry["due"].year >= 2090 for entry in social.scheduled.values())
        assert len(social.scheduled) == 2
        assert sorted(one["title"] for one in night.view["waiting"]) == [
            "Beach party",
            "Blood drive on Friday",
            "Good morning, donors!",
            "Our week",
        ]
        night.does("finish", step="pause")


@with_keyring
def test_a_freeze_is_done_to_its_end_though_whoever_asked_goes_away(night: Night) -> None:
    """Frozen and never paused would look as if all were done."""
    with night.desk.line("face") as hasty:
        hasty.send("freeze", identity="acme", reason="a slip")
        night.face.event(20)  # it has begun
    _until(lambda: bool(night.face.ask("incidents", 20)["incidents"]))
    night.incident = night.face.ask("incidents", 20)["incidents"][0]["incident"]
    _until(lambda: {line["outcome"] for line in night.lines().values()} == {"paused"})


@with_keyring
def test_two_people_at_once_and_whatever_they_type(night: Night) -> None:
    """Nothing is done twice, everything typed is kept as it was, and the record stays whole."""
    night.freeze("a slip \x1b[31m\u202e" + "🩸" * 400)
    night.lines()
    odd = ["", " \n", "x" * 20_001]
    for text in odd:
        assert night.refused("note", text=text)
    night.does("note", text="\x00\x1b[2J\u202eolleh 👩‍👩‍👧 \ud83d\ude00 {pattern} {0} [bold]" + "x" * 19_000)
    assert _refusal(night, "show_incident", incident="../../etc").startswith("There is no incident")
    assert _refusal(night, "act", incident="a/b", deed={"do": "note", "text": "x"}).startswith("There is no incident")
    night.does("assess", hits=["donors"], severity="low", teams=["legal"])
    night.does("tell", team="legal", how="phone")
    outcomes: list[str] = []

    def finish() -> None:
        with night.desk.line("face") as other:
            try:
                deed = {"do": "finish", "step": "assess"}
                other.ask("act", 20, incident=night.incident, deed=deed, by="Rafi")
                outcomes.append("done")
            except Refused as refused:
                outcomes.append(refused.text)

    threads = [threading.Thread(target=finish) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert outcomes.count("done") == 1
    assert all("over already" in text for text in outcomes if text != "done")
    assert night.view["broken"] == ""
    told = night.face.ask("export_incident", 20, incident=night.incident, format="markdown")["text"]
    assert "\x1b" not in told


@with_keyring
def test_a_record_that_cannot_be_written_keeps_no_tool_from_being_paused(night: Night) -> None:
    """The freeze counts, the tools are paused, and that the record is missing is told."""
    incidents = night.desk.folder / "state" / "incidents"
    incidents.write_text("in the way", encoding="utf-8")
    night.face.ask("freeze", 20, identity="acme", reason="a slip")
    told = [_alert(night), _alert(night)]
    assert told[0]["title"] == "The incident cannot be written down"
    assert told[1]["title"] == "Everything is paused"
    assert night.tools.blog.going() == set()
    assert night.post("Good evening from all of us", BRAND)[0] == "deny"
    incidents.unlink()
    night.freeze("a slip")
    assert {line["outcome"] for line in night.lines().values()} == {"paused"}


def _alert(night: Night) -> Any:
    while (event := night.face.event(60))["event"] != "alert":
        pass
    return event


def _until(condition: Any) -> None:
    """Waits without a clock: until the other thread has come there."""
    waiting = threading.Event()
    for _ in range(2000):
        if condition():
            return
        waiting.wait(0.01)
    raise AssertionError("it never came")


@with_keyring
def test_a_journal_that_cannot_be_written_keeps_nobody_from_freezing(night: Night) -> None:
    """Nothing leaves then, and nothing is let out by schedule either; what happened stands in the record alone."""
    night.face.close()
    night.desk.end()
    state = night.desk.folder / "state"
    for file in state.glob("journal.db*"):
        file.unlink()
    (state / "journal.db").mkdir()
    night.desk.start()
    with night.desk.line("face") as face:
        face.ask("watch", 20)
        night.face = face
        night.freeze("a slip")
        assert {line["outcome"] for line in night.lines().values()} == {"paused"}
        view = face.ask("open_incident", 20, brand="acme", text=SLIP)["view"]
        assert "nobody knows yet" in " ".join(view["facts"])
        assert night.post("Good evening from all of us", BRAND)[0] == "deny"
        night.does("assess", hits=["donors"], severity="low", teams=[])
        night.does("finish", step="assess")
        night.does("finish", step="pause")

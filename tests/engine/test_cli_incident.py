"""``hatcheck freeze``, ``incident`` and ``unfreeze``: every deed typed, and every mistake said with what to do next."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import UserDesk

from guard.incident.entries import Entries
from guard.model.incident import EntryKind, Step
from guard.pausing.ledger import Ledger

REASON = "a thought about the night"
TOOL = '\n[[scheduler]]\nid = "blog"\ntool = "ghost"\naddress = "http://127.0.0.1:1"\nbrands = ["acme"]\n'
TOOL += '\n[[team]]\nid = "legal"\nname = "The lawyers"\nphone = "+49 30 1234"\n'
FLOWS = '\n[[scheduler]]\nid = "flows"\ntool = "n8n"\naddress = "http://127.0.0.1:1"\nbrands = ["acme"]\n'
FROZEN = ("freeze", "acme", "--reason", "a slip")


def with_tool(desk: UserDesk) -> UserDesk:
    desk.workspace.write_text(desk.workspace.read_text(encoding="utf-8") + TOOL, encoding="utf-8")
    return desk


def records(desk: UserDesk) -> list[Path]:
    return sorted((desk.state / "incidents").glob("*/record.jsonl"))


def test_the_whole_night_typed(desk: UserDesk, tmp_path: Path) -> None:
    """Each deed is refused before its time, done in it, and shown afterwards."""
    with_tool(desk)
    typed = desk.type(*FROZEN)
    assert (typed.code, "not verified: do this" in typed.out) == (1, True), "there is no keyring: a person pauses it"
    assert "hatcheck incident show --incident" in typed.out
    assert desk.type("incident", "pause").code == 1
    (tmp_path / "seen.png").write_bytes(b"what it looked like")
    text = "Two more four-packs!\nAnd \x1b[31m[bold]more[/] 🍺"
    for words, missing in (
        (("open", "--brand", "acme", "--text", text, "--url", "https://x.com/acme/1"), ""),
        (("evidence", "seen.png", "--what", "a screenshot"), ""),
        (("own", "assess", "Rafi", "--until", "2026-11-23T01:00:00+01:00"), ""),
        (("done", "assess"), "Say whom it hits"),
        (("assess", "--hits", "donors", "--severity", "high", "--team", "legal", "--text", "bad"), ""),
        (("done", "assess"), "Tell The lawyers"),
        (("told", "legal", "--how", "by phone"), ""),
        (("done", "assess"), ""),
        (("done", "pause"), "blog: pause it yourself"),
        (("paused", "fax", "--how", "saw it"), "There is no line about “fax”"),
        (("paused", "blog", "--how", "saw that all are drafts"), ""),
        (("done", "pause"), ""),
        (("deleted", "--how", "it is gone"), "Nobody has decided"),
        (("deletion", "delete", "--reason", "x"), "Give a reason"),
        (("deletion", "delete", "--reason", REASON), ""),
        (("deleted", "--how", "looked at it logged out"), ""),
        (("done", "deletion"), ""),
        (("statement-request",), "Write what the brand says"),
        (("statement", "  "), "Write what the brand says"),
        (("statement", "x" * 20_001), "longer than 20000"),
        (("statement", "We are sorry.\nAcme"), ""),
        (("statement-request",), "No colleague needs to approve"),
        (("approve", "AAAA-AAAA"), "No colleague is known here"),
        (("published", " "), "Say where it stands"),
        (("published", "https://x.com/acme/2"), ""),
        (("done", "statement"), ""),
        (("person", "@anna"), ""),
        (("answered", "7", "--how", "hi"), "Nobody on the list has the number 7"),
        (("answered", "1", "--how", "a machine wrote it", "--not"), ""),
        (("done", "answers"), ""),
        (("restore", "blog"), "Unfreeze the brand first"),
        (("leave-out", "blog", "posts/77"), "does not wait any more"),
    ):
        typed = desk.type("incident", *words)
        assert (typed.code, missing in typed.err) == (1 if missing else 0, True), (words, typed)
    assert "Nothing that was denied or paused leaves by itself" in desk.type("unfreeze", "acme").out
    for words, missing in (
        (("done", "resume"), "blog was paused by hand"),
        (("restore", "blog", "--at", "soon"), "is no time"),
        (("restore", "blog"), ""),
        (("done", "resume"), ""),
        (("rule", "hope", "--take"), "There is no proposal “hope”. There are: "),
        (("rule", "gate", "--take"), "is no line of the workspace"),
        (("rule", "unguarded", "--take"), ""),
        (("lesson", "two hats, two browsers"), ""),
        (("note", "slept badly"), ""),
        (("skip", "review", "--reason", REASON), ""),
        (("reopen", "review", "--reason", REASON), ""),
        (("done", "review"), ""),
        (("close",), ""),
    ):
        typed = desk.type("incident", *words)
        assert (typed.code, missing in typed.err) == (1 if missing else 0, True), (words, typed)
    assert 'unguarded = "block"' in desk.workspace.read_text(encoding="utf-8")
    (record,) = records(desk)
    entries, problem = Entries(record.parent).all()
    assert (problem, entries[-1].kind.value) == ("", "closed")
    shown = desk.type("incident", "show", "--incident", record.parent.name)
    assert (shown.code, "\x1b" in shown.out) == (0, False)
    for part in ("Two more four-packs!", "[bold]more[/] 🍺", "✓ Review", "slept badly", "nobody read back"):
        assert part in shown.out.replace("not read back", "nobody read back"), part
    view = desk.type("incident", "show", "--incident", record.parent.name, "--format", "json").json
    assert (view["text"], view["current"], view["closed"] != "") == (text, "", True)
    assert {one["rule"]: one["taken"] for one in view["proposals"]}["unguarded"] is True
    assert desk.type("journal", "--format", "json").code == 0


OPENED = ("incident", "open", "--brand", "acme", "--text", "a slip")
MISTAKES = [
    pytest.param((), ("incident", "show"), 1, "There is no open incident", id="no incident"),
    pytest.param((), ("incident", "show", "--incident", "../x"), 1, "There is no incident", id="a path for a name"),
    pytest.param((), ("incident", "open"), 1, "Say of which brand", id="nobody's post"),
    pytest.param((), ("incident", "open", "--row", "4711"), 1, "no row 4711", id="a row that is not there"),
    pytest.param((), ("incident", "open", "--brand", "x"), 1, "There is no identity", id="a brand that is none"),
    pytest.param((), ("incident", "open", "--brand", "acme", "--text", "x" * 20_001), 1, "20000", id="a novel"),
    pytest.param((), ("freeze", "acme", "--reason", "  "), 2, "Say why", id="no reason"),
    pytest.param((), ("freeze", "x", "--reason", "y"), 2, "There is no identity", id="nobody is frozen"),
    pytest.param((), ("unfreeze", "acme"), 1, "is not frozen", id="nothing to unfreeze"),
    pytest.param((OPENED,), ("incident", "pause"), 1, "hatcheck freeze acme", id="pausing what is not frozen"),
    pytest.param((OPENED,), ("incident", "done", "sleep"), 2, "invalid choice", id="a step that is none"),
    pytest.param((OPENED,), ("incident", "done", "review"), 1, "First comes “Assess”", id="a step too early"),
    pytest.param((OPENED,), ("incident", "skip", "assess", "--reason", "no"), 1, "Give a reason", id="no thought"),
    pytest.param((OPENED,), ("incident", "evidence", "/nowhere"), 1, "cannot be read", id="no file"),
    pytest.param((OPENED,), ("incident", "evidence", "."), 1, "is no file", id="a folder"),
    pytest.param((OPENED,), ("incident", "export", "--format", "pdf"), 2, "--out", id="a PDF to nowhere"),
    pytest.param((OPENED,), ("incident", "export", "--out", "/no/x.md"), 1, "cannot be written", id="no folder"),
    pytest.param((FROZEN,), ("incident", "close"), 1, "still frozen", id="closed while it is frozen"),
    pytest.param((OPENED, ("incident", "close")), ("incident", "show"), 1, "Give a reason", id="closed without words"),
]


@pytest.mark.parametrize(("before", "words", "code", "why"), MISTAKES)
def test_a_mistake_is_said_with_what_to_do(
    desk: UserDesk, before: tuple[tuple[str, ...], ...], words: tuple[str, ...], code: int, why: str
) -> None:
    done = [desk.type(*one) for one in before]
    typed = desk.type(*words)
    said = [typed, *done]
    if why == "Give a reason" and words[1] == "show":
        typed = done[-1]
    assert (typed.code, any(why in one.err for one in said)) == (code, True), said
    assert "Traceback" not in typed.err


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_mistake_is_said_in_the_language_that_was_asked_for(desk: UserDesk, language: str) -> None:
    desk.type(*OPENED)
    typed = desk.type("incident", "done", "pause", "--language", language)
    assert typed.err.startswith({"en": "First comes “Assess”", "de": "Zuerst kommt „Einschätzen“"}[language])
    assert desk.type("incident", "show", "--language", language).code == 0


def test_a_freeze_and_the_post_behind_it_are_one_incident(desk: UserDesk) -> None:
    """In whichever order, and however often."""
    desk.type(*FROZEN)
    for _ in range(2):
        assert desk.type(*OPENED).code == 0
    desk.type(*FROZEN)
    assert len(records(desk)) == 1
    assert desk.type("incident", "open", "--brand", "acme", "--text", "another slip").code == 0
    assert len(records(desk)) == 2
    listed = desk.type("incident", "list", "--format", "json").json
    assert [one["badge"]["name"] for one in listed["incidents"]] == ["Acme Ltd"] * 2
    assert desk.type("incident", "list").code == 0


def test_a_post_is_looked_up_in_the_journal_by_its_words(desk: UserDesk) -> None:
    desk.type("be", "acme")
    assert desk.type("check", "--to", "x:@Acme", "--text", "Cheers!", "--from", "TootDeck").code == 0
    assert desk.type("incident", "open", "--brand", "acme", "--text", "Cheers!").code == 0
    facts = desk.type("incident", "show", "--format", "json").json["facts"]
    assert "TootDeck" in facts[0]
    assert facts[-1] == "The words above are exactly those that left."
    desk.type("incident", "close", "--reason", REASON)
    assert desk.type("incident", "open", "--brand", "acme", "--text", "Cheers?").code == 0
    assert "No post with exactly these words" in desk.type("incident", "show", "--format", "json").json["facts"][0]


def test_a_broken_record_is_told_and_hides_no_other(desk: UserDesk) -> None:
    for text in ("one slip", "another slip", "a third"):
        desk.type("incident", "open", "--brand", "acme", "--text", text)
    first, second, third = records(desk)
    first.write_bytes(b"\x00garbage\n")
    lines = second.read_text(encoding="utf-8").replace("No post with exactly", "A post with exactly")
    second.write_text(lines, encoding="utf-8")
    (third.parent.parent / "a-file").write_text("no incident", encoding="utf-8")
    (third.parent.parent / "an-empty-folder").mkdir()
    listed = desk.type("incident", "list")
    assert (listed.code, listed.out.count("record.jsonl")) == (1, 2)
    assert desk.type("incident", "note", "on we go", "--incident", third.parent.name).code == 0
    broken = desk.type("incident", "show", "--incident", first.parent.name)
    assert (broken.code, str(first) in broken.err) == (1, True)
    changed = desk.type("incident", "show", "--incident", second.parent.name)
    assert (changed.code, "was changed, or lines before it were" in changed.out) == (0, True)


def test_a_broken_ledger_is_told_with_what_to_do(desk: UserDesk) -> None:
    with_tool(desk)
    desk.type(*FROZEN)
    file = Ledger(desk.state / "waiting").file("blog")
    file.parent.mkdir(exist_ok=True)
    file.write_text("{\n{", encoding="utf-8")
    shown = desk.type("incident", "show")
    assert file.name in shown.out
    assert "move the file away" in shown.out
    assert desk.type("incident", "note", "it is told, and keeps nobody from writing").code == 0


def test_without_a_journal_the_freeze_counts_all_the_same(desk: UserDesk) -> None:
    """It is told that the journal knows nothing; and nobody says what only a journal could know."""
    (desk.state / "journal.db").mkdir(parents=True)
    typed = desk.type(*FROZEN)
    assert (typed.code, "The journal cannot be used" in typed.err) == (0, True), typed
    assert "acme" in json.loads((desk.state / "state.json").read_text(encoding="utf-8"))["frozen"]
    assert desk.type(*OPENED).code == 0
    (record,) = records(desk)
    assert "nobody knows yet whether these words left from here" in record.read_text(encoding="utf-8")
    assert desk.type("incident", "show").code == 0
    assert "cannot be read now" in desk.type("incident", "open", "--row", "1").err


def test_where_no_record_can_be_written_the_tools_are_asked_all_the_same(desk: UserDesk) -> None:
    with_tool(desk)
    desk.state.mkdir()
    (desk.state / "incidents").write_text("in the way", encoding="utf-8")
    typed = desk.type(*FROZEN)
    assert (typed.code, "cannot be written down" in typed.out, "not verified" in typed.out) == (1, True, True), typed
    assert "acme" in json.loads((desk.state / "state.json").read_text(encoding="utf-8"))["frozen"]
    opened = desk.type(*OPENED)
    assert (opened.code, "cannot be written" in opened.err) == (1, True), opened


def test_a_tool_that_was_named_after_the_freeze_is_not_forgotten(desk: UserDesk) -> None:
    desk.type(*FROZEN)
    desk.workspace.write_text(desk.workspace.read_text(encoding="utf-8") + FLOWS, encoding="utf-8")
    desk.type("incident", "skip", "assess", "--reason", REASON)
    assert "flows was not asked yet: pause once more" in desk.type("incident", "done", "pause").err
    assert desk.type("incident", "pause").code == 1
    assert "pause it yourself" in desk.type("incident", "done", "pause").err


FORMATS = {"markdown": "# ", "html": "<!doctype html>", "json": "{"}


@pytest.mark.parametrize("form", FORMATS)
def test_an_incident_is_exported(desk: UserDesk, tmp_path: Path, form: str) -> None:
    desk.type(*OPENED)
    desk.type("incident", "person", "@anna@example.social", "--text", "Are you drunk?")
    typed = desk.type("incident", "export", "--format", form)
    assert typed.out.lower().startswith(FORMATS[form])
    assert "anna" not in typed.out
    assert desk.type("incident", "export", "--format", form, "--out", "night", "--bystanders").code == 0
    assert "anna" in (tmp_path / "night").read_text(encoding="utf-8")


def test_an_incident_is_printed(desk: UserDesk, tmp_path: Path) -> None:
    if not Path(__file__).parents[2].joinpath("ui", "printing.py").is_file():
        pytest.skip("the shell cannot print yet: ui/printing.py is missing")
    desk.type(*OPENED)
    assert desk.type("incident", "export", "--format", "pdf", "--out", "night.pdf").code == 0
    assert (tmp_path / "night.pdf").read_bytes().startswith(b"%PDF")
    nowhere = desk.type("incident", "export", "--format", "pdf", "--out", "no/folder/night.pdf")
    assert (nowhere.code, "--format html" in nowhere.err) == (1, True)


@pytest.mark.parametrize("step", [step.value for step in Step])
def test_every_step_says_what_to_type(desk: UserDesk, step: str) -> None:
    desk.type(*OPENED)
    for before in list(Step)[: list(Step).index(Step(step))]:
        desk.type("incident", "skip", before.value, "--reason", REASON)
    shown = desk.type("incident", "show")
    assert "  hatcheck incident " in shown.out
    assert shown.out.count("▸") == 1


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_demo_plays_the_night_and_leaves_its_document(
    desk: UserDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Paused and restored at real servers; nothing of the user's own desk is touched."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = desk.workspace.read_bytes()
    typed = desk.type("demo", "incident", "--language", language)
    assert typed.code == 0, typed.err
    parts = {
        "en": (
            "Put back “Donors, thank you",
            "Its time has passed",
            "Every seal of the record fits.",
            " DENY ",
            " HOLD ",
        ),
        "de": ("von Mastodon zurückgestellt", "Seine Zeit ist vorbei", "Jedes Siegel", " ABGELEHNT ", " ANGEHALTEN "),
    }
    for part in parts[language]:
        assert part in typed.out, part
    (document,) = tmp_path.glob("hatcheck-incident-*/incident-*.html")
    assert str(document) in typed.out
    assert (desk.workspace.read_bytes(), desk.state.exists()) == (before, False)
    shutil.rmtree(document.parent)


def test_a_record_that_does_not_fit_the_journal_is_told(desk: UserDesk) -> None:
    """Its own seals would fit: whoever may write the file can make them anew."""
    desk.type(*OPENED)
    assert desk.type("incident", "note", "we knew it on Monday").code == 0
    assert "does not fit" not in desk.type("incident", "show").out
    (record,) = records(desk)
    first = Entries(record.parent).all()[0][0]
    record.write_bytes(record.read_bytes().splitlines(keepends=True)[0])
    Entries(record.parent).append(first.at, "Hannah", EntryKind.NOTE, {"text": "we knew nothing"})
    assert "The record does not fit the journal: entry" in desk.type("incident", "show").out

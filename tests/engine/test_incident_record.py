"""An incident's record on disk: read up to where it was cut, told where it was changed, one chain whoever writes."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guard.incident.entries import BrokenRecord, Entries
from guard.incident.evidence import NotKept, intact, keep, path_of
from guard.incident.fold import fold
from guard.incident.sentences import again, kept
from guard.languages import said
from guard.model.incident import EntryKind
from guard.model.sentence import Sentence

AT = datetime(2026, 11, 22, 23, 24, 5, tzinfo=UTC)
OPENED = {"brand": "acme", "title": "Ale — “drei Kisten”", "text": "Größe 🍺"}


def recorded(folder: Path) -> bytes:
    """A record of five entries, letters of several bytes among them."""
    entries = Entries(folder)
    entries.append(AT, "Hannah", EntryKind.OPENED, OPENED)
    entries.append(AT, "Hatcheck", EntryKind.FACT, {"text": "It left at 23:10."})
    entries.append(AT, "Jürgen", EntryKind.NOTE, {"text": "Zwölf\nZeilen"})
    entries.append(AT, "Hannah", EntryKind.LESSON, {"text": "x" * 40})
    entries.append(AT, "Hannah", EntryKind.CLOSED, {"reason": ""})
    return entries.path.read_bytes()


def test_what_was_written_is_read(tmp_path: Path) -> None:
    recorded(tmp_path)
    entries, problem = Entries(tmp_path).all()
    assert problem == ""
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert entries[0].detail == OPENED
    assert entries[2].by == "Jürgen"
    assert all(entry.at == AT for entry in entries)
    assert len({entry.seal for entry in entries}) == 5


def test_what_is_returned_is_what_will_be_read(tmp_path: Path) -> None:
    """Whoever keeps the returned seal elsewhere must find it again."""
    detail = {"name": "\udcff.png", "list": (1, 2), "text": "\U0001f37a"}
    written = Entries(tmp_path).append(AT, "Ha\udcffnnah", EntryKind.OPENED, detail)
    (entry,), problem = Entries(tmp_path).all()
    assert (entry, problem) == (written, "")


def test_a_record_cut_anywhere_is_read_up_to_there(tmp_path: Path) -> None:
    """As a power cut leaves it: whole lines are there, half a line is told, and the next entry goes on behind it."""
    whole = recorded(tmp_path / "whole")
    entries, _ = Entries(tmp_path / "whole").all()
    cut = Entries(tmp_path / "cut")
    cut.folder.mkdir()
    ends = {0}
    for place, byte in enumerate(whole):
        if byte == ord("\n"):
            ends |= {place, place + 1}
    for length in range(len(whole) + 1):
        cut.path.write_bytes(whole[:length])
        read, problem = cut.all()
        complete = whole[: length + 1].count(b"\n")
        assert read == entries[:complete]
        assert bool(problem) == (length not in ends), length


@pytest.mark.parametrize("share", [pytest.param(0.5, id="in its middle"), pytest.param(0.99, id="near its end")])
def test_a_cut_record_goes_on(tmp_path: Path, share: float) -> None:
    whole = recorded(tmp_path)
    entries = Entries(tmp_path)
    entries.path.write_bytes(whole[: int(len(whole) * share)])
    before, _ = entries.all()
    entries.append(AT, "Hannah", EntryKind.NOTE, {"text": "back"})
    after, problem = entries.all()
    assert after[:-1] == before
    assert (after[-1].number, after[-1].detail["text"]) == (len(before) + 1, "back")
    assert "cannot be read" in problem
    assert "was changed" not in problem


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(min_value=0), byte=st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_told(tmp_path: Path, place: int, byte: int) -> None:
    whole = recorded(tmp_path) if not (tmp_path / "record.jsonl").exists() else (tmp_path / "whole").read_bytes()
    (tmp_path / "whole").write_bytes(whole)
    place %= len(whole) - 1
    changed = whole[:place] + bytes([whole[place] ^ byte]) + whole[place + 1 :]
    entries = Entries(tmp_path)
    entries.path.write_bytes(changed)
    read, problem = entries.all()
    # The same JSON in other letters says the same: 1e0 for 1 or a blank beside a comma. Nothing else may pass.
    same = [json.loads(line) for line in whole.splitlines()]
    assert problem or [json.loads(line) for line in changed.splitlines() if line.strip()] == same
    assert len(read) <= 5
    entries.path.write_bytes(whole)


ENDLESS = b'{"number":1e999,"at":"2026-11-22T23:24:05Z","by":"","kind":"note","detail":{},"seal":""}'
TAMPERED = [
    pytest.param(lambda lines: [lines[0], *lines[2:]], id="a line taken out"),
    pytest.param(lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], id="two lines swapped"),
    pytest.param(lambda lines: [*lines[:2], lines[1], *lines[2:]], id="a line twice"),
    pytest.param(lambda lines: [line.replace(b"23:10", b"22:10") for line in lines], id="another hour"),
    pytest.param(lambda lines: [line.replace(b'"Hannah"', b'"Rafi"', 1) for line in lines], id="another name"),
    pytest.param(lambda lines: [*lines[:3], ENDLESS, *lines[3:]], id="a number without end"),
    pytest.param(lambda lines: [*lines[:3], b"[" * 100_000, *lines[3:]], id="a deep line"),
    pytest.param(lambda lines: [*lines[:3], b"5", *lines[3:]], id="no entry at all"),
    pytest.param(lambda lines: [lines[0], lines[1].replace(b"It", b"\\ud800"), *lines[2:]], id="half a sign"),
    pytest.param(lambda lines: [lines[0], lines[1].replace(b'"fact"', b'"gossip"'), *lines[2:]], id="an unknown kind"),
]


@pytest.mark.parametrize("tamper", TAMPERED)
def test_a_record_that_was_tampered_with_is_told(tmp_path: Path, tamper: object) -> None:
    lines = recorded(tmp_path).splitlines()
    entries = Entries(tmp_path)
    entries.path.write_bytes(b"\n".join(tamper(lines)) + b"\n")  # type: ignore[operator]
    read, problem = entries.all()
    assert "record.jsonl, line" in problem
    assert fold("x", read, problem).broken == problem


def test_two_writers_at_once_keep_one_chain(tmp_path: Path) -> None:
    Entries(tmp_path).append(AT, "Hannah", EntryKind.OPENED, OPENED)
    begin = threading.Barrier(4)

    def write(name: str) -> None:
        begin.wait()
        for count in range(12):
            Entries(tmp_path).append(AT, name, EntryKind.NOTE, {"text": f"{name} {count}"})

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    entries, problem = Entries(tmp_path).all()
    assert problem == ""
    assert [entry.number for entry in entries] == list(range(1, 50))
    for name in "abcd":
        assert [entry.detail["text"] for entry in entries if entry.by == name] == [f"{name} {n}" for n in range(12)]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(BrokenRecord, match=r"record\.jsonl cannot be read"):
        Entries(tmp_path).all()
    (tmp_path / "record.jsonl").mkdir()
    with pytest.raises(BrokenRecord):
        Entries(tmp_path).all()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(Sentence.of("{tool}: {text}", tool="Blog", text=Sentence.of("low")), id="one within another"),
        pytest.param("plain {words}", id="a text with braces"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_sentence_of_a_record_can_be_said_again(text: str) -> None:
    back = again(json.loads(json.dumps(kept(text))))
    assert (said(back, "en"), said(back, "de")) == (said(text, "en"), said(text, "de"))


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param({"pattern": "{a.__class__}", "values": {"a": "x"}}, id="an attribute"),
        pytest.param({"pattern": "{a[0]}", "values": {"a": "x"}}, id="an item"),
        pytest.param({"pattern": "{a:>9999999}", "values": {"a": "x"}}, id="a width"),
        pytest.param({"pattern": "{a!r}", "values": {"a": "x"}}, id="a conversion"),
        pytest.param({"pattern": "{b}", "values": {"a": "x"}}, id="a value that is missing"),
        pytest.param({"pattern": "{", "values": {}}, id="half a brace"),
        pytest.param({"pattern": 5}, id="no text"),
        pytest.param(5, id="a number"),
    ],
)
def test_a_pattern_that_asks_for_more_is_not_followed(plain: object) -> None:
    assert again(plain) == str(plain)


def test_evidence_is_kept_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "night.png").write_bytes(b"png")
    one = keep(tmp_path / "evidence", str(tmp_path / "night.png"), "screenshot")
    again_kept = keep(tmp_path / "evidence", str(tmp_path / "night.png"), "the same")
    assert (one.size, one.sha256) == (3, again_kept.sha256)
    assert [path.name for path in (tmp_path / "evidence").iterdir()] == [f"{one.sha256}.png"]
    assert intact(tmp_path / "evidence", one)
    path_of(tmp_path / "evidence", one).chmod(0o600)
    path_of(tmp_path / "evidence", one).write_bytes(b"gnp")
    assert not intact(tmp_path / "evidence", one)


@pytest.mark.parametrize("name", [pytest.param("none", id="nothing"), pytest.param("folder", id="a folder")])
def test_what_is_no_file_is_not_kept(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotKept):
        keep(tmp_path / "evidence", str(tmp_path / name), "")

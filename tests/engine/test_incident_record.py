"""An incident's record on disk: read up to where it was cut, told where it was changed, one chain whoever writes."""

import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guard.incident import entries as on_disk
from guard.incident.entries import BrokenRecord, Entries
from guard.incident.evidence import NotKept, intact, keep, path_of
from guard.incident.fold import fold
from guard.incident.phrases import phrase
from guard.incident.proof import compared, evidence_problems
from guard.incident.sentences import again, kept
from guard.incident.shapes import SHAPES
from guard.languages import said
from guard.model.incident import Entry, EntryKind, Evidence
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
    assert problem or [json.loads(line) for line in changed.split(b"\n") if line.strip()] == same
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
    pytest.param(
        lambda lines: [*lines[:3], b'{"number":4,"seal":"' + b"\\ud800" * 9 + b'"}'], id="a seal of half signs"
    ),
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
    assert fold("x", read, problem).broken.startswith(problem)


def chained(folder: Path, *changed: Mapping[str, Any]) -> Entries:
    """A record whose chain fits, with these lines behind its first one: as somebody makes it who can write the file."""
    entries = Entries(folder)
    entries.append(AT, "Hannah", EntryKind.OPENED, OPENED)
    seal = entries.all()[0][0].seal
    with entries.path.open("ab") as stream:
        for number, more in enumerate(changed, 2):
            plain = {"number": number, "at": AT.isoformat(), "by": "x", "kind": "note", "detail": {"text": "x"}, **more}
            seal = on_disk._seal(seal, plain)
            stream.write(json.dumps({**plain, "seal": seal}).encode() + b"\n")
    return entries


def nested(depth: int) -> Any:
    """A sentence within sentences."""
    value: Any = "x"
    for _ in range(depth):
        value = {"pattern": "{a}{a}", "values": {"a": value}}
    return value


REFUSED = [
    pytest.param({"at": "2026-01-01T00:00:00"}, id="a time without a zone"),
    pytest.param({"at": "0001-01-01T00:00:00+14:00"}, id="a time before all times"),
    pytest.param({"at": 5}, id="a number as a time"),
    pytest.param({"by": ["x"]}, id="a list as a name"),
    pytest.param({"by": "\ud800"}, id="half a sign as a name"),
    pytest.param({"detail": [1]}, id="a list as what it holds"),
    pytest.param({"detail": {"text": nested(40)}}, id="sentences without end"),
]


@pytest.mark.parametrize("change", REFUSED)
def test_a_line_that_is_no_entry_is_told_and_left_out(tmp_path: Path, change: Mapping[str, Any]) -> None:
    """The lines behind it still fit, whatever it is, and another one can be written."""
    entries = chained(tmp_path, {"detail": {"text": "before"}}, change)
    entries.append(AT, "Hannah", EntryKind.NOTE, {"text": "behind"})
    read, problem = entries.all()
    assert [entry.detail["text"] for entry in read[1:]] == ["before", "behind"]
    assert "line 3, cannot be read" in problem
    assert "was changed" not in problem


def test_an_entry_of_a_newer_version_keeps_its_place(tmp_path: Path) -> None:
    """An older version that writes behind it forks no chain."""
    entries = chained(tmp_path, {"kind": "dreamt", "detail": {"of": "sheep"}})
    added = entries.append(AT, "Hannah", EntryKind.NOTE, {"text": "by an older one"})
    read, problem = entries.all()
    assert [(entry.number, entry.kind) for entry in read[1:]] == [(2, EntryKind.UNKNOWN), (3, EntryKind.NOTE)]
    assert read[-1] == added
    assert "line 2, is of a kind that this version does not know" in problem
    assert problem in fold("x", read, problem).broken
    assert said(problem, "de") != problem
    assert phrase(read[1], {}) == "An entry of another version: dreamt"
    assert compared(read, [(entry.number, entry.seal) for entry in read]) == ""


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process may become larger, as on a disk that is full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_no_half_line(tmp_path: Path) -> None:
    whole = recorded(tmp_path)
    entries = Entries(tmp_path)
    with room_for(len(whole) + 60), pytest.raises(BrokenRecord, match="cannot be written"):
        entries.append(AT, "Hannah", EntryKind.NOTE, {"text": "the disk is full in the midst of this"})
    assert entries.path.read_bytes() == whole
    entries.append(AT, "Hannah", EntryKind.NOTE, {"text": "there is room again"})
    read, problem = entries.all()
    assert (len(read), problem) == (6, "")


def test_a_full_record_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be one that nobody can read any more."""
    whole = recorded(tmp_path)
    monkeypatch.setattr(on_disk, "MAX_BYTES", len(whole) + 200)
    entries = Entries(tmp_path)
    with pytest.raises(BrokenRecord, match="it is full"):
        entries.append(AT, "Hannah", EntryKind.NOTE, {"text": "x" * 200})
    assert entries.path.read_bytes() == whole
    assert len(entries.all()[0]) == 5


def test_what_goes_too_deep_is_not_written(tmp_path: Path) -> None:
    whole = recorded(tmp_path)
    with pytest.raises(BrokenRecord, match="too deep"):
        Entries(tmp_path).append(AT, "Hannah", EntryKind.NOTE, {"text": nested(40)})
    assert Entries(tmp_path).path.read_bytes() == whole


def test_the_last_line_is_found_behind_a_long_one(tmp_path: Path) -> None:
    """The record's end is read in pieces."""
    entries = Entries(tmp_path)
    entries.append(AT, "Hannah", EntryKind.OPENED, OPENED)
    for length in (70_000, 700_000, 3):
        entries.append(AT, "Hannah", EntryKind.NOTE, {"text": "ä" * length})
    with entries.path.open("ab") as stream:
        stream.write(b"x" * 200_000)
    entries.append(AT, "Hannah", EntryKind.NOTE, {"text": "behind what a power cut left"})
    read, problem = entries.all()
    assert [entry.number for entry in read] == [1, 2, 3, 4, 5]
    assert "line 5, cannot be read" in problem


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_nobody_else_reads_the_record(tmp_path: Path) -> None:
    recorded(tmp_path / "incident")
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "incident").iterdir()}
    assert modes == {"record.jsonl": 0o600, "record.lock": 0o600}


NOT_UNDERSTOOD = [
    pytest.param("fact", {"text": "x", "row": {"signals": 5}}, "2 (row)", id="a number of signals"),
    pytest.param("fact", {"text": "x", "row": {"signals": [{"a": 1}]}}, "2 (row)", id="signals that are no words"),
    pytest.param("fact", {"text": "x", "row": {"worn": ["a"], "signals": []}}, "2 (row)", id="a list of hats"),
    pytest.param("fact", {"text": "x", "post": {"text": 5}}, "2 (post)", id="a number as a post"),
    pytest.param("fact", {"text": {"pattern": "{0}", "values": {"0": 1}}}, "2 (text)", id="a value by its place"),
    pytest.param("evidence", {"name": "x", "sha256": "/etc/passwd", "size": 1}, "2 (sha256)", id="a path as a hash"),
    pytest.param("evidence", {"name": "x", "sha256": "0" * 64, "size": 1e999}, "2 (size)", id="a size without end"),
    pytest.param("owned", {"step": "assess", "who": "x", "due": "2026-01-01T10:00:00"}, "2 (due)", id="due somewhere"),
    pytest.param("decided", {"scheduler": "x"}, "2 (item, choice)", id="half a decision"),
    pytest.param("finished", {"step": "sleep"}, "2 (step)", id="a step that is none"),
    pytest.param("note", {}, "2 (text)", id="a note of nothing"),
]


@pytest.mark.parametrize(("kind", "detail", "told"), NOT_UNDERSTOOD)
def test_what_is_not_understood_is_left_out_and_told(
    tmp_path: Path, kind: str, detail: Mapping[str, Any], told: str
) -> None:
    read, problem = chained(tmp_path, {"kind": kind, "detail": detail}).all()
    assert problem == ""
    incident = fold("x", read)
    assert incident.broken == f"What is not understood in these entries is left out: {told}."
    assert said(incident.broken, "de") != incident.broken
    assert incident.evidence == ()
    wrong = told.partition("(")[2].rstrip(")").split(", ")
    assert [key for key in wrong if key in incident.entries[1].detail] == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(["assess", "{a}"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        | st.fixed_dictionaries({"pattern": st.sampled_from(["{0}", "{}", "{a}", "{a!r}", "{a"]), "values": inner})
        | st.builds(lambda one: {"pattern": "{a}", "values": {"a": one}}, inner)
    ),
    max_leaves=8,
)
KEYS = sorted({key for shape in SHAPES.values() for key in (*shape.needed, *shape.known)})
DETAILS = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(EntryKind)), DETAILS), max_size=8))
def test_whatever_json_a_record_holds_it_is_told(given: list[tuple[EntryKind, dict[str, Any]]]) -> None:
    told = [Entry(1, AT, "x", EntryKind.OPENED, {"brand": "acme"})]
    told += [Entry(number, AT, "x", kind, detail) for number, (kind, detail) in enumerate(given, 2)]
    incident = fold("x", told)
    assert len(incident.entries) == len(told)
    assert all(isinstance(said(phrase(entry, {}), "de"), str) for entry in told)
    texts = [said(text, "de") for text in (incident.broken, *(phrase(entry, {}) for entry in incident.entries))]
    assert "\n".join(texts).encode().decode() == "\n".join(texts), "a wire takes it"


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_whatever_json_a_sentence_was_it_is_said(plain: object) -> None:
    assert isinstance(said(again(plain), "de"), str)


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param(nested(400), id="four hundred sentences"),
        pytest.param(nested(16), id="each twice within the next"),
        pytest.param({"pattern": "{a}" * 2000, "values": {"a": "x" * 2000}}, id="four million letters"),
        pytest.param([[[]]] * 3, id="lists"),
    ],
)
def test_a_sentence_does_not_grow_without_end(plain: object) -> None:
    assert len(said(again(plain), "de")) < 300_000


def test_lists_within_lists_end() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert again(deep) == "…"
    assert "…" in phrase(Entry(2, AT, "x", EntryKind.NOTE, {"text": deep}), {})
    assert (
        "(text)"
        in fold(
            "x",
            [Entry(1, AT, "x", EntryKind.OPENED, {"brand": "a"}), Entry(2, AT, "x", EntryKind.NOTE, {"text": deep})],
        ).broken
    )


Tamper = Callable[[list[Entry]], list[Entry]]
COMPARED: list[Any] = [
    pytest.param(lambda told: told, "", id="as it was written"),
    pytest.param(lambda told: told[:3], "cut off before entry 4", id="its end cut off"),
    pytest.param(lambda told: told[:0], "cut off before entry 1", id="nothing left of it"),
    pytest.param(
        lambda told: [*told[:2], replace(told[2], seal="0")], "entry 3 was changed", id="written anew from there"
    ),
    pytest.param(
        lambda told: [*told, replace(told[4], number=6)], "lacks 1 of its entries, first entry 6", id="one more"
    ),
]


@pytest.mark.parametrize(("tamper", "says"), COMPARED)
def test_a_record_is_compared_with_the_journal(tmp_path: Path, tamper: Tamper, says: str) -> None:
    recorded(tmp_path)
    written, _ = Entries(tmp_path).all()
    rows = [(entry.number, entry.seal) for entry in written]
    told = compared(tamper(list(written)), rows)
    assert says in told
    assert bool(told) == bool(says)
    assert says == "" or said(told, "de") != told


def test_a_record_that_was_cut_and_went_on_does_not_fit(tmp_path: Path) -> None:
    """The journal knows both entries of that number."""
    whole = recorded(tmp_path)
    entries = Entries(tmp_path)
    rows = [(entry.number, entry.seal) for entry in entries.all()[0]]
    entries.path.write_bytes(b"".join(line + b"\n" for line in whole.splitlines()[:3]))
    for text in ("instead", "and so on"):
        added = entries.append(AT + timedelta(days=1), "Hannah", EntryKind.NOTE, {"text": text})
        rows.append((added.number, added.seal))
    read, problem = entries.all()
    assert problem == ""
    assert "entry 4 was changed, or written anew" in compared(read, rows)


def test_a_record_written_anew_as_a_whole_does_not_fit(tmp_path: Path) -> None:
    """Its own seals fit, which is why the journal keeps them."""
    recorded(tmp_path / "true")
    written, _ = Entries(tmp_path / "true").all()
    other = Entries(tmp_path / "false")
    for entry in written:
        other.append(entry.at, entry.by, entry.kind, {**entry.detail, "text": "We knew nothing."})
    read, problem = other.all()
    assert problem == ""
    rows = [(entry.number, entry.seal) for entry in written]
    assert "entry 1 was changed, or written anew" in compared(read, rows)
    assert "lacks 5 of its entries" in compared(read, [])


def test_a_long_incident_is_told_in_order() -> None:
    """People by their numbers, whoever is answered first; of the lines of a tool the last."""
    told = [Entry(1, AT, "x", EntryKind.OPENED, {"brand": "acme"})]
    for who in range(3000):
        told.append(Entry(len(told) + 1, AT, "x", EntryKind.PERSON, {"who": f"No. {who + 1}"}))
    for number in (*range(3000, 0, -1), 0, 3001):
        detail = {"person": number, "how": f"told {number}", "answered": number % 2 == 0}
        told.append(Entry(len(told) + 1, AT, "x", EntryKind.ANSWERED, detail))
    for count in range(9):
        line = {"scheduler": f"tool {count % 3}", "name": "x", "outcome": "paused", "text": str(count)}
        told.append(Entry(len(told) + 1, AT, "x", EntryKind.LINE, line))
    incident = fold("x", told)
    assert [(one.number, one.who, one.how) for one in incident.people] == [
        (number, f"No. {number}", f"told {number}") for number in range(1, 3001)
    ]
    assert sum(one.answered for one in incident.people) == 1500
    assert [line.text for line in incident.lines] == ["6", "7", "8"]


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
        pytest.param({"pattern": "{0}", "values": {"0": 1}}, id="a place"),
        pytest.param({"pattern": "{}", "values": {"": 1}}, id="the next place"),
        pytest.param({"pattern": "{\u0663}", "values": {"\u0663": 1}}, id="a place in another script"),
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


def test_what_became_of_the_evidence_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    kept_ones = []
    for name in ("whole.png", "changed.png", "gone.png", "a folder.png"):
        (tmp_path / name).write_bytes(name.encode())
        kept_ones.append(keep(folder, str(tmp_path / name), ""))
    assert evidence_problems(folder, kept_ones) == ()
    _, changed, gone, other = (path_of(folder, one) for one in kept_ones)
    changed.chmod(0o600)
    changed.write_bytes(b"CHANGED.png")
    gone.unlink()
    other.unlink()
    other.mkdir()
    told = evidence_problems(folder, [*kept_ones, kept_ones[1], Evidence("never.png", "0" * 64, 1)])
    assert told == (
        "changed.png, kept as evidence, was changed, or cannot be read.",
        "gone.png, kept as evidence, is gone.",
        "a folder.png, kept as evidence, is gone.",
        "never.png, kept as evidence, is gone.",
    )
    assert all(said(one, "de") != one for one in told)


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

"""What waits is on disk: quickly though there is much of it, wholly or not at all, and never more than can be read."""

import asyncio
import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from test_pausing import DUE, NOW, ROOT, TOOL, WHERE, Board, board, fates, ledger_in, paused, post

from guard.files import turn
from guard.model.scheduler import Item, ItemKind, ItemState, Line, LineOutcome
from guard.pausing import act, book, noting
from guard.pausing.act import pause
from guard.pausing.ledger import BrokenLedger, Fate, FullLedger, Ledger, fits
from guard.pausing.lines import NAMED

LONG = "x" * 300_000
ITEMS = [
    Item(f"p{number}", ItemKind.POST, f"Post {number}", due=DUE, kept={"text": "y" * 100}) for number in range(500)
]


def test_a_change_is_a_short_line_at_the_end(tmp_path: Path) -> None:
    """So that it takes no longer the more there is."""
    ledger = ledger_in(tmp_path)
    ledger.note("b", ITEMS, NOW)
    before = ledger.file("b").read_bytes()
    ledger.change("b", "p7", replace(ITEMS[7], state=ItemState.PAUSED), Fate.WAITING)
    after = ledger.file("b").read_bytes()
    assert after[: len(before)] == before
    assert json.loads(after[len(before) :]) == [{"n": 7, "fate": "waiting", "item": {"state": "paused"}}]
    assert ledger_in(tmp_path).all()[7].fate is Fate.WAITING


def test_what_another_process_adds_is_seen(tmp_path: Path) -> None:
    mine, other = ledger_in(tmp_path), ledger_in(tmp_path)
    for number, (one, two) in enumerate([(mine, other), (other, mine), (mine, other)]):
        one.note("b", [post(f"p{number}")], NOW)
        assert [each.item.id for each in two.of("b")] == [f"p{every}" for every in range(number + 1)]
        one.change("b", f"p{number}", post(f"p{number}"), Fate.WAITING)
        assert two.all()[number].fate is Fate.WAITING


TORN = [
    pytest.param(b'[{"n": 1, "by": "' + b"x" * 5000, id="much of it"),
    pytest.param(b'[{"n": 1, "item": {"id": "p1"', id="cut off"),
    pytest.param(b"\0" * 100, id="a length without a content"),
    pytest.param(b'[{"n": 1, \0\0\0\0]\n', id="a piece that is missing"),
]


@pytest.mark.parametrize("end", TORN)
def test_what_was_never_written_to_its_end_does_not_count(tmp_path: Path, end: bytes) -> None:
    ledger_in(tmp_path).note("b", [post("p0")], NOW)
    file = ledger_in(tmp_path).file("b")
    with file.open("ab") as stream:
        stream.write(end)
    assert fates(tmp_path) == {"p0": Fate.NOTED}
    ledger_in(tmp_path).note("b", [post("p1")], NOW)
    assert fates(tmp_path) == {"p0": Fate.NOTED, "p1": Fate.NOTED}
    assert file.read_bytes().endswith(b"]\n")
    assert end not in file.read_bytes()


def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = ledger_in(tmp_path)
    ledger.note("b", [post("p0")], NOW)
    before, real = ledger.file("b").read_bytes(), os.write

    def half(file: int, data: bytes) -> int:
        if len(data) < 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, data[: len(data) // 2])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(BrokenLedger, match="No space left on device"):
        ledger.note("b", [post("p1")], NOW)
    assert ledger.file("b").read_bytes() == before
    monkeypatch.undo()
    ledger.note("b", [post("p1")], NOW)
    assert set(fates(tmp_path)) == {"p0", "p1"}


def test_a_broken_file_stands_in_nobody_else_s_way(tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path)
    ledger.note("other", [post("p0")], NOW)
    ledger.note("b", [post("p0")], NOW)
    ledger.file("other").write_bytes(b"{")
    assert paused(board(), tmp_path).outcome is LineOutcome.PAUSED
    assert {one.scheduler for one in ledger.all(["b"])} == {"b"}
    with pytest.raises(BrokenLedger, match="move the file away") as found:
        ledger.all()
    assert str(ledger.file("other")) in found.value.text
    with pytest.raises(BrokenLedger):
        ledger.of("other")


@pytest.mark.parametrize("names", [("blog", "Blog"), ("a/b", "a-b"), ("", "-"), ("ü", "ö"), ("x" * 200, "x" * 201)])
def test_every_tool_has_a_file_of_its_own(tmp_path: Path, names: tuple[str, str]) -> None:
    """Also where a file system knows no capital letters, and takes no signs."""
    ledger = ledger_in(tmp_path)
    for name in names:
        ledger.note(name, [post(f"of {name}")], NOW)
    files = [ledger.file(name) for name in names]
    assert len({file.name.casefold() for file in files}) == 2
    assert all(file.parent == ledger.folder and file.name.isascii() for file in files)
    assert [one.item.id for one in ledger.of(names[0])] == [f"of {names[0]}"]


def test_history_is_not_kept_for_ever(tmp_path: Path) -> None:
    """What changed often is written anew, and says the same."""
    ledger = ledger_in(tmp_path)
    ledger.note("b", [post("p0")], NOW)
    for number in range(1100):
        ledger.change("b", "p0", replace(post("p0"), kept={"turn": number}), Fate.NOTED)
    before = ledger.file("b").stat().st_size
    reading = ledger_in(tmp_path)
    assert reading.all()[0].item.kept == {"turn": 1099}
    ledger.note("b", [post("p1")], NOW)
    assert ledger.file("b").stat().st_size < before / 20
    assert [one.item.kept for one in reading.all()] == [{"turn": 1099}, {}]


def test_what_was_decided_long_ago_goes_to_the_archive(tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path)
    ledger.note("b", [post("old"), post("open")], NOW)
    ledger.change("b", "old", post("old"), Fate.RESTORED, "Jo")
    ledger.note("b", [post("new")], NOW + timedelta(days=89))
    assert set(fates(tmp_path)) == {"old", "open", "new"}
    ledger.note("b", [post("newer")], NOW + timedelta(days=91))
    assert set(fates(tmp_path)) == {"open", "new", "newer"}
    (line,) = (ledger.folder / "archive" / ledger.file("b").name).read_text(encoding="utf-8").splitlines()
    archived = json.loads(line)
    assert (archived["scheduler"], archived["item"]["id"], archived["by"]) == ("b", "old", "Jo")


def test_it_refuses_before_it_is_longer_than_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "FULL", 100_000)
    monkeypatch.setattr(book, "MOST", 120_000)
    ledger = ledger_in(tmp_path)
    ledger.note("b", ITEMS[:300], NOW)
    with pytest.raises(FullLedger, match="is full"):
        ledger.note("b", ITEMS[300:], NOW)
    ledger.settle("b", {item.id: (item, Fate.WAITING) for item in ITEMS[:300]})
    assert ledger.file("b").stat().st_size <= 120_000
    assert [one.fate for one in ledger_in(tmp_path).all()] == [Fate.WAITING] * 300


def test_what_does_not_fit_any_more_is_told_and_the_rest_is_paused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "FULL", 1200)
    monkeypatch.setattr(act, "TOGETHER", 2)
    asked = board(6)
    line = paused(asked, tmp_path)
    assert line.outcome is LineOutcome.FAILED
    assert line.text.startswith("Paused: 4; still going: 2;")
    assert "is full: decide about what waits" in line.text
    assert [state.value for state in asked.states.values()] == ["paused"] * 4 + ["going"] * 2


def test_one_that_is_too_long_to_be_kept_is_not_touched(tmp_path: Path) -> None:
    class Long(Board):
        async def items(self) -> list[Item]:
            return [replace(one, kept={"text": LONG}) if one.id == "p1" else one for one in await super().items()]

    asked = Long(board().states)
    line = paused(asked, tmp_path)
    assert (line.outcome, asked.states["p1"]) == (LineOutcome.FAILED, ItemState.GOING)
    assert "“Post p1” is too long to be kept, so nobody could put it back" in line.text
    assert set(fates(tmp_path)) == {"p0", "p2"}
    assert not fits(replace(post("p1"), kept={"text": LONG}))
    with pytest.raises(BrokenLedger, match="too long"):
        ledger_in(tmp_path).note("b", [replace(post("p1"), kept={"text": LONG})], NOW)


def test_a_slow_disk_is_not_told_as_a_slow_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def slow(file: int) -> None:
        time.sleep(0.3)  # the disk's own slowness
        real(file)

    monkeypatch.setattr(os, "fsync", slow)
    asked = board(8, renames=True)
    line = asyncio.run(pause(asked, TOOL, WHERE, ledger_in(tmp_path), lambda: NOW, 0.7, waits=()))
    assert line.outcome is LineOutcome.UNVERIFIED
    assert f"the disk with {ledger_in(tmp_path).folder} is slow, not The Board." in line.text


def test_several_at_once_are_written_down_together(tmp_path: Path) -> None:
    """While one is being written down the others are paused; no change is lost when the time is over."""
    asked, most = board(40, renames=True), [0, 0]

    def before(call: str, _: str) -> object:
        return count() if call == "pause" else None

    async def count() -> None:
        most[0] += 1
        most[1] = max(most)
        await asyncio.sleep(0.001)
        most[0] -= 1

    asked.before = before
    tool = replace(TOOL, at_once=4)
    line = asyncio.run(pause(asked, tool, WHERE, ledger_in(tmp_path), lambda: NOW, waits=()))
    assert (line.text, most[1]) == ("Paused, and read back: 40.", 4)
    assert {one.item.kept["word"] for one in ledger_in(tmp_path).of("b")} == {f"of p{number}" for number in range(40)}


def test_what_several_did_is_written_down_though_the_time_is_over(tmp_path: Path) -> None:
    """Four are paused at once, and another program has the file until the time is over."""
    lock = ledger_in(tmp_path).file("b").with_suffix(".lock")

    async def within() -> Line:
        held, four = turn(lock), asyncio.Event()
        asked = board(4, renames=True)

        def before(call: str, item: str) -> None:
            if (call, item) == ("pause", "p0"):
                held.__enter__()
            if (call, item) == ("pause", "p3"):
                four.set()

        asked.before = before
        tool = replace(TOOL, at_once=4)
        work = asyncio.ensure_future(pause(asked, tool, WHERE, ledger_in(tmp_path), lambda: NOW, 0.3, waits=()))
        await four.wait()
        done, _ = await asyncio.wait({work}, timeout=0.5)
        assert not done
        held.__exit__(None, None, None)
        return await work

    assert asyncio.run(within()).outcome is LineOutcome.UNVERIFIED
    assert sorted(one.item.id for one in ledger_in(tmp_path).all()) == [f"draft-p{number}" for number in range(4)]


def test_what_comes_in_while_one_ends_is_told(tmp_path: Path) -> None:
    """It is listed once more when the last run of an automation has been waited for."""

    class Slow(Board):
        async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
            said = dict(await super().look(items))
            if "late" not in self.states:
                self.states["late"] = ItemState.GOING
                return {**said, "p0": ItemState.GOING}
            return said

    line = paused(Slow(board(1).states), tmp_path)
    assert {item.id: item.state for item in line.items} == {"p0": ItemState.PAUSED, "late": ItemState.GOING}
    assert (line.outcome, fates(tmp_path)) == (LineOutcome.FAILED, {"p0": Fate.WAITING, "late": Fate.NOTED})


def test_the_soonest_is_paused_first(tmp_path: Path) -> None:
    class Timed(Board):
        async def items(self) -> list[Item]:
            dues = {"p0": DUE + timedelta(days=1), "p1": None, "p2": DUE}
            return [replace(one, due=dues[one.id]) for one in await super().items()]

    asked = Timed(board().states)
    paused(asked, tmp_path)
    assert [item for call, item in asked.calls if call == "pause"] == ["p2", "p0", "p1"]


def test_a_line_names_so_many_and_counts_all(tmp_path: Path) -> None:
    asked = board(NAMED + 50)
    asked.before = lambda call, item: (
        asked.states.update({item: ItemState.SENT}) if (call, item) == ("pause", "p9") else None
    )
    line = paused(asked, tmp_path)
    assert len(line.items) == NAMED
    assert f"Paused: {NAMED + 49};" in line.text
    assert f"Named here are {NAMED} of {NAMED + 50}." in line.text
    assert line.items[0].id == "p9"
    assert len(ledger_in(tmp_path).all()) == NAMED + 50


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, {root!r})
from guard.model.scheduler import Item, ItemKind
from guard.pausing.ledger import Fate, Ledger
ledger, me = Ledger(Path({path!r})), sys.argv[1]
for number in range(25):
    item = Item(f"{{me}}-{{number}}", ItemKind.POST, "t")
    ledger.note("b", [item], datetime(2026, 11, 23, tzinfo=UTC))
    ledger.change("b", item.id, item, Fate.WAITING, me)
"""


def test_two_programs_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    text = WRITER.format(root=str(ROOT), path=str(tmp_path / "state" / "waiting"))
    children = [subprocess.Popen([sys.executable, "-c", text, name]) for name in "ab"]
    assert [child.wait(60) for child in children] == [0, 0]
    found = ledger_in(tmp_path).all()
    assert {(one.item.id, one.fate, one.by) for one in found} == {
        (f"{me}-{number}", Fate.WAITING, me) for me in "ab" for number in range(25)
    }


def test_a_patient_one_gives_up_in_the_end(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "waiting", patience=0.05)
    with ledger.alone("b"), pytest.raises(BrokenLedger, match="at this moment"), ledger.alone("b"):
        pytest.fail("two at once")
    assert noting.Noting(ledger, "b").folder == tmp_path / "waiting"

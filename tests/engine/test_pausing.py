"""Pausing, whatever the tool: every failure ends in a truthful line, and nothing is paused that was not read back."""

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from guard.files import turn
from guard.model.scheduler import Item, ItemKind, ItemState, Line, LineOutcome, Scheduler
from guard.model.sentence import Sentence
from guard.pausing._index import TOOLS, tool
from guard.pausing.act import NotRestored, pause, resume
from guard.pausing.adapter import Posts, Tool
from guard.pausing.all import Job, NoToken, pause_all
from guard.pausing.by_hand import by_hand
from guard.pausing.ledger import BrokenLedger, Fate, Ledger, item_of, item_to_plain
from guard.web import WebTrouble, WebWhy

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DUE = NOW + timedelta(hours=5)
TOOL = Tool("board", "The Board", "", "Take it off the board.")
WHERE = Scheduler("b", "board", "http://127.0.0.1:1")
ROOT = Path(__file__).parents[2]


def trouble(why: WebWhy, status: int = 0) -> WebTrouble:
    return WebTrouble(why, Sentence.of("The board says {why}.", why=why.value), status)


TROUBLES = {
    "401": trouble(WebWhy.DENIED, 401),
    "429": trouble(WebWhy.LIMITED, 429),
    "500": trouble(WebWhy.BROKEN, 500),
    "no answer in time": trouble(WebWhy.SLOW),
    "nobody listens": trouble(WebWhy.UNREACHABLE),
    "an odd answer": KeyError("items"),
}


@dataclass
class Board:
    """A tool that holds posts: its own state, kept apart from what anybody noted of it."""

    states: dict[str, ItemState] = field(default_factory=dict)
    before: Callable[[str, str], Any] = lambda _call, _id: None
    """Happens before each call, with its name and the item's id; may raise."""
    renames: bool = False
    """Whether what is paused gets another id, and needs a word to be put back."""
    deaf: bool = False
    calls: list[tuple[str, str]] = field(default_factory=list)

    async def _begin(self, call: str, item_id: str = "") -> None:
        self.calls.append((call, item_id))
        said = self.before(call, item_id)
        if asyncio.iscoroutine(said):
            await said

    async def items(self) -> Sequence[Item]:
        await self._begin("items")
        return [post(name) for name, state in self.states.items() if state is ItemState.GOING]

    async def pause(self, item: Item) -> Item:
        await self._begin("pause", item.id)
        if self.deaf or self.states.get(item.id) is not ItemState.GOING:
            return item
        self.states[item.id] = ItemState.PAUSED
        if not self.renames:
            return item
        self.states[f"draft-{item.id}"] = self.states.pop(item.id)
        return replace(item, id=f"draft-{item.id}", kept={"word": f"of {item.id}"})

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        await self._begin("look")
        return {item.id: self.states.get(item.id, ItemState.GONE) for item in items}

    async def resume(self, item: Item, due: datetime | None) -> Item:
        await self._begin("resume", item.id)
        assert due is not None
        self.states.pop(item.id, None)
        name = item.id.removeprefix("draft-")
        self.states[name] = ItemState.GOING
        return replace(item, id=name, due=due)


def board(count: int = 3, **more: Any) -> Board:
    return Board({f"p{number}": ItemState.GOING for number in range(count)}, **more)


def post(name: str) -> Item:
    return Item(name, ItemKind.POST, f"Post {name}", due=DUE, accounts=("mastodon:@acme@a.example",))


def ledger_in(folder: Path) -> Ledger:
    return Ledger(folder / "state" / "waiting")


def lock_in(folder: Path) -> Path:
    """Where the next to write waits for its turn."""
    return ledger_in(folder).file("b").with_suffix(".lock")


def paused(asked: Board, folder: Path, seconds: float = 45.0) -> Line:
    return asyncio.run(pause(asked, TOOL, WHERE, ledger_in(folder), lambda: NOW, seconds, waits=(0.0, 0.0)))


def fates(folder: Path) -> dict[str, Fate]:
    return {one.item.id: one.fate for one in ledger_in(folder).all()}


def raising(call: str, error: Exception, after: int = 0, only: str = "") -> Callable[[str, str], None]:
    """Lets ``after`` calls of this name pass, and then raises."""
    left = [after]

    def before(name: str, item_id: str) -> None:
        if name == call and (not only or item_id == only):
            left[0] -= 1
            if left[0] < 0:
                raise error

    return before


def test_everything_is_paused_and_read_back(tmp_path: Path) -> None:
    asked = board()
    line = paused(asked, tmp_path)
    assert (line.outcome, line.text, line.do) == (LineOutcome.PAUSED, "Paused, and read back: 3.", "")
    assert {item.state for item in line.items} == {ItemState.PAUSED}
    assert fates(tmp_path) == dict.fromkeys(("p0", "p1", "p2"), Fate.WAITING)


def test_once_more_does_no_harm(tmp_path: Path) -> None:
    asked = board(renames=True)
    first, second = paused(asked, tmp_path), paused(asked, tmp_path)
    assert first.items == second.items
    assert [call for call, _ in asked.calls].count("pause") == 3
    assert {one.item.kept["word"] for one in ledger_in(tmp_path).all()} == {"of p0", "of p1", "of p2"}


def test_nothing_is_said_only_after_asking(tmp_path: Path) -> None:
    asked = board(0)
    assert paused(asked, tmp_path).outcome is LineOutcome.NOTHING
    assert ("items", "") in asked.calls


@pytest.mark.parametrize("error", [pytest.param(error, id=name) for name, error in TROUBLES.items()])
@pytest.mark.parametrize(
    ("call", "after", "outcome", "unknown"),
    [
        pytest.param("items", 0, LineOutcome.UNVERIFIED, 0, id="listing"),
        pytest.param("items", 1, LineOutcome.UNVERIFIED, 3, id="listing once more, after all were paused"),
        pytest.param("pause", 0, LineOutcome.FAILED, 0, id="pausing"),
        pytest.param("pause", 2, LineOutcome.FAILED, 0, id="pausing, when two are done"),
        pytest.param("look", 0, LineOutcome.UNVERIFIED, 3, id="reading back"),
    ],
)
def test_every_trouble_ends_in_a_truthful_line(
    tmp_path: Path, error: Exception, call: str, after: int, outcome: LineOutcome, unknown: int
) -> None:
    asked = board(before=raising(call, error, after))
    line = paused(asked, tmp_path)
    said = str(error) if isinstance(error, WebTrouble) else "Hatcheck itself failed at it (KeyError)."
    assert (line.outcome, line.do) == (outcome, TOOL.by_hand)
    assert said in line.text
    assert [item.state for item in line.items].count(ItemState.UNKNOWN) == unknown
    for item in line.items:
        assert item.state in {asked.states[item.id], ItemState.UNKNOWN}
    asked.before = lambda _call, _id: None
    assert paused(asked, tmp_path).outcome is LineOutcome.PAUSED
    assert set(asked.states.values()) == {ItemState.PAUSED}


def test_one_that_cannot_be_paused_keeps_no_other_going(tmp_path: Path) -> None:
    asked = board(before=raising("pause", TROUBLES["500"], only="p1"))
    line = paused(asked, tmp_path)
    assert line.text == ("Paused: 2; still going: 1; went out meanwhile: 0; not known: 0. The board says broken.")
    assert {item.id: item.state for item in line.items}["p1"] is ItemState.GOING
    assert [call for call in asked.calls if call[0] == "pause"] == [("pause", f"p{number}") for number in range(3)]


def test_what_a_tool_only_pretends_is_not_paused(tmp_path: Path) -> None:
    line = paused(board(deaf=True), tmp_path)
    assert line.outcome is LineOutcome.FAILED
    assert {item.state for item in line.items} == {ItemState.GOING}
    assert set(fates(tmp_path).values()) == {Fate.NOTED}


def test_what_nobody_answers_about_is_not_known(tmp_path: Path) -> None:
    class Silent(Board):
        async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
            return {item.id: ItemState.PAUSED for item in items[1:]}

    line = paused(Silent(board().states), tmp_path)
    assert (line.outcome, line.text) == (
        LineOutcome.UNVERIFIED,
        "Paused: 2; what became of 1 could not be read.",
    )


@pytest.mark.parametrize(
    ("state", "outcome", "fate"),
    [
        pytest.param(ItemState.SENT, LineOutcome.FAILED, Fate.SENT, id="sent"),
        pytest.param(ItemState.GONE, LineOutcome.PAUSED, Fate.GONE, id="taken away"),
        pytest.param(ItemState.UNKNOWN, LineOutcome.UNVERIFIED, Fate.NOTED, id="unclear"),
    ],
)
def test_what_happens_to_an_item_meanwhile(tmp_path: Path, state: ItemState, outcome: LineOutcome, fate: Fate) -> None:
    asked = board(before=lambda call, item: asked.states.update(p1=state) if (call, item) == ("pause", "p1") else None)
    line = paused(asked, tmp_path)
    assert (line.outcome, fates(tmp_path)["p1"]) == (outcome, fate)
    assert {item.id: item.state for item in line.items}["p1"] is state
    if state is ItemState.GONE:
        assert line.text == "Paused, and read back: 2; no longer there: 1."


def test_what_is_scheduled_while_pausing_is_paused_too(tmp_path: Path) -> None:
    asked = board(before=lambda _, item: asked.states.update(late=ItemState.GOING) if item == "p2" else None)
    assert paused(asked, tmp_path).text == "Paused, and read back: 4."


def test_what_is_scheduled_faster_than_it_is_paused_is_told(tmp_path: Path) -> None:
    def more(call: str, _: str) -> None:
        if call == "pause":
            asked.states[f"new{len(asked.states)}"] = ItemState.GOING

    asked = board(1, before=more)
    line = paused(asked, tmp_path)
    going = {item.id for item in line.items if item.state is ItemState.GOING}
    assert line.outcome is LineOutcome.FAILED
    assert going == {name for name, state in asked.states.items() if state is ItemState.GOING}
    assert going <= set(fates(tmp_path))


def test_a_tool_that_hangs_is_not_verified(tmp_path: Path) -> None:
    asked = board(before=lambda _, item: asyncio.Event().wait() if item == "p1" else None)
    line = paused(asked, tmp_path, seconds=0.3)
    assert (line.outcome, len(line.items)) == (LineOutcome.UNVERIFIED, 3)
    assert line.text == "Not read back: 3. The Board did not answer within 0.3 seconds."
    assert {item.state for item in line.items} == {ItemState.UNKNOWN}
    assert set(fates(tmp_path).values()) == {Fate.NOTED}


def test_what_it_takes_to_put_it_back_is_written_down_though_the_time_is_over(tmp_path: Path) -> None:
    """The time ends while another program holds the file; the word is written as soon as that lets go."""

    async def within() -> Line:
        held = turn(lock_in(tmp_path))
        asked = board(1, renames=True, before=lambda call, _: held.__enter__() if call == "pause" else None)
        work = asyncio.ensure_future(pause(asked, TOOL, WHERE, ledger_in(tmp_path), lambda: NOW, 0.3, waits=()))
        done, _ = await asyncio.wait({work}, timeout=0.5)
        assert not done
        held.__exit__(None, None, None)
        return await work

    line = asyncio.run(within())
    assert line.outcome is LineOutcome.UNVERIFIED
    (one,) = ledger_in(tmp_path).all()
    assert (one.item.id, one.item.kept) == ("draft-p0", {"word": "of p0"})


HEAD = b'{"ledger": 1, "scheduler": "b", "made": "7"}\n'
JUNK = [
    pytest.param(b"", id="empty"),
    pytest.param(b"{", id="cut off"),
    pytest.param(b"\xff\xfe\x00", id="no text"),
    pytest.param(b"[]", id="a list"),
    pytest.param(HEAD + b"7\n", id="a number"),
    pytest.param(HEAD + b'[{"n": 0, "fate": "noted"}]\n', id="half an entry"),
    pytest.param(HEAD + b'[{"n": 5, "fate": "noted"}]\n', id="a change of what is not there"),
    pytest.param(HEAD + b"[" * 100_000 + b"\n", id="deep"),
    pytest.param(HEAD.replace(b'"b"', b'"c"'), id="another tool's"),
]


@pytest.mark.parametrize("junk", JUNK)
def test_a_broken_ledger_leaves_everything_untouched(tmp_path: Path, junk: bytes) -> None:
    file = ledger_in(tmp_path).file("b")
    file.parent.mkdir(parents=True)
    file.write_bytes(junk)
    asked = board()
    line = paused(asked, tmp_path)
    assert (line.outcome, line.do) == (LineOutcome.UNVERIFIED, TOOL.by_hand)
    assert line.text.startswith("Nothing was paused, since nobody could put it back: ")
    assert str(file) in line.text
    assert set(asked.states.values()) == {ItemState.GOING}
    assert file.read_bytes() == junk


def test_a_ledger_that_somebody_else_holds(tmp_path: Path) -> None:
    asked, ledger = board(), Ledger(tmp_path / "state" / "waiting", patience=0.05)
    with turn(lock_in(tmp_path)):
        line = asyncio.run(pause(asked, TOOL, WHERE, ledger, lambda: NOW))
    assert line.outcome is LineOutcome.UNVERIFIED
    assert "another command is changing the same files" in line.text
    assert set(asked.states.values()) == {ItemState.GOING}
    assert paused(asked, tmp_path).outcome is LineOutcome.PAUSED


@pytest.mark.parametrize("renames", [pytest.param(True, id="with a new id"), pytest.param(False, id="as it is")])
@pytest.mark.parametrize("broken", ["lock", "file"])
def test_a_ledger_that_breaks_after_the_note(tmp_path: Path, renames: bool, broken: str) -> None:
    """All is paused, but what it takes to put it back is not on disk: never a line that all is well."""
    file, lock = ledger_in(tmp_path).file("b"), lock_in(tmp_path)

    def smash(call: str, item_id: str) -> None:
        if (call, item_id) != ("pause", "p0"):
            return
        if broken == "file":
            file.write_bytes(b"{")
        else:
            lock.unlink()
            lock.mkdir()

    line = paused(board(renames=renames, before=smash), tmp_path)
    assert (line.outcome, line.do) == (LineOutcome.UNVERIFIED, TOOL.by_hand)
    assert line.text.startswith("Paused, and read back: 3. But it could not be written down: ")
    assert str(file) in line.text


KILLED = """
import asyncio, sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
import test_pausing as t
class Files(t.Board):
    async def pause(self, item):
        made = await super().pause(item)
        Path({folder!r}, "paused", item.id).touch()
        if item.id == "p1":
            print("now", flush=True)
            sys.stdin.read()
        return made
t.paused(Files(t.board().states), Path({folder!r}))
"""


def test_killed_midway_and_repeated(tmp_path: Path) -> None:
    """A real process, killed when two of three are paused and nobody has read anything back."""
    (tmp_path / "paused").mkdir()
    text = KILLED.format(root=str(ROOT), tests=str(Path(__file__).parent), folder=str(tmp_path))
    child = subprocess.Popen([sys.executable, "-c", text], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"now\n"
    child.kill()
    child.communicate()
    done = {path.name for path in (tmp_path / "paused").iterdir()}
    assert done == {"p0", "p1"}
    assert fates(tmp_path) == dict.fromkeys(("p0", "p1", "p2"), Fate.NOTED)
    asked = board()
    asked.states.update(dict.fromkeys(done, ItemState.PAUSED))
    line = paused(asked, tmp_path)
    assert line.text == "Paused, and read back: 3."
    assert [call for call in asked.calls if call[0] == "pause"] == [("pause", "p2")]
    assert set(fates(tmp_path).values()) == {Fate.WAITING}


def back(asked: Board, folder: Path, item: Item, due: datetime | None = DUE) -> Item:
    return asyncio.run(resume(asked, WHERE, ledger_in(folder), item, due, NOW, "Jo"))


def test_put_back_once_though_asked_twice(tmp_path: Path) -> None:
    asked = board(renames=True)
    paused(asked, tmp_path)
    first = ledger_in(tmp_path).all()[0]
    made = back(asked, tmp_path, first.item)
    assert (made.id, made.state, asked.states["p0"]) == ("p0", ItemState.GOING, ItemState.GOING)
    with pytest.raises(NotRestored, match="does not wait any more"):
        back(asked, tmp_path, first.item)
    assert [call for call, _ in asked.calls].count("resume") == 1
    restored = ledger_in(tmp_path).all()[0]
    assert (restored.fate, restored.by) == (Fate.RESTORED, "Jo")


def test_two_who_press_at_once_put_it_back_once(tmp_path: Path) -> None:
    async def both(item: Item) -> list[Any]:
        one = [resume(asked, WHERE, ledger_in(tmp_path), item, DUE, NOW, "Jo") for _ in range(2)]
        return await asyncio.gather(*one, return_exceptions=True)

    asked = board(renames=True)
    paused(asked, tmp_path)
    asked.before = lambda _call, _id: asyncio.sleep(0.02)
    made = asyncio.run(both(ledger_in(tmp_path).all()[0].item))
    assert sorted(type(one).__name__ for one in made) == ["Item", "NotRestored"]
    assert [call for call, _ in asked.calls].count("resume") == 1


@pytest.mark.parametrize(
    "due",
    [
        pytest.param(NOW - timedelta(days=1), id="yesterday"),
        pytest.param(NOW + timedelta(seconds=119), id="too soon to say stop"),
        pytest.param(None, id="its own, which has passed"),
    ],
)
def test_what_is_too_late_is_not_sent(tmp_path: Path, due: datetime | None) -> None:
    asked = board(1)
    paused(asked, tmp_path)
    item = replace(ledger_in(tmp_path).all()[0].item, due=NOW - timedelta(hours=1))
    with pytest.raises(NotRestored, match="time has passed"):
        back(asked, tmp_path, item, due)
    assert "resume" not in [call for call, _ in asked.calls]


@pytest.mark.parametrize("error", [pytest.param(error, id=name) for name, error in TROUBLES.items()])
@pytest.mark.parametrize(("call", "fate"), [("resume", Fate.WAITING), ("look", Fate.RESTORING)])
def test_what_was_not_read_back_as_going_still_waits(tmp_path: Path, error: Exception, call: str, fate: Fate) -> None:
    asked = board(1)
    paused(asked, tmp_path)
    asked.before = raising(call, error)
    with pytest.raises(NotRestored):
        back(asked, tmp_path, ledger_in(tmp_path).all()[0].item)
    assert fates(tmp_path) == {"p0": fate}
    assert [one.item.id for one in ledger_in(tmp_path).of("b")] == ["p0"]


def test_a_tool_that_only_pretends_to_put_it_back(tmp_path: Path) -> None:
    class Deaf(Board):
        async def resume(self, item: Item, due: datetime | None) -> Item:  # noqa: ARG002
            return item

    asked = Deaf(board(1).states)
    paused(asked, tmp_path)
    with pytest.raises(NotRestored, match="could not be read back as going"):
        back(asked, tmp_path, ledger_in(tmp_path).all()[0].item)


def test_a_ledger_gives_back_what_it_was_given(tmp_path: Path) -> None:
    item = replace(post("p0"), kept={"a": [1, {"b": "ü"}]}, state=ItemState.PAUSED, link="https://a.example/1")
    assert item_of(json.loads(json.dumps(item_to_plain(item)))) == item
    ledger = ledger_in(tmp_path)
    ledger.note("b", [item, post("p1")], NOW)
    ledger.note("other", [item], NOW)
    ledger.change("b", "p0", item, Fate.LEFT_OUT, "Jo: not now")
    assert [one.item.id for one in ledger.of("b")] == ["p1"]
    assert [one.fate for one in ledger.all()] == [Fate.LEFT_OUT, Fate.NOTED, Fate.NOTED]
    assert ledger.file("b").stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_what_was_decided_stays_as_it_is_when_the_same_goes_again(tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path)
    for fate in (Fate.RESTORED, Fate.WAITING):
        ledger.note("b", [post("p0")], NOW)
        ledger.change("b", "p0", post("p0"), fate, fate.value)
    assert [(one.fate, one.by) for one in ledger.all()] == [(Fate.RESTORED, "restored"), (Fate.WAITING, "waiting")]


def test_many_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    def write(number: int) -> None:
        ledger_in(tmp_path).note(f"tool{number}", [post(f"p{each}") for each in range(5)], NOW)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledger_in(tmp_path).all()) == 40


def test_a_moment_without_a_zone_is_no_moment(tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path)
    ledger.note("b", [post("p0")], NOW)
    file = ledger.file("b")
    file.write_text(file.read_text(encoding="utf-8").replace("+00:00", ""), encoding="utf-8")
    with pytest.raises(BrokenLedger, match="cannot be read"):
        ledger.all()


def judge(_: Mapping[str, Any]) -> Posts:
    return Posts(may=None)


def no_token() -> str:
    raise NoToken(Sentence.of("The board says {why}.", why="no token is here"))


def failing() -> str:
    raise RuntimeError("the keyring's own words")


def hanging() -> str:
    released.wait(20)
    return "late"


released = threading.Event()
HOME = "http://127.0.0.1:1"
JOBS = [
    pytest.param("home_assistant", HOME, no_token, "no token is here", "Automations", id="no token"),
    pytest.param("home_assistant", HOME, failing, "(RuntimeError)", "Automations", id="a keyring that fails"),
    pytest.param("home_assistant", HOME, hanging, "The keyring did not give", "Automations", id="one that hangs"),
    pytest.param("home_assistant", HOME, lambda: "x", "three parts", "Automations", id="what can be no token"),
    pytest.param("home-assistant", HOME, lambda: "a.b.c", "Nobody listens", "Automations", id="nobody there"),
    pytest.param("home_assistant", "http://a.example", lambda: "a.b.c", "encryption", "Automations", id="unsafe"),
    pytest.param("github_actions", "https://github.com/acme", lambda: "a" * 40, "no repo", "GitHub", id="no address"),
    pytest.param("zapier", "https://zapier.com", lambda: "x", "Nobody could ask", "In Zapier", id="not in the table"),
    pytest.param("own", "", lambda: "x", "Nobody could ask", "Find where it runs", id="a word of one's own"),
]


@pytest.mark.parametrize(("name", "address", "token", "text", "do"), JOBS)
def test_every_job_ends_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, address: str, token: Any, text: str, do: str
) -> None:
    monkeypatch.setattr("guard.pausing.all.TOKEN_SECONDS", 0.2)
    told: list[Line] = []
    job = Job(Scheduler("s", name, address, name="Ours"), token, judge)
    try:
        (line,) = asyncio.run(pause_all([job], ledger_in(tmp_path), lambda: NOW, told.append))
    finally:
        released.set()
        released.clear()
    assert told == [line]
    assert (line.scheduler, line.name, line.outcome) == ("s", "Ours", LineOutcome.UNVERIFIED)
    assert text in line.text
    assert do in line.do
    assert "the keyring's own words" not in repr(line)


def test_lines_come_as_they_end_and_are_given_in_the_order_of_the_jobs(tmp_path: Path) -> None:
    def late() -> str:
        assert first.wait(10)
        return no_token()

    first = threading.Event()
    told: list[str] = []

    def tell(line: Line) -> None:
        told.append(line.scheduler)
        first.set()

    jobs = [
        Job(Scheduler("slow", "home_assistant", HOME), late, judge),
        Job(Scheduler("quick", "zapier", ""), no_token, judge),
    ]
    lines = asyncio.run(pause_all(jobs, ledger_in(tmp_path), lambda: NOW, tell))
    assert [line.scheduler for line in lines] == ["slow", "quick"]
    assert told == ["quick", "slow"]


def test_whoever_shows_the_lines_keeps_no_tool_from_being_asked(tmp_path: Path) -> None:
    told: list[str] = []

    def tell(line: Line) -> None:
        told.append(line.scheduler)
        raise ValueError(line.scheduler)

    jobs = [Job(Scheduler(name, "zapier", ""), no_token, judge) for name in "abc"]
    with pytest.raises(ValueError, match="a"):
        asyncio.run(pause_all(jobs, ledger_in(tmp_path), lambda: NOW, tell))
    assert told == ["a", "b", "c"]


PLACES = [
    pytest.param("feed2toot", "/srv/feed2toot.ini", "crontab -e", id="a program that is started again and again"),
    pytest.param("matterbridge", "/etc/matterbridge.toml", "docker stop", id="a program that runs on"),
    pytest.param("toot", "/etc/systemd/system/toot.timer", "systemctl disable --now toot.timer", id="a timer"),
    pytest.param("t", "/home/jo/.config/systemd/user/t.service", "systemctl --user disable", id="a user's own unit"),
    pytest.param("apprise", "/etc/cron.d/apprise", "# before the line", id="a line for cron"),
    pytest.param("toot", "/Library/LaunchAgents/toot.plist", "launchctl unload", id="macOS"),
    pytest.param("x_archive", "/d/account.js", "connected apps", id="what an account's own data lists"),
    pytest.param("ifttt", "", "My Applets", id="IFTTT"),
    pytest.param("no_such_thing", "", "Find where it runs", id="a word of one's own"),
    pytest.param("github-actions", "", "Disable workflow", id="a tool that could be asked with a token"),
]


@pytest.mark.parametrize(("name", "place", "do"), PLACES)
def test_what_a_person_must_do(name: str, place: str, do: str) -> None:
    line = by_hand(name, "Ours", place, "")
    assert (line.outcome, line.items, line.name) == (LineOutcome.UNVERIFIED, (), "Ours")
    assert do in line.do
    assert place in line.do
    assert line.scheduler == (f"{name}:{place}" if place else name)


def test_every_reader_has_steps_of_its_own() -> None:
    """A tool that the audit can find is never answered with general words."""
    from guard.readers._index import READERS

    general = by_hand("no_such_thing", "", "", "").do
    adapters = {name for name in TOOLS if (ROOT / f"guard/pausing/tools/{name}.py").exists()}
    for name in set(READERS) - (set(TOOLS) - adapters):
        assert by_hand(name, "", "", "").do != general, name


def test_a_tool_that_is_not_in_the_table_is_not_loaded() -> None:
    with pytest.raises(KeyError):
        tool("os")


def test_the_time_is_told(tmp_path: Path) -> None:
    began = time.monotonic()
    assert 0 < paused(board(), tmp_path).seconds <= time.monotonic() - began

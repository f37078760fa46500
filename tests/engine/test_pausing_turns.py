"""Pausing, putting back and leaving out, one after the other at each tool: nothing is going that is told as still."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_pausing import DUE, NOW, TOOL, TROUBLES, WHERE, Board, board, fates, ledger_in, paused, post, raising

from guard.model.scheduler import Item, ItemState, Line, LineOutcome, Scheduler
from guard.pausing.act import NotRestored, pause, resume
from guard.pausing.all import Job, NoToken
from guard.pausing.leaving import NotLeftOut, left_out
from guard.pausing.ledger import BrokenLedger, Fate, Ledger
from guard.pausing.restoring import settled
from guard.pausing.single import leave_out_one, settle_one
from guard.web import WebTrouble


class Gate:
    """Lets one call happen when it is opened."""

    def __init__(self, asked: Board, call: str) -> None:
        self.reached, self.open = asyncio.Event(), asyncio.Event()
        self._asked, self._call = asked, call
        asked.before = self._before

    def _before(self, call: str, _: str) -> Any:
        return self._wait() if call == self._call else None

    async def _wait(self) -> None:
        self.reached.set()
        await self.open.wait()


def back(asked: Board, ledger: Ledger, item: Item, allowed: Callable[[], bool] = lambda: True) -> Any:
    return resume(asked, WHERE, ledger, item, DUE, NOW, "Jo", allowed)


def freezing(asked: Board, folder: Path, seconds: float = 20.0) -> Any:
    return pause(asked, TOOL, WHERE, ledger_in(folder), lambda: NOW, seconds, waits=(0.0,))


@pytest.mark.parametrize("call", ["resume", "look"])
@pytest.mark.parametrize("renames", [pytest.param(True, id="with a new id"), pytest.param(False, id="as it is")])
def test_a_freeze_while_something_is_put_back(tmp_path: Path, call: str, renames: bool) -> None:
    """All else is paused at once; what is put back is paused when that has ended, and is told as what it is."""
    asked = board(3, renames=renames)
    paused(asked, tmp_path)
    item = ledger_in(tmp_path).all()[0].item

    async def within() -> tuple[Line, Any]:
        gate = Gate(asked, call)
        restoring = asyncio.ensure_future(back(asked, ledger_in(tmp_path), item))
        await gate.reached.wait()
        asked.states["new"] = ItemState.GOING
        asked.before = lambda name, it: done.set() if (name, it) == ("pause", "new") else None
        done = asyncio.Event()
        line = asyncio.ensure_future(freezing(asked, tmp_path))
        await done.wait()
        assert not restoring.done()
        assert renames or asked.calls.count(("pause", item.id)) == 1
        gate.open.set()
        return (await asyncio.gather(line, restoring, return_exceptions=True))[0], restoring

    line, _ = asyncio.run(within())
    assert (line.outcome, set(asked.states.values())) == (LineOutcome.PAUSED, {ItemState.PAUSED})
    assert {one.state for one in line.items} == {ItemState.PAUSED}
    waits = {one.item.id for one in ledger_in(tmp_path).of("b") if one.fate is Fate.WAITING}
    assert waits == set(asked.states)


def test_a_freeze_does_not_wait_for_ever_for_what_is_put_back(tmp_path: Path) -> None:
    asked = board(2)
    paused(asked, tmp_path)
    asked.states["p1"] = ItemState.GOING

    async def within() -> Line:
        with ledger_in(tmp_path).alone("b"):
            made: Line = await freezing(asked, tmp_path, 0.4)
            return made

    line = asyncio.run(within())
    assert line.outcome is LineOutcome.UNVERIFIED
    assert "Something is being put back in The Board, and that was not over after 0.4 seconds" in line.text
    assert asked.states["p1"] is ItemState.PAUSED


def test_two_freezes_at_once(tmp_path: Path) -> None:
    asked = board(3, renames=True)

    async def within() -> list[Line]:
        asked.before = lambda _call, _id: asyncio.sleep(0)
        return list(await asyncio.gather(*(freezing(asked, tmp_path) for _ in range(2))))

    assert [line.text for line in asyncio.run(within())] == ["Paused, and read back: 3."] * 2
    assert [call for call, _ in asked.calls].count("pause") == 3


def test_a_freeze_that_another_one_holds_up_says_so(tmp_path: Path) -> None:
    asked = board()

    async def within() -> Line:
        with ledger_in(tmp_path).pausing("b"):
            made: Line = await freezing(asked, tmp_path, 0.2)
            return made

    line = asyncio.run(within())
    assert (line.outcome, asked.calls) == (LineOutcome.UNVERIFIED, [])
    assert line.text.startswith("The Board is being paused from elsewhere, and that was not over after 0.2 seconds.")


def test_nothing_is_begun_to_be_put_back_during_a_freeze(tmp_path: Path) -> None:
    asked = board(2)
    paused(asked, tmp_path)
    item = ledger_in(tmp_path).all()[0].item
    with ledger_in(tmp_path).pausing("b"), pytest.raises(NotRestored, match="being paused"):
        asyncio.run(back(asked, ledger_in(tmp_path), item))
    assert (asked.states["p0"], fates(tmp_path)["p0"]) == (ItemState.PAUSED, Fate.WAITING)


def test_another_tool_is_not_waited_for(tmp_path: Path) -> None:
    with ledger_in(tmp_path).alone("other"), ledger_in(tmp_path).pausing("other"):
        assert paused(board(), tmp_path, 2.0).outcome is LineOutcome.PAUSED


def no() -> bool:
    return False


def failing() -> bool:
    raise BrokenLedger  # any error


@pytest.mark.parametrize(
    ("allowed", "text"), [pytest.param(no, "frozen", id="frozen"), pytest.param(failing, "failed", id="nobody can say")]
)
def test_what_is_not_allowed_any_more_is_not_put_back(tmp_path: Path, allowed: Callable[[], bool], text: str) -> None:
    asked = board(1)
    paused(asked, tmp_path)
    with pytest.raises(NotRestored, match=text):
        asyncio.run(back(asked, ledger_in(tmp_path), ledger_in(tmp_path).all()[0].item, allowed))
    assert ("resume", "p0") not in asked.calls
    assert fates(tmp_path) == {"p0": Fate.WAITING}


def test_it_is_asked_after_it_is_written_down(tmp_path: Path) -> None:
    """So whoever freezes in between finds it, whichever of the two comes first."""
    seen = []

    def allowed() -> bool:
        seen.extend(fates(tmp_path).values())
        return True

    asked = board(1)
    paused(asked, tmp_path)
    asyncio.run(back(asked, ledger_in(tmp_path), ledger_in(tmp_path).all()[0].item, allowed))
    assert (seen, fates(tmp_path)) == ([Fate.RESTORING], {"p0": Fate.RESTORED})


def cut_short(asked: Board, folder: Path, call: str) -> Item:
    """Somebody goes away in the middle of putting it back; gives it as it is kept now."""
    item = ledger_in(folder).all()[0].item

    async def within() -> None:
        gate = Gate(asked, call)
        work = asyncio.ensure_future(back(asked, ledger_in(folder), item))
        await gate.reached.wait()
        work.cancel()
        await asyncio.wait({work})

    asyncio.run(within())
    asked.before = lambda _call, _id: None
    (one,) = ledger_in(folder).of("b")
    assert one.fate is Fate.RESTORING
    return one.item


CUT = [
    pytest.param("resume", ItemState.PAUSED, Fate.WAITING, id="before it was put back"),
    pytest.param("look", ItemState.GOING, Fate.RESTORED, id="before it was read back"),
]


@pytest.mark.parametrize(("call", "state", "fate"), CUT)
def test_what_was_cut_short_is_found_out_later(tmp_path: Path, call: str, state: ItemState, fate: Fate) -> None:
    asked = board(1)
    paused(asked, tmp_path)
    cut_short(asked, tmp_path, call)
    assert asked.states["p0"] is state
    asyncio.run(settled(asked, WHERE, ledger_in(tmp_path)))
    assert fates(tmp_path) == {"p0": fate}


@pytest.mark.parametrize(("call", "state", "fate"), CUT)
def test_what_was_cut_short_is_paused_by_the_next_freeze(
    tmp_path: Path, call: str, state: ItemState, fate: Fate
) -> None:
    asked = board(1)
    paused(asked, tmp_path)
    cut_short(asked, tmp_path, call)
    assert (asked.states["p0"], fate.value) == (state, fate.value)
    assert paused(asked, tmp_path).text == "Paused, and read back: 1."
    assert asked.states["p0"] is ItemState.PAUSED
    assert [(one.item.id, one.fate) for one in ledger_in(tmp_path).of("b")] == [("p0", Fate.WAITING)]


def test_what_nobody_can_tell_of_what_was_cut_short_stays_so(tmp_path: Path) -> None:
    asked = board(2)
    asked.states["p1"] = ItemState.PAUSED
    paused(asked, tmp_path)
    cut_short(asked, tmp_path, "look")
    asked.states["p0"] = ItemState.UNKNOWN
    assert paused(asked, tmp_path).outcome is LineOutcome.UNVERIFIED
    assert fates(tmp_path) == {"p0": Fate.RESTORING}


@pytest.mark.parametrize(("call", "state", "count"), [("resume", ItemState.PAUSED, 2), ("look", ItemState.GOING, 1)])
def test_what_was_cut_short_is_put_back_once(tmp_path: Path, call: str, state: ItemState, count: int) -> None:
    asked = board(1)
    paused(asked, tmp_path)
    item = cut_short(asked, tmp_path, call)
    assert asked.states["p0"] is state
    made = asyncio.run(back(asked, ledger_in(tmp_path), item))
    assert (made.state, fates(tmp_path), [name for name, _ in asked.calls].count("resume")) == (
        ItemState.GOING,
        {"p0": Fate.RESTORED},
        count,
    )


@pytest.mark.parametrize(
    ("state", "fate", "text"),
    [
        pytest.param(ItemState.SENT, Fate.SENT, "went out already", id="sent"),
        pytest.param(ItemState.GONE, Fate.GONE, "not there any more", id="gone"),
        pytest.param(ItemState.UNKNOWN, Fate.RESTORING, "could not be read", id="nobody can tell"),
    ],
)
def test_what_was_cut_short_is_not_sent_twice(tmp_path: Path, state: ItemState, fate: Fate, text: str) -> None:
    asked = board(1)
    paused(asked, tmp_path)
    item = cut_short(asked, tmp_path, "look")
    asked.states["p0"] = state
    with pytest.raises(NotRestored, match=text):
        asyncio.run(back(asked, ledger_in(tmp_path), item))
    assert fates(tmp_path) == {"p0": fate}
    assert [name for name, _ in asked.calls].count("resume") == 1


def test_an_answer_that_is_lost_is_read_back_all_the_same(tmp_path: Path) -> None:
    class Lost(Board):
        async def resume(self, item: Item, due: Any) -> Item:
            await super().resume(item, due)
            raise TROUBLES["no answer in time"]

    asked = Lost(board(1).states)
    paused(asked, tmp_path)
    made = asyncio.run(back(asked, ledger_in(tmp_path), ledger_in(tmp_path).all()[0].item))
    assert (made.state, fates(tmp_path)) == (ItemState.GOING, {"p0": Fate.RESTORED})


def leaving(asked: Board, folder: Path, item: Item | None = None) -> Item:
    one = item or ledger_in(folder).all()[0].item
    return asyncio.run(left_out(asked, WHERE, ledger_in(folder), one, "Jo: no", waits=(0.0,)))


@pytest.mark.parametrize(
    ("state", "fate"),
    [
        pytest.param(ItemState.PAUSED, Fate.LEFT_OUT, id="paused"),
        pytest.param(ItemState.GONE, Fate.LEFT_OUT, id="gone"),
        pytest.param(ItemState.SENT, Fate.SENT, id="sent"),
    ],
)
def test_what_is_left_out_is_looked_at(tmp_path: Path, state: ItemState, fate: Fate) -> None:
    asked = board(1)
    paused(asked, tmp_path)
    asked.states["p0"] = state
    assert leaving(asked, tmp_path).state is state
    (one,) = ledger_in(tmp_path).all()
    assert (one.fate, one.by) == (fate, "Jo: no")
    with pytest.raises(NotLeftOut, match="does not wait any more"):
        leaving(asked, tmp_path)


@pytest.mark.parametrize("renames", [pytest.param(True, id="with a new id"), pytest.param(False, id="as it is")])
def test_what_is_going_is_paused_before_it_is_left_out(tmp_path: Path, renames: bool) -> None:
    asked = board(1, renames=renames)
    ledger_in(tmp_path).note("b", [post("p0")], NOW)
    assert leaving(asked, tmp_path).state is ItemState.PAUSED
    assert set(asked.states.values()) == {ItemState.PAUSED}
    assert list(fates(tmp_path).values()) == [Fate.LEFT_OUT]


def test_what_goes_on_is_not_left_out(tmp_path: Path) -> None:
    asked = board(1, deaf=True)
    ledger_in(tmp_path).note("b", [post("p0")], NOW)
    with pytest.raises(NotLeftOut, match="may go out"):
        leaving(asked, tmp_path)
    assert fates(tmp_path) == {"p0": Fate.NOTED}


@pytest.mark.parametrize("error", [pytest.param(error, id=name) for name, error in TROUBLES.items()])
@pytest.mark.parametrize("call", ["look", "pause"])
def test_what_nobody_could_look_at_is_not_left_out(tmp_path: Path, call: str, error: Exception) -> None:
    asked = board(1, before=raising(call, error))
    ledger_in(tmp_path).note("b", [post("p0")], NOW)
    said = str(error) if isinstance(error, WebTrouble) else "Hatcheck itself failed at it"
    with pytest.raises(NotLeftOut, match="nobody could look") as found:
        leaving(asked, tmp_path)
    assert said in found.value.text
    assert fates(tmp_path) == {"p0": Fate.NOTED}


def no_token() -> str:
    raise NoToken("no token is here")


def test_without_a_token_nothing_is_left_out_nor_settled(tmp_path: Path) -> None:
    job = Job(Scheduler("b", "ghost", "http://127.0.0.1:1"), no_token, lambda _: pytest.fail("asked"))
    ledger = ledger_in(tmp_path)
    asyncio.run(settle_one(job, ledger))
    ledger.note("b", [post("p0")], NOW)
    with pytest.raises(NotLeftOut, match="no token is here"):
        asyncio.run(leave_out_one(job, ledger, post("p0"), "Jo"))
    ledger.change("b", "p0", replace(post("p0"), kept={"back": ""}), Fate.RESTORING)
    with pytest.raises(NoToken):
        asyncio.run(settle_one(job, ledger))
    assert fates(tmp_path) == {"p0": Fate.RESTORING}

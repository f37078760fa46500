"""Answers in the very moment of a deadline, and clicks that land on the next hold: nothing is ever answered by them."""

import asyncio
import random
from datetime import timedelta
from pathlib import Path

import pytest

from guard.engine import clock
from guard.engine.holds import By, Hold, Holds
from guard.model.account import Account
from guard.model.attempt import Attempt, Verb
from guard.model.decision import Decision, Verdict
from guard.model.event import Event
from guard.model.identity import Context
from guard.protocol import Refused
from guard.protocol.requests import Choice
from guard.service.scribe import Scribe

pytestmark = pytest.mark.slow

PAIRS = 10_000
AT_ONCE = 50
WAIT = timedelta(milliseconds=40)


class Desk:
    """A book of holds over a real journal, and somebody who clicks at it."""

    def __init__(self, folder: Path) -> None:
        self.scribe = Scribe(folder / "journal.db", asyncio.get_running_loop())
        self.book = Holds(self.scribe.record, clock.now, lambda _hold, _outcome: None)
        self.book.wait = WAIT
        self._next = 0

    def place(self) -> Hold:
        self._next += 1
        attempt = Attempt(Verb.POST, (Account("x", "@acme", "@Acme"),), f"beer {self._next}")
        return self.book.place(f"h{self._next}", attempt, Decision(Verdict.HOLD), Context(), typed="", watched=True)

    async def click(self, hold: str, token: str, drawn: str) -> str:
        """What came of it: ``allow``, or the code of the refusal."""
        try:
            return (await self.book.answer(hold, token, drawn, Choice.RELEASE, "")).verdict.value
        except Refused as refused:
            return refused.problem.code.value

    async def keep_deadlines(self) -> None:
        while True:
            await asyncio.sleep(0.002)
            await self.book.expire()


async def race(desk: Desk, seed: int) -> tuple[str, str, bool]:
    """One pair: A is clicked within a millisecond around its deadline, and once more when B has taken its place."""
    chance = random.Random(seed)  # noqa: S311 - which moment is tried
    first = desk.place()
    token, left = desk.book.draw(first, "picture of A")
    deadline = first.deadline
    await asyncio.sleep(max(0.0, left + chance.uniform(-0.001, 0.001)))
    before = clock.now().running
    said = await desk.click(first.id, token, "picture of A")
    outcome = await first.ended
    second = desk.place()
    other, _ = desk.book.draw(second, "picture of B")
    crossed = [await desk.click(second.id, token, "picture of A"), await desk.click(second.id, other, "picture of A")]
    untouched = not second.ended.done() and crossed == ["bad-answer", "bad-answer"]
    late = said == "allow" and before >= deadline
    agrees = (said == "allow") == (outcome.verdict is Verdict.ALLOW)
    own = await desk.click(second.id, other, "picture of B")
    ended = await second.ended
    fair = own == "allow" or ended.by is By.TIME
    return said, own, untouched and not late and agrees and fair


async def run(folder: Path) -> tuple[list[tuple[str, str, bool]], list[Event]]:
    desk = Desk(folder)
    keeper = asyncio.create_task(desk.keep_deadlines())
    done: list[tuple[str, str, bool]] = []
    for first in range(0, PAIRS, AT_ONCE):
        done += await asyncio.gather(*(race(desk, seed) for seed in range(first, first + AT_ONCE)))
    keeper.cancel()
    journal = desk.scribe.journal
    assert journal is not None
    events = [row.event for row in journal.rows(kind="answer")]
    desk.scribe.close()
    return done, events


def test_ten_thousand_races_with_the_deadline(tmp_path: Path) -> None:
    """Both sides of the deadline are met, no click reaches the next hold, each hold has one answer in the journal."""
    done, events = asyncio.run(run(tmp_path))
    assert [pair for pair in done if not pair[2]] == []
    said = {first for first, _, _ in done}
    assert "allow" in said
    assert said & {"too-late", "no-such-hold"}
    holds = [event.detail["hold"] for event in events]
    assert len(holds) == len(set(holds)) == 2 * PAIRS


def test_ten_thousand_double_clicks_release_one_post_each(tmp_path: Path) -> None:
    """The second click of a pair lands on what lies beneath, and does nothing there."""

    async def clicks() -> tuple[int, int]:
        desk = Desk(tmp_path)
        desk.book.wait = timedelta(minutes=10)
        first_released = second_released = 0
        for _ in range(PAIRS):
            upper, lower = desk.place(), desk.place()
            token, _ = desk.book.draw(upper, "upper")
            desk.book.draw(lower, "lower")
            said = await asyncio.gather(
                desk.click(upper.id, token, "upper"),
                desk.click(upper.id, token, "upper"),
                desk.click(lower.id, token, "upper"),
                desk.click(lower.id, token, "lower"),
            )
            first_released += said.count("allow")
            second_released += lower.ended.done()
            await desk.book.abandon(lower)
        desk.scribe.close()
        return first_released, second_released

    assert asyncio.run(clicks()) == (PAIRS, 0)

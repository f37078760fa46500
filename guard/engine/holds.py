"""The attempts that wait for an answer. Each gets exactly one, ever.

What is promised here (the numbers are those of ARCHITECTURE.md): an answer is bound to the hold, to a token that is
good once, and to the hash of what was drawn (I3); the only deadline lies here, on a clock that nobody can set back
(I4); what waits behind another waits on, and its time begins when it is first drawn (I6); whoever waits and goes away
leaves an abandoned hold that nobody can release (I9); nothing is told as allowed before its row is durable (I1, I2).
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from guard.engine.clock import Moment
from guard.engine.demands import LONGEST, patience, unmet
from guard.journal import JournalError
from guard.model.attempt import Attempt
from guard.model.decision import Decision, Verdict
from guard.model.event import Event, JsonScalar
from guard.model.identity import Context
from guard.protocol import ErrorCode, Refused
from guard.protocol.requests import Choice

MOST = 20_000
"""Holds at once; one more is denied."""
PATIENCE = timedelta(minutes=30)
"""How long a hold waits for its turn while others are being asked about."""
_TOKENS = 8
"""Shells that may draw one hold at a time."""


class By(StrEnum):
    """What settled a hold."""

    ANSWER = "answer"
    TIME = "time"
    ABANDONED = "abandoned"
    RESTART = "restart"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a hold ended."""

    verdict: Verdict
    by: By
    choice: Choice | None = None
    met: Mapping[str, str] = field(default_factory=dict)
    """What was done before it was released, by the demands' keys."""


@dataclass(slots=True, eq=False)
class Hold:
    """One attempt that waits."""

    id: str
    attempt: Attempt
    decision: Decision
    context: Context
    """The hat that was worn when it was held."""
    placed: Moment
    deadline: float
    """On the running clock."""
    ended: asyncio.Future[Outcome]
    typed: str = ""
    """The handle that must be typed to release it, or empty."""
    drill: bool = False
    """Whether it is made up: nothing waits behind it, and its row is no answer."""
    smalls: Mapping[str, str] = field(default_factory=dict)
    """Small pictures of files that lie nowhere here, by their names."""
    wrong_codes: int = 0
    """How often a colleague's code was typed that was none."""
    drawn: bool = False
    settling: bool = False
    """Whether its one answer is being written down."""
    gone: bool = False
    """Whether whoever waited has gone."""
    tokens: dict[str, str] = field(default_factory=dict)
    """Token → hash of what was drawn with it."""


_NOTHING: Mapping[str, str] = {}
Record = Callable[[Event], Awaitable[object]]
"""Returns when the event is durable; raises JournalError where it cannot be made so."""


class Holds:
    """All that wait, oldest first. For one thread: the event loop's."""

    def __init__(
        self, record: Record, clock: Callable[[], Moment], told: Callable[[Hold, Outcome | None], None]
    ) -> None:
        """``told`` hears of every hold that is placed (no outcome yet) or settled."""
        self._record, self._clock, self._told = record, clock, told
        self._waiting: dict[str, Hold] = {}
        self._settlements: set[asyncio.Future[None]] = set()
        self.wait = timedelta(minutes=2)
        """How long a hold waits once it is drawn, or at all where nobody draws."""

    def __len__(self) -> int:
        return len(self._waiting)

    def oldest(self, most: int) -> list[Hold]:
        """The first that wait."""
        return [hold for _, hold in zip(range(most), self._waiting.values(), strict=False)]

    def get(self, name: str) -> Hold:
        """The hold; raises Refused where it is settled or never was."""
        if hold := self._waiting.get(name):
            return hold
        raise Refused(ErrorCode.NO_SUCH_HOLD, "This is settled already; nothing was changed.")

    def place(
        self,
        name: str,
        attempt: Attempt,
        decision: Decision,
        context: Context,
        *,
        typed: str,
        watched: bool,
        drill: bool = False,
        smalls: Mapping[str, str] = _NOTHING,
    ) -> Hold:
        """Begins to wait. ``watched``: somebody draws holds in their order, so its time begins when it is drawn."""
        if len(self._waiting) >= MOST:
            raise Refused(ErrorCode.TOO_MANY, f"{MOST:,} posts wait already; this one is denied. Answer or stop them.")
        now = self._clock()
        ended: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        until = now.running + (PATIENCE if watched else self.wait).total_seconds()
        hold = Hold(name, attempt, decision, context, now, until, ended, typed, drill, smalls=smalls)
        self._waiting[name] = hold
        self._told(hold, None)
        return hold

    def draw(self, hold: Hold, drawn: str) -> tuple[str, float]:
        """A token for an answer to what was drawn, and the seconds left. Its time begins with the first drawing."""
        now = self._clock().running
        if not hold.drawn:
            hold.drawn = True
            hold.deadline = now + max(self.wait, patience(hold.decision.demands)).total_seconds()
        token = secrets.token_urlsafe(18)
        while len(hold.tokens) >= _TOKENS:
            del hold.tokens[next(iter(hold.tokens))]
        hold.tokens[token] = drawn
        return token, max(0.0, hold.deadline - now)

    def unwatched(self) -> None:
        """Nobody draws any more: what was not drawn yet has the usual time left, not the patience of a queue."""
        until = self._clock().running + self.wait.total_seconds()
        for hold in self._waiting.values():
            if not hold.drawn:
                hold.deadline = min(hold.deadline, until)

    async def answer(
        self, name: str, token: str, drawn: str, choice: Choice, typed: str, met: Mapping[str, str] = _NOTHING
    ) -> Outcome:
        """Settles a hold by the person's answer; raises Refused, and then the hold stands, unless its time was over.

        ``met`` tells of each demand, by its key, how it was met: a reason as it was typed, the id of the colleague
        whose code was found right, any word for what was ticked or looked at.
        """
        hold = self.get(name)
        known = hold.tokens.get(token)
        if known is None or not secrets.compare_digest(known.encode(), drawn.encode()):
            raise Refused(ErrorCode.BAD_ANSWER, "This answer is to something else than what waits; look at it again.")
        if hold.settling:
            raise Refused(ErrorCode.NO_SUCH_HOLD, "This has been answered already; nothing was changed.")
        if self._clock().running >= hold.deadline:
            await self._settle(hold, Outcome(Verdict.DENY, By.TIME))
            raise Refused(ErrorCode.TOO_LATE, "The time for this was over; it was not sent.")
        if choice is Choice.RELEASE and hold.typed and _bare(typed) != _bare(hold.typed):
            raise Refused(ErrorCode.NOT_TYPED, f"Type {hold.typed} to release this.")
        if choice is Choice.RELEASE and (open_ := unmet(hold.decision.demands, met)):
            raise Refused(ErrorCode.NOT_MET, open_.text)
        verdict = Verdict.ALLOW if choice is Choice.RELEASE else Verdict.DENY
        asked = {demand.key for demand in hold.decision.demands}
        outcome = Outcome(verdict, By.ANSWER, choice, {key: how[:LONGEST] for key, how in met.items() if key in asked})
        await self._settle(hold, outcome)
        return outcome

    async def forbid(self, hold: Hold) -> None:
        """It is denied by now: an identity was frozen, or a policy changed, while it waited."""
        await self._settle(hold, Outcome(Verdict.DENY, By.RULES))

    async def abandon(self, hold: Hold) -> None:
        """Whoever waited has gone: nobody can release it any more."""
        hold.gone = True
        if hold.id in self._waiting:
            await self._settle(hold, Outcome(Verdict.DENY, By.ABANDONED))

    async def expire(self) -> None:
        """Denies what has waited too long."""
        now = self._clock().running
        over = [hold for hold in self._waiting.values() if now >= hold.deadline]
        await asyncio.gather(*(self._settle(hold, Outcome(Verdict.DENY, By.TIME)) for hold in over))

    async def close(self, by: By = By.RESTART) -> None:
        """Denies everything that waits."""
        await asyncio.gather(*(self._settle(hold, Outcome(Verdict.DENY, by)) for hold in self._waiting.values()))
        await asyncio.gather(*self._settlements, return_exceptions=True)

    def next_deadline(self) -> float | None:
        """On the running clock: when ``expire`` is due."""
        return min((hold.deadline for hold in self._waiting.values() if not hold.settling), default=None)

    async def _settle(self, hold: Hold, outcome: Outcome) -> None:
        """Writes the one answer down and tells it, to the end, even where whoever asked for it goes away meanwhile."""
        if hold.settling:
            return  # between being chosen (by time, by the end) and this line, somebody's answer came first
        hold.settling = True
        work = asyncio.ensure_future(self._written(hold, outcome))
        self._settlements.add(work)
        work.add_done_callback(self._settled)
        await asyncio.shield(work)

    def _settled(self, work: asyncio.Future[None]) -> None:
        self._settlements.discard(work)
        if not work.cancelled():
            work.exception()  # a refusal that nobody waited for is no mistake

    async def _written(self, hold: Hold, outcome: Outcome) -> None:
        """A release that cannot be written down leaves the hold as it was."""
        try:
            await self._record(_event(hold, outcome, self._clock()))
        except JournalError as error:
            if outcome.verdict is Verdict.ALLOW:
                hold.settling = False
                raise Refused(
                    ErrorCode.NOT_WRITTEN, f"This cannot be written down, so it is not sent: {error}"
                ) from None
        del self._waiting[hold.id]
        if outcome.verdict is Verdict.ALLOW and hold.gone:
            await self._undelivered(hold)
            outcome = Outcome(Verdict.DENY, By.ABANDONED)
        hold.tokens.clear()
        if not hold.ended.done():
            hold.ended.set_result(outcome)
        self._told(hold, outcome)

    async def _undelivered(self, hold: Hold) -> None:
        """The release was written down, but whoever waited had gone: the journal says that nothing was sent."""
        event = Event("undelivered", self._clock().wall, {"hold": hold.id})
        try:
            await self._record(event)
        except JournalError:
            return  # the row before says allow, and nobody was told: too much is written, nothing is sent


def restarted(unsettled: Iterable[str], now: Moment) -> list[Event]:
    """The answers to what was held when the engine ended: denied, and why."""
    detail = {"verdict": Verdict.DENY.value, "by": By.RESTART.value}
    return [Event("answer", now.wall, {"hold": hold, **detail}) for hold in unsettled]


def abandoned(hold: str, now: Moment) -> Event:
    """The answer to a hold whose client went away before it could be placed."""
    return Event("answer", now.wall, {"hold": hold, "verdict": Verdict.DENY.value, "by": By.ABANDONED.value})


def _event(hold: Hold, outcome: Outcome, now: Moment) -> Event:
    detail: dict[str, JsonScalar | list[JsonScalar]] = {
        "hold": hold.id,
        "verdict": outcome.verdict.value,
        "by": outcome.by.value,
        "choice": outcome.choice.value if outcome.choice else None,
        "destinations": [account.key for account in hold.attempt.destinations],
        "waited": round(now.running - hold.placed.running, 1),
    }
    if outcome.met:
        detail["met"] = [f"{key} – {how}" for key, how in outcome.met.items()]
    return Event("drill" if hold.drill else "answer", now.wall, detail)


def _bare(handle: str) -> str:
    return handle.strip().removeprefix("@").casefold()

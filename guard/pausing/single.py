"""Asking one tool alone: what would go out, putting one item back, and leaving one out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from guard.model.scheduler import Item
from guard.model.sentence import Sentence
from guard.pausing import _index
from guard.pausing.adapter import Adapter, BadToken
from guard.pausing.all import TOKEN_SECONDS, Job, NoToken, asked
from guard.pausing.leaving import NotLeftOut, left_out
from guard.pausing.ledger import Fate, Ledger
from guard.pausing.lines import said_of
from guard.pausing.patience import SECONDS, finished
from guard.pausing.restoring import NotRestored, always, resume, settled
from guard.pausing.shapes import tidied
from guard.pausing.turns import having
from guard.web import WebTrouble, open_door


async def items_of(job: Job) -> Sequence[Item]:
    """What would go out; nothing is changed. Raises NoToken, BadToken, WebTrouble and TimeoutError."""
    async with _asked(job) as adapter, asyncio.timeout(SECONDS):
        return [tidied(item) for item in await adapter.items()]


async def settle_one(job: Job, ledger: Ledger) -> None:
    """Finds out what became of all whose putting back was cut short; what cannot be told stays as it is.

    Raises NoToken, BadToken, WebTrouble, BrokenLedger and TimeoutError. Asks nobody where there is none.
    """
    if not any(one.fate is Fate.RESTORING for one in await finished(ledger.of, job.scheduler.id)):
        return
    async with having(ledger.alone, job.scheduler.id, ledger.patience), _asked(job) as adapter:
        await settled(adapter, job.scheduler, ledger)


async def leave_out_one(job: Job, ledger: Ledger, item: Item, by: str) -> Item:
    """Asks the tool, and writes down that it stays out; raises NotLeftOut, whatever is missing.

    Gives it as it was read: paused, gone, or sent.
    """
    try:
        async with _asked(job) as adapter:
            return await left_out(adapter, job.scheduler, ledger, item, by)
    except (NoToken, BadToken) as missing:
        raise NotLeftOut(missing.args[0]) from None
    except WebTrouble as problem:
        raise NotLeftOut(said_of(problem)) from None


async def resume_one(
    job: Job,
    ledger: Ledger,
    item: Item,
    due: datetime | None,
    now: datetime,
    by: str,
    allowed: Callable[[], bool] = always,
) -> Item:
    """Puts it back and reads it back; raises NotRestored, whatever is missing, also where it is not ``allowed``."""
    try:
        async with _asked(job) as adapter:
            return await resume(adapter, job.scheduler, ledger, item, due, now, by, allowed)
    except (NoToken, BadToken) as missing:
        raise NotRestored(missing.args[0]) from None
    except WebTrouble as problem:
        raise NotRestored(said_of(problem)) from None


@asynccontextmanager
async def _asked(job: Job) -> AsyncIterator[Adapter]:
    name = job.scheduler.tool.replace("-", "_")
    if name not in _index.TOOLS:
        raise NoToken(Sentence.of("This tool cannot be asked from here: look there."))
    try:
        token = await asyncio.wait_for(asyncio.to_thread(job.token), TOKEN_SECONDS)
    except TimeoutError:
        text = Sentence.of("The keyring did not give the token within {seconds} seconds.", seconds=f"{TOKEN_SECONDS:g}")
        raise NoToken(text) from None
    async with open_door() as door:
        yield asked(door, _index.tool(name), job, token)

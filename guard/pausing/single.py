"""Asking one tool alone: what would go out, and putting one item back."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from guard.model.scheduler import Item
from guard.model.sentence import Sentence
from guard.pausing import _index
from guard.pausing.adapter import Adapter, BadToken
from guard.pausing.all import TOKEN_SECONDS, Job, NoToken
from guard.pausing.ledger import Ledger
from guard.pausing.lines import said_of
from guard.pausing.patience import SECONDS
from guard.pausing.restoring import NotRestored, resume
from guard.web import WebTrouble, open_door


async def items_of(job: Job) -> Sequence[Item]:
    """What would go out; nothing is changed. Raises NoToken, BadToken, WebTrouble and TimeoutError."""
    async with _asked(job) as adapter, asyncio.timeout(SECONDS):
        return await adapter.items()


async def resume_one(job: Job, ledger: Ledger, item: Item, due: datetime | None, now: datetime, by: str) -> Item:
    """Puts it back and reads it back; raises NotRestored, whatever is missing."""
    try:
        async with _asked(job) as adapter:
            return await resume(adapter, job.scheduler, ledger, item, due, now, by)
    except (NoToken, BadToken) as missing:
        raise NotRestored(missing.args[0]) from None
    except WebTrouble as problem:
        raise NotRestored(said_of(problem)) from None


@asynccontextmanager
async def _asked(job: Job) -> AsyncIterator[Adapter]:
    scheduler = job.scheduler
    if scheduler.tool not in _index.TOOLS:
        raise NoToken(Sentence.of("This tool cannot be asked from here: look there."))
    try:
        token = await asyncio.wait_for(asyncio.to_thread(job.token), TOKEN_SECONDS)
    except TimeoutError:
        text = Sentence.of("The keyring did not give the token within {seconds} seconds.", seconds=f"{TOKEN_SECONDS:g}")
        raise NoToken(text) from None
    async with open_door() as door:
        yield _index.tool(scheduler.tool).adapter(door.site(scheduler.address), scheduler, token, job.judge)

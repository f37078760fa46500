"""One at a time at each tool: pausing it, and putting something back in it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager

from guard.pausing.ledger import Busy
from guard.pausing.patience import finished

_EVERY = 0.03
"""Seconds between two tries."""


@asynccontextmanager
async def having(
    turn: Callable[[str, float], AbstractContextManager[None]], name: str, seconds: float
) -> AsyncIterator[None]:
    """While a turn at the tool ``name`` is had; raises Busy after ``seconds``. Waiting for it keeps no thread."""
    give_up = time.monotonic() + seconds
    while True:
        had = turn(name, 0.0)
        try:
            await finished(had.__enter__)
            break
        except Busy:
            if time.monotonic() >= give_up:
                raise
        await asyncio.sleep(_EVERY)
    try:
        yield
    finally:
        had.__exit__(None, None, None)

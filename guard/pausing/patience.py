"""How long a tool is waited for, and what is never broken off."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

SECONDS = 45.0
"""How long one tool may take; what is not done by then is not verified."""

_P = ParamSpec("_P")
_R = TypeVar("_R")


async def finished(call: Callable[_P, _R], *given: _P.args, **more: _P.kwargs) -> _R:
    """What a call that blocks gives, from a thread; it ends before a cancellation goes on, so that nothing is lost."""
    work = asyncio.ensure_future(asyncio.to_thread(call, *given, **more))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait({work})
        if not work.cancelled():
            work.exception()
        raise

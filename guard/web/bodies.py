"""Reading what a site sends: never more than was meant to be read, and without keeping everybody waiting."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from guard.web.words import slow, too_large, unreachable, unreadable

BYTES = 16 * 1024 * 1024
"""The most that an answer may be long."""
_LARGE = 256 * 1024
"""Bytes from which on JSON is taken apart in a thread."""


class Budget:
    """How much is read of several answers together."""

    def __init__(self, most: int | None) -> None:
        self._left = most

    def take(self, count: int, address: str) -> None:
        """Raises WebTrouble where it is used up."""
        if self._left is not None:
            self._left -= count
            if self._left < 0:
                raise too_large(address)


async def bytes_of(response: aiohttp.ClientResponse, address: str, budget: Budget, most: int = BYTES) -> bytes:
    """The whole answer; raises WebTrouble where it is too long."""
    parts, length = [], 0
    async for part in response.content.iter_chunked(64 * 1024):
        length += len(part)
        budget.take(len(part), address)
        if length > most:
            raise too_large(address)
        parts.append(part)
    return b"".join(parts)


async def read_json(data: bytes, address: str) -> Any:  # noqa: ANN401 - any JSON
    """What it says; raises WebTrouble for what is no JSON."""
    try:
        return await asyncio.to_thread(json.loads, data) if len(data) > _LARGE else json.loads(data)
    except (ValueError, RecursionError):
        raise unreadable(address) from None


async def lines_of(stream: aiohttp.StreamReader, address: str, silence: float) -> AsyncIterator[bytes]:
    """What is raised here is the site's; what is raised where the lines are read stays as it is."""
    while True:
        try:
            line = await stream.readline()
        except TimeoutError:
            raise slow(address, silence) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise unreachable(address, error) from None
        if not line:
            return
        yield line.rstrip(b"\r\n")

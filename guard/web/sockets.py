"""WebSockets: listening to what comes, and asking in turns."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from guard.web.bodies import Budget, read_json
from guard.web.words import not_reached, slow, unreachable

_LONGEST = 16 * 1024 * 1024


class Talk:
    """A WebSocket on which each side says JSON in turns; every method raises WebTrouble."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, address: str, seconds: float, budget: Budget) -> None:
        self._socket, self._address, self._seconds, self._budget = socket, address, seconds, budget

    async def say(self, message: Mapping[str, Any]) -> None:
        """Sends one message."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._socket.send_json(message)
        except TimeoutError:
            raise slow(self._address, self._seconds) from None
        except (aiohttp.ClientError, OSError) as error:
            raise unreachable(self._address, error) from None

    async def hear(self) -> Any:  # noqa: ANN401 - any JSON
        """The next message."""
        try:
            async with asyncio.timeout(self._seconds):
                message = await self._socket.receive()
        except TimeoutError:
            raise slow(self._address, self._seconds) from None
        if message.type is not aiohttp.WSMsgType.TEXT:
            raise unreachable(self._address, ConnectionError())
        data: bytes = message.data.encode("utf-8", "surrogatepass")
        self._budget.take(len(data), self._address)
        return await read_json(data, self._address)


@asynccontextmanager
async def connected(
    session: aiohttp.ClientSession,
    address: str,
    path: str,
    *,
    seconds: float,
    silence: float,
    proxy: str | None,
    headers: Mapping[str, str],
    query: Mapping[str, str] | None = None,
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """The open socket; raises WebTrouble where it does not open within ``seconds``. Lost where no ping is answered."""
    try:
        async with asyncio.timeout(seconds):
            socket = await session.ws_connect(
                address + path,
                params=query,
                headers=headers,
                proxy=proxy,
                heartbeat=silence / 2,
                max_msg_size=_LONGEST,
                timeout=aiohttp.ClientWSTimeout(ws_close=seconds),
            )
    except TimeoutError:
        raise slow(address, seconds) from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise not_reached(address, error, headers) from None
    try:
        yield socket
    finally:
        await socket.close()


async def messages(socket: aiohttp.ClientWebSocketResponse, address: str, silence: float) -> AsyncIterator[bytes]:
    """What comes, until the other side closes; raises WebTrouble where the connection breaks."""
    async for message in socket:
        if message.type is aiohttp.WSMsgType.BINARY:
            yield message.data
        elif message.type is aiohttp.WSMsgType.TEXT:
            yield message.data.encode()
        elif isinstance(message.data, TimeoutError):
            raise slow(address, silence)
        else:
            raise unreachable(address, message.data)
    if socket.close_code == aiohttp.WSCloseCode.ABNORMAL_CLOSURE:
        raise unreachable(address, ConnectionError())

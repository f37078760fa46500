"""What the tests of paused sites share: a small site whose answers can be spoilt, and a desk that pauses it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from guard.model.scheduler import Item, Line, Scheduler
from guard.pausing import act
from guard.pausing.adapter import Adapter, Maker, Posts, Tool
from guard.pausing.ledger import Ledger, Waiting
from guard.web import WebTrouble, WebWhy, open_door

Spoiling = Callable[[web.Request], Awaitable[web.StreamResponse | None]]


class ToolModule(Protocol):
    """A tool's module."""

    @property
    def TOOL(self) -> Tool: ...  # noqa: N802  # a module's constant
    @property
    def adapter(self) -> Maker: ...


@dataclass
class _Spoilt:
    spoiling: Spoiling
    method: str
    passing: int
    times: int


@dataclass
class Site:
    """A server on loopback."""

    app: web.Application = field(default_factory=web.Application)
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    """Method, path and query of each request."""
    _spoilt: list[_Spoilt] = field(default_factory=list)

    def spoil(self, spoiling: Spoiling, *, method: str = "", passing: int = 0, times: int = 1_000_000) -> None:
        """Does this before requests are answered; what it gives is the answer. The first ``passing`` are let pass."""
        self._spoilt.append(_Spoilt(spoiling, method, passing, times))

    def heal(self) -> None:
        """Answers as it should again."""
        self._spoilt.clear()

    @property
    def written(self) -> list[str]:
        """The paths of what changed something, in order."""
        return [path for method, path, _ in self.asked if method != "GET"]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Where it listens."""

        @web.middleware
        async def between(request: web.Request, handler: Any) -> web.StreamResponse:
            self.asked.append((request.method, request.path, dict(request.query)))
            for one in self._spoilt:
                if one.method and one.method != request.method:
                    continue
                if one.passing:
                    one.passing -= 1
                elif one.times:
                    one.times -= 1
                    if (answer := await one.spoiling(request)) is not None:
                        return answer
            answer = await handler(request)
            assert isinstance(answer, web.StreamResponse)
            return answer

        self.app.middlewares.append(between)
        runner = web.AppRunner(self.app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        try:
            listening = web.TCPSite(runner, "127.0.0.1", 0)
            await listening.start()
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


def saying(status: int, body: str = "", **headers: str) -> Spoiling:
    """Answers so, whatever is asked."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=body, headers=named)

    return answer


async def hanging(_: web.Request) -> None:
    """Never answers."""
    await asyncio.Event().wait()


async def breaking(request: web.Request) -> None:
    """Hangs up."""
    assert request.transport is not None
    request.transport.abort()
    await hanging(request)


TROUBLES: Mapping[str, tuple[Spoiling, WebWhy]] = {
    "401": (saying(401, '{"errors": [{"message": "Unknown key"}]}'), WebWhy.DENIED),
    "403": (saying(403, '{"code": "rest_forbidden", "message": "Not allowed."}'), WebWhy.DENIED),
    "429": (saying(429, "{}", Retry_After="3600"), WebWhy.LIMITED),
    "400": (saying(400, '{"message": "Invalid parameter(s): status"}'), WebWhy.REFUSED),
    "500": (saying(500, "<h1>There has been a critical error</h1>"), WebWhy.BROKEN),
    "503": (saying(503, '{"errors": [{"message": "Site is starting up"}]}'), WebWhy.BROKEN),
    "a hanging site": (hanging, WebWhy.SLOW),
    "a broken connection": (breaking, WebWhy.UNREACHABLE),
    "a page where JSON was asked for": (saying(200, "<!doctype html><title>Acme</title>"), WebWhy.BROKEN),
}


def patience(trouble: str) -> float:
    """How many seconds one request may take."""
    return 0.2 if trouble == "a hanging site" else 15.0


ODD_BODIES = ("null", "[]", "{}", "7", '"posts"', "[null]", "[[]]", '[{"id": null}]', '{"posts": null, "pages": null}')


@dataclass
class Desk:
    """Pauses one tool; each call does so from the start, as another process would."""

    module: ToolModule
    address: str
    token: str
    folder: Path
    now: datetime = datetime(2026, 11, 23, 9, tzinfo=UTC)
    seconds: float = 15.0
    """How long one request may take."""

    @property
    def scheduler(self) -> Scheduler:
        return Scheduler("blog", self.module.TOOL.id, self.address)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.folder / "waiting")

    @property
    def waiting(self) -> dict[str, Waiting]:
        """What the ledger holds, by title; raises where one title was written down twice."""
        found = {one.item.title: one for one in self.ledger.all()}
        assert len(found) == len(self.ledger.all())
        return found

    @asynccontextmanager
    async def adapter(self) -> AsyncIterator[Adapter]:
        async with open_door() as door:
            site = door.site(self.address, seconds=self.seconds)
            yield self.module.adapter(site, self.scheduler, self.token, lambda _: Posts(may=None))

    async def pause(self) -> Line:
        async with self.adapter() as adapter:
            return await act.pause(adapter, self.module.TOOL, self.scheduler, self.ledger, lambda: self.now)

    async def resume(self, item: Item, due: datetime | None = None) -> Item:
        async with self.adapter() as adapter:
            return await act.resume(adapter, self.scheduler, self.ledger, item, due, self.now, "Jo")

    async def trouble(self, act_of: Callable[[Adapter], Awaitable[object]]) -> WebTrouble:
        """The trouble in which this ends; anything else fails the test."""
        async with self.adapter() as adapter:
            try:
                found = await act_of(adapter)
            except WebTrouble as trouble:
                return trouble
        raise AssertionError(f"no trouble, but {found}")

"""Servers on this machine in the place of tools that schedule posts, and what can go wrong with them.

Each test file has its own server, which speaks its tool's protocol and says from where that was taken.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from guard.model.scheduler import Item, ItemState, Line, LineOutcome, Scheduler
from guard.pausing import act
from guard.pausing.adapter import Adapter, Posts
from guard.pausing.ledger import Fate, Ledger
from guard.web import Door, open_door

TOKEN = "a-token-that-nobody-may-ever-read-anywhere"  # noqa: S105 - of a server that lives for one test


@dataclass
class Fault:
    """What goes wrong with the requests that match."""

    answer: int | str
    """A status, ``shape`` (JSON of another shape), ``words`` (no JSON), or ``silence``."""
    method: str = ""
    part: str = ""
    """What stands in the path or the body of the request."""
    skip: int = 0
    """How many go well before."""
    done: bool = False
    """Whether the server does what it is asked, and only the answer goes wrong."""


@dataclass
class PostServer:
    """What all of them have in common."""

    faults: list[Fault] = field(default_factory=list)
    meanwhile: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What happens right before the first request with this method is answered."""
    asked: list[str] = field(default_factory=list)
    """Method and path of every request."""
    silent: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request, body: Any) -> web.Response:
        """What the tool would say."""
        raise NotImplementedError

    async def _handle(self, request: web.Request) -> web.Response:
        raw = await request.text()
        self.asked.append(f"{request.method} {request.path_qs}")
        if happening := self.meanwhile.pop(request.method, None):
            happening()
        body = await request.json() if raw else None
        fault = next((each for each in self.faults if self._hit(each, request, raw)), None)
        if fault is None or fault.done:
            answer = await self.answer(request, body)
        if fault is None:
            return answer
        if fault.answer == "silence":
            self.silent.set()
            await asyncio.Event().wait()
        if fault.answer == "shape":
            return web.json_response({"unexpected": [1, None]})
        if fault.answer == "words":
            return web.Response(text="<html>It works!</html>", content_type="text/html")
        return web.json_response({"message": "so it is"}, status=int(fault.answer), headers={"Retry-After": "60"})

    @staticmethod
    def _hit(fault: Fault, request: web.Request, raw: str) -> bool:
        if request.method != (fault.method or request.method) or fault.part not in request.path_qs + raw:
            return False
        fault.skip -= 1
        return fault.skip < 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Its address, while it is open."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


@dataclass
class Desk:
    """One desk that pauses one tool."""

    module: Any
    """A module under ``guard/pausing/tools``."""
    scheduler: Scheduler
    door: Door
    folder: Path
    patience: float = 5.0

    @property
    def ledger(self) -> Ledger:
        """As after every start: read anew from its file."""
        return Ledger(self.folder / "waiting")

    @property
    def adapter(self) -> Adapter:
        site = self.door.site(self.scheduler.address, seconds=self.patience)
        made: Adapter = self.module.adapter(site, self.scheduler, TOKEN, lambda _: Posts(None))
        return made

    async def pause(self) -> Line:
        """Pauses it once; nothing that is said or written down holds the token."""
        now = lambda: datetime.now(UTC)  # noqa: E731
        line = await act.pause(self.adapter, self.module.TOOL, self.scheduler, self.ledger, now, waits=())
        written = self.ledger.file(self.scheduler.id)
        assert TOKEN not in str(line) + (written.read_text(encoding="utf-8") if written.exists() else "")
        return line

    async def resume(self, item: Item, due: datetime | None = None) -> Item:
        return await act.resume(self.adapter, self.scheduler, self.ledger, item, due, datetime.now(UTC), "Jo")

    def fates(self) -> list[Fate]:
        return [one.fate for one in self.ledger.all()]

    def waiting(self) -> list[Item]:
        """What a person still has to decide about, by its title."""
        return sorted((one.item for one in self.ledger.of(self.scheduler.id)), key=lambda item: item.title)


@asynccontextmanager
async def desk_at(
    module: Any, server: PostServer, folder: Path, path: str = "", only: tuple[str, ...] = ()
) -> AsyncIterator[Desk]:
    """A desk with this tool, while its server is open."""
    async with server.open() as address, open_door() as door:
        yield Desk(module, Scheduler("mine", module.TOOL.id, address + path, only=only), door, folder)


ON_LISTING: dict[str, tuple[int | str, str]] = {
    "the token is refused": (401, "does not accept the token for this (401)"),
    "the token may not": (403, "does not accept the token for this (403)"),
    "asked too often": (429, "is asked too often (429)"),
    "it fails": (503, "fails at it (503)"),
    "it is silent": ("silence", "did not answer within 0.2 seconds"),
    "another shape": ("shape", "is not as it is known here"),
    "no JSON": ("words", "cannot be read"),
}
"""What goes wrong before anything is known, and what is said of it."""


async def nothing_known(desk: Desk, server: PostServer, name: str) -> None:
    """The tool cannot be asked: the line says why and what to do, and nothing was touched."""
    answer, words = ON_LISTING[name]
    desk.patience = 0.2
    server.faults = [Fault(answer)]
    line = await desk.pause()
    assert (line.outcome, line.do) == (LineOutcome.UNVERIFIED, desk.module.TOOL.by_hand)
    assert words in line.text
    assert desk.ledger.all() == ()


async def half_then_error(desk: Desk, server: PostServer, fault: Fault, count: int) -> None:
    """One is paused, the next goes wrong: told truthfully, and repeating it pauses the rest."""
    desk.patience = 0.2
    server.faults = [fault]
    line = await desk.pause()
    assert line.outcome is LineOutcome.FAILED
    assert line.text.startswith("Paused: 1; still going: "), line.text
    assert line.do == desk.module.TOOL.by_hand
    server.faults, desk.patience = [], 5.0
    line = await desk.pause()
    assert (line.outcome, line.text) == (LineOutcome.PAUSED, f"Paused, and read back: {count}.")
    assert desk.fates() == [Fate.WAITING] * count


async def killed_then_again(desk: Desk, server: PostServer, fault: Fault) -> Line:
    """Cut off while a request is on its way that took effect already; then done again from what is on disk."""
    server.faults = [fault]
    work = asyncio.ensure_future(desk.pause())
    await asyncio.wait_for(server.silent.wait(), 10)
    work.cancel()
    await asyncio.wait({work})
    assert work.cancelled()
    server.faults = []
    return await desk.pause()


def states_of(line: Line) -> dict[str, ItemState]:
    """What became of each, by its title."""
    return {item.title: item.state for item in line.items}

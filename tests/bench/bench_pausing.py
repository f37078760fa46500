"""How long it takes to pause twenty tools at once, of which one hangs and one answers only just in time.

The tools are servers on this machine in a process of their own, with thirty items each, that take 20 to 50 ms for every
answer. Told are the seconds until the last tool was read back, and until the hanging one was told as not verified.
"""

import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "engine")]

from aiohttp import web  # noqa: E402
from paused_sites import Site, hanging  # noqa: E402
from test_pausing_github_actions import TOKEN as GITHUB  # noqa: E402
from test_pausing_github_actions import Repository  # noqa: E402
from test_pausing_home_assistant import POSTS, House  # noqa: E402
from test_pausing_home_assistant import TOKEN as HOME  # noqa: E402

from guard.model.scheduler import Line, LineOutcome, Scheduler  # noqa: E402
from guard.pausing.adapter import Posts  # noqa: E402
from guard.pausing.all import Job, pause_all  # noqa: E402
from guard.pausing.ledger import Ledger  # noqa: E402

TOOLS, ITEMS = 20, 30
LATE = 14.0
"""Seconds for an answer of the tool that answers only just in time: nobody waits longer than 15."""


async def delay(_: web.Request) -> None:
    """As long as a site somewhere else takes."""
    await asyncio.sleep(random.uniform(0.02, 0.05))  # noqa: S311


async def late(_: web.Request) -> None:
    """Answers, but nearly too late."""
    await asyncio.sleep(LATE)


def server(number: int) -> Site:
    """Every other tool is a Home Assistant or a GitHub."""
    made: House | Repository
    if number % 2:
        made = House()
        for item in range(ITEMS):
            made.add(f"automation.a{item}", {"action": [POSTS]})
    else:
        made = Repository()
        for item in range(ITEMS):
            made.start(made.add(f"w{item}"))
    made.site.spoil({1: hanging, 3: late}.get(number, delay))
    return made.site


async def serve() -> None:
    """Prints the addresses, and serves until nobody reads any more."""
    async with AsyncExitStack() as stack:
        addresses = [await stack.enter_async_context(server(number).serving()) for number in range(TOOLS)]
        print(json.dumps(addresses), flush=True)
        await asyncio.to_thread(sys.stdin.read)


def job(number: int, address: str) -> Job:
    """With the token of its server."""
    if number % 2:
        scheduler, token = Scheduler(f"tool{number}", "home_assistant", address), HOME
    else:
        scheduler, token = Scheduler(f"tool{number}", "github_actions", f"{address}/acme/site"), GITHUB
    return Job(scheduler, lambda: token, lambda _: Posts(may=True))


def main() -> None:
    """Prints when each kind of line came."""
    with (
        subprocess.Popen([sys.executable, __file__, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child,
        tempfile.TemporaryDirectory() as folder,
    ):
        assert child.stdout is not None
        jobs = [job(number, address) for number, address in enumerate(json.loads(child.stdout.readline()))]
        came: dict[str, tuple[float, Line]] = {}
        began = time.monotonic()

        def told(line: Line) -> None:
            came[line.scheduler] = time.monotonic() - began, line

        ledger = Ledger(Path(folder) / "waiting")
        asyncio.run(pause_all(jobs, ledger, lambda: datetime.now(UTC), told))
        whole = time.monotonic() - began
        child.communicate()
    read_back = [seconds for seconds, line in came.values() if line.outcome is LineOutcome.PAUSED]
    count = sum(len(line.items) for _, line in came.values() if line.outcome is LineOutcome.PAUSED)
    print(f"{len(read_back)} of {TOOLS} tools paused and read back, {count} items: {max(read_back):.1f} s")
    for name, what in (("tool1", "the one that hangs"), ("tool3", f"the one that takes {LATE:g} s for each answer")):
        seconds, line = came[name]
        print(f"{what}: {line.outcome.value} after {seconds:.1f} s: {line.text}")
        assert line.outcome is LineOutcome.UNVERIFIED
    print(f"all lines: {whole:.1f} s (aim: 60 s)")
    assert len(read_back) == TOOLS - 2
    assert whole <= 60


if __name__ == "__main__":
    asyncio.run(serve()) if sys.argv[1:] == ["serve"] else main()

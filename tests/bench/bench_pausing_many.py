"""How long it takes to pause many posts of one tool, with much in the ledger already.

The tool is a Mastodon on this machine in a process of its own that takes 20 to 50 ms for every answer; the ledger holds
5,000 posts of it that were decided about. Told are the seconds until 300 posts were read back as paused, four at a
time and one at a time.
"""

import asyncio
import json
import random
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "engine")]

from aiohttp import web  # noqa: E402
from pausing_servers_posts import TOKEN  # noqa: E402
from test_pausing_mastodon import MastodonServer  # noqa: E402

from guard.model.scheduler import Item, ItemKind, Line, LineOutcome, Scheduler  # noqa: E402
from guard.pausing.act import pause  # noqa: E402
from guard.pausing.adapter import Posts  # noqa: E402
from guard.pausing.ledger import Fate, Ledger  # noqa: E402
from guard.pausing.tools import mastodon  # noqa: E402
from guard.web import open_door  # noqa: E402

POSTS, DECIDED = 300, 5000


class Slow(MastodonServer):
    """As long as a site somewhere else takes."""

    total = 1000

    async def answer(self, request: web.Request, body: object) -> web.Response:
        await asyncio.sleep(random.uniform(0.02, 0.05))  # noqa: S311
        return await super().answer(request, body)


async def serve() -> None:
    """Prints the address, and serves until nobody reads any more."""
    server = Slow()
    for number in range(POSTS):
        server.add(f"Post {number}", datetime.now(UTC) + timedelta(days=1 + number // 20))
    async with server.open() as address:
        print(json.dumps(address), flush=True)
        await asyncio.to_thread(sys.stdin.read)


async def paused(address: str, ledger: Ledger, at_once: int) -> Line:
    """The line of one pause."""
    where = Scheduler("m", "mastodon", address)
    async with open_door() as door:
        adapter = mastodon.adapter(door.site(address), where, TOKEN, lambda _: Posts(None))
        return await pause(adapter, replace(mastodon.TOOL, at_once=at_once), where, ledger, lambda: datetime.now(UTC))


def main() -> None:
    """Prints how long each way takes."""
    for at_once in (4, 1):
        with (
            subprocess.Popen(
                [sys.executable, __file__, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            ) as child,
            tempfile.TemporaryDirectory() as folder,
        ):
            assert child.stdout is not None
            ledger = Ledger(Path(folder) / "waiting")
            old = [Item(f"old{number}", ItemKind.POST, "Post", kept={"text": "x" * 400}) for number in range(DECIDED)]
            ledger.note("m", old, datetime.now(UTC))
            ledger.settle("m", {item.id: (item, Fate.RESTORED) for item in old}, "Jo")
            line = asyncio.run(paused(json.loads(child.stdout.readline()), ledger, at_once))
            child.communicate()
        print(f"{POSTS} posts, {at_once} at once: {line.seconds:.1f} s: {line.text}")
        assert line.outcome is LineOutcome.PAUSED


if __name__ == "__main__":
    asyncio.run(serve()) if sys.argv[1:] == ["serve"] else main()

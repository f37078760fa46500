"""The process that watches: it is told what, reads the sources, and tells what it counted. It ends with its input.

In: ``{"setup": {"watchings", "tokens", "marks", "seen", "pace"}}``, again whenever that changes. Out: frames with
``said`` (mentions by brand), ``own`` (the brands' own posts), ``states`` (of sources, where they changed), and for a
new start ``marks`` and ``seen``. All of one moment is in one frame, so that a fall loses or repeats nothing by halves.
"""

import asyncio
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO, Any

from guard import frames
from guard.mentions.keeping import Keeper
from guard.mentions.pace import Pace
from guard.mentions.seen import Seen
from guard.mentions.sources.reader import Setting
from guard.mentions.tally import Tally, merged
from guard.mentions.wire import of_state, watching_of
from guard.model.mention import Post, SourceState
from guard.web import Door, open_door

GATHER = 0.2
"""Seconds from the first mention to the frame that tells it."""
Say = Callable[[Mapping[str, Any]], None]


class Watch:
    """What one setup asks for."""

    def __init__(self, setup: Mapping[str, Any], door: Door, before: "Watch | None" = None) -> None:
        """After another setup, what was read ``before`` is known as it is now, not as it was last told."""
        watchings = [watching_of(one) for one in setup["watchings"]]
        self._tally = Tally(watchings, before.seen if before else Seen(setup["seen"]), _now)
        known = {**setup["marks"], **(before.marks if before else {})}
        self._states: dict[str, SourceState] = {}
        self._news = asyncio.Event()
        self.marks: dict[str, dict[str, Any]] = {}
        self._keepers = []
        might, self._pace = self._tally.terms.might(), Pace(**setup.get("pace", {}))
        for source, brands in merged(watchings):
            mark = self.marks[source.id] = dict(known.get(source.id, {}))
            token = setup["tokens"].get(source.id, "")
            setting = Setting(door, source, mark, might, _now, token)
            self._keepers.append(Keeper(setting, self._taking(brands), self._told, self._pace))

    @property
    def seen(self) -> Seen:
        """Which posts were counted."""
        return self._tally.seen

    async def run(self, say: Say) -> None:
        """Until it is cancelled; what was counted until then is still told."""
        try:
            async with asyncio.TaskGroup() as group:
                for keeper in self._keepers:
                    group.create_task(keeper.run())
                while True:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._news.wait(), self._pace.alive)
                    if self._news.is_set():
                        await asyncio.sleep(GATHER)
                    # While nobody takes it, counts gather here, not frames.
                    await asyncio.to_thread(say, self._frame())
        finally:
            say(self._frame())

    def _frame(self) -> Mapping[str, Any]:
        self._news.clear()
        for keeper in self._keepers:
            keeper.note()
        states, self._states = self._states, {}
        return {
            **self._tally.drain(),
            "states": [of_state(state) for state in states.values()],
            "marks": self.marks,
            "seen": self._tally.seen.news(),
            "heard": sum(keeper.heard for keeper in self._keepers),
        }

    def _taking(self, brands: tuple[str, ...]) -> Callable[[Post], None]:
        def take(post: Post) -> None:
            news = self._tally.take(post)
            for brand in brands:
                news |= self._tally.take_own(brand, post)
            if news:
                self._news.set()

        return take

    def _told(self, state: SourceState) -> None:
        self._states[state.source] = state
        self._news.set()


async def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Watches until the orders end, or nobody takes the answers."""
    loop, waiting, turn = asyncio.get_running_loop(), asyncio.Queue[Any](), threading.Lock()

    def listen() -> None:
        try:
            while (order := frames.read(orders)) is not None:
                loop.call_soon_threadsafe(waiting.put_nowait, order)
        except (frames.BrokenFrame, OSError, ValueError):
            pass  # an end in the middle is an end
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(waiting.put_nowait, None)

    def say(frame: Mapping[str, Any]) -> None:
        with turn:  # the last frame of one setup may still be on its way
            frames.write(answers, frame)

    threading.Thread(target=listen, name="orders", daemon=True).start()
    async with open_door() as door:
        task: asyncio.Task[None] | None = None
        watch: Watch | None = None
        order = asyncio.create_task(waiting.get())
        while True:
            await asyncio.wait({order, task} if task else {order}, return_when=asyncio.FIRST_COMPLETED)
            if task and task.done():  # nobody takes the answers, or a mistake: whoever started this starts another
                order.cancel()
                return
            if task:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            told = order.result()
            if told is None:
                return
            watch = Watch(told["setup"], door, watch)
            task = asyncio.create_task(watch.run(say))
            order = asyncio.create_task(waiting.get())


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        asyncio.run(serve(sys.stdin.buffer, sys.stdout.buffer))

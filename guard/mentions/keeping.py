"""Keeping one source read: politely, again after every trouble, and saying truthfully whether it is being read."""

import asyncio
import random
import time
from collections.abc import Callable
from datetime import datetime

from guard.mentions.pace import Pace
from guard.mentions.sources._index import kind
from guard.mentions.sources.reader import NotRead, Poll, Reader, Setting, Stream, Take
from guard.model.mention import SourceState
from guard.model.sentence import Sentence
from guard.web import WebTrouble

_LONGEST_WISH = 6 * 3600.0
"""How long a site may ask to be left alone for it to be believed."""


class Keeper:
    """One source. Tells its state whenever that changes, and never ends by itself."""

    def __init__(self, setting: Setting, take: Take, told: Callable[[SourceState], None], pace: Pace) -> None:
        self._setting, self._take, self._told, self._pace = setting, take, told, pace
        self._state = SourceState(setting.source.id, watching=False, since=None)
        self._read_at: datetime | None = None
        self._failures = 0
        self._stream: Stream | None = None

    @property
    def heard(self) -> int:
        """Messages of its stream."""
        return self._stream.heard if self._stream else 0

    def note(self) -> None:
        """Brings the mark up to date."""
        if self._stream:
            self._stream.note()

    async def run(self) -> None:
        """Until it is cancelled."""
        while (reader := self._opened()) is None:
            await asyncio.sleep(self._pace.cap)
        if reader.stream:
            await self._listen(reader, reader.stream)
        while reader.poll:
            await asyncio.sleep(await self._ask(reader.poll, reader.less))

    def _opened(self) -> Reader | None:
        try:
            return kind(self._setting.source.kind)(self._setting)
        except (WebTrouble, NotRead) as trouble:
            self._failed(trouble.text)
        except KeyError:
            pattern = "There is no kind of source called “{kind}”."
            self._failed(Sentence.of(pattern, kind=self._setting.source.kind))
        except ValueError:
            self._failed(Sentence.of("“{address}” is no address.", address=self._setting.source.address))
        return None

    async def _ask(self, poll: Poll, less: Sentence | None) -> float:
        """Asks once; how long to wait then."""
        every, after = max(self._pace.least, self._setting.source.every), 0.0
        try:
            for post in sorted(await poll.read(), key=lambda one: one.at):
                self._take(post)
        except WebTrouble as trouble:
            self._failed(trouble.text)
            after = min(trouble.after or 0.0, _LONGEST_WISH)
        except NotRead as trouble:
            self._failed(trouble.text)
        except Exception:  # noqa: BLE001 - strangers' data: a mistake of ours is told, and ends nothing
            self._failed(Sentence.of("What it answers could not be understood."))
        else:
            self._fine(less)
            return every * random.uniform(0.9, 1.1)  # noqa: S311 - not all at the same moment
        return max(after, min(max(every, self._pace.cap), every * 2.0 ** min(self._failures - 1, 20)))

    async def _listen(self, reader: Reader, stream: Stream) -> None:
        """With questions for what the stream missed, where they can be asked."""
        self._stream = stream
        breaks = 0
        while True:
            next_question = 0.0
            if reader.poll:
                next_question = time.monotonic() + await self._ask(reader.poll, None)
            opened = time.monotonic()
            why, after = await self._streamed(stream)
            breaks = 0 if time.monotonic() - opened > self._pace.silence else min(breaks + 1, 20)
            stream.note()
            less = Sentence.of("It is asked again and again instead of listened to: {why}", why=why)
            wait = min(self._pace.stream_cap, self._pace.first * 2.0**breaks) * random.uniform(0.8, 1.2)  # noqa: S311
            again = time.monotonic() + max(wait, after)
            if not reader.poll:
                self._failed(why)
            while reader.poll and next_question < again:
                await asyncio.sleep(max(0.0, next_question - time.monotonic()))
                next_question = time.monotonic() + await self._ask(reader.poll, less)
            await asyncio.sleep(max(0.0, again - time.monotonic()))

    async def _streamed(self, stream: Stream) -> tuple[Sentence, float]:
        """Listens until that ends; why it did, and how long the site wants to be left alone."""
        task = asyncio.create_task(stream.run(self._take))
        heard, last = stream.heard, time.monotonic()
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=self._pace.tick)
                if stream.heard != heard:
                    heard, last = stream.heard, time.monotonic()
                    self._fine(None)
                elif time.monotonic() - last > self._pace.silence:
                    pattern = "It has said nothing for {seconds} seconds."
                    return Sentence.of(pattern, seconds=f"{self._pace.silence:g}"), 0.0
            task.result()
        except WebTrouble as trouble:
            return trouble.text, min(trouble.after or 0.0, _LONGEST_WISH)
        except NotRead as trouble:
            return trouble.text, 0.0
        except Exception:  # noqa: BLE001 - as above
            return Sentence.of("What it answers could not be understood."), 0.0
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        return Sentence.of("The other side ended the connection."), 0.0

    def _fine(self, less: Sentence | None) -> None:
        self._failures, self._read_at = 0, self._setting.now()
        since = self._state.since if self._state.watching else self._read_at
        self._tell(SourceState(self._setting.source.id, watching=True, since=since, why=less))

    def _failed(self, why: Sentence) -> None:
        self._failures += 1
        self._tell(SourceState(self._setting.source.id, watching=False, since=self._read_at, why=why))

    def _tell(self, state: SourceState) -> None:
        if state != self._state:
            self._state = state
            self._told(state)

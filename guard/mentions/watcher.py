"""The guard's side of watching: it keeps one watching process, and passes on what that says."""

import asyncio
import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Protocol

from guard import frames
from guard.mentions.pace import Pace
from guard.mentions.wire import mentions_of, of_watching, post_of, state_of
from guard.model.mention import Mentions, Post, SourceState, Watching
from guard.model.sentence import Sentence

_MODULE = "guard.mentions.process"
_QUIETLY = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_LARGEST = 32 * 1024 * 1024
_REMEMBERED = 5_000
"""Ids of posts that a new process is told as known."""
_FAREWELL = 5.0


class Told(Protocol):
    """Whoever is told; called in the event loop, one after the other, and must not wait."""

    def mentioned(self, mentions: Mentions) -> None:
        """A brand was mentioned."""

    def posted(self, brand: str, posts: Sequence[Post]) -> None:
        """A brand's own accounts posted this; the same post is told once, but after a new start of the guard again."""

    def changed(self, states: Sequence[SourceState]) -> None:
        """These sources are being read now, or are not."""

    def kept(self, marks: Mapping[str, Mapping[str, Any]], seen: Sequence[str]) -> None:
        """How far each source was read, by its id, and the ids of the latest posts.

        Given to ``Watcher`` at the next start, nothing is counted twice. At least every ten seconds; no secret in it.
        """


class Watcher:
    """Runs until it is cancelled; a process that falls or stands still is started again."""

    def __init__(
        self,
        told: Told,
        marks: Mapping[str, Mapping[str, Any]] | None = None,
        seen: Sequence[str] = (),
        pace: Pace | None = None,
        pauses: tuple[float, float] = (1.0, 60.0),
        patience: float = 60.0,
    ) -> None:
        self._told, self._pace = told, pace or Pace()
        self._marks: Mapping[str, Any] = dict(marks or {})
        self._seen: deque[str] = deque(seen, maxlen=_REMEMBERED)
        self._first, self._longest = pauses
        self._patience = patience
        self._states: dict[str, SourceState] = {}
        self._watchings: tuple[Watching, ...] = ()
        self._tokens: dict[str, str] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._asked = asyncio.Event()

    @property
    def process(self) -> int | None:
        """The watching process's id; None where there is none."""
        return self._process.pid if self._process and self._process.returncode is None else None

    def furnish(self, watchings: Sequence[Watching], tokens: Mapping[str, str]) -> None:
        """From now on, watch this; ``tokens`` by the sources' ids. With nothing to watch, there is no process."""
        if (tuple(watchings), dict(tokens)) == (self._watchings, self._tokens):
            return  # nothing is torn down for a change elsewhere in the workspace
        self._watchings, self._tokens = tuple(watchings), dict(tokens)
        known = {source.id for one in watchings for source in (*one.sources, *one.own)}
        self._marks = {source: mark for source, mark in self._marks.items() if source in known}
        self._asked.set()
        if self._process and self._process.stdin and self._process.returncode is None:
            if self._sources():
                self._process.stdin.write(self._setup())
            else:
                self._process.stdin.close()

    async def run(self) -> None:
        """Watches whatever ``furnish`` said last."""
        pause = self._first
        while True:
            self._asked.clear()
            if not self._sources():
                await self._asked.wait()
                continue
            began = asyncio.get_running_loop().time()
            with suppress(OSError, frames.BrokenFrame):  # told below, as any fall
                await self._watched()
            if not self._sources():
                continue
            self._told.changed(self._lost())
            lasted = asyncio.get_running_loop().time() - began
            pause = self._first if lasted > self._longest else min(self._longest, pause * 2)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._asked.wait(), pause)

    async def _watched(self) -> None:
        """One process, from its beginning to its end."""
        pipe = subprocess.PIPE
        # A traceback may show what stands in a post, so it goes nowhere.
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", _MODULE, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL,
            creationflags=_QUIETLY,
        )  # fmt: skip
        self._process = process
        try:
            if not process.stdin or not process.stdout:  # both are pipes
                return
            process.stdin.write(self._setup())
            splitter = frames.Splitter(_LARGEST)
            while True:
                async with asyncio.timeout(self._patience):
                    data = await process.stdout.read(256 * 1024)
                if not data:
                    return
                for body in splitter.feed(data):
                    self._pass_on(frames.unpack(body))
        except TimeoutError:  # it stands still
            process.kill()
        finally:
            await _ended(process)

    def _pass_on(self, said: Mapping[str, Any]) -> None:
        """Raises BrokenFrame for what our own process would not say."""
        try:
            states = [state_of(one) for one in said["states"]]
            mentions = [mentions_of(one) for one in said["said"]]
            own = [(one["brand"], [post_of(each) for each in one["posts"]]) for one in said["own"]]
            marks, seen = dict(said["marks"]), list(said["seen"])
        except (KeyError, TypeError, ValueError):
            raise frames.BrokenFrame("the watching process said something else") from None
        if states:
            self._states |= {state.source: state for state in states}
            self._told.changed(states)
        for each in mentions:
            self._told.mentioned(each)
        for brand, posts in own:
            self._told.posted(brand, posts)
        self._marks = marks
        self._seen.extend(seen)
        self._told.kept(self._marks, tuple(self._seen))

    def _setup(self) -> bytes:
        setup = {
            "watchings": [of_watching(one) for one in self._watchings],
            "tokens": dict(self._tokens),
            "marks": dict(self._marks),
            "seen": list(self._seen),
            "pace": asdict(self._pace),
        }
        return frames.pack({"setup": setup})

    def _sources(self) -> dict[str, None]:
        return {source.id: None for one in self._watchings for source in (*one.sources, *one.own)}

    def _lost(self) -> list[SourceState]:
        """Nothing is read from now on; what was not read before has its time already."""
        why, now = Sentence.of("The watching has stopped unexpectedly; it is being started again."), datetime.now(UTC)
        before = {source: self._states.get(source) for source in self._sources()}
        since = {
            source: (now if state.watching else state.since) if state else None for source, state in before.items()
        }
        lost = [SourceState(source, watching=False, since=since[source], why=why) for source in before]
        self._states = {state.source: state for state in lost}
        return lost


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Its input ends, so it ends; if it does not, it is ended."""
    if process.stdin:
        process.stdin.close()
    try:
        async with asyncio.timeout(_FAREWELL):
            await process.wait()
    except TimeoutError:
        pass
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

"""An engine in a process of its own that listens in a hurry, and the public places it reads."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from mention_servers import Public, public
from served import Served

from guard.clients.line import Line
from guard.service.paces import Pace
from guard.service.run import run
from guard.workspace.paths import Paths

HURRY = Pace(look=0.1, judge=0.1, keep=0.5, settled=timedelta(seconds=0.1), again=0.2)


class Hurried(Served):
    """A desk whose engine does in parts of a second what it else does in minutes."""

    @property
    def workspace(self) -> Path:
        """Its file."""
        return self.folder / "hatcheck.toml"

    def start(self) -> "Hurried":
        with (self.folder / "engine.log").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, __file__], env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self.process.stdout is not None
        assert "Listening" in self.process.stdout.readline(), (self.folder / "engine.log").read_text(encoding="utf-8")
        return self

    @contextmanager
    def running(self) -> Iterator[Line]:
        """Its engine, and a shell that is told everything."""
        self.start()
        try:
            with self.line("face") as face:
                yield face
        finally:
            if self.process is not None:
                self.end()


@contextmanager
def hurried(folder: Path, workspace: str) -> Iterator[Hurried]:
    """A desk with these words in its workspace; its environment is this process's, too."""
    (folder / "hatcheck.toml").write_text(workspace, encoding="utf-8")
    desk = Hurried(folder)
    before = dict(os.environ)
    os.environ.update({name: value for name, value in desk.environment.items() if name.startswith("HATCHECK_")})
    try:
        yield desk
    finally:
        if desk.process is not None:
            desk.end()
        os.environ.clear()
        os.environ.update(before)


@dataclass(frozen=True)
class Places:
    """The public places, served by a thread of their own."""

    public: Public
    loop: asyncio.AbstractEventLoop

    def play(self, *events: dict[str, Any]) -> None:
        """These happen on Bluesky."""
        self.loop.call_soon_threadsafe(self.public.play, *events)


@contextmanager
def places() -> Iterator[Places]:
    """They are served until the block ends."""
    loop, ready, ended = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    found: list[Public] = []

    async def serve() -> None:
        async with public() as made:
            found.append(made)
            ready.set()
            await ended.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(10)
        yield Places(found[0], loop)
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(10)
        loop.close()


def told(face: Line, wanted: Callable[[dict[str, Any]], object], desk: dict[str, Any] | None = None) -> Any:
    """The first state or event of which this holds; fails where none comes within ten seconds."""
    asked = desk or face.ask("watch", 10)
    if wanted(asked):
        return asked
    give_up = time.monotonic() + 10
    while not wanted(event := face.event(10)):
        assert time.monotonic() < give_up, event
    return event


def light(desk: dict[str, Any]) -> dict[str, Any]:
    """What the shell shows of listening; empty before anything is known."""
    return next((one for one in desk.get("lights", ()) if one["id"] == "listening"), {})


if __name__ == "__main__":
    run(Paths.of_this_desk(), lambda: print("Listening", flush=True), HURRY)  # noqa: T201 - the test reads it

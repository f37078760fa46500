"""A desk with a real browser behind the gate: an engine, the native host, the built extension, a judge of what leaves.

Nobody answers by himself: a test plays the person through ``next_hold`` and ``answer``.
"""

import itertools
import json
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from chromium import Chromium, needs_chromium
from firefox import Firefox, needs_firefox
from recorder import Recorder, Request
from served import Served, served

from guard.clients.line import Line, LineLost, Refused
from guard.door import NobodyThere

WORKSPACE = """\
version = 1

[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
color = "#c8102e"
accounts = [
  "tumblr:acme", "x:@Acme", "x:id:1001", "mastodon:@acme@brand.example", "bluesky:did:plc:acmeacmeacmeacmeacmeacme",
  "rocketchat:@acme@acme.example",
]
session = "25m"
unguarded = "ask"

[[identity]]
id = "closed"
name = "Closed Ltd"
kind = "brand"
color = "#117733"
accounts = ["tumblr:closed"]
unguarded = "block"

[[identity]]
id = "open"
name = "Open Ltd"
kind = "brand"
color = "#aa4499"
accounts = ["tumblr:open"]
unguarded = "pass"

[[identity]]
id = "jo"
name = "Jo"
kind = "person"
color = "#1d6fb8"
accounts = [
  "tumblr:jo", "x:@jo", "x:id:2002", "mastodon:@jo@brand.example", "mastodon:@jo@home.example",
  "bluesky:did:plc:jojojojojojojojojojojojo", "rocketchat:@jo@jo.example",
]

[credentials]
"browser:rocketchat acme.example" = "rocketchat:@acme@acme.example"
"browser:rocketchat jo.example" = "rocketchat:@jo@jo.example"
"""
HOME = "https://www.tumblr.com/pages"
"""Where the pages are shown, on a platform whose requests name the account in the path."""
POSTS = "/api/v2/blog/{blog}.tumblr.com/posts"

BOTH = [pytest.param("chromium", marks=needs_chromium), pytest.param("firefox", marks=needs_firefox)]
"""The browsers, for the fixture ``browser``."""
Browser = Chromium | Firefox
"""What a test drives."""


_numbers = itertools.count(1)


@dataclass(frozen=True)
class Post:
    """A post that a page has begun to send."""

    page: Any
    recorder: Recorder
    word: str
    """Its text, which no other bears."""

    def seen(self) -> Any:
        """What the page sees of it, once it does."""
        return self.page.evaluate("new Promise(done => setTimeout(done)).then(() => window.seen)")

    def again(self) -> None:
        """The page tries again, as clients do."""
        self.page.evaluate("void again()")

    def is_cut_off(self) -> bool:
        """Whether the page sees a network error."""
        return "failed" in self.seen()

    def is_told_of_the_stop(self) -> bool:
        """Whether the page is answered by a 403 that names Hatcheck."""
        seen = self.seen()
        return seen["status"] == 403 and "Stopped by Hatcheck" in json.loads(seen["text"])["error"]

    def leaves_once(self, same: Callable[[Request, str], bool] = lambda _request, _word: True) -> bool:
        """Whether it leaves, or has left, once and as it is."""
        arrived = self.recorder.arrived(self.word)
        return len(arrived) == 1 and same(arrived[0], self.word)

    def stays(self, seconds: float = 0.15) -> bool:
        """Whether nothing of it has left, or leaves in so long."""
        return self.recorder.quiet(self.word, seconds)


@dataclass
class Gated:
    """The desk, its browser, and what left."""

    kind: str
    desk: Served
    browser: Any
    recorder: Recorder
    extension: str
    """The extension's id."""
    places: list[Path]
    """The native host's manifests."""
    face: Line = field(init=False)

    def __post_init__(self) -> None:
        self.sit_down()

    def sit_down(self) -> None:
        """Connects the person with the engine, as soon as there is one."""
        for _ in range(100):
            with suppress(NobodyThere, LineLost):
                self.face = self.desk.line("face", "person")
                return
            Event().wait(0.1)
        raise TimeoutError("no engine listens")

    def page(self, name: str = "plain.html", at: str = HOME) -> Any:
        """A new tab with one of the pages."""
        return self.browser.page(f"{at}/{name}")

    def post(self, page: Any, way: str = "text", at: str = POSTS.format(blog="acme"), word: str = "") -> "Post":
        """Lets a page begin to send a text of its own."""
        word = word or f"word{next(_numbers)}of"
        # after this call has ended, for what is sent may carry the page away
        page.evaluate(f"setTimeout(begin, 0, {way!r}, '{at}?{word}', '{word}') && null")
        return Post(page, self.recorder, word)

    def next_hold(self, besides: str = "", seconds: float = 10) -> str:
        """The hold that waits, other than ``besides``; raises TimeoutError where none comes."""
        for desk in self._desks(seconds):
            for line in desk["holds"]:
                if line["hold"] != besides:
                    return str(line["hold"])
        raise AssertionError  # the desks do not end

    def holds(self, count: int, seconds: float = 10) -> list[str]:
        """All that wait, as soon as there are so many; raises TimeoutError."""
        desk = next(desk for desk in self._desks(seconds) if desk["waiting"] == count)
        return [str(one["hold"]) for one in desk["holds"]]

    def answer(self, hold: str, choice: str) -> Any:
        """Answers as a shell does; gives the card that was drawn."""
        shown = self.face.ask("show", 10, hold=hold)
        drawn = {"hold": hold, "token": shown["token"], "drawn": shown["drawn"], "typed": shown["card"]["typed"]}
        self.face.ask("answer", 10, choice=choice, **drawn)
        return shown["card"]

    def card(self, hold: str) -> Any:
        """What the person is shown."""
        return self.face.ask("show", 10, hold=hold)["card"]

    def window(self, surface: str) -> Any:
        """The window of the extension's own that has opened."""
        return self.browser.opened(f"{self.browser.base(self.extension)}surface/{surface}.html")

    @contextmanager
    def alerts(self) -> Iterator[Iterator[Any]]:
        """What the person is told from now on besides holds."""
        with self.desk.line("face", "eye") as eye:
            eye.ask("watch", 10)
            yield (event for event in iter(lambda: eye.event(10), None) if event["event"] == "alert")

    def clear(self) -> None:
        """Closes all tabs, and stops what still waits."""
        self.browser.tidy()
        for line in self.face.ask("watch", 10)["holds"]:
            with suppress(Refused):
                self.answer(line["hold"], "stop")

    def connected(self, seconds: float = 20) -> None:
        """Waits until the gate has told that it works; raises TimeoutError."""
        for desk in self._desks(seconds):
            if any(
                light["id"].startswith("browser:") and light["color"] in {"green", "amber"} for light in desk["lights"]
            ):
                return

    def hosts(self) -> list[int]:
        """The native hosts that run."""
        return processes(self.desk, json.loads(self.places[0].read_text(encoding="utf-8"))["path"])

    def _desks(self, seconds: float) -> Iterator[Any]:
        """The desk as it is now, and then each time that it has changed."""
        with self.desk.line("face", "eye") as eye:
            yield eye.ask("watch", seconds)
            while True:
                if (event := eye.event(seconds))["event"] == "desk":
                    yield event


@contextmanager
def gated(
    kind: str,
    folder: Path,
    extension: Path,
    recorder: Recorder,
    more: Mapping[str, str] | None = None,
    workspace: str = WORKSPACE,
    **options: Any,
) -> Iterator[Gated]:
    """Everything real, begun and ended within the block; ``more`` is added to the environment."""
    with served(folder, workspace) as desk:
        profile = folder / "profile"
        places = _host(desk, profile)
        driver = Chromium if kind == "chromium" else Firefox
        environment = {**desk.environment, **(more or {})}
        browser = driver(profile, proxy=recorder.proxy, environment=environment, **options)
        try:
            made = Gated(kind, desk, browser, recorder, browser.install(extension), places)
            made.connected()
            yield made
            made.face.close()
        finally:
            browser.close()
            for engine in processes(desk, "engine"):
                os.kill(engine, signal.SIGTERM)


def processes(desk: Served, word: str) -> list[int]:
    """The processes of a desk in whose command line this word stands."""
    mark, found = f"HATCHECK_STATE={desk.environment['HATCHECK_STATE']}".encode(), []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command, told = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes().split(b"\0")
            if mark in told and word.encode() in command.split(b"\0"):
                found.append(int(entry.name))
    return found


def _host(desk: Served, profile: Path) -> list[Path]:
    profile.mkdir(parents=True)
    told = desk.hatcheck("gate", "install", "browser", "--user-data-dir", str(profile))
    assert told.returncode == 0, told.stdout + told.stderr
    return list(desk.folder.rglob("app.hatcheck.host.json"))

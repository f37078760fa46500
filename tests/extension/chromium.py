"""Debian's Chromium, driven through a pipe. Standard library only."""

import fcntl
import itertools
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

BINARY = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(BINARY is None, reason="needs Debian's chromium (apt install chromium)")

QUIET = (
    "--no-first-run",
    "--disable-gpu",
    "--disable-component-update",
    "--disable-background-networking",
    "--password-store=basic",
    "--ignore-certificate-errors",
    "--enable-unsafe-extension-debugging",
    "--remote-debugging-pipe",
)


class PageFailed(Exception):
    """What was evaluated threw, or the browser refused a command."""


class Chromium:
    """One browser with a profile of its own. ``proxy`` (host:port) gets all of its traffic, loopback's too."""

    def __init__(
        self,
        profile: Path,
        proxy: str = "",
        environment: Mapping[str, str] | None = None,
        headless: bool = True,
        arguments: Sequence[str] = (),
    ) -> None:
        """Returns when the browser answers."""
        words = [str(BINARY), f"--user-data-dir={profile}", *QUIET, *arguments]
        words += ["--headless=new"] if headless else []
        words += ["--no-sandbox"] if os.geteuid() == 0 else []
        words += [f"--proxy-server=http://{proxy}", "--proxy-bypass-list=<-loopback>"] if proxy else []
        profile.mkdir(parents=True, exist_ok=True)
        self.log = profile / "chromium.log"
        commands, self._commands = _pipe()
        self._answers, answers = _pipe()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                # the browser reads commands at 3 and answers at 4
                ["bash", "-c", f'exec "$0" "$@" 3<&{commands} 4>&{answers}', *words, "about:blank"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=dict(environment) if environment is not None else None,
                pass_fds=(commands, answers),
                start_new_session=True,
            )
        os.close(commands)
        os.close(answers)
        self._number = itertools.count(1)
        self._news = threading.Condition()
        self._replies: dict[int, Any] = {}
        self._events: list[Any] = []
        self._gone: set[str] = set()
        """The sessions whose targets have gone: they answer nothing any more."""
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._first = self.appeared("page", "about:blank")["targetId"]

    def ask(self, method: str, session: str = "", seconds: float = 60, **parameters: Any) -> Any:
        """One DevTools command, and its result."""
        number = next(self._number)
        message = {"id": number, "method": method, "params": parameters}
        message |= {"sessionId": session} if session else {}
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        with self._news:
            if not self._news.wait_for(
                lambda: number in self._replies or session in self._gone or self._ended, seconds
            ):
                raise TimeoutError(f"{method}: no answer in {seconds} s")
            if number not in self._replies:
                what = f"the browser has ended, see {self.log}" if self._ended else "its target has gone"
                raise PageFailed(f"{method}: {what}")
            reply = self._replies.pop(number)
        if error := reply.get("error"):
            raise PageFailed(f"{method}: {error['message']}")
        return reply["result"]

    def event(self, fits: Callable[[Any], bool], seconds: float = 20) -> Any:
        """The next event that fits, which may have come already; it is used up."""
        with self._news:
            if not self._news.wait_for(lambda: self._ended or any(map(fits, self._events)), seconds):
                raise TimeoutError("the browser has not told of it")
            found = next((event for event in self._events if fits(event)), None)
            if found is None:
                raise PageFailed(f"the browser has ended, see {self.log}")
            self._events.remove(found)
            return found

    def forget(self, session: str) -> None:
        """Drops the events of a target that nobody has asked for."""
        with self._news:
            self._events = [event for event in self._events if event.get("sessionId") != session]

    def page(self, url: str = "about:blank", **options: Any) -> "Page":
        """A new tab, loaded."""
        page = Page(self, self.ask("Target.createTarget", url="about:blank", **options)["targetId"])
        page.ask("Page.enable")
        page.ask("Page.setLifecycleEventsEnabled", enabled=True)
        if url != "about:blank":
            page.go(url)
        return page

    def tidy(self) -> None:
        """Closes every tab but the first, and every other window."""
        for target in self.targets("page"):
            if target["targetId"] != self._first:
                with suppress(PageFailed):
                    self.ask("Target.closeTarget", targetId=target["targetId"])

    def install(self, extension: Path) -> str:
        """Loads an unpacked extension; its id, when its service worker has begun."""
        identifier = str(self.ask("Extensions.loadUnpacked", path=str(extension))["id"])
        self.worker(identifier)
        return identifier

    def opened(self, url: str, seconds: float = 15) -> "Page":
        """The tab or window that shows an address which begins so, as soon as there is one."""
        page = Page(self, self.appeared("page", url, seconds)["targetId"])
        page.ask("Emulation.setFocusEmulationEnabled", enabled=True)  # without a screen nothing else gives it
        page.settled(url)
        return page

    def base(self, identifier: str) -> str:
        """Where the pages of an extension are."""
        return f"chrome-extension://{identifier}/"

    def kill_background(self, identifier: str) -> None:
        """Ends the extension's service worker, as the browser does when it likes to."""
        self.worker(identifier).close()

    def targets(self, *kinds: str) -> list[Any]:
        """What DevTools can attach to, of these kinds."""
        wanted = [{"type": kind, "exclude": False} for kind in kinds]
        return list(self.ask("Target.getTargets", filter=wanted)["targetInfos"])

    def worker(self, identifier: str, seconds: float = 15) -> "Target":
        """The service worker of an extension."""
        found = self.appeared("service_worker", f"chrome-extension://{identifier}/", seconds)
        return Target(self, found["targetId"])

    def appeared(self, kind: str, url: str, seconds: float = 15) -> Any:
        """The target of this kind whose address begins so, as soon as there is one."""
        for _ in range(int(seconds / 0.05)):
            for target in self.targets(kind):
                if target["url"].startswith(url):
                    return target
            threading.Event().wait(0.05)
        raise TimeoutError(f"no {kind} at {url}, see {self.log}")

    def close(self) -> None:
        """Ends the browser and whatever it has begun."""
        with suppress(PageFailed, TimeoutError, OSError):
            self.ask("Browser.close", seconds=5)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        os.close(self._commands)
        self._reader.join(10)
        os.close(self._answers)

    def _read(self) -> None:
        rest = b""
        while data := os.read(self._answers, 1 << 16):
            *messages, rest = (rest + data).split(b"\0")
            with self._news:
                for message in map(json.loads, messages):
                    if "id" in message:
                        self._replies[message["id"]] = message
                        continue
                    self._events.append(message)
                    if message["method"] == "Target.detachedFromTarget":
                        self._gone.add(message["params"]["sessionId"])
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()


class Target:
    """A page, a worker or a frame that scripts can be run in."""

    def __init__(self, browser: Chromium, identifier: str) -> None:
        self.browser, self.identifier = browser, identifier
        self.session: str = browser.ask("Target.attachToTarget", targetId=identifier, flatten=True)["sessionId"]

    def ask(self, method: str, seconds: float = 60, **parameters: Any) -> Any:
        """One DevTools command of this target."""
        return self.browser.ask(method, self.session, seconds, **parameters)

    def evaluate(self, expression: str, seconds: float = 60) -> Any:
        """What an expression gives, its promise awaited, as JSON; raises PageFailed where it throws."""
        options = {"awaitPromise": True, "returnByValue": True, "userGesture": True}
        reply = self.ask("Runtime.evaluate", seconds, expression=expression, **options)
        if wrong := reply.get("exceptionDetails"):
            raise PageFailed(wrong.get("exception", {}).get("description") or wrong["text"])
        return reply["result"].get("value")

    def close(self) -> None:
        """Closes the tab; ends the worker."""
        with suppress(PageFailed):
            self.browser.ask("Target.closeTarget", targetId=self.identifier)


class Page(Target):
    """A tab."""

    def go(self, url: str) -> None:
        """Loads an address; returns after its load event."""
        begun = self.ask("Page.navigate", url=url)
        if wrong := begun.get("errorText"):
            raise PageFailed(f"{url}: {wrong}")
        self._told("Page.lifecycleEvent", name="load", loaderId=begun["loaderId"])

    def settled(self, url: str, seconds: float = 15) -> None:
        """Waits until a document whose address begins so is there: a window is one before it shows its page."""
        done = "document.readyState === 'complete'"
        until = (
            f"new Promise(ok => {{ const look = () => ({done}) ? ok(location.href) : setTimeout(look, 10); look(); }})"
        )
        end = time.monotonic() + seconds
        while True:
            with suppress(PageFailed):  # its first, empty document goes away
                if str(self.evaluate(until, seconds)).startswith(url):
                    return
            if time.monotonic() > end:
                raise TimeoutError(f"{url}: not there in {seconds} s")

    def reload(self) -> None:
        """Loads the page again."""
        self.browser.forget(self.session)
        self.ask("Page.reload")
        self._told("Page.loadEventFired")

    def back(self) -> None:
        """Goes back as the button does; returns when the earlier page is shown (it may come out of the cache)."""
        history = self.ask("Page.getNavigationHistory")
        earlier = history["entries"][history["currentIndex"] - 1]
        self.browser.forget(self.session)
        self.ask("Page.navigateToHistoryEntry", entryId=earlier["id"])
        self._told("Page.frameNavigated")

    def press(self, selector: str) -> None:
        """A click by hand on an element."""
        place = f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"
        x, y = self.evaluate(f"(({{ x, y, width, height }}) => [x + width / 2, y + height / 2])({place})")
        hand = {"x": x, "y": y, "button": "left", "clickCount": 1}
        self.ask("Input.dispatchMouseEvent", type="mousePressed", **hand)
        with suppress(PageFailed):  # a window that closes for it answers nothing
            self.ask("Input.dispatchMouseEvent", type="mouseReleased", **hand)

    def choose(self, selector: str, *files: Path) -> None:
        """Chooses files by hand in a field for them."""
        expression = f"document.querySelector({json.dumps(selector)})"
        field = self.ask("Runtime.evaluate", expression=expression)["result"]["objectId"]
        self.ask("DOM.setFileInputFiles", objectId=field, files=[str(file) for file in files])

    def type(self, selector: str, text: str) -> None:
        """Writes by hand into a field, behind what stands there."""
        self.press(selector)
        self.ask("Input.insertText", text=text)

    def paste(self) -> None:
        """Puts in what lies in the clipboard, as the keys for it do."""
        key: dict[str, Any] = {"key": "v", "code": "KeyV", "windowsVirtualKeyCode": 86, "modifiers": 2}
        self.ask("Input.dispatchKeyEvent", type="keyDown", commands=["paste"], **key)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **key)

    def laid_over(self) -> list[str]:
        """The texts in closed trees over the page, which the page itself cannot see."""
        document = self.ask("DOM.getDocument", depth=-1, pierce=True)["root"]
        return [text for root in _closed(document) for text in _texts(root)]

    def press_over(self, label: str) -> None:
        """A click by hand on a button there."""
        document = self.ask("DOM.getDocument", depth=-1, pierce=True)["root"]
        (node,) = [node for node in _every(document) if label in node.get("attributes", [])]
        x, y, *_ = self.ask("DOM.getContentQuads", nodeId=node["nodeId"])["quads"][0]
        hand = {"x": x + 4, "y": y + 4, "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, **hand)

    def front(self) -> None:
        """Brings the tab to the front."""
        self.ask("Page.bringToFront")

    def _told(self, method: str, **parameters: Any) -> None:
        wanted = parameters.items()
        self.browser.event(
            lambda event: (
                event["method"] == method
                and event.get("sessionId") == self.session
                and wanted <= event["params"].items()
            )
        )


def _every(node: Any) -> Iterator[Any]:
    yield node
    for below in [*node.get("children", []), *node.get("shadowRoots", [])]:
        yield from _every(below)


def _closed(document: Any) -> Iterator[Any]:
    return (node for node in _every(document) if node.get("shadowRootType") == "closed")


def _texts(root: Any) -> Iterator[str]:
    return (node["nodeValue"] for node in _every(root) if node["nodeType"] == 3)


def _pipe() -> tuple[int, int]:
    # away from 3 and 4, which the browser wants
    low = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in low]
    for end in low:
        os.close(end)
    return high[0], high[1]

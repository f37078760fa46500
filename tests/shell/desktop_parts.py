"""A desktop for tests: a screen nobody sees, a session bus, a panel, an engine, and Hatcheck itself, each a process."""

import json
import os
import shutil
import signal
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
HOST = Path(__file__).with_name("sni_host.py")
TOOLS = ("Xvfb", "dbus-daemon", "xdotool")
WORKSPACE = """\
version = 1
[[identity]]
id = "acme"
name = "Acme"
kind = "brand"
color = "#c8102e"
accounts = ["mastodon:@acme@example.social"]
session = "25m"
[[identity]]
id = "sun"
name = "Sun & Co"
kind = "brand"
color = "#ffdd00"
accounts = ["mastodon:@sun@example.social"]
session = "1h"
[[identity]]
id = "me"
name = "Me"
kind = "person"
color = "#2a7ab0"
accounts = ["mastodon:@me@example.social"]
"""


def tools_are_there() -> bool:
    """Whether this machine can have such a desktop."""
    return all(shutil.which(tool) for tool in TOOLS)


needs_a_desktop = pytest.mark.skipif(
    not tools_are_there(), reason=f"needs {', '.join(TOOLS)} (Debian: xvfb dbus xdotool)"
)


def until(there: Callable[[], Any], what: str, seconds: float = 15.0) -> Any:
    """What ``there`` gives, once it gives something."""
    end = monotonic() + seconds
    while monotonic() < end:
        if found := there():
            return found
        subprocess.run(["sleep", "0.05"], check=True)
    raise AssertionError(f"{what}: not within {seconds:.0f} s")


@contextmanager
def process(words: list[str], env: dict[str, str], **more: Any) -> Iterator["subprocess.Popen[str]"]:
    """Runs it, and ends it."""
    running = subprocess.Popen(words, env=env, text=True, cwd=ROOT, **more)
    try:
        yield running
    finally:
        if running.poll() is None:
            running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        for stream in (running.stdin, running.stdout, running.stderr):
            if stream:
                stream.close()


class Desktop:
    """Where the processes live."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self.env, self.folder = env, folder

    @contextmanager
    def panel(self) -> Iterator["Panel"]:
        """A panel with a tray."""
        words = [sys.executable, str(HOST)]
        with process(words, self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
            made = Panel(running)
            yield made

    @contextmanager
    def shell(self, *words: str) -> Iterator["subprocess.Popen[str]"]:
        """Hatcheck's shell; the engine that it started ends with it."""
        with process([sys.executable, "-m", "ui", *words], self.env, stderr=subprocess.PIPE) as running:
            yield running

    @contextmanager
    def engine(self) -> Iterator["subprocess.Popen[str]"]:
        """An engine of its own."""
        words = [sys.executable, "-m", "guard.cli.main", "engine"]
        with process(words, self.env, stdout=subprocess.DEVNULL) as running:
            until((self.folder / "engine.sock").exists, "the engine's socket")
            yield running

    def windows(self, name: str) -> list[str]:
        """The visible windows whose title fits."""
        words = ["xdotool", "search", "--onlyvisible", "--name", name]
        return subprocess.run(words, env=self.env, capture_output=True, text=True, check=False).stdout.split()

    def picture(self, path: Path) -> None:
        """A picture of the whole screen."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True)


class Panel:
    """The driver of ``sni_host``."""

    def __init__(self, running: "subprocess.Popen[str]") -> None:
        self._running = running
        assert self._line() == "ready"

    def ask(self, command: str) -> Any:
        """What the host answers."""
        assert self._running.stdin is not None
        self._running.stdin.write(f"{command}\n")
        self._running.stdin.flush()
        return self._line()

    def icon(self) -> dict[str, Any]:
        """The icon, once there is one."""
        return dict(
            until(lambda: isinstance(found := self.ask("icon"), dict) and "tooltip" in found and found, "an icon")
        )

    def tooltip(self) -> str:
        """What the icon says."""
        return str(self.icon()["tooltip"])

    def labels(self) -> list[str]:
        """What stands in the menu."""
        return [entry["label"] for entry in self.ask("menu")]

    def image(self, size: int = 22) -> QImage:
        """The icon's picture in this size."""
        data = next(b64decode(data) for wide, _, data in self.icon()["pixmaps"] if wide == size)
        # The bus carries ARGB with the most significant byte first.
        turned = b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4))
        return QImage(turned, size, size, QImage.Format.Format_ARGB32).copy()

    def _line(self) -> Any:
        assert self._running.stdout is not None
        watchdog = Timer(20, self._running.kill)
        watchdog.start()
        try:
            return json.loads(self._running.stdout.readline() or "null")
        finally:
            watchdog.cancel()


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    """A screen and a session bus."""
    folder.mkdir(mode=0o700)
    (folder / "hatcheck.toml").write_text(WORKSPACE)
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND", "DBUS_"))
    }
    env |= {"HOME": str(folder), "HATCHECK_STATE": str(folder), "HATCHECK_WORKSPACE": str(folder / "hatcheck.toml")}
    env |= {
        "XDG_RUNTIME_DIR": str(folder),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "LANG": "C.UTF-8",
    }
    inside, outside = os.pipe()
    screen = ["Xvfb", "-displayfd", str(outside), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]
    bus = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with (
        process(screen, env, pass_fds=(outside,), stderr=subprocess.DEVNULL),
        process(bus, env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running,
        os.fdopen(inside) as number,
    ):
        os.close(outside)
        env["DISPLAY"] = f":{number.readline().strip()}"
        assert running.stdout is not None
        env["DBUS_SESSION_BUS_ADDRESS"] = running.stdout.readline().strip()
        yield Desktop(env, folder)


def interrupt(running: "subprocess.Popen[str]") -> int:
    """Ctrl-C; gives the exit code."""
    running.send_signal(signal.SIGINT)
    return running.wait(15)

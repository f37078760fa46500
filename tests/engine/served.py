"""A real engine in a process of its own, for the tests that speak to it as its clients do."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guard.clients.line import Line

WORKSPACE = """\
version = 1

[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
color = "#c8102e"
accounts = ["x:@Acme", "mastodon:@acme@example.social"]
session = "25m"

[[identity]]
id = "jo"
name = "Jo"
kind = "person"
color = "#1d6fb8"
accounts = ["x:@jo", "mastodon:@jo@example.social"]
"""
BRAND, OWN = "mastodon:@acme@example.social", "mastodon:@jo@example.social"


@dataclass
class Served:
    """The engine of one desk, and how to reach it."""

    folder: Path
    process: "subprocess.Popen[str] | None" = field(default=None)

    @property
    def environment(self) -> dict[str, str]:
        """What makes every program of this desk use this desk."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(("HATCHECK_", "DBUS_"))},
            "HATCHECK_WORKSPACE": str(self.folder / "hatcheck.toml"),
            "HATCHECK_ORGANISATION": str(self.folder / "organisation.toml"),
            "HATCHECK_STATE": str(self.folder / "state"),
            "HOME": str(self.folder),
            "NO_COLOR": "1",
            "LC_ALL": "C.UTF-8",
        }

    def start(self) -> "Served":
        """Returns when clients can connect."""
        log = (self.folder / "engine.log").open("a", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "guard.cli.main", "engine"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        log.close()
        assert self.process.stdout is not None
        assert "Listening" in self.process.stdout.readline(), (self.folder / "engine.log").read_text(encoding="utf-8")
        return self

    def end(self, how: int = signal.SIGTERM) -> int:
        """Ends the engine; its exit code."""
        process = self.process
        assert process is not None
        process.send_signal(how)
        code = process.wait(20)
        if process.stdout:
            process.stdout.close()
        self.process = None
        return code

    def line(self, role: str, name: str = "test", language: str = "en") -> Line:
        """One connection."""
        return Line.open(role, name, language)

    def hatcheck(self, *words: str, **options: Any) -> "subprocess.CompletedProcess[str]":
        """Types a command at this desk."""
        command = [sys.executable, "-m", "guard.cli.main", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60, **options)


@contextmanager
def served(folder: Path, workspace: str = WORKSPACE) -> Iterator[Served]:
    """A desk with a brand and a person whose engine runs within the block; its environment is this process's, too."""
    (folder / "hatcheck.toml").write_text(workspace, encoding="utf-8")
    desk = Served(folder)
    before = dict(os.environ)
    os.environ.update({name: value for name, value in desk.environment.items() if name.startswith("HATCHECK_")})
    try:
        yield desk.start()
    finally:
        if desk.process is not None:
            desk.end()
        os.environ.clear()
        os.environ.update(before)

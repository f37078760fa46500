"""A desk with a real toot behind the command gate: an engine, shims in PATH, an account store, a recording server."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recording_server import Recorder, recording
from served import Served, served

from guard.clients.line import Line

BIN = Path(sys.executable).parent


@dataclass
class Gated:
    """The desk, and what arrives on the network."""

    desk: Served
    server: Recorder

    @property
    def folder(self) -> Path:
        """The home folder."""
        return self.desk.folder

    @property
    def bare(self) -> dict[str, str]:
        """The environment without the shims in front."""
        kept = {name: value for name, value in self.desk.environment.items() if not name.startswith("TOOT_")}
        kept.pop("XDG_CONFIG_HOME", None)
        tools = os.pathsep.join([str(self.folder / "bin"), str(BIN), "/usr/bin", "/bin"])
        return {**kept, "PATH": tools, "HATCHECK_SHIMS": str(self.folder / "shims")}

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the shims stand in front."""
        return {**self.bare, "PATH": f"{self.folder / 'shims'}{os.pathsep}{self.bare['PATH']}"}

    def run(
        self, *words: str, env: dict[str, str] | None = None, fed: str | None = None, guarded: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        """Types a command, and waits for its end."""
        chosen = {**(self.environment if guarded else self.bare), **(env or {})}
        program = shutil.which(words[0], path=chosen["PATH"]) or words[0]
        source: dict[str, Any] = {"stdin": subprocess.DEVNULL} if fed is None else {"input": fed}
        return subprocess.run(
            [program, *words[1:]], env=chosen, cwd=self.folder, capture_output=True, text=True, timeout=60, **source
        )

    def begin(self, *words: str, env: dict[str, str] | None = None, **options: Any) -> "subprocess.Popen[str]":
        """Types a command that will be held."""
        chosen = {**self.environment, **(env or {})}
        program = shutil.which(words[0], path=chosen["PATH"]) or words[0]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen([program, *words[1:]], env=chosen, cwd=self.folder, text=True, **pipes)

    def drafts(self) -> list[str]:
        """The texts that were kept."""
        return [file.read_text(encoding="utf-8").strip() for file in sorted(self.folder.glob("state/drafts/*"))]

    def tool(self, name: str, script: str) -> Path:
        """Puts a tool of our own into PATH."""
        there = self.folder / "bin" / name
        there.parent.mkdir(exist_ok=True)
        there.write_text(script, encoding="utf-8")
        there.chmod(0o755)
        return there

    def log_in(self, active: str) -> None:
        """Writes toot's account store, with this one of its two users active."""
        users = {
            f"{name}@example.social": {"instance": "example.social", "username": name, "access_token": token}
            for token, name in self.server.tokens.items()
        }
        app = {"instance": "example.social", "base_url": self.server.url, "client_id": "i", "client_secret": "s"}
        store = {"active_user": active, "apps": {"example.social": app}, "users": users}
        place = self.folder / ".config" / "toot" / "config.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(store), encoding="utf-8")


@contextmanager
def gated(folder: Path, *tools: str) -> Iterator[Gated]:
    """The desk with shims for ``tools``; the person's own user is active in toot."""
    with served(folder) as desk, recording(acme="secret-of-acme", jo="secret-of-jo") as server:
        made = Gated(desk, server)
        made.log_in("jo@example.social")
        for tool in tools:
            done = subprocess.run(
                [sys.executable, "-m", "guard.cli.main", "gate", "install", tool],
                env=made.bare,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
        yield made


def next_hold(face: Line) -> str:
    """The hold that waits, as the shells learn of it."""
    desk = face.ask("watch", 20)
    while not desk["holds"]:
        desk = face.event(20)
        if desk["event"] != "desk":
            desk = {"holds": []}
    return str(desk["holds"][0]["hold"])


def answered(face: Line, choice: str) -> Any:
    """Answers the next hold, as a shell does; gives the card that was drawn."""
    hold = next_hold(face)
    shown = face.ask("show", 20, hold=hold)
    answer = {"hold": hold, "token": shown["token"], "drawn": shown["drawn"], "typed": shown["card"]["typed"]}
    face.ask("answer", 20, choice=choice, **answer)
    return shown["card"]

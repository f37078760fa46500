"""The engine is asked, started where it does not run, and waited for; meanwhile the person may be asked right here."""

import os
import sys
import time

from guard import door
from guard.clients import running
from guard.clients.line import Line, LineLost, Refused, reply

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess
    from typing import Any

STARTING = 3.0
"""Seconds in which an engine that was not there must answer."""
_REMEDY = "Start it with: hatcheck engine"
_LOOK = 0.25


class NoVerdict(Exception):
    """Nobody judged it, so it does not go out; the message says why, and what to do."""


def ask(tool: str, request: "dict[str, Any]") -> "dict[str, Any]":
    """The final verdict; raises NoVerdict, and KeyboardInterrupt where the person gives up."""
    try:
        with line_to_engine(tool, _language()) as line:
            number = line.send("command", **request)
            try:
                return _verdict(line, number)
            except KeyboardInterrupt:
                _withdraw(line, number)
                raise
    except Refused as refused:
        raise NoVerdict(refused.text) from None
    except door.NobodyThere as error:
        raise NoVerdict(f"The engine cannot be reached ({error}). {_REMEDY}") from None
    except (LineLost, TimeoutError) as error:
        raise NoVerdict(f"The engine went away ({error}). {_REMEDY}") from None


def _withdraw(line: Line, number: int) -> None:
    """Closes the hold, and waits a moment for the engine's word on it."""
    try:
        line.ask("withdraw", 2.0, of=number)
    except (Refused, LineLost, TimeoutError):
        return  # whoever goes has withdrawn: the engine closes what nobody waits for


def line_to_engine(name: str, language: str) -> Line:
    """A gate's connection; the engine is started where it does not run. Raises door.NobodyThere, LineLost, Refused."""
    try:
        return Line.open("gate", name, language)
    except (door.NobodyThere, LineLost):
        _start_engine()
    give_up = time.monotonic() + STARTING
    while True:
        try:
            return Line.open("gate", name, language)
        except (door.NobodyThere, LineLost):
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)


def _start_engine() -> None:
    import subprocess

    nowhere = subprocess.DEVNULL
    command = [sys.executable, "-P", "-m", "guard.cli.main", "engine"]

    def start(flags: int) -> None:
        subprocess.Popen(  # noqa: S603
            command,
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
            start_new_session=True,
            cwd=os.path.expanduser("~"),
            creationflags=flags,
        )

    try:
        try:
            # Windows: a browser ends whatever its host has started, unless that has left the host's job.
            start(getattr(subprocess, "CREATE_BREAKAWAY_FROM_JOB", 0))
        except PermissionError:
            start(0)
    except OSError as error:
        raise door.NobodyThere(f"it cannot be started: {error}") from None


def _language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if said := os.environ.get(name):
            return "de" if said.startswith("de") else "en"
    return "en"


def _verdict(line: Line, number: int) -> "dict[str, Any]":
    prompt: subprocess.Popen[bytes] | None = None
    try:
        while True:
            try:
                frame = line.next(_LOOK if prompt else None)
            except TimeoutError:
                prompt = _look_at(prompt)
                continue
            if frame.get("n") == number and frame.get("event") == "held":
                prompt = _tell(frame)
            elif frame.get("n") == number and "event" not in frame:
                return dict(reply(frame))
    finally:
        if prompt:
            _end(prompt)


def _tell(held: "dict[str, Any]") -> "subprocess.Popen[bytes] | None":
    """Says that it is held; asks on this terminal where no window does."""
    if not held.get("faces") and (prompt := _prompt(str(held.get("hold", "")))):
        return prompt
    running.say(f"Hatcheck holds this: {held.get('headline', '')} Answer in the window, or: hatcheck answer", 0)
    return None


def _prompt(hold: str) -> "subprocess.Popen[bytes] | None":
    """The answerer on the person's terminal, whatever the tool's own streams are; None where there is no terminal."""
    if os.name == "nt" or not os.isatty(2):
        return None
    import subprocess

    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return None
    command = [sys.executable, "-P", "-m", "guard.cli.main", "answer", "--hold", hold, "--inline"]
    try:
        return subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal)  # noqa: S603
    except OSError:
        return None
    finally:
        os.close(terminal)


def _look_at(prompt: "subprocess.Popen[bytes] | None") -> "subprocess.Popen[bytes] | None":
    """The prompt, as long as it runs. Ctrl-C in it means what it means here."""
    code = prompt.poll() if prompt else None
    if code in {130, -2}:
        raise KeyboardInterrupt
    if prompt and code is not None:
        running.say("Hatcheck still holds this. Answer it with: hatcheck answer", 0)
        return None
    return prompt


def _end(prompt: "subprocess.Popen[bytes]") -> None:
    if prompt.poll() is None:
        prompt.terminate()
        try:
            prompt.wait(1)
        except Exception:  # noqa: BLE001 - subprocess is not imported here by name
            prompt.kill()
            prompt.wait()

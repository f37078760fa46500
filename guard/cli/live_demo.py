"""The demo as it is in real life: an engine, a shell where there is a screen, and a post that waits for your answer.

Everything lies in a folder that is removed at the end; nothing of the machine's own desk is touched.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from guard.cli import output
from guard.cli.failure import Failure
from guard.clients.line import Line, LineLost

CASE = Path(__file__).parent / "demo_case"
_WAIT = 20.0


def run() -> int:
    """Plays the scenes and gives the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended, however this ends
    with TemporaryDirectory(prefix="hatcheck-demo-") as name, ExitStack() as ending:
        _at_a_desk_of_its_own(Path(name))
        ending.enter_context(_running(["guard.cli.main", "engine"], told=True))
        shell = ending.enter_context(_running(["ui"])) if _screen() else None
        _introduce(shell is not None)
        scenes = [json.loads(line) for line in (CASE / "scenarios.jsonl").read_text(encoding="utf-8").splitlines()]
        for scene in scenes:
            _play(scene, windows=shell is not None)
        if shell is not None and sys.stdout.isatty():
            output.show("\nThe tray stays: switch hats in its menu. Ctrl-C ends the demo.")
            shell.wait()
    return 0


def _at_a_desk_of_its_own(folder: Path) -> None:
    shutil.copy(CASE / "hatcheck.toml", folder / "hatcheck.toml")
    os.environ |= {
        "HATCHECK_WORKSPACE": str(folder / "hatcheck.toml"),
        "HATCHECK_ORGANISATION": str(folder / "organisation.toml"),
        "HATCHECK_STATE": str(folder / "state"),
    }
    os.environ.pop("HATCHECK_SOCKET", None)


@contextmanager
def _running(module: list[str], *, told: bool = False) -> "Iterator[subprocess.Popen[str]]":
    """A part of Hatcheck as a process of its own; ``told``: it says a line when it is ready."""
    command = [sys.executable, "-P", "-m", *module]
    out = subprocess.PIPE if told else None
    with subprocess.Popen(command, stdout=out, text=True) as process:  # noqa: S603 - our own module
        try:
            if process.stdout and not process.stdout.readline():
                raise Failure(f"{' '.join(module)} did not start", 3)
            yield process
        finally:
            process.terminate()


def _screen() -> bool:
    """Whether windows can be shown: by the system, and by the libraries that Qt needs."""
    if sys.platform not in ("win32", "darwin") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    probe = "from PySide6.QtWidgets import QApplication; QApplication([])"
    tried = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False)  # noqa: S603
    return tried.returncode == 0


def _introduce(screen: bool) -> None:
    output.show("\n[bold]Hatcheck[/] guards a made-up desk: you, and the American Red Cross.")
    if screen:
        output.show("[dim]The tray shows whose hat you wear. A window will ask; answer it as you like.[/]")
        return
    output.show(
        "[dim]There is no screen here, or Qt cannot use it: the guard runs without its tray,[/]",
        "[dim]and asks in the terminal instead (hatcheck answer).[/]",
    )


def _play(scene: Mapping[str, Any], *, windows: bool) -> None:
    attempt = scene["attempt"]
    output.show(f"\n[bold]{output.plain(scene['id'])}[/]", f"[dim]{output.plain(attempt['scene'])}[/]")
    output.show(f"  “{output.plain(attempt['text'])}”")
    with Line.open("face", "demo") as face:
        face.ask("wear", _WAIT, identity=scene["active"])
    with Line.open("gate", attempt["app"]) as gate:
        n = gate.send("submit", verb=attempt["verb"], to=attempt["destinations"], text=attempt["text"])
        frame = gate.next(_WAIT)
        if frame.get("event") == "held":
            output.show(f"  [bold yellow]Held.[/] {output.plain(frame['headline'])}")
            if not windows:
                _ask(frame)
            frame = _settled(gate, n)
        _tell(frame["reply"])


def _ask(held: Mapping[str, Any]) -> None:
    """In the terminal; without one the hold is drawn, and the demo answers."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        command = [sys.executable, "-P", "-m", "guard.cli.main", "answer", "--hold", held["hold"], "--inline"]
        subprocess.run(command, check=False)  # noqa: S603 - our own module
        return
    import msgspec

    from guard.cli.drawing import draw
    from guard.protocol.card import Card

    with Line.open("face", "demo") as face:
        shown = face.ask("show", _WAIT, hold=held["hold"])
        draw(output.console(), msgspec.convert(shown["card"], Card), "en")
        said = {"token": shown["token"], "drawn": shown["drawn"], "choice": "stop"}
        face.ask("answer", _WAIT, hold=held["hold"], **said)
        output.show("  [dim]Nobody is there to answer, so the demo answers for you: don't post.[/]")


def _settled(gate: Line, n: int) -> Mapping[str, Any]:
    while True:
        try:
            frame: Mapping[str, Any] = gate.next(None)
        except LineLost:
            raise Failure("the engine has ended, so nothing was sent", 3) from None
        if frame.get("n") == n:
            return frame


def _tell(settled: Mapping[str, Any]) -> None:
    if settled["verdict"] == "deny":
        output.show(f"  [bold red]{output.plain(settled['text'])}[/]")
        return
    asked = settled["by"] == "answer"
    how = "Released by you." if asked else "Right hat, known account, nothing odd: nobody was asked."
    output.show(f"  [bold green]Sent.[/] {how}")

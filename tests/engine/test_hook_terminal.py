"""The command gate at a terminal: an editor, words typed by hand, and the question asked right there."""

import fcntl
import os
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from gated import Gated, answered, gated, next_hold

from guard.clients.gate import GIVEN_UP, NOT_ALLOWED

pytest.importorskip("toot", reason="toot is not installed: make setup")

_TAKES_TERMINAL = """\
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gated]:
    with gated(tmp_path, "toot") as made:
        yield made


class Terminal:
    """A command with a terminal of its own, at whose other end the test sits."""

    def __init__(self, gate: Gated, *words: str, env: dict[str, str] | None = None) -> None:
        self._end, own = os.openpty()
        fcntl.ioctl(own, termios.TIOCSWINSZ, b"\x28\x00\x78\x00\x00\x00\x00\x00")
        chosen = {**gate.environment, "TERM": "xterm", **(env or {})}
        command = [sys.executable, "-I", "-S", "-c", _TAKES_TERMINAL, *words]
        self.process = subprocess.Popen(command, stdin=own, stdout=own, stderr=own, env=chosen, cwd=gate.folder)
        os.close(own)
        self.seen = ""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        os.close(self._end)

    def type(self, text: str) -> None:
        """Types this, all at once."""
        os.write(self._end, text.encode())

    def until(self, clue: str, seconds: float = 20) -> str:
        """What stands there once ``clue`` does."""
        give_up = time.monotonic() + seconds
        while clue not in self.seen:
            assert self._more(give_up), f"{clue!r} never came:\n{self.seen}"
        return self.seen

    def ended(self) -> int:
        """The exit code, once all is read."""
        give_up = time.monotonic() + 30
        while self._more(give_up):
            pass
        return self.process.wait(max(0.1, give_up - time.monotonic()))

    def _more(self, give_up: float) -> bool:
        ready, _, _ = select.select([self._end], [], [], max(0, give_up - time.monotonic()))
        try:
            data = os.read(self._end, 65536) if ready else b""
        except OSError:  # Linux says so where the last process at the other end has gone
            data = b""
        self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)


def editor(gate: Gated, text: str, name: str = "editor") -> str:
    """An editor that writes this text behind what is there."""
    return str(gate.tool(name, f"#!/bin/sh\nprintf '%s' '{text}' >> \"$1\"\n"))


def test_a_text_from_the_editor_is_posted_once(gate: Gated) -> None:
    """The right hat: the editor opens, and what was written arrives."""
    with Terminal(gate, "toot", "post", "-e", editor(gate, "Written at leisure")) as terminal:
        assert terminal.ended() == 0
    assert gate.server.posts == [("jo", "Written at leisure")]
    assert gate.drafts() == []


@pytest.mark.parametrize(
    "named",
    [
        pytest.param("option", id="the editor is named"),
        pytest.param("variable", id="the editor is the usual one"),
        pytest.param("environment", id="the environment asks for it"),
        pytest.param("settings", id="the settings of toot ask for it"),
    ],
)
def test_a_text_from_the_editor_is_judged_before_anything_leaves(gate: Gated, named: str) -> None:
    """Left to itself, toot uploads the pictures before it opens the editor."""
    gate.log_in("acme@example.social")
    (gate.folder / "plane.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    program = editor(gate, " and more")
    words = ["toot", "post", "-m", "plane.png", *{"option": ["-e", program], "variable": ["-e"]}.get(named, [])]
    env = {"variable": {"EDITOR": program}, "environment": {"TOOT_POST_EDITOR": program}}.get(named, {})
    if named == "settings":
        settings = gate.folder / ".config" / "toot" / "settings.toml"
        settings.write_text(f'[commands.post]\neditor = "{program}"\n', encoding="utf-8")
    begun = "" if named == "variable" else "Begun"
    words = [*words, begun] if begun else words
    with gate.desk.line("face") as face, Terminal(gate, *words, env=env) as terminal:
        assert answered(face, "stop")["text"] == (begun + " and more").strip()
        assert terminal.ended() == NOT_ALLOWED
    assert gate.server.arrived == []
    assert gate.drafts() == [(begun + " and more").strip()]


def test_an_editor_that_writes_nothing_posts_nothing(gate: Gated) -> None:
    """Closing it empty is how a post is given up."""
    with Terminal(gate, "toot", "post", "-e", editor(gate, "")) as terminal:
        assert terminal.ended() == 1
        assert "Nothing was written" in terminal.seen
    assert gate.server.arrived == []


def test_typed_words_are_judged(gate: Gated) -> None:
    """Left to itself, toot would ask for them; Hatcheck reads them first."""
    gate.log_in("acme@example.social")
    with gate.desk.line("face") as face, Terminal(gate, "toot", "post") as terminal:
        terminal.until("Write or paste")
        terminal.type("first line\nsecond line\n\x04")
        assert answered(face, "release")["text"] == "first line\nsecond line"
        assert terminal.ended() == 0
    assert gate.server.posts == [("acme", "first line\nsecond line")]


def test_the_question_is_asked_where_the_command_was_typed(gate: Gated) -> None:
    """No window is there: the answer is typed at the same terminal."""
    gate.log_in("acme@example.social")
    with Terminal(gate, "toot", "post", "getting slizzerd") as terminal:
        terminal.until("in full")
        assert gate.server.arrived == []
        terminal.until("> ")  # the question takes no answer before it has been still for a second
        terminal.type("d")
        terminal.until("> d")
        terminal.type("\n")
        assert terminal.ended() == NOT_ALLOWED
    assert "getting slizzerd" in terminal.seen
    assert gate.server.arrived == []
    assert gate.drafts() == ["getting slizzerd"]


def test_control_c_at_the_question_gives_up(gate: Gated) -> None:
    """It reaches the question and the command; both end, and nothing leaves."""
    gate.log_in("acme@example.social")
    with Terminal(gate, "toot", "post", "never mind") as terminal:
        terminal.until("in full")
        terminal.type("\x03")
        assert terminal.ended() in {GIVEN_UP, NOT_ALLOWED}
    assert gate.server.arrived == []
    assert gate.drafts() == ["never mind"]


def test_an_answer_from_elsewhere_ends_the_question(gate: Gated) -> None:
    """A window that comes later may answer as well; the terminal is given back."""
    gate.log_in("acme@example.social")
    with Terminal(gate, "toot", "post", "hi") as terminal:
        terminal.until("in full")
        with gate.desk.line("face") as face:
            next_hold(face)
            answered(face, "release")
        assert terminal.ended() == 0
        assert f"Toot posted: {gate.server.url}/@acme/1" in terminal.seen
    assert gate.server.posts == [("acme", "hi")]

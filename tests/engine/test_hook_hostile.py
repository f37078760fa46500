"""The command gate where its own files, folders and streams are not as they should be."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from gated import Gated, answered, gated

from guard.clients.gate import NOT_ALLOWED, NOT_JUDGED

pytest.importorskip("toot", reason="toot is not installed: make setup")


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gated]:
    with gated(tmp_path, "toot") as made:
        yield made


def test_a_shim_in_a_folder_that_is_not_known_here_finds_the_tool(gate: Gated) -> None:
    """A program that sets XDG_DATA_HOME for itself moves the folder of shims; the shim must not run itself for ever."""
    env = {name: value for name, value in gate.environment.items() if name != "HATCHECK_SHIMS"}
    command = [str(gate.folder / "shims" / "toot"), "--version"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout[:6]) == (0, "toot v")


@pytest.mark.parametrize(
    ("script", "clue"),
    [
        pytest.param("toot post <&-", "cannot be looked at", id="standard input is closed"),
        pytest.param(
            'mkdir gone && cd gone && rmdir ../gone && toot post "Hello"', "cannot be looked at", id="no folder"
        ),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="a shell's words")
def test_what_cannot_be_looked_at_is_not_posted(gate: Gated, script: str, clue: str) -> None:
    """It is said in a sentence, not by a traceback."""
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        env=gate.environment,
        cwd=gate.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == NOT_JUDGED
    assert clue in done.stderr
    assert "Traceback" not in done.stderr
    assert gate.server.arrived == []


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{"commands": {}}',
        '{"commands": [], "quiet": ["post"]}',
        '{"quiet": ["post"]}',
        '{"commands": {"post": 5}}',
    ],
)
def test_what_describes_nothing_lets_nothing_pass(gate: Gated, text: str) -> None:
    """A damaged description is no description: every call is held, also one without words."""
    folder = gate.folder / "commands"
    folder.mkdir()
    (folder / "toot.json").write_text(text, encoding="utf-8")
    for words in (["post", "Hello"], []):
        with gate.desk.line("face") as face, gate.begin("toot", *words) as command:
            answered(face, "stop")
            assert command.wait(30) == NOT_ALLOWED
    assert gate.server.arrived == []

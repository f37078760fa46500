"""I8: the guard never holds its own work, whatever stands behind a gate."""

import sys
from pathlib import Path

import pytest
from gated import Gated, gated

from guard.journal import Journal


def decisions(desk: Gated) -> int:
    with Journal.open(desk.folder / "state" / "journal.db") as journal:
        return sum(1 for _ in journal.rows(kind="decision"))


OWN_WORK = [
    pytest.param(["status"], id="status"),
    pytest.param(["audit", "."], id="an audit, which reads in a process of its own"),
    pytest.param(["routes", "."], id="routes"),
    pytest.param(["gate", "list"], id="the list of gates"),
    pytest.param(["be", "jo"], id="a change of hat"),
    pytest.param(["journal", "show"], id="the journal"),
]


@pytest.mark.parametrize("words", OWN_WORK)
def test_no_command_of_the_guard_meets_its_own_gates(words: list[str], tmp_path: Path) -> None:
    """Even where somebody has put the gate in front of Python itself."""
    with gated(tmp_path) as desk:
        assert desk.run("hatcheck", "gate", "install", "toot", "python3", Path(sys.executable).name).returncode == 0
        before = decisions(desk)
        ended = desk.run("hatcheck", *words)
        assert ended.returncode in (0, 1), ended.stderr
        assert decisions(desk) == before


def test_the_gate_in_front_of_python_is_a_real_one(tmp_path: Path) -> None:
    """Else the test above would prove nothing: work that looked Python up by its name would be held."""
    with gated(tmp_path) as desk:
        desk.run("hatcheck", "gate", "install", "python3")
        process = desk.begin("python3", "-c", "pass")
        with desk.desk.line("face") as face:
            state = face.ask("watch", 10)
            while not state["holds"]:
                state = face.event(20)
        process.terminate()
        process.communicate(timeout=20)
        assert decisions(desk) == 1

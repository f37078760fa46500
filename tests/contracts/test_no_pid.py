"""I11: nothing trusts a process id. One may be shown to people, never looked at to decide."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = {"getpid", "getppid", "pidfd_open", "SO_PEERPIDFD", "pid_exists", "GetNamedPipeClientProcessId"}
HARMLESS = {
    "guard/journal/lock.py": "says who has the journal, where it is in use",
    "guard/clients/running.py": "names a file of its own",
    "guard/clients/gathering.py": "names a file of its own",
}
"""Files that may ask for their own process id, and what for."""


def pids_in(source: str) -> set[str]:
    """The names by which a source asks for process ids."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in NAMES:
            found.add(node.attr)
        if isinstance(node, ast.Name) and node.id in NAMES:
            found.add(node.id)
    return found


@pytest.mark.parametrize("room", ["guard", "ui"])
def test_no_code_asks_which_process_it_talks_to(room: str) -> None:
    """Ids are used again: whoever holds one may be another program by the time it is looked at."""
    asking = {
        str(path.relative_to(ROOT)): names
        for path in (ROOT / room).rglob("*.py")
        if (names := pids_in(path.read_text(encoding="utf-8"))) and str(path.relative_to(ROOT)) not in HARMLESS
    }
    assert asking == {}


@pytest.mark.parametrize(
    "fault",
    [
        "import os\nallowed = os.getppid() == known",
        "line.getsockopt(1, socket.SO_PEERPIDFD)",
        "from os import getpid\ngetpid()",
    ],
)
def test_code_that_did_would_be_found(fault: str) -> None:
    """Else the test above would prove nothing."""
    assert pids_in(fault)


def test_the_peers_process_is_not_even_read() -> None:
    """The system tells process, user and group in one structure; only the user is taken out of it."""
    source = (ROOT / "guard" / "door.py").read_text(encoding="utf-8")
    assert source.count('struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[1]') == 1
    assert source.count("SO_PEERCRED") == 1

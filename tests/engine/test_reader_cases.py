"""Every case below ``tests/cases/readers`` is read by its reader alone and held against its ``expected.json``.

A case is a folder: the tool's files under their usual names, and ``expected.json`` with any of the keys
``routes``, ``holdings``, ``undecided``, ``unreadable`` (all four are compared; a missing key means none).
Values are written as short lines, so that a case reads like an auditor's note.
"""

import json
from importlib import import_module
from pathlib import Path

import pytest

from guard.model.route import Endpoint, Snapshot
from guard.readers import NotReadable, SourceFile

CASES = Path(__file__).parent.parent / "cases" / "readers"
SWITCH = {True: "on", False: "off", None: "unset"}


def _end(end: Endpoint) -> str:
    return f"{end.platform}:{end.account or ''}" + (f" [{end.ref}]" if end.ref else "")


def described(snapshot: Snapshot, root: Path) -> dict[str, list[str]]:
    """The snapshot in the lines of an ``expected.json``."""

    def short(file: str) -> str:
        return Path(file).relative_to(root).as_posix()

    return {
        "routes": sorted(
            f"{r.kind} {SWITCH[r.enabled]} {r.confidence}: {r.source.kind} {_end(r.source)} -> {_end(r.destination)}"
            f" | {short(r.place.file)}:{r.place.line} {r.place.key}"
            for r in snapshot.routes
        ),
        "holdings": sorted(
            f"{_end(h.endpoint)} {'active' if h.active else 'idle' if h.active is False else 'held'}"
            f" | {short(h.place.file)}:{h.place.line} {h.place.key}"
            for h in snapshot.holdings
        ),
        "undecided": sorted(f"{short(u.place.file)} {u.place.key}: {u.reason}" for u in snapshot.undecided),
        "unreadable": sorted(f"{short(u.file)}:{u.line} {u.reason}" for u in snapshot.unreadable),
    }


def read_case(folder: Path) -> dict[str, list[str]]:
    """What the reader named by the parent folder says of one case; a file that nobody can parse is told as such."""
    reader = import_module(f"guard.readers.{folder.parent.name}")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "expected.json")
    claimed: list[SourceFile] = []
    said: list[str] = []
    for path in paths:
        file = SourceFile(path.as_posix(), path.read_bytes())
        try:
            if reader.claims(file):
                claimed.append(file)
        except NotReadable as problem:
            said.append(f"{path.relative_to(folder).as_posix()}:{problem.line} {problem.reason}")
    found = described(reader.read(claimed), folder)
    found["unreadable"] = sorted(found["unreadable"] + said)
    return found


@pytest.mark.parametrize(
    "folder",
    [
        pytest.param(path.parent, id=path.parent.relative_to(CASES).as_posix())
        for path in sorted(CASES.rglob("expected.json"))
    ],
)
def test_a_reader_says_of_its_case_what_an_auditor_would_say(folder: Path) -> None:
    """The four lists of the snapshot equal those of ``expected.json``."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = read_case(folder)
    assert found == {key: sorted(expected.get(key, [])) for key in found}

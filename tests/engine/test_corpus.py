"""Real configuration files with a careful auditor's word on each, where they lie beside the checkout."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import UserDesk

SHARED = Path(__file__).parents[3] / "shared"
CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no collection of real files at {CORPUS}")

LEAST = {
    "recall": 95.0,
    "precision": 95.0,
    "state": 95.0,
    "source kind": 75.0,
    "decoys quiet": 100.0,
    "invalid said": 100.0,
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """The shares of the last line that the scorer prints, in percent."""
    routes = tmp_path_factory.mktemp("corpus") / "routes.json"
    command = [sys.executable, "-m", "guard.cli.main", "routes", "--format", "json", str(CORPUS)]
    with routes.open("wb") as out:
        subprocess.run(command, cwd=Path(__file__).parents[2], stdout=out, check=True)
    scorer = [sys.executable, str(SHARED / "score_routes.py"), str(routes), str(CORPUS / "TRUTH.jsonl")]
    line = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    shares = {name: float(value) for name, value in re.findall(r"(recall|precision) +([\d.]+)%", line)}
    for name, part, whole in re.findall(r"(state|source kind|decoys quiet|invalid said) (\d+)/(\d+)", line):
        shares[name] = 100 * int(part) / max(1, int(whole))
    return shares


@pytest.mark.parametrize("what", LEAST)
def test_the_routes_are_those_of_a_careful_auditor(told: dict[str, float], what: str) -> None:
    """Found, not invented, with their switch and source; decoys quiet, broken files told."""
    assert told[what] >= LEAST[what]


def test_the_audit_of_real_files_tells_every_one_of_them(desk: UserDesk) -> None:
    """Whatever was read, passed over or not readable: together they are all the files there are."""
    files = sum(path.is_file() for path in CORPUS.rglob("*"))
    typed = desk.type("routes", str(CORPUS), "--format", "json")
    snapshot = json.loads(typed.out)
    unclaimed = {lost["file"] for lost in snapshot["unreadable"]} - {route["file"] for route in snapshot["routes"]}
    assert (
        snapshot["files"] + snapshot["passed_over"]
        <= files
        <= snapshot["files"] + snapshot["passed_over"] + len(unclaimed)
    )

"""The shape of the content checks: one file each, with cases that hit and cases that only nearly do."""

import json
from pathlib import Path

import pytest

from guard.checks import Check, checks, name_of

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "checks"
EACH = [pytest.param(check, id=check.__name__) for check in checks()]


@pytest.mark.parametrize("check", EACH)
def test_a_check_has_cases_that_hit_and_cases_that_do_not(check: Check) -> None:
    file = CASES / f"{check.__name__.replace('_', '-')}.jsonl"
    expected = [json.loads(line)["expect"] for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert any(expected), "no case in which it notices anything"
    assert not all(expected), "no case in which it keeps quiet"


@pytest.mark.parametrize("check", EACH)
def test_a_check_has_a_file_of_its_own(check: Check) -> None:
    others = [other for other in checks() if other is not check and other.__module__ == check.__module__]
    assert others == []


def test_no_cases_are_left_over() -> None:
    known = {name_of(check) for check in checks()}
    assert {file.stem for file in CASES.glob("*.jsonl")} <= known

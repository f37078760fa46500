"""Each content check over its own cases."""

from collections.abc import Iterator

import pytest
from check_cases import FOLDER, cases, pieces, post

from guard.checks import Check, checks, name_of


def rows() -> Iterator[object]:
    for check in checks():
        if (FOLDER / f"{name_of(check)}.jsonl").exists():  # tests/contracts/test_checks.py misses those that are not
            for case in cases(name_of(check)):
                # Harper is an extra of 140 MB, which only the slow lane installs
                marks = [pytest.mark.slow] if name_of(check) == "grammar" else []
                yield pytest.param(check, case, id=f"{name_of(check)}: {case['id']}", marks=marks)


@pytest.mark.parametrize(("check", "case"), list(rows()))
def test_a_check_notices(check: Check, case: dict[str, object]) -> None:
    made = post(case)
    found = list(check(made))
    assert pieces(made, found) == case["expect"]
    assert {signal.check for signal in found} <= {name_of(check)}
    said = " ".join(f"{signal.text} {signal.evidence}" for signal in found)
    assert str(case.get("says", "")) in said
    assert any(signal.holds for signal in found) == case.get("holds", False)

"""The shape of the audit rules: one file, one line in the table, one name everywhere, and a case that shows each."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from guard.audit import rules
from guard.audit.reports import FORMATS
from guard.audit.rules import PATHS, RULES, Rule

FOLDER = Path(rules.__file__).parent
CASES = Path(__file__).parent.parent / "cases" / "audit"


def test_the_table_and_the_folder_name_the_same_rules() -> None:
    files = {path.stem.replace("_", "-") for path in FOLDER.glob("*.py") if not path.name.startswith("_")}
    assert {rule.ID for rule in RULES} == files
    assert len({rule.ID for rule in RULES}) == len(RULES)
    assert files > PATHS


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.ID) for rule in RULES])
def test_a_rule_says_what_it_finds_and_what_to_do(rule: Rule) -> None:
    assert rule.ABOUT.endswith(".")
    assert ". " not in rule.ABOUT, "one sentence"
    assert rule.HELP.endswith(".")


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.ID) for rule in RULES])
def test_every_rule_has_a_case_in_which_it_speaks(rule: Rule) -> None:
    found = [line for path in CASES.glob("*.json") for line in json.loads(path.read_text())["expected"]["findings"]]
    found += [
        f" {line}"
        for path in CASES.glob("*.json")
        for line in json.loads(path.read_text())["expected"].get("suppressed", [])
    ]
    assert any(f" {rule.ID}: " in line for line in found)


def test_every_report_format_has_a_file_of_its_name() -> None:
    assert all(callable(import_module(f"guard.audit.reports.{name}").render) for name in FORMATS)

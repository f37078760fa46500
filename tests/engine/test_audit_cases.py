"""Every file in ``tests/cases/audit`` is a small world, and what the audit says of it.

Routes are written as people read them: ``tool kind switch: source -> destination | file:line name``, an end as
``platform:account [ref]``, its kind of source in front where it is no account.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guard.audit import Ignore, Report, audit
from guard.model.identity import Identity, IdentityKind
from guard.model.route import (
    Confidence,
    Endpoint,
    Holding,
    Place,
    Route,
    RouteClass,
    Snapshot,
    Source,
    SourceKind,
    Undecided,
    Unreadable,
)
from guard.platforms import parse_account

CASES = Path(__file__).parent.parent / "cases" / "audit"
TODAY = date(2026, 3, 14)
_END = re.compile(r"(?:(?P<kind>[a-z]+) )?(?P<platform>[\w-]+):(?P<account>[^ \[]*)(?: ?\[(?P<ref>.*)\])?")
_ROUTE = re.compile(
    r"(?P<tool>\S+) (?P<kind>post|bridge|notify|hop) (?P<switch>on|off|unset)(?: (?P<sure>low|medium))?: "
    r"(?P<source>.+) -> (?P<destination>.+) \| (?P<file>[^:]+):(?P<line>\d+) ?(?P<name>.*)"
)
_SWITCH = {"on": True, "off": False, "unset": None}


def end_of(text: str) -> tuple[str | None, str | None, str | None, str | None]:
    """Kind of source, platform, account and reference of one end."""
    found = _END.fullmatch(text)
    if not found:
        return text, None, None, None
    return found["kind"], found["platform"], found["account"] or None, found["ref"]


def route_of(line: str) -> Route:
    """A route from its line."""
    found = _ROUTE.fullmatch(line)
    assert found, f"no route: {line}"
    kind, platform, account, ref = end_of(found["source"])
    return Route(
        found["tool"],
        Source(platform, account, ref, kind=SourceKind(kind or "account")),
        Endpoint(*end_of(found["destination"])[1:]),
        Place(found["file"], found["name"] and f'step "{found["name"]}"', int(found["line"])),
        RouteClass(found["kind"]),
        _SWITCH[found["switch"]],
        Confidence(found["sure"] or "high"),
        found["name"],
    )


def holding_of(line: str) -> Holding:
    """An account that a tool holds: ``tool active|idle|held: end | file:line``."""
    head, _, rest = line.partition(": ")
    shown, _, where = rest.partition(" | ")
    tool, state = head.split()
    file, number = where.split(":")
    active = {"active": True, "idle": False, "held": None}[state]
    return Holding(tool, Endpoint(*end_of(shown)[1:]), Place(file, "", int(number)), active)


def identities_of(case: dict[str, Any]) -> tuple[Identity, ...]:
    """The identities of a case."""
    return tuple(
        Identity(
            one["id"],
            one["name"],
            IdentityKind(one["kind"]),
            one.get("color", "#808080"),
            tuple(parse_account(account) for account in one["accounts"]),
        )
        for one in case["identities"]
    )


def snapshot_of(case: dict[str, Any]) -> Snapshot:
    """All that was read in a case."""
    return Snapshot(
        routes=tuple(map(route_of, case.get("routes", ()))),
        holdings=tuple(map(holding_of, case.get("holdings", ()))),
        undecided=tuple(
            Undecided(one["tool"], Place(one["file"], one["key"], one.get("line")), one["reason"], one.get("name", ""))
            for one in case.get("undecided", ())
        ),
        unreadable=tuple(Unreadable(**one) for one in case.get("unreadable", ())),
        files=tuple(case.get("files", ("flows.json",))),
        passed_over=case.get("passed_over", 0),
    )


def load(name: str) -> dict[str, Any]:
    """A case by the name of its file."""
    case: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return case


def audited(case: dict[str, Any], **more: Any) -> Report:
    """The report on a case."""
    allowed = {tuple(pair) for pair in case.get("allowed", ())}
    ignores = [
        Ignore(one["match"], one["reason"], date.fromisoformat(one["until"]) if "until" in one else None)
        for one in case.get("ignores", ())
    ]
    asked: dict[str, Any] = {
        "today": TODAY,
        "forbidden": lambda source, target: source != target and (source, target) not in allowed,
        "ignores": ignores,
        **more,
    }
    return audit(snapshot_of(case), identities_of(case), case.get("answers"), **asked)


def described(report: Report) -> dict[str, Any]:
    """A report in the words of a case's ``expected``."""
    cut = report.cut
    return {
        "findings": [
            f"{one.finding.severity} {one.finding.confidence} {one.finding.rule}: {' · '.join(one.finding.subject)}"
            for one in report.findings
        ],
        "suppressed": [f"{one.finding.rule} by {one.suppressed_by}: {one.reason}" for one in report.suppressed],
        "forbidden": report.counts.forbidden,
        "cut": cut and f"{cut.step.source} -> {cut.step.destination} by {cut.step.tool}: {cut.cuts} of {cut.of}",
        "exit": report.exit_code,
    }


@pytest.mark.parametrize("name", [pytest.param(path.stem, id=path.stem) for path in sorted(CASES.glob("*.json"))])
def test_the_audit_says_of_a_case_what_an_auditor_would_say(name: str) -> None:
    """Findings, suppressed ones, the number of forbidden pairs, the link to cut and the exit code."""
    case = load(name)
    found, expected = described(audited(case)), case["expected"]
    assert found == {"suppressed": [], **expected}, json.dumps(found, indent=2, ensure_ascii=False)


def test_every_finding_has_evidence_a_fix_and_a_fingerprint_of_its_own() -> None:
    """No rule hands back a finding that one cannot look up, act on or tell from another."""
    told = [one for path in CASES.glob("*.json") for one in audited(load(path.stem)).findings]
    assert all(one.finding.evidence and one.finding.fix.endswith(".") and one.finding.subject for one in told)
    for path in CASES.glob("*.json"):
        prints = [one.fingerprint for one in audited(load(path.stem)).findings]
        assert len(prints) == len(set(prints))

"""The report as SARIF 2.1.0, which code hosts and editors show next to the file.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
import re
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

from guard.audit.report import Report, Told
from guard.audit.reports import words
from guard.audit.rules import RULES
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.route import Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note", Severity.NOTE: "note"}
_NUMBER = {rule.ID: place for place, rule in enumerate(RULES)}
_ROOT = "ROOT"
_DRIVE = re.compile(r"[A-Za-z]:/")


def render(report: Report) -> str:
    """The report as one SARIF log with one run."""
    return json.dumps(content(report), indent=2, ensure_ascii=False) + "\n"


def content(report: Report) -> dict[str, Any]:
    """The SARIF log as plain values."""
    run: dict[str, Any] = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(report, told) for told in (*report.findings, *report.suppressed)],
        "properties": {"forbiddenPairs": report.counts.forbidden, "suppressed": len(report.suppressed)},
    }
    if report.root:
        run["originalUriBaseIds"] = {_ROOT: {"uri": f"{_uri(report.root).rstrip('/')}/"}}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver() -> dict[str, Any]:
    driver: dict[str, Any] = {"name": "Hatcheck", "rules": [_rule(place) for place in range(len(RULES))]}
    try:
        return {**driver, "version": version("hatcheck")}
    except PackageNotFoundError:
        return driver


def _rule(place: int) -> dict[str, Any]:
    rule = RULES[place]
    return {
        "id": rule.ID,
        "name": "".join(word.capitalize() for word in rule.ID.split("-")),
        "shortDescription": {"text": rule.ABOUT},
        "fullDescription": {"text": rule.ABOUT},
        "help": {"text": rule.HELP},
    }


def _invocation(report: Report) -> dict[str, Any]:
    """A file that could not be read makes the run incomplete, not failed; nothing read at all is a failure."""
    notifications = [
        {
            "level": "error",
            "message": {"text": words.plain(f"{report.file(one.file)} {one.reason}")},
            "locations": [_location(report, Place(one.file, "", one.line))],
        }
        for one in report.snapshot.unreadable
    ]
    return {
        "executionSuccessful": not report.nothing_collected,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": notifications,
    }


def _result(report: Report, told: Told) -> dict[str, Any]:
    finding = told.finding
    first, *others = finding.evidence
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": _NUMBER[finding.rule],
        "level": _LEVEL[finding.severity],
        "message": {"text": words.plain(f"{finding.text} {finding.fix}")},
        "locations": [_location(report, first)],
        "partialFingerprints": {"hatcheckFinding/v1": told.fingerprint},
        "properties": {
            "severity": finding.severity,
            "confidence": finding.confidence,
            "subject": [words.plain(word) for word in finding.subject],
        },
    }
    if others:
        result["relatedLocations"] = [
            {"id": number, **_location(report, place)} for number, place in enumerate(others, 1)
        ]
    if finding.path:
        result["codeFlows"] = [{"threadFlows": [{"locations": _flow(report, finding)}]}]
    if told.suppressed_by:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": words.plain(told.reason)}]
    return result


def _flow(report: Report, finding: Finding) -> list[dict[str, Any]]:
    return [
        {
            "location": {
                **_location(report, step.place),
                "message": {"text": words.plain(f"{step.source} → {step.destination} by {step.tool}")},
            },
            "executionOrder": number,
        }
        for number, step in enumerate(finding.path, 1)
    ]


def _location(report: Report, place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(report, place.file)}
    if place.line:
        physical["region"] = {"startLine": place.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.key:
        location["logicalLocations"] = [{"fullyQualifiedName": words.plain(place.key)}]
    return location


def _artifact(report: Report, path: str) -> dict[str, str]:
    """Relative to the audited folder where the file lies in it, else as it is."""
    told = report.file(path)
    if report.root and not _absolute(told):
        return {"uri": _uri(told), "uriBaseId": _ROOT}
    return {"uri": _uri(told)}


def _absolute(path: str) -> bool:
    return path.startswith("/") or _DRIVE.match(path) is not None


def _uri(path: str) -> str:
    path = path.replace("\\", "/")
    quoted = quote(path, safe="/", errors="replace")
    if path.startswith("//"):
        return f"file:{quoted}"
    if path.startswith("/"):
        return f"file://{quoted}"
    return f"file:///{path[:2]}{quote(path[2:], safe='/', errors='replace')}" if _absolute(path) else quoted

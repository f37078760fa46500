"""The report for programs. Keys are only ever added; ``version`` changes when one goes or changes its meaning."""

import json
from typing import Any

from guard.audit.report import Report, Told
from guard.model.decision import Step
from guard.model.route import Place

VERSION = 1


def render(report: Report) -> str:
    """The report as one JSON object."""
    text = json.dumps(content(report), indent=2, ensure_ascii=False) + "\n"
    # A file's name may hold bytes that are no text; the report still has to be.
    return text.encode("utf-8", "replace").decode("utf-8")


def content(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    counts, cut = report.counts, report.cut
    return {
        "version": VERSION,
        "date": report.today.isoformat(),
        "nothing_collected": report.nothing_collected,
        "summary": {
            "findings": len(report.findings),
            "suppressed": len(report.suppressed),
            "severities": {severity.value: count for severity, count in report.severities.items()},
            "accounts": counts.accounts,
            "owned": counts.owned,
            "unnamed": counts.unnamed,
            "routes": counts.routes,
            "routes_off": counts.off,
            "routes_unset": counts.unset,
            "forbidden_pairs": counts.forbidden,
            "forbidden_pairs_suppressed": counts.quiet,
            "not_shown": [{"from": a, "to": b, "pairs": count} for (a, b), count in report.more.items()],
        },
        "cut_link": cut and {**_step(report, cut.step), "cuts": cut.cuts, "of": cut.of, "exact": cut.exact},
        "findings": [_told(report, told) for told in report.findings],
        "suppressed": [
            {**_told(report, told), "suppressed_by": told.suppressed_by, "reason": told.reason}
            for told in report.suppressed
        ],
        "notices": list(report.notices),
        "files": {
            "read": report.read,
            "passed_over": report.snapshot.passed_over,
            "unreadable": [
                {"file": report.file(one.file), "line": one.line, "reason": one.reason, "remedy": one.remedy}
                for one in report.snapshot.unreadable
            ],
        },
    }


def _told(report: Report, told: Told) -> dict[str, Any]:
    finding = told.finding
    return {
        "rule": finding.rule,
        "fingerprint": told.fingerprint,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "text": finding.text,
        "fix": finding.fix,
        "subject": list(finding.subject),
        "path": [_step(report, step) for step in finding.path],
        "evidence": [_place(report, where) for where in finding.evidence],
    }


def _step(report: Report, step: Step) -> dict[str, Any]:
    return {
        "from": step.source,
        "to": step.destination,
        "tool": step.tool,
        "name": step.name,
        "enabled": step.enabled,
        "place": _place(report, step.place),
    }


def _place(report: Report, where: Place) -> dict[str, Any]:
    return {"file": report.file(where.file), "line": where.line, "key": where.key}

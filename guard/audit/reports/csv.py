"""The report for spreadsheets, a line per finding. No cell is taken for a formula."""

import csv
import io
from collections.abc import Iterator

from guard.audit.report import Report, Told
from guard.audit.reports import words

COLUMNS = ("severity", "confidence", "rule", "text", "path", "evidence", "fix", "status", "reason", "fingerprint")


def render(report: Report) -> str:
    """The findings as CSV with a line of headings, the suppressed ones with their reason at the end."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for told in (*report.findings, *report.suppressed):
        writer.writerow([guarded(cell) for cell in _cells(report, told)])
    return out.getvalue()


def _cells(report: Report, told: Told) -> Iterator[str]:
    finding = told.finding
    yield from (finding.severity, finding.confidence, finding.rule, finding.text)
    yield " | ".join(words.link(report, step) for step in finding.path)
    yield " | ".join(words.place(report, where) for where in finding.evidence)
    yield from (finding.fix, told.suppressed_by or "counts", told.reason, told.fingerprint)


def guarded(cell: str) -> str:
    """A cell that every spreadsheet shows as text: https://owasp.org/www-community/attacks/CSV_Injection."""
    cell = words.plain(cell)
    return f"'{cell}" if cell.lstrip()[:1] in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} else cell

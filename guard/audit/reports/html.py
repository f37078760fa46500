"""The report as one page that stands alone: for the person who has to decide, on screen and on paper."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from guard.audit.report import Report, Told
from guard.audit.reports import words
from guard.audit.reports.picture import BOX, picture
from guard.audit.rules import RULES
from guard.model.decision import Severity

_TITLES = {
    Severity.HIGH: "Decide now",
    Severity.MEDIUM: "Look at it soon",
    Severity.LOW: "Good to know",
    Severity.NOTE: "In passing",
}
_HELP = {rule.ID: rule.HELP for rule in RULES}


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("guard.audit", "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = words.plain
    return environment.get_template("report.html.j2")


def render(report: Report) -> str:
    """The report as HTML without scripts, pictures from elsewhere or fonts to load."""
    return _template().render(
        report=report,
        drawn=picture(report),
        box=BOX,
        groups=[group for group in _groups(report) if group["findings"]],
        help=_HELP,
        words=words,
        place=lambda where: words.place(report, where),
    )


def _groups(report: Report) -> list[dict[str, Any]]:
    """The findings by severity, worst first."""
    found: dict[Severity, list[Told]] = {severity: [] for severity in report.severities}
    for told in report.findings:
        found[told.finding.severity].append(told)
    return [{"severity": one, "title": _TITLES[one], "findings": told} for one, told in found.items()]

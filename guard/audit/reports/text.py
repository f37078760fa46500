"""The report for a terminal, as lines of styled spans; whoever prints them chooses the colours."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from guard.audit.report import Report, Told
from guard.audit.reports import words


class Style(StrEnum):
    """What a span is."""

    PLAIN = "plain"
    HEADING = "heading"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOTE = "note"
    PATH = "path"
    FIX = "fix"
    DIM = "dim"
    GOOD = "good"


class Span(NamedTuple):
    """A piece of a line. Its text steers no terminal."""

    style: Style
    text: str


Line = tuple[Span, ...]


def render(report: Report) -> str:
    """The report as plain text."""
    return "".join("".join(span.text for span in line) + "\n" for line in lines(report))


def lines(report: Report) -> Iterator[Line]:
    """The report line by line: findings worst first, the one link, the sum."""
    for told in report.findings:
        yield from _finding(report, told)
        yield ()
    yield from _summary(report)


def _finding(report: Report, told: Told) -> Iterator[Line]:
    finding = told.finding
    style = Style(finding.severity.value)
    sure = "" if finding.confidence == "high" else f", {finding.confidence} confidence"
    yield (
        Span(style, f"{finding.severity.upper()}{sure}"),
        Span(Style.DIM, f"  {finding.rule}  {told.fingerprint[:12]}"),
    )
    yield _line(Style.PLAIN, f"  {finding.text}")
    if finding.path:
        for step in finding.path:
            yield _line(Style.PATH, f"    {words.link(report, step)}")
    else:
        for where in finding.evidence:
            yield _line(Style.PATH, f"    {words.place(report, where)}")
    yield Span(Style.FIX, "  Fix: "), Span(Style.PLAIN, words.plain(finding.fix))


def _summary(report: Report) -> Iterator[Line]:
    good = not report.findings and not report.nothing_collected
    yield _line(Style.GOOD if good else Style.HEADING, words.verdict(report))
    if quiet := report.counts.quiet:
        yield _line(Style.PLAIN, f"{words.number(quiet, 'more pair is', 'more pairs are')} known and kept quiet.")
    if cut := words.cut(report):
        yield _line(Style.PLAIN, cut)
        if report.cut:
            yield _line(Style.PATH, f"    {words.link(report, report.cut.step)}")
    severities = ", ".join(f"{count:,} {severity}" for severity, count in report.severities.items() if count)
    if severities:
        yield _line(Style.PLAIN, f"{words.number(len(report.findings), 'finding')}: {severities}.")
    yield _line(Style.DIM, words.collected(report))
    for sentence in (*words.left_out(report), *report.notices):
        yield _line(Style.DIM, sentence)
    yield from _suppressed(report)


def _suppressed(report: Report) -> Iterator[Line]:
    if report.suppressed:
        yield _line(Style.DIM, f"{words.number(len(report.suppressed), 'finding')} not shown:")
    reasons: dict[tuple[str, str], int] = {}
    for told in report.suppressed:
        key = (told.suppressed_by or "", told.reason)
        reasons[key] = reasons.get(key, 0) + 1
    for (by, reason), count in reasons.items():
        yield _line(Style.DIM, f"    {count:,} by {by}: {reason}")


def _line(style: Style, text: str) -> Line:
    return (Span(style, words.plain(text)),)

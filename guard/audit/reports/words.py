"""The sentences that every report for people says: the numbers, the one link to cut, what was read."""

import unicodedata
from collections.abc import Iterator

from guard.audit.report import Report
from guard.model.decision import Step
from guard.model.route import Place

SWITCH = {True: "on", False: "switched off", None: "on or off unknown"}


def number(count: int, one: str, many: str = "") -> str:
    """A count with its noun: ``1 route``, ``1,200 routes``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def verdict(report: Report) -> str:
    """The whole report in one sentence."""
    if report.nothing_collected:
        return "Nothing could be read, so nothing is known. That is not the same as clean."
    counts = report.counts
    if counts.open:
        pairs = number(counts.open, "pair of accounts is", "pairs of accounts are")
        return f"{pairs} mirrored from one identity into another."
    new = (
        "Nothing new: every mirror into another identity is known"
        if counts.quiet
        else ("No account is mirrored into another identity's")
    )
    return f"{new}; {number(len(report.findings), 'thing')} to look at." if report.findings else f"{new}."


def cut(report: Report) -> str:
    """What the one link is worth; empty where nothing is forbidden."""
    forbidden, link = report.counts.forbidden, report.cut
    if not forbidden:
        return ""
    if link is None:
        return "No single link ends any of the forbidden paths: each has a second way."
    if not link.cuts:
        return "There are too many links to name the one whose removal ends most paths; this one is used most."
    least = "" if link.exact else "at least "
    share = "all" if link.cuts == forbidden else f"{least}{link.cuts:,}"
    rest = "" if link.exact else " There may be a better one: there were too many links to compare them all."
    return f"Removing this one link ends {share} of {number(forbidden, 'forbidden path')}.{rest}"


def collected(report: Report) -> str:
    """What was looked at."""
    counts, snapshot = report.counts, report.snapshot
    off = f", {counts.off:,} of them off" if counts.off else ""
    unset = f", {counts.unset:,} on or off unknown" if counts.unset else ""
    return (
        f"{number(report.read, 'file')} read, {number(len(snapshot.unreadable), 'place')} could not be read, "
        f"{snapshot.passed_over:,} passed over; {number(counts.routes, 'route')}{off}{unset}, "
        f"{number(counts.accounts, 'account')}, {counts.owned:,} of them with an owner, "
        f"{counts.unnamed:,} still without a name."
    )


def left_out(report: Report) -> Iterator[str]:
    """What is counted and not shown one by one."""
    names = report.case.identities
    for (source, target), count in report.more.items():
        paths = number(count, "more path")
        yield f"{paths} from {names[source].name} to {names[target].name} not shown one by one."


def place(report: Report, where: Place) -> str:
    """A place in a file, the file relative to the audited folder."""
    return str(Place(report.file(where.file), where.key, where.line))


def link(report: Report, step: Step) -> str:
    """One link of a path in a line."""
    switch = "" if step.enabled else f" ({SWITCH[step.enabled]})"
    return f"{step.source} → {step.destination} by {step.by}{switch}, {place(report, step.place)}"


def plain(text: str) -> str:
    """Text on one line and without characters that steer a terminal or turn the order of letters around."""
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    # Cc and Cf hold escape sequences and direction marks; a joiner is part of words and of emoji.
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and letter not in "\u200c\u200d":
        return "\N{REPLACEMENT CHARACTER}" if letter not in "\t\n\r" else " "
    return letter

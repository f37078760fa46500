"""The sentences that every report for people says: the numbers, the one link to cut, what was read."""

import unicodedata
from collections.abc import Iterator

from guard.audit.cut import CutLink
from guard.audit.report import Report
from guard.model.decision import Step
from guard.model.route import Place
from guard.model.sentence import Sentence

_OFF = {False: Sentence.of(" (switched off)"), None: Sentence.of(" (on or off unknown)")}


_UNSURE = Sentence.of("There may be a better one: there were too many links to compare them all.")


def number(count: int, one: str, many: str = "") -> Sentence:
    """A count with its noun: ``1 route``, ``1,200 routes``."""
    return Sentence.of("{count:,} {noun}", count=count, noun=one if count == 1 else many or one + "s")


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
        return Sentence.of("No single link ends any of the forbidden paths: each has a second way.")
    if not link.cuts:
        pattern = "There are too many links to name the one whose removal ends most paths; this one is used most."
        return Sentence.of(pattern)
    ends = _ends(link, forbidden)
    return ends if link.exact else Sentence.joined((ends, _UNSURE), " ")


def _ends(link: CutLink, forbidden: int) -> Sentence:
    if forbidden == 1:
        return Sentence.of("Removing this one link ends all of 1 forbidden path.")
    if link.cuts == forbidden:
        return Sentence.of("Removing this one link ends all of {count:,} forbidden paths.", count=forbidden)
    share = Sentence.of("{cuts:,}" if link.exact else "at least {cuts:,}", cuts=link.cuts)
    return Sentence.of(
        "Removing this one link ends {share} of {count:,} forbidden paths.", share=share, count=forbidden
    )


def collected(report: Report) -> str:
    """What was looked at."""
    counts, snapshot = report.counts, report.snapshot
    pattern = (
        "{files} read, {places} could not be read, {passed:,} passed over; {routes}{off}{unset}, "
        "{accounts}, {owned:,} of them with an owner, {unnamed:,} still without a name."
    )
    return Sentence.of(
        pattern,
        files=number(report.read, Sentence.of("file"), Sentence.of("files")),
        places=number(len(snapshot.unreadable), Sentence.of("place"), Sentence.of("places")),
        passed=snapshot.passed_over,
        routes=number(counts.routes, Sentence.of("route"), Sentence.of("routes")),
        off=Sentence.of(", {count:,} of them off", count=counts.off) if counts.off else "",
        unset=Sentence.of(", {count:,} on or off unknown", count=counts.unset) if counts.unset else "",
        accounts=number(counts.accounts, Sentence.of("account"), Sentence.of("accounts")),
        owned=counts.owned,
        unnamed=counts.unnamed,
    )


def left_out(report: Report) -> Iterator[str]:
    """What is counted and not shown one by one."""
    names = report.case.identities
    for (source, target), count in report.more.items():
        yield Sentence.of(
            "{paths} from {source} to {target} not shown one by one.",
            paths=number(count, Sentence.of("more path"), Sentence.of("more paths")),
            source=names[source].name,
            target=names[target].name,
        )


def place(report: Report, where: Place) -> str:
    """A place in a file, the file relative to the audited folder."""
    return str(Place(report.file(where.file), where.key, where.line))


def link(report: Report, step: Step) -> Sentence:
    """One link of a path in a line."""
    return Sentence.of(
        "{source} → {destination} by {by}{switch}, {place}",
        source=step.source,
        destination=step.destination,
        by=step.by,
        switch="" if step.enabled else _OFF[step.enabled],
        place=place(report, step.place),
    )


def plain(text: str) -> str:
    """Text on one line and without characters that steer a terminal or turn the order of letters around."""
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    # Cc and Cf hold escape sequences and direction marks; a joiner is part of words and of emoji.
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and letter not in "\u200c\u200d":
        return "\N{REPLACEMENT CHARACTER}" if letter not in "\t\n\r" else " "
    return letter

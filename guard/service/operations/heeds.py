"""The operation ``heeds``: what was shown, heeded and overridden in the last days, and what that means."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from guard.engine.drills import Drills
from guard.engine.heeding import Heed, Heeding
from guard.journal import Journal, JournalError
from guard.languages import said
from guard.model.event import Event
from guard.model.sentence import Sentence
from guard.protocol import ErrorCode, Refused
from guard.protocol.replies import HeedRow, HeedRows

MOST_DAYS = 90


def heeds(journal: Journal, days: int, now: datetime, language: str) -> HeedRows:
    """The counts of these days; raises Refused where the journal cannot be read. Blocks."""
    days = max(1, min(MOST_DAYS, days))
    try:
        events = [row.event for row in journal.rows(since=now - timedelta(days=days))]
    except JournalError as error:
        raise Refused(ErrorCode.NOT_READ, str(error)) from None
    heeding, drills = Heeding(events), Drills.of(events)
    ordered = sorted(heeding.all.items(), key=lambda entry: (-entry[1].shown, -entry[1].noted, entry[0]))
    return HeedRows(
        days,
        [said(text, language) for text in _summary(events, ordered, heeding, drills)],
        [_row(name, heed, demoted=heeding.demoted(name)) for name, heed in ordered],
        drills.shown,
        drills.noticed,
    )


def _row(name: str, heed: Heed, *, demoted: bool) -> HeedRow:
    return HeedRow(name, heed.shown, heed.heeded, heed.overridden, heed.noted, demoted)


def _summary(
    events: Iterable[Event], heeds: Iterable[tuple[str, Heed]], heeding: Heeding, drills: Drills
) -> Iterator[Sentence]:
    decisions = [event.detail.get("verdict") for event in events if event.kind == "decision"]
    answers = [e.detail.get("verdict") for e in events if e.kind == "answer" and e.detail.get("by") == "answer"]
    yield Sentence.of(
        "{posts} posts were looked at, {held} were held; you stopped {stopped} and released {released}.",
        posts=len(decisions),
        held=decisions.count("hold"),
        stopped=answers.count("deny"),
        released=answers.count("allow"),
    )
    for name, heed in heeds:
        if heeding.demoted(name):
            pattern = "“{rule}” holds nothing by itself any more: you released {count} of its last {of}."
            yield Sentence.of(pattern, rule=name, count=sum(heed.last), of=len(heed.last))
    if drills.shown:
        pattern = "{stopped} of {shown} drills were stopped."
        yield Sentence.of(pattern, stopped=drills.noticed, shown=drills.shown)

"""From the entries of a record to the incident as it stands. Pure: the same entries give the same incident."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from guard.incident.moments import moment_of
from guard.incident.sentences import again, together
from guard.incident.shapes import fitting
from guard.incident.sofar import SoFar
from guard.incident.steps import SETTLED
from guard.model.decision import Severity
from guard.model.incident import Entry, EntryKind, Evidence, Incident, Person, Step, StepStatus
from guard.model.scheduler import Line, LineOutcome
from guard.model.sentence import Sentence

Steps = tuple[Step, ...]
_NAMED = 5
"""Entries that are named where something is not understood in more of them."""


def fold(name: str, entries: Iterable[Entry], broken: str = "") -> Incident:
    """The incident called ``name``; raises ValueError where the first entry does not open one, and nothing else.

    An entry of which this version understands nothing changes nothing, and stays in the record. What is not of the
    shape that its kind has is left out, and told in ``broken``.
    """
    given = tuple(entries)
    if not given or given[0].kind is not EntryKind.OPENED:
        raise ValueError("the record does not begin with the opening of an incident")
    so_far, told, wrong = SoFar(), list[Entry](), list[tuple[int, Sequence[str]]]()
    _opened(so_far, fitting(EntryKind.OPENED, given[0].detail).detail)
    for entry in given:
        fits = fitting(entry.kind, entry.detail)
        if fits.wrong:
            wrong.append((entry.number, fits.wrong))
        understood = replace(entry, detail=fits.detail) if fits.wrong else entry
        change = _CHANGES.get(entry.kind)
        reopened = change(so_far, understood) if change and fits.tells else None
        told.append(replace(understood, reopened=reopened) if reopened else understood)
    return so_far.incident(name, told[0], told, together((broken, _not_understood(wrong))))


def _not_understood(wrong: Sequence[tuple[int, Sequence[str]]]) -> str:
    if not wrong:
        return ""
    named = [f"{number} ({', '.join(keys)})" for number, keys in wrong[:_NAMED]]
    entries = ", ".join(named) + (" …" if len(wrong) > _NAMED else "")
    return Sentence.of("What is not understood in these entries is left out: {entries}.", entries=entries)


def _opened(so_far: SoFar, said: Mapping[str, Any]) -> None:
    so_far.text, so_far.url = str(said.get("text", "")), str(said.get("url", ""))
    so_far.account, so_far.source = str(said.get("account", "")), str(said.get("source", ""))
    so_far.row = said.get("row")


def _fact(so_far: SoFar, entry: Entry) -> None:
    """The post itself may become known only after the incident was opened, by a freeze; what is known stays."""
    post: Mapping[str, Any] = entry.detail.get("post") or {}
    so_far.text = so_far.text or str(post.get("text", ""))
    so_far.url = so_far.url or str(post.get("url", ""))
    so_far.account = so_far.account or str(post.get("account", ""))
    so_far.source = str(post.get("source", "")) or so_far.source
    so_far.row = post.get("row") if so_far.row is None else so_far.row


def _frozen(so_far: SoFar, _entry: Entry) -> Steps:
    """What came of an earlier freeze says nothing about this one, nor what was decided about tools paused by hand.

    What was paused, and what was let go on, has to be looked at once more; a closed incident is open again with it.
    """
    so_far.frozen, so_far.asked, so_far.closed = True, False, None
    so_far.lines, so_far.said_paused = {}, {}
    so_far.decided = {key: choice for key, choice in so_far.decided.items() if key[1]}
    return so_far.take_up(Step.PAUSE, Step.RESUME)


def _unfrozen(so_far: SoFar, _entry: Entry) -> None:
    so_far.frozen = False


def _line(so_far: SoFar, entry: Entry) -> Steps:
    """The last line of each tool counts; a new one ends what a person said of the one before.

    What was paused once may go on again, and be found so by another run.
    """
    said = entry.detail
    line = Line(
        scheduler=str(said["scheduler"]),
        name=str(said["name"]),
        outcome=LineOutcome(said["outcome"]),
        text=again(said["text"]),
        do=again(said.get("do", "")),
        link=str(said.get("link", "")),
        seconds=float(said.get("seconds", 0)),
    )
    so_far.lines.pop(line.scheduler, None)
    so_far.lines[line.scheduler] = line
    so_far.said_paused.pop(line.scheduler, None)
    return () if line.outcome in SETTLED else so_far.take_up(Step.PAUSE)


def _asked(so_far: SoFar, _entry: Entry) -> None:
    so_far.asked = True


def _said_paused(so_far: SoFar, entry: Entry) -> None:
    so_far.said_paused[str(entry.detail["scheduler"])] = str(entry.detail["how"])


def _assessed(so_far: SoFar, entry: Entry) -> None:
    so_far.severity = Severity(entry.detail["severity"])
    so_far.hits, so_far.teams = tuple(entry.detail["hits"]), tuple(entry.detail["teams"])


def _told(so_far: SoFar, entry: Entry) -> None:
    so_far.told[str(entry.detail["team"])] = str(entry.detail["how"])


def _weighed(so_far: SoFar, entry: Entry) -> None:
    so_far.deletion, so_far.deletion_reason = str(entry.detail["choice"]), str(entry.detail["reason"])


def _said_deleted(so_far: SoFar, entry: Entry) -> None:
    so_far.deleted = str(entry.detail["how"])


def _drafted(so_far: SoFar, entry: Entry) -> None:
    """Another wording is another statement: who approved the old one did not see this."""
    text = str(entry.detail["text"])
    if text != so_far.draft:
        so_far.draft, so_far.approved = text, {}


def _approved(so_far: SoFar, entry: Entry) -> None:
    """Of the wording that was approved; another one may have been written while the colleague looked at it."""
    if str(entry.detail.get("text", so_far.draft)) == so_far.draft:
        so_far.approved[str(entry.detail["who"])] = str(entry.detail["how"])


def _published(so_far: SoFar, entry: Entry) -> None:
    so_far.published, so_far.published_at = str(entry.detail["url"]), entry.at


def _person(so_far: SoFar, entry: Entry) -> None:
    said, number = entry.detail, len(so_far.people) + 1
    so_far.people.append(Person(number, str(said["who"]), str(said.get("link", "")), str(said.get("text", ""))))


def _answered(so_far: SoFar, entry: Entry) -> None:
    said, place = entry.detail, entry.detail["person"] - 1
    if 0 <= place < len(so_far.people):
        so_far.people[place] = replace(so_far.people[place], how=str(said["how"]), answered=said["answered"])


def _decided(so_far: SoFar, entry: Entry) -> None:
    so_far.decided[str(entry.detail["scheduler"]), str(entry.detail["item"])] = str(entry.detail["choice"])


def _rule(so_far: SoFar, entry: Entry) -> None:
    if rule := str(entry.detail["rule"]):
        so_far.rules[rule] = entry.detail["taken"]
    else:
        so_far.no_rule = str(entry.detail.get("reason", ""))


def _lesson(so_far: SoFar, entry: Entry) -> None:
    so_far.lessons.append(str(entry.detail["text"]))


def _evidence(so_far: SoFar, entry: Entry) -> None:
    said = entry.detail
    so_far.evidence.append(Evidence(said["name"], said["sha256"], said["size"], str(said.get("what", ""))))


def _owned(so_far: SoFar, entry: Entry) -> None:
    so_far.step(_step(entry), owner=str(entry.detail["who"]), due=moment_of(entry.detail.get("due")))


def _finished(so_far: SoFar, entry: Entry) -> None:
    so_far.step(_step(entry), status=StepStatus.DONE, since=entry.at, reason="")


def _skipped(so_far: SoFar, entry: Entry) -> None:
    so_far.step(_step(entry), status=StepStatus.SKIPPED, since=entry.at, reason=str(entry.detail["reason"]))


def _reopened(so_far: SoFar, entry: Entry) -> None:
    """With a step the incident is open again; with the statement's, another statement can be written."""
    so_far.closed = None
    if _step(entry) is Step.STATEMENT:
        so_far.published, so_far.published_at = "", None
    so_far.take_up(_step(entry))


def _step(entry: Entry) -> Step:
    return Step(entry.detail["step"])


def _closed(so_far: SoFar, entry: Entry) -> None:
    so_far.closed = entry.at


_CHANGES: Mapping[EntryKind, Callable[[SoFar, Entry], Steps | None]] = {
    EntryKind.FACT: _fact,
    EntryKind.FROZEN: _frozen,
    EntryKind.UNFROZEN: _unfrozen,
    EntryKind.LINE: _line,
    EntryKind.ASKED: _asked,
    EntryKind.SAID_PAUSED: _said_paused,
    EntryKind.ASSESSED: _assessed,
    EntryKind.TOLD: _told,
    EntryKind.WEIGHED: _weighed,
    EntryKind.SAID_DELETED: _said_deleted,
    EntryKind.DRAFTED: _drafted,
    EntryKind.APPROVED: _approved,
    EntryKind.PUBLISHED: _published,
    EntryKind.PERSON: _person,
    EntryKind.ANSWERED: _answered,
    EntryKind.DECIDED: _decided,
    EntryKind.RULE: _rule,
    EntryKind.LESSON: _lesson,
    EntryKind.EVIDENCE: _evidence,
    EntryKind.OWNED: _owned,
    EntryKind.FINISHED: _finished,
    EntryKind.SKIPPED: _skipped,
    EntryKind.REOPENED: _reopened,
    EntryKind.CLOSED: _closed,
}

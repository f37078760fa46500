"""From the entries of a record to the incident as it stands. Pure: the same entries give the same incident."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from guard.incident.sentences import again
from guard.model.decision import Severity
from guard.model.incident import Entry, EntryKind, Evidence, Incident, Person, Step, StepState, StepStatus
from guard.model.scheduler import Line, LineOutcome

Detail = Mapping[str, Any]


def fold(name: str, entries: Iterable[Entry], broken: str = "") -> Incident:
    """The incident called ``name``; raises ValueError where the first entry does not open one.

    An entry of which this version understands nothing changes nothing, and stays in the record.
    """
    told = tuple(entries)
    if not told or told[0].kind is not EntryKind.OPENED:
        raise ValueError("the record does not begin with the opening of an incident")
    incident = _opened(name, told[0])
    for entry in told[1:]:
        if change := _CHANGES.get(entry.kind):
            incident = change(incident, entry)
    return replace(incident, entries=told, broken=broken, steps=_gated(incident.steps))


def _opened(name: str, entry: Entry) -> Incident:
    said = entry.detail
    row = said.get("row")
    return Incident(
        id=name,
        brand=str(said.get("brand", "")),
        title=str(said.get("title", "")),
        opened=entry.at,
        text=str(said.get("text", "")),
        url=str(said.get("url", "")),
        account=str(said.get("account", "")),
        source=str(said.get("source", "")),
        row=row if isinstance(row, int) else None,
        steps={step: StepState(StepStatus.OPEN) for step in Step},
    )


def _gated(steps: Mapping[Step, StepState]) -> dict[Step, StepState]:
    """The first step that is not over is open; those after it wait."""
    gated, open_now = {}, True
    for step in Step:
        state = steps[step]
        if state.status.over:
            gated[step] = state
            continue
        gated[step] = replace(state, status=StepStatus.OPEN if open_now else StepStatus.WAITING)
        open_now = False
    return gated


def _fact(incident: Incident, entry: Entry) -> Incident:
    """The post itself may become known only after the incident was opened, by a freeze; what is known stays."""
    post = entry.detail.get("post")
    if not isinstance(post, Mapping):
        return incident
    row = post.get("row")
    return replace(
        incident,
        text=incident.text or str(post.get("text", "")),
        url=incident.url or str(post.get("url", "")),
        account=incident.account or str(post.get("account", "")),
        source=str(post.get("source", "")) or incident.source,
        row=row if incident.row is None and isinstance(row, int) else incident.row,
    )


def _frozen(incident: Incident, _entry: Entry) -> Incident:
    """What came of an earlier freeze says nothing about this one."""
    return replace(incident, frozen=True, lines=(), said_paused={})


def _unfrozen(incident: Incident, _entry: Entry) -> Incident:
    return replace(incident, frozen=False)


def _line(incident: Incident, entry: Entry) -> Incident:
    """The last line of each tool counts; a new one ends what a person said of the one before."""
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
    others = tuple(one for one in incident.lines if one.scheduler != line.scheduler)
    kept = {name: how for name, how in incident.said_paused.items() if name != line.scheduler}
    return replace(incident, lines=(*others, line), said_paused=kept)


def _said_paused(incident: Incident, entry: Entry) -> Incident:
    said = {**incident.said_paused, str(entry.detail["scheduler"]): str(entry.detail["how"])}
    return replace(incident, said_paused=said)


def _assessed(incident: Incident, entry: Entry) -> Incident:
    said = entry.detail
    return replace(
        incident,
        severity=Severity(said["severity"]),
        hits=tuple(map(str, said["hits"])),
        teams=tuple(map(str, said["teams"])),
    )


def _told(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, told={**incident.told, str(entry.detail["team"]): str(entry.detail["how"])})


def _weighed(incident: Incident, entry: Entry) -> Incident:
    choice, reason = str(entry.detail["choice"]), str(entry.detail["reason"])
    return replace(incident, deletion=choice, deletion_reason=reason)


def _said_deleted(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, deleted=str(entry.detail["how"]))


def _drafted(incident: Incident, entry: Entry) -> Incident:
    """Another wording is another statement: who approved the old one did not see this."""
    text = str(entry.detail["text"])
    return incident if text == incident.draft else replace(incident, draft=text, approved={})


def _approved(incident: Incident, entry: Entry) -> Incident:
    """Of the wording that was approved; another one may have been written while the colleague looked at it."""
    if str(entry.detail.get("text", incident.draft)) != incident.draft:
        return incident
    return replace(incident, approved={**incident.approved, str(entry.detail["who"]): str(entry.detail["how"])})


def _published(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, published=str(entry.detail["url"]), published_at=entry.at)


def _person(incident: Incident, entry: Entry) -> Incident:
    said = entry.detail
    number = len(incident.people) + 1
    person = Person(number, str(said["who"]), str(said.get("link", "")), str(said.get("text", "")))
    return replace(incident, people=(*incident.people, person))


def _answered(incident: Incident, entry: Entry) -> Incident:
    said = entry.detail
    people = tuple(
        replace(one, how=str(said["how"]), answered=bool(said["answered"])) if one.number == said["person"] else one
        for one in incident.people
    )
    return replace(incident, people=people)


def _decided(incident: Incident, entry: Entry) -> Incident:
    key = f"{entry.detail['scheduler']}/{entry.detail['item']}"
    return replace(incident, decided={**incident.decided, key: str(entry.detail["choice"])})


def _rule(incident: Incident, entry: Entry) -> Incident:
    said = entry.detail
    if not said.get("rule"):
        return replace(incident, no_rule=str(said.get("reason", "")))
    return replace(incident, rules={**incident.rules, str(said["rule"]): bool(said["taken"])})


def _lesson(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, lessons=(*incident.lessons, str(entry.detail["text"])))


def _evidence(incident: Incident, entry: Entry) -> Incident:
    said = entry.detail
    kept = Evidence(str(said["name"]), str(said["sha256"]), int(said["size"]), str(said.get("what", "")))
    return replace(incident, evidence=(*incident.evidence, kept))


def _owned(incident: Incident, entry: Entry) -> Incident:
    due = str(entry.detail.get("due", ""))
    return _stepped(incident, entry, owner=str(entry.detail["who"]), due=datetime.fromisoformat(due) if due else None)


def _finished(incident: Incident, entry: Entry) -> Incident:
    return _stepped(incident, entry, status=StepStatus.DONE, since=entry.at, reason="")


def _skipped(incident: Incident, entry: Entry) -> Incident:
    reason = str(entry.detail["reason"])
    return _stepped(incident, entry, status=StepStatus.SKIPPED, since=entry.at, reason=reason)


def _reopened(incident: Incident, entry: Entry) -> Incident:
    """With a step the incident is open again; with the statement's, another statement can be written."""
    incident = replace(incident, closed=None)
    if entry.detail["step"] == Step.STATEMENT:
        incident = replace(incident, published="", published_at=None)
    return _stepped(incident, entry, status=StepStatus.OPEN, since=None, reason="")


def _stepped(incident: Incident, entry: Entry, **changes: Any) -> Incident:  # noqa: ANN401 - fields of StepState
    step = Step(entry.detail["step"])
    return replace(incident, steps={**incident.steps, step: replace(incident.steps[step], **changes)})


def _closed(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, closed=entry.at)


_CHANGES: Mapping[EntryKind, Callable[[Incident, Entry], Incident]] = {
    EntryKind.FACT: _fact,
    EntryKind.FROZEN: _frozen,
    EntryKind.UNFROZEN: _unfrozen,
    EntryKind.LINE: _line,
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

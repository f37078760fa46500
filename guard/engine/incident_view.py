"""An incident as it is shown: everything said in one language, with what stands around it on this desk."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from guard.engine.incident_lines import badge_of
from guard.engine.incidents import sealed
from guard.engine.lessons import rules
from guard.engine.noticing import Noticing
from guard.engine.response import Response
from guard.engine.statement import needs_approval, noticed_in, request_of_statement
from guard.incident.deeds import title_of
from guard.incident.evidence import path_of
from guard.incident.guidance import HITS, consequences, guidance
from guard.incident.phrases import phrase, private
from guard.incident.proof import compared, evidence_problems
from guard.incident.sentences import again, together
from guard.incident.steps import Around, missing
from guard.journal.reading import Row
from guard.languages import said
from guard.model.decision import Severity, Signal
from guard.model.identity import Identity
from guard.model.incident import EntryKind, Incident, Step, Team
from guard.model.scheduler import ItemKind, Line
from guard.model.sentence import Sentence
from guard.pausing.ledger import BrokenLedger, Fate, Waiting
from guard.platforms import BadAccount, parse_account
from guard.protocol import incidents as wire
from guard.protocol.card import CardReason
from guard.workspace import Workspace

_UNWATCHED = Sentence.of("Nobody watches what is said. Begin with: hatcheck watch add")
NOT_WATCHED = wire.Talk([], _UNWATCHED, [], [])


def view_of(
    name: str,
    response: Response,
    workspace: Workspace,
    noticing: Noticing,
    now: datetime,
    language: str,
    talk: wire.Talk = NOT_WATCHED,
    rows: Iterable[Row] | None = None,
) -> wire.IncidentView:
    """The whole of it; raises NoIncident, BrokenRecord and BrokenState. Blocks while files are read.

    With the journal's ``rows`` of incidents, the record is compared with them, and the evidence with its hashes.
    """
    incident = response.incidents.get(name)
    around = response.around(incident, workspace)
    brand = workspace.identity(incident.brand)
    noticed = noticed_in(incident.draft, brand, workspace, noticing, now) if incident.draft and brand else ()
    asked = needs_approval(brand) and brand is not None and bool(incident.draft)
    names = {one.id: one.name for one in workspace.teams} | {one.id: one.shown for one in workspace.schedulers}
    folder = response.incidents.evidence(name)
    problems = [incident.broken] if incident.broken else []
    held: tuple[Waiting, ...] = ()
    try:
        held = response.held(incident, workspace)
    except BrokenLedger as lost:
        problems.append(lost.text)
    if rows is not None:
        problems.append(compared(incident.entries, sealed(rows, name)))
        problems += evidence_problems(folder, incident.evidence)
    return wire.IncidentView(
        incident=incident.id,
        badge=badge_of(incident, workspace),
        title=incident.title,
        opened=incident.opened.isoformat(),
        text=incident.text,
        url=incident.url,
        account=incident.account,
        source=incident.source,
        frozen=around.frozen,
        pausing=around.pausing,
        current=incident.current.value if incident.current and not incident.closed else "",
        steps=[_step(step, incident, around, now, language) for step in Step],
        facts=[said(phrase(entry, names), language) for entry in incident.entries if entry.kind is EntryKind.FACT],
        hits=list(incident.hits),
        hits_known=[said(hit, language) for hit in HITS],
        severity=incident.severity.value if incident.severity else "",
        teams=[_team(team, incident, brand, now, language) for team in _teams(incident, workspace)],
        lines=list(_lines(incident, response, workspace, language)),
        consequences=[said(one, language) for one in consequences(_platform(incident))],
        deletion=incident.deletion,
        deletion_reason=incident.deletion_reason,
        deleted=incident.deleted,
        draft=incident.draft,
        noticed=[_reason(signal, language) for signal in noticed],
        needs_approval=around.needs_approval,
        approved=list(incident.approved),
        approval=_request(incident, brand, noticed, language) if asked and brand else "",
        published=incident.published,
        people=[wire.PersonView(p.number, p.who, p.link, p.text, p.how, p.answered) for p in incident.people],
        waiting=[_waiting(one, workspace, now) for one in held],
        proposals=list(_proposals(incident, workspace, language)),
        no_rule=incident.no_rule,
        lessons=list(incident.lessons),
        entries=[
            wire.EntryView(
                number=entry.number,
                at=entry.at.isoformat(),
                by=entry.by,
                kind=entry.kind.value,
                text=said(phrase(entry, names), language),
                private=private(entry),
            )
            for entry in incident.entries
        ],
        evidence=[
            wire.EvidenceView(one.name, one.sha256, one.size, one.what, str(path_of(folder, one)))
            for one in incident.evidence
        ],
        talk=_talk(talk, language),
        closed=incident.closed.isoformat() if incident.closed else "",
        broken=said(together(problems), language),
    )


def _step(step: Step, incident: Incident, around: Around, now: datetime, language: str) -> wire.StepView:
    state = incident.steps[step]
    over = state.status.over
    return wire.StepView(
        step=step.value,
        title=said(title_of(step), language),
        status=state.status.value,
        guidance=[said(one, language) for one in guidance(step)],
        missing=[] if over else [said(one, language) for one in missing(incident, step, around)],
        owner=state.owner,
        due=state.due.isoformat() if state.due else "",
        late=state.due is not None and not over and state.due < now,
        since=state.since.isoformat() if state.since else "",
        reason=state.reason,
    )


def _teams(incident: Incident, workspace: Workspace) -> list[Team]:
    """The brand's, those that this hits first."""
    ours = [team for team in workspace.teams if not team.brands or incident.brand in team.brands]
    return sorted(ours, key=lambda team: (not _suits(team, incident), team.id not in incident.teams))


def _suits(team: Team, incident: Incident) -> bool:
    hit = {one.casefold() for one in incident.hits}
    return not team.hits or any(wanted in one for one in hit for wanted in team.hits)


_DAY = range(7, 20)
"""Hours at which the number for the day is called, where the brand has said none."""


def _team(team: Team, incident: Incident, brand: Identity | None, now: datetime, language: str) -> wire.TeamView:
    """By day as by day; outside the brand's hours by the number for the night, where there is one."""
    hours = brand.hours if brand else ()
    night = not any(one.cover(now) for one in hours) if hours else now.hour not in _DAY
    reach = team.phone
    if night and team.nights:
        reach = said(Sentence.of("{number} (nights)", number=team.nights), language)
    elif team.phone and team.nights:
        pattern = "{number}; at night {nights}"
        reach = said(Sentence.of(pattern, number=team.phone, nights=team.nights), language)
    return wire.TeamView(
        id=team.id,
        name=team.name,
        who=team.who,
        reach=reach or team.nights,
        suits=_suits(team, incident),
        chosen=team.id in incident.teams,
        told=incident.told.get(team.id, ""),
    )


def _lines(incident: Incident, response: Response, workspace: Workspace, language: str) -> Iterator[wire.ToolLine]:
    """What came of each tool; those of which nothing is known yet as well, so that none is forgotten."""
    for line in incident.lines:
        yield _line(line, incident, language)
    told = {line.scheduler for line in incident.lines}
    pausing = incident.id in response.pausing
    for one in workspace.schedulers:
        if incident.brand not in one.brands or one.id in told or not incident.frozen:
            continue
        text = Sentence.of("It is being asked.") if pausing else Sentence.of("It was not asked yet: pause once more.")
        yield wire.ToolLine(one.id, one.shown, "pausing" if pausing else "unverified", said(text, language))


def _line(line: Line, incident: Incident, language: str) -> wire.ToolLine:
    return wire.ToolLine(
        scheduler=line.scheduler,
        name=line.name,
        outcome=line.outcome.value,
        text=said(line.text, language),
        do=said(line.do, language),
        link=line.link,
        said=incident.said_paused.get(line.scheduler, ""),
        decided=incident.decided.get(f"{line.scheduler}/", ""),
    )


def _waiting(one: Waiting, workspace: Workspace, now: datetime) -> wire.WaitingItem:
    from guard.pausing.restoring import SOON  # opens the door to other machines, which takes a moment

    item = one.item
    tool = next((s.shown for s in workspace.schedulers if s.id == one.scheduler), one.scheduler)
    late = item.kind is ItemKind.POST and (item.due is None or item.due < now + SOON)
    return wire.WaitingItem(
        scheduler=one.scheduler,
        tool=tool,
        item=item.id,
        kind=item.kind.value,
        title=item.title,
        accounts=list(item.accounts),
        due=item.due.isoformat() if item.due else "",
        late=late,
        fate=(Fate.NOTED if one.fate is Fate.RESTORING else one.fate).value,  # in both, nobody has read it back
        by=one.by,
        link=item.link,
    )


def _proposals(incident: Incident, workspace: Workspace, language: str) -> Iterator[wire.Proposal]:
    """What could be taken up, and what was: a rule that is in the workspace by now is proposed no more."""
    proposed = rules(incident, workspace)
    for rule in proposed:
        yield wire.Proposal(rule.id, said(rule.text, language), rule.lines, incident.rules.get(rule.id))
    known = {rule.id for rule in proposed}
    for entry in incident.entries:
        name = str(entry.detail.get("rule", ""))
        if entry.kind is EntryKind.RULE and name and name not in known:
            known.add(name)
            text, lines = again(entry.detail.get("text", name)), str(entry.detail.get("lines", ""))
            yield wire.Proposal(name, said(text, language), lines, incident.rules.get(name))


def _reason(signal: Signal, language: str) -> CardReason:
    return CardReason(
        signal.check,
        signal.severity.value,
        said(signal.text, language),
        said(signal.evidence, language),
        [(spot.start, spot.end) for spot in signal.spots if spot.end > spot.start],
    )


def _request(incident: Incident, brand: Identity, noticed: tuple[Signal, ...], language: str) -> str:
    shown = [said(signal.text, language) for signal in noticed if signal.severity is not Severity.NOTE]
    return json.dumps(request_of_statement(incident.draft, brand, shown), ensure_ascii=False, indent=1)


def _platform(incident: Incident) -> str:
    """Of the account it left from; empty where that is not known."""
    try:
        return parse_account(incident.account).platform
    except BadAccount:
        return ""


def _talk(talk: wire.Talk, language: str) -> wire.Talk:
    return wire.Talk(talk.bars, said(talk.text, language), talk.latest, [said(one, language) for one in talk.sources])

"""From a deed to the entry that it becomes, or to the sentence that says why not. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from guard.incident.moments import moment_of
from guard.incident.steps import NOBODY, Around, missing
from guard.model.decision import Severity
from guard.model.incident import EntryKind, Incident, Step, StepStatus
from guard.model.sentence import Sentence
from guard.protocol import deeds as do

Made = tuple[EntryKind, dict[str, Any]]
SHORTEST_REASON = 8
"""Letters of a reason: enough for a thought."""
_GRAVE = frozenset({Severity.LOW, Severity.MEDIUM, Severity.HIGH})
_REPEATED = 40
"""Letters from which on two answers that are the same are one copied answer."""


class NotDone(Exception):
    """The deed is refused; ``text`` says why in one sentence."""

    def __init__(self, text: Sentence) -> None:
        super().__init__(text)
        self.text = text


def entry_of(incident: Incident, deed: do.Deed, around: Around) -> Made:
    """What the record keeps of it; raises NotDone.

    Deeds that need more than the record, a colleague's code or a tool, are done first by whoever has them.
    """
    check(incident, deed)
    return _MADE[type(deed)](incident, deed, around)


def check(incident: Incident, deed: do.Deed) -> None:
    """What holds of every deed; raises NotDone."""
    if incident.closed and not isinstance(deed, do.Reopen | do.Note | do.Lesson):
        raise NotDone(Sentence.of("This incident is closed; take a step up again to go on."))
    for field in deed.__struct_fields__:
        value = getattr(deed, field)
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and len(text) > do.LONGEST for text in texts):
            raise NotDone(Sentence.of("That is longer than {most} characters.", most=do.LONGEST))


def _assess(_incident: Incident, deed: do.Assess, around: Around) -> Made:
    if deed.severity not in {one.value for one in _GRAVE}:
        raise NotDone(Sentence.of("Say how bad it is: low, medium or high."))
    hits = [hit.strip() for hit in deed.hits if hit.strip()]
    if not hits:
        raise NotDone(Sentence.of("Say whom it hits."))
    for team in deed.teams:
        _must_be_a_team(team, around)
    detail = {
        "hits": hits,
        "severity": deed.severity,
        "teams": list(dict.fromkeys(deed.teams)),
        "text": deed.text.strip(),
    }
    return EntryKind.ASSESSED, detail


def _tell(incident: Incident, deed: do.Tell, around: Around) -> Made:
    """A team that was named while it was there can still be told: else nobody could finish that step."""
    if deed.team not in incident.teams:
        _must_be_a_team(deed.team, around)
    return EntryKind.TOLD, {"team": deed.team, "how": _words(deed.how, Sentence.of("Say how they were told."))}


def _say_paused(incident: Incident, deed: do.SayPaused, _around: Around) -> Made:
    if deed.scheduler not in {line.scheduler for line in incident.lines}:
        raise NotDone(Sentence.of("There is no line about “{tool}”.", tool=deed.scheduler))
    how = _words(deed.how, Sentence.of("Say what you did, and where you saw that it is off."))
    return EntryKind.SAID_PAUSED, {"scheduler": deed.scheduler, "how": how}


def _weigh(_incident: Incident, deed: do.Weigh, _around: Around) -> Made:
    if deed.choice not in {"delete", "keep"}:
        raise NotDone(Sentence.of("Say whether it is deleted or stays."))
    return EntryKind.WEIGHED, {"choice": deed.choice, "reason": _reason(deed.reason)}


def _say_deleted(incident: Incident, deed: do.SayDeleted, _around: Around) -> Made:
    if incident.deletion != "delete":
        raise NotDone(Sentence.of("Nobody has decided to delete it."))
    return EntryKind.SAID_DELETED, {"how": _words(deed.how, Sentence.of("Say how you know that it is gone."))}


def _draft(incident: Incident, deed: do.Draft, _around: Around) -> Made:
    if incident.published:
        raise NotDone(Sentence.of("The statement is out; take the step up again to write another."))
    return EntryKind.DRAFTED, {"text": _words(deed.text, Sentence.of("Write what the brand says."))}


def _publish(incident: Incident, deed: do.Publish, around: Around) -> Made:
    _must_be_open(incident, Step.STATEMENT)
    if not incident.draft:
        raise NotDone(Sentence.of("Write what the brand says."))
    if around.needs_approval and not incident.approved:
        wait = Sentence.of("A colleague approves exactly this wording first.")
        raise NotDone(NOBODY if around.colleagues == 0 else wait)
    return EntryKind.PUBLISHED, {"url": _words(deed.url, Sentence.of("Say where it stands.")), "text": incident.draft}


def _add_person(_incident: Incident, deed: do.AddPerson, _around: Around) -> Made:
    who = _words(deed.who, Sentence.of("Say who waits for an answer."))
    return EntryKind.PERSON, {"who": who, "link": deed.link.strip(), "text": deed.text.strip()}


def _answer_person(incident: Incident, deed: do.AnswerPerson, _around: Around) -> Made:
    if deed.person not in {person.number for person in incident.people}:
        raise NotDone(Sentence.of("Nobody on the list has the number {number}.", number=deed.person))
    how = _words(deed.how, Sentence.of("Say how they were answered, or why not."))
    plain = _letters(how)
    others = [other for other in incident.people if other.answered and other.number != deed.person]
    same = next((other for other in others if _letters(other.how) == plain), None)
    if same and deed.answered and len(plain) >= _REPEATED:
        pattern = "{who} got the same words already. People notice copied answers: write this one anew."
        raise NotDone(Sentence.of(pattern, who=same.who))
    return EntryKind.ANSWERED, {"person": deed.person, "how": how, "answered": deed.answered}


def _decide(incident: Incident, deed: do.Decide, around: Around) -> Made:
    """While the brand is frozen nothing is put back: an automation would post at once, and no gate stands before it."""
    if deed.choice not in {"restore", "leave_out"}:
        raise NotDone(Sentence.of("Say whether it is put back or left out."))
    if not deed.item and deed.scheduler not in {line.scheduler for line in incident.lines}:
        raise NotDone(Sentence.of("There is no line about “{tool}”.", tool=deed.scheduler))
    if deed.choice == "restore":
        _must_be_open(incident, Step.RESUME)
        if around.frozen:
            raise NotDone(Sentence.of("Unfreeze the brand first; nothing goes out by that alone."))
    due = _moment(deed.due)
    detail = {"scheduler": deed.scheduler, "item": deed.item, "choice": deed.choice, "reason": deed.reason.strip()}
    return EntryKind.DECIDED, {**detail, "due": due.isoformat() if due else ""}


def _learn(_incident: Incident, deed: do.Learn, _around: Around) -> Made:
    if not deed.rule:
        return EntryKind.RULE, {"rule": "", "taken": False, "reason": _reason(deed.reason)}
    return EntryKind.RULE, {"rule": deed.rule, "taken": deed.taken, "reason": deed.reason.strip()}


def _lesson(_incident: Incident, deed: do.Lesson, _around: Around) -> Made:
    return EntryKind.LESSON, {"text": _words(deed.text, Sentence.of("Write down what was learnt."))}


def _own(_incident: Incident, deed: do.Own, _around: Around) -> Made:
    due = _moment(deed.due)
    who = _words(deed.who, Sentence.of("Say who takes care of it."))
    return EntryKind.OWNED, {"step": _step(deed.step).value, "who": who, "due": due.isoformat() if due else ""}


def _finish(incident: Incident, deed: do.Finish, around: Around) -> Made:
    step = _step(deed.step)
    _must_not_be_over(incident, step)
    _must_be_open(incident, step)
    if left := missing(incident, step, around):
        raise NotDone(left[0])
    return EntryKind.FINISHED, {"step": step.value}


def _skip(incident: Incident, deed: do.Skip, _around: Around) -> Made:
    step = _step(deed.step)
    _must_not_be_over(incident, step)
    _must_be_open(incident, step)
    return EntryKind.SKIPPED, {"step": step.value, "reason": _reason(deed.reason)}


def _reopen(incident: Incident, deed: do.Reopen, _around: Around) -> Made:
    step = _step(deed.step)
    if not incident.steps[step].status.over and not incident.closed:
        raise NotDone(Sentence.of("That step is not over."))
    return EntryKind.REOPENED, {"step": step.value, "reason": _reason(deed.reason)}


def _note(_incident: Incident, deed: do.Note, _around: Around) -> Made:
    return EntryKind.NOTE, {"text": _words(deed.text, Sentence.of("Write the note."))}


def _close(incident: Incident, deed: do.Close, around: Around) -> Made:
    if around.frozen:
        pattern = "The brand is still frozen. To end it, unfreeze it first (hatcheck unfreeze {brand}); or go on."
        raise NotDone(Sentence.of(pattern, brand=incident.brand))
    if incident.current is not None:
        return EntryKind.CLOSED, {"reason": _reason(deed.reason)}
    return EntryKind.CLOSED, {"reason": deed.reason.strip()}


def _must_be_a_team(team: str, around: Around) -> None:
    if around.teams is None or team in around.teams:
        return
    if not around.teams:
        pattern = "There is no team “{team}”: the workspace names none for this brand."
        raise NotDone(Sentence.of(pattern, team=team))
    known = ", ".join(sorted(around.teams))
    raise NotDone(Sentence.of("There is no team “{team}”. There are: {known}", team=team, known=known))


def _must_be_open(incident: Incident, step: Step) -> None:
    """A step is taken when those before it are over."""
    if incident.steps[step].status is StepStatus.WAITING:
        first = incident.current
        pattern = "First comes “{step}”: finish it, or skip it with a reason."
        raise NotDone(Sentence.of(pattern, step=title_of(first) if first else ""))


def _must_not_be_over(incident: Incident, step: Step) -> None:
    """What is done stays as it was done, until it is taken up again."""
    if incident.steps[step].status.over:
        raise NotDone(Sentence.of("That step is over already; take it up again to change it."))


def title_of(step: Step) -> Sentence:
    """What the step is called."""
    return _TITLES[step]


def _step(name: str) -> Step:
    if name not in set(Step):
        raise NotDone(Sentence.of("There is no step “{step}”.", step=name))
    return Step(name)


def _words(text: str, otherwise: Sentence) -> str:
    if not text.strip():
        raise NotDone(otherwise)
    return text.strip()


def _reason(text: str) -> str:
    if sum(map(str.isalpha, text)) < SHORTEST_REASON:
        raise NotDone(Sentence.of("Give a reason, in a few words: the record keeps it."))
    return text.strip()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment = moment_of(text)
    if moment is None:
        raise NotDone(Sentence.of("“{text}” is no time; write it as 2026-03-14 09:30+01:00.", text=text))
    return moment


_TITLES = {
    Step.ASSESS: Sentence.of("Assess"),
    Step.PAUSE: Sentence.of("Pause"),
    Step.DELETION: Sentence.of("Decide on deletion"),
    Step.STATEMENT: Sentence.of("Say something"),
    Step.ANSWERS: Sentence.of("Answer people"),
    Step.RESUME: Sentence.of("Resume"),
    Step.REVIEW: Sentence.of("Review"),
}
_MADE: Mapping[type[do.Deed], Callable[..., Made]] = {
    do.Assess: _assess,
    do.Tell: _tell,
    do.SayPaused: _say_paused,
    do.Weigh: _weigh,
    do.SayDeleted: _say_deleted,
    do.Draft: _draft,
    do.Publish: _publish,
    do.AddPerson: _add_person,
    do.AnswerPerson: _answer_person,
    do.Decide: _decide,
    do.Learn: _learn,
    do.Lesson: _lesson,
    do.Own: _own,
    do.Finish: _finish,
    do.Skip: _skip,
    do.Reopen: _reopen,
    do.Note: _note,
    do.Close: _close,
}

"""What each step needs before it is done. One function per step: the incident in, what is missing out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from guard.model.incident import Incident, Step
from guard.model.scheduler import LineOutcome
from guard.model.sentence import Sentence

SETTLED = frozenset({LineOutcome.PAUSED, LineOutcome.NOTHING})
"""Lines after which nothing is left to do."""
NOBODY = Sentence.of("No colleague is known here: hatcheck colleague add, or skip this step with a reason.")
"""How to get out of a step that waits for somebody who is not there."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a step needs to know that stands in no entry."""

    waiting: tuple[str, ...] = ()
    """``<scheduler>/<item>`` of everything about which nobody has decided."""
    frozen: bool = False
    """Whether the brand is frozen now, whoever did it."""
    pausing: bool = False
    """Whether tools are still being paused."""
    needs_approval: bool = False
    """Whether the brand wants a colleague to approve what it says."""
    unasked: tuple[str, ...] = ()
    """Tools of the brand of which there is no line: pausing was broken off, or they were added since."""
    teams: Mapping[str, str] | None = None
    """The teams that the brand has, by their ids; None where nobody looked, so that none is refused."""
    colleagues: int | None = None
    """How many could approve what the brand says; None where nobody looked."""


def missing(incident: Incident, step: Step, around: Around) -> tuple[Sentence, ...]:
    """What has to be done before this step is; empty where nothing is left."""
    return tuple(_NEEDS[step](incident, around))


def _assess(incident: Incident, around: Around) -> Iterator[Sentence]:
    if incident.severity is None:
        yield Sentence.of("Say whom it hits, and how badly.")
    elif not incident.hits:
        yield Sentence.of("Say whom it hits.")
    for team in incident.teams:
        if team not in incident.told:
            yield Sentence.of("Tell {team}, and say how.", team=(around.teams or {}).get(team, team))


def _pause(incident: Incident, around: Around) -> Iterator[Sentence]:
    if not around.frozen:
        yield Sentence.of("Freeze the brand: posts can still leave.")
    if around.pausing:
        yield Sentence.of("Tools are still being paused.")
    elif around.unasked:
        yield from (Sentence.of("{tool} was not asked yet: pause once more.", tool=tool) for tool in around.unasked)
    elif not incident.asked:
        yield Sentence.of("The tools were not all asked yet: pause once more.")
    for line in incident.lines:
        if line.outcome not in SETTLED and line.scheduler not in incident.said_paused:
            yield Sentence.of("{tool}: pause it yourself and say so, or try again.", tool=line.name)


def _deletion(incident: Incident, _around: Around) -> Iterator[Sentence]:
    if not incident.deletion:
        yield Sentence.of("Decide whether the post is deleted, and say why.")
    elif incident.deletion == "delete" and not incident.deleted:
        yield Sentence.of("Delete the post where it stands, and say how you know that it is gone.")


def _statement(incident: Incident, around: Around) -> Iterator[Sentence]:
    if not incident.draft.strip():
        yield Sentence.of("Write what the brand says.")
    elif around.needs_approval and not incident.approved:
        yield NOBODY if around.colleagues == 0 else Sentence.of("A colleague approves exactly this wording.")
    elif not incident.published:
        yield Sentence.of("Publish it, and say where it stands.")


def _answers(incident: Incident, _around: Around) -> Iterator[Sentence]:
    for person in incident.people:
        if not person.how:
            yield Sentence.of("{who} waits for an answer.", who=person.who)


def _resume(incident: Incident, around: Around) -> Iterator[Sentence]:
    if around.frozen:
        yield Sentence.of("Unfreeze the brand; nothing goes out by that alone.")
    if around.waiting:
        yield Sentence.of("Look at what waits: {count} to decide.", count=len(around.waiting))
    for line in incident.lines:
        if line.scheduler in incident.said_paused and f"{line.scheduler}/" not in incident.decided:
            yield Sentence.of("{tool} was paused by hand: say what becomes of it.", tool=line.name)


def _review(incident: Incident, _around: Around) -> Iterator[Sentence]:
    if not incident.rules and not incident.no_rule:
        yield Sentence.of("Say which rule would have caught it, or why none would.")
    if not incident.lessons:
        yield Sentence.of("Write down what was learnt.")


_NEEDS: Mapping[Step, Callable[[Incident, Around], Iterator[Sentence]]] = {
    Step.ASSESS: _assess,
    Step.PAUSE: _pause,
    Step.DELETION: _deletion,
    Step.STATEMENT: _statement,
    Step.ANSWERS: _answers,
    Step.RESUME: _resume,
    Step.REVIEW: _review,
}

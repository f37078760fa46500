"""The rules of the second voice: what was noticed, where that may hold a post, and what a brand wants done before it.

As those in ``rules``: an attempt and the world in, reasons out.
"""

from collections.abc import Iterator

from guard.model.attempt import Attempt, Verb
from guard.model.decision import Reason, Severity, Verdict
from guard.model.demand import Ask, Demand
from guard.model.identity import Identity, IdentityKind
from guard.model.sentence import Sentence
from guard.policy.world import World

_LISTED = frozenset({Verb.POST.value, Verb.SCHEDULE.value})
ALWAYS = "*"
"""In ``second_look``: whatever was noticed, or nothing."""


def noticed(_attempt: Attempt, world: World) -> Iterator[Reason]:
    """A signal that holds by itself: few do, the rest stands beside what holds for other reasons."""
    for signal in world.signals:
        if signal.holds:
            demands = (signal.demand,) if signal.demand else ()
            yield Reason(signal.check, Verdict.HOLD, signal.severity, signal.text, signal.evidence, demands)


def second_look(attempt: Attempt, world: World) -> Iterator[Reason]:
    """A colleague looks first, where the brand wants that after such a signal."""
    for brand in _brands(attempt, world):
        wanted = brand.care.second_look
        spoken = [signal.check for signal in world.signals if signal.check in wanted]
        if ALWAYS in wanted or spoken:
            about = spoken[0] if spoken else ALWAYS
            text = Sentence.of("{brand} wants a colleague to look at this first.", brand=brand.name)
            ask = Sentence.of("A colleague looks at it and gives a code: hatcheck approve")
            demand = Demand(Ask.COLLEAGUE, brand.id, ask)
            yield Reason("second-look", Verdict.HOLD, Severity.LOW, text, "" if about == ALWAYS else about, (demand,))


def checklist(attempt: Attempt, world: World) -> Iterator[Reason]:
    """What no machine sees is ticked, for the kinds of post that the brand chose."""
    for brand in _brands(attempt, world):
        care = brand.care
        if care.checklist and attempt.verb.value in (care.checklist_for or _LISTED):
            text = Sentence.of("{brand} has a checklist for this.", brand=brand.name)
            demands = tuple(Demand(Ask.TICK, item, item) for item in care.checklist)
            yield Reason("checklist", Verdict.HOLD, Severity.NOTE, text, demands=demands)


CAREFUL = (noticed, second_look, checklist)


def _brands(attempt: Attempt, world: World) -> Iterator[Identity]:
    owners = {owner.id: owner for account in attempt.destinations if (owner := world.owner(account))}
    return (owner for owner in owners.values() if owner.kind is IdentityKind.BRAND)

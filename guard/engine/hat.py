"""Which hat is worn now. A brand is worn for a task; what runs out falls back to the person, never to a brand."""

from datetime import timedelta

from guard.engine.clock import Moment
from guard.engine.state import State
from guard.model.identity import Context, Identity, IdentityKind
from guard.model.sentence import Sentence
from guard.workspace import Workspace

_ALONE = Sentence.of("the only person here")
_UNSAID = Sentence.of("nobody said who is posting")
BRAND_SESSION = timedelta(minutes=25)
"""How long a brand is worn where the workspace does not say."""


def context(workspace: Workspace, state: State, moment: Moment) -> Context:
    """What the desktop says now."""
    hat = state.hat
    person = workspace.only_person
    resting = Context(person.id, _ALONE) if person else Context(None, _UNSAID)
    if hat is None or workspace.identity(hat.identity) is None:
        return resting
    if not hat.lapsed(moment):
        return Context(hat.identity, f"hatcheck be {hat.identity}", hat.since, hat.until)
    return Context(resting.active, resting.known_by, until=hat.until, lapsed=hat.identity)


def span_of(identity: Identity, asked: timedelta | None) -> timedelta | None:
    """How long this hat is worn: what was asked for, what the workspace says, or the built-in; None means for good."""
    built_in = BRAND_SESSION if identity.kind is IdentityKind.BRAND else None
    return asked or identity.session or built_in


def remaining(state: State, moment: Moment) -> float | None:
    """Seconds until the hat that is worn is taken off; None where it has no end, or none is worn."""
    if state.hat is None or state.hat.until is None or state.hat.lapsed(moment):
        return None
    wall = (state.hat.until - moment.wall).total_seconds()
    return max(0.0, min(wall, (state.hat.until_running or 0.0) - moment.running))

"""What a brand says after a slip: who must approve it, what leaves of it while the brand is frozen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from guard.engine.noticing import Noticing
from guard.model.attempt import Attempt, Verb
from guard.model.decision import Signal
from guard.model.excepted import Excepted, digest_of
from guard.model.identity import Context, Identity
from guard.model.incident import Incident, Step, StepStatus
from guard.protocol.approval import VERSION
from guard.workspace import Workspace

_SAID = "statement"
"""The verb of a request for a colleague's yes to a statement: no code for an ordinary post fits it."""


def needs_approval(brand: Identity | None) -> bool:
    """Whether a colleague approves what the brand says: where it wants a second look at anything, at this too."""
    return brand is not None and bool(brand.care.second_look)


def request_of_statement(draft: str, brand: Identity, noticed: Iterable[str] = ()) -> dict[str, Any]:
    """What a colleague is shown, and says yes to: these words in this brand's name, and no others."""
    return {
        "hatcheck": "approval",
        "version": VERSION,
        "verb": _SAID,
        "destinations": [str(account) for account in brand.accounts],
        "text": draft,
        "media": [],
        "noticed": list(noticed),
    }


def noticed_in(
    draft: str, brand: Identity, workspace: Workspace, noticing: Noticing, now: datetime
) -> tuple[Signal, ...]:
    """What the checks say of the draft, as of any post of the brand, and as of a statement besides."""
    attempt = Attempt(Verb.POST, brand.accounts[:1], draft, at=now)
    return noticing.about(attempt, (brand,), Context(brand.id), workspace, {}, statement=True)


def excepted_of(incident: Incident, *, approval: bool) -> Excepted:
    """What may leave now of the brand that is frozen for this incident.

    Once it is out, the statement may still go to the brand's other accounts; one that was skipped goes nowhere.
    """
    if incident.closed:
        return Excepted()
    step = incident.steps[Step.STATEMENT].status
    due = step is StepStatus.OPEN or (step is StepStatus.DONE and bool(incident.published))
    sayable = bool(incident.draft.strip()) and (bool(incident.approved) or not approval)
    answering = incident.steps[Step.ANSWERS].status is StepStatus.OPEN and bool(incident.published)
    return Excepted(digest_of(incident.draft) if due and sayable else "", answering)


def changed(now: Mapping[str, Excepted], brand: str, said: Excepted) -> Mapping[str, Excepted]:
    """All exceptions, with those of this brand."""
    others = {name: one for name, one in now.items() if name != brand}
    return others if said == Excepted() else {**others, brand: said}

"""Gather the world, have the attempt judged, write it down, and only then say the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from guard.engine.gather import media_owners
from guard.engine.mirrors import Mirrors
from guard.engine.noticing import Noticing
from guard.journal import JournalError
from guard.model.attempt import Attempt
from guard.model.decision import Decision, Effect, Reason, Severity, Verdict
from guard.model.event import Event, JsonScalar
from guard.model.excepted import Excepted
from guard.model.identity import Context
from guard.model.look import Look
from guard.model.sentence import Sentence
from guard.policy import World, decide
from guard.workspace import Workspace

Record = Callable[[Event], object]
"""Makes an event durable before it returns; raises JournalError where it cannot."""
Looks = Mapping[str, Look]
_NOTHING: Looks = {}


@dataclass(frozen=True, slots=True)
class Engine:
    """Judges attempts in one workspace."""

    workspace: Workspace
    mirrors: Mirrors
    record: Record
    fingerprint: Callable[[str], Mapping[str, JsonScalar]]
    """Of a text, for the journal, which keeps no texts."""
    frozen: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    """What could not be found out while this engine was put together."""
    paused: str = ""
    """The reason for which the guard is paused, or empty."""
    noticing: Noticing = field(default_factory=Noticing)
    """The second voice."""
    excepted: Mapping[str, Excepted] = field(default_factory=dict)
    """What may leave all the same of those who are frozen."""

    def judge(self, attempt: Attempt, context: Context, at: datetime, looks: Looks = _NOTHING) -> Decision:
        """The decision, with one durable row behind it. Without that row nothing is allowed."""
        decision = self.weigh(attempt, context, looks)
        try:
            self.record(self.event(attempt, context, decision, at))
        except JournalError as error:
            return unrecorded(decision, error)
        return decision

    def weigh(self, attempt: Attempt, context: Context, looks: Looks = _NOTHING) -> Decision:
        """The decision alone. Whoever tells it to a client has made its ``event`` durable before.

        ``looks`` is what was seen in the files that go along; a file without one was not looked at.
        """
        return decide(attempt, self._world(attempt, context, looks))

    def event(
        self, attempt: Attempt, context: Context, decision: Decision, at: datetime, hold: str | None = None
    ) -> Event:
        """The decision as a row of the journal: hashes instead of texts."""
        detail: dict[str, JsonScalar | list[JsonScalar]] = {
            "verdict": decision.verdict.value,
            "rules": [reason.rule for reason in decision.reasons],
            "verb": attempt.verb.value,
            "destinations": [
                *(account.key for account in attempt.destinations),
                *(f"{platform}:?" for platform in attempt.elsewhere),
            ],
            "active": context.active,
            "app": attempt.app,
            "media": len(attempt.media) + len(attempt.attached),
            "unknown": len(attempt.unknown),
            **self.fingerprint(attempt.text),
        }
        if decision.signals:
            detail["signals"] = list(dict.fromkeys(signal.check for signal in decision.signals))
        if decision.paused:
            detail["paused"] = self.paused
        if hold is not None:
            detail["hold"] = hold
        return Event("decision", at, detail)

    def _world(self, attempt: Attempt, context: Context, looks: Looks = _NOTHING) -> World:
        workspace = self.workspace
        world = World(
            identities=workspace.identities,
            context=context,
            policies=workspace.policies,
            reach=self.mirrors.reach(attempt.destinations),
            media_owners=media_owners(attempt.media, workspace.identities),
            frozen=self.frozen,
            excepted=self.excepted,
            paused=self.paused,
            unknown=(*self.unknown, *self.mirrors.unknown, *self.noticing.unknown(workspace)),
            looks=looks,
        )
        owners = dict.fromkeys(owner for account in attempt.destinations if (owner := world.owner(account)))
        return replace(world, signals=self.noticing.about(attempt, tuple(owners), context, workspace, looks))


def unrecorded(decision: Decision, error: JournalError) -> Decision:
    """What is left of a decision that could not be written down: an allow becomes a hold."""
    text = Sentence.of("This cannot be written down: {error}", error=str(error))
    why = Reason("unwritable-journal", Verdict.HOLD, Severity.HIGH, text)
    if decision.verdict is not Verdict.ALLOW:
        return replace(decision, reasons=(*decision.reasons, why))
    return replace(decision, verdict=Verdict.HOLD, reasons=(why,), effects=(Effect.ASK,))

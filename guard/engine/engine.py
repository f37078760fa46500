"""Gather the world, have the attempt judged, write it down, and only then say the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from guard import checks
from guard.engine.gather import media_owners
from guard.engine.mirrors import Mirrors
from guard.journal import JournalError
from guard.model.attempt import Attempt
from guard.model.decision import Decision, Effect, Reason, Severity, Verdict
from guard.model.event import Event, JsonScalar
from guard.model.identity import Context
from guard.policy import World, decide
from guard.workspace import Workspace

Record = Callable[[Event], object]
"""Makes an event durable before it returns; raises JournalError where it cannot."""


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

    def judge(self, attempt: Attempt, context: Context, at: datetime) -> Decision:
        """The decision, with one durable row behind it. Without that row nothing is allowed."""
        decision = decide(attempt, self._world(attempt, context))
        try:
            self.record(self._event(attempt, context, decision, at))
        except JournalError as error:
            return _unrecorded(decision, error)
        return decision

    def _world(self, attempt: Attempt, context: Context) -> World:
        workspace = self.workspace
        world = World(
            identities=workspace.identities,
            context=context,
            policies=workspace.policies,
            reach=self.mirrors.reach(attempt.destinations),
            media_owners=media_owners(attempt.media, workspace.identities),
            frozen=self.frozen,
            unknown=(*self.unknown, *self.mirrors.unknown),
        )
        owners = dict.fromkeys(owner for account in attempt.destinations if (owner := world.owner(account)))
        return replace(world, signals=tuple(checks.signals(attempt, tuple(owners))))

    def _event(self, attempt: Attempt, context: Context, decision: Decision, at: datetime) -> Event:
        return Event(
            "decision",
            at,
            {
                "verdict": decision.verdict.value,
                "rules": [reason.rule for reason in decision.reasons],
                "verb": attempt.verb.value,
                "destinations": [account.key for account in attempt.destinations],
                "active": context.active,
                "app": attempt.app,
                "media": len(attempt.media),
                "unknown": len(attempt.unknown),
                **self.fingerprint(attempt.text),
            },
        )


def _unrecorded(decision: Decision, error: JournalError) -> Decision:
    """What is left of a decision that could not be written down: an allow becomes a hold."""
    why = Reason("unwritable-journal", Verdict.HOLD, Severity.HIGH, f"This cannot be written down: {error}")
    if decision.verdict is not Verdict.ALLOW:
        return replace(decision, reasons=(*decision.reasons, why))
    return replace(decision, verdict=Verdict.HOLD, reasons=(why,), effects=(Effect.ASK,))

"""Deny beats hold beats allow; nothing said means allow; a rule that fails means hold.

A pause lets holds pass, never denials, and never what an identity that is frozen would say.
"""

from collections.abc import Callable, Iterable
from functools import cache

from guard.model.attempt import Attempt
from guard.model.decision import Decision, Effect, Reason, Severity, Verdict
from guard.model.sentence import Sentence
from guard.policy.rules import RULES
from guard.policy.world import World

Rule = Callable[[Attempt, World], Iterable[Reason]]

_NOTHING = Sentence.of("nothing to say")
_STANDS = frozenset({"frozen-identity", "unknown-fact", "unknown-destination", "failed-rule", "mirror-reaches"})
"""While somebody is frozen, a pause lets nothing pass of which it is not known whether it is theirs."""
_EFFECTS = {
    Verdict.ALLOW: (Effect.RECORD,),
    Verdict.HOLD: (Effect.RECORD, Effect.ASK),
    Verdict.DENY: (Effect.RECORD, Effect.REFUSE),
}


def decide(attempt: Attempt, world: World, rules: Iterable[Rule] = RULES) -> Decision:
    """The judgement of one attempt. Its reasons are those that determined it, the worst first."""
    heard = [(_name(rule), _listen(rule, attempt, world)) for rule in rules]
    reasons = [reason for _, said in heard for reason in said]
    verdict = max((reason.verdict for reason in reasons), key=lambda v: v.rank, default=Verdict.ALLOW)
    determining = sorted(
        (reason for reason in reasons if reason.verdict is verdict and verdict is not Verdict.ALLOW),
        key=lambda reason: (-reason.severity.rank, reason.rule, reason.text),
    )
    stands = bool(world.frozen) and any(reason.rule in _STANDS for reason in determining)
    passes = verdict is Verdict.HOLD and bool(world.paused) and not stands
    verdict = Verdict.ALLOW if passes else verdict
    return Decision(
        verdict=verdict,
        paused=passes,
        reasons=tuple(determining),
        signals=world.signals,
        looks=world.looks,
        reach=tuple(reached for account in attempt.destinations for reached in world.reach.get(account, ())),
        effects=_EFFECTS[verdict],
        heard=tuple((name, _together(said)) for name, said in heard),
    )


def _together(said: tuple[Reason, ...]) -> str:
    return Sentence.joined((reason.text for reason in said), "; ") if said else _NOTHING


@cache
def _name(rule: Rule) -> str:
    return rule.__name__.replace("_", "-")


def _listen(rule: Rule, attempt: Attempt, world: World) -> tuple[Reason, ...]:
    """What the rule says. An error in it is a fact that is unknown: hold, and say so."""
    try:
        return tuple(rule(attempt, world))
    except Exception as error:  # noqa: BLE001 - a rule's bug must never let a post out
        text = Sentence.of("The rule “{rule}” failed, so this post cannot be judged.", rule=_name(rule))
        evidence = Sentence.of("{error} in {rule}", error=type(error).__name__, rule=_name(rule))
        return (Reason("failed-rule", Verdict.HOLD, Severity.HIGH, text, evidence),)

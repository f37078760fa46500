"""How many judgements a second ``decide`` gives, as a ratio to calling a function that does nothing."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from guard.model.account import Account
from guard.model.attempt import Attempt, Verb
from guard.model.decision import Reached, Step, Verdict
from guard.model.identity import Context, Identity, IdentityKind
from guard.model.policy import Policy
from guard.model.route import Place
from guard.policy import World, decide

BRAND, PERSON = Account("x", "@acme"), Account("x", "@jo")
PEOPLE = (
    Identity("acme", "Acme", IdentityKind.BRAND, accounts=(BRAND,)),
    Identity("jo", "Jo", IdentityKind.PERSON, accounts=(PERSON,)),
)
STEP = Step("x:@jo", "x:@acme", "n8n", "mirror", Place("flow.json", "nodes[0]", 1))
NOW = datetime(2026, 2, 17, 10, 0, tzinfo=UTC)
POLICIES = (Policy("person", "brand", Verdict.HOLD),)
CASES = {
    "allow": (Attempt(Verb.POST, (BRAND,), "hello", at=NOW), World(PEOPLE, Context("acme"), POLICIES)),
    "hold": (Attempt(Verb.POST, (BRAND,), "hello", at=NOW), World(PEOPLE, Context("jo"), POLICIES)),
    "hold by a mirror": (
        Attempt(Verb.POST, (PERSON,), "hello", at=NOW),
        World(PEOPLE, Context("jo"), POLICIES, reach={PERSON: (Reached(BRAND, "x:@acme", (STEP,)),)}),
    ),
}


def per_second(work: Callable[[], object], seconds: float = 1.0) -> float:
    """Calls a second, in batches of 200."""
    count, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
        for _ in range(200):
            work()
        count += 200
    return count / spent


def main() -> None:
    """Prints a line per case."""
    nothing = per_second(lambda: None)
    for name, (attempt, world) in CASES.items():
        rate = per_second(lambda attempt=attempt, world=world: decide(attempt, world))  # type: ignore[misc]
        print(f"decide, {name:18} {rate:10,.0f}/s   1 : {nothing / rate:,.0f} to an empty call")


if __name__ == "__main__":
    main()

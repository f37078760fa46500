"""The promises of the engine, each with a seeded bug that its check must catch.

I1: no allow without exactly one durable row, written before the client is told.
I5: unknown means hold.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from guard.engine import Engine
from guard.engine.mirrors import Mirrors
from guard.journal import JournalError
from guard.model.account import Account
from guard.model.attempt import Attempt, Verb
from guard.model.decision import Decision, Verdict
from guard.model.event import Event
from guard.model.identity import Context, Identity, IdentityKind
from guard.policy import rules
from guard.policy.decide import decide
from guard.workspace import Workspace

NOW = datetime(2026, 2, 17, 10, 0, tzinfo=UTC)
ACME = Identity("acme", "Acme", IdentityKind.BRAND, accounts=(Account("x", "@acme"),))
OWN = Attempt(Verb.POST, ACME.accounts)
FOREIGN = Attempt(Verb.POST, (Account("x", "@stranger"),))
WORN = Context("acme", "the test")


class Disk:
    """A journal that remembers in which order things happened, and that may fail."""

    def __init__(self, *, works: bool = True) -> None:
        self.works, self.rows = works, list[str]()

    def record(self, event: Event) -> None:
        """Keeps the verdict, or fails."""
        if not self.works:
            raise JournalError(Path("journal.db"), "the disk is full", "free some space")
        self.rows.append(str(event.detail["verdict"]))


Judge = Callable[[Engine, Attempt], Decision]


def honest(engine: Engine, attempt: Attempt) -> Decision:
    """The engine as it is."""
    return engine.judge(attempt, WORN, NOW)


def forgetful(engine: Engine, attempt: Attempt) -> Decision:
    """Seeded bug: the answer is given without a row."""
    return decide(attempt, engine._world(attempt, WORN))


def careless(engine: Engine, attempt: Attempt) -> Decision:
    """Seeded bug: a row that could not be written is shrugged off."""
    decision = decide(attempt, engine._world(attempt, WORN))
    with suppress(JournalError):
        engine.record(engine.event(attempt, WORN, decision, NOW))
    return decision


def stuttering(engine: Engine, attempt: Attempt) -> Decision:
    """Seeded bug: two rows for one decision."""
    engine.judge(attempt, WORN, NOW)
    return engine.judge(attempt, WORN, NOW)


def violations(judge: Judge) -> Iterator[str]:
    """Everything that is wrong with I1, over a working and a full disk."""
    for works, attempt in product((True, False), (OWN, FOREIGN)):
        disk = Disk(works=works)
        workspace = Workspace(Path("hatcheck.toml"), identities=(ACME,))
        engine = Engine(workspace, Mirrors(workspace), disk.record, lambda _: {}, {})
        told = judge(engine, attempt).verdict
        if told is Verdict.ALLOW and disk.rows != ["allow"]:
            yield f"told allow with the rows {disk.rows}"
        if works and disk.rows != [told.value]:
            yield f"told {told} with the rows {disk.rows}"


def test_no_allow_without_exactly_one_row() -> None:
    """I1 holds, also on a full disk."""
    assert list(violations(honest)) == []


@pytest.mark.parametrize("bug", [forgetful, careless, stuttering])
def test_a_seeded_bug_in_the_recording_is_caught(bug: Judge) -> None:
    """The check of I1 can fail."""
    assert list(violations(bug))


def test_a_row_that_could_not_be_written_is_said_to_be_the_reason() -> None:
    """The person learns why, and what to do."""
    workspace = Workspace(Path("hatcheck.toml"), identities=(ACME,))
    engine = Engine(workspace, Mirrors(workspace), Disk(works=False).record, lambda _: {}, {})
    (reason,) = engine.judge(OWN, WORN, NOW).reasons
    assert reason.rule == "unwritable-journal"
    assert "free some space" in reason.text


def unknowns(
    engine_unknown: tuple[str, ...], attempt_unknown: tuple[str, ...], rule_set: tuple[object, ...]
) -> Verdict:
    """The verdict with these unknown facts and these rules."""
    workspace = Workspace(Path("hatcheck.toml"), identities=(ACME,))
    engine = Engine(workspace, Mirrors(workspace), Disk().record, lambda _: {}, {}, engine_unknown)
    attempt = Attempt(Verb.POST, ACME.accounts, unknown=attempt_unknown)
    return decide(attempt, engine._world(attempt, WORN), rule_set).verdict  # type: ignore[arg-type]


@pytest.mark.parametrize("unknown", [(("a fact",), ()), ((), ("a fact",))], ids=["of the world", "of the attempt"])
def test_an_unknown_fact_holds(unknown: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    """I5: whatever could not be found out."""
    assert unknowns(*unknown, rules.RULES) is Verdict.HOLD


def test_a_seeded_bug_that_drops_the_rule_of_unknown_facts_is_caught() -> None:
    """The check of I5 can fail: without its rule the same attempt is allowed."""
    without = tuple(rule for rule in rules.RULES if rule is not rules.unknown_fact)
    assert unknowns(("a fact",), (), without) is Verdict.ALLOW

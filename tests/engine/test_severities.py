"""How bad a content check calls what it found: contempt, threats and coarse sex most, a topic least."""

from dataclasses import replace

import pytest
from check_cases import post

from guard.checks.insult import insult
from guard.checks.profanity import profanity
from guard.checks.topics import sensitive_topic
from guard.model.decision import Severity
from guard.platforms import parse_account

GRADES = [
    pytest.param("A retarded question", Severity.HIGH, id="a slur"),
    pytest.param("Nur ein Spasti fragt so", Severity.HIGH, id="a German slur"),
    pytest.param("We know where you live", Severity.HIGH, id="a threat"),
    pytest.param("Ich bring dich um", Severity.HIGH, id="a German threat"),
    pytest.param("Send nudes", Severity.HIGH, id="coarse sex"),
    pytest.param("Heil Hitler, said the parrot", Severity.HIGH, id="a sign of hate"),
    pytest.param("What a fucking goal", Severity.MEDIUM, id="strong swearing"),
    pytest.param("So eine Scheiße", Severity.MEDIUM, id="strong German swearing"),
    pytest.param("You pathetic losers, you utter idiots", Severity.MEDIUM, id="scorn"),
    pytest.param("Bloody hell, what a goal", Severity.LOW, id="mild swearing"),
    pytest.param("Abortion is on the ballot", Severity.LOW, id="a topic"),
    pytest.param("Our new vibrator is here", Severity.LOW, id="sex by its sober name"),
]


@pytest.mark.parametrize(("text", "severity"), GRADES)
def test_the_worst_that_is_said_has_its_grade(text: str, severity: Severity) -> None:
    """Whatever check it is that speaks."""
    made = post({"id": "", "text": text, "expect": []})
    found = [signal.severity for check in (profanity, insult, sensitive_topic) for signal in check(made)]
    assert max(found, key=lambda one: one.rank) is severity


TRADES = [
    pytest.param("x:@rivertonnews", "Two found dead after a stabbing", [], id="a newspaper tells news"),
    pytest.param(
        "x:@acme", "Two found dead after a stabbing", ["violence", "death and disaster"], id="a maker of tools does not"
    ),
    pytest.param("x:@rivertonnews", "We know where you live", ["violence"], id="but a threat is one by anybody"),
]


@pytest.mark.parametrize(("account", "text", "topics"), TRADES)
def test_a_trade_speaks_of_its_topics(account: str, text: str, topics: list[str]) -> None:
    """Those whose names say what they do are not asked about it."""
    made = post({"id": "", "text": text, "expect": []})
    owner = made.brands[0]
    said = replace(made, owners=(replace(owner, name="R", accounts=(parse_account(account),)),))
    found = [str(signal.text) for signal in sensitive_topic(said)]
    assert len(found) == len(topics)
    assert all(any(topic in text for text in found) for topic in topics)

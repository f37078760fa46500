"""Statements, good and bad ones: how many of the bad are spoken of, and that the good ones are left alone.

``good`` and ``bad`` were written before the lists, ``unseen`` after them: its second part led to some more words, its
third part to none. What was found in the third part is what can be expected of words that nobody has thought of.
"""

import json
from pathlib import Path

import pytest
from check_cases import post

from guard.checks import name_of
from guard.checks.blame import blame
from guard.checks.excuse import excuse
from guard.checks.personal import personal

FOLDER = Path(__file__).parents[1] / "cases" / "statements"
CHECKS = (excuse, blame, personal)


def read(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def spoken(text: object, *, statement: bool = True) -> set[str]:
    """The checks that notice anything."""
    made = post({"text": text, "statement": statement})
    return {name_of(check) for check in CHECKS if list(check(made))}


GOOD = [*read("good"), *(case for case in read("unseen") if not case["expect"])]


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case["id"])) for case in GOOD])
def test_a_sincere_statement_is_left_alone(case: dict[str, object]) -> None:
    assert spoken(case["text"]) == set()


@pytest.mark.parametrize("case", [pytest.param(case, id=str(case["id"])) for case in read("bad")])
def test_what_spoils_a_statement_is_named(case: dict[str, object]) -> None:
    assert spoken(case["text"]) >= set(case["expect"])  # type: ignore[call-overload]


def test_of_words_that_nobody_thought_of_some_are_named() -> None:
    """Measured: 5 of 12. It informs, and approval by a colleague does the rest."""
    third = [case for case in read("unseen") if str(case["id"]).startswith("third, bad")]
    named = [case for case in third if set(case["expect"]) <= spoken(case["text"])]  # type: ignore[call-overload]
    assert len(third) == 12
    assert len(named) >= 5


def test_ordinary_posts_are_not_read_as_statements() -> None:
    assert {check for case in (*GOOD, *read("bad")) for check in spoken(case["text"], statement=False)} == set()


def test_every_spot_lies_within_the_text() -> None:
    for case in (*read("bad"), *read("unseen")):
        made = post({"text": case["text"], "statement": True})
        spots = [spot for check in CHECKS for signal in check(made) for spot in signal.spots]
        assert all(0 <= spot.start < spot.end <= len(made.text) for spot in spots)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("not hacked ", id="denials"),
        pytest.param("sorry if our the ", id="beginnings of phrases with gaps"),
        pytest.param("falls sich jemand ", id="beginnings in German"),
        pytest.param("I ", id="one word"),
        pytest.param("A. - B ", id="signatures that are none"),
    ],
)
def test_a_hostile_statement_is_gone_through(piece: str) -> None:
    """Whether it ends is the test."""
    made = post({"text": piece * (20_000 // len(piece)), "statement": True})
    spots = [spot for check in CHECKS for signal in check(made) for spot in signal.spots]
    assert all(0 <= spot.start < spot.end <= len(made.text) for spot in spots)

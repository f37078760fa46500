"""How much of a post is looked at: endless texts cost no more than long ones, and what was not looked at is told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_decide import ACME, BRAND_X, post

from guard.checks import Post
from guard.engine.noticing import COUNTED, LOOKED_AT, Noticing
from guard.model.decision import Severity, Signal
from guard.model.identity import Context
from guard.workspace import Workspace


def noticed(text: str) -> dict[str, Signal]:
    """By check; ``own:length`` tells how much it was given."""

    def length(one: Post) -> Iterator[Signal]:
        yield Signal("own:length", Severity.LOW, str(len(one.text)))

    attempt = replace(post(BRAND_X), text=text)
    workspace = Workspace(Path("none"), identities=(ACME,))
    found = Noticing(own={"own:length": length}).about(attempt, (ACME,), Context("acme"), workspace, {})
    return {signal.check: signal for signal in found}


@pytest.mark.parametrize(
    ("length", "given", "checks"),
    [
        pytest.param(LOOKED_AT, LOOKED_AT, {"too-long"}, id="all of a long text"),
        pytest.param(LOOKED_AT + 1, LOOKED_AT, {"too-long", "unread-text"}, id="the beginning of a longer one"),
        pytest.param(COUNTED + 1, LOOKED_AT, {"unread-text"}, id="an endless one is not even counted"),
    ],
)
def test_no_more_of_a_text_is_looked_at_than(length: int, given: int, checks: set[str]) -> None:
    found = noticed("We open at nine. ".ljust(length, "."))
    assert found["own:length"].text == str(given)
    assert found.keys() & {"too-long", "unread-text"} == checks


def test_the_length_of_a_text_is_told_as_it_is() -> None:
    assert "20000" in noticed("We open at nine. ".ljust(20_000, "."))["too-long"].text


def test_a_text_of_which_the_end_was_not_looked_at_is_not_told_to_be_cut_off() -> None:
    cut = "We open at nine. ".ljust(LOOKED_AT - 20, ".") + " come and visit the"
    assert "cut-off" in noticed(cut.rjust(LOOKED_AT, "."))
    assert "cut-off" not in noticed(f"{cut.rjust(LOOKED_AT, '.')} new shop.")

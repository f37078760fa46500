"""Where a text was copied: remembered for minutes, as hashes, and told as a person would say it."""

from dataclasses import dataclass, replace

import pytest

from guard.engine import clock
from guard.engine.clock import Moment
from guard.engine.copies import KEPT, MOST, Copies
from guard.engine.shingles import shingles
from guard.model.identity import IdentityKind
from guard.platforms import parse_account

TEXT = "Found two more bottles of that dark ale, and when we drink we do it right."
MINE = parse_account("mastodon:@jo@example.social")
ACMES = parse_account("x:@Acme")


@dataclass
class Clock:
    """A clock that stands until it is set on."""

    at: Moment

    def __call__(self) -> Moment:
        return self.at

    def go_on(self, seconds: float) -> None:
        self.at = replace(self.at, running=self.at.running + seconds)


@pytest.fixture
def time() -> Clock:
    return Clock(clock.now())


@pytest.fixture
def copies(time: Clock) -> Copies:
    return Copies("salt", time)


def copy(copies: Copies, text: str = TEXT) -> None:
    copies.note("jo", IdentityKind.PERSON, MINE, shingles(text, "salt"))


def test_a_text_that_was_copied_is_told_with_its_place_and_time(copies: Copies, time: Clock) -> None:
    """As in: copied from your private Mastodon 40 s ago."""
    copy(copies)
    time.go_on(40)
    (origin,) = copies.origins(TEXT)
    assert (origin.identity, origin.what) == ("jo", "text")
    assert origin.how == "copied from your private Mastodon 40 s ago"


def test_a_brands_text_is_told_with_its_account(copies: Copies, time: Clock) -> None:
    """Its name matters: there may be several."""
    copies.note("acme", IdentityKind.BRAND, ACMES, shingles(TEXT, "salt"))
    time.go_on(180)
    assert [origin.how for origin in copies.origins(TEXT)] == ["copied from x:@Acme 3 min ago"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(TEXT.upper().replace(",", " –"), True, id="case and punctuation do not matter"),
        pytest.param(f"Look at this: {TEXT} What do you think?", True, id="a part of a longer text is found"),
        pytest.param(
            "We do it right when we serve two dark ales.", False, id="some of the same words are not the same text"
        ),
        pytest.param("", False, id="no text comes from nowhere"),
    ],
)
def test_what_counts_as_the_same_text(copies: Copies, text: str, found: bool) -> None:
    """Most of what was copied must stand in it."""
    copy(copies)
    assert bool(copies.origins(text)) is found


def test_a_copy_is_forgotten(copies: Copies, time: Clock) -> None:
    """After ten minutes nothing is left."""
    copy(copies)
    time.go_on(KEPT + 1)
    assert copies.origins(TEXT) == ()


def test_only_so_many_are_kept(copies: Copies) -> None:
    """What is copied all day does not pile up."""
    copy(copies)
    for number in range(MOST):
        copy(copies, f"another text of some length, number {number}")
    assert copies.origins(TEXT) == ()


def test_each_identity_is_told_once(copies: Copies, time: Clock) -> None:
    """The latest copy of it."""
    copy(copies)
    time.go_on(100)
    copy(copies)
    time.go_on(5)
    assert [origin.how for origin in copies.origins(TEXT)] == ["copied from your private Mastodon 5 s ago"]


def test_another_salt_says_nothing(copies: Copies) -> None:
    """Hashes of another run of the engine mean nothing in this one."""
    copies.note("jo", IdentityKind.PERSON, MINE, shingles(TEXT, "other"))
    assert copies.origins(TEXT) == ()

"""Quietness and alertness in numbers: ordinary posts are left alone, and of slips those are seen that can be."""

import pytest
from incidents import CRISIS, LINKED, NOBODY, PRIVATE, slips
from incidents import REAL as SLIPS
from ordinary import REAL, Count, counted, own_posts, real_posts

MOST_HELD = 1 / 1000
MOST_NOTICED = 1 / 20


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(own_posts, id="small brands, German and full of emoji"),
        pytest.param(
            real_posts,
            id="real posts of three companies",
            marks=pytest.mark.skipif(not REAL.exists(), reason=f"no collection of real posts at {REAL}"),
        ),
    ],
)
def count(request: pytest.FixtureRequest) -> Count:
    return counted(request.param())


def test_ordinary_posts_are_hardly_ever_held(count: Count) -> None:
    assert count.posts >= 300
    assert count.held <= MOST_HELD * count.posts, count.table


def test_ordinary_posts_hardly_ever_get_a_note(count: Count) -> None:
    assert count.noticed <= MOST_NOTICED * count.posts, count.table


@pytest.mark.skipif(not SLIPS.exists(), reason=f"no list of real slips at {SLIPS}")
def test_every_slip_by_a_wrong_or_linked_account_is_held() -> None:
    theirs = [slip for slip in slips() if slip.mechanism in (*PRIVATE, *LINKED, *NOBODY, *CRISIS)]
    assert len(theirs) >= 20
    assert [(slip.brand, slip.said) for slip in theirs if slip.decision.verdict == "allow"] == []


@pytest.mark.skipif(not SLIPS.exists(), reason=f"no list of real slips at {SLIPS}")
def test_most_slips_whose_words_are_known_are_named() -> None:
    """Of those from the right hat: what a text alone can show is noticed by some check."""
    told = [slip for slip in slips() if slip.mechanism not in (*PRIVATE, *LINKED, *NOBODY, *CRISIS) and slip.text]
    named = [slip for slip in told if slip.decision.signals]
    assert len(named) >= 0.6 * len(told), [(slip.brand, slip.text) for slip in told if not slip.decision.signals]

"""What networks take, as the program asks for it."""

import pytest

from guard.model.route import Confidence
from guard.platforms import load
from guard.platforms.limits import media_bounds, text_limit


def test_a_limit_says_how_it_is_counted() -> None:
    limit = text_limit("x")
    assert limit is not None
    assert (limit.max, limit.paid, limit.measure.unit, limit.measure.link, limit.measure.bare) == (
        280,
        25_000,
        "weighted",
        23,
        True,
    )


def test_a_network_may_have_two_limits() -> None:
    limit = text_limit("bluesky")
    assert limit is not None
    assert (limit.max, limit.bytes) == (300, 3000)


def test_a_servers_own_bounds_are_never_sure() -> None:
    assert {bound.confidence for bound in media_bounds("mastodon")} == {Confidence.LOW}


@pytest.mark.parametrize("platform", [pytest.param(each, id=each) for each in load()])
def test_what_a_network_takes_makes_sense(platform: str) -> None:
    """A bound that nothing can keep, or that there is twice, is a slip of the pen."""
    bounds = media_bounds(platform)
    assert all(bound.min < bound.max for bound in bounds)
    assert all(bool(bound.types) == (bound.what == "type") for bound in bounds)
    assert len({(bound.sort, bound.what) for bound in bounds}) == len(bounds)


def test_nothing_is_known_of_a_network_nobody_knows() -> None:
    assert text_limit("nowhere") is None
    assert media_bounds("nowhere") == ()

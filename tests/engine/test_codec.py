"""Snapshots on the wire: what goes in comes out, and nothing else is taken for a snapshot."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guard.model.plain import from_plain, to_plain
from guard.model.route import (
    Confidence,
    Endpoint,
    Holding,
    Place,
    Route,
    RouteClass,
    Snapshot,
    Source,
    SourceKind,
    Undecided,
    Unreadable,
)

# Half characters too: JSON may spell them, and file names may hold them.
TEXTS = st.text(st.characters(codec=None), max_size=8)
WORDS = st.none() | TEXTS
LINES = st.none() | st.integers(1, 10**6)
SWITCHES = st.sampled_from((True, False, None))
PLACES = st.builds(Place, TEXTS, TEXTS, LINES)
ENDS = st.builds(Endpoint, WORDS, WORDS, WORDS)
SNAPSHOTS = st.builds(
    Snapshot,
    *(
        st.lists(rows, max_size=3).map(tuple)
        for rows in (
            st.builds(
                Route,
                TEXTS,
                st.builds(Source, WORDS, WORDS, WORDS, st.sampled_from(SourceKind)),
                ENDS,
                PLACES,
                st.sampled_from(RouteClass),
                SWITCHES,
                st.sampled_from(Confidence),
                TEXTS,
                TEXTS,
            ),
            st.builds(Holding, TEXTS, ENDS, PLACES, SWITCHES, TEXTS),
            st.builds(Undecided, TEXTS, PLACES, TEXTS, TEXTS),
            st.builds(Unreadable, TEXTS, TEXTS, LINES, TEXTS),
            TEXTS,
        )
    ),
    st.integers(0, 10**6),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=9), inner, max_size=5),
    max_leaves=12,
)
FULL = Snapshot(
    routes=(Route("n8n", Source("rss", "https://a.test", None, SourceKind.FEED), Endpoint("x"), Place("a.json")),),
    holdings=(Holding("toot", Endpoint("mastodon", "@jo@a.test"), Place("b.json", "users", 3), active=True),),
    undecided=(Undecided("n8n", Place("a.json"), "cannot be told"),),
    unreadable=(Unreadable("c.json", "is not valid JSON", 1, "mend it"),),
    files=("a.json", "b.json"),
    passed_over=2,
)


@settings(max_examples=150, deadline=None)
@given(SNAPSHOTS)
def test_what_goes_in_comes_out(snapshot: Snapshot) -> None:
    """Over JSON, as on every wire: equal values, and enums that are enums again."""
    again = from_plain(json.loads(json.dumps(to_plain(snapshot))))
    assert again == snapshot
    assert all(isinstance(route.kind, RouteClass) for route in again.routes)
    assert all(isinstance(route.confidence, Confidence) for route in again.routes)
    assert all(isinstance(route.source.kind, SourceKind) for route in again.routes)


def spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to all values inside."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way for key, inner in items for way in [(*path, key), *spots(inner, (*path, key))]]


def with_value(plain: Any, way: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(plain)
    here = changed
    for key in way[:-1]:
        here = here[key]
    here[way[-1]] = value
    return changed


@settings(max_examples=300, deadline=None)
@given(way=st.sampled_from(spots(to_plain(FULL))), value=ANYTHING)
def test_a_snapshot_with_one_value_exchanged_is_refused_or_goes_through_unchanged(
    way: tuple[Any, ...], value: Any
) -> None:
    """It is never bent into something that was not sent."""
    plain = with_value(to_plain(FULL), way, value)
    try:
        taken = from_plain(plain)
    except (KeyError, TypeError, ValueError):
        return
    assert to_plain(taken) == plain


@settings(max_examples=100, deadline=None)
@given(ANYTHING)
def test_anything_else_is_refused(value: Any) -> None:
    """With one of three errors, so that who reads the wire can catch them."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_plain(value)


def value_at(plain: Any, way: tuple[Any, ...]) -> Any:
    for key in way:
        plain = plain[key]
    return plain


@pytest.mark.parametrize("way", [pytest.param(way, id=".".join(map(str, way))) for way in spots(to_plain(FULL))])
@pytest.mark.parametrize("value", [7.5, True, {}, "four", [], float("inf")], ids=str)
def test_no_place_takes_a_value_of_another_type(way: tuple[Any, ...], value: Any) -> None:
    """A cache that rots must not become an account: a text may be another text, a list a shorter one, no more."""
    plain = with_value(to_plain(FULL), way, value)
    try:
        taken = from_plain(plain)
    except (KeyError, TypeError, ValueError):
        return
    before = value_at(to_plain(FULL), way)
    assert type(before) is type(value) or (before is None and isinstance(value, str))
    assert to_plain(taken) == plain

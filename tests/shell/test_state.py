"""The reducer, and everything that follows from a state: icon, tooltip, menu, health, time. No Qt, no display."""

import subprocess
import sys
from dataclasses import replace

import pytest
from shell_parts import ACME, ME, SUN, desk, hat

from guard.protocol.desk import Desk, Light, Paused, Today
from ui import actions, words
from ui.actions import Entry, Open, Part, PutOn, Window, menu
from ui.state import (
    Contact,
    ContactChanged,
    DeskCame,
    Event,
    Face,
    Health,
    Shape,
    StartFailed,
    State,
    Ticked,
    TroubleMet,
    brand_is_worn,
    face,
    hat_left,
    health,
    next_tick,
    reduce,
)

RED = Light("browser:firefox", "Firefox", "red", "The extension is gone.")
AMBER = Light("watch", "Watching", "amber", "By polling.")
OFF = Light("command:toot", "toot", "off", "Not installed.")


def english(_context: str, text: str, /) -> str:
    return text


def after(*events: Event) -> State:
    state = State()
    for event in events:
        state = reduce(state, event)
    return state


def shown(known: Desk, now: float = 100.0) -> State:
    return after(DeskCame(known, now))


def labels(state: State, part: Part) -> list[str]:
    return [entry.label for section in menu(state, english) if section.part is part for entry in section.entries]


def entries(state: State, part: Part) -> list[Entry]:
    return [entry for section in menu(state, english) if section.part is part for entry in section.entries]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(
            State(), Face(letters="?"), id="before the engine has spoken nothing is claimed, and nothing is red"
        ),
        pytest.param(shown(desk()), Face(), id="nobody's hat is a ring without letters"),
        pytest.param(shown(desk("acme", 60)), Face(Shape.BRAND, "A", "#c8102e"), id="a brand is a square"),
        pytest.param(shown(desk("me")), Face(Shape.PERSON, "M", "#2a7ab0"), id="a person is a disc"),
        pytest.param(
            shown(desk("me", lights=(RED,))),
            Face(Shape.PERSON, "M", "#2a7ab0", blind=True),
            id="a blind gate is a red dot",
        ),
        pytest.param(
            shown(desk("me", lights=(AMBER, OFF))), Face(Shape.PERSON, "M", "#2a7ab0"), id="a limit is no dot"
        ),
        pytest.param(
            shown(desk("me", paused=Paused("launch", 60))),
            Face(Shape.PERSON, "M", "#2a7ab0", paused=True),
            id="a pause shows",
        ),
        pytest.param(shown(desk(troubles=("x",))), Face(blind=True), id="a broken workspace is a red dot"),
        pytest.param(
            after(DeskCame(desk("acme", 60), 0), ContactChanged(there=False, now=1)),
            Face(letters="?", blind=True),
            id="a hat that was worn is not claimed once the engine is gone",
        ),
        pytest.param(after(StartFailed(8)), Face(letters="?", blind=True), id="an engine that does not come is red"),
        pytest.param(shown(desk("unknown")), Face(), id="an identity that is not on the desk is nobody"),
    ],
)
def test_the_icon_says(state: State, expected: Face) -> None:
    assert face(state) == expected


@pytest.mark.parametrize(
    ("lights", "troubles", "expected"),
    [
        pytest.param((), (), Health.GREEN, id="nothing set up is not wrong"),
        pytest.param((OFF,), (), Health.GREEN, id="what is off on purpose is not wrong"),
        pytest.param((AMBER, OFF), (), Health.AMBER, id="one limit"),
        pytest.param((AMBER, RED), (), Health.RED, id="the worst counts"),
        pytest.param((), ("The workspace cannot be read.",), Health.RED, id="a trouble is as bad as a blind gate"),
    ],
)
def test_health_is_that_of_the_worst_part(
    lights: tuple[Light, ...], troubles: tuple[str, ...], expected: Health
) -> None:
    assert health(shown(desk(lights=lights, troubles=troubles))) is expected


def test_a_start_that_fails_late_does_not_undo_an_engine_that_came() -> None:
    state = after(DeskCame(desk("me"), 1), StartFailed(8))
    assert state.contact is Contact.THERE


def test_an_engine_that_comes_back_takes_the_trouble_away() -> None:
    state = after(TroubleMet("another version", 1), ContactChanged(there=True, now=2), DeskCame(desk("me"), 2))
    assert (state.contact, state.trouble, face(state).blind) == (Contact.THERE, "", False)


@pytest.mark.parametrize(
    ("remaining", "passed", "text", "tick"),
    [
        pytest.param(1500.0, 0.0, "25 min left", 60.0, id="full minutes stand for a minute"),
        pytest.param(1500.0, 61.0, "24 min left", 59.0, id="begun minutes count"),
        pytest.param(5400.0, 0.0, "1 h 30 min left", 60.0, id="hours"),
        pytest.param(7200.0, 0.0, "2 h left", 60.0, id="full hours"),
        pytest.param(30.0, 10.0, "1 min left", 20.0, id="the last minute ticks once, at its end"),
        pytest.param(30.0, 31.0, "1 min left", None, id="after its end nothing ticks: the engine takes the hat off"),
        pytest.param(None, 31.0, "", None, id="a hat without an end never ticks"),
    ],
)
def test_the_time_that_is_left(remaining: float | None, passed: float, text: str, tick: float | None) -> None:
    state = after(DeskCame(desk("acme", remaining), 100.0), Ticked(100.0 + passed))
    assert words.rest(state, english) == text
    assert next_tick(state) == pytest.approx(tick)


def test_the_next_tick_is_the_nearer_of_hat_and_pause() -> None:
    assert next_tick(shown(desk("acme", 100, paused=Paused("launch", 70)))) == pytest.approx(10)


def test_a_clock_that_stands_still_takes_no_time_away() -> None:
    state = after(DeskCame(desk("acme", 100), 50.0), Ticked(50.0))
    assert hat_left(state) == 100


@pytest.mark.parametrize(
    ("worn", "expected"),
    [
        pytest.param("acme", True, id="a brand"),
        pytest.param("me", False, id="a person"),
        pytest.param(None, False, id="nobody"),
    ],
)
def test_leaving_the_desk_matters(worn: str | None, expected: bool) -> None:
    assert brand_is_worn(shown(desk(worn))) is expected


def test_hats_are_two_clicks_away_with_their_own_time() -> None:
    state = shown(desk("acme", 60, hats=(hat(ACME, 1500), hat(SUN, 3600, frozen="slip"), hat(ME))))
    assert labels(state, Part.HATS) == [
        "as Acme for 25 min",
        "as Sun & Co for 1 h (frozen)",
        "For longer or shorter",
        "as Me",
        "as nobody",
    ]
    first, *_, nobody = entries(state, Part.HATS)
    assert (first.action, first.checked) == (PutOn("acme", None), True)
    assert (nobody.action, nobody.checked) == (PutOn(None), False)


def test_another_time_is_said_in_seconds() -> None:
    (other,) = [entry for entry in entries(shown(desk()), Part.HATS) if entry.children]
    acme = other.children[0]
    assert [child.action for child in acme.children] == [PutOn("acme", span) for span in actions.SPANS]


def test_many_brands_do_not_fill_the_screen() -> None:
    many = tuple(hat(replace_badge(number), 60) for number in range(40))
    shown_entries = entries(shown(desk(hats=many)), Part.HATS)
    assert len(shown_entries) == actions.DIRECT + 3
    assert len(shown_entries[actions.DIRECT].children) == 40 - actions.DIRECT


def replace_badge(number: int) -> "type[ACME]":  # type: ignore[valid-type]
    from msgspec.structs import replace as changed

    return changed(ACME, id=f"b{number}", name=f"Brand {number}")


def test_a_pause_can_be_ended_and_says_why() -> None:
    state = shown(desk(paused=Paused("launch day", 600)))
    assert labels(state, Part.GUARD)[:2] == ["Paused for 10 min: launch day", "Guard again now"]


def test_without_the_engine_the_menu_offers_nothing_that_it_cannot_do() -> None:
    state = after(DeskCame(desk("acme", 60), 0), ContactChanged(there=False, now=1))
    assert [section.part for section in menu(state, english)] == [Part.TOP, Part.HEALTH, Part.LEAVE]
    assert labels(state, Part.HEALTH) == ["The engine does not run"]


def test_every_light_is_told_in_words() -> None:
    state = shown(desk(lights=(RED, AMBER, OFF), troubles=("hatcheck.toml, line 3: no colour",)))
    (line,) = entries(state, Part.HEALTH)
    assert [child.label for child in line.children] == [
        "hatcheck.toml, line 3: no colour",
        "Firefox: blind. The extension is gone.",
        "Watching: limited. By polling.",
        "toot: not set up. Not installed.",
    ]


def test_what_waits_stands_in_the_menu_and_in_the_tooltip() -> None:
    state = shown(desk("acme", 60, holds=("h1", "h2"), waiting=70, lights=(RED,), today=Today(1, 2, 3, 4)))
    assert labels(state, Part.TOP) == ["Acme · 1 min left", "Waiting for your answer: 70"]
    assert words.tooltip(state, english).splitlines() == [
        "Acme, 1 min left",
        "Waiting for your answer: 70",
        "Part of the guard is blind",
    ]
    assert "Today’s holds: 2" in labels(state, Part.GUARD)


def test_the_windows_can_be_opened() -> None:
    opened = [entry.action for entry in entries(shown(desk()), Part.WINDOWS)]
    assert opened == [Open(Window.AUDIT), Open(Window.JOURNAL), Open(Window.SETTINGS)]


def test_a_reason_with_braces_is_only_a_reason() -> None:
    state = shown(desk(paused=Paused("{who} {0} {", 60)))
    assert words.pause(state, english) == "Paused for 1 min: {who} {0} {"


def test_reducing_changes_no_state_that_was() -> None:
    before = shown(desk("acme", 60))
    kept = replace(before)
    reduce(before, ContactChanged(there=False, now=200))
    assert before == kept


def test_no_qt_is_needed() -> None:
    code = (
        "import sys, ui.state, ui.words, ui.actions; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

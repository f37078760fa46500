"""The tray on a real panel: X server, session bus, StatusNotifier host and engine are the real ones."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desktop_parts import Desktop, desktop, interrupt, needs_a_desktop, until
from PySide6.QtGui import QColor

from guard.clients.line import Line

pytestmark = needs_a_desktop


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path / "d") as made:
        yield made


@contextmanager
def line(place: Desktop, monkeypatch: pytest.MonkeyPatch, role: str = "face") -> Iterator[Line]:
    monkeypatch.setenv("HATCHECK_STATE", str(place.folder))
    with Line.open(role=role, name="test") as opened:
        yield opened


def colors_of(image: object) -> list[str]:
    from PySide6.QtGui import QImage

    assert isinstance(image, QImage)
    spots = [(x, y) for x in range(image.width()) for y in range(image.height())]
    seen = [QColor(image.pixelColor(*spot)) for spot in spots if image.pixelColor(*spot).alpha() == 255]
    return [color.name() for color in seen]


def test_a_brand_is_worn_by_one_click_in_the_menu(place: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.engine(), place.panel() as panel, place.shell():
        until(lambda: panel.tooltip() == "Me", "the hat the engine knows of")
        me = colors_of(panel.image())
        assert me.count("#2a7ab0") > 100
        assert "as Sun & Co for 1 h" in panel.labels(), "an ampersand is a sign as any other"
        assert panel.ask("click as Acme for 25 min") is True
        until(lambda: panel.tooltip().startswith("Acme, 25 min left"), "the tooltip says so")
        acme = colors_of(panel.image())
        assert acme.count("#c8102e") > 150
        with line(place, monkeypatch) as face:
            worn = face.ask("watch", 5)["worn"]
        assert (worn["identity"], round(worn["remaining"], -1)) == ("acme", 1500)
        ticked = [entry["label"] for entry in panel.ask("menu") if entry["ticked"]]
        assert ticked == ["as Acme for 25 min"]
        assert panel.labels()[0] == "Acme · 25 min left"


def test_another_time_and_nobody_can_be_chosen(place: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.engine(), place.panel() as panel, place.shell():
        until(lambda: panel.tooltip() == "Me", "the hat the engine knows of")
        assert panel.ask("click 45 min") is True
        until(lambda: panel.tooltip().startswith("Acme, 45 min left"), "another time")
        assert panel.ask("click as nobody") is True
        with line(place, monkeypatch) as face:
            until(lambda: face.ask("watch", 5)["worn"]["identity"] != "acme", "the hat is off")


def test_a_panel_that_comes_late_still_gets_the_icon(place: Desktop) -> None:
    with place.engine(), place.shell("--patience", "60000") as shell:
        until(lambda: (place.folder / "tray.sock").exists(), "the shell")
        with pytest.raises(AssertionError):
            until(lambda: place.windows("^Hatcheck$"), "a window, which is not due yet", 2.5)
        with place.panel() as panel:
            assert panel.tooltip() == "Me"
        assert shell.poll() is None


def test_without_a_panel_there_is_a_window_and_a_late_panel_still_counts(place: Desktop) -> None:
    with place.engine(), place.shell("--patience", "300"):
        until(lambda: place.windows("^Hatcheck$"), "the status window")
        with place.panel() as panel:
            assert panel.tooltip() == "Me"


def test_a_second_start_raises_the_first_and_ends(place: Desktop) -> None:
    with place.engine(), place.panel() as panel, place.shell():
        until(lambda: panel.tooltip() == "Me", "the icon")
        assert place.windows("^Hatcheck$") == []
        second = subprocess.run([sys.executable, "-m", "ui"], env=place.env, timeout=20, check=False)
        assert second.returncode == 0
        until(lambda: place.windows("^Hatcheck$"), "the window")
        assert panel.ask("items") == panel.ask("items")[:1], "there is one icon still"


def test_a_shell_that_was_killed_leaves_room_for_the_next(place: Desktop) -> None:
    with place.engine(), place.panel() as panel:
        with place.shell() as first:
            until(lambda: panel.tooltip() == "Me", "the icon")
            first.kill()
            first.wait()
        with place.shell("--patience", "300") as second:
            until(lambda: len(panel.ask("items")) == 2, "the second one's icon")
            assert second.poll() is None


def test_the_engine_it_started_ends_with_it(place: Desktop) -> None:
    with place.panel() as panel, place.shell() as shell:
        until(lambda: panel.tooltip() == "Me", "an engine that the shell has started", 30)
        assert interrupt(shell) == 0
        until(lambda: not (place.folder / "engine.sock").exists(), "the engine has ended")


def test_an_engine_that_is_only_just_starting_ends_with_it_as_well(place: Desktop) -> None:
    with place.shell() as shell:
        until(lambda: (place.folder / "engine.lock").exists(), "the engine begins")
        assert interrupt(shell) == 0
    until(lambda: not (place.folder / "engine.sock").exists(), "the engine has ended")


def test_an_engine_that_was_there_goes_on_guarding(place: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.engine() as engine, place.panel() as panel:
        with place.shell() as shell:
            until(lambda: panel.tooltip() == "Me", "the icon")
            assert interrupt(shell) == 0
        with line(place, monkeypatch) as face:
            assert face.ask("watch", 5)["hats"]
        assert engine.poll() is None


def test_an_engine_that_dies_shows_at_once_and_is_started_again(place: Desktop) -> None:
    with place.panel() as panel, place.engine() as engine, place.shell() as shell:
        until(lambda: panel.tooltip() == "Me", "the icon")
        engine.kill()
        engine.wait()
        until(lambda: "not guarding" in panel.tooltip(), "the icon says so")
        until(lambda: panel.tooltip() == "Me", "another engine", 30)
        assert interrupt(shell) == 0
        until(lambda: not (place.folder / "engine.sock").exists(), "the engine has ended")


def test_a_post_that_is_held_brings_the_pop_up(place: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.engine(), place.panel() as panel, place.shell():
        until(lambda: panel.tooltip() == "Me", "the icon")
        with line(place, monkeypatch, "gate") as gate:
            gate.send("submit", verb="post", to=["mastodon:@acme@example.social"], text="beer!", app="toot")
            until(lambda: place.windows("Acme"), "the pop-up")
            until(lambda: "Waiting for your answer: 1" in panel.labels(), "the menu says so")
        until(lambda: "Waiting for your answer: 1" not in panel.labels(), "the gate has gone, and its hold with it")


def test_without_a_screen_it_says_what_to_do_instead() -> None:
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "ui"], env=env, capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stderr) == (2, "There is no screen to show anything on. Run: hatcheck engine\n")

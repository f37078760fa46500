"""Notifications: taken by a real service on a real bus, or passed on to whoever else can say it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop_parts import Desktop, desktop, needs_a_desktop, process
from pytestqt.qtbot import QtBot

from ui.notices import Notices

SERVICE = """
import asyncio, json
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

class Notifications(ServiceInterface):
    def __init__(self):
        super().__init__("org.freedesktop.Notifications")

    @dbus_method()
    def Notify(
        self, app: "s", old: "u", icon: "s", title: "s", text: "s", actions: "as", hints: "a{sv}", wait: "i"
    ) -> "u":
        print(json.dumps([app, title, text, actions, hints["urgency"].value]), flush=True)
        if actions:
            loop = asyncio.get_running_loop()
            loop.call_soon(self.ActionInvoked, 6, "default")  # another's
            loop.call_soon(self.NotificationClosed if "away" in title else self.ActionInvoked, 7, WHAT[title])
        return 7

    @dbus_signal()
    def ActionInvoked(self, number, action) -> "us":
        return [number, action]

    @dbus_signal()
    def NotificationClosed(self, number, reason) -> "uu":
        return [number, reason]

WHAT = {"clicked": "default", "put away": 2}

async def main():
    bus = await MessageBus().connect()
    bus.export("/org/freedesktop/Notifications", Notifications())
    await bus.request_name("org.freedesktop.Notifications")
    print("ready", flush=True)
    await bus.wait_for_disconnect()

asyncio.run(main())
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path / "d") as made:
        yield made


@needs_a_desktop
def test_a_notification_has_no_buttons_and_no_markup(
    qtbot: QtBot, place: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", place.env["DBUS_SESSION_BUS_ADDRESS"])
    with process([sys.executable, "-c", SERVICE], place.env, stdout=subprocess.PIPE) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == "ready\n"
        notices = Notices()
        with qtbot.assertNotEmitted(notices.unsaid, wait=300):
            notices.say("A route crosses", "x:@me reaches <b>Acme</b> & Co")
            notices.say("A post left", "Its text breaks off.", quiet=True)
        told = [json.loads(service.stdout.readline()) for _ in range(2)]
    (app, title, text, actions, urgency), quiet = sorted(told, key=lambda one: one[1] == "A post left")
    assert (app, title, actions) == ("Hatcheck", "A route crosses", [])
    assert (urgency, quiet[4]) == (2, 1), "a note goes by itself"
    assert text == "x:@me reaches &lt;b&gt;Acme&lt;/b&gt; &amp; Co"


@needs_a_desktop
def test_a_bus_without_the_service_passes_it_on(qtbot: QtBot, place: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", place.env["DBUS_SESSION_BUS_ADDRESS"])
    notices = Notices()
    with qtbot.waitSignal(notices.unsaid, timeout=10_000) as unsaid:
        notices.say("title", "text")
    assert unsaid.args == ["title", "text", ""]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("", id="no bus"),
        pytest.param("disabled:", id="a bus that is switched off"),
        pytest.param("unix:path=/nowhere/bus", id="a bus that is gone"),
        pytest.param("nonsense", id="an address that is none"),
    ],
)
def test_without_a_bus_it_is_passed_on(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    notices = Notices()
    with qtbot.waitSignal(notices.unsaid, timeout=10_000) as unsaid:
        notices.say("title", "text")
    assert unsaid.args == ["title", "text", ""]


@needs_a_desktop
def test_a_click_tells_what_it_was_about_and_putting_it_away_tells_nothing(
    qtbot: QtBot, place: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", place.env["DBUS_SESSION_BUS_ADDRESS"])
    with process([sys.executable, "-c", SERVICE], place.env, stdout=subprocess.PIPE) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == "ready\n"
        notices, heard = Notices(), []
        notices.clicked.connect(heard.append)
        notices.say("put away", "text", about="put away")
        assert json.loads(service.stdout.readline())[3] == ["default", ""]
        with qtbot.waitSignal(notices.clicked, timeout=10_000):
            notices.say("clicked", "text", about="stray")
        assert heard == ["stray"]

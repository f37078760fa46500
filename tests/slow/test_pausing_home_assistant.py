"""Pausing a real Home Assistant, whose automations and scripts post every second.

``HATCHECK_TEST_HOME_ASSISTANT=/path`` names a virtual environment in which it is installed;
``HATCHECK_TEST_INSTALL=1`` makes one in ``build/home-assistant``, which takes a minute and 600 MB. The release is the
last one for Python 3.11.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from pausing_runs import Desk, Killed
from recording_server import Recorder, recording

from guard.model.scheduler import ItemState, LineOutcome, Scheduler
from guard.pausing.act import NotRestored
from guard.pausing.ledger import Fate
from guard.web import open_door

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="this release of Home Assistant runs on Python 3.11"),
]
RELEASE = "2024.3.3"
SECONDS = 60.0
"""For what takes one or two, on a machine that does other things besides."""
CONFIGURATION = """
http:
  server_host: 127.0.0.1
  server_port: PORT
api:
websocket_api:
config:
onboarding:
rest_command:
  post_as_acme:
    url: RECORDER/api/v1/statuses
    method: post
    headers: {Authorization: Bearer acme-s-own}
    payload: '{"status": "{{ text }}"}'
    content_type: application/json
automation:
  - id: tick
    alias: Tick
    initial_state: true
    trigger: {platform: time_pattern, seconds: "*"}
    action: {service: rest_command.post_as_acme, data: {text: tick}}
  - id: told
    alias: Told by a script
    trigger: {platform: time_pattern, seconds: "*"}
    action: {service: script.announce}
  - id: long
    alias: Long
    trigger: {platform: time_pattern, seconds: "*"}
    action:
      - repeat:
          count: 1000
          sequence:
            - service: rest_command.post_as_acme
              data: {text: long}
            - delay: "00:00:01"
  - id: light
    alias: Light
    trigger: {platform: time_pattern, seconds: "*"}
    action: {event: light_went_on}
script:
  announce:
    alias: Announce
    sequence: {service: rest_command.post_as_acme, data: {text: announced}}
  thread:
    alias: Thread
    sequence:
      - repeat:
          count: 1000
          sequence:
            - service: rest_command.post_as_acme
              data: {text: thread}
            - delay: "00:00:01"
"""
TICK = "Tick (a restart of Home Assistant switches it on again)"
POSTING = {TICK, "Told by a script", "Long", "Thread"}


@dataclass
class House:
    """A Home Assistant that runs, and what its automations post to."""

    url: str
    token: str
    arrived: Recorder

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The answer of its REST API."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data, {"Authorization": f"Bearer {self.token}"}, method=method)  # noqa: S310
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read())

    def state(self, name: str) -> Any:
        return self.ask("GET", f"/api/states/{name}")

    @property
    def texts(self) -> list[str]:
        """What was posted as Acme so far."""
        return [text for user, text in self.arrived.posts if user == "acme"]

    def lights(self, times: int) -> None:
        """Waits until the automation that does not post has run so often, which it does once in a second."""
        for _ in range(times):
            last = self.state("automation.light")["attributes"]["last_triggered"]
            until(lambda last=last: self.state("automation.light")["attributes"]["last_triggered"] != last)

    def going(self) -> None:
        """Everything posts, again and again."""
        for name in ("tick", "told_by_a_script", "long"):
            self.ask("POST", "/api/services/automation/turn_on", {"entity_id": f"automation.{name}"})
        self.ask("POST", "/api/services/script/turn_on", {"entity_id": "script.thread"})
        before = len(self.texts)
        until(lambda: {"tick", "announced", "long", "thread"} <= set(self.texts[before:]))


def until(so: Callable[[], object]) -> None:
    """Waits for a condition, and fails where it does not come."""
    end = time.monotonic() + SECONDS
    while not so():
        assert time.monotonic() < end
        Event().wait(0.1)


def _installed() -> Path:
    if named := os.environ.get("HATCHECK_TEST_HOME_ASSISTANT"):
        return Path(named).resolve() / "bin" / "hass"
    folder = Path(__file__).parents[2] / "build" / "home-assistant"
    if not (folder / "bin" / "hass").exists():
        if not os.environ.get("HATCHECK_TEST_INSTALL"):
            pytest.skip(
                "no Home Assistant: HATCHECK_TEST_HOME_ASSISTANT names none, "
                "HATCHECK_TEST_INSTALL does not allow to install it"
            )
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        # this release was made before josepy 2, and does not say so
        subprocess.run([*pip, f"homeassistant=={RELEASE}", "josepy<2"], check=True)
    return folder / "bin" / "hass"


def _listens(url: str) -> bool:
    try:
        with urlopen(f"{url}/api/onboarding", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (URLError, ConnectionError):
        return False


async def _token(url: str) -> str:
    """The first user's long-lived token, as the pages of Home Assistant's first start have it made."""
    client = {"client_id": f"{url}/"}
    async with open_door() as door:
        site = door.site(url, seconds=60)
        user = {"name": "Jo", "username": "jo", "password": "zebra:41", "language": "en", **client}
        code = (await site.ask("POST", "/api/onboarding/users", body=user)).data["auth_code"]
        form = {"grant_type": "authorization_code", "code": code, **client}
        short = (await site.ask("POST", "/auth/token", form=form)).data["access_token"]
        async with site.talk("/api/websocket") as talk:
            await talk.hear()
            await talk.say({"type": "auth", "access_token": short})
            assert (await talk.hear())["type"] == "auth_ok"
            asked = {"id": 1, "type": "auth/long_lived_access_token", "client_name": "Hatcheck", "lifespan": 30}
            await talk.say(asked)
            return str((await talk.hear())["result"])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Runs until the last test is over."""
    program, folder = _installed(), tmp_path_factory.mktemp("house")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with recording(acme="acme-s-own") as arrived:
        text = CONFIGURATION.replace("PORT", str(port)).replace("RECORDER", arrived.url)
        (folder / "configuration.yaml").write_text(text, encoding="utf-8")
        with (folder / "output").open("wb") as output:
            process = subprocess.Popen([program, "-c", folder], stdout=output, stderr=output)
        try:
            until(lambda: process.poll() is not None or _listens(url))
            assert process.poll() is None, (folder / "output").read_text(encoding="utf-8")
            yield House(url, asyncio.run(_token(url)), arrived)
        finally:
            process.terminate()
            process.wait(60)


def desk_of(house: House, folder: Path, token: str = "") -> Desk:
    return Desk(Scheduler("home", "home_assistant", house.url), token or house.token, "post_as_acme", folder)


def test_after_the_freeze_nothing_arrives(house: House, tmp_path: Path) -> None:
    house.going()
    desk = desk_of(house, tmp_path)
    line = desk.freeze()
    assert (line.outcome, {item.title for item in line.items}) == (LineOutcome.PAUSED, POSTING), line.text
    assert {item.state for item in line.items} == {ItemState.PAUSED}
    before = len(house.texts)
    house.lights(4)
    assert house.texts[before:] == []
    assert desk.freeze().outcome is LineOutcome.PAUSED  # once more does no harm
    assert desk.fates() == dict.fromkeys(POSTING, Fate.WAITING)


def test_only_what_was_looked_at_comes_back(house: House, tmp_path: Path) -> None:
    house.going()
    desk = desk_of(house, tmp_path)
    assert desk.freeze().outcome is LineOutcome.PAUSED
    waiting, before = desk.waiting(), len(house.texts)
    assert desk.put_back(waiting[TICK]).state is ItemState.GOING
    until(lambda: house.texts[before:].count("tick") >= 3)
    assert set(house.texts[before:]) == {"tick"}
    with pytest.raises(NotRestored, match="stopped while it ran"):
        desk.put_back(waiting["Thread"])
    with pytest.raises(NotRestored, match="does not wait any more"):
        desk.put_back(waiting[TICK])
    assert desk.fates() == {**dict.fromkeys(POSTING, Fate.WAITING), TICK: Fate.RESTORED}


def test_killed_midway_and_repeated(house: House, tmp_path: Path) -> None:
    house.going()
    desk = desk_of(house, tmp_path)
    with pytest.raises(Killed):
        desk.freeze(killed_after=2)
    assert desk.fates() == dict.fromkeys(POSTING, Fate.NOTED)
    line = desk.freeze()
    assert (line.outcome, {item.title for item in line.items}) == (LineOutcome.PAUSED, POSTING), line.text


def test_a_token_that_was_taken_back(house: House, tmp_path: Path) -> None:
    line = desk_of(house, tmp_path, house.token[:-3] + "abc").freeze()
    assert line.outcome is LineOutcome.UNVERIFIED
    assert "does not accept the token" in line.text
    assert house.token[:-3] not in repr(line)

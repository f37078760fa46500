"""Home Assistant is paused: against a small server that speaks its REST API and its WebSocket.

The shapes are those that Home Assistant 2024.3.3 gave when it was asked the same (tests/slow runs against it), and of
its own ``components/{api,automation,script,websocket_api}``: a service answers with the states it changed, also where
it changed none; the socket says ``auth_required`` first; an automation's ``current`` counts its runs.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from paused_sites import ODD_BODIES, TROUBLES, Site, hanging, saying

from guard.model.scheduler import Item, ItemState, Line, LineOutcome, Scheduler
from guard.pausing.act import NotRestored, pause, resume
from guard.pausing.adapter import Adapter, BadToken, Posts
from guard.pausing.ledger import Fate, Ledger
from guard.pausing.tools import home_assistant
from guard.web import WebTrouble, open_door

TOKEN = "eyJhbGciOi.eyJpc3MiOi.c2lnbmF0dXJl"  # noqa: S105 - of this file's server
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
POSTS = {"service": "rest_command.post_as_acme"}


@dataclass
class House:
    """What a Home Assistant knows."""

    site: Site = field(default_factory=Site)
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    configs: dict[str, Any] = field(default_factory=dict)
    deaf: set[str] = field(default_factory=set)
    """What does not heed a service."""
    lets_in: bool = True

    def __post_init__(self) -> None:
        self.site.app.router.add_get("/api/states", self._list)
        self.site.app.router.add_post("/api/services/{domain}/{service}", self._serve)
        self.site.app.router.add_get("/api/websocket", self._talk)

    def add(self, name: str, config: Any, state: str = "on", current: int = 0, **attributes: Any) -> None:
        """An automation or a script."""
        shown = name.partition(".")[2].replace("_", " ").title()
        self.configs[name] = config
        self.states[name] = {
            "entity_id": name,
            "state": state,
            "attributes": {"friendly_name": shown, "mode": "single", "current": current, **attributes},
        }

    def state(self, name: str) -> str:
        return str(self.states[name]["state"])

    async def _list(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.Response(status=401, text="401: Unauthorized")
        return web.json_response([*self.states.values(), {"entity_id": "sun.sun", "state": "below_horizon"}])

    async def _serve(self, request: web.Request) -> web.Response:
        asked = await request.json()
        domain, service = request.match_info["domain"], request.match_info["service"]
        found = self.states.get(asked["entity_id"])
        if found is None or asked["entity_id"] in self.deaf:
            return web.json_response([])
        assert domain == asked["entity_id"].partition(".")[0]
        found["state"] = {"turn_on": "on", "turn_off": "off"}[service]
        if service == "turn_off" and asked.get("stop_actions", True):
            found["attributes"]["current"] = 0
        return web.json_response([found])

    async def _talk(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "auth_required", "ha_version": "2024.3.3"})
        said = await socket.receive_json()
        if said != {"type": "auth", "access_token": TOKEN} or not self.lets_in:
            await socket.send_json({"type": "auth_invalid", "message": "Invalid access token or password"})
            return socket
        await socket.send_json({"type": "auth_ok", "ha_version": "2024.3.3"})
        async for message in socket:
            asked = json.loads(message.data)
            name = asked["entity_id"]
            assert asked["type"] == f"{name.partition('.')[0]}/config"
            answer: dict[str, Any] = {"id": asked["id"], "type": "result", "success": name in self.configs}
            if name in self.configs:
                answer["result"] = {"config": self.configs[name]}
            else:
                answer["error"] = {"code": "not_found", "message": "Entity not found"}
            await socket.send_json(answer)
        return socket


def furnished() -> House:
    """A house of which some things post."""
    house = House()
    house.add("automation.tick", {"id": "1", "trigger": [], "action": [POSTS]}, id="1")
    house.add("automation.light", {"id": "2", "action": [{"service": "light.turn_on"}]}, id="2")
    house.add("automation.resting", {"id": "3", "action": [POSTS]}, "off")
    house.add("script.thread", {"sequence": [POSTS]}, "on", current=1)
    house.add("script.lamp", {"sequence": [{"service": "light.turn_on"}]}, "on", current=1)
    return house


def judge(document: Any) -> Posts:
    text = json.dumps(document)
    assert set(document) in ({"automation"}, {"script"})
    if "puzzle" in text:
        return Posts(may=None)
    return Posts(may=True, accounts=("mastodon:@acme@a.example",)) if "post_as_acme" in text else Posts(may=False)


@dataclass
class Desk:
    """Pauses a house; each call does so from the start."""

    address: str
    folder: Path
    only: tuple[str, ...] = ()
    token: str = TOKEN
    seconds: float = 15.0

    @property
    def scheduler(self) -> Scheduler:
        return Scheduler("home", "home_assistant", self.address, only=self.only)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.folder / "waiting")

    @asynccontextmanager
    async def adapter(self) -> AsyncIterator[Adapter]:
        async with open_door() as door:
            site = door.site(self.address, seconds=self.seconds)
            yield home_assistant.adapter(site, self.scheduler, self.token, judge)

    async def pause(self) -> Line:
        async with self.adapter() as asked:
            return await pause(asked, home_assistant.TOOL, self.scheduler, self.ledger, lambda: NOW, waits=(0, 0))

    async def items(self) -> dict[str, Item]:
        async with self.adapter() as asked:
            return {item.id: item for item in await asked.items()}

    async def resume(self, item: Item) -> Item:
        async with self.adapter() as asked:
            return await resume(asked, self.scheduler, self.ledger, item, None, NOW, "Jo")


def run(house: House, folder: Path, what: Any, **desk: Any) -> Any:
    """What ``what(desk)`` gives while the house is there."""

    async def within() -> Any:
        async with house.site.serving() as address:
            return await what(Desk(address, folder, **desk))

    return asyncio.run(within())


def test_what_posts_is_switched_off_and_the_rest_stays(tmp_path: Path) -> None:
    house = furnished()
    line = run(house, tmp_path, Desk.pause)
    assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 2.")
    assert {item.id: (item.state, item.accounts) for item in line.items} == {
        "automation.tick": (ItemState.PAUSED, ("mastodon:@acme@a.example",)),
        "script.thread": (ItemState.PAUSED, ("mastodon:@acme@a.example",)),
    }
    assert {name: house.state(name) for name in house.states if name not in {"automation.tick", "script.thread"}} == {
        "automation.light": "on",
        "automation.resting": "off",
        "script.lamp": "on",
    }
    assert line.link.endswith("/config/automation/dashboard")
    assert line.items[0].link.endswith("/config/automation/edit/1")


STANDING = [
    pytest.param("automation.one", {"action": [{"service": "script.thread"}]}, True, id="calls a script that posts"),
    pytest.param(
        "automation.one",
        {"action": [{"service": "script.turn_on", "target": {"entity_id": ["script.thread"]}}]},
        True,
        id="starts one by its name",
    ),
    pytest.param("automation.one", {"action": [{"service": "script.next"}]}, True, id="over another script"),
    pytest.param(
        "automation.one",
        {"trigger": [{"platform": "state", "entity_id": "script.thread"}], "action": []},
        False,
        id="only waits for one that posts",
    ),
    pytest.param("automation.one", {"action": [{"service": "script.lamp"}]}, False, id="calls one that does not"),
    pytest.param("automation.one", {"action": ["a puzzle"]}, True, id="nobody understands it"),
    pytest.param("automation.one", None, True, id="Home Assistant does not tell what it does"),
]


@pytest.mark.parametrize(("name", "config", "listed"), STANDING)
def test_whether_an_automation_is_paused(tmp_path: Path, name: str, config: Any, listed: bool) -> None:
    house = furnished()
    house.add("script.next", {"sequence": [{"service": "script.thread"}]}, "off")
    house.add(name, config)
    if config is None:
        del house.configs[name]
    assert (name in run(house, tmp_path, Desk.items)) is listed


STATES = [
    pytest.param("on", 0, ItemState.GOING, id="on"),
    pytest.param("off", 0, ItemState.PAUSED, id="off"),
    pytest.param("off", 2, ItemState.GOING, id="off, and two runs are not over"),
    pytest.param("unavailable", 0, ItemState.UNKNOWN, id="its configuration is broken"),
    pytest.param("", None, ItemState.UNKNOWN, id="nothing that is known here"),
]


@pytest.mark.parametrize(("said", "current", "state"), STATES)
def test_what_a_state_means(tmp_path: Path, said: str, current: int, state: ItemState) -> None:
    async def look(desk: Desk) -> Any:
        (item,) = (await desk.items()).values()
        house.add("automation.tick", None, said, current)
        async with desk.adapter() as asked:
            return await asked.look([item])

    house = House()
    house.add("automation.tick", {"action": [POSTS]})
    assert run(house, tmp_path, look) == {"automation.tick": state}


def test_what_a_person_names_alone_is_paused(tmp_path: Path) -> None:
    assert set(run(furnished(), tmp_path, Desk.items, only=("Light",))) == {"automation.light"}


def test_what_a_restart_switches_on_again_says_so(tmp_path: Path) -> None:
    house = House()
    house.add("automation.tick", {"initial_state": True, "action": [POSTS]})
    assert [item.title for item in run(house, tmp_path, Desk.items).values()] == [
        "Tick (a restart of Home Assistant switches it on again)"
    ]


def test_what_does_not_heed_is_told_as_going(tmp_path: Path) -> None:
    house = furnished()
    house.deaf = {"automation.tick"}
    line = run(house, tmp_path, Desk.pause)
    assert line.outcome is LineOutcome.FAILED
    assert line.text.startswith("Paused: 1; still going: 1;")
    assert line.do == home_assistant.TOOL.by_hand


def test_an_automation_comes_back_and_a_script_that_was_stopped_does_not(tmp_path: Path) -> None:
    async def back(desk: Desk) -> Any:
        await desk.pause()
        waiting = {one.item.id: one.item for one in desk.ledger.all()}
        back = await desk.resume(waiting["automation.tick"])
        with pytest.raises(NotRestored, match="stopped while it ran"):
            await desk.resume(waiting["script.thread"])
        with pytest.raises(NotRestored, match="does not wait any more"):
            await desk.resume(waiting["automation.tick"])
        return back.state, {one.item.id: one.fate for one in desk.ledger.all()}

    house = furnished()
    state, fates = run(house, tmp_path, back)
    assert state is ItemState.GOING
    assert fates == {"automation.tick": Fate.RESTORED, "script.thread": Fate.WAITING}
    assert (house.state("automation.tick"), house.state("script.thread")) == ("on", "off")
    assert house.site.written.count("/api/services/automation/turn_on") == 1


@pytest.mark.parametrize("name", [name for name in TROUBLES if name != "a hanging site"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_trouble_ends_in_a_truthful_line(tmp_path: Path, name: str, method: str) -> None:
    async def twice(desk: Desk) -> Any:
        first = await desk.pause()
        house.site.heal()
        return first, await desk.pause()

    house = furnished()
    house.site.spoil(TROUBLES[name][0], method=method)
    first, second = run(house, tmp_path, twice)
    assert first.outcome is (LineOutcome.UNVERIFIED if method == "GET" else LineOutcome.FAILED)
    assert first.do == home_assistant.TOOL.by_hand
    assert TOKEN not in repr(first)
    assert second.outcome is LineOutcome.PAUSED
    assert {house.state("automation.tick"), house.state("script.thread")} == {"off"}


def test_a_house_that_hangs_is_not_verified(tmp_path: Path) -> None:
    house = furnished()
    house.site.spoil(hanging)
    line = run(house, tmp_path, Desk.pause, seconds=0.2)
    assert line.outcome is LineOutcome.UNVERIFIED
    assert "did not answer within 0.2 seconds" in line.text


def test_a_socket_that_does_not_let_in(tmp_path: Path) -> None:
    house = furnished()
    house.lets_in = False
    line = run(house, tmp_path, Desk.pause)
    assert line.outcome is LineOutcome.UNVERIFIED
    assert line.text.endswith("does not accept the token.")


@pytest.mark.parametrize("body", ODD_BODIES)
def test_odd_states_are_never_taken_for_quiet(tmp_path: Path, body: str) -> None:
    house = furnished()
    house.site.spoil(saying(200, body), method="GET")
    line = run(house, tmp_path, Desk.pause)
    assert line.outcome is LineOutcome.UNVERIFIED


@pytest.mark.parametrize("token", [pytest.param(each, id=each or "nothing") for each in ("", "abc", "a.b", "a b.c.d")])
def test_what_can_be_no_token(token: str) -> None:
    async def made() -> None:
        async with open_door() as door:
            site = door.site("http://127.0.0.1:1")
            home_assistant.adapter(site, Scheduler("home", "home_assistant", site.address), token, judge)

    with pytest.raises(BadToken, match="three parts"):
        asyncio.run(made())


def test_what_is_gone_is_told_as_gone(tmp_path: Path) -> None:
    async def look(desk: Desk) -> Any:
        item = (await desk.items())["automation.tick"]
        del house.states["automation.tick"]
        async with desk.adapter() as asked:
            return await asked.look([item])

    house = furnished()
    assert run(house, tmp_path, look) == {"automation.tick": ItemState.GONE}


def test_an_answer_to_another_question_is_not_taken(tmp_path: Path) -> None:
    async def ask(desk: Desk) -> None:
        with pytest.raises(WebTrouble, match="cannot be read"):
            await desk.items()

    class Confused(House):
        async def _talk(self, request: web.Request) -> web.WebSocketResponse:
            socket = web.WebSocketResponse()
            await socket.prepare(request)
            await socket.send_json({"type": "auth_required"})
            await socket.receive_json()
            await socket.send_json({"type": "auth_ok"})
            await socket.receive_json()
            await socket.send_json({"id": 77, "type": "result", "result": {"config": {}}})
            return socket

    house = Confused()
    house.add("automation.tick", {"action": [POSTS]})
    run(house, tmp_path, ask)

"""The response over real tools: one that sends for two brands, and one that the workspace names no more."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pausing_servers_posts import TOKEN
from test_pausing_mastodon import MastodonServer

from guard.engine import state as states
from guard.engine.response import Response
from guard.incident.deeds import NotDone
from guard.model.route import Snapshot
from guard.model.scheduler import LineOutcome
from guard.pausing.ledger import Fate
from guard.protocol import deeds as do
from guard.vault import Secret
from guard.workspace import Workspace
from guard.workspace.load import load
from guard.workspace.paths import Paths

BRANDS = """\
version = 1

[[identity]]
id = "acme"
kind = "brand"
accounts = ["mastodon:@acme@social.example"]

[[identity]]
id = "zenith"
kind = "brand"
accounts = ["mastodon:@zenith@social.example"]
"""
TOOL = '\n[[scheduler]]\nid = "social"\ntool = "mastodon"\naddress = "{}"\nbrands = ["acme", "zenith"]\n'


class OneToken:
    """A keyring with the tool's token."""

    def get(self, _name: str) -> Secret:
        return Secret(TOKEN)


class Desk:
    """A desk whose brands share a tool, all frozen for an incident of the first."""

    def __init__(self, folder: Path) -> None:
        self.paths = Paths(folder / "hatcheck.toml", folder / "none.toml", folder / "state")
        self.paths.folder.mkdir()
        self.response = Response(self.paths, lambda _: None, lambda: datetime.now(UTC), OneToken())
        self.name = ""

    @property
    def workspace(self) -> Workspace:
        return load(self.paths.workspace, self.paths.organisation)

    async def freeze(self, server: MastodonServer, address: str) -> LineOutcome:
        server.add("Good morning, everybody!", datetime.now(UTC) + timedelta(days=1))
        self.paths.workspace.write_text(BRANDS + TOOL.format(address), encoding="utf-8")
        state = states.State()
        for brand in ("acme", "zenith"):
            state = states.freeze(state, brand, "a slip", pausing=True)
        states.save(self.paths.state, state)
        self.name = self.response.freeze("acme", "a slip", "Hannah", self.workspace)
        (line,) = await self.response.pause(self.name, "acme", self.workspace, Snapshot(), lambda _: None)
        for step in ("assess", "pause", "deletion", "statement", "answers"):
            await self.does(do.Skip(step=step, reason="not for this one"))
        return line.outcome

    async def does(self, deed: do.Deed) -> None:
        await self.response.act(self.name, deed, "Hannah", self.workspace)

    def unfreeze(self, brand: str) -> None:
        states.save(self.paths.state, states.unfreeze(states.load(self.paths.state), brand))

    def decide(self, choice: str) -> do.Decide:
        (one,) = self.response.ledger.all()
        return do.Decide(scheduler="social", item=one.item.id, choice=choice, reason="looked at again")


def played(folder: Path, play: Callable[[Desk, MastodonServer], Coroutine[object, object, None]]) -> None:
    async def run() -> None:
        server, desk = MastodonServer(), Desk(folder)
        async with server.open() as address:
            assert await desk.freeze(server, address) is LineOutcome.PAUSED
            await play(desk, server)

    asyncio.run(run())


def test_nothing_goes_back_while_another_brand_it_sends_for_is_frozen(tmp_path: Path) -> None:
    """Who unfreezes one brand has not looked at the other's night."""

    async def play(desk: Desk, server: MastodonServer) -> None:
        desk.unfreeze("acme")
        with pytest.raises(NotDone, match="frozen"):
            await desk.does(desk.decide("restore"))
        assert [entry["due"].year >= 2090 for entry in server.scheduled.values()] == [True]
        desk.unfreeze("zenith")
        await desk.does(desk.decide("restore"))
        assert [entry["due"].year >= 2090 for entry in server.scheduled.values()] == [False]

    played(tmp_path, play)


def test_what_a_tool_left_behind_that_is_named_no_more_is_still_to_be_decided(tmp_path: Path) -> None:
    """Whoever takes the tool out of the workspace must not lose what it would have posted."""

    async def play(desk: Desk, _server: MastodonServer) -> None:
        desk.unfreeze("acme")
        desk.unfreeze("zenith")
        desk.paths.workspace.write_text(BRANDS, encoding="utf-8")
        with pytest.raises(NotDone, match="1 to decide"):
            await desk.does(do.Finish(step="resume"))
        with pytest.raises(NotDone, match="does not name"):
            await desk.does(desk.decide("restore"))
        await desk.does(desk.decide("leave_out"))
        assert [one.fate for one in desk.response.ledger.all()] == [Fate.LEFT_OUT]
        await desk.does(do.Finish(step="resume"))

    played(tmp_path, play)


def test_when_every_tool_was_asked_nobody_goes_on_with_it(tmp_path: Path) -> None:
    """The state says whose tools are still to be asked, for the engine that starts next."""

    async def play(desk: Desk, _server: MastodonServer) -> None:
        assert states.load(desk.paths.state).unpaused == ("zenith",)
        assert desk.response.incidents.get(desk.name).asked

    played(tmp_path, play)

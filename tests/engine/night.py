"""A night after a slip: a brand's desk with a real keyring, its engine, and two tools that would go on posting."""

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import test_pausing_ghost as ghost
import test_pausing_mastodon as mastodon
from pausing_servers_posts import TOKEN
from served import WORKSPACE
from test_service_keyring import KeyedDesk, in_the_keyring

from guard.clients.line import Line, Refused
from guard.protocol.approval import SECRET_BYTES, code_for

COLLEAGUE = bytes(range(SECRET_BYTES))
"""What Ada's codes are made with."""
TEAMS = """
[[colleague]]
id = "ada"
name = "Ada"

[[team]]
id = "legal"
name = "Legal"
phone = "+49 170 555"
hits = ["donors"]
"""


@dataclass
class Tools:
    """The two servers, in a thread of their own as the engine is in a process of its own."""

    social: mastodon.MastodonServer = field(default_factory=mastodon.MastodonServer)
    blog: ghost.Blog = field(default_factory=ghost.Blog)
    addresses: list[str] = field(default_factory=list)

    @contextmanager
    def open(self) -> Iterator["Tools"]:
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        servers = AsyncExitStack()

        def there(work: Coroutine[Any, Any, Any]) -> Any:
            return asyncio.run_coroutine_threadsafe(work, loop).result(20)

        async def enter() -> None:
            self.addresses.append(await servers.enter_async_context(self.social.open()))
            self.addresses.append(await servers.enter_async_context(self.blog.site.serving()))

        try:
            there(enter())
            yield self
        finally:
            there(servers.aclose())
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    @property
    def tables(self) -> str:
        """Their place in the workspace."""
        rows = zip(("social", "blog"), ("mastodon", "ghost"), self.addresses, strict=True)
        pattern = '\n[[scheduler]]\nid = "{}"\ntool = "{}"\naddress = "{}"\nbrands = ["acme"]\n'
        return "".join(pattern.format(*row) for row in rows)


@dataclass
class Night:
    """One incident, as a shell and a gate see it."""

    desk: KeyedDesk
    tools: Tools
    face: Line
    incident: str = ""
    card: Any = None
    """Of the hold that was asked about last."""

    @property
    def view(self) -> Any:
        """The incident as it stands."""
        return self.face.ask("show_incident", 20, incident=self.incident)["view"]

    def does(self, do: str, by: str = "Hannah", **fields: Any) -> Any:
        """One deed; the incident after it."""
        deed = {"do": do, **fields}
        return self.face.ask("act", 20, incident=self.incident, deed=deed, by=by)["view"]

    def refused(self, do: str, **fields: Any) -> str:
        """Why it is not done."""
        with pytest.raises(Refused) as refused:
            self.does(do, **fields)
        assert refused.value.code == "not-done", refused.value
        return refused.value.text

    def freeze(self, reason: str) -> None:
        """In one request; the incident that it opened is this night's."""
        self.face.ask("freeze", 20, identity="acme", reason=reason)
        self.incident = self.face.ask("incidents", 20)["incidents"][0]["incident"]

    def lines(self) -> dict[str, Any]:
        """What came of each tool, once all have ended."""
        while (view := self.view)["pausing"]:
            while self.face.event(60)["event"] != "incident":
                pass
        return {line["scheduler"]: line for line in view["lines"]}

    def post(self, text: str, to: str, verb: str = "post") -> tuple[str, str]:
        """What the gate says of it: the verdict, and whether somebody was asked first; whoever is asked releases."""
        with self.desk.line("gate") as gate:
            n = gate.send("submit", verb=verb, to=[to], text=text, app="TootDeck")
            frame = gate.next(20)
            if frame.get("event") != "held":
                return frame["reply"]["verdict"], frame["reply"]["text"]
            shown = self.face.ask("show", 20, hold=frame["hold"])
            card, said = shown["card"], {name: shown[name] for name in ("token", "drawn")}
            self.card = card
            met = {demand["key"]: "seen" for demand in card["demands"]}
            typed = {"choice": "release", "typed": card["typed"], **said}
            if met:
                with pytest.raises(Refused):
                    self.face.ask("answer", 20, hold=card["hold"], **typed)
            self.face.ask("answer", 20, hold=card["hold"], met=met, **typed)
            while (frame := gate.next(20)).get("n") != n:
                pass
            return frame["reply"]["verdict"], " ".join(reason["text"] for reason in card["reasons"])

    def code(self, text: str | None = None) -> str:
        """Ada's code for exactly what the request shows, or for another text."""
        request = json.loads(self.view["approval"])
        return code_for(request if text is None else {**request, "text": text}, COLLEAGUE)


def furnished(desk: KeyedDesk, tools: Tools) -> None:
    """The desk's workspace and keyring; and what the tools would post."""
    watched = WORKSPACE.replace('session = "25m"', 'session = "25m"\nsecond_look = ["insult"]')
    (desk.folder / "hatcheck.toml").write_text(watched + TEAMS + tools.tables, encoding="utf-8")
    kept = {"scheduler:social": TOKEN, "scheduler:blog": ghost.TOKEN, "colleague-ada": COLLEAGUE.hex()}
    puts = ", ".join(f"vault.put({name!r}, {secret!r})" for name, secret in kept.items())
    assert in_the_keyring(desk, f"[(vault := Vault()), {puts}][1:]").count("Done") == len(kept)
    furnish(tools)


def furnish(tools: Tools) -> None:
    """What they would post; one of it is late already."""
    now = datetime.now(UTC)
    tools.social.add("Good morning, donors!", now + timedelta(days=1))
    tools.social.add("Blood drive on Friday", now + timedelta(days=2))
    tools.blog.add("Beach party", published_at=ghost._written(now - timedelta(minutes=5)))
    tools.blog.add("Our week", published_at=ghost._written(now + timedelta(days=3)))

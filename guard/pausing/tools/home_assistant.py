"""Home Assistant: automations are switched off with what they are just doing, and running scripts are stopped.

https://developers.home-assistant.io/docs/api/rest/ (states, services) and .../docs/api/websocket (``automation/config``
and ``script/config``, ``homeassistant/components/{automation,script}/__init__.py``): over the WebSocket the
configuration is told whichever file it stands in; REST tells only what the visual editor has written.

A script has no switch: what may set it off by itself are automations, and one that calls a posting script counts as
posting. A button, a voice assistant or another program can still start it. An automation with ``initial_state: true``
is switched on again by a restart, and its title says so.
"""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import BadToken, Judge, Posts, Tool
from guard.pausing.shapes import title_of
from guard.web import Site, Talk, WebTrouble, WebWhy
from guard.web.addresses import host_of
from guard.web.words import unreadable

TOOL = Tool(
    id="home_assistant",
    name="Home Assistant",
    token=Sentence.of(
        "A long-lived access token: in Home Assistant, press your name at the bottom left, open “Security”, and press "
        "“Create token” under “Long-lived access tokens”."
    ),
    by_hand=Sentence.of(
        "In Home Assistant, open Settings → Automations & scenes and switch off every automation that posts. Under "
        "Scripts, stop each one that posts and is running."
    ),
    page="/config/automation/dashboard",
    at_once=4,
)
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")
_ENTITY = re.compile(r"\b(?:automation|script)\.[a-z0-9_]+")
_CAUSES = {"trigger", "triggers", "condition", "conditions"}
"""What an automation waits for; it does not call what is named there."""


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> "HomeAssistant":
    """The judge is given a configuration as a file of Home Assistant's holds it.

    ``{"automation": [{…}]}`` for an automation, ``{"script": {"name": {…}}}`` for a script.
    """
    if not _TOKEN.fullmatch(token):
        raise BadToken(Sentence.of("A token of Home Assistant has three parts with dots between them."))
    return HomeAssistant(site.with_headers({"Authorization": f"Bearer {token}"}), scheduler, token, judge)


class HomeAssistant:
    """One house."""

    def __init__(self, site: Site, scheduler: Scheduler, token: str, judge: Judge) -> None:
        self._site, self._scheduler, self._token, self._judge = site, scheduler, token, judge

    def __repr__(self) -> str:
        return f"HomeAssistant({self._site.address!r})"

    async def items(self) -> Sequence[Item]:
        """Automations that are on, or still at work, and scripts that run, where they may post."""
        states = await self._states()
        busy = [name for name, state in states.items() if _state(state) is ItemState.GOING]
        if not busy:
            return ()
        asked = [*busy, *(name for name in states if name.startswith("script.") and name not in busy)]
        configs = await self._configs(asked)
        posts = await asyncio.to_thread(self._posts, states, configs)
        return [self._item(name, states[name], configs[name], posts[name]) for name in busy if name in posts]

    async def pause(self, item: Item) -> Item:
        """Switches the automation off and ends what it is doing, or ends the script."""
        body: dict[str, Any] = {"entity_id": item.id}
        domain = item.id.partition(".")[0]
        if domain == "automation":
            body["stop_actions"] = True
        await self._site.ask("POST", f"/api/services/{domain}/turn_off", body=body)
        return item

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """An automation is paused where it is off and nothing that it began is running."""
        states = await self._states()
        return {item.id: _state(states[item.id]) if item.id in states else ItemState.GONE for item in items}

    async def resume(self, item: Item, due: datetime | None) -> Item:  # noqa: ARG002 - an automation has no time
        """Switches the automation on; what was stopped in its midst is not begun once more."""
        if item.kept.get("was") != "on":
            text = Sentence.of(
                "It was stopped while it ran, so it is not started again from here; start it in Home Assistant."
            )
            raise WebTrouble(WebWhy.REFUSED, text)
        await self._site.ask("POST", "/api/services/automation/turn_on", body={"entity_id": item.id})
        return item

    async def _states(self) -> dict[str, dict[str, Any]]:
        """The states of all automations and scripts, by their entities' names."""
        said = (await self._site.get("/api/states")).data
        # Every house has a state or two; a user who may see none of them is not told that nothing is on.
        if not isinstance(said, list) or not said or not all(isinstance(one, dict) for one in said):
            raise unreadable(self._site.address)
        named = {str(one.get("entity_id") or ""): one for one in said}
        if "" in named:
            raise unreadable(self._site.address)
        return {name: one for name, one in named.items() if _ENTITY.fullmatch(name)}

    async def _configs(self, names: Sequence[str]) -> dict[str, dict[str, Any] | None]:
        """What each does, as it is configured; None where Home Assistant does not tell."""
        async with self._site.with_headers({}).talk("/api/websocket") as talk:
            await self._enter(talk)
            found = {}
            for number, name in enumerate(names, 1):
                await talk.say({"id": number, "type": f"{name.partition('.')[0]}/config", "entity_id": name})
                found[name] = _config(await self._answer(talk, number))
            return found

    async def _enter(self, talk: Talk) -> None:
        await talk.hear()
        await talk.say({"type": "auth", "access_token": self._token})
        said = await talk.hear()
        if not isinstance(said, dict) or said.get("type") != "auth_ok":
            host = host_of(self._site.address)
            raise WebTrouble(WebWhy.DENIED, Sentence.of("{host} does not accept the token.", host=host))

    async def _answer(self, talk: Talk, number: int) -> dict[str, Any]:
        said = await talk.hear()
        if not isinstance(said, dict) or said.get("id") != number:
            raise unreadable(self._site.address)
        return said

    def _posts(
        self, states: Mapping[str, Mapping[str, Any]], configs: Mapping[str, dict[str, Any] | None]
    ) -> dict[str, Posts]:
        """Which of them may post, also by calling another that may; the others are left out."""
        found: dict[str, Posts] = {}
        for name, config in configs.items():
            if self._scheduler.only:
                known = {name, name.partition(".")[2], *_names(states[name])}
                posts = Posts(may=not known.isdisjoint(self._scheduler.only))
            else:
                posts = Posts(may=None) if config is None else self._judge(_document(name, config))
            if posts.may is not False:
                found[name] = posts
        if self._scheduler.only:
            return found
        calls = {name: _called(config) & configs.keys() for name, config in configs.items() if config}
        while more := [name for name, called in calls.items() if name not in found and called & found.keys()]:
            for name in more:
                accounts = (
                    account for other in sorted(calls[name] & found.keys()) for account in found[other].accounts
                )
                found[name] = Posts(may=True, accounts=tuple(dict.fromkeys(accounts)))
        return found

    def _item(self, name: str, state: Mapping[str, Any], config: Mapping[str, Any] | None, posts: Posts) -> Item:
        shown, identity = _names(state)
        title = title_of(shown or name)
        if config and config.get("initial_state") is True:
            title = Sentence.of("{name} (a restart of Home Assistant switches it on again)", name=title)
        automation = name.startswith("automation.")
        page = f"/config/automation/edit/{identity}" if identity else TOOL.page
        return Item(
            id=name,
            kind=ItemKind.AUTOMATION,
            title=title,
            accounts=posts.accounts,
            link=self._site.address + (page if automation else "/config/script/dashboard"),
            kept={"was": "on" if automation and state.get("state") == "on" else "running"},
        )


def _state(state: Mapping[str, Any]) -> ItemState:
    attributes = state.get("attributes")
    runs = attributes.get("current") if isinstance(attributes, dict) else 0
    said = state.get("state")
    if said == "on" or (said == "off" and runs):
        return ItemState.GOING
    return ItemState.PAUSED if said == "off" else ItemState.UNKNOWN


def _names(state: Mapping[str, Any]) -> tuple[str, str]:
    """What people call it, and the id under which the visual editor has it; either may be empty."""
    attributes = state.get("attributes")
    said = attributes if isinstance(attributes, dict) else {}
    return str(said.get("friendly_name") or ""), str(said.get("id") or "")


def _config(answer: Mapping[str, Any]) -> dict[str, Any] | None:
    result = answer.get("result")
    config = result.get("config") if isinstance(result, dict) else None
    return config if isinstance(config, dict) else None


def _document(name: str, config: Mapping[str, Any]) -> Mapping[str, Any]:
    domain, _, short = name.partition(".")
    return {"automation": [config]} if domain == "automation" else {"script": {short: config}}


def _called(config: Mapping[str, Any]) -> set[str]:
    """The automations and scripts that stand in what it does."""
    does = {key: value for key, value in config.items() if key not in _CAUSES}
    return set(_ENTITY.findall(json.dumps(does, default=str)))

"""Node-RED: what is wired together and may post as the brand is switched off, node by node, and deployed.

An item is a *drawing*: nodes of one tab that are joined by wires or by link nodes. Many people keep everything on one
tab, and whoever pauses the brand must not switch off the heating; within a drawing nothing can be told apart for sure,
so the whole of it stops. Drawings on two tabs that are joined by link nodes are two items: the one with the step that
posts is the one that counts. A subflow counts where it is used.

``d: true`` switches a node off since Node-RED 1.0 (``@node-red/runtime/lib/flows/Flow.js``). The tab's own switch is
left to people. Flows are read and written whole, with the revision that was read: a deploy by somebody else in between
is refused with 409 (``@node-red/runtime/lib/api/flows.js``), and then everything is read and changed anew. Only the
nodes that changed are started anew (deployment type ``nodes``), so that nothing else fires ``once at the start``;
what is put back does so. Addresses: https://nodered.org/docs/api/admin/methods/
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import BadToken, Judge, Tool
from guard.pausing.tools.node_red_drawings import Drawing, drawings, is_off
from guard.web import Site, WebTrouble, WebWhy
from guard.web.words import unreadable

TOOL = Tool(
    id="node_red",
    name="Node-RED",
    token=Sentence.of(
        "An access token of Node-RED, or “user:password” of a user who may read and change flows; leave it empty where "
        "Node-RED asks for no password."
    ),
    by_hand=Sentence.of(
        "Open Node-RED. Double-click each tab that posts for the brand, press “Enabled” at the bottom so that it says "
        "“Disabled”, press “Done”, and at last press “Deploy”."
    ),
)
TURNS = 5
"""How often it is tried again after somebody else deployed meanwhile."""
_V2 = {"Node-RED-API-Version": "v2"}
_UNANSWERED = {WebWhy.SLOW, WebWhy.UNREACHABLE, WebWhy.BROKEN}


class NodeRed:
    """One Node-RED."""

    def __init__(self, site: Site, scheduler: Scheduler, token: str, judge: Judge) -> None:
        self._site, self._scheduler, self._judge = site, scheduler, judge
        self._login = token if ":" in token else ""
        if token and not self._login:
            self._site = site.with_headers({"Authorization": f"Bearer {token}"})
        self._unsure: set[str] = set()
        """Items whose change was sent and not answered: their nodes may still be closing down."""
        self._turn = asyncio.Lock()

    async def items(self) -> Sequence[Item]:
        """Every drawing that is switched on and may post, or that ``only`` names by tab, group, node or id.

        Where ``only`` names something that is not there, it is out of date, and what may post is paused as well.
        """
        if await self._state() == "safe":
            pattern = (
                "Node-RED is in safe mode: nothing goes out now, but a change from here would start all its flows. "
                "Switch them off there before they are started."
            )
            raise WebTrouble(WebWhy.REFUSED, Sentence.of(pattern))
        flows, _ = await self._flows()
        only = set(self._scheduler.only)
        known = {str(word) for record in flows for key in ("id", "name", "label") if (word := record.get(key))}
        outdated = not only <= known
        return await asyncio.to_thread(
            lambda: [item for one in drawings(flows) if (item := self._item(one, only, outdated=outdated))]
        )

    def _item(self, one: Drawing, only: set[str], *, outdated: bool) -> Item | None:
        named = bool(only & one.words)
        posts = self._judge(one.document) if outdated or not only else None
        if not named and (posts is None or posts.may is False):
            return None
        accounts = posts.accounts if posts else ()
        link = f"{self._scheduler.address.rstrip('/')}/#flow/{one.tab}"
        return Item(
            one.id, ItemKind.AUTOMATION, one.title, accounts=accounts, link=link, kept={"nodes": list(one.nodes)}
        )

    async def pause(self, item: Item) -> Item:
        """Switches its nodes off and deploys."""
        try:
            await self._change(item, lambda record: {**record, "d": True})
        except WebTrouble as trouble:
            if trouble.why in _UNANSWERED:
                self._unsure.add(item.id)
            raise
        self._unsure.discard(item.id)
        return item

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """What the flows that Node-RED runs say of the nodes; a change that it did not answer is not trusted yet."""
        flows, _ = await self._flows()
        runs = await self._state() in {"start", ""}
        return {item.id: self._read(item, flows, runs=runs) for item in items}

    def _read(self, item: Item, flows: list[dict[str, Any]], *, runs: bool) -> ItemState:
        nodes = set(_nodes(item))
        tabs = {record["id"]: record for record in flows if record["type"] == "tab"}
        off = [is_off(record, tabs) for record in flows if record["id"] in nodes]
        if not off:
            return ItemState.GONE
        if all(off):
            return ItemState.UNKNOWN if item.id in self._unsure else ItemState.PAUSED
        return ItemState.GOING if runs else ItemState.UNKNOWN

    async def resume(self, item: Item, due: datetime | None) -> Item:
        """Switches on again what was switched off; what fires at the start fires now."""
        del due
        await self._change(item, lambda record: {key: value for key, value in record.items() if key != "d"})
        return replace(item, state=ItemState.GOING)

    async def _change(self, item: Item, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        nodes = set(_nodes(item))
        async with self._turn:
            for turn in range(TURNS):
                flows, rev = await self._flows()
                changed = [change(record) if record["id"] in nodes else record for record in flows]
                if changed == flows:
                    return
                try:
                    await self._deploy(changed, rev)
                    return
                except WebTrouble as trouble:
                    if trouble.status != 409 or turn == TURNS - 1:
                        raise

    async def _deploy(self, flows: list[dict[str, Any]], rev: str) -> None:
        """Answered when the nodes are closed; without a revision where one of them could not be."""
        site = await self._entered()
        headers = {**_V2, "Node-RED-Deployment-Type": "nodes"}
        reply = await site.ask("POST", "/flows", body={"flows": flows, "rev": rev}, headers=headers)
        if not (isinstance(reply.data, dict) and isinstance(reply.data.get("rev"), str)):
            raise unreadable(site.address)

    async def _flows(self) -> tuple[list[dict[str, Any]], str]:
        site = await self._entered()
        data = (await site.ask("GET", "/flows", headers=_V2)).data
        match data:
            case {"flows": list(flows), "rev": str(rev)} if all(map(_is_record, flows)):
                return flows, rev
        raise unreadable(site.address)

    async def _state(self) -> str:
        """``start``, ``stop`` or ``safe``; nothing before Node-RED 3.0, which does not tell."""
        site = await self._entered()
        try:
            data = (await site.get("/flows/state")).data
        except WebTrouble as trouble:
            if trouble.why is WebWhy.MISSING:
                return ""
            raise
        if not (isinstance(data, dict) and isinstance(data.get("state"), str)):
            raise unreadable(site.address)
        return str(data["state"])

    async def _entered(self) -> Site:
        """The site with a token; where there is a password, one is fetched for it, once.

        https://nodered.org/docs/api/admin/oauth; only as much is asked for as is needed.
        """
        if self._login:
            user, _, password = self._login.partition(":")
            form = {"client_id": "node-red-admin", "grant_type": "password", "scope": "flows.read flows.write"}
            reply = await self._site.ask("POST", "/auth/token", form={**form, "username": user, "password": password})
            if not (isinstance(reply.data, dict) and isinstance(reply.data.get("access_token"), str)):
                raise unreadable(self._site.address)
            self._site = self._site.with_headers({"Authorization": f"Bearer {reply.data['access_token']}"})
            self._login = ""
        return self._site


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> NodeRed:
    """``token`` is a bearer token, ``user:password``, or empty; raises BadToken."""
    token = token.strip()
    if ":" not in token and not (token.isascii() and token.isprintable() and " " not in token):
        raise BadToken(
            Sentence.of("That is no token of Node-RED: it has no spaces, or it is written as “user:password”.")
        )
    return NodeRed(site, scheduler, token, judge)


def _is_record(record: object) -> bool:
    return isinstance(record, dict) and all(isinstance(record.get(key), str) for key in ("id", "type"))


def _nodes(item: Item) -> Iterator[str]:
    nodes = item.kept.get("nodes")
    yield from map(str, nodes if isinstance(nodes, list) else ())

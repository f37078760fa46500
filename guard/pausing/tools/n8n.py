"""n8n: workflows that may post as the brand are unpublished, and their runs that are still on are stopped.

Two things are items. A *workflow* (its id) goes as long as it is active. A *run* (``run:<id>``) goes as long as it is
queued, running or waiting: a run that sits in a Wait step goes on and posts after its workflow was switched off, and
so does one that began a moment before. Each is an item of its own because what can be promised differs: a workflow is
put back as it was, a stopped run is over. A workflow is read back as PAUSED only if it is inactive *and* none of its
runs is still on.

What a run did is told by the steps that ran in it: one that came to its end meanwhile counts as SENT where those
steps alone would post. n8n 1.x lists its runs and cannot stop them over its API; that is said then, and left to people.

A workflow that posts through another one (Execute Workflow, a workflow as an agent's tool, the workflow for errors)
counts as posting itself, since what is called need not be active in n8n 1.x
(``packages/cli/src/workflow-execute-additional-data.ts``). Since n8n 2 what runs is the *published* version, which
may differ from the draft: the published one is judged, and exactly that one is put back, never a newer draft.
Addresses: https://docs.n8n.io/api/api-reference/ and the ``openapi.yml`` of n8n 1.123 and 2.40.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import BadToken, Judge, Posts, Tool
from guard.pausing.shapes import title_of
from guard.pausing.tools.n8n_workflows import Document, callers_too, live, ran_only, without_calls
from guard.web import Site, WebTrouble, WebWhy
from guard.web.words import unreadable

TOOL = Tool(
    id="n8n",
    name="n8n",
    token=Sentence.of(
        "An API key of an owner or admin (Settings → n8n API), allowed to list and read workflows and executions, "
        "to activate and deactivate workflows, and to stop executions."
    ),
    by_hand=Sentence.of(
        "Open n8n. In each workflow that posts for the brand, press “Unpublish” (older: “Active”). "
        "Then open “Executions” and stop every run that is waiting or running."
    ),
    page="/home/workflows",
    at_once=4,
)
_API = "/api/v1"
_PAGE = {"limit": "50"}
"""Few at once: what one workflow holds may be long."""
_PAGES = 2000
_OPEN = ("waiting", "running", "new")
_OVER = {"canceled", "crashed", "error", "failed"}
_NO_SUCH = {404, 405, 410}
_RUN = "run:"


class N8n:
    """One n8n, seen with one API key."""

    def __init__(self, site: Site, scheduler: Scheduler, token: str, judge: Judge) -> None:
        self._site = site.with_headers({"X-N8N-API-KEY": token})
        self._scheduler, self._judge = scheduler, judge

    async def items(self) -> Sequence[Item]:
        """Every active workflow that may post, or that ``only`` names, and every run of one that is still on.

        Where ``only`` names something that is not there, it is out of date, and what may post is paused as well.
        """
        workflows = await self._workflows()
        runs, _ = await self._open_runs()
        meant, judged = await asyncio.to_thread(self._meant, workflows)
        found = [self._workflow_item(one, meant[key]) for key, one in workflows.items() if key in meant and _on(one)]
        for run in runs:
            key = str(run.get("workflowId"))
            if key in meant:
                found.append(self._run_item(run, workflows[key], meant[key]))
            elif judged and key in workflows and (posts := await self._began_as(run, workflows[key])):
                found.append(self._run_item(run, workflows[key], posts.accounts))
        return found

    async def _began_as(self, run: Document, one: Document) -> Posts | None:
        """A run goes on in the version in which it began: what that posts, where the workflow was changed since."""
        if str(run.get("startedAt") or "") >= str(one.get("updatedAt") or ""):
            return None
        began = (await self._run(str(run["id"]), with_data=True) or {}).get("workflowData")
        posts = await asyncio.to_thread(self._judge, began) if isinstance(began, dict) else Posts(None)
        return None if posts.may is False else posts

    def _meant(self, workflows: Mapping[str, Document]) -> tuple[Mapping[str, tuple[str, ...]], bool]:
        """The ids of the workflows that are to be paused, with the accounts they post to as far as that is known.

        And whether they were judged: they were not where ``only`` names them all. Inactive ones are among them, by
        their drafts: they can be called, and their runs may be on.
        """
        only = set(self._scheduler.only)
        words = {word for key, one in workflows.items() for word in (key, str(one.get("name")))}
        named = {key: () for key, one in workflows.items() if {key, str(one.get("name"))} & only}
        if only and only <= words:
            return named, False
        posts = {
            key: said
            for key, one in workflows.items()
            if (said := self._judge(without_calls(live(one), workflows))).may is not False
        }
        found = callers_too({key: one.accounts for key, one in posts.items()}, workflows)
        return {**named, **found}, True

    async def pause(self, item: Item) -> Item:
        """Unpublishes a workflow, or stops a run."""
        if item.id.startswith(_RUN):
            return await self._stop(item)
        await self._switch(item, "deactivate", "unpublish")
        return item

    async def _stop(self, item: Item) -> Item:
        path = f"{_API}/executions/{quote(item.id.removeprefix(_RUN), safe='')}"
        try:
            await self._site.ask("POST", f"{path}/stop")
        except WebTrouble as trouble:
            if trouble.status == 409:  # it came to its end before
                return item
            if trouble.status not in _NO_SUCH:
                raise
            if _status(await self._run(item.id.removeprefix(_RUN))) in _OPEN:
                pattern = "This n8n cannot stop a run over its API: open “Executions” there and stop {title}."
                raise WebTrouble(WebWhy.REFUSED, Sentence.of(pattern, title=item.title)) from None
            return item
        return replace(item, kept={**item.kept, "stopped": True})

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """What the lists of workflows and runs say now."""
        workflows = await self._workflows()
        runs, sees_running = await self._open_runs()
        busy = {str(run.get("workflowId")) for run in runs}
        on = {f"{_RUN}{run['id']}" for run in runs}
        said = {}
        for item in items:
            if item.id in on:
                said[item.id] = ItemState.GOING
            elif item.id.startswith(_RUN):
                said[item.id] = await self._ended(item)
            elif (one := workflows.get(item.id)) is None:
                said[item.id] = ItemState.GONE
            elif _on(one) or item.id in busy:
                said[item.id] = ItemState.GOING
            else:
                said[item.id] = ItemState.PAUSED if sees_running else ItemState.UNKNOWN
        return said

    async def _ended(self, item: Item) -> ItemState:
        """What became of a run that is not on any more."""
        run = await self._run(item.id.removeprefix(_RUN), with_data=True)
        if run is None:
            return ItemState.GONE if item.kept.get("stopped") else ItemState.UNKNOWN
        if _status(run) in _OPEN:
            return ItemState.GOING
        if _status(run) in _OVER:
            return ItemState.GONE
        done = ran_only(run)
        judged = done is not None and _status(run) == "success"
        may = (await asyncio.to_thread(self._judge, done)).may if done is not None and judged else None
        return {True: ItemState.SENT, False: ItemState.GONE, None: ItemState.UNKNOWN}[may]

    async def resume(self, item: Item, due: datetime | None) -> Item:
        """Publishes a workflow again, in the version that was published; the runs that were stopped stay so."""
        del due
        if item.id.startswith(_RUN):
            pattern = "A run that was stopped cannot go on; start its workflow anew in n8n if it is still wanted."
            raise WebTrouble(WebWhy.REFUSED, Sentence.of(pattern))
        version = item.kept.get("version")
        await self._switch(item, "activate", "publish", {"versionId": version} if version else None)
        return replace(item, state=ItemState.GOING)

    async def _switch(self, item: Item, name: str, newer: str, body: object = None) -> None:
        """By the name that every n8n knows; it is deprecated in favour of the newer one since July 2026."""
        path = f"{_API}/workflows/{quote(item.id, safe='')}"
        try:
            await self._site.ask("POST", f"{path}/{name}", body=body)
        except WebTrouble as trouble:
            if trouble.status not in _NO_SUCH:
                raise
            await self._site.ask("POST", f"{path}/{newer}", body=body)

    def _workflow_item(self, one: Document, accounts: tuple[str, ...]) -> Item:
        kept = {"version": one["activeVersionId"]} if isinstance(one.get("activeVersionId"), str) else {}
        name, link = title_of(str(one.get("name") or one["id"])), self._page(f"/workflow/{one['id']}")
        return Item(str(one["id"]), ItemKind.AUTOMATION, name, accounts=accounts, link=link, kept=kept)

    def _run_item(self, run: Document, one: Document, accounts: tuple[str, ...]) -> Item:
        name = title_of(str(one.get("name") or one["id"]))
        title = Sentence.of("{name}, run {number}", name=name, number=run["id"])
        link = self._page(f"/workflow/{one['id']}/executions/{run['id']}")
        due = _moment(run.get("waitTill"))
        return Item(f"{_RUN}{run['id']}", ItemKind.AUTOMATION, title, due=due, accounts=accounts, link=link)

    def _page(self, path: str) -> str:
        return self._scheduler.address.rstrip("/") + path

    async def _workflows(self) -> dict[str, Document]:
        found = await self._all("/workflows", {"excludePinnedData": "true"})
        if not all(isinstance(one.get("nodes"), list) and isinstance(one.get("active"), bool) for one in found):
            raise unreadable(self._site.address)
        return {str(one["id"]): one for one in found}

    async def _open_runs(self) -> tuple[list[Document], bool]:
        """The runs that are queued, running or waiting, and whether this n8n shows those that are running.

        The oldest do not know every status, and refuse to be asked for it.
        """
        found, sees_running = [], True
        for status in _OPEN:
            try:
                found += await self._all("/executions", {"status": status})
            except WebTrouble as trouble:
                if trouble.status != 400 or status == "waiting":
                    raise
                sees_running &= status != "running"
        return found, sees_running

    async def _all(self, path: str, query: Mapping[str, str]) -> list[Document]:
        """The records of all pages."""
        found: list[Document] = []
        cursors: set[str] = set()
        asked = {**_PAGE, **query}
        for _ in range(_PAGES):
            match (await self._site.get(_API + path, asked)).data:
                case {"data": list(page), "nextCursor": cursor} if all(_has_id(one) for one in page):
                    found += page
                case _:
                    raise unreadable(self._site.address)
            if not cursor:
                return found
            if not isinstance(cursor, str) or cursor in cursors:
                break
            cursors.add(cursor)
            asked = {**_PAGE, **query, "cursor": cursor}
        raise unreadable(self._site.address)

    async def _run(self, number: str, *, with_data: bool = False) -> Document | None:
        """One run; None where n8n does not keep it."""
        path = f"{_API}/executions/{quote(number, safe='')}"
        try:
            data = (await self._site.get(path, {"includeData": "true"} if with_data else None)).data
        except WebTrouble as trouble:
            if trouble.why is WebWhy.MISSING:
                return None
            raise
        if not _has_id(data):
            raise unreadable(self._site.address)
        return dict(data)


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> N8n:
    """``token`` is an API key; raises BadToken for what cannot be one."""
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise BadToken(Sentence.of("That is no API key of n8n: it is one long word, from Settings → n8n API."))
    return N8n(site, scheduler, token, judge)


def _on(one: Document) -> bool:
    return one["active"] is True or bool(one.get("activeVersionId"))


def _status(run: Document | None) -> str:
    return str((run or {}).get("status"))


def _has_id(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("id"), str | int)


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None

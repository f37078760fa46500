"""GitHub Actions: workflows are disabled, and their runs are cancelled.

https://docs.github.com/en/rest/actions/workflows, .../workflow-runs, and .../rest/repos/contents. A disabled workflow
can still have runs, and a run that is cancelled may take minutes to end; so a workflow counts as paused only where it
is disabled and none of its runs is queued, running or waiting.

Not seen: workflows of other repositories that call one of this repository; and GitHub's own workflows
(``dynamic/…``: pages, Dependabot), which have no file, are left alone.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import BadToken, Judge, Posts, Tool
from guard.pausing.shapes import title_of
from guard.pausing.tools.github_files import Files
from guard.web import Site, WebTrouble, WebWhy
from guard.web.words import unreadable

TOOL = Tool(
    id="github_actions",
    name="GitHub Actions",
    token=Sentence.of(
        "A personal access token: on GitHub, open Settings → Developer settings → Personal access tokens → "
        "Fine-grained tokens, choose the repository alone, and allow “Actions: Read and write” and “Contents: "
        "Read-only”."
    ),
    by_hand=Sentence.of(
        "On GitHub, open the repository's page “Actions”. Choose each workflow that posts on the left, press “…” and "
        "“Disable workflow”. Then open each of its runs that is still queued or running, and press “Cancel workflow”."
    ),
    page="/actions",
    home=lambda address: re.sub(r"(?:\.git)?(?:/actions)?/?$", "", address),
)
_TOKEN = re.compile(r"[!-~]{20,255}")
_REPOSITORY = re.compile(r"/([\w.-]+)/([\w.-]+?)(?:\.git)?(?:/actions)?/?")
_AT_WORK = ("queued", "in_progress", "waiting", "pending", "requested")
_PAGE = 100
_PAGES = 20
"""More than two thousand workflows or unfinished runs are read by nobody: then it is told that it was too much."""


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> "GithubActions":
    """The judge is given ``{"path": ".github/workflows/toot.yml", "text": "on: …"}``.

    The text is the file's as it stands in the default branch; it may also be an action's of the same repository
    (``…/action.yml``) that a workflow uses.
    """
    parts = urlsplit(scheduler.address)
    named = _REPOSITORY.fullmatch(parts.path)
    if named is None:
        pattern = "“{address}” is no repository's address like https://github.com/owner/repository."
        raise WebTrouble(WebWhy.UNSAFE, Sentence.of(pattern, address=scheduler.address))
    if not _TOKEN.fullmatch(token):
        raise BadToken(
            Sentence.of("A token of GitHub is one long word, mostly one that begins with github_pat_ or ghp_.")
        )
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
    return GithubActions(site.at(_api(scheduler.address)).with_headers(headers), scheduler, (named[1], named[2]), judge)


class GithubActions:
    """One repository."""

    def __init__(self, site: Site, scheduler: Scheduler, repository: tuple[str, str], judge: Judge) -> None:
        self._site, self._scheduler = site, scheduler
        self._base = f"/repos/{repository[0]}/{repository[1]}"
        self._files = Files(site, self._base, "/".join(repository), judge)

    def __repr__(self) -> str:
        return f"GithubActions({self._site.address + self._base!r})"

    async def items(self) -> Sequence[Item]:
        """Workflows that are active, or have unfinished runs, where they may post."""
        workflows, runs = await self._workflows(), await self._unfinished()
        busy = {str(run.get("workflow_id")): run for run in runs}
        known = {**{name: _unlisted(run) for name, run in busy.items()}, **workflows}
        found = []
        for name, workflow in known.items():
            path = str(workflow.get("path") or "")
            if path.startswith("dynamic/") or not (name in busy or workflow.get("state") == "active"):
                continue
            posts = await self._posts(name, workflow, path)
            if posts.may is not False:
                found.append(self._item(name, workflow, path, posts))
        return found

    async def pause(self, item: Item) -> Item:
        """Disables the workflow, then cancels its runs."""
        if item.kept.get("was") == "active":
            await self._disable(item.id)
        for run in await self._unfinished():
            if str(run.get("workflow_id")) != item.id:
                continue
            try:
                await self._site.ask("POST", f"{self._base}/actions/runs/{int(run['id'])}/cancel")
            except WebTrouble as trouble:
                if trouble.status != 409:  # it has ended meanwhile
                    raise
            except (KeyError, TypeError, ValueError):
                raise unreadable(self._site.address) from None
        return item

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """A workflow is paused where it is disabled and has no unfinished run."""
        workflows, runs = await self._workflows(), await self._unfinished()
        busy = {str(run.get("workflow_id")) for run in runs}
        return {item.id: ItemState.GOING if item.id in busy else _state(workflows.get(item.id)) for item in items}

    async def resume(self, item: Item, due: datetime | None) -> Item:  # noqa: ARG002 - a workflow has no time
        """Enables the workflow; cancelled runs stay cancelled."""
        if item.kept.get("was") != "active":
            text = Sentence.of("Only a run of it was cancelled, and it is not started again from here.")
            raise WebTrouble(WebWhy.REFUSED, text)
        await self._site.ask("PUT", f"{self._base}/actions/workflows/{item.id}/enable")
        return item

    async def _disable(self, name: str) -> None:
        """GitHub refuses (403) to disable what is disabled already; that is no trouble."""
        try:
            await self._site.ask("PUT", f"{self._base}/actions/workflows/{name}/disable")
        except WebTrouble as trouble:
            if trouble.status not in {403, 422}:
                raise
            said = (await self._site.get(f"{self._base}/actions/workflows/{name}")).data
            if not isinstance(said, dict) or _state(said) is not ItemState.PAUSED:
                raise

    async def _workflows(self) -> dict[str, dict[str, Any]]:
        found = await self._all(f"{self._base}/actions/workflows", "workflows", {})
        return {str(workflow.get("id")): workflow for workflow in found}

    async def _unfinished(self) -> list[dict[str, Any]]:
        path = f"{self._base}/actions/runs"
        asked = [self._all(path, "workflow_runs", {"status": status}) for status in _AT_WORK]
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one) for one in asked]
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None
        return list({str(run.get("id")): run for task in tasks for run in task.result()}.values())

    async def _all(self, path: str, key: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """All pages; raises WebTrouble where there are too many, rather than leaving some out."""
        found: list[dict[str, Any]] = []
        for page in range(1, _PAGES + 1):
            said = (await self._site.get(path, {**query, "per_page": str(_PAGE), "page": str(page)})).data
            some = said.get(key) if isinstance(said, dict) else None
            if not isinstance(some, list) or not all(isinstance(one, dict) for one in some):
                raise unreadable(self._site.address)
            found.extend(some)
            count = said.get("total_count")
            if isinstance(count, bool) or not isinstance(count, int):
                raise unreadable(self._site.address)
            if len(found) >= count:
                return found
            if not some:  # more than it shows: of runs, GitHub lists a thousand and no more
                break
        raise WebTrouble(WebWhy.BROKEN, Sentence.of("The repository has more workflows or runs than are read here."))

    async def _posts(self, name: str, workflow: Mapping[str, Any], path: str) -> Posts:
        if self._scheduler.only:
            known = {name, path, path.rpartition("/")[2], str(workflow.get("name"))}
            return Posts(may=not known.isdisjoint(self._scheduler.only))
        return await self._files.posts(path)

    def _item(self, name: str, workflow: Mapping[str, Any], path: str, posts: Posts) -> Item:
        address, file = self._scheduler.address.rstrip("/"), path.rpartition("/")[2]
        return Item(
            id=name,
            kind=ItemKind.AUTOMATION,
            title=title_of(str(workflow.get("name") or path)),
            accounts=posts.accounts,
            link=f"{address}/actions/workflows/{quote(file)}" if file else f"{address}/actions",
            kept={"was": str(workflow.get("state") or "")},
        )


def _state(workflow: Mapping[str, Any] | None) -> ItemState:
    """What the state of a workflow without unfinished runs means; one that is not listed has no file any more."""
    said = str(workflow.get("state") or "") if workflow is not None else "deleted"
    if said.startswith("disabled_"):
        return ItemState.PAUSED
    return {"active": ItemState.GOING, "deleted": ItemState.GONE}.get(said, ItemState.UNKNOWN)


def _unlisted(run: Mapping[str, Any]) -> dict[str, Any]:
    """A workflow of which only a run is known: its file lies in another branch, or elsewhere."""
    path = str(run.get("path") or "").partition("@")[0]
    return {"name": run.get("name"), "path": path, "state": ""}


def _api(address: str) -> str:
    """Where the repository at ``address`` is asked, https://docs.github.com/en/rest/using-the-rest-api."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    if host == "github.com" or host.endswith(".ghe.com"):
        return f"https://api.{host}"
    return f"{parts.scheme}://{parts.netloc}/api/v3"

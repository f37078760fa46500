"""Mixpost Pro and Enterprise: the scheduled posts of one or several workspaces. Mixpost Lite has no API.

Shapes from docs.mixpost.app/api/posts and docs.inovector.com/books/api-reference/page/posts (list, create), and from
Mixpost's own node for n8n (github.com/inovector/n8n-nodes-mixpost, written for Pro 7 and Enterprise 8): an update
replaces the whole post, and a scheduled one without a date goes back to draft; ``posts/schedule/:uuid`` schedules one
at the date that it has. So pausing sends the post back as it was listed, without its date.

Not confirmed by any documentation: in which time zone ``scheduled_at`` is given (taken as UTC; before a post is
scheduled again its time is read back, and it stays a draft where that is another), and whether accounts that have a
time of their own within one post (Pro 7) keep it. What was listed is kept whole.
"""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Judge, Tool
from guard.pausing.shapes import Shape, one_word, plain_of, shown_moment, title_of
from guard.web import Site, WebTrouble, WebWhy

TOOL = Tool(
    id="mixpost",
    name="Mixpost",
    token=Sentence.of(
        "Mixpost Pro or Enterprise: an access token, made in the menu under your name → Access Tokens. Mixpost Lite "
        "has none."
    ),
    by_hand=Sentence.of(
        "Open Mixpost → Posts → Scheduled in each workspace, and in each post take away its date and save it: it is a "
        "draft then. Mixpost Lite can only be paused in this way."
    ),
    at_once=4,
    home=lambda address: address.partition("/api/")[0],
)

PAGE = 50
PAGES = 200

_UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_STATES = {
    "scheduled": ItemState.GOING,
    "publishing": ItemState.GOING,
    "draft": ItemState.PAUSED,
    "needs_approval": ItemState.PAUSED,
    "published": ItemState.SENT,
}


class Mixpost:
    """One Mixpost, asked as one person."""

    def __init__(self, site: Site, scheduler: Scheduler) -> None:
        self._site, self._shape, self._scheduler = site, Shape(site), scheduler

    async def items(self) -> Sequence[Item]:
        """What is scheduled in the workspaces: the one in the address, those in ``only``, or all within reach."""
        found: list[Item] = []
        for workspace in await self._workspaces():
            listed = [post async for post in self._posts(workspace, "scheduled")]
            found += [self._item(workspace, post) for post in listed if self._state(post) is ItemState.GOING]
        return found

    async def pause(self, item: Item) -> Item:
        """Sends it back without its date: a draft."""
        await self._site.ask("PUT", self._path(item), body=item.kept.get("body"))
        return item

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """By the lists of drafts and of what is scheduled; what is in neither is asked for by itself."""
        states: dict[str, ItemState] = {}
        for workspace in sorted({self._shape.text(item.kept.get("workspace")) for item in items}):
            for status in ("draft", "scheduled"):
                async for post in self._posts(workspace, status):
                    states[self._shape.word(post.get("uuid"))] = self._state(post)
        for item in items:
            if item.id not in states:
                try:
                    states[item.id] = self._state(await self._post(item))
                except WebTrouble as trouble:
                    if trouble.why is not WebWhy.MISSING:
                        raise
                    states[item.id] = ItemState.GONE
        return {item.id: states[item.id] for item in items}

    async def resume(self, item: Item, due: datetime | None) -> Item:
        """Gives it a date, as it lies there now, reads that back, and schedules it."""
        if due is None:
            raise WebTrouble(WebWhy.REFUSED, Sentence.of("It has no time to go out at; give it one."))
        due = due.astimezone(UTC).replace(second=0, microsecond=0)
        post = await self._post(item)
        if self._state(post) is not ItemState.GOING or self._due(post) != due:
            date = {"date": f"{due:%Y-%m-%d}", "time": f"{due:%H:%M}", "timezone": "UTC"}
            await self._site.ask("PUT", self._path(item), body=self._body(post) | date)
            post = await self._post(item)
        if self._due(post) != due:
            own = self._due(post)
            text = Sentence.of(
                "Mixpost says {own} instead of {due}, so it was left as a draft; schedule it there by hand.",
                own=shown_moment(own) if own else "–",
                due=shown_moment(due),
            )
            raise WebTrouble(WebWhy.REFUSED, text)
        if self._state(post) is not ItemState.GOING:
            workspace = self._shape.text(item.kept.get("workspace"))
            await self._site.ask("POST", f"{workspace}/posts/schedule/{item.id}", body={"postNow": False})
        return replace(item, due=due)

    async def _workspaces(self) -> list[str]:
        """The beginning of the path of each workspace, after the address."""
        if re.search(f"/api/{_UUID}$", self._site.address):
            return [""]
        only = [word for word in self._scheduler.only if re.fullmatch(_UUID, word)]
        if not only:
            answer = self._shape.record((await self._site.get("/api/workspaces")).data)
            only = [self._shape.word(each.get("uuid")) for each in self._shape.records(answer.get("data"))]
        return [f"/api/{uuid}" for uuid in only]

    async def _posts(self, workspace: str, status: str) -> AsyncIterator[Mapping[str, Any]]:
        """Every post with this status, from all pages."""
        for page in range(1, PAGES + 1):
            query = {"status": status, "limit": str(PAGE), "page": str(page)}
            answer = self._shape.record((await self._site.get(f"{workspace}/posts", query)).data)
            posts = self._shape.records(answer.get("data"))
            for post in posts:
                yield post
            last = self._shape.record(answer.get("meta")).get("last_page")
            if not isinstance(last, int) or isinstance(last, bool):
                break
            if page >= last:
                return
        raise self._shape.wrong()

    async def _post(self, item: Item) -> Mapping[str, Any]:
        post = self._shape.record((await self._site.get(self._path(item))).data)
        # Mixpost's resources come with a wrapper or without, by its version.
        return self._shape.record(post["data"]) if "data" in post else post

    def _path(self, item: Item) -> str:
        return f"{self._shape.text(item.kept.get('workspace'))}/posts/{item.id}"

    def _item(self, workspace: str, post: Mapping[str, Any]) -> Item:
        body = self._body(post)
        first = body["versions"][0]["content"] if body["versions"] else []
        word, accounts = self._shape.word, self._shape.records(post.get("accounts"))
        return Item(
            id=word(post.get("uuid")),
            kind=ItemKind.POST,
            title=title_of(plain_of(self._shape.text(first[0].get("body")) if first else "")),
            due=self._due(post),
            accounts=tuple(
                f"{word(one.get('provider'))}: {word(one.get('username') or one.get('name'))}" for one in accounts
            ),
            kept={"workspace": workspace, "body": body, "listed": dict(post)},
        )

    def _body(self, post: Mapping[str, Any]) -> dict[str, Any]:
        """What an update must send so that nothing but the date changes: accounts, tags and pictures by their ids."""
        return {
            "accounts": self._ids(post.get("accounts")),
            "tags": self._ids(post.get("tags")),
            "versions": [
                {
                    **version,
                    "content": [
                        {**content, "media": self._ids(content.get("media") or [])}
                        for content in self._shape.records(version.get("content"))
                    ],
                }
                for version in self._shape.records(post.get("versions"))
            ],
        }

    def _ids(self, value: object) -> list[int]:
        """The ids of what stands in a list, as objects or as ids."""
        if not isinstance(value, list):
            raise self._shape.wrong()
        ids = [self._shape.word(each.get("id") if isinstance(each, dict) else each) for each in value]
        if not all(each.isdecimal() and len(each) < 19 for each in ids):
            raise self._shape.wrong()
        return [int(each) for each in ids]

    def _due(self, post: Mapping[str, Any]) -> datetime | None:
        """To the minute, as Mixpost plans."""
        if post.get("scheduled_at") is None:
            return None
        return self._shape.moment(post.get("scheduled_at")).replace(second=0, microsecond=0)

    def _state(self, post: Mapping[str, Any]) -> ItemState:
        state = _STATES.get(self._shape.word(post.get("status")).lower(), ItemState.UNKNOWN)
        return ItemState.GONE if post.get("trashed") is True and state is not ItemState.SENT else state


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> Mixpost:
    """``token`` is a person's access token; raises BadToken."""
    del judge
    headers = {"Authorization": f"Bearer {one_word(token, TOOL.name)}", "Accept": "application/json"}
    return Mixpost(site.with_headers(headers), scheduler)

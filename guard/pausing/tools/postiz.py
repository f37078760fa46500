"""Postiz: the calendar of one organization, over its public API.

Shapes from docs.postiz.com/public-api (List posts, Change post status) and from its source
(github.com/gitroomhq/postiz-app: ``public.integrations.controller.ts``, ``posts.service.ts``, ``posts.repository.ts``
and ``post.workflow.v1.1.2.ts``). ``PUT /posts/:id/status`` with ``draft`` sets the state DRAFT and ends the run that
waits for the post's time, also of one that repeats; with ``schedule`` it is queued again *for the date that it has*,
and where that is past it would go out at once, so that is never asked for. The public API sets no date and shows
neither the pictures nor the comments of a post, so it cannot be taken out and put back; older versions that cannot
change the state are told about, not worked around.

A post here is one channel's: what was written for several channels lies there once for each, and each is paused.
Postiz only logs it when it cannot end the run that waits; what it reports as a draft is taken as paused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import Judge, Tool
from guard.pausing.shapes import Shape, one_word, plain_of, shown_moment, title_of
from guard.web import Site, WebTrouble, WebWhy
from guard.web.addresses import host_of

TOOL = Tool(
    id="postiz",
    name="Postiz",
    token=Sentence.of("The API key of your organization: in Postiz under Settings → Developers → Public API."),
    by_hand=Sentence.of(
        "Open the calendar in Postiz, and for each post that waits: open it, and save it as a draft. If there are "
        "many, disable the channel: nothing goes out there then, and what comes due ends as an error."
    ),
    page="/launches",
    at_once=4,
    home=lambda address: _home(address),
)

_CLOUD = "api.postiz.com"
BACK = timedelta(days=30)
ON = timedelta(days=730)
"""How far the calendar is read. What repeats is listed once for every time until then, so there must be an end."""

_STATES = {"QUEUE": ItemState.GOING, "DRAFT": ItemState.PAUSED, "PUBLISHED": ItemState.SENT}


class Postiz:
    """One organization."""

    def __init__(self, site: Site) -> None:
        self._site, self._shape = site, Shape(site)
        cloud = self._shape.host == _CLOUD
        # On one's own machine the API lies under /api of the address that people open; in the cloud it has its own.
        self._base = "/public/v1" if cloud or site.address.endswith("/api") else "/api/public/v1"
        self._link = _home(site.address)

    async def items(self) -> Sequence[Item]:
        """Everything in the queue, and what repeats."""
        posts = await self._posts([])
        return [self._item(post) for post in posts.values() if self._state(post) is ItemState.GOING]

    async def pause(self, item: Item) -> Item:
        """Makes it a draft."""
        await self._set(item.id, "draft")
        return item

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """By the calendar; what is not in it was deleted, or its channel was."""
        posts = await self._posts([item.due for item in items if item.due])
        return {item.id: self._state(posts[item.id]) if item.id in posts else ItemState.GONE for item in items}

    async def resume(self, item: Item, due: datetime | None) -> Item:
        """Queues it again for the date that it has in Postiz; raises WebTrouble for any other."""
        post = (await self._posts([due] if due else [])).get(item.id)
        if post is None:
            pattern = "{host} does not know the post any more."
            raise WebTrouble(WebWhy.MISSING, Sentence.of(pattern, host=self._shape.host))
        own = self._shape.moment(post.get("actualDate") or post.get("publishDate"))
        if due is None or abs(own - due) >= timedelta(minutes=1):
            text = Sentence.of(
                "Postiz takes no new time from outside: its own is {own}. Change it in Postiz, then put it back here.",
                own=shown_moment(own),
            )
            raise WebTrouble(WebWhy.REFUSED, text)
        if self._state(post) is not ItemState.GOING:
            await self._set(item.id, "schedule")
        return replace(item, due=due)

    async def _posts(self, dues: Sequence[datetime]) -> dict[str, Mapping[str, Any]]:
        """The whole calendar by id; of what repeats, the next time only."""
        now = datetime.now(UTC)
        query = {"startDate": _iso(min([now, *dues]) - BACK), "endDate": _iso(max([now, *dues]) + ON)}
        answer = self._shape.record((await self._site.get(f"{self._base}/posts", query)).data)
        found: dict[str, Mapping[str, Any]] = {}
        for post in sorted(self._shape.records(answer.get("posts")), key=self._when):
            id_ = self._shape.word(post.get("id"))
            if id_ not in found or self._when(found[id_]) < now:
                found[id_] = post
        return found

    async def _set(self, id_: str, status: str) -> None:
        try:
            reply = await self._site.ask("PUT", f"{self._base}/posts/{id_}/status", body={"status": status})
        except WebTrouble as trouble:
            if trouble.why is not WebWhy.MISSING:
                raise
            pattern = "This Postiz cannot change a post's state from outside ({host}); it is too old for that."
            raise WebTrouble(WebWhy.MISSING, Sentence.of(pattern, host=self._shape.host)) from None
        self._shape.word(self._shape.record(reply.data).get("state"))

    def _item(self, post: Mapping[str, Any]) -> Item:
        channel = self._shape.record(post.get("integration"))
        name = f"{self._shape.word(channel.get('providerIdentifier'))}: {self._shape.word(channel.get('name'))}"
        return Item(
            id=self._shape.word(post.get("id")),
            kind=ItemKind.POST,
            title=title_of(plain_of(self._shape.text(post.get("content")))),
            due=self._when(post),
            accounts=(name,),
            link=self._link + TOOL.page,
            kept={"content": post.get("content"), "group": post.get("group"), "repeats": post.get("intervalInDays")},
        )

    def _when(self, post: Mapping[str, Any]) -> datetime:
        return self._shape.moment(post.get("publishDate"))

    def _state(self, post: Mapping[str, Any]) -> ItemState:
        """One that repeats goes out again although it was published."""
        state = _STATES.get(self._shape.word(post.get("state")), ItemState.UNKNOWN)
        return ItemState.GOING if state is ItemState.SENT and post.get("intervalInDays") else state


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> Postiz:
    """``token`` is the API key of an organization, which stands in the header by itself; raises BadToken."""
    del scheduler, judge
    return Postiz(site.with_headers({"Authorization": one_word(token, TOOL.name)}))


def _home(address: str) -> str:
    """Where people open it: in the cloud at another address than its API, on one's own machine without its /api."""
    return "https://platform.postiz.com" if host_of(address) == _CLOUD else address.removesuffix("/api")


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

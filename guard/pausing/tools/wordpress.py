"""WordPress: scheduled posts and pages become drafts, and are scheduled again.

https://developer.wordpress.org/rest-api/reference/posts/ (WordPress 5.6 and later, by an application password). Beside
posts and pages it is asked for every kind that visitors see and that the account may edit. A draft keeps its time, its
address and everything else that is put back (``wp_update_post``).

WordPress publishes what is due when somebody asks it for a page (``wp-includes/cron.php``, ``spawn_cron``). So that
asking for what waits does not send off what is late, each request says ``doing_wp_cron``, as WordPress's own does,
which asks for no further round. It has no lock on posts: what goes out in the moment between reading that it waits and
making it a draft is taken back, and is then told as paused.
"""

import base64
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import BadToken, Judge, Tool
from guard.pausing.shapes import title_of
from guard.web import Reply, Site, WebTrouble, WebWhy
from guard.web.addresses import host_of
from guard.web.words import unreadable

TOOL = Tool(
    id="wordpress",
    name="WordPress",
    token=Sentence.of(
        "“user:application password” of an editor or administrator: in WordPress, open Users → Profile → Application "
        "Passwords, and add one."
    ),
    by_hand=Sentence.of(
        "In WordPress, open Posts → All Posts → Scheduled. Tick all, choose “Edit” under “Bulk actions”, press "
        "“Apply”, set “Status” to “Draft” and press “Update”. Do the same under Pages."
    ),
    page="/wp-admin/edit.php?post_status=future&post_type=post",
    at_once=4,
)
PAGE = 100
"""How many are asked for at once; WordPress gives no more."""
NEEDED = ("post", "page")
"""Kinds that every WordPress has, so that an account that does not see them is one that may not."""
_FIELDS = "id,status,date_gmt,title"
_STATES = {
    "future": ItemState.GOING,
    "draft": ItemState.PAUSED,
    "pending": ItemState.PAUSED,
    "private": ItemState.PAUSED,
    "trash": ItemState.PAUSED,
    "publish": ItemState.SENT,
}
_PASSWORD = re.compile(r"[^:\r\n]+:(?: ?[0-9a-zA-Z]){24}")
_ROUTE = re.compile(r"[\w./-]+")
_OTHER_WAY = {WebWhy.MISSING, WebWhy.ELSEWHERE, WebWhy.BROKEN}


class WordPress:
    """One WordPress. The id of an item is its route: ``wp/v2/posts/12``."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._pretty: bool | None = None
        """Whether it is asked under ``/wp-json``; None until that is found out."""

    async def items(self) -> Sequence[Item]:
        """Everything that waits for its time, also what is late because nobody asked for a page since."""
        found = [(route, await self._all(route, {"status": "future"})) for route in await self._routes()]
        return [
            self._item(route, record) for route, records in found for record in records if record["status"] == "future"
        ]

    async def pause(self, item: Item) -> Item:
        """Makes it a draft if it waits still."""
        await self._ready()
        try:
            found = await self._one(item.id)
        except WebTrouble as trouble:
            if trouble.why is WebWhy.MISSING:
                return item
            raise
        if found["status"] == "future":
            await self._ask("POST", item.id, body={"status": "draft"})
        return item

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """Their statuses; what the list leaves out is asked for by itself."""
        await self._ready()
        said: dict[str, ItemState] = {}
        for route in dict.fromkeys(item.id.rpartition("/")[0] for item in items):
            numbers = [item.id.rpartition("/")[2] for item in items if item.id.rpartition("/")[0] == route]
            for start in range(0, len(numbers), PAGE):
                query = {"include": ",".join(numbers[start : start + PAGE]), "status": "any,trash"}
                for record in await self._all(route, query):
                    said[f"{route}/{record['id']}"] = _STATES.get(record["status"], ItemState.UNKNOWN)
        return {item.id: said[item.id] if item.id in said else await self._state(item.id) for item in items}

    async def resume(self, item: Item, due: datetime | None) -> Item:
        """Schedules it for ``due``; what is out already is left so, and so is what lies in the trash."""
        due = due or item.due
        await self._ready()
        found = await self._one(item.id)
        state = _STATES.get(found["status"], ItemState.UNKNOWN)
        if found["status"] == "trash":
            raise WebTrouble(WebWhy.REFUSED, Sentence.of("It lies in WordPress’s trash; take it out there first."))
        if state is ItemState.SENT or (state is ItemState.GOING and self._moment(found["date_gmt"]) == due):
            return replace(item, due=due, state=state)
        change = {"status": "future"}
        if due:
            change["date_gmt"] = due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        await self._ask("POST", item.id, body=change)
        return replace(item, due=due, state=ItemState.GOING)

    async def _state(self, item_id: str) -> ItemState:
        """For statuses that plug-ins add and that lists leave out."""
        try:
            return _STATES.get((await self._one(item_id))["status"], ItemState.UNKNOWN)
        except WebTrouble as trouble:
            if trouble.why is WebWhy.MISSING:
                return ItemState.GONE
            raise

    async def _ready(self) -> None:
        if self._pretty is None:
            await self._routes()

    async def _routes(self) -> list[str]:
        """Where the kinds are asked for that visitors see; finds out how this WordPress wants to be asked."""
        found = await self._found_out() if self._pretty is None else await self._types(pretty=self._pretty)
        if not set(NEEDED) <= found.keys():
            raise self._hidden()
        return list(found.values())

    async def _found_out(self) -> dict[str, str]:
        """Without “pretty permalinks” there is no ``/wp-json``: a page comes, or nothing, or another address."""
        try:
            found, pretty = await self._types(pretty=True), True
        except WebTrouble as trouble:
            if trouble.why not in _OTHER_WAY or trouble.status >= 500:
                raise
            found, pretty = await self._types(pretty=False), False
        self._pretty = pretty
        return found

    async def _types(self, *, pretty: bool) -> dict[str, str]:
        reply = await self._ask("GET", "wp/v2/types", {"context": "edit"}, pretty=pretty)
        return self._kinds(reply.data)

    def _kinds(self, data: object) -> dict[str, str]:
        found = {}
        for name, kind in data.items() if isinstance(data, dict) else ():
            match kind:
                case {"viewable": seen} if seen is False or name == "attachment":
                    continue
                case {"viewable": True, "rest_base": str(base)}:
                    found[name] = f"{kind.get('rest_namespace') or 'wp/v2'}/{base}"
                case _:
                    raise unreadable(self._site.address)
        if not isinstance(data, dict) or not all(map(_ROUTE.fullmatch, found.values())):
            raise unreadable(self._site.address)
        return found

    async def _one(self, item_id: str) -> dict[str, Any]:
        found = (await self._ask("GET", item_id, {"context": "edit", "_fields": _FIELDS})).data
        if not isinstance(found, dict) or not _is_record(found):
            raise unreadable(self._site.address)
        return found

    async def _all(self, route: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """What all pages of an answer hold; raises where this account is not shown all of it."""
        found: list[dict[str, Any]] = []
        while True:
            asked = {"context": "edit", "_fields": _FIELDS, "orderby": "id", "order": "asc", "per_page": str(PAGE)}
            reply = await self._ask("GET", route, {**asked, **query, "offset": str(len(found))})
            total = reply.headers.get("x-wp-total", "")
            if not total.isdigit() or not isinstance(reply.data, list) or not all(map(_is_record, reply.data)):
                raise unreadable(self._site.address)
            if len(reply.data) < min(PAGE, int(total) - len(found)):
                raise self._hidden()
            found += reply.data
            if len(found) >= int(total):
                return found

    async def _ask(
        self,
        method: str,
        route: str,
        query: Mapping[str, str] | None = None,
        *,
        body: object = None,
        pretty: bool | None = None,
    ) -> Reply:
        asked = {"doing_wp_cron": f"{time.time():.6f}", **(query or {})}
        if self._pretty if pretty is None else pretty:
            return await self._site.ask(method, f"/wp-json/{route}", query=asked, body=body)
        return await self._site.ask(method, "/", query={"rest_route": f"/{route}", **asked}, body=body)

    def _hidden(self) -> WebTrouble:
        pattern = "{host} does not show this account all that waits; take one of an editor or administrator."
        return WebTrouble(WebWhy.DENIED, Sentence.of(pattern, host=host_of(self._site.address)))

    def _item(self, route: str, record: Mapping[str, Any]) -> Item:
        number = record["id"]
        return Item(
            id=f"{route}/{number}",
            kind=ItemKind.POST,
            title=title_of(_title(record) or f"#{number}"),
            due=self._moment(record["date_gmt"]),
            accounts=(f"wordpress:{host_of(self._site.address)}",),
            link=f"{self._site.address}/wp-admin/post.php?post={number}&action=edit",
        )

    def _moment(self, text: str | None) -> datetime | None:
        """WordPress writes the time of day in Greenwich, without a time zone."""
        try:
            return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
        except ValueError:
            raise unreadable(self._site.address) from None


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> WordPress:
    """``token`` is a user's name and an application password, with a colon between; raises BadToken."""
    del scheduler, judge
    token = token.strip()
    if not _PASSWORD.fullmatch(token):
        pattern = "That is no application password with its user: write “user:abcd efgh ijkl mnop qrst uvwx”."
        raise BadToken(Sentence.of(pattern))
    basic = base64.b64encode(token.encode()).decode()
    return WordPress(site.with_headers({"Authorization": f"Basic {basic}"}))


def _is_record(record: object) -> bool:
    match record:
        case {"id": int(), "status": str(), "date_gmt": str() | None}:
            return True
    return False


def _title(record: Mapping[str, Any]) -> str:
    """Kinds that plug-ins add may have none."""
    match record:
        case {"title": {"raw": str(title)}}:
            return title
    return ""

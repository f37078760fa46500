"""Ghost: scheduled posts, newsletters and pages become drafts, and are scheduled again.

https://docs.ghost.org/admin-api/ (Ghost 5 and later). A newsletter is a scheduled post with ``newsletter``, and with
``email_only`` where it appears nowhere else. A post that becomes a draft keeps its time, tags, tiers and
``email_only``, and loses its newsletter and the segment of its readers (``core/server/models/post.js``,
``onSaving``); both are kept here and put back by the query of the change that schedules it. Ghost refuses a change
whose ``updated_at``, in whole seconds, is not the one it has (``@tryghost/bookshelf-collision``), so what went out
meanwhile is not pulled back.

Mails that automations send to new members go on: a key of an integration may not read them.
"""

import base64
import hashlib
import hmac
import json
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
from guard.web import Site, WebTrouble, WebWhy
from guard.web.addresses import host_of
from guard.web.words import unreadable

TOOL = Tool(
    id="ghost",
    name="Ghost",
    token=Sentence.of(
        "An Admin API key: in Ghost, open Settings → Integrations → Add custom integration, and copy its “Admin API "
        "key”."
    ),
    by_hand=Sentence.of(
        "In Ghost, open Posts and choose “Scheduled posts”. Open each one, press “Unschedule”, then “Unschedule and "
        "revert to draft”. Do the same under Pages."
    ),
    page="/ghost/#/posts?type=scheduled",
    at_once=4,
)
KINDS = ("posts", "pages")
PAGE = 100
"""How many are asked for at once; Ghost gives no more."""
TURNS = 3
"""How often it is tried again after somebody else saved the post meanwhile."""
_KEY = re.compile(r"([0-9a-f]{24}):([0-9a-f]{64})", re.IGNORECASE)
_FIELDS = "id,title,status,published_at,updated_at"
_QUERIES = {
    # email_recipient_filter is answered as email_segment, and the newsletter only together with its id
    "posts": {"fields": f"{_FIELDS},newsletter_id,email_recipient_filter", "include": "newsletter"},
    "pages": {"fields": _FIELDS},
}
_STATES = {
    "scheduled": ItemState.GOING,
    "draft": ItemState.PAUSED,
    "published": ItemState.SENT,
    "sent": ItemState.SENT,
}
_QUERY_OF = {"newsletter": "newsletter", "segment": "email_segment"}
"""How what is kept is called where it is put back."""
_ID = re.compile(r"[0-9a-f]{24}", re.IGNORECASE)
_COLLISION = 409
_SECONDS = 300
"""For how long a signature is good; Ghost takes none for longer."""


class Ghost:
    """One Ghost. The id of an item is its kind and Ghost's own id: ``posts/6500…``."""

    def __init__(self, site: Site, name: str, secret: bytes) -> None:
        self._site, self._name, self._secret = site, name, secret

    async def items(self) -> Sequence[Item]:
        """Everything whose status is ``scheduled``, late or not: Ghost sends what is late when it starts again."""
        found = [(kind, await self._all(kind, {"filter": "status:scheduled"})) for kind in KINDS]
        return [self._item(kind, record) for kind, records in found for record in records]

    async def pause(self, item: Item) -> Item:
        """Makes it a draft if it is scheduled still."""
        for turn in range(TURNS):
            try:
                found = await self._one(item.id)
            except WebTrouble as trouble:
                if trouble.why is WebWhy.MISSING:
                    return item
                raise
            if found["status"] != "scheduled":
                return item
            item = replace(item, kept={**item.kept, **_lost(found)})
            try:
                await self._put(item.id, {"status": "draft", "updated_at": found["updated_at"]})
            except WebTrouble as trouble:
                if trouble.status != _COLLISION or turn == TURNS - 1:
                    raise
            else:
                break
        return item

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """Their statuses; what a complete answer does not hold is gone."""
        said = {item.id: ItemState.GONE for item in items}
        for kind in KINDS:
            ids = [item.id.partition("/")[2] for item in items if item.id.startswith(f"{kind}/")]
            for start in range(0, len(ids), PAGE):
                query = {"filter": f"id:[{','.join(ids[start : start + PAGE])}]"}
                for record in await self._all(kind, query):
                    said[f"{kind}/{record['id']}"] = _STATES.get(record["status"], ItemState.UNKNOWN)
        return said

    async def resume(self, item: Item, due: datetime | None) -> Item:
        """Schedules it for ``due``, to the newsletter and the readers that it had; what is out already is left so.

        What was saved there meanwhile is kept: only its status and its time are changed.
        """
        due = due or item.due
        found = await self._one(item.id)
        state = _STATES.get(found["status"], ItemState.UNKNOWN)
        if state is ItemState.SENT or (state is ItemState.GOING and self._moment(found["published_at"]) == due):
            return replace(item, due=due, state=state)
        change = {"status": "scheduled", "updated_at": found["updated_at"]}
        if due:
            change["published_at"] = due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        kept = {_QUERY_OF[key]: str(value) for key, value in item.kept.items() if key in _QUERY_OF}
        await self._put(item.id, change, kept)
        return replace(item, due=due, state=ItemState.GOING)

    async def _one(self, item_id: str) -> dict[str, Any]:
        kind = item_id.partition("/")[0]
        data = (await self._signed().get(f"/ghost/api/admin/{item_id}/", _QUERIES.get(kind))).data
        return self._records(data, kind)[0]

    async def _put(self, item_id: str, change: Mapping[str, str], query: Mapping[str, str] | None = None) -> None:
        kind = item_id.partition("/")[0]
        await self._signed().ask("PUT", f"/ghost/api/admin/{item_id}/", body={kind: [change]}, query=query)

    async def _all(self, kind: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """What all pages of an answer hold."""
        found: list[dict[str, Any]] = []
        page: int | None = 1
        while page is not None:
            asked = {**_QUERIES[kind], **query, "order": "id asc", "limit": str(PAGE), "page": str(page)}
            data = (await self._signed().get(f"/ghost/api/admin/{kind}/", asked)).data
            match data:
                case {"meta": {"pagination": {"next": None}}}:
                    page = None
                case {"meta": {"pagination": {"next": int(following)}}} if following > page:
                    page = following
                case _:
                    raise unreadable(self._site.address)
            found += self._records(data, kind, least=0)
        return found

    def _records(self, data: object, kind: str, least: int = 1) -> list[dict[str, Any]]:
        """The posts of an answer, with what is used of them in the shape that it should have."""
        records = data.get(kind) if isinstance(data, dict) else None
        if not isinstance(records, list) or len(records) < least or not all(map(_is_record, records)):
            raise unreadable(self._site.address)
        return records

    def _item(self, kind: str, record: Mapping[str, Any]) -> Item:
        newsletter = record.get("newsletter")
        to = (str(newsletter.get("name", "")),) if isinstance(newsletter, dict) else ()
        number = record["id"]
        return Item(
            id=f"{kind}/{number}",
            kind=ItemKind.POST,
            title=title_of(str(record.get("title") or number)),
            due=self._moment(record["published_at"]),
            accounts=(f"ghost:{host_of(self._site.address)}", *filter(None, to)),
            link=f"{self._site.address}/ghost/#/editor/{kind.removesuffix('s')}/{number}",
            kept=_lost(record),
        )

    def _moment(self, text: str | None) -> datetime | None:
        try:
            return datetime.fromisoformat(text).astimezone(UTC) if text else None
        except (ValueError, OverflowError):
            raise unreadable(self._site.address) from None

    def _signed(self) -> Site:
        """The site with a signature of now: https://docs.ghost.org/admin-api/#token-authentication."""
        now = int(time.time())
        head = {"alg": "HS256", "typ": "JWT", "kid": self._name}
        claims = {"iat": now, "exp": now + _SECONDS, "aud": "/admin/"}
        signed = b".".join(_base64(json.dumps(part).encode()) for part in (head, claims))
        mark = _base64(hmac.new(self._secret, signed, hashlib.sha256).digest())
        return self._site.with_headers({"Authorization": f"Ghost {(signed + b'.' + mark).decode()}"})


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> Ghost:
    """``token`` is an Admin API key; raises BadToken."""
    del scheduler, judge
    parts = _KEY.fullmatch(token.strip())
    if not parts:
        pattern = "That is no Admin API key: it has two parts of digits and the letters a to f, with a colon between."
        raise BadToken(Sentence.of(pattern))
    return Ghost(site, parts[1], bytes.fromhex(parts[2]))


def _is_record(record: object) -> bool:
    match record:
        case {"id": str(number), "status": str(), "updated_at": str(), "published_at": str() | None}:
            return _ID.fullmatch(number) is not None
    return False


def _lost(record: Mapping[str, Any]) -> dict[str, str]:
    """What a draft forgets."""
    match record:
        case {"newsletter": {"slug": str(newsletter)}}:
            return {"newsletter": newsletter, "segment": str(record.get("email_segment") or "all")}
    return {}


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")

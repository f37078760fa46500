"""Mastodon, and what speaks its API: the scheduled posts of one account.

What a scheduled post does was read in Mastodon's own source (github.com/mastodon/mastodon):

- ``app/workers/scheduler/scheduled_statuses_scheduler.rb`` hands each post that is due within five minutes to a
  worker, *for the time that it has then*; ``app/workers/publish_scheduled_status_worker.rb`` publishes whatever is
  still there at that time and does not look at its date again. So a post that is due soon is not stopped by a new
  date: it is deleted, and made anew far away.
- ``app/models/scheduled_status.rb``: a date must lie more than five minutes ahead; at most 25 on one day; and where
  there are 300, none can be made nor moved (the limits are checked at a change as well). Deleting one takes its
  pictures loose, and those are cleared when they are older than a day (``app/lib/vacuum/media_attachments_vacuum.rb``),
  so they are made fast again at once, by the copy that lies far away.
- ``app/services/post_status_service.rb``: the same Idempotency-Key makes a post once within an hour.

All others are moved to the years from 2090, a few on each day, and moved back: nothing of them is lost.
Shapes: docs.joinmastodon.org/methods/scheduled_statuses, /entities/ScheduledStatus, /methods/accounts#statuses.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from guard.model.scheduler import Item, ItemKind, ItemState, Scheduler
from guard.model.sentence import Sentence
from guard.pausing.adapter import BACK, Judge, Tool
from guard.pausing.shapes import Shape, one_word, plain_of, title_of
from guard.web import Reply, Site, WebTrouble, WebWhy

TOOL = Tool(
    id="mastodon",
    name="Mastodon",
    token=Sentence.of(
        "The access token of an application of yours: on your server under Preferences → Development, with the rights "
        "read:statuses, write:statuses and read:accounts."
    ),
    by_hand=Sentence.of(
        "Mastodon's own pages do not show scheduled posts. Open each app or program in which posts were scheduled for "
        "this account, and delete them there or move them far into the future."
    ),
    at_once=4,
)

FAR = datetime(2090, 1, 1, 12, tzinfo=UTC)
"""What is due from then on was moved out of the way."""
DAYS = 3000
"""Over how many days what is moved is spread, since a day takes 25."""
SOON = timedelta(minutes=15)
"""What is due sooner may be with the worker already: five minutes by its clock, and some for clocks that differ."""
AHEAD = timedelta(minutes=5, seconds=30)
"""For how soon Mastodon takes a post back, and a little."""
PAGES = 50
LATEST = 5
"""How many pages of the account's latest posts are read to see what went out."""

_SCHEDULED = "/api/v1/scheduled_statuses"
_NOT_GIVEN_BACK = {"text", "media_ids", "scheduled_at", "idempotency", "application_id", "with_rate_limit"}
_NEXT = re.compile(r"<([^>]*)>\s*;\s*rel=\"?next\"?")


class Mastodon:
    """One account on one server."""

    def __init__(self, site: Site) -> None:
        self._site, self._shape = site, Shape(site)
        self._behind = timedelta()
        """How far this machine's clock is behind the server's; negative where it is ahead."""

    async def items(self) -> Sequence[Item]:
        """Every scheduled post that was not moved out of the way."""
        entries = await self._scheduled()
        me = await self._me()
        accounts = (f"mastodon:@{me['acct']}@{self._shape.host}",) if me and me.get("acct") else ()
        return [item for item in (self._item(entry, accounts) for entry in entries) if not _far(item.due)]

    async def pause(self, item: Item) -> Item:
        """Moves it far away; one that is due soon, or that cannot be moved, is deleted and made anew far away."""
        if item.due is not None and item.due > self._now() + SOON:
            try:
                await self._move(item.id, _place(item.id))
                return replace(item, kept={**item.kept, "way": "moved"})
            except WebTrouble as trouble:
                if trouble.why is not WebWhy.REFUSED:
                    raise
        await self._site.ask("DELETE", f"{_SCHEDULED}/{item.id}")
        # It is out, and everything that it takes to put it back is kept: without the copy only its pictures may go.
        with suppress(WebTrouble):
            copy = await self._make(item.kept, _place(item.id), f"hatcheck-out-{item.id}")
            return replace(item, id=self._shape.word(copy.get("id")), kept={**item.kept, "way": "copied"})
        return replace(item, kept={**item.kept, "way": "taken"})

    async def look(self, items: Sequence[Item]) -> Mapping[str, ItemState]:
        """By the list of what is scheduled, and for what is not in it by the account's latest posts."""
        entries = await self._scheduled()
        there = {self._shape.word(entry.get("id")): self._due(entry) for entry in entries}
        states, unclear = {}, []
        for item in items:
            due = there.get(item.id)
            made_anew = _back(item) is not None and any(self._is_put_back(entry, item) for entry in entries)
            if made_anew or (due is not None and not _far(due)):
                states[item.id] = ItemState.GOING
            elif due is not None and item.kept.get("way") != "copied":
                states[item.id] = ItemState.PAUSED
            else:
                unclear.append(item)
        if unclear:
            latest = await self._latest(min(self._since(item) for item in unclear))
            states |= {item.id: self._became(item, item.id in there, latest) for item in unclear}
        return states

    async def resume(self, item: Item, due: datetime | None) -> Item:
        """Moves it back, or makes it anew where it was deleted; refuses a time that Mastodon does not take."""
        entries = await self._scheduled()
        if due is None or due < self._now() + AHEAD:
            text = Sentence.of(
                "Mastodon takes a post only for a time more than five minutes ahead; choose a later one."
            )
            raise WebTrouble(WebWhy.REFUSED, text)
        known = next((entry for entry in entries if str(entry.get("id")) == item.id), None) or next(
            (entry for entry in entries if self._is_copy(entry, item, due)), None
        )
        if known:
            back = await self._move(self._shape.word(known.get("id")), due)
        else:
            back = await self._make(item.kept, due, f"hatcheck-back-{item.id}")
        kept = {name: value for name, value in item.kept.items() if name not in {"way", BACK}}
        return replace(item, id=self._shape.word(back.get("id")), due=due, kept=kept)

    def _item(self, entry: Mapping[str, Any], accounts: tuple[str, ...]) -> Item:
        params = self._shape.record(entry.get("params"))
        text = self._shape.text(params.get("text"))
        return Item(
            id=self._shape.word(entry.get("id")),
            kind=ItemKind.POST,
            title=title_of(text or self._shape.text(params.get("spoiler_text"))),
            due=self._due(entry),
            accounts=accounts,
            kept={"params": dict(params), "media": self._media(entry), "listed": _iso(self._there())},
        )

    async def _move(self, id_: str, due: datetime) -> Mapping[str, Any]:
        reply = await self._site.ask("PUT", f"{_SCHEDULED}/{id_}", body={"scheduled_at": _iso(due)})
        return self._shape.record(reply.data)

    async def _make(self, kept: Mapping[str, Any], due: datetime, key: str) -> Mapping[str, Any]:
        """Schedules it anew, as it was; raises WebTrouble also where its pictures are gone, and leaves none behind."""
        params = self._shape.record(kept.get("params"))
        media = [str(each) for each in params.get("media_ids") or kept.get("media") or ()]
        body = {name: value for name, value in params.items() if name not in _NOT_GIVEN_BACK and value is not None}
        body |= {"status": params.get("text") or "", "media_ids": media, "scheduled_at": _iso(due)}
        reply = await self._site.ask("POST", "/api/v1/statuses", body=body, headers={"Idempotency-Key": key})
        made = self._shape.record(reply.data)
        if "scheduled_at" not in made:
            pattern = "{host} published it at once instead of keeping it for its time."
            raise WebTrouble(WebWhy.BROKEN, Sentence.of(pattern, host=self._shape.host))
        if set(media) - set(self._media(made)):
            await self._site.ask("DELETE", f"{_SCHEDULED}/{self._shape.word(made.get('id'))}")
            pattern = "Its pictures or videos are gone at {host}; write it anew there, with them."
            raise WebTrouble(WebWhy.REFUSED, Sentence.of(pattern, host=self._shape.host))
        return made

    def _is_copy(self, entry: Mapping[str, Any], item: Item, due: datetime) -> bool:
        """Whether this is the copy that lies far away, or what an earlier try has put back."""
        same = self._shape.record(entry.get("params")).get("text") == item.kept.get("params", {}).get("text")
        return same and self._due(entry) in {_place(item.id), due.replace(microsecond=0), _back(item)}

    def _is_put_back(self, entry: Mapping[str, Any], item: Item) -> bool:
        """Whether this is what was made of one that was deleted, by a try whose end nobody saw."""
        same = self._shape.record(entry.get("params")).get("text") == item.kept.get("params", {}).get("text")
        return same and self._due(entry) == _back(item)

    async def _scheduled(self) -> list[Mapping[str, Any]]:
        """All that is scheduled, from all pages."""
        found: list[Mapping[str, Any]] = []
        query, seen = {"limit": "40"}, {""}
        for _ in range(PAGES):
            reply = await self._site.get(_SCHEDULED, query)
            self._set_clock(reply)
            entries = self._shape.records(reply.data)
            found += entries
            after = self._next(reply, entries)
            if not after:
                return found
            if after in seen:
                break
            seen.add(after)
            query = {"limit": "40", "max_id": after}
        raise self._shape.wrong()

    async def _me(self) -> Mapping[str, Any] | None:
        """The account itself; None where the token may not ask for it, since that must not keep a post from pausing."""
        try:
            return self._shape.record((await self._site.get("/api/v1/accounts/verify_credentials")).data)
        except WebTrouble as trouble:
            if trouble.why in {WebWhy.DENIED, WebWhy.MISSING}:
                return None
            raise

    async def _latest(self, since: datetime) -> list[Mapping[str, Any]] | None:
        """The account's own posts since then; None where that cannot be told."""
        me = await self._me()
        if me is None:
            return None
        found: list[Mapping[str, Any]] = []
        query = {"limit": "40", "exclude_reblogs": "true"}
        for _ in range(LATEST):
            reply = await self._site.get(f"/api/v1/accounts/{self._shape.word(me.get('id'))}/statuses", query)
            page = self._shape.records(reply.data)
            found += page
            after = self._next(reply, page)
            if not after or self._shape.moment(page[-1].get("created_at")) < since:
                return found
            query = {**query, "max_id": after}
        return None

    def _became(self, item: Item, listed: bool, latest: list[Mapping[str, Any]] | None) -> ItemState:
        """What became of one that is not in the list of what is scheduled, or that is there only as a copy."""
        due, now, way = item.due or self._now(), self._now(), item.kept.get("way")
        if latest is None:
            return ItemState.UNKNOWN
        if any(self._is_sent(item, post) for post in latest):
            return ItemState.SENT
        if way == "taken" or listed:
            return ItemState.PAUSED
        if way:
            return ItemState.GONE
        # Nobody knows whether it was deleted from here before this was cut short, or by others, or went out in words
        # that are not told apart: only where nothing at all went out at its time is it surely not out.
        around = timedelta(minutes=5)
        near = any(abs(self._shape.moment(post.get("created_at")) - due) <= around for post in latest)
        unsettled = due - timedelta(minutes=1) <= now <= due + around
        return ItemState.UNKNOWN if near or unsettled else ItemState.PAUSED

    def _since(self, item: Item) -> datetime:
        """What went out before it was listed as scheduled is not this one; by the server's clock, and a little."""
        return self._shape.moment(item.kept.get("listed")) - timedelta(minutes=1)

    def _is_sent(self, item: Item, post: Mapping[str, Any]) -> bool:
        if self._shape.moment(post.get("created_at")) < self._since(item):
            return False
        media = set(item.kept.get("media", ()))
        if media:
            return bool(media & set(self._media(post)))
        params = item.kept.get("params", {})
        text = _letters(params.get("text") or params.get("spoiler_text") or "")
        return bool(text) and text == _letters(plain_of(self._shape.text(post.get("content"))))

    def _media(self, entry: Mapping[str, Any]) -> list[str]:
        return [self._shape.word(each.get("id")) for each in self._shape.records(entry.get("media_attachments") or [])]

    def _due(self, entry: Mapping[str, Any]) -> datetime:
        return self._shape.moment(entry.get("scheduled_at")).replace(microsecond=0)

    def _next(self, reply: Reply, page: Sequence[Mapping[str, Any]]) -> str:
        """Before which id the next page begins; empty at the end. Only the id is taken from the address given.

        Who names other pages and no next one has none. Where nothing at all is named, which is so on the last page,
        and on every page where something in between takes such headers away, only an empty page is the end.
        """
        link = reply.headers.get("link", "")
        found = _NEXT.search(link)
        if found:
            after = parse_qs(urlsplit(found[1]).query).get("max_id", [""])[0]
            if not after:
                raise self._shape.wrong()
            return after
        return self._shape.word(page[-1].get("id")) if page and not link else ""

    def _set_clock(self, reply: Reply) -> None:
        with suppress(ValueError, TypeError):
            there = parsedate_to_datetime(reply.headers.get("date", ""))
            self._behind = there - datetime.now(UTC)

    def _there(self) -> datetime:
        """What the server's clock says."""
        return datetime.now(UTC) + self._behind

    def _now(self) -> datetime:
        """The later one of the two clocks."""
        return max(datetime.now(UTC), self._there())


def adapter(site: Site, scheduler: Scheduler, token: str, judge: Judge) -> Mastodon:
    """``token`` is an access token of the account; raises BadToken."""
    del scheduler, judge
    return Mastodon(site.with_headers({"Authorization": f"Bearer {one_word(token, TOOL.name)}"}))


def _back(item: Item) -> datetime | None:
    """For when it was to be put back, where nobody saw the end of that."""
    with suppress(ValueError):
        return datetime.fromisoformat(str(item.kept.get(BACK))).replace(microsecond=0)
    return None


def _far(due: datetime | None) -> bool:
    return due is not None and due >= FAR


def _place(id_: str) -> datetime:
    """Where one is moved to: always the same for the same one."""
    return FAR + timedelta(days=zlib.crc32(id_.encode()) % DAYS)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _letters(text: str) -> str:
    """What stays of a text when it is published: mentions lose their host, the rest is marks and spaces."""
    return "".join(filter(str.isalnum, re.sub(r"@([\w.-]+)@[\w.-]+", r"@\1", text).casefold()))

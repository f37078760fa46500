"""Mastodon's scheduled posts: moved out of the way, put back, and never told to be still where they are not."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pausing_servers_posts import (
    ON_LISTING,
    TOKEN,
    Desk,
    Fault,
    PostServer,
    desk_at,
    half_then_error,
    killed_then_again,
    nothing_known,
    states_of,
)

from guard.model.scheduler import Item, ItemKind, ItemState, LineOutcome
from guard.pausing.act import NotRestored
from guard.pausing.adapter import BadToken, Posts
from guard.pausing.ledger import Fate
from guard.pausing.tools import mastodon
from guard.web import WebTrouble

LISTS = "/api/v1/scheduled_statuses"


@dataclass
class MastodonServer(PostServer):
    """One account, as Mastodon's source has it.

    ``ScheduledStatus`` (limits at every change, five minutes ahead), ``Api::V1::ScheduledStatusesController`` (pages of
    40, the Link header only after a full page), ``PublishScheduledStatusWorker`` (publishes what is there, whatever
    its date), ``PostStatusService`` (pictures must be there, one post for one Idempotency-Key), and the shapes of
    docs.joinmastodon.org/entities/ScheduledStatus.
    """

    total: int = 300
    drops_media: bool = False
    """Older ones make the post without the pictures that are gone."""
    scheduled: dict[int, dict[str, Any]] = field(default_factory=dict)
    published: list[dict[str, Any]] = field(default_factory=list)
    gone_media: set[str] = field(default_factory=set)
    keys: dict[str, int] = field(default_factory=dict)
    last: int = 1000

    def add(self, text: str, due: datetime, **params: Any) -> int:
        self.last += 1
        media = [str(each) for each in params.get("media_ids") or ()]
        for other in self.scheduled.values():
            other["media"] = [each for each in other["media"] if each not in media]
        self.scheduled[self.last] = {"due": due, "params": {"text": text, "media_ids": None, **params}, "media": media}
        return self.last

    def publish(self, id_: int) -> None:
        """The worker, at the time that the post had when it was handed over."""
        entry = self.scheduled.pop(id_, None)
        if entry:
            self.say(entry["params"]["text"], media=entry["media"])

    def say(self, text: str, content: str = "", media: list[str] | None = None) -> None:
        self.last += 1
        files = [{"id": each, "type": "image"} for each in media or ()]
        said = {"id": str(self.last), "created_at": _iso(datetime.now(UTC)), "content": content or f"<p>{text}</p>"}
        self.published.insert(0, {**said, "media_attachments": files})

    def json(self, id_: int) -> dict[str, Any]:
        entry = self.scheduled[id_]
        files = [{"id": each, "type": "image"} for each in entry["media"]]
        params = {**entry["params"], "idempotency": None, "scheduled_at": None, "with_rate_limit": False}
        return {"id": str(id_), "scheduled_at": _iso(entry["due"]), "params": params, "media_attachments": files}

    async def answer(self, request: web.Request, body: Any) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"error": "The access token is invalid"}, status=401)
        path = request.path
        if path == "/api/v1/accounts/verify_credentials":
            return web.json_response({"id": "7", "username": "acme", "acct": "acme"})
        if path == "/api/v1/accounts/7/statuses":
            return self.page(request, [each["id"] for each in self.published], self.published)
        if path == LISTS:
            ids = sorted(self.scheduled, reverse=True)
            return self.page(request, [str(each) for each in ids], [self.json(each) for each in ids])
        if path == "/api/v1/statuses":
            return self.create(body, request.headers["Idempotency-Key"])
        id_ = int(path.rpartition("/")[2])
        if id_ not in self.scheduled:
            return web.json_response({"error": "Record not found"}, status=404)
        if request.method == "DELETE":
            del self.scheduled[id_]
            return web.json_response({})
        refused = self.refused(datetime.fromisoformat(body["scheduled_at"]))
        if refused is None:
            self.scheduled[id_]["due"] = datetime.fromisoformat(body["scheduled_at"])
        return refused or web.json_response(self.json(id_))

    def page(self, request: web.Request, ids: list[str], entries: list[Any]) -> web.Response:
        before, limit = int(request.query.get("max_id", 10**9)), min(int(request.query.get("limit", 20)), 40)
        found = [entry for id_, entry in zip(ids, entries, strict=True) if int(id_) < before][:limit]
        next_ = f"<http://elsewhere.example{request.path}?limit={limit}&max_id={found[-1]['id']}>" if found else ""
        link = {"Link": f'{next_}; rel="next", <http://x.example/?min_id=1>; rel="prev"'} if len(found) == limit else {}
        return web.json_response(found, headers=link)

    def create(self, body: Any, key: str) -> web.Response:
        if key in self.keys:
            known = self.keys[key] in self.scheduled
            return web.json_response(
                self.json(self.keys[key]) if known else {"error": "…"}, status=200 if known else 404
            )
        due = datetime.fromisoformat(body.pop("scheduled_at"))
        if (refused := self.refused(due)) is not None:
            return refused
        media = [each for each in body.pop("media_ids") if each not in self.gone_media or not self.drops_media]
        if set(media) & self.gone_media:
            return web.json_response({"error": "Validation failed: Media 5 not found"}, status=422)
        self.keys[key] = self.add(body.pop("status"), due, media_ids=media, **body)
        return web.json_response(self.json(self.keys[key]))

    def refused(self, due: datetime) -> web.Response | None:
        same_day = sum(entry["due"].date() == due.date() for entry in self.scheduled.values())
        said = None
        if due <= datetime.now(UTC) + timedelta(minutes=5):
            said = "The scheduled date must be in the future"
        elif len(self.scheduled) >= self.total:
            said = f"You have exceeded the limit of {self.total} scheduled posts"
        elif same_day >= 25:
            said = "You have exceeded the limit of 25 scheduled posts for today"
        return web.json_response({"error": f"Validation failed: {said}"}, status=422) if said else None


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def soon(**later: float) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(**later)


def near_ones(server: MastodonServer) -> list[str]:
    """What would still go out before the far future."""
    return sorted(entry["params"]["text"] for entry in server.scheduled.values() if entry["due"].year < 2090)


def test_all_pages_are_moved_and_put_back_as_they_were(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        for number in range(85):
            server.add(f"Post {number:02}", soon(days=1 + number // 20, hours=number % 20), visibility="unlisted")
        before = {id_: dict(entry) for id_, entry in server.scheduled.items()}
        async with desk_at(mastodon, server, tmp_path) as desk:
            line = await desk.pause()
            assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 85.")
            assert near_ones(server) == []
            assert max(Counter(entry["due"].date() for entry in server.scheduled.values()).values()) <= 25
            assert line.items[0].accounts == (f"mastodon:@acme@{desk.scheduler.address.removeprefix('http://')}",)
            again = await desk.pause()
            assert (again.outcome, again.text) == (line.outcome, line.text)
            some = desk.waiting()[::17]
            for item in some:
                back = await desk.resume(item)
                assert (back.id, back.state) == (item.id, ItemState.GOING)
            put_back = {int(item.id) for item in some}
            assert {id_: server.scheduled[id_] for id_ in put_back} == {id_: before[id_] for id_ in put_back}
            assert near_ones(server) == [item.title for item in some]
            assert Counter(desk.fates()) == {Fate.RESTORED: 5, Fate.WAITING: 80}

    asyncio.run(run())


def test_what_the_worker_has_already_does_not_go_out_and_keeps_its_pictures(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        due = soon(minutes=4)
        id_ = server.add("Sale!", due, media_ids=["5"], spoiler_text="ad", poll=None, language="en", local_only=True)
        async with desk_at(mastodon, server, tmp_path) as desk:
            line = await desk.pause()
            server.publish(id_)  # handed over before it was paused, and run at its time
            assert server.published == []
            assert (line.outcome, states_of(line)) == (LineOutcome.PAUSED, {"Sale!": ItemState.PAUSED})
            (copy,) = server.scheduled.values()
            assert (copy["due"].year >= 2090, copy["media"]) == (True, ["5"])
            (item,) = desk.waiting()
            assert item.due == due
            await desk.resume(item, soon(hours=1))
            (back,) = server.scheduled.values()
            kept = {"text": "Sale!", "spoiler_text": "ad", "language": "en", "local_only": True, "media_ids": ["5"]}
            assert back["params"] == kept
            assert back["due"] < soon(hours=2)

    asyncio.run(run())


def test_one_that_cannot_be_moved_since_there_are_too_many_is_made_anew_far_away(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer(total=3)
        for name in ("One", "Two", "Three"):
            server.add(name, soon(days=2))
        async with desk_at(mastodon, server, tmp_path) as desk:
            line = await desk.pause()
            assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 3.")
            assert near_ones(server) == []
            assert [item.title for item in desk.waiting()] == ["One", "Three", "Two"]

    asyncio.run(run())


@pytest.mark.parametrize("minutes", [10, 60], ids=["deleted too late", "moved too late"])
def test_one_that_goes_out_between_the_list_and_the_pause_is_told(tmp_path: Path, minutes: int) -> None:
    async def run() -> None:
        server = MastodonServer()
        id_ = server.add("Hello, all of you", soon(minutes=minutes))
        server.meanwhile["DELETE" if minutes < 15 else "PUT"] = lambda: server.publish(id_)
        async with desk_at(mastodon, server, tmp_path) as desk:
            line = await desk.pause()
            assert line.outcome is LineOutcome.FAILED
            assert "went out meanwhile: 1" in line.text
            assert desk.fates() == [Fate.SENT]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param("Hi  there\n\nyou", "<p>Hi there</p><p>you</p>", id="paragraphs"),
        pytest.param(
            "@jo@other.example look",
            '<p><span class="h-card"><a href="https://other.example/@jo">@<span>jo</span></a></span> look</p>',
            id="a mention of somebody elsewhere",
        ),
        pytest.param(
            "See https://acme.example/a/very/long/way",
            '<p>See <a href="https://acme.example/a/very/long/way"><span class="invisible">https://</span>'
            '<span class="ellipsis">acme.example/a/very/</span><span class="invisible">long/way</span></a></p>',
            id="a link",
        ),
        pytest.param("1 < 2 & <b>", "<p>1 &lt; 2 &amp; &lt;b&gt;</p>", id="marks"),
    ],
)
def test_what_went_out_is_known_by_its_text_as_it_was_published(tmp_path: Path, text: str, content: str) -> None:
    async def run() -> None:
        server = MastodonServer()
        id_ = server.add(text, soon(minutes=2))

        def goes_out() -> None:
            del server.scheduled[id_]
            server.say(text, content)

        server.meanwhile["DELETE"] = goes_out
        async with desk_at(mastodon, server, tmp_path) as desk:
            assert [item.state for item in (await desk.pause()).items] == [ItemState.SENT]

    asyncio.run(run())


def test_what_went_out_is_known_by_its_pictures(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        id_ = server.add("", soon(minutes=2), media_ids=["5"])
        server.meanwhile["DELETE"] = lambda: server.publish(id_)
        async with desk_at(mastodon, server, tmp_path) as desk:
            assert states_of(await desk.pause()) == {"A post without text": ItemState.SENT}

    asyncio.run(run())


def test_the_same_words_of_yesterday_are_not_taken_for_it(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        server.say("Good morning")
        server.published[0]["created_at"] = _iso(soon(days=-1))
        server.add("Good morning", soon(minutes=3))
        async with desk_at(mastodon, server, tmp_path) as desk:
            assert states_of(await desk.pause()) == {"Good morning": ItemState.PAUSED}

    asyncio.run(run())


@pytest.mark.parametrize("name", ON_LISTING)
def test_one_that_cannot_be_asked_is_told(tmp_path: Path, name: str) -> None:
    async def run() -> None:
        server = MastodonServer()
        server.add("One", soon(days=2))
        async with desk_at(mastodon, server, tmp_path) as desk:
            await nothing_known(desk, server, name)
            assert near_ones(server) == ["One"]

    asyncio.run(run())


@pytest.mark.parametrize("answer", [401, 429, 503, "silence", "words"])
def test_half_moved_and_then_an_error_can_be_repeated(tmp_path: Path, answer: int | str) -> None:
    async def run() -> None:
        server = MastodonServer()
        for name in ("One", "Two", "Three"):
            server.add(name, soon(days=2))
        async with desk_at(mastodon, server, tmp_path) as desk:
            await half_then_error(desk, server, Fault(answer, "PUT", skip=1), 3)
            assert near_ones(server) == []

    asyncio.run(run())


def test_an_answer_of_another_shape_after_a_move_that_was_made_is_read_back(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        server.add("One", soon(days=2))
        server.faults = [Fault("words", "PUT", done=True)]
        async with desk_at(mastodon, server, tmp_path) as desk:
            assert states_of(await desk.pause()) == {"One": ItemState.PAUSED}

    asyncio.run(run())


@pytest.mark.parametrize(
    ("minutes", "fault"),
    [
        pytest.param(120, Fault("silence", "PUT", skip=1, done=True), id="after the second was moved"),
        pytest.param(9, Fault("silence", "DELETE", skip=1, done=True), id="after the second was deleted"),
        pytest.param(9, Fault("silence", "POST", skip=1, done=True), id="after the second was copied"),
    ],
)
def test_cut_off_midway_and_done_again_loses_nothing_and_doubles_nothing(
    tmp_path: Path, minutes: int, fault: Fault
) -> None:
    async def run() -> None:
        server = MastodonServer()
        for name in ("One", "Two", "Three"):
            server.add(name, soon(minutes=minutes))
        async with desk_at(mastodon, server, tmp_path) as desk:
            line = await killed_then_again(desk, server, fault)
            assert (line.outcome, line.text) == (LineOutcome.PAUSED, "Paused, and read back: 3.")
            assert near_ones(server) == []
            for item in desk.waiting():
                await desk.resume(item, soon(hours=2))
            assert near_ones(server) == ["One", "Three", "Two"]
            assert len(server.scheduled) == 3
            assert desk.fates() == [Fate.RESTORED] * 3

    asyncio.run(run())


def test_put_back_twice_it_is_there_once(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        async with desk_at(mastodon, server, tmp_path) as desk:
            server.add("One", soon(minutes=3))
            await desk.pause()
            server.scheduled.clear()
            (item,) = desk.waiting()
            due = soon(hours=1)
            first = await desk.adapter.resume(item, due)
            assert (await desk.adapter.resume(item, due)).id == first.id
            server.keys.clear()  # an hour later
            assert (await desk.adapter.resume(item, due)).id == first.id
            assert len(server.scheduled) == 1

    asyncio.run(run())


async def refusal(desk: Desk, item: Item, due: datetime) -> str:
    with pytest.raises(NotRestored) as refused:
        await desk.resume(item, due)
    assert desk.fates() == [Fate.WAITING]
    return refused.value.text


def test_a_time_within_five_minutes_is_refused_in_words(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        server.add("One", soon(days=1))
        async with desk_at(mastodon, server, tmp_path) as desk:
            await desk.pause()
            said = await refusal(desk, desk.waiting()[0], soon(minutes=5))
            assert said == "Mastodon takes a post only for a time more than five minutes ahead; choose a later one."

    asyncio.run(run())


def test_a_day_that_is_full_is_refused_in_the_servers_words(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        server.add("One", soon(days=1))
        async with desk_at(mastodon, server, tmp_path) as desk:
            await desk.pause()
            due = soon(days=3).replace(hour=12)
            for number in range(25):
                server.add(f"Other {number}", due)
            assert "limit of 25" in await refusal(desk, desk.waiting()[0], due)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("drops", "words"),
    [(False, "Media 5 not found"), (True, "Its pictures or videos are gone at")],
    ids=["told by the server", "left out by the server"],
)
def test_pictures_that_are_gone_are_told_and_it_does_not_go_without_them(
    tmp_path: Path, drops: bool, words: str
) -> None:
    async def run() -> None:
        server = MastodonServer(drops_media=drops)
        server.add("One", soon(minutes=3), media_ids=["5"])
        server.faults = [Fault(503, "POST")]
        async with desk_at(mastodon, server, tmp_path) as desk:
            line = await desk.pause()
            assert (line.outcome, server.scheduled) == (LineOutcome.PAUSED, {})
            server.faults, server.gone_media = [], {"5"}
            assert words in await refusal(desk, desk.waiting()[0], soon(hours=1))
            assert server.scheduled == {}

    asyncio.run(run())


def test_one_that_others_deleted_is_gone(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        server.add("One", soon(days=1))
        async with desk_at(mastodon, server, tmp_path) as desk:
            await desk.pause()
            server.scheduled.clear()
            assert states_of(await desk.pause()) == {"One": ItemState.GONE}
            assert desk.fates() == [Fate.GONE]

    asyncio.run(run())


def test_a_token_that_may_not_read_the_account_still_moves_posts_and_claims_nothing_else(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        server.add("Later", soon(days=1))
        server.add("Now", soon(minutes=2))
        server.faults = [Fault(403, part="verify_credentials")]
        async with desk_at(mastodon, server, tmp_path) as desk:
            line = await desk.pause()
            assert states_of(line) == {"Later": ItemState.PAUSED, "Now": ItemState.UNKNOWN}
            assert line.outcome is LineOutcome.UNVERIFIED

    asyncio.run(run())


def test_a_link_that_leads_in_a_circle_ends(tmp_path: Path) -> None:
    async def run() -> None:
        server = MastodonServer()
        for number in range(45):
            server.add(f"Post {number}", soon(days=1 + number % 5))
        full = server.page

        def circling(request: web.Request, ids: list[str], entries: list[Any]) -> web.Response:
            page = full(request, ids, entries)
            page.headers["Link"] = '<http://x.example/?max_id=1030>; rel="next"'
            return page

        server.page = circling  # type: ignore[method-assign]
        async with desk_at(mastodon, server, tmp_path) as desk:
            line = await desk.pause()
            assert (line.outcome, near_ones(server) != []) == (LineOutcome.UNVERIFIED, True)
            assert "is not as it is known here" in line.text

    asyncio.run(run())


@pytest.mark.parametrize("token", ["", "  ", "two words", "line\nbreak", "schlüssel"])
def test_what_cannot_be_a_token_is_not_sent(tmp_path: Path, token: str) -> None:
    async def run() -> None:
        async with desk_at(mastodon, MastodonServer(), tmp_path) as desk:
            site = desk.door.site(desk.scheduler.address)
            with pytest.raises(BadToken, match="one word"):
                mastodon.adapter(site, desk.scheduler, token, lambda _: Posts(None))

    asyncio.run(run())


def test_a_kept_post_that_is_broken_ends_in_words(tmp_path: Path) -> None:
    async def run() -> None:
        async with desk_at(mastodon, MastodonServer(), tmp_path) as desk:
            with pytest.raises(WebTrouble, match="is not as it is known here"):
                await desk.adapter.resume(Item("1", ItemKind.POST, "One"), soon(hours=1))

    asyncio.run(run())

"""Public places on loopback, as far as reading them goes: Mastodon, Bluesky, Jetstream, feeds.

Shapes as documented: https://docs.joinmastodon.org/methods/search/, /timelines/#tag, /streaming/#hashtag, /accounts/
and /entities/Status/; https://docs.bsky.app/docs/api/app-bsky-feed-search-posts, -get-author-feed and
com-atproto-server-create-session; https://github.com/bluesky-social/jetstream-legacy#readme. That instances refuse with
401 or 422 and "This method requires an authenticated user" is what Mastodon's own base controller says
(https://github.com/mastodon/mastodon/blob/main/app/controllers/api/base_controller.rb).
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiohttp import web

TOKEN = "mastodon-token-0123456789"  # noqa: S105 - of this server
APP_PASSWORD = "abcd-efgh-ijkl-mnop"  # noqa: S105


def status(number: int, html: str, at: datetime, author: str = "jo", **more: Any) -> dict[str, Any]:
    """A status of an account of this instance."""
    return {
        "id": str(number),
        "created_at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "in_reply_to_id": None,
        "spoiler_text": "",
        "visibility": "public",
        "uri": f"https://mastodon.test/users/{author}/statuses/{number}",
        "url": f"https://mastodon.test/@{author}/{number}",
        "content": html,
        "reblog": None,
        "application": {"name": "Web", "website": None},
        "account": {
            "id": "1",
            "username": author,
            "acct": author,
            "display_name": author.title(),
            "url": "https://m/1",
        },
        "mentions": [],
        "tags": [],
        "card": None,
        **more,
    }


def created(number: int, text: str, at: datetime, did: str = "did:plc:jo", **record: Any) -> dict[str, Any]:
    """An event of Jetstream: a post was written."""
    return {
        "did": did,
        "time_us": int(at.timestamp() * 1_000_000),
        "kind": "commit",
        "commit": {
            "rev": f"3l{number:011d}",
            "operation": "create",
            "collection": "app.bsky.feed.post",
            "rkey": f"3k{number:011d}",
            "record": {
                "$type": "app.bsky.feed.post",
                "createdAt": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "langs": ["en"],
                "text": text,
                **record,
            },
            "cid": f"bafyrei{number:052d}",
        },
    }


def view(number: int, text: str, at: datetime, handle: str = "jo.bsky.social") -> dict[str, Any]:
    """A post with its author, as Bluesky's API shows it."""
    did = "did:plc:" + handle.partition(".")[0]
    written = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {
        "uri": f"at://{did}/app.bsky.feed.post/3k{number:011d}",
        "cid": "bafyrei",
        "author": {"did": did, "handle": handle, "displayName": "Jo"},
        "record": {"$type": "app.bsky.feed.post", "createdAt": written, "text": text},
        "indexedAt": written,
    }


@dataclass
class Public:
    """What stands in these places, and how they behave."""

    url: str = ""
    statuses: list[dict[str, Any]] = field(default_factory=list)
    """Of the hashtag and of the account alike, oldest first."""
    found: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    feed_entries: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any] | str] = field(default_factory=list)
    """Of Jetstream, as played again after a cursor, and as they come."""
    page: bytes = b""
    page_type: str = "application/rss+xml"
    etag: str = ""
    failing: dict[str, tuple[int, str, dict[str, str]]] = field(default_factory=dict)
    """By path: status, body, headers that are sent instead."""
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    """Path, query, authorization."""
    conditions: list[str] = field(default_factory=list)
    streams: list[asyncio.Queue[str | None]] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    """By which name each stream was asked for."""
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    sessions: int = 0
    streaming: str = ""
    """Where Mastodon streams, as the instance says."""
    valid: str = ""
    """The session's token that is good now."""
    came: asyncio.Event = field(default_factory=asyncio.Event)
    """A new event of Jetstream is there."""

    def paths(self, path: str) -> list[dict[str, str]]:
        """The queries with which a path was asked."""
        return [query for one, query, _ in self.asked if one == path]

    def play(self, *events: dict[str, Any] | str) -> None:
        """Events happen."""
        self.events += events
        self.came.set()

    async def drop(self) -> None:
        """All connections of Jetstream end."""
        for socket in self.sockets:
            await socket.close()
        self.sockets.clear()


@asynccontextmanager
async def public() -> AsyncIterator[Public]:
    """All of these places, at one address."""
    places = Public()
    app = web.Application(middlewares=[_noted(places)])
    app.add_routes(
        [
            web.get("/api/v2/search", partial(_search, places)),
            web.get("/api/v1/timelines/tag/{tag}", partial(_tag, places)),
            web.get("/api/v1/streaming/hashtag", partial(_streaming, places)),
            web.get("/api/v2/instance", partial(_instance, places)),
            web.get("/api/v1/accounts/lookup", _lookup),
            web.get("/api/v1/accounts/7/statuses", partial(_statuses, places)),
            web.post("/xrpc/com.atproto.server.createSession", partial(_session, places)),
            web.get("/xrpc/app.bsky.feed.searchPosts", partial(_posts, places)),
            web.get("/xrpc/app.bsky.feed.getAuthorFeed", partial(_author, places)),
            web.get("/subscribe", partial(_subscribe, places)),
            web.get("/feed", partial(_feed, places)),
        ]
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    places.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield places
    finally:
        for stream in places.streams:
            stream.put_nowait(None)
        await places.drop()
        await runner.cleanup()


def _noted(places: Public) -> Any:
    @web.middleware
    async def note(request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
        places.asked.append((request.path, dict(request.query), request.headers.get("Authorization", "")))
        if request.path in places.failing:
            code, body, headers = places.failing[request.path]
            return web.Response(status=code, text=body, headers=headers)
        answer: web.StreamResponse = await handler(request)
        return answer

    return note


async def _json(data: Any, code: int = 200) -> web.Response:
    return web.json_response(data, status=code)


def _signed_in(request: web.Request) -> bool:
    return request.headers.get("Authorization") == f"Bearer {TOKEN}"


async def _search(places: Public, request: web.Request) -> web.Response:
    found = places.found if _signed_in(request) else []
    return await _json({"accounts": [], "statuses": found, "hashtags": []})


async def _tag(places: Public, request: web.Request) -> web.Response:
    limit, after = int(request.query["limit"]), request.query.get("min_id")
    if after:
        page = [one for one in places.statuses if int(one["id"]) > int(after)][:limit]
    else:
        page = places.statuses[-limit:]
    return await _json(page[::-1])


async def _instance(places: Public, _: web.Request) -> web.Response:
    return await _json({"domain": "mastodon.test", "configuration": {"urls": {"streaming": places.streaming}}})


async def _streaming(places: Public, request: web.Request) -> web.StreamResponse:
    if not _signed_in(request):
        return await _json({"error": "Missing access token"}, 401)
    places.hosts.append(request.host)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(b":)\n")
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    places.streams.append(lines)
    while (line := await lines.get()) is not None:
        await response.write(line.encode())
    return response


async def _statuses(places: Public, _: web.Request) -> web.Response:
    return await _json(places.statuses[::-1][:40])


async def _author(places: Public, _: web.Request) -> web.Response:
    return await _json({"feed": places.feed_entries})


async def _lookup(request: web.Request) -> web.Response:
    if request.query["acct"] != "acme":
        return await _json({"error": "Record not found"}, 404)
    return await _json({"id": "7", "username": "acme", "acct": "acme"})


async def _session(places: Public, request: web.Request) -> web.Response:
    asked = await request.json()
    if asked != {"identifier": "acme.bsky.social", "password": APP_PASSWORD}:
        return await _json({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401)
    places.sessions += 1
    places.valid = f"session-{places.sessions}-0123456789"
    return await _json({"did": "did:plc:acme", "handle": "acme.bsky.social", "accessJwt": places.valid})


async def _posts(places: Public, request: web.Request) -> web.Response:
    said = request.headers.get("Authorization", "")
    if not said:
        return web.Response(status=403, text="<html><body><h1>403 Forbidden</h1></body></html>")
    if said != f"Bearer {places.valid}":
        return await _json({"error": "ExpiredToken", "message": "Token has expired"}, 400)
    return await _json({"posts": places.views})


async def _subscribe(places: Public, request: web.Request) -> web.StreamResponse:
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    places.sockets.append(socket)
    cursor = int(request.query.get("cursor", "0"))
    # Without a cursor, only what happens from now on is told; the first one meets the beginning.
    sent = 0 if cursor or len(places.paths("/subscribe")) == 1 else len(places.events)
    while not socket.closed:
        while sent < len(places.events):
            event = places.events[sent]
            sent += 1
            if isinstance(event, str):
                await socket.send_str(event)
            elif event["time_us"] >= cursor:
                await socket.send_str(json.dumps(event, ensure_ascii=False, separators=(",", ":")))
        places.came.clear()
        waiting = asyncio.create_task(places.came.wait())
        ended = asyncio.create_task(socket.receive())
        await asyncio.wait({waiting, ended}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if ended.done():
            break
        ended.cancel()
        await asyncio.gather(ended, return_exceptions=True)
    return socket


async def _feed(places: Public, request: web.Request) -> web.Response:
    asked = request.headers.get("If-None-Match", "")
    places.conditions.append(asked)
    headers = {"ETag": places.etag} if places.etag else {}
    if places.etag and asked == places.etag:
        return web.Response(status=304, headers=headers)
    return web.Response(body=places.page, headers={**headers, "Content-Type": places.page_type})


def now() -> datetime:
    """In UTC."""
    return datetime.now(UTC)


async def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Waits until it holds; fails where it never does."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)

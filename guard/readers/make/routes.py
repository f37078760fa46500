"""Routes of one Make scenario: which modules publish, where to, and what with."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from guard.model.route import (
    Endpoint,
    Place,
    Route,
    RouteClass,
    Snapshot,
    Source,
    SourceKind,
    Undecided,
)
from guard.readers import SourceFile
from guard.readers.base.actions import CHATS, is_raw_call, publishes, words
from guard.readers.base.address import shown_url
from guard.readers.base.apps import content_host, is_ai, is_helper, posting_platform, trigger_source
from guard.readers.base.audience import message_class
from guard.readers.base.outgoing import outgoing, request_of
from guard.readers.base.shapes import entries, text
from guard.readers.make.flow import Step

_DESTINATION = (
    "page_id", "pageId", "page", "accountId", "account_id", "account", "organization", "organizationId", "author",
    "urn", "owner", "channel", "channelId", "channel_id", "chatId", "chat_id", "board_id", "boardId", "board",
    "blog", "blogName", "blog_name", "subreddit", "sr", "profileIds", "profile_ids", "profiles", "profileId", "groupId",
    "group", "locationId", "publication", "publicationId", "roomId", "username", "user", "handle",
)  # fmt: skip
_HANDLE = re.compile(r"(?<![\w@])@[A-Za-z0-9_][\w.-]*(?:@[\w.-]+)?(?![\w@])")
_UNFILLED = re.compile(
    r"\bYOUR[_ -]|\byour[_-][\w-]+[_-](?:id|name|page|account|channel)\b|^<[A-Z_ ]+>$", re.IGNORECASE
)
_TRIGGERS = frozenset({"watch", "trigger", "new", "on", "listen", "receive"})
_PROVIDES = frozenset({"get", "list", "search", "filter", "read", "retrieve", "fetch", "find", "download", "query"})
_REQUEST_APPS = frozenset({"http", "webhooks", "webhook"})
_BODY = ("data", "jsonStringBodyContent", "jsonString", "body", "rawBodyContent", "content")
# Only words that nobody means: a text may well speak of “your page”.
_UNFILLED_CONTENT = re.compile(
    r"\bYOUR[_-][A-Z]|(?i:\byour-?(?:website|domain|site|blog|company)\.|//(?:www\.)?example\.(?:com|org)\b)"
)
_CONTENT_REF = ("spreadsheetId", "spreadsheet_id", "database", "databaseId", "base", "sheetId", "channelId", "calendar")
_CONTENT = (*_CONTENT_REF, "url", "feedUrl")


@dataclass(frozen=True, slots=True)
class _Way:
    """What has happened when a module has run."""

    posted: bool = False
    """Something was published openly."""
    fetched: Step | None = None
    """The first module that brought content from an account."""
    requested: Step | None = None
    """The first plain request that read something."""
    by_ai: bool = False
    unfilled: bool = False
    """Where the content comes from is still to be filled in."""

    def and_then(self, step: Step) -> "_Way":
        """The way with one module more."""
        asked = _asks_for_content(step)
        helps = is_helper(step.app) or is_ai(step.app)
        fetches = not helps and bool(_PROVIDES & set(words(step.action)))
        return _Way(
            posted=self.posted or _publishes_openly(step),
            fetched=self.fetched or (step if fetches or asked else None),
            requested=self.requested or (step if step.app == "http" and _is_read(step) else None),
            by_ai=self.by_ai or is_ai(step.app),
            unfilled=self.unfilled or any(_UNFILLED_CONTENT.search(text(step.values.get(key))) for key in _CONTENT),
        )


@dataclass(frozen=True, slots=True)
class _Here:
    """Where a module stands, for its finding."""

    place: Place
    scenario: str
    way: _Way
    beside_a_post: bool
    """Whether the same content goes to a public account by another way."""

    def unsure(self, reason: str) -> Undecided:
        return Undecided("make", self.place, reason, self.scenario)


def _ways(flow: list[Step]) -> dict[int, _Way]:
    """The way in front of each module."""
    before: dict[int, _Way] = {}
    for step in flow:
        previous = step.previous
        before[id(step)] = before[id(previous)].and_then(previous) if previous else _Way()
    return before


def scenario(file: SourceFile, name: str, flow: list[Step], orphans: list[Step]) -> Snapshot:
    """What the modules of one scenario publish; loose modules are told, not counted."""
    lines = _lines(file, [*flow, *orphans])
    ways = _ways(flow)
    posts = any(map(_publishes_openly, flow))
    routes: dict[tuple[object, ...], Route] = {}
    undecided: list[Undecided] = []
    for step in flow:
        here = _Here(_place(file, step, lines), name, ways[id(step)], posts and not ways[id(step)].posted)
        for found in _judged(step, here):
            if isinstance(found, Undecided):
                undecided.append(found)
            elif routes.get(key := _key(step, found)) is None or (found.enabled and not routes[key].enabled):
                routes[key] = found
    for step in filter(_publishes_openly, orphans):
        here = _Here(_place(file, step, lines), name, _Way(), beside_a_post=False)
        undecided.append(here.unsure("no connection leads to this module"))
    return Snapshot(routes=tuple(routes.values()), undecided=tuple(undecided))


def _place(file: SourceFile, step: Step, lines: dict[int, int]) -> Place:
    return Place(file.path, f'module {step.id} "{step.name or step.module}"', lines.get(id(step)))


def _publishes_openly(step: Step) -> bool:
    platform = posting_platform(step.app)
    return platform is not None and platform not in CHATS and publishes(platform, step.action) is True


def _key(step: Step, route: Route) -> tuple[object, ...]:
    """Two modules of one account are one destination, whatever their fields are called."""
    end = route.destination
    field, value = ("", "") if _is_request(step) else _first(step)
    chosen = step.labels.get(field) or value
    return (end.platform, route.kind, chosen or end.account or end.ref)


def _judged(step: Step, here: _Here) -> Iterator[Route | Undecided]:
    platform = posting_platform(step.app) or _meta_platform(step)
    if _is_request(step) or (platform and is_raw_call(step.action)):
        yield from _request(step, here)
    elif step.app == "scenario-service" and "call" in words(step.action):
        yield here.unsure("calls another scenario, which is not in this file")
    elif platform and not _answers(step, platform):
        does = publishes(platform, step.action)
        if does:
            yield _route(step, here, _destination(step, platform))
        elif does is None and not _starts(step):
            yield here.unsure(f"whether {step.module} publishes is not known")


def _route(step: Step, here: _Here, end: Endpoint, kind: RouteClass | None = None) -> Route:
    source = _source(step, here.way)
    kind = kind or message_class(
        end.platform or "",
        end.account or _first(step)[1],
        source,
        said=f"{step.name} {_message(step)}",
        beside_a_post=here.beside_a_post,
        after_failure=step.after_failure,
    )
    unfilled = here.way.unfilled or bool(_UNFILLED.search(f"{step.connection} {_first(step)[1]}".strip()))
    note = "the file is an unfilled template here" if unfilled else ""
    return Route("make", source, end, here.place, kind, step.enabled and not unfilled, name=here.scenario, note=note)


def _message(step: Step) -> str:
    return next(
        (text(step.values.get(key)) for key in ("text", "content", "message", "caption") if step.values.get(key)), ""
    )


def _meta_platform(step: Step) -> str | None:
    """Files written by hand name Meta as one app and the platform in the action."""
    if step.app != "meta":
        return None
    return next((word for word in words(step.action) if word in {"facebook", "instagram", "threads"}), None)


def _first(step: Step) -> tuple[str, str]:
    """The first destination field that is filled in, and its value."""
    for key in _DESTINATION:
        raw = step.values.get(key)
        value = ", ".join(text(item) for item in entries(raw)) if isinstance(raw, list) else text(raw)
        if value and not (key == "account" and value in step.connection):
            return key, value
    return "", ""


def _destination(step: Step, platform: str) -> Endpoint:
    hook = next((url for url in map(text, step.values.values()) if "/webhooks/" in url or "hooks.slack.com" in url), "")
    for end, _ in outgoing("POST", hook) if hook else ():
        return Endpoint(end.platform, end.account, end.ref or step.connection or step.module)
    key, value = _first(step)
    label = step.labels.get(key, "") if key else ""
    handle = next((match[0] for match in map(_HANDLE.search, (label, value, step.connection)) if match), None)
    if platform in CHATS and label and not handle:
        handle = label
    shown = f'{key} {value} "{label}"' if label else f"{key} {value}"
    field = next((name for name in _DESTINATION if name in step.values), "")
    missing = f"{field} not chosen" if field and not value else ""
    connected = f"connection {step.connection}" if step.connection else ""
    ref = "; ".join(part for part in (shown if value else missing, connected) if part)
    return Endpoint(platform, handle, ref or f"{step.module}, no connection named")


def _answers(step: Step, platform: str) -> bool:
    """Whether a bot only answers the person who wrote to it."""
    room = _first(step)[1]
    trigger = step.trigger
    asked = trigger and platform in CHATS and room.startswith("{{") and f"{trigger.id}." in room
    return bool(trigger and asked and _starts(trigger))


def _is_request(step: Step) -> bool:
    return step.app in _REQUEST_APPS and bool(text(step.values.get("url")))


def _request(step: Step, here: _Here) -> Iterator[Route | Undecided]:
    method = (text(step.values.get("method")) or "GET").upper()
    url = text(step.values.get("url")) or text(step.values.get("urlMethod"))
    if step.app == "telegram" and "/" not in url:
        url = f"https://api.telegram.org/bot0/{url}"
    body = next((text(step.values.get(key)) for key in _BODY if text(step.values.get(key))), "")
    found = outgoing(method, url, body or json.dumps(step.values, ensure_ascii=False))
    for end, kind in found:
        connected = f"connection {step.connection}" if step.connection else ""
        ref = "; ".join(part for part in (end.ref or "", connected) if part)
        stated = ref or (None if end.account else request_of(method, url))
        yield _route(step, here, Endpoint(end.platform, end.account, stated), kind)
    if not found and method != "GET" and url.startswith("{{") and step.app in _REQUEST_APPS:
        yield here.unsure("the address of this request is only known when the scenario runs")


def _source(step: Step, way: _Way) -> Source:
    """What a module's content comes from: the scenario's trigger, or the first module that brings content."""
    if step.trigger and _starts(step.trigger):
        return _brought(step.trigger)
    if bringing := way.fetched or way.requested:
        return _brought(bringing)
    return Source("ai" if way.by_ai else "make", None, None, SourceKind.SCHEDULE)


def _starts(step: Step) -> bool:
    named = words(step.action)
    hooked = any(key in step.values for key in ("__IMTHOOK__", "hook"))
    return hooked or bool(_TRIGGERS & set(named)) or step.app in {"gateway", "webhooks", "schedule"} or "hook" in named


def _asks_for_content(step: Step) -> bool:
    """Whether a plain request reads from a database service; its interface may want that asked with POST."""
    url = text(step.values.get("url"))
    return step.app == "http" and bool(content_host(url)) and (_is_read(step) or url.rstrip("/").endswith("/query"))


def _is_read(step: Step) -> bool:
    return (text(step.values.get("method")) or "GET").upper() == "GET"


def _brought(step: Step) -> Source:
    address = shown_url(text(step.values.get("url"))) or None
    if step.app == "http":
        stored = content_host(address or "")
        return (
            Source(stored, None, address, SourceKind.ACCOUNT)
            if stored
            else Source("web", address, None, SourceKind.FEED)
        )
    ref = next((step.labels.get(key) or text(step.values.get(key)) for key in _CONTENT_REF if step.values.get(key)), "")
    hook = step.labels.get("hook") or step.labels.get("__IMTHOOK__") or ""
    found = trigger_source(step.app, "make", ref or hook or step.connection or step.module, address)
    platform = posting_platform(step.app)
    if platform and found.kind is SourceKind.ACCOUNT and _first(step)[1]:
        end = _destination(step, platform)
        return Source(end.platform, end.account, end.ref, SourceKind.ACCOUNT)
    return found


def _lines(file: SourceFile, flow: list[Step]) -> dict[int, int]:
    """The line of each module: its name's first, second, … mention, as the steps are in the file's order."""
    at: dict[str, list[int]] = {}
    for match in re.finditer(r'"module"\s*:\s*"([^"\n]*)"', file.text):
        at.setdefault(match[1], []).append(file.text.count("\n", 0, match.start()) + 1)
    met: Counter[str] = Counter()
    found: dict[int, int] = {}
    for step in flow:
        mentions = at.get(step.module, [])
        if met[step.module] < len(mentions):
            found[id(step)] = mentions[met[step.module]]
        met[step.module] += 1
    return found

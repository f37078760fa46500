"""Where the content of an n8n step comes from: its trigger, or what is read on the way."""

import re
from dataclasses import replace

from guard.model.route import Source, SourceKind
from guard.readers.base.address import host_of, shown_url
from guard.readers.base.apps import content_host
from guard.readers.base.flow import reachable, upstream
from guard.readers.n8n.graph import Node, Workflow, plain
from guard.readers.n8n.nodes import (
    AI_HOSTS,
    AI_NODES,
    CARRIERS,
    DATABASES,
    PROVIDERS,
    SCRAPERS,
    TABLES,
    TRIGGERS,
    WRITES,
    YIELDING,
)
from guard.readers.n8n.requests import Request, request_of

_SEND_BY_DEFAULT = frozenset({"twitter", "reddit", "wordpress", "gmail"})
_CHANGES = re.compile(r"(?is)=?\s*(?:insert|update|delete|create|alter|truncate)\b(?!.*\breturning\b)")
# Interfaces that list what one account posted.
_POSTS_OF = tuple(
    (platform, re.compile(address))
    for platform, address in (
        ("x", r"api\.(?:twitter|x)\.com/2/users/(?P<ref>[^/?]+)/tweets"),
        ("x", r"twitter[^/]*/[^?]*\?(?:.*&)?(?i:user_?name|screen_?name)=(?P<handle>\w+)"),
        ("bluesky", r"/app\.bsky\.feed\.getAuthorFeed\?(?:.*&)?actor=(?P<handle>[\w.:-]+)"),
        ("mastodon", r"/api/v1/accounts/(?P<ref>[^/?]+)/statuses"),
        ("instagram", r"graph\.(?:facebook|instagram)\.com/(?:v[\d.]+/)?(?P<ref>[^/?]+)/media(?:\?|$)"),
        ("facebook", r"graph\.facebook\.com/(?:v[\d.]+/)?(?P<ref>[^/?]+)/(?:feed|posts|published_posts)(?:\?|$)"),
        ("threads", r"graph\.threads\.net/(?:v[\d.]+/)?(?P<ref>[^/?]+)/threads(?:\?|$)"),
        ("youtube", r"googleapis\.com/youtube/v3/\w+\?(?:.*&)?channelId=(?P<ref>[\w-]+)"),
    )
)

_LONGEST = 2000  # characters of an address that are read
_FEED_LIKE = re.compile(r"rss|atom|feed|\.xml", re.IGNORECASE)


def source_of(workflow: Workflow, step: Node) -> Source:
    """The source that a careful reader would name for what ``step`` sends."""
    before = {name: workflow.nodes[name] for name in upstream(step.name, workflow.edges) if name in workflow.nodes}
    trigger = _trigger(before)
    distance = reachable([trigger.name] if trigger else _roots(workflow, before), workflow.edges)
    on_the_way = [before[name] for name in distance if name in before and not before[name].disabled]
    if trigger is not None and trigger.kind not in YIELDING and not _is_a_button(trigger, distance, before):
        return _started_by(workflow, trigger, on_the_way)
    read = [source for node in on_the_way if (source := _read_by(node))]
    feeds = [source for source in read if source.kind is SourceKind.FEED and source.platform != "web"]
    if trigger is not None and TRIGGERS[trigger.kind][2]:  # a person writes to a bot: only a table holds more
        read = [source for source in read if source.kind is SourceKind.ACCOUNT]
    if feeds or read:
        first = (feeds or read)[0]
        waited = trigger is not None and TRIGGERS[trigger.kind][1] is SourceKind.SCHEDULE
        return replace(first, kind=SourceKind.SCHEDULE) if waited and first.platform in DATABASES else first
    if trigger is None:
        return Source(platform="ai" if any(map(_writes_by_ai, on_the_way)) else None)
    return _started_by(workflow, trigger, on_the_way)


def _is_a_button(trigger: Node, distance: dict[str, int], before: dict[str, Node]) -> bool:
    """Whether a chat only starts the run: what it says is dropped for a row that is fetched at once."""
    first = [before[name] for name, steps in distance.items() if steps == 1 and name in before]
    return (
        trigger.kind == "chattrigger" and bool(first) and all(node.kind in TABLES and _read_by(node) for node in first)
    )


def _trigger(before: dict[str, Node]) -> Node | None:
    starts = [node for node in before.values() if node.is_trigger]
    awake = [node for node in starts if not node.disabled] or starts
    return min(awake, key=lambda node: TRIGGERS.get(node.kind, (0,))[0], default=None)


def _roots(workflow: Workflow, before: dict[str, Node]) -> list[str]:
    pointed_at = {after for afters in workflow.edges.values() for after in afters}
    return [name for name in before if name not in pointed_at]


def _started_by(workflow: Workflow, trigger: Node, on_the_way: list[Node]) -> Source:
    """The source where the trigger itself brings the content, or nothing else does."""
    kind = trigger.kind
    _, sort, platform = TRIGGERS.get(kind, (0, SourceKind.ACCOUNT, _platform_of(trigger)))
    if sort in {SourceKind.SCHEDULE, SourceKind.MANUAL} and platform is None:
        platform = "ai" if any(map(_writes_by_ai, on_the_way)) else None
    if kind == "rssfeedreadtrigger":
        return _feed(trigger.param("feedUrl"))
    if kind == "telegramtrigger" and "channel_post" in str(trigger.parameters.get("updates")):
        sort = SourceKind.ACCOUNT
    ref = {
        "webhook": trigger.param("path").strip("/"),
        "formtrigger": trigger.param("formTitle") or trigger.param("path"),
        "executeworkflowtrigger": workflow.id or workflow.name,
        "localfiletrigger": trigger.param("path"),
    }.get(kind, "")
    return Source(platform, ref=plain(ref) or trigger.credential or None, kind=sort)


def _platform_of(trigger: Node) -> str:
    """The watched service's name from the type: ``googleDriveTrigger`` → ``google-drive``."""
    name = trigger.type.rpartition(".")[2]
    name = re.sub(r"Trigger$", "", name)
    dashed = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
    return PROVIDERS.get(name.lower(), (None, dashed))[1]


def _feed(address: str) -> Source:
    shown = plain(shown_url(address))
    host = host_of(shown)
    platform = next((name for name in ("youtube", "reddit", "medium") if name in host), "rss")
    return Source(platform, account=shown or None, kind=SourceKind.FEED)


def _read_by(node: Node) -> Source | None:
    """What this step reads, if reading content is what it does."""
    if node.kind == "rssfeedread":
        return _feed(node.param("url"))
    if node.kind in PROVIDERS and node.package.startswith("n8n-nodes-base"):
        operation = node.param("operation").lower()
        if operation.startswith(WRITES) or _CHANGES.match(node.param("query")):
            return None
        if not operation and node.kind in _SEND_BY_DEFAULT:
            return None
        kind, platform = PROVIDERS[node.kind]
        thing = next(
            (node.label(key) for key in ("documentId", "base", "databaseId", "tableId") if node.label(key)),
            node.param("filters", "channelId"),
        )
        return Source(platform, ref="; ".join(part for part in (thing, node.credential) if part) or None, kind=kind)
    return _fetched_by(node)


def _fetched_by(node: Node) -> Source | None:
    """The page, the feed or the account that an HTTP step reads."""
    request = request_of(node)
    if request is None or not request.host:
        return None
    if source := _account_of(request, node):
        return source
    if request.host.endswith(AI_HOSTS + CARRIERS):
        return None
    address = plain(shown_url(request.url))
    if request.host.endswith(SCRAPERS):
        return Source("web", account=address, kind=SourceKind.FEED)
    if request.method != "GET":
        return None
    return _feed(address) if _FEED_LIKE.search(request.path) else Source("web", account=address, kind=SourceKind.FEED)


def _account_of(request: Request, node: Node) -> Source | None:
    """The account whose posts or rows the request lists."""
    if request.method == "GET":
        for platform, address in _POSTS_OF:
            if named := address.search(request.url[:_LONGEST]):
                given = named.groupdict()
                ref = plain(given.get("ref") or "") or node.credential
                return Source(platform, given.get("handle"), ref or None, SourceKind.ACCOUNT)
    listed = request.method == "GET" or request.path.endswith(("/query", "/listRecords"))
    kept = content_host(request.url) if listed else None
    return Source(kept, ref=node.credential or host_of(request.url), kind=SourceKind.ACCOUNT) if kept else None


def _writes_by_ai(node: Node) -> bool:
    request = request_of(node)
    return node.kind in AI_NODES or bool(request and request.server.endswith(AI_HOSTS))

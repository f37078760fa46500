"""Where a Node-RED node publishes: the nodes of the core, of its palette, and plain HTTP requests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from guard.model.route import Confidence, Endpoint, RouteClass
from guard.readers.base.actions import publishes, words
from guard.readers.base.address import host_of
from guard.readers.base.code import posting_calls
from guard.readers.base.outgoing import endpoint_of, outgoing, request_of
from guard.readers.base.shapes import tables, text
from guard.readers.base.source import Value
from guard.readers.node_red.flow import REQUESTS, Flow, address_of

_PLATFORM_WORDS = {
    "twitter": "x",
    "tweet": "x",
    "mastodon": "mastodon",
    "toot": "mastodon",
    "megalodon": "mastodon",
    "bluesky": "bluesky",
    "bsky": "bluesky",
    "telegram": "telegram",
    "telegrambot": "telegram",
    "discord": "discord",
    "slack": "slack",
    "slackbot": "slack",
    "matrix": "matrix",
    "mattermost": "mattermost",
    "facebook": "facebook",
    "instagram": "instagram",
    "linkedin": "linkedin",
    "reddit": "reddit",
    "tumblr": "tumblr",
    "pinterest": "pinterest",
    "wordpress": "wordpress",
    "ghost": "ghost",
    "medium": "medium",
    "misskey": "misskey",
    "pleroma": "mastodon",
    "fediverse": "mastodon",
    "letmepost": "letmepost",
}
_SENDS = frozenset({"out", "send", "sender", "post", "publish", "toot", "tweet", "update", "status", "share", "upload"})
_CHAT_SENDS = _SENDS | {"message", "messages", "webhook", "manager", "notify"}
_TAKES_IN = frozenset(
    {
        "in", "get", "receive", "receiver", "listen", "listener", "search", "config", "credentials", "server",
        "account", "command", "event", "events", "stream", "timeline", "follow", "followers", "bookmark", "likes",
        "trends", "user", "client", "token", "state", "join", "role", "reply", "messenger", "delete", "edit", "typing",
        "react", "reaction", "dm", "controller", "controlbot", "member", "channel", "inline",
    }
)  # fmt: skip
# Node types whose name says neither the platform nor that they send.
_NAMED = {"discordmessagemanager": "discord", "discord": "discord", "slack": "slack", "mastodon": "mastodon"}
_LOGIN_FIELDS = (
    "twitter", "server", "bot", "token", "account", "credentials", "config", "key", "client", "login", "creds", "auth",
    "connection", "instance", "configuration", "slack", "bluesky", "mastodon",
)  # fmt: skip
_HANDLE_FIELDS = ("screen_name", "handle", "identifier", "username", "botname", "acct", "blogname", "blogName")
_ROOM_FIELDS = ("chatId", "chatid", "chat_id", "channel", "channelId", "roomId", "room", "subreddit", "blog", "page")
_CHAT = re.compile(r"""chat_?id["']?\s*[:=]\s*["'`]?(@\w+|-?\d{4,})""", re.IGNORECASE)
_SECRET_FIELDS = frozenset({"token", "key", "auth", "creds", "credentials", "login", "server", "connection"})
_NAME = re.compile(r"[\w.-]{1,24}")
_NODE_ID = re.compile(r"[0-9a-f]{4,8}\.[0-9a-f]{3,8}|[0-9a-f]{16}")
_URL = re.compile(r"""https?://[^\s"'`<>\\]+""")


# Code may hold any number of addresses, and stand before any number of requests.
_MOST_ADDRESSES, _LONGEST_BODY = 20, 20_000


@dataclass(frozen=True, slots=True)
class Sink:
    """A place that a node publishes to."""

    end: Endpoint
    key: str
    """What makes two nodes one destination."""
    kind: RouteClass | None = None
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Before:
    """What the nodes in front of a node wrote for it; of several the nearest one counts."""

    body: str = ""
    """The code or the text that fills the message."""
    address: str = ""
    """The code that sets the address of a request."""
    room: str = ""
    """The chat that is set for a sender."""


def sinks(flow: Flow, node: str, before: Before) -> Iterator[Sink]:
    """Every place the node publishes to."""
    record, kind = flow.nodes[node], flow.type(node)
    match kind:
        case _ if kind in REQUESTS:
            yield from _request(flow, node, before)
        case "function" | "exec" | "python3-function":
            code = "\n".join(text(record.get(key)) for key in ("func", "initialize", "command", "append"))
            for target in posting_calls(code):
                end = _named(endpoint_of(target), f'{kind} "{flow.name(node)}"')
                hop = RouteClass.HOP if target.verb == "hop" else None
                yield Sink(end, f"{end.platform} {end.account or end.ref}", hop, Confidence.MEDIUM)
        case "ifttt out" | "ifttt":
            event = text(record.get("eventName")) or text(record.get("event"))
            end = Endpoint("ifttt", None, event or f'ifttt out "{flow.name(node)}"')
            yield Sink(end, f"ifttt {event}", RouteClass.HOP)
        case _:
            if platform := platform_of(flow, node):
                end = _endpoint(flow, node, platform, before)
                yield Sink(end, f"{platform} {end.account or end.ref}")


def platform_of(flow: Flow, node: str) -> str | None:
    """The platform that a node of this type publishes to, or None."""
    record, kind = flow.nodes[node], flow.type(node)
    if kind == "sendMessage" and "access_token" in record and "visibility" in record:
        return "mastodon"
    named = words(kind)
    if kind.lower() in _NAMED:
        reads = set(words(text(record.get("method")) or text(record.get("operation"))))
        return None if kind.lower() == "mastodon" and not reads & _SENDS else _NAMED[kind.lower()]
    # A “post-status” tells its platform by the login it posts with.
    spoken = (*named, *words(text(flow.config(node, *_LOGIN_FIELDS).get("type")))) if _SENDS & set(named) else named
    platform = next((_PLATFORM_WORDS[word] for word in spoken if word in _PLATFORM_WORDS), None)
    if platform is None or _TAKES_IN & set(named):
        return None
    sends = _CHAT_SENDS if platform in {"telegram", "discord", "slack", "matrix", "mattermost"} else _SENDS
    # “toot” and “tweet” are verb and platform in one.
    return platform if sends & set(named) and publishes(platform, kind) is not False else None


def _endpoint(flow: Flow, node: str, platform: str, before: Before) -> Endpoint:
    record = flow.nodes[node]
    hook = next((value for value in map(text, record.values()) if "/webhooks/" in value or "hooks.slack." in value), "")
    for end, _ in outgoing("POST", hook) if hook else ():
        return _named(end, f'{flow.type(node)} "{flow.name(node)}"')
    login = flow.config(node, *_LOGIN_FIELDS)
    room = next((text(record.get(key)) for key in _ROOM_FIELDS if text(record.get(key))), "")
    room = room or (before.room if platform == "telegram" else "")
    handle = next((text(end.get(key)) for end in (login, record) for key in _HANDLE_FIELDS if text(end.get(key))), "")
    server = host_of(address_of(login) or address_of(record))
    if platform == "telegram" or (platform == "matrix" and room):
        named = f"{text(login.get('type'))} {handle or text(login.get('name'))}".strip()
        ref = "; ".join(part for part in (f"chat {room}" if room else "", named, text(login.get("id"))) if part)
        return Endpoint(platform, room if room.startswith(("@", "#")) else None, ref or _unset(flow, node))
    account = handle or (f"@?@{server}" if server and platform == "mastodon" else None)
    named = " ".join(part for part in (text(login.get("type")), text(login.get("name")), text(login.get("id"))) if part)
    ref = "; ".join(part for part in (f"channel {room}" if room else "", named) if part)
    return Endpoint(platform, account, ref or (None if account else _unset(flow, node)))


def room_set(record: dict[str, Value]) -> str:
    """The chat that a node writes into the message for a sender behind it."""
    rules = {text(rule.get("p")): text(rule.get("to")) for rule in tables(record.get("rules"))}
    found = _CHAT.search(written(record)) or _CHAT.search(f"chat_id: {rules.get('payload.chatId', '')}")
    return found[1] if found else ""


def _unset(flow: Flow, node: str) -> str:
    """What stands for an account that the file lacks: an export leaves logins out, or they were never set."""
    record = flow.nodes[node]
    field = next((name for name in _LOGIN_FIELDS if name in record), "")
    missing = text(record.get(field)) if field else ""
    # Some nodes keep the token itself where others name a login.
    if not (_NODE_ID if field in _SECRET_FIELDS else _NAME).fullmatch(missing):
        missing = ""
    login = f"{field}-credentials {missing} not in the file" if missing else "no login chosen"
    return f'{flow.type(node)} "{flow.name(node)}", {login}'


def _request(flow: Flow, node: str, before: Before) -> Iterator[Sink]:
    record = flow.nodes[node]
    method = (text(record.get("method")) or "GET").upper()
    url = text(record.get("url"))
    # An empty address is filled in by a node before.
    addresses = [url] if url else [match[0] for match in islice(_URL.finditer(before.address), _MOST_ADDRESSES)]
    for address in addresses:
        # The method may be set by a node before, too.
        for end, kind in outgoing("POST" if method == "USE" else method, address, before.body[:_LONGEST_BODY]):
            shown = _named(end, f'{flow.type(node)} "{flow.name(node)}", {request_of(method, address)}')
            sure = Confidence.HIGH if url else Confidence.MEDIUM
            yield Sink(shown, f"{shown.platform} {shown.account or shown.ref}", kind, sure)


def written(record: dict[str, Value]) -> str:
    """The code of a function, the text of a template, or the address that a change node sets."""
    rules = (rule for rule in tables(record.get("rules")) if text(rule.get("p")) == "url")
    changed = next((f'msg.url = "{text(rule.get("to"))}"' for rule in rules), "")
    return text(record.get("func")) or text(record.get("template")) or changed


def _named(end: Endpoint, otherwise: str) -> Endpoint:
    """The end with something that stands for it where it shows neither account nor id."""
    return end if end.account or end.ref else Endpoint(end.platform, None, otherwise)

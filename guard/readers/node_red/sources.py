"""What a Node-RED node brings in: which nodes start a flow, and what kind of content theirs is."""

import re

from guard.model.route import Source, SourceKind
from guard.readers.base.actions import CHATS, words
from guard.readers.base.address import shown_url
from guard.readers.base.shapes import text
from guard.readers.node_red.flow import REQUESTS, Flow, address_of

# Nodes that only pass on or reshape what they are given: without a wire into them they never run.
_PASSIVE = frozenset(
    {
        "function", "change", "switch", "template", "json", "xml", "csv", "html", "yaml", "split", "join", "sort",
        "batch", "delay", "trigger", "rbe", "filter", "range", "debug", *REQUESTS, "http response", "link in",
        "link out", "link call", "sentiment", "exec", "file", "file in", "tcp request", "comment", "base64", "http out",
        "unknown", "junction", "group", "counter", "moment", "date", "smooth", "random", "string", "e-mail",
        "jsonata", "throttle", "queue", "gate", "simple-queue", "credentials", "cloudant", "mongodb", "mysql", "sqlite",
    }
)  # fmt: skip
_STARTS_NOTHING = re.compile(
    r"\b(?:out|send|sender|post|publish|toot|tweet|write|insert|request|query|response|config|credentials)$"
    r"|^ui_(?:text|chart|gauge|toast|audio|base|tab|group|link|spacer)$"
)
_CLOCKS = re.compile(r"cron|timer|sched|suncalc|sunrise|interval|eztimer|within-time|time-inject|ical", re.IGNORECASE)
_HANDS = re.compile(
    r"^ui[_-]|dashboard|button|telegram|discord|slack|chatbot|alexa|google-home|dialogflow|whatsapp|matrix|irc|xmpp",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    r"websocket|tcp|udp|webhook|github|server-state|trigger-state|events?[: -]|poll-state|homeassistant|ha-"
    r"|socketio|coap",
    re.IGNORECASE,
)
_TABLES = {
    "google-sheets": re.compile(r"gsheet|google.?sheet|spreadsheet", re.IGNORECASE),
    "notion": re.compile(r"notion", re.IGNORECASE),
    "airtable": re.compile(r"airtable", re.IGNORECASE),
    "mastodon": re.compile(r"mastodon|get-?toot|megalodon|^getmessage$", re.IGNORECASE),
    "instagram": re.compile(r"instagram", re.IGNORECASE),
    "youtube": re.compile(r"youtube", re.IGNORECASE),
    "reddit": re.compile(r"reddit|snoo", re.IGNORECASE),
    "google-calendar": re.compile(r"google.?calendar", re.IGNORECASE),
    "mail": re.compile(r"^e-mail in|imap|gmail|pop3", re.IGNORECASE),
    "spotify": re.compile(r"spotify", re.IGNORECASE),
    "twitch": re.compile(r"twitch|^tmi", re.IGNORECASE),
    "x": re.compile(r"twitter|tweets?\b", re.IGNORECASE),
}
_DATABASES = re.compile(
    r"^(?:mysql|mongodb\w*|sqlite|postgres\w*|influxdb|cloudant|redis|couchdb|dynamodb)\b", re.IGNORECASE
)
_AI = re.compile(r"openai|chatgpt|gemini|gpt|anthropic|ollama|watson-(?:assistant|conversation)", re.IGNORECASE)
RANK = (
    SourceKind.ACCOUNT, SourceKind.FEED, SourceKind.FORM, SourceKind.WEBHOOK, SourceKind.UNKNOWN, SourceKind.SCHEDULE,
    SourceKind.MANUAL,
)  # fmt: skip


def starts(flow: Flow, node: str, *, fed: bool) -> bool:
    """Whether the node sets messages off by itself; ``fed`` says that wires lead into it."""
    kind = flow.type(node)
    if kind in {"catch", "status", "complete", "link in", "file in"}:
        return False
    if kind == "inject" or kind.endswith((" in", "-in")):
        return True
    if kind in _PASSIVE or kind.startswith("subflow") or _STARTS_NOTHING.search(kind.lower()):
        return False
    if kind.startswith(("ui_", "ui-")):
        return True
    return not fed and bool(flow.edges.get(node) or flow.dangling.get(node))


def brings(flow: Flow, node: str, *, sends: bool = False) -> Source | None:
    """The content that a node on the way fetches: a feed, a page, a table; None for one that fetches nothing.

    ``sends`` tells that the code before a request makes it hand something over.
    """
    record, kind = flow.nodes[node], flow.type(node)
    url = shown_url(text(record.get("url")))
    if "feed" in kind.lower() and url:
        return Source("rss", url, None, SourceKind.FEED)
    method = (text(record.get("method")) or "GET").upper()
    if kind in REQUESTS and (method == "GET" or (method == "USE" and not sends)):
        return Source("web", url or None, None if url else flow.name(node), SourceKind.FEED)
    platform = next((name for name, pattern in _TABLES.items() if pattern.search(kind)), None)
    if platform and not _STARTS_NOTHING.search(kind.lower()):
        return _account(flow, node, platform)
    if _DATABASES.search(kind) and not kind.endswith("out"):
        return Source(words(kind)[0], None, flow.name(node), SourceKind.ACCOUNT)
    return Source("ai", None, None, SourceKind.SCHEDULE) if _AI.search(kind) else None


def source_at(flow: Flow, node: str) -> Source:
    """What a starting node stands for."""
    record, kind = flow.nodes[node], flow.type(node)
    if kind == "inject":
        timed = text(record.get("repeat")) not in {"", "0"} or bool(text(record.get("crontab")))
        return Source("node-red", None, flow.name(node), SourceKind.SCHEDULE if timed else SourceKind.MANUAL)
    if kind == "http in":
        return Source(
            "node-red", f"{text(record.get('method')).upper()} {text(record.get('url'))}", None, SourceKind.WEBHOOK
        )
    if kind.startswith(("mqtt", "aedes")):
        broker = address_of(flow.config(node, "broker"))
        return Source("mqtt", text(record.get("topic")) or None, broker or flow.name(node), SourceKind.UNKNOWN)
    fetched = brings(flow, node)
    if fetched:
        return fetched
    for pattern, found in (
        (_CLOCKS, SourceKind.SCHEDULE),
        (_HANDS, SourceKind.MANUAL),
        (_REQUESTS, SourceKind.WEBHOOK),
    ):
        if pattern.search(kind):
            form = found is SourceKind.MANUAL and "form" in words(kind)
            chat = next((word for word in words(kind) if word in CHATS), "node-red")
            return Source(chat, None, flow.name(node), SourceKind.FORM if form else found)
    return Source(kind, None, flow.name(node), SourceKind.UNKNOWN)


def _account(flow: Flow, node: str, platform: str) -> Source:
    record = flow.nodes[node]
    watched = next((text(record.get(key)) for key in ("tags", "sheet", "subreddit", "channel") if record.get(key)), "")
    # Only with “user” do the tags of a Twitter node name people; else they are search words.
    people = watched if platform == "x" and record.get("user") == "user" else ""
    return Source(platform, people or None, None if people else watched or flow.name(node), SourceKind.ACCOUNT)

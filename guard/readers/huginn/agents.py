"""Huginn's agents: what starts events, what publishes them, and where."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from guard.model.route import Confidence, Endpoint, RouteClass, Source, SourceKind
from guard.readers.base.actions import publishes, words
from guard.readers.base.address import host_of, shown_url
from guard.readers.base.apps import posting_platform
from guard.readers.base.code import posting_calls
from guard.readers.base.outgoing import endpoint_of, outgoing
from guard.readers.base.shapes import dig, entries, table, text
from guard.readers.base.source import Value

_CREDENTIAL = re.compile(r"\{%-?\s*credential\s+['\"]?([\w.-]+)")
_ROOM_FIELDS = ("chat_id", "channel", "room_name", "room", "room_id", "room_identifier", "jabber_receiver", "subreddit")
_ACCOUNT_FIELDS = ("blog_name", "username", "handle", "identifier", "account", "screen_name")
_SERVER_FIELDS = (
    "base_url",
    "instance",
    "instance_url",
    "server",
    "host",
    "mastodon_url",
    "api_base_url",
    "homeserver",
)
_BY_NAME = {
    "HipchatAgent": "hipchat",
    "JabberAgent": "xmpp",
    "SlackAgent": "slack",
    "SlackbotAgent": "slack",
    "TelegramAgent": "telegram",
    "MatrixAgent": "matrix",
    "MatrixSendAgent": "matrix",
    "DiscordAgent": "discord",
    "MattermostAgent": "mattermost",
}
_OWN_ROOMS = frozenset({"hipchat", "xmpp"})
# Servers that an agent's code has built in.
_FIXED_SERVERS = {"MastodonPublishAgent": "mastodon.social"}
_STARTS = {
    "RssAgent": SourceKind.FEED,
    "WebsiteAgent": SourceKind.FEED,
    "PhantomJsCloudAgent": SourceKind.FEED,
    "HttpStatusAgent": SourceKind.FEED,
    "RestPollingAgent": SourceKind.FEED,
    "WebhookAgent": SourceKind.WEBHOOK,
    "TwilioReceiveTextAgent": SourceKind.MANUAL,
    "ManualEventAgent": SourceKind.MANUAL,
    "UserLocationAgent": SourceKind.WEBHOOK,
    "SchedulerAgent": SourceKind.SCHEDULE,
    "ShellCommandAgent": SourceKind.SCHEDULE,
    "JavaScriptAgent": SourceKind.SCHEDULE,
    "RubyAgent": SourceKind.SCHEDULE,
    "PostAgent": SourceKind.SCHEDULE,
    "HttpRequestAgent": SourceKind.SCHEDULE,
    "LocalFileAgent": SourceKind.WEBHOOK,
    "MqttAgent": SourceKind.UNKNOWN,
    "ImapFolderAgent": SourceKind.ACCOUNT,
    "TelegramBotAgent": SourceKind.MANUAL,
}
# Agents that turn what they receive into something else and make nothing of their own.
_PASSES_ON = re.compile(
    r"Formatting|Trigger|DeDup|Deduplic|Delay|Digest|Format|Translat|Buffer|Filter|Jq|JsonParse|Liquid|Readability"
    r"|Attribute|ChangeDetector|PeakDetector|Sentiment|Bayes|KeyValue|Csv|Email|Output|Commander|ReEmitter|Url|Queue"
    r"|Throttle|Openai|Llm|Human|Pushover|Pushbullet|Gap"
)


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent of an exported scenario."""

    kind: str
    """The type without ``Agents::``."""
    name: str
    guid: str
    enabled: bool
    schedule: str
    options: dict[str, Value] = field(repr=False)

    @property
    def room(self) -> str:
        """The channel or chat it writes to, as the file shows it."""
        return next((text(self.options.get(key)) for key in _ROOM_FIELDS if text(self.options.get(key))), "")

    @property
    def message(self) -> str:
        """What it writes, before anything is filled in."""
        return next((text(self.options.get(key)) for key in ("message", "status", "text") if self.options.get(key)), "")

    @property
    def talks_to_platforms(self) -> bool:
        """Whether a command of this agent names a tool that posts."""
        return bool(re.search(r"\b(?:toot|tweet|t update|bsky|twurl|mastodon)\b", text(self.options.get("command"))))


def agents(listed: Value) -> list[Agent]:
    """The scenario's agents in the order of the file; links count on it."""
    return [
        Agent(
            kind=text(dig(record, "type")).removeprefix("Agents::"),
            name=text(dig(record, "name")),
            guid=text(dig(record, "guid")),
            enabled=dig(record, "disabled") is not True,
            schedule=text(dig(record, "schedule")),
            options=table(dig(record, "options")),
        )
        for record in entries(listed)
    ]


def can_start(agent: Agent, *, fed: bool) -> bool:
    """Whether the agent makes events of its own; ``fed`` says that it receives others' events."""
    if agent.kind in {"PostAgent", "ShellCommandAgent", "JavaScriptAgent", "RubyAgent", "HttpRequestAgent"}:
        return not fed and agent.schedule not in {"", "never"}
    if agent.kind in _STARTS:
        return not fed or agent.schedule not in {"", "never"}
    return not fed and not _PASSES_ON.search(agent.kind) and not _publishing_platform(agent)


def source_of(agent: Agent) -> Source:
    """What an agent's events stand for."""
    url = next(iter(_texts(agent.options.get("url")) or _texts(agent.options.get("path"))), "")
    named = words(agent.kind)
    kind = _STARTS.get(agent.kind, SourceKind.ACCOUNT)
    if kind is SourceKind.FEED:
        return _page(agent, url)
    if kind is SourceKind.UNKNOWN:
        return Source("mqtt", text(agent.options.get("topic")) or None, agent.name, kind)
    if kind is not SourceKind.ACCOUNT:
        return Source("huginn", None, f'{agent.kind} "{agent.name}"', kind)
    platform = posting_platform("-".join(named)) or "-".join(word for word in named if word not in {"agent", "user"})
    account = text(agent.options.get("username")) or text(agent.options.get("blog_name")) or None
    return Source(platform, account, None if account else agent.name, SourceKind.ACCOUNT)


def _page(agent: Agent, url: str) -> Source:
    """A page that is fetched again and again; an address that asks for a user's list stands for that user."""
    if agent.kind == "RssAgent":
        return Source("rss", shown_url(url) or None, None if url else agent.name, SourceKind.FEED)
    try:
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
    except ValueError:
        return Source("web", None, agent.name, SourceKind.FEED)
    user = next((asked[key][0] for key in ("user", "username", "screen_name") if asked.get(key)), "")
    if user and "{" not in user and parts.hostname:
        return Source(parts.hostname.removeprefix("www."), user, None, SourceKind.ACCOUNT)
    shown = shown_url(url)
    return Source("web", shown or None, None if shown else agent.name, SourceKind.FEED)


def destinations(agent: Agent) -> Iterator[tuple[Endpoint, RouteClass | None, Confidence]]:
    """Where the agent publishes; the class is left open where it depends on the source."""
    if agent.kind in {"PostAgent", "HttpRequestAgent"}:
        yield from _posted(agent)
    elif agent.kind in {"ShellCommandAgent", "JavaScriptAgent", "RubyAgent"}:
        code = "\n".join(text(agent.options.get(key)) for key in ("command", "stdin", "code"))
        for target in posting_calls(code):
            hop = RouteClass.HOP if target.verb == "hop" else None
            yield _end(agent, endpoint_of(target), ""), hop, Confidence.MEDIUM
    elif platform := _publishing_platform(agent):
        own = RouteClass.NOTIFY if platform in _OWN_ROOMS else None
        yield _published(agent, platform), own, Confidence.HIGH


def _publishing_platform(agent: Agent) -> str | None:
    if agent.kind in _BY_NAME:
        return _BY_NAME[agent.kind]
    named = words(agent.kind)
    platform = posting_platform("-".join(named))
    if agent.kind == "TwitterActionAgent":
        return (
            platform if text(agent.options.get("retweet")) == "true" or agent.options.get("retweet") is True else None
        )
    return platform if platform and publishes(platform, agent.kind) else None


def _posted(agent: Agent) -> Iterator[tuple[Endpoint, RouteClass | None, Confidence]]:
    url = text(agent.options.get("post_url")) or text(agent.options.get("url"))
    method = (text(agent.options.get("method")) or "post").upper()
    body = json.dumps(agent.options.get("payload"), ensure_ascii=False)
    for end, kind in outgoing(method, url, body):
        yield _end(agent, end, url), kind, Confidence.HIGH


def _end(agent: Agent, end: Endpoint, url: str) -> Endpoint:
    """The end with the credentials' names, which tell two accounts of one server apart."""
    held = [name for name in _credentials(agent) if name.removeprefix("credential ") not in (end.ref or "")]
    host = host_of(url) if "{" not in url.partition("//")[2].partition("/")[0] else ""
    server = f"on {host}" if host and not end.account and end.ref else ""
    ref = "; ".join(part for part in (end.ref or "", *held, server) if part)
    return Endpoint(end.platform, end.account, ref or (None if end.account else f'{agent.kind} "{agent.name}"'))


def _published(agent: Agent, platform: str) -> Endpoint:
    hook = next((value for value in _texts(list(agent.options.values())) if "/webhooks/" in value), "")
    target = next(iter(outgoing("POST", hook) if hook else ()), None)
    room = agent.room
    account = next((text(agent.options.get(key)) for key in _ACCOUNT_FIELDS if text(agent.options.get(key))), "")
    server = next((text(agent.options.get(key)) for key in _SERVER_FIELDS if text(agent.options.get(key))), "")
    host = ("" if "{" in server else host_of(server)) or _FIXED_SERVERS.get(agent.kind, "")
    if platform == "mastodon" and not account and host:
        account = f"@?@{host}"
    if platform in _BY_NAME.values():
        account = room if room.startswith(("@", "#", "!")) else ""
    held = [f"chat {room}" if room and not account else "", target[0].ref or "" if target else "", *_credentials(agent)]
    ref = "; ".join(part for part in held if part)
    return Endpoint(platform, account or None, ref or (None if account else f'service of {agent.kind} "{agent.name}"'))


def _credentials(agent: Agent) -> list[str]:
    """The names of the stored credentials that the agent's options use."""
    found = _CREDENTIAL.findall(json.dumps(agent.options, ensure_ascii=False).replace('\\"', '"'))
    return [f"credential {name}" for name in dict.fromkeys(found)]


def _texts(value: Value) -> list[str]:
    return [text(item) for item in (value if isinstance(value, list) else [value]) if text(item)]

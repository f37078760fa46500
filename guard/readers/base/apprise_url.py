"""Apprise URLs: where each would post, never with what.

An Apprise URL is mostly secret: tokens stand where other URLs have their host. So only those parts are taken of which
the scheme's documentation (https://github.com/caronc/apprise/wiki) says that they name a place.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote

from guard.model.route import Confidence, Endpoint, RouteClass
from guard.readers.base.address import split
from guard.readers.base.unfilled import is_unfilled

_FEDIVERSE = {
    "mastodon": "mastodon", "mastodons": "mastodon", "toot": "mastodon", "toots": "mastodon",
    "misskey": "misskey", "misskeys": "misskey",
}  # fmt: skip
_X = {"twitter", "tweet", "x"}
_BLUESKY = {"bluesky", "bsky"}
# Services whose host is a server of the user's own or a public one, and no token.
_SERVER = {
    "gotify": "gotify", "matrix": "matrix", "mmost": "mattermost", "rocket": "rocketchat", "ncloud": "nextcloud",
    "nctalk": "nextcloud-talk", "hassio": "home-assistant", "kodi": "kodi", "xbmc": "kodi", "mqtt": "mqtt",
    "emby": "emby", "jellyfin": "jellyfin", "signal": "signal", "synology": "synology-chat", "irc": "irc",
    "humhub": "humhub", "rsyslog": "syslog", "xmpp": "xmpp", "lametric": "lametric", "enigma2": "enigma2",
}  # fmt: skip
_HOOK = {"json", "xml", "form", "apprise"}
# The last four are not of Apprise itself: changedetection.io adds them for requests of one's own.
_WEB = _HOOK | {"http", "get", "post", "put", "delete"}
_ROOMS = {"matrix", "irc", "rocket"}
# The rest is known by name only: what it reaches is a device, a mailbox, a pager or a room of the owner.
_NAMED = {
    "tgram": "telegram", "discord": "discord", "slack": "slack", "mailto": "mail", "ntfy": "ntfy", "pover": "pushover",
    "pbul": "pushbullet", "msteams": "teams", "workflow": "teams", "workflows": "teams", "gchat": "google-chat",
    "whatsapp": "whatsapp", "ifttt": "ifttt", "reddit": "reddit", "webex": "webex", "wxteams": "webex",
}  # fmt: skip
_OTHERS = set(
    """46elks elks atalk chime aprs ses sns bark boxcar brevo bulksms bulkvs burstsms chanify chantify clickatell
    clicksend d7sms dapnet dingtalk dot evolution exotel faast fcm feishu flock fluxer freemobile gitter glib
    gnome groupme growl guilded httpsms dbus qt kde macosx windows blink1 jira join kavenegar kook kumulos lark
    line mailersend mailgun mailjet msgbird msg91 nexmo vonage notica notifiarr notifico notificationapi napi
    notifyre octopush azure o365 onesignal opsgenie pagerduty pagertree parsep pjet plivo popcorn postmark prowl
    push pushdeer pushed pushjet pushme pushplus wecom psafer pushy qq resend revolt ringc ryver schan sendgrid
    sendpulse serwersms seven sfr signl4 simplepush sinch smpp smseagle smsmanager smsmgr smsc smtp2go sogs
    sparkpost spike splunk victorops spontit spugpush streamlabs strmlabs syslog techulus threema twilio twist
    vapid viber voipms wechat wecombot wxpusher zoom zulip lunasea office365 spush stride superfeedr tumblr""".split()  # noqa: SIM905 - a list of 150 strings would be three screens
)
SCHEMES = frozenset(_FEDIVERSE) | _X | _BLUESKY | set(_SERVER) | _HOOK | set(_NAMED) | _OTHERS
# The words of Apprise's own examples, which stand where a token or an id should.
_EXAMPLE = re.compile(
    r"(?i)(?:bot|access|auth|app|api|user|webhook|stream)?[_-]?(?:token|key)[a-c]?|(?:chat|webhook|room|group)s?_?id|"
    r"hostname|token_[abc]"
)
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+(?:[^\W\d_]{2,24}|xn--[a-z\d-]{1,59})|\d{1,3}(?:\.\d{1,3}){3}|localhost")
URL = re.compile(r"([A-Za-z][A-Za-z0-9]{0,17}|46elks)://\S*")
"""Text that begins like an Apprise URL."""


@dataclass(frozen=True, slots=True)
class Service:
    """What one URL reaches."""

    endpoint: Endpoint
    kind: RouteClass
    enabled: bool
    """False where the URL is an example that was never filled in."""
    confidence: Confidence = Confidence.HIGH


def is_known(url: str) -> bool:
    """Whether the scheme is one that Apprise documents (its secure form counts too); ``http`` is none."""
    scheme = url.partition("://")[0].strip().lower()
    return scheme in SCHEMES or scheme.removesuffix("s") in SCHEMES


def services(text: str) -> Iterator[Service]:
    """What each URL in ``text`` reaches; one text may hold several, parted by commas or blanks."""
    for part in re.split(r"[,\s]+(?=[A-Za-z0-9]+://)", text.strip()[:4096]):
        if URL.match(part):
            yield _service(part)


def _service(url: str) -> Service:
    # Apprise allows "#room" and "@user" in the path unescaped, where a web address would begin its fragment.
    scheme, _, rest = url.partition("://")
    parts = split("//" + rest.replace("#", "%23"))
    scheme = scheme.lower()
    base = scheme if scheme in SCHEMES or not scheme.endswith("s") else scheme[:-1]
    endpoint, kind, confidence = _read(scheme, base, parts)
    # A web address may well have "token" in its path.
    written = re.split("[:@]", parts.netloc) + ([] if base in _WEB else _segments(parts))
    is_example = any(_EXAMPLE.fullmatch(part) for part in written)
    return Service(endpoint, kind, not (is_example or is_unfilled(*written, endpoint.account)), confidence)


_Read = tuple[Endpoint, RouteClass, Confidence]


def _read(scheme: str, base: str, parts: SplitResult) -> _Read:
    for schemes, reader in _READERS:
        if base in schemes:
            return *reader(base, parts), Confidence.HIGH
    if base in _X:
        return _x(base, parts)
    confidence = Confidence.HIGH if base in _OTHERS | set(_NAMED) else Confidence.MEDIUM
    return Endpoint(_NAMED.get(base, base), ref=f"{scheme}://"), RouteClass.NOTIFY, confidence


def _x(base: str, parts: SplitResult) -> _Read:
    targets = [segment for segment in _segments(parts) if segment.startswith("@")]
    mode = (parse_qs(parts.query).get("mode") or [""])[0].lower()
    direct = mode == "dm" or (mode != "tweet" and base != "tweet" and bool(targets))
    account = f"@{parts.username.removeprefix('@')}" if parts.username else None
    kind = RouteClass.NOTIFY if direct else RouteClass.POST
    sure = Confidence.HIGH if mode or base == "tweet" else Confidence.MEDIUM
    return Endpoint("x", account, ref=", ".join(targets) or f"{base}://"), kind, sure


def _fediverse(base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    direct = (parse_qs(parts.query).get("visibility") or [""])[0].lower() == "direct"
    host = _host(parts)
    account = f"@?@{host}" if host else None
    endpoint = Endpoint(_FEDIVERSE[base], account, ref=None if account else f"{base}://")
    return endpoint, RouteClass.NOTIFY if direct else RouteClass.POST


def _bluesky(base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    handle = unquote(parts.username or "") or None
    return Endpoint("bluesky", handle, ref=None if handle else f"{base}://"), RouteClass.POST


def _reddit(base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    subreddits = [f"r/{segment.removeprefix('r/')}" for segment in _segments(parts)[1:]]
    user = f"u/{unquote(parts.username)}" if parts.username else None
    return Endpoint("reddit", user, ref=", ".join(subreddits) or f"{base}://"), RouteClass.POST


def _telegram(base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    chats = [chat for chat in _segments(parts) if re.fullmatch(r"-?\d{3,17}(?::\d+)?|@\w+", chat)]
    bot = re.match(r"(?:bot)?(\d{5,12})", parts.netloc)
    ref = f"bot {bot[1]}" if bot else f"{base}://"
    return Endpoint("telegram", ", ".join(chats) or None, ref), RouteClass.NOTIFY


def _discord(base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    number = parts.hostname if (parts.hostname or "").isdigit() else None
    return Endpoint("discord", ref=f"webhook {number}" if number else f"{base}://"), RouteClass.NOTIFY


def _slack(base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    rooms = [segment for segment in _segments(parts) if segment[:1] in set("#@")]
    return Endpoint("slack", ", ".join(rooms) or None, None if rooms else f"{base}://"), RouteClass.NOTIFY


def _mail(base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    to = (parse_qs(parts.query).get("to") or [""])[0]
    sender = f"{unquote(parts.username)}@{parts.hostname}" if parts.username and parts.hostname else None
    return Endpoint("mail", to or sender, None if to or sender else f"{base}://"), RouteClass.NOTIFY


def _ifttt(base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    events = ([parts.hostname] if parts.username and parts.hostname else []) + _segments(parts)
    shown = not any("." in event for event in events)  # a pasted web address has the key in its path
    return Endpoint("ifttt", ref=", ".join(events) if events and shown else f"{base}://"), RouteClass.HOP


def _server(base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    rooms = [segment for segment in _segments(parts) if segment[:1] in set("#!")] if base in _ROOMS else []
    channel = (parse_qs(parts.query).get("channel") or [""])[0]
    return Endpoint(_SERVER[base], ", ".join(rooms) or channel or None, _host(parts) or f"{base}://"), RouteClass.NOTIFY


def _hook(_base: str, parts: SplitResult) -> tuple[Endpoint, RouteClass]:
    """A web address; Apprise takes some of them for one of its own services."""
    host, path = parts.hostname or "", _segments(parts)
    if host in {"discord.com", "discordapp.com"} and path[:2] == ["api", "webhooks"]:
        number = path[2] if len(path) > 2 and path[2].isdigit() else "id not shown"
        return Endpoint("discord", ref=f"webhook {number}"), RouteClass.NOTIFY
    if host == "hooks.slack.com":
        return Endpoint("slack", ref=host), RouteClass.NOTIFY
    if path[:3] == ["api", "v1", "statuses"] and _host(parts):
        return Endpoint("mastodon", f"@?@{host}"), RouteClass.POST
    if host == "maker.ifttt.com" and len(path) > 1 and path[0] in {"trigger", "use"}:
        return Endpoint("ifttt", ref=path[1] if path[0] == "trigger" else host), RouteClass.HOP
    return Endpoint("webhook", ref=_host(parts) or "a web hook"), RouteClass.HOP


def _host(parts: SplitResult) -> str:
    """The host, if it is one for sure: a token may stand in its place, but does not end like a domain or an address."""
    host = parts.hostname or ""
    return host if _HOST.fullmatch(host) else ""


def _segments(parts: SplitResult) -> list[str]:
    return [unquote(segment) for segment in parts.path.split("/") if segment]


_READERS: tuple[tuple[frozenset[str], Callable[[str, SplitResult], tuple[Endpoint, RouteClass]]], ...] = (
    (frozenset(_FEDIVERSE), _fediverse),
    (frozenset(_BLUESKY), _bluesky),
    (frozenset({"reddit"}), _reddit),
    (frozenset({"tgram"}), _telegram),
    (frozenset({"discord"}), _discord),
    (frozenset({"slack"}), _slack),
    (frozenset({"mailto"}), _mail),
    (frozenset({"ifttt"}), _ifttt),
    (frozenset(_WEB), _hook),
    (frozenset(_SERVER), _server),
)

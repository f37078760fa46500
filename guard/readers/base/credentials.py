"""What the names that people give to secrets, variables, scripts and steps say about platforms.

Values are looked at only for what they show of an account: a handle, a channel, a server.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from guard.platforms import platform_of_credential
from guard.readers.base.unfilled import is_unfilled

# Looked for anywhere inside the words of identifiers and titles; the short ones below only as whole words.
_STEMS: tuple[tuple[str, str], ...] = (
    ("twitter", "x"),
    ("tweet", "x"),
    ("bluesky", "bluesky"),
    ("bsky", "bluesky"),
    ("atproto", "bluesky"),
    ("skeet", "bluesky"),
    ("mastodon", "mastodon"),
    ("fediverse", "mastodon"),
    ("gotosocial", "mastodon"),
    ("toot", "mastodon"),
    ("pixelfed", "pixelfed"),
    ("pleroma", "pleroma"),
    ("misskey", "misskey"),
    ("lemmy", "lemmy"),
    ("nostr", "nostr"),
    ("facebook", "facebook"),
    ("instagram", "instagram"),
    ("linkedin", "linkedin"),
    ("pinterest", "pinterest"),
    ("tiktok", "tiktok"),
    ("tumblr", "tumblr"),
    ("reddit", "reddit"),
    ("youtube", "youtube"),
    ("telegram", "telegram"),
    ("discord", "discord"),
    ("slack", "slack"),
    ("mattermost", "mattermost"),
    ("hashnode", "hashnode"),
    ("devto", "devto"),
    ("weibo", "weibo"),
    ("whatsapp", "whatsapp"),
    ("truthsocial", "truthsocial"),
)
_SHORT = {
    "mastodon": "mstdn masto",
    "facebook": "fb",
    "instagram": "ig insta instagrapi",
    "telegram": "tg",
    "youtube": "yt",
    **{name: name for name in ("medium", "threads", "matrix", "vk", "buffer", "hootsuite", "hypefury", "typefully")},
    **{name: name for name in ("ayrshare", "postiz", "publer", "blotato", "zernio")},
}
_WORDS = {word: platform for platform, words in _SHORT.items() for word in words.split()}
# The letter alone says little: it counts as “X”, in “post to x”, in “x-bot”.
_X = re.compile(
    r"(?<![A-Za-z0-9])(?<!OS )X(?![a-z0-9])|(?i:\b(?:to|on|post|via|and)[ _/-]x(?![a-z0-9]))"
    r"|(?<![a-z0-9])x[ _-](?:post|bot|api|auto|publi)"
)
_JOINED = (
    (r"\bdev[ ._-]to\b", "devto"),
    (r"\btruth[ ._-]social\b", "truthsocial"),
    (r"\bupload[ ._-]post\b", "upload-post"),
)
# https://developers.facebook.com/docs/pages-api: a page's token needs no platform's name.
_PAGE_TOKEN = re.compile(r"^(?:META_)?PAGE_(?:ACCESS_)?TOKEN$|^META_PAGE_", re.IGNORECASE)
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")

_SECRET = re.compile(
    r"TOKEN|SECRET|PASS|PWD|KEY|WEBHOOK|SESSION|COOKIE|CRED|AUTH|CONFIG|JWT|LOGIN|NSEC|PRIVATE|(?:^|_)PW(?:$|_)",
    re.IGNORECASE,
)
_SURELY_SECRET = re.compile(r"TOKEN|SECRET|PASS|PWD|WEBHOOK|KEY|COOKIE|SESSION|CRED|AUTH(?!OR)|PRIVATE", re.IGNORECASE)
_HANDLE = re.compile(
    r"HANDLE|USER_?NAME|SCREEN_?NAME|IDENTIFIER|ACCOUNT|(?:^|[_-])(?:USER|ACCT|NAME|EMAIL|DID|IDENT|LOGIN)$",
    re.IGNORECASE,
)
_SERVER = re.compile(
    r"INSTANCE|SERVER|HOST|BASE_?URL|API_?URL|(?:^|[_-])(?:URL|URI|DOMAIN|PDS|SERVICE|API|ENDPOINT)$", re.IGNORECASE
)
_PLACE = re.compile(
    r"CHANNEL|CHAT|PAGE|GROUP|GUILD|ROOM|BLOG|BOARD|SUBREDDIT|PUBLICATION|(?:USER|AUTHOR|PERSON|ORG|ACCOUNT)[_-]?(?:ID|URN)",
    re.IGNORECASE,
)
# Application-only keys: they read, they cannot post.
_READING_KEY = re.compile(r"^(?!.*(?:ACCESS|SECRET)).*BEARER|YOUTUBE_(?:DATA_)?API_?KEY|YT_API_?KEY", re.IGNORECASE)


class Role(StrEnum):
    """What a variable of a platform holds."""

    SECRET = "secret"  # noqa: S105 - the word, not one
    HANDLE = "handle"
    SERVER = "server"
    PLACE = "place"
    OTHER = "other"


def platforms_in(text: str) -> tuple[str, ...]:
    """The platforms that the words of ``text`` name, each once, in their order."""
    low = text.lower()
    found = [(match.start(), platform) for words, platform in _JOINED for match in re.finditer(words, low)]
    found += [(match.start(), "x") for match in _X.finditer(text)]
    at = 0
    for word in _SPLIT.split(text):
        begin = text.find(word, at)
        at = begin + len(word)
        part = word.lower()
        stem = next(((part.find(stem), platform) for stem, platform in _STEMS if stem in part), None)
        if stem:
            found.append((begin + stem[0], stem[1]))
            found += [(begin + part.find(s), p) for s, p in _STEMS if s in part and p != stem[1]]
        elif part in _WORDS:
            found.append((begin, _WORDS[part]))
    return tuple(dict.fromkeys(platform for _, platform in sorted(found)))


_BETWEEN = re.compile(r"\s*(?:→|->|=>|➡️?|➜|»|[ _-]to[ _-]|(?<=[a-z])2(?=[a-z]))\s*")
# “Check Twitter and post to Discord”, “telegram-feed-to-mastodon”: something lies between the source and “to”.
_ASIDE = re.compile(
    r"[ _-]+(?:(?:and|then|&)[ _-]+(?:auto[ _-]?)?(?:post|send|share|forward|publish|copy|cross-?post)\w*"
    r"|(?:feed|channel|timeline|account|post|message)s?)\W*$"
)
_TITLE = 400
_NOUN = re.compile(r"(?:toot|tweet|skeet)s?\W*$")


@dataclass(frozen=True, slots=True)
class Direction:
    """What a name such as ``twitter_to_bluesky`` tells."""

    source: str
    targets: tuple[str, ...]
    unlisted: str
    """A target that is no platform known here, but that a credential is named after; empty for none."""
    text: str


def direction_in(text: str, names: Iterable[str] = ()) -> Direction | None:
    """From which platform to which others the words of ``text`` say that content goes, or None.

    ``names`` are the variables at hand: ``PIKA_TOKEN`` shows that “Mastodon to Pika” means a place to post to.
    """
    openers = {name.lower().partition("_")[0] for name in names if "_" in name and role(name) is Role.SECRET}
    for left, right in pairwise(_BETWEEN.split(text.lower()[:_TITLE])):
        told = re.search(r"([a-z.]+(?: social)?)\W*$", _ASIDE.sub("", left))
        source, targets = platforms_in(told[1]) if told else (), platforms_in(right)
        words = [word for word in _SPLIT.split(right) if word]
        unlisted = next((word for word in words if word in openers and not platforms_in(word)), "")
        if not source or not (targets or unlisted):
            continue
        if unlisted and unlisted == words[0]:
            return Direction(source[-1], (), unlisted, text)
        if targets and targets[0] != source[-1] and not _NOUN.search(left):
            return Direction(source[-1], targets, unlisted, text)
    return None


def platform_of_name(name: str) -> str | None:
    """The platform to which a variable of this name belongs, whatever it holds, or None."""
    named = platform_of_credential(name) or next(iter(platforms_in(name)), None)
    return named or ("facebook" if _PAGE_TOKEN.search(name) else None)


def posting_platform(name: str) -> str | None:
    """The platform that a secret of this name lets its holder post to, or None."""
    if _READING_KEY.search(name):
        return None
    return platform_of_credential(name) or (platform_of_name(name) if _SECRET.search(name) else None)


def role(name: str) -> Role:
    """What a variable of this name holds."""
    if _SURELY_SECRET.search(name):
        return Role.SECRET
    for pattern, kind in ((_PLACE, Role.PLACE), (_SERVER, Role.SERVER), (_HANDLE, Role.HANDLE), (_SECRET, Role.SECRET)):
        if pattern.search(name):
            return kind
    return Role.OTHER


_SERVER_NAME = re.compile(r"(?:https?://)?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d+)?/?(?:api(?:/v\d)?/?)?$")
_PLAIN = re.compile(r"@?[\w.@:-]{2,80}$")
_NUMBER = re.compile(r"-?\d+$")
_FEDERATED = frozenset({"mastodon", "pixelfed", "pleroma", "misskey", "lemmy"})
_SAMPLE = re.compile(
    r"\byou(?:rhandle)?\.bsky|^(?:example|handle|username|user)(?:\.bsky\.social)?$|x{6,}|replace.?(?:me|with|this)|12345678",
    re.IGNORECASE,
)


def is_placeholder(value: str) -> bool:
    """Whether a setting is not filled in: empty, or a sample's ``your-handle``."""
    return not value.strip() or is_unfilled(value) or _SAMPLE.search(value) is not None


def account_in(named: Mapping[str, str], platform: str | None, default_host: str = "") -> str | None:
    """The account of ``platform`` that these variables show in plain text; ``@?@host`` where only the server shows."""
    handle = host = ""
    hidden_server = False
    for name, text in named.items():
        what = role(name)
        if what is Role.SERVER and text:
            server = _SERVER_NAME.match(text)
            host = host or (server[1] if server else "")
            hidden_server = hidden_server or not server
        elif what in {Role.HANDLE, Role.PLACE} and _PLAIN.match(text) and not _NUMBER.match(text):
            handle = handle or text
    if platform not in _FEDERATED:
        return handle or None
    if "@" in handle.lstrip("@"):
        return handle
    host = host or ("" if hidden_server else default_host)
    return f"{'@' + handle.lstrip('@') if handle else '@?'}@{host}" if host else handle or None


def numbers_in(named: Mapping[str, str]) -> tuple[str, ...]:
    """The numbers of pages, chats and channels that these variables show."""
    return tuple(text for name, text in named.items() if role(name) is Role.PLACE and _NUMBER.match(text))

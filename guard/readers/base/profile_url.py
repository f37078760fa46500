"""The account behind a profile's or a post's address, for the platforms whose addresses name it."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\;]{4,500}")
_FEDIVERSE = re.compile(r"/(?:@|users/)([A-Za-z0-9_.-]{1,100})(?:@([a-z0-9.-]+\.[a-z]{2,}))?(?:/|$)")

# Host -> platform, and the paths before the account's name ("" = the name comes first).
_HOSTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "twitter.com": ("x", ("",)),
    "x.com": ("x", ("",)),
    "instagram.com": ("instagram", ("",)),
    "facebook.com": ("facebook", ("pg", "pages", "")),
    "fb.com": ("facebook", ("",)),
    "threads.net": ("threads", ("",)),
    "threads.com": ("threads", ("",)),
    "tiktok.com": ("tiktok", ("",)),
    "youtube.com": ("youtube", ("c", "user", "")),
    "linkedin.com": ("linkedin", ("in", "company", "school", "showcase")),
    "tumblr.com": ("tumblr", ("blog", "")),
    "bsky.app": ("bluesky", ("profile",)),
    "t.me": ("telegram", ("s", "")),
    "medium.com": ("medium", ("",)),
    "pinterest.com": ("pinterest", ("",)),
    "reddit.com": ("reddit", ("user", "u", "r")),
    "vk.com": ("vk", ("",)),
}
_AT = {"x", "instagram", "threads", "tiktok", "medium", "youtube"}
_KEEPS_PATH = {"linkedin": ("in", "company", "school", "showcase"), "reddit": ("r",)}
# Words that stand where a name would, and name nobody.
_NOBODY = frozenset(
    {"i", "intent", "share", "sharer", "sharer.php", "dialog", "home", "search", "hashtag", "explore", "p", "reel"}
    | {"reels", "stories", "accounts", "watch", "video", "videos", "photo", "photo.php", "photos", "groups", "events"}
    | {"login", "permalink.php", "story.php", "posts", "status", "feed", "feeds", "pin", "shorts", "playlist", "about"}
    | {"results", "joinchat", "dashboard", "tagged", "m", "tag", "plugins", "settings", "updates", "notes", "channel"}
)


def addresses(text: str) -> list[str]:
    """All web addresses in ``text``, as they stand there."""
    return [found.group() for found in _ADDRESS.finditer(text)]


def host_of(url: str) -> str:
    """The host of an address, in lower case and without ``www.``; empty where it has none."""
    return _split(url)[0]


def account_of_url(url: str) -> tuple[str, str] | None:
    """The platform and the account that an address of a profile or a post names, or None."""
    host, parts = _split(url)
    for prefix in ("m.", "mobile.", "de.", "en."):
        host = host.removeprefix(prefix)
    if parts is None or not host:
        return None
    if host.endswith(".tumblr.com"):
        return "tumblr", host.removesuffix(".tumblr.com")
    if host in _HOSTS:
        return _named(*_HOSTS[host], parts)
    found = _FEDIVERSE.match(parts.path)
    return ("mastodon", f"@{found[1]}@{found[2] or host}") if found else None


def _split(url: str) -> tuple[str, SplitResult | None]:
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:  # a broken IPv6 host
        return "", None
    return host, parts


def _named(platform: str, before: tuple[str, ...], parts: SplitResult) -> tuple[str, str] | None:
    path = [part for part in parts.path.split("/") if part]
    first = path[0] if path else ""
    if platform == "facebook" and (number := _facebook_number(path, parts.query)):
        return platform, number
    if first in before and len(path) > 1:
        name = f"{first}/{path[1]}" if first in _KEEPS_PATH.get(platform, ()) else path[1]
    elif "" in before and first:
        name = first
    else:
        return None
    if name.casefold() in _NOBODY or (platform == "facebook" and name.isdigit() and len(path) == 1):
        return None  # a number alone may be a post
    return platform, f"@{name.lstrip('@')}" if platform in _AT and "/" not in name else name.lstrip("@")


def _facebook_number(path: list[str], query: str) -> str | None:
    """The account's number in ``profile.php?id=77``, ``permalink.php?…&id=77`` or ``/77_<post>``."""
    number, _, post = path[0].partition("_") if path else ("", "", "")
    if number.isdigit() and post.isdigit():
        return number
    return next(iter(parse_qs(query).get("id", [])), None)

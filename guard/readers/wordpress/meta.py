"""The post meta that sharing plugins leave on a WordPress post.

Jetpack Social (Publicize): https://jetpack.com/support/jetpack-social/ · Share on Mastodon, Share on Pixelfed:
https://jan.boddez.net/wordpress/share-on-mastodon · Mastodon Autopost · Syndication Links · NextScripts SNAP ·
XPoster · ActivityPub: https://wordpress.org/plugins/
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guard.model.route import Confidence, Endpoint
from guard.readers.base.profile_url import account_of_url, addresses

_SERVICES = {
    "twitter": "x",
    "x": "x",
    "facebook": "facebook",
    "linkedin": "linkedin",
    "tumblr": "tumblr",
    "mastodon": "mastodon",
    "bluesky": "bluesky",
    "threads": "threads",
    "instagram-business": "instagram",
    "instagram": "instagram",
    "nextdoor": "nextdoor",
    "telegram": "telegram",
}
_SNAP = {
    "TW": "x",
    "FB": "facebook",
    "LI": "linkedin",
    "TR": "tumblr",
    "PN": "pinterest",
    "VK": "vk",
    "TG": "telegram",
    "RD": "reddit",
    "MD": "medium",
    "IG": "instagram",
    "BG": "blogger",
    "WP": "wordpress",
    "FL": "flickr",
    "TB": "tumblr",
}
_AT = {"x", "instagram", "threads"}


@dataclass(frozen=True, slots=True)
class Trace:
    """What one meta entry says: this plugin has carried the post to that account."""

    plugin: str
    destination: Endpoint
    key: str
    confidence: Confidence = Confidence.HIGH


def traces(meta: list[tuple[str, str]]) -> list[Trace]:
    """Where a post went, each place once; a place with its account replaces the same platform without."""
    found = {
        (trace.plugin, trace.destination): trace
        for key, value in meta
        for pattern, read in _RULES
        if (match := pattern.fullmatch(key))
        for trace in read(match, value)
    }
    named = {(plugin, end.platform) for plugin, end in found if end.account}
    return [trace for (plugin, end), trace in found.items() if end.account or (plugin, end.platform) not in named]


def shared_only(meta: list[tuple[str, str]]) -> bool:
    """Whether Jetpack has shared the post and left no more than that."""
    return any(re.fullmatch(r"_wpas_done_(?:all|\d+)", key) and value == "1" for key, value in meta)


def _user(match: re.Match[str], value: str) -> Iterator[Trace]:
    """``_publicize_twitter_user`` "@handle", ``_publicize_facebook_user`` a profile's address."""
    platform = _SERVICES.get(match[1].replace("_", "-"))
    if platform is None:
        return
    if value.startswith(("http://", "https://")):
        account = account_of_url(value)
        name = account[1] if account and account[0] == platform else None
    else:
        name = f"@{value.lstrip('@')}" if platform in _AT else value
    end = Endpoint(platform, name) if name else _connection(platform)
    yield Trace("Jetpack Social", end, match[0])


def _copy(match: re.Match[str], value: str) -> Iterator[Trace]:
    """``publicize_linkedin_url``: the address of the copy, often shortened."""
    platform = _SERVICES.get(match[1].replace("_", "-"))
    if platform is None or not value.startswith("http"):
        return
    account = account_of_url(value)
    named = account is not None and account[0] == platform
    yield Trace("Jetpack Social", Endpoint(*account) if account and named else _connection(platform), match[0])


def _connection(platform: str) -> Endpoint:
    return Endpoint(platform, ref=f"Jetpack Social's {platform} connection")


_EXTERNAL = re.compile(r'"([a-z_-]{1,30})";a:\d+:\{(?:i:(\d+)|s:\d+:"([^"]{1,100})");')
_SERVICE = re.compile(r'"service";s:\d+:"([a-z_-]{1,30})"')
_NAME = re.compile(r'"external_name";s:\d+:"([^"]{1,200})"')


def _done_external(match: re.Match[str], value: str) -> Iterator[Trace]:
    """``_publicize_done_external``, serialised by PHP: services, ids of accounts, addresses of copies."""
    yield from _links(match, value, "Jetpack Social")
    for service, number, word in _EXTERNAL.findall(value):
        if platform := _SERVICES.get(service.replace("_", "-")):
            yield Trace("Jetpack Social", Endpoint(platform, ref=f"id {number or word}"), match[0])


def _shares(match: re.Match[str], value: str) -> Iterator[Trace]:
    """``_publicize_shares``, serialised by PHP: one part for each attempt, with its outcome."""
    for share in value.split('"status";')[1:]:
        service = _SERVICE.search(share)
        platform = _SERVICES.get(service[1]) if service else None
        if platform is None or not share.startswith('s:7:"success"'):
            continue
        links = list(_links(match, share, "Jetpack Social"))
        name = _NAME.search(share)
        yield from links or [
            Trace("Jetpack Social", Endpoint(platform, ref=name[1]) if name else _connection(platform), match[0])
        ]


def _links(match: re.Match[str], value: str, plugin: str, sure: Confidence = Confidence.HIGH) -> Iterator[Trace]:
    for url in addresses(value):
        if account := account_of_url(url):
            yield Trace(plugin, Endpoint(*account), match[0], sure)


def _links_of(plugin: str, sure: Confidence = Confidence.HIGH) -> Callable[[re.Match[str], str], Iterator[Trace]]:
    return lambda match, value: _links(match, value, plugin, sure)


def _snap(match: re.Match[str], value: str) -> Iterator[Trace]:
    """``snapTW``: only where it says that the post was posted."""
    platform = _SNAP.get(match[1])
    if platform is None or not re.search(r'"is(?:Pre)?Posted";(?:s:\d+:"1"|i:1|b:1)', value):
        return
    urls = re.findall(r'"postURL";s:\d+:"(http[^"]+)"', value)
    accounts = [account for url in urls if (account := account_of_url(url))]
    ends = [Endpoint(*account) for account in accounts] or [Endpoint(platform, ref=f"SNAP's {platform} account")]
    yield from (Trace("NextScripts SNAP", end, match[0]) for end in ends)


def _xposter(match: re.Match[str], value: str) -> Iterator[Trace]:
    if value not in {"", "a:0:{}"}:
        yield Trace("XPoster", Endpoint("x", ref="XPoster's X account"), match[0], Confidence.MEDIUM)


def _federated(match: re.Match[str], value: str) -> Iterator[Trace]:
    if value == "federated":
        yield Trace("ActivityPub", Endpoint("activitypub", ref="the blog's own fediverse account"), match[0])


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Iterator[Trace]]], ...] = (
    (re.compile(r"_?publicize_([a-z_]{1,30})_user"), _user),
    (re.compile(r"_?publicize_([a-z_]{1,30})_url"), _copy),
    (re.compile(r"_publicize_done_external"), _done_external),
    (re.compile(r"_publicize_shares"), _shares),
    (re.compile(r"_share_on_mastodon_url"), _links_of("Share on Mastodon")),
    (re.compile(r"_share_on_pixelfed_url"), _links_of("Share on Pixelfed")),
    (re.compile(r"_share_on_twitter_url"), _links_of("Share on Twitter")),
    (re.compile(r"mastodonAutopostLastSuccessfull(?:Post|Toot)URL"), _links_of("Mastodon Autopost")),
    # A syndication link may have been written by hand.
    (re.compile(r"mf2_syndication|syndication_urls"), _links_of("Syndication Links", Confidence.MEDIUM)),
    (re.compile(r"snap([A-Z]{2})"), _snap),
    (re.compile(r"_wpt_tweet_id|_jd_wp_twitter"), _xposter),
    (re.compile(r"activitypub_status"), _federated),
)

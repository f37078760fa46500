"""Publishing calls of the platforms' libraries, told by the library's name and the method's together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guard.platforms import Target


@dataclass(frozen=True, slots=True)
class _Library:
    """A library that can publish."""

    platform: str
    words: tuple[str, ...]
    """One of them stands in any code that uses the library: to look for them is much faster than for the pattern."""
    imported: re.Pattern[str]
    """What shows that the library is in use."""
    call: re.Pattern[str]
    """The method calls that publish."""


def _of(platform: str, words: str, imported: str, call: str) -> _Library:
    return _Library(platform, tuple(words.split()), re.compile(imported), re.compile(call))


# Documentation: https://docs.tweepy.org · https://github.com/plhery/node-twitter-api-v2 · https://mastodonpy.readthedocs.io
# https://github.com/neet/masto.js · https://atproto.blue · https://github.com/bluesky-social/atproto ·
# https://docs.python-telegram-bot.org · https://praw.readthedocs.io · https://github.com/subzeroid/instagrapi
_LIBRARIES: tuple[_Library, ...] = (
    _of("x", "tweepy", r"\btweepy\b", r"\.(?:create_tweet|update_status\w*|update_with_media|retweet)\s*\("),
    _of("x", "twitter-api-v2", r"twitter-api-v2", r"\.(?:v[12]\s*\.\s*)?(?:tweet|tweetThread|reply|quote)\s*\("),
    _of(
        "x",
        "twit",
        r"""['"](?:twit|twitter|twitter-lite)['"]""",
        r"""\.post\s*\(\s*['"](?:statuses/(?:update|retweet)|tweets)\b""",
    ),
    _of("x", "twitter", r"(?m)^\s*(?:import|from)\s+twitter\b", r"\.(?:PostUpdates?|PostMedia|statuses\.update)\s*\("),
    _of(
        "x",
        "TwitterAPI twython twikit",
        r"\bTwitterAPI\b|\btwython\b|\btwikit\b",
        r"\.(?:request\s*\(\s*['\"](?:statuses/update|tweets)|update_status\w*\s*\(|create_tweet\s*\()",
    ),
    _of(
        "mastodon",
        "mastodon",
        r"(?m)^\s*(?:import|from)\s+mastodon\b",
        r"\.(?:toot|status_post|status_reply|status_reblog)\s*\(",
    ),
    _of(
        "mastodon",
        "masto megalodon",
        r"""['"](?:masto|mastodon-api|megalodon|mastodon)['"]""",
        r"""\.(?:statuses\s*\.\s*create|postStatus|post\s*\(\s*['"]statuses)\b""",
    ),
    _of("mastodon", "mastodon", r"mastodon", r"\.(?:status_post|toot)\s*\(|\.v1\s*\.\s*statuses\s*\.\s*create\s*\("),
    _of(
        "bluesky",
        "atproto blueskysocial",
        r"\batproto\b|\bblueskysocial\b",
        r"\.(?:send_posts?|send_images?|send_video|create_record|createRecord)\s*\(|[cC]lient\s*\.\s*post\s*\(",
    ),
    _of(
        "bluesky",
        "@atproto/ @skyware/bot",
        r"@atproto/api|@atproto/lex|@skyware/bot",
        r"\.post\s*\(|\bcreateRecord\s*\(",
    ),
    _of("nostr", "nostr", r"nostr-tools|pynostr|nostr_sdk", r"\.publish(?:_event)?\s*\(|send_event"),
    _of(
        "reddit",
        "praw snoowrap",
        r"\bpraw\b|\bsnoowrap\b",
        r"\.(?:submit|submit_image|submit_video|submitLink|submitSelfpost|crosspost)\s*\(",
    ),
    _of(
        "tumblr",
        "pytumblr tumblr.js",
        r"\bpytumblr\b|tumblr\.js",
        r"\.(?:create_(?:text|photo|link|quote|chat|audio|video)|createPost|createTextPost)\s*\(",
    ),
    _of(
        "instagram",
        "instagrapi instabot",
        r"\binstagrapi\b|\binstabot\b",
        r"\.(?:photo_upload\w*|album_upload\w*|clip_upload\w*|video_upload\w*|igtv_upload\w*|upload_photo)\s*\(",
    ),
    _of(
        "instagram",
        "instagram-private-api",
        r"instagram-private-api",
        r"\.publish\.\s*(?:photo|video|album|story)\s*\(",
    ),
    _of("facebook", "facebook", r"\bfacebook\b", r"\.(?:put_object|put_photo|put_wall_post)\s*\("),
    _of(
        "telegram",
        "telegram telebot aiogram telethon pyrogram telegraf grammy",
        r"(?m)^\s*(?:import|from)\s+(?:telegram|telebot|aiogram|telethon|pyrogram)\b|node-telegram-bot-api|telegraf|\bgrammy\b",
        r"\.(?:send_(?:message|photo|video|media_group|document)|send(?:Message|Photo|Video|MediaGroup))\s*\(",
    ),
    _of(
        "slack",
        "slack",
        r"\bslack_sdk\b|\bslack\b.*WebClient|@slack/web-api",
        r"\.(?:chat_postMessage|chat\.postMessage|files_upload\w*)\s*\(",
    ),
    _of(
        "discord",
        "discord_webhook DiscordWebhook dhooks",
        r"\bdiscord_webhook\b|\bDiscordWebhook\b|\bdhooks\b",
        r"\.(?:execute|send)\s*\(",
    ),
    _of("discord", "discord.js", r"discord\.js", r"\bWebhookClient\b[\s\S]*?\.send\s*\("),
    _of("misskey", "misskey", r"\bmisskey\b", r"\.notes_create\s*\(|notes/create"),
    _of(
        "linkedin",
        "linkedin_api linkedin-api-client",
        r"\blinkedin_api\b|\blinkedin-api-client\b",
        r"\.(?:submit_share|create_post)\s*\(",
    ),
    _of(
        "youtube",
        "googleapiclient googleapis",
        r"\bgoogleapiclient\b|\bgoogleapis\b",
        r"\.videos(?:\(\))?\s*\.\s*insert\s*\(",
    ),
)

_BLUESKY_LOGIN = re.compile(
    r"""(?:\blogin\s*\(\s*|identifier\\?["']?\s*[:=]\s*)\\?["'`]@?(?P<handle>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\\?["'`]"""
)
_MASTODON_SERVER = re.compile(
    r"""(?:api_base_url|api_url|baseUrl|url)["']?\s*[:=]\s*["'`]https?://(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/?(?:api/v\d/?)?["'`]"""
)


def library_calls(code: str) -> Iterator[Target]:
    """Where the library calls in ``code`` publish."""
    for library in _LIBRARIES:
        if any(word in code for word in library.words) and library.imported.search(code) and library.call.search(code):
            yield Target(library.platform, "post")


def named_account(platform: str, code: str) -> str | None:
    """The account that a login in ``code`` names in plain text: a Bluesky handle, ``@?@host`` for Mastodon."""
    if platform == "bluesky":
        login = _BLUESKY_LOGIN.search(code)
        return login["handle"] if login else None
    if platform == "mastodon":
        server = _MASTODON_SERVER.search(code)
        return f"@?@{server['host']}" if server else None
    return None

"""n8n's exported credentials: which accounts an installation holds. What they contain is never looked at."""

import re
from collections.abc import Iterator, Mapping

from guard.model.route import Endpoint, Holding, Place
from guard.readers.base.shapes import table, tables, text
from guard.readers.base.source import SourceFile, Value

_PLATFORMS: Mapping[str, str] = {
    "blotatoApi": "blotato",
    "blueskyApi": "bluesky",
    "discordBotApi": "discord",
    "discordOAuth2Api": "discord",
    "discordWebhookApi": "discord",
    "discourseApi": "discourse",
    "facebookGraphApi": "facebook",
    "ghostAdminApi": "ghost",
    "googleBusinessProfileOAuth2Api": "google-business",
    "lateApi": "late",
    "linkedInCommunityManagementOAuth2Api": "linkedin",
    "linkedInOAuth2Api": "linkedin",
    "mastodonOAuth2Api": "mastodon",
    "matrixApi": "matrix",
    "mattermostApi": "mattermost",
    "mediumApi": "medium",
    "mediumOAuth2Api": "medium",
    "postizApi": "postiz",
    "redditOAuth2Api": "reddit",
    "rocketchatApi": "rocketchat",
    "slackApi": "slack",
    "slackOAuth2Api": "slack",
    "telegramApi": "telegram",
    "twitterOAuth1Api": "x",
    "twitterOAuth2Api": "x",
    "uploadPostApi": "upload-post",
    "whatsAppApi": "whatsapp",
    "wordpressApi": "wordpress",
    "youTubeOAuth2Api": "youtube",
    "zulipApi": "zulip",
}


def is_export(file: SourceFile) -> bool:
    """Whether the file is what ``n8n export:credentials`` writes."""
    if '"data"' not in file.text or not re.search(r'"type"\s*:\s*"\w+(?:Api|Auth)"', file.text):
        return False
    entries = _entries(file.document)
    return bool(entries) and all(
        {"id", "name", "type", "data"} <= entry.keys() and re.search(r"(Api|Auth)$", text(entry["type"]))
        for entry in entries
    )


def holdings(file: SourceFile, tool: str) -> Iterator[Holding]:
    """The accounts that the exported credentials can post to, by name and id."""
    for index, entry in enumerate(_entries(file.document)):
        platform = _PLATFORMS.get(text(entry.get("type")))
        if platform is None:
            continue
        name, number = text(entry.get("name")), text(entry.get("id"))
        ref = f"{name} ({number})" if name and number else name or number or text(entry.get("type"))
        line = file.line_of(f'"{number}"') if number else None
        yield Holding(tool, Endpoint(platform, None, ref), Place(file.path, f'[{index}] "{name}"', line))


def _entries(value: Value) -> list[dict[str, Value]]:
    return tables(value) if isinstance(value, list) else [table(value)] if table(value) else []

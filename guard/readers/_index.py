"""The table of readers, written by hand: one line per tool, in the order in which they are asked."""

from importlib import import_module
from typing import cast

from guard.readers import Reader

READERS = (
    "n8n",
    "github_actions",
    "matterbridge",
    "make",
    "node_red",
    "home_assistant",
    "huginn",
    "tgcf",
    "apprise",
    "pleroma_bot",
    "feed2toot",
    "feediverse",
    "bluesky_crossposter",
    "rss2bsky",
    "mastodon_twitter_sync",
    "changedetection",
    "zapier",
    "activepieces",
    "toot",
    "tut",
    "t",
    "twurl",
    "x_archive",
    "mastodon_archive",
    "wordpress",
    "facebook_export",
    "instagram_export",
    "dotenv",
)


def readers() -> tuple[Reader, ...]:
    """All readers, imported now."""
    return tuple(cast(Reader, import_module(f"guard.readers.{name}")) for name in READERS)

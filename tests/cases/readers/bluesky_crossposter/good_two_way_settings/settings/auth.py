import os

BSKY_HANDLE = "orchard.bsky.social"
BSKY_PASSWORD = ""
BSKY_PDS = None
MASTODON_HANDLE = "@orchard"
MASTODON_INSTANCE = "https://meadow.social/"
MASTODON_TOKEN = ""
TWITTER_APP_KEY = ""
TWITTER_ACCESS_TOKEN = ""

BSKY_HANDLE = os.environ.get("BSKY_HANDLE") if os.environ.get("BSKY_HANDLE") else BSKY_HANDLE

"""What n8n's node types do, as plain data: one line per node.

Types are the last part in lower case. The nodes and their defaults: https://docs.n8n.io/integrations/builtin/
"""

from collections.abc import Mapping
from dataclasses import dataclass

from guard.model.route import SourceKind

ACCOUNT, FEED, SCHEDULE = SourceKind.ACCOUNT, SourceKind.FEED, SourceKind.SCHEDULE
MANUAL, WEBHOOK, FORM = SourceKind.MANUAL, SourceKind.WEBHOOK, SourceKind.FORM


@dataclass(frozen=True, slots=True)
class Publisher:
    """A node that can publish."""

    platform: str
    """The platform id; empty where the node's own fields choose among several."""
    publishes: Mapping[str, tuple[str, ...]]
    """Per resource the operations that publish; ``""`` stands for the default that the file leaves out."""
    resource: str = ""
    """The resource that applies where the file names none."""
    channel: str = ""
    """The parameter that holds the chat, channel or room."""
    refs: tuple[tuple[str, str], ...] = ()
    """Parameters that tell which account is meant, and what each is called."""
    private: bool = False
    """Whether it reaches a team's own rooms or a person's device rather than the public."""


_SENDS = (
    "",
    "sendMessage",
    "sendPhoto",
    "sendVideo",
    "sendAnimation",
    "sendAudio",
    "sendDocument",
    "sendMediaGroup",
    "sendSticker",
    "sendLocation",
    "sendAndWait",
    "sendAndWaitForResponse",
)

PUBLISHERS: Mapping[str, Publisher] = {
    "twitter": Publisher("x", {"tweet": ("", "create", "retweet")}, "tweet"),
    "linkedin": Publisher(
        "linkedin", {"post": ("", "create")}, "post", refs=(("person", "person"), ("organization", "organization"))
    ),
    "reddit": Publisher(
        "reddit", {"post": ("", "create"), "postComment": ("", "create")}, "post", refs=(("subreddit", "subreddit"),)
    ),
    "wordpress": Publisher("wordpress", {"post": ("", "create"), "page": ("", "create")}, "post"),
    "ghost": Publisher("ghost", {"post": ("create",)}, "post"),
    "medium": Publisher("medium", {"post": ("", "create")}, "post", refs=(("publicationId", "publication"),)),
    "discourse": Publisher("discourse", {"post": ("", "create")}, "post", refs=(("category", "category"),)),
    "youtube": Publisher("youtube", {"video": ("upload",)}, "channel"),
    "googlebusinessprofile": Publisher(
        "google-business", {"post": ("", "create")}, "post", refs=(("account", "account"), ("location", "location"))
    ),
    "telegram": Publisher("telegram", {"message": _SENDS}, "message", channel="chatId"),
    "discord": Publisher("discord", {"message": ("", "send", "sendLegacy", "sendAndWait")}, channel="channelId"),
    "matrix": Publisher("matrix", {"message": ("", "create"), "media": ("", "upload")}, "message", channel="roomId"),
    "slack": Publisher(
        "slack", {"message": ("", "post", "sendAndWait", "postEphemeral")}, "message", "channelId", private=True
    ),
    "mattermost": Publisher("mattermost", {"message": ("", "post")}, "message", "channelId", private=True),
    "rocketchat": Publisher("rocketchat", {"chat": ("", "postMessage")}, "chat", "channel", private=True),
    "zulip": Publisher("zulip", {"message": ("sendStream",)}, "message", "stream", private=True),
    "microsoftteams": Publisher(
        "teams",
        {"channelMessage": ("", "create"), "chatMessage": ("", "create", "sendAndWait")},
        "channel",
        "channelId",
        private=True,
    ),
    "googlechat": Publisher("google-chat", {"message": ("create", "sendAndWait")}, "member", "spaceId", private=True),
    "ciscowebex": Publisher("webex", {"message": ("", "create")}, "message", "roomId", private=True),
    "line": Publisher("line", {"notification": ("", "send")}, "notification", private=True),
    "whatsapp": Publisher(
        "whatsapp",
        {"message": ("", "send", "sendTemplate", "sendAndWait")},
        "message",
        "recipientPhoneNumber",
        private=True,
    ),
    "pushover": Publisher("pushover", {"message": ("", "push")}, "message", private=True),
    "pushbullet": Publisher("pushbullet", {"push": ("", "create")}, "push", private=True),
    "gotify": Publisher("gotify", {"message": ("", "create")}, "message", private=True),
    "blotato": Publisher("", {"post": ("", "create")}, "post", refs=(("accountId", "account"),)),
    "uploadpost": Publisher(
        "",
        {"uploads": ("", "uploadPhotos", "uploadVideo", "uploadText", "uploadDocument")},
        "uploads",
        refs=(("user", "user"),),
    ),
}

# fmt: off
MANAGERS = frozenset({
    "ayrshare", "blotato", "buffer", "hootsuite", "late", "metricool", "postiz", "publer", "socialbee", "typefully",
    "upload-post",
})
# fmt: on
"""Services that post to many platforms; the platform stands in a field."""

TRIGGERS: Mapping[str, tuple[int, SourceKind, str | None]] = {
    "rssfeedreadtrigger": (1, FEED, "rss"),
    "formtrigger": (2, FORM, "n8n-form"),
    "chattrigger": (3, MANUAL, "ai"),
    "manualchattrigger": (3, MANUAL, "ai"),
    "webhook": (4, WEBHOOK, "n8n-webhook"),
    "telegramtrigger": (5, MANUAL, "telegram"),
    "whatsapptrigger": (5, MANUAL, "whatsapp"),
    "scheduletrigger": (6, SCHEDULE, None),
    "cron": (6, SCHEDULE, None),
    "interval": (6, SCHEDULE, None),
    "executeworkflowtrigger": (7, WEBHOOK, "n8n-workflow"),
    "mcptrigger": (7, WEBHOOK, "mcp"),
    "manualtrigger": (8, MANUAL, None),
    "start": (8, MANUAL, None),
    "errortrigger": (9, WEBHOOK, "n8n-error"),
    "emailreadimap": (0, ACCOUNT, "email"),
    "localfiletrigger": (0, ACCOUNT, "folder"),
    "typeformtrigger": (2, FORM, "typeform"),
    "jotformtrigger": (2, FORM, "jotform"),
    "wufootrigger": (2, FORM, "wufoo"),
    "formiotrigger": (2, FORM, "formio"),
    "formstacktrigger": (2, FORM, "formstack"),
    "kobotoolboxtrigger": (2, FORM, "kobotoolbox"),
    "surveymonkeytrigger": (2, FORM, "surveymonkey"),
    "tallytrigger": (2, FORM, "tally"),
    "fillouttrigger": (2, FORM, "fillout"),
    "githubtrigger": (4, WEBHOOK, "github"),
    "gitlabtrigger": (4, WEBHOOK, "gitlab"),
    "bitbuckettrigger": (4, WEBHOOK, "bitbucket"),
    "ssetrigger": (4, WEBHOOK, "sse"),
    "mqtttrigger": (4, WEBHOOK, "mqtt"),
    "amqptrigger": (4, WEBHOOK, "amqp"),
    "kafkatrigger": (4, WEBHOOK, "kafka"),
    "rabbitmqtrigger": (4, WEBHOOK, "rabbitmq"),
    "redistrigger": (4, WEBHOOK, "redis"),
    "awssnstrigger": (4, WEBHOOK, "aws-sns"),
    "n8ntrigger": (9, WEBHOOK, "n8n"),
    "workflowtrigger": (9, WEBHOOK, "n8n"),
    "evaluationtrigger": (9, MANUAL, None),
}
"""Trigger → rank among several (smallest wins), kind, platform. Other ``…Trigger`` types watch an account."""

# fmt: off
YIELDING = frozenset({
    "scheduletrigger", "cron", "interval", "manualtrigger", "start", "telegramtrigger", "whatsapptrigger",
    "errortrigger", "n8ntrigger",
})
# fmt: on
"""Triggers that say when, not what: a step that reads content afterwards is the source."""

PROVIDERS: Mapping[str, tuple[SourceKind, str]] = {
    "rssfeedread": (FEED, "rss"),
    "hackernews": (FEED, "hacker-news"),
    "nasa": (FEED, "nasa"),
    "openweathermap": (FEED, "openweathermap"),
    "coingecko": (FEED, "coingecko"),
    "reddit": (FEED, "reddit"),
    "googlesheets": (ACCOUNT, "google-sheets"),
    "microsoftexcel": (ACCOUNT, "microsoft-excel"),
    "notion": (ACCOUNT, "notion"),
    "airtable": (ACCOUNT, "airtable"),
    "baserow": (ACCOUNT, "baserow"),
    "nocodb": (ACCOUNT, "nocodb"),
    "seatable": (ACCOUNT, "seatable"),
    "grist": (ACCOUNT, "grist"),
    "coda": (ACCOUNT, "coda"),
    "supabase": (ACCOUNT, "supabase"),
    "postgres": (ACCOUNT, "postgres"),
    "mysql": (ACCOUNT, "mysql"),
    "microsoftsql": (ACCOUNT, "mssql"),
    "timescaledb": (ACCOUNT, "timescaledb"),
    "mongodb": (ACCOUNT, "mongodb"),
    "datatable": (ACCOUNT, "n8n-data-table"),
    "googlefirebasecloudfirestore": (ACCOUNT, "firestore"),
    "googledrive": (ACCOUNT, "google-drive"),
    "googledocs": (ACCOUNT, "google-docs"),
    "dropbox": (ACCOUNT, "dropbox"),
    "microsoftonedrive": (ACCOUNT, "onedrive"),
    "nextcloud": (ACCOUNT, "nextcloud"),
    "awss3": (ACCOUNT, "s3"),
    "s3": (ACCOUNT, "s3"),
    "ftp": (ACCOUNT, "ftp"),
    "trello": (ACCOUNT, "trello"),
    "asana": (ACCOUNT, "asana"),
    "clickup": (ACCOUNT, "clickup"),
    "todoist": (ACCOUNT, "todoist"),
    "mondaycom": (ACCOUNT, "monday"),
    "googlecalendar": (ACCOUNT, "google-calendar"),
    "gmail": (ACCOUNT, "gmail"),
    "shopify": (ACCOUNT, "shopify"),
    "woocommerce": (ACCOUNT, "woocommerce"),
    "wordpress": (ACCOUNT, "wordpress"),
    "ghost": (ACCOUNT, "ghost"),
    "strapi": (ACCOUNT, "strapi"),
    "contentful": (ACCOUNT, "contentful"),
    "storyblok": (ACCOUNT, "storyblok"),
    "webflow": (ACCOUNT, "webflow"),
    "github": (ACCOUNT, "github"),
    "gitlab": (ACCOUNT, "gitlab"),
    "twitter": (ACCOUNT, "x"),
    "youtube": (ACCOUNT, "youtube"),
    "spotify": (ACCOUNT, "spotify"),
    "strava": (ACCOUNT, "strava"),
    "raindrop": (ACCOUNT, "raindrop"),
}
"""Node that reads → kind and platform of what it reads."""

DATABASES = frozenset(
    {"supabase", "postgres", "mysql", "mssql", "mongodb", "firestore", "n8n-data-table", "timescaledb"}
)
"""Providers that are the flow's own store: what a clock takes from there was put there to wait for it."""

TABLES = frozenset({"googlesheets", "microsoftexcel", "notion", "airtable", "baserow", "nocodb", "seatable", "grist"})
"""Providers that hold one post per row."""

# fmt: off
WRITES = (
    "append", "update", "upsert", "create", "insert", "delete", "upload", "add", "send", "move", "share", "clear",
    "copy", "remove", "write", "export",
)
# fmt: on
"""How the operations begin that bring no content."""

# fmt: off
AI_NODES = frozenset({
    "agent", "agenttool", "openai", "googlegemini", "anthropic", "ollama", "chainllm", "chainsummarization",
    "chainretrievalqa", "openaiassistant", "perplexity", "mistralai", "deepseek", "groq", "cohere",
})
# fmt: on

AI_HOSTS = (
    "openai.com",
    "perplexity.ai",
    "anthropic.com",
    "openrouter.ai",
    "generativelanguage.googleapis.com",
    "aiplatform.googleapis.com",
    "groq.com",
    "mistral.ai",
    "deepseek.com",
    "api.x.ai",
    "cohere.com",
    "together.xyz",
    "replicate.com",
    "huggingface.co",
    "pollinations.ai",
    "fal.run",
    "stability.ai",
    "heygen.com",
    "kie.ai",
    "openai.azure.com",
)

SCRAPERS = (
    "apify.com",
    "serpapi.com",
    "firecrawl.dev",
    "tavily.com",
    "scrapingbee.com",
    "brightdata.com",
    "newsapi.org",
)

CARRIERS = (
    "imgbb.com",
    "cloudinary.com",
    "api.telegram.org",
    "graph.facebook.com",
    "graph.instagram.com",
    "api.linkedin.com",
    "api.twitter.com",
    "upload-post.com",
    "blotato.com",
    "localhost",
    "tmpfiles.org",
    "placid.app",
    "bannerbear.com",
)
"""Hosts that are asked for something on the way, not for content."""

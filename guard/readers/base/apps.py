"""Apps that automation services offer as steps: the platform an app publishes to, and the content it brings in."""

import re
from itertools import pairwise

from guard.model.route import Source, SourceKind
from guard.readers.base.actions import words
from guard.readers.base.address import host_of

_PLATFORM_OF = {
    "facebook": "facebook",
    "instagram": "instagram",
    "linkedin": "linkedin",
    "linkedup": "linkedin",
    "twitter": "x",
    "x": "x",
    "pinterest": "pinterest",
    "tiktok": "tiktok",
    "youtube": "youtube",
    "threads": "threads",
    "bluesky": "bluesky",
    "bsky": "bluesky",
    "mastodon": "mastodon",
    "nostr": "nostr",
    "nostrobots": "nostr",
    "pixelfed": "pixelfed",
    "misskey": "misskey",
    "reddit": "reddit",
    "tumblr": "tumblr",
    "medium": "medium",
    "wordpress": "wordpress",
    "ghost": "ghost",
    "blogger": "blogger",
    "substack": "substack",
    "vk": "vk",
    "vkontakte": "vk",
    "weibo": "weibo",
    "telegram": "telegram",
    "discord": "discord",
    "slack": "slack",
    "mattermost": "mattermost",
    "teams": "teams",
    "matrix": "matrix",
    "buffer": "buffer",
    "hootsuite": "hootsuite",
    "publer": "publer",
    "ayrshare": "ayrshare",
    "blotato": "blotato",
    "metricool": "metricool",
    "postiz": "postiz",
    "typefully": "typefully",
    "socialbee": "socialbee",
    "vista": "vista-social",
    "sprout": "sprout-social",
    "getlate": "late",
    "late": "late",
}
_PAIRS = {
    ("upload", "post"): "upload-post",
    ("google", "my", "business"): "google-business",
    ("google", "business", "profile"): "google-business",
    ("dev", "to"): "devto",
}
# Apps of the same companies that publish nothing: advertising, lead forms, figures, private messages.
_OTHER_APPS = frozenset(
    {
        "ads", "ad", "lead", "leads", "conversion", "conversions", "analytics", "insights", "messenger", "campaign",
        "audience", "audiences", "dm", "reporting", "scraper", "marketing", "sales", "download", "downloader",
        "offline", "events", "catalog", "commerce", "shop", "business",
    }
)  # fmt: skip
_PAGES_OF_A_BUSINESS = frozenset({"instagram", "linkedin", "tiktok", "google"})

_FORMS = frozenset(
    {
        "form", "forms", "typeform", "jotform", "tally", "fillout", "paperform", "formstack", "wufoo", "survey",
        "surveymonkey", "cognito", "gravity", "interfaces", "lead", "leads", "youform", "formaloo",
    }
)  # fmt: skip
_EVENTS = frozenset({"gateway", "webhook", "webhooks", "hook", "hooks", "github", "gitlab", "bitbucket", "http"})
_CLOCKS = frozenset({"schedule", "scheduler", "cron", "timer", "clock"})
_HANDS = frozenset({"push", "chrome", "button", "chat", "chatbot", "chatbots", "manual", "ios", "android"})
_AI = frozenset(
    {
        "openai", "gpt", "chatgpt", "anthropic", "claude", "gemini", "perplexity", "deepseek", "mistral", "groq",
        "openrouter", "ai", "dall", "dalle", "stability", "leonardo", "agents", "grok", "cohere", "llm", "vertex",
    }
)  # fmt: skip
_CONTENT_HOSTS = {
    "api.notion.com": "notion",
    "api.airtable.com": "airtable",
    "sheets.googleapis.com": "google-sheets",
    "supabase.co": "supabase",
    "api.baserow.io": "baserow",
    "api.coda.io": "coda",
}
_TOOLS = frozenset(
    {
        "builtin", "util", "json", "xml", "csv", "regexp", "tools", "datastore", "filter", "delay", "formatter", "code",
        "branching", "path", "paths", "looping", "storage", "image", "cloudinary", "html", "bannerbear", "canva",
        "math", "sleep", "flow", "text", "archive", "bitly", "cloudconvert", "digest", "helper", "make", "sub",
        "placid", "creatomate", "templated", "markdown", "encryptor", "currency", "transformer", "scenario",
    }
)  # fmt: skip
_MADE_FOR_AN_AUDIENCE = frozenset(
    {
        "x", "facebook", "instagram", "linkedin", "mastodon", "bluesky", "youtube", "tiktok", "threads", "pinterest",
        "reddit", "tumblr", "medium", "wordpress", "ghost", "blogger", "twitch", "shopify", "woocommerce", "spotify",
        "podcast", "vimeo", "flickr", "etsy", "soundcloud", "vk", "telegram", "libre.fm", "last.fm", "pixelfed",
    }
)  # fmt: skip


def posting_platform(app: str) -> str | None:
    """The platform that an app of this name publishes to, or None: ``linkedin`` but not ``linkedin-lead-gen-forms``."""
    named = words(app.removeprefix("app#"))
    for parts, paired in _PAIRS.items():
        if named[: len(parts)] == parts:
            return paired
    # A name in capitals falls apart: YouTube, LinkedIn, WordPress.
    joined = (first + second for first, second in pairwise(named))
    platform = next((_PLATFORM_OF[word] for word in (*named, *joined) if word in _PLATFORM_OF), None)
    others = _OTHER_APPS & set(named)
    if platform and (not others or (others == {"business"} and named[0] in _PAGES_OF_A_BUSINESS)):
        is_x = named[0] in {"x", "twitter"} or (named[-1] == "x" and "social" in named)
        return platform if platform != "x" or is_x else None
    return None


def is_ai(app: str) -> bool:
    """Whether the app writes or draws by itself."""
    return bool(_AI & set(words(app)))


def is_helper(app: str) -> bool:
    """Whether the app only reshapes or passes on what other steps bring."""
    return bool(_TOOLS & set(words(app)[:1])) or words(app)[:3] == ("html", "css", "to")


def trigger_source(app: str, tool: str, ref: str | None = None, address: str | None = None) -> Source:
    """The source that a trigger of this app stands for."""
    named = set(words(app))
    if named & {"rss", "feed", "atom", "feeds"}:
        return Source("rss", address, None if address else ref, SourceKind.FEED)
    for known, kind in ((_FORMS, SourceKind.FORM), (_CLOCKS, SourceKind.SCHEDULE), (_HANDS, SourceKind.MANUAL)):
        if named & known:
            return Source(_slug(app) if kind is SourceKind.FORM else tool, None, ref, kind)
    if named & _EVENTS or named & {"builtin"}:
        code = named & {"github", "gitlab", "bitbucket"}
        return Source(_slug(app) if code else tool, None, ref, SourceKind.WEBHOOK)
    platform = posting_platform(app)
    if platform in {"telegram", "slack", "discord", "teams"}:
        return Source(platform, None, ref, SourceKind.MANUAL)
    return Source(platform or _slug(app), address, ref, SourceKind.ACCOUNT)


def content_host(url: str) -> str | None:
    """The service that keeps tables or pages, where the address is one of its interface: ``api.notion.com``."""
    host = host_of(url)
    return next((app for name, app in _CONTENT_HOSTS.items() if host == name or host.endswith(f".{name}")), None)


def is_public(source: Source) -> bool:
    """Whether the source's content was made for an audience."""
    # A host name stands for a site that shows its users' lists to everyone.
    shown = source.platform in _MADE_FOR_AN_AUDIENCE or "." in (source.platform or "")
    return source.kind is SourceKind.FEED or (source.kind is SourceKind.ACCOUNT and shown)


def _slug(app: str) -> str:
    return re.sub(r"-(?:v|cli|api)?\d*$", "", "-".join(words(app.removeprefix("app#")))) or app.lower()

"""What the name of a step's action says: whether it publishes.

Automation services name their actions freely (``CreatePostPhoto``, ``uploadAReel``, ``create_page_photo``), so the
words of the name are judged, not a list of names.
"""

import re

CHATS = frozenset(
    {
        "telegram", "discord", "slack", "matrix", "mattermost", "rocketchat", "teams", "zulip", "google-chat",
        "whatsapp", "line", "irc", "xmpp",
    }
)  # fmt: skip
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

_READS = frozenset(
    {
        "watch", "trigger", "new", "list", "get", "search", "find", "retrieve", "read", "fetch", "download", "check",
        "update", "edit", "delete", "remove", "like", "unlike", "favorite", "react", "follow", "unfollow", "lookup",
        "count", "export", "on", "listen", "receive", "mark", "set", "block", "mute", "pin", "unpin", "answer", "hide",
        "load", "query", "filter", "approve", "reject", "modify", "move", "copy", "forward", "validate", "refresh",
    }
)  # fmt: skip
_WRITES = frozenset(
    {
        "create", "post", "publish", "share", "upload", "submit", "schedule", "send", "tweet", "retweet", "repost",
        "toot", "add", "make", "queue", "reblog", "quote", "broadcast", "execute", "say", "write", "story", "reel",
    }
)  # fmt: skip
# What an action makes instead of a post …
_NEVER_POSTS = frozenset(
    {
        "comment", "comments", "reply", "message", "messages", "dm", "direct", "reaction", "playlist", "thumbnail",
        "subtitle", "subtitles", "captions", "draft", "drafts", "review", "idea", "container", "call", "insight",
    }
)  # fmt: skip
# … and what it makes unless the name speaks of a post as well: ``createUser``, but ``CreateUserTextPost``.
_OTHER_THINGS = frozenset(
    {
        "user", "tag", "tags", "category", "album", "board", "section", "list", "lead", "audience", "campaign", "ad",
        "channel", "role", "group", "invite", "reminder", "event", "profile", "banner", "avatar", "bookmark", "webhook",
        "conversion", "term", "member", "folder", "label", "subscriber", "menu", "taxonomy", "customer", "hook",
        "caption",
    }
)  # fmt: skip
_OTHER_CHAT_THINGS = frozenset(
    {
        "role", "reaction", "invite", "event", "reminder", "action", "typing", "status", "list", "canvas", "profile",
        "emoji", "permission", "pin", "dm", "direct", "call", "bookmark", "usergroup", "modal", "home",
    }
)  # fmt: skip
_ROOMS = frozenset({"channel", "group", "user", "member", "topic", "conversation", "guild", "thread"})
_MESSAGES = frozenset(
    {"message", "messages", "post", "text", "photo", "video", "media", "file", "document", "poll", "notification"}
)
_FILES = frozenset({"media", "image", "file", "asset", "attachment"})
_UPLOADS_ARE_POSTS = frozenset({"facebook", "instagram", "pinterest", "youtube", "tiktok"})
_POSTS = frozenset({"post", "posts", "tweet", "toot", "publish", "share", "story", "reel", "update", "carousel"})


def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case: ``CreateAReelPost`` → create, a, reel, post."""
    return tuple(word.lower() for word in _WORD.findall(name))


def publishes(platform: str, action: str) -> bool | None:
    """Whether an action of this name publishes on the platform; None where the name does not tell."""
    named = [word for word in words(re.sub(r"^Action(?=[A-Z])", "", action)) if word not in {"a", "an", "the"}]
    if platform == "pinterest" and "pin" in named:
        return not _READS - {"pin", "new"} & set(named)
    verb = next((word for word in named if word in _READS or word in _WRITES), None)
    things = set(named)
    if verb is None:
        return False if platform not in CHATS and _NEVER_POSTS & things else None
    if verb in _READS:
        return False
    if platform in CHATS:
        return not _OTHER_CHAT_THINGS & things and bool(_MESSAGES & things or not _ROOMS & things)
    if _NEVER_POSTS & things or (_OTHER_THINGS & things and not _POSTS & things):
        return False
    # Storing a file beforehand publishes nothing where the post is a step of its own.
    return not (platform not in _UPLOADS_ARE_POSTS and _FILES & things and not _POSTS & things)


def is_raw_call(action: str) -> bool:
    """Whether the action is a request that the user wrote out himself: ``UniversalAPICall``, ``makeApiCall``."""
    named = set(words(action))
    return ("call" in named and ("api" in named or "apicall" in named)) or {"api", "request"} <= named

"""Whether a message is published, or only tells the people who run the flow."""

import re

from guard.model.route import RouteClass, Source, SourceKind
from guard.readers.base.actions import CHATS
from guard.readers.base.apps import is_public

_WORK_ROOMS = frozenset({"slack", "teams", "mattermost", "rocketchat", "google-chat", "zulip"})
_OWN_NEWS = re.compile(
    r"\berr(?:or|eur)|fail|alert|warning|approv|review|reject|notif|monitor|debug|\blogs?\b|reminder|\breport"
    r"|success|completed|\bdone\b|posted|published|new (?:lead|order|customer|ticket|form|booking|submission|response)"
    r"|⚠|❌|🚨|✅",
    re.IGNORECASE,
)
_OPEN_ROOM = re.compile(r"@\w|-\d|#\S|!\S+:\S|https://t\.me/|[\d-]+@(?:g\.us|newsletter)\b")


def message_class(
    platform: str,
    room: str,
    source: Source,
    *,
    said: str = "",
    beside_a_post: bool = False,
    after_failure: bool = False,
) -> RouteClass:
    """POST for what others read, NOTIFY for a note to the flow's owner; anything but a chat publishes.

    ``room`` is the channel or chat id as the file shows it, ``said`` the step's name and the beginning of its text;
    ``beside_a_post`` tells that the same content goes to a public account at the same moment.
    """
    if platform not in CHATS:
        return RouteClass.POST
    if after_failure or platform in _WORK_ROOMS or _OWN_NEWS.search(said[:200]):
        return RouteClass.NOTIFY
    # A Telegram channel or group has a name or a negative id, a person's chat a positive one.
    if platform == "telegram" and room.isdigit() and not beside_a_post:
        return RouteClass.NOTIFY
    open_room = bool(_OPEN_ROOM.match(room)) or (platform == "discord" and source.kind is SourceKind.SCHEDULE)
    return RouteClass.POST if is_public(source) or beside_a_post or open_room else RouteClass.NOTIFY

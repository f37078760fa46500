"""Whether a chat message is a post, or only a note to the people who run the workflow."""

import re

from guard.model.route import RouteClass
from guard.readers.base.apps import is_public
from guard.readers.base.flow import upstream
from guard.readers.n8n.graph import Node, Workflow
from guard.readers.n8n.sources import source_of

_OWN_NEWS = re.compile(
    r"(?i)\berr(or|o)|fail|alert|approv|review|preview|confirm|debug|\blogs?\b|notif|success|report|monitor|\bstatus"
    r"|ping me|feedback|reject|cancel|warning"
)
_TROUBLE = re.compile(r"(?i)\berror|fail(ed|ure)|approv|⚠|❌|🚨")
_OWN_ROOM = re.compile(r"(?i)\b(admin|ops|alerts?|errors?|logs?|monitor\w*|debug|internal|dev|team|private|test)\b")
_ASKER = re.compile(r"(?i)chat\.id|chatid|chat_id|message\.from|callback_query|\bfrom\.id|user_?id")


def audience(workflow: Workflow, step: Node, platform: str, chat: str, room: str, posts: frozenset[str]) -> RouteClass:
    """POST where the message goes to a room for others, NOTIFY where it goes to the owner or back to the asker.

    ``chat`` is the id or expression, ``room`` the name that the editor showed; ``posts`` are the steps that
    publish elsewhere.
    """
    if step.name not in workflow.calm or "wait" in step.param("operation").lower() or step.param("replyMarkup"):
        return RouteClass.NOTIFY
    if step.param("sendTo") == "user" or _OWN_ROOM.search(room):
        return RouteClass.NOTIFY
    if is_open(chat):
        return RouteClass.NOTIFY if _OWN_NEWS.search(step.name) else RouteClass.POST
    if _answers(workflow, step, platform):
        return RouteClass.NOTIFY
    if platform == "discord" and not chat.startswith("="):
        own = _OWN_NEWS.search(step.name) or _TROUBLE.search((step.param("content") or step.param("text"))[:60])
        return RouteClass.NOTIFY if own else RouteClass.POST
    if chat.startswith(("=", "{{")):
        room_like = re.search(r"channel", chat, re.IGNORECASE) and not _ASKER.search(
            chat.replace("channel_chat_id", "")
        )
        return RouteClass.POST if room_like and not _OWN_NEWS.search(step.name) else RouteClass.NOTIFY
    if _OWN_NEWS.search(step.name):
        return RouteClass.NOTIFY
    source = source_of(workflow, step)
    made_public = chat and is_public(source) and source.platform != "web" and not _is_one_person(platform, chat)
    return RouteClass.POST if made_public or _beside_a_post(workflow, step, posts) else RouteClass.NOTIFY


def _answers(workflow: Workflow, step: Node, platform: str) -> bool:
    """Whether only a message to the same bot leads here, so that the one who wrote it is answered."""
    before = upstream(step.name, workflow.edges)
    starts = {node.kind for node in workflow.triggers if node.name in before}
    return platform == "telegram" and starts == {"telegramtrigger"}


def is_open(chat: str) -> bool:
    """Whether a chat id names a channel or a group: ``@name``, ``-100…``, ``#room``, ``!room:server``, ``…@g.us``."""
    return bool(re.match(r"=?\s*(@\w|-\d|#\S|!\S+:\S|https://t\.me/|[\d-]+@(?:g\.us|newsletter)\b)", chat))


def _is_one_person(platform: str, chat: str) -> bool:
    """Whether the id is that of a person's chat with the bot: Telegram's groups and channels have a minus."""
    return platform == "telegram" and chat.isdigit()


def _beside_a_post(workflow: Workflow, step: Node, posts: frozenset[str]) -> bool:
    """Whether the same content goes to a public account at the same moment: both have the same step before them."""
    if posts & upstream(step.name, workflow.edges).keys():
        return False
    return any(step.name in afters and posts & set(afters) for afters in workflow.edges.values())

"""What the fields of a step say where its type does not: whether it publishes, and on which platforms."""

import re
from collections.abc import Iterator

from guard.platforms import platform_named
from guard.readers.base.actions import publishes
from guard.readers.base.apps import posting_platform
from guard.readers.base.shapes import table
from guard.readers.base.source import Value
from guard.readers.n8n.graph import Node, words_of

_CHOICE = re.compile(r"(?i)platform|network|targettype|__type|^provider$")
_OTHER_THING = re.compile(r"(?i)user|profile|account|media$|comment|message|direct|analytic|insight|list|follow|search")
_OTHER_NODE = re.compile(r"(?i)transcri|search|parser|comment")
# One post for several accounts at once: only services that post for others ask for that.
_ACCOUNTS = re.compile(r"(?i)^social_?accounts?|(?:account|profile|integration)_?ids$")
_DRAFT = re.compile(r"(?i)^(?:is|as|save_?as)?_?draft$")
_STATE = re.compile(r"(?i)^(?:post_?|publish_?)?(?:status|mode|type)$")
_UNPUBLISHED = frozenset({"draft", "pending", "private"})
_CONTENT = (
    "text",
    "status",
    "caption",
    "content",
    "postText",
    "message",
    "title",
    "imageUrl",
    "videoUrl",
    "postContent",
    "postContentText",
)


def has_content(node: Node) -> bool:
    """Whether the step is given something to say or to show."""
    return any(node.param(key) for key in _CONTENT)


def is_draft(node: Node) -> bool:
    """Whether what is created stays unpublished until someone publishes it by hand."""
    fields = {**node.parameters, **table(node.parameters.get("additionalFields"))}
    return any(
        (value is True and _DRAFT.search(key)) or (words_of(value).lower() in _UNPUBLISHED and _STATE.search(key))
        for key, value in fields.items()
    )


def community_platform(node: Node) -> str | None:
    """The platform or service that a node which n8n does not ship publishes on; None where it does not publish.

    In files written by hand such a node may bear the name of n8n's own package: ``n8n-nodes-base.instagram``.
    """
    invented = node.package == "n8n-nodes-base"
    own = node.type.rpartition(".")[2]
    name = own if invented else re.sub(r"^(@[^/]+/)?n8n-nodes-", "", node.type)
    platform = posting_platform(name) or posting_platform(own) or (None if invented else _service(node))
    if platform is None or _OTHER_NODE.search(name) or is_draft(node):
        return None
    if _OTHER_THING.search(node.param("resource")) and "publish" not in node.param("operation").lower():
        return None
    said = publishes(platform, node.param("operation"))
    return platform if (has_content(node) if said is None else said) else None


def _service(node: Node) -> str | None:
    """An unknown service that is given a text and the accounts to post it on."""
    return node.kind if has_content(node) and any(map(_ACCOUNTS.search, node.parameters)) else None


def account_named(node: Node) -> str:
    """The account that the step posts on, by the name that the editor showed or by its id."""
    keys = ["accountId", "node", *filter(_ACCOUNTS.search, node.parameters)]
    return node.label("accountId") or next((found for key in keys if (found := node.param(key))), "")


def chosen_platforms(node: Node) -> list[str]:
    """The platforms that the step's own fields choose."""
    found = [name for text in _choices(dict(node.parameters)) if (name := platform_named(text))]
    if node.kind == "blotato" and not found and not node.param("platform"):
        found = ["instagram"]  # its default
    return list(dict.fromkeys(found))


def _choices(value: Value, depth: int = 0) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _choices(item, depth)
    elif isinstance(value, dict) and depth < 6:
        for key, item in value.items():
            if _CHOICE.search(key):
                texts = item if isinstance(item, list) else [item]
                yield from (word for text in texts for word in re.findall(r"[\w-]+", words_of(text)))
            yield from _choices(item, depth + 1)

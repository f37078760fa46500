"""Where an n8n step publishes: native nodes, community nodes, requests, code, and calls of other workflows."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from guard.model.route import Confidence, Endpoint, RouteClass
from guard.platforms import Target as PlatformTarget
from guard.platforms import platform_named
from guard.platforms.requests import request_targets
from guard.readers.base.actions import CHATS, publishes
from guard.readers.base.code import posting_calls
from guard.readers.base.flow import upstream
from guard.readers.n8n.audience import audience
from guard.readers.n8n.graph import Node, Workflow, plain
from guard.readers.n8n.nodes import AI_HOSTS, MANAGERS, PUBLISHERS, Publisher
from guard.readers.n8n.requests import CALLS, Request, code_of, names_in, readable_hints, request_of
from guard.readers.n8n.services import account_named, chosen_platforms, community_platform, has_content, is_draft
from guard.readers.n8n.values import completed, value_of

_OF_MANY_SERVERS = frozenset({"mastodon", "misskey", "pixelfed", "lemmy", "wordpress", "ghost"})
_TEAM_CHATS = frozenset({"slack", "mattermost", "rocketchat", "zulip", "teams", "google-chat", "webex"})
_WEBHOOK = re.compile(r"/webhook(?:-test)?/([^?#\s]+)")
_ADDRESS = re.compile(r"https?://[^\s'\"`<>]+")
_TAKES_POSTS = re.compile(r"(?i)/(?:(?:social-?)?(?:media-?)?posts?|(?:create|schedule)d?[-_]?posts?|publish)/?$")
_NAMES_PLATFORMS = re.compile(
    r"""(?i)["'](?:social_?)?(?:platforms?|networks?)(?:\[\])?["']\s*:\s*(\[[^\]]*\]|"[^"]*")"""
)
_SAYS = re.compile(r"""(?i)["'](?:text|caption|content|post|message|body|title)["']\s*:""")
_EXISTING = re.compile(r"/wp/v2/(?:posts|pages)/[^/?]")
_AUTHORISES = re.compile(r"(?i)authoriz|token|api[-_ ]?key|bearer|secret|oauth|webhook|/bot")
_UPLOAD = re.compile(r"(?i)upload_?(?:url|link|address)")
_CONTAINER = re.compile(r"graph\.(?:facebook|instagram|threads)\.\w+/(?:v[\d.]+/)?[^/]+/(?:media|threads)(?:\?|$)")
_PUBLISHES_CONTAINERS = re.compile(r"(?:media|threads)_publish|auto_publish_text")
_POST_LIKE = re.compile(r"(?i)^(?:(?:ugc|image|video|text)?posts?|tweets?|shares?|status(?:es)?|content|articles?)$")
_QUIET = frozenset({"like", "edit", "delete"})


@dataclass(frozen=True, slots=True)
class Target:
    """One place where a step publishes."""

    endpoint: Endpoint
    id: str = ""
    """What tells it from others on the platform: the ids that are written out, else the whole reference."""
    kind: RouteClass = RouteClass.POST
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Call:
    """A step that runs another workflow."""

    workflow: str
    name: str


def targets_of(workflow: Workflow) -> dict[str, list[Target]]:
    """By step, every place where it publishes or which it notifies."""
    alone = {node.name: list(_outside(workflow, node, frozenset())) for node in workflow.nodes.values()}
    posts = frozenset(
        name
        for name, targets in alone.items()
        if any(target.kind is RouteClass.POST and target.endpoint.platform not in CHATS for target in targets)
    )
    if not posts:
        return alone
    # Only whom a chat message is meant for depends on what the other steps publish.
    return {
        name: list(_outside(workflow, workflow.nodes[name], posts))
        if any(target.endpoint.platform in CHATS for target in targets)
        else targets
        for name, targets in alone.items()
    }


def call_of(workflow: Workflow, node: Node) -> Call | None:
    """The other workflow that ``node`` runs, or None."""
    if node.kind not in {"executeworkflow", "toolworkflow"}:
        return None
    called = node.param("workflowId")
    if "$workflow.id" in called or (called and called == workflow.id):
        return None
    return Call(plain(called), node.label("workflowId") or plain(called))


def riddle_of(workflow: Workflow, node: Node) -> str:
    """Why it cannot be told what ``node`` sends and where; empty where it can."""
    request = _request_in(workflow, node)
    if request is not None:
        sends = bool(request.url) and not request.host and request.method in {"POST", "PUT"}
        # An address for one file is handed out by an earlier request, which is the one that publishes.
        if not sends or request.server.endswith(AI_HOSTS) or any(map(_UPLOAD.search, request.hints)):
            return ""
        return f"sends to an address that is known only at run time ({readable_hints(request)})"
    if node.kind == "mcpclient":
        return "lends an agent the tools of an MCP server, and what those do is not in the file"
    return _riddle_in(code_of(node))


def _riddle_in(code: str) -> str:
    if not CALLS.search(code):
        return ""
    addresses = _ADDRESS.findall(code)
    if not addresses:
        return "its code sends requests to an address that is known only at run time"
    named = [target.platform for address in addresses for target in request_targets("POST", address)]
    platforms = ", ".join(dict.fromkeys(named))
    return (
        f"its code names addresses for posting to {platforms}, but not in a request that is plain to see"
        if named
        else ""
    )


def _outside(workflow: Workflow, node: Node, posts: frozenset[str]) -> Iterator[Target]:
    spec = PUBLISHERS.get(node.kind)
    if spec is not None:
        yield from _native(workflow, node, spec, posts)
    elif request := _request_in(workflow, node):
        yield from _requested(workflow, node, request, posts)
    elif code := code_of(node):
        for target in posting_calls(code):
            yield _passed_on(workflow, node, target, posts, Confidence.MEDIUM, f"in the code of {node.name!r}")
    elif not node.package.startswith("@n8n/") and not node.is_trigger:
        yield from _community(workflow, node)


def _request_in(workflow: Workflow, node: Node) -> Request | None:
    """The request of a step, its address completed from the workflow's own settings."""
    request = request_of(node)
    return request and replace(request, url=completed(workflow, node, request.url))


def _native(workflow: Workflow, node: Node, spec: Publisher, posts: frozenset[str]) -> Iterator[Target]:
    confidence = _publishing(node, spec)
    if confidence is None or is_draft(node):
        return
    chat, room = _channel(workflow, node, spec)
    kind = RouteClass.NOTIFY if spec.private else RouteClass.POST
    if spec.channel and not spec.private:
        kind = audience(workflow, node, spec.platform, chat, room, posts)
    if spec.platform == "whatsapp" and chat.startswith("="):
        return
    account = room if room.startswith("#") else chat if chat.startswith(("@", "#")) else None
    named = [f"{label} {_named(workflow, node, key)}" for key, label in spec.refs if node.param(key)]
    if chat and chat != account:
        named.append(f"chat {plain(chat)}")
    if hook := _webhook_named(node.param("webhookUri")):
        named.append(f"webhook {hook}")
    ref = _ref(workflow, node, *named)
    # Two bots that write into one chat are two senders.
    identity = _id(*named, node.credential if spec.channel else "")
    for platform in [spec.platform] if spec.platform else chosen_platforms(node) or [node.kind]:
        yield Target(Endpoint(platform, account, ref), identity, kind, confidence)


def _publishing(node: Node, spec: Publisher) -> Confidence | None:
    """How sure it is that the step publishes; None where it does not.

    Files written by hand use names that n8n does not have (``createPost``): their words are judged.
    """
    stated, operation = node.param("resource"), node.param("operation")
    resource = stated or spec.resource
    if node.kind == "discord" and not resource:
        # Without a bot there is only one thing to do: version 1, and the webhook connection of version 2.
        resource = "message" if node.version < 2 or node.param("authentication") == "webhook" else "channel"
    if operation in spec.publishes.get(resource, ()):
        return Confidence.HIGH
    if not stated and not operation and resource not in spec.publishes:
        return Confidence.MEDIUM if has_content(node) else None
    meant = not stated or stated in spec.publishes or _POST_LIKE.search(stated)
    said = bool(re.fullmatch(r"\w+", operation)) and publishes(spec.platform or node.kind, operation)
    return Confidence.MEDIUM if meant and said and has_content(node) else None


def _webhook_named(address: str) -> str:
    """A webhook's number, or the variables that its address is made from; never its token."""
    number = re.search(r"/webhooks/(\d+)", address)
    return number[1] if number else plain(names_in(address))


def _named(workflow: Workflow, node: Node, key: str) -> str:
    """A parameter's value, with the name that the editor showed for it."""
    shown, value = node.label(key), plain(value_of(workflow, node, node.param(key)))
    return f"{shown} ({value})" if shown and shown != value else value


def _channel(workflow: Workflow, node: Node, spec: Publisher) -> tuple[str, str]:
    """The chat's id or expression, and its name where the editor showed it."""
    if not spec.channel:
        return "", ""
    chat = value_of(workflow, node, node.param(spec.channel) or node.param("channel"))
    name = node.label(spec.channel)
    return chat, f"#{name.lstrip('#')}" if name else ""


def _ref(workflow: Workflow, node: Node, *named: str, hint: str = "") -> str:
    """What stands for the account: ids from the fields, then the credential, or what is there in its place.

    Where nothing in it is this account's own, the workflow is named, so that two unknown accounts stay two.
    """
    given = [part for part in (*named, node.credential) if part]
    parts = given or [hint or "no credential set in file"]
    if all("$json" in part or part.endswith("without a name") for part in given):
        parts[-1] += f' (workflow "{workflow.name or "without a name"}")'
    return "; ".join(parts)


def _id(*named: str) -> str:
    """The ids where they are written out; an expression may stand for many."""
    return "" if any("$" in part for part in named) else "; ".join(part for part in named if part)


def _requested(workflow: Workflow, node: Node, request: Request, posts: frozenset[str]) -> Iterator[Target]:
    hook = _WEBHOOK.search(request.path) if request.method == "POST" else None
    forgotten = not node.param("method") and node.parameters.get("sendBody") is True
    method = "POST" if forgotten and request.method == "GET" else request.method
    targets = request_targets(method, request.url, request.body)
    if hook and not targets and "{{" not in hook[1]:
        yield Target(Endpoint("n8n-webhook", None, hook[1].strip("/")), kind=RouteClass.HOP)
        return
    sure = Confidence.HIGH if method == request.method else Confidence.MEDIUM
    hint = "; ".join(part for part in (readable_hints(request), _login_missing(node)) if part)
    for target in () if _only_changes(request) or _only_prepares(workflow, request) else targets:
        if target.verb not in _QUIET:
            yield _passed_on(workflow, node, target, posts, sure, hint)
    if not targets and request.method in {"POST", "PUT"}:
        yield from _guessed(workflow, node, request, posts)


def _only_changes(request: Request) -> bool:
    """Whether a post of WordPress that exists already gets something that does not publish it, like its picture."""
    known = not request.body or request.body.lstrip().startswith('{"')
    return bool(_EXISTING.search(request.path)) and known and "status" not in request.body + request.url


def _only_prepares(workflow: Workflow, request: Request) -> bool:
    """Whether it stores what Meta calls a container, and nothing in the file publishes that."""
    return bool(_CONTAINER.search(request.url)) and not _PUBLISHES_CONTAINERS.search(workflow.file.text)


def _login_missing(node: Node) -> str:
    wanted = node.param("nodeCredentialType") or node.param("genericAuthType")
    if node.credentials or (not wanted and _AUTHORISES.search(json.dumps(node.parameters))):
        return ""
    return f"no credential set in file ({plain(wanted)})" if wanted else "no credential set in file"


def _lent(workflow: Workflow, node: Node) -> str:
    """The login of the nearest earlier step that asked the same host, where this one is handed its token."""
    request = request_of(node)
    if request is None or node.credentials or not request.host:
        return ""
    for name in upstream(node.name, workflow.edges):
        earlier = workflow.nodes.get(name)
        asked = request_of(earlier) if earlier and earlier.credential else None
        if earlier and asked and asked.host == request.host:
            return earlier.credential
    return ""


def _passed_on(
    workflow: Workflow, node: Node, target: PlatformTarget, posts: frozenset[str], confidence: Confidence, hint: str
) -> Target:
    """What a request's target means in this workflow."""
    via = f"via {target.via}" if target.via else ""
    shown = plain(value_of(workflow, node, target.ref or ""))
    ref = _ref(workflow, node, via, shown, _lent(workflow, node), hint=hint)
    kind = _class(workflow, node, target, posts)
    return Target(Endpoint(target.platform, target.account, ref), _id(shown), kind, confidence)


def _class(workflow: Workflow, node: Node, target: PlatformTarget, posts: frozenset[str]) -> RouteClass:
    if target.verb == "hop":
        return RouteClass.HOP
    if target.platform in _TEAM_CHATS:
        return RouteClass.NOTIFY
    if target.platform in CHATS:
        return audience(workflow, node, target.platform, target.account or target.ref or "", "", posts)
    return RouteClass.NOTIFY if target.verb == "message" else RouteClass.POST


def _guessed(workflow: Workflow, node: Node, request: Request, posts: frozenset[str]) -> Iterator[Target]:
    """The platform that the address itself names: ``{{ $json.wordpress_urlapi }}``, ``YOUR_DISCORD_WEBHOOK_URL``.

    At an unknown service that takes posts, the platforms that the body names.
    """
    if request.host and _TAKES_POSTS.search(request.path) and _SAYS.search(request.body):
        named = [word for found in _NAMES_PLATFORMS.findall(request.body) for word in re.findall(r"[\w-]+", found)]
        for listed in dict.fromkeys(filter(None, map(platform_named, named))):
            ref = _ref(workflow, node, f"via {request.host}")
            yield Target(Endpoint(listed, None, ref), confidence=Confidence.MEDIUM)
    if request.host or not request.body:
        return
    placeholder = request.url if re.fullmatch(r"\W*\w+\W*", request.url) else ""
    for hint in filter(None, (*request.hints, placeholder)):
        for word in re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", hint).lower()):
            if len(word) > 3 and (platform := platform_named(word)):
                ref = _ref(workflow, node, plain(hint))
                kind = _class(workflow, node, PlatformTarget(platform, "post"), posts)
                yield Target(Endpoint(platform, None, ref), kind=kind, confidence=Confidence.MEDIUM)
                return


def _community(workflow: Workflow, node: Node) -> Iterator[Target]:
    """Nodes that n8n does not ship are judged by the platform in their type and by their operation."""
    platform = community_platform(node)
    if platform is None:
        return
    shown = account_named(node)
    ref = _ref(workflow, node, f"account {plain(shown)}" if shown else "")
    server = re.match(r"https?://(?:[^/@]*@)?([^/:?#{]+)", node.param("url") or node.param("instance"))
    account = f"@?@{server[1]}" if server and platform in _OF_MANY_SERVERS else None
    kind = RouteClass.NOTIFY if platform in CHATS else RouteClass.POST
    for chosen in (chosen_platforms(node) if platform in MANAGERS else []) or [platform]:
        told = ref if chosen == platform else f"via {platform}; {ref}"
        yield Target(Endpoint(chosen, account, told), kind=kind, confidence=Confidence.MEDIUM)

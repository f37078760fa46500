"""The steps of a Zap: where each one publishes, and what the Zap's content comes from."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from guard.model.route import (
    Confidence,
    Endpoint,
    Place,
    Route,
    RouteClass,
    Source,
    SourceKind,
    Undecided,
)
from guard.readers import SourceFile
from guard.readers.base.actions import CHATS, is_raw_call, publishes
from guard.readers.base.address import shown_url
from guard.readers.base.apps import is_ai, posting_platform, trigger_source
from guard.readers.base.audience import message_class
from guard.readers.base.code import posting_calls
from guard.readers.base.outgoing import endpoint_of, outgoing, request_of
from guard.readers.base.shapes import entries, table, tables, text
from guard.readers.base.source import Value

_VERSION = re.compile(r"(?:V\d+)?(?:Dev)?(?:CLI)?(?:API)?(?:@.*)?$")
_DESTINATION = (
    "page", "page_id", "account", "account_id", "instagram_account", "business_account_id", "profile_id", "profile_ids",
    "profiles", "profile", "company_id", "company", "organization", "organization_id", "channel", "channel_id",
    "board", "board_id", "blog", "blog_name", "subreddit", "group", "group_id", "location", "location_name", "chat_id",
    "chat", "conversation", "to", "user", "username", "site", "publication",
)  # fmt: skip
_CONTENT = ("spreadsheet", "worksheet", "applicationId", "tableName", "base", "database", "formId", "form", "table_id")
_HANDLE = re.compile(r"(?<![\w@])@[A-Za-z0-9_][\w.-]*(?:@[\w.-]+)?(?![\w@])")
_SWITCH = {"on": True, "true": True, "active": True, "off": False, "false": False, "paused": False, "draft": False}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a Zap."""

    id: str
    app: str
    """The app's name without its version: ``GoogleSheets``."""
    action: str
    role: str
    """``read`` starts the Zap; ``write``, ``search`` and ``filter`` follow."""
    parent: str
    login: str
    title: str
    params: dict[str, Value] = field(repr=False)
    labels: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Zap:
    """One Zap with its switch."""

    id: str
    title: str
    enabled: bool | None
    steps: dict[str, Step]
    ways: dict[str, "Way"] = field(repr=False)
    """The way to each step that the trigger leads to."""
    posts: bool
    """Whether one of the steps publishes openly."""


@dataclass(frozen=True, slots=True)
class Way:
    """What has happened before a step."""

    trigger: Step | None = None
    looked_up: Step | None = None
    """The first step that looked something up."""
    by_ai: bool = False
    posted: bool = False

    def and_then(self, step: Step) -> "Way":
        """The way with one step more."""
        looks = step.role in {"search", "search_or_write"}
        return Way(
            trigger=self.trigger or step,
            looked_up=self.looked_up or (step if self.trigger and looks else None),
            by_ai=self.by_ai or is_ai(step.app),
            posted=self.posted or _posts(step),
        )


def _ways(steps: dict[str, Step]) -> dict[str, Way]:
    """The way to each step, from the triggers downwards; steps in a circle have none."""
    below: dict[str, list[Step]] = {}
    for step in steps.values():
        below.setdefault(step.parent, []).append(step)
    ways: dict[str, Way] = {}
    waiting = [(step, Way()) for step in below.get("", ())]
    while waiting:
        step, way = waiting.pop()
        ways[step.id] = way
        after = way.and_then(step)
        waiting += [(child, after) for child in below.get(step.id, ())]
    return ways


def _posts(step: Step) -> bool:
    platform = posting_platform(step.app)
    return bool(platform and platform not in CHATS and step.parent and publishes(platform, step.action) is not False)


def zap_of(record: dict[str, Value]) -> Zap:
    """The Zap as exported; a step's own “paused” says nothing, the first step's follows the switch."""
    nodes = record.get("nodes")
    listed = tables(list(table(nodes).values()) if isinstance(nodes, dict) else entries(nodes))
    steps = {step.id: step for step in map(_step, listed) if step.id}
    switch = _SWITCH.get(text(record.get("status")).lower())
    if switch is None:
        paused = next((node.get("paused") for node in listed if not text(node.get("parent_id"))), None)
        switch = not paused if isinstance(paused, bool) else None
    return Zap(
        text(record.get("id")), text(record.get("title")), switch, steps, _ways(steps), any(map(_posts, steps.values()))
    )


def _step(node: dict[str, Value]) -> Step:
    meta = table(node.get("meta"))
    return Step(
        id=text(node.get("id")),
        app=_VERSION.sub("", text(node.get("selected_api"))),
        action=text(node.get("action")),
        role=text(node.get("type_of")),
        parent=text(node.get("parent_id")),
        login=text(node.get("authentication_id")),
        title=text(meta.get("stepTitle")) or text(node.get("title")),
        params=table(node.get("params")),
        labels={key: text(value) for key, value in table(meta.get("parammap")).items() if text(value)},
    )


def place_of(file: SourceFile, zap: Zap, step: Step | None) -> Place:
    """Where the step stands in the file."""
    if step is None:
        return Place(file.path, f'zap {zap.id} "{zap.title}"', file.line_of(f'"{zap.id}"'))
    line = file.line_of('"nodes"', f'"{step.id}"') or file.line_of(f'"{step.id}"') or file.line_of(step.id)
    return Place(file.path, f"zap {zap.id} step {step.id} {step.app} {step.action}".strip(), line)


def judged(file: SourceFile, zap: Zap, step: Step) -> Iterator[Route | Undecided]:
    """What the step publishes, if anything."""
    if step.role not in {"write", "search_or_write", ""} or not step.parent:
        return
    place = place_of(file, zap, step)
    for found in _judged(zap, step, place):
        if step.id in zap.ways:
            yield found
        else:
            yield Undecided("zapier", place, "no trigger in the file leads to this step", zap.title)
            return


def _judged(zap: Zap, step: Step, place: Place) -> Iterator[Route | Undecided]:
    platform = posting_platform(step.app)
    if step.app.lower() in {"webhook", "webhooks"} or (platform and is_raw_call(step.action)):
        yield from _requests(zap, step, place)
    elif step.app.lower().startswith("code"):
        for target in posting_calls(text(step.params.get("code"))):
            hop = RouteClass.HOP if target.verb == "hop" else None
            yield _route(zap, step, place, _shown(step, endpoint_of(target)), Confidence.MEDIUM, hop)
    elif step.app.lower() in {"subzap", "subzaps", "zapierv1"}:
        yield Undecided("zapier", place, "calls another Zap, whose effect is not in this step", zap.title)
    elif platform:
        does = publishes(platform, step.action)
        # Zapier itself says that the step writes; a name without a verb does not take that back.
        if does is not False:
            sure = Confidence.HIGH if does else Confidence.MEDIUM
            yield _route(zap, step, place, _destination(step, platform), sure)


def _requests(zap: Zap, step: Step, place: Place) -> Iterator[Route | Undecided]:
    url = text(step.params.get("url"))
    method = (text(step.params.get("method")) or step.action.partition("_")[0] or "post").upper()
    method = method if method in {"GET", "PUT", "PATCH", "DELETE"} else "POST"
    body = text(step.params.get("data")) or json.dumps(step.params, ensure_ascii=False)
    found = outgoing(method, url, body)
    for end, kind in found:
        yield _route(zap, step, place, _shown(step, end, request_of(method, url)), Confidence.HIGH, kind)
    if not found and method != "GET" and url.startswith("{{"):
        yield Undecided("zapier", place, "the address of this request is only known when the Zap runs", zap.title)


def _route(
    zap: Zap, step: Step, place: Place, end: Endpoint, sure: Confidence, kind: RouteClass | None = None
) -> Route:
    way = zap.ways.get(step.id, Way())
    source = _source(way)
    room = end.account or _chosen(step)[1]
    said = f"{step.title} {_message(step)}"
    kind = kind or message_class(
        end.platform or "", room, source, said=said, beside_a_post=zap.posts and not way.posted
    )
    return Route("zapier", source, end, place, kind, zap.enabled, sure, zap.title)


def _chosen(step: Step) -> tuple[str, str]:
    """The first destination field that is filled in, and its value."""
    for key in _DESTINATION:
        raw = step.params.get(key)
        value = ", ".join(text(item) for item in raw) if isinstance(raw, list) else text(raw)
        if value:
            return key, value
    return "", ""


def _destination(step: Step, platform: str) -> Endpoint:
    key, value = _chosen(step)
    label = step.labels.get(key, "")
    handle = next((match[0] for match in map(_HANDLE.search, (label, value)) if match), None)
    if platform in CHATS and label:
        handle = handle or label
    shown = f'{key} {value} "{label}"' if label and label != value else f"{key} {value}"
    return Endpoint(platform, handle, _joined(shown if value else "", step))


def _joined(shown: str, step: Step) -> str:
    login = f"authentication {step.login}" if step.login else ""
    return "; ".join(part for part in (shown, login) if part) or f"{step.app} {step.action}, no login named"


def _shown(step: Step, end: Endpoint, otherwise: str = "") -> Endpoint:
    return Endpoint(end.platform, end.account, _joined(end.ref or otherwise, step))


def _message(step: Step) -> str:
    return next((text(step.params.get(key)) for key in ("text", "content", "message") if step.params.get(key)), "")


def _source(way: Way) -> Source:
    """The Zap's trigger; behind a plain schedule, the first step that looks something up, or writes by itself."""
    if not way.trigger:
        return Source("zapier", None, None, SourceKind.UNKNOWN)
    found = _brought(way.trigger)
    if found.kind is not SourceKind.SCHEDULE:
        return found
    if way.looked_up:
        return _brought(way.looked_up)
    return Source("ai", None, None, SourceKind.SCHEDULE) if way.by_ai else found


def _brought(step: Step) -> Source:
    address = shown_url(text(step.params.get("feed_url")) or text(step.params.get("url"))) or None
    named = [step.labels.get(key) or text(step.params.get(key)) for key in _CONTENT if step.params.get(key)]
    login = f"authentication {step.login}" if step.login else ""
    found = trigger_source(step.app, "zapier", next(iter(named), "") or login or step.title or step.action, address)
    platform = posting_platform(step.app)
    if platform and found.kind is SourceKind.ACCOUNT:
        end = _destination(step, platform)
        return Source(end.platform, end.account, end.ref, SourceKind.ACCOUNT)
    return found

"""Activepieces: flows of pieces, from a trigger to an account."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from guard.model.route import (
    Confidence,
    Endpoint,
    Place,
    Route,
    RouteClass,
    Snapshot,
    Source,
    SourceKind,
    Undecided,
    Unreadable,
)
from guard.readers import NotReadable, SourceFile, Tool
from guard.readers.activepieces.flow import Flow, Step, code_of, flows
from guard.readers.base.actions import publishes
from guard.readers.base.address import shown_url
from guard.readers.base.apps import is_ai, is_helper, posting_platform, trigger_source
from guard.readers.base.audience import message_class
from guard.readers.base.code import posting_calls
from guard.readers.base.found import Found, snapshot
from guard.readers.base.outgoing import endpoint_of, outgoing
from guard.readers.base.shapes import table, text

TOOL = Tool(
    id="activepieces",
    name="Activepieces",
    about="Automation flows. Reads exported flows and templates (JSON), also those synchronised with Git.",
    docs="https://www.activepieces.com/docs/flows/building-flows",
)

_PAGES = (
    "page",
    "page_id",
    "company",
    "channel",
    "channelId",
    "chat_id",
    "subreddit",
    "board_id",
    "ig_user",
    "username",
)
_WEBHOOK = re.compile(r"/api/v1/webhooks/([\w-]+)")
_WRITES = ("insert", "append", "update", "create", "add", "delete", "upload", "send", "upsert")


def find(home: Path) -> Iterable[Path]:
    """The existing folders below ``home`` where flows are usually exported to."""
    return [
        path
        for folder in ("activepieces", "activepieces-flows", "backups/activepieces")
        if (path := home / folder).is_dir()
    ]


def claims(file: SourceFile) -> bool:
    """Whether the file holds at least one flow."""
    return '"trigger"' in file.text and '"settings"' in file.text and bool(flows(file))


def read(files: Sequence[SourceFile]) -> Snapshot:
    """The routes of all flows."""
    return snapshot((found for file in files for found in _found(file)), files)


def _found(file: SourceFile) -> Iterator[Found]:
    try:
        every = flows(file)
    except NotReadable as problem:
        yield Unreadable(file.path, problem.reason, problem.line, problem.remedy)
        return
    if not every:
        yield Unreadable(file.path, "holds no flow", None, "export the flow again")
    for flow in every:
        routes: dict[tuple[object, ...], Route] = {}
        for step in flow.steps[1:]:
            yield from _riddle(flow, step)
            for route in _routes(flow, step):
                end = route.destination
                key = (end.platform, end.account, end.ref)
                routes[key] = max(route, routes.get(key, route), key=lambda each: each.enabled is not False)
        yield from routes.values()


def _routes(flow: Flow, step: Step) -> Iterator[Route]:
    source = _source(flow, step)
    for endpoint, kind, confidence in _targets(step, source):
        yield Route(
            tool=TOOL.id,
            source=source,
            destination=endpoint,
            place=Place(flow.file.path, step.key, flow.line(step)),
            kind=kind,
            enabled=False if step.skipped or _never_starts(flow) else flow.enabled,
            confidence=confidence,
            name=flow.name,
            note="" if flow.enabled is not None else "an exported flow does not say whether it is switched on",
        )


def _never_starts(flow: Flow) -> bool:
    return text(flow.steps[0].table.get("type")) == "EMPTY"


def _targets(step: Step, source: Source) -> Iterator[tuple[Endpoint, RouteClass, Confidence]]:
    """Every place the step publishes at or notifies."""
    if step.piece in {"http", "http-oauth2"}:
        body = step.input.get("body")
        method, url = text(step.input.get("method")) or "GET", text(step.input.get("url"))
        if own := _WEBHOOK.search(url):
            yield Endpoint("activepieces-webhook", None, own[1]), RouteClass.HOP, Confidence.HIGH
            return
        for end, kind in outgoing(method, url, body if isinstance(body, str) else json.dumps(body)):
            yield _with_connection(end, step), kind or _kind(end, source, step), Confidence.HIGH
    elif code := code_of(step):
        for end in map(endpoint_of, posting_calls(code)):
            yield _with_connection(end, step), _kind(end, source, step), Confidence.MEDIUM
    elif (platform := posting_platform(step.piece)) and publishes(platform, step.action):
        room = next((shown for key in _PAGES if (shown := _shown(step, key))), "")
        named = room.startswith(("@", "#"))
        end = Endpoint(platform, room if named else None, None if named else room or None)
        yield _with_connection(end, step), _kind(end, source, step), Confidence.HIGH


def _with_connection(end: Endpoint, step: Step) -> Endpoint:
    """The endpoint with what stands for its account: the connection, or where there is none, that."""
    ref = "; ".join(part for part in (end.ref or "", step.connection) if part)
    return replace(end, ref=ref or (None if end.account else f'no connection set in file (flow "{step.flow}")'))


def _kind(end: Endpoint, source: Source, step: Step) -> RouteClass:
    return message_class(end.platform or "", end.account or end.ref or "", source, said=step.name)


def _shown(step: Step, key: str) -> str:
    """The page or channel that is chosen, by its name and id; never a token that a chosen page carries along."""
    value = step.input.get(key)
    if isinstance(value, dict):
        label, number = text(value.get("label")) or text(value.get("name")), text(value.get("id"))
        return f"{label} ({number})" if label and number else label or number
    return text(value)[:80]


def _source(flow: Flow, step: Step) -> Source:
    """The trigger, or what a scheduled or hand-started flow reads first."""
    trigger = flow.steps[0]
    app = {"WEBHOOK": "webhook", "SCHEDULE": "schedule"}.get(text(trigger.table.get("type")), trigger.piece)
    if app in {"subflows", "flows", "webhook"}:
        platform = "activepieces-webhook" if app == "webhook" else "activepieces-flow"
        return Source(platform, None, flow.id or flow.name, SourceKind.WEBHOOK)
    address = next((text(trigger.input.get(key)) for key in ("rss_feed_url", "url") if trigger.input.get(key)), "")
    source = (
        trigger_source(app, TOOL.id, trigger.connection or None, shown_url(address) or None) if app else Source(None)
    )
    if source.kind not in {SourceKind.SCHEDULE, SourceKind.MANUAL}:
        return source
    earlier = [each for each in step.before[1:] if each.piece and not is_helper(each.piece) and not each.skipped]
    for each in earlier:
        if not is_ai(each.piece) and each.piece != "http" and not each.action.lower().startswith(_WRITES):
            return trigger_source(each.piece, TOOL.id, each.connection or None)
    written = any(is_ai(each.piece) for each in earlier)
    return Source("ai", None, source.ref, source.kind) if written else source


def _riddle(flow: Flow, step: Step) -> Iterator[Undecided]:
    """What cannot be told: calls of other flows, requests to computed addresses."""
    place = Place(flow.file.path, step.key, flow.line(step))
    if step.broken:
        yield Undecided(TOOL.id, place, "has parts that do not have the shape of an Activepieces step", flow.name)
    if step.piece in {"subflows", "flows"} and "call" in step.action.lower():
        called = _called(step)
        yield Undecided(TOOL.id, place, f"runs the flow {called!r}, whose effect is not in this file", flow.name)
    elif (
        step.piece == "http"
        and text(step.input.get("method")) in {"POST", "PUT"}
        and text(step.input.get("url")).startswith("{{")
    ):
        yield Undecided(TOOL.id, place, "sends to an address that is known only at run time", flow.name)


def _called(step: Step) -> str:
    for key in ("flow", "flowId", "externalId"):
        value = step.input.get(key)
        if found := text(value) or text(table(value).get("externalId")) or text(table(value).get("id")):
            return found
    return ""

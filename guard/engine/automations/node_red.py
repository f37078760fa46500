"""Node-RED: what the nodes of a flow may do."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from guard.engine.automations import home_assistant, outside
from guard.engine.automations.code import only_reckons
from guard.engine.automations.effect import (
    NOT_UNDERSTOOD,
    Effect,
    posts_to,
    runs,
    sends,
    sets_off,
    strange,
    writes_to,
)
from guard.engine.automations.tables import table
from guard.readers import SourceFile
from guard.readers.node_red.flow import REQUESTS, Flow, flow_of, node_list
from guard.readers.node_red.sinks import sinks
from guard.readers.node_red.ways import Ways

_CODE = frozenset({"function", "ui_template", "ui-template", "template"})
_BUSES = frozenset(
    {"tcp out", "tcp request", "udp out", "websocket out", "ha-fire-event", "ha-api", "amqp-out", "kafka-out",
     "kafka producer", "rabbitmq-output", "redis-out", "ifttt out", "link call", "alexa-remote-routine"}
)  # fmt: skip
_PROGRAMS = frozenset({"exec", "daemon", "python3-function", "python-function", "pythonshell in", "sshconn", "bigssh"})
_MODULES = frozenset({"moment", "moment-timezone", "lodash", "dayjs", "luxon", "date-fns", "mathjs", "uuid", "suncalc"})
_HOUSE = frozenset({"api-call-service", "ha-action"})
# A message may name another action than the one that the node is set to.
_TELLS_THE_HOUSE = re.compile(
    r"(?<![\w.])(?:payload\.)?(?:service|domain|action)\b(?:\\*[\"'])?\s*[:=](?!=)|payload\.(?:service|domain|action)\b"
)
_ANSWERS_INTO_A_ROOM = re.compile(r"(?i)chat_id|response_type|in_channel|sendmessage|sendphoto")


def effects(file: SourceFile) -> Iterator[Effect]:
    """What of the nodes that are on may post."""
    nodes = node_list(file.document)
    if not nodes or len({str(node.get("id")) for node in nodes}) != len(nodes):
        yield NOT_UNDERSTOOD
        return
    flow = flow_of(nodes)
    ways = Ways(flow)
    told = any(_TELLS_THE_HOUSE.search(json.dumps(record)) for record in flow.nodes.values() if _fills_in(record))
    for node, record in flow.nodes.items():
        if not flow.enabled(node) or not flow.type(node):
            continue
        effect = _effect(flow, node, record, file)
        if told and effect is None and flow.type(node) in _HOUSE and record.get("blockInputOverrides") is not True:
            effect = sets_off(flow.name(node))
        if effect is None:
            continue
        ends = tuple(sink.end for sink in sinks(flow, node, ways.before(node)))
        kind = flow.type(node)
        if not ends or kind in _CODE or kind in _PROGRAMS:
            yield effect
        else:
            yield Effect(effect.why, ends) if kind in REQUESTS else posts_to(flow.name(node), ends)


def _effect(flow: Flow, node: str, record: Mapping[str, Any], file: SourceFile) -> Effect | None:
    kind, name = flow.type(node), flow.name(node)
    if not {"wires", "x", "y"} & record.keys():
        return None  # settings that others refer to
    if kind in REQUESTS:
        return _request(record, name)
    if kind in _CODE:
        return _code(kind, record, name)
    if kind == "http response":
        return writes_to(name) if _ANSWERS_INTO_A_ROOM.search(file.text) else None
    if kind == "mqtt out":
        return None if home_assistant.is_device_topic(record.get("topic")) else sets_off(name)
    if kind in _HOUSE:
        return _of_house(record, name)
    if kind == "e-mail":
        return None if outside.to_one_person(str(record.get("name") or "")) else writes_to(name)
    if kind in _PROGRAMS:
        return runs(name)
    if kind == "link call" and record.get("linkType") != "dynamic" and flow.edges.get(node):
        return None
    if kind in _BUSES:
        return sets_off(name)
    if kind.startswith("subflow:") and kind.removeprefix("subflow:") not in flow.nodes:
        return strange(name, kind)
    known = kind in table("node_red")["harmless"] and not outside.speaks_of_posting(kind.replace("_", " "))
    return None if known else strange(name, kind)


def _fills_in(record: Mapping[str, Any]) -> bool:
    return record.get("type") in {"function", "change", "template"}


def _request(record: Mapping[str, Any], name: str) -> Effect | None:
    method, url = str(record.get("method") or "GET").upper(), str(record.get("url") or "")
    if not url or method not in {"GET", "HEAD"}:
        return sends(name, "") if not url else outside.request(name, method, url, "{}")
    return outside.request(name, method, re.sub(r"\$\{\w+\}|\{\{\{?([^{}]*)\}?\}\}", r"{{ \1 }}", url))


def _code(kind: str, record: Mapping[str, Any], name: str) -> Effect | None:
    if kind == "template":
        return None
    parts = [record.get(key) for key in ("func", "initialize", "finalize", "format")]
    libraries = record.get("libs")
    named = (
        [str(one.get("module")) for one in libraries if isinstance(one, dict)] if isinstance(libraries, list) else []
    )
    odd = any(not isinstance(part, str | None) for part in parts) or not isinstance(libraries, list | None)
    code = "\n".join(str(part) for part in parts if part)
    if kind != "function" and "<script" not in code and "on" not in code and "fetch" not in code:
        return None
    return runs(name) if odd or not set(named) <= _MODULES or not only_reckons(code) else None


def _of_house(record: Mapping[str, Any], name: str) -> Effect | None:
    said = str(record.get("action") or "")
    if not said:
        domain, service = str(record.get("domain") or ""), str(record.get("service") or "")
        said = f"{domain}.{service}" if domain and service else ""
    if not re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_]+", said):
        return sets_off(name)
    data = _settings(record.get("data"))
    if entities := record.get("entityId"):
        data["entity_id"] = entities
    for ours, theirs in (
        ("areaId", "area_id"),
        ("deviceId", "device_id"),
        ("floorId", "floor_id"),
        ("labelId", "label_id"),
    ):
        if record.get(ours):
            data[theirs] = record[ours]
    # A script of the house is looked at by nobody who asks Node-RED.
    return sets_off(name) if said.startswith("script.") else home_assistant.call(said, data, name)


def _settings(data: object) -> dict[str, Any]:
    if isinstance(data, dict):
        return dict(data)
    try:
        read = json.loads(data) if isinstance(data, str) and data.strip() else {}
    except (ValueError, RecursionError):
        read = {}
    return read if isinstance(read, dict) else {}

"""n8n: what the steps of a workflow may do."""

import json
import re
from collections.abc import Iterator

from guard.engine.automations import outside
from guard.engine.automations.code import only_reckons, only_reckons_in_python
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
from guard.readers.n8n.graph import Node, Workflow, workflow, workflow_tables
from guard.readers.n8n.requests import code_of, request_of
from guard.readers.n8n.targets import targets_of
from guard.readers.n8n.values import completed

_BASE, _LANGCHAIN = "n8n-nodes-base", "@n8n/n8n-nodes-langchain"
_CALLS = {"executeworkflow", "langchain.toolworkflow", "langchain.retrieverworkflow"}
_CODE = {"code", "function", "functionitem", "aitransform", "langchain.toolcode"}
_REQUESTS = {"httprequest", "langchain.toolhttprequest", "facebookgraphapi"}
_MCP = re.compile(r'(?i)"\w*mcp\w*"\s*:|:\s*"mcp"|codeinterpreter')
# Who answers a bot's message, or a command of a chat, can have the answer written into any room.
_ANSWERS_INTO_A_ROOM = re.compile(r"(?i)chat_id|response_type|in_channel|sendmessage|sendphoto")
_ONE_PERSON = re.compile(r"=?\d{3,15}")


def effects(file: SourceFile) -> Iterator[Effect]:
    """What of its steps that are on may post. A call of another workflow counts, since that is not in the file."""
    tables = list(workflow_tables(file.document))
    if not tables:
        yield NOT_UNDERSTOOD
    for where, listed in tables:
        one = workflow(file, where, listed)
        nodes = listed.get("nodes")
        # Steps of one name are one to the reader: what the others do would not be seen.
        if one.strange or len(one.nodes) != len(nodes if isinstance(nodes, list) else ()):
            yield NOT_UNDERSTOOD
        targets = targets_of(one)
        answers = _ANSWERS_INTO_A_ROOM.search(one.file.text) is not None
        for node in one.nodes.values():
            if node.disabled:
                continue
            effect = _effect(one, node, answers=answers)
            ends = tuple(target.endpoint for target in targets[node.name])
            if effect and ends and _key(node) not in _CODE | _CALLS:
                effect = posts_to(node.name, ends) if _is_a_poster(node) else Effect(effect.why, ends)
            if effect:
                yield effect


def _key(node: Node) -> str:
    if node.package == _BASE:
        return node.kind
    return f"langchain.{node.kind}" if node.package == _LANGCHAIN else ""


def _is_a_poster(node: Node) -> bool:
    return node.kind != "emailsend" and _key(node) not in _REQUESTS


def _effect(one: Workflow, node: Node, *, answers: bool) -> Effect | None:
    known, key = table("n8n"), _key(node)
    if not key:
        return strange(node.name, node.type)
    if key in _REQUESTS:
        return _request(one, node)
    if key in _CODE:
        in_python = node.param("language").lower().startswith("python")
        harmless = (only_reckons_in_python if in_python else only_reckons)(code_of(node))
        return None if harmless else runs(node.name)
    if key in _CALLS:
        called = node.param("workflowId")
        own = "$workflow.id" in called or (called and called == one.id)
        return None if own and node.param("source") in {"", "database"} else sets_off(node.name)
    if key in {"respondtowebhook", "webhook"}:
        return writes_to(node.name) if answers else None
    if key in known["harmless"]:
        uses_servers = key.startswith("langchain.") and _MCP.search(json.dumps(dict(node.parameters)))
        return sets_off(node.name) if uses_servers else None
    if node.is_trigger:
        return None
    if key in known["reading"] and node.param("operation") in known["operations"]:
        return None
    return _written(node, key)


def _request(one: Workflow, node: Node) -> Effect | None:
    asked = request_of(node)
    if asked is None:
        return sends(node.name, "")
    method = asked.method
    if node.parameters.get("sendBody") is True and method == "GET":
        method = "POST"
    # The braces of a tool are filled in by the agent.
    url = re.sub(r"(?<!\{)\{(\w+)\}(?!\})", r"{{ \1 }}", completed(one, node, asked.url))
    return outside.request(node.name, method, url, asked.body if method not in {"GET", "HEAD"} else "")


def _written(node: Node, key: str) -> Effect | None:
    """A message: harmless where it is for one person, or for the team's own room for alarms."""
    operation = node.param("operation")
    if key == "emailsend" or (
        key == "gmail" and operation in {"", "send"} and node.param("resource") in {"", "message"}
    ):
        options = node.parameters.get("options")
        more = options if isinstance(options, dict) else {}
        copies = [str(more.get(name) or "") for name in ("ccList", "bccList", "ccEmail", "bccEmail")]
        fields = [node.param(name) for name in ("toEmail", "sendTo", "ccEmail", "bccEmail")]
        return None if outside.to_one_person(*fields, *copies) else writes_to(node.name)
    if key == "telegram":
        return None if _ONE_PERSON.fullmatch(node.param("chatId")) else writes_to(node.name)
    if key == "pushbullet":
        return writes_to(node.name) if node.param("target") == "channel_tag" else None
    if key in table("n8n")["rooms"]:
        if node.param("select") == "user" or node.param("sendTo") == "user":
            return None
        room = node.label("channelId") or node.param("channelId") or node.param("channel") or node.param("stream")
        return None if not room.startswith("=") and outside.is_own_room(room) else writes_to(node.name)
    if key in table("n8n")["reading"]:
        return posts_to(node.name, ())
    return strange(node.name, node.type)

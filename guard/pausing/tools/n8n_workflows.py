"""What n8n's workflow documents say of each other, and of what really runs."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]
_CALLS = {"executeworkflow", "toolworkflow", "retrieverworkflow"}
_ANY = "*"
"""Called by an expression: it may be every workflow."""


def live(one: Document) -> Document:
    """The workflow with the steps that run: those of its published version, where it has one (n8n 2)."""
    version = one.get("activeVersion")
    if isinstance(version, dict) and isinstance(version.get("nodes"), list):
        one = {**one, "nodes": version["nodes"], "connections": version.get("connections", {})}
    return {key: value for key, value in one.items() if key != "activeVersion"}


def without_calls(one: Document, known: Container[str]) -> Document:
    """The workflow with calls of known workflows taken out: what those do is judged by themselves."""
    nodes = [
        {**node, "type": "n8n-nodes-base.noOp", "parameters": {}} if _callee(node) in known else node
        for node in one["nodes"]
    ]
    return {**one, "nodes": nodes}


def ran_only(run: Document) -> Document | None:
    """The workflow of a run with the steps alone that ran in it, as if each was on; None where that is not told."""
    match run:
        case {"data": {"resultData": {"runData": dict(ran)}}, "workflowData": {"nodes": list(nodes), **rest}}:
            done = [node for node in nodes if isinstance(node, dict) and node.get("name") in ran]
            return {**{str(key): value for key, value in rest.items()}, "active": True, "nodes": done}
    return None


def callers_too(
    posting: Mapping[str, tuple[str, ...]], workflows: Mapping[str, Document]
) -> dict[str, tuple[str, ...]]:
    """The posting workflows and all that reach one of them, over however many; with the accounts at the end."""
    called = {key: set(_called(live(one))) for key, one in workflows.items()}
    found = dict(posting)
    new = set(found)
    while new:
        more = {key: calls for key, calls in called.items() if calls & new or (_ANY in calls and found)}
        reached = {key for key in more if key not in found}
        for key in reached:
            accounts = (account for callee in called[key] for account in found.get(callee, ()))
            found[key] = tuple(dict.fromkeys(accounts))
        new = reached
    return found


def _called(one: Document) -> Iterator[str]:
    """The ids of the workflows that this one runs."""
    settings = one.get("settings")
    errors = settings.get("errorWorkflow") if isinstance(settings, dict) else None
    if isinstance(errors, str) and errors:
        yield errors
    yield from filter(None, map(_callee, one["nodes"]))


def _callee(node: object) -> str:
    """The id of the workflow that a step runs, ``*`` where only the run tells; nothing for every other step."""
    if not isinstance(node, dict) or node.get("disabled") is True:
        return ""
    parameters = node.get("parameters")
    if str(node.get("type")).rpartition(".")[2].lower() not in _CALLS or not isinstance(parameters, dict):
        return ""
    wanted = parameters.get("workflowId")
    wanted = wanted.get("value") if isinstance(wanted, dict) else wanted
    return _ANY if str(wanted).startswith("=") else str(wanted or "")

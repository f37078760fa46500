"""Values that a workflow writes down in an earlier step, as its own settings: ``$json.page_id`` after a Set step."""

import json
import re
from collections.abc import Iterator

from guard.readers.base.flow import upstream
from guard.readers.base.source import Value
from guard.readers.n8n.graph import Node, Workflow, plain, words_of

_FIELD = re.compile(r"\$json\.(\w+)")
_SECRET = re.compile(r"token|secret|passw|key|signature|auth|bearer", re.IGNORECASE)
_LONGEST = 60
_MOST = 8


def value_of(workflow: Workflow, node: Node, text: str) -> str:
    """``text``, or what stands in its place where it is only a field that an earlier Set step fills in by hand."""
    wanted = _FIELD.fullmatch(plain(text))
    if wanted is None or _SECRET.search(wanted[1]):
        return text
    for name in upstream(node.name, workflow.edges):
        earlier = workflow.nodes.get(name)
        if earlier is None or earlier.kind != "set" or earlier.disabled:
            continue
        for key, value in _written(earlier):
            if key == wanted[1]:
                return value if value and value[0] != "=" and len(value) <= _LONGEST else text
    return text


def completed(workflow: Workflow, node: Node, address: str) -> str:
    """The address with the fields in it that an earlier Set step fills in by hand: ``{{ $json.base }}/feed``."""
    if "{{" not in address:
        return address

    def known(found: re.Match[str]) -> str:
        value = value_of(workflow, node, found[0])
        return found[0] if value == found[0] or set(value) & set(" {}<>") else value

    return re.sub(r"\{\{[^{}]*\}\}", known, address, count=_MOST)


def _written(node: Node) -> Iterator[tuple[str, str]]:
    """The fields of a Set step of any version, with their values."""
    raw = node.param("jsonOutput")
    if raw and not raw.startswith("="):
        try:
            fields = json.loads(raw)
        except (ValueError, RecursionError):
            fields = None
        if isinstance(fields, dict):
            yield from ((key, words_of(value)) for key, value in fields.items())
    for holder in ("assignments", "values", "fields"):
        yield from _pairs(node.parameters.get(holder))


def _pairs(value: Value, depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _pairs(item, depth)
    elif isinstance(value, dict) and "name" in value:
        yield words_of(value["name"]), words_of(value.get("value", value.get("stringValue")))
    elif isinstance(value, dict) and depth < 3:
        for item in value.values():
            yield from _pairs(item, depth + 1)

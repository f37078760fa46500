"""An n8n workflow as steps and arrows, whatever wrapper the export has.

Arrows are keyed by the name of the step they leave. ``main`` arrows carry items; ``ai_…`` arrows lead from a tool
or model to the agent that uses it, so content flows against them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from guard.readers.base.flow import reachable
from guard.readers.base.source import SourceFile, Value
from guard.readers.n8n.nodes import TRIGGERS

Edges = dict[str, list[str]]


def words_of(value: Value) -> str:
    """A parameter as text: plain, number, or the value of a resource locator."""
    if isinstance(value, dict):
        value = value.get("value")
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def plain(expression: str) -> str:
    """An expression without its braces, in one short line: ``={{ $env.PAGE }}`` → ``$env.PAGE``.

    Which earlier step a field is taken from does not matter: ``$('Set').item.json.page`` → ``$json.page``.
    """
    bare = " ".join(re.sub(r"\{\{|\}\}", " ", expression.removeprefix("=")).split())
    field_of = re.fullmatch(r"\$(?:\(|node\[)[^()\[\]]*[)\]](?:\.\w+(?:\(\))?)*?\.json((?:\.\w+)+)", bare)
    return f"$json{field_of[1]}" if field_of else bare[:80]


@dataclass(frozen=True, slots=True)
class Node:
    """One step."""

    index: int
    name: str
    type: str
    kind: str
    """The type's own name in lower case, a tool variant like the node it wraps: ``twitterTool`` → ``twitter``."""
    version: float
    parameters: Mapping[str, Value]
    credentials: Mapping[str, Value]
    disabled: bool
    id: str
    on_error: str

    @property
    def package(self) -> str:
        """The package that the type comes from: ``n8n-nodes-base``."""
        return self.type.rpartition(".")[0]

    @property
    def is_trigger(self) -> bool:
        """Whether a run can start here."""
        return self.kind in TRIGGERS or self.kind.endswith("trigger")

    def param(self, *path: str) -> str:
        """The parameter at ``path`` as text, or nothing."""
        value: Value = dict(self.parameters)
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return words_of(value)

    def label(self, key: str) -> str:
        """The name that the editor last showed for a resource locator."""
        value = self.parameters.get(key)
        shown = value.get("cachedResultName") if isinstance(value, dict) else None
        return shown if isinstance(shown, str) else ""

    @property
    def credential(self) -> str:
        """What the credential in use is called: ``X account 2 (NY8wGz)``; its type where it has no name."""
        wanted = self.param("nodeCredentialType") or self.param("genericAuthType") or self.param("authentication")
        ranked = sorted(self.credentials, key=lambda kind: wanted.lower() not in kind.lower())
        for kind in ranked:
            entry = self.credentials[kind]
            if isinstance(entry, str):
                return entry or f"{kind} without a name"
            if isinstance(entry, dict):
                name, number = words_of(entry.get("name")), words_of(entry.get("id"))
                return f"{name} ({number})" if name and number else name or number or f"{kind} without a name"
        return ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """One workflow of a file, with what its triggers reach."""

    file: SourceFile
    where: str
    name: str
    id: str
    active: bool
    nodes: Mapping[str, Node]
    edges: Edges
    dangling: int
    """Arrows from or to steps that are not there."""
    strange: int
    """Parts that do not have the shape n8n gives them, and were passed over."""
    live: frozenset[str] = field(default=frozenset())
    """Reached from a trigger that is switched on."""
    reached: frozenset[str] = field(default=frozenset())
    """Reached from any trigger; without triggers, from the steps that nothing leads to."""
    sound: frozenset[str] = field(default=frozenset())
    """Reached over steps that are all in the file."""
    calm: frozenset[str] = field(default=frozenset())
    """Reached while nothing fails: neither over an error output nor from an error trigger."""

    @property
    def triggers(self) -> list[Node]:
        """The steps at which a run can start."""
        return [node for node in self.nodes.values() if node.is_trigger]

    def line(self, node: Node) -> int | None:
        """The line on which the step's name stands."""
        for ascii_only in (False, True):
            name = json.dumps(node.name, ensure_ascii=ascii_only)
            for needle in (f'"name": {name}', f'"name":{name}', f'"name" : {name}'):
                if line := self.file.line_of('"nodes"', needle) or self.file.line_of(needle):
                    return line
        return self.file.line_of(f'"{node.id}"') if node.id else None

    def key(self, node: Node) -> str:
        """The step in the file's own words."""
        return f'{self.where}nodes[{node.index}] "{node.name}"'


def looks_like_nodes(value: Value) -> bool:
    """Whether ``value`` is a list of n8n steps."""
    return isinstance(value, list) and any(
        isinstance(item, dict) and isinstance(item.get("type"), str) and "n8n-nodes" in str(item["type"])
        for item in value
    )


def workflow_tables(value: Value, where: str = "", depth: int = 0) -> Iterator[tuple[str, dict[str, Value]]]:
    """Every workflow in a document: itself, a list of them, a bare list of steps, or below wrapper keys."""
    if isinstance(value, dict) and looks_like_nodes(value.get("nodes")):
        yield where, value
    elif looks_like_nodes(value):
        yield where, {"nodes": value}
    elif depth < 4 and isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            inner = f"{where}{key}." if isinstance(key, str) else f"{where.removesuffix('.')}[{key}]."
            yield from workflow_tables(item, inner, depth + 1)


def workflow(file: SourceFile, where: str, table: Mapping[str, Value]) -> Workflow:
    """The workflow that ``table`` describes."""
    nodes = _nodes(table.get("nodes"))
    identity = words_of(table.get("id"))
    edges, calm, dangling = _edges(table.get("connections"), nodes)
    _call_themselves(nodes, identity, edges, calm)
    starts = [node for node in nodes.values() if node.is_trigger]
    errors = {node.name for node in starts if node.kind == "errortrigger"}
    pointed_at = {after for afters in edges.values() for after in afters}
    roots = [node.name for node in starts] or [name for name in edges if name not in pointed_at and not dangling]
    return Workflow(
        file=file,
        where=where,
        name=words_of(table.get("name")),
        id=identity,
        active=table.get("active") is True and table.get("isArchived") is not True,
        nodes=nodes,
        edges=edges,
        dangling=dangling,
        strange=_strange(table),
        live=frozenset(reachable([node.name for node in starts if not node.disabled], edges)),
        reached=frozenset(reachable(roots, edges)),
        sound=frozenset(reachable(roots, {name: after for name, after in edges.items() if name in nodes})),
        calm=frozenset(reachable([name for name in roots if name not in errors], calm)),
    )


def _nodes(value: Value) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for index, item in enumerate(value if isinstance(value, list) else []):
        if not isinstance(item, dict) or not isinstance(item.get("type"), str):
            continue
        parameters, credentials = item.get("parameters"), item.get("credentials")
        version = item.get("typeVersion")
        name = words_of(item.get("name")) or f"#{index}"
        nodes[name] = Node(
            index=index,
            name=name,
            type=str(item["type"]),
            kind=_kind(str(item["type"])),
            version=float(version) if isinstance(version, int | float) else 1.0,
            parameters=parameters if isinstance(parameters, dict) else {},
            credentials=credentials if isinstance(credentials, dict) else {},
            disabled=item.get("disabled") is True,
            id=words_of(item.get("id")),
            on_error=words_of(item.get("onError")),
        )
    return nodes


def _kind(type_name: str) -> str:
    name = type_name.rpartition(".")[2].lower()
    return name.removesuffix("tool") or name


def _strange(table: Mapping[str, Value]) -> int:
    nodes = table.get("nodes")
    items = nodes if isinstance(nodes, list) else []
    steps = [item for item in items if isinstance(item, dict) and isinstance(item.get("type"), str)]
    wrong = [
        key
        for step in steps
        for key in ("parameters", "credentials")
        if not isinstance(step.get(key), dict | None) and step.get(key) != []
    ]
    no_arrows = not isinstance(table.get("connections"), dict | None) and table.get("connections") != []
    return len(items) - len(steps) + len(wrong) + no_arrows


def _edges(value: Value, nodes: Mapping[str, Node]) -> tuple[Edges, Edges, int]:
    """All arrows in the direction in which content flows, those that need no failure, and how many lead nowhere."""
    edges: Edges = {}
    calm: Edges = {}
    dangling = 0
    for before, kind, output, after, last in _arrows(value):
        # A step that is missing from the file still leads on by its name, as long as its own arrows are there.
        dangling += before not in nodes or after not in nodes
        step = nodes.get(before)
        if step and step.disabled and kind == "main" and output:
            continue  # a disabled step hands its first input on to its first output
        first, second = (before, after) if kind == "main" else (after, before)
        edges.setdefault(first, []).append(second)
        if not (step and step.on_error == "continueErrorOutput" and last and output):
            calm.setdefault(first, []).append(second)
    return edges, calm, dangling


def _arrows(value: Value) -> Iterator[tuple[str, str, int, str, bool]]:
    for before, kinds in value.items() if isinstance(value, dict) else ():
        for kind, outputs in kinds.items() if isinstance(kinds, dict) else ():
            outputs = outputs if isinstance(outputs, list) else []
            for output, arrows in enumerate(outputs):
                for arrow in [arrows] if isinstance(arrows, dict) else arrows if isinstance(arrows, list) else ():
                    if isinstance(arrow, dict):
                        yield before, kind, output, words_of(arrow.get("node")), output == len(outputs) - 1


def _call_themselves(nodes: Mapping[str, Node], identity: str, *edges: Edges) -> None:
    """Adds the arrows of steps that run the workflow they stand in."""
    entries = [node.name for node in nodes.values() if node.kind == "executeworkflowtrigger"]
    for node in nodes.values():
        called = node.param("workflowId")
        if called and ("$workflow.id" in called or called == identity):
            for arrows in edges:
                arrows.setdefault(node.name, []).extend(entries)

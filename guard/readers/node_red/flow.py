"""The nodes of a Node-RED flow file and the arrows between them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from guard.readers.base.shapes import dig, entries, tables, text
from guard.readers.base.source import Value

REQUESTS = frozenset({"http request", "https-node", "www-request"})
"""Node types that send a request and pass its answer on."""


@dataclass(frozen=True, slots=True)
class Flow:
    """All nodes of one file by id, with their arrows; link pairs and subflows are resolved."""

    nodes: dict[str, dict[str, Value]]
    edges: dict[str, list[str]]
    dangling: dict[str, list[str]]
    """Ids that a node points to and that the file lacks."""

    def type(self, node: str) -> str:
        """The node's type, in the file's words."""
        return text(self.nodes[node].get("type"))

    def name(self, node: str) -> str:
        """What the user calls the node, else its type."""
        return text(self.nodes[node].get("name")) or text(self.nodes[node].get("label")) or self.type(node)

    def tab(self, node: str) -> str:
        """The id of the tab or subflow that the node stands on."""
        return text(self.nodes[node].get("z"))

    def enabled(self, node: str) -> bool:
        """Whether neither the node nor its tab is switched off."""
        record = self.nodes[node]
        return record.get("d") is not True and self.nodes.get(self.tab(node), {}).get("disabled") is not True

    def config(self, node: str, *fields: str) -> dict[str, Value]:
        """The configuration node that one of the fields names, or an empty one where the file lacks it."""
        for field in fields:
            found = self.nodes.get(text(self.nodes[node].get(field)))
            if found:
                return found
        return {}

    def flow_name(self, node: str) -> str:
        """The label of the node's tab or subflow."""
        home = self.nodes.get(self.tab(node), {})
        return text(home.get("label")) or text(home.get("name"))


def node_list(document: Value) -> list[dict[str, Value]] | None:
    """The nodes that the document lists in one of the three forms Node-RED writes, or None."""
    if isinstance(document, dict):
        if isinstance(document.get("flows"), list):
            document = document["flows"]
        elif isinstance(document.get("nodes"), list) and "label" in document:
            home = {
                "id": document.get("id"),
                "type": "tab",
                **{key: document.get(key) for key in ("label", "disabled")},
            }
            document = [home, *entries(document["nodes"]), *entries(document.get("configs"))]
    nodes = tables(document)
    if not nodes or any(not text(node.get("id")) or not isinstance(node.get("type"), str) for node in nodes):
        return None
    drawn = any(isinstance(node.get("wires"), list) or node["type"] in {"tab", "subflow"} for node in nodes)
    return nodes if drawn else None


def flow_of(nodes: list[dict[str, Value]]) -> Flow:
    """The nodes with every arrow that the file draws or implies."""
    known = {**_ports(nodes), **{text(node.get("id")): node for node in nodes}}
    edges: dict[str, list[str]] = defaultdict(list)
    dangling: dict[str, list[str]] = defaultdict(list)
    for start, end in _arrows(known):
        (edges if start in known and end in known else dangling)[start].append(end)
    return Flow(known, dict(edges), dict(dangling))


def _arrows(nodes: dict[str, dict[str, Value]]) -> Iterator[tuple[str, str]]:
    for name, node in nodes.items():
        for output in entries(node.get("wires")):
            yield from ((name, text(end)) for end in (entries(output) if isinstance(output, list) else [output]))
        yield from _links(name, node)
    yield from _subflow_arrows(nodes)


def _links(name: str, node: dict[str, Value]) -> Iterator[tuple[str, str]]:
    """Pairs of link nodes; both sides list the other."""
    others = [text(other) for other in entries(node.get("links"))]
    match node.get("type"):
        case "link out" if node.get("mode") != "return":
            yield from ((name, other) for other in others)
        case "link in":
            yield from ((other, name) for other in others)
        case "link call":
            yield from ((name, other) for other in others)


def _subflow_arrows(nodes: dict[str, dict[str, Value]]) -> Iterator[tuple[str, str]]:
    """Into a subflow from each of its uses, and out of it to what follows each use."""
    for name, node in list(nodes.items()):
        kind = text(node.get("type"))
        if kind == "subflow":
            for port in tables(node.get("in")):
                yield from ((name, text(wire.get("id"))) for wire in tables(port.get("wires")))
            for number, port in enumerate(tables(node.get("out"))):
                yield from ((text(wire.get("id")), _port(name, number)) for wire in tables(port.get("wires")))
        elif (subflow := kind.removeprefix("subflow:")) != kind:
            yield name, subflow
            for number, output in enumerate(entries(node.get("wires"))):
                yield from ((_port(subflow, number), text(end)) for end in entries(output))


def _port(subflow: str, number: int) -> str:
    return f"{subflow} output {number}"


def _ports(nodes: list[dict[str, Value]]) -> dict[str, dict[str, Value]]:
    """A junction for each output of each subflow; else every inner node would be joined with every use."""
    return {
        _port(text(node.get("id")), number): {"type": "junction"}
        for node in nodes
        if node.get("type") == "subflow"
        for number, _ in enumerate(tables(node.get("out")))
    }


def address_of(node: dict[str, Value]) -> str:
    """Host and port of a configuration node that names a server, without its user and password."""
    fields = ("broker", "host", "server", "url", "apiurl", "api_url")
    host = re.sub(r"^(\w+://)?[^/@]*@", r"\1", next((text(node.get(key)) for key in fields if node.get(key)), ""))
    port = text(dig(node, "port"))
    return f"{host}:{port}" if host and port else host

"""What stands in front of each node of a Node-RED flow; found for all nodes at once, since flows may be long."""

import re
from collections.abc import Iterable

from guard.model.route import Source
from guard.readers.base.flow import reachable
from guard.readers.base.nearest import nearest
from guard.readers.node_red.flow import Flow
from guard.readers.node_red.sinks import Before, room_set, written
from guard.readers.node_red.sources import RANK, brings, source_at, starts

_CHAT_TRIGGERS = ("telegram receiver", "telegram command", "telegram event", "discordMessage", "slack")
_SENDS_IT_OFF = re.compile(r"""\bmethod["']?\s*[:=]\s*["'`](?:post|put|patch|delete)""", re.IGNORECASE)


class Ways:
    """The starts, the content and the texts that lead to each node."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        fed = {end for ends in flow.edges.values() for end in ends}
        begins = [node for node in flow.nodes if starts(flow, node, fed=node in fed)]
        self._reached = nearest(begins, flow.edges)
        self._live = _live(flow, begins)
        self._lost = nearest([node for node in flow.nodes if flow.type(node) == "link in"], flow.edges)
        self._written = {node: text for node, record in flow.nodes.items() if (text := written(record))}
        self._texts = nearest(self._written, flow.edges)
        self._addresses = nearest([node for node, text in self._written.items() if "msg.url" in text], flow.edges)
        self._room_of = {node: room for node, record in flow.nodes.items() if (room := room_set(record))}
        self._rooms = nearest(self._room_of, flow.edges)
        self._started = self._by_rank((node, source_at(flow, node)) for node in begins)
        others = flow.nodes.keys() - begins
        brought = ((node, self._brought(node)) for node in flow.nodes if node in others)
        self._fetched = self._by_rank((node, source) for node, source in brought if source)
        asked = {node: flow.type(node).startswith(_CHAT_TRIGGERS) for node in begins if flow.type(node) != "inject"}
        self._asked = nearest([node for node, by_chat in asked.items() if by_chat], flow.edges)
        self._unasked = nearest([node for node, by_chat in asked.items() if not by_chat], flow.edges)

    def started(self, node: str) -> bool:
        """Whether something that starts by itself leads to the node."""
        return node in self._reached

    def live(self, node: str) -> bool:
        """Whether an enabled start leads to the node over enabled nodes only."""
        return node in self._live

    def only_asked(self, node: str) -> bool:
        """Whether the node runs only when somebody writes to a bot, or when it is tried out by hand."""
        return node in self._asked and node not in self._unasked

    def source(self, node: str) -> Source:
        """What really brings the content: a start that carries it, else what is fetched on the way."""
        best = _best(self._started, node)
        if best and best.kind not in {"schedule", "manual"}:
            return best
        return _best(self._fetched, node) or best or Source("node-red")

    def before(self, node: str) -> Before:
        """What the nodes in front of the node wrote for it."""
        text, address = self._texts.get(node, ""), self._addresses.get(node, "")
        room = self._room_of.get(self._rooms.get(node, ""), "")
        return Before(self._written.get(text, ""), self._written.get(address, ""), room)

    def unreached(self, node: str) -> str:
        """Why nothing sets the node in motion."""
        if lost := self._lost.get(node):
            return f'only a link leads here whose other end is not in the file (link in "{self._flow.name(lost)}")'
        return "nothing that starts by itself leads to this node"

    def _brought(self, node: str) -> Source | None:
        code = self._written.get(self._texts.get(node, ""), "")
        return brings(self._flow, node, sends=bool(_SENDS_IT_OFF.search(code)))

    def _by_rank(self, sources: Iterable[tuple[str, Source]]) -> list[tuple[dict[str, str], dict[str, Source]]]:
        """For each kind of source, best first: the nearest node of it before each node, and these nodes' sources."""
        of_kind: dict[int, dict[str, Source]] = {}
        for node, source in sources:
            of_kind.setdefault(RANK.index(source.kind), {})[node] = source
        return [(nearest(found, self._flow.edges), found) for _, found in sorted(of_kind.items())]


def _best(ranked: list[tuple[dict[str, str], dict[str, Source]]], node: str) -> Source | None:
    return next((found[at] for before, found in ranked if (at := before.get(node)) and at != node), None)


def _live(flow: Flow, begins: list[str]) -> set[str]:
    on = {step for step in flow.nodes if flow.enabled(step)}
    edges = {start: [end for end in ends if end in on] for start, ends in flow.edges.items() if start in on}
    return set(reachable([node for node in begins if node in on], edges))

"""Ways in the graph of routes by which content gets to an identity that must not have it."""

from collections.abc import Iterator

from guard.audit.crossings import Owners
from guard.audit.graph import Graph
from guard.model.decision import Verdict
from guard.model.policy import verdict_between
from guard.workspace import Workspace

Way = tuple[int, ...]
"""Edges of the graph, in their order."""


def owners_of(graph: Graph, workspace: Workspace) -> Owners:
    """Whose the accounts are, and whose content must not reach whom by the workspace's policies."""

    def forbidden(source: str, destination: str) -> bool:
        ends = workspace.identity(source), workspace.identity(destination)
        return ends[1] is not None and verdict_between(workspace.policies, ends[0], ends[1]) is not Verdict.ALLOW

    return Owners(graph, forbidden)


def crossing(graph: Graph, owners: Owners) -> set[int]:
    """Every route that is not switched off and lies on a way from an account to one that must not get its content."""
    parts = graph.live
    ahead = parts.gathered(list(owners.bits.items()))
    behind = parts.handed_on([(node, owners.barred[owner]) for owner, nodes in owners.nodes.items() for node in nodes])
    of, tails, heads = parts.of, graph.tails, graph.heads
    live = (edge for edges in graph.out for edge in edges)
    return {edge for edge in live if behind[of[tails[edge]]] & ahead[of[heads[edge]]]}


def ways(graph: Graph, owners: Owners, edges: set[int]) -> Iterator[Way]:
    """A way through each of these crossing edges; an edge that lies on the way of another has none of its own."""
    back = Graph(graph.nodes, graph.routes, graph.heads, graph.tails)
    passed: set[int] = set()
    for edge in sorted(edges):
        if edge not in passed and (way := _through(graph, back, owners, edge)):
            passed.update(way)
            yield way


def _through(graph: Graph, back: Graph, owners: Owners, edge: int) -> Way:
    """From the nearest account before the edge to the nearest behind it that must not get its content."""
    tail, head = graph.tails[edge], graph.heads[edge]
    ends = {head: ()} | {node: graph.way(came, node) for node, came in graph.walk(head, graph.out)}
    starts = {tail: ()} | {node: back.way(came, node)[::-1] for node, came in back.walk(tail, back.out)}
    for source, before in starts.items():
        barred = owners.barred.get(graph.nodes[source].owner or "", 0)
        for target, after in ends.items():
            if owners.bits.get(target, 0) & barred:
                return (*before, edge, *after)
    return ()


def without(graph: Graph, edges: set[int]) -> Graph:
    """The graph as it would be if these routes were gone."""
    rest = [number for number in range(len(graph.routes)) if number not in edges]
    return Graph(
        graph.nodes,
        tuple(graph.routes[number] for number in rest),
        [graph.tails[number] for number in rest],
        [graph.heads[number] for number in rest],
    )

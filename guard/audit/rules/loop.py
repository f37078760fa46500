"""Content that comes back to the account it started from and is posted again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from guard.audit.case import Case
from guard.audit.graph import Graph
from guard.audit.rules._crossing import abridged, by, named, subject
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.route import Confidence, RouteClass
from guard.model.sentence import Sentence

ID = "loop"
ABOUT = "Content comes back to the account it started from, so that one post may be repeated without end."
HELP = "Switch one of the links off, or tell the tool to pass over posts that it made itself."
_SHOWN = 50


def check(case: Case) -> Iterator[Finding]:
    """One finding for each group of accounts that lie on a common circle."""
    graph = case.graph
    for cycle in islice(_cycles(graph), _SHOWN):
        path = graph.steps(abridged(cycle))
        unnamed = any(graph.nodes[graph.heads[edge]].account is None for edge in cycle)
        keys = subject(case, _from_smallest(graph, cycle))
        yield Finding(
            rule=ID,
            severity=Severity.MEDIUM,
            confidence=Confidence.LOW if unnamed else graph.confidence(cycle),
            text=Sentence.of(
                "What is posted to {source} comes back to it, {by}.", source=path[0].source, by=by(path, len(cycle))
            ),
            evidence=tuple(step.place for step in path),
            fix=Sentence.of(
                "Switch off {link}, or let it pass over posts that were mirrored already.", link=named(path[-1])
            ),
            path=path,
            subject=keys,
        )


def _from_smallest(graph: Graph, cycle: tuple[int, ...]) -> tuple[int, ...]:
    """The same circle, started where its name does not depend on the order of the files."""
    start = min(range(len(cycle)), key=lambda place: graph.nodes[graph.tails[cycle[place]]].key)
    return cycle[start:] + cycle[:start]


def _cycles(graph: Graph) -> Iterator[tuple[int, ...]]:
    """One circle of each component that has one."""
    of = graph.live.of
    inside: dict[int, list[int]] = {}
    for edges in graph.out:
        for edge in edges:
            tail, head = graph.tails[edge], graph.heads[edge]
            if tail == head and graph.nodes[tail].account:
                yield (edge,)
            elif tail != head and of[tail] == of[head]:
                inside.setdefault(of[tail], []).append(edge)
    for edges in inside.values():
        yield from _circle(graph, edges)


def _circle(graph: Graph, edges: list[int]) -> Iterable[tuple[int, ...]]:
    """A circle of one component."""
    oneway = next((edge for edge in edges if graph.routes[edge].kind is not RouteClass.BRIDGE), None)
    if oneway is None:
        return _circle_of_bridges(graph, edges)
    return [(oneway, *_path(graph, graph.heads[oneway], graph.tails[oneway], edges))]


def _circle_of_bridges(graph: Graph, edges: list[int]) -> Iterator[tuple[int, ...]]:
    """A circle over several bridges. Bridges that meet in a tree make none: they do not echo what they wrote."""
    bridges: dict[tuple[str, str, str], list[int]] = {}
    for edge in edges:
        route = graph.routes[edge]
        bridges.setdefault((route.tool, route.place.file, route.name), []).append(edge)
    joined: dict[int, int] = {}
    before: list[int] = []
    for bridge in bridges.values():
        first_of: dict[int, int] = {}
        for node in sorted({graph.tails[edge] for edge in bridge} | {graph.heads[edge] for edge in bridge}):
            first = first_of.setdefault(_root(joined, node), node)
            there, back = _path(graph, first, node, before), _path(graph, node, first, bridge)
            if there and back:
                yield (*there, *back)
                return
        joined.update(dict.fromkeys(first_of, next(iter(first_of))))
        before += bridge


def _root(joined: dict[int, int], node: int) -> int:
    while joined.get(node, node) != node:
        node = joined[node]
    return node


def _path(graph: Graph, start: int, end: int, edges: Iterable[int]) -> tuple[int, ...]:
    """The shortest way over these edges; empty where there is none."""
    out: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        out[graph.tails[edge]].append(edge)
    for node, came in graph.walk(start, out):
        if node == end:
            return graph.way(came, node)
    return ()

"""Routes as a directed graph of accounts: where content arrives that is posted to one of them."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from guard.audit.components import Components, components
from guard.audit.naming import Namer, Node
from guard.model.account import Account
from guard.model.decision import Reached, Step
from guard.model.route import Confidence, Route, RouteClass

Out: TypeAlias = "list[list[int]] | dict[int, list[int]]"
"""Per node: the edges that may be followed."""

_SURE = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


class Graph:
    """A directed graph with an edge per route; nodes and edges are numbered by their place in their lists."""

    def __init__(self, nodes: list[Node], routes: tuple[Route, ...], tails: list[int], heads: list[int]) -> None:
        self.nodes, self.routes, self.tails, self.heads = nodes, routes, tails, heads
        self.out: list[list[int]] = [[] for _ in nodes]
        """Per node: the edges that carry content on. A message to the owner's own device goes nowhere from there."""
        self.asleep: list[list[int]] = [[] for _ in nodes]
        """Per node: the edges that would, if they were switched on."""
        for edge, route in enumerate(routes):
            if route.kind is not RouteClass.NOTIFY:
                (self.asleep if route.enabled is False else self.out)[tails[edge]].append(edge)

    @classmethod
    def of(cls, routes: Iterable[Route], namer: Namer) -> "Graph":
        """The graph of these routes, their ends named by ``namer``."""
        kept = tuple(routes)
        numbers: dict[str, int] = {}
        nodes: list[Node] = []
        tails: list[int] = []
        heads: list[int] = []
        for route in kept:
            for node, ends in zip(namer.ends(route), (tails, heads), strict=True):
                number = numbers.setdefault(node.key, len(nodes))
                if number == len(nodes):
                    nodes.append(node)
                ends.append(number)
        return cls(nodes, kept, tails, heads)

    @cached_property
    def live(self) -> Components:
        """The components over the routes that are not switched off."""
        heads = self.heads
        return components([[heads[edge] for edge in edges] for edges in self.out])

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, node in enumerate(self.nodes):
            if node.account:
                found.setdefault(node.account.key, []).append(number)
        return found

    def reach(self, account: Account) -> tuple[Reached, ...]:
        """Every end at which content arrives that is posted to ``account``, each by its shortest way, nearest first.

        Routes that are switched off are not followed; those of which nothing is known are.
        """
        starts = self._numbers.get(account.key, ())
        found: dict[str, Reached] = {}
        for start in starts:
            for node, came in self.walk(start, self.out):
                end = self.nodes[node]
                if node not in starts and self._is_end(node, came[node]):
                    found.setdefault(end.key, Reached(end.account, end.shown, self.steps(self.way(came, node))))
        return tuple(found.values())

    def _is_end(self, node: int, arrived_by: int) -> bool:
        """A hand-over that goes on is only passed through; everything else is a place where content can be seen."""
        named = self.nodes[node].account is not None
        return named or not self.out[node] or self.routes[arrived_by].kind is not RouteClass.HOP

    def walk(
        self, start: int, out: Out, ahead: Sequence[int] = (), want: int = 0
    ) -> Iterator[tuple[int, dict[int, int]]]:
        """The nodes behind ``start``, nearest first, each with the map from which ``way`` reads how it was reached.

        With ``want`` only nodes are entered that have one of its bits in ``ahead``.
        """
        came = {start: -1}
        waiting = deque((start,))
        heads = self.heads
        while waiting:
            for edge in out[waiting.popleft()]:
                node = heads[edge]
                if node not in came and (not want or ahead[node] & want):
                    came[node] = edge
                    waiting.append(node)
                    yield node, came

    def way(self, came: dict[int, int], node: int) -> tuple[int, ...]:
        """The edges from the start of a walk to ``node``."""
        edges = []
        while (edge := came[node]) >= 0:
            edges.append(edge)
            node = self.tails[edge]
        return tuple(reversed(edges))

    def steps(self, edges: Iterable[int]) -> tuple[Step, ...]:
        """The links of a path, for people."""
        return tuple(self.step(edge) for edge in edges)

    def step(self, edge: int) -> Step:
        """One link, for people."""
        route = self.routes[edge]
        source, destination = self.nodes[self.tails[edge]].shown, self.nodes[self.heads[edge]].shown
        return Step(source, destination, route.tool, route.name, route.place, route.enabled)

    def confidence(self, edges: Iterable[int]) -> Confidence:
        """As sure as the weakest link; a switch that the file does not set makes nobody surer than medium."""
        return _SURE[min(map(self._sure.__getitem__, edges))]

    @cached_property
    def _sure(self) -> list[int]:
        most = _SURE.index(Confidence.MEDIUM)
        ranks = [_SURE.index(route.confidence) for route in self.routes]
        return [
            min(rank, most) if route.enabled is None else rank for rank, route in zip(ranks, self.routes, strict=True)
        ]

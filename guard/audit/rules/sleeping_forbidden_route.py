"""A forbidden path that only a switch keeps closed."""

from collections.abc import Iterator
from itertools import islice

from guard.audit.case import Case
from guard.audit.components import components
from guard.audit.crossings import Owners
from guard.audit.graph import Graph, Out
from guard.audit.rules._crossing import by, subject
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.sentence import Sentence

ID = "sleeping-forbidden-route"
ABOUT = "A route that is switched off, or a template, would carry content to another identity if it were switched on."
HELP = "Delete what nobody needs any more. A route that is only switched off comes back with one click."
_SHOWN = 50


def check(case: Case) -> Iterator[Finding]:
    """One finding for each switched-off route that would complete a forbidden path."""
    return islice(_findings(case), _SHOWN)


def _findings(case: Case) -> Iterator[Finding]:
    graph = case.graph
    if not any(graph.asleep):
        return
    out = [on + off for on, off in zip(graph.out, graph.asleep, strict=True)]
    owners = Owners(graph, case.forbidden)
    parts = components([[graph.heads[edge] for edge in edges] for edges in out])
    ahead = parts.gathered(list(owners.bits.items()))
    barred = [(node, owners.barred[owner]) for owner, nodes in owners.nodes.items() for node in nodes]
    behind = parts.handed_on(barred)
    back = _turned(graph, out)
    told: set[int] = set()
    for edge in (edge for edges in graph.asleep for edge in edges):
        tail, head = graph.tails[edge], graph.heads[edge]
        if edge in told or not behind[parts.of[tail]] & ahead[parts.of[head]]:
            continue
        path = _through(graph, owners, edge, out, back)
        told.update(path)
        if path:
            yield _finding(case, edge, path)


def _turned(graph: Graph, out: list[list[int]]) -> list[list[int]]:
    """Per node: the edges that lead to it."""
    into: list[list[int]] = [[] for _ in graph.nodes]
    for edge in (edge for edges in out for edge in edges):
        into[graph.heads[edge]].append(edge)
    return into


def _through(graph: Graph, owners: Owners, edge: int, out: Out, back: Out) -> tuple[int, ...]:
    """The shortest way over ``edge`` from an account to one that must not get its content."""
    tail, head = graph.tails[edge], graph.heads[edge]
    targets = {head: ()} | {node: graph.way(came, node) for node, came in graph.walk(head, out) if node in owners.bits}
    for source, before in _sources(graph, owners, tail, back):
        barred = owners.barred[graph.nodes[source].owner or ""]
        for target, after in targets.items():
            if owners.bits.get(target, 0) & barred:
                return (*before, edge, *after)
    return ()


def _sources(graph: Graph, owners: Owners, tail: int, back: Out) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The owned accounts from which content can come to ``tail``, nearest first, each with its way."""
    if tail in owners.bits:
        yield tail, ()
    came = {tail: -1}
    waiting = [tail]
    for node in waiting:
        for edge in back[node]:
            before = graph.tails[edge]
            if before not in came:
                came[before] = edge
                waiting.append(before)
                if before in owners.bits:
                    yield before, _forward(graph, came, before)


def _forward(graph: Graph, came: dict[int, int], node: int) -> tuple[int, ...]:
    edges = []
    while (edge := came[node]) >= 0:
        edges.append(edge)
        node = graph.heads[edge]
    return tuple(edges)


def _finding(case: Case, edge: int, path: tuple[int, ...]) -> Finding:
    graph = case.graph
    steps = graph.steps(path)
    source, target = (case.called(graph.nodes[end]) for end in (graph.tails[path[0]], graph.heads[path[-1]]))
    off = graph.step(edge)
    return Finding(
        rule=ID,
        severity=Severity.LOW,
        confidence=graph.confidence(path),
        text=Sentence.of(
            "Switched on, {link} would carry what is posted to {source} to {target}, {by}.",
            link=off.by,
            source=source,
            target=target,
            by=by(steps),
        ),
        evidence=(off.place, *(step.place for step in steps if step.place != off.place)),
        fix=Sentence.of("Delete {link} in {file} if nobody needs it any more.", link=off.by, file=off.place.file),
        path=steps,
        subject=subject(case, path),
    )

"""What the rules about forbidden paths have in common: the sentence, the evidence and the fix."""

from collections.abc import Iterator

from guard.audit.case import Case
from guard.audit.crossings import Crossing
from guard.model.decision import Severity, Step
from guard.model.finding import Finding
from guard.model.identity import IdentityKind
from guard.model.route import BY_HAND
from guard.model.sentence import Sentence

_SHOWN_LINKS = 20
_SHOWN_TOOLS = 4
_THEN = Sentence.of(", then ")


def between(case: Case, rule: str, severity: Severity, ends: tuple[IdentityKind, IdentityKind]) -> Iterator[Finding]:
    """A finding for each shown path from an identity of the first kind to one of the second."""
    nodes = case.graph.nodes
    for crossing in case.crossings.shown:
        if (case.kind(nodes[crossing.source]), case.kind(nodes[crossing.target])) == ends:
            yield _finding(case, rule, severity, crossing)


def _finding(case: Case, rule: str, severity: Severity, crossing: Crossing) -> Finding:
    graph = case.graph
    path = graph.steps(abridged(crossing.edges))
    source, target = (case.called(graph.nodes[end]) for end in (crossing.source, crossing.target))
    return Finding(
        rule=rule,
        severity=severity,
        confidence=graph.confidence(crossing.edges),
        text=Sentence.of(
            "What is posted to {source} also appears on {target}, {by}.",
            source=source,
            target=target,
            by=by(path, len(crossing.edges)),
        ),
        evidence=tuple(step.place for step in path),
        fix=Sentence.of(
            "Switch off {link}, or give it an account of the same identity.",
            link=named(graph.step(_entry(case, crossing))),
        ),
        path=path,
        subject=subject(case, crossing.edges),
    )


def _entry(case: Case, crossing: Crossing) -> int:
    """The link by which content comes into the hands of the last account's identity, and stays there."""
    graph = case.graph
    owner = graph.nodes[crossing.target].owner
    edges = reversed(crossing.edges)
    return next(edge for edge in edges if graph.nodes[graph.tails[edge]].owner != owner)


def subject(case: Case, edges: tuple[int, ...]) -> tuple[str, ...]:
    """Accounts and tools of a path in turn, so that a new way between the same accounts is a new finding."""
    graph = case.graph
    words = [graph.nodes[graph.tails[edges[0]]].key]
    for edge in abridged(edges):
        words += graph.routes[edge].tool, graph.nodes[graph.heads[edge]].key
    return tuple(words)


def abridged(edges: tuple[int, ...]) -> tuple[int, ...]:
    """A path without its middle where nobody would read it all."""
    return edges if len(edges) <= 2 * _SHOWN_LINKS else edges[:_SHOWN_LINKS] + edges[-_SHOWN_LINKS:]


def by(path: tuple[Step, ...], links: int = 0) -> Sentence:
    """How content travels: ``by n8n “Mirror”``, ``over 3 links: …``."""
    tools = list(dict.fromkeys(step.by for step in path))
    links = links or len(path)
    if len(tools) > _SHOWN_TOOLS:
        tools[_SHOWN_TOOLS - 1 : -1] = [Sentence.of("others")]
    if len(path) == 1:
        return Sentence.of("by {tool}", tool=tools[0])
    return Sentence.of("over {links:,} links: {way}", links=links, way=Sentence.joined(tools, _THEN))


def named(step: Step) -> Sentence:
    """A link as one finds it again: its tool, name and file; for a link that lies in no file, who tells where."""
    if step.tool == BY_HAND:
        return Sentence.of("{by} (hatcheck review says where)", by=step.by)
    return Sentence.of("{by} in {file}", by=step.by, file=step.place.file)

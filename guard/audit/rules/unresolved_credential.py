"""A route that ends at a credential of which nobody has said whose account it is."""

from collections.abc import Iterator

from guard.audit.case import Case
from guard.audit.naming import Node, question
from guard.model.decision import Severity
from guard.model.finding import Finding
from guard.model.route import Endpoint, Place, Route, RouteClass, SourceKind
from guard.model.sentence import Sentence
from guard.platforms import platform_named

ID = "unresolved-credential"
ABOUT = "A tool posts with a credential of which the file shows only a name or an id, not the account."
HELP = "Run “hatcheck resolve” and say once which account each credential stands for. The answers are kept."


def check(case: Case) -> Iterator[Finding]:
    """One finding for each credential, with every place that uses it."""
    asked: dict[tuple[str, str], list[tuple[Route, Endpoint, Node]]] = {}
    graph = case.graph
    for edge, route in enumerate(graph.routes):
        if route.kind in {RouteClass.HOP, RouteClass.NOTIFY}:
            continue
        for end, number in ((route.destination, graph.heads[edge]), (route.source, graph.tails[edge])):
            node = graph.nodes[number]
            if node.account is None and _posts(route, end):
                asked.setdefault((route.tool, node.key), []).append((route, end, node))
    for (tool, key), uses in asked.items():
        yield _finding(tool, key, uses)


def _posts(route: Route, end: Endpoint) -> bool:
    """Destinations are asked about, and sources that are an account of a known platform."""
    if end is route.destination:
        return True
    return route.source.kind is SourceKind.ACCOUNT and platform_named(end.platform or "") is not None


def _finding(tool: str, key: str, uses: list[tuple[Route, Endpoint, Node]]) -> Finding:
    first, end, node = uses[0]
    on = any(route.enabled is not False for route, _, _ in uses)
    asked = question(tool, end) if platform_named(end.platform or "") else None
    places: dict[Place, None] = dict.fromkeys(route.place for route, _, _ in uses)
    return Finding(
        rule=ID,
        severity=Severity.MEDIUM if on else Severity.NOTE,
        confidence=first.confidence,
        text=Sentence.of(
            "Nobody has said which account {end} is; {tool} {use} it{times}.",
            end=node.shown,
            tool=tool,
            use=_use(first, end),
            times=_times(len(places)),
        ),
        evidence=tuple(places),
        fix=Sentence.of("Run “hatcheck resolve” and name the account of “{asked}”.", asked=asked)
        if asked
        else Sentence.of("Look in {tool} where it leads: the file does not say enough to ask about it.", tool=tool),
        subject=(tool, key),
    )


def _use(route: Route, end: Endpoint) -> Sentence:
    if end is not route.destination:
        return Sentence.of("takes content from")
    if route.enabled is False:
        return Sentence.of("would post to")
    return Sentence.of("posts to")


def _times(number: int) -> str:
    return Sentence.of(" in {number} places", number=number) if number > 1 else ""

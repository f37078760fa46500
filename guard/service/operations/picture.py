"""A report as the shell draws it: findings in words, and the routes as points and arrows."""

from collections.abc import Iterable, Mapping

from guard.audit import Graph, Report
from guard.audit.crossings import Owners
from guard.audit.report import Suppression, Told
from guard.audit.reports import words
from guard.languages import said
from guard.model.decision import Step
from guard.model.route import Place, RouteClass, Unreadable
from guard.model.sentence import Sentence
from guard.platforms import platform_name, platform_named
from guard.protocol.replies import AuditFinding, AuditReport, PictureEdge, PictureNode


def drawn(report: Report, rendered: str, language: str) -> AuditReport:
    """The report as a reply: what counts first, then what is kept quiet, each with its reason."""
    told = (*report.findings, *report.suppressed)
    notices = (words.collected(report), *words.left_out(report), *report.notices)
    edges = _edges(report, told, language)
    return AuditReport(
        findings=[_finding(report, one, language) for one in told],
        nodes=_nodes(report.case.graph, edges, language),
        edges=edges,
        files=report.read,
        unreadable=[said(_unreadable(one), language) for one in report.snapshot.unreadable],
        notices=[said(notice, language) for notice in notices],
        cut=said(_cut(report), language),
        rendered=rendered,
    )


def _finding(report: Report, told: Told, language: str) -> AuditFinding:
    finding = told.finding
    return AuditFinding(
        rule=finding.rule,
        severity=finding.severity.value,
        confidence=finding.confidence.value,
        text=said(finding.text, language),
        evidence=[words.place(report, where) for where in finding.evidence],
        fix=said(finding.fix, language),
        path=[said(words.link(report, step), language) for step in finding.path],
        suppressed=said(_kept(told), language) if told.suppressed_by else None,
    )


def _cut(report: Report) -> str:
    worth = words.cut(report)
    return Sentence.joined((worth, words.link(report, report.cut.step)), " ") if report.cut else worth


def _kept(told: Told) -> Sentence:
    """What keeps a finding quiet, and why."""
    pattern = "ignore: {reason}" if told.suppressed_by is Suppression.IGNORE else "baseline: {reason}"
    return Sentence.of(pattern, reason=told.reason)


def _unreadable(lost: Unreadable) -> str:
    """Where the sentence of the finding has a remedy of its own, this has it too: it is read alone."""
    where = f"{lost.file}:{lost.line}" if lost.line else lost.file
    if not lost.remedy:
        return Sentence.of("{place}: it {reason}.", place=where, reason=lost.reason)
    return Sentence.of("{place}: it {reason}; {remedy}.", place=where, reason=lost.reason, remedy=lost.remedy)


def _nodes(graph: Graph, edges: Iterable[PictureEdge], language: str) -> list[PictureNode]:
    """The ends of the edges. A feed or a form needs no name; a credential, or an account of a platform, does."""
    edges = tuple(edges)
    posted = {edge.target for edge in edges}
    return [
        PictureNode(
            id=end,
            shown=words.plain(said(node.shown, language)),
            platform=platform_name(node.platform or ""),
            owner=node.owner,
            named=not (node.unnamed and (end in posted or platform_named(node.platform or ""))),
        )
        for end, node in ((end, graph.nodes[end]) for end in sorted({*posted, *(edge.source for edge in edges)}))
    ]


def _edges(report: Report, told: tuple[Told, ...], language: str) -> list[PictureEdge]:
    """Every route but messages to somebody's own device, which carry nothing on."""
    graph = report.case.graph
    spoken, crossing = _spoken_of(report, told), _crossing(report)
    return [
        PictureEdge(
            source=graph.tails[edge],
            target=graph.heads[edge],
            by=words.plain(said(graph.step(edge).by, language)),
            at=words.place(report, route.place),
            enabled=route.enabled,
            forbidden=edge in crossing,
            findings=spoken.get(edge, []),
            cut=report.cut is not None and graph.step(edge) == report.cut.step,
        )
        for edge, route in enumerate(graph.routes)
        if route.kind is not RouteClass.NOTIFY
    ]


def _spoken_of(report: Report, told: tuple[Told, ...]) -> Mapping[int, list[int]]:
    """Per edge the findings that speak of it: by their path, or where they have none by their evidence."""
    graph = report.case.graph
    of_step: dict[Step, list[int]] = {}
    of_place: dict[Place, list[int]] = {}
    for number, one in enumerate(told):
        for step in dict.fromkeys(one.finding.path):
            of_step.setdefault(step, []).append(number)
        for place in dict.fromkeys(one.finding.evidence if not one.finding.path else ()):
            of_place.setdefault(place, []).append(number)
    return {
        edge: sorted({*of_step.get(graph.step(edge), ()), *of_place.get(route.place, ())})
        for edge, route in enumerate(graph.routes)
    }


def _crossing(report: Report) -> set[int]:
    """The edges on a path between identities that must not meet.

    Where there are more such paths than are shown, it is every edge between two such accounts: rather one too many
    than one that looks harmless.
    """
    case, graph = report.case, report.case.graph
    if len(case.crossings.shown) >= case.crossings.total:
        return {edge for crossing in case.crossings.shown for edge in crossing.edges}
    owners = Owners(graph, case.forbidden)
    of = graph.live.of
    ahead = graph.live.gathered(list(owners.bits.items()))
    barred = [(node, owners.barred[owner]) for owner, nodes in owners.nodes.items() for node in nodes]
    behind = graph.live.handed_on(barred)
    edges = (edge for edges in graph.out for edge in edges)
    return {edge for edge in edges if behind[of[graph.tails[edge]]] & ahead[of[graph.heads[edge]]]}

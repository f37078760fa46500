"""What of a report is drawn: routes between the same two accounts as one link, and not more links than can be seen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guard.protocol.replies import AuditReport, PictureEdge, PictureNode

MOST_NODES = 300
MOST_LINKS = 600
"""More than this is no picture any more, and takes too long to lay out while somebody waits."""


class State(StrEnum):
    """What a link stands for, the one that matters most last."""

    OFF = "off"
    UNSET = "unset"
    """Its file has a switch and does not say whether it is on."""
    ON = "on"
    ACCEPTED = "accepted"
    """Forbidden, and somebody has said with a reason that it may stay."""
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Link:
    """All routes from one account to another."""

    source: int
    target: int
    state: State
    edges: tuple[PictureEdge, ...]
    findings: frozenset[int]

    @property
    def cut(self) -> bool:
        """Whether it is the one link whose removal cuts most."""
        return any(edge.cut for edge in self.edges)

    @property
    def loud(self) -> bool:
        """Whether it must be seen in any case."""
        return self.cut or self.state is State.FORBIDDEN


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is drawn, and of how much."""

    nodes: Mapping[int, PictureNode]
    links: tuple[Link, ...]
    all_nodes: int
    all_links: int

    @property
    def is_part(self) -> bool:
        """Whether something is left out."""
        return len(self.links) < self.all_links


def links_of(report: AuditReport) -> tuple[Link, ...]:
    """The routes of a report, by their ends."""
    ends: dict[tuple[int, int], list[PictureEdge]] = defaultdict(list)
    for edge in report.edges:
        ends[edge.source, edge.target].append(edge)
    return tuple(
        Link(
            source=source,
            target=target,
            state=max((_state(report, edge) for edge in edges), key=list(State).index),
            edges=tuple(edges),
            findings=frozenset(number for edge in edges for number in edge.findings),
        )
        for (source, target), edges in ends.items()
    )


def chosen(report: AuditReport, wanted: Iterable[int] = ()) -> Chosen:
    """Everything where that can be seen; else what the ``wanted`` findings speak of, the worst, and what is around."""
    links = links_of(report)
    kept: Sequence[Link] = links
    if len(report.nodes) > MOST_NODES or len(links) > MOST_LINKS:
        kept = _worst(links, frozenset(wanted))
    ends = {end for link in kept for end in (link.source, link.target)}
    nodes = {node.id: node for node in report.nodes if node.id in ends}
    return Chosen(nodes, tuple(kept), len(report.nodes), len(links))


def _state(report: AuditReport, edge: PictureEdge) -> State:
    if edge.forbidden:
        about = [report.findings[number] for number in edge.findings]
        return State.ACCEPTED if about and all(one.suppressed for one in about) else State.FORBIDDEN
    return {True: State.ON, False: State.OFF, None: State.UNSET}[edge.enabled]


def _worst(links: Sequence[Link], wanted: frozenset[int]) -> list[Link]:
    rank = list(State).index
    first = sorted(links, key=lambda link: (not link.findings & wanted, -rank(link.state), not link.findings))
    told = [link for link in first if link.findings or link.state in {State.FORBIDDEN, State.ACCEPTED}]
    centre = {end for link in told[: MOST_LINKS // 3] for end in (link.source, link.target)}
    around = [link for link in first if link.source in centre or link.target in centre]
    kept: dict[tuple[int, int], Link] = {}
    ends: set[int] = set()
    for link in (*told, *around, *(() if told else first)):
        pair = {link.source, link.target}
        if len(kept) < MOST_LINKS // 3 and len(ends | pair) <= MOST_NODES // 3:
            kept[link.source, link.target] = link
            ends |= pair
    return list(kept.values())

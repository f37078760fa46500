"""The one link whose removal cuts most forbidden paths."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from guard.audit.crossings import Crossings, Forbidden, Owners, total
from guard.audit.graph import Graph
from guard.model.decision import Step

_WORK = 3_000_000
"""So much is looked at: a link for each step of a walk, and for each pair of links that may be needed together."""
_LARGE = 1_000
"""A start with more links behind it is passed over."""
_RECOUNTED = 1_000_000_000
"""Points times accounts up to which everything is counted once more without the link."""


@dataclass(frozen=True, slots=True)
class CutLink:
    """A link, and how many forbidden pairs of accounts lose their only way with it."""

    step: Step
    cuts: int
    of: int
    """All forbidden pairs of accounts."""
    exact: bool
    """True where no other link cuts more. False where the graph was too large to compare every link; then it cuts
    ``cuts`` at least, and 0 says that not even that is known."""


def cut_link(graph: Graph, forbidden: Forbidden, found: Crossings) -> CutLink | None:
    """The link that cuts most, or None where nothing is forbidden or every pair has two ways."""
    if not found.total:
        return None
    owners = Owners(graph, forbidden)
    reached = graph.live.gathered(list(owners.bits.items()))
    ahead = [reached[number] for number in graph.live.of]
    cuts: Counter[int] = Counter()
    work, exact = 0, True
    for owner, numbers in owners.nodes.items():
        barred = owners.barred[owner]
        for source in numbers:
            if not ahead[source] & barred:
                continue
            if work > _WORK:
                exact = False
                break
            nodes, links = _between(graph, ahead, source, barred)
            work += links if links > _LARGE else links * links
            if links > _LARGE:
                exact = False
            else:
                targets = {node for node in nodes if owners.bits.get(node, 0) & barred}
                cuts.update(_needed(graph, source, nodes, targets))
    if not cuts:
        return None if exact else _guess(graph, forbidden, found, owners)
    edge, count = min(cuts.items(), key=lambda item: (-item[1], item[0]))
    return CutLink(graph.step(edge), count, found.total, exact)


def _between(graph: Graph, ahead: list[int], source: int, barred: int) -> tuple[list[int], int]:
    """The nodes that lie on a way from ``source`` to a barred account, and how many links leave them."""
    nodes, links = [source], len(graph.out[source])
    for node, _ in graph.walk(source, graph.out, ahead, barred):
        nodes.append(node)
        links += len(graph.out[node])
        if links > _LARGE:
            break
    return nodes, links


def _needed(graph: Graph, source: int, nodes: list[int], targets: set[int]) -> Iterator[int]:
    """For each target the edges that every way to it uses: the meet of what its ways use, until nothing changes."""
    every = dict.fromkeys(nodes, -1)
    every[source] = 0
    edges = [edge for node in nodes for edge in graph.out[node] if graph.heads[edge] in every]
    changed = True
    while changed:
        changed = False
        for place, edge in enumerate(edges):
            head = graph.heads[edge]
            use = every[head] & (every[graph.tails[edge]] | 1 << place)
            if use != every[head]:
                every[head] = use
                changed = True
    for target in targets:
        use = every[target]
        while use > 0:
            yield edges[(use & -use).bit_length() - 1]
            use &= use - 1


def _guess(graph: Graph, forbidden: Forbidden, found: Crossings, owners: Owners) -> CutLink | None:
    """The link that most of the shown paths use, with what it really cuts where that can be counted in time."""
    seen = Counter(edge for crossing in found.shown for edge in crossing.edges)
    edge = min(seen, key=lambda one: (-seen[one], one))
    if len(owners.bits) * len(graph.live.after) > _RECOUNTED:
        return CutLink(graph.step(edge), 0, found.total, exact=False)
    rest = [number for number in range(len(graph.routes)) if number != edge]
    without = Graph(
        graph.nodes,
        tuple(graph.routes[number] for number in rest),
        [graph.tails[number] for number in rest],
        [graph.heads[number] for number in rest],
    )
    cuts = found.total - total(without, forbidden)
    return CutLink(graph.step(edge), cuts, found.total, exact=False) if cuts else None

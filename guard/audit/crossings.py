"""Forbidden pairs: content of one identity's account that arrives at an account of another."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from guard.audit.graph import Graph

Forbidden = Callable[[str, str], bool]
"""Whether content of the first identity (its id) must not arrive at the second."""

SHOWN_PER_PAIR = 50
SHOWN = 1_000
"""So many paths between two identities, and in all, are shown; every one is counted."""
_LINKS = 20_000
"""Once the first paths are that long together, no more are looked for."""
_BLOCK = 8192
"""So many accounts are counted at once: a kilobyte for each component."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A shortest way from an account to one that its content must not reach."""

    source: int
    target: int
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Crossings:
    """All forbidden pairs of accounts, counted; the nearest of them with their paths."""

    shown: tuple[Crossing, ...] = ()
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Per pair of identities: how many pairs of accounts."""

    @property
    def total(self) -> int:
        """All forbidden pairs of accounts."""
        return sum(self.counts.values())


class Owners:
    """The identities of a graph's accounts as bits, and which of them must not get whose content."""

    def __init__(self, graph: Graph, forbidden: Forbidden) -> None:
        self.nodes: dict[str, list[int]] = {}
        for number, node in enumerate(graph.nodes):
            if node.owner:
                self.nodes.setdefault(node.owner, []).append(number)
        self.bit = {owner: 1 << place for place, owner in enumerate(self.nodes)}
        self.bits = {number: self.bit[owner] for owner, numbers in self.nodes.items() for number in numbers}
        self.barred = {
            owner: sum(bit for other, bit in self.bit.items() if other != owner and forbidden(owner, other))
            for owner in self.nodes
        }
        self.names = {bit: owner for owner, bit in self.bit.items()}


def crossings(graph: Graph, forbidden: Forbidden) -> Crossings:
    """Every forbidden pair over routes that are not switched off."""
    owners = Owners(graph, forbidden)
    reached = graph.live.gathered(list(owners.bits.items()))
    counts = _counted(graph, owners, reached)
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    most = SHOWN_PER_PAIR
    if counts.total() > SHOWN:
        # One path for each pair of identities comes first, so that no pair goes without.
        _search(graph, owners, reached, found, Counter(counts.keys()))
        most = min(most, SHOWN // len(counts))
    if sum(map(len, found.values())) < _LINKS:
        _search(graph, owners, reached, found, Counter({pair: min(count, most) for pair, count in counts.items()}))
    shown = sorted((Crossing(*pair, edges) for pair, edges in found.items()), key=lambda one: len(one.edges))
    return Crossings(tuple(shown), counts)


def total(graph: Graph, forbidden: Forbidden) -> int:
    """How many pairs of accounts are forbidden and joined by routes that are not switched off."""
    owners = Owners(graph, forbidden)
    reached = graph.live.gathered(list(owners.bits.items()))
    return _counted(graph, owners, reached).total()


def _counted(graph: Graph, owners: Owners, reached: list[int]) -> Counter[tuple[str, str]]:
    """Exact counts, by one pass over the components per block of accounts."""
    of, after = graph.live.of, graph.live.after
    sources = Counter(
        (of[number], owner)
        for owner, numbers in owners.nodes.items()
        for number in numbers
        if reached[of[number]] & owners.barred[owner]
    )
    if not sources:
        return Counter()
    weights = sorted((place, owner, weight) for (place, owner), weight in sources.items())
    barred = sum({bit for _, owner, _ in weights for bit in owners.names if bit & owners.barred[owner]})
    lead = [(number, after[number]) for number, bits in enumerate(reached) if bits & barred and after[number]]
    accounts = [
        (owner, number) for owner, numbers in owners.nodes.items() if owners.bit[owner] & barred for number in numbers
    ]
    found: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(accounts), _BLOCK):
        masks = [0] * len(after)
        targets: dict[str, int] = {}
        for place, (owner, number) in enumerate(accounts[start : start + _BLOCK]):
            masks[of[number]] |= 1 << place
            targets[owner] = targets.get(owner, 0) | 1 << place
        for number, nexts in lead:
            mask = masks[number]
            for following in nexts:
                mask |= masks[following]
            masks[number] = mask
        allowed = {
            owner: [one for one in targets.items() if owners.bit[one[0]] & bits]
            for owner, bits in owners.barred.items()
        }
        for place, owner, weight in weights:
            if mask := masks[place]:
                for target, own in allowed[owner]:
                    found[owner, target] += weight * (mask & own).bit_count()
    return +found


def _search(
    graph: Graph,
    owners: Owners,
    reached: list[int],
    found: dict[tuple[int, int], tuple[int, ...]],
    missing: Counter[tuple[str, str]],
) -> None:
    """Adds the shortest of the paths that are missing between each pair of identities."""
    ahead, bits, names = [reached[number] for number in graph.live.of], owners.bits, owners.names
    missing.subtract((names[bits[source]], names[bits[target]]) for source, target in found)
    for owner, numbers in owners.nodes.items():
        open_ = sum(bit for bit, other in names.items() if missing[owner, other] > 0)
        for source in numbers:
            wanted = open_ & ahead[source]
            if not wanted:
                continue
            for node, came in graph.walk(source, graph.out, ahead, wanted):
                bit = bits.get(node, 0)
                if not bit & wanted or (source, node) in found:
                    continue
                found[source, node] = graph.way(came, node)
                missing[owner, names[bit]] -= 1
                if missing[owner, names[bit]] <= 0:
                    open_ &= ~bit
                    wanted &= ~bit
                    if not wanted:
                        break

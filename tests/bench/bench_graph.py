"""How long the audit takes on graphs nobody draws by hand, and how far a compiled graph library is ahead.

Run it from the project's folder: ``python tests/bench/bench_graph.py``. Every shape has 100,000 routes.
"""

import random
import sys
from collections.abc import Callable, Iterator
from datetime import date
from time import perf_counter

from guard.audit import Graph, audit
from guard.model.account import Account
from guard.model.identity import Identity, IdentityKind
from guard.model.route import Endpoint, Place, Route, Snapshot, Source, SourceKind
from guard.platforms import parse_account

ROUTES = 100_000
PEOPLE, BRANDS = 12, 8
Pair = tuple[int, int]


def random_pairs(accounts: int) -> Callable[[], Iterator[Pair]]:
    """Every account may be mirrored into every other; above one route per account most of them lie on one circle."""

    def pairs() -> Iterator[Pair]:
        dice = random.Random(11)  # noqa: S311
        return ((dice.randrange(accounts), dice.randrange(accounts)) for _ in range(ROUTES))

    return pairs


def chain() -> Iterator[Pair]:
    """One mirror after the other: the deepest graph there is."""
    return ((place, place + 1) for place in range(ROUTES))


def ladder() -> Iterator[Pair]:
    """No circle at all, many ways: each account is mirrored into later ones only."""
    dice = random.Random(12)  # noqa: S311
    return ((start := dice.randrange(50_000), start + dice.randrange(1, 400)) for _ in range(ROUTES))


def star() -> Iterator[Pair]:
    """Everything goes through one account."""
    return ((place, 0) if place % 2 else (0, place) for place in range(1, ROUTES + 1))


SHAPES: dict[str, Callable[[], Iterator[Pair]]] = {
    "random, 20,000 accounts": random_pairs(20_000),
    "random, 100,000 accounts": random_pairs(100_000),
    "chain of 100,000": chain,
    "ladder without circles": ladder,
    "star": star,
}


def routes_of(pairs: Iterator[Pair]) -> tuple[Route, ...]:
    """Routes as a reader would make them, ten to a file."""
    return tuple(
        Route(
            "n8n",
            Source("pixelfed", f"@a{tail}@example.org", kind=SourceKind.ACCOUNT),
            Endpoint("pixelfed", f"@a{head}@example.org"),
            Place(f"flows/{number // 10}.json", f"nodes[{number % 10}]", number % 10 + 1),
            name=f"flow {number // 10}",
        )
        for number, (tail, head) in enumerate(pairs)
    )


def identities_of(every: int) -> tuple[Identity, ...]:
    """Twenty identities that own every so-manieth account."""
    accounts: list[list[Account]] = [[] for _ in range(PEOPLE + BRANDS)]
    for number in range(0, 100_000, every):
        accounts[number // every % len(accounts)].append(Account("pixelfed", f"@a{number}@example.org"))
    return tuple(
        Identity(
            f"i{place}", f"No. {place}", IdentityKind.PERSON if place < PEOPLE else IdentityKind.BRAND, accounts=one
        )
        for place, one in enumerate(map(tuple, accounts))
    )


def rust(graph: Graph) -> float:
    """Seconds that rustworkx takes to build the same graph, find its components and condense it."""
    import rustworkx

    start = perf_counter()
    other = rustworkx.PyDiGraph()
    other.add_nodes_from(range(len(graph.nodes)))
    other.add_edges_from_no_data(list(zip(graph.tails, graph.heads, strict=True)))
    rustworkx.condensation(other)
    return perf_counter() - start


def closed(graph: Graph) -> float:
    """Seconds that the same takes here: the links of each node, the components, the links between them."""
    start = perf_counter()
    again = Graph(graph.nodes, graph.routes, graph.tails, graph.heads)
    assert len(again.live.of) == len(graph.nodes)
    return perf_counter() - start


def parsed(routes: tuple[Route, ...]) -> float:
    """Seconds that it takes to bring every different handle into its normal form."""
    handles = {end.account for route in routes for end in (route.source, route.destination) if end.account}
    start = perf_counter()
    for handle in handles:
        parse_account(handle, "pixelfed")
    return perf_counter() - start


def main() -> None:
    """Prints a line per shape and share of owned accounts; "parsed" is the part of the audit that reads handles."""
    say = sys.stdout.write
    say(f"{'shape':26}{'owned':>9}{'audit':>9}{'parsed':>9}{'findings':>10}{'pairs':>15}")
    say(f"{'closed':>10}{'rustworkx':>11}{'ratio':>7}\n")
    for name, pairs in SHAPES.items():
        routes = routes_of(pairs())
        for every in (1000, 10, 1):
            identities = identities_of(every)
            start = perf_counter()
            report = audit(Snapshot(routes=routes, files=("flows",)), identities, today=date(2026, 1, 1))
            whole = perf_counter() - start
            own, other = closed(report.case.graph), rust(report.case.graph)
            say(f"{name:26}{100_000 // every:>9,}{whole:>7.2f} s{parsed(routes):>7.2f} s{len(report.findings):>10,}")
            say(f"{report.counts.forbidden:>15,}{own:>8.3f} s{other:>9.3f} s{own / other:>7.1f}\n")


if __name__ == "__main__":
    main()

"""The graph says where content arrives; its numbers are held against slow and simple reckoning."""

import random
from itertools import product

import pytest
from test_audit_cases import identities_of, load, route_of, snapshot_of

from guard.audit import Graph, Namer
from guard.audit.case import different
from guard.audit.components import components
from guard.audit.crossings import crossings
from guard.audit.cut import cut_link
from guard.audit.naming import question
from guard.model.account import Account
from guard.model.identity import Identity, IdentityKind
from guard.model.route import Endpoint, Place, Route, Source, SourceKind
from guard.platforms import BadAccount, parse_account


def graph_of(*lines: str, answers: dict[str, str] | None = None) -> Graph:
    return Graph.of(map(route_of, lines), Namer((), answers))


def reached(graph: Graph, account: str) -> list[str]:
    """The reach of an account as lines: ``end over so many links``."""
    return [f"{one.shown} over {len(one.path)}" for one in graph.reach(parse_account(account))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["n8n post on: x:@a -> x:@b | f:1"], ["x:@b over 1"], id="a route that is on is followed"),
        pytest.param(["n8n post off: x:@a -> x:@b | f:1"], [], id="a route that is off is not"),
        pytest.param(["n8n post unset: x:@a -> x:@b | f:1"], ["x:@b over 1"], id="an unknown switch counts as on"),
        pytest.param(["n8n notify on: x:@a -> x:@b | f:1"], [], id="a message to one's own device reaches nobody"),
        pytest.param(["n8n post on: x:@b -> x:@a | f:1"], [], id="content does not flow backwards"),
        pytest.param(
            [
                "n8n post on: x:@a -> x:@b | f:1",
                "make post on: x:@B -> x:@c | g:1",
                "ifttt post on: x:@a -> x:@c | h:1",
            ],
            ["x:@b over 1", "x:@c over 1"],
            id="the shortest way wins and spellings are one account",
        ),
        pytest.param(
            ["n8n post on: x:@a -> x:@b | f:1", "n8n post on: x:@b -> x:@a | f:2"], ["x:@b over 1"], id="not itself"
        ),
        pytest.param(
            ["ifttt hop on: x:@a -> ifttt:[go] | f:1", "n8n post on: webhook ifttt:[go] -> x:@b | g:1"],
            ["x:@b over 2"],
            id="a hand-over that goes on is only passed through",
        ),
        pytest.param(["ifttt hop on: x:@a -> ifttt:[go] | f:1"], ["ifttt:go over 1"], id="one into nowhere is an end"),
        pytest.param(
            ["n8n post on: x:@a -> x:[X account (a1)] | f:1", "n8n post on: account x:[X account (a1)] -> x:@b | g:1"],
            ["x:X account (a1) over 1", "x:@b over 2"],
            id="a credential nobody named is an end and goes on",
        ),
        pytest.param(
            ["n8n post on: x:@a -> x:[same (1)] | f:1", "make post on: account x:[other (1)] -> x:@b | g:1"],
            ["x:same (1) over 1"],
            id="different references do not join",
        ),
        pytest.param(
            ["n8n post on: x:@a -> x: | f:1 one", "n8n post on: account x: -> x:@b | f:2 one"],
            ["x over 1"],
            id="two ends of which nothing is known do not join",
        ),
        pytest.param(
            ["n8n post on: x:@a -> telegram:@news | f:1", "tgcf bridge on: telegram:@News -> discord:#x [d] | g:1"],
            ["telegram:@news over 1", "discord:#x [d] over 2"],
            id="a channel joins two tools",
        ),
    ],
)
def test_reach_is_every_end_at_which_content_arrives(lines: list[str], expected: list[str]) -> None:
    assert reached(graph_of(*lines), "x:@a") == expected


def test_an_end_without_a_name_has_no_account_and_its_path_says_how_it_is_reached() -> None:
    (end,) = graph_of("n8n post on: x:@a -> x:[X account (a1)] | flow.json:7 Mirror").reach(parse_account("x:@a"))
    assert end.account is None
    assert [str(step) for step in end.path] == ['x:@a → x:X account (a1) by n8n “Mirror”, flow.json:7 (step "Mirror")']


def test_an_answer_names_a_reference_of_its_own_tool_only() -> None:
    lines = ["n8n post on: x:@a -> x:[main (1)] | f:1", "make post on: x:@a -> x:[main (1)] | g:1"]
    assert reached(graph_of(*lines, answers={"n8n:main (1)": "x:@b"}), "x:@a") == ["x:@b over 1", "x:main (1) over 1"]


def test_an_answer_that_is_no_account_is_refused() -> None:
    with pytest.raises(BadAccount):
        Namer((), {"n8n:main (1)": "nonsense"})


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        pytest.param(Endpoint("x", None, "main (1)"), "t:main (1)", id="a reference alone"),
        pytest.param(Endpoint("mastodon", "@?@a.example", "TOKEN"), "t:TOKEN", id="a reference and only a server"),
        pytest.param(Endpoint("mastodon", "@?@a.example"), "t:@?@a.example", id="only a server"),
        pytest.param(Endpoint("slack", "#general", "slack.club"), "t:#general slack.club", id="a channel on a server"),
        pytest.param(Endpoint("x"), None, id="nothing to ask about"),
    ],
)
def test_the_question_is_about_one_account(end: Endpoint, expected: str | None) -> None:
    assert question("t", end) == expected


def test_a_chain_of_a_hundred_thousand_does_not_use_up_the_stack() -> None:
    size = 100_000
    parts = components([[place + 1] for place in range(size)] + [[0]])
    assert len(parts.after) == 1
    parts = components([[place + 1] for place in range(size)] + [[]])
    assert parts.of == list(range(size, -1, -1))


@pytest.mark.parametrize("seed", range(40))
def test_components_and_what_is_reached_agree_with_a_closure(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    size = dice.randrange(1, 14)
    after = [[dice.randrange(size) for _ in range(dice.randrange(3))] for _ in range(size)]
    reach = closure(after)
    parts = components(after)
    for a, b in product(range(size), repeat=2):
        assert (parts.of[a] == parts.of[b]) == (b in reach[a] and a in reach[b])
        if parts.of[a] != parts.of[b] and b in reach[a]:
            assert parts.of[b] < parts.of[a]
    ahead, behind = (way([(point, 1 << point) for point in range(size)]) for way in (parts.gathered, parts.handed_on))
    for a in range(size):
        assert ahead[parts.of[a]] == sum(1 << b for b in reach[a])
        assert behind[parts.of[a]] == sum(1 << b for b in range(size) if a in reach[b])


def closure(after: list[list[int]]) -> list[set[int]]:
    """Per point: all that can be reached from it, itself included, by asking again until nothing is new."""
    reach = [{point, *followers} for point, followers in enumerate(after)]
    while any(not reach[other] <= one for one in reach for other in list(one)):
        for one in reach:
            one.update(*(reach[other] for other in list(one)))
    return reach


def random_world(seed: int) -> tuple[list[tuple[int, int]], list[Identity], list[Route]]:
    """Few accounts, some owned, some mirrored into others."""
    dice = random.Random(seed)  # noqa: S311
    size = dice.randrange(2, 12)
    links = [(dice.randrange(size), dice.randrange(size)) for _ in range(dice.randrange(1, 2 * size))]
    owned: dict[int, list[int]] = {0: [], 1: [], 2: []}
    for account in range(size):
        owned.get(dice.randrange(5), []).append(account)
    identities = [
        Identity(f"i{number}", f"No. {number}", IdentityKind.PERSON, accounts=tuple(map(account_of, accounts)))
        for number, accounts in owned.items()
    ]
    routes = [
        Route(
            "n8n", Source("x", f"@a{a}", kind=SourceKind.ACCOUNT), Endpoint("x", f"@a{b}"), Place("f", "", number + 1)
        )
        for number, (a, b) in enumerate(links)
    ]
    return links, identities, routes


def account_of(number: int) -> Account:
    return parse_account(f"x:@a{number}")


def forbidden_pairs(links: list[tuple[int, int]], identities: list[Identity]) -> set[tuple[str, str]]:
    """All forbidden pairs of accounts, by a closure over the links."""
    size = 1 + max((max(link) for link in links), default=0)
    after: list[list[int]] = [[] for _ in range(size)]
    for a, b in links:
        after[a].append(b)
    owner = {account.key: one.id for one in identities for account in one.accounts}
    keys = [account_of(number).key for number in range(size)]
    return {
        (keys[a], keys[b])
        for a, reach in enumerate(closure(after))
        for b in reach
        if keys[a] in owner and keys[b] in owner and owner[keys[a]] != owner[keys[b]]
    }


@pytest.mark.parametrize("seed", range(60))
def test_forbidden_pairs_and_the_link_to_cut_agree_with_trying_everything(seed: int) -> None:
    links, identities, routes = random_world(seed)
    graph = Graph.of(routes, Namer(identities))
    found = crossings(graph, different)
    expected = forbidden_pairs(links, identities)
    assert {(graph.nodes[one.source].key, graph.nodes[one.target].key) for one in found.shown} == expected
    assert found.total == len(expected)
    for one in found.shown:
        ends = [(graph.tails[edge], graph.heads[edge]) for edge in one.edges]
        assert [ends[0][0], *(head for _, head in ends)] == [tail for tail, _ in ends] + [one.target]
        assert ends[0][0] == one.source
    worth = [len(expected) - len(forbidden_pairs(links[:n] + links[n + 1 :], identities)) for n in range(len(links))]
    best = cut_link(graph, different, found)
    assert (best.cuts if best else 0) == max(worth)
    assert best is None or (best.exact and worth[(best.step.place.line or 0) - 1] == best.cuts)


def test_an_identity_is_never_forbidden_to_itself() -> None:
    case = load("read_and_clean")
    graph = Graph.of(snapshot_of(case).routes, Namer(identities_of(case)))
    assert crossings(graph, lambda _source, _target: True).total == 0


def test_counts_do_not_depend_on_how_many_accounts_are_looked_at_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    worlds = [random_world(seed) for seed in range(20)]
    graphs = [Graph.of(routes, Namer(identities)) for _, identities, routes in worlds]
    whole = [crossings(graph, different).counts for graph in graphs]
    monkeypatch.setattr("guard.audit.crossings._BLOCK", 2)
    assert [crossings(graph, different).counts for graph in graphs] == whole


def test_a_graph_too_large_for_all_links_names_one_and_says_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways out: nothing can be compared, or only some of it."""
    case = load("many_ways_and_one_link")
    graph = Graph.of(snapshot_of(case).routes, Namer(identities_of(case)))
    found = crossings(graph, different)
    monkeypatch.setattr("guard.audit.cut._LARGE", 0)
    guessed = cut_link(graph, different, found)
    assert guessed is not None
    assert (guessed.step.name, guessed.cuts, guessed.exact) == ("Funnel", 3, False)
    monkeypatch.setattr("guard.audit.cut._RECOUNTED", 0)
    unknown = cut_link(graph, different, found)
    assert unknown is not None
    assert (unknown.cuts, unknown.exact) == (0, False)

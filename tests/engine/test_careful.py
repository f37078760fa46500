"""What a signal may do: few hold, a brand may want more, and what must be done before a release is done."""

from dataclasses import replace

import pytest
from test_decide import ACME, BRAND_X, JO, MY_X, ZENITH, post, world

from guard.engine.demands import unmet
from guard.model.attempt import Attempt, Verb
from guard.model.care import Care
from guard.model.decision import Severity, Signal
from guard.model.demand import Ask, Demand
from guard.model.identity import Identity
from guard.policy import World, decide
from guard.policy.careful import CAREFUL
from guard.policy.rules import RULES

WHY = Demand(Ask.REASON, "#WhyIStayed", "Why does Acme join #WhyIStayed?")
JOINED = Signal("hashtag-joined", Severity.HIGH, "Acme never used #WhyIStayed.", holds=True, demand=WHY)
TYPO = Signal("spelling", Severity.LOW, "“teh” may be a typo.")


def caring(care: Care, *signals: Signal, active: str = "acme") -> World:
    """The world in which Acme wants this, and this was noticed."""
    people: tuple[Identity, ...] = (replace(ACME, care=care), ZENITH, JO)
    return replace(world(active), identities=people, signals=signals)


TABLE = [
    pytest.param(post(BRAND_X), caring(Care(), TYPO), "allow", set(), set(), id="a typo is told and holds nothing"),
    pytest.param(
        post(BRAND_X),
        caring(Care(), JOINED, TYPO),
        "hold",
        {"hashtag-joined"},
        {"reason:#WhyIStayed"},
        id="a hashtag that joins others holds and wants a reason",
    ),
    pytest.param(
        post(BRAND_X),
        caring(Care(second_look=frozenset({"spelling"})), TYPO),
        "hold",
        {"second-look"},
        {"colleague:acme"},
        id="a colleague looks where the brand wants that",
    ),
    pytest.param(
        post(BRAND_X),
        caring(Care(second_look=frozenset({"profanity"})), TYPO),
        "allow",
        set(),
        set(),
        id="a colleague is not asked after another signal than the brand named",
    ),
    pytest.param(
        post(BRAND_X),
        caring(Care(second_look=frozenset({"*"}))),
        "hold",
        {"second-look"},
        {"colleague:acme"},
        id="a colleague looks at everything where the brand wants that",
    ),
    pytest.param(
        post(BRAND_X),
        caring(Care(checklist=("Facts confirmed", "Picture rights"))),
        "hold",
        {"checklist"},
        {"tick:Facts confirmed", "tick:Picture rights"},
        id="a checklist is shown for a post",
    ),
    pytest.param(
        post(BRAND_X, verb=Verb.REPLY),
        caring(Care(checklist=("Facts confirmed",))),
        "allow",
        set(),
        set(),
        id="a checklist is not shown for a reply where nobody chose that",
    ),
    pytest.param(
        post(BRAND_X, verb=Verb.REPLY),
        caring(Care(checklist=("Tone",), checklist_for=frozenset({"reply"}))),
        "hold",
        {"checklist"},
        {"tick:Tone"},
        id="a checklist is shown for a reply where the brand chose that",
    ),
    pytest.param(
        post(MY_X),
        caring(Care(checklist=("Tone",), second_look=frozenset({"*"})), active="jo"),
        "allow",
        set(),
        set(),
        id="a private post has neither checklist nor colleague",
    ),
]


@pytest.mark.parametrize(("attempt", "known", "verdict", "rules", "demands"), TABLE)
def test_a_signal_does_what_the_sentence_says(
    attempt: Attempt, known: World, verdict: str, rules: set[str], demands: set[str]
) -> None:
    decision = decide(attempt, known)
    assert decision.verdict == verdict
    assert {reason.rule for reason in decision.reasons} == rules
    assert {demand.key for demand in decision.demands} == demands


def test_every_careful_rule_is_asked_and_speaks_in_some_row() -> None:
    assert set(CAREFUL) <= set(RULES)
    spoken = {rule for row in TABLE for rule in row.values[3]}  # type: ignore[attr-defined]
    assert spoken >= {"second-look", "checklist", JOINED.check}


def test_what_is_noticed_beside_a_wrong_hat_wants_its_demand_as_well() -> None:
    """A hold that stands anyway is not released without what the signal asks for."""
    quiet = Signal("received-media", Severity.MEDIUM, "…", demand=Demand(Ask.LOOK, "a.jpg", "Look at a.jpg."))
    decision = decide(post(BRAND_X), caring(Care(), quiet, active="jo"))
    assert [demand.key for demand in decision.demands] == ["look:a.jpg"]


REASON, LOOK = Demand(Ask.REASON, "#x", "Why?"), Demand(Ask.LOOK, "a.jpg", "Look.")
TICK, COLLEAGUE = Demand(Ask.TICK, "Facts", "Facts"), Demand(Ask.COLLEAGUE, "acme", "Ask.")


@pytest.mark.parametrize(
    ("demands", "met", "open_"),
    [
        pytest.param([], {}, None, id="nothing is asked"),
        pytest.param([TICK], {}, TICK, id="a box that is not ticked"),
        pytest.param([TICK], {"tick:Facts": "yes"}, None, id="a box that is ticked"),
        pytest.param([TICK], {"tick:Other": "yes"}, TICK, id="another box that is ticked"),
        pytest.param([REASON], {"reason:#x": "because"}, REASON, id="a reason of one word is a sigh"),
        pytest.param([REASON], {"reason:#x": "........................"}, REASON, id="dots are no reason"),
        pytest.param([REASON], {"reason:#x": "it is our own campaign"}, None, id="a reason"),
        pytest.param([LOOK, TICK], {"look:a.jpg": "seen"}, TICK, id="one of two is not enough"),
        pytest.param([COLLEAGUE], {"colleague:acme": " "}, COLLEAGUE, id="a colleague who said nothing"),
        pytest.param([COLLEAGUE], {"colleague:acme": "ada"}, None, id="a colleague whose code was right"),
    ],
)
def test_a_demand_is_met_or_open(demands: list[Demand], met: dict[str, str], open_: Demand | None) -> None:
    assert unmet(demands, met) == open_

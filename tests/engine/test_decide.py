"""The decision as a table: who is worn, where it goes, what else is known, and what must come out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.model.account import Account
from guard.model.attempt import Attempt, Media, Origin, Verb
from guard.model.decision import Decision, Effect, Reached, Reason, Severity, Step, Verdict
from guard.model.excepted import Excepted, digest_of
from guard.model.identity import Context, Identity, IdentityKind
from guard.model.policy import Policy
from guard.model.route import Place
from guard.policy import World, decide
from guard.policy.careful import CAREFUL
from guard.policy.rules import RULES

BRAND_X = Account("x", "@acme", "@Acme")
BRAND_PAGE = Account("facebook", "acme")
OTHER_X = Account("x", "@zenith")
MY_X = Account("x", "@jo")
MY_PICTURES = Account("instagram", "@jo")
STRANGER = Account("x", "@stranger")

ACME = Identity("acme", "Acme Ltd", IdentityKind.BRAND, accounts=(BRAND_X, BRAND_PAGE))
ZENITH = Identity("zenith", "Zenith", IdentityKind.BRAND, accounts=(OTHER_X,))
JO = Identity("jo", "Jo", IdentityKind.PERSON, accounts=(MY_X, MY_PICTURES))
PEOPLE = (ACME, ZENITH, JO)

LINK = Step("instagram:@jo", "facebook:acme", "n8n", "Insta to page", Place("flow.json", "nodes[1]", 12))
MIRRORED = {MY_PICTURES: (Reached(BRAND_PAGE, "facebook:acme", (LINK,)),)}
UNNAMED = {BRAND_X: (Reached(None, "n8n:X account 2", (LINK,)),)}
EVENING = datetime(2026, 2, 17, 23, 24, tzinfo=UTC)


def world(active: str | None = "jo", **more: object) -> World:
    """The world in which this identity is worn."""
    return replace(World(PEOPLE, Context(active, "the test")), **more)  # type: ignore[arg-type]


def post(*destinations: Account, **more: object) -> Attempt:
    """A post to these accounts."""
    return replace(Attempt(Verb.POST, destinations, "hello", at=EVENING), **more)  # type: ignore[arg-type]


LAPSED = Context("jo", "the only person here", until=EVENING, lapsed="acme")
PICTURE = Media("/home/jo/Pictures/beach.jpg")
SAYS_SORRY = {"acme": Excepted(digest_of("We are sorry."))}
COPIED = (Origin("text", "jo", "copied from x:@jo 40 s ago"),)

TABLE = [
    pytest.param(post(MY_X), world("jo"), "allow", set(), id="the right hat and a known account ask nothing"),
    pytest.param(post(BRAND_X), world("acme"), "allow", set(), id="a brand's post under the brand's hat asks nothing"),
    pytest.param(post(BRAND_X), world("jo"), "hold", {"wrong-hat"}, id="the Red Cross evening is held"),
    pytest.param(post(MY_X), world("acme"), "hold", {"wrong-hat"}, id="a brand's post to a private account is held"),
    pytest.param(post(OTHER_X), world("acme"), "hold", {"wrong-hat"}, id="one brand's post to another brand is held"),
    pytest.param(post(BRAND_X), world(None), "hold", {"wrong-hat"}, id="nobody's hat does not post for a brand"),
    pytest.param(post(MY_X), world(None), "hold", {"wrong-hat"}, id="nobody's hat does not post for a person"),
    pytest.param(
        post(BRAND_X, MY_X), world("acme"), "hold", {"wrong-hat"}, id="one wrong destination of two is enough"
    ),
    pytest.param(post(STRANGER), world("jo"), "hold", {"unknown-destination"}, id="an account of nobody is held"),
    pytest.param(post(), world("jo"), "hold", {"unknown-fact"}, id="a post to nowhere known is held"),
    pytest.param(
        post(BRAND_X), world("jo", context=LAPSED), "hold", {"expired-hat"}, id="a hat whose time is over does not post"
    ),
    pytest.param(
        post(BRAND_X),
        world("jo", context=LAPSED, policies=(Policy("person", "brand", Verdict.DENY),)),
        "deny",
        {"wrong-hat"},
        id="a hat whose time is over does not soften a policy that denies",
    ),
    pytest.param(
        post(MY_X), world("jo", context=LAPSED), "allow", set(), id="after a brand's time the person posts as a person"
    ),
    pytest.param(
        post(MY_PICTURES), world("jo", reach=MIRRORED), "hold", {"mirror-reaches"}, id="the mirrored selfie is held"
    ),
    pytest.param(
        post(MY_PICTURES),
        world("acme", reach=MIRRORED),
        "hold",
        {"mirror-reaches", "wrong-hat"},
        id="a mirror from a private account is held under the brand's hat too",
    ),
    pytest.param(
        post(BRAND_X), world("acme", reach=UNNAMED), "hold", {"mirror-reaches"}, id="a mirror to an unnamed credential"
    ),
    pytest.param(
        post(BRAND_X),
        world("acme", reach={BRAND_X: (Reached(BRAND_PAGE, "facebook:acme", (LINK,)),)}),
        "allow",
        set(),
        id="a mirror within one brand asks nothing",
    ),
    pytest.param(
        post(BRAND_X),
        world("acme", reach={BRAND_X: (Reached(STRANGER, "x:@stranger", (LINK,)),)}),
        "allow",
        set(),
        id="a mirror to an account of nobody asks nothing",
    ),
    pytest.param(
        post(BRAND_X, media=(PICTURE,)),
        world("acme", media_owners={PICTURE.path: "jo"}),
        "hold",
        {"media-of-another-identity"},
        id="a picture from a private folder in a brand's name is held",
    ),
    pytest.param(
        post(MY_X, media=(PICTURE,)),
        world("jo", media_owners={PICTURE.path: "jo"}),
        "allow",
        set(),
        id="my own picture",
    ),
    pytest.param(
        post(BRAND_X, origins=COPIED),
        world("acme"),
        "hold",
        {"copied-from-another-identity"},
        id="text copied as a person",
    ),
    pytest.param(
        post(BRAND_X, media=(Media("/gone.jpg", readable=False),)),
        world("acme"),
        "hold",
        {"unreadable-media"},
        id="a picture nobody can look at is held",
    ),
    pytest.param(
        post(BRAND_X), world("acme", unknown=("a file is broken",)), "hold", {"unknown-fact"}, id="unknown means hold"
    ),
    pytest.param(post(MY_X, unknown=("no verb",)), world("jo"), "hold", {"unknown-fact"}, id="an unknown verb is held"),
    pytest.param(
        post(BRAND_X),
        world("acme", frozen={"acme": "a slip"}),
        "deny",
        {"frozen-identity"},
        id="a frozen brand is denied",
    ),
    pytest.param(
        post(MY_PICTURES),
        world("jo", frozen={"acme": "a slip"}, reach=MIRRORED),
        "deny",
        {"frozen-identity"},
        id="a mirror into a frozen brand is denied",
    ),
    pytest.param(
        post(BRAND_X, text="We  are\nsorry."),
        world("acme", frozen={"acme": "a slip"}, excepted=SAYS_SORRY),
        "hold",
        {"frozen-identity"},
        id="a frozen brand's statement is held, however its white space was changed",
    ),
    pytest.param(
        post(BRAND_X, text="We are sorry."),
        world("acme", frozen={"acme": "a slip"}, excepted=SAYS_SORRY, paused="a test"),
        "hold",
        {"frozen-identity"},
        id="a pause is no way round the statement's confirmation",
    ),
    pytest.param(
        post(BRAND_X),
        world("acme", frozen={"zenith": "a slip"}, paused="a test", unknown=("the workspace is broken",)),
        "hold",
        {"unknown-fact"},
        id="while somebody is frozen a pause lets nothing unknown pass",
    ),
    pytest.param(
        post(MY_PICTURES),
        world("jo", frozen={"acme": "a slip"}, paused="a test", reach={MY_PICTURES: UNNAMED[BRAND_X]}),
        "hold",
        {"mirror-reaches"},
        id="while somebody is frozen a pause lets no mirror pass that may be anyone's",
    ),
    pytest.param(
        post(BRAND_X, verb=Verb.DELETE),
        world("acme", frozen={"acme": "a slip"}),
        "hold",
        {"frozen-identity"},
        id="a frozen brand's deletion is held, not denied",
    ),
    pytest.param(
        post(BRAND_X, text="We are sorry!"),
        world("acme", frozen={"acme": "a slip"}, excepted=SAYS_SORRY),
        "deny",
        {"frozen-identity"},
        id="another wording than the statement's is denied",
    ),
    pytest.param(
        post(BRAND_X, text="We are sorry.", media=(PICTURE,)),
        world("acme", frozen={"acme": "a slip"}, excepted=SAYS_SORRY),
        "deny",
        {"frozen-identity"},
        id="a picture was not part of the statement",
    ),
    pytest.param(
        post(OTHER_X, text="We are sorry."),
        world("zenith", frozen={"acme": "a slip", "zenith": "another"}, excepted=SAYS_SORRY),
        "deny",
        {"frozen-identity"},
        id="one brand's statement is not another's",
    ),
    pytest.param(
        post(BRAND_X, text="Thank you, Ann.", verb=Verb.REPLY),
        world("acme", frozen={"acme": "a slip"}, excepted={"acme": Excepted(answering=True)}),
        "hold",
        {"frozen-identity"},
        id="an answer is held while people are answered",
    ),
    pytest.param(
        post(BRAND_X, text="Thank you, Ann.", verb=Verb.REPLY),
        world("acme", frozen={"acme": "a slip"}, excepted=SAYS_SORRY),
        "deny",
        {"frozen-identity"},
        id="an answer is denied before the statement is out",
    ),
    pytest.param(
        post(BRAND_X, text="Buy one, get one.", verb=Verb.SCHEDULE),
        world("acme", frozen={"acme": "a slip"}, excepted={"acme": Excepted(answering=True)}),
        "deny",
        {"frozen-identity"},
        id="nothing is scheduled while people are answered",
    ),
    pytest.param(
        post(BRAND_X),
        world("jo", policies=(Policy("person", "brand", Verdict.DENY),)),
        "deny",
        {"wrong-hat"},
        id="a policy that denies beats the built-in hold",
    ),
    pytest.param(
        post(BRAND_X),
        world("jo", policies=(Policy("jo", "acme", Verdict.ALLOW), Policy("*", "*", Verdict.DENY))),
        "allow",
        set(),
        id="the first policy from the top counts",
    ),
    pytest.param(
        post(BRAND_X),
        world(None, policies=(Policy("person", "brand", Verdict.ALLOW),)),
        "hold",
        {"wrong-hat"},
        id="nobody is no person: a policy for people does not free it",
    ),
    pytest.param(
        post(BRAND_X),
        world("acme", policies=(Policy("brand", "brand", Verdict.DENY),)),
        "allow",
        set(),
        id="a policy between brands does not speak of a brand's own account",
    ),
    pytest.param(
        post(BRAND_X),
        world("acme", policies=(Policy("*", "acme", Verdict.HOLD),)),
        "hold",
        {"wrong-hat"},
        id="a policy for anyone speaks of oneself too",
    ),
    pytest.param(
        post(MY_PICTURES),
        world("jo", reach=MIRRORED, policies=(Policy("jo", "acme", Verdict.ALLOW),)),
        "allow",
        set(),
        id="a mirror that a policy allows asks nothing",
    ),
]


@pytest.mark.parametrize(("attempt", "known", "verdict", "rules"), TABLE)
def test_the_decision_is_what_the_sentence_says(attempt: Attempt, known: World, verdict: str, rules: set[str]) -> None:
    """Verdict and determining rules are exactly those of the row."""
    decision = decide(attempt, known)
    assert (decision.verdict, {reason.rule for reason in decision.reasons}) == (verdict, rules)


def test_every_rule_is_determining_in_some_row() -> None:
    """A rule that the table never sees speak is a rule nobody would miss."""
    spoken = {rule for row in TABLE for rule in row.values[3]}  # type: ignore[attr-defined]
    assert spoken == {rule.__name__.replace("_", "-") for rule in RULES if rule not in CAREFUL}


def test_the_reason_of_a_mirror_names_path_and_file() -> None:
    """The person sees through which tool, and in which file and line."""
    (reason,) = decide(post(MY_PICTURES), world("jo", reach=MIRRORED)).reasons
    assert reason.text == "It also reaches facebook:acme (Acme Ltd) through n8n “Insta to page”."
    assert "flow.json:12 (nodes[1])" in reason.evidence


def test_a_failing_rule_holds_and_is_named() -> None:
    """I5: a rule's bug is an unknown fact, never an allow; the rule is named, the error's own words are not."""

    def broken_rule(_attempt: Attempt, _world: World) -> list[Reason]:
        raise RuntimeError("token=abc")

    decision = decide(post(MY_X), world("jo"), (*RULES, broken_rule))
    assert decision.verdict is Verdict.HOLD
    assert "broken-rule" in decision.reasons[0].text
    assert "token=abc" not in str(decision)


def test_explain_hears_every_rule() -> None:
    """``heard`` lists all rules, also those that had nothing to say."""
    assert len(decide(post(MY_X), world("jo")).heard) == len(RULES)


accounts = st.sampled_from([BRAND_X, BRAND_PAGE, OTHER_X, MY_X, MY_PICTURES, STRANGER])
attempts = st.builds(
    lambda to, media, lost: post(*to, media=media, unknown=lost),
    st.lists(accounts, max_size=3).map(tuple),
    st.sampled_from([(), (PICTURE,), (Media("/gone.jpg", readable=False),)]),
    st.sampled_from([(), ("no verb",)]),
)
policies = st.lists(
    st.builds(
        Policy,
        st.sampled_from(["acme", "jo", "brand", "person", "*"]),
        st.sampled_from(["acme", "zenith", "jo", "brand", "person", "*"]),
        st.sampled_from(Verdict),
    ),
    max_size=3,
).map(tuple)
reaches = st.dictionaries(
    accounts,
    st.lists(st.builds(lambda a: Reached(a, str(a), (LINK,)), st.one_of(st.none(), accounts)), max_size=3).map(tuple),
    max_size=3,
)
worlds = st.builds(
    lambda active, rules, reach, frozen, unknown: world(
        active, policies=rules, reach=reach, frozen=frozen, unknown=unknown, media_owners={PICTURE.path: "jo"}
    ),
    st.sampled_from([None, "acme", "zenith", "jo"]),
    policies,
    reaches,
    st.sampled_from([{}, {"acme": "a slip"}]),
    st.sampled_from([(), ("a file is broken",)]),
)


def _same(one: Decision, other: Decision) -> bool:
    return (one.verdict, set(one.reasons)) == (other.verdict, set(other.reasons))


@given(attempts, worlds, st.permutations(RULES))
def test_the_order_of_rules_does_not_matter(attempt: Attempt, known: World, order: list[object]) -> None:
    """The same rules in any order give the same verdict and the same reasons."""
    assert _same(decide(attempt, known), decide(attempt, known, order))  # type: ignore[arg-type]


@given(attempts, worlds)
def test_another_deny_never_makes_a_decision_milder(attempt: Attempt, known: World) -> None:
    """A rule that denies turns every decision into deny."""

    def denies(_attempt: Attempt, _world: World) -> list[Reason]:
        return [Reason("denies", Verdict.DENY, Severity.HIGH, "no")]

    assert decide(attempt, known, (*RULES, denies)).verdict is Verdict.DENY


@given(attempts, worlds)
def test_more_mirrors_never_make_a_decision_milder(attempt: Attempt, known: World) -> None:
    """Reach is monotone: what is held without a mirror is held with one more."""
    more = {
        account: (*known.reach.get(account, ()), Reached(OTHER_X, "x:@zenith", (LINK,)))
        for account in PEOPLE[2].accounts
    }
    before = decide(attempt, known).verdict
    assert decide(attempt, replace(known, reach={**known.reach, **more})).verdict.rank >= before.rank


@given(attempts, worlds)
def test_an_allow_means_nothing_unknown_and_no_foreign_owner(attempt: Attempt, known: World) -> None:
    """I5: whatever is allowed had known destinations, of the worn identity or of one a policy allows."""
    decision = decide(attempt, known)
    if decision.verdict is Verdict.ALLOW:
        assert decision.effects == (Effect.RECORD,)
        assert not known.unknown
        assert not attempt.unknown
        assert attempt.destinations
        assert all(known.owner(account) is not None for account in attempt.destinations)

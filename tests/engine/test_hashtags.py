"""Reading hashtags: into words, into what they join; and how often that is wrong."""

import csv
from pathlib import Path

import pytest

from guard.checks import Post
from guard.checks.hashtag_joined import hashtag_joined
from guard.checks.reading.hashtag_sense import sense
from guard.checks.reading.hashtag_words import readings, words_of
from guard.checks.reading.skeleton import skeleton
from guard.model.account import Account
from guard.model.attempt import Attempt, Verb
from guard.model.care import Care
from guard.model.demand import Ask
from guard.model.identity import Identity, IdentityKind

ORDINARY = Path(__file__).parents[3] / "shared" / "ordinary_posts.tsv"
ACCOUNT = Account("x", "@acme")


def brand(care: Care = Care()) -> Identity:  # noqa: B008 - frozen
    return Identity("acme", "Acme", IdentityKind.BRAND, accounts=(ACCOUNT,), care=care)


def post(text: str, owner: Identity) -> Post:
    return Post(Attempt(Verb.POST, (ACCOUNT,), text), (owner,), (owner,))


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        pytest.param("WhyIStayed", "why i stayed", id="capitals"),
        pytest.param("whyistayed", "why i stayed", id="no capitals"),
        pytest.param("WHYISTAYED", "why i stayed", id="nothing but capitals"),
        pytest.param("WhyIstayed", "why i stayed", id="a capital that is missing"),
        pytest.param("RIPJaneDoe", "rip jane doe", id="an abbreviation before a name"),
        pytest.param("IAmJane", "i am jane", id="single letters"),
        pytest.param("NiemalsAfD2025", "niemals afd 2025", id="a party and a year"),
        pytest.param("warumichblieb", "warum ich blieb", id="German"),
        pytest.param("GrüßeAusBerlin", "grüße aus berlin", id="German letters"),
        pytest.param("new_york_love", "new york love", id="underscores"),
        pytest.param("Acme", "acme", id="one word"),
    ],
)
def test_the_words_of_a_hashtag(tag: str, words: str) -> None:
    assert " ".join(words_of(tag)) == words


@pytest.mark.parametrize("letters", [pytest.param("a" * 5000, id="one letter"), pytest.param("абв", id="Cyrillic")])
def test_any_letters_have_a_reading(letters: str) -> None:
    assert readings(letters)[0].words


def test_the_demand_asks_for_a_reason() -> None:
    (signal,) = hashtag_joined(post("#WhyIStayed You had pizza", brand()))
    assert signal.demand is not None
    assert (signal.demand.ask, signal.demand.about) == (Ask.REASON, "#WhyIStayed")
    assert signal.demand.text == "Why does Acme join #WhyIStayed?"
    assert signal.evidence.endswith("https://en.wikipedia.org/wiki/Ni_una_menos")


def test_a_brand_may_want_every_first_hashtag_confirmed() -> None:
    careful = brand(Care(confirm_hashtags=True, hashtags=("Tea",)))
    found = list(hashtag_joined(post("#Cake #Tea", careful)))
    assert [(one.demand and one.demand.about, one.holds) for one in found] == [("#Cake", True)]
    assert list(hashtag_joined(post("#Cake #Tea", brand()))) == []


def test_every_entry_of_the_list_says_why_and_where_from() -> None:
    known = [sense(tag) for tag in ("whyistayed", "BlackLivesMatter", "aufschrei", "NotGuilty")]
    assert all(one and one.known and one.reason and one.source.startswith("https://") for one in known)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        pytest.param("RedCross", "red_cr0ss", True, id="a digit and an underscore"),
        pytest.param("redcross", "redсross", True, id="a Cyrillic letter"),
        pytest.param("acme", "acrne", True, id="two letters for one"),
        pytest.param("redcross", "bluecross", False, id="another word"),
    ],
)
def test_skeletons(one: str, other: str, alike: bool) -> None:
    assert (skeleton(one) == skeleton(other)) is alike


@pytest.mark.skipif(not ORDINARY.is_file(), reason=f"no collection of ordinary posts at {ORDINARY}")
def test_ordinary_posts_of_companies_are_not_held() -> None:
    """At most one in a thousand, though nothing is known of what they posted before."""
    with ORDINARY.open(encoding="utf-8", newline="") as stream:
        texts = [row[1] for row in list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]]
    held = [text for text in texts if list(hashtag_joined(post(text, brand())))]
    assert len(held) <= len(texts) / 1000, held

"""The reviewed lists: every entry can be read and has a reason and a source, and the notation means what it says."""

import json
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from check_cases import post

from guard.checks.profanity import profanity
from guard.checks.reading.lexicon import Group, Lexicon
from guard.checks.reading.lists import FOLDER, LISTS, hits, read, reviewed
from guard.checks.reading.notation import BadEntry, entries
from guard.checks.reading.observances import easter, observances
from guard.checks.reading.stream import stream
from guard.checks.topics import TOPICS

ROOT = Path(__file__).parents[2]
ORDINARY = ROOT / "tests" / "cases" / "ordinary"
FILES = [f"{name}.{language}" for name in LISTS for language in ("en", "de")]
KINDS = {
    "topics": set(TOPICS),
    "profanity": {"mild", "strong", "slur"},
    "insult": {"scorn", "aim", "blow"},
    "moment": {"offer", "light", "hook", "event", "celebration", "giving", "breaking", "unconfirmed"},
}
GROUP = {
    "type": "object",
    "additionalProperties": False,
    "required": ["kind", "reason", "source", "entries"],
    "properties": {
        "kind": {"type": "string"},
        "strength": {"enum": ["weak", "strong", "grave"]},
        "reason": {"type": "string", "minLength": 12, "pattern": r"\.$"},
        "source": {"enum": list(tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8")))},
        "everywhere": {"type": "boolean"},
        "masked": {"type": "boolean"},
        "not_with": {"type": "array", "items": {"type": "string"}},
        "entries": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string", "minLength": 1}},
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["group"],
    "properties": {"group": {"type": "array", "items": GROUP}},
}


def content(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_every_group_of_a_list_has_a_reason_and_a_source(name: str) -> None:
    jsonschema.validate(content(name), SCHEMA)
    assert {group["kind"] for group in content(name)["group"]} <= KINDS[name.partition(".")[0]]


@pytest.mark.parametrize("name", FILES)
def test_every_entry_can_be_read(name: str) -> None:
    assert sum(1 for _ in read(name)) >= sum(len(group["entries"]) for group in content(name)["group"])


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_topic_has_words_that_count_alone_in_both_languages(topic: str, language: str) -> None:
    found = {group.strength for group, _ in read(f"topics.{language}") if group.kind == topic}
    assert found - {"weak"}


def test_every_source_is_a_public_document() -> None:
    sources = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8")).values()
    assert all(source["title"] and source["url"].startswith("http") for source in sources)


def test_no_source_is_left_over() -> None:
    used = {group["source"] for name in FILES for group in content(name)["group"]}
    assert used == set(tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8")))


def found(written: str, text: str, language: str = "en") -> list[str]:
    lexicon = Lexicon((Group("own", "", "own"), entry) for entry in entries(written, language))
    return [hit.text for hit in lexicon.find(stream(text))]


NOTATION = [
    ("a word", "storm", "A Storm is coming", ["Storm"]),
    ("not a part of one", "storm", "stormy days, brainstorm", []),
    ("any ending", "terroris*", "terrorists and terror", ["terrorists"]),
    ("any beginning", "*politics", "what #nbcpolitics says", ["#nbcpolitics"]),
    ("anywhere within", "*nazi*", "so ein Altnazitreffen", ["Altnazitreffen"]),
    ("usual endings", "bomb+", "bombs, bombed, bombing, bombastic", ["bombs", "bombed", "bombing"]),
    ("one of several", "{sue|sued} us", "they sue us, he sued us, we sue them", ["sue us", "sued us"]),
    ("words in between", "our ... dress", "our blue and green dress", ["our blue and green dress"]),
    ("too many words in between", "our ... dress", "our a b c d e f g dress", []),
    ("a phrase ends with its sentence", "sore loser", "My arm is sore. Loser pays", []),
    ("a phrase with a hyphen", "pro-life", "the pro-life camp", ["pro-life"]),
    ("a phrase as a hashtag", "sore loser", "so #soreloser", ["#soreloser"]),
    ("a phrase in humps", "sore loser", "so #ASoreLoserSays", ["#ASoreLoserSays"]),
    ("not after", "shooting; not after photo", "photo shooting", []),
    ("not before", "dead; not before end", "a dead end, a dead cat", ["dead"]),
    ("not with", "storm; not with relief", "Storm news. Relief is coming", []),
    ("as written", "US; as written", "us in the US", ["US"]),
    ("no name", "dick; not a name", "a dick, said Philip Dick", ["dick"]),
    ("umlauts written out", "mörder", "der Moerder", ["Moerder"]),
    ("a possessive", "homo", "those homo's again", ["homo's"]),
    ("an emoji", "🔫", "he 🔫 them", ["🔫"]),
    ("an emoji kept apart", "🔫; not with water", "water fun 🔫", []),
    ("not in a link", "storm", "see https://storm.example/storm", []),
    ("not in a name after @", "storm", "thanks @storm", []),
]


@pytest.mark.parametrize(("written", "text", "expected"), [pytest.param(*row, id=name) for name, *row in NOTATION])
def test_the_notation_means(written: str, text: str, expected: list[str]) -> None:
    assert found(written, text) == expected


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="nothing"),
        pytest.param("... dress", id="a gap to begin with"),
        pytest.param("storm; not inside rain", id="an option that is none"),
        pytest.param("a+b", id="a plus within a word"),
        pytest.param("*", id="a star alone"),
        pytest.param("{a|b}" * 7, id="too many choices"),
    ],
)
def test_a_bad_entry_is_refused(written: str) -> None:
    with pytest.raises(BadEntry):
        entries(written, "en")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        pytest.param(
            "die in a; language certain", "Die Katze liegt in der Sonne und wir sind in a Stimmung", id="in German"
        ),
        pytest.param("hell; language certain", "hell", id="in one word alone"),
    ],
)
def test_words_that_mean_something_else_in_the_other_language_wait_for_it(written: str, text: str) -> None:
    lexicon = Lexicon((Group("topics", "en", "sex"), entry) for entry in entries(written, "en"))
    assert list(lexicon.find(stream(text))) == []


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    """Folding makes some letters longer and drops others."""
    text = "ﬁne ẞ \u200bma\u200bdness 𝓯𝓾𝓬𝓴 İstanbul fuck"
    assert [hit.text for hit in hits(text) if hit.group.list == "profanity"] == ["𝓯𝓾𝓬𝓴", "fuck"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("*" * 20_000, id="stars"),
        pytest.param("f*" * 10_000, id="masks"),
        pytest.param("a " * 10_000, id="single letters"),
        pytest.param("#$%@!" * 4_000, id="signs"),
        pytest.param("our " * 5_000, id="beginnings of phrases with gaps"),
        pytest.param("#" + "aB" * 9_000, id="a hashtag of humps"),
        pytest.param("u\u0308" * 10_000, id="marks over letters"),
    ],
)
def test_a_hostile_text_is_gone_through(text: str) -> None:
    """Whether it ends is the test; each of these takes minutes where a pattern steps back."""
    assert all(0 <= hit.start < hit.end <= len(text) for hit in reviewed().find(stream(text)))


@pytest.mark.parametrize(
    ("year", "day"), [(2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25)), (2285, (3, 22))]
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


DAYS = [
    ("Karfreitag", "2026-04-03"),
    ("Volkstrauertag", "2026-11-15"),
    ("Volkstrauertag", "2028-11-19"),
    ("Totensonntag", "2026-11-22"),
    ("Totensonntag", "2023-11-26"),
    ("Memorial Day (US)", "2026-05-25"),
    ("Martin Luther King Day", "2027-01-18"),
    ("Remembrance Sunday", "2026-11-08"),
    ("Yom HaShoah", "2027-05-04"),
    ("9. November (Pogromnacht)", "2026-11-09"),
]


@pytest.mark.parametrize(("name", "day"), [pytest.param(*row, id=" ".join(row)) for row in DAYS])
def test_an_observance_is_on_its_day_and_not_on_the_next(name: str, day: str) -> None:
    (one,) = [one for one in observances() if one.name == name]
    assert one.is_on(date.fromisoformat(day))
    assert not one.is_on(date.fromisoformat(day) + timedelta(1))


def test_every_observance_comes_up_within_a_few_years_and_has_a_source() -> None:
    days = [date(2026, 1, 1) + timedelta(number) for number in range(3 * 366)]
    assert [one.name for one in observances() if not any(map(one.is_on, days))] == []
    assert all(one.source.startswith("http") and one.beside in {"", "note", "medium"} for one in observances())


def test_yom_hashoah_never_lies_next_to_a_sabbath() -> None:
    (one,) = [one for one in observances() if one.name == "Yom HaShoah"]
    assert {date.fromisoformat(day).weekday() for day in one.dates} <= {0, 1, 2, 3}


def ordinary(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ORDINARY / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", ["german", "english"])
def test_ordinary_posts_swear_at_nobody(name: str) -> None:
    """How many of them each check speaks of is measured elsewhere; of swearing and slurs it is none."""
    assert [case["id"] for case in ordinary(name) if list(profanity(post(case)))] == []

"""Voices: learnt from invented authors, kept as numbers, told with how often they are wrong."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from authors import COMPANY, PERSON, SISTER_COMPANY, Author

from guard.voice import NotEnough, Trial, Voices, store
from guard.voice.features import LEAST, PLACES, masked, places, told
from guard.voice.matrix import places_of_all
from guard.voice.training import LEAST_OF_BRAND, LEAST_OF_OTHERS, Said, train

ODD = ["", "a", "ab", "Grüße aus Köln 🙂🙂", "𝔘nicode \ud800 alone", "x" * 5000, "one\ttwo\n three", "日本語のテキスト"]


@pytest.fixture(scope="module")
def apart() -> Voices:
    """A company and a person who write quite differently."""
    return train({"acme": COMPANY.posts(300, 1), "me": PERSON.posts(250, 2)}, ["acme"])


@pytest.fixture(scope="module")
def alike() -> Voices:
    """Two companies of one agency."""
    return train({"acme": COMPANY.posts(300, 1), "beta": SISTER_COMPANY.posts(300, 3)}, ["acme", "beta"])


def taken_for_others(voices: Voices, author: Author, seed: int) -> float:
    """The share of fresh posts that are surely not the company's."""
    fresh = author.posts(200, seed)
    return sum(voices.voiced(said.text)["acme"].sure for said in fresh) / len(fresh)


@pytest.mark.parametrize("text", [pytest.param(text, id=ascii(text[:12])) for text in ODD])
def test_one_text_and_many_texts_are_heard_alike(text: str) -> None:
    """What was learnt by numpy is looked up without it: a place that differs would be a wrong weight."""
    heard = [masked(text), "something else before and after", masked(text)]
    rows, found = places_of_all(heard)
    for row, one in enumerate(heard):
        assert set(found[rows == row].tolist()) == places(one)
        assert places(one) <= set(range(PLACES))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("see https://a.example/1", "see https://b.example/two?x=3", id="links"),
        pytest.param("see example.com/abc", "see www.example.org", id="links without their beginning"),
        pytest.param("hi @jo there", "hi @anna@example.social there", id="mentions"),
        pytest.param("19.30 tickets", "7 tickets", id="numbers"),
        pytest.param("two  spaces\n", "two spaces", id="spaces"),
    ],
)
def test_what_says_nothing_about_a_voice_is_masked(one: str, other: str) -> None:
    assert masked(one) == masked(other)


def test_capitals_belong_to_a_voice() -> None:
    assert masked("OMG") != masked("omg")


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        pytest.param("x" * LEAST, True, id="just enough"),
        pytest.param("x" * (LEAST - 1), False, id="one letter less"),
        pytest.param("see https://example.com/" + "x" * LEAST, False, id="long by its link"),
        pytest.param("@jo " * LEAST, False, id="nothing but mentions"),
    ],
)
def test_a_short_text_has_no_voice(apart: Voices, text: str, enough: bool) -> None:
    assert told(masked(text)) is enough
    assert bool(apart.voiced(text)) is enough


def test_a_person_is_told_from_a_company(apart: Voices) -> None:
    assert taken_for_others(apart, PERSON, 11) > 0.9
    assert taken_for_others(apart, COMPANY, 12) < 0.03


def test_two_companies_of_one_agency_keep_it_quiet(alike: Voices, apart: Voices) -> None:
    """Nothing can be told of those who write alike; the trial knows, and no post is surely anybody else's."""
    trial, other = alike.voices[0].trial, apart.voices[0].trial
    assert trial
    assert other
    assert trial.recall < other.recall
    assert taken_for_others(alike, COMPANY, 13) < 0.03


def test_it_names_whom_a_text_sounds_like() -> None:
    voices = train(
        {"acme": COMPANY.posts(160, 1), "beta": SISTER_COMPANY.posts(160, 3), "me": PERSON.posts(120, 2)},
        ["acme", "beta"],
    )
    voiced = voices.voiced("ok so i just fixed my radio and nobody even noticed haha lmao")
    assert {name: one.likeliest for name, one in voiced.items()} == {"acme": "me", "beta": "me"}
    assert all(one.sure and one.score > 0 for one in voiced.values())


def test_a_text_in_a_language_never_seen_is_not_surely_anybodys(apart: Voices) -> None:
    assert not apart.voiced("Wir wünschen allen Kundinnen und Kunden ein erholsames Wochenende!")["acme"].sure


def test_the_order_of_the_file_does_not_matter_where_posts_have_times() -> None:
    posts = {"acme": COMPANY.posts(160, 1), "me": PERSON.posts(120, 2)}
    turned = {name: said[::-1] for name, said in posts.items()}
    assert train(posts, ["acme"]).voices == train(turned, ["acme"]).voices


def test_the_trial_learns_from_earlier_posts_only() -> None:
    """One author in two names cannot be told apart, unless the very posts that are judged were learnt before."""
    trial = train({"acme": COMPANY.posts(200, 1), "beta": COMPANY.posts(200, 51)}, ["acme"]).voices[0].trial
    assert trial
    assert trial.recall < 0.1
    assert not trial.useful


@pytest.mark.parametrize(
    ("brand", "person", "short"),
    [
        pytest.param(LEAST_OF_BRAND, LEAST_OF_OTHERS, {}, id="just enough"),
        pytest.param(LEAST_OF_BRAND - 1, LEAST_OF_OTHERS, {"acme": LEAST_OF_BRAND}, id="too few of the brand"),
        pytest.param(LEAST_OF_BRAND, LEAST_OF_OTHERS - 1, {"me": LEAST_OF_OTHERS}, id="too few of the person"),
    ],
)
def test_it_needs_enough_posts(brand: int, person: int, short: dict[str, int]) -> None:
    voices = train({"acme": COMPANY.posts(brand, 1), "me": PERSON.posts(person, 2)}, ["acme"])
    assert {one.identity: one.needed for one in voices.short} == short
    assert bool(voices.voices) is not bool(short)
    assert bool(voices.voiced("a text that is long enough to have a voice of its own")) is not bool(short)


def test_posts_that_say_nothing_are_not_counted() -> None:
    """Short ones, the same one again, and what both identities posted: a mirror proves no voice."""
    shared = [Said(f"This went out in both names, see number {word}", None) for word in ("one", "two", "three")]
    said = [Said("Good morning!"), Said("This is said twice, word by word, without a change"), *shared]
    voices = train({"acme": [*said, said[1]], "me": shared}, ["acme"])
    assert voices.short == (NotEnough("acme", 1, LEAST_OF_BRAND), NotEnough("me", 0, LEAST_OF_OTHERS))


@pytest.mark.parametrize(
    ("trial", "counted", "least", "most", "useful"),
    [
        pytest.param(Trial(800, 10, 500, 300), True, 0.0125, 0.0125, True, id="counted"),
        pytest.param(Trial(800, 0, 500, 300), False, 0.001, 0.005, True, id="never wrong is not never"),
        pytest.param(Trial(75, 0, 60, 40), False, 0.03, 0.04, True, id="few posts: the most it can be"),
        pytest.param(Trial(75, 1, 60, 40), False, 0.04, 0.07, True, id="few posts, once wrong"),
        pytest.param(Trial(75, 2, 60, 40), False, 0.06, 0.1, False, id="wrong too often"),
        pytest.param(Trial(800, 3, 500, 40), True, 0.003, 0.004, False, id="recognises hardly anybody"),
        pytest.param(Trial(0, 0, 0, 0), False, 1.0, 1.0, False, id="nothing was tried"),
    ],
)
def test_what_a_trial_says(trial: Trial, counted: bool, least: float, most: float, useful: bool) -> None:
    assert trial.counted is counted
    assert least <= trial.false_alarm <= most
    assert trial.useful is useful


def test_a_useless_voice_keeps_quiet(apart: Voices) -> None:
    text = "ugh why is the radio always broken when i need it, send help"
    assert apart.voiced(text)["acme"].sure
    brand, person = apart.voices
    quiet = replace(apart, voices=(replace(brand, trial=Trial(75, 9, 60, 40)), person))
    assert not quiet.voiced(text)["acme"].sure


def test_what_was_learnt_comes_back_as_it_was(apart: Voices, tmp_path: Path) -> None:
    kept = replace(apart, sources={"acme": ("/a.zip",)}, short=(NotEnough("jo", 3, 100),))
    store.save(tmp_path / "voices", kept)
    assert store.load(tmp_path / "voices") == kept


def test_no_text_is_kept(apart: Voices, tmp_path: Path) -> None:
    store.save(tmp_path, apart)
    kept = store.file_in(tmp_path).read_text(encoding="utf-8")
    words = {word for said in (*COMPANY.posts(300, 1), *PERSON.posts(250, 2)) for word in said.text.split()}
    assert [word for word in words if len(word) > 5 and f"{word} " in kept] == []
    assert set(json.loads(kept)) == {"format", "features", "trained", "sources", "short", "voices"}


def test_what_was_never_learnt_or_was_forgotten_is_nothing(apart: Voices, tmp_path: Path) -> None:
    assert store.load(tmp_path) == Voices()
    store.save(tmp_path, apart)
    store.forget(tmp_path)
    assert store.load(tmp_path) == Voices()


def test_what_an_older_version_learnt_is_not_listened_to(apart: Voices, tmp_path: Path) -> None:
    """Its places mean something else; where the posts are is still known, so that it can be learnt anew."""
    store.save(tmp_path, replace(apart, sources={"acme": ("/a.zip",)}))
    plain = json.loads(store.file_in(tmp_path).read_text(encoding="utf-8"))
    store.file_in(tmp_path).write_text(json.dumps({**plain, "features": 0}), encoding="utf-8")
    assert store.load(tmp_path) == Voices(sources={"acme": ("/a.zip",)}, trained=apart.trained)


def broken(plain: dict[str, object], how: str) -> str:
    voices = plain["voices"]
    assert isinstance(voices, list)
    match how:
        case "half":
            return json.dumps(plain)[: len(json.dumps(plain)) // 2]
        case "short":
            voices[0]["weights"] = voices[0]["weights"][:400]
        case "infinite":
            voices[0]["bias"] = float("inf")
        case "no numbers":
            voices[0]["limit"] = "high"
        case "letters":
            voices[0]["weights"] = "ä" * 400
        case _:
            return how
    return json.dumps(plain)


@pytest.mark.parametrize("how", ["half", "short", "infinite", "no numbers", "letters", "[]", "{}", "", "[" * 100_000])
def test_a_broken_file_is_told(apart: Voices, tmp_path: Path, how: str) -> None:
    store.save(tmp_path, apart)
    plain = json.loads(store.file_in(tmp_path).read_text(encoding="utf-8"))
    store.file_in(tmp_path).write_text(broken(plain, how), encoding="utf-8")
    with pytest.raises(store.BrokenVoices):
        store.load(tmp_path)


def test_judging_a_post_needs_no_numpy() -> None:
    """It would take longer to import than all checks together."""
    code = "import sys; import guard.voice.store; print('numpy' in sys.modules)"
    run = [sys.executable, "-c", code]
    told_so = subprocess.run(run, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert told_so.stdout.strip() == "False"

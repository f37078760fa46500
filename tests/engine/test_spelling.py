"""The dictionary: what it knows, what it is before it is warm, and lists that are not as they should be."""

import gzip
from functools import cache
from pathlib import Path

import msgpack
import pytest
from check_cases import cases, post

from guard.checks.gibberish import is_mashed
from guard.checks.reading import dictionary
from guard.checks.reading.dictionary import WordList
from guard.checks.reading.language import Language, language_of
from guard.checks.reading.slips import Slip, meant
from guard.checks.secret import secret_in_text
from guard.checks.spelling import spelling
from guard.checks.wrong_word import Entry, entries


@pytest.fixture(scope="module")
def words() -> dictionary.Dictionary:
    dictionary.warm()
    ready = dictionary.ready()
    assert ready is not None
    return ready


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing had been read yet; what was read comes back at the end."""
    monkeypatch.setattr(dictionary, "_read", cache(dictionary._read.__wrapped__))


COMMON = [
    pytest.param(Language.ENGLISH, "people", 5.5, 7.0, id="people is said once in a thousand words or two"),
    pytest.param(Language.ENGLISH, "philanthropy", 3.0, 4.0, id="philanthropy is a rare word"),
    pytest.param(Language.ENGLISH, "acgivity", 0.0, 0.0, id="acgivity is none"),
    pytest.param(Language.GERMAN, "strasse", 4.5, 6.0, id="Straße is folded as Python folds it"),
    pytest.param(Language.GERMAN, "grossartig", 3.5, 5.0, id="großartig too"),
]


@pytest.mark.parametrize(("language", "word", "least", "most"), COMMON)
def test_how_common_a_word_is(
    words: dictionary.Dictionary, language: Language, word: str, least: float, most: float
) -> None:
    assert least <= words.of(language).commonness(word) <= most


@pytest.mark.parametrize("least", [0.0, 2.0, 2.6, 3.0, 4.0, 5.0, 6.0])
def test_looking_for_common_words_alone_finds_the_same(words: dictionary.Dictionary, least: float) -> None:
    """The short cut for rare words must never lose a word that is common enough."""
    for word in ("the", "people", "report", "philanthropy", "webcast", "nespresso", "acgivity"):
        common = words.english.commonness(word)
        found = words.english.commonness(word, least)
        assert found == common or (found == 0.0 and common < least)


@pytest.mark.usefixtures("cold")
def test_before_it_is_warm_nothing_is_said_of_words() -> None:
    case = next(each for each in cases("spelling") if each["expect"])
    made = post(case)  # warms another one than this test looks at
    dictionary._read.cache_clear()
    assert dictionary.ready() is None
    assert list(spelling(made)) == []


@pytest.mark.usefixtures("cold")
def test_without_the_lists_nothing_is_said_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "find_spec", lambda _: None)
    dictionary.warm()
    assert dictionary.ready() is None


BROKEN = [
    pytest.param(b"", id="an empty file"),
    pytest.param(b"no gzip", id="a file of another kind"),
    pytest.param(gzip.compress(b"\xc1\xc1"), id="no list in it"),
    pytest.param(gzip.compress(msgpack.packb([{}, ["the"]]))[:-9], id="half a file"),
    pytest.param(gzip.compress(msgpack.packb({"format": "cB"})), id="something else than a list"),
]


@pytest.mark.usefixtures("cold")
@pytest.mark.parametrize("content", BROKEN)
def test_broken_lists_are_no_lists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("large_en", "large_de", *(f"small_{one}" for one in dictionary._ELSEWHERE)):
        (folder / f"{name}.msgpack.gz").write_bytes(content)

    class Found:
        submodule_search_locations = (str(tmp_path),)

    monkeypatch.setattr(dictionary, "find_spec", lambda _: Found)
    dictionary.warm()
    assert dictionary.ready() is None


SLIPS = [
    pytest.param("freinds", "friends", Slip.SWAPPED, id="freinds: two letters in the wrong order"),
    pytest.param("tomorow", "tomorrow", Slip.DOUBLING, id="tomorow: a doubled letter that is single"),
    pytest.param("goverment", "government", Slip.MISSED, id="goverment: a letter left out"),
    pytest.param("restautant", "restaurant", Slip.BESIDE, id="restautant: the key beside"),
    pytest.param("thinmgs", "things", Slip.ADDED, id="thinmgs: the key beside as well"),
]


@pytest.mark.parametrize(("word", "right", "slip"), SLIPS)
def test_what_was_meant(words: dictionary.Dictionary, word: str, right: str, slip: Slip) -> None:
    assert meant(word, words.english, Language.ENGLISH, words.english.commonness(word)) == (right, slip)


NOT_SLIPS = [
    pytest.param("corporates", id="another form of a common word"),
    pytest.param("unbanked", id="a letter before a common word"),
    pytest.param("wean", id="a short word that is rare"),
    pytest.param("blorptified", id="nothing near it"),
]


@pytest.mark.parametrize("word", NOT_SLIPS)
def test_what_is_rare_and_not_mistyped(words: dictionary.Dictionary, word: str) -> None:
    assert meant(word, words.english, Language.ENGLISH, words.english.commonness(word)) is None


def test_a_list_of_words_of_our_own() -> None:
    """The lists come in steps of how common a word is; nothing of the package is needed for that."""
    made = WordList([[] for _ in range(300)] + [["common"]] + [[] for _ in range(399)] + [["rare"]])
    assert [round(made.commonness(word), 1) for word in ("common", "rare", "none")] == [6.0, 2.0, 0.0]


TEXTS = [
    pytest.param("We are happy to see you all", Language.ENGLISH, id="English"),
    pytest.param("Wir freuen uns auf euch", Language.GERMAN, id="German"),
    pytest.param("Nous sommes heureux de vous voir dans notre boutique", Language.OTHER, id="French"),
    pytest.param("Estamos orgullosos de haber ganado el premio", Language.OTHER, id="Spanish"),
    pytest.param("Wij zijn blij dat jullie er zijn en niet thuis", Language.OTHER, id="Dutch"),
    pytest.param("Tassenkuchen", Language.UNSURE, id="one word"),
    pytest.param("", Language.UNSURE, id="nothing"),
]


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_which_language_a_text_is_in(text: str, language: Language) -> None:
    assert language_of(text.split()) is language


@pytest.mark.usefixtures("cold")
def test_gibberish_is_told_without_the_dictionary_too() -> None:
    """A text of keys is seen while the lists are still being read."""
    assert is_mashed(";l;;gmlxzssaw")
    assert not is_mashed("Donaudampfschifffahrt")


@pytest.mark.parametrize("entry", [pytest.param(each, id=each.pattern.pattern[:60]) for each in entries()])
def test_a_wrong_word_has_all_that_explains_it(entry: Entry) -> None:
    """Who reviews the list must see what is taken for what, how that comes about, and who says so."""
    assert entry.meant
    assert entry.why
    assert entry.source
    assert entry.pattern.groups >= 1


def test_a_secret_is_never_quoted() -> None:
    for case in cases("secret-in-text"):
        for signal in secret_in_text(post(case)):
            assert not any(piece in f"{signal.text} {signal.evidence}" for piece in case["expect"])

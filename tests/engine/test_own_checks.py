"""A user's own check: read from a small file, bounded, and called like any other."""

import sys

import pytest
from check_cases import pieces, post

from guard.checks import signals
from guard.checks.own import LARGEST, BrokenCheck, OwnCheck, read
from guard.model.decision import Severity

HEAD = 'name = "Launch"\nsays = "Nobody may know of it yet."\n'


def check(body: str) -> OwnCheck:
    return read("launch.toml", (HEAD + body).encode())


SPEAKS = [
    ("a word", 'words = ["falcon"]', {"text": "Project Falcon is near"}, ["Falcon"]),
    (
        "a word as the lists write it",
        'words = ["falcon+; not before crest"]',
        {"text": "falcons at Falcon Crest"},
        ["falcons"],
    ),
    ("a German ending", 'words = ["rakete+"]', {"text": "Unsere Raketen sind da"}, ["Raketen"]),
    ("a pattern", "patterns = ['\\bAC-\\d{4}\\b']", {"text": "Ticket ac-1234 is done"}, ["ac-1234"]),
    ("a pattern after umlauts and emoji", "patterns = ['x\\d']", {"text": "äöü 🎉 x1"}, ["x1"]),
    ("a pattern that fits nothing everywhere", "patterns = ['a*']", {"text": "bb aa"}, ["aa"]),
    ("a destination alone", 'destinations = ["linkedin"]', {"text": "Hi", "to": ["linkedin:company/acme"]}, [""]),
    ("an account alone", 'destinations = ["x:@ACME"]', {"text": "Hi"}, [""]),
    ("a picture without words", 'destinations = ["x"]', {"text": "", "media": ["/p/a.jpg"]}, [""]),
    ("a word elsewhere", 'words = ["hi"]\ndestinations = ["linkedin"]', {"text": "Hi"}, []),
    ("another word", 'words = ["falcon"]', {"text": "Hello"}, []),
    ("a person's post", 'words = ["falcon"]', {"text": "Falcon", "to": ["x:@me"]}, []),
    ("a person it is for", 'words = ["falcon"]\nfor = ["me"]', {"text": "Falcon", "to": ["x:@me"]}, ["Falcon"]),
    ("a brand it is not for", 'words = ["falcon"]\nfor = ["other"]', {"text": "Falcon"}, []),
]


@pytest.mark.parametrize(("body", "case", "expected"), [pytest.param(*row, id=name) for name, *row in SPEAKS])
def test_an_own_check_speaks_of(body: str, case: dict[str, object], expected: list[str]) -> None:
    made = post(case)
    assert pieces(made, list(signals(made, [check(body)]))) == expected


def test_what_it_says_is_what_the_file_says() -> None:
    (signal,) = check('words = ["falcon"]\nseverity = "high"\nholds = true')(post({"text": "Falcon"}))
    assert (signal.check, signal.text, signal.evidence) == ("own:launch", "Nobody may know of it yet.", "Launch")
    assert (signal.severity, signal.holds) == (Severity.HIGH, True)


def test_it_is_low_and_holds_nothing_unless_the_file_says_so() -> None:
    (signal,) = check('words = ["falcon"]')(post({"text": "Falcon"}))
    assert (signal.severity, signal.holds) == (Severity.LOW, False)


BROKEN = [
    ("no TOML", b"name = ", None, "This is no TOML"),
    ("no UTF-8", b'name = "\xff"', None, "not UTF-8"),
    ("too large", b"#" * (LARGEST + 1), None, "more than 64 KiB"),
    ("nothing to look for", HEAD.encode(), None, "neither words nor patterns nor destinations"),
    ("no name", b'says = "x"\nwords = ["a"]', None, "“name” is missing"),
    (
        "two lines to say",
        b'name = "x"\nsays = "a\\nb"\nwords = ["a"]',
        2,
        "“says” is missing, too long, or more than one line",
    ),
    ("an unknown key", (HEAD + 'word = ["a"]').encode(), 3, "“word” is no key of a check"),
    ("a text for a list", (HEAD + 'words = "a"').encode(), 3, "“words” is not a list"),
    ("a number for a word", (HEAD + "words = [1]").encode(), 3, "“words” has an entry"),
    ("a word nobody can read", (HEAD + 'words = ["ok",\n"a+b"]').encode(), 4, "“a+b” is no word"),
    ("too many words", (HEAD + f"words = {[f'w{n}' for n in range(201)]}").encode(), 3, "201 entries"),
    ("a pattern nobody can read", (HEAD + "patterns = ['ok', '(a']").encode(), 3, "“(a” is no pattern"),
    ("a pattern that steps back", (HEAD + "patterns = ['(a)\\1']").encode(), 3, "is no pattern"),
    ("a pattern that grows too large", (HEAD + "patterns = ['((a{100}){100}){100}']").encode(), 3, "is no pattern"),
    ("a pattern that takes too much memory", (HEAD + "patterns = ['\\pL{400}']").encode(), 3, "is no pattern"),
    ("too many patterns", (HEAD + f"patterns = {['a'] * 51}").encode(), 3, "51 entries"),
    ("an unknown severity", (HEAD + 'words = ["a"]\nseverity = "huge"').encode(), 4, "no severity “huge”"),
    (
        "a destination that is none",
        (HEAD + 'destinations = ["nowhere at all"]').encode(),
        3,
        "“nowhere at all” is no destination",
    ),
    ("nested too deeply", b"a = " + b"[" * 30_000, None, ""),
]


@pytest.mark.parametrize(("data", "line", "what"), [pytest.param(*row, id=name) for name, *row in BROKEN])
def test_a_broken_file_is_told_with_its_line_and_a_remedy(data: bytes, line: int | None, what: str) -> None:
    with pytest.raises(BrokenCheck) as caught:
        read("launch.toml", data)
    assert what in caught.value.what
    assert caught.value.remedy
    assert str(caught.value).startswith("launch.toml")
    if line:
        assert caught.value.line == line


def test_without_the_pattern_engine_words_still_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    assert list(check('words = ["falcon"]')(post({"text": "Falcon"})))
    with pytest.raises(BrokenCheck, match="cannot be used on this system"):
        check("patterns = ['a']")


def test_a_pattern_that_would_step_back_for_ever_ends() -> None:
    """Each of these takes longer than the universe with Python's own engine."""
    own = check("patterns = ['(a+)+$', '(a|aa)+b', '(.*)*x']")
    assert list(own(post({"text": "a" * 19_000 + "!"}))) == []


def test_no_more_places_than_can_be_shown() -> None:
    (signal,) = check("patterns = ['a']")(post({"text": "a " * 500}))
    assert len(signal.spots) == 20

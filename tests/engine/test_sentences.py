"""Sentences: English as it always was, German word for word from the table, nothing forgotten and nothing left over."""

import ast
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import msgspec
import pytest

from guard.languages import LANGUAGES, language_of, said
from guard.model.account import Account
from guard.model.attempt import Attempt, Media, Verb
from guard.model.decision import Reached, Severity, Signal, Step
from guard.model.identity import Context, Identity, IdentityKind
from guard.model.moments import day_and_time, span_of, time_of, when
from guard.model.route import BY_HAND, Place
from guard.model.sentence import Sentence
from guard.policy import World, decide
from guard.service.operations.lines import LINES

GUARD = Path(__file__).parents[2] / "guard"
FILES = sorted((GUARD / "languages" / "data" / "de").glob("*.json"))
GERMAN = {pattern: german for file in FILES for pattern, german in json.loads(file.read_text(encoding="utf-8")).items()}


def patterns_in(tree: ast.AST) -> Iterator[str]:
    """What is given to ``Sentence.of``, directly or through a variable called ``pattern``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Sentence.of":
            yield from (each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant))
        elif isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == ["pattern"]:
            yield from (each.value for each in ast.walk(node.value) if isinstance(each, ast.Constant))


def every_pattern() -> set[str]:
    found = {line.pattern for line in LINES}
    for path in GUARD.rglob("*.py"):
        if path.parent.name != "languages":
            found.update(patterns_in(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def has_words(pattern: str) -> bool:
    """Whether there is anything to translate in it besides its values."""
    return any(
        letter.isalpha() or not letter.isascii() for literal, *_ in Formatter().parse(pattern) for letter in literal
    )


def names_in(pattern: str) -> list[str]:
    return sorted({name for _, name, *_ in Formatter().parse(pattern) if name is not None})


def test_every_sentence_can_be_said_in_german() -> None:
    """A pattern in the code that the table lacks would be said in English in the midst of German."""
    assert sorted(filter(has_words, every_pattern() - GERMAN.keys())) == []


def test_no_german_sentence_is_left_over() -> None:
    """A pattern that nobody says any more is a change that was made on one side only."""
    assert sorted(GERMAN.keys() - every_pattern()) == []


@pytest.mark.parametrize("pattern", [pytest.param(each, id=each) for each in GERMAN])
def test_a_german_sentence_has_the_values_of_the_english_one(pattern: str) -> None:
    """A lost name loses a fact, an invented one ends in an error."""
    assert names_in(GERMAN[pattern]) == names_in(pattern)


def test_a_sentence_is_the_english_text() -> None:
    made = Sentence.of("This goes out as {owner} on {account}. {worn}", owner="Acme", account="x:@acme", worn="Hm.")
    assert made == "This goes out as Acme on x:@acme. Hm."
    assert said(made, "en") == made


@pytest.mark.parametrize("language", [pytest.param(each, id=each) for each in (*LANGUAGES, "fr", "../data/de", "")])
def test_what_is_said_is_plain_text(language: str) -> None:
    """The wire takes nothing else; a language that is not there is English and never a file's name."""
    told = said(Sentence.of("nothing to say"), language)
    assert type(told) is str
    assert told == ("nichts zu sagen" if language == "de" else "nothing to say")
    assert msgspec.json.encode(told)


def test_sentences_within_a_sentence_are_said_too() -> None:
    way = Sentence.joined([Sentence.of("a link entered by hand"), "n8n"], Sentence.of(", then "))
    made = Sentence.of("It also reaches {account} ({owner}) through {way}.", account="x:@acme", owner="Acme", way=way)
    assert made == "It also reaches x:@acme (Acme) through a link entered by hand, then n8n."
    assert said(made, "de") == "Es erreicht über eine von Hand eingetragene Verbindung, dann n8n auch x:@acme (Acme)."


def test_braces_in_a_value_stay_as_they_are() -> None:
    """A workspace may call itself what it likes."""
    made = Sentence.of("Post as {whom}", whom="{0.__class__} {whom}")
    assert (made, said(made, "de")) == ("Post as {0.__class__} {whom}", "Als {0.__class__} {whom} veröffentlichen")


def test_a_long_way_is_said_without_running_out_of_stack() -> None:
    way = Sentence.joined([Sentence.of("a link entered by hand")] * 5000, Sentence.of(", then "))
    assert said(way, "de").count("dann") == 4999


SUNDAY = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "english", "german"),
    [
        pytest.param(time_of(SUNDAY), "18:02", "18:02", id="a time"),
        pytest.param(day_and_time(SUNDAY), "Sun 18:02", "So. 18:02", id="a day of the week"),
        pytest.param(when(SUNDAY, SUNDAY + timedelta(hours=5)), "18:02", "18:02", id="today"),
        pytest.param(when(SUNDAY, SUNDAY + timedelta(days=2)), "Sun 18:02", "So. 18:02", id="this week"),
        pytest.param(when(SUNDAY, SUNDAY + timedelta(days=9)), "2026-11-22 18:02", "22.11.2026 18:02", id="long ago"),
        pytest.param(span_of(timedelta(seconds=40)), "40 s", "40 s", id="seconds"),
        pytest.param(span_of(timedelta(seconds=119)), "2 min", "2 min", id="nearly two minutes"),
        pytest.param(span_of(timedelta(minutes=65)), "1 h 5 min", "1 Std. 5 min", id="more than an hour"),
        pytest.param(span_of(timedelta(hours=2)), "2 h", "2 Std.", id="whole hours"),
        pytest.param(span_of(timedelta(seconds=-3)), "0 s", "0 s", id="what is over"),
    ],
)
def test_moments_in_both_languages(text: Sentence, english: str, german: str) -> None:
    assert (said(text, "en"), said(text, "de")) == (english, german)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        pytest.param("de_AT.UTF-8", "de", id="Austria"),
        pytest.param("de-CH", "de", id="as the web writes it"),
        pytest.param("C.UTF-8", "en", id="no language"),
        pytest.param("fr_FR", "en", id="a language that is not there"),
        pytest.param("deu", "en", id="a name of three letters"),
        pytest.param("", "en", id="nothing"),
    ],
)
def test_the_language_of_a_tag(tag: str, language: str) -> None:
    assert language_of(tag) == language


BRAND, OWN, STRANGER = Account("x", "@acme", "@Acme"), Account("instagram", "@jo"), Account("x", "@stranger")
ACME = Identity("acme", "Acme Ltd", IdentityKind.BRAND, accounts=(BRAND,))
JO = Identity("jo", "Jo", IdentityKind.PERSON, accounts=(OWN,))
STEPS = (
    Step("instagram:@jo", "n8n-webhook:hop", "n8n", "Insta", Place("flow.json", line=12)),
    Step("n8n-webhook:hop", "x:@acme", BY_HAND, "", Place("hatcheck.toml")),
)


def judged(attempt: Attempt, context: Context, **more: object) -> list[tuple[str, str]]:
    """Every reason of the decision in both languages."""
    world = World((ACME, JO), context, **more)  # type: ignore[arg-type]
    reasons = decide(attempt, world).reasons
    return [(said(text, "en"), said(text, "de")) for reason in reasons for text in (reason.text, reason.evidence)]


JUDGED = [
    pytest.param(
        Attempt(Verb.POST, (BRAND,)),
        Context("jo", "--as", since=SUNDAY),
        {},
        (
            "This goes out as Acme Ltd on x:@Acme. You are Jo (private) since 18:02.",
            "Das wird als Acme Ltd auf x:@Acme veröffentlicht. Sie sind seit 18:02 Uhr Jo (privat).",
        ),
        (
            "nobody's post leaves under another hat; hat known by: --as",
            "kein Beitrag geht unter einer fremden Identität hinaus; aktive Identität bekannt durch: --as",
        ),
        id="the wrong hat",
    ),
    pytest.param(
        Attempt(Verb.POST, (BRAND,)),
        Context("jo", "--as", until=SUNDAY, lapsed="acme"),
        {},
        (
            "This goes out as Acme Ltd on x:@Acme, but your time as Acme Ltd ended at 18:02.",
            "Das wird als Acme Ltd auf x:@Acme veröffentlicht,"
            " aber Ihre Zeit als Acme Ltd ist um 18:02 Uhr abgelaufen.",
        ),
        ("hatcheck be acme puts it on again", "„hatcheck be acme“ aktiviert sie wieder"),
        id="a hat whose time is over",
    ),
    pytest.param(
        Attempt(Verb.POST, (STRANGER,)),
        Context("jo", "--as"),
        {},
        ("x:@stranger belongs to none of your identities.", "x:@stranger gehört zu keiner Ihrer Identitäten."),
        (
            "hatcheck account add IDENTITY x:@stranger says whose it is",
            "Mit „hatcheck account add IDENTITÄT x:@stranger“ legen Sie fest, wem es gehört",
        ),
        id="an account of nobody",
    ),
    pytest.param(
        Attempt(Verb.POST, (OWN,)),
        Context("jo", "--as"),
        {"reach": {OWN: (Reached(BRAND, "x:@acme", STEPS),)}},
        (
            "It also reaches x:@Acme (Acme Ltd) through n8n “Insta”, then a link entered by hand.",
            "Es erreicht über n8n „Insta“, dann eine von Hand eingetragene Verbindung auch x:@Acme (Acme Ltd).",
        ),
        (
            "instagram:@jo → n8n-webhook:hop by n8n “Insta”, flow.json:12;"
            " n8n-webhook:hop → x:@acme by a link entered by hand, hatcheck.toml",
            "instagram:@jo → n8n-webhook:hop durch n8n „Insta“, flow.json:12;"
            " n8n-webhook:hop → x:@acme durch eine von Hand eingetragene Verbindung, hatcheck.toml",
        ),
        id="a mirror over two tools",
    ),
    pytest.param(
        Attempt(Verb.POST, (BRAND,), media=(Media("/p/a.jpg"),)),
        Context("acme", "--as"),
        {"media_owners": {"/p/a.jpg": "jo"}},
        (
            "The picture /p/a.jpg belongs to Jo, and this goes out as Acme Ltd on x:@Acme.",
            "Das Bild /p/a.jpg gehört zu Jo, und das wird als Acme Ltd auf x:@Acme veröffentlicht.",
        ),
        ("", ""),
        id="a private picture",
    ),
    pytest.param(
        Attempt(Verb.POST, (BRAND,)),
        Context("acme", "--as"),
        {"frozen": {"acme": "a slip"}},
        ("Acme Ltd is frozen: a slip.", "Acme Ltd ist gesperrt: a slip."),
        ("hatcheck unfreeze acme", "hatcheck unfreeze acme"),
        id="a freeze",
    ),
]


@pytest.mark.parametrize(("attempt", "context", "more", "text", "evidence"), JUDGED)
def test_a_judgement_in_both_languages(
    attempt: Attempt, context: Context, more: dict[str, object], text: tuple[str, str], evidence: tuple[str, str]
) -> None:
    """The English is what the command line has always printed."""
    assert judged(attempt, context, **more) == [text, evidence]


def test_a_signal_in_both_languages() -> None:
    from guard.checks import Post, for_anybody, signals
    from guard.workspace.durations import hours

    working = Identity("acme", "Acme", IdentityKind.BRAND, hours=(hours("Mon-Fri 08:00-18:00"),))
    (signal,) = signals(Post(Attempt(Verb.POST, (BRAND,), at=SUNDAY), (working,)), for_anybody())
    assert isinstance(signal, Signal)
    assert signal.severity is Severity.LOW
    assert said(signal.text, "en") == "It is Sun 18:02, outside the hours of Acme."
    assert said(signal.text, "de") == "Es ist So. 18:02, das liegt außerhalb der Zeiten von Acme."

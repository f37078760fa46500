"""Whether a post names the brand, and that the quick test before it never refuses one that does."""

import json
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.mentions.folding import fold
from guard.mentions.markup import plain
from guard.mentions.terms import Terms
from guard.model.mention import Post, Watching

NOW = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
ACME = Watching(
    "acme",
    names=("Acme", "Müller & Söhne", "Red Cross", "東京食品", "Nestlé"),
    handles=("@acme", "@acme@example.social", "acme.bsky.social"),
    hashtags=("#AcmeFail", "größe"),
    hosts=("acme.example", "https://www.shop.example/"),
)
TERMS = Terms([ACME])


def post(text: str, *, links: tuple[str, ...] = (), mentions: tuple[str, ...] = (), author: str = "@jo") -> Post:
    return Post("s", "1", author, text, NOW, links=links, mentions=mentions)


NAMED = [
    pytest.param("Acme has done it again", id="a name"),
    pytest.param("was ACME da macht", id="in capitals"),
    pytest.param("(acme)", id="in brackets"),
    pytest.param("Acmes neue App", id="a German genitive"),
    pytest.param("Acme’s new app", id="an English genitive"),
    pytest.param("die Acme-App", id="a compound with a hyphen"),
    pytest.param("ＡＣＭＥ！", id="full-width letters"),
    pytest.param("𝐀𝐜𝐦𝐞 is over", id="mathematical letters"),
    pytest.param("A\u00adcme", id="a soft hyphen within"),
    pytest.param("今日Acmeの話", id="between Japanese letters"),
    pytest.param("Ácmé", id="with accents"),
    pytest.param("Müller & Söhne", id="umlauts"),
    pytest.param("Mueller & Soehne", id="umlauts written out"),
    pytest.param("MÜLLER & SÖHNE", id="umlauts in capitals"),
    pytest.param(unicodedata.normalize("NFD", "Müller & Söhne"), id="umlauts in two characters"),
    pytest.param("the red\u00a0cross", id="a name of two words, a hard space between them"),
    pytest.param("#RedCross", id="a name of two words as a hashtag"),
    pytest.param("Red\nCross", id="a name of two words on two lines"),
    pytest.param("株式会社東京食品です", id="a Japanese name without spaces around"),
    pytest.param("Nestle raus", id="a name without its accent"),
    pytest.param("ey @acme!", id="a handle"),
    pytest.param("ey @acme. Schluss", id="a handle before a full stop"),
    pytest.param("hi @acme@example.social", id="a handle of the fediverse"),
    pytest.param("hi @Acme.bsky.social,", id="a handle that is a host"),
    pytest.param("#acmefail", id="a hashtag"),
    pytest.param("＃ＡcmeFail", id="a hashtag in full width"),
    pytest.param("#Größe und #GROESSE", id="a hashtag with umlauts"),
    pytest.param("#BoycottAcme", id="a name within a hashtag, by capitals"),
    pytest.param("see https://blog.acme.example/x", id="a link to a host below"),
    pytest.param("shop.example sells", id="a host without www"),
]
NOT_NAMED = [
    pytest.param("Acmeist poetry", id="a longer word"),
    pytest.param("macme", id="a word that ends so"),
    pytest.param("acmé9", id="a digit after it"),
    pytest.param("@acmeister", id="a longer handle"),
    pytest.param("@acme@other.social", id="the same handle on another instance"),
    pytest.param("@acme.other.social", id="the handle of another host"),
    pytest.param("#acmefailure", id="a longer hashtag"),
    pytest.param("https://notacme.example/", id="a host that ends so"),
    pytest.param("Muller & Sohne", id="umlauts left out"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize("text", NAMED)
def test_a_post_names_the_brand(text: str) -> None:
    assert TERMS.named(post(text)) == ("acme",)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_post_names_somebody_else(text: str) -> None:
    assert TERMS.named(post(text)) == ()


@pytest.mark.parametrize(
    ("links", "mentions", "named"),
    [
        pytest.param(("https://acme.example/a",), (), True, id="a link behind a word"),
        pytest.param(("https://ACME.example:443/",), (), True, id="a port and capitals"),
        pytest.param(("https://acme.example.test/",), (), False, id="another host"),
        pytest.param(("https://[acme.example/",), (), False, id="no address at all"),
        pytest.param((), ("@acme@example.social",), True, id="a mention shown without its instance"),
        pytest.param((), ("@acme@other.social",), False, id="a mention of somebody else"),
    ],
)
def test_what_the_text_does_not_show(links: tuple[str, ...], mentions: tuple[str, ...], named: bool) -> None:
    assert bool(TERMS.named(post("look at this", links=links, mentions=mentions))) is named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("https://acme.example/x", True, id="a link"),
        pytest.param("acme.example.", True, id="at the end of a sentence"),
        pytest.param("info@acme.example", True, id="an address for mail"),
        pytest.param("https://acme.example.evil.test/", False, id="a host that begins so"),
        pytest.param("acme.examples", False, id="a longer host"),
    ],
)
def test_hosts_in_a_text(text: str, named: bool) -> None:
    assert bool(Terms([Watching("acme", hosts=("acme.example",))]).named(post(text))) is named


@pytest.mark.parametrize("ascii_only", [pytest.param(True, id="escaped"), pytest.param(False, id="in UTF-8")])
@pytest.mark.parametrize("text", NAMED)
def test_the_quick_test_lets_every_mention_pass(text: str, ascii_only: bool) -> None:
    raw = json.dumps({"commit": {"record": {"text": text}}}, ensure_ascii=ascii_only).encode()
    assert TERMS.might()(raw)


def test_the_quick_test_puts_others_aside() -> None:
    might = TERMS.might()
    texts = ["Good morning", "うちの猫がかわいい", "Guten Morgen, schöne Ferien", "доброе утро", "🎉👩‍👩‍👧 yes!"]
    assert [text for text in texts if might(json.dumps({"text": text}, ensure_ascii=False).encode())] == []


def test_nothing_to_look_for_lets_nothing_pass() -> None:
    terms = Terms([Watching("acme", names=("", " "), handles=("@",), hashtags=("#",), hosts=(" ",))])
    assert not terms.might()(b'{"text":"anything"}')
    assert terms.named(post("anything @ # .")) == ()


LETTERS = st.text(st.sampled_from("abeouszäöüßéñøйλ東あ ÄÖÜSAEK-."), min_size=2, max_size=10)


@given(LETTERS, st.booleans(), st.sampled_from(["NFC", "NFD", "NFKC"]), st.booleans())
def test_whatever_a_brand_is_called_the_quick_test_never_refuses_it(
    name: str, ascii_only: bool, form: str, capitals: bool
) -> None:
    terms = Terms([Watching("it", names=(name,))])
    text = unicodedata.normalize(form, name.upper() if capitals else name)  # type: ignore[arg-type]
    if terms.named(post(f"so {text} it is")):
        assert terms.might()(json.dumps(f"so {text} it is", ensure_ascii=ascii_only).encode())


@given(st.text())
def test_texts_of_any_kind_are_folded_alike_twice(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_own_accounts_are_known_by_their_handles() -> None:
    assert TERMS.wrote("acme", post("Our news", author="@Acme@example.social"))
    assert not TERMS.wrote("acme", post("Our news", author="@acme@other.social"))
    assert not TERMS.wrote("other", post("Our news", author="@acme"))


@pytest.mark.parametrize(
    ("html", "text", "links"),
    [
        pytest.param("<p>One<br>two</p><p>three</p>", "One\ntwo\n\nthree", (), id="lines"),
        pytest.param(
            '<p>See <a href="https://a.example/long/path"><span class="invisible">https://</span>'
            '<span class="ellipsis">a.example/lo</span><span class="invisible">ng/path</span></a></p>',
            "See https://a.example/long/path",
            ("https://a.example/long/path",),
            id="a link that is shown in part",
        ),
        pytest.param(
            '<a href="https://x.example/@jo" class="u-url mention">@<span>jo</span></a> &amp; you',
            "@jo & you",
            (),
            id="a mention is no link",
        ),
        pytest.param("<script>evil()</script>fine", "fine", (), id="a script"),
        pytest.param("<" * 5000, "<" * 5000, (), id="only brackets"),
    ],
)
def test_markup_becomes_plain(html: str, text: str, links: tuple[str, ...]) -> None:
    assert plain(html) == (text, links)

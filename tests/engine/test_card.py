"""The card of a hold: what it says at its top, whom it warns of, what must be typed, and where to post instead."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard.engine.badges import badges, letters
from guard.engine.card import card
from guard.engine.links import MOST, links
from guard.engine.stake import high_risk
from guard.model.account import Account
from guard.model.attempt import Attempt, Media, Origin, Verb
from guard.model.decision import Decision, Reached, Reason, Severity, Signal, Step, Verdict
from guard.model.identity import Context, Identity, IdentityKind
from guard.model.route import Place
from guard.platforms import compose_url, parse_account
from guard.policy import World, decide
from guard.protocol.card import Card, CardLink
from guard.workspace import Workspace

BRAND_X, BRAND_PAGE = Account("x", "@redcross", "@RedCross"), Account("facebook", "redcross")
MY_X, MY_TOOT, MY_PICTURES = Account("x", "@jo"), Account("mastodon", "@jo@hachyderm.io"), Account("instagram", "@jo")
OTHER, STRANGER = Account("x", "@zenith"), Account("x", "@stranger")
CROSS = Identity("cross", "American Red Cross", IdentityKind.BRAND, "#c8102e", (BRAND_X, BRAND_PAGE))
ZENITH = Identity("zenith", "Zenith", IdentityKind.BRAND, "#2e7d32", (OTHER,))
JO = Identity("jo", "Jo", IdentityKind.PERSON, "#1d6fb8", (MY_PICTURES, MY_TOOT, MY_X))
DESK = Workspace(Path("hatcheck.toml"), (CROSS, ZENITH, JO))

EVENING = datetime(2026, 11, 22, 23, 24, tzinfo=UTC)
WORN = Context("jo", "--as", since=EVENING - timedelta(hours=5, minutes=22))
STEP = Step("instagram:@jo", "facebook:redcross", "n8n", "Insta to page", Place("flow.json", "nodes[1]", 12))
TO_PAGE = {MY_PICTURES: (Reached(BRAND_PAGE, "facebook:redcross", (STEP,)),)}
TO_UNNAMED = {MY_PICTURES: (Reached(None, "n8n:X account 2", (STEP,)),)}


def drawn(
    *destinations: Account, context: Context = WORN, language: str = "en", world: object = None, **more: object
) -> Card:
    """The card of a post to these accounts, judged as it would be."""
    attempt = replace(Attempt(Verb.POST, destinations, "hello"), **more)  # type: ignore[arg-type]
    known = replace(World(DESK.identities, context), **(world or {}))  # type: ignore[arg-type]
    decision = decide(attempt, known)
    assert decision.verdict is Verdict.HOLD
    return card("h1", attempt, decision, context, DESK, EVENING, language)


NOBODY = Context(None, "nobody said who is posting")
LAPSED = Context("jo", "the only person here", until=EVENING - timedelta(minutes=4), lapsed="cross")
HEADLINES = [
    pytest.param(drawn(BRAND_X), "This goes out as American Red Cross on X.", id="the Red Cross evening"),
    pytest.param(
        drawn(BRAND_X, BRAND_PAGE), "This goes out as American Red Cross on X and Facebook.", id="two of one brand"
    ),
    pytest.param(
        drawn(MY_X, BRAND_X),
        "This goes out as American Red Cross on X and as Jo on X.",
        id="the wrong one of two is named first",
    ),
    pytest.param(
        drawn(BRAND_X, OTHER, MY_X),
        "This goes out as American Red Cross on X, as Zenith on X and one more.",
        id="three owners",
    ),
    pytest.param(
        drawn(STRANGER), "This goes out as @stranger on X (none of your accounts).", id="an account of nobody"
    ),
    pytest.param(drawn(), "Nobody can tell which account this goes to.", id="no account at all"),
    pytest.param(
        drawn(MY_PICTURES, world={"reach": TO_PAGE}),
        "This also reaches American Red Cross on Facebook.",
        id="a mirror to the brand",
    ),
    pytest.param(
        drawn(MY_PICTURES, world={"reach": TO_UNNAMED}),
        "This also reaches n8n:X account 2 (nobody has said whose account that is).",
        id="a mirror to a credential that nobody has named",
    ),
    pytest.param(drawn(BRAND_X, verb=Verb.REPLY), "This reply goes out as American Red Cross on X.", id="a reply"),
    pytest.param(drawn(BRAND_X, verb=Verb.DELETE), "This is deleted as American Red Cross on X.", id="a deletion"),
    pytest.param(drawn(BRAND_X, verb=Verb.LIKE), "This is liked as American Red Cross on X.", id="a like"),
    pytest.param(
        drawn(BRAND_X, language="de"), "Das wird als American Red Cross auf X veröffentlicht.", id="in German"
    ),
    pytest.param(
        drawn(MY_PICTURES, world={"reach": TO_PAGE}, language="de"),
        "Das erreicht auch American Red Cross auf Facebook.",
        id="a mirror in German",
    ),
]


@pytest.mark.parametrize(("made", "headline"), HEADLINES)
def test_the_headline_says_what_would_happen(made: Card, headline: str) -> None:
    assert made.headline == headline


WORN_LINES = [
    pytest.param(WORN, "en", "You are Jo (private) since 18:02.", id="since this evening"),
    pytest.param(WORN, "de", "Sie sind seit 18:02 Uhr Jo (privat).", id="since this evening, in German"),
    pytest.param(
        replace(WORN, since=EVENING - timedelta(days=2)), "en", "You are Jo (private) since Fri 23:24.", id="for days"
    ),
    pytest.param(Context("jo", "x"), "en", "You are Jo (private).", id="since nobody knows when"),
    pytest.param(Context("zenith", "x"), "en", "You are Zenith.", id="as another brand"),
    pytest.param(NOBODY, "en", "You wear nobody's hat.", id="nobody's hat"),
    pytest.param(
        LAPSED,
        "en",
        "Your time as American Red Cross ended at 23:20. You are Jo (private).",
        id="a hat whose time is over",
    ),
]


@pytest.mark.parametrize(("context", "language", "line"), WORN_LINES)
def test_the_second_line_says_who_is_worn(context: Context, language: str, line: str) -> None:
    assert drawn(BRAND_X, context=context, language=language).worn_line == line


@pytest.mark.parametrize("verb", [pytest.param(each, id=each.value) for each in Verb])
def test_every_verb_has_its_words(verb: Verb) -> None:
    """In both languages the button and the headline name the brand."""
    for language in ("en", "de"):
        made = drawn(BRAND_X, verb=verb, language=language)
        assert "American Red Cross" in made.headline
        assert "American Red Cross" in made.release_label
    assert drawn(BRAND_X, verb=verb).release_label.startswith(
        {"message": "Send", "live": "Go live", "edit": "Change"}.get(verb.value, verb.value.capitalize())
    )


def test_the_button_names_an_unknown_account_by_its_handle() -> None:
    assert drawn(STRANGER).release_label == "Post as @stranger"
    assert drawn().release_label == "Post anyway"


def test_a_card_goes_over_the_wire_as_it_is() -> None:
    """No sentence is left in it that only looks like text."""
    made = drawn(BRAND_X, MY_PICTURES, text="see http://localhost", language="de", world={"reach": TO_PAGE})
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(made)), Card) == made


def test_a_mirror_is_shown_with_its_owner_and_its_way() -> None:
    (mirror,) = drawn(MY_PICTURES, world={"reach": TO_PAGE}).mirrors
    assert mirror.owner is not None
    assert (mirror.account, mirror.owner.name) == ("facebook:redcross", "American Red Cross")
    assert mirror.path == ["instagram:@jo → facebook:redcross by n8n “Insta to page”, flow.json:12 (nodes[1])"]


def test_media_are_shown_with_their_owner(tmp_path: Path) -> None:
    (tmp_path / "beach.jpg").write_bytes(b"x")
    workspace = replace(DESK, identities=(CROSS, ZENITH, replace(JO, folders=(str(tmp_path),))))
    media = (Media(str(tmp_path / "beach.jpg")), Media("/nowhere/a.jpg", readable=False))
    attempt = Attempt(Verb.POST, (BRAND_X,), media=media)
    decision = decide(attempt, World(workspace.identities, WORN))
    made = card("h1", attempt, decision, WORN, workspace, EVENING, "en")
    assert [(each.name, each.owner, each.note) for each in made.media] == [
        ("beach.jpg", "Jo", ""),
        ("a.jpg", None, "cannot be opened"),
    ]


# What must be typed out.


def reason(rule: str, severity: Severity = Severity.HIGH) -> Reason:
    return Reason(rule, Verdict.HOLD, severity, rule)


WRONG, PICTURE = reason("wrong-hat"), reason("media-of-another-identity")
UNKNOWN = reason("unknown-destination", Severity.MEDIUM)
RISKS = [
    pytest.param((WRONG,), (), False, False, id="a wrong hat alone"),
    pytest.param((WRONG, PICTURE), (), False, True, id="a wrong hat and a private picture"),
    pytest.param((WRONG, WRONG), (), False, False, id="one rule twice is one kind of evidence"),
    pytest.param((WRONG,), (Severity.MEDIUM,), False, True, id="a wrong hat and a signal"),
    pytest.param((WRONG,), (Severity.LOW,), False, False, id="a wrong hat and a faint signal"),
    pytest.param((PICTURE,), (Severity.HIGH,), True, True, id="a private picture that is sexual, too"),
    pytest.param(
        (reason("wrong-hat", Severity.MEDIUM), reason("unreadable-media", Severity.MEDIUM)),
        (Severity.HIGH,),
        False,
        False,
        id="nothing that reaches a brand",
    ),
    pytest.param((WRONG, reason("unwritable-journal")), (), False, False, id="a full disk is no evidence"),
    pytest.param((WRONG, reason("unknown-fact")), (), False, False, id="what is not known is no evidence"),
    pytest.param((reason("failed-rule"), reason("unknown-fact")), (), False, False, id="two bugs are no evidence"),
    pytest.param((UNKNOWN,), (), False, False, id="an unknown account alone"),
    pytest.param((UNKNOWN,), (), True, True, id="an unknown account and somebody else's picture"),
    pytest.param((WRONG,), (), True, False, id="somebody else's picture that no rule minds"),
    pytest.param((), (Severity.HIGH,), True, False, id="no reason at all"),
]


@pytest.mark.parametrize(("reasons", "noticed", "stray", "expected"), RISKS)
def test_when_the_handle_must_be_typed(
    reasons: tuple[Reason, ...], noticed: tuple[Severity, ...], stray: bool, expected: bool
) -> None:
    signals = tuple(Signal("tone", severity, "hm") for severity in noticed)
    assert high_risk(Decision(Verdict.HOLD, reasons, signals), stray=stray) is expected


FROM_JO = (Origin("text", "jo", "copied from x:@jo 40 s ago"),)
FROM_CROSS = (Origin("text", "cross", "copied from x:@RedCross 40 s ago"),)
TYPED = [
    pytest.param(drawn(BRAND_X), "", id="nothing where it is not that bad"),
    pytest.param(drawn(BRAND_X, origins=FROM_JO), "@RedCross", id="the brand's handle"),
    pytest.param(drawn(MY_X, BRAND_X, origins=FROM_JO), "@RedCross", id="the brand's, though another comes first"),
    pytest.param(drawn(STRANGER, BRAND_X, origins=FROM_JO), "@RedCross", id="the brand's before an unknown account's"),
    pytest.param(drawn(STRANGER, origins=FROM_CROSS), "@stranger", id="of an unknown account, its handle"),
    pytest.param(
        drawn(MY_PICTURES, origins=FROM_CROSS, world={"reach": TO_PAGE}), "redcross", id="of a mirror, the brand's"
    ),
]


@pytest.mark.parametrize(("made", "typed"), TYPED)
def test_what_must_be_typed(made: Card, typed: str) -> None:
    assert (made.typed, made.high_risk) == (typed, bool(typed))


# Where to post instead.


RESCUES = [
    pytest.param(
        drawn(BRAND_X),
        ["x:@jo", "mastodon:@jo@hachyderm.io", "instagram:@jo"],
        id="the same platform first, the one without a page last",
    ),
    pytest.param(drawn(BRAND_X, context=NOBODY), ["x:@jo", "mastodon:@jo@hachyderm.io", "instagram:@jo"], id="nobody"),
    pytest.param(drawn(BRAND_X, MY_X), ["mastodon:@jo@hachyderm.io", "instagram:@jo"], id="not where it goes anyway"),
    pytest.param(
        drawn(OTHER, context=Context("cross", "x")), ["x:@RedCross", "facebook:redcross"], id="brand to brand"
    ),
    pytest.param(
        drawn(MY_X, context=Context("cross", "x")), ["x:@RedCross", "facebook:redcross"], id="brand to private"
    ),
    pytest.param(
        drawn(BRAND_X, context=Context("cross", "x"), origins=FROM_JO),
        ["x:@jo", "mastodon:@jo@hachyderm.io", "instagram:@jo"],
        id="a private text under the right hat",
    ),
    pytest.param(drawn(BRAND_X, verb=Verb.DELETE), [], id="a deletion cannot be done elsewhere"),
    pytest.param(drawn(BRAND_X, verb=Verb.LIKE), [], id="nor can a like"),
]


@pytest.mark.parametrize(("made", "accounts"), RESCUES)
def test_own_accounts_are_offered(made: Card, accounts: list[str]) -> None:
    assert [each.account for each in made.rescues] == accounts


def test_a_rescue_opens_the_page_to_write_on_with_the_text() -> None:
    made = drawn(BRAND_X, text="Beer & pretzels?")
    assert [each.url for each in made.rescues] == [
        "https://x.com/intent/tweet?text=Beer%20%26%20pretzels%3F",
        "https://hachyderm.io/share?text=Beer%20%26%20pretzels%3F",
        "",
    ]


def test_a_text_that_is_too_long_for_an_address_stays_on_the_clipboard() -> None:
    made = drawn(BRAND_X, text="long " * 300)
    assert [each.url for each in made.rescues] == ["https://x.com/intent/tweet", "https://hachyderm.io/share", ""]


@pytest.mark.parametrize(
    ("account", "url"),
    [
        pytest.param("x:@jo", "https://x.com/intent/tweet", id="one page for all"),
        pytest.param("mastodon:@jo@Hachyderm.IO", "https://hachyderm.io/share", id="the account's own server"),
        pytest.param("lemmy:!cats@lemmy.world", "https://lemmy.world/create_post", id="a community's server"),
        pytest.param(
            "mastodon:@jo@bücher.example", "https://xn--bcher-kva.example/share", id="a server with an umlaut"
        ),
        pytest.param("wordpress:blog.acme.com", "https://blog.acme.com/wp-admin/post-new.php", id="a blog"),
        pytest.param("instagram:@jo", "", id="a platform without such a page"),
    ],
)
def test_the_page_to_write_on(account: str, url: str) -> None:
    assert compose_url(parse_account(account)) == url


def test_a_service_that_is_not_known_has_no_page() -> None:
    assert compose_url(Account("notion", "page")) == ""


# Badges.


NAMES = [
    pytest.param(["American Red Cross", "Me"], ["AR", "M"], id="initials"),
    pytest.param(["Me", "Mine", "Mo"], ["M", "MI", "MO"], id="the same initial"),
    pytest.param(["Acme", "Acme", "Acme"], ["A", "AC", "AM"], id="the same name"),
    pytest.param(["A", "A", "A"], ["A", "AA", "AB"], id="nothing left of the name"),
    pytest.param(["ßeta", "日本 赤十字", "🎩"], ["ß", "日赤", "C"], id="other alphabets, and a picture"),
    pytest.param(["  ", "-"], ["A", "B"], id="no letters at all"),
]


@pytest.mark.parametrize(("names", "wanted"), NAMES)
def test_letters_tell_identities_apart(names: list[str], wanted: list[str]) -> None:
    people = [Identity(id_, name, IdentityKind.BRAND) for id_, name in zip("abcdef", names, strict=False)]
    people = [replace(one, id="c" if one.name == "🎩" else one.id) for one in people]
    assert list(letters(people).values()) == wanted


@given(st.lists(st.text(max_size=6), max_size=60))
def test_letters_are_never_shared(names: list[str]) -> None:
    people = [Identity(f"id{number}", name, IdentityKind.BRAND) for number, name in enumerate(names)]
    found = letters(people)
    assert found == letters(people)
    assert [each for each, count in Counter(found.values()).items() if count > 1] == []
    assert all(1 <= len(each) <= 2 for each in found.values())


def test_a_thousand_identities_have_their_own_letters_each() -> None:
    people = [Identity(f"id{number}", "Acme", IdentityKind.BRAND) for number in range(1000)]
    assert len({each.letters for each in badges(people).values()}) == 1000


def test_letters_stay_when_another_identity_is_added() -> None:
    before = letters(DESK.identities)
    assert before.items() <= letters((*DESK.identities, Identity("new", "Jones", IdentityKind.BRAND))).items()


# Links.


LINKS = [
    pytest.param("see https://acme.com/x.", [("https://acme.com/x", "acme.com", "")], id="a full stop ends it"),
    pytest.param("(https://a.org/B_(c))", [("https://a.org/B_(c)", "a.org", "")], id="its own brackets stay"),
    pytest.param(
        "www.acme.com, acme.de/x", [("www.acme.com", "www.acme.com", ""), ("acme.de/x", "acme.de", "")], id="bare"
    ),
    pytest.param("file.txt node.js 3.14 e.g. i.e. v1.2.3", [], id="what is no link"),
    pytest.param("me@acme.com @me@hachyderm.io", [], id="addresses of people"),
    pytest.param("https:// http://. www.", [], id="nothing behind it"),
    pytest.param(
        "https://redcross.org@evil.com/a",
        [("https://redcross.org@evil.com/a", "evil.com", "what stands before the @ is not where it leads")],
        id="a name before the host",
    ),
    pytest.param(
        "https://evil.com\\@redcross.org",
        [("https://evil.com\\@redcross.org", "evil.com", "")],
        id="a backslash ends the host, as in browsers",
    ),
    pytest.param("https://ex%61mple.com", [("https://ex%61mple.com", "example.com", "")], id="an escaped letter"),
    pytest.param(
        "http://localhost:8000/a", [("http://localhost:8000/a", "localhost", "leads to this machine")], id="here"
    ),
    pytest.param("http://[::1]/", [("http://[::1]/", "[::1]", "leads to this machine")], id="here, by IPv6"),
    pytest.param(
        "http://[::ffff:10.0.0.1]/",
        [("http://[::ffff:10.0.0.1]/", "[::ffff:10.0.0.1]", "leads into a private network")],
        id="a private IPv4 in IPv6",
    ),
    pytest.param(
        "http://2130706433/", [("http://2130706433/", "2130706433", "leads to this machine")], id="one number"
    ),
    pytest.param("http://0x7f.1/", [("http://0x7f.1/", "0x7f.1", "leads to this machine")], id="in parts"),
    pytest.param("http://10.1.2.3", [("http://10.1.2.3", "10.1.2.3", "leads into a private network")], id="private"),
    pytest.param(
        "http://wiki/x", [("http://wiki/x", "wiki", "leads into a private network")], id="a name without a dot"
    ),
    pytest.param("http://nas.local", [("http://nas.local", "nas.local", "leads into a private network")], id="at home"),
    pytest.param(
        "http://8.8.8.8", [("http://8.8.8.8", "8.8.8.8", "a bare address instead of a name")], id="a public address"
    ),
    pytest.param(
        "https://faß.de", [("https://faß.de", "xn--fa-hia.de", "asked for as xn--fa-hia.de")], id="another letter"
    ),
    pytest.param(
        "http://gооgle.com",
        [
            (
                "http://gооgle.com",
                "xn--ggle-55da.com",
                "asked for as xn--ggle-55da.com; mixes letters of several alphabets",
            )
        ],
        id="two Cyrillic letters in a Latin name",
    ),
    pytest.param(
        "https://xn--80ak6aa92e.com",
        [
            (
                "https://xn--80ak6aa92e.com",
                "xn--80ak6aa92e.com",
                "reads аррӏе.com; its letters only look like Latin ones",
            )
        ],
        id="a name of look-alikes only",
    ),
    pytest.param(
        "http://日本.jp", [("http://日本.jp", "xn--wgv71a.jp", "asked for as xn--wgv71a.jp")], id="an honest name"
    ),
    pytest.param(
        "http://xn--a.com", [("http://xn--a.com", "xn--a.com", "its name cannot be read")], id="broken punycode"
    ),
    pytest.param("https://a.com https://a.com", [("https://a.com", "a.com", "")], id="twice is once"),
]


@pytest.mark.parametrize(("text", "wanted"), LINKS)
def test_links_are_spelt_out(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert links(text, "en") == [CardLink(*each) for each in wanted]


def test_more_links_than_anyone_reads_are_counted() -> None:
    found = links(" ".join(f"https://a{number}.com" for number in range(MOST + 7)), "de")
    assert (len(found), found[-1].note) == (MOST + 1, "und 7 weitere Links")


@given(st.text(alphabet="ahtpsw:/.@[](){}%\\#?x-аρ1 \n", max_size=80))
def test_no_text_breaks_the_search_for_links(text: str) -> None:
    for link in links(text, "en"):
        assert link.shown in text
        assert link.host.isascii() or len(link.host) > 63


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a." * 500_000, id="a million labels"),
        pytest.param("https://a.com/" + ")" * 900_000, id="a million brackets"),
        pytest.param("https://" + "а" * 900_000, id="a host of a million letters"),
        pytest.param("https://" + "а." * 400_000 + "com", id="a host of many labels"),
        pytest.param("@a.b" * 250_000, id="half addresses"),
        pytest.param("http://" * 140_000, id="schemes only"),
    ],
)
def test_the_longest_texts_take_no_long_time(text: str) -> None:
    """A hold may carry a million characters; none of them may cost the square of that."""
    start = datetime.now(UTC)
    links(text, "en")
    assert datetime.now(UTC) - start < timedelta(seconds=3)

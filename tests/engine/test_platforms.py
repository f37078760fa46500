"""Accounts: every spelling of one account is that account, and what is none is refused with a remedy."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from guard.model.account import Account
from guard.platforms import BadAccount, load, parse_account, platform_named

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "guard" / "platforms"
VECTORS = [
    (file.stem, key, text, wanted)
    for file in sorted((FOLDER / "conformance").glob("*.json"))
    for key in ("accounts", "handles")
    for text, wanted in json.loads(file.read_text(encoding="utf-8")).get(key, ())
]


@pytest.mark.parametrize(
    ("platform", "key", "text", "wanted"),
    [pytest.param(*vector, id=f"{vector[0]}: {vector[2]} ({vector[1]})") for vector in VECTORS],
)
def test_a_text_is_the_account_that_its_vector_says(platform: str, key: str, text: str, wanted: str | None) -> None:
    """``accounts`` are read as they stand, ``handles`` with the platform named apart; None is no account."""
    named = platform if key == "handles" else None
    if wanted is None:
        with pytest.raises(BadAccount):
            parse_account(text, named)
    else:
        assert parse_account(text, named).key == wanted


def test_all_spellings_of_one_account_are_equal() -> None:
    """Equal, and of one hash: sets of accounts hold it once."""
    spellings = {
        parse_account("x:@RedCross"),
        parse_account("@redcross", "x"),
        parse_account("redcross", "Twitter"),
        parse_account("https://x.com/RedCross"),
        parse_account("https://www.twitter.com/redcross/status/1"),
        parse_account("twitter:redcross"),
    }
    assert spellings == {Account("x", "@redcross")}


def test_the_owners_spelling_is_kept_for_people() -> None:
    account = parse_account("twitter:RedCross")
    assert (account.handle, account.shown, str(account)) == ("@redcross", "@RedCross", "x:@RedCross")


def test_a_company_and_a_person_of_one_name_are_two_accounts_on_linkedin() -> None:
    assert parse_account("linkedin:company/jane") != parse_account("linkedin:in/jane")


def test_a_did_and_a_handle_stay_two_accounts_on_bluesky() -> None:
    """Only a look-up could tell that they are one, and nothing is looked up here."""
    assert parse_account("did:plc:z72i7hdynmk6r22z27h6tvur") != parse_account("bluesky:bsky.app")


def test_somebody_on_a_server_is_an_account_only_where_it_is_written_so() -> None:
    somebody = parse_account("mastodon:@?@hachyderm.io")
    assert somebody.handle == "@?@hachyderm.io"
    assert somebody != parse_account("mastodon:@me@hachyderm.io")


@pytest.mark.parametrize(
    ("text", "platform", "says"),
    [
        pytest.param("", None, "an account is missing", id="nothing is missing an account"),
        pytest.param("redcross", None, "names no platform", id="a bare name names no platform"),
        pytest.param("redcross", "myspace", "“myspace” is no platform", id="an unknown platform is named"),
        pytest.param("mastodon:me", None, "it carries its server", id="a mastodon name without its server"),
        pytest.param("mastodon:me", None, "write it like mastodon:@me@hachyderm.io", id="and how to write it"),
        pytest.param("x:@red cross", None, "has the character ' '", id="the character that is not allowed"),
        pytest.param("x:@sixteencharacters", None, "more than 15 characters", id="the length that is too long"),
        pytest.param("tg:@abc", None, "fewer than 4 characters", id="the length that is too short"),
        pytest.param("linkedin:acme", None, "linkedin:company/acme, linkedin:in/jane", id="both sorts on linkedin"),
        pytest.param("buffer:acme", None, "passes posts on", id="a service has no accounts"),
        pytest.param("x" * 3000, None, "3000 characters", id="a text that is much too long"),
        pytest.param("https://x.com/home", None, "that page shows none", id="a page that is no account's"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(text: str, platform: str | None, says: str) -> None:
    with pytest.raises(BadAccount) as refused:
        parse_account(text, platform)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://discord.com/api/webhooks/1234567890123456789/t0ps3cret",
        "https://api.telegram.org/bot123:t0ps3cret/sendMessage",
        "https://me:t0ps3cret@acme.example/",
        "x:https://unknown.example/?token=t0ps3cret",
        "https://x.com/t0ps3cret-is-no-name",
        "discord:discord.com/api/webhooks/1234567890123456789/t0ps3cret",
        "hooks.example/services/T0/B0/t0ps3cret",
    ],
)
def test_a_refusal_repeats_no_token(address: str) -> None:
    """Of an address only the host is repeated."""
    with pytest.raises(BadAccount) as refused:
        parse_account(address)
    assert "t0ps3cret" not in str(refused.value)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Twitter", "x"),
        ("X (Twitter)", "x"),
        ("fb", "facebook"),
        ("masto", "mastodon"),
        ("toot", "mastodon"),
        ("fediverse", "mastodon"),
        ("GoToSocial", "mastodon"),
        ("bsky", "bluesky"),
        ("dev.to", "devto"),
        ("Dev_To", "devto"),
        ("Google Business Profile", "google-business"),
        ("upload-post", "upload-post"),
        ("../x", "x"),
        ("notion", None),
        ("", None),
        ("/etc/passwd", None),
    ],
)
def test_a_platform_is_known_by_the_names_people_and_tools_give_it(word: str, wanted: str | None) -> None:
    assert platform_named(word) == wanted


def test_platforms_are_loaded_with_their_limits() -> None:
    """Each unit is named, for one text has as many lengths as there are units."""
    limit = load()["x"].limit
    assert limit is not None
    assert (limit.max, limit.unit, limit.link) == (280, "weighted", 23)
    assert load()["ghost"].limit is None
    assert "ifttt" not in load()


def read(text: str, platform: str | None = None) -> Account | None:
    """The account, or None for a BadAccount; whatever else is raised passes through."""
    try:
        return parse_account(text, platform)
    except BadAccount:
        return None


def written_accounts() -> st.SearchStrategy[tuple[str, str]]:
    """Accounts put together from the data files: a platform, and a handle in one of its forms."""

    def drawn(part: dict[str, Any]) -> st.SearchStrategy[str]:
        if "kind" in part:
            label = st.text("abcXYZ019-ü", min_size=1, max_size=8)
            return st.lists(label, min_size=2, max_size=3).map(".".join)
        longest = max(part.get("min", 1), min(part.get("max", 24), 40))
        intervals = [st.characters(min_codepoint=ord(each[0]), max_codepoint=ord(each[-1])) for each in part["chars"]]
        return st.text(st.one_of(intervals), min_size=part.get("min", 1), max_size=longest)

    def forms() -> list[st.SearchStrategy[tuple[str, str]]]:
        found = []
        for file in (FOLDER / "data").glob("*.json"):
            account = json.loads(file.read_text(encoding="utf-8")).get("account", {"kinds": []})
            for kind in account["kinds"]:
                for form in (kind["form"], *kind.get("also", ())):
                    parts = st.fixed_dictionaries({name: drawn(part) for name, part in account["parts"].items()})
                    found.append(parts.map(lambda values, form=form, stem=file.stem: (stem, form.format(**values))))
        return found

    return st.one_of(forms())


@given(written_accounts())
@example(("youtube", "@İstanbul"))
@example(("whatsapp", "+49 (30) 123456 "))
@example(("discord", " Acme/#General"))
def test_an_account_read_again_from_what_is_shown_is_the_same(written: tuple[str, str]) -> None:
    """What is shown to people, and what is stored, can both be read again."""
    platform, text = written
    account = read(text, platform)
    assume(account is not None)
    assert account is not None
    assert parse_account(str(account)) == account
    assert parse_account(account.key) == account
    assert str(parse_account(str(account))) == str(account)


@given(st.text(), st.one_of(st.none(), st.sampled_from(sorted(load())), st.text()))
@example("\ud800", None)
@example("://", None)
@example("https://[::1/@me", None)
@example("http://%EE%80%80/@a", "mastodon")
@example("@a@" + "ü" * 64 + ".example", None)
@example(":" * 99, None)
def test_any_text_is_an_account_or_a_bad_account(text: str, platform: str | None) -> None:
    """Nothing else ever comes out."""
    account = read(text, platform)
    assert account is None or account.handle


@given(st.sampled_from(["https://", "x:", "@", "acct:", "mastodon:@", "irc://", "matrix:#"]), st.text())
def test_any_text_behind_a_known_beginning_is_an_account_or_a_bad_account(beginning: str, text: str) -> None:
    account = read(beginning + text)
    assert account is None or account.handle


def test_an_account_of_a_named_platform_reads_that_platforms_file_only() -> None:
    """The command hook parses accounts before every post; nothing heavy may come along."""
    program = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "from guard.platforms import parse_account\n"
        "parse_account('x:@RedCross')\n"
        "print([name.replace('\\\\', '/').rpartition('/')[2] for name in opened if name.endswith('.json')])\n"
        "heavy = ('pathlib', 'typing', 'urllib.parse', 'importlib.resources')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    found = subprocess.run([sys.executable, "-S", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.splitlines() == ["['x.json']", "[]"]

"""``hatcheck scheduler``: tools are named once, their tokens lie in the keyring, and every mistake is said in words."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Typed, UserDesk
from night import Tools, furnish
from pausing_servers_posts import TOKEN
from test_service_keyring import KeyedDesk, keyring
from test_vault import with_keyring

from guard.vault import Absent, Secret, Vault

ADD = ("scheduler", "add", "social", "--tool", "mastodon", "--brand", "acme")


@pytest.fixture
def tools() -> Iterator[Tools]:
    with Tools().open() as tools:
        furnish(tools)
        yield tools


@pytest.fixture
def ring(desk: UserDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real keyring, in a home of its own; the desk alone has none."""
    assert desk.folder == tmp_path
    (tmp_path / "home" / "run").mkdir(parents=True, mode=0o700)
    keyed = KeyedDesk(tmp_path / "home", more={})
    with keyring(keyed):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyed.more["DBUS_SESSION_BUS_ADDRESS"])
        yield


def typing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What the person types where nothing is shown."""
    monkeypatch.setattr("getpass.getpass", lambda _question: text)


def table(desk: UserDesk) -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads(desk.workspace.read_text(encoding="utf-8")).get("scheduler", [])
    return found


def nothing_told(*typed: Typed) -> bool:
    return not any(TOKEN in one.out + one.err for one in typed)


@with_keyring
@pytest.mark.usefixtures("ring")
def test_a_tool_is_named_tried_given_another_token_and_forgotten(
    desk: UserDesk, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, f" {TOKEN}\n")
    added = desk.type(*ADD, "--address", f" {tools.addresses[0]}/ ", "--name", "Our Mastodon [x]")
    assert added.code == 0, added.err
    assert "Preferences → Development" in added.out
    assert "Good morning, donors!" in added.out
    assert all(entry["due"].year < 2090 for entry in tools.social.scheduled.values()), "trying changes nothing"
    (kept,) = table(desk)
    assert (kept["id"], kept["brands"], TOKEN in desk.workspace.read_text()) == ("social", ["acme"], False)
    assert Vault().get("scheduler:social") == Secret(TOKEN)
    (listed,) = desk.type("scheduler", "list", "--format", "json").json
    assert listed["token"] == "yes"  # noqa: S105
    assert "already" in desk.type(*ADD, "--address", tools.addresses[0]).err

    typing(monkeypatch, "another-token")
    wrong = desk.type("scheduler", "token", "social")
    assert (wrong.code, "does not accept the token" in wrong.err) == (1, True), wrong
    assert desk.type("scheduler", "try", "social").code == 1
    typing(monkeypatch, TOKEN)
    assert desk.type("scheduler", "token", "social").code == 0

    gone = desk.type("scheduler", "remove", "social")
    assert (gone.code, table(desk)) == (0, [])
    assert isinstance(Vault().get("scheduler:social"), Absent)
    assert nothing_told(added, wrong, gone)


@with_keyring
@pytest.mark.usefixtures("ring")
def test_nothing_typed_changes_nothing(desk: UserDesk, tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "  ")
    typed = desk.type(*ADD, "--address", tools.addresses[0])
    assert (typed.code, typed.err.strip()) == (1, "Nothing was typed, and nothing was changed.")
    assert table(desk) == []


HERE = "http://127.0.0.1:1"
REFUSED = [
    pytest.param(("http://blog.acme.example",), "write https://", id="an address that anybody may listen to"),
    pytest.param(("blog.acme.example",), "is no address like https://", id="an address without its beginning"),
    pytest.param(("https://me:secret@acme.example",), "the keyring is the place", id="a password in the address"),
    pytest.param((HERE, "--brand", "jo"), "is a person", id="a person's tool"),
    pytest.param((HERE, "--brand", "nobody"), "There is no identity", id="nobody's tool"),
    pytest.param((HERE, "--tool", "fax"), "invalid choice: 'fax'", id="a tool that is none"),
    pytest.param((HERE,), "no keyring is running here", id="no keyring"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED)
def test_what_is_not_added_is_said(desk: UserDesk, words: tuple[str, ...], why: str) -> None:
    typed = desk.type(*ADD, "--address", *words)
    assert (typed.code, why in typed.err) == (2, True), typed.err
    assert table(desk) == []


@pytest.mark.parametrize("name", ["", "A", "a/b", "../x", "a b", "x" * 41, "ü", "-"])
def test_an_id_is_a_short_plain_word(desk: UserDesk, name: str) -> None:
    words = ["--tool", "ghost", "--address", HERE, "--brand", "acme", "--", name]
    typed = desk.type("scheduler", "add", *words)
    assert (typed.code, "cannot be an id" in typed.err) == (2, True), typed.err


@pytest.mark.parametrize("verb", ["try", "token", "remove"])
def test_a_tool_that_nobody_named_is_told_with_those_there_are(desk: UserDesk, verb: str) -> None:
    typed = desk.type("scheduler", verb, "fax")
    assert (typed.code, "hatcheck scheduler add" in typed.err) == (2, True), typed.err


def test_without_a_keyring_a_tool_is_told_as_not_asked(desk: UserDesk) -> None:
    tool = f'\n[[scheduler]]\nid = "social"\ntool = "mastodon"\naddress = "{HERE}"\nbrands = ["acme"]\n'
    desk.workspace.write_text(desk.workspace.read_text(encoding="utf-8") + tool, encoding="utf-8")
    (listed,) = desk.type("scheduler", "list", "--format", "json").json
    assert listed["token"] == "unknown"  # noqa: S105
    tried = desk.type("scheduler", "try", "social")
    assert (tried.code, "social cannot be asked" in tried.err, "no keyring is running" in tried.err) == (1, True, True)

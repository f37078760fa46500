"""A colleague's second look, from the pairing to the code, by real processes beside a real Secret Service."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served import BRAND, WORKSPACE
from test_cli_answer import Post, Typist
from test_cli_demands import exported, go_on
from test_service_keyring import KeyedDesk, in_the_keyring, keyring, locked
from test_vault import with_keyring

from guard.clients.line import Refused

WATCHED = "# who is who\n" + WORKSPACE.replace('session = "25m"', 'session = "25m"  # short\nsecond_look = ["*"]')
PHRASE = re.compile(r"(?:[A-Z2-7]{4}-){7}[A-Z2-7]{4}")
CODE = re.compile(r"exactly this post: ([A-Z2-7]{4}-[A-Z2-7]{4})")
REQUEST = {
    "hatcheck": "approval",
    "version": 1,
    "verb": "post",
    "destinations": [BRAND],
    "text": "Hello\n\x1b[2Jworld \u202e",
    "media": ["a.jpg"],
    "noticed": ["Swearing."],
}


def made(folder: Path, **more: str) -> KeyedDesk:
    (folder / "hatcheck.toml").write_text(WATCHED, encoding="utf-8")
    (folder / "run").mkdir(mode=0o700)
    return KeyedDesk(folder, more={"DBUS_SESSION_BUS_ADDRESS": "disabled:", "COLUMNS": "200", **more})


@pytest.fixture
def alone(tmp_path: Path) -> KeyedDesk:
    """A desk without engine and keyring."""
    return made(tmp_path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyedDesk]:
    """A desk with a keyring, where the brand's hat is worn and every post of it wants a colleague's look.

    Ada is a colleague, and her machine is paired; it has the same keyring, since the names in it are others.
    """
    with pytest.MonkeyPatch.context() as patch:
        desk = made(tmp_path_factory.mktemp("desk"))
        patch.setenv("HATCHECK_STATE", str(desk.folder / "state"))
        with keyring(desk):
            added = desk.hatcheck("colleague", "add", "ada", "--name", "Ada [b]")
            assert added.returncode == 0, added.stderr
            phrases = PHRASE.findall(added.stdout)
            assert len(phrases) == 1
            with Typist(desk, "approve", "--pair", "--desk", "acme") as typist:
                typist.until("The phrase: ")
                typist.press(f"{phrases[0].lower()}\n")
                assert typist.ended() == 0
            assert phrases[0].lower() not in typist.seen
            desk.start()
            with desk.line("face") as face:
                face.ask("wear", identity="acme")
            yield desk
            desk.end()


class Hand:
    """Answers holds by the protocol, for what needs no terminal."""

    def __init__(self, desk: KeyedDesk, post: Post) -> None:
        self._face, self._hold = desk.line("face"), post.hold
        self._shown = self._face.ask("show", hold=post.hold)

    def __enter__(self) -> "Hand":
        return self

    def __exit__(self, *_: object) -> None:
        self._face.close()

    def release(self, code: str) -> Any:
        """The engine's reply; raises Refused."""
        return self._face.ask("answer", 20, **self._released(code))

    def at_once(self, codes: list[str]) -> list[str]:
        """What is said of each, where none waits for the answer to another."""
        for code in codes:
            self._face.send("answer", **self._released(code))
        replies: list[str] = []
        while len(replies) < len(codes):
            if "error" in (frame := self._face.next(20)):
                replies.append(frame["error"]["text"])
        return replies

    def _released(self, code: str) -> dict[str, Any]:
        card = self._shown["card"]
        said = {name: self._shown[name] for name in ("token", "drawn")}
        met = {demand["key"]: code for demand in card["demands"]}
        return {"hold": self._hold, "choice": "release", "typed": card["typed"], "met": met, **said}


def approved(desk: KeyedDesk, file: Path) -> str:
    """The code that the colleague is given after a yes."""
    with Typist(desk, "approve", str(file)) as typist:
        go_on(typist, "Is this right? Type yes", "yes\n")
        assert typist.ended() == 0
    found = CODE.search(typist.seen)
    assert found, typist.seen
    return found[1]


@with_keyring
def test_a_colleagues_code_lets_exactly_this_post_go(desk: KeyedDesk) -> None:
    """From the request in a file to the release; the journal names the colleague. For another text it is refused."""
    file = desk.folder / "request.json"
    with Post() as post, Typist(desk, "answer", "--hold", post.hold, "--request", str(file)) as typist:
        go_on(typist, "[p]ost: one thing first", "p\n")
        typist.until("hatcheck approve request.json")
        code = approved(desk, file)
        go_on(typist, "Type the colleague's code", f"{code.lower()[:-1]}a1\n")
        go_on(typist, "in full", "post\n")
        typist.until("This is no colleague's yes to exactly this post")
        assert post.waits()
        go_on(typist, "Type the colleague's code", f"{code}\n")
        assert code not in typist.seen
        go_on(typist, "in full", "post\n")
        assert post.settled() == ("allow", "release")
        assert typist.ended() == 0
    answers = [row["detail"] for row in exported(desk) if row["kind"] == "answer"]
    assert [answer["met"] for answer in answers if answer["hold"] == post.hold] == [["colleague:acme – ada"]]
    with Post(text="another text") as other, Hand(desk, other) as hand:
        with pytest.raises(Refused, match="no colleague's yes to exactly this post"):
            hand.release(code)
        assert other.waits()


@with_keyring
def test_after_five_wrong_codes_even_the_right_one_is_refused(desk: KeyedDesk) -> None:
    secret = bytes.fromhex(in_the_keyring(desk, "Vault().get('colleague-ada').text"))
    from guard.protocol.approval import code_for

    text = "guess me"
    right = code_for({**REQUEST, "text": text, "media": []}, secret)
    with Post(text=text) as post, Hand(desk, post) as hand:
        for wrong in range(5):
            with pytest.raises(Refused, match="no colleague's yes"):
                hand.release(f"AAAA-AAA{wrong + 2}")
        with pytest.raises(Refused, match="Too many wrong codes"):
            hand.release(right)
        assert post.waits()
    with Post(text=text) as again, Hand(desk, again) as hand:
        hand.release(right)
        assert again.settled() == ("allow", "release")


@with_keyring
def test_many_wrong_codes_at_once_are_no_more_than_five(desk: KeyedDesk) -> None:
    with Post(text="guess faster") as post, Hand(desk, post) as hand:
        said = hand.at_once([f"AAAA-AA{number:02}" for number in range(22, 42)])
        assert sum("Too many wrong codes" in text for text in said) == 15
        assert post.waits()


@with_keyring
def test_a_pin_counts_at_this_desk_until_its_colleague_is_removed(desk: KeyedDesk) -> None:
    """It is chosen twice, shown nowhere, and kept as salt and hash; nobody who gets the same id later inherits it."""
    assert desk.hatcheck("colleague", "add", "ben").returncode == 0
    for second, code, told in (("481517", 1, "two different PINs"), ("481516", 0, "can say yes with their PIN")):
        with Typist(desk, "colleague", "pin", "ben") as typist:
            typist.until("A PIN for ben, chosen by themselves: ")
            typist.press("481516\n")
            typist.until("The same once more: ")
            typist.press(f"{second}\n")
            assert typist.ended() == code
        assert told in typist.seen
        assert "48151" not in typist.seen
    assert re.fullmatch("[0-9a-f]{32}:[0-9a-f]{64}", in_the_keyring(desk, "Vault().get('colleague-pin-ben').text"))
    with Post(text="by PIN") as post, Hand(desk, post) as hand:
        hand.release("481516")
        assert post.settled() == ("allow", "release")
    listed = json.loads(desk.hatcheck("colleague", "list", "--format", "json").stdout)
    assert {row["id"]: (row["code"], row["pin"]) for row in listed} == {"ada": (True, False), "ben": (True, True)}
    removed = desk.hatcheck("colleague", "remove", "ben")
    assert (removed.returncode, "no PIN of theirs counts" in removed.stdout) == (0, True)
    left = "[type(Vault().get(name)).__name__ for name in ('colleague-ben', 'colleague-pin-ben', 'colleague-ada')]"
    assert in_the_keyring(desk, left) == "['Absent', 'Absent', 'Secret']"
    assert desk.hatcheck("colleague", "remove", "ben").returncode == 2


@with_keyring
def test_the_workspace_keeps_its_comments_and_the_secret_stands_in_no_file(desk: KeyedDesk) -> None:
    text = (desk.folder / "hatcheck.toml").read_text(encoding="utf-8")
    assert text.startswith("# who is who\n")
    assert 'session = "25m"  # short' in text
    assert tomllib.loads(text)["colleague"] == [{"id": "ada", "name": "Ada [b]"}]
    secret = in_the_keyring(desk, "Vault().get('colleague-ada').text")
    assert in_the_keyring(desk, "Vault().get('approver-acme').text") == secret
    assert [name for name, content in desk.files().items() if secret.encode() in content.lower()] == []


@with_keyring
def test_all_of_a_request_is_shown_and_none_of_it_obeyed(desk: KeyedDesk) -> None:
    """Also where it is piped in; and only yes makes a code."""
    file = desk.folder / "piped.json"
    file.write_text(json.dumps(REQUEST), encoding="utf-8")
    with file.open("rb") as fed, Typist(desk, "approve", "-", fed=fed) as typist:
        typist.until("Is this right? Type yes")
        shown = re.sub(r"\x1b\[[\d;]*m", "", typist.seen)
        go_on(typist, "Type yes", "y\n")
        assert typist.ended() == 1
    for words in (BRAND, "Hello", "<U+001B>[2Jworld <U+202E>", "a.jpg", "Swearing."):
        assert words in shown
    assert "\x1b[2J" not in typist.seen
    assert "No code was made." in typist.seen
    assert not CODE.search(typist.seen)


@with_keyring
def test_with_several_desks_the_asking_one_must_be_named(desk: KeyedDesk) -> None:
    file = desk.folder / "named.json"
    file.write_text(json.dumps(REQUEST), encoding="utf-8")
    phrase = "-".join(["ABCD"] * 8)
    paired = desk.hatcheck("approve", "--pair", phrase, "--desk", "other")
    assert (paired.returncode, phrase in paired.stdout) == (0, False)
    for words, told in (((), "Known are: 'acme', 'other'"), (("--desk", "third"), "not paired with 'third'")):
        done = desk.hatcheck("approve", str(file), *words, start_new_session=True)
        assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    done = desk.hatcheck("approve", str(file), "--desk", "acme", start_new_session=True)
    assert (done.returncode, "no terminal here" in done.stderr, done.stdout) == (2, True, "")


@with_keyring
def test_a_locked_keyring_changes_nothing(alone: KeyedDesk) -> None:
    with locked(alone):
        done = alone.hatcheck("colleague", "add", "ada")
        assert (done.returncode, "Nothing was changed" in done.stderr, "locked" in done.stderr) == (2, True, True)
        assert not PHRASE.search(done.stdout)
        assert (alone.folder / "hatcheck.toml").read_text(encoding="utf-8") == WATCHED


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["colleague", "add", "ada"], "no keyring is running", id="no keyring to keep a secret"),
        pytest.param(["colleague", "add", "A da"], "cannot be an id", id="an id that nobody can type"),
        pytest.param(["colleague", "pin", "eve"], 'no colleague "eve"', id="a PIN for nobody"),
        pytest.param(["approve"], "Name the file", id="no file"),
        pytest.param(["approve", "hatcheck.toml"], "no request for a second look", id="another file"),
        pytest.param(["approve", "none.json"], "none.json cannot be used", id="a file that is not there"),
        pytest.param(["approve", "bad.json"], "it is damaged", id="a request with something else in a list"),
        pytest.param(["approve", "--pair", "ABCD"], "which desk", id="a phrase of no desk"),
        pytest.param(["approve", "--pair", "ABCD", "--desk", "x"], "keyring cannot be used", id="nothing to keep it"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(alone: KeyedDesk, words: list[str], told: str) -> None:
    (alone.folder / "bad.json").write_text(json.dumps({**REQUEST, "media": [["a.jpg"]]}), encoding="utf-8")
    done = alone.hatcheck(*words, cwd=alone.folder)
    assert (done.returncode, told in done.stderr, done.stdout) == (2, True, ""), done.stderr
    assert (alone.folder / "hatcheck.toml").read_text(encoding="utf-8") == WATCHED

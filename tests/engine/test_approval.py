"""A colleague's yes: a code that fits one post and nothing else, or a PIN at this machine."""

import pytest

from guard.engine.approval import NotApproved, NotAsked, approver, pin_name, secret_name
from guard.protocol.approval import (
    SECRET_BYTES,
    NoRequest,
    code_for,
    phrase_of,
    pin_of,
    read_request,
    same_code,
    secret_of,
)
from guard.vault import Absent, Secret, Unavailable
from guard.workspace import Colleague

SECRET = bytes(range(SECRET_BYTES))
REQUEST = {"verb": "post", "destinations": ["x:@acme"], "text": "Hello", "media": ["a.jpg"], "noticed": ["…"]}
ADA, BEN = Colleague("ada", "Ada"), Colleague("ben", "Ben")


class Kept(dict[str, str]):
    """A keyring that is there; the real one is asked in test_service_keyring."""

    def get(self, name: str) -> Secret | Absent:  # type: ignore[override]
        return Secret(self[name]) if name in self else Absent("nothing there")


class Locked:
    """A keyring that is there and locked."""

    def get(self, _name: str) -> Unavailable:
        return Unavailable("the keyring is locked")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"text": "Hello!"}, id="one letter more"),
        pytest.param({"destinations": ["x:@acme", "x:@other"]}, id="one account more"),
        pytest.param({"media": ["b.jpg"]}, id="another picture"),
        pytest.param({"verb": "schedule"}, id="another verb"),
    ],
)
def test_a_code_fits_one_post_only(change: dict[str, object]) -> None:
    assert code_for(REQUEST, SECRET) != code_for({**REQUEST, **change}, SECRET)


def test_a_code_does_not_hang_on_what_was_noticed() -> None:
    """The same post may be looked at in another language."""
    assert code_for(REQUEST, SECRET) == code_for({**REQUEST, "noticed": []}, SECRET)


def test_a_code_is_the_same_however_it_is_typed() -> None:
    code = code_for(REQUEST, SECRET)
    assert same_code(code.lower().replace("-", " "), code)
    assert not same_code("", code)


def test_a_phrase_gives_its_secret_back() -> None:
    assert secret_of(phrase_of(SECRET).lower()) == SECRET
    with pytest.raises(NoRequest, match="eight groups"):
        secret_of(phrase_of(SECRET)[:-5])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("[]", id="a list"),
        pytest.param('{"hatcheck": "approval", "version": 9}', id="another version"),
        pytest.param('{"hatcheck": "approval", "version": 1, "verb": 3}', id="a number for a verb"),
        pytest.param("[" * 100_000, id="nesting without end"),
    ],
)
def test_what_is_no_request_is_told(text: str) -> None:
    with pytest.raises(NoRequest, match=r"damaged|another kind|not as it should"):
        read_request(text)


def test_whose_yes_it_is() -> None:
    salt = b"0123456789abcdef"
    vault = Kept({secret_name("ada"): SECRET.hex(), pin_name("ben"): f"{salt.hex()}:{pin_of('4711 blue', salt)}"})
    assert approver(code_for(REQUEST, SECRET), REQUEST, (ADA, BEN), vault) == "ada"  # type: ignore[arg-type]
    assert approver("4711 blue", REQUEST, (ADA, BEN), vault) == "ben"  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA", "4711", "ada"])
def test_what_is_nobodys_yes_is_refused(typed: str) -> None:
    vault = Kept({secret_name("ada"): SECRET.hex()})
    with pytest.raises(NotApproved, match="no colleague's yes"):
        approver(typed, REQUEST, (ADA, BEN), vault)  # type: ignore[arg-type]


def test_a_colleague_who_was_removed_says_nothing_any_more() -> None:
    vault = Kept({secret_name("ada"): SECRET.hex()})
    with pytest.raises(NotApproved, match="No colleague is known"):
        approver(code_for(REQUEST, SECRET), REQUEST, (), vault)  # type: ignore[arg-type]


def test_a_locked_keyring_approves_nothing() -> None:
    with pytest.raises(NotAsked, match="locked"):
        approver(code_for(REQUEST, SECRET), REQUEST, (ADA,), Locked())  # type: ignore[arg-type]

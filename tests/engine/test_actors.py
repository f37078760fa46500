"""Whose account acts in a page: what a page tells, and what comes of it at this desk."""

from pathlib import Path

import pytest

from guard.engine.actors import Actor, Cast
from guard.model.account import Account
from guard.model.identity import Identity, IdentityKind
from guard.platforms import parse_account
from guard.workspace import Workspace


def accounts(*texts: str) -> tuple[Account, ...]:
    return tuple(parse_account(text) for text in texts)


ACME = Identity(
    "acme",
    "Acme Ltd",
    IdentityKind.BRAND,
    accounts=accounts(
        "x:@Acme",
        "mastodon:@acme@example.social",
        "pixelfed:@acme@pix.example",
        "bluesky:did:plc:z72i7hdynmk6r22z27h6tvur",
    ),
)
JO = Identity(
    "jo", "Jo", IdentityKind.PERSON, accounts=accounts("x:@jo", "reddit:u/jo", "instagram:@jo", "bluesky:@jo.example")
)
NAMED = {"browser:x id:783214": "x:@Acme", "browser:buffer 5f1": "x:@Acme", "browser:reddit h:abc": "reddit:u/jo"}
WORKSPACE = Workspace(Path("hatcheck.toml"), identities=(ACME, JO), credentials=NAMED)
CAST = Cast(WORKSPACE, lambda account: account.handle == "@mirrored")

TABLE = [
    pytest.param(Actor("x", "@Acme"), ["x:@acme"], "", id="an account in words is that account"),
    pytest.param(Actor("x", "id:783214", "id:783214"), ["x:@acme"], "", id="an id that was named once is the account"),
    pytest.param(Actor("x", "id:5"), ["x:id:5"], "", id="another account where a brand is stays to be asked about"),
    pytest.param(
        Actor("x", "", "h:zz"), [], "unknown", id="a token that nobody has named, where a brand is, is unknown"
    ),
    pytest.param(Actor("x"), [], "unknown", id="nobody can be told, where a brand is: unknown"),
    pytest.param(Actor("x", "@@"), [], "unknown", id="what is no account, where a brand is, is unknown"),
    pytest.param(Actor("reddit", "", "h:abc"), ["reddit:u/jo"], "", id="a token that was named once is the account"),
    pytest.param(Actor("reddit", "u/somebody"), [], "elsewhere", id="a stranger where no brand is asks nothing"),
    pytest.param(Actor("reddit"), [], "elsewhere", id="nobody can be told where no brand is: asks nothing"),
    pytest.param(Actor("tumblr", "mirrored.tumblr.com"), [], "elsewhere", id="another platform's account asks nothing"),
    pytest.param(
        Actor("instagram", "@mirrored"),
        ["instagram:@mirrored"],
        "",
        id="an account that is mirrored on counts, whosever",
    ),
    pytest.param(
        Actor("mastodon", "@acme@example.social", host="example.social"),
        ["mastodon:@acme@example.social"],
        "",
        id="an account of the fediverse is told with its server",
    ),
    pytest.param(
        Actor("mastodon", "", "h:1", "example.social"), [], "unknown", id="a token on the brand's own server is unknown"
    ),
    pytest.param(
        Actor("mastodon", "", "h:1", "hachyderm.io"),
        [],
        "elsewhere",
        id="a token on another server cannot be the brand's",
    ),
    pytest.param(
        Actor("mastodon", "@acme@pix.example", host="pix.example"),
        ["pixelfed:@acme@pix.example"],
        "",
        id="one server speaks another platform's interface, and the account is the same",
    ),
    pytest.param(
        Actor("bluesky", "", "did:plc:z72i7hdynmk6r22z27h6tvur"),
        ["bluesky:did:plc:z72i7hdynmk6r22z27h6tvur"],
        "",
        id="a reference that is an account of somebody here is that account",
    ),
    pytest.param(
        Actor("buffer", "", "5f1"), ["x:@acme"], "", id="a service's channel that was named once is its account"
    ),
    pytest.param(
        Actor("bluesky", "@acme.bsky.social", "did:plc:z72i7hdynmk6r22z27h6tvur"),
        ["bluesky:did:plc:z72i7hdynmk6r22z27h6tvur"],
        "",
        id="a name that was learnt does not hide the id that somebody here has",
    ),
    pytest.param(
        Actor("bluesky", "@jo.example", "did:plc:z72i7hdynmk6r22z27h6tvur"),
        ["bluesky:did:plc:z72i7hdynmk6r22z27h6tvur"],
        "",
        id="an id that somebody here has counts more than a name that a page told",
    ),
    pytest.param(Actor("buffer", "", "5f2"), [], "unknown", id="a service's channel may be any brand's"),
    pytest.param(Actor("nosuchplatform"), [], "unknown", id="a platform that nobody knows may reach a brand"),
]


@pytest.mark.parametrize(("actor", "destinations", "otherwise"), TABLE)
def test_who_acts(actor: Actor, destinations: list[str], otherwise: str) -> None:
    """Accounts of this desk, or unknown (which holds), or elsewhere (which asks nothing)."""
    told = CAST.told([actor])
    assert [account.key for account in told.destinations] == destinations
    assert bool(told.unknown) is (otherwise == "unknown")
    assert bool(told.elsewhere) is (otherwise == "elsewhere")


def test_several_who_act_are_all_told() -> None:
    """Buffer sends to several accounts at once: one that is not known does not hide the others."""
    told = CAST.told([Actor("x", "@Acme"), Actor("x", "", "h:zz"), Actor("reddit", "u/else"), Actor("x", "@acme")])
    assert [account.key for account in told.destinations] == ["x:@acme"]
    assert len(told.unknown) == len(told.elsewhere) == 1
    assert told.unnamed == ("browser:x h:zz",)


def test_an_id_of_nobody_here_can_be_named() -> None:
    """Facebook tells numbers where the workspace has names."""
    told = CAST.told([Actor("x", "id:5", "5")])
    assert ([account.key for account in told.destinations], told.unnamed) == (["x:id:5"], ("browser:x 5",))


def test_without_a_brand_nobody_is_concerned() -> None:
    """A desk of one person has nothing to confuse."""
    cast = Cast(Workspace(Path("hatcheck.toml"), identities=(JO,)))
    assert not cast.concerned(Actor("buffer"))
    assert cast.told([Actor("x", "", "h:zz"), Actor("buffer", "", "1")]).unknown == ()

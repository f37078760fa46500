"""The operations behind the settings: what a form is shown, and what its changes leave of the person's own file."""

from itertools import combinations
from pathlib import Path

import pytest
from msgspec import ValidationError

from guard.model.identity import Hours
from guard.model.route import Endpoint, Place, Route, RouteClass, Snapshot, Source
from guard.protocol import ErrorCode, Refused
from guard.protocol import edits as ask
from guard.protocol.edits import EDITS, SHAPES, change_of, edit
from guard.protocol.replies import SettingsReply
from guard.protocol.requests import Edit
from guard.service.operations.accounts import account as read_account
from guard.service.operations.change import change
from guard.service.operations.settings import settings
from guard.workspace import Workspace, load
from guard.workspace.durations import hours, spoken_hours

GOOD = """\
# mine, do not touch
version = 1

# the company
[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"            # since 2019
color = "#C8102E"
accounts = [
  "https://x.com/Acme",   # the loud one
  "facebook:acme",
]
session = "1500s"
hours = "Mon-Fri 8:00-18:00"

# myself
[[identity]]
id = "jo"
kind = "person"
accounts = ["mastodon:@jo@social.example"]
folders = ["pictures", "/srv/camera"]

# the boss wants it so
[[policy]]
from = "jo"
to = "acme"
decision = "deny"

# everyone else
[[policy]]
from = "person"
to = "brand"
decision = "hold"

# what reads my flows
[tools]
paths = ["flows"]

# answers
[credentials]
"n8n:X account 2 (NY8wGz)" = "x:@acme" # asked in May
"""

ORGANISATION = """\
locked = ["identity.acme.name", "hold.wait", "credentials"]

[[identity]]
id = "acme"
name = "Acme Incorporated"
kind = "brand"
color = "#112233"
accounts = ["linkedin:company/acme"]
session = "10m"

[[policy]]
from = "*"
to = "acme"
decision = "hold"

[hold]
wait = "1m"

[tools]
paths = ["/srv/company"]
"""


class Desk:
    """A user's file, and an organisation's, with their operations."""

    def __init__(self, folder: Path, text: str | None, organisation: str | None = None) -> None:
        self.user, self.organisation = folder / "hatcheck.toml", folder / "organisation.toml"
        for path, content in ((self.user, text), (self.organisation, organisation)):
            if content is not None:
                path.write_text(content, encoding="utf-8")

    def change(self, *changes: ask.Change) -> Workspace:
        """What the operation does."""
        edits = [edit(one) for one in changes]
        return change(self.user, self.organisation, self.user.parent / "changes.lock", edits)

    def shown(self, snapshot: Snapshot | None = None) -> SettingsReply:
        """What the form is shown."""
        return settings(self.user, self.organisation, snapshot)

    @property
    def text(self) -> str:
        """The user's file as it is now."""
        return self.user.read_text(encoding="utf-8")


def put_as_shown(reply: SettingsReply, name: str) -> ask.IdentityPut:
    """The change that a form sends that was shown this identity and did not touch it."""
    one = next(one for one in reply.identities if one.id == name)
    return ask.IdentityPut(
        id=one.id,
        kind=one.kind,
        name=one.name,
        color=one.color,
        accounts=one.accounts,
        folders=one.folders,
        hours=one.hours,
        session=one.session,
        hashtags=one.hashtags,
        confirm_hashtags=one.confirm_hashtags,
        names=one.names,
        sites=one.sites,
        topics=one.topics,
        checklist=one.checklist,
        checklist_for=one.checklist_for,
        second_look=one.second_look,
    )


def replaced(change: ask.IdentityPut, **values: object) -> ask.IdentityPut:
    """The same change with other values."""
    return ask.IdentityPut(**{name: getattr(change, name) for name in change.__struct_fields__} | values)


def added_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that came and those that went."""
    one, other = before.splitlines(), after.splitlines()
    return [line for line in other if line not in one], [line for line in one if line not in other]


def test_a_form_is_shown_the_workspace_in_its_own_words(tmp_path: Path) -> None:
    """Accounts and spans in normal form, paths with a tilde, policies in their order."""
    reply = Desk(tmp_path, GOOD).shown()
    acme, jo = reply.identities
    assert (acme.id, acme.name, acme.kind, acme.color, acme.session) == ("acme", "Acme Ltd", "brand", "#c8102e", "25m")
    assert acme.accounts == ["x:@Acme", "facebook:acme"]
    assert acme.hours == ["Mon-Fri 08:00-18:00"]
    assert jo.folders == [str(tmp_path / "pictures"), "/srv/camera"]
    assert [(one.source, one.destination, one.decision) for one in reply.policies] == [
        ("jo", "acme", "deny"),
        ("person", "brand", "hold"),
    ]
    assert reply.tools == [str(tmp_path / "flows")]
    assert (reply.wait, reply.idle, reply.path) == ("2m", "5m", str(tmp_path / "hatcheck.toml"))
    assert not any([*(one.locked for one in reply.identities), *(one.locked for one in reply.policies)])
    example = {hint.id: hint.example for hint in reply.platforms}
    assert example["mastodon"] == "@me@hachyderm.io"


def test_what_the_organisation_says_is_shown_as_locked(tmp_path: Path) -> None:
    """Its identities and its policies, and nothing of the user's."""
    reply = Desk(tmp_path, GOOD.replace('name = "Acme Ltd"\n', "").split("# answers")[0], ORGANISATION).shown()
    assert {one.id: one.locked for one in reply.identities} == {"acme": True, "jo": False}
    assert [one.locked for one in reply.policies] == [True, False, False]


def test_unnamed_credentials_are_shown_until_they_are_answered(tmp_path: Path) -> None:
    """Each with its key and its place."""
    desk = Desk(tmp_path, GOOD)
    place = Place("/flows/mirror.json", "nodes[2]", 44)
    route = Route("n8n", Source("rss"), Endpoint("x", None, "Brand X (Kd3)"), place, RouteClass.POST, name="Mirror")
    (unnamed,) = desk.shown(Snapshot(routes=(route,))).unnamed
    assert (unnamed.key, unnamed.platform) == ("n8n:Brand X (Kd3)", "x")
    assert "/flows/mirror.json" in unnamed.seen
    desk.change(ask.CredentialPut(key=unnamed.key, account="x:@acme"))
    assert desk.shown(Snapshot(routes=(route,))).unnamed == []
    assert '"n8n:X account 2 (NY8wGz)" = "x:@acme" # asked in May\n"n8n:Brand X (Kd3)" = "x:@acme"' in desk.text


@pytest.mark.parametrize("name", ["acme", "jo"])
def test_what_a_form_gives_back_untouched_changes_not_a_letter(tmp_path: Path, name: str) -> None:
    """However the person wrote it: an address, a span in seconds, a relative folder, a single text for a list."""
    desk = Desk(tmp_path, GOOD)
    change = put_as_shown(desk.shown(), name)
    if name == "jo":
        change = replaced(change, name="", color="")
    desk.change(change)
    assert desk.text == GOOD


def test_a_changed_identity_changes_its_own_lines(tmp_path: Path) -> None:
    """The comments of the others, and of the lines that stay, are still there, and below no other table."""
    desk = Desk(tmp_path, GOOD)
    acme = put_as_shown(desk.shown(), "acme")
    desk.change(replaced(acme, name="Acme", accounts=["x:@acme", "bluesky:acme.example"], folders=["~/acme"]))
    came, went = added_lines(GOOD, desk.text)
    assert came == ['name = "Acme"', '  "bluesky:acme.example",', 'folders = ["~/acme"]']
    assert went == ['name = "Acme Ltd"', '  "facebook:acme",']
    assert 'folders = ["~/acme"]\n\n# myself\n[[identity]]' in desk.text


def test_a_new_identity_comes_after_the_others(tmp_path: Path) -> None:
    """And before the comment that belongs to the policies."""
    desk = Desk(tmp_path, GOOD)
    desk.change(ask.IdentityPut(id="club", kind="brand", name="The Club", accounts=["x:@club"], session="25m"))
    assert [one.id for one in desk.shown().identities] == ["acme", "jo", "club"]
    assert '[[identity]]\nid = "club"\n' in desk.text
    assert desk.text.index('id = "club"') < desk.text.index("# the boss wants it so\n[[policy]]")
    assert added_lines(GOOD, desk.text)[1] == []


def test_an_identity_goes_with_the_policies_that_name_it(tmp_path: Path) -> None:
    """Everything else stays; its comment goes with it."""
    desk = Desk(tmp_path, GOOD)
    desk.change(ask.IdentityRemove(id="jo"))
    reply = desk.shown()
    assert [one.id for one in reply.identities] == ["acme"]
    assert [(one.source, one.destination) for one in reply.policies] == [("person", "brand")]
    assert added_lines(GOOD, desk.text)[0] == []
    for kept in ("# the company", "# everyone else", "# what reads my flows", "# answers"):
        assert f"{kept}\n[" in desk.text
    assert "# myself" not in desk.text


def test_policies_keep_their_comments_where_they_stay(tmp_path: Path) -> None:
    """A new one comes where it is asked; one that decides otherwise now keeps its comment."""
    desk = Desk(tmp_path, GOOD)
    rows = [("brand", "brand", "hold"), ("jo", "acme", "deny"), ("person", "brand", "allow")]
    desk.change(ask.PoliciesPut(policies=[ask.PolicyRow(*row) for row in rows]))
    assert [(one.source, one.destination, one.decision) for one in desk.shown().policies] == rows
    assert '# the boss wants it so\n[[policy]]\nfrom = "jo"' in desk.text
    assert '# everyone else\n[[policy]]\nfrom = "person"\nto = "brand"\ndecision = "allow"' in desk.text
    desk.change(ask.PoliciesPut(policies=[]))
    assert desk.shown().policies == []
    assert "# what reads my flows\n[tools]" in desk.text


def test_the_plain_settings_are_written_and_taken_out_again(tmp_path: Path) -> None:
    """Empty means the built-in value, and leaves no line behind."""
    desk = Desk(tmp_path, GOOD)
    said = desk.change(ask.HoldPut("30s"), ask.DeskPut("1m"), ask.LanguagePut("de"), ask.ToolsPut(["flows", "~/n8n"]))
    assert (said.hold_wait.seconds, said.idle_after.seconds, said.language) == (30, 60, "de")
    assert said.tools == (tmp_path / "flows", Path.home() / "n8n")
    assert 'paths = ["flows", "~/n8n"]' in desk.text
    said = desk.change(ask.HoldPut(""), ask.DeskPut(""), ask.LanguagePut(""))
    assert (said.hold_wait.seconds, said.idle_after.seconds, said.language) == (120, 300, "")
    assert "wait" not in desk.text
    assert "idle" not in desk.text


REFUSED = [
    pytest.param(ask.IdentityPut("acme", "firm"), ErrorCode.NOT_CHANGED, "no kind of identity", id="an unknown kind"),
    pytest.param(ask.IdentityPut("jo", "person", color="red"), ErrorCode.NOT_CHANGED, "no colour", id="no colour"),
    pytest.param(
        ask.IdentityPut("jo", "person", accounts=["x:@acme"]),
        ErrorCode.NOT_CHANGED,
        "belongs to acme already",
        id="an account of another",
    ),
    pytest.param(
        ask.IdentityPut("jo", "person", accounts=["red cross"]),
        ErrorCode.NOT_CHANGED,
        "cannot be used",
        id="no account",
    ),
    pytest.param(
        ask.IdentityPut("jo", "person", hours=["always"]), ErrorCode.NOT_CHANGED, "Mon-Fri 08:00", id="hours in words"
    ),
    pytest.param(ask.IdentityPut("*", "person"), ErrorCode.NOT_CHANGED, "cannot be an id", id="a word of policies"),
    pytest.param(ask.IdentityPut("", "person"), ErrorCode.NOT_CHANGED, '"id"', id="no id"),
    pytest.param(ask.IdentityRemove("nobody"), ErrorCode.UNKNOWN_NAME, "no identity nobody", id="an unknown identity"),
    pytest.param(
        ask.PoliciesPut([ask.PolicyRow("jo", "nobody", "hold")]),
        ErrorCode.NOT_CHANGED,
        "neither an identity nor a kind",
        id="a policy of nobody",
    ),
    pytest.param(
        ask.PoliciesPut([ask.PolicyRow("jo", "acme", "ask")]), ErrorCode.NOT_CHANGED, "no decision", id="no decision"
    ),
    pytest.param(
        ask.CredentialPut("n8n:k", "red cross"), ErrorCode.NOT_CHANGED, "names no platform", id="an answer in words"
    ),
    pytest.param(ask.HoldPut("1s"), ErrorCode.NOT_CHANGED, "from 10s to 30m", id="a wait nobody can answer in"),
    pytest.param(ask.LanguagePut("fr"), ErrorCode.NOT_CHANGED, "no language", id="a language that is not spoken"),
]


@pytest.mark.parametrize(("bad", "code", "told"), REFUSED)
def test_changes_are_refused_as_a_whole(tmp_path: Path, bad: ask.Change, code: ErrorCode, told: str) -> None:
    """With the reason and the remedy; the good one before it is not made either."""
    desk = Desk(tmp_path, GOOD)
    with pytest.raises(Refused) as refused:
        desk.change(ask.DeskPut("1m"), bad)
    assert refused.value.problem.code is code
    assert told in refused.value.problem.text
    assert desk.text == GOOD


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(ask.HoldPut("2m"), '"hold.wait" is locked by your organisation', id="a locked key"),
        pytest.param(ask.CredentialPut("n8n:k", "x:@jo"), '"credentials" is locked', id="a locked section"),
        pytest.param(
            ask.IdentityPut("acme", "brand", name="My Acme", accounts=["linkedin:company/acme"]),
            '"identity.acme.name" is locked',
            id="a locked name",
        ),
        pytest.param(
            ask.IdentityPut("acme", "brand", accounts=["x:@acme"]),
            "linkedin:company/acme is set by your organisation",
            id="one of its accounts",
        ),
        pytest.param(ask.IdentityRemove("acme"), "acme is set by your organisation", id="one of its identities"),
        pytest.param(ask.ToolsPut(["~/n8n"]), "/srv/company is set by your organisation", id="one of its tools"),
    ],
)
def test_what_the_organisation_has_set_cannot_be_taken_away(tmp_path: Path, change: ask.Change, told: str) -> None:
    """It is said who has set it; nothing is changed."""
    start = '[[identity]]\nid = "jo"\nkind = "person"\n'
    desk = Desk(tmp_path, start, ORGANISATION)
    with pytest.raises(Refused) as refused:
        desk.change(change)
    assert refused.value.problem.code is ErrorCode.NOT_CHANGED
    assert told in refused.value.problem.text
    assert desk.text == start


def test_an_identity_of_the_organisation_is_added_to(tmp_path: Path) -> None:
    """The user's file holds what the organisation's does not say, and nothing twice."""
    desk = Desk(tmp_path, '[[identity]]\nid = "jo"\nkind = "person"\n', ORGANISATION)
    shown = put_as_shown(desk.shown(), "acme")
    desk.change(shown)
    assert "acme" not in desk.text
    said = desk.change(
        replaced(shown, accounts=[*shown.accounts, "x:@acme"], session="5m"), ask.ToolsPut(["/srv/company"])
    )
    acme = said.identity("acme")
    assert acme is not None
    assert [str(account) for account in acme.accounts] == ["linkedin:company/acme", "x:@acme"]
    assert desk.text.endswith('[[identity]]\nid = "acme"\nsession = "5m"\naccounts = ["x:@acme"]\n')


def test_a_first_change_writes_a_first_file(tmp_path: Path) -> None:
    """From nothing to a guarded brand in one request."""
    desk = Desk(tmp_path / "new", None)
    said = desk.change(
        ask.IdentityPut("me", "person", name="Jo", accounts=["mastodon:@jo@social.example"]),
        ask.IdentityPut("acme", "brand", color="#0072b2", accounts=["x:@acme"], session="25m"),
        ask.ToolsPut(["~/.config/toot"]),
        ask.CredentialPut("n8n:X (1)", "x:@acme"),
    )
    assert [one.id for one in said.identities] == ["me", "acme"]
    assert desk.text.startswith("# Who is who on this machine.")
    assert desk.user.stat().st_mode & 0o777 == 0o600


def test_a_broken_file_is_told_and_left_alone(tmp_path: Path) -> None:
    """A change must not be the moment at which somebody's slip of the pen is thrown away."""
    broken = GOOD.replace('"deny"', '"forbid"')
    desk = Desk(tmp_path, broken)
    with pytest.raises(Refused, match=r'hatcheck.toml, line 28: "forbid" is no decision'):
        desk.change(ask.DeskPut("1m"))
    assert desk.text == broken


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        pytest.param(Edit("identity-puts", {}), "there is no change `identity-puts`", id="an unknown change"),
        pytest.param(Edit("identity-put", {"id": "a"}), "missing required field `kind`", id="a missing value"),
        pytest.param(Edit("identity-remove", {"id": 7}), "Expected `str`, got `int`", id="a number for a text"),
        pytest.param(Edit("hold-put", {"wait": "2m", "x": 1}), "unknown field `x`", id="a value too many"),
        pytest.param(Edit("policies-put", {"policies": [{"from": "a"}]}), "`to`", id="half a policy"),
    ],
)
def test_a_change_that_is_none_is_a_bad_request(tmp_path: Path, bad: Edit, told: str) -> None:
    """Strict in what is taken."""
    desk = Desk(tmp_path, GOOD)
    with pytest.raises(Refused) as refused:
        change(desk.user, desk.organisation, tmp_path / "lock", [bad])
    assert refused.value.problem.code is ErrorCode.BAD_REQUEST
    assert told in refused.value.problem.text
    with pytest.raises(ValidationError):
        change_of(bad)


def test_a_broken_file_shows_no_settings(tmp_path: Path) -> None:
    """The place of the mistake instead."""
    with pytest.raises(Refused, match=r'hatcheck.toml, line 28: "forbid" is no decision') as refused:
        Desk(tmp_path, GOOD.replace('"deny"', '"forbid"')).shown()
    assert refused.value.problem.code is ErrorCode.NOT_READ


def test_before_there_is_a_file_there_are_the_platforms(tmp_path: Path) -> None:
    """For the first-run assistant."""
    reply = Desk(tmp_path, None).shown()
    assert (reply.identities, reply.policies, reply.tools) == ([], [], [])
    assert "x" in [hint.id for hint in reply.platforms]


def test_every_change_is_described() -> None:
    """PROTOCOL.md speaks of each, and of each value."""
    assert list(EDITS) == list(SHAPES)
    for name, shape in SHAPES.items():
        for value in shape.__struct_encode_fields__:
            assert f"`{value}`" in EDITS[name]


ACCOUNTS = [
    pytest.param(
        "@jo@social.example", "mastodon:@jo@social.example", "Mastodon", "", "jo", id="an account of somebody"
    ),
    pytest.param("https://x.com/RedCross", "x:@RedCross", "X", "", None, id="an address"),
    pytest.param("x:@ACME", "x:@ACME", "X", "", "acme", id="in other letters"),
    pytest.param("redcross", "", "", "write the platform before it", None, id="a name alone"),
    pytest.param("", "", "", "An account is missing", None, id="nothing yet"),
]


@pytest.mark.parametrize(("text", "account", "platform", "problem", "owner"), ACCOUNTS)
def test_an_account_is_read_while_it_is_typed(
    tmp_path: Path, text: str, account: str, platform: str, problem: str, owner: str | None
) -> None:
    """Its normal form, or what to write instead, and whose it is already."""
    reply = read_account(text, load(Desk(tmp_path, GOOD).user))
    assert (reply.account, reply.platform, reply.owner) == (account, platform, owner)
    assert problem in reply.problem
    assert bool(reply.account) != bool(reply.problem)


def test_hours_are_said_as_they_are_read() -> None:
    """For every set of days."""
    for count in range(1, 8):
        for days in combinations(range(7), count):
            worked = Hours(frozenset(days), 8 * 60 + 5, 24 * 60)
            assert hours(spoken_hours(worked)) == worked

"""The workspace: what it means, what mistakes in it say, and what editing leaves alone."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from guard.model.account import Account
from guard.model.decision import Verdict
from guard.model.identity import IdentityKind
from guard.workspace import WorkspaceError, load
from guard.workspace.durations import duration, hours, spoken
from guard.workspace.edit import Draft

GOOD = """\
version = 1

[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"            # the company
color = "#C8102E"
accounts = ["https://x.com/Acme", "facebook:acme"]
session = "25m"
hours = "Mon-Fri 08:00-18:00"

[[identity]]
id = "jo"
kind = "person"
accounts = ["mastodon:@jo@social.example"]
folders = ["pictures", "/srv/camera"]

[[policy]]
from = "person"
to = "brand"
decision = "deny"

[[route]]
from = "mastodon:@jo@social.example"
to = "facebook:acme"
by = "an old app"
checked = 2026-02-01

[[reviewed]]
account = "facebook:acme"
question = "accounts-center-facebook"
checked = 2026-02-01

[[ignore]]
match = "loop"
reason = "wanted"
until = 2026-12-31

[tools]
paths = ["flows"]

[review]
after = "30d"

[credentials]
"n8n:X account 2 (NY8wGz)" = "x:@acme"
"""


def written(path: Path, text: str) -> Path:
    """A file with this content."""
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A good workspace."""
    return written(tmp_path / "hatcheck.toml", GOOD)


def test_a_workspace_means_what_it_says(place: Path) -> None:
    """Every key arrives, accounts in normal form, paths absolute from the file."""
    workspace = load(place)
    acme, jo = workspace.identities
    assert (acme.name, acme.kind, acme.color, acme.session) == (
        "Acme Ltd",
        IdentityKind.BRAND,
        "#c8102e",
        timedelta(minutes=25),
    )
    assert acme.accounts == (Account("x", "@acme"), Account("facebook", "acme"))
    assert jo.name == "jo"
    assert jo.folders == (str(place.parent / "pictures"), "/srv/camera")
    assert workspace.policies[0].verdict is Verdict.DENY
    assert workspace.policies[0].origin == f"{place}:18"
    assert workspace.routes[0].place.line == 23
    assert workspace.ignores[0].until == date(2026, 12, 31)
    assert workspace.tools == (place.parent / "flows",)
    assert workspace.review_after == timedelta(days=30)
    assert workspace.credentials == {"n8n:X account 2 (NY8wGz)": "x:@acme"}


MISTAKES = [
    pytest.param(
        'kind = "brand"', 'kind = "company"', 6, "no kind of identity", 'kind = "person"', id="an unknown kind"
    ),
    pytest.param('color = "#C8102E"', 'colour = "#C8102E"', 7, '"colour" is not known', '"color"', id="a misspelt key"),
    pytest.param("#C8102E", "red", 7, "no colour", "#c8102e", id="a colour by name"),
    pytest.param(
        '"facebook:acme"]', '"facebook:"]', 8, "cannot be used for accounts", "facebook", id="half an account"
    ),
    pytest.param('"25m"', '"25 minutes"', 9, "cannot be used for session", "25m", id="a span in words"),
    pytest.param("Mon-Fri 08:00-18:00", "office hours", 10, "hours", "Mon-Fri", id="hours in words"),
    pytest.param('id = "acme"', "id = 7", 4, "is 7, not a text", 'id = "…"', id="a number as an id"),
    pytest.param('id = "jo"', 'id = "acme"', 13, "used twice", "its own id", id="an id used twice"),
    pytest.param(
        'mastodon:@jo@social.example"]',
        'x:@ACME"]',
        15,
        "belongs to acme already",
        "remove it",
        id="one account of two",
    ),
    pytest.param(
        'from = "person"', 'from = "people"', 19, "neither an identity nor a kind", '"person"', id="a policy of nobody"
    ),
    pytest.param('"deny"', '"forbid"', 21, "no decision", '"deny"', id="an unknown decision"),
    pytest.param(
        "checked = 2026-02-01\n\n[[ignore]]",
        'checked = "May"\n\n[[ignore]]',
        32,
        "not a day",
        "2026",
        id="a day in words",
    ),
    pytest.param('reason = "wanted"\n', "", 34, '"reason" is missing', "reason", id="an ignore without a reason"),
    pytest.param("[tools]", "[tool]", 39, '"tool" is not known', '"tools"', id="a misspelt section"),
    pytest.param(
        '[[identity]]\nid = "jo"',
        '[identity]\nid = "jo"',
        12,
        "not valid TOML",
        "README",
        id="a table instead of a list",
    ),
    pytest.param(
        "version = 1", "version = 2", 1, "version 2 is not known", "version = 1", id="a version from the future"
    ),
    pytest.param('name = "Acme Ltd"', 'name = "Acme', 5, "not valid TOML", "README", id="a quote that is not closed"),
]


@pytest.mark.parametrize(("good", "bad", "line", "what", "remedy"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_what_to_write(
    place: Path, good: str, bad: str, line: int, what: str, remedy: str
) -> None:
    """File, line, what is wrong, what to write instead; and never a workspace."""
    assert good in GOOD
    written(place, GOOD.replace(good, bad, 1))
    with pytest.raises(WorkspaceError) as caught:
        load(place)
    told = caught.value.problems[0]
    assert (told.file, told.line) == (place, line)
    assert what in told.what
    assert remedy in told.remedy


SPANS = 'version = 1\n\n[hold]\nwait = "90s"\n\n[desk]\nidle = "10m"\nlanguage = "de"\n'


def test_waiting_idling_and_the_language_are_said_in_the_workspace(tmp_path: Path) -> None:
    """What is not said has the built-in value; the user's file wins over the organisation's."""
    below = written(tmp_path / "organisation.toml", '[hold]\nwait = "1m"\n[desk]\nidle = "1m"\n')
    workspace = load(written(tmp_path / "hatcheck.toml", SPANS), below)
    said = (workspace.hold_wait, workspace.idle_after, workspace.language)
    assert said == (timedelta(seconds=90), timedelta(minutes=10), "de")
    plain = load(written(tmp_path / "hatcheck.toml", "version = 1\n"))
    built_in = (plain.hold_wait, plain.idle_after, plain.language)
    assert built_in == (timedelta(minutes=2), timedelta(minutes=5), "")


@pytest.mark.parametrize(
    ("good", "bad", "line", "what", "remedy"),
    [
        pytest.param(
            '"90s"', '"9s"', 4, "cannot be used for wait", "from 10s to 30m", id="a wait nobody can answer in"
        ),
        pytest.param('"90s"', '"31m"', 4, "cannot be used for wait", "from 10s to 30m", id="a wait too long"),
        pytest.param('"90s"', '"soon"', 4, "cannot be used for wait", '"25m"', id="a wait in words"),
        pytest.param('"90s"', "90", 4, '"wait" is 90, not a text', 'wait = "…"', id="a wait as a number"),
        pytest.param("wait =", "waits =", 4, '"waits" is not known in hold', '"wait"', id="a misspelt wait"),
        pytest.param('"10m"', '"1s"', 7, "cannot be used for idle", "from 10s to 12h", id="no time to idle"),
        pytest.param('"de"', '"fr"', 8, "no language", 'language = "en" or "de"', id="a language that is not spoken"),
        pytest.param('"de"', "3", 8, '"language" is 3', 'language = "…"', id="a number as a language"),
        pytest.param("[hold]", "[[hold]]", 3, '"hold" is not a table', "[hold]", id="a list instead of a table"),
    ],
)
def test_a_mistake_in_waiting_or_language_is_told_with_its_line(
    tmp_path: Path, good: str, bad: str, line: int, what: str, remedy: str
) -> None:
    """As any other mistake."""
    assert good in SPANS
    place = written(tmp_path / "hatcheck.toml", SPANS.replace(good, bad, 1))
    with pytest.raises(WorkspaceError) as caught:
        load(place)
    told = caught.value.problems[0]
    assert (told.file, told.line) == (place, line)
    assert what in told.what
    assert remedy in told.remedy


def test_a_wait_can_be_locked(tmp_path: Path) -> None:
    """By the organisation, as other keys."""
    below = written(tmp_path / "organisation.toml", 'locked = ["hold.wait"]\n[hold]\nwait = "1m"\n')
    with pytest.raises(WorkspaceError, match=r'line 4: "hold.wait" is locked'):
        load(written(tmp_path / "hatcheck.toml", SPANS), below)


def test_all_mistakes_are_told_at_once(place: Path) -> None:
    """Nobody likes to mend one mistake only to be shown the next."""
    written(place, GOOD.replace('"deny"', '"forbid"').replace("#C8102E", "red"))
    with pytest.raises(WorkspaceError) as caught:
        load(place)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"name = '\xe4'", b"\0", b"= 1"], ids=["UTF-16", "Latin-1", "NUL", "no key"]
)
def test_bytes_that_are_no_workspace_are_a_mistake_too(tmp_path: Path, content: bytes) -> None:
    """Whatever the bytes: a WorkspaceError, never a workspace."""
    (tmp_path / "hatcheck.toml").write_bytes(content)
    with pytest.raises(WorkspaceError):
        load(tmp_path / "hatcheck.toml")


def test_no_file_at_all_is_not_an_empty_workspace(tmp_path: Path) -> None:
    """There is nothing to judge by."""
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "hatcheck.toml")


ORGANISATION = """\
locked = ["policy", "identity.acme.name", "review", "credentials"]

[[identity]]
id = "acme"
name = "Acme Incorporated"
kind = "brand"
accounts = ["linkedin:company/acme"]

[[policy]]
from = "*"
to = "acme"
decision = "hold"
"""


def test_layers_add_up(tmp_path: Path) -> None:
    """The user's file adds to the organisation's identities; the organisation's policies are asked first."""
    below = written(tmp_path / "organisation.toml", ORGANISATION)
    above = written(
        tmp_path / "hatcheck.toml",
        '[[identity]]\nid = "acme"\naccounts = ["x:@acme"]\nsession = "10m"\n\n'
        '[[identity]]\nid = "jo"\nkind = "person"\n',
    )
    workspace = load(above, below)
    acme, jo = workspace.identities
    assert acme.name == "Acme Incorporated"
    assert acme.accounts == (Account("linkedin", "company/acme"), Account("x", "@acme"))
    assert acme.session == timedelta(minutes=10)
    assert jo.kind is IdentityKind.PERSON
    assert workspace.policies[0].verdict is Verdict.HOLD
    assert workspace.layers == (below, above)


LOCKED = [
    pytest.param(
        '[[policy]]\nfrom = "*"\nto = "acme"\ndecision = "allow"\n', 1, '"policy" is locked', id="a whole section"
    ),
    pytest.param(
        '[[identity]]\nid = "acme"\nname = "My Acme"\n',
        3,
        '"identity.acme.name" is locked',
        id="one key of one identity",
    ),
    pytest.param('[review]\nafter = "900d"\n', 1, '"review" is locked', id="a plain section"),
    pytest.param('[credentials]\n"n8n:X (1)" = "x:@jo"\n', 1, '"credentials" is locked', id="the kept answers"),
]


@pytest.mark.parametrize(("above", "line", "what"), LOCKED)
def test_a_locked_key_cannot_be_overridden(tmp_path: Path, above: str, line: int, what: str) -> None:
    """The try is told with both files, and nothing is loaded."""
    below = written(tmp_path / "organisation.toml", ORGANISATION)
    with pytest.raises(WorkspaceError) as caught:
        load(written(tmp_path / "hatcheck.toml", above), below)
    (told,) = caught.value.problems
    assert told.line == line
    assert what in told.what
    assert str(below) in told.what


def test_a_lock_that_locks_nothing_is_told(tmp_path: Path) -> None:
    """A slip of the pen in an organisation's file must not leave open what it meant to lock."""
    below = written(tmp_path / "organisation.toml", 'locked = ["polcy"]\n')
    with pytest.raises(WorkspaceError, match=r'line 1: "polcy" cannot be locked. Known are: checks'):
        load(written(tmp_path / "hatcheck.toml", GOOD), below)


@pytest.mark.parametrize("name", ["*", "brand", "person"])
def test_a_word_that_policies_use_is_no_id(tmp_path: Path, name: str) -> None:
    """A policy for people would speak of a brand that is called "person"."""
    place = written(tmp_path / "hatcheck.toml", f'version = 1\n[[identity]]\nid = "{name}"\nkind = "brand"\n')
    with pytest.raises(WorkspaceError, match=r"line 3: .* cannot be an id"):
        load(place)


def test_an_unknown_list_is_told_with_its_line(tmp_path: Path) -> None:
    """Also after a line break that only some programs take for one."""
    place = written(tmp_path / "hatcheck.toml", 'version = 1\n# a\u2028b\n[[polcy]]\nfrom = "*"\n')
    with pytest.raises(WorkspaceError, match=r'line 3: "polcy" is not known here. Did you mean "policy"'):
        load(place)


@pytest.mark.parametrize("section", ['folders = ["a\\u0000b"]', '[tools]\npaths = ["a\\u0000b"]'])
def test_a_path_with_a_nul_is_a_mistake(tmp_path: Path, section: str) -> None:
    """No system has such a file; whoever asks one for it gets an exception."""
    start = '[[identity]]\nid = "acme"\nkind = "brand"\n'
    with pytest.raises(WorkspaceError, match="is no path"):
        load(written(tmp_path / "hatcheck.toml", start + section))


def test_the_home_of_nobody_leads_nowhere(tmp_path: Path) -> None:
    """It is a path like others: it cannot be read, which holds posts."""
    place = written(tmp_path / "hatcheck.toml", '[tools]\npaths = ["~nobody-of-this-name/x"]\n')
    assert load(place).tools == (tmp_path / "~nobody-of-this-name" / "x",)


def test_editing_understands_lists_in_one_line(tmp_path: Path) -> None:
    """What stands there already stays, however it is written."""
    place = written(
        tmp_path / "hatcheck.toml", 'identity = [{id = "acme", kind = "brand", accounts = "x:@acme"}] # one\n'
    )
    draft = Draft(place)
    draft.add("identity", {"id": "jo", "kind": "person", "accounts": ["x:@jo"]})
    table = draft.identity("acme")
    assert table is not None
    draft.listed(table, "accounts").append("facebook:acme")
    draft.save()
    accounts = {identity.id: [str(account) for account in identity.accounts] for identity in load(place).identities}
    assert accounts == {"acme": ["x:@acme", "facebook:acme"], "jo": ["x:@jo"]}
    assert "# one" in place.read_text(encoding="utf-8")


def test_editing_keeps_comments_and_order(place: Path) -> None:
    """A command changes its own line and leaves the rest as the person wrote it."""
    draft = Draft(place)
    table = draft.identity("acme")
    assert table is not None
    draft.listed(table, "accounts").append("bluesky:acme.example")
    draft.put("credentials", "n8n:Other", "x:@acme")
    draft.save()
    text = place.read_text(encoding="utf-8")
    assert 'kind = "brand"            # the company' in text
    assert '"https://x.com/Acme", "facebook:acme", "bluesky:acme.example"' in text
    lines = [line for line in GOOD.splitlines() if 'accounts = ["https' not in line]
    assert [line for line in text.splitlines() if line in lines] == lines
    assert load(place).credentials["n8n:Other"] == "x:@acme"


def test_an_edit_that_would_break_the_file_is_refused_and_changes_nothing(place: Path) -> None:
    """The file is replaced only by one that can be loaded."""
    draft = Draft(place)
    draft.add("identity", {"id": "acme", "kind": "brand"})
    with pytest.raises(WorkspaceError, match="used twice"):
        draft.save()
    assert place.read_text(encoding="utf-8") == GOOD
    assert [path.name for path in place.parent.iterdir()] == ["hatcheck.toml"]


def test_a_new_file_is_begun_with_a_word_of_explanation(tmp_path: Path) -> None:
    """Whoever opens it later knows what it is."""
    draft = Draft(tmp_path / "new" / "hatcheck.toml")
    draft.add("identity", {"id": "jo", "kind": "person", "accounts": ["x:@jo"]})
    draft.save()
    assert (tmp_path / "new" / "hatcheck.toml").read_text(encoding="utf-8").startswith("# Who is who")
    assert load(tmp_path / "new" / "hatcheck.toml").identity("jo") is not None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("25m", 1500), ("1h30m", 5400), ("90d", 7_776_000), (" 2H ", 7200)],
)
def test_spans_are_read_and_said_the_same_way(text: str, seconds: int) -> None:
    """What is read is said again in a form that is read."""
    span = duration(text)
    assert span == timedelta(seconds=seconds)
    assert duration(spoken(span)) == span


@pytest.mark.parametrize("text", ["", "25", "m", "25 minutes", "-5m", "1.5h", "99999d", "0s", "２５m"])
def test_a_span_that_is_none_is_refused(text: str) -> None:
    """No guess is made about time."""
    with pytest.raises(ValueError, match="Write a span"):
        duration(text)


HOURS = [
    pytest.param("Mon-Fri 08:00-18:00", 2, "09:00", True, id="within the day"),
    pytest.param("Mon-Fri 08:00-18:00", 2, "18:00", False, id="the end is not within"),
    pytest.param("Mon-Fri 08:00-18:00", 5, "09:00", False, id="not on Saturday"),
    pytest.param("Fri 22:00-02:00", 5, "01:30", True, id="past midnight counts to the day before"),
    pytest.param("Fri 22:00-02:00", 4, "01:30", False, id="before it began"),
    pytest.param("Sat,So 10:00-12:00", 6, "10:00", True, id="German and English names"),
    pytest.param("Fri-Mon 10:00-12:00", 0, "10:00", True, id="a range around the week's end"),
    pytest.param("10:00-24:00", 3, "23:59", True, id="every day until midnight"),
]


@pytest.mark.parametrize(("text", "day", "clock", "inside"), HOURS)
def test_hours_cover_what_they_say(text: str, day: int, clock: str, inside: bool) -> None:
    """2026-02-16 is a Monday."""
    from datetime import datetime

    moment = datetime.fromisoformat(f"2026-02-{16 + day}T{clock}+01:00")
    assert hours(text).cover(moment) is inside


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_no_workspace_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Opening it must not wait for a writer."""
    os.mkfifo(tmp_path / "hatcheck.toml")
    with pytest.raises(WorkspaceError, match="this is no file"):
        load(tmp_path / "hatcheck.toml")


def test_a_folder_of_two_identities_is_a_mistake(place: Path) -> None:
    """Nobody could tell whose a picture in it is."""
    written(place, GOOD.replace('hours = "Mon', 'folders = ["pictures"]\nhours = "Mon'))
    with pytest.raises(WorkspaceError, match="belongs to acme already"):
        load(place)

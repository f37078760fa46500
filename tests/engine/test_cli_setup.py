"""``init``, ``identity``, ``account``, ``resolve``, ``review``, ``routes``: setting up, as a person types it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import UserDesk

TOOT = {
    "active_user": "jo@chaos.social",
    "apps": {"chaos.social": {"instance": "chaos.social", "base_url": "https://chaos.social", "client_id": "1"}},
    "users": {
        "jo@chaos.social": {"instance": "chaos.social", "username": "jo", "access_token": "not-to-be-shown"},
        "acme@chaos.social": {"instance": "chaos.social", "username": "acme", "access_token": "not-to-be-shown"},
    },
}
FLOW = {
    "name": "Launches",
    "active": True,
    "nodes": [
        {"name": "Every day", "type": "n8n-nodes-base.scheduleTrigger", "typeVersion": 1, "parameters": {}},
        {
            "name": "Tweet",
            "type": "n8n-nodes-base.twitter",
            "typeVersion": 2,
            "parameters": {"text": "hello"},
            "credentials": {"twitterOAuth2Api": {"id": "NY8wGz", "name": "X account 2"}},
        },
    ],
    "connections": {"Every day": {"main": [[{"node": "Tweet", "type": "main", "index": 0}]]}},
}


@pytest.fixture
def home(desk: UserDesk) -> Path:
    """A home folder with the account store of toot, on a desk without a workspace."""
    desk.workspace.unlink()
    folder = desk.folder / "home"
    store = folder / ".config" / "toot" / "config.json"
    store.parent.mkdir(parents=True)
    store.write_text(json.dumps(TOOT), encoding="utf-8")
    return folder


def test_init_finds_tools_and_proposes_who_is_who(desk: UserDesk, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The account that is called like the person is theirs; another name is a brand, which is guarded."""
    monkeypatch.setenv("LOGNAME", "jo")
    typed = desk.type("init", "--yes", "--home", str(home))
    assert typed.code == 0
    assert "not-to-be-shown" not in desk.workspace.read_text(encoding="utf-8")
    listed = {i["id"]: (i["kind"], i["accounts"]) for i in desk.type("identity", "list", "--format", "json").json}
    assert listed == {
        "me": ("person", ["mastodon:@jo@chaos.social"]),
        "acme": ("brand", ["mastodon:@acme@chaos.social"]),
    }
    assert desk.type("check", "--to", "mastodon:@acme@chaos.social", "--text", "hi").code == 10
    assert desk.type("check", "--to", "mastodon:@jo@chaos.social", "--text", "hi").code == 0


def test_init_tells_a_home_that_is_not_there(desk: UserDesk) -> None:
    """A typing mistake is not taken for a machine without tools."""
    desk.workspace.unlink()
    typed = desk.type("init", "--yes", "--home", "nowhere")
    assert (typed.code, typed.err, desk.workspace.exists()) == (
        2,
        "nowhere is no folder. Nothing was written.\n",
        False,
    )


def test_init_never_overwrites(desk: UserDesk) -> None:
    """A workspace that is there stays as it is."""
    before = desk.workspace.read_bytes()
    typed = desk.type("init", "--yes", "--home", str(desk.folder))
    assert (typed.code, desk.workspace.read_bytes()) == (2, before)


def test_init_asks_and_takes_the_answers(desk: UserDesk, home: Path) -> None:
    """Name, then one answer per account, then no other brand."""
    command = [sys.executable, "-m", "guard.cli.main", "init", "--home", str(home)]
    answers = "Jo Doe\n-\nme\nzenith\nZenith Ltd\n\n"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "LOGNAME": "jo"}
    done = subprocess.run(command, input=answers.encode(), capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    listed = {i["id"]: (i["name"], len(i["accounts"])) for i in desk.type("identity", "list", "--format", "json").json}
    assert listed == {"me": ("Jo Doe", 1), "zenith": ("Zenith Ltd", 0)}


def test_identities_and_accounts_come_and_go(desk: UserDesk) -> None:
    """What is added is judged by, what is removed belongs to nobody."""
    assert desk.type("identity", "add", "zenith", "--kind", "brand", "--account", "x:@zenith").code == 0
    assert desk.type("account", "add", "zenith", "https://bsky.app/profile/zenith.example").code == 0
    listed = desk.type("account", "list", "--format", "json").json
    assert {"account": "bluesky:@zenith.example", "identity": "zenith", "kind": "brand"} in listed
    assert desk.type("check", "--to", "x:@zenith", "--as", "zenith", "--text", "hi").code == 0
    assert desk.type("account", "remove", "zenith", "twitter:ZENITH").code == 0
    assert desk.type("check", "--to", "x:@zenith", "--as", "zenith", "--text", "hi").code == 10
    assert desk.type("identity", "remove", "zenith").code == 0
    assert [i["id"] for i in desk.type("identity", "list", "--format", "json").json] == ["acme", "jo"]


WRONG = [
    pytest.param(["identity", "add", "acme", "--kind", "brand"], "used twice", id="an identity added twice"),
    pytest.param(["identity", "remove", "zenith"], "no identity", id="an identity that is not there"),
    pytest.param(["account", "add", "jo", "x:@ACME"], "belongs to acme already", id="an account of another"),
    pytest.param(["account", "add", "zenith", "x:@z"], "Known are: acme, jo", id="an account for nobody"),
    pytest.param(["account", "add", "jo", "jo"], "is no account", id="half an account"),
    pytest.param(["account", "remove", "jo", "x:@acme"], "not among the accounts", id="an account of another removed"),
    pytest.param(["be", "zenith"], "Known are: acme, jo", id="an unknown hat"),
    pytest.param(["be", "acme", "--for", "long"], "no span of time", id="a span in words"),
    pytest.param(["routes", "add", "x:@jo"], "routes add FROM TO", id="a route with one end"),
    pytest.param(["review", "--answer", "x:@jo", "nonsense", "no"], "no question", id="an unknown question"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_wrong_use_is_told_and_changes_nothing(desk: UserDesk, words: list[str], said: str) -> None:
    """Exit code 2, a remedy, and the file as it was."""
    before = desk.workspace.read_bytes()
    typed = desk.type(*words)
    assert typed.code == 2
    assert said in typed.err
    assert desk.workspace.read_bytes() == before


def test_a_credential_is_asked_for_once_and_its_answer_counts(desk: UserDesk) -> None:
    """Before: nobody can tell where the flow leads. After: the audit and the judgement know."""
    (desk.folder / "flow.json").write_text(json.dumps(FLOW), encoding="utf-8")
    (asked,) = desk.type("resolve", "flow.json", "--format", "json").json
    assert "X account 2" in asked["key"]
    assert desk.type("resolve", "--answer", asked["key"], "x:@acme").code == 0
    assert desk.type("resolve", "flow.json", "--format", "json").json == []
    assert "x:@Acme" in desk.type("identity", "list").out
    assert f'"{asked["key"]}" = "x:@acme"' in desk.workspace.read_text(encoding="utf-8")


def test_resolve_asks_at_the_terminal(desk: UserDesk) -> None:
    """A wrong answer is asked again; the right one is kept."""
    (desk.folder / "flow.json").write_text(json.dumps(FLOW), encoding="utf-8")
    command = [sys.executable, "-m", "guard.cli.main", "resolve", "flow.json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, input=b"@@@\n@acme\n", capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert desk.type("resolve", "flow.json").code == 0


def test_review_asks_until_it_is_answered_and_again_when_it_is_old(desk: UserDesk) -> None:
    """The selfie case: the answer becomes a route with a date, and the judgement knows it."""
    due = desk.type("review", "--format", "json")
    assert due.code == 1
    questions = {(item["account"], item["question"]) for item in due.json}
    assert ("instagram:@jo", "accounts-center-instagram") in questions
    assert ("x:@Acme", "phone-holds-both") in questions
    assert desk.type("check", "--to", "instagram:@jo", "--text", "hi").code == 0
    desk.type("review", "--answer", "instagram:@jo", "accounts-center-instagram", "facebook:acme")
    typed = desk.type("check", "--to", "instagram:@jo", "--text", "hi", "--format", "json")
    assert [reason["rule"] for reason in typed.json["reasons"]] == ["mirror-reaches"]
    assert "Meta Accounts Center" in typed.json["reasons"][0]["text"]
    left = {(item["account"], item["question"]) for item in desk.type("review", "--format", "json").json}
    assert questions - left == {("instagram:@jo", "accounts-center-instagram")}
    text = desk.workspace.read_text(encoding="utf-8")
    import re

    desk.workspace.write_text(re.sub(r"checked = [\d-]+", "checked = 2025-01-01", text), encoding="utf-8")
    again = {(item["account"], item["question"]) for item in desk.type("review", "--format", "json").json}
    assert again == questions


def test_a_no_takes_the_place_of_a_yes(desk: UserDesk) -> None:
    """The link was removed on the phone: the route goes, the date stays."""
    desk.type("review", "--answer", "instagram:@jo", "accounts-center-instagram", "facebook:acme")
    desk.type("review", "--answer", "instagram:@jo", "accounts-center-instagram", "no")
    assert desk.type("check", "--to", "instagram:@jo", "--text", "hi").code == 0
    assert desk.workspace.read_text(encoding="utf-8").count("[[reviewed]]") == 1


def test_a_phone_that_holds_both_is_a_finding(desk: UserDesk) -> None:
    """Two identities signed in on one device: the audit says so."""
    desk.type("review", "--answer", "x:@acme", "phone-holds-both", "yes")
    found = desk.type("audit", "--format", "json").json
    assert "two-identities-in-one-tool" in {finding["rule"] for finding in found["findings"]}


def test_review_asks_at_the_terminal(desk: UserDesk) -> None:
    """Y and the account, then q."""
    command = [sys.executable, "-m", "guard.cli.main", "review"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    first = desk.type("review", "--format", "json").json[0]
    assert first["question"] in {"accounts-center-facebook", "x-connected-apps"}
    done = subprocess.run(command, input=b"y\nx:@jo\n\nq\n", capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "[[route]]" in desk.workspace.read_text(encoding="utf-8")


def test_a_route_by_hand_is_shown_and_counts(desk: UserDesk) -> None:
    """``routes add`` for whatever no reader can see."""
    desk.type("routes", "add", "instagram:@jo", "facebook:acme", "--by", "a friend's script")
    (route,) = desk.type("routes", "--format", "json").json["routes"]
    assert (route["tool"], route["name"], route["destination"]["account"]) == ("by-hand", "a friend's script", "acme")
    assert desk.type("check", "--to", "instagram:@jo", "--text", "hi").code == 10


def test_nothing_to_read_is_told_by_the_exit_code(desk: UserDesk) -> None:
    """3, for routes and audit alike: that nothing was read does not mean that nothing is there."""
    (desk.folder / "empty").mkdir()
    assert desk.type("routes", "empty").code == 3
    assert desk.type("audit", "empty").code == 3


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_prints_the_shell_s_code(desk: UserDesk, shell: str) -> None:
    """Each shell gets what it needs."""
    typed = desk.type("completion", shell)
    assert typed.code == 0
    assert "hatcheck" in typed.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_commands(desk: UserDesk) -> None:
    """What bash would show after ``hatcheck jour``."""
    assert completed(desk, "hatcheck jour") == ["journal"]


@pytest.mark.parametrize("words", ["be ", "freeze a", "check --as ", "account add "])
def test_identities_are_completed(desk: UserDesk, words: str) -> None:
    """Nobody has to remember how a hat is called."""
    assert "acme" in completed(desk, f"hatcheck {words}")
    desk.workspace.write_text("[[identity", encoding="utf-8")
    assert "acme" not in completed(desk, f"hatcheck {words}")


def completed(desk: UserDesk, line: str) -> list[str]:
    """What the shell would show after this line."""
    told = desk.folder / "completions"
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "_ARGCOMPLETE_STDOUT_FILENAME": str(told),
    }
    subprocess.run([sys.executable, "-m", "guard.cli.main"], env=environment, check=False, capture_output=True)
    return told.read_text(encoding="utf-8").split()


def test_help_names_every_command(desk: UserDesk) -> None:
    """A community manager finds the way from the first page."""
    from guard.cli._index import COMMANDS

    typed = desk.type("--help")
    assert typed.code == 0
    assert all(command in typed.out for command in COMMANDS)
    for command in COMMANDS:
        assert desk.type(command, "--help").code == 0


def test_half_a_character_in_a_file_breaks_no_output(desk: UserDesk) -> None:
    """A lone surrogate is escaped for programs and shown for people."""
    (desk.folder / "flow.json").write_text(json.dumps(FLOW).replace("Launches", "\\ud83d"), encoding="utf-8")
    (route,) = desk.type("routes", "flow.json", "--format", "json").json["routes"]
    assert route["name"] == "\ud83d"
    for command in ("routes", "audit", "resolve"):
        assert desk.type(command, "flow.json", *(["--list"] if command == "resolve" else [])).code in {0, 1}
    for form in ("json", "sarif", "html", "csv"):
        assert desk.type("audit", "flow.json", "--format", form).code == 1


def test_an_answer_for_scripts_never_forgets_a_link(desk: UserDesk) -> None:
    """A bare "yes" names no account and is refused; several accounts of one question are all kept."""
    question = ["--answer", "x:@jo", "x-connected-apps"]
    assert desk.type("review", *question, "facebook:acme", *question, "instagram:@jo").code == 0
    assert desk.type("review", *question, "yes").code == 2
    routes = desk.type("routes", "--format", "json").json["routes"]
    assert [route["destination"]["platform"] for route in routes] == ["facebook", "instagram"]
    assert desk.type("check", "--to", "x:@jo", "--text", "hi").code == 10


def test_a_phone_that_holds_both_no_more_is_forgotten(desk: UserDesk) -> None:
    """The last answer counts, and the same answer twice is one."""
    held = []
    for answer in ("yes", "yes", "no"):
        assert desk.type("review", "--answer", "x:@acme", "phone-holds-both", answer).code == 0
        held.append(len(desk.type("routes", "--format", "json").json["holdings"]))
    assert held == [2, 2, 0]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("words", [["init", "--home", "home"], ["review"], ["resolve", "flow.json"]])
def test_an_input_that_ends_stops_the_questions(desk: UserDesk, words: list[str]) -> None:
    """Ctrl-D, or a script without answers: told in one line, and no answer is made up."""
    (desk.folder / "flow.json").write_text(json.dumps(FLOW), encoding="utf-8")
    if words[0] != "init":
        assert desk.type("identity", "add", "jo", "--kind", "person", "--account", "x:@jo").code == 0
    before = desk.workspace.read_bytes() if desk.workspace.exists() else None
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-m", "guard.cli.main", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"The input ended before the last question was answered.\n")
    assert (desk.workspace.read_bytes() if desk.workspace.exists() else None) == before


def test_a_change_that_would_break_the_workspace_is_told_as_such(desk: UserDesk) -> None:
    """The workspace is fine as it is; only the change is not made."""
    before = desk.workspace.read_bytes()
    typed = desk.type("account", "add", "jo", "x:@acme")
    assert (typed.code, desk.workspace.read_bytes()) == (2, before)
    assert typed.err.startswith("Nothing was changed, for this would break the workspace:\n")


def test_a_workspace_behind_a_circle_of_links_is_not_written(desk: UserDesk) -> None:
    """What cannot be read is not taken for a file that is missing."""
    desk.workspace.unlink()
    desk.workspace.symlink_to(desk.workspace)
    assert desk.type("identity", "add", "new", "--kind", "brand").code == 2
    assert desk.workspace.is_symlink()


NARROW = [
    pytest.param(["demo"], 0, id="demo"),
    pytest.param(["status"], 0, id="status"),
    pytest.param(["review", "--list"], 1, id="review"),
    pytest.param(["routes", "flow.json"], 0, id="routes"),
    pytest.param(["check", "--to", "x:@acme", "--text", "Grüße ✓"], 10, id="check"),
    *(
        pytest.param(["audit", "flow.json", "--format", form], 1, id=f"audit as {form}")
        for form in ("text", "json", "sarif", "html", "csv")
    ),
]


@pytest.mark.parametrize(("words", "code"), NARROW)
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_that_lacks_letters_breaks_no_command(
    desk: UserDesk, words: list[str], code: int, encoding: str
) -> None:
    """Cron, old terminals and Windows' pipes speak less than Unicode; documents are UTF-8 all the same."""
    (desk.folder / "flow.json").write_text(json.dumps(FLOW).replace("Tweet", "Größe → ✓"), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "guard.cli.main", *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (code, b"")
    if words[0] == "audit" and "text" not in words:
        assert "Größe → ✓" in done.stdout.decode("utf-8")

"""``hatcheck check``, ``be``, ``freeze`` and ``status``: one judgement after another, as a person types them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import UserDesk

from guard.engine.clock import same_start

AS_ACME = ["--to", "x:@acme", "--as", "acme"]
CHECKS = [
    pytest.param(["--to", "x:@acme", "--as", "acme"], 0, [], id="the right hat"),
    pytest.param(["--to", "https://x.com/ACME", "--as", "jo"], 10, ["wrong-hat"], id="an account by its address"),
    pytest.param(["--to", "x:@acme"], 10, ["wrong-hat"], id="without a hat, the only person is worn"),
    pytest.param(["--to", "x:@jo"], 0, [], id="the only person posts for herself"),
    pytest.param(["--to", "x:@stranger", "--as", "acme"], 10, ["unknown-destination"], id="an account of nobody"),
    pytest.param(["--to", "acme", "--as", "acme"], 10, ["unknown-fact"], id="no account at all"),
    pytest.param(["--to", "x:@acme", "--to", "x:@jo", "--as", "acme"], 10, ["wrong-hat"], id="one wrong of two"),
    pytest.param(["--to", "x:@acme", "x:@jo", "--as", "acme"], 10, ["wrong-hat"], id="two accounts of one option"),
    pytest.param([*AS_ACME, "--media", "acme-media/b.jpg", "acme-media/b.jpg"], 0, [], id="two pictures of one option"),
    pytest.param([*AS_ACME, "--media", "pictures/a.jpg"], 10, ["media-of-another-identity"], id="a private picture"),
    pytest.param([*AS_ACME, "--media", "acme-media/b.jpg"], 0, [], id="the brand's own picture"),
    pytest.param([*AS_ACME, "--media", "acme-media/l.jpg"], 10, ["media-of-another-identity"], id="a link to it"),
]  # fmt: skip


@pytest.fixture
def pictures(desk: UserDesk) -> None:
    """Two folders of pictures, and a link from one into the other."""
    for folder in ("pictures", "acme-media"):
        (desk.folder / folder).mkdir()
    (desk.folder / "pictures" / "a.jpg").write_bytes(b"a")
    (desk.folder / "acme-media" / "b.jpg").write_bytes(b"b")
    (desk.folder / "acme-media" / "l.jpg").symlink_to(desk.folder / "pictures" / "a.jpg")


@pytest.mark.usefixtures("pictures")
@pytest.mark.parametrize(("words", "code", "rules"), CHECKS)
def test_a_check_gives_its_exit_code_and_its_reasons(
    desk: UserDesk, words: list[str], code: int, rules: list[str]
) -> None:
    """0 allow, 10 hold; the reasons name their rules."""
    typed = desk.type("check", *words, "--text", "hello", "--format", "json")
    assert typed.code == code
    assert [reason["rule"] for reason in typed.json["reasons"]] == rules
    assert typed.json["decision"] == {0: "allow", 10: "hold"}[code]


def test_every_check_leaves_one_row_without_its_text(desk: UserDesk) -> None:
    """I1 on the command line: the row is there, allow or hold, and holds a fingerprint instead of the text."""
    desk.type("check", "--to", "x:@acme", "--as", "acme", "--text", "our secret launch")
    desk.type("check", "--to", "x:@acme", "--as", "jo", "--text", "our secret launch")
    exported = desk.type("journal", "export")
    assert [row["detail"]["verdict"] for row in exported.json] == ["allow", "hold"]
    assert exported.json[0]["detail"]["length"] == len("our secret launch")
    assert "our secret launch" not in exported.out
    assert b"our secret launch" not in (desk.state / "journal.db").read_bytes()


def test_a_journal_that_cannot_be_opened_allows_nothing(desk: UserDesk) -> None:
    """I1: without a place for the row there is no allow."""
    desk.state.mkdir()
    (desk.state / "journal.db").write_bytes(b"this is no database, but a letter to a friend " * 40)
    typed = desk.type("check", "--to", "x:@acme", "--as", "acme", "--text", "hello")
    assert (typed.code, typed.err) == (10, "")
    assert "unwritable-journal" in typed.out
    assert (desk.state / "journal.db").read_bytes().startswith(b"this is no database")


@pytest.mark.parametrize(
    "content",
    ["[[identity", '[[identity]]\nid = "acme"\nkind = "company"\n', "", None],
    ids=["TOML", "kind", "empty", "gone"],
)
def test_a_broken_or_missing_workspace_never_allows(desk: UserDesk, content: str | None) -> None:
    """Whatever is wrong with it: hold."""
    desk.workspace.unlink()
    if content is not None:
        desk.workspace.write_text(content, encoding="utf-8")
    typed = desk.type("check", "--to", "x:@acme", "--as", "acme", "--text", "hello", "--format", "json")
    assert typed.code in {2, 10}
    assert '"allow"' not in typed.out


def test_explain_shows_every_rule(desk: UserDesk) -> None:
    """Also those that had nothing to say."""
    typed = desk.type("check", "--to", "x:@jo", "--text", "hello", "--explain", "--format", "json")
    assert {"rule": "wrong-hat", "said": "nothing to say"} in typed.json["heard"]


def test_a_missing_picture_is_wrong_use(desk: UserDesk) -> None:
    """A typing mistake is told before anything is judged."""
    typed = desk.type("check", "--to", "x:@jo", "--text", "hello", "--media", "nowhere.jpg")
    assert typed.code == 2
    assert "nowhere.jpg is no file" in typed.err


def test_a_picture_in_the_home_of_nobody_is_missing(desk: UserDesk) -> None:
    """``~somebody`` may not be there; that is no mistake of the program."""
    typed = desk.type("check", "--to", "x:@jo", "--text", "hello", "--media", "~nobody-of-this-name/a.jpg")
    assert (typed.code, "is no file" in typed.err) == (2, True)


def test_an_unknown_identity_is_wrong_use(desk: UserDesk) -> None:
    """The message lists the identities there are."""
    typed = desk.type("check", "--to", "x:@jo", "--text", "hello", "--as", "zenith")
    assert (typed.code, "Known are: acme, jo" in typed.err) == (2, True)


def test_markup_in_a_text_is_shown_as_it_is(desk: UserDesk) -> None:
    """Brackets and control characters of a file or an account never become colours or worse."""
    typed = desk.type("check", "--to", "x:@[red]\x1b[2J", "--text", "hello")
    assert typed.code == 10
    assert "[red]" in typed.out
    assert "\x1b" not in typed.out


def test_a_brand_is_worn_for_a_time_and_shown(desk: UserDesk) -> None:
    """``be`` puts the hat on, ``status`` shows it, ``check`` judges by it, the journal keeps the change."""
    assert "Acme Ltd" in desk.type("be", "acme", "--for", "10m").out
    status = desk.type("status", "--format", "json").json
    assert (status["active"], status["until"] is not None) == ("acme", True)
    assert desk.type("check", "--to", "x:@acme", "--text", "hello").code == 0
    assert desk.type("check", "--to", "x:@jo", "--text", "hello").code == 10
    assert [row["kind"] for row in desk.type("journal", "export").json] == ["hat", "decision", "decision"]


def test_a_worn_out_hat_falls_back_to_the_person(desk: UserDesk) -> None:
    """Nothing expires into a brand, and the hold says why."""
    desk.type("be", "acme")
    state = json.loads((desk.state / "state.json").read_text(encoding="utf-8"))
    state["hat"]["until"] = "2026-01-01T00:00:00+00:00"
    (desk.state / "state.json").write_text(json.dumps(state), encoding="utf-8")
    typed = desk.type("check", "--to", "x:@acme", "--text", "hello", "--format", "json")
    assert [reason["rule"] for reason in typed.json["reasons"]] == ["expired-hat"]
    assert desk.type("status", "--format", "json").json["active"] == "jo"


def test_a_timed_hat_does_not_outlive_the_machine_s_start(desk: UserDesk) -> None:
    """After a restart nobody is a brand any more."""
    desk.type("be", "acme", "--for", "8h")
    state = json.loads((desk.state / "state.json").read_text(encoding="utf-8"))
    state["hat"]["boot"] = "another-start"
    (desk.state / "state.json").write_text(json.dumps(state), encoding="utf-8")
    assert desk.type("check", "--to", "x:@acme", "--text", "hello").code == 10


def test_setting_the_clock_back_does_not_lengthen_a_hat(desk: UserDesk) -> None:
    """The deadline also lies on the clock that nobody sets."""
    desk.type("be", "acme", "--for", "10m")
    state = json.loads((desk.state / "state.json").read_text(encoding="utf-8"))
    state["hat"]["until"] = "2099-01-01T00:00:00+00:00"
    state["hat"]["until_running"] = 0.0
    (desk.state / "state.json").write_text(json.dumps(state), encoding="utf-8")
    assert desk.type("check", "--to", "x:@acme", "--text", "hello").code == 10


WORN = {"identity": "acme", "since": "2026-01-01T00:00:00+00:00", "until": "2099-01-01T00:00:00+00:00", "boot": ""}
BROKEN = [
    "",
    "{",
    "[]",
    '{"hat": 1}',
    '{"hat": {"identity": "acme"}, "frozen": {}}',
    json.dumps({"hat": {**WORN, "until_running": "soon"}, "frozen": {}}),
    json.dumps({"hat": {**WORN, "until": "2099-01-01T00:00:00", "until_running": 1.0}, "frozen": {}}),
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_state_file_holds(desk: UserDesk, content: str) -> None:
    """Who is worn cannot be told, so nothing is allowed, and the remedy is said."""
    desk.state.mkdir()
    (desk.state / "state.json").write_text(content, encoding="utf-8")
    typed = desk.type("check", "--to", "x:@jo", "--text", "hello", "--format", "json")
    assert typed.code == 10
    assert "hatcheck be" in typed.json["reasons"][0]["text"]


def test_a_frozen_brand_is_denied_until_it_is_unfrozen(desk: UserDesk) -> None:
    """Exit code 11, with the reason that was given; unfreezing lets posts be judged again."""
    desk.type("freeze", "acme", "--reason", "the slip of Tuesday")
    typed = desk.type("check", "--to", "x:@acme", "--as", "acme", "--text", "hello")
    assert typed.code == 11
    assert "the slip of Tuesday" in typed.out
    assert desk.type("unfreeze", "acme").code == 0
    assert desk.type("check", "--to", "x:@acme", "--as", "acme", "--text", "hello").code == 0
    assert desk.type("unfreeze", "acme").code == 1


def test_a_mirror_in_a_tool_of_the_workspace_holds(desk: UserDesk) -> None:
    """The judgement reads the tools the workspace names, also after they change."""
    flow = {
        "users": [{"twitter_username": "jo", "pleroma_username": "acme", "pleroma_token": "x"}],
        "pleroma_base_url": "https://chaos.social",
    }
    (desk.folder / "tools").mkdir()
    (desk.folder / "tools" / "config.yml").write_text(json.dumps(flow), encoding="utf-8")
    desk.workspace.write_text(
        desk.workspace.read_text(encoding="utf-8").replace(
            '"facebook:acme"]', '"facebook:acme", "mastodon:@acme@chaos.social"]'
        )
        + '\n[tools]\npaths = ["tools"]\n',
        encoding="utf-8",
    )
    typed = desk.type("check", "--to", "x:@jo", "--text", "hello", "--format", "json")
    assert [reason["rule"] for reason in typed.json["reasons"]] == ["mirror-reaches"]
    assert "config.yml" in typed.json["reasons"][0]["evidence"]
    assert typed.json["reach"][0]["account"] == "mastodon:@acme@chaos.social"
    assert desk.type("check", "--to", "x:@jo", "--text", "hello").code == 10  # from the cache
    (desk.folder / "tools" / "config.yml").write_text(
        "users: []\npleroma_base_url: https://chaos.social\n", encoding="utf-8"
    )
    assert desk.type("check", "--to", "x:@jo", "--text", "hello").code == 0
    (desk.folder / "tools" / "config.yml").write_text("users: [", encoding="utf-8")
    typed = desk.type("check", "--to", "x:@jo", "--text", "hello", "--format", "json")
    assert [reason["rule"] for reason in typed.json["reasons"]] == ["unknown-fact"]


def test_status_says_what_is_wrong(desk: UserDesk) -> None:
    """A broken workspace shows as trouble, with exit code 1."""
    desk.workspace.write_text("[[identity", encoding="utf-8")
    typed = desk.type("status", "--format", "json")
    assert typed.code == 1
    assert "hatcheck.toml, line 1" in typed.json["troubles"][0]


def test_status_says_that_the_journal_cannot_be_used(desk: UserDesk) -> None:
    """Then every post is held, which nobody would guess from an exit code 0."""
    desk.state.mkdir()
    (desk.state / "journal.db").write_bytes(b"this is no database, but a letter to a friend " * 40)
    typed = desk.type("status", "--format", "json")
    assert (typed.code, len(typed.json["troubles"])) == (1, 1)
    assert "journal.db: is no journal" in typed.json["troubles"][0]


def test_status_says_that_the_journal_has_no_key(desk: UserDesk) -> None:
    """Without a keyring the chain has no key, and that is said."""
    assert "chain without key" in desk.type("status", "--format", "json").json["journal"]["seal"]


def test_the_program_itself_runs(desk: UserDesk) -> None:
    """As a process, with its real exit code and nothing on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "guard.cli.main", "check", "--to", "x:@acme", "--text", "hello", "--format", "json"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert (done.returncode, done.stderr) == (10, b"")
    assert json.loads(done.stdout)["decision"] == "hold"
    assert desk.type("journal", "export").json[0]["detail"]["verdict"] == "hold"


def test_commands_at_the_same_time_do_not_undo_each_other(desk: UserDesk) -> None:
    """What was said to be frozen is frozen, and what was said to be added is there."""
    names = [f"brand{number}" for number in range(6)]
    assert at_once([["identity", "add", name, "--kind", "brand"] for name in names]) == [0] * 6
    assert {one["id"] for one in desk.type("identity", "list", "--format", "json").json} == {"acme", "jo", *names}
    assert at_once([*(["freeze", name, "--reason", "a slip"] for name in names), ["be", "acme"]]) == [0] * 7
    status = desk.type("status", "--format", "json").json
    assert (set(status["frozen"]), status["active"]) == (set(names), "acme")


def at_once(commands: list[list[str]]) -> list[int]:
    """The exit codes of commands that run at the same time."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    program = [sys.executable, "-m", "guard.cli.main"]
    running = [subprocess.Popen([*program, *words], env=environment, stdout=subprocess.DEVNULL) for words in commands]
    return [one.wait() for one in running]


@pytest.mark.parametrize(
    ("worn", "now", "same"),
    [("1000000", "1000200", True), ("1000000", "1000400", False), ("a1-b2", "a1-b2", True), ("a1-b2", "c3", False)],
    ids=["guessed, the clock was set a little", "guessed, another start", "told, the same", "told, another"],
)
def test_one_start_of_the_machine_is_told_from_another(worn: str, now: str, *, same: bool) -> None:
    """Where the system names no start, it is guessed from the clocks."""
    assert same_start(worn, now) is same


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams")
def test_closed_streams_break_nothing(desk: UserDesk) -> None:
    """The exit code is the answer, also where nobody listens."""
    line = f"{sys.executable} -m guard.cli.main check --to x:@acme --text - <&- >&-"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(["bash", "-c", line], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (10, b"")
    assert desk.type("journal", "export").json[0]["detail"]["length"] == 0


def test_a_shortened_option_is_wrong_use(desk: UserDesk) -> None:
    """What is not known is not guessed."""
    assert desk.type("--work", "x.toml", "status").code == 2


def test_a_reading_that_failed_once_is_tried_again(desk: UserDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file did not change, but the machine had a bad moment: the next judgement reads it again."""
    store = {"active_user": None, "apps": {}, "users": {"jo@chaos.social": {"instance": "chaos.social"}}}
    (desk.folder / "toot.json").write_text(json.dumps(store), encoding="utf-8")
    tools = '\n[tools]\npaths = ["toot.json"]\n'
    desk.workspace.write_text(desk.workspace.read_text(encoding="utf-8") + tools, encoding="utf-8")
    with monkeypatch.context() as moment:
        moment.setattr(sys, "executable", "/bin/false")
        assert desk.type("check", "--to", "x:@jo", "--text", "hello").code == 10
    assert desk.type("check", "--to", "x:@jo", "--text", "hello").code == 0

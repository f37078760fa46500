"""The command gate as a whole: a real toot, a real engine, a server that records what arrives."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from gated import Gated, answered, gated, next_hold

from guard.clients.gate import GIVEN_UP, NOT_ALLOWED, NOT_JUDGED

pytest.importorskip("toot", reason="toot is not installed: make setup")


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gated]:
    with gated(tmp_path, "toot") as made:
        yield made


def test_the_right_hat_is_not_asked(gate: Gated) -> None:
    """Own hat, own account: the post arrives once, and toot says what it always says."""
    done = gate.run("toot", "post", "Lovely morning")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Toot posted: {gate.server.url}/@jo/1\n"
    assert gate.server.posts == [("jo", "Lovely morning")]


def test_the_wrong_hat_is_stopped_and_the_draft_is_kept(gate: Gated) -> None:
    """The brand's user is active in toot: held, stopped, nothing arrives."""
    gate.log_in("acme@example.social")
    with gate.desk.line("face") as face, gate.begin("toot", "post", "getting slizzerd") as command:
        card = answered(face, "stop")
        out, err = command.communicate(timeout=30)
    assert (command.returncode, out) == (NOT_ALLOWED, "")
    assert (card["text"], card["destinations"][0]["handle"]) == ("getting slizzerd", "@acme@example.social")
    assert "holds this" in err
    assert "not posted" in err
    assert gate.server.arrived == []
    assert gate.drafts() == ["getting slizzerd"]
    assert str(gate.folder / "state" / "drafts") in err


def test_what_is_released_arrives_once(gate: Gated) -> None:
    """The answer lets the same command run, with its own output and exit code."""
    gate.log_in("acme@example.social")
    with gate.desk.line("face") as face, gate.begin("toot", "post", "Blood drive today") as command:
        answered(face, "release")
        out, _ = command.communicate(timeout=30)
    assert (command.returncode, out) == (0, f"Toot posted: {gate.server.url}/@acme/1\n")
    assert gate.server.posts == [("acme", "Blood drive today")]
    assert gate.drafts() == []


@pytest.mark.parametrize(
    ("words", "env"),
    [
        pytest.param(("post", "hi", "--using", "acme@example.social"), {}, id="named behind the command"),
        pytest.param(("post", "hi", "-uacme@example.social"), {}, id="named in one word"),
        pytest.param(("--as", "acme@example.social", "post", "hi"), {}, id="named before the command"),
        pytest.param(("post", "hi"), {"TOOT_POST_USING": "acme@example.social"}, id="named by the environment"),
        pytest.param(("post", "hi"), {"TOOT_AS_USER": "acme@example.social"}, id="named for the whole environment"),
    ],
)
def test_the_account_is_the_effective_one(gate: Gated, words: tuple[str, ...], env: dict[str, str]) -> None:
    """Whatever toot would take the account from: the judgement and toot agree on it."""
    with gate.desk.line("face") as face, gate.begin("toot", *words, env=env) as command:
        card = answered(face, "release")
        command.communicate(timeout=30)
    assert card["destinations"][0]["handle"] == "@acme@example.social"
    assert gate.server.posts == [("acme", "hi")]


def test_the_settings_of_toot_name_the_account(gate: Gated) -> None:
    """``settings.toml`` decides where neither words nor environment do."""
    settings = gate.folder / ".config" / "toot" / "settings.toml"
    settings.write_text('[commands.post]\nusing = "acme@example.social"\n', encoding="utf-8")
    with gate.desk.line("face") as face, gate.begin("toot", "post", "hi") as command:
        card = answered(face, "release")
        command.communicate(timeout=30)
    assert card["destinations"][0]["handle"] == "@acme@example.social"
    assert gate.server.posts == [("acme", "hi")]


def test_the_store_is_the_one_that_toot_would_read(gate: Gated) -> None:
    """Another XDG_CONFIG_HOME is another account store."""
    other = gate.folder / "elsewhere" / "toot"
    other.mkdir(parents=True)
    gate.log_in("acme@example.social")
    (gate.folder / ".config/toot/config.json").rename(other / "config.json")
    gate.log_in("jo@example.social")
    words, env = ("toot", "post", "hi"), {"XDG_CONFIG_HOME": str(other.parent)}
    with gate.desk.line("face") as face, gate.begin(*words, env=env) as command:
        answered(face, "stop")
        command.communicate(timeout=30)
    assert command.returncode == NOT_ALLOWED
    assert gate.server.arrived == []


def test_a_store_that_cannot_be_read_is_held(gate: Gated) -> None:
    """Unknown means hold."""
    (gate.folder / ".config/toot/config.json").write_text("{", encoding="utf-8")
    with gate.desk.line("face") as face, gate.begin("toot", "post", "hi") as command:
        card = answered(face, "stop")
        command.communicate(timeout=30)
    assert command.returncode == NOT_ALLOWED
    assert any("does not say as whom toot posts" in reason["text"] for reason in card["reasons"])


@pytest.mark.parametrize("hat", ["jo", "acme"])
def test_text_from_standard_input_is_judged_and_fed_again(gate: Gated, hat: str) -> None:
    """What was read for the judgement is what toot posts, to the last byte."""
    gate.log_in(f"{hat}@example.social")
    text = "Ünïcode\n\nand a second paragraph – " + "long " * 2000
    if hat == "jo":
        assert gate.run("toot", "post", fed=text).returncode == 0
    else:
        with gate.desk.line("face") as face, gate.begin("toot", "post", stdin=subprocess.PIPE) as command:
            assert command.stdin is not None
            command.stdin.write(text)
            command.stdin.close()
            command.stdin = None
            assert answered(face, "release")["text"] == text.rstrip()
            command.communicate(timeout=30)
    assert gate.server.posts == [(hat, text.rstrip())]


def test_pictures_are_shown_and_sent_once(gate: Gated) -> None:
    """Nothing is uploaded before the answer."""
    gate.log_in("acme@example.social")
    (gate.folder / "plane.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with gate.desk.line("face") as face, gate.begin("toot", "post", "-m", "plane.png", "See you") as command:
        hold = next_hold(face)
        assert gate.server.arrived == []
        assert face.ask("show", 10, hold=hold)["card"]["media"][0]["path"] == str(gate.folder / "plane.png")
        answered(face, "release")
        command.communicate(timeout=30)
    assert [one.path for one in gate.server.written] == ["/api/v2/media", "/api/v1/statuses"]


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        pytest.param(("reblog", "5"), "repost", id="repost"),
        pytest.param(("favourite", "5"), "like", id="like"),
        pytest.param(("delete", "5"), "delete", id="delete"),
        pytest.param(("post", "-r", "5", "hi"), "reply", id="reply"),
        pytest.param(("post", "-v", "direct", "@x hi"), "message", id="message"),
        pytest.param(("post", "--scheduled-in", "2h", "hi"), "schedule", id="schedule"),
    ],
)
def test_every_verb_is_held_in_the_wrong_hat(gate: Gated, words: tuple[str, ...], verb: str) -> None:
    """Not only posts leave in an account's name."""
    gate.log_in("acme@example.social")
    with gate.desk.line("face") as face, gate.begin("toot", *words) as command:
        assert answered(face, "stop")["verb"] == verb
        command.communicate(timeout=30)
    assert command.returncode == NOT_ALLOWED
    assert gate.server.written == []


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--version",), id="its version"),
        pytest.param(("post", "--help"), id="the help of a posting command"),
        pytest.param(("whoami",), id="a command that reads"),
        pytest.param(("no-such-option", "--help"), id="a command there is not"),
        pytest.param(("auth",), id="its accounts"),
    ],
)
def test_what_publishes_nothing_is_untouched(gate: Gated, words: tuple[str, ...]) -> None:
    """Exit code and both outputs are those of the tool alone, and the engine is not asked."""
    gate.log_in("acme@example.social")
    gate.desk.end()
    with_hook, alone = gate.run("toot", *words), gate.run("toot", *words, guarded=False)
    assert (with_hook.returncode, with_hook.stdout, with_hook.stderr) == (alone.returncode, alone.stdout, alone.stderr)
    assert gate.desk.process is None
    assert not (gate.folder / "state" / "engine.sock").exists()


def test_guard_does_the_same_without_a_shim(gate: Gated) -> None:
    """Once, and for whoever wants nothing in PATH."""
    gate.log_in("acme@example.social")
    words = ("hatcheck", "guard", "--", "toot", "post", "hi")
    with gate.desk.line("face") as face, gate.begin(*words) as command:
        answered(face, "stop")
        command.communicate(timeout=30)
    assert command.returncode == NOT_ALLOWED
    assert gate.server.arrived == []
    gate.log_in("jo@example.social")
    assert gate.run(*words).stdout == f"Toot posted: {gate.server.url}/@jo/1\n"


def test_giving_up_withdraws_the_post(gate: Gated) -> None:
    """Ctrl-C while it is held: the hold is closed, the exit code is the shell's own for it."""
    gate.log_in("acme@example.social")
    with gate.desk.line("face") as face, gate.begin("toot", "post", "never mind") as command:
        hold = next_hold(face)
        command.send_signal(signal.SIGINT)
        _, err = command.communicate(timeout=30)
        while (event := face.event(20))["event"] != "closed":
            pass
    assert (event["hold"], event["verdict"], event["by"]) == (hold, "deny", "abandoned")
    assert command.returncode == GIVEN_UP
    assert gate.drafts() == ["never mind"]
    assert "Traceback" not in err


def test_an_engine_that_ends_lets_nothing_out(gate: Gated) -> None:
    """The restart denies what was held, and the command hears of it."""
    gate.log_in("acme@example.social")
    with gate.desk.line("face") as face, gate.begin("toot", "post", "hi") as command:
        next_hold(face)
        gate.desk.end(signal.SIGKILL)
        _, err = command.communicate(timeout=30)
    assert command.returncode == NOT_JUDGED
    assert "The engine went away" in err
    assert gate.server.arrived == []
    assert gate.drafts() == ["hi"]


def test_an_engine_that_does_not_run_is_started(gate: Gated) -> None:
    """Nobody has to remember it."""
    gate.desk.end()
    try:
        done = gate.run("toot", "post", "hi")
        assert (done.returncode, done.stderr) == (0, "")
        assert gate.server.posts == [("jo", "hi")]
    finally:
        with gate.desk.line("face") as face:
            face.ask("quit", 20)


def test_without_an_engine_nothing_leaves(gate: Gated) -> None:
    """Where it can neither be reached nor started the post is refused, and the remedy is told."""
    gate.desk.end()
    nowhere = gate.folder / "nowhere"
    nowhere.write_text("no folder", encoding="utf-8")
    done = gate.run("toot", "post", "hi", env={"HATCHECK_SOCKET": str(nowhere / "engine.sock")})
    assert done.returncode == NOT_JUDGED
    assert "hatcheck engine" in done.stderr
    assert gate.server.arrived == []
    assert gate.drafts() == ["hi"]


def test_a_tool_that_is_missing_says_so(gate: Gated) -> None:
    """127, as every shell says it, and no loop through the shim."""
    empty = {"PATH": str(gate.folder / "shims")}
    done = subprocess.run(
        [str(gate.folder / "shims" / "toot"), "timelines"],
        env={**gate.environment, **empty},
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert (done.returncode, done.stdout) == (127, "")
    assert "no such program" in done.stderr


def test_a_link_to_a_shim_is_no_tool(gate: Gated) -> None:
    """A second folder in PATH with a link into the first would be a circle."""
    other = gate.folder / "linked"
    other.mkdir()
    (other / "toot").symlink_to(gate.folder / "shims" / "toot")
    done = gate.run("toot", "post", "hi", env={"PATH": f"{other}{os.pathsep}{gate.environment['PATH']}"})
    assert done.returncode == 0
    assert gate.server.posts == [("jo", "hi")]


def test_a_tool_that_nobody_described_is_held(gate: Gated) -> None:
    """What it posts, and as whom, is unknown."""
    gate.tool("blurt", "#!/bin/sh\necho sent >> sent\n")
    with gate.desk.line("face") as face, gate.begin("hatcheck", "guard", "--", "blurt", "hello there") as command:
        card = answered(face, "stop")
        command.communicate(timeout=30)
    assert command.returncode == NOT_ALLOWED
    assert "hello there" in card["text"]
    assert not (gate.folder / "sent").exists()


def test_a_tool_can_be_described_by_its_user(gate: Gated) -> None:
    """A file with few lines; the account comes from the environment that the file names."""
    gate.tool("blurt", "#!/bin/sh\ncat > sent\nexit 7\n")
    folder = gate.folder / "commands"
    folder.mkdir()
    (folder / "blurt.json").write_text(
        """{"version": 1, "tool": "blurt", "about": "ours", "docs": "", "platform": "mastodon",
        "sources": {"own": {"where": "our own script", "date": "2026-11-22", "confidence": "high"}},
        "options": ["--user NAME"], "account": ["--user"], "env": {"BLURT_AS": "--user"},
        "commands": {"": {"verb": "post", "source": "own", "stdin": "always"}}}""",
        encoding="utf-8",
    )
    words, fed = ("hatcheck", "guard", "--", "blurt"), "from a pipe"
    done = gate.run(*words, env={"BLURT_AS": "@jo@example.social"}, fed=fed)
    assert (done.returncode, (gate.folder / "sent").read_text(encoding="utf-8")) == (7, fed)
    with gate.desk.line("face") as face, gate.begin(*words, env={"BLURT_AS": "@acme@example.social"}) as command:
        answered(face, "stop")
        command.communicate(timeout=30)
    assert command.returncode == NOT_ALLOWED


def test_a_broken_description_is_held(gate: Gated) -> None:
    """It must not turn the guard off."""
    folder = gate.folder / "commands"
    folder.mkdir()
    (folder / "toot.json").write_text('{"commands": ', encoding="utf-8")
    with gate.desk.line("face") as face, gate.begin("toot", "timelines", "home") as command:
        answered(face, "stop")
        command.communicate(timeout=30)
    assert command.returncode == NOT_ALLOWED


def test_the_tool_gets_its_own_world(gate: Gated) -> None:
    """Environment, words, folder and signals are as without the hook, in the plain C locale as well."""
    # A shell's script: Python itself would change what is looked at.
    script = """\
#!/bin/sh
tr '\\0' '\\n' < /proc/$$/environ | sort
grep SigIgn /proc/$$/status
echo $(cd /proc/$$/fd && echo *) "$0" "$(pwd)"
printf '[%s]' "$@"
"""
    gate.tool("toot", script)
    words = ("toot", "timeline", "a b", "", "'\"$x`", "\n")
    for env in ({}, {"LC_ALL": "", "LANG": "", "LC_CTYPE": ""}, {"LC_ALL": "C"}):
        alone = gate.run(str(gate.folder / "bin" / "toot"), *words[1:], env={**env, "PATH": gate.environment["PATH"]})
        with_hook = gate.run(*words, env=env)
        assert (with_hook.returncode, with_hook.stdout) == (alone.returncode, alone.stdout)


HARMLESS = {
    "encodings", "codecs", "abc", "io", "stat", "zipimport", "genericpath", "posixpath", "os", "guard",
    "guard.clients", "guard.clients.running", "guard.clients.described", "guard.commands", "guard.commands.places",
    "guard.commands.words",
}  # fmt: skip
JUDGED_TOO = {
    "guard.clients.gate", "guard.clients.drafts", "guard.clients.witness", "guard.clients.asking",
    "guard.clients.gathering",
    "guard.clients.line", "guard.door", "guard.frames", "json", "struct", "socket", "selectors", "re", "enum", "types",
    "functools", "collections", "operator", "keyword", "reprlib", "copyreg", "math", "select", "array",
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        pytest.param(("timelines", "home"), HARMLESS, id="what publishes nothing needs next to nothing"),
        pytest.param(("post", "hi"), HARMLESS | JUDGED_TOO, id="a post needs sockets and JSON"),
    ],
)
def test_the_hook_imports_no_more_than_it_may(gate: Gated, words: tuple[str, ...], allowed: set[str]) -> None:
    """Whoever adds an import here pays it at every call of the tool."""
    gate.tool("toot", "#!/bin/sh\n")
    hook = Path(__file__).parents[2] / "guard" / "clients" / "hook.py"
    command = [sys.executable, "-I", "-S", "-X", "importtime", str(hook), "toot", *words]
    done = subprocess.run(
        command,
        env=gate.environment,
        cwd=gate.folder,
        capture_output=True,
        text=True,
        timeout=30,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    names = [line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")]
    loaded = {name for name in names[1:] if not name.startswith("_")} - set(sys.builtin_module_names)
    parts_of = ("encodings.", "json.", "re.", "collections.")
    assert "guard.commands.words" in loaded
    assert {name for name in loaded if not name.startswith(parts_of)} <= allowed


def test_nothing_that_is_too_long_leaves(gate: Gated) -> None:
    """The engine takes a million characters; what is longer is refused with a remedy, not cut."""
    done = gate.run("toot", "post", fed="x" * 1_100_000)
    assert done.returncode == NOT_JUDGED
    assert "in pieces" in done.stderr
    assert gate.server.arrived == []


def test_two_at_once_are_two_questions(gate: Gated) -> None:
    """Each waits for its own answer."""
    gate.log_in("acme@example.social")
    with gate.desk.line("face") as face, gate.begin("toot", "post", "first") as first:
        next_hold(face)
        with gate.begin("toot", "post", "second") as second:
            while len(face.ask("watch", 20)["holds"]) < 2:
                assert second.poll() is None
            released = answered(face, "release")["text"]
            answered(face, "stop")
            first.communicate(timeout=30)
            second.communicate(timeout=30)
    assert released == "first"
    assert (first.returncode, second.returncode) == (0, NOT_ALLOWED)
    assert gate.server.posts == [("acme", "first")]


@pytest.mark.parametrize("changed", ["store", "picture"])
def test_an_answer_covers_what_was_judged_and_nothing_else(gate: Gated, changed: str) -> None:
    """Another user is made active, or another picture put in the place, while the question stands."""
    gate.log_in("acme@example.social")
    picture = gate.folder / "plane.png"
    picture.write_bytes(b"\x89PNG")
    with gate.desk.line("face") as face, gate.begin("toot", "post", "-m", "plane.png", "hi") as command:
        next_hold(face)
        if changed == "store":
            gate.log_in("jo@example.social")
        else:
            picture.write_bytes(b"\x89PNG another")
        answered(face, "release")
        _, err = command.communicate(timeout=30)
    assert command.returncode == NOT_JUDGED
    assert "changed meanwhile" in err
    assert gate.server.arrived == []

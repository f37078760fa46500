"""The vault against a real keyring daemon on a bus of its own: working, locked, absent, silent, and tempted."""

import json
import os
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from guard.vault import Secret

ROOT = Path(__file__).parents[2]
with_keyring = pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs the Debian packages gnome-keyring and dbus",
)

ASK = textwrap.dedent("""
    import json, sys, time
    from guard.vault import Vault
    vault = Vault(patience=float(sys.argv[1]))
    answers = []
    for operation, *values in json.loads(sys.argv[2]):
        start = time.monotonic()
        answer = getattr(vault, operation)(*values)
        text = getattr(answer, "text", getattr(answer, "reason", getattr(answer, "backend", "")))
        answers.append([type(answer).__name__, text, time.monotonic() - start])
    print(json.dumps(answers))
""")


def ask(
    home: Path, *calls: tuple[str, ...], bus: list[str] | None = None, patience: float = 2.0, **env: str
) -> list[list[Any]]:
    """What a process of its own gets from the vault: kind, words and seconds of each answer."""
    home.mkdir(exist_ok=True)
    clean = {name: value for name, value in os.environ.items() if name not in {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY"}}
    folders = {"HOME": str(home), "XDG_DATA_HOME": f"{home}/data", "XDG_RUNTIME_DIR": f"{home}/run"}
    for name in ("data", "run"):
        (home / name).mkdir(mode=0o700, exist_ok=True)
    done = subprocess.run(
        [*(bus or []), sys.executable, "-c", ASK, str(patience), json.dumps(calls)],
        env={**clean, **folders, "PYTHONPATH": str(ROOT), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=30,
        check=True,
    )
    answers: list[list[Any]] = json.loads(done.stdout.splitlines()[-1])
    return answers


def opened_with(password: str) -> list[str]:
    """A bus with a keyring that is given ``password`` at log-in."""
    start = f'printf {password} | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'
    return ["dbus-run-session", "--", "bash", "-c", start, "bash"]


@with_keyring
def test_a_secret_comes_back_as_it_was_put(tmp_path: Path) -> None:
    long = "gehëim-✓" * 800
    answers = ask(
        tmp_path / "home",
        ("state",),
        ("get", "mastodon token"),
        ("put", "mastodon token", long),
        ("get", "mastodon token"),
        ("put", "mastodon token", "new"),
        ("get", "mastodon token"),
        ("delete", "mastodon token"),
        ("delete", "mastodon token"),
        ("get", "mastodon token"),
        bus=opened_with("ci-pass"),
    )
    assert [kind for kind, _, _ in answers] == [
        "Ready",
        "Absent",
        "Done",
        "Secret",
        "Done",
        "Secret",
        "Done",
        "Absent",
        "Absent",
    ]
    assert [answers[0][1], answers[3][1], answers[5][1]] == ["Secret Service", long, "new"]


@with_keyring
def test_a_locked_keyring_is_unavailable_in_time_and_keeps_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert ask(home, ("put", "a", "before"), bus=opened_with("right"))[0][0] == "Done"
    answers = ask(home, ("state",), ("get", "a"), ("put", "a", "after"), ("delete", "a"), bus=opened_with("wrong"))
    assert [kind for kind, _, _ in answers] == ["Unavailable"] * 4
    assert all("locked" in words and seconds < 2.5 for _, words, seconds in answers)
    assert ask(home, ("get", "a"), bus=opened_with("right"))[0][:2] == ["Secret", "before"]


CALLS = (("state",), ("get", "a"), ("put", "a", "s3cret"), ("delete", "a"))


@pytest.mark.parametrize("address", [pytest.param("disabled:", id="bus disabled"), pytest.param("", id="no address")])
def test_without_a_bus_every_answer_is_unavailable(tmp_path: Path, address: str) -> None:
    env = {"DBUS_SESSION_BUS_ADDRESS": address} if address else {}
    answers = ask(tmp_path / "home", *CALLS, **env)
    assert [kind for kind, _, _ in answers] == ["Unavailable"] * 4
    assert all("no keyring is running" in words for _, words, _ in answers)


@with_keyring
def test_a_bus_without_a_keyring_is_unavailable(tmp_path: Path) -> None:
    """A session whose bus can start no keyring either."""
    config = tmp_path / "bus.conf"
    config.write_text(
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context='default'>"
        "<allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/></policy></busconfig>"
    )
    answers = ask(tmp_path / "home", *CALLS, bus=["dbus-run-session", f"--config-file={config}", "--"])
    assert [kind for kind, _, _ in answers] == ["Unavailable"] * 4
    assert all("no keyring is running" in words for _, words, _ in answers)


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="these have no session bus")
def test_a_keyring_that_never_answers_costs_its_time_limit_and_does_not_keep_the_process(tmp_path: Path) -> None:
    """A bus that takes the connection and then says nothing, for every call, and at the exit of Python."""
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(f"{tmp_path}/bus")
        silent.listen(8)
        start = time.monotonic()
        answers = ask(tmp_path / "home", *CALLS, patience=0.4, DBUS_SESSION_BUS_ADDRESS=f"unix:path={tmp_path}/bus")
        took = time.monotonic() - start
    assert [kind for kind, _, _ in answers] == ["Unavailable"] * 4
    assert all("does not answer" in words and seconds < 0.9 for _, words, seconds in answers)
    assert took < 8


TRAP = """
from keyring.backend import KeyringBackend

class Plain(KeyringBackend):
    priority = 9

    def get_password(self, service, username):
        return "from the trap"

    def set_password(self, service, username, password):
        with open({target!r}, "a") as file:
            file.write(password)

    def delete_password(self, service, username):
        pass
"""


def plain_text_backend(folder: Path, target: Path) -> None:
    """Installs below ``folder`` what keyrings.alt installs: a backend that writes to ``target``, found by its entry."""
    (folder / "plain-1.dist-info").mkdir(parents=True)
    (folder / "plain_backend.py").write_text(TRAP.format(target=str(target)))
    (folder / "plain-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: plain\nVersion: 1\n")
    (folder / "plain-1.dist-info" / "entry_points.txt").write_text("[keyring.backends]\nplain = plain_backend\n")


@pytest.fixture
def tempted(tmp_path: Path) -> dict[str, str]:
    """The environment of a process that has a plain text backend installed, chosen in every way there is."""
    plain_text_backend(tmp_path / "site", tmp_path / "spilled")
    config = tmp_path / "config" / "python_keyring"
    config.mkdir(parents=True)
    (config / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=plain_backend.Plain\n")
    return {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path / 'site'}",
        "PYTHON_KEYRING_BACKEND": "plain_backend.Plain",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }


def test_a_plain_text_backend_is_never_used_whoever_asks_for_it(tmp_path: Path, tempted: dict[str, str]) -> None:
    answers = ask(tmp_path / "home", *CALLS, **tempted)
    assert [kind for kind, _, _ in answers] == ["Unavailable"] * 4
    assert not (tmp_path / "spilled").exists()


@pytest.mark.parametrize("way", ["installed", "PYTHON_KEYRING_BACKEND", "XDG_CONFIG_HOME"])
def test_the_trap_works_on_those_who_let_keyring_choose(tmp_path: Path, tempted: dict[str, str], way: str) -> None:
    """Without this the test above could pass because nothing was laid out."""
    kept = {"PYTHONPATH", "DBUS_SESSION_BUS_ADDRESS", way}
    env = {**os.environ, "HOME": str(tmp_path), **{name: tempted[name] for name in kept if name in tempted}}
    subprocess.run(
        [sys.executable, "-c", "import keyring; keyring.set_password('s', 'n', 'spilled')"], env=env, check=True
    )
    assert (tmp_path / "spilled").read_text() == "spilled"


@with_keyring
def test_a_working_keyring_is_taken_although_another_backend_is_asked_for(
    tmp_path: Path, tempted: dict[str, str]
) -> None:
    del tempted["DBUS_SESSION_BUS_ADDRESS"]
    answers = ask(tmp_path / "home", ("put", "a", "s3cret"), ("get", "a"), bus=opened_with("ci-pass"), **tempted)
    assert [answer[:2] for answer in answers] == [["Done", ""], ["Secret", "s3cret"]]
    assert not (tmp_path / "spilled").exists()


@with_keyring
def test_a_refusal_never_quotes_the_secret(tmp_path: Path) -> None:
    """A lone surrogate cannot be encoded, and Python's error for that carries the whole text."""
    ((kind, words, _),) = ask(tmp_path / "home", ("put", "a", "s3cret\ud800"), bus=opened_with("ci-pass"))
    assert kind == "Unavailable"
    assert "s3cret" not in words


def test_a_secret_does_not_show_in_its_repr() -> None:
    assert "s3cret" not in repr(Secret("s3cret"))


def test_the_keyring_library_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, guard.vault; guard.vault.Vault(); sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

"""The engine beside a real Secret Service that is absent, locked, hanging or working: no decision waits for it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from served import BRAND, OWN, WORKSPACE, Served
from test_vault import opened_with, plain_text_backend, with_keyring

from guard.clients.line import Line
from guard.journal import Journal

ROOT = Path(__file__).parents[2]
POSTS = 5
ENDS_WITHIN = 10
"""Seconds. A keyring that does not answer is given up after two, at the start of the end and at its end."""


@dataclass
class KeyedDesk(Served):
    """A desk whose engine knows a session bus, and folders of its own for everything a keyring may write."""

    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        folders = {
            f"XDG_{name}": str(self.folder / name.lower()) for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME")
        }
        return {**super().environment, **folders, "XDG_RUNTIME_DIR": str(self.folder / "run"), **self.more}

    def journal_light(self, face: Line) -> dict[str, str] | None:
        """What the shells are told of the journal, or None before the keyring has said anything."""
        lights = face.ask("watch", 20)["lights"]
        return next((light for light in lights if light["id"] == "journal"), None)

    def told_of_journal(self, face: Line) -> dict[str, str]:
        """The same, once there is something to be told."""
        while (light := self.journal_light(face)) is None:
            face.event(20)
        return light

    def files(self) -> dict[str, bytes]:
        """Everything below the home folder, by its place there."""
        found = [path for path in self.folder.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in found}

    def post(self, times: int = POSTS) -> list[str]:
        """The verdicts on posts of the right account."""
        with self.line("gate") as gate:
            return [gate.ask("submit", 20, verb="post", to=[OWN], text=f"post {n}")["verdict"] for n in range(times)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyedDesk]:
    (tmp_path / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("HATCHECK_STATE", str(tmp_path / "state"))
    made = KeyedDesk(tmp_path, more={"DBUS_SESSION_BUS_ADDRESS": "disabled:"})
    yield made
    if made.process is not None:
        made.end(signal.SIGKILL)


@contextmanager
def keyring(desk: KeyedDesk, password: str = "right") -> Iterator[int]:  # noqa: S107 - of a keyring that is thrown away
    """A bus with a keyring that is given this password; the process that keeps it. It ends with the block."""
    # The daemon takes its name on the bus a moment after it has said that it is unlocked.
    asked = "org.freedesktop.DBus / org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets"
    keeper_is = f"until dbus-send --session --print-reply=literal --dest={asked}; do :; done"
    say = f"echo $DBUS_SESSION_BUS_ADDRESS; timeout 20 sh -c '{keeper_is}'; echo; read _"
    out = {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
    with subprocess.Popen(
        [*opened_with(password), "sh", "-c", say],
        env={name: value for name, value in desk.environment.items() if name not in out},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        desk.more["DBUS_SESSION_BUS_ADDRESS"] = running.stdout.readline().strip()
        keeper = int(running.stdout.readline().split()[1])
        try:
            yield keeper
        finally:
            os.kill(keeper, signal.SIGCONT)
            running.stdin.close()


@contextmanager
def absent(_desk: KeyedDesk) -> Iterator[None]:
    """No session bus."""
    yield


@contextmanager
def locked(desk: KeyedDesk) -> Iterator[None]:
    """A keyring of an earlier day, and a log-in with another password."""
    with keyring(desk):
        in_the_keyring(desk, "Vault().put('a', 'b')")
    with keyring(desk, "wrong"):
        yield


@contextmanager
def hanging(desk: KeyedDesk) -> Iterator[None]:
    """A keyring that takes every call and answers none."""
    with keyring(desk) as keeper:
        os.kill(keeper, signal.SIGSTOP)
        yield


@contextmanager
def working(desk: KeyedDesk) -> Iterator[None]:
    """A keyring as it should be."""
    with keyring(desk):
        yield


def in_the_keyring(desk: KeyedDesk, call: str) -> str:
    """What another program of the same user gets from the vault."""
    code = f"from guard.vault import Vault; print({call})"
    done = subprocess.run(
        [sys.executable, "-c", code], env=desk.environment, cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


STATES = [
    pytest.param(absent, "amber", "no keyring is running", id="absent"),
    pytest.param(locked, "amber", "the keyring is locked", id="locked"),
    pytest.param(hanging, "amber", "the keyring does not answer", id="hanging"),
    pytest.param(working, "green", "sealed with a key in the keyring", id="working"),
]


@with_keyring
@pytest.mark.parametrize(("state", "color", "words"), STATES)
def test_whatever_the_keyring_does_posts_are_judged_and_the_light_says_what_is_so(
    desk: KeyedDesk, state: Any, color: str, words: str
) -> None:
    """The engine starts, decides, says the truth about the journal, and ends; every verdict is written down."""
    with state(desk):
        desk.start()
        assert desk.post() == ["allow"] * POSTS
        with desk.line("face") as face:
            light = desk.told_of_journal(face)
        assert (light["color"], words in light["text"]) == (color, True), light["text"]
        assert desk.post() == ["allow"] * POSTS
        assert desk.end() == 0
    with Journal.open(desk.folder / "state" / "journal.db") as journal:
        assert len(list(journal.rows(kind="decision"))) == 2 * POSTS
        assert journal.sealed == (color == "green")


@with_keyring
def test_posts_are_judged_while_the_keyring_is_being_asked(desk: KeyedDesk) -> None:
    """The light comes when the keyring is given up, and that is after the verdicts."""
    with hanging(desk):
        desk.start()
        with desk.line("gate") as gate, desk.line("face") as face:
            assert desk.post() == ["allow"] * POSTS
            gate.send("submit", verb="post", to=[BRAND], text="held")
            shown = face.ask("show", 20, hold=gate.event(20)["hold"])
            said = {name: shown[name] for name in ("token", "drawn")}
            face.ask("answer", 20, hold=shown["card"]["hold"], choice="release", typed=shown["card"]["typed"], **said)
            assert gate.next(20)["reply"]["verdict"] == "allow"
            assert desk.journal_light(face) is None, "by now the keyring must not have been given up"
            assert "does not answer" in desk.told_of_journal(face)["text"]


@with_keyring
@pytest.mark.parametrize("since", ["the start", "the journal is sealed"])
def test_an_engine_ends_although_the_keyring_hangs(desk: KeyedDesk, since: str) -> None:
    """What it holds is denied first; the last row may stay without an anchor."""
    with keyring(desk) as keeper:
        if since == "the start":
            os.kill(keeper, signal.SIGSTOP)
        desk.start()
        with desk.line("gate") as gate, desk.line("face") as face:
            if since != "the start":
                assert desk.told_of_journal(face)["color"] == "green"
                os.kill(keeper, signal.SIGSTOP)
            gate.send("submit", verb="post", to=[BRAND], text="held")
            assert gate.event(20)["event"] == "held"
            assert desk.process is not None
            desk.process.terminate()
            assert desk.process.wait(ENDS_WITHIN) == 0
            reply = gate.next(1)["reply"]
            assert (reply["verdict"], reply["by"]) == ("deny", "restart")


@with_keyring
def test_the_journals_key_lies_nowhere_but_in_the_keyring(desk: KeyedDesk) -> None:
    """Neither while the engine runs nor after it; the keyring's own file is encrypted."""
    with keyring(desk):
        desk.start()
        with desk.line("face") as face:
            assert desk.told_of_journal(face)["color"] == "green"
        with Journal.open(desk.folder / "state" / "journal.db") as journal:
            (seal,) = journal.rows(kind="seal")
        key = in_the_keyring(desk, f"Vault().get('journal-key-{seal.event.detail['key']}').text")
        assert re.fullmatch("[0-9a-f]{64}", key)
        running = desk.files()
        desk.end()
        for files in (running, desk.files()):
            assert [name for name, content in files.items() if key.encode() in content.lower()] == []
            assert any(name.endswith(".keyring") for name in files)


def test_a_plain_text_keyring_that_is_installed_gets_nothing(desk: KeyedDesk, tmp_path: Path) -> None:
    """Chosen in every way there is, by an engine that finds no other; nothing is written outside the state folder."""
    plain_text_backend(tmp_path / "site", tmp_path / "spilled")
    rc = tmp_path / "config_home" / "python_keyring" / "keyringrc.cfg"
    rc.parent.mkdir(parents=True)
    rc.write_text("[backend]\ndefault-keyring=plain_backend.Plain\n", encoding="utf-8")
    desk.more |= {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path / 'site'}"}
    desk.more |= {"PYTHON_KEYRING_BACKEND": "plain_backend.Plain"}
    before = set(desk.files())
    desk.start()
    with desk.line("face") as face:
        light = desk.told_of_journal(face)
    assert (light["color"], "no keyring is running" in light["text"]) == ("amber", True), light["text"]
    assert desk.post() == ["allow"] * POSTS
    desk.end()
    new = {name for name in set(desk.files()) - before if "__pycache__" not in name}
    assert {Path(name).parts[0] for name in new} == {"state", "engine.log"}

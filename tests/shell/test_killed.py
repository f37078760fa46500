"""The shell dies in every state of the prompt. Nothing leaves by that, and the next shell asks again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from gated import gated, next_hold
from served import BRAND, Served, served

from guard import door
from guard.clients.line import Line, Refused
from guard.journal import Journal

SHELL = Path(__file__).with_name("killed_shell.py")
WAITS = None
"""Nobody has answered: the gate hears nothing, and the hold is still there."""

MOMENTS = [
    pytest.param("not connected", WAITS, id="before it connects"),
    pytest.param("connected, nothing said", WAITS, id="connected, before it has said anything"),
    pytest.param("sent hello", WAITS, id="before it is greeted"),
    pytest.param("greeted", WAITS, id="greeted, before it watches"),
    pytest.param("knows the desk", WAITS, id="it knows that something is held"),
    pytest.param("sent show", WAITS, id="the hold was asked for and not drawn"),
    pytest.param("reply to show", WAITS, id="the card has come and is not read"),
    pytest.param("card read", WAITS, id="the card is read, and there is no window yet"),
    pytest.param("window open", WAITS, id="the window is open and not drawn"),
    pytest.param("drawn", WAITS, id="drawn, not armed"),
    pytest.param("armed", WAITS, id="armed"),
    pytest.param("release pressed", WAITS, id="the mouse is down on release and not up again"),
    pytest.param("before answer release", WAITS, id="release was clicked, the answer is not sent"),
    pytest.param("half of the answer is sent", WAITS, id="half of the answer has left"),
    pytest.param("sent answer release", "allow", id="release has left, the reply is not there"),
    pytest.param("reply to answer", "allow", id="the reply has come and is not read"),
    pytest.param("reply to answer read", "allow", id="the reply is read"),
    pytest.param("before answer stop", WAITS, id="don't post was clicked, the answer is not sent"),
    pytest.param("sent answer stop", "deny", id="don't post has left, the reply is not there"),
    pytest.param("menu of rescue open", WAITS, id="the menu of own accounts is open"),
    pytest.param("before answer rescue", WAITS, id="own account was clicked, the answer is not sent"),
    pytest.param("sent answer rescue", "deny", id="own account has left, the reply is not there"),
]


@dataclass
class Held:
    """A post that waits, and who wants to send it."""

    gate: Line
    n: int
    hold: str

    def hears(self) -> str:
        """The verdict, once it comes."""
        frame = self.gate.next(20)
        assert frame["n"] == self.n
        return str(frame["reply"]["verdict"])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


def shell(desk: Served, moment: str) -> tuple[int, list[dict[str, Any]]]:
    """Runs a shell until it dies at the moment; how it ended, and what it was shown."""
    run = {"XDG_RUNTIME_DIR": str(desk.folder), "QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    words = [sys.executable, str(SHELL), door.socket_path(), moment]
    env = {**desk.environment, **run, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def hold(gate: Line, text: str) -> Held:
    n = gate.send("submit", verb="post", to=[BRAND], text=text)
    return Held(gate, n, str(gate.event(10)["hold"]))


def waiting(desk: Served) -> list[str]:
    """What the engine holds now; whatever the dead shell has sent is taken in before this is answered."""
    with desk.line("face") as face:
        return [line["hold"] for line in face.ask("watch", 10)["holds"]]


def verdicts(desk: Served, hold: str) -> list[str]:
    """What the journal says became of it."""
    with Journal.open(desk.folder / "state" / "journal.db") as journal:
        answers = [row.event.detail for row in journal.rows(kind="answer")]
    return [str(one["verdict"]) for one in answers if one["hold"] == hold]


def answers_with(desk: Served, shown: dict[str, Any]) -> str:
    """The refusal of a release with the token that the dead shell had."""
    with desk.line("face") as face, pytest.raises(Refused) as refused:
        face.ask("answer", 10, choice="release", **shown)
    return refused.value.code


@pytest.mark.parametrize(("moment", "verdict"), MOMENTS)
def test_a_shell_that_is_killed_lets_nothing_out_by_that(desk: Served, moment: str, verdict: str | None) -> None:
    """What waits waits on, and is shown anew; what was answered was answered once."""
    with desk.line("gate") as gate:
        held = hold(gate, f"killed: {moment}")
        code, shown = shell(desk, moment)
        assert code == -signal.SIGKILL, "it never came to this moment"
        if verdict is WAITS:
            assert (waiting(desk), verdicts(desk, held.hold)) == ([held.hold], [])
            code, again = shell(desk, "never")
            assert (code, [one["hold"] for one in again]) == (0, [held.hold])
            assert {one["token"] for one in shown}.isdisjoint(one["token"] for one in again)
            shown += again
        assert held.hears() == (verdict or "deny")
        assert verdicts(desk, held.hold) == [verdict or "deny"]
        assert {answers_with(desk, one) for one in shown} <= {"no-such-hold"}


def test_what_waits_behind_an_answered_hold_outlives_the_shell(desk: Served) -> None:
    """The first is released; the shell dies as soon as the second stands in its place."""
    with desk.line("gate") as gate:
        first, second = hold(gate, "first"), hold(gate, "second")
        code, shown = shell(desk, "next one drawn")
        assert (code, [one["hold"] for one in shown]) == (-signal.SIGKILL, [first.hold, second.hold])
        assert first.hears() == "allow"
        assert (waiting(desk), verdicts(desk, second.hold)) == ([second.hold], [])
        assert shell(desk, "never")[0] == 0
        assert second.hears() == "deny"
        assert (verdicts(desk, first.hold), verdicts(desk, second.hold)) == (["allow"], ["deny"])


@pytest.mark.parametrize(
    ("moment", "arrives"),
    [
        pytest.param("armed", [], id="armed"),
        pytest.param("half of the answer is sent", [], id="half of the answer has left"),
        pytest.param("sent answer release", [("acme", "getting slizzerd")], id="release has left"),
    ],
)
def test_nothing_arrives_on_the_network_without_a_release(tmp_path: Path, moment: str, arrives: list[Any]) -> None:
    """A real toot waits at a real command gate; its post arrives once or never."""
    with gated(tmp_path, "toot") as gate:
        gate.log_in("acme@example.social")
        with gate.desk.line("face") as face, gate.begin("toot", "post", "getting slizzerd") as command:
            next_hold(face)
            assert shell(gate.desk, moment)[0] == -signal.SIGKILL
            if not arrives:
                assert (command.poll(), gate.server.posts) == (None, [])
                assert shell(gate.desk, "never")[0] == 0
            command.communicate(timeout=30)
        assert (gate.server.posts, command.returncode == 0) == (arrives, bool(arrives))

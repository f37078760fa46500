"""The engine as a service: real processes at a real socket."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served import BRAND, OWN, Served, served

from guard import door
from guard.clients import line as lines
from guard.clients.line import Line, LineLost, Refused
from guard.journal import Journal
from guard.protocol import PROTOCOL


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as desk:
        yield desk


def submit(line: Line, to: str, text: str = "Cheers") -> Any:
    return line.ask("submit", 10, verb="post", to=[to], text=text)


def held(line: Line, to: str = BRAND, text: str = "Cheers") -> tuple[int, str]:
    """The number of the request and the hold it became."""
    n = line.send("submit", verb="post", to=[to], text=text)
    event = line.event(10)
    assert (event["event"], event["n"]) == ("held", n)
    return n, event["hold"]


def answered(face: Line, hold: str, choice: str, typed: str = "") -> Any:
    shown = face.ask("show", 10, hold=hold)
    typed = typed or shown["card"]["typed"]
    return face.ask("answer", 10, hold=hold, token=shown["token"], drawn=shown["drawn"], choice=choice, typed=typed)


def rows(desk: Served, kind: str) -> list[Any]:
    with Journal.open(desk.folder / "state" / "journal.db") as journal:
        return [row.event.detail for row in journal.rows(kind=kind)]


def event_of(face: Line, kind: str) -> Any:
    while (event := face.event(10))["event"] != kind:
        pass
    return event


def test_the_right_hat_passes_without_a_question(desk: Served) -> None:
    """The clean case: no hold, one row."""
    with desk.line("gate") as gate:
        assert submit(gate, OWN)["verdict"] == "allow"
    assert [(row["verdict"], row.get("hold")) for row in rows(desk, "decision")] == [("allow", None)]


@pytest.mark.parametrize(
    ("choice", "verdict"),
    [("release", "allow"), ("stop", "deny"), ("edit", "deny"), ("rescue", "deny")],
)
def test_a_held_post_goes_as_the_person_says(desk: Served, choice: str, verdict: str) -> None:
    """The client hears the person's answer, and the journal has it first."""
    with desk.line("gate") as gate, desk.line("face") as face:
        n, hold = held(gate)
        assert answered(face, hold, choice)["verdict"] == verdict
        frame = gate.next(10)
        assert (frame["n"], frame["reply"]["verdict"], frame["reply"]["choice"]) == (n, verdict, choice)
    assert [(row["verdict"], row["choice"]) for row in rows(desk, "answer")] == [(verdict, choice)]


def test_an_allow_is_used_once(desk: Served) -> None:
    """I10: the same words a second time are a second question."""
    with desk.line("gate") as gate, desk.line("face") as face:
        _, first = held(gate)
        shown = face.ask("show", 10, hold=first)
        said = {"token": shown["token"], "drawn": shown["drawn"], "choice": "release", "typed": shown["card"]["typed"]}
        face.ask("answer", 10, hold=first, **said)
        assert gate.next(10)["reply"]["verdict"] == "allow"
        _, second = held(gate)
        for hold in (first, second):
            with pytest.raises(Refused) as refused:
                face.ask("answer", 10, hold=hold, **said)
            assert refused.value.code == ("no-such-hold" if hold == first else "bad-answer")


def test_a_client_that_vanishes_leaves_an_abandoned_hold(desk: Served) -> None:
    """I9: nobody can release it any more, and the shells are told."""
    with desk.line("face") as face:
        face.ask("watch", 10)
        with desk.line("gate") as gate:
            _, hold = held(gate)
            shown = face.ask("show", 10, hold=hold)
        closed = event_of(face, "closed")
        assert (closed["hold"], closed["verdict"], closed["by"]) == (hold, "deny", "abandoned")
        with pytest.raises(Refused, match="settled already"):
            face.ask("answer", 10, hold=hold, token=shown["token"], drawn=shown["drawn"], choice="release")


def test_a_client_can_give_up(desk: Served) -> None:
    """Ctrl-C in a terminal: the hold is abandoned and the request answered."""
    with desk.line("gate") as gate:
        n, _ = held(gate)
        gate.ask("withdraw", 10, of=n)
        assert rows(desk, "answer")[0]["by"] == "abandoned"


def test_a_client_that_gives_up_and_hangs_up_leaves_nothing_waiting(desk: Served) -> None:
    """Its connection ends while the end of its hold is being written down."""
    with desk.line("face") as face:
        face.ask("watch", 10)
        for _ in range(20):
            with desk.line("gate") as gate:
                n, hold = held(gate)
                gate.send("withdraw", of=n)
            assert event_of(face, "closed")["hold"] == hold
        assert face.ask("watch", 10)["waiting"] == 0


def test_a_shell_that_dies_while_its_answer_is_written_has_answered(desk: Served) -> None:
    """The client hears it all the same."""
    for choice, verdict in (("release", "allow"), ("stop", "deny")) * 5:
        with desk.line("gate") as gate:
            n, hold = held(gate)
            with desk.line("face") as face:
                shown = face.ask("show", 10, hold=hold)
                said = {"token": shown["token"], "drawn": shown["drawn"], "typed": shown["card"]["typed"]}
                face.send("answer", hold=hold, choice=choice, **said)
            frame = gate.next(10)
            assert (frame["n"], frame["reply"]["verdict"]) == (n, verdict)


def test_an_engine_that_is_told_to_end_denies_what_it_holds(desk: Served) -> None:
    """The client hears it in words."""
    with desk.line("gate") as gate:
        held(gate)
        assert desk.end() == 0
        reply = gate.next(5)["reply"]
        assert (reply["verdict"], reply["by"]) == ("deny", "restart")


def test_an_engine_that_is_killed_with_a_thousand_holds_denies_them_all(desk: Served) -> None:
    """I5: every client sees its line end within a second, and the next engine writes every denial down."""
    gates = [desk.line("gate") for _ in range(10)]
    for gate in gates:
        for number in range(100):
            gate.send("submit", verb="post", to=[BRAND], text=f"{number}")
    holds = {gate.event(20)["hold"] for gate in gates for _ in range(100)}
    assert len(holds) == 1000
    desk.end(signal.SIGKILL)
    since = time.monotonic()
    for gate in gates:
        with pytest.raises(LineLost):
            gate.next(1)
        gate.close()
    assert time.monotonic() - since < 1
    desk.start()
    assert {(row["hold"], row["verdict"], row["by"]) for row in rows(desk, "answer")} == {
        (hold, "deny", "restart") for hold in holds
    }
    with desk.line("face") as face:
        assert face.ask("watch", 10)["waiting"] == 0


def test_there_is_one_engine_only(desk: Served) -> None:
    """A second one ends at once and leaves the first one's socket alone."""
    second = desk.hatcheck("engine")
    assert (second.returncode, "running already" in second.stderr) == (1, True)
    with desk.line("gate") as gate:
        assert submit(gate, OWN)["verdict"] == "allow"


def test_a_dead_engines_socket_is_no_obstacle(desk: Served) -> None:
    """The file is left behind by a kill; the next engine takes its place."""
    desk.end(signal.SIGKILL)
    with pytest.raises(door.NobodyThere):
        desk.line("gate")
    desk.start()
    with desk.line("gate") as gate:
        assert submit(gate, OWN)["verdict"] == "allow"


def test_the_hat_is_taken_for_a_time_and_ends_by_itself(desk: Served) -> None:
    """A brand's session ends; the shell is told, and the next post is held."""
    with desk.line("face") as face, desk.line("gate") as gate:
        face.ask("watch", 10)
        worn = face.ask("wear", 10, identity="acme", seconds=2)["worn"]
        assert (worn["identity"], worn["remaining"] <= 2) == ("acme", True)
        assert submit(gate, BRAND)["verdict"] == "allow"
        alert = event_of(face, "alert")
        assert (alert["kind"], alert["title"]) == ("hat", "You are not Acme Ltd any more")
        held(gate)


@pytest.mark.parametrize(
    ("hat", "left"), [("acme", "jo"), ("jo", "jo")], ids=["a brand's is taken off", "a person's stays"]
)
def test_leaving_the_desk_takes_off_a_brands_hat(desk: Served, hat: str, left: str) -> None:
    """Idling and the session's lock: never into a brand."""
    with desk.line("face") as face:
        face.ask("wear", 10, identity=hat)
        assert face.ask("rest", 10, why="locked")["worn"]["identity"] == left


def test_a_pause_lets_holds_pass_and_writes_them_down(desk: Served) -> None:
    """With its reason; a frozen identity's posts are denied all the same; when it ends, holds are back."""
    with desk.line("face") as face, desk.line("gate") as gate:
        paused = face.ask("pause", 10, seconds=60, reason="training")["paused"]
        assert paused["reason"] == "training"
        assert submit(gate, BRAND) == {**submit(gate, BRAND), "verdict": "allow", "by": "pause"}
        assert rows(desk, "decision")[-1]["paused"] == "training"
        face.ask("freeze", 10, identity="acme", reason="a slip")
        assert submit(gate, BRAND)["verdict"] == "deny"
        face.ask("unfreeze", 10, identity="acme")
        assert face.ask("resume", 10)["paused"] is None
        held(gate)


@pytest.mark.parametrize(
    ("op", "fields", "code"),
    [
        pytest.param("pause", {"seconds": 7200, "reason": "x"}, "bad-request", id="a pause of two hours"),
        pytest.param("pause", {"seconds": 60, "reason": "  "}, "bad-request", id="a pause without a reason"),
        pytest.param("wear", {"identity": "nobody-knows"}, "unknown-name", id="a hat that is not there"),
        pytest.param("wear", {"identity": "acme", "seconds": 0}, "bad-request", id="a hat for no time"),
        pytest.param("freeze", {"identity": "acme", "reason": ""}, "bad-request", id="a freeze without a reason"),
        pytest.param("show", {"hold": "none"}, "no-such-hold", id="a hold that is not there"),
        pytest.param("submit", {"verb": "post", "to": [OWN]}, "wrong-role", id="a shell that posts"),
        pytest.param("show", {"hold": 5}, "bad-request", id="a number for a name"),
        pytest.param("show", {"hold": "x", "more": 1}, "bad-request", id="a field nobody knows"),
        pytest.param("explode", {}, "bad-request", id="an operation nobody knows"),
    ],
)
def test_what_is_not_done_is_told(desk: Served, op: str, fields: dict[str, Any], code: str) -> None:
    """By a code and in words; the connection goes on."""
    with desk.line("face") as face:
        with pytest.raises(Refused) as refused:
            face.ask(op, 10, **fields)
        assert refused.value.code == code
        assert face.ask("watch", 10)["waiting"] == 0


def test_a_gate_never_answers_what_it_asks(desk: Served) -> None:
    """Else a program could let itself out."""
    with desk.line("gate") as gate:
        _, hold = held(gate)
        for op, fields in (("show", {"hold": hold}), ("wear", {"identity": "acme"}), ("quit", {})):
            with pytest.raises(Refused) as refused:
                gate.ask(op, 10, **fields)
            assert refused.value.code == "wrong-role"


def test_what_another_command_changes_counts_for_the_next_post(desk: Served) -> None:
    """The files are the truth, whoever wrote them."""
    with desk.line("gate") as gate, desk.line("face") as face:
        assert desk.hatcheck("be", "acme").returncode == 0
        assert submit(gate, BRAND)["verdict"] == "allow"
        assert desk.hatcheck("identity", "remove", "acme").returncode == 0
        held(gate)
        (desk.folder / "hatcheck.toml").write_text("version = [", encoding="utf-8")
        _, hold = held(gate, OWN)
        reasons = face.ask("show", 10, hold=hold)["card"]["reasons"]
        assert any("workspace is broken" in reason["text"] for reason in reasons)


def test_a_hold_that_nobody_answers_is_denied(desk: Served) -> None:
    """By the engine's own deadline, and the client hears it."""
    (desk.folder / "hatcheck.toml").write_text(
        (desk.folder / "hatcheck.toml").read_text(encoding="utf-8") + '\n[hold]\nwait = "10s"\n', encoding="utf-8"
    )
    with desk.line("gate") as gate:
        n, _ = held(gate)
        frame = gate.next(15)
        assert (frame["n"], frame["reply"]["verdict"], frame["reply"]["by"]) == (n, "deny", "time")


def test_the_engine_listens_on_no_network(desk: Served) -> None:
    """No TCP, no UDP, and a socket that others cannot even reach."""
    assert desk.process is not None
    sockets = {str(entry.readlink()) for entry in Path(f"/proc/{desk.process.pid}/fd").iterdir() if entry.is_symlink()}
    for table in ("tcp", "tcp6", "udp", "udp6"):
        listed = Path(f"/proc/{desk.process.pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]
        assert not [line for line in listed if f"socket:[{line.split()[9]}]" in sockets]
    path = Path(door.socket_path())
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


_CONNECT = """
import os, socket, sys
os.setuid(65534)
line = socket.socket(socket.AF_UNIX)
try:
    line.connect(sys.argv[1])
    line.settimeout(5)
    line.sendall(b"\\0" * 4)
    print(repr(line.recv(10)))
except OSError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("opened", [False, True], ids=["as it is", "even with its rights given away"])
@pytest.mark.usefixtures("desk")
def test_another_user_gets_nothing(opened: bool) -> None:
    """The folder and the socket keep others out; where somebody opened both, the engine looks who it is."""
    path = Path(door.socket_path())
    if opened:
        for part in [path, *path.parents][:-2]:
            part.chmod(part.stat().st_mode | 0o077)
    said = subprocess.run([sys.executable, "-c", _CONNECT, str(path)], capture_output=True, text=True, timeout=20)
    assert said.stdout.strip() in (
        ["b''", "ConnectionResetError", "BrokenPipeError"] if opened else ["PermissionError"]
    )


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a socket to another user")
def test_a_socket_of_another_user_is_not_spoken_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A squatter would answer "allow"."""
    path = tmp_path / "engine.sock"
    monkeypatch.setenv("HATCHECK_SOCKET", str(path))
    tmp_path.chmod(0o700)
    squat = (
        f"import os, socket, sys; s = socket.socket(socket.AF_UNIX); s.bind({str(path)!r}); os.setuid(65534);"
        "s.listen(); print(1, flush=True); s.accept(); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", squat], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as squatter:
        assert squatter.stdout is not None
        squatter.stdout.readline()
        with pytest.raises(door.NobodyThere, match="another user"):
            Line.open("gate", "test")
        assert squatter.stdin is not None
        squatter.stdin.close()


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody could put a socket there."""
    tmp_path.chmod(0o777)
    monkeypatch.setenv("HATCHECK_SOCKET", str(tmp_path / "engine.sock"))
    with pytest.raises(door.NobodyThere, match="written by others"):
        Line.open("gate", "test")


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"\xff\xff\xff\xff", id="a frame of four gigabytes"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", id="a web browser"),
        pytest.param(b"\x02\x00\x00\x00{]", id="no JSON"),
        pytest.param((100_000).to_bytes(4, "little") + b"[" * 100_000, id="too much before hello"),
        pytest.param((60_000).to_bytes(4, "little") + b"[" * 60_000, id="deep JSON"),
        pytest.param(b"\x00\x00\x00\x00" * 500, id="empty frames"),
        pytest.param(b'\x1a\x00\x00\x00{"n":1,"op":"watch"}      ', id="no hello"),
        pytest.param(b"\x10", id="a frame that never ends"),
    ],
)
def test_nonsense_harms_nobody_else(desk: Served, sent: bytes) -> None:
    """The engine answers or hangs up, within its own time, and goes on for the others."""
    with socket.socket(socket.AF_UNIX) as line, desk.line("gate") as gate:
        line.connect(door.socket_path())
        line.settimeout(10)
        line.sendall(sent)
        said = b""
        while b'"error"' not in said and (data := line.recv(65536)):
            said += data
        assert b'"code"' in said
        assert submit(gate, OWN)["verdict"] == "allow"


def test_a_client_of_another_version_is_told(desk: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """And hung up on."""
    monkeypatch.setattr(lines, "PROTOCOL", PROTOCOL + 1)
    with pytest.raises(Refused) as refused:
        desk.line("gate")
    assert refused.value.code == "bad-version"


def test_the_thin_client_speaks_the_protocols_version() -> None:
    """It cannot import the protocol, so its number is written there again."""
    assert lines.PROTOCOL == PROTOCOL


def test_requests_in_flight_are_bounded(desk: Served) -> None:
    """The one too many is refused; those that wait, wait on."""
    with desk.line("gate") as gate:
        for number in range(257):
            gate.send("submit", verb="post", to=[BRAND], text=str(number))
        frames = [gate.next(20) for _ in range(257)]
        refused = [frame for frame in frames if "error" in frame]
        assert [frame["error"]["code"] for frame in refused] == ["too-many"]
        assert sum("event" in frame for frame in frames) == 256


def test_german_is_spoken_to_whoever_asks_for_it(desk: Served) -> None:
    """Each connection has its language."""
    with desk.line("gate") as gate, desk.line("face", language="de") as face:
        _, hold = held(gate)
        card = face.ask("show", 10, hold=hold)["card"]
        assert card["headline"] != desk_headline(desk, hold)


def desk_headline(desk: Served, hold: str) -> str:
    with desk.line("face") as face:
        return str(face.ask("show", 10, hold=hold)["card"]["headline"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a = " + "[" * 100_000, "nested too deeply", id="nesting without end"),
        pytest.param("a = " + "1" * 5000, "cannot be read", id="a number of thousands of digits"),
        pytest.param("a = \x00", "not valid TOML", id="a NUL"),
    ],
)
def test_a_workspace_that_nothing_can_read_holds(desk: Served, text: str, said: str) -> None:
    """It is told as what it is, not as a bug."""
    (desk.folder / "hatcheck.toml").write_text(text, encoding="utf-8")
    with desk.line("gate") as gate, desk.line("face") as face:
        _, hold = held(gate, OWN)
        reasons = face.ask("show", 10, hold=hold)["card"]["reasons"]
        assert any(said in reason["text"] for reason in reasons)


def light_of(face: Line, name: str, *, red: bool) -> str:
    """What the light says once it is red, or not red any more."""
    state = face.ask("watch", 10)
    while True:
        for light in state["lights"]:
            if light["id"] == name and (light["color"] == "red") is red:
                return str(light["text"])
        state = event_of(face, "desk")


def test_a_journal_that_cannot_be_written_turns_its_light_red_at_once(desk: Served) -> None:
    """And back, as soon as rows are kept again."""
    journal, away = desk.folder / "state" / "journal.db", desk.folder / "state" / "away.db"
    with desk.line("face") as face, desk.line("gate") as gate:
        assert submit(gate, OWN)["verdict"] == "allow"
        face.ask("watch", 10)
        light_of(face, "journal", red=False)
        journal.rename(away)
        held(gate, OWN)
        assert "Nothing is allowed" in light_of(face, "journal", red=True)
        away.rename(journal)
        assert submit(gate, OWN)["verdict"] == "allow"
        light_of(face, "journal", red=False)


@pytest.mark.parametrize(
    ("name", "color"),
    [
        pytest.param("journal", "green", id="the engine's own light"),
        pytest.param("command:toot", "green", id="the light of a shim"),
        pytest.param("browser:firefox", "pink", id="a colour nobody knows"),
    ],
)
def test_a_gate_lights_nothing_but_itself(desk: Served, name: str, color: str) -> None:
    """A red light must not be painted over."""
    with desk.line("gate") as gate:
        with pytest.raises(Refused) as refused:
            gate.ask("report", 10, id=name, name="x", color=color, text="well")
        assert refused.value.code == "bad-request"


def test_a_gate_that_goes_away_leaves_a_red_light(desk: Served) -> None:
    """Whether it still catches anything is not known."""
    with desk.line("face") as face:
        face.ask("watch", 10)
        with desk.line("gate") as gate:
            gate.ask("report", 10, id="proxy:mail", name="Proxy", color="green", text="Posts are caught.")
            assert light_of(face, "proxy:mail", red=False) == "Posts are caught."
        assert "has gone" in light_of(face, "proxy:mail", red=True)

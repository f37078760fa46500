"""The engine when something is taken from under it, or said to it that makes no sense."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from served import BRAND, OWN, Served, served

from guard import door, frames
from guard.clients.line import Line
from guard.journal import Journal
from guard.protocol import PROTOCOL


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as desk:
        yield desk


def submit(line: Line, to: str) -> Any:
    return line.ask("submit", 10, verb="post", to=[to], text="Cheers")


def held(line: Line) -> tuple[int, str]:
    """The number of the request and the hold it became."""
    n = line.send("submit", verb="post", to=[BRAND], text="Cheers")
    event = line.event(10)
    assert (event["event"], event["n"]) == ("held", n)
    return n, event["hold"]


def rows(desk: Served, kind: str) -> list[Any]:
    with Journal.open(desk.folder / "state" / "journal.db") as journal:
        return [row.event.detail for row in journal.rows(kind=kind)]


def until(true: Callable[[], bool]) -> None:
    """Waits until it is so, and fails where it does not become so."""
    give_up = time.monotonic() + 20
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_what_is_frozen_meanwhile_is_not_released(desk: Served) -> None:
    """An answer releases a hold, never a denial: the identity was frozen while the person looked at the card."""
    with desk.line("gate") as gate, desk.line("face") as face:
        n, hold = held(gate)
        shown = face.ask("show", 10, hold=hold)
        face.ask("freeze", 10, identity="acme", reason="somebody else posts as us")
        words = {"hold": hold, "token": shown["token"], "drawn": shown["drawn"], "typed": shown["card"]["typed"]}
        settled = face.ask("answer", 10, choice="release", **words)
        assert (settled["verdict"], settled["by"]) == ("deny", "rules")
        assert "somebody else posts as us" in settled["text"]
        frame = gate.next(10)
        assert (frame["n"], frame["reply"]["verdict"], frame["reply"]["by"]) == (n, "deny", "rules")
    assert [(row["verdict"], row["by"]) for row in rows(desk, "answer")] == [("deny", "rules")]


def test_an_engine_whose_socket_was_swept_away_is_found_again(desk: Served) -> None:
    """/run/user is emptied when a session ends; an engine that goes on would be in the way of every other."""
    there = Path(door.socket_path())
    with desk.line("gate") as old:
        there.unlink()
        until(there.exists)
        with desk.line("gate") as new:
            assert submit(new, OWN)["verdict"] == "allow"
        assert submit(old, OWN)["verdict"] == "allow"


def test_an_engine_whose_lock_was_taken_away_ends(desk: Served) -> None:
    """Another one may be at work on the same desk by then."""
    (desk.folder / "state" / "engine.lock").unlink()
    assert desk.end(0) == 0
    desk.start()
    with desk.line("gate") as gate:
        assert submit(gate, OWN)["verdict"] == "allow"


@pytest.mark.usefixtures("desk")
def test_a_greeting_and_a_long_post_may_come_in_one_piece() -> None:
    """Whoever does not wait for the welcome loses nothing, and the larger limit counts at once."""
    hello = {"n": 1, "op": "hello", "version": PROTOCOL, "role": "gate", "name": "eager"}
    post = {"n": 2, "op": "submit", "verb": "post", "to": [OWN], "text": "x" * 300_000}
    with door.connect(10) as line:
        line.sendall(frames.pack(hello) + frames.pack(post))
        splitter, replies = frames.Splitter(), []
        while len(replies) < 2 and (data := line.recv(1 << 16)):
            replies += [frames.unpack(body) for body in splitter.feed(data)]
    assert [one["n"] for one in replies] == [1, 2]
    assert replies[1]["reply"]["verdict"] == "allow"


@pytest.mark.parametrize(
    ("role", "body"),
    [
        pytest.param("gate", b'{"n":2,"op":"submit","verb":"post","to":["x:@jo"],"text":"\xff"}', id="bytes, no text"),
        pytest.param("face", b'{"n":2,"op":"wear","identity":"acme","seconds":' + b"9" * 18 + b"}", id="for ever"),
        pytest.param("face", b'{"n":2,"op":"pause","reason":"x","seconds":' + b"9" * 18 + b"}", id="paused for ever"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_is_refused_and_the_line_stays(role: str, body: bytes) -> None:
    """A mistake of the client is told as one, and does not cost it what it waits for."""
    with door.connect(10) as line:
        said = frames.pack({"n": 1, "op": "hello", "version": PROTOCOL, "role": role, "name": "odd"})
        line.sendall(said + frames.wrap(body) + frames.wrap(b"{}"))
        splitter, replies = frames.Splitter(), []
        while len(replies) < 3 and (data := line.recv(1 << 16)):
            replies += [frames.unpack(body) for body in splitter.feed(data)]
    assert [one["error"]["code"] for one in replies[1:]] == ["bad-request", "bad-request"]


def test_a_state_that_is_a_pipe_is_not_waited_for(desk: Served) -> None:
    """Files are hostile; once it is gone the engine judges as before."""
    state = desk.folder / "state" / "state.json"
    os.mkfifo(state)
    with desk.line("gate") as gate:
        n = gate.send("submit", verb="post", to=[OWN], text="Cheers")
        assert gate.next(10)["event"] == "held"
        assert gate.ask("withdraw", 10, of=n) == {}
        state.unlink()
        assert submit(gate, OWN)["verdict"] == "allow"


def test_a_state_nested_without_end_holds(desk: Served) -> None:
    """It is broken, not a mistake of Hatcheck."""
    (desk.folder / "state" / "state.json").write_text("[" * 200_000, encoding="utf-8")
    with desk.line("gate") as gate:
        gate.send("submit", verb="post", to=[OWN], text="Cheers")
        assert gate.next(10)["event"] == "held"


def test_a_path_too_long_for_any_file_holds(desk: Served) -> None:
    """It cannot be looked at, so it is shown as that."""
    with desk.line("gate") as gate:
        gate.send("submit", verb="post", to=[OWN], text="Cheers", media=["/" + "a" * 5000])
        assert gate.next(10)["event"] == "held"

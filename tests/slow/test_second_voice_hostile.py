"""The second voice where something is against it: it falls silent, and the first is as quick as ever."""

import base64
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served import WORKSPACE, Served, served

from guard.clients.line import Line
from guard.files import turn
from guard.voice.store import file_in as voices_in

ACME = {"platform": "mastodon", "account": "@acme@example.social", "host": "example.social"}
SOON = 4
"""Seconds for what should take milliseconds, on a machine that does other things besides."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux shows them"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, f'{WORKSPACE}\n[checks]\noff = ["fresh-hat", "burst", "unseen-media"]\n') as desk:
        with desk.line("face") as face:
            face.ask("wear", 10, identity="acme", seconds=None)
        with desk.line("gate") as gate:
            assert posts(gate, "The first, for which lists are read", 20) == "allow"
        yield desk


def children(desk: Served) -> Iterator[int]:
    """The processes that the engine has started."""
    assert desk.process is not None
    for task in Path(f"/proc/{desk.process.pid}/task").iterdir():
        yield from map(int, (task / "children").read_text(encoding="ascii").split())


def picture(number: int) -> dict[str, Any]:
    """One whose bytes no pipe takes at once."""
    small = base64.b64encode(os.urandom(150_000)).decode()
    return {"name": f"{number}.jpg", "type": "image/jpeg", "size": 200_000, "small": small}


def submit(gate: Line, text: str, **more: object) -> int:
    return gate.send("submit", verb="post", actors=[ACME], text=text, **more)


def told(gate: Line, n: int, seconds: float) -> dict[str, Any]:
    while (frame := gate.next(seconds)).get("n") != n:
        pass
    reply: dict[str, Any] = frame["reply"]
    return reply


def posts(gate: Line, text: str = "We open at nine", seconds: float = SOON) -> str:
    return str(told(gate, submit(gate, text), seconds)["verdict"])


@pytest.fixture
def stopped(desk: Served) -> Served:
    """A desk whose looking process stands still."""
    with desk.line("gate") as gate:
        told(gate, submit(gate, "With a picture", attached=["0.jpg"], pictures=[picture(0)]), 15)
    (process,) = children(desk)
    os.kill(process, signal.SIGSTOP)
    return desk


def test_a_looking_process_that_stands_still_costs_seconds(stopped: Served) -> None:
    with stopped.line("gate") as gate:
        n = submit(gate, "The second", attached=["1.jpg"], pictures=[picture(1)])
        assert told(gate, n, 8)["verdict"] == "allow"


def test_an_engine_ends_while_its_looking_process_stands_still(stopped: Served) -> None:
    with stopped.line("gate") as gate:
        for number in range(20):
            submit(gate, f"Post {number}", attached=[f"{number}.jpg"], pictures=[picture(number)])
        gate.ask("preview", SOON, actors=[ACME], text="Hello")
        assert stopped.end() == 0


def test_posts_with_pictures_do_not_keep_others_waiting(stopped: Served) -> None:
    """Though the workspace has changed, so that it must be read anew."""
    with stopped.line("gate") as many, stopped.line("gate") as gate:
        waiting = [
            submit(many, f"Post {number}", attached=[f"{number}.jpg"], pictures=[picture(number)])
            for number in range(50)
        ]
        file = stopped.folder / "hatcheck.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("Acme Ltd", "Acme Inc"), encoding="utf-8")
        assert posts(gate) == "allow"
        verdicts = {frame["n"]: frame["reply"]["verdict"] for frame in (many.next(15) for _ in waiting)}
        assert verdicts == dict.fromkeys(waiting, "allow")


def test_somebody_who_changes_the_past_keeps_no_post_waiting(desk: Served) -> None:
    past = desk.folder / "state" / "past"
    with desk.line("gate") as gate, turn(past / "changes.lock"):
        for number in range(4):
            assert posts(gate, f"Post {number}", 2) == "allow"


@pytest.mark.parametrize(
    "place",
    [pytest.param("past/acme.json", id="the past"), pytest.param("voices.json", id="the voices")],
)
def test_a_pipe_in_the_place_of_a_file_keeps_no_post_waiting(desk: Served, place: str) -> None:
    state = desk.folder / "state"
    path = state / place if place.startswith("past") else voices_in(state / "voices")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    with desk.line("gate") as gate:
        assert posts(gate) == "allow"


def test_of_an_endless_text_only_the_beginning_is_looked_at(desk: Served) -> None:
    with desk.line("gate") as gate:
        n = submit(gate, "@" * 1_000_000)
        assert told(gate, n, 10)["verdict"] == "allow"


def test_previews_by_the_hundred_keep_no_post_waiting(desk: Served) -> None:
    with desk.line("gate") as many, desk.line("gate") as gate:
        for _ in range(200):
            many.send("preview", actors=[ACME], text="@" * 100_000)
        assert posts(gate) == "allow"

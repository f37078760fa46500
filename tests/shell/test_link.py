"""The connection to the engine, over real sockets: in pieces, broken, gone and back again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shell_parts import SpokenEngine, desk, spoken_engine

from guard import frames
from guard.protocol import ErrorCode, Problem
from guard.protocol.events import Alert, Closed, Progress, Raised
from guard.protocol.replies import Shown
from guard.protocol.requests import Audit, Rows, Show, Wear
from ui.link import Link
from ui.peer import is_own

MakeLink = Callable[..., Link]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SpokenEngine]:
    with spoken_engine(tmp_path / "engine.sock") as made:
        yield made


@pytest.fixture
def make_link(qapp: object, tmp_path: Path) -> Iterator[MakeLink]:
    assert qapp
    made: list[Link] = []

    def make(start: Callable[[], None] = lambda: None, trusted: Callable[[int], bool] = is_own, **more: Any) -> Link:
        link = Link(str(tmp_path / "engine.sock"), trusted=trusted, start_engine=start, **more)
        made.append(link)
        return link

    yield make
    for link in made:
        link.close()


@pytest.fixture
def link(qtbot: QtBot, engine: SpokenEngine, make_link: MakeLink) -> Link:
    assert engine.visits == 0
    made = make_link()
    with qtbot.waitSignal(made.desk, timeout=5000):
        made.open()
    return made


class Got:
    """What came back."""

    def __init__(self) -> None:
        self.replies: list[Any] = []
        self.problems: list[Problem] = []
        self.steps: list[Progress] = []

    def all(self) -> tuple[Callable[[Any], None], Callable[[Problem], None], Callable[[Progress], None]]:
        """What ``ask`` takes."""
        return self.replies.append, self.problems.append, self.steps.append


def in_frame(value: object) -> bytes:
    return frames.wrap(msgspec.json.encode(value))


def test_it_greets_in_its_language_and_then_watches(qtbot: QtBot, engine: SpokenEngine, make_link: MakeLink) -> None:
    engine.desk = desk("acme", 60)
    link = make_link(language="de", name="tray")
    told: list[object] = []
    link.connected.connect(told.append)
    link.desk.connect(told.append)
    link.open()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=5000)
    hello = engine.next("hello")
    assert (hello["role"], hello["name"], hello["language"], hello["version"]) == ("face", "tray", "de", 1)
    assert engine.next("watch")["n"] == 2
    assert told == [True, engine.desk]


def test_a_reply_has_its_type_whatever_pieces_it_comes_in(
    qtbot: QtBot, link: Link, engine: SpokenEngine, scene: Callable[..., Shown]
) -> None:
    engine.replies["show"] = lambda _: None
    wanted, got = scene("beer-tweet"), Got()
    number = link.ask(Show, *got.all(), hold="h1")
    assert engine.next("show") == {"op": "show", "n": number, "hold": "h1"}
    engine.trickle(in_frame({"n": number, "reply": wanted}))
    qtbot.waitUntil(lambda: bool(got.replies), timeout=5000)
    assert got.replies == [wanted]


def test_many_messages_in_one_piece_come_in_order(qtbot: QtBot, link: Link, engine: SpokenEngine) -> None:
    told: list[str] = []
    link.alert.connect(lambda alert: told.append(alert.text))
    engine.send(b"".join(in_frame(Alert("route", "t", str(number))) for number in range(500)))
    qtbot.waitUntil(lambda: len(told) == 500, timeout=5000)
    assert told == [str(number) for number in range(500)]


def test_a_large_reply_comes_whole(qtbot: QtBot, link: Link, engine: SpokenEngine) -> None:
    text = "ü" * 5_000_000
    row = {"seq": 1, "at": "2026-11-22T18:02:00+00:00", "kind": "answer", "detail": {}, "line": text}
    engine.replies["rows"] = lambda _: {"rows": [row], "more": False}
    got = Got()
    link.ask(Rows, *got.all(), kind="answer", limit=5)
    qtbot.waitUntil(lambda: bool(got.replies), timeout=20_000)
    assert got.replies[0].rows[0].line == text
    assert engine.next("rows")["kind"] == "answer"


def test_a_refusal_is_told_as_it_was_said(qtbot: QtBot, link: Link, engine: SpokenEngine) -> None:
    engine.replies["wear"] = lambda _: {"error": {"code": "unknown-name", "text": "There is no identity x."}}
    got = Got()
    link.ask(Wear, *got.all(), identity="x")
    qtbot.waitUntil(lambda: bool(got.problems), timeout=5000)
    assert got.problems == [Problem(ErrorCode.UNKNOWN_NAME, "There is no identity x.")]
    assert got.replies == []


def test_progress_reaches_only_whoever_asked(qtbot: QtBot, link: Link, engine: SpokenEngine) -> None:
    engine.replies["audit"] = lambda _: None
    one, other = Got(), Got()
    first, second = link.ask(Audit, *one.all()), link.ask(Audit, *other.all())
    engine.next("audit")
    engine.say(Progress(second, "reading", 1, 2))
    engine.say(Progress(999, "nobody's"))
    engine.say(Progress(first, "drawing", 2, 2))
    qtbot.waitUntil(lambda: bool(one.steps), timeout=5000)
    assert ([step.text for step in one.steps], [step.text for step in other.steps]) == (["drawing"], ["reading"])


def test_events_come_as_signals(qtbot: QtBot, link: Link, engine: SpokenEngine) -> None:
    told: list[object] = []
    for signal in (link.desk, link.closed, link.alert, link.raised):
        signal.connect(told.append)
    events = [desk("me"), Closed("h1", "deny", "time", "Too late."), Alert("hat", "t", "x"), Raised("holds")]
    for event in events:
        engine.say(event)
    qtbot.waitUntil(lambda: len(told) == 4, timeout=5000)
    assert told == [*events[:3], "holds"]


@pytest.mark.parametrize(
    "garbage",
    [
        pytest.param(b"\xff\xff\xff\xff", id="a length of four gigabytes"),
        pytest.param(frames.wrap(b"{no json"), id="no JSON"),
        pytest.param(frames.wrap(b"[1,2]"), id="JSON that is no message"),
        pytest.param(frames.wrap(b'{"event":"party"}'), id="an event that nobody knows"),
        pytest.param(frames.wrap(b"[" * 100_000), id="JSON that is deeper than any stack"),
        pytest.param(frames.wrap(b'{"n":3,"reply":"\xff"}'), id="no UTF-8"),
        pytest.param(frames.wrap(b'{"n":3,"reply":{"card":5}}'), id="a reply that does not fit what was asked"),
        pytest.param(frames.wrap(b'{"n":3}'), id="a reply that says nothing"),
    ],
)
def test_a_broken_frame_ends_the_connection_and_a_new_one_is_made(
    qtbot: QtBot, link: Link, engine: SpokenEngine, garbage: bytes
) -> None:
    engine.replies["show"] = lambda _: None
    got = Got()
    link.ask(Show, *got.all(), hold="h1")
    engine.next("show")
    with qtbot.waitSignal(link.desk, timeout=5000):
        engine.send(garbage)
    assert engine.visits == 2
    assert [problem.code for problem in got.problems] == [ErrorCode.CANCELLED]
    assert engine.next("hello")["n"] > 3, "a number is never used twice"


def test_an_engine_that_ends_is_looked_for_until_it_is_there_again(
    qtbot: QtBot, tmp_path: Path, make_link: MakeLink
) -> None:
    starts: list[int] = []
    link = make_link(lambda: starts.append(1))
    with spoken_engine(tmp_path / "engine.sock"), qtbot.waitSignal(link.desk, timeout=5000):
        link.open()
    qtbot.waitUntil(lambda: not link.is_connected and len(starts) >= 2, timeout=5000)
    with spoken_engine(tmp_path / "engine.sock"):
        qtbot.waitUntil(lambda: link.is_connected, timeout=10_000)


def test_without_an_engine_a_request_is_refused_but_not_before_it_was_asked(qtbot: QtBot, make_link: MakeLink) -> None:
    got, link = Got(), make_link()
    link.ask(Wear, *got.all(), identity=None)
    assert got.problems == []
    qtbot.waitUntil(lambda: bool(got.problems), timeout=5000)
    assert got.problems[0].code is ErrorCode.CANCELLED


def test_nothing_is_said_to_a_stranger(qtbot: QtBot, engine: SpokenEngine, make_link: MakeLink) -> None:
    link = make_link(trusted=lambda _: False)
    with qtbot.waitSignal(link.trouble, timeout=5000):
        link.open()
    qtbot.waitUntil(lambda: engine.visits >= 2, timeout=5000)
    assert engine.asked.empty()


def test_an_engine_of_another_version_is_told_of_and_not_used(
    qtbot: QtBot, engine: SpokenEngine, make_link: MakeLink
) -> None:
    engine.version = 99
    link = make_link()
    with qtbot.waitSignal(link.trouble, timeout=5000) as trouble:
        link.open()
    assert "another version" in trouble.args[0]
    assert not link.is_connected


def test_a_window_that_is_gone_is_not_called(qtbot: QtBot, link: Link, engine: SpokenEngine) -> None:
    class Window(QObject):
        def take(self, _: object) -> None:
            called.append(self)

    called: list[Window] = []
    engine.replies["wear"] = lambda _: None
    window = Window()
    number = link.ask(Wear, window.take, identity=None)
    engine.next("wear")
    with qtbot.waitSignal(window.destroyed, timeout=5000):
        window.deleteLater()
    with qtbot.waitSignal(link.desk, timeout=5000):
        engine.send(in_frame({"n": number, "reply": desk()}))
    assert called == []


def test_a_mistake_in_one_window_loses_no_message_behind_it(qtbot: QtBot, link: Link, engine: SpokenEngine) -> None:
    def stumble(_: object) -> None:
        raise ZeroDivisionError

    told: list[str] = []
    link.closed.connect(lambda closed: told.append(closed.hold))
    engine.replies["wear"] = lambda _: None
    number = link.ask(Wear, stumble, identity=None)
    engine.next("wear")
    with qtbot.capture_exceptions() as raised:
        engine.send(in_frame({"n": number, "reply": desk()}) + in_frame(Closed("h1", "deny", "time", "")))
        qtbot.waitUntil(lambda: told == ["h1"], timeout=5000)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]


def test_a_request_that_breaks_the_protocol_is_not_sent(link: Link) -> None:
    with pytest.raises(msgspec.ValidationError):
        link.ask(Wear, lambda _: None, identity=5)


def test_a_text_with_every_sign_arrives_as_it_was(link: Link, engine: SpokenEngine) -> None:
    text = '„Grüße“ \x00 \u2028 👒 \\ " </script>'
    link.ask(Show, lambda _: None, hold=text)
    assert engine.next("show")["hold"] == text

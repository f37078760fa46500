"""From a hold to its answer, over a real connection: one pop-up at a time, and what each choice sets in motion."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot
from shell_parts import ME, SpokenEngine, desk, spoken_engine

from guard.protocol.card import Rescue
from guard.protocol.events import Closed
from guard.protocol.replies import Settled, Shown
from ui.holding import Holding
from ui.link import Link
from ui.peer import is_own

OWN = Rescue("x:@me", "X", ME, "https://x.com/intent/post")


class PaperWindow(QObject):
    """A pop-up without a display: it keeps what it is told."""

    answered = Signal(str, str)

    def __init__(self, shown: Shown, waiting: int) -> None:
        super().__init__()
        self.shown, self.waiting = shown, waiting
        self.rescue: Rescue | None = None
        self.met: dict[str, str] = {}
        self.told: list[str] = []
        self.closed = False

    def queue(self, waiting: int) -> None:
        """Keeps it."""
        self.waiting = waiting

    def refuse(self, text: str) -> None:
        """Keeps it."""
        self.told.append(f"refused: {text}")

    def refuse_met(self, text: str) -> None:
        """Keeps it."""
        self.told.append(f"not met: {text}")

    def settled(self, text: str) -> None:
        """Keeps it."""
        self.told.append(f"settled: {text}")

    def close_settled(self) -> None:
        """Keeps it."""
        self.closed = True


class PaperMeans:
    """A desktop on paper, in the order in which things happened."""

    def __init__(self) -> None:
        self.windows: list[PaperWindow] = []
        self.done: list[str] = []

    def open_pop_up(self, shown: Shown, waiting: int) -> PaperWindow:
        """Keeps it."""
        self.windows.append(PaperWindow(shown, waiting))
        return self.windows[-1]

    def bring_to_front(self, window: PaperWindow) -> None:
        """Keeps it."""
        self.done.append(f"raised {window.shown.card.hold}")

    def keep_draft(self, text: str) -> None:
        """Keeps it."""
        self.done.append(f"draft {text}")

    def open_page(self, url: str) -> None:
        """Keeps it."""
        self.done.append(f"page {url}")


class Scene:
    """An engine, a connection, and the holding between them."""

    def __init__(self, qtbot: QtBot, engine: SpokenEngine, link: Link, make: Callable[..., Shown]) -> None:
        self.qtbot, self.engine, self.link = qtbot, engine, link
        self.means = PaperMeans()
        self.holding = Holding(link, self.means)
        link.desk.connect(self.holding.on_desk)
        link.closed.connect(self.holding.on_closed)
        link.connected.connect(self.holding.on_connected)
        engine.replies["show"] = lambda request: msgspec.to_builtins(
            msgspec.structs.replace(
                make("beer-tweet", hold=request["hold"], text="Getting #slizzerd", rescues=[OWN]),
                token=f"token of {request['hold']}",
                drawn=f"drawn of {request['hold']}",
            )
        )

    def hold(self, *holds: str, waiting: int | None = None) -> None:
        """The engine says what it holds now."""
        self.engine.desk = desk(holds=holds, waiting=waiting)
        self.engine.say(self.engine.desk)

    def window(self, number: int = 1) -> PaperWindow:
        """The pop-up that came as this one."""
        self.qtbot.waitUntil(lambda: len(self.means.windows) >= number, timeout=5000)
        return self.means.windows[number - 1]

    def settle(self, answer: dict[str, Any] | None) -> None:
        """How the engine will take the next answer."""
        self.engine.replies["answer"] = lambda _: answer

    def wait(self, for_this: Callable[[], bool]) -> None:
        """Until it is so."""
        self.qtbot.waitUntil(for_this, timeout=5000)


@pytest.fixture
def at_desk(qtbot: QtBot, tmp_path: Path, scene: Callable[..., Shown]) -> Iterator[Scene]:
    with spoken_engine(tmp_path / "engine.sock") as engine:
        link = Link(str(tmp_path / "engine.sock"), trusted=is_own, start_engine=lambda: None)
        made = Scene(qtbot, engine, link, scene)
        with qtbot.waitSignal(link.desk, timeout=5000):
            link.open()
        yield made
        link.close()


def settled(verdict: str = "deny", rescue: str | None = None) -> dict[str, Any]:
    return dict(msgspec.to_builtins(Settled(verdict, "answer", "As you said.", rescue=rescue)))


def refused(code: str) -> dict[str, Any]:
    return {"error": {"code": code, "text": "No."}}


def test_the_oldest_hold_is_shown_and_the_others_are_counted(at_desk: Scene) -> None:
    at_desk.hold("h1", "h2", waiting=30)
    window = at_desk.window()
    assert (window.shown.card.hold, window.waiting) == ("h1", 29)
    at_desk.hold("h1", "h2", waiting=7)
    at_desk.wait(lambda: window.waiting == 6)
    assert len(at_desk.means.windows) == 1


def test_an_answer_carries_what_was_drawn_and_typed(at_desk: Scene) -> None:
    at_desk.settle(settled("allow"))
    at_desk.hold("h1")
    window = at_desk.window()
    window.answered.emit("release", "@RedCross")
    answer = at_desk.engine.next("answer")
    assert {name: answer[name] for name in ("hold", "token", "drawn", "choice", "typed")} == {
        "hold": "h1",
        "token": "token of h1",
        "drawn": "drawn of h1",
        "choice": "release",
        "typed": "@RedCross",
    }
    at_desk.wait(lambda: window.closed)
    assert at_desk.means.done == []


@pytest.mark.parametrize(
    ("choice", "answer", "expected"),
    [
        pytest.param("stop", settled(), [], id="stopping does nothing else"),
        pytest.param("edit", settled(), ["draft Getting #slizzerd"], id="editing keeps the draft"),
        pytest.param(
            "rescue",
            settled(rescue="https://x.com/intent/tweet"),
            ["draft Getting #slizzerd", "page https://x.com/intent/tweet"],
            id="rescuing keeps the draft, then opens the composer",
        ),
        pytest.param("rescue", settled(), ["draft Getting #slizzerd"], id="a platform without a page keeps the draft"),
        pytest.param(
            "rescue", settled(rescue="file:///etc/passwd"), ["draft Getting #slizzerd"], id="only pages of the web open"
        ),
        pytest.param("rescue", settled("allow"), [], id="what went out is not posted a second time"),
        pytest.param(
            "edit", refused("too-late"), ["draft Getting #slizzerd"], id="a draft is kept even when it is late"
        ),
        pytest.param(
            "rescue", refused("no-such-hold"), [], id="a hold whose end is not known opens no second composer"
        ),
    ],
)
def test_a_choice_sets_in_motion(at_desk: Scene, choice: str, answer: dict[str, Any], expected: list[str]) -> None:
    at_desk.settle(answer)
    at_desk.hold("h1")
    window = at_desk.window()
    window.answered.emit(choice, "")
    at_desk.wait(lambda: window.closed or bool(window.told))
    assert at_desk.means.done == expected


def test_the_own_account_that_was_chosen_is_the_one_that_opens(at_desk: Scene) -> None:
    at_desk.settle(settled(rescue="https://first.example/"))
    at_desk.hold("h1")
    window = at_desk.window()
    window.rescue = OWN
    window.answered.emit("rescue", "")
    at_desk.wait(lambda: window.closed)
    assert at_desk.means.done[-1] == "page https://x.com/intent/post"


def test_an_answer_that_does_not_count_leaves_the_window(at_desk: Scene) -> None:
    at_desk.settle(refused("not-typed"))
    at_desk.hold("h1")
    window = at_desk.window()
    window.answered.emit("release", "wrong")
    at_desk.wait(lambda: window.told == ["refused: No."])
    at_desk.settle(settled("allow"))
    window.answered.emit("release", "right")
    at_desk.wait(lambda: window.closed)


def test_a_double_click_answers_once(at_desk: Scene) -> None:
    at_desk.settle(None)
    at_desk.hold("h1", "h2")
    window = at_desk.window()
    window.answered.emit("stop", "")
    window.answered.emit("release", "")
    at_desk.engine.next("answer")
    at_desk.engine.say(Closed("h9", "deny", "time", "Somebody else's."))
    with at_desk.qtbot.waitSignal(at_desk.link.desk, timeout=5000):
        at_desk.hold("h1", "h2")
    assert [one["op"] for one in list(at_desk.engine.asked.queue)] == []


def test_the_next_hold_gets_a_fresh_window(at_desk: Scene) -> None:
    at_desk.settle(settled())
    at_desk.hold("h1", "h2")
    first = at_desk.window()
    first.answered.emit("stop", "")
    second = at_desk.window(2)
    assert (second.shown.card.hold, second.shown.token) == ("h2", "token of h2")
    first.answered.emit("release", "")
    second.answered.emit("stop", "")
    assert [at_desk.engine.next("answer")["hold"] for _ in range(2)] == ["h1", "h2"]
    assert first.closed


def test_a_hold_that_ended_by_itself_is_told_until_the_next_one_comes(at_desk: Scene) -> None:
    at_desk.hold("h1")
    first = at_desk.window()
    at_desk.engine.say(Closed("h1", "deny", "time", "The time is over."))
    at_desk.wait(lambda: first.told == ["settled: The time is over."])
    assert not first.closed
    at_desk.hold("h2")
    at_desk.window(2)
    assert first.closed


def test_a_hold_that_is_gone_from_the_desk_has_no_window(at_desk: Scene) -> None:
    at_desk.hold("h1")
    window = at_desk.window()
    at_desk.hold()
    at_desk.wait(lambda: window.closed)


def test_the_end_of_one_answer_is_not_another_holds(at_desk: Scene) -> None:
    at_desk.settle(None)
    at_desk.hold("h1", "h2")
    window = at_desk.window()
    window.answered.emit("edit", "")
    answer = at_desk.engine.next("answer")
    at_desk.engine.say(Closed("h1", "deny", "answer", "Stopped."))
    at_desk.hold("h2")
    at_desk.engine.say({"n": answer["n"], "reply": settled()})
    second = at_desk.window(2)
    assert at_desk.means.done == ["draft Getting #slizzerd"]
    assert (window.closed, second.closed, second.shown.card.hold) == (True, False, "h2")


def test_a_hold_that_cannot_be_shown_does_not_block_the_others(at_desk: Scene) -> None:
    show = at_desk.engine.replies["show"]
    at_desk.engine.replies["show"] = lambda request: (
        refused("no-such-hold") if request["hold"] == "h1" else show(request)
    )
    at_desk.hold("h1", "h2")
    assert at_desk.window().shown.card.hold == "h2"


def test_an_engine_that_goes_takes_the_window_and_brings_it_back(at_desk: Scene) -> None:
    at_desk.hold("h1")
    first = at_desk.window()
    at_desk.engine.hang_up()
    at_desk.wait(lambda: bool(first.told))
    assert first.told[0].startswith("settled:")
    again = at_desk.window(2)
    assert again.shown.card.hold == "h1"
    assert first.closed


def test_an_answer_on_its_way_when_the_engine_goes_does_nothing(at_desk: Scene) -> None:
    at_desk.settle(None)
    at_desk.hold("h1")
    window = at_desk.window()
    window.answered.emit("rescue", "")
    at_desk.engine.next("answer")
    at_desk.engine.hang_up()
    at_desk.window(2)
    assert at_desk.means.done == []


def test_the_pop_up_can_be_raised(at_desk: Scene) -> None:
    at_desk.holding.bring_to_front()
    at_desk.hold("h1")
    at_desk.window()
    at_desk.holding.bring_to_front()
    assert at_desk.means.done == ["raised h1"]


@pytest.mark.parametrize(
    ("choice", "sent"),
    [
        pytest.param("release", {"reason:#a": "we were asked"}, id="what was done goes along with a release"),
        pytest.param("stop", {}, id="nothing of it with any other answer"),
    ],
)
def test_what_was_done_is_told_to_the_engine(at_desk: Scene, choice: str, sent: dict[str, str]) -> None:
    at_desk.settle(settled())
    at_desk.hold("h1")
    window = at_desk.window()
    window.met = {"reason:#a": "we were asked"}
    window.answered.emit(choice, "")
    at_desk.wait(lambda: any(one["op"] == "answer" for one in list(at_desk.engine.asked.queue)))
    assert at_desk.engine.next("answer").get("met", {}) == sent


def test_what_is_not_met_is_said_in_the_window_and_it_can_be_answered_again(at_desk: Scene) -> None:
    at_desk.settle(refused("not-met"))
    at_desk.hold("h1")
    window = at_desk.window()
    window.answered.emit("release", "")
    at_desk.wait(lambda: window.told == ["not met: No."])
    assert not window.closed
    at_desk.settle(settled("allow"))
    window.answered.emit("release", "")
    at_desk.wait(lambda: window.closed)

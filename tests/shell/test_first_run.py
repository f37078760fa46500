"""The first-run assistant on the real operations, driven as a newcomer would: by keyboard, from nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from in_process import InProcess
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from guard.model.identity import IdentityKind
from guard.protocol.replies import Found, Proposed, Unnamed
from guard.protocol.requests import Change
from ui.windows.first_run import FirstRun
from ui.windows.first_run.plan import ME, NOBODY, Plan
from ui.windows.forms.said import Said

TOOT = {
    "active_user": "jo@chaos.social",
    "apps": {"chaos.social": {"instance": "chaos.social", "base_url": "https://chaos.social", "client_id": "1"}},
    "users": {
        "jo@chaos.social": {"instance": "chaos.social", "username": "jo", "access_token": "not-to-be-shown"},
        "acme@chaos.social": {"instance": "chaos.social", "username": "acme", "access_token": "not-to-be-shown"},
    },
}
TWEET = {
    "name": "Tweet",
    "type": "n8n-nodes-base.twitter",
    "typeVersion": 2,
    "parameters": {"text": "hello"},
    "credentials": {"twitterOAuth2Api": {"id": "NY8wGz", "name": "X account 2"}},
}
CLOCK = {"name": "Every day", "type": "n8n-nodes-base.scheduleTrigger", "typeVersion": 1, "parameters": {}}
FLOW = {
    "name": "Launches",
    "active": True,
    "nodes": [CLOCK, TWEET],
    "connections": {"Every day": {"main": [[{"node": "Tweet", "type": "main", "index": 0}]]}},
}
KEY = "n8n:X account 2 (NY8wGz)"
LOCKED = 'locked = ["identity.acme"]\n[[identity]]\nid = "acme"\nkind = "brand"\n'


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InProcess:
    """The operations, on a desk where nothing was set up; the person's login is ``jo``."""
    monkeypatch.setenv("LOGNAME", "jo")
    return InProcess(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, engine: InProcess) -> FirstRun:
    """The assistant, just opened."""
    made = FirstRun(engine)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def with_file(engine: InProcess, name: str, content: object) -> None:
    """One more file in the home folder."""
    path = engine.home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def said(part: QWidget) -> str:
    """Everything that can be read there."""
    return "\n".join(word.text() for word in part.findChildren(Said) if word.text() and word.isVisibleTo(part))


def key(qtbot: QtBot, pressed: Qt.Key) -> None:
    """A key, where the keyboard is."""
    where = QApplication.focusWidget()
    assert where is not None
    qtbot.keyClick(where, pressed)


def typed(qtbot: QtBot, text: str) -> None:
    """Words, where the keyboard is."""
    where = QApplication.focusWidget()
    assert isinstance(where, QLineEdit)
    where.selectAll()
    qtbot.keyClicks(where, text)


def tabbed_to(qtbot: QtBot, wanted: QWidget) -> None:
    """Tab, until the keyboard is there."""
    for _ in range(40):
        if QApplication.focusWidget() is wanted:
            return
        key(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(wanted.accessibleName())


def on_step(qtbot: QtBot, window: FirstRun, wanted: QWidget) -> None:
    """The step is reached, and the search is over."""
    qtbot.waitUntil(lambda: window.step is wanted and not window.found.search.busy, timeout=30_000)


def named_jo(qtbot: QtBot, window: FirstRun) -> None:
    """Over the first two steps without any account."""
    typed(qtbot, "Jo")
    key(qtbot, Qt.Key.Key_Return)
    on_step(qtbot, window, window.found)


def test_from_nothing_to_a_guarded_brand_by_keyboard(qtbot: QtBot, window: FirstRun, engine: InProcess) -> None:
    """Every step, no mouse; afterwards a post to the brand would be held, and nothing secret was written."""
    with_file(engine, ".config/toot/config.json", TOOT)
    with_file(engine, ".n8n/flow.json", FLOW)
    typed(qtbot, "Jo Mustermann")
    key(qtbot, Qt.Key.Key_Tab)
    typed(qtbot, "https://x.com/jo")
    qtbot.waitUntil(lambda: "Taken as x:@jo" in said(window.me))
    key(qtbot, Qt.Key.Key_Return)
    key(qtbot, Qt.Key.Key_Return)
    on_step(qtbot, window, window.found)
    assert {one: choice.currentText() for one, choice in window.found.choices.items()} == {
        "mastodon:@jo@chaos.social": "Jo Mustermann (me)",
        "mastodon:@acme@chaos.social": "acme",
    }
    key(qtbot, Qt.Key.Key_Return)
    assert window.step is window.brands
    typed(qtbot, "Acme Works")
    tabbed_to(qtbot, window.brands.cards[0].accounts._fields[-1].line)
    typed(qtbot, "x:@acme")
    qtbot.waitUntil(lambda: not window.step.trouble)
    key(qtbot, Qt.Key.Key_Return)
    key(qtbot, Qt.Key.Key_Return)
    assert window.step is window.credentials
    assert KEY in said(window.credentials)
    assert "flow.json" in said(window.credentials)
    assert window.next.text() == "&Skip"
    key(qtbot, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QPushButton)
    assert QApplication.focusWidget().text() == "x:@acme  (Acme Works)"
    key(qtbot, Qt.Key.Key_Return)
    assert window.next.text() == "&Next"
    qtbot.waitUntil(lambda: not window.step.trouble)
    key(qtbot, Qt.Key.Key_Return)
    on_step(qtbot, window, window.done)
    assert "You are Jo Mustermann now." in said(window.done)
    me, acme = engine.workspace.identities
    assert (me.id, me.name, me.kind) == ("me", "Jo Mustermann", IdentityKind.PERSON)
    assert [str(account) for account in me.accounts] == ["x:@jo", "mastodon:@jo@chaos.social"]
    assert (acme.id, acme.name, acme.kind) == ("acme-works", "Acme Works", IdentityKind.BRAND)
    assert [str(account) for account in acme.accounts] == ["mastodon:@acme@chaos.social", "x:@acme"]
    assert acme.color != me.color
    assert engine.workspace.credentials == {KEY: "x:@acme"}
    assert len([request for request in engine.asked if isinstance(request, Change)]) == 1
    assert "not-to-be-shown" not in engine.text
    assert judged(engine, window.done.command.text()) == 10
    with qtbot.waitSignal(window.finished):
        key(qtbot, Qt.Key.Key_Return)
    assert not window.isVisible()


def judged(engine: InProcess, command: str) -> int:
    """The exit code of the command that the last page proposes; 10 means held."""
    words = command.removeprefix("hatcheck ").replace('"', "").split()
    env = os.environ | {
        "HATCHECK_WORKSPACE": str(engine.user),
        "HATCHECK_ORGANISATION": str(engine.organisation),
        "HATCHECK_STATE": str(engine.user.parent / "state"),
    }
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "guard.cli.main", *words], env=env, cwd=root, capture_output=True, check=False
    )
    return done.returncode


def test_where_nothing_is_found_the_brand_is_typed(qtbot: QtBot, window: FirstRun, engine: InProcess) -> None:
    """That is said, and no step is in the way that has nothing to ask."""
    named_jo(qtbot, window)
    assert "No account was found here. That is fine" in said(window.found)
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    typed(qtbot, "The Club")
    key(qtbot, Qt.Key.Key_Return)
    assert "The Club has no account yet" in said(window)
    assert QApplication.focusWidget() is window.brands.cards[0].accounts._fields[0].line
    typed(qtbot, "club")
    qtbot.waitUntil(lambda: "names no platform" in said(window.brands))
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    assert window.step is window.brands
    typed(qtbot, "x:@club")
    qtbot.waitUntil(lambda: not window.brands.trouble)
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    on_step(qtbot, window, window.done)
    assert [one.id for one in engine.workspace.identities] == ["me", "the-club"]


def test_nobody_goes_on_without_a_name(qtbot: QtBot, window: FirstRun) -> None:
    """The reason is said, and the keyboard is where it can be mended."""
    window.me.name.clear()
    key(qtbot, Qt.Key.Key_Return)
    assert window.step is window.me
    assert "A name is missing" in said(window)
    assert QApplication.focusWidget() is window.me.name


def test_a_search_that_is_stopped_lets_one_go_on(qtbot: QtBot, window: FirstRun, engine: InProcess) -> None:
    """By the key that is under the finger."""
    for number in range(400):
        with_file(engine, f".n8n/{number}.json", FLOW)
    typed(qtbot, "Jo")
    key(qtbot, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is window.found.search.stop
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    assert "still looking" in said(window)
    qtbot.keyClick(window.found.search.stop, Qt.Key.Key_Return)
    on_step(qtbot, window, window.found)
    assert "The search was stopped." in said(window.found)
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    assert window.step is window.brands
    engine.end()


def test_the_keyboard_is_on_the_first_account_as_soon_as_the_search_ends(qtbot: QtBot, window: FirstRun) -> None:
    """Whoever presses Enter then goes on, and does not search again."""
    named_jo(qtbot, window)
    window.found.search.found.emit(FOUND)
    assert QApplication.focusWidget() is window.found.choices["x:@jo"]
    key(qtbot, Qt.Key.Key_Return)
    assert window.step is window.brands


def test_whose_an_account_is_can_be_said_otherwise(qtbot: QtBot, window: FirstRun, engine: InProcess) -> None:
    """Another's, or nobody's here; a brand without an account is none."""
    with_file(engine, ".config/toot/config.json", TOOT)
    named_jo(qtbot, window)
    choice = window.found.choices["mastodon:@acme@chaos.social"]
    tabbed_to(qtbot, choice)
    key(qtbot, Qt.Key.Key_End)
    assert choice.currentText() == "None of mine"
    key(qtbot, Qt.Key.Key_Return)
    assert window.brands.cards[0].brand.accounts == ()
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    on_step(qtbot, window, window.done)
    assert "There is no brand yet" in said(window.done)
    assert [one.id for one in engine.workspace.identities] == ["me"]


def test_a_credential_that_is_skipped_stays_unnamed(qtbot: QtBot, window: FirstRun, engine: InProcess) -> None:
    """It is said what that means; words that are no account are not taken."""
    with_file(engine, ".n8n/flow.json", FLOW)
    named_jo(qtbot, window)
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    typed(qtbot, "Acme")
    tabbed_to(qtbot, window.brands.cards[0].accounts._fields[0].line)
    typed(qtbot, "x:@acme")
    qtbot.waitUntil(lambda: not window.brands.trouble)
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    assert "a post that would reach it is held" in said(window.credentials)
    typed(qtbot, "x:acme corp")
    qtbot.waitUntil(lambda: "is no account on X" in said(window.credentials))
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    assert window.step is window.credentials
    window.credentials.field.line.setFocus()
    window.credentials.field.line.selectAll()
    key(qtbot, Qt.Key.Key_Delete)
    assert window.next.text() == "&Skip"
    key(qtbot, Qt.Key.Key_Return)
    on_step(qtbot, window, window.done)
    assert engine.workspace.credentials == {}


def test_a_refusal_loses_nothing(qtbot: QtBot, window: FirstRun, engine: InProcess) -> None:
    """The reason is said; one can go back, mend it and go on."""
    engine.organisation.write_text(LOCKED, encoding="utf-8")
    named_jo(qtbot, window)
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    typed(qtbot, "Acme")
    tabbed_to(qtbot, window.brands.cards[0].accounts._fields[0].line)
    typed(qtbot, "x:@acme")
    qtbot.waitUntil(lambda: not window.brands.trouble)
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "locked by your organisation" in said(window))
    assert window.step is window.brands
    assert not engine.user.exists()
    assert window.brands.cards[0].brand.accounts == ("x:@acme",)
    engine.organisation.unlink()
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    on_step(qtbot, window, window.done)
    assert engine.workspace.identity("acme") is not None


def test_going_back_keeps_what_was_said(qtbot: QtBot, window: FirstRun, engine: InProcess) -> None:
    """On every step; the search is not made again."""
    with_file(engine, ".config/toot/config.json", TOOT)
    typed(qtbot, "Jo")
    key(qtbot, Qt.Key.Key_Tab)
    typed(qtbot, "x:@jo")
    qtbot.waitUntil(lambda: window.me.accounts.settled)
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    on_step(qtbot, window, window.found)
    qtbot.keyClick(window.next, Qt.Key.Key_Space)
    typed(qtbot, "Acme Works")
    for step in (window.found, window.me):
        qtbot.keyClick(window.back, Qt.Key.Key_Space)
        assert window.step is step
    assert (window.me.name.text(), window.me.accounts.accounts) == ("Jo", ["x:@jo", "mastodon:@jo@chaos.social"])
    asked = len(engine._searches)
    for _ in range(2):
        qtbot.waitUntil(lambda: not window.step.trouble)
        qtbot.keyClick(window.next, Qt.Key.Key_Space)
    assert window.brands.cards[0].name.text() == "Acme Works"
    assert len(engine._searches) == asked


def test_the_command_to_try_can_be_copied(qtbot: QtBot, window: FirstRun) -> None:
    """As it stands there."""
    plan = Plan(name="Jo").given("x:@acme", "Acme")
    window.done.enter(plan)
    qtbot.mouseClick(window.done._copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == 'hatcheck check --to x:@acme --text "Hello"'


FOUND = Found(
    identities=[Proposed("me", "Me", "person", ["x:@jo"]), Proposed("acme", "Acme", "brand", ["x:@acme", "x:@jo2"])],
    tools=["~/.config/toot/config.json"],
    routes=0,
    unreadable=[],
    unnamed=[Unnamed(KEY, "x", "flow.json")],
)


def test_what_was_typed_as_mine_stays_mine() -> None:
    """Whatever the search takes it for."""
    plan = Plan(name="Jo", accounts=("x:@JO2",)).with_found(FOUND)
    assert plan.accounts == ("x:@JO2", "x:@jo")
    assert [(brand.name, brand.accounts) for brand in plan.brands] == [("Acme", ("x:@acme",))]


def test_what_is_called_like_mine_elsewhere_is_taken_for_mine() -> None:
    """A guess, which the next page lets one change."""
    found = Found([Proposed("jo", "jo", "brand", ["mastodon:@Jo@chaos.social", "bluesky:@jo.example"])], [], 0, [], [])
    plan = Plan(name="Jo", accounts=("x:@jo",)).with_found(found)
    assert plan.accounts == ("x:@jo", "mastodon:@Jo@chaos.social", "bluesky:@jo.example")
    assert plan.brands == ()


@pytest.mark.parametrize(
    ("to", "mine", "acme"),
    [
        pytest.param(ME, ("x:@jo", "x:@acme"), ("x:@jo2",), id="mine"),
        pytest.param(NOBODY, ("x:@jo",), ("x:@jo2",), id="nobody's here"),
        pytest.param("Acme", ("x:@jo",), ("x:@jo2", "x:@acme"), id="the same brand's"),
    ],
)
def test_an_account_has_one_owner(to: str, mine: tuple[str, ...], acme: tuple[str, ...]) -> None:
    """Given to another, the one before has it no more."""
    plan = Plan(name="Jo").with_found(FOUND).given("x:@acme", to)
    assert plan.accounts == mine
    assert plan.brands[0].accounts == acme


def test_an_account_that_has_my_name_is_proposed_as_mine() -> None:
    """Only a proposal: the next page shows whose it is, and lets it be changed."""
    own = Proposed("mara", "mara", "brand", ["mastodon:@Mara@hikers.town"])
    plan = Plan(name="Mara Lindqvist").with_found(Found([own, *FOUND.identities], [], 0, [], []))
    assert "mastodon:@Mara@hikers.town" in plan.accounts
    assert "mara" not in {brand.name for brand in plan.brands}

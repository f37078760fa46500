"""No accidental allow: what answers a hold, and above all what never does."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from guard.protocol.replies import Shown
from ui.windows.hold import HoldWindow

Scene = Callable[..., Shown]
Made = Callable[..., HoldWindow]
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
TYPED = (Key.Key_W, Key.Key_Space, Key.Key_Return, Key.Key_Tab, Key.Key_Space, Key.Key_Tab, Key.Key_Return) * 3
SHORT = 240


@pytest.fixture
def answers() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def make(scene: Scene, qtbot: QtBot, answers: list[tuple[str, str]]) -> Iterator[Made]:
    """Shows a scene in a window that notes its answers."""
    windows: list[HoldWindow] = []

    def shown(name: str = "beer-tweet", *, still_for: int = SHORT, **fields: object) -> HoldWindow:
        window = HoldWindow(scene(name, **fields), 0, still_for=still_for)
        windows.append(window)
        window.answered.connect(lambda choice, typed: answers.append((choice, typed)))
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield shown
    for window in filter(isValid, windows):
        window.close_settled()


def ripe(window: HoldWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.stillness.ripe, timeout=5000)


def tab_to(window: HoldWindow, button: QWidget) -> None:
    for _ in range(30):
        if QApplication.focusWidget() is button:
            return
        QTest.keyClick(QApplication.focusWidget() or window, Key.Key_Tab)
    pytest.fail("Tab does not reach it")


def button(window: HoldWindow, words: str) -> QPushButton:
    return next(b for b in window.footer.buttons.all if words in b.text().replace("&", ""))


STRAY: dict[str, Callable[[HoldWindow], object]] = {
    "typing": lambda w: [QTest.keyClick(QApplication.focusWidget() or w, key) for key in TYPED],
    "Esc": lambda w: QTest.keyClick(w, Key.Key_Escape),
    "Enter": lambda w: QTest.keyClick(w, Key.Key_Return),
    "Space on every button": lambda w: [QTest.keyClick(b, Key.Key_Space) for b in w.footer.buttons.all],
    "a click on every button": lambda w: [QTest.mouseClick(b, LEFT) for b in w.footer.buttons.all],
    "a double click on every button": lambda w: [QTest.mouseDClick(b, LEFT) for b in w.footer.buttons.all],
    "the window's X": lambda w: w.close(),
    "a program's click": lambda w: [b.click() for b in w.footer.buttons.all],
    "a shortcut": lambda w: QTest.keyClick(w, Key.Key_D, Qt.KeyboardModifier.AltModifier),
}


@pytest.mark.parametrize("stray", STRAY.values(), ids=STRAY.keys())
def test_nothing_answers_before_stillness(
    stray: Callable[[HoldWindow], object], make: Made, answers: list[object], qtbot: QtBot
) -> None:
    window = make(still_for=1000)
    stray(window)
    qtbot.waitUntil(lambda: window.stillness.open, timeout=5000)
    assert answers == []
    assert window.isVisible()


def test_focus_begins_on_the_headline_and_there_is_no_default(make: Made, qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    assert QApplication.focusWidget() is window.header.headline
    assert [b.text() for b in window.footer.buttons.all if b.isDefault() or b.autoDefault()] == []


@pytest.mark.parametrize(
    "key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Select, Key.Key_A], ids=lambda key: str(key)
)
def test_a_key_typed_blindly_later_answers_nothing(key: Key, make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    QTest.keyClick(QApplication.focusWidget() or window, key)
    assert answers == []


def test_a_click_on_release_after_stillness_releases_once(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    QTest.mouseClick(window.footer.buttons.release, LEFT)
    QTest.mouseClick(window.footer.buttons.release, LEFT)
    assert answers == [("release", "")]


def test_tab_and_a_calm_space_release(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    tab_to(window, window.footer.buttons.release)
    ripe(window, qtbot)
    QTest.keyClick(window.footer.buttons.release, Key.Key_Space)
    assert answers == [("release", "")]


def test_tab_and_space_in_one_go_do_not_release(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    tab_to(window, window.footer.buttons.release)
    QTest.keyClick(window.footer.buttons.release, Key.Key_Space)
    QTest.keyClick(window.footer.buttons.release, Key.Key_Space)
    assert answers == []


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Select], ids=lambda key: str(key))
def test_enter_never_releases(key: Key, make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    window.footer.buttons.release.setFocus(Qt.FocusReason.TabFocusReason)
    ripe(window, qtbot)
    QTest.keyClick(window.footer.buttons.release, key)
    assert answers == []


@pytest.mark.parametrize("name", ["release", "Edit", "Don't post"])
def test_a_held_space_answers_nothing(name: str, make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    target = window.footer.buttons.release if name == "release" else button(window, name)
    target.setFocus(Qt.FocusReason.TabFocusReason)
    ripe(window, qtbot)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) * 3:
        held = QKeyEvent(kind, Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", autorep=True)
        QApplication.sendEvent(target, held)
    assert answers == []


def test_a_second_click_right_after_another_does_not_release(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    QTest.mouseClick(window.header, LEFT, pos=QPoint(5, 5))
    QTest.mouseClick(window.footer.buttons.release, LEFT)
    assert answers == []


@pytest.mark.parametrize(
    ("words", "choice"),
    [("own account", "rescue"), ("Edit", "edit"), ("Don't post", "stop")],
)
@pytest.mark.parametrize("how", ["click", "Space", "Enter"])
def test_harmless_answers(words: str, choice: str, how: str, make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    target = button(window, words)
    if how == "click":
        QTest.mouseClick(target, LEFT)
    else:
        tab_to(window, target)
        QTest.keyClick(target, Key.Key_Space if how == "Space" else Key.Key_Return)
    assert answers == [(choice, "")]
    assert not any(b.isEnabled() for b in window.footer.buttons.all)


@pytest.mark.parametrize(
    "leave", [lambda w: QTest.keyClick(w, Key.Key_Escape), lambda w: w.close()], ids=["Esc", "the window's X"]
)
def test_leaving_means_stop(
    leave: Callable[[HoldWindow], object], make: Made, answers: list[object], qtbot: QtBot
) -> None:
    window = make()
    ripe(window, qtbot)
    leave(window)
    assert answers == [("stop", "")]
    assert window.isVisible(), "it closes when the engine has settled it"


def test_after_an_answer_leaving_is_no_second_one(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    QTest.mouseClick(window.footer.buttons.release, LEFT)
    ripe(window, qtbot)
    QTest.keyClick(window, Key.Key_Escape)
    window.close()
    assert answers == [("release", "")]


def test_a_menu_left_open_answers_nothing_once_it_is_settled_or_before_stillness(
    make: Made, answers: list[object], qtbot: QtBot
) -> None:
    window = make("reply-unnamed")
    entries = button(window, "own account").menu().actions()
    entries[0].trigger()
    ripe(window, qtbot)
    window.settled("It was answered elsewhere.")
    ripe(window, qtbot)
    entries[0].trigger()
    assert answers == []


def test_the_order_of_the_answers(make: Made) -> None:
    words = [b.text().replace("&", "") for b in make().footer.buttons.all]
    assert words == ["Post from my own account instead", "Edit", "Don't post", "Post as American Red Cross"]


def test_without_an_own_account_there_is_no_rescue(make: Made) -> None:
    words = [b.text().replace("&", "") for b in make("no-rescue").footer.buttons.all]
    assert words == ["Edit", "Don't post", "Post as American Red Cross"]


def test_several_own_accounts_are_a_menu_and_the_choice_is_kept(
    make: Made, answers: list[object], qtbot: QtBot
) -> None:
    window = make("reply-unnamed")
    ripe(window, qtbot)
    menu = button(window, "own account").menu()
    assert [a.text() for a in menu.actions()] == [
        "mastodon:@gloria@hachyderm.io on Mastodon",
        "x:@riaglo on X",
    ]
    menu.actions()[1].trigger()
    assert answers == [("rescue", "")]
    assert window.rescue is not None
    assert window.rescue.account == "x:@riaglo"


def test_a_letter_of_the_brand_is_no_shortcut(make: Made, qtbot: QtBot) -> None:
    window = make(release_label="Post as A&T <b>Ben & Jerry's</b>")
    ripe(window, qtbot)
    assert window.footer.buttons.release.shortcut().isEmpty()
    assert "&&T" in window.footer.buttons.release.text()


@pytest.mark.parametrize("typed", ["@RedCross", "redcross", "  @REDCROSS "])
def test_at_high_risk_the_typed_handle_wakes_the_release(
    typed: str, make: Made, answers: list[object], qtbot: QtBot
) -> None:
    window = make("high-risk")
    ripe(window, qtbot)
    field = window.footer.buttons.typed
    assert field is not None
    assert not window.footer.buttons.release.isEnabled()
    QTest.keyClicks(field.field, typed)
    ripe(window, qtbot)
    QTest.mouseClick(window.footer.buttons.release, LEFT)
    assert answers == [("release", typed.strip())]


@pytest.mark.parametrize("typed", ["", "@", "RedCros", "@RedCrosss", "@@RedCross", "Red Cross", "@RedCr\u200boss"])
def test_at_high_risk_anything_else_does_not(typed: str, make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make("high-risk")
    ripe(window, qtbot)
    field = window.footer.buttons.typed
    assert field is not None
    field.field.setText(typed)
    ripe(window, qtbot)
    QTest.mouseClick(window.footer.buttons.release, LEFT)
    window.footer.buttons.release.click()
    assert answers == []


def test_enter_in_the_field_does_not_release(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make("high-risk")
    ripe(window, qtbot)
    field = window.footer.buttons.typed
    assert field is not None
    QTest.keyClicks(field.field, "@RedCross")
    ripe(window, qtbot)
    QTest.keyClick(field.field, Key.Key_Return)
    assert answers == []


def test_a_refused_answer_is_said_and_can_be_given_again_after_stillness(
    make: Made, answers: list[object], qtbot: QtBot
) -> None:
    window = make()
    ripe(window, qtbot)
    QTest.mouseClick(window.footer.buttons.release, LEFT)
    window.refuse("The journal cannot be written, so nothing is let out.")
    QTest.mouseClick(window.footer.buttons.release, LEFT)
    assert len(answers) == 1
    assert QApplication.focusWidget() is window.header.headline
    ripe(window, qtbot)
    QTest.mouseClick(button(window, "Don't post"), LEFT)
    assert answers == [("release", ""), ("stop", "")]


def test_when_its_time_is_over_it_waits_for_the_engine(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make(remaining=0.4)
    qtbot.waitUntil(lambda: window.footer.time.seconds == 0 and window.stillness.open, timeout=5000)
    qtbot.waitUntil(lambda: not any(b.isEnabled() for b in window.footer.buttons.all), timeout=5000)
    QTest.mouseClick(window.footer.buttons.release, LEFT)
    assert answers == []
    assert window.isVisible()


def test_what_the_engine_settled_answers_nothing_and_can_be_closed(
    make: Made, answers: list[object], qtbot: QtBot
) -> None:
    window = make()
    ripe(window, qtbot)
    window.settled("The time was over. It was not posted.")
    for one in window.footer.buttons.all:
        QTest.mouseClick(one, LEFT)
    QTest.keyClick(window, Key.Key_Escape)
    assert window.isVisible(), "no stray key takes the message away"
    ripe(window, qtbot)
    with qtbot.waitSignal(window.gone, timeout=5000):
        QTest.keyClick(window, Key.Key_Escape)
    assert answers == []


def test_a_double_click_through_two_stacked_windows_releases_at_most_one(
    make: Made, answers: list[object], qtbot: QtBot
) -> None:
    below, above = make(), make()
    above.answered.connect(lambda *_: above.close_settled())
    ripe(above, qtbot)
    QTest.mouseClick(above.footer.buttons.release, LEFT)
    QTest.mouseDClick(below.footer.buttons.release, LEFT)
    below.activateWindow()
    qtbot.waitUntil(below.isActiveWindow, timeout=5000)
    QTest.mouseDClick(below.footer.buttons.release, LEFT)
    assert answers == [("release", "")]


def test_every_hold_has_a_window_of_its_own(make: Made) -> None:
    one, other = make(), make()
    assert one is not other
    assert one.parent() is None
    assert one.isWindow()
    assert one.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert one.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window, "no toast, no tool window"


def test_it_comes_back_once_when_the_focus_is_lost_unanswered(make: Made, qtbot: QtBot) -> None:
    window = make()
    ripe(window, qtbot)
    mapped: list[QEvent.Type] = []

    class Watcher(QWidget):
        def eventFilter(self, _watched: object, event: QEvent) -> bool:  # noqa: N802
            if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
                mapped.append(event.type())
            return False

    watcher = Watcher()
    qtbot.addWidget(watcher)
    window.installEventFilter(watcher)
    elsewhere = QWindow()
    leave(window, elsewhere, qtbot)
    qtbot.waitUntil(lambda: len(mapped) == 2, timeout=5000)
    assert mapped == [QEvent.Type.Hide, QEvent.Type.Show]
    assert not window.stillness.open
    window.activateWindow()
    ripe(window, qtbot)
    leave(window, elsewhere, qtbot)
    qtbot.wait(500)
    assert len(mapped) == 2
    elsewhere.close()


def leave(window: HoldWindow, elsewhere: QWindow, qtbot: QtBot) -> None:
    """As when another program comes to the front."""
    elsewhere.show()
    elsewhere.requestActivate()
    qtbot.waitUntil(lambda: not window.isActiveWindow(), timeout=5000)


def test_a_screen_readers_press_counts_only_when_it_is_ripe(make: Made, answers: list[object], qtbot: QtBot) -> None:
    window = make()
    release = window.footer.buttons.release
    action = QAccessible.queryAccessibleInterface(release).actionInterface()
    press = QAccessibleActionInterface.pressAction()
    assert press not in action.actionNames(), "nothing to press while it is not open"
    ripe(window, qtbot)
    assert press in action.actionNames()
    QTest.keyClick(window, Key.Key_Shift)
    action.doAction(press)
    qtbot.wait(150)
    assert answers == []
    ripe(window, qtbot)
    action.doAction(press)
    qtbot.waitUntil(lambda: answers == [("release", "")], timeout=5000)

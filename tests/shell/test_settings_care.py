"""What a brand wants looked at, and what the checks may do, in the settings' window on the real operations."""

from pathlib import Path

import pytest
from in_process import InProcess
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from test_settings_window import opened, said, saved, typed

from guard.model.care import Care
from guard.protocol.requests import Change
from ui.windows.settings import SettingsWindow
from ui.windows.settings.care import CarePart

GENERAL = 4
CAREFUL = """\
version = 1

# the company
[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
color = "#c8102e"
accounts = ["x:@Acme"]
hashtags = ["#AcmeCares"]     # ours
checklist = ["Facts confirmed"]
second_look = ["sensitive-topic", "own:gone"]

[[identity]]
id = "jo"
name = "Jo"
kind = "person"
color = "#0072b2"

[checks]
off = ["spelling"]      # our own dialect
"""


@pytest.fixture
def engine(tmp_path: Path) -> InProcess:
    """The operations, on a workspace with some care."""
    (tmp_path / "hatcheck.toml").write_text(CAREFUL, encoding="utf-8")
    return InProcess(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, engine: InProcess) -> SettingsWindow:
    """The window, filled."""
    return opened(qtbot, engine)


@pytest.fixture
def care(window: SettingsWindow) -> CarePart:
    """The brand's part, open."""
    part = window.identities.form.care
    part.more.click()
    return part


def acmes(engine: InProcess) -> Care:
    """What the brand wants looked at, as the file says."""
    acme = engine.workspace.identity("acme")
    assert acme is not None
    return acme.care


def tick(qtbot: QtBot, part: CarePart, words: str) -> None:
    """Ticks a check in the list of those after which a colleague looks, by keyboard."""
    ticks = part.colleague.list
    (item,) = ticks.findItems(words, Qt.MatchFlag.MatchExactly)
    ticks.setFocus()
    ticks.setCurrentItem(item)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)


# --- one brand


def test_the_part_is_shut_and_says_what_is_set(qtbot: QtBot, window: SettingsWindow) -> None:
    """Nobody is met with forty checks; whoever wants them opens it by keyboard."""
    part = window.identities.form.care
    assert said(part) == "Set: own hashtags, a checklist, a colleague’s look"
    assert not part.hashtags.isVisible()
    qtbot.keyClick(part.more, Qt.Key.Key_Return)
    assert part.hashtags.isVisible()
    assert part.hashtags.words == ["#acmecares"]
    assert part.checklist.words == ["Facts confirmed"]
    assert part.kinds.ticked == ["post", "schedule"]
    assert "Chosen: own:gone; Sensitive topics" in said(part)
    assert not window.save.isEnabled()


def test_a_person_has_no_such_part(qtbot: QtBot, window: SettingsWindow, care: CarePart) -> None:
    """And a brand that becomes a person loses it, without losing what its file says."""
    qtbot.keyClick(window.identities.list, Qt.Key.Key_Down)
    assert window.identities.form.name.text() == "Jo"
    assert not care.isVisible()
    qtbot.keyClick(window.identities.list, Qt.Key.Key_Up)
    assert care.isVisible()
    qtbot.mouseClick(window.identities.form.person, Qt.MouseButton.LeftButton)
    assert not care.isVisible()
    qtbot.mouseClick(window.identities.form.brand, Qt.MouseButton.LeftButton)
    assert care.isVisible()
    assert not window.save.isEnabled()


def test_all_of_it_is_kept_as_it_was_typed_and_ticked(
    qtbot: QtBot, window: SettingsWindow, care: CarePart, engine: InProcess
) -> None:
    """One save; the comment and the spelling of what was there stay."""
    typed(qtbot, care.hashtags.last, "#TeaTime")
    qtbot.keyClick(care.every, Qt.Key.Key_Space)
    typed(qtbot, care.names.last, "Midas Touch")
    typed(qtbot, care.sites.last, "https://www.acme.example/shop")
    qtbot.keyClick(care.topics.box("money and law"), Qt.Key.Key_Space)
    typed(qtbot, care.checklist.last, "Picture rights")
    qtbot.keyClick(care.kinds.box("reply"), Qt.Key.Key_Space)
    tick(qtbot, care, "Scorn for people or competitors")
    saved(qtbot, window)
    assert acmes(engine) == Care(
        hashtags=("acmecares", "teatime"),
        confirm_hashtags=True,
        names=("Midas Touch",),
        sites=("acme.example",),
        topics=frozenset({"money and law"}),
        checklist=("Facts confirmed", "Picture rights"),
        checklist_for=frozenset({"post", "schedule", "reply"}),
        second_look=frozenset({"sensitive-topic", "own:gone", "insult"}),
    )
    assert 'hashtags = ["#AcmeCares", "#TeaTime"]     # ours' in engine.text
    assert care.hashtags.isVisible()
    assert care.sites.words == ["acme.example"]


def test_a_list_is_typed_without_a_mouse(qtbot: QtBot, care: CarePart) -> None:
    """Enter goes on to the empty line; a line is taken out by its button, which says what it takes out."""
    line = care.checklist.last
    typed(qtbot, line, "Approved")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is care.checklist.last
    assert care.checklist.last is not line
    remove = next(one for one in care.checklist._removes if one.accessibleName() == "Remove Facts confirmed")
    qtbot.keyClick(remove, Qt.Key.Key_Space)
    assert care.checklist.words == ["Approved"]
    qtbot.keyClick(care.checklist.last, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is care.checklist.first


def test_tab_goes_down_the_lines(qtbot: QtBot, care: CarePart) -> None:
    """From a line to its button, and on to the next line, also to one that came just now."""
    line = care.names.first
    typed(qtbot, line, "Midas Touch")
    stops = []
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    assert stops == [care.names._removes[0], care.names.last]


def test_no_kind_at_all_means_the_usual_ones(
    qtbot: QtBot, window: SettingsWindow, care: CarePart, engine: InProcess
) -> None:
    """The boxes never show a checklist that is asked for nothing."""
    for name in ("schedule", "post"):
        qtbot.keyClick(care.kinds.box(name), Qt.Key.Key_Space)
    assert care.kinds.ticked == ["post", "schedule"]
    assert not window.save.isEnabled()
    qtbot.keyClick(care.kinds.box("schedule"), Qt.Key.Key_Space)
    saved(qtbot, window)
    assert acmes(engine).checklist_for == {"post"}


def test_a_check_that_is_gone_can_be_taken_out(
    qtbot: QtBot, window: SettingsWindow, care: CarePart, engine: InProcess
) -> None:
    tick(qtbot, care, "own:gone")
    saved(qtbot, window)
    assert acmes(engine).second_look == {"sensitive-topic"}
    assert care.colleague.list.findItems("own:gone", Qt.MatchFlag.MatchExactly) == []


def test_what_the_organisation_asks_for_is_told_and_stays(qtbot: QtBot, engine: InProcess) -> None:
    """The refusal stands in the window; nothing is lost."""
    engine.organisation.write_text(
        '[[identity]]\nid = "acme"\nkind = "brand"\nsecond_look = ["insult"]\n', encoding="utf-8"
    )
    window = opened(qtbot, engine)
    part = window.identities.form.care
    part.more.click()
    assert part.colleague.ticked == ["sensitive-topic", "insult", "own:gone"]
    tick(qtbot, part, "Scorn for people or competitors")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "insult is set by your organisation and stays" in said(window))
    assert window.save.isEnabled()
    assert engine.text == CAREFUL


def test_a_new_brand_can_be_given_care_at_once(qtbot: QtBot, window: SettingsWindow, engine: InProcess) -> None:
    """With nothing of the brand that was shown before."""
    qtbot.keyClick(window.identities.add_brand, Qt.Key.Key_Space)
    part = window.identities.form.care
    assert said(part) == "Nothing of its own is set."
    qtbot.keyClicks(window.identities.form.name, "Club")
    part.more.click()
    tick(qtbot, part, "Everything, whether or not something was noticed")
    saved(qtbot, window)
    club = engine.workspace.identity("club")
    assert club is not None
    assert club.care == Care(second_look=frozenset({"*"}))


# --- all brands


def choose(qtbot: QtBot, window: SettingsWindow, words: str, does: str) -> None:
    """Walks to a check and decides what it may do, by keyboard."""
    checks = window.general.checks
    (item,) = checks.table.findItems(words, Qt.MatchFlag.MatchExactly)
    checks.table.setFocus()
    checks.table.setCurrentItem(item)
    qtbot.keyClick(checks.choices[does], Qt.Key.Key_Space)


def states(window: SettingsWindow) -> dict[str, str]:
    """What the table says of each check."""
    table = window.general.checks.table
    cells = ((table.item(row, 0), table.item(row, 1)) for row in range(table.rowCount()))
    return {name.text(): does.text() for name, does in cells if name is not None and does is not None}


def general(window: SettingsWindow) -> QWidget:
    """The page, shown."""
    window.pages.setCurrentRow(GENERAL)
    return window.general


def test_checks_are_told_with_what_they_do(qtbot: QtBot, window: SettingsWindow) -> None:
    """The chosen one is explained below."""
    page = general(window)
    shown = states(window)
    assert (shown["Words that are likely mistyped"], shown["Sensitive topics"]) == ("Off", "Note")
    assert shown["New hashtags that join what others speak of"] == "Note, hold if grave"
    table = window.general.checks.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert "where it is grave, it holds the post by itself" in said(page)
    choose(qtbot, window, "Sensitive topics", "hold")
    assert "A post with this is held, and you are asked." in said(page)


def test_checks_links_and_drills_are_switched_by_keyboard(
    qtbot: QtBot, window: SettingsWindow, engine: InProcess
) -> None:
    """Saved at once; the comment stays."""
    general(window)
    choose(qtbot, window, "Sensitive topics", "hold")
    choose(qtbot, window, "Several posts in a row, or the same one again", "off")
    qtbot.keyClick(window.general.links, Qt.Key.Key_Space)
    qtbot.keyClick(window.general.drills, Qt.Key.Key_Space)
    saved(qtbot, window)
    said_now = engine.workspace.checking
    assert (said_now.off, said_now.hold) == ({"spelling", "burst"}, {"sensitive-topic"})
    assert (said_now.links, said_now.drills) == (True, True)
    assert "# our own dialect" in engine.text
    assert states(window)["Sensitive topics"] == "Hold"
    choose(qtbot, window, "Sensitive topics", "note")
    choose(qtbot, window, "Words that are likely mistyped", "note")
    saved(qtbot, window)
    assert (engine.workspace.checking.off, engine.workspace.checking.hold) == ({"burst"}, frozenset())


def test_what_comes_back_to_what_was_is_no_change(qtbot: QtBot, window: SettingsWindow) -> None:
    general(window)
    choose(qtbot, window, "Sensitive topics", "off")
    assert window.save.isEnabled()
    choose(qtbot, window, "Sensitive topics", "note")
    assert not window.save.isEnabled()
    choose(qtbot, window, "Sensitive topics", "off")
    qtbot.keyClick(window.discard, Qt.Key.Key_Space)
    assert states(window)["Sensitive topics"] == "Note"


def test_a_name_that_no_check_has_is_shown_and_can_go(qtbot: QtBot, engine: InProcess) -> None:
    engine.user.write_text(CAREFUL.replace('"spelling"', '"spelling", "speling"'), encoding="utf-8")
    window = opened(qtbot, engine)
    page = general(window)
    choose(qtbot, window, "There is no such check.", "note")
    assert "there is none of this name" in said(page)
    saved(qtbot, window)
    assert engine.workspace.checking.off == {"spelling"}
    assert "There is no such check." not in states(window)


def test_what_the_organisation_decided_of_a_check_is_locked(qtbot: QtBot, engine: InProcess) -> None:
    """The others can be changed beside it."""
    engine.organisation.write_text('[checks]\nhold = ["insult"]\nlinks = "look"\n', encoding="utf-8")
    window = opened(qtbot, engine)
    page = general(window)
    choose(qtbot, window, "Scorn for people or competitors", "off")
    assert "Your organisation has decided this." in said(page)
    assert not any(button.isEnabled() for button in window.general.checks.choices.values())
    assert states(window)["Scorn for people or competitors"] == "Hold"
    assert window.general.links.isChecked()
    choose(qtbot, window, "Sensitive topics", "off")
    saved(qtbot, window)
    assert 'off = ["spelling", "sensitive-topic"]' in engine.text
    assert '"insult"' not in engine.text


def test_other_changes_send_nothing_of_the_checks(qtbot: QtBot, window: SettingsWindow, engine: InProcess) -> None:
    typed(qtbot, window.identities.form.name, "Acme Limited")
    saved(qtbot, window)
    (request,) = [one for one in engine.asked if isinstance(one, Change)]
    assert [one.what for one in request.edits] == ["identity-put"]
    assert engine.text == CAREFUL.replace("Acme Ltd", "Acme Limited")

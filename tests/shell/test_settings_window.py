"""The settings' window on the real operations, as a person uses it: mostly by keyboard."""

import math
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from in_process import InProcess
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from guard.model.decision import Verdict
from guard.model.identity import Unguarded
from guard.model.route import Endpoint, Place, Route, RouteClass, Snapshot, Source
from guard.protocol.card import Badge
from guard.protocol.desk import Desk, Hat, Light, Today, Worn
from guard.protocol.replies import IdentitySetting, PolicySetting
from guard.protocol.requests import Change
from ui.windows.forms.colors import PALETTE, free
from ui.windows.forms.hours import HoursField
from ui.windows.forms.ids import free_id
from ui.windows.forms.said import Said
from ui.windows.settings import SettingsWindow
from ui.windows.settings.matrix import Why, between, decided, in_general

GOOD = """\
version = 1

# the company
[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
color = "#c8102e"
accounts = ["x:@Acme", "facebook:acme"]
session = "25m"

[[identity]]
id = "jo"
name = "Jo"
kind = "person"
color = "#0072b2"
accounts = ["mastodon:@jo@social.example"]

# the boss wants it so
[[policy]]
from = "person"
to = "brand"
decision = "hold"
"""
TOOT = (
    '{"active_user": "jo@chaos.social", "apps": {"chaos.social": {"instance": "chaos.social", '
    '"base_url": "https://chaos.social", "client_id": "1"}}, "users": {"jo@chaos.social": '
    '{"instance": "chaos.social", "username": "jo", "access_token": "not-to-be-shown"}}}'
)


@pytest.fixture
def engine(tmp_path: Path) -> InProcess:
    """The operations, on a good workspace."""
    (tmp_path / "hatcheck.toml").write_text(GOOD, encoding="utf-8")
    return InProcess(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, engine: InProcess) -> SettingsWindow:
    """The window, filled."""
    return opened(qtbot, engine)


def opened(qtbot: QtBot, engine: InProcess) -> SettingsWindow:
    """A window of its own."""
    made = SettingsWindow(engine)
    qtbot.addWidget(made, before_close_func=lambda shown: shown._on_discard())
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.identities.list.count() > 0 or bool(made._said.text()))
    return made


def said(part: QWidget) -> str:
    """Everything a window or a field says, that can be seen."""
    return "\n".join(word.text() for word in part.findChildren(Said) if word.text() and word.isVisibleTo(part))


def typed(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    """Typed over whatever stood there."""
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def saved(qtbot: QtBot, window: SettingsWindow) -> None:
    """Ctrl+S, and the engine has done it."""
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Saved." in said(window))


def desk_of(lights: list[Light]) -> Desk:
    """The state the engine would send."""
    hats = [Hat(Badge("acme", "Acme Ltd", "brand", "#c8102e", "AL"), [], 1500)]
    worn = Worn("jo", "the only person here", None, None)
    return Desk("run", hats, worn, None, [], 0, Today(0, 0, 0, 0), lights, [], ready=True, workspace="")


# --- identities


def test_each_account_is_shown_with_its_platform(qtbot: QtBot, window: SettingsWindow) -> None:
    """The engine has read each."""
    accounts = window.identities.form.accounts
    qtbot.waitUntil(lambda: accounts.settled)
    assert accounts.accounts == ["x:@Acme", "facebook:acme"]
    assert said(accounts).splitlines() == ["✓ X", "✓ Facebook"]
    assert not window.save.isEnabled()


def test_a_change_is_saved_and_leaves_the_rest_alone(qtbot: QtBot, window: SettingsWindow, engine: InProcess) -> None:
    """One line in the file; the comments stay."""
    typed(qtbot, window.identities.form.name, "Acme Limited")
    assert window.save.isEnabled()
    saved(qtbot, window)
    assert engine.text == GOOD.replace("Acme Ltd", "Acme Limited")
    assert not window.save.isEnabled()


def test_an_address_is_taken_as_the_account_it_shows(qtbot: QtBot, window: SettingsWindow, engine: InProcess) -> None:
    """What was pasted is told in the form in which it is kept."""
    accounts = window.identities.form.accounts
    typed(qtbot, accounts._fields[-1].line, "https://bsky.app/profile/acme.example")
    qtbot.waitUntil(lambda: "Taken as bluesky:@acme.example" in said(accounts))
    saved(qtbot, window)
    acme = engine.workspace.identity("acme")
    assert acme is not None
    assert [str(account) for account in acme.accounts] == ["x:@Acme", "facebook:acme", "bluesky:@acme.example"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("acme", "names no platform", id="no platform"),
        pytest.param("mastodon:@jo", "a part of it is missing", id="half an account"),
        pytest.param("mastodon:@JO@social.example", "It belongs to Jo already", id="an account of another identity"),
        pytest.param("x:@ACME", "in the list already", id="an account twice"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_the_field_and_not_sent(
    qtbot: QtBot, window: SettingsWindow, engine: InProcess, text: str, told: str
) -> None:
    """At once, and nothing that was typed is lost; the keyboard goes back there."""
    accounts = window.identities.form.accounts
    field = accounts._fields[-1]
    typed(qtbot, field.line, text)
    qtbot.waitUntil(lambda: told in said(field))
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not any(isinstance(request, Change) for request in engine.asked)
    assert "An account of Acme Ltd is not understood yet." in said(window)
    assert QApplication.focusWidget() is field.line
    assert field.line.text() == text


def test_enter_goes_on_to_the_next_line(qtbot: QtBot, window: SettingsWindow) -> None:
    """A list of accounts is typed without a mouse; a line is taken out by its button."""
    accounts = window.identities.form.accounts
    first = accounts._fields[-1]
    typed(qtbot, first.line, "x:@acme_de")
    qtbot.keyClick(first.line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is accounts._fields[-1].line
    assert accounts._fields[-1] is not first
    qtbot.keyClick(first._remove, Qt.Key.Key_Space)
    assert accounts.accounts == ["x:@Acme", "facebook:acme"]


def test_a_new_brand_has_a_colour_of_its_own_and_an_id_of_its_name(
    qtbot: QtBot, window: SettingsWindow, engine: InProcess
) -> None:
    """By keyboard alone."""
    qtbot.keyClick(window.identities.add_brand, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is window.identities.form.name
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "An identity has no name." in said(window)
    qtbot.keyClicks(window.identities.form.name, "Rotes Kreuz NRW")
    typed(qtbot, window.identities.form.accounts._fields[0].line, "x:@drk_nrw")
    qtbot.waitUntil(lambda: window.identities.form.accounts.settled)
    saved(qtbot, window)
    brand = engine.workspace.identity("rotes-kreuz-nrw")
    assert brand is not None
    assert (brand.name, brand.kind, brand.color) == ("Rotes Kreuz NRW", "brand", free(["#c8102e", "#0072b2"]))
    assert window.identities.form.name.text() == "Rotes Kreuz NRW"


def test_an_identity_is_removed_with_what_was_decided_of_it(
    qtbot: QtBot, window: SettingsWindow, engine: InProcess
) -> None:
    """And nothing else."""
    qtbot.keyClick(window.identities.list, Qt.Key.Key_Down)
    assert window.identities.form.name.text() == "Jo"
    qtbot.keyClick(window.identities.remove, Qt.Key.Key_Space)
    saved(qtbot, window)
    assert [one.id for one in engine.workspace.identities] == ["acme"]
    assert "# the boss wants it so" in engine.text


def test_hours_are_switched_and_not_typed(qtbot: QtBot) -> None:
    """Days and times, written as the workspace reads them."""
    field = HoursField()
    qtbot.addWidget(field)
    field.put(["Mon-Fri 08:00-18:00", "22:00-24:00"])
    assert field.hours == ["Mon-Fri 08:00-18:00", "22:00-24:00"]
    field._lines[0]._buttons[2].click()
    assert field.hours == ["Mon-Tue,Thu-Fri 08:00-18:00", "22:00-24:00"]
    for button in field._lines[1]._buttons:
        button.click()
    assert field.hours == ["Mon-Tue,Thu-Fri 08:00-18:00"]


# --- rules

ACME = IdentitySetting("acme", "Acme", "brand", "#c8102e", [], [], [], "")
CLUB = IdentitySetting("club", "Club", "brand", "#0072b2", [], [], [], "")
JO = IdentitySetting("jo", "Jo", "person", "#332288", [], [], [], "")
ALLOW, HOLD, DENY = Verdict.ALLOW, Verdict.HOLD, Verdict.DENY

PAIRS = [
    pytest.param([], JO, ACME, HOLD, Why.BUILT_IN, False, id="nothing was said: held"),
    pytest.param([], ACME, ACME, ALLOW, Why.OWN, True, id="one's own account is always allowed"),
    pytest.param([("person", "brand", "deny")], JO, ACME, DENY, Why.RULE, False, id="a kind decides"),
    pytest.param([("person", "brand", "deny")], ACME, CLUB, HOLD, Why.BUILT_IN, False, id="of another pair of kinds"),
    pytest.param([("brand", "brand", "allow")], ACME, ACME, ALLOW, Why.OWN, True, id="a kind does not speak of itself"),
    pytest.param(
        [("jo", "acme", "allow"), ("person", "brand", "deny")], JO, ACME, ALLOW, Why.PAIR, False, id="the pair first"
    ),
    pytest.param(
        [("person", "brand", "deny"), ("jo", "acme", "allow")], JO, ACME, DENY, Why.RULE, False, id="the first counts"
    ),
    pytest.param([("*", "acme", "deny", True)], JO, ACME, DENY, Why.RULE, True, id="the organisation has decided"),
]


@pytest.mark.parametrize(("rows", "worn", "reached", "verdict", "why", "locked"), PAIRS)
def test_a_cell_says_what_counts_and_why(
    rows: list[tuple[str, str, str]],
    worn: IdentitySetting,
    reached: IdentitySetting,
    verdict: Verdict,
    why: Why,
    locked: bool,
) -> None:
    """As the engine will judge."""
    cell = between(worn, reached, [PolicySetting(*row) for row in rows])
    assert (cell.verdict, cell.why, cell.locked) == (verdict, why, locked)


DECIDED = [
    pytest.param([], ("jo", "acme"), DENY, [("jo", "acme", "deny")], id="the first word on a pair"),
    pytest.param(
        [("person", "brand", "hold")],
        ("jo", "acme"),
        ALLOW,
        [("jo", "acme", "allow"), ("person", "brand", "hold")],
        id="a pair comes before the kinds",
    ),
    pytest.param(
        [("jo", "acme", "allow"), ("*", "*", "deny")],
        ("person", "brand"),
        HOLD,
        [("jo", "acme", "allow"), ("person", "brand", "hold"), ("*", "*", "deny")],
        id="kinds come behind the pairs, and before what is as wide",
    ),
    pytest.param(
        [("x", "y", "hold"), ("jo", "acme", "allow")],
        ("jo", "acme"),
        DENY,
        [("x", "y", "hold"), ("jo", "acme", "deny")],
        id="a word that was there is changed in its place",
    ),
    pytest.param([("jo", "acme", "allow")], ("jo", "acme"), None, [], id="a word is taken back"),
    pytest.param(
        [("*", "acme", "hold", True)],
        ("jo", "acme"),
        DENY,
        [("*", "acme", "hold", True), ("jo", "acme", "deny")],
        id="the organisation's stay first",
    ),
]


@pytest.mark.parametrize(("rows", "pair", "verdict", "after"), DECIDED)
def test_a_decision_finds_its_place_among_the_others(
    rows: list[tuple[str, str, str]],
    pair: tuple[str, str],
    verdict: Verdict | None,
    after: list[tuple[str, str, str]],
) -> None:
    """The first from the top counts, so the place matters."""
    left = decided([PolicySetting(*row) for row in rows], *pair, verdict)
    assert list(left) == [PolicySetting(*row) for row in after]
    if verdict is not None and not any(one.locked for one in left):
        wide = in_general(*pair, left) if pair[0] == "person" else between(JO, ACME, left)
        assert wide.verdict is verdict


def test_a_pair_is_decided_by_keyboard(qtbot: QtBot, window: SettingsWindow, engine: InProcess) -> None:
    """Arrows to the cell, a key for the decision; the sentence below says what it means."""
    window.pages.setCurrentRow(1)
    table = window.rules.pairs
    table.setFocus()
    table.setCurrentCell(0, 0)
    assert "one of its own accounts leaves at once" in said(window.rules)
    assert not window.rules.choices[DENY].isEnabled()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert "While you are Jo, a post that reaches Acme Ltd is held, and you are asked." in said(window.rules)
    assert "person → brand" in said(window.rules)
    assert window.rules.choices[None].isChecked()
    qtbot.keyClick(window.rules.choices[DENY], Qt.Key.Key_Space)
    assert "is stopped, and you are not asked" in said(window.rules)
    saved(qtbot, window)
    assert [(one.source, one.destination, one.verdict) for one in engine.workspace.policies] == [
        ("jo", "acme", DENY),
        ("person", "brand", HOLD),
    ]
    assert '# the boss wants it so\n[[policy]]\nfrom = "person"' in engine.text


def test_kinds_are_decided_in_general(qtbot: QtBot, window: SettingsWindow, engine: InProcess) -> None:
    """And a pair of which nothing is said follows."""
    window.pages.setCurrentRow(1)
    window.rules.general.setCurrentCell(0, 1)
    qtbot.mouseClick(window.rules.choices[ALLOW], Qt.MouseButton.LeftButton)
    window.rules.pairs.setCurrentCell(1, 0)
    assert "While you are Jo, a post that reaches Acme Ltd leaves at once." in said(window.rules)
    saved(qtbot, window)
    assert [one.verdict for one in engine.workspace.policies] == [ALLOW]


def test_what_the_organisation_decided_is_locked(qtbot: QtBot, engine: InProcess) -> None:
    """It is shown, and cannot be chosen otherwise."""
    engine.organisation.write_text('[[policy]]\nfrom = "*"\nto = "brand"\ndecision = "deny"\n', encoding="utf-8")
    window = opened(qtbot, engine)
    window.pages.setCurrentRow(1)
    window.rules.pairs.setCurrentCell(1, 0)
    assert "Your organisation has decided this." in said(window.rules)
    assert not any(button.isEnabled() for button in window.rules.choices.values())


# --- the window


def test_a_refusal_loses_nothing(qtbot: QtBot, window: SettingsWindow, engine: InProcess) -> None:
    """The reason stands in the window, the change is still there, and can be saved once the reason is gone."""
    before = engine.text
    engine.user.write_text(before.replace('"hold"', '"hodl"'), encoding="utf-8")
    typed(qtbot, window.identities.form.name, "Acme Limited")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: '"hodl" is no decision' in said(window))
    assert window.identities.form.name.text() == "Acme Limited"
    assert window.save.isEnabled()
    engine.user.write_text(before, encoding="utf-8")
    saved(qtbot, window)
    assert 'name = "Acme Limited"' in engine.text


def _discard(window: SettingsWindow) -> QWidget:
    return window.discard


def _save(window: SettingsWindow) -> QWidget:
    return window.save


@pytest.mark.parametrize(
    ("button", "kept"),
    [pytest.param(_discard, False, id="discard and close"), pytest.param(_save, True, id="save and close")],
)
def test_closing_asks_in_the_window_what_becomes_of_changes(
    qtbot: QtBot,
    window: SettingsWindow,
    engine: InProcess,
    button: Callable[[SettingsWindow], QWidget],
    kept: bool,
) -> None:
    """No box in front of it; to keep editing is one of the answers."""
    typed(qtbot, window.identities.form.name, "Acme Limited")
    assert not window.close()
    assert "There are changes that are not saved." in said(window)
    qtbot.keyClick(window.stay, Qt.Key.Key_Space)
    assert window.isVisible()
    assert not window.stay.isVisible()
    window.close()
    qtbot.keyClick(button(window), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert ("Acme Limited" in engine.text) is kept


def test_a_broken_workspace_is_told_with_its_line(qtbot: QtBot, engine: InProcess) -> None:
    """Nothing can be changed until it is mended."""
    engine.user.write_text(GOOD.replace('"hold"', '"hodl"'), encoding="utf-8")
    window = opened(qtbot, engine)
    assert 'hatcheck.toml, line 23: "hodl" is no decision' in said(window)
    assert not window.save.isEnabled()


# --- tools, gates, the rest


def test_tools_are_found_and_their_credentials_named(
    qtbot: QtBot, engine: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search adds what is new; the answer is checked as it is typed, and kept."""
    monkeypatch.setenv("LOGNAME", "jo")
    store = engine.home / ".config" / "toot" / "config.json"
    store.parent.mkdir(parents=True)
    store.write_text(TOOT, encoding="utf-8")
    place = Place("/flows/mirror.json", "nodes[2]", 44)
    route = Route("n8n", Source("rss"), Endpoint("x", None, "Brand X (Kd3)"), place, RouteClass.POST, name="Mirror")
    engine.snapshot = Snapshot(routes=(route,))
    window = opened(qtbot, engine)
    window.pages.setCurrentRow(2)
    field = window.tools._questions["n8n:Brand X (Kd3)"]
    qtbot.keyClick(window.tools.search.start, Qt.Key.Key_Space)
    assert window.tools.search.busy
    qtbot.waitUntil(lambda: not window.tools.search.busy, timeout=30_000)
    assert window.tools.paths.paths == [str(store)]
    field = window.tools._questions["n8n:Brand X (Kd3)"]
    typed(qtbot, field.line, "x:acme corp")
    qtbot.waitUntil(lambda: "is no account on X" in said(field))
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is field.line
    typed(qtbot, field.line, "x:@acme")
    qtbot.waitUntil(lambda: field.settled)
    saved(qtbot, window)
    assert engine.workspace.credentials == {"n8n:Brand X (Kd3)": "x:@acme"}
    assert engine.workspace.tools == (store,)
    assert "Every credential that was read has a name." in said(window.tools)


def test_a_search_can_be_stopped(qtbot: QtBot, window: SettingsWindow, engine: InProcess) -> None:
    """It says so, and can be begun again."""
    flows = engine.home / ".n8n"
    flows.mkdir()
    for number in range(400):
        (flows / f"{number}.json").write_text('{"nodes": [{"type": "n8n-nodes-base.twitter"}]}', encoding="utf-8")
    window.pages.setCurrentRow(2)
    search = window.tools.search
    search.begin()
    qtbot.keyClick(search.stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "The search was stopped." in said(search), timeout=30_000)
    assert search.start.isVisible()
    engine.end()


def test_each_gate_says_how_it_is_doing(qtbot: QtBot, window: SettingsWindow) -> None:
    """In words, not in colour alone."""
    window.pages.setCurrentRow(3)
    lights = [
        Light("watch", "Watching", "red", "No events come."),
        Light("command:toot", "toot", "green", "Installed."),
    ]
    window.on_desk(desk_of(lights))
    told = "Watching: is blind\nNo events come.\ntoot: works\nInstalled."
    qtbot.waitUntil(lambda: told in said(window.gates))


def test_starting_with_the_desktop_is_switched_at_once(
    qtbot: QtBot, window: SettingsWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be, that is said beside the switch, and the switch shows what is so."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    window.pages.setCurrentRow(3)
    qtbot.keyClick(window.gates.autostart, Qt.Key.Key_Space)
    assert (tmp_path / "config/autostart/hatcheck.desktop").exists()
    qtbot.keyClick(window.gates.autostart, Qt.Key.Key_Space)
    assert not (tmp_path / "config/autostart/hatcheck.desktop").exists()
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    qtbot.keyClick(window.gates.autostart, Qt.Key.Key_Space)
    assert "This could not be changed" in said(window.gates)
    assert not window.gates.autostart.isChecked()


def test_waiting_and_idling_are_chosen_from_a_list(qtbot: QtBot, window: SettingsWindow, engine: InProcess) -> None:
    """None can be written wrongly."""
    window.pages.setCurrentRow(4)
    for field in (window.general.wait, window.general.idle):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Down)
    saved(qtbot, window)
    assert (engine.workspace.hold_wait.seconds, engine.workspace.idle_after.seconds) == (300, 600)


def test_what_browsers_do_without_hatcheck_is_chosen_from_a_list(
    qtbot: QtBot, window: SettingsWindow, engine: InProcess
) -> None:
    """It counts for one identity; what is not chosen stands in no file."""
    form = window.identities.form
    form.unguarded.setFocus()
    qtbot.keyClick(form.unguarded, Qt.Key.Key_Down)
    saved(qtbot, window)
    assert [one.unguarded for one in engine.workspace.identities][:2] == [Unguarded.BLOCK, Unguarded.ASK]


def test_ids_are_made_of_names() -> None:
    """Short, free, and none that policies mean others by."""
    assert free_id("American Red Cross", set()) == "american-red-cross"
    assert free_id("Straßenbahn Köln", set()) == "strassenbahn-koln"
    assert free_id("Acme", {"acme", "acme-2"}) == "acme-3"
    assert free_id("Person", set()) == "person-1"
    assert free_id("赤十字", set()) == "identity"
    assert free_id("赤十字", {"identity"}) == "identity-2"


# Machado, Oliveira, Fernandes 2009, at full severity.
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def seen_by(eye: str, color: str) -> tuple[float, float, float]:
    """The colour in CIE 1976 L*a*b*, as this eye sees it."""
    parts = QColor(color).getRgbF()[:3]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, linear, strict=True)))) for row in EYES[eye]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eye", list(EYES))
def test_no_two_colours_look_alike_to_any_eye(eye: str) -> None:
    """What stands for an identity must not stand for another."""
    closest = min(math.dist(seen_by(eye, one), seen_by(eye, other)) for one, other in combinations(PALETTE, 2))
    assert closest >= 17

"""What a screen reader is told: every control of every window has a name, and the keyboard reaches each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from window_parts import WINDOWS, opened

_USED = frozenset(
    {
        QAccessible.Role.Button,
        QAccessible.Role.ButtonMenu,
        QAccessible.Role.CheckBox,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.Graphic,
        QAccessible.Role.Link,
        QAccessible.Role.List,
        QAccessible.Role.PageTab,
        QAccessible.Role.ProgressBar,
        QAccessible.Role.RadioButton,
        QAccessible.Role.SpinBox,
        QAccessible.Role.Table,
    }
)
"""What can be used, or is a picture; labels and groups are no controls."""
_MOST_TABS = 200


@pytest.mark.parametrize("name", WINDOWS)
def test_every_control_has_a_name(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(name, qtbot, tmp_path)
    controls = [one for one in _parts(QAccessible.queryAccessibleInterface(window)) if one[0] in _USED]
    assert controls
    assert [(role.name, kind) for role, kind, name in controls if not name.strip()] == []


@pytest.mark.parametrize("name", WINDOWS)
def test_a_name_is_no_sign(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    """A button that shows a cross or a minus has a name in words."""
    window = opened(name, qtbot, tmp_path)
    buttons = [one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    names = [_name(one) for one in buttons]
    assert [said for said in names if not any(letter.isalpha() for letter in said)] == []


@pytest.mark.parametrize("name", [name for name in WINDOWS if not name.startswith("the pop-up")])
def test_tab_reaches_everything_that_can_be_used(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(name, qtbot, tmp_path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    reached: list[QWidget] = []
    for _ in range(_MOST_TABS):
        focus = window.focusWidget() or window
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        if len(set(reached)) > 1 and window.focusWidget() is reached[0]:
            break
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
    usable = [part for part in window.findChildren(QWidget) if isinstance(part, kinds) and _is_stop(part)]
    assert [
        (type(part).__name__, _name(part)) for part in usable if part not in reached and not _in_group(part, reached)
    ] == []


# --- what is there


def _parts(node: QAccessibleInterface) -> Iterator[tuple[QAccessible.Role, str, str]]:
    """Role, kind and name of all that is shown below. Nothing of Qt is kept: it does not live for long."""
    for number in range(node.childCount()):
        part = node.child(number)
        if part is not None and not part.state().invisible:
            role = part.role()
            # A text to read is its own name.
            read = part.text(QAccessible.Text.Value) if part.state().readOnly else ""
            yield role, type(part.object()).__name__, part.text(QAccessible.Text.Name) or read
            if role not in {QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.ComboBox}:
                yield from _parts(part)


def _name(part: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def _is_stop(part: QWidget) -> bool:
    by_tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return part.isVisible() and part.isEnabled() and by_tab and part.focusProxy() is None


def _in_group(part: QWidget, reached: list[QWidget]) -> bool:
    """Of buttons that exclude each other Tab reaches one; the arrows go on from there."""
    group = part.group() if isinstance(part, QAbstractButton) else None
    return group is not None and any(one in reached for one in group.buttons())

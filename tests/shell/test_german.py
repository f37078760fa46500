"""German: no text is missing, none is old, each says the same things, and every window has room for it."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLibraryInfo, QLocale, QSize, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_parts import WINDOWS, opened

from ui.line import Line

UI = Path(__file__).parents[2] / "ui"
TEXTS = UI / "translations" / "hatcheck_de.ts"
MADE = TEXTS.with_suffix(".qm")
CODE = sorted(UI.rglob("*.py"))
_PLACE = re.compile(r"\{[^{}]*\}|%n")
_MNEMONIC = re.compile(r"&(?!&)(\w)")


def tool(name: str) -> list[str]:
    """The tool as PySide6 brings it, run by this Python."""
    return [sys.executable, "-c", f"from PySide6.scripts.pyside_tool import {name}; {name}()"]


def texts(path: Path) -> dict[tuple[str, str], ET.Element]:
    """The translations, by context and English text."""
    root = ET.parse(path).getroot()  # noqa: S314 - our own
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in root.iter("context")
        for message in context.iter("message")
    }


def german(message: ET.Element) -> str:
    return message.findtext("translation", "")


KNOWN = texts(TEXTS)
PAIRS = [pytest.param(source, german(message), id=f"{where}: {source}") for (where, source), message in KNOWN.items()]


@pytest.fixture
def in_german(qapp: QApplication) -> Iterator[None]:
    """The shell as it is with ``--language de``."""
    before = QLocale()
    QLocale.setDefault(QLocale("de"))
    own, qt = QTranslator(), QTranslator()
    assert own.load(str(MADE))
    assert qt.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (qt, own):
        qapp.installTranslator(translator)
    yield
    for translator in (qt, own):
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


# --- the file of the texts


def test_every_text_of_the_code_is_in_the_file_and_no_other(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    subprocess.run([*tool("lupdate"), *map(str, CODE), "-ts", str(fresh)], check=True, capture_output=True)
    assert set(KNOWN) == set(texts(fresh)), "Run: make translations"


def test_nothing_is_unfinished_or_left_over() -> None:
    kinds = {source: message.find("translation") for (_, source), message in KNOWN.items()}
    assert [source for source, found in kinds.items() if found is None or found.get("type") or not found.text] == []


def test_what_is_shipped_is_made_of_the_file(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.qm"
    subprocess.run([*tool("lrelease"), str(TEXTS), "-qm", str(fresh)], check=True, capture_output=True)
    assert MADE.read_bytes() == fresh.read_bytes(), "Run: make translations"


def test_every_text_can_be_found_by_the_tool() -> None:
    """It finds literals only, and none within an f-string; those would silently stay English."""
    hidden = [f"{path.name}:{call.lineno}" for path in CODE for call in _hidden(ast.parse(path.read_text("utf-8")))]
    assert hidden == []


def _hidden(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        within = isinstance(node, ast.JoinedStr)
        for call in ast.walk(node) if within else [node]:
            if isinstance(call, ast.Call) and _translates(call) and (within or not _is_literal(call)):
                yield call


def _translates(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in {"tr", "translate"} and bool(call.args)


def _is_literal(call: ast.Call) -> bool:
    if (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "painter"
    ):
        return True
    return all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in call.args)


# --- one text and its German


@pytest.mark.parametrize(("source", "said"), PAIRS)
def test_german_says_the_same_things(source: str, said: str) -> None:
    assert Counter(_PLACE.findall(said)) == Counter(_PLACE.findall(source))
    assert len(_MNEMONIC.findall(said)) == len(_MNEMONIC.findall(source))
    assert said.endswith(("…", ":", "?")) == source.endswith(("…", ":", "?"))
    assert (said[:1].isspace(), said[-1:].isspace()) == (source[:1].isspace(), source[-1:].isspace())


# --- every window


@pytest.mark.parametrize("name", WINDOWS)
@pytest.mark.usefixtures("in_german")
def test_no_window_says_anything_in_english_that_has_a_german(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    english = {source for (_, source), message in KNOWN.items() if german(message) != source}
    german_too = {german(message) for message in KNOWN.values()}
    window = opened(name, qtbot, tmp_path)
    assert {text for text in said_by(window) if text in english - german_too} == set()


@pytest.mark.parametrize("language", ["English", "German"])
@pytest.mark.parametrize("name", WINDOWS)
def test_every_window_has_room_for_its_words(
    name: str, language: str, qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if language == "German":
        request.getfixturevalue("in_german")
    window = opened(name, qtbot, tmp_path)
    assert cut_off(window) == []
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    assert QSize(1024 - 16, 600 - 48).expandedTo(least) == QSize(1024 - 16, 600 - 48), "a small screen"


@pytest.mark.parametrize("language", ["English", "German"])
@pytest.mark.parametrize("name", WINDOWS)
def test_no_two_things_of_a_window_share_a_letter(
    name: str, language: str, qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if language == "German":
        request.getfixturevalue("in_german")
    window = opened(name, qtbot, tmp_path)
    letters = Counter(
        letter.casefold()
        for part in (*seen(window, QAbstractButton), *(one for one in seen(window, QLabel) if one.buddy()))
        for letter in _MNEMONIC.findall(part.text().replace("&&", ""))
    )
    assert [letter for letter, times in letters.items() if times > 1] == []


# --- what is seen


def seen(window: QWidget, kind: type[Any]) -> list[Any]:
    """All parts of this kind that are shown."""
    return [part for part in window.findChildren(kind) if part.isVisible()]


def said_by(window: QWidget) -> Iterator[str]:
    """Every text that a window shows or tells a screen reader."""
    for part in (window, *seen(window, QWidget)):
        yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip(), part.windowTitle())
        yield from _own_words(part)
    for menu in window.findChildren(QMenu):
        yield from (action.text() for action in menu.actions())


def _own_words(part: QWidget) -> Iterator[str]:
    match part:
        case QLabel() | QAbstractButton():
            yield part.text()
        case QLineEdit():
            yield from (part.text(), part.placeholderText())
        case QComboBox():
            yield from (part.itemText(number) for number in range(part.count()))
        case QTabWidget():
            yield from (part.tabText(number) for number in range(part.count()))
        case QTextEdit():
            yield from part.toPlainText().splitlines()
        case QAbstractItemView():
            yield from _cells(part)
        case _:
            pass


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for column in range(1 if isinstance(view, QListView) else model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        yield from (str(model.index(row, column).data() or "") for row in range(model.rowCount()))


def cut_off(window: QWidget) -> list[str]:
    """What does not fit into its place."""
    labels = [one for one in seen(window, QLabel) if not isinstance(one, Line) and one.text()]
    return [
        *(one.text() for one in seen(window, QToolButton) if one.width() < _wide(one, one.text()) + 8),
        *(one.text() for one in seen(window, QPushButton) if one.width() < one.sizeHint().width()),
        *(one.text() for one in labels if one.wordWrap() and one.height() < one.heightForWidth(one.width())),
        *(one.text() for one in labels if not one.wordWrap() and one.width() < one.sizeHint().width()),
        *(one.currentText() for one in seen(window, QComboBox) if one.width() < one.sizeHint().width()),
        *(one.placeholderText() for one in seen(window, QLineEdit) if _room(one) < _wide(one, one.placeholderText())),
        *(one.text() for one in seen(window, QLineEdit) if _is_within(one) and _room(one) < _wide(one, one.text())),
        *(one.objectName() for one in seen(window, QListWidget) if one.sizeHintForColumn(0) > one.viewport().width()),
        *(str(one.widget()) for one in seen(window, QScrollArea) if one.widget().width() > one.viewport().width()),
    ]


def _wide(part: QWidget, text: str) -> int:
    return part.fontMetrics().horizontalAdvance(text)


def _room(line: QLineEdit) -> int:
    edges = 0 if _is_within(line) else 16
    return line.width() - line.textMargins().left() - line.textMargins().right() - edges


def _is_within(line: QLineEdit) -> bool:
    return isinstance(line.parent(), QAbstractSpinBox)

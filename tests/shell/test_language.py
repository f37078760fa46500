"""The language: the command line's, else the workspace's, else the desktop's; a change is taken up at once."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from ui.language import Language


@pytest.fixture
def app(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> QApplication:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("fr_FR"))
    return qapp


@pytest.mark.parametrize(
    ("asked", "wanted", "now"),
    [
        pytest.param("", "", "en", id="a desktop whose language is not there gets English"),
        pytest.param("de", "", "de", id="the command line says it"),
        pytest.param("", "de", "de", id="the workspace says it"),
        pytest.param("en", "de", "en", id="the command line counts more than the workspace"),
        pytest.param("de_AT", "", "de", id="a country's tag means its language"),
        pytest.param("EN", "de", "en", id="a tag may be shouted"),
        pytest.param("tlh", "", "en", id="a language that is not there gets English"),
    ],
)
def test_what_is_spoken(app: QApplication, asked: str, wanted: str, now: str) -> None:
    """Told by one word."""
    language = Language(app, asked)
    language.follow(wanted)
    assert language.now == now


def test_a_change_in_the_workspace_is_taken_up_once(app: QApplication) -> None:
    """And Qt's own words change with it."""
    language = Language(app, "")
    assert language.follow("de")
    assert not language.follow("de")
    assert QLocale().language() == QLocale.Language.German
    assert language.follow("")
    assert QLocale().language() == QLocale.Language.English

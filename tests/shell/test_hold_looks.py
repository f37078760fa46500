"""Every scene fits, on light and dark, with long words and on a small screen; pictures of them lie in ``tmp_path``."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt, QTranslator
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QRadialGradient
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from guard.protocol.replies import Shown
from ui import look
from ui.windows.hold import HoldWindow

Scene = Callable[..., Shown]
SCENES = (
    "beer-tweet",
    "mirrored-selfie",
    "reply-unnamed",
    "huge-text",
    "twelve-mirrors",
    "right-to-left",
    "no-rescue",
    "high-risk",
    "second-voice",
)


class Longer(QTranslator):
    """A language in which everything is a third longer."""

    def translate(self, _context: str, source: str, _note: str | None = None, _n: int = -1) -> str:
        """What Qt asks for."""
        words = source.replace("&", "")
        return f"{source} {'ö' * max(1, len(words) // 3)}"


@pytest.fixture
def scheme(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    name = getattr(request, "param", "light")
    look.apply(qapp, Qt.ColorScheme.Dark if name == "dark" else Qt.ColorScheme.Light)
    yield name
    look.apply(qapp, Qt.ColorScheme.Light)


@pytest.fixture
def selfie(tmp_path: Path) -> Path:
    """Somebody before a sunset."""
    image = QImage(1600, 1000, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, 1000)
    for at, color in ((0.0, "#2b3a67"), (0.55, "#e26d5c"), (1.0, "#ffe1a8")):
        sky.setColorAt(at, QColor(color))
    painter.fillRect(image.rect(), sky)
    sun = QRadialGradient(1150, 620, 260)
    sun.setColorAt(0.0, QColor("#fff3d6"))
    sun.setColorAt(1.0, QColor(255, 243, 214, 0))
    painter.fillRect(image.rect(), sun)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1c1b2a"))
    painter.drawEllipse(QPoint(560, 470), 150, 180)
    painter.drawRoundedRect(300, 690, 520, 500, 180, 180)
    painter.end()
    path = tmp_path / "selfie.png"
    assert image.save(str(path))
    return path


def opened(window: HoldWindow, qtbot: QtBot) -> HoldWindow:
    window.show()
    qtbot.waitUntil(lambda: window.stillness.open, timeout=5000)
    return window


def closed(window: HoldWindow) -> None:
    window.close_settled()


def cut_off(window: QWidget) -> list[str]:
    """The buttons and labels whose words do not fit into them."""
    buttons = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.width() < b.sizeHint().width()]
    labels = [
        words
        for words in window.findChildren(QLabel)
        if words.isVisible() and words.height() < words.heightForWidth(words.width())
    ]
    return [one.text() for one in (*buttons, *labels)]


@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("name", SCENES)
@pytest.mark.usefixtures("selfie")
def test_a_scene_fits(name: str, scheme: str, scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(HoldWindow(scene(name), 2, still_for=200), qtbot)
    qtbot.waitUntil(lambda: "…" not in window.footer.time.text())
    assert window.grab().save(str(tmp_path / f"{name}-{scheme}.png"))
    assert cut_off(window) == []
    assert window.width() >= 640
    closed(window)


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.usefixtures("selfie", "scheme")
def test_a_scene_fits_with_longer_words(
    name: str, scene: Scene, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    longer = Longer()
    qapp.installTranslator(longer)
    try:
        window = opened(HoldWindow(scene(name), 2, still_for=200), qtbot)
        assert window.grab().save(str(tmp_path / f"{name}-longer.png"))
        assert cut_off(window) == []
        assert window.width() <= 760
        closed(window)
    finally:
        qapp.removeTranslator(longer)


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.usefixtures("selfie", "scheme")
def test_headline_and_buttons_stay_in_sight_on_a_small_screen(
    name: str, scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    window = HoldWindow(scene(name), 2, still_for=200)
    window.setMaximumSize(QSize(640, 480))
    opened(window, qtbot)
    assert window.grab().save(str(tmp_path / f"{name}-small.png"))
    for part in (window.header.headline, *window.footer.buttons.all):
        corner = part.mapTo(window, part.rect().bottomRight())
        assert window.rect().contains(corner), part.accessibleName()
    closed(window)

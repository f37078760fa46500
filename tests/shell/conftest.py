"""What every test of the shell rests on: a platform to draw on where there is no screen, and scenes of holds."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from guard.protocol.card import Card
from guard.protocol.replies import Shown

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """English words, numbers and times, whatever the machine speaks and whatever a test has set."""
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(QLocale("en_US"))
    if app := QCoreApplication.instance():
        for translator in app.findChildren(QTranslator):
            app.removeTranslator(translator)


SCENES = Path(__file__).parents[1] / "cases" / "hold"


@pytest.fixture
def scene(tmp_path: Path) -> Callable[..., Shown]:
    """Makes what the engine shows of one of the scenes in ``cases/hold``; fields of the card can be replaced."""

    def make(name: str, remaining: float = 120.0, **fields: Any) -> Shown:
        raw = (SCENES / f"{name}.json").read_text(encoding="utf-8")
        filled = raw.replace("{here}", str(tmp_path)).replace("{huge}", "A line that goes on and on. " * 4000)
        card = msgspec.json.decode(filled, type=Card)
        card = msgspec.structs.replace(card, **fields)
        return Shown(card, token="t" * 32, drawn="d" * 64, remaining=remaining)

    return make

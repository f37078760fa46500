"""Pictures of the windows of an incident, for people to look at: ``python tests/shell/incident_pictures.py FOLDER``.

Needs no screen. Every page, in both languages, on both grounds, wide and narrow.
"""

import os
import sys
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from incident_parts import BRAND, STEPS, Engine, line, night  # noqa: E402
from PySide6.QtCore import QSize, Qt  # noqa: E402
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget  # noqa: E402
from shell_parts import ME, desk, hat  # noqa: E402

from guard.protocol.incidents import IncidentList, IncidentReply  # noqa: E402
from ui import look  # noqa: E402
from ui.language import Language  # noqa: E402
from ui.windows.freeze import FreezeDialog  # noqa: E402
from ui.windows.incident import IncidentWindow  # noqa: E402
from ui.windows.incidents import IncidentsWindow  # noqa: E402

SIZES = {"wide": QSize(1360, 860), "narrow": QSize(1008, 720)}
SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def saved(window: QWidget, path: Path, size: QSize | None = None) -> None:
    """The window as it looks once everything has found its place."""
    if size is not None:
        window.resize(size)
    window.show()
    for _ in range(6):
        QApplication.processEvents()
    window.grab().save(str(path))


def pages(folder: Path, name: str, size: QSize, only: str) -> None:
    """Each step as the current one, and the other panes beside."""
    for number, step in enumerate(STEPS):
        if only and only not in step:
            continue
        engine = Engine()
        window = IncidentWindow(engine, "night")
        window.resize(size)
        window.show()
        frozen = step != "review"
        view = night(step, frozen=frozen, pausing=step == "pause", deletion="delete" if number >= 2 else "")
        engine.answer(IncidentReply(view))
        window.side.setCurrentIndex(number % 3)
        saved(window, folder / f"{number + 1}-{step}-{name}.png")
        for area in window.pages[step].findChildren(QScrollArea):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        saved(window, folder / f"{number + 1}-{step}-{name}-below.png")
        window.deleteLater()


def others(folder: Path, name: str) -> None:
    """The list, and the dialogue that freezes."""
    engine = Engine()
    listed = IncidentsWindow(engine)
    listed.on_desk(desk(hats=(hat(BRAND), hat(ME))))
    listed.show()
    closed = night("", closed="2026-03-02T10:00:00+00:00")
    engine.answer(IncidentList([line(night("pause")), line(closed)]))
    saved(listed, folder / f"list-{name}.png")
    listed.deleteLater()
    saved(dialog := FreezeDialog(BRAND), folder / f"freeze-{name}.png")
    dialog.deleteLater()


def main(folder: Path, only: str = "") -> None:
    """All of them."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["hatcheck"])
    for tag in ("en", "de"):
        language = Language(app, tag)
        for scheme, kind in SCHEMES.items():
            look.apply(app, kind)
            for width, size in SIZES.items():
                pages(folder, f"{language.now}-{scheme}-{width}", size, only)
            others(folder, f"{language.now}-{scheme}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])

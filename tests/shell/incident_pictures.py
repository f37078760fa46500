"""Pictures of the windows of an incident, for people to look at: ``python tests/shell/incident_pictures.py FOLDER``.

Needs no screen. Every page, in both languages, on both grounds, wide and narrow. Where a file is named instead of a
folder, it becomes the one picture of the README: ``…/incident_pictures.py packaging/pictures/incident.png``.
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import msgspec  # noqa: E402
from incident_parts import BRAND, STEPS, Engine, at, line, night, strays  # noqa: E402
from PySide6.QtCore import QSize, Qt  # noqa: E402
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget  # noqa: E402
from shell_parts import ME, desk, hat  # noqa: E402

from guard.protocol.incidents import EntryView, IncidentList, IncidentReply  # noqa: E402
from ui import look  # noqa: E402
from ui.language import Language  # noqa: E402
from ui.windows.freeze import FreezeDialog  # noqa: E402
from ui.windows.incident import IncidentWindow  # noqa: E402
from ui.windows.incidents import IncidentsWindow  # noqa: E402

SIZES = {"wide": QSize(1360, 860), "narrow": QSize(1008, 720)}
README = QSize(1360, 1090)
TOLD = (
    (0, "Hatcheck", "known", "Posted to mastodon:@aid@social.example from toot on this machine."),
    (2, "Jo", "opened", "Opened the incident from row 812 of the journal."),
    (2, "Jo", "frozen", "Froze the brand: nothing leaves in its name: a private post left as us"),
    (3, "Hatcheck", "paused", "Mastodon, scheduled posts: paused, and read back: 2."),
    (3, "Hatcheck", "paused", "Buffer: its queue is empty."),
    (4, "Hatcheck", "paused", "Newsroom calendar: not verified, there is no token for it."),
    (4, "Hatcheck", "paused", "Ghost, the blog: not paused. It said: 401, the key is not known."),
    (5, "Jo", "assessed", "Assessed it as medium; it hits donors; to be told: Duty lead, Donor care."),
    (5, "Jo", "told", "Told Duty lead: by phone, drives to the office."),
    (6, "Jo", "told", "Told Donor care: by phone."),
    (6, "Jo", "finished", "Finished: Assess"),
    (27, "Jo", "said", "Says to have paused GitHub Actions, website, by hand: the page says disabled."),
    (40, "Jo", "repaused", "Asked every tool once more."),
)
"""Of the README's night: minutes after the slip, who, what kind, what."""
LEFT = (
    "Tools are still being paused.",
    "Ghost, the blog: pause it yourself and say so, or try again.",
    "Newsroom calendar: pause it yourself and say so, or try again.",
)
"""What is missing then."""
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
    listed.on_desk(msgspec.structs.replace(desk(hats=(hat(BRAND), hat(ME))), strays=strays()))
    listed.show()
    closed = night("", closed="2026-03-02T10:00:00+00:00")
    engine.answer(IncidentList([line(night("pause")), line(closed)]))
    saved(listed, folder / f"list-{name}.png")
    listed.deleteLater()
    saved(dialog := FreezeDialog(BRAND), folder / f"freeze-{name}.png")
    dialog.deleteLater()


def readme(path: Path) -> None:
    """The second step, while tools are still being asked; late in the evening, at whatever hour this runs."""
    engine = Engine()
    window = IncidentWindow(engine, "night")
    window.resize(README)
    window.show()
    told = [EntryView(number, at(minutes), by, kind, text) for number, (minutes, by, kind, text) in enumerate(TOLD)]
    steps = [
        msgspec.structs.replace(one, missing=[*LEFT]) if one.step == "pause" else one for one in night("pause").steps
    ]
    engine.answer(IncidentReply(night("pause", pausing=True, entries=told, steps=steps)))
    window.setFocus()
    saved(window, path, README)


def in_the_evening() -> None:
    """The clock of this process stands at a quarter to twelve."""
    now = datetime.now(UTC)
    ahead = (23 * 60 + 44 - now.hour * 60 - now.minute) % (24 * 60)
    ahead -= 24 * 60 if ahead > 12 * 60 else 0
    os.environ["TZ"] = f"<night>{'-' if ahead >= 0 else '+'}{abs(ahead) // 60}:{abs(ahead) % 60:02}"
    time.tzset()


def main(folder: Path, only: str = "") -> None:
    """All of them, or the one."""
    if folder.suffix:
        in_the_evening()
    app = QApplication(["hatcheck"])
    if folder.suffix:
        Language(app, "en")
        look.apply(app, Qt.ColorScheme.Light)
        readme(folder)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for tag in ("en", "de"):
        language = Language(app, tag)
        for scheme, kind in SCHEMES.items():
            look.apply(app, kind)
            for width, size in SIZES.items():
                pages(folder, f"{language.now}-{scheme}-{width}", size, only)
            others(folder, f"{language.now}-{scheme}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])

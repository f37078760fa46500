"""Which browsers this machine has, and whether they can start a program at all."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from guard.browsers.known import BROWSERS, Browser

_SNAPS = ("/snap", "/var/lib/snapd/snap")
_FLATPAKS = ("/var/lib/flatpak/app", "~/.local/share/flatpak/app")
_WRAPPER = 8192
"""Bytes of a program in which it is looked whether it only starts a Snap."""


@dataclass(frozen=True, slots=True)
class Found:
    """One browser as it is installed here."""

    browser: Browser
    box: str = ""
    """``snap`` or ``flatpak``, where it runs in one."""


def found(path: str | None = None) -> list[Found]:
    """Every browser of this user and machine; one that is there twice, plain and in a box, is there twice."""
    every = []
    for browser in BROWSERS:
        if _plain(browser, path):
            every.append(Found(browser))
        if _snap(browser, path):
            every.append(Found(browser, "snap"))
        if any(Path(folder, one).expanduser().is_dir() for folder in _FLATPAKS for one in browser.flatpaks):
            every.append(Found(browser, "flatpak"))
    return every


def folders(browser: Browser) -> list[Path]:
    """Where it looks for manifests; nowhere on Windows, where the registry names them."""
    if sys.platform == "win32":
        return []
    return [_place(one) for one in (browser.macos if sys.platform == "darwin" else browser.linux)]


def _plain(browser: Browser, path: str | None) -> bool:
    if sys.platform == "win32":
        return _place(browser.profiles).is_dir()
    if sys.platform == "darwin" and any(
        Path(apps, one).expanduser().is_dir()
        for apps in ("/Applications", "~/Applications")
        for one in browser.applications
    ):
        return True
    programs = (shutil.which(one, path=path) for one in browser.programs)
    return any(one and not _starts_snap(Path(one)) for one in programs) or _used(browser)


def _used(browser: Browser) -> bool:
    """Whether it has left more behind than what was put there for it."""
    hosts = folders(browser)
    traces = [_place(one) for one in browser.traces if one.partition("/")[0] in {"~", *_bases()}]
    for folder in traces or [hosts[0].parent]:
        try:
            if any(one not in hosts for one in folder.iterdir()):
                return True
        except OSError:
            continue
    return False


def _snap(browser: Browser, path: str | None) -> bool:
    programs = (shutil.which(one, path=path) for one in browser.programs)
    places = (Path(folder, one) for folder in (*_SNAPS, Path("~/snap").expanduser()) for one in browser.snaps)
    return any(one and _starts_snap(Path(one)) for one in programs) or any(one.is_dir() for one in places)


def _starts_snap(program: Path) -> bool:
    if program.is_relative_to("/snap") or program.resolve().name == "snap":
        return True
    try:
        with program.open("rb") as stream:
            start = stream.read(_WRAPPER)
    except OSError:
        return False
    return start.startswith(b"#!") and b"/snap/bin/" in start


def _place(template: str) -> Path:
    base, _, rest = template.partition("/")
    return Path(_bases().get(base, base), rest).expanduser()


def _bases() -> dict[str, str]:
    """What a place may begin with on this system, besides the home folder."""
    if sys.platform == "win32":
        local, roaming = os.environ.get("LOCALAPPDATA"), os.environ.get("APPDATA")
        return {"$local": local or "~/AppData/Local", "$roaming": roaming or "~/AppData/Roaming"}
    if sys.platform == "darwin":
        return {"$support": "~/Library/Application Support"}
    return {"$config": os.environ.get("XDG_CONFIG_HOME", "").strip() or "~/.config"}

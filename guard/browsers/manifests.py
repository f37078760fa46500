"""The manifest of the native host, where a browser looks for it, and the starter that it names."""

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import guard
from guard.browsers import finding
from guard.browsers.known import Browser, Family
from guard.commands import places, starter
from guard.files import replace_file
from guard.model.version import VERSION

HOST = "app.hatcheck.host"
"""The name under which the extension asks for the host."""
_MARK = f"{places.MARK} browser"
_PROGRAM = Path(guard.__file__).resolve().parents[1]


class NotOurs(Exception):
    """There is a file in the way that Hatcheck did not put there."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One manifest as it should stand."""

    browser: Browser
    file: Path
    registry: str = ""
    """On Windows: the key that names the file."""

    def stands(self) -> bool:
        """Whether it is there as this Hatcheck would write it, and starts this Hatcheck's host."""
        return (
            _object(self.file).get("path") == str(starter_file())
            and _read(starter_file()) == _starter()
            and (not self.registry or _registered(self.registry) == str(self.file))
        )

    def there(self) -> bool:
        """Whether there is one of any Hatcheck."""
        return _object(self.file).get("name") == HOST and (not self.registry or bool(_registered(self.registry)))


def manifests(browser: Browser, user_data: Path | None = None) -> list[Manifest]:
    """Where the host of this browser is named; with ``user_data`` for profiles that lie in that folder."""
    if sys.platform == "win32":
        file = starter_file().with_name(f"{browser.family}.json")
        return [Manifest(browser, file, rf"{browser.registry}\{HOST}")]
    folders = [user_data / "NativeMessagingHosts"] if user_data else finding.folders(browser)
    return [Manifest(browser, folder / f"{HOST}.json") for folder in folders]


def install(manifest: Manifest, more: tuple[str, ...] = ()) -> None:
    """Writes it and the starter, for the extensions of ``ids`` and ``more``; raises NotOurs and OSError."""
    _look(manifest.file)
    file = starter_file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(file, _starter())
    file.chmod(0o755)
    manifest.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_file(manifest.file, json.dumps(_content(manifest.browser.family, more), indent=2) + "\n")
    if manifest.registry:
        _register(manifest.registry, str(manifest.file))


def remove(manifest: Manifest) -> bool:
    """Takes it away, and says whether there was one; raises NotOurs and OSError."""
    if manifest.registry:
        _unregister(manifest.registry)
    if not manifest.file.exists():
        return False
    _look(manifest.file)
    manifest.file.unlink()
    return True


def starter_file() -> Path:
    """The program that browsers start."""
    return Path(places.shims()).parent / "browser" / ("hatcheck-host.bat" if os.name == "nt" else "hatcheck-host")


def ids(family: Family) -> tuple[str, ...]:
    """The extensions that are Hatcheck's own."""
    file = _PROGRAM / "ui" / "extension" / "ids.json"
    found = json.loads(file.read_text(encoding="utf-8"))[family]
    return (found,) if isinstance(found, str) else tuple(found)


def loadable(family: Family) -> Path:
    """What a browser is told to load: Chromium the unpacked extension's folder, Firefox the packed file.

    It comes with Hatcheck, but for its source folder, where it is only there once it was built.
    """
    name = f"hatcheck-{VERSION}-firefox.xpi" if family is Family.FIREFOX else "chromium"
    installed = _PROGRAM / "ui" / "extension" / "built" / name
    return installed if installed.exists() else _PROGRAM / "build" / "extension" / name


def _content(family: Family, more: tuple[str, ...]) -> dict[str, object]:
    said = {
        "name": HOST,
        "description": "Hatcheck holds a post before it leaves from the wrong account",
        "path": str(starter_file()),
        "type": "stdio",
    }
    allowed = list(dict.fromkeys((*ids(family), *more)))
    if family is Family.FIREFOX:
        return {**said, "allowed_extensions": allowed}
    return {**said, "allowed_origins": [f"chrome-extension://{one}/" for one in allowed]}


def _starter() -> str:
    return starter.text(_PROGRAM / "guard" / "clients" / "native_host.py", _MARK)


def _look(file: Path) -> None:
    if file.exists() and _object(file).get("name") != HOST:
        raise NotOurs(f"{file} is there already and is not Hatcheck's; move it away")


def _object(file: Path) -> dict[str, object]:
    try:
        value = json.loads(_read(file))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


# Only Windows has a registry; elsewhere no browser's place names a key of one.


def _register(key: str, file: str) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as there:
            winreg.SetValueEx(there, "", 0, winreg.REG_SZ, file)


def _unregister(key: str) -> None:
    if sys.platform == "win32":
        import winreg

        with suppress(FileNotFoundError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)


def _registered(key: str) -> str:
    if sys.platform == "win32":
        import winreg

        with suppress(OSError):
            return str(winreg.QueryValue(winreg.HKEY_CURRENT_USER, key))
    return ""

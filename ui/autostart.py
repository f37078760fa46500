"""Whether Hatcheck starts with the desktop: an entry in the place where each system looks for one."""

import os
import plistlib
import subprocess
import sys
from pathlib import Path
from typing import Protocol

COMMAND = (sys.executable, "-P", "-m", "ui")
_NAME = "hatcheck"
_LABEL = "org.hatcheck.tray"


class Entry(Protocol):
    """The entry of one system."""

    def is_on(self) -> bool:
        """Whether the system would start Hatcheck."""
        ...

    def turn_on(self) -> None:
        """Writes the entry; raises OSError."""
        ...

    def turn_off(self) -> None:
        """Removes the entry; raises OSError. Nothing there is fine."""
        ...


def entry_of_this_system(command: tuple[str, ...] = COMMAND) -> Entry:
    """The entry that counts here."""
    if sys.platform == "win32":
        return RunKey(command)
    if sys.platform == "darwin":
        return FileEntry(Path.home() / "Library/LaunchAgents" / f"{_LABEL}.plist", launch_agent(command))
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return FileEntry(folder / "autostart" / f"{_NAME}.desktop", desktop_entry(command).encode())


def desktop_entry(command: tuple[str, ...]) -> str:
    """The text of an XDG autostart entry."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Hatcheck",
        "Comment=Holds a post before it leaves from the wrong account",
        "Comment[de]=Hält einen Beitrag an, bevor er vom falschen Konto abgeht",
        f"Exec={' '.join(_desktop_word(word) for word in command)}",
        f"Icon={_NAME}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return "\n".join(lines) + "\n"


def _desktop_word(word: str) -> str:
    """A word of ``Exec``: quoted as the desktop entry specification says, and escaped once more as any string there."""
    if word and all(sign.isalnum() or sign in "/._-+=:,@" for sign in word):
        return word
    quoted = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word)
    return f'"{quoted}"'.replace("\\", "\\\\").replace("%", "%%")


def launch_agent(command: tuple[str, ...]) -> bytes:
    """The property list of a launch agent."""
    return plistlib.dumps(
        {"Label": _LABEL, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
    )


class FileEntry:
    """An entry that is a file."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path, self._content = path, content

    def is_on(self) -> bool:
        """See ``Entry``; one that the desktop's own settings have switched off is off."""
        try:
            text = self._path.read_bytes()
        except OSError:
            return False
        return not any(word in text for word in (b"\nHidden=true", b"\nX-GNOME-Autostart-enabled=false"))

    def turn_on(self) -> None:
        """See ``Entry``."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_bytes(self._content)

    def turn_off(self) -> None:
        """See ``Entry``."""
        self._path.unlink(missing_ok=True)


if sys.platform == "win32":
    import winreg

    _RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"

    class RunKey:
        """The user's Run key."""

        def __init__(self, command: tuple[str, ...]) -> None:
            self._line = subprocess.list2cmdline(command)

        def is_on(self) -> bool:
            """See ``Entry``."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                    return bool(winreg.QueryValueEx(key, _NAME)[0])
            except FileNotFoundError:
                return False

        def turn_on(self) -> None:
            """See ``Entry``."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, self._line)

        def turn_off(self) -> None:
            """See ``Entry``."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN, 0, winreg.KEY_SET_VALUE) as key:
                    winreg.DeleteValue(key, _NAME)
            except FileNotFoundError:
                return

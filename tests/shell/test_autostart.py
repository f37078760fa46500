"""Starting with the desktop: the texts of the entries, and turning them on and off."""

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest

from ui.autostart import FileEntry, desktop_entry, entry_of_this_system, launch_agent

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("word", "written"),
    [
        pytest.param("/usr/bin/python3", "/usr/bin/python3", id="a plain word"),
        pytest.param("/home/me/my tools/python", '"/home/me/my tools/python"', id="a space"),
        pytest.param('a"b', '"a\\\\"b"', id="a quotation mark"),
        pytest.param("a$HOME`x`", '"a\\\\$HOME\\\\`x\\\\`"', id="what a shell would read"),
        pytest.param("50%f", '"50%%f"', id="a field code"),
        pytest.param("a;b", '"a;b"', id="a semicolon"),
        pytest.param("", '""', id="nothing"),
    ],
)
def test_a_word_of_exec_stays_one_word(word: str, written: str) -> None:
    (line,) = [line for line in desktop_entry((word,)).splitlines() if line.startswith("Exec=")]
    assert line == f"Exec={written}"


@pytest.mark.skipif(
    not shutil.which("desktop-file-validate"), reason="needs desktop-file-validate (desktop-file-utils)"
)
@pytest.mark.parametrize("name", ["autostart", "menu"])
def test_the_desktop_takes_the_entry(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hatcheck.desktop"
    if name == "autostart":
        path.write_text(desktop_entry(("/opt/my tools/python", "-m", "ui", "50%", 'a"b')), encoding="utf-8")
    else:
        path = ROOT / "packaging" / "desktop" / "hatcheck.desktop"
    done = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_launch_agent_runs_the_command_at_login() -> None:
    read = plistlib.loads(launch_agent(("/usr/bin/python3", "-m", "ui & <x>")))
    assert read["ProgramArguments"] == ["/usr/bin/python3", "-m", "ui & <x>"]
    assert read["RunAtLoad"] is True


def test_on_and_off_and_on_again(tmp_path: Path) -> None:
    entry = FileEntry(tmp_path / "deep" / "autostart" / "hatcheck.desktop", b"[Desktop Entry]\n")
    seen = [entry.is_on()]
    for turn in (entry.turn_on, entry.turn_on, entry.turn_off, entry.turn_off, entry.turn_on):
        turn()
        seen.append(entry.is_on())
    assert seen == [False, True, True, False, False, True]


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_the_desktop_has_switched_off_is_off(tmp_path: Path, line: str) -> None:
    path = tmp_path / "hatcheck.desktop"
    path.write_text(f"[Desktop Entry]\n{line}\n")
    assert not FileEntry(path, b"").is_on()


def test_it_lies_where_the_desktop_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    entry_of_this_system(("hatcheck-tray",)).turn_on()
    assert "Exec=hatcheck-tray\n" in (tmp_path / "autostart" / "hatcheck.desktop").read_text(encoding="utf-8")

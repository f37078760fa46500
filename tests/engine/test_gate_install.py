"""``hatcheck gate install|remove|list``: shims that are put there, found, told of and taken away."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import UserDesk

from guard.commands import places, shims


@pytest.fixture
def tools(desk: UserDesk, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in PATH with a toot in it, the shims' folder before it, and a home folder of its own."""
    folder = desk.folder / "tools"
    folder.mkdir()
    script = folder / "toot"
    script.write_text('#!/bin/sh\necho the tool itself: "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("HOME", str(desk.folder))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("PATH", os.pathsep.join([places.shims(), str(folder), "/usr/bin", "/bin"]))
    return folder


def test_a_shim_is_put_in_front_and_taken_away(desk: UserDesk, tools: Path) -> None:
    """Installed, it runs the tool; removed, nothing of it is left."""
    typed = desk.type("gate", "install", "toot")
    shim = Path(places.shims()) / "toot"
    assert (typed.code, "toot is guarded" in typed.out, "Add this line" in typed.out) == (0, True, False)
    assert stat.S_IMODE(shim.stat().st_mode) == 0o755
    ran = subprocess.run(["toot", "timeline"], capture_output=True, text=True, timeout=20)
    assert ran.stdout == "the tool itself: timeline\n"
    assert desk.type("gate", "list", "--format", "json").json == [
        {
            "tool": "toot",
            "installed": True,
            "in_front": True,
            "real": str(tools / "toot"),
            "described": str(Path(places.DATA) / "toot.json"),
        }
    ]
    assert "unguarded again" in desk.type("gate", "remove", "toot").out
    assert not shim.exists()
    assert desk.type("gate", "list", "--format", "json").json[0]["installed"] is False
    assert "was not guarded" in desk.type("gate", "remove", "toot").out


def test_a_folder_that_is_not_in_front_is_told_with_the_line_to_add(
    desk: UserDesk, tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shim that no shell finds guards nothing, so nobody may think it does."""
    monkeypatch.setenv("PATH", os.pathsep.join([str(tools), places.shims()]))
    monkeypatch.setenv("SHELL", "/bin/zsh")
    typed = desk.type("gate", "install", "toot")
    assert f'export PATH="{places.shims()}:$PATH"' in typed.out.replace("\n", "")
    assert "~/.zshrc" in typed.out
    assert desk.type("gate", "list", "--format", "json").json[0]["in_front"] is False
    assert "not first in PATH" in desk.type("gate", "list").out


@pytest.mark.usefixtures("tools")
def test_a_tool_that_nobody_described_is_told(desk: UserDesk) -> None:
    """Its every call will be held, and there is a way out of that."""
    typed = desk.type("gate", "install", "frob")
    assert "every call of it is held" in typed.out
    assert "commands/frob.json" in typed.out.replace("\n", "")


@pytest.mark.usefixtures("tools")
def test_somebody_elses_file_is_left_alone(desk: UserDesk) -> None:
    """Neither replaced nor removed."""
    shim = Path(places.shims()) / "toot"
    shim.parent.mkdir(parents=True)
    shim.write_text("#!/bin/sh\nmine\n", encoding="utf-8")
    for verb in ("install", "remove"):
        typed = desk.type("gate", verb, "toot")
        assert typed.code != 0
        assert "not Hatcheck's" in typed.err
    assert shim.read_text(encoding="utf-8") == "#!/bin/sh\nmine\n"
    assert desk.type("gate", "list", "--format", "json").json[0]["installed"] is False


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize("name", ["../toot", "a b", ".", "/usr/bin/toot"])
def test_a_word_that_is_no_tool_is_refused(desk: UserDesk, name: str) -> None:
    """No shim is ever written outside of its folder."""
    typed = desk.type("gate", "install", name)
    assert typed.code != 0
    assert "no name of a tool" in typed.err


@pytest.mark.usefixtures("tools")
def test_a_shim_of_another_python_is_renewed(desk: UserDesk) -> None:
    """After an upgrade the shim may run a Python that is gone; it counts as not installed until it is renewed."""
    desk.type("gate", "install", "toot")
    shim = Path(places.shims()) / "toot"
    shim.write_text(shim.read_text(encoding="utf-8").replace("python", "python2"), encoding="utf-8")
    assert shims.state("toot").installed is False
    desk.type("gate", "install", "toot")
    assert shims.state("toot").in_front is True


def test_folders_with_spaces_and_quotes_are_fine(desk: UserDesk, tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """People's folders have all sorts of names."""
    odd = desk.folder / 'it\'s a "folder" $HOME'
    monkeypatch.setenv("HATCHECK_SHIMS", str(odd))
    monkeypatch.setenv("PATH", os.pathsep.join([str(odd), str(tools), "/usr/bin", "/bin"]))
    odd.mkdir()
    monkeypatch.setattr(sys, "executable", str(odd / "python 3"))
    (odd / "python 3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    desk.type("gate", "install", "toot")
    assert (odd / "toot").read_text(encoding="utf-8").startswith("#!/bin/sh")
    ran = subprocess.run(["toot", "whoami", "a b"], capture_output=True, text=True, timeout=20)
    assert ran.stdout == "the tool itself: whoami a b\n"


def test_guard_without_a_command_says_how(desk: UserDesk) -> None:
    """An empty line runs nothing."""
    typed = desk.type("guard", "--")
    assert typed.code != 0
    assert "hatcheck guard -- toot post" in typed.err

"""What people get who install Hatcheck from its wheel: the browser gate works from there, wherever that is."""

import json
import os
import shutil
import struct
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from chromium import Chromium, needs_chromium

from guard.browsers import manifests

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FOLDER = "Jo's Büro/pipx venvs/hatcheck"
SOURCE = ("guard", "ui", "packaging", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment that holds the wheel, not writable; its dependencies are those of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCE:  # away from what was built here before
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / "source" / name, ignore=shutil.ignore_patterns("__pycache__", "built")
            )
        else:
            shutil.copy(ROOT / name, folder / "source" / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    _run([*pip, "wheel", "--no-deps", "--wheel-dir", folder, folder / "source"])
    shutil.rmtree(folder / "source")
    place = folder / FOLDER
    venv.create(place, symlinks=True)
    (wheel,) = folder.glob("*.whl")
    _run([*pip, "--python", place / "bin" / "python", "install", "--no-deps", wheel])
    (packages,) = place.glob("lib/*/site-packages")
    dependencies = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "dependencies.pth").write_text(dependencies, encoding="utf-8")
    for path in place.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    return folder


def test_the_host_answers_and_what_is_to_be_loaded_is_there(installed: Path, tmp_path: Path) -> None:
    home = tmp_path / "Jo's Haus"
    home.mkdir()
    told = _hatcheck(installed, home, "gate", "install", "browser", "--browser", "firefox")
    packages = next((installed / FOLDER).glob("lib/*/site-packages"))
    (xpi,) = (packages / "ui" / "extension" / "built").glob("*.xpi")
    assert str(xpi) in told
    assert "not built" not in told
    manifest = json.loads((home / f".mozilla/native-messaging-hosts/{manifests.HOST}.json").read_text(encoding="utf-8"))
    body = b'{"browser": 5}'
    done = subprocess.run(
        [manifest["path"], "manifest", "extension"],
        input=struct.pack("=I", len(body)) + body,
        capture_output=True,
        env=_environment(home),
        cwd="/",
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (65, b"")
    assert "must name the browser" in json.loads(done.stdout[4:])["down"]


@needs_chromium
def test_chromium_loads_what_came_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    (built,) = (installed / FOLDER).glob("lib/*/site-packages/ui/extension/built/chromium")
    browser = Chromium(tmp_path / "profile", environment=_environment(tmp_path))
    try:
        assert [browser.install(built)] == [*manifests.ids(manifests.Family.CHROMIUM)]
    finally:
        browser.close()


def _hatcheck(installed: Path, home: Path, *words: str) -> str:
    done = subprocess.run(
        [installed / FOLDER / "bin" / "hatcheck", *words],
        env=_environment(home),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _environment(home: Path) -> dict[str, str]:
    mine = ("HATCHECK_", "XDG_", "DBUS_", "PYTHON", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
    return {**kept, "HOME": str(home), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def _run(command: list[object]) -> None:
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

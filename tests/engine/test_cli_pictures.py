"""``hatcheck pictures``: what is known, made known, forgotten, and cleaned."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pictured import drawn, remarked, saved, scene
from PIL import Image

from guard.cli.main import main


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "jo").mkdir()
    (tmp_path / "jo" / "beach.jpg").write_bytes(saved(scene(1)))
    folder = (tmp_path / "jo").as_posix()
    workspace = f'[[identity]]\nid = "jo"\nname = "Jo"\nkind = "person"\nfolders = ["{folder}"]\n'
    (tmp_path / "hatcheck.toml").write_text(workspace, encoding="utf-8")
    monkeypatch.setenv("HATCHECK_WORKSPACE", str(tmp_path / "hatcheck.toml"))
    monkeypatch.setenv("HATCHECK_ORGANISATION", str(tmp_path / "none.toml"))
    monkeypatch.setenv("HATCHECK_STATE", str(tmp_path / "state"))
    return tmp_path


@pytest.mark.usefixtures("desk")
def test_pictures_become_known_and_are_forgotten(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pictures"]) == 0
    assert "0 pictures known" in capsys.readouterr().out
    assert main(["pictures", "index", "--wait"]) == 0
    assert "done: 1 of 1 pictures known" in capsys.readouterr().out
    assert main(["pictures", "status"]) == 0
    assert "Jo: 1 picture known" in capsys.readouterr().out
    assert main(["pictures", "forget"]) == 0
    capsys.readouterr()
    assert main(["pictures"]) == 0
    assert "0 pictures known" in capsys.readouterr().out


def test_a_copy_is_cleaned_and_the_original_stays(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = desk / "a.jpg"
    file.write_bytes(saved(drawn(), exif=remarked()))
    before = file.read_bytes()
    assert main(["pictures", "clean", str(file)]) == 0
    assert file.read_bytes() == before
    with Image.open(desk / "a-clean.jpg") as copy:
        assert not copy.getexif()
    assert main(["pictures", "clean", str(file), str(desk / "none.jpg")]) == 1
    said = capsys.readouterr().out.replace("\n", " ")
    assert "is there already" in said
    assert "no such file" in said


def test_a_damaged_index_is_told_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "pictures.db").write_text("garbage", encoding="utf-8")
    (tmp_path / "hatcheck.toml").write_text(
        '[[identity]]\nid = "me"\nkind = "person"\nfolders = ["Pictures"]\n', encoding="utf-8"
    )
    environment = {**os.environ, "HATCHECK_STATE": str(tmp_path / "state"), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "guard.cli.main", "--workspace", str(tmp_path / "hatcheck.toml"), "pictures"]
    said = subprocess.run([*command, "status"], env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert "hatcheck pictures forget" in said.stderr.replace("\n", " ")
    assert "Traceback" not in said.stderr
    assert subprocess.run([*command, "forget"], env=environment, capture_output=True, check=False).returncode == 0
    assert subprocess.run([*command, "status"], env=environment, capture_output=True, check=False).returncode == 0

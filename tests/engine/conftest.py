"""A user's own desk in a folder of its own: workspace, state and journal, and nothing of the machine's."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from guard.cli.main import main

WORKSPACE = """\
version = 1

[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
color = "#c8102e"
accounts = ["x:@Acme", "facebook:acme"]
session = "25m"
folders = ["acme-media"]

[[identity]]
id = "jo"
name = "Jo"
kind = "person"
accounts = ["x:@jo", "instagram:@jo"]
folders = ["pictures"]
"""


@dataclass(frozen=True)
class Typed:
    """What one command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class UserDesk:
    """The user's files, and the command line over them."""

    folder: Path
    type: Callable[..., Typed]

    @property
    def workspace(self) -> Path:
        """The workspace file."""
        return self.folder / "hatcheck.toml"

    @property
    def state(self) -> Path:
        """The state folder."""
        return self.folder / "state"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> UserDesk:
    """A desk with a brand and a person."""
    monkeypatch.setenv("HATCHECK_WORKSPACE", str(tmp_path / "hatcheck.toml"))
    monkeypatch.setenv("HATCHECK_ORGANISATION", str(tmp_path / "organisation.toml"))
    monkeypatch.setenv("HATCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")

    def typed(*words: str) -> Typed:
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Typed(code, said.out, said.err)

    return UserDesk(tmp_path, typed)

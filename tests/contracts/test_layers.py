"""The shape of the tree: layers as contracts, commands as listed, start-up without what only some commands need."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from guard.cli._index import COMMANDS

ROOT = Path(__file__).parents[2]
HEAVY = {
    "rich",
    "keyring",
    "yaml",
    "tomlkit",
    "jinja2",
    "argcomplete",
    "rich_argparse",
    "defusedxml",
    "json5",
    "dotenv",
}


def test_the_contracts_are_kept() -> None:
    """Layers, doors and independence, as written in pyproject.toml."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    """A module that grows beyond that is two modules."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "guard").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_name_says_nothing() -> None:
    """Rooms have names by which a newcomer finds them."""
    dull = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py", "manager.py"}
    assert [path for path in (ROOT / "guard").rglob("*.py") if path.name in dull] == []


def test_no_tests_folder_shadows_a_package() -> None:
    """A folder ``tests/guard`` or an ``__init__.py`` below tests would hide the package under test."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []
    assert not {path.name for path in (ROOT / "tests").iterdir()} & {"guard", "ui"}


@pytest.mark.parametrize(("command", "module"), [(name, module) for name, (module, _) in COMMANDS.items()])
def test_a_command_offers_what_the_table_needs(command: str, module: str) -> None:
    """Its module has arguments and run, and its docstring names it."""
    loaded = import_module(f"guard.cli.{module}")
    assert callable(loaded.arguments)
    assert callable(loaded.run)
    assert f"hatcheck {command}" in (loaded.__doc__ or "")


def test_every_command_module_is_listed() -> None:
    """No command lies about unlisted."""
    runnable = {
        path.stem
        for path in (ROOT / "guard" / "cli").glob("*.py")
        if "\ndef run(" in path.read_text(encoding="utf-8") and "\ndef arguments(" in path.read_text(encoding="utf-8")
    }
    assert runnable == {module for module, _ in COMMANDS.values()}


def test_a_check_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    """One judgement, as a process: no colours, no keyring, no parsers of other formats."""
    (tmp_path / "hatcheck.toml").write_text(
        '[[identity]]\nid = "acme"\nkind = "brand"\naccounts = ["x:@acme"]\n', encoding="utf-8"
    )
    program = (
        "import sys; from guard.cli.main import main;"
        "main(['check', '--to', 'x:@acme', '--as', 'acme', '--text', 'hi', '--format', 'json']);"
        "print('|'.join(sys.modules), file=sys.stderr)"
    )
    environment = {
        "HATCHECK_WORKSPACE": str(tmp_path / "hatcheck.toml"),
        "HATCHECK_ORGANISATION": str(tmp_path / "none.toml"),
        "HATCHECK_STATE": str(tmp_path / "state"),
        "PYTHONPATH": str(ROOT),
        "PATH": "",
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split("|"))
    assert '"allow"' in done.stdout
    assert loaded & HEAVY == set()
    assert not any(name.startswith(("guard.readers", "guard.audit", "guard.intake")) for name in loaded)

"""Journal and keyring together, through the command line, on a real Secret Service."""

import json
import os
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
from conftest import WORKSPACE
from test_vault import opened_with, with_keyring

ROOT = Path(__file__).parents[2]
TYPE = textwrap.dedent("""
    import contextlib, io, json, sys
    from guard.cli.main import main
    told = []
    for words in json.loads(sys.argv[1]):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = main(words)
        told.append([code, out.getvalue()])
    print(json.dumps(told))
""")
CHECK = ["check", "--to", "x:@jo", "--text", "hello", "--format", "json"]
VERIFY = ["journal", "verify", "--format", "json"]


def typed(folder: Path, *lines: list[str]) -> list[tuple[int, Any]]:
    """Exit code and JSON of each command line, all typed on one bus with an open keyring."""
    (folder / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
    for name in ("data", "run"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    clean = {name: value for name, value in os.environ.items() if name not in {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY"}}
    done = subprocess.run(
        [*opened_with("ci-pass"), sys.executable, "-c", TYPE, json.dumps(lines)],
        env={
            **clean,
            "HOME": str(folder),
            "XDG_DATA_HOME": f"{folder}/data",
            "XDG_RUNTIME_DIR": f"{folder}/run",
            "HATCHECK_WORKSPACE": f"{folder}/hatcheck.toml",
            "HATCHECK_ORGANISATION": f"{folder}/none.toml",
            "HATCHECK_STATE": f"{folder}/state",
            "PYTHONPATH": str(ROOT),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    return [(code, json.loads(out)) for code, out in told]


@with_keyring
def test_a_journal_begun_without_a_key_is_sealed_as_soon_as_a_keyring_is_there(tmp_path: Path) -> None:
    """A check does not ask the keyring; the next status seals what follows, and verify finds it whole."""
    told = typed(tmp_path, CHECK, VERIFY, ["status", "--format", "json"], CHECK, VERIFY)
    assert told[1] == (0, {"verdict": "unsealed", "rows": 1, "row": None, "reason": told[1][1]["reason"]})
    assert told[2][1]["journal"]["seal"] == "sealed; key and last row are noted in the keyring"
    assert told[4] == (0, {"verdict": "whole", "rows": 3, "row": None, "reason": ""})


@with_keyring
def test_a_rewritten_sealed_row_is_found(tmp_path: Path) -> None:
    """Whoever changes the file later has no key to seal it with."""
    typed(tmp_path, ["status", "--format", "json"], CHECK)
    with closing(apsw.Connection(str(tmp_path / "state" / "journal.db"))) as database:
        database.execute("UPDATE entry SET detail = replace(detail, 'allow', 'hold') WHERE kind = 'decision'")
    ((code, told),) = typed(tmp_path, VERIFY)
    assert (code, told["verdict"], told["row"]) == (1, "broken", 2)


@with_keyring
def test_an_older_copy_put_back_is_found(tmp_path: Path) -> None:
    """The keyring remembers how long the journal was."""
    typed(tmp_path, ["status", "--format", "json"])
    state = tmp_path / "state"
    older = {path.name: path.read_bytes() for path in state.iterdir() if path.name.startswith("journal")}
    typed(tmp_path, CHECK, ["status", "--format", "json"])
    for path in list(state.iterdir()):
        if path.name.startswith("journal"):
            path.unlink()
    for name, content in older.items():
        (state / name).write_bytes(content)
    ((code, told),) = typed(tmp_path, VERIFY)
    assert (code, told["verdict"]) == (1, "truncated")

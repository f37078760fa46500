"""The journal as its users meet it: rows in, rows out, and files that are no journal."""

import math
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import apsw
import pytest

from guard.journal import Journal, JournalError, fingerprint_of, migrations, new_key
from guard.journal.verification import Verdict
from guard.model.event import Event

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hatcheck" / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.open(path) as journal:
        yield journal


@pytest.mark.parametrize(
    "detail",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"b": 1, "a": [True, None, 2.5, "x"]}, id="every kind of value"),
        pytest.param({"text": "a\x00b", "\x00": "\x00"}, id="NUL"),
        pytest.param({"handle": "@\udfff\ud800x\udc80"}, id="lone surrogates"),
        pytest.param({"name": "Ä‮𝔘\n\t\"'\\"}, id="letters of all kinds"),
        pytest.param({"n": 2**70, "m": -0.0}, id="numbers SQLite has no room for"),
    ],
)
def test_an_event_comes_back_as_it_was_appended(journal: Journal, detail: dict[str, Any]) -> None:
    event = Event("decision", AT, detail)
    assert journal.append(event) == 1
    (row,) = journal.rows()
    assert (row.seq, row.event) == (1, event)
    assert journal.verify().verdict is Verdict.UNSEALED


def test_the_time_is_kept_as_a_moment_wherever_the_clock_stands(journal: Journal) -> None:
    journal.append(Event("decision", datetime(2026, 3, 1, 23, 30, tzinfo=timezone(-timedelta(hours=5)))))
    (row,) = journal.rows()
    assert row.event.at.isoformat() == "2026-03-02T04:30:00+00:00"


@pytest.mark.parametrize(
    ("event", "words"),
    [
        pytest.param(Event("decision", datetime(2026, 3, 1)), "no time zone", id="a time without zone"),  # noqa: DTZ001
        pytest.param(Event("decision", AT, {"n": math.nan}), "cannot be kept", id="a number that is none"),
        pytest.param(Event("decision", AT, {"x": object()}), "cannot be kept", id="a value JSON has no word for"),
        pytest.param(Event("über\ud800", AT), "plain word", id="a kind that is no plain word"),
    ],
)
def test_an_event_that_cannot_be_kept_is_refused_and_the_journal_goes_on(
    journal: Journal, event: Event, words: str
) -> None:
    with pytest.raises(JournalError, match=words):
        journal.append(event)
    assert journal.append(Event("decision", AT)) == 1


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        pytest.param({}, [1, 2, 3, 4, 5, 6], id="everything"),
        pytest.param({"kind": "answer"}, [2, 4, 6], id="one kind"),
        pytest.param({"since": AT + timedelta(hours=4)}, [4, 5, 6], id="since a moment, which is included"),
        pytest.param({"limit": 2}, [5, 6], id="the newest two, oldest first"),
        pytest.param({"kind": "answer", "limit": 2}, [4, 6], id="the newest two of one kind"),
        pytest.param({"since": AT + timedelta(hours=5), "limit": 9}, [5, 6], id="fewer than the limit"),
        pytest.param({"limit": 0}, [], id="none"),
        pytest.param({"kind": "hat"}, [], id="a kind that never came"),
    ],
)
def test_rows_are_chosen_by_time_kind_and_number(journal: Journal, choice: dict[str, Any], expected: list[int]) -> None:
    for hour in range(1, 7):
        journal.append(Event("decision" if hour % 2 else "answer", AT + timedelta(hours=hour)))
    assert [row.seq for row in journal.rows(**choice)] == expected


def test_a_reader_who_is_slow_gets_every_row_once_and_holds_nobody_up(journal: Journal) -> None:
    """More rows than are read at once, and more written meanwhile."""
    for _ in range(1001):
        journal.append(Event("decision", AT))
    rows = journal.rows()
    seen = [next(rows).seq]
    journal.append(Event("decision", AT))
    assert seen + [row.seq for row in rows] == list(range(1, 1003))


def test_files_are_their_owners_alone(path: Path, journal: Journal) -> None:
    journal.append(Event("decision", AT))
    rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert rights == dict.fromkeys(["journal.db", "journal.db-shm", "journal.db-wal", "journal.db-writer"], 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Journal.open(tmp_path / "journal.db").close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_log_is_kept_short_since_the_next_process_must_read_it(path: Path, journal: Journal) -> None:
    for _ in range(400):
        journal.append(Event("decision", AT, {"text": "x" * 1000}))
    assert path.with_name("journal.db-wal").stat().st_size < 1_200_000


def foreign(path: Path) -> None:
    db = apsw.Connection(str(path))
    db.execute("CREATE TABLE t(x)")
    db.close()


def newer(path: Path) -> None:
    Journal.open(path).close()
    db = apsw.Connection(str(path))
    db.pragma("user_version", 99)
    db.close()


def headless(path: Path) -> None:
    Journal.open(path).close()
    db = apsw.Connection(str(path))
    db.execute("DELETE FROM head")
    db.close()


def without_its_file(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.append(Event("decision", AT))
    path.unlink()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(lambda path: path.write_bytes(b"Dear diary,\n" * 500), "no journal.*move", id="a text file"),
        pytest.param(lambda path: path.write_bytes(b""), "empty.*restore", id="an empty file"),
        pytest.param(lambda path: path.mkdir(), "cannot be written.*rights", id="a folder"),
        pytest.param(foreign, "another program.*move", id="a database of another program"),
        pytest.param(newer, "newer Hatcheck.*update", id="a journal of a newer version"),
        pytest.param(headless, "damaged.*move", id="a journal whose head is gone"),
        pytest.param(without_its_file, "log journal.db-wal is there.*put it back", id="a log without its file"),
    ],
)
def test_what_is_no_journal_is_refused_with_a_remedy_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "journal.db"
    make(path)
    before = {file: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    with pytest.raises(JournalError, match=words):
        Journal.open(path)
    kept = {file: file.read_bytes() for file in before if "-shm" not in file.name}
    assert kept == {file: content for file, content in before.items() if file in kept}


def test_a_process_that_died_while_beginning_a_journal_is_no_hindrance(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("journal.db.new").write_bytes(b"half a journ")
    with Journal.open(path) as journal:
        assert journal.append(Event("decision", AT)) == 1
    assert not path.with_name("journal.db.new").exists()


def test_a_new_journal_has_this_shape(path: Path, journal: Journal) -> None:
    """The steps from blank to the newest version, asserted as a whole."""
    db = apsw.Connection(str(path))
    tables = {
        name: [column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,))]
        for (name,) in db.execute("SELECT name FROM sqlite_schema")
    }
    assert tables == {"entry": ["seq", "at", "kind", "detail", "mac"], "head": ["one", "seq", "mac", "key", "salt"]}
    assert (db.pragma("user_version"), db.pragma("journal_mode")) == (len(migrations.STEPS), "wal")
    db.close()
    assert len(journal.salt) == 16


def test_a_step_that_fails_leaves_the_journal_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All missing steps or none; afterwards they are run on what is there, rows and chain kept."""
    key = new_key()
    with Journal.open(path) as journal:
        journal.seal(key, AT)
        journal.append(Event("decision", AT))

    def adds_a_table(db: apsw.Connection) -> None:
        db.execute("CREATE TABLE more(x)")

    def fails(db: apsw.Connection) -> None:
        db.execute("CREATE TABLE more(x)")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, adds_a_table, fails))
    with pytest.raises(JournalError):
        Journal.open(path)
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS[:2])
    with Journal.open(path) as journal:
        assert journal.append(Event("decision", AT)) == 3
        assert journal.verify([key]).verdict is Verdict.WHOLE


def test_a_closed_journal_refuses(path: Path) -> None:
    journal = Journal.open(path)
    journal.close()
    with pytest.raises(JournalError, match="closed"):
        journal.append(Event("decision", AT))


def test_a_journal_that_is_removed_while_in_use_refuses_and_is_not_begun_anew(path: Path, journal: Journal) -> None:
    journal.append(Event("decision", AT))
    path.rename(path.with_name("elsewhere"))
    for _ in range(2):
        with pytest.raises(JournalError, match="removed"):
            journal.append(Event("decision", AT))
    assert not path.exists()


def test_a_fingerprint_recognises_a_text_in_its_own_journal_only(journal: Journal) -> None:
    text = "Ready to beer\ud800"
    mark = fingerprint_of(text, journal.salt)
    assert mark == fingerprint_of(text, journal.salt) != fingerprint_of(text, b"another salt")
    assert mark["length"] == 14
    assert "beer" not in str(mark)


def test_one_row_costs_a_process_no_library_it_does_not_need() -> None:
    """A command is checked before every post: what it imports, its user waits for."""
    code = """if True:
        import sys, pathlib, tempfile
        from datetime import UTC, datetime
        from guard.model.event import Event
        from guard.journal import Journal
        before = set(sys.modules)
        with tempfile.TemporaryDirectory() as folder, Journal.open(folder + "/j.db") as journal:
            journal.append(Event("decision", datetime.now(UTC)))
        heavy = {"keyring", "logging", "sqlite3", "asyncio", "argparse", "importlib.metadata", "secrets", "uuid"}
        sys.exit(str(sorted(heavy & set(sys.modules) | {m for m in set(sys.modules) - before if "guard" in m})))
    """
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"

"""What the chain proves: every way to change the past is seen, and the limits are as they are told."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from guard.journal import Journal, chain, new_key
from guard.journal.verification import Verdict, verify
from guard.model.event import Event

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@dataclass
class Sealed:
    """A journal of nine rows, sealed from the third; the anchor was taken at the seventh."""

    path: Path
    key: bytes
    anchor: tuple[int, str]
    db: apsw.Connection
    """What somebody uses who can write the file."""


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Sealed]:
    path, key = tmp_path / "journal.db", new_key()
    with Journal.open(path) as journal:
        for number in range(1, 10):
            if number == 3:
                assert not journal.sealed
                assert journal.seal(key, AT) == journal.anchor()
                assert journal.sealed
            else:
                journal.append(Event("decision", AT, {"account": f"x:@brand{number}", "verdict": "hold"}))
            if number == 7:
                anchor = journal.anchor()
    db = apsw.Connection(str(path))
    yield Sealed(path, key, anchor, db)
    db.close()


def edit(change: str) -> Callable[[Sealed], None]:
    def change_it(it: Sealed) -> None:
        it.db.execute(change)

    return change_it


def forge(it: Sealed, row: int, keys: Callable[[int], bytes]) -> None:
    """Changes ``row`` and computes every seal behind it anew, with the key that ``keys`` gives for each row."""
    detail = '{"account":"x:@brand5","verdict":"allow"}'
    it.db.execute("UPDATE entry SET detail = ? WHERE seq = ?", (detail, row))
    rows = it.db.execute(
        "SELECT seq, at, kind, detail, mac FROM entry WHERE seq >= ? ORDER BY seq", (row - 1,)
    ).fetchall()
    mac = rows[0][4]
    for seq, at, kind, text, _ in rows[1:]:
        mac = chain.link(keys(seq), mac, seq, chain.body(at, kind, text))
        it.db.execute("UPDATE entry SET mac = ? WHERE seq = ?", (mac, seq))
    it.db.execute("UPDATE head SET mac = ?", (mac,))


def stolen_key(it: Sealed) -> Callable[[int], bytes]:
    """The key that lies in the file: that of the next row, and nothing before it."""
    key: bytes = it.db.execute("SELECT key FROM head").get
    return lambda _seq: key


def swap(it: Sealed) -> None:
    it.db.execute("UPDATE entry SET seq = -5 WHERE seq = 5")
    it.db.execute("UPDATE entry SET seq = 5 WHERE seq = 6")
    it.db.execute("UPDATE entry SET seq = 6 WHERE seq = -5")


def cut_and_set_back(it: Sealed) -> None:
    """Removes the last row and makes the head fit the one before, but for the key, which has no way back."""
    it.db.execute("DELETE FROM entry WHERE seq = 9")
    it.db.execute("UPDATE head SET seq = 8, mac = (SELECT mac FROM entry WHERE seq = 8)")


def unseal(it: Sealed) -> None:
    """Makes the whole journal a chain without key, which everybody can compute."""
    it.db.execute("UPDATE entry SET kind = 'decision' WHERE seq = 3")
    it.db.execute("UPDATE head SET key = x''")
    forge(it, 2, lambda _seq: chain.NO_KEY)


def false_seal(it: Sealed) -> None:
    """Ends the sealed part early with a seal of one's own."""
    it.db.execute("UPDATE entry SET kind = 'seal', detail = '{\"key\":\"0123456789abcdef\"}' WHERE seq = 5")


@pytest.mark.parametrize(
    ("tamper", "verdict", "row"),
    [
        pytest.param(lambda _: None, Verdict.WHOLE, None, id="nothing was changed"),
        pytest.param(
            edit("UPDATE entry SET detail = '{}' WHERE seq = 5"), Verdict.BROKEN, 5, id="a detail was changed"
        ),
        pytest.param(
            edit("UPDATE entry SET kind = 'answer' WHERE seq = 5"), Verdict.BROKEN, 5, id="a kind was changed"
        ),
        pytest.param(edit("UPDATE entry SET at = at || ' ' WHERE seq = 5"), Verdict.BROKEN, 5, id="a time was changed"),
        pytest.param(edit("UPDATE entry SET mac = x'00' WHERE seq = 5"), Verdict.BROKEN, 5, id="a seal was changed"),
        pytest.param(edit("UPDATE entry SET detail = '{}' WHERE seq = 1"), Verdict.BROKEN, 1, id="before the sealing"),
        pytest.param(edit("UPDATE head SET salt = x'00'"), Verdict.BROKEN, 1, id="the salt was changed"),
        pytest.param(edit("UPDATE head SET mac = x'00'"), Verdict.BROKEN, 9, id="the head was changed"),
        pytest.param(edit("DELETE FROM entry WHERE seq = 1"), Verdict.BROKEN, 1, id="the first row was removed"),
        pytest.param(edit("DELETE FROM entry WHERE seq = 5"), Verdict.BROKEN, 5, id="a row was removed"),
        pytest.param(edit("DELETE FROM entry WHERE seq > 7"), Verdict.TRUNCATED, 8, id="the end was removed"),
        pytest.param(edit("DELETE FROM entry"), Verdict.TRUNCATED, 1, id="all rows were removed"),
        pytest.param(edit("DELETE FROM head"), Verdict.BROKEN, 1, id="the head was removed"),
        pytest.param(edit("DROP TABLE entry"), Verdict.BROKEN, 1, id="the table was removed"),
        pytest.param(cut_and_set_back, Verdict.TRUNCATED, 9, id="the end was removed and the head set back"),
        pytest.param(swap, Verdict.BROKEN, 5, id="two rows have changed places"),
        pytest.param(lambda it: forge(it, 5, stolen_key(it)), Verdict.BROKEN, 5, id="forged with the key in the file"),
        pytest.param(lambda it: forge(it, 5, lambda _: b""), Verdict.BROKEN, 5, id="forged as a chain without key"),
        pytest.param(lambda it: forge(it, 2, lambda _: b""), Verdict.BROKEN, 4, id="forged before the sealing"),
        pytest.param(false_seal, Verdict.BROKEN, 5, id="a false seal"),
        pytest.param(edit("UPDATE entry SET detail = 'no JSON' WHERE seq = 3"), Verdict.BROKEN, 3, id="no JSON"),
    ],
)
def test_every_change_of_the_past_is_seen_with_the_key_alone(
    sealed: Sealed, tamper: Callable[[Sealed], None], verdict: Verdict, row: int | None
) -> None:
    tamper(sealed)
    found = verify(sealed.path, None, [sealed.key])
    assert (found.verdict, found.row) == (verdict, row)
    assert bool(found.reason) is (verdict is not Verdict.WHOLE)


def test_a_chain_without_key_shows_accidents_only_and_says_so(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "journal.db") as journal:
        journal.append(Event("decision", AT))
        found = journal.verify()
    assert (found.verdict, found.rows) == (Verdict.UNSEALED, 1)
    assert "not tampering" in found.reason


def test_rewriting_all_as_a_chain_without_key_passes_for_unsealed_and_fails_the_anchor(sealed: Sealed) -> None:
    unseal(sealed)
    assert verify(sealed.path, None, [sealed.key]).verdict is Verdict.UNSEALED
    found = verify(sealed.path, None, [sealed.key], [sealed.anchor])
    assert (found.verdict, found.row) == (Verdict.BROKEN, 7)


def test_an_older_copy_put_back_is_whole_in_itself_and_fails_the_anchor(sealed: Sealed, tmp_path: Path) -> None:
    sealed.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    copy = tmp_path / "copy.db"
    shutil.copy(sealed.path, copy)
    with Journal.open(sealed.path) as journal:
        journal.append(Event("decision", AT))
        anchor = journal.anchor()
    assert verify(copy, None, [sealed.key]).verdict is Verdict.WHOLE
    found = verify(copy, None, [sealed.key], [anchor])
    assert (found.verdict, found.row, found.reason) == (Verdict.TRUNCATED, 10, "rows 10 to 10 are missing")


@pytest.mark.parametrize(
    ("keys", "verdict", "row"),
    [
        pytest.param("both", Verdict.WHOLE, None, id="both keys"),
        pytest.param("first", Verdict.KEY_MISSING, 11, id="only the first key"),
        pytest.param("second", Verdict.KEY_MISSING, 4, id="only the second key"),
        pytest.param("none", Verdict.KEY_MISSING, 4, id="no key"),
        pytest.param("wrong", Verdict.KEY_MISSING, 4, id="another journal's key"),
    ],
)
def test_rows_whose_key_is_missing_are_not_called_whole(
    sealed: Sealed, keys: str, verdict: Verdict, row: int | None
) -> None:
    """A keyring that was lost ends one sealed part; a new key begins the next."""
    second = new_key()
    with Journal.open(sealed.path) as journal:
        journal.seal(second, AT)
        journal.append(Event("decision", AT))
        given = {
            "both": [second, sealed.key],
            "first": [sealed.key],
            "second": [second],
            "none": [],
            "wrong": [new_key()],
        }
        found = journal.verify(given[keys])
    assert (found.verdict, found.row) == (verdict, row)


def test_a_wrong_word_in_any_place_is_found(sealed: Sealed) -> None:
    """Two hundred rows changed at random, one at a time."""
    chance = random.Random(1)  # noqa: S311 - the same changes every time
    missed = []
    for _ in range(200):
        seq, column = chance.randint(1, 9), chance.choice(("at", "kind", "detail"))
        (text,) = sealed.db.execute(f"SELECT {column} FROM entry WHERE seq = ?", (seq,)).fetchall()[0]  # noqa: S608
        place = chance.randrange(len(text))
        wrong = text[:place] + chr((ord(text[place]) + chance.randint(1, 90)) % 128) + text[place + 1 :]
        sealed.db.execute(f"UPDATE entry SET {column} = ? WHERE seq = ?", (wrong, seq))  # noqa: S608
        found = verify(sealed.path, None, [sealed.key])
        if (found.verdict, found.row) != (Verdict.BROKEN, seq):
            missed.append((seq, column, wrong, found))
        sealed.db.execute(f"UPDATE entry SET {column} = ? WHERE seq = ?", (text, seq))  # noqa: S608
    assert missed == []


def test_a_page_overwritten_with_noise_is_told_and_not_thrown(sealed: Sealed) -> None:
    sealed.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    sealed.db.close()
    content = bytearray(sealed.path.read_bytes())
    content[4096:8192] = random.Random(1).randbytes(4096)  # noqa: S311
    sealed.path.write_bytes(content)
    assert verify(sealed.path, None, [sealed.key]).verdict is Verdict.BROKEN


def test_stated_limit_false_rows_from_now_on_need_only_the_key_in_the_file(sealed: Sealed) -> None:
    """Whoever runs as the same user can go on with lies; what stood before stays."""
    with Journal.open(sealed.path) as journal:
        journal.append(Event("decision", AT, {"verdict": "a lie"}))
    assert verify(sealed.path, None, [sealed.key], [sealed.anchor]).verdict is Verdict.WHOLE


def test_the_key_that_is_kept_changes_with_every_row(sealed: Sealed) -> None:
    """The seeded bug of this one is a chain whose key stays: then the forger above would succeed."""
    stolen = sealed.db.execute("SELECT key FROM head").get
    with Journal.open(sealed.path) as journal:
        journal.append(Event("decision", AT))
    assert sealed.db.execute("SELECT key FROM head").get == chain.key_after(stolen) != stolen


def test_with_a_key_that_stays_the_forger_would_not_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shows that the forgeries above fail because of the key's way forward, and not for another reason."""
    monkeypatch.setattr(chain, "key_after", lambda key: key)
    path, key = tmp_path / "journal.db", new_key()
    with Journal.open(path) as journal:
        journal.seal(key, AT)
        for _ in range(6):
            journal.append(Event("decision", AT))
        db = apsw.Connection(str(path))
        forge(Sealed(path, key, (0, ""), db), 5, lambda _seq: db.execute("SELECT key FROM head").get)
        db.close()
        assert verify(journal.path, None, [key]).verdict is Verdict.WHOLE


def test_an_end_lost_with_the_log_is_seen_without_any_key(tmp_path: Path) -> None:
    """The log beside the file holds the newest rows; who deletes it deletes them, and the noted end tells."""
    path = tmp_path / "journal.db"
    with Journal.open(path) as journal:
        for number in range(5):
            journal.append(Event("decision", AT, {"number": number}))
        assert journal.verify().verdict is Verdict.UNSEALED
    (tmp_path / "journal.db-wal").unlink()
    with Journal.open(path) as journal:
        assert journal.verify().verdict is Verdict.TRUNCATED


@pytest.mark.parametrize(
    "noted", [b"", b"x", b" " * 80 + b"z 5", b"\xff" * 200], ids=["empty", "short", "odd", "bytes"]
)
def test_a_noted_end_that_cannot_be_read_says_nothing(tmp_path: Path, noted: bytes) -> None:
    """A power cut may tear it; that is no damage of the journal."""
    path = tmp_path / "journal.db"
    with Journal.open(path) as journal:
        journal.append(Event("decision", AT, {}))
        (tmp_path / "journal.db-writer").write_bytes(noted)
        found = journal.verify().verdict
    assert found is Verdict.UNSEALED


def test_a_journal_begun_anew_forgets_the_end_of_the_old_one(tmp_path: Path) -> None:
    """Moving a journal away is a remedy we name; the next one starts clean."""
    path = tmp_path / "journal.db"
    with Journal.open(path) as journal:
        for _ in range(3):
            journal.append(Event("decision", AT, {}))
    for name in ("journal.db", "journal.db-wal"):
        (tmp_path / name).unlink(missing_ok=True)
    with Journal.open(path) as journal:
        assert journal.verify().verdict is Verdict.UNSEALED

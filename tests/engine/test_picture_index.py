"""The index as those who fill it and those who ask it meet it, and files that are no index."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import numpy as np
import pytest
from drawn_pictures import PHOTOS, drawn
from edits import as_seen

from guard.pictures import index as module
from guard.pictures.index import BrokenIndex, Index, Stamp, discard
from guard.pictures.table import FAR, FAR_FIRST, Table
from guard.pictures.windows import query, reference

STAMP = Stamp(1000, 5)
ONE, OTHER = as_seen(drawn(3, PHOTOS)), as_seen(drawn(4, PHOTOS))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hatcheck" / "pictures.db"


@pytest.fixture
def index(path: Path) -> Iterator[Index]:
    index = Index.open(path)
    yield index
    index.close()


def paths(index: Index) -> list[str]:
    """What is found of both pictures."""
    return [found.path for picture in (ONE, OTHER) for found in index.search(query(picture))]


def test_what_was_put_is_found_and_listed(index: Index) -> None:
    """Under its path, with its stamp."""
    index.put("/a/one.jpg", STAMP, reference(ONE))
    index.put("/a/other.jpg", Stamp(7, 8), reference(OTHER))
    assert index.entries() == {"/a/one.jpg": STAMP, "/a/other.jpg": Stamp(7, 8)}
    assert index.count == 2
    assert paths(index) == ["/a/one.jpg", "/a/other.jpg"]


def test_a_file_that_could_not_be_read_is_remembered_and_never_found(index: Index) -> None:
    """So that it is tried again only when it changes."""
    index.put("/a/broken.jpg", STAMP, None)
    assert index.entries() == {"/a/broken.jpg": STAMP}
    assert index.count == 0
    index.put("/a/broken.jpg", Stamp(2, 2), reference(ONE))
    assert (index.entries(), index.count, paths(index)) == ({"/a/broken.jpg": Stamp(2, 2)}, 1, ["/a/broken.jpg"])


def test_a_file_with_another_picture_is_found_by_that_one(index: Index) -> None:
    """And no longer by the one before."""
    index.put("/a", STAMP, reference(ONE))
    assert len(index.search(query(ONE))) == 1
    index.put("/a", STAMP, reference(OTHER))
    assert index.search(query(ONE)) == []
    assert len(index.search(query(OTHER))) == 1


def test_what_is_dropped_disappears(index: Index) -> None:
    """Also when it was searched before; an unknown path is no mistake."""
    index.put("/a", STAMP, reference(ONE))
    index.put("/b", STAMP, reference(OTHER))
    assert paths(index) == ["/a", "/b"]
    index.drop(["/a", "/nobody"])
    assert (paths(index), list(index.entries()), index.count) == (["/b"], ["/b"], 1)


@pytest.mark.parametrize("name", ["/ü/ß 🦊.jpg", os.fsdecode(b"/a/\xff\xfe.jpg"), "C:\\Users\\jo\\a.jpg", "/a/'; DROP"])
def test_every_name_of_a_file_can_be_kept(index: Index, name: str) -> None:
    """Also one that is no text."""
    index.put(name, STAMP, reference(ONE))
    assert (list(index.entries()), paths(index)) == ([name], [name])


def test_another_process_sees_what_is_put_and_dropped(index: Index, path: Path) -> None:
    """With its next search."""
    reader = Index.open(path)
    assert paths(reader) == []
    index.put("/a", STAMP, reference(ONE))
    assert paths(reader) == ["/a"]
    index.put("/b", STAMP, reference(OTHER))
    index.drop(["/a"])
    assert (paths(reader), reader.count) == (["/b"], 1)
    reader.close()


def test_readers_follow_when_much_is_dropped(index: Index, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of what went is emptied at some length, and nothing that went is found again."""
    monkeypatch.setattr(module, "LONG", 3)
    reader = Index.open(path)
    index.put("/a", STAMP, reference(ONE))
    assert paths(reader) == ["/a"]
    index.drop(["/a"])
    for _ in range(5):
        index.put("/b", STAMP, reference(OTHER))
    assert paths(reader) == ["/b"]
    reader.close()


def test_forgetting_deletes_the_file_for_everybody(index: Index, path: Path) -> None:
    """A reader finds nothing any more, and does not bring the file back; the writer can begin anew."""
    reader = Index.open(path)
    index.put("/a", STAMP, reference(ONE))
    assert paths(reader) == ["/a"]
    index.forget()
    assert not path.exists()
    assert (paths(reader), reader.count, reader.entries()) == ([], 0, {})
    assert list(path.parent.iterdir()) == []
    index.put("/b", STAMP, reference(OTHER))
    assert paths(reader) == paths(index) == ["/b"]
    reader.close()


def test_it_is_kept_for_the_next_start(index: Index, path: Path) -> None:
    """Closed and opened again."""
    index.put("/a", STAMP, reference(ONE))
    index.close()
    again = Index.open(path)
    assert paths(again) == ["/a"]
    assert paths(index) == ["/a"]  # and a closed one opens itself
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_it_is_its_owners_alone(index: Index, path: Path) -> None:
    """Paths of private pictures are private."""
    index.put("/a", STAMP, reference(ONE))
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_hashes_of_another_version_are_thrown_away(index: Index, path: Path) -> None:
    """They cannot be compared; it begins anew without a word."""
    index.put("/a", STAMP, reference(ONE))
    index.close()
    with apsw.Connection(str(path)) as db:
        db.execute("UPDATE about SET version = version + 1")
    again = Index.open(path)
    assert (again.entries(), paths(again)) == ({}, [])
    again.put("/b", STAMP, reference(OTHER))
    assert paths(again) == ["/b"]
    again.close()


def overwritten(path: Path) -> None:
    path.write_bytes(b"this is no database, whatever its name says" * 200)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)


def shortened(path: Path) -> None:
    with apsw.Connection(str(path)) as db:
        db.execute("UPDATE hashes SET bits = substr(bits, 1, 33), windows = x'00', blocks = x'00'")


def without_blocks(path: Path) -> None:
    with apsw.Connection(str(path)) as db:
        db.execute("UPDATE hashes SET blocks = x'00'")


def without_table(path: Path) -> None:
    with apsw.Connection(str(path)) as db:
        db.execute("DROP TABLE hashes")


@pytest.mark.parametrize("damage", [overwritten, cut, scribbled, shortened, without_blocks, without_table])
def test_a_damaged_index_says_so_and_can_be_begun_anew(
    index: Index, path: Path, damage: Callable[[Path], None]
) -> None:
    """It names the file and the remedy, and the remedy works."""
    for number in range(40):
        index.put(f"/{number}", STAMP, reference(ONE))
    index.close()
    db = apsw.Connection(str(path))
    db.execute("PRAGMA journal_mode = DELETE").fetchall()  # all of it in one file
    db.close()
    damage(path)
    with pytest.raises(BrokenIndex, match="delete the file") as told:
        Index.open(path).search(query(ONE))
    assert (told.value.path, told.value.damaged) == (path, True)
    discard(path)
    anew = Index.open(path)
    anew.put("/a", STAMP, reference(ONE))
    assert paths(anew) == ["/a"]
    anew.close()


def test_an_index_that_cannot_be_written_is_not_called_damaged(tmp_path: Path) -> None:
    """Deleting would not help there."""
    (tmp_path / "taken").mkdir()
    with pytest.raises(BrokenIndex) as told:
        Index.open(tmp_path / "taken")
    assert not told.value.damaged


def test_an_index_in_memory_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And does all the same."""
    monkeypatch.chdir(tmp_path)
    index = Index.in_memory()
    index.put("/a", STAMP, reference(ONE))
    assert (paths(index), index.count) == (["/a"], 1)
    index.forget()
    assert (paths(index), index.count) == ([], 0)
    assert list(tmp_path.iterdir()) == []


def test_the_table_finds_what_comparing_with_all_finds() -> None:
    """Over several blocks of memory, also while it grows; what was taken out is passed over."""
    numbers = np.random.default_rng(4)
    pictures = {number: numbers.integers(0, 2**64, (700, 4), np.uint64) for number in range(1, 200)}
    table = Table()
    asked = numbers.integers(0, 2**64, (3, 4), np.uint64)
    want: dict[int, int] = {}
    for number, windows in pictures.items():
        if number % 9 == 0:
            windows[number] = asked[number % 3]
            for bit in range(number % 13):
                windows[number, bit % 4] ^= np.uint64(1 << (bit * 4))
        table.add(number, windows)
        for one in asked:
            differs = np.bitwise_count(windows ^ one)
            near = (differs.sum(axis=1) <= FAR) & (differs[:, 0] <= FAR_FIRST)
            if near.any():
                want[number] = min(want.get(number, 256), int(differs.sum(axis=1)[near].min()))
    assert {one.id: one.distance for one in table.nearest(asked)} == want
    table.drop([9, 18, 5000])
    assert {one.id for one in table.nearest(asked)} == set(want) - {9, 18}
    assert len(table) == 197

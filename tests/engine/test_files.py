"""A file is replaced in one step: whoever looks sees the old content or the new, also when the writing fails."""

import os
import stat
import threading
from pathlib import Path

import pytest

from guard.files import replace_file, turn

posix = pytest.mark.skipif(os.name != "posix", reason="links and permissions of POSIX systems")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_new_content_stands_alone_in_the_folder(tmp_path: Path) -> None:
    """As UTF-8 with plain line ends, and without a draft beside it."""
    path = tmp_path / "hatcheck.toml"
    replace_file(path, "old")
    replace_file(path, "name = 'é'\n")
    assert path.read_bytes() == "name = 'é'\n".encode()
    assert names(tmp_path) == ["hatcheck.toml"]


def test_a_reader_sees_the_old_content_or_the_new(tmp_path: Path) -> None:
    """Never an empty file or half of one, while another thread replaces it again and again."""
    path = tmp_path / "state"
    contents = {"a" * 50_000, "b" * 90_000}
    replace_file(path, "a" * 50_000)
    ended = threading.Event()

    def write() -> None:
        for _ in range(20):
            for content in sorted(contents):
                replace_file(path, content)
        ended.set()

    writing = threading.Thread(target=write)
    writing.start()
    seen = set()
    while not ended.is_set():
        seen.add(path.read_text(encoding="utf-8"))
    writing.join()
    assert seen <= contents


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file it leads to is replaced, where that lies: people link their configuration into a repository."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "real.toml").write_text("old", encoding="utf-8")
    link = tmp_path / "hatcheck.toml"
    link.symlink_to("kept/real.toml")
    replace_file(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "kept" / "real.toml").read_text(encoding="utf-8") == "new"
    assert (names(tmp_path), names(tmp_path / "kept")) == (["hatcheck.toml", "kept"], ["real.toml"])


@posix
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """Also where the old file was open to all, and whatever the umask."""
    path = tmp_path / "state"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o644)
    before = os.umask(0)
    try:
        replace_file(path, "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix
def test_content_and_name_are_on_disk_when_it_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is synced before its name is changed, the folder after."""
    done: list[str] = []
    sync, rename = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    def renamed(source: Path, target: Path) -> None:
        done.append("name")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    replace_file(tmp_path / "state", "new")
    assert done == ["file", "name", "folder"]


def full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failing_write_leaves_the_old_content_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """A full disk is told, and nothing is lost."""
    path = tmp_path / "state"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, failing, lambda *_: full(0))
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["state"]


def test_a_text_that_is_no_text_leaves_the_old_content_and_no_draft(tmp_path: Path) -> None:
    """Half a character cannot be written as UTF-8."""
    path = tmp_path / "state"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        replace_file(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["state"]


def test_an_interrupted_write_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C comes at any moment."""

    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path / "state", "new")
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """It is not made: who names a wrong place should hear of it."""
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "nowhere" / "state", "new")
    assert names(tmp_path) == []


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    with pytest.raises(OSError):
        replace_file(tmp_path / "state", "new")
    assert names(tmp_path) == ["state"]


def test_a_turn_is_one_at_a_time(tmp_path: Path) -> None:
    """Whoever comes second waits, and is told when it takes too long."""
    with turn(tmp_path / "new" / "lock"):
        with pytest.raises(TimeoutError, match="another command"), turn(tmp_path / "new" / "lock", patience=0.01):
            pass
        with turn(tmp_path / "other"):
            pass
    with turn(tmp_path / "new" / "lock", patience=0.01):
        assert names(tmp_path / "new") == ["lock"]

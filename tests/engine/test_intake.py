"""Hostile and broken files: each gives a clear line, none crashes, hangs, or is skipped silently."""

import json
import os
import socket
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from guard.intake import collect
from guard.intake.limits import SILENCE_SECONDS
from guard.intake.opening import open_regular
from guard.intake.walk import Walk
from guard.model.route import Snapshot, Unreadable
from guard.readers import NotReadable

GOOD = json.dumps(
    {"users": {"jo@social.example": {"instance": "social.example", "username": "jo"}}, "apps": {}, "active_user": None}
)
posix = pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have this kind of file")


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may open everything; for a moment it is nobody."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def sparse(path: Path) -> None:
    """A file of 2 GiB that takes no space."""
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)


def bomb(path: Path) -> None:
    """A YAML document that is a thousand million values by its aliases."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    path.write_text("\n".join(lines), encoding="utf-8")


def zip_bomb(path: Path) -> None:
    """An archive whose one member is a thousand times its packed size."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/account.js", b" " * (40 * 1024**2))


def crowded(path: Path) -> None:
    """An archive of more members than anyone exports."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.json", b"")


def text(content: str) -> Callable[[Path], None]:
    """Writes a text."""
    return lambda path: path.write_text(content, encoding="utf-8", errors="surrogatepass") and None


def data(content: bytes) -> Callable[[Path], None]:
    """Writes bytes."""
    return lambda path: path.write_bytes(content) and None


def linked(target: str) -> Callable[[Path], None]:
    """Writes a symbolic link."""
    return lambda path: path.symlink_to(target)


BAD = [
    pytest.param("big.json", sparse, "is larger than 4 MiB", id="a sparse file of 2 GiB"),
    pytest.param("big.js", sparse, "is larger than 64 MiB", id="a sparse export member of 2 GiB"),
    pytest.param(
        "pipe.json", os.mkfifo if hasattr(os, "mkfifo") else text(""), "a named pipe", id="a pipe", marks=posix
    ),
    pytest.param("circle.json", linked("circle.json"), "leads in a circle", id="a link to itself", marks=posix),
    pytest.param("gone.json", linked("nowhere"), "no such file", id="a link to nowhere", marks=posix),
    pytest.param("zero.json", linked("/dev/zero"), "is a device", id="a link to a device", marks=posix),
    pytest.param("deep.json", text("[" * 200_000), "nested deeper than 64", id="JSON 200,000 deep"),
    pytest.param("level.json", text("[" * 65 + "]" * 65), "nested deeper than 64", id="JSON one level too deep"),
    pytest.param("deep.yml", text("[" * 200_000), "nested deeper than 64", id="YAML 200,000 deep"),
    pytest.param("deep.toml", text("a = " + "[" * 100_000), "nested deeper than 64", id="TOML 100,000 deep"),
    pytest.param(
        "dots.toml", text(".".join("a" * 20_000) + " = 1"), "more than 64 parts", id="a TOML key of 20,000 parts"
    ),
    pytest.param("bomb.yml", bomb, "aliases counted", id="a YAML bomb"),
    pytest.param(
        "twice.json", text('{"account": "work", "account": "home"}'), "'account' twice", id="a key twice in JSON"
    ),
    pytest.param("twice.yml", text("account: work\naccount: home\n"), "'account' twice", id="a key twice in YAML"),
    pytest.param("twice.toml", text("a = 1\na = 2\n"), "not valid TOML", id="a key twice in TOML"),
    pytest.param("latin.yml", data("name: Müller\n".encode("latin-1")), "is not UTF-8 text", id="Latin-1"),
    pytest.param("nul.json", data(b'{"a": "\0"}'), "NUL characters", id="a NUL in JSON"),
    pytest.param("half.json", data(b'\xff\xfe{\x00"\x00a'), "is not UTF-16 text", id="half a UTF-16 character"),
    pytest.param("digits.json", text("[" + "9" * 6000 + "]"), "not usable JSON", id="an integer of 6,000 digits"),
    pytest.param("end.json", text('{"nodes": ['), "not valid JSON", id="a JSON file cut off"),
    pytest.param("tab.yml", text("a:\n\t- b\n"), "not valid YAML", id="a tab in YAML"),
    pytest.param(
        "link.yml", text(".private/trc\n"), "only the path of another file", id="a link that was exported as text"
    ),
    pytest.param("bomb.zip", zip_bomb, "100 times its size", id="a ZIP bomb"),
    pytest.param("crowd.zip", crowded, "more than 10,000 files", id="an archive of 10,001 files"),
    pytest.param("not.zip", text("hello"), "not a ZIP archive", id="a text called ZIP"),
    pytest.param(
        "wide.json", text("[" + "0," * 250_000 + "0]"), "more than 200,000 values", id="a quarter million values"
    ),
]


@pytest.mark.parametrize(("name", "make", "reason"), BAD)
def test_a_bad_file_gives_one_clear_line_and_costs_no_other_its_reading(
    tmp_path: Path, name: str, make: Callable[[Path], None], reason: str
) -> None:
    """The bad file is told with its reason; the good one beside it is read all the same."""
    make(tmp_path / name)
    (tmp_path / "config.json").write_text(GOOD, encoding="utf-8")
    began = time.monotonic()
    snapshot = collect([str(tmp_path)])
    took = time.monotonic() - began
    (told,) = snapshot.unreadable
    assert told.file.startswith(str(tmp_path / name))
    assert reason in told.reason
    assert snapshot.holdings
    assert took < SILENCE_SECONDS * 3


def test_a_lone_surrogate_reaches_the_snapshot_without_a_crash(tmp_path: Path) -> None:
    """JSON may spell half a character; it travels as it is."""
    (tmp_path / "config.json").write_text(GOOD.replace('"jo"', '"\\ud800"'), encoding="utf-8")
    snapshot = collect([str(tmp_path)])
    assert len(snapshot.files) + len(snapshot.unreadable) == 1


@posix
def test_a_folder_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be entered is not an empty one."""
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o755)
    Path("closed").mkdir(mode=0o000)
    walk = Walk()
    with as_nobody():
        assert list(walk.files(["closed"])) == []
    Path("closed").chmod(0o700)
    (told,) = walk.unreadable
    assert (told.file, told.reason) == ("closed", "is a folder that cannot be opened: Permission denied")


@posix
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    """A file that may not be read is not an empty one."""
    closed = tmp_path / "closed.json"
    closed.write_text(GOOD, encoding="utf-8")
    closed.chmod(0o000)
    with as_nobody(), pytest.raises(NotReadable, match="cannot be opened: Permission denied"):
        open_regular(str(closed))


@posix
def test_a_socket_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket in a folder of configurations is no file."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.json")
        (told,) = collect([str(tmp_path)]).unreadable
    assert "is a socket" in told.reason


@posix
def test_a_link_to_a_regular_file_is_followed(tmp_path: Path) -> None:
    """People keep their configurations in a repository and link to them."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "config.json").write_text(GOOD, encoding="utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "config.json").symlink_to(tmp_path / "kept" / "config.json")
    assert collect([str(tmp_path / "here")]).holdings


@posix
def test_a_folder_behind_a_link_is_counted_and_not_entered(tmp_path: Path) -> None:
    """Links of folders may lead in circles."""
    (tmp_path / "again").symlink_to(tmp_path)
    assert collect([str(tmp_path)]) == Snapshot(passed_over=1)


def test_pictures_and_films_are_passed_over_and_counted(tmp_path: Path) -> None:
    """What is plainly no configuration costs no line, but is counted."""
    (tmp_path / "beach.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\0")
    sparse(tmp_path / "film.mp4")
    assert collect([str(tmp_path)]) == Snapshot(passed_over=2)


def test_a_path_that_is_not_there_is_told() -> None:
    """A mistyped path is no empty folder."""
    assert collect(["/no/such/place.json"]).unreadable == (
        Unreadable(
            "/no/such/place.json",
            "leads nowhere: there is no such file",
            remedy="give yourself the right to read it, or leave it out",
        ),
    )


def test_nothing_given_is_nothing_read() -> None:
    """No path, no file, no claim."""
    assert collect([]) == Snapshot()


@pytest.mark.skipif(sys.platform == "win32", reason="no process time limit there; the parent's patience counts")
def test_a_reader_that_never_ends_is_stopped(tmp_path: Path) -> None:
    """A file that takes longer than two seconds of processor time is reported, and the rest is read.

    Ten million empty lists in one YAML flow take libyaml longer than that.
    """
    (tmp_path / "slow.yml").write_text("a: [" + "[]," * 1_300_000 + "]", encoding="utf-8")
    (tmp_path / "config.json").write_text(GOOD, encoding="utf-8")
    snapshot = collect([str(tmp_path)])
    assert [told.file for told in snapshot.unreadable] == [str(tmp_path / "slow.yml")]
    assert snapshot.holdings

"""Hostile and broken files: each gives a clear line, none crashes, hangs, or is skipped silently."""

import io
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from guard import frames
from guard.intake import collect, process
from guard.intake.limits import ENDINGS, SILENCE_SECONDS
from guard.intake.opening import open_regular
from guard.intake.telling import tell
from guard.intake.walk import Walk
from guard.model.plain import from_plain
from guard.model.route import Endpoint, Place, Route, Snapshot, Source, Undecided, Unreadable
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


def archive(*members: tuple[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytearray:
    """A ZIP of these names and texts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in members:
            made.writestr(zipfile.ZipInfo(name), content, method)
    return bytearray(stream.getvalue())


def entry(made: bytearray) -> int:
    """Where the first member stands in the list at the end of a ZIP."""
    return made.index(b"PK\x01\x02")


def locked(path: Path) -> None:
    """An archive whose member says that it is encrypted."""
    made = archive(("config.json", GOOD))
    made[6] |= 1
    made[entry(made) + 8] |= 1
    path.write_bytes(made)


def smaller_than_said(path: Path) -> None:
    """An archive that says ten bytes of a member of thousands."""
    made = archive(("config.json", GOOD + " " * 5000))
    struct.pack_into("<I", made, entry(made) + 24, 10)
    path.write_bytes(made)


def larger_than_said(path: Path) -> None:
    """A bomb that says it was 40 MiB before it was unpacked too."""
    made = archive(("config.json", " " * (40 * 1024**2)))
    struct.pack_into("<I", made, entry(made) + 20, 40 * 1024**2)
    path.write_bytes(made)


def overlapping(path: Path) -> None:
    """An archive that lists one member nine thousand times."""
    made = archive(("config.json", "[" + "0," * 20_000 + "0]"))
    start, end = entry(made), made.index(b"PK\x05\x06")
    listing = bytes(made[start:end]) * 9_000
    last = struct.pack("<HHIIH", 9_000, 9_000, len(listing), start, 0)
    path.write_bytes(made[:start] + listing + made[end : end + 8] + last)


def torn(method: int, at: int, content: bytes = b"\x5a" * 12) -> Callable[[Path], None]:
    """An archive whose one member was overwritten ``at`` bytes behind its head."""

    def make(path: Path) -> None:
        made = archive(("config.json", GOOD * 3), method=method)
        begin = 30 + len("config.json") + at
        made[begin : begin + len(content)] = content
        path.write_bytes(made)

    return make


def unending(path: Path) -> None:
    """An archive that lists a million members, more than are listed in two seconds."""
    made = archive(("config.json", GOOD))
    start, end = entry(made), made.index(b"PK\x05\x06")
    count, size = 1_000_000, (end - start) * 1_000_000
    large = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    where = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + size, 1)
    last = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(bytes(made[:start]) + bytes(made[start:end]) * count + large + where + last)


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
    pytest.param("locked.zip", locked, "it needs a password", id="an archive with a password"),
    pytest.param("less.zip", smaller_than_said, "cannot be unpacked: Bad CRC", id="a member larger than it says"),
    pytest.param("more.zip", larger_than_said, "bomb", id="a ZIP bomb that hides its packed size"),
    pytest.param("heap.zip", overlapping, "members that overlap", id="an archive of one member 9,000 times"),
    pytest.param("list.zip", unending, "took longer than 2 s", id="an archive that lists a million members"),
    pytest.param("d.zip", torn(zipfile.ZIP_DEFLATED, 4), "cannot be unpacked: Error", id="a torn member"),
    pytest.param("b.zip", torn(zipfile.ZIP_BZIP2, 4), "cannot be unpacked: Invalid", id="a torn member, bzip2"),
    pytest.param("l.zip", torn(zipfile.ZIP_LZMA, 12), "cannot be unpacked: Corrupt", id="a torn member, LZMA"),
    pytest.param(
        "wide.zip", torn(zipfile.ZIP_LZMA, 5, b"\xff" * 4), "needs more memory", id="a member that asks for 4 GiB"
    ),
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


QUIET = [
    pytest.param("letter", b"Dear all:\n\tsee you\n: soon", id="a letter without an ending"),
    pytest.param("news.txt", b"News: one\n\tNews: two\n", id="a text file"),
    pytest.param("program", b"\x7fELF\0\0", id="a program"),
    pytest.param("php.conf", b"[section]\nkey = some words\n", id="an INI file under a name that says nothing"),
]


@pytest.mark.parametrize(("name", "content"), QUIET)
def test_what_is_no_configuration_is_passed_over_and_counted(tmp_path: Path, name: str, content: bytes) -> None:
    """A guess at its syntax that fails says nothing about the file."""
    (tmp_path / name).write_bytes(content)
    assert collect([str(tmp_path)]) == Snapshot(passed_over=1)


def test_broken_json_is_told_whatever_its_name(tmp_path: Path) -> None:
    """Nothing else begins like that."""
    (tmp_path / "workflow").write_text('{"nodes": [', encoding="utf-8")
    (told,) = collect([str(tmp_path)]).unreadable
    assert "not valid JSON" in told.reason


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


OUTSIDE = ["/etc/toot/config.json", "../config.json", "a/../../config.json", "C:\\toot\\config.json"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_member_whose_name_leads_out_of_its_archive_is_told(tmp_path: Path, name: str) -> None:
    """Nothing is ever unpacked to disk, but its name would stand for another file in the report."""
    (tmp_path / "a.zip").write_bytes(archive((name, GOOD), ("toot/config.json", GOOD)))
    snapshot = collect([str(tmp_path)])
    assert [told.reason for told in snapshot.unreadable] == ["has a name that leads out of its archive"]
    assert [held.place.file for held in snapshot.holdings] == [f"{tmp_path}/a.zip/toot/config.json"]


def test_an_archive_says_what_its_folder_says(tmp_path: Path) -> None:
    """Packing a folder hides nothing: names that begin with a dot, names without an ending, folders below."""
    env = "BLUESKY_HANDLE=orchard.bsky.social\nBLUESKY_APP_PASSWORD=none\n"
    members = (("config.json", GOOD), ("bot/.env", env), ("a/b/store", GOOD), ("a/note.md", "hello"), ("cut.json", "{"))
    (tmp_path / "a.zip").write_bytes(archive(*members))
    for name, content in members:
        place = tmp_path / "folder" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")

    def said(where: str) -> list[tuple[str, str]]:
        snapshot = collect([str(tmp_path / where)])
        told = [(one.file, one.reason) for one in snapshot.unreadable]
        held = [(one.place.file, one.endpoint.shown) for one in snapshot.holdings]
        return sorted((file.removeprefix(str(tmp_path / where)), words) for file, words in told + held)

    assert said("a.zip") == said("folder")
    assert len(said("folder")) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_of_any_bytes_are_read_and_told(tmp_path: Path) -> None:
    """A file system keeps bytes: half a character, a line break, a terminal's command."""
    for name in (b"half\xff.json", b"two\nlines.json", b"red\x1b[31m.json", b"folder\xfe/config.json"):
        path = tmp_path / os.fsdecode(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(GOOD, encoding="utf-8")
    (tmp_path / os.fsdecode(b"cut\xff.json")).write_text("{", encoding="utf-8")
    (tmp_path / os.fsdecode(b"packed\xff.zip")).write_bytes(archive(("config.json", GOOD)))
    snapshot = collect([str(tmp_path)])
    assert [os.fsencode(told.file) for told in snapshot.unreadable] == [os.fsencode(tmp_path) + b"/cut\xff.json"]
    assert len(snapshot.holdings) == 5


def test_the_folder_looked_at_lends_no_modules_to_the_reading_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``hatcheck audit .`` in a folder from the network must not run what lies there."""
    (tmp_path / "json.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "__init__.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    (tmp_path / "config.json").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert collect(["."]).holdings
    assert not Path("ran").exists()


@posix
@pytest.mark.parametrize("at_once", [1, 1_000])
def test_a_reading_process_that_never_starts_is_told_for_every_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], at_once: int
) -> None:
    """Nothing is called clean that nobody read, however many files there are."""
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho Traceback >&2\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    monkeypatch.setattr(process, "_PATHS_AT_ONCE", at_once)
    paths = [f"/nowhere/{number:0100}.json" for number in range(5_000)]
    snapshot = collect(paths)
    assert [told.file for told in snapshot.unreadable] == paths
    assert {told.reason for told in snapshot.unreadable} == {"was not read: the reading process ended"}
    assert capfd.readouterr().err == ""


@posix
def test_a_reading_process_that_ends_at_every_file_is_not_started_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each ending costs a file and a start; after some the rest is told as not read."""
    dying = tmp_path / "python"
    dying.write_text(
        f"#!{sys.executable}\n"
        "import sys\nfrom guard import frames\n"
        "order = frames.read(sys.stdin.buffer)\n"
        "frames.write(sys.stdout.buffer, {'begun': order['paths'][0]})\n",
        encoding="utf-8",
    )
    dying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dying))
    told = collect([f"{number}.json" for number in range(12)]).unreadable
    assert [one.file for one in told] == [f"{number}.json" for number in range(12)]
    assert [one.reason for one in told].count("ended or stopped the reading process") == ENDINGS - 1


@posix
def test_a_file_at_which_the_reading_process_falls_silent_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where neither time nor memory is counted, the parent's patience is the limit."""
    silent = tmp_path / "python"
    silent.write_text(
        f"#!{sys.executable}\n"
        "import sys, threading\nfrom guard import frames\n"
        "order = frames.read(sys.stdin.buffer)\n"
        "frames.write(sys.stdout.buffer, {'begun': order['paths'][0]})\n"
        "threading.Event().wait()\n",
        encoding="utf-8",
    )
    silent.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(silent))
    monkeypatch.setattr(process, "SILENCE_SECONDS", 0.5)
    (told,) = collect(["a.json"]).unreadable
    assert told.reason == "ended or stopped the reading process"


def test_files_that_vanish_meanwhile_are_told(tmp_path: Path) -> None:
    """What is deleted between the look and the reading was not read; nothing else suffers."""
    for number in range(3_000):
        (tmp_path / f"{number:04}.json").write_text(GOOD, encoding="utf-8")
    deleting = threading.Thread(target=lambda: [path.unlink() for path in sorted(tmp_path.iterdir(), reverse=True)])
    deleting.start()
    snapshot = collect([str(tmp_path)])
    deleting.join()
    assert {told.reason for told in snapshot.unreadable} <= {"leads nowhere: there is no such file"}
    assert len(set(snapshot.files) & {told.file for told in snapshot.unreadable}) == 0


def test_thousands_of_small_files_and_members_are_read_in_one_go(tmp_path: Path) -> None:
    """The largest archive that is read, and a full folder; a minute is generous also on a busy machine."""
    made = archive(*((f"{number}.json", "{}") for number in range(10_000)), method=zipfile.ZIP_STORED)
    (tmp_path / "a.zip").write_bytes(made)
    for number in range(2_000):
        (tmp_path / f"{number}.json").write_text("{}", encoding="utf-8")
    (tmp_path / "config.json").write_text(GOOD, encoding="utf-8")
    began = time.monotonic()
    snapshot = collect([str(tmp_path)])
    assert (snapshot.passed_over, len(snapshot.holdings), snapshot.unreadable) == (12_000, 1, ())
    assert time.monotonic() - began < 60


def test_folders_are_entered_to_a_depth(tmp_path: Path) -> None:
    """A tree without end ends with a line."""
    deepest = tmp_path
    for _ in range(66):
        deepest /= "d"
    deepest.mkdir(parents=True)
    (deepest / "config.json").write_text(GOOD, encoding="utf-8")
    snapshot = collect([str(tmp_path)])
    assert [told.reason for told in snapshot.unreadable] == ["is nested deeper than 64 folders"]
    assert not snapshot.holdings


def route(number: int, name: str = "") -> Route:
    place = Place(f"{number}.toml", "gateway", 1)
    return Route("matterbridge", Source("irc", f"#{number}"), Endpoint("discord", "news"), place, name=name)


def parts_of(stream: io.BytesIO) -> list[Snapshot]:
    stream.seek(0)
    return [from_plain(answer["part"]) for answer in iter(lambda: frames.read(stream), None)]


def test_a_snapshot_larger_than_a_frame_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few files with many channels say more than a frame holds."""
    monkeypatch.setattr(frames, "MAX_FRAME", 20_000)
    whole = Snapshot(
        routes=tuple(route(number) for number in range(2_500)),
        undecided=(Undecided("n8n", Place("a.json"), "…"),),
        unreadable=(Unreadable("b.json", "…"),),
        files=("a.json", "b.json"),
        passed_over=7,
    )
    stream = io.BytesIO()
    tell(stream, whole)
    assert Snapshot.of(parts_of(stream)) == whole


def test_a_text_larger_than_a_frame_costs_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other routes arrive; of this one it is told that it did not."""
    monkeypatch.setattr(frames, "MAX_FRAME", 20_000)
    stream = io.BytesIO()
    tell(stream, Snapshot(routes=(route(1), route(2, "x" * 20_000), route(3))))
    said = Snapshot.of(parts_of(stream))
    assert said.routes == (route(1), route(3))
    assert said.unreadable == (Unreadable("2.toml", "holds texts too long to be anybody's"),)


@posix
def test_work_that_no_signal_interrupts_is_ended_by_the_system() -> None:
    """A key is stretched inside one C function; after three seconds of processor time the process is gone."""
    program = (
        "import hashlib; from guard.intake.stopwatch import limit_process, limited; limit_process();"
        "limited(lambda: hashlib.pbkdf2_hmac('sha256', b'a', b'b', 10 ** 9))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False, timeout=60)
    assert done.returncode == -signal.SIGXCPU

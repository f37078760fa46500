"""Making folders' pictures known: what counts, what is passed over, what comes and goes; nothing is done twice."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pictured import saved, scene

from guard.pictures import gentle
from guard.pictures.index import Index
from guard.pictures.indexing import Indexing, Progress, State
from guard.pictures.looker import Asked, Looker
from guard.pictures.whose import Folders

PATIENCE = 30.0
Start = Callable[..., Indexing]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Folders of two people and a brand, with what lies about in them."""
    for number in range(3):
        put(tmp_path / "jo" / f"{number}.jpg", 10 * number)
    put(tmp_path / "jo" / "2019" / "old.png", 77, "PNG")
    put(tmp_path / "jo" / "for-work" / "logo.jpg", 120)
    put(tmp_path / "jo" / ".thumbnails" / "hidden.jpg", 5)
    (tmp_path / "jo" / "broken.jpg").write_bytes(b"\xff\xd8\xff nonsense")
    (tmp_path / "jo" / "letter.txt").write_text("no picture", encoding="utf-8")
    with (tmp_path / "jo" / "giant.jpg").open("wb") as giant:
        giant.truncate(65 * 1024 * 1024)
    put(tmp_path / "elsewhere" / "secret.jpg", 50)
    if os.name == "posix":
        (tmp_path / "jo" / "link").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "jo" / "link.jpg").symlink_to(tmp_path / "elsewhere" / "secret.jpg")
        os.mkfifo(tmp_path / "jo" / "pipe.jpg")
    return tmp_path


@pytest.fixture
def start(desk: Path) -> Iterator[Start]:
    begun: list[Indexing] = []

    def make(*, paused: bool = False) -> Indexing:
        made = Indexing(desk / "pictures.db", folders(desk))
        begun.append(made)
        if paused:
            made.pause()
        made.start()
        return made

    yield make
    for one in begun:
        one.close()


def folders(desk: Path) -> dict[str, str]:
    return {str(desk / "jo"): "jo", str(desk / "jo" / "for-work"): "acme"}


def put(path: Path, seed: int, kind: str = "JPEG") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(saved(scene(seed), kind))


def known(desk: Path) -> set[str]:
    """The pictures that are found again, by their paths below the desk."""
    index = Index.open(desk / "pictures.db")
    found = {path for path in index.entries() if Path(path).name != "broken.jpg"}
    return {str(Path(path).relative_to(desk.resolve())) for path in found}


def done(indexing: Indexing) -> Progress:
    assert indexing.wait(PATIENCE)
    return indexing.progress()


def until(indexing: Indexing, state: State) -> Progress:
    """Its progress, as soon as it is in this state."""
    give_up = time.monotonic() + PATIENCE
    while (now := indexing.progress()).state is not state:
        assert time.monotonic() < give_up, now
        indexing.wait(0.02)
    return now


ALL = {"jo/0.jpg", "jo/1.jpg", "jo/2.jpg", "jo/2019/old.png", "jo/for-work/logo.jpg"}


def test_pictures_become_known_and_the_rest_is_counted(desk: Path, start: Start) -> None:
    told = done(start())
    assert (told.state, told.done, told.unreadable) == (State.DONE, 5, 1)
    assert dict(told.reasons) == {"damaged": 1}
    assert told.skipped == (4 if os.name == "posix" else 2)  # hidden, giant, and two links
    assert known(desk) == ALL


def test_what_is_known_is_not_read_again(desk: Path, start: Start) -> None:
    done(start())
    for path in (desk / "jo").glob("*.jpg"):  # whoever read them again would find nonsense
        if path.is_symlink() or not path.is_file() or path.name == "giant.jpg":
            continue
        stamp = path.stat()
        path.write_bytes(b"x" * stamp.st_size)
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    told = done(start())
    assert (told.done, dict(told.reasons)) == (6, {})  # the damaged one is known as such


def test_a_changed_picture_is_read_again(desk: Path, start: Start) -> None:
    done(start())
    put(desk / "jo" / "broken.jpg", 33)
    told = done(start())
    assert (told.done, told.unreadable) == (6, 0)


def test_pictures_that_are_gone_are_forgotten(desk: Path, start: Start) -> None:
    done(start())
    (desk / "jo" / "1.jpg").unlink()
    done(start())
    assert known(desk) == ALL - {"jo/1.jpg"}


def test_a_folder_that_is_not_there_now_is_not_forgotten(desk: Path, start: Start) -> None:
    done(start())
    (desk / "jo").rename(desk / "away")
    done(start())
    assert known(desk) == ALL


def test_the_folder_of_nobody_is_forgotten(desk: Path, start: Start) -> None:
    done(start())
    alone = Indexing(desk / "pictures.db", {str(desk / "jo" / "for-work"): "acme"})
    alone.start()
    assert done(alone).state is State.DONE
    assert known(desk) == {"jo/for-work/logo.jpg"}
    alone.close()


def test_a_new_picture_is_known_when_it_is_noticed(desk: Path, start: Start) -> None:
    indexing = start()
    done(indexing)
    put(desk / "jo" / "new.jpg", 200)
    put(desk / "jo" / ".hidden" / "new.jpg", 210)
    (desk / "jo" / "0.jpg").unlink()
    indexing.notice([str(desk / "jo" / name) for name in ("new.jpg", ".hidden/new.jpg", "0.jpg", "link.jpg")])
    done(indexing)
    assert known(desk) == (ALL | {"jo/new.jpg"}) - {"jo/0.jpg"}


def test_a_new_folder_is_known_when_it_is_noticed(desk: Path, start: Start) -> None:
    indexing = start()
    done(indexing)
    put(desk / "jo" / "2026" / "new.jpg", 200)
    indexing.notice([str(desk / "jo" / "2026"), str(desk / "elsewhere")])
    done(indexing)
    assert known(desk) == ALL | {"jo/2026/new.jpg"}


def test_it_rests_and_goes_on(desk: Path, start: Start) -> None:
    indexing = start(paused=True)
    assert until(indexing, State.PAUSED).done == 0
    assert not indexing.wait(0)
    indexing.resume()
    assert done(indexing).done == 5
    assert known(desk) == ALL


def test_it_ends_when_it_is_closed(start: Start) -> None:
    indexing = start(paused=True)
    until(indexing, State.PAUSED)
    indexing.close()
    assert indexing.wait(PATIENCE)


def test_two_at_once_do_not_disturb_each_other(start: Start) -> None:
    first = start(paused=True)
    until(first, State.PAUSED)
    assert done(start()).state is State.ELSEWHERE
    first.resume()
    assert done(first).done == 5


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process cannot be killed like this here")
def test_a_process_that_dies_is_followed_by_another(start: Start) -> None:
    indexing = start(paused=True)
    until(indexing, State.PAUSED)
    process = indexing.process
    assert process
    os.kill(process, signal.SIGKILL)
    indexing.resume()
    assert done(indexing).state is State.FAILED  # it died over nothing, so another would die, too
    indexing.start()
    assert done(indexing).done == 5


def test_a_known_picture_is_recognised_and_the_innermost_folder_says_whose_it_is(desk: Path, start: Start) -> None:
    done(start())
    looker = Looker(desk / "pictures.db", folders(desk))
    for name, owner in (("0.jpg", "jo"), ("for-work/logo.jpg", "acme")):
        copy = desk / "elsewhere" / "copy.jpg"
        copy.write_bytes((desk / "jo" / name).read_bytes())
        (seen,) = looker.look([Asked("copy", path=str(copy))]).values()
        assert [(match.identity, match.path) for match in seen.matches][:1] == [
            (owner, str(desk.resolve() / "jo" / name))
        ]
        assert seen.compared
    looker.close()


WHOSE = [
    pytest.param("/p/jo/a.jpg", "jo", id="in the outer folder"),
    pytest.param("/p/jo/work/a.jpg", "acme", id="in the inner one"),
    pytest.param("/p/jo/workshop/a.jpg", "jo", id="in one that begins alike"),
    pytest.param("/p/other.jpg", "", id="in none"),
]


@pytest.mark.parametrize(("path", "owner"), WHOSE)
def test_whose_a_picture_is(path: str, owner: str) -> None:
    made = Folders({"/p/jo": "jo", "/p/jo/work": "acme"})
    assert (made.owner(path), made.outermost) == (owner, ("/p/jo",))


def supply(folder: Path, name: str, **lines: str) -> None:
    (folder / name).mkdir(parents=True)
    for key, value in lines.items():
        (folder / name / key).write_text(f"{value}\n", encoding="ascii")


POWER = [
    pytest.param([], False, id="a desktop machine"),
    pytest.param([{"type": "Battery", "status": "Discharging"}, {"type": "Mains", "online": "0"}], True, id="away"),
    pytest.param([{"type": "Battery", "status": "Charging"}, {"type": "Mains", "online": "1"}], False, id="at home"),
    pytest.param([{"type": "Battery", "status": "Discharging"}, {"type": "USB", "online": "1"}], False, id="too weak"),
    pytest.param([{"type": "Battery", "status": "Discharging", "scope": "Device"}], False, id="only a mouse has one"),
]


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="this is Linux's way to tell")
@pytest.mark.parametrize(("supplies", "away"), POWER)
def test_battery(tmp_path: Path, supplies: list[dict[str, str]], *, away: bool) -> None:
    for number, lines in enumerate(supplies):
        supply(tmp_path, str(number), **lines)
    assert gentle.on_battery(tmp_path) is away

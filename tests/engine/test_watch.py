"""Watching: nothing that changes goes unnoticed, whatever becomes of events; and the light tells how it is done."""

import json
import mmap
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest

from guard.engine.sight import Sight
from guard.protocol.desk import Light
from guard.watch import Pace, Watch, mounts
from guard.watch.mounts import network
from guard.watch.pace import slept
from guard.watch.plan import plan, trail

ROOT = Path(__file__).parents[2]
LONG = 20.0
"""Seconds after which something will never come."""
EVENTS_ONLY = Pace(quiet=0.05, longest=0.3, scan=3600, polling=3600, check=3600, mend=3600, tick=3600)
"""Nothing is found by looking again: what is noticed was told by an event."""
LOOKING = replace(EVENTS_ONLY, polling=0.05, patience=0.3)


@dataclass
class Desk:
    """A watch and all it said so far."""

    paths: tuple[Path, ...]
    watch: Watch = field(init=False)
    told: threading.Condition = field(default_factory=threading.Condition)
    changes: int = 0
    lights: list[Light] = field(default_factory=list)
    fail: int = 0
    """So many calls fail from now on."""
    scans: int = 0
    seen: Sight = field(default_factory=lambda: Sight({}))
    """The last scan."""

    def until(self, so: Callable[[], bool]) -> bool:
        """Whether it becomes so, in time."""
        with self.told:
            return self.told.wait_for(so, LONG)

    def scan(self) -> Sight:
        """How it looks now."""
        self.scans, self.seen = self.scans + 1, Sight.of(self.paths)
        return self.seen

    def changed(self) -> None:
        """Notes a call, or fails."""
        with self.told:
            if self.fail:
                self.fail -= 1
                self.told.notify_all()
                raise ZeroDivisionError
            self.changes += 1
            self.told.notify_all()

    def light(self, light: Light) -> None:
        """Notes a light."""
        with self.told:
            self.lights.append(light)
            self.told.notify_all()

    @property
    def color(self) -> str:
        """The color that is lit."""
        return self.lights[-1].color if self.lights else ""

    def notices(self, act: Callable[[], object]) -> bool:
        """Whether what ``act`` does is noticed."""
        before = self.changes
        act()
        return self.until(lambda: self.changes > before)


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Begins to watch, and is listening already when it returns; ended with the test."""
    begun: list[Watch] = []

    def started(
        *paths: Path, pace: Pace = EVENTS_ONLY, color: str = "green", asleep: Callable[[], float] = slept
    ) -> Desk:
        desk = Desk(paths)
        canary = tmp_path / "state" / "canary"
        desk.watch = Watch(paths, desk.changed, desk.light, scan=desk.scan, canary=canary, pace=pace, asleep=asleep)
        begun.append(desk.watch)
        desk.watch.start()
        assert desk.until(lambda: desk.changes > 0), "the scan at the start"
        assert desk.until(lambda: desk.color == color), desk.lights
        return desk

    yield started
    for watch in begun:
        watch.stop()


def replace_file(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def save_as_vim_does(path: Path) -> None:
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text("saved", encoding="utf-8")
    backup.unlink()


def write_by_memory_map(path: Path) -> None:
    with path.open("r+b") as stream, mmap.mmap(stream.fileno(), 0) as memory:
        memory[0:1] = b"#"


def exchange(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "config.json").write_text("another", encoding="utf-8")


CHANGES = [
    pytest.param(lambda file: file.write_text("other", encoding="utf-8"), id="written in place"),
    pytest.param(lambda file: replace_file(file, "other"), id="replaced in one step"),
    pytest.param(save_as_vim_does, id="saved as vim does it"),
    pytest.param(write_by_memory_map, id="written through a memory map"),
    pytest.param(lambda file: file.unlink(), id="deleted"),
    pytest.param(lambda file: file.rename(file.with_name("away")), id="moved away"),
    pytest.param(lambda file: exchange(file.parent), id="its folder deleted and made again"),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("as_folder", [False, True], ids=["a file", "a folder"])
def test_a_change_is_noticed_by_its_event(
    tmp_path: Path, begin: Callable[..., Desk], change: Callable[[Path], object], as_folder: bool
) -> None:
    """However a program writes."""
    file = tmp_path / "tool" / "config.json"
    file.parent.mkdir()
    file.write_text("{}", encoding="utf-8")
    desk = begin(file.parent if as_folder else file)
    assert desk.notices(lambda: change(file))


@pytest.mark.parametrize("depth", [1, 3], ids=["in a folder that is there", "three folders deep in nothing"])
def test_what_is_missing_is_noticed_when_it_comes(tmp_path: Path, begin: Callable[..., Desk], depth: int) -> None:
    """The workspace need not exist yet, nor its folder."""
    file = tmp_path.joinpath(*"abc"[: depth - 1], "hatcheck.toml")
    desk = begin(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    assert desk.notices(lambda: file.write_text("version = 1", encoding="utf-8"))
    assert desk.notices(lambda: replace_file(file, "version = 1\n")), "and from then on"


def test_a_folder_deleted_and_made_again_is_watched_on(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """Slowly, and so fast that it has the same inode again."""
    folder = tmp_path / "tool"
    folder.mkdir()
    desk = begin(folder)
    for number in range(10):
        assert desk.notices(lambda: shutil.rmtree(folder)), number
        assert desk.notices(folder.mkdir), number
        assert desk.notices(lambda: (folder / "config.json").write_text("{}", encoding="utf-8")), number
    for number in range(10):
        assert desk.notices(partial(exchange, folder)), number
        assert desk.notices(partial((folder / "config.json").write_text, "x" * number)), number
    assert {light.color for light in desk.lights} == {"green"}


def test_fifty_replacements_one_after_the_other_are_all_seen(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """A watch of the file itself would have died with the first."""
    file = tmp_path / "config.json"
    file.write_text("0", encoding="utf-8")
    desk = begin(file)
    assert [number for number in range(50) if not desk.notices(partial(replace_file, file, "x" * number))] == []


def test_a_link_is_watched_where_it_leads_and_where_it_stands(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """Over two links, one of them a folder's."""
    target, other, link = tmp_path / "real" / "a.json", tmp_path / "real" / "b.json", tmp_path / "home" / "config.json"
    for folder in (target.parent, link.parent):
        folder.mkdir()
    target.write_text("a", encoding="utf-8")
    other.write_text("bb", encoding="utf-8")
    (tmp_path / "dots").symlink_to(target.parent)
    link.symlink_to(tmp_path / "dots" / "a.json")
    desk = begin(link)
    assert desk.notices(lambda: target.write_text("changed", encoding="utf-8"))
    draft = link.with_name("draft")
    draft.symlink_to(other)
    assert desk.notices(lambda: draft.replace(link)), "the link was exchanged"
    assert desk.notices(lambda: other.write_text("changed", encoding="utf-8")), "and is followed to its new target"


def test_what_others_do_beside_it_is_no_change(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """Nor is reading it."""
    file = tmp_path / "config.json"
    file.write_text("{}", encoding="utf-8")
    desk = begin(file)
    before = desk.changes
    file.read_bytes()
    (tmp_path / "neighbour").write_text("x", encoding="utf-8")
    assert desk.notices(lambda: file.write_text("[]", encoding="utf-8"))
    assert desk.changes == before + 1


def test_a_burst_of_twenty_thousand_files_hides_nothing(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """What was written last is seen, and the light is green again in the end."""
    folder = tmp_path / "tool"
    folder.mkdir()
    desk = begin(folder)
    for number in range(20_000):
        (folder / f"{number:05}").touch()
    last = folder / "last.json"
    last.write_text("{}", encoding="utf-8")
    assert desk.until(lambda: len(desk.seen.files) == 20_001)
    assert desk.until(lambda: desk.color == "green"), desk.lights[-1]


def test_an_endless_burst_starves_nobody(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """A file that is written without a pause is told of meanwhile."""
    file = tmp_path / "log"
    desk = begin(tmp_path / "log", pace=replace(EVENTS_ONLY, quiet=3600.0))
    over, before = threading.Event(), desk.changes

    def write() -> None:
        while not over.wait(0.01):
            with file.open("a", encoding="utf-8") as stream:
                stream.write("x")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert desk.until(lambda: desk.changes > before + 2)
    finally:
        over.set()
        writer.join()


def test_a_change_that_cannot_be_passed_on_is_passed_on_later(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """What is raised by whoever is told ends nothing; the light says it meanwhile."""
    file = tmp_path / "config.json"
    file.write_text("{}", encoding="utf-8")
    desk = begin(file, pace=replace(EVENTS_ONLY, polling=0.05))
    desk.fail = 3
    assert desk.notices(lambda: file.write_text("[]", encoding="utf-8"))
    assert desk.until(lambda: desk.color == "green")
    assert [light.color for light in desk.lights] == ["green", "amber", "green"]
    assert "ZeroDivisionError" in desk.lights[1].text


def test_a_light_that_cannot_be_shown_ends_nothing(tmp_path: Path) -> None:
    """The watching goes on."""
    file, changes, told = tmp_path / "config.json", [0], threading.Condition()

    def changed() -> None:
        with told:
            changes[0] += 1
            told.notify_all()

    def light(_light: Light) -> None:
        raise ZeroDivisionError

    watch = Watch((file,), changed, light, scan=lambda: Sight.of((file,)), pace=EVENTS_ONLY)
    watch.start()
    try:
        with told:
            assert told.wait_for(lambda: changes[0] == 1, LONG)
        file.write_text("{}", encoding="utf-8")
        with told:
            assert told.wait_for(lambda: changes[0] == 2, LONG)
    finally:
        watch.stop()


def test_after_the_machine_has_slept_it_looks(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """Once, as soon as the clocks have parted, and without any event."""
    night = threading.Event()
    pace = replace(EVENTS_ONLY, tick=0.02)
    desk = begin(tmp_path / "config.json", pace=pace, asleep=lambda: 3600.0 if night.is_set() else 0.0)
    before = desk.scans
    desk.paths = (tmp_path,)  # what the scan sees is another thing now, and nothing happened that would tell
    assert desk.notices(night.set)
    assert desk.scans == before + 1


def test_other_paths_can_be_followed_from_a_callback(tmp_path: Path) -> None:
    """As whoever reads a workspace does that names another tool now."""
    first, second = tmp_path / "first", tmp_path / "second" / "config.json"
    second.parent.mkdir()
    told, scans = threading.Condition(), [first]
    seen: list[int] = []

    def changed() -> None:
        with told:
            seen.append(len(scans))
            told.notify_all()
        if len(scans) == 1:
            scans.append(second)
            watch.follow(scans)

    watch = Watch((first,), changed, lambda _: None, scan=lambda: Sight.of(scans), pace=EVENTS_ONLY)
    watch.start()
    try:
        with told:
            assert told.wait_for(lambda: 2 in seen, LONG)
            before = len(seen)
        second.write_text("{}", encoding="utf-8")
        with told:
            assert told.wait_for(lambda: len(seen) > before, LONG)
    finally:
        watch.stop()


def test_stop_is_prompt_and_final(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """All threads are gone, the canary too, and nothing is called back any more."""
    before = set(threading.enumerate())
    desk = begin(tmp_path / "config.json")
    began = time.monotonic()
    desk.watch.stop()
    assert time.monotonic() - began < 3.0
    after, changes = set(threading.enumerate()), desk.changes
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    assert (after - before, desk.changes) == (set(), changes)
    assert list((tmp_path / "state" / "canary").iterdir()) == []


def test_stop_from_a_callback_ends_it(tmp_path: Path) -> None:
    """It does not wait for itself."""
    done = threading.Event()

    def changed() -> None:
        watch.stop()
        done.set()

    watch = Watch((tmp_path,), changed, lambda _: None, scan=object, pace=EVENTS_ONLY)
    watch.start()
    assert done.wait(LONG)
    watch._thread.join(LONG)
    assert not watch._thread.is_alive()


# What follows runs in processes of their own, whose means are taken away for real.

LIMITED = """
import json, sys, threading
from dataclasses import replace
from pathlib import Path
from guard.engine.sight import Sight
from guard.watch import Pace, Watch

folder, state = Path(sys.argv[1]), Path(sys.argv[2])
EXTRA
told = threading.Condition()
lights, changes = [], []
def light(one):
    with told:
        lights.append(one)
        told.notify_all()
def changed():
    with told:
        changes.append(1)
        told.notify_all()
def until(so):
    with told:
        if not told.wait_for(so, 20):
            print(json.dumps({"never": True, "lights": [[one.color, one.text] for one in lights]}), flush=True)
            sys.exit(1)
pace = Pace(quiet=0.05, scan=3600, polling=0.1, check=3600, mend=0.3, patience=0.5, tick=3600)
watch = Watch((folder,), changed, light, scan=lambda: Sight.of((folder,)), canary=state / "canary", pace=pace)
watch.start()
until(lambda: lights and changes and lights[-1].color == "amber")
before = len(changes)
(folder / "d399").mkdir(exist_ok=True)
(folder / "d399" / "config.json").write_text("{}")
until(lambda: len(changes) > before)
amber = lights[-1].text
RELIEF
watch.stop()
print(json.dumps({"amber": amber, "end": lights[-1].color}), flush=True)
"""
NO_WATCHES = "echo 60 > /proc/sys/user/max_inotify_watches"
NO_INSTANCES = "echo 0 > /proc/sys/user/max_inotify_instances"
FREED = "Path('/proc/sys/user/{}').write_text('{}'); until(lambda: lights[-1].color == 'green')"


def limited(tmp_path: Path, before: str, extra: str = "", relief: str = "") -> dict[str, str]:
    folder = tmp_path / "tool"
    for number in range(400):
        (folder / f"d{number}").mkdir(parents=True)
    script = LIMITED.replace("EXTRA", extra).replace("RELIEF", relief)
    inner = [sys.executable, "-c", script, str(folder), str(tmp_path / "state")]
    command = inner
    if before:
        command = ["unshare", "-Ur", "sh", "-c", f'{before}; exec "$@"', "sh", *inner]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    answer: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return answer


def namespaces_work() -> bool:
    if not shutil.which("unshare"):
        return False
    test = ["unshare", "-Ur", "sh", "-c", NO_INSTANCES]
    return subprocess.run(test, capture_output=True, check=False).returncode == 0


needs_namespaces = pytest.mark.skipif(not namespaces_work(), reason="no user namespaces here")


@needs_namespaces
def test_without_an_instance_it_polls_and_says_so_until_there_is_one(tmp_path: Path) -> None:
    """A limit of the system, reached at the start; the file is found all the same."""
    freed = FREED.format("max_inotify_instances", 16)
    answer = limited(tmp_path, NO_INSTANCES, relief=freed)
    assert "max_user_instances" in answer["amber"]
    assert answer["end"] == "green", "it is tried again, and the light follows"


@needs_namespaces
def test_watches_that_run_out_without_a_word_are_found_out(tmp_path: Path) -> None:
    """Nothing is raised, and watchdog sees 60 folders of 400: only the canary's silence tells."""
    freed = FREED.format("max_inotify_watches", 4000)
    answer = limited(tmp_path, NO_WATCHES, relief=freed)
    assert "max_user_watches" in answer["amber"]
    assert answer["end"] == "green"


def test_without_a_file_left_to_open_it_polls(tmp_path: Path) -> None:
    """It takes none of the last ones for good, and begins when there are some again."""
    extra = """
import os, resource
resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60))
held = []
try:
    while True:
        held.append(os.dup(0))
except OSError:
    pass
os.close(held.pop())
os.close(held.pop())
"""
    relief = """
free = []
try:
    while True:
        free.append(os.dup(0))
except OSError:
    pass
assert len(free) == 2, free
for one in [*free, *held]:
    os.close(one)
until(lambda: lights[-1].color == "green")
"""
    answer = limited(tmp_path, "", extra, relief)
    assert answer["end"] == "green"


OVERFLOWN = """
import json, sys, threading
from pathlib import Path
from guard.engine.sight import Sight
from guard.watch import Pace, Watch

folder, state = Path(sys.argv[1]), Path(sys.argv[2])
told = threading.Condition()
lights, seen = [], []
def note(kept, one):
    with told:
        kept.append(one)
        told.notify_all()
def scan():
    seen.append(Sight.of((folder,)))
    return seen[-1]
def until(so):
    with told:
        assert told.wait_for(so, 20), [one.text for one in lights]
pace = Pace(quiet=0.05, scan=3600, polling=3600, check=3600, mend=3600, tick=3600)
watch = Watch((folder,), lambda: note([], 1), lambda one: note(lights, one), scan=scan, canary=state, pace=pace)
watch.start()
until(lambda: lights)
print("ready", flush=True)
sys.stdin.readline()
until(lambda: len(seen[-1].files) == 20_000)
until(lambda: len(lights) > 2 and lights[-1].color == "green")
watch.stop()
print(json.dumps([[one.color, one.text] for one in lights]), flush=True)
"""


@pytest.mark.skipif(not Path("/proc/sys/fs/inotify").is_dir(), reason="Linux tells of no overflow elsewhere")
def test_events_that_the_system_threw_away_are_made_up_for(tmp_path: Path) -> None:
    """More than the queue of the system holds, while the process stands still."""
    folder = tmp_path / "tool"
    folder.mkdir()
    command = [sys.executable, "-c", OVERFLOWN, str(folder), str(tmp_path / "state")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        for number in range(20_000):
            (folder / f"{number:05}").touch()
        process.send_signal(signal.SIGCONT)
        out, err = process.communicate("go\n", timeout=60)
    assert err == "", "watchdog's own warning goes nowhere"
    lights = json.loads(out)
    assert [color for color, _ in lights][:2] == ["green", "amber"]
    assert "events were lost" in lights[1][1]
    assert lights[-1][0] == "green"


def test_a_dead_observer_is_replaced(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """Its threads end, as they do after a mistake in watchdog; the next check finds out, and events come again."""
    file = tmp_path / "config.json"
    desk = begin(file, pace=replace(EVENTS_ONLY, check=0.2, patience=0.3))
    events = desk.watch._ears._events
    assert events is not None
    assert events._observer is not None
    for emitter in events._observer.emitters:
        emitter.stop()
    assert desk.until(lambda: "amber" in [light.color for light in desk.lights]), "found out"
    assert desk.until(lambda: desk.color == "green"), "and mended"
    assert desk.notices(lambda: file.write_text("{}", encoding="utf-8"))


def test_a_canary_that_cannot_sing_is_told(tmp_path: Path, begin: Callable[..., Desk]) -> None:
    """A state folder that cannot be written: whether events come is not known, so it is looked."""
    (tmp_path / "state").write_text("in the way", encoding="utf-8")
    desk = begin(tmp_path / "config.json", pace=LOOKING, color="amber")
    assert desk.notices(lambda: (tmp_path / "config.json").write_text("{}", encoding="utf-8"))


MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:25 / /home/jo/My\040Drive rw,nosuid - fuse.rclone drive: rw
31 22 0:26 / /net/share rw,relatime shared:2 master:1 - nfs4 server:/share rw
32 31 0:27 / /net/share/local rw - tmpfs tmpfs rw
33 22 0:28 / /windows rw - fuseblk /dev/sdb1 rw
34 22 0:29 / /work rw - cifs //server/work rw
35 34 0:30 / /work rw - ext4 /dev/vdb rw
36 22 0:31 / /host rw - 9p host rw
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("/home/jo/hatcheck.toml", None, id="a local disk"),
        pytest.param("/home/jo/My Drive/flows", "fuse.rclone", id="a cloud drive, with a blank in its name"),
        pytest.param("/home/jo/My Drivers", None, id="a name that only begins like the drive's"),
        pytest.param("/net/share", "nfs4", id="a network share itself"),
        pytest.param("/net/share/team/flow.json", "nfs4", id="below a network share"),
        pytest.param("/net/share/local/flow.json", None, id="a local disk below a network share"),
        pytest.param("/windows/flow.json", None, id="a disk of another system, mounted here"),
        pytest.param("/work/flow.json", None, id="a local disk over a network share at the same place"),
        pytest.param("/host/flow.json", "9p", id="the host of a virtual machine"),
    ],
)
def test_network_drives_are_known_by_the_table_of_mounts(path: str, kind: str | None) -> None:
    """The innermost mount counts, and of two at one place the later."""
    assert network(path, MOUNTS) == kind


def test_on_a_network_drive_it_polls_from_the_start(
    tmp_path: Path, begin: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No event is asked for where none could tell of what others do; the rest is watched as ever."""
    here, there = tmp_path / "here" / "config.json", tmp_path / "there" / "config.json"
    for file in (here, there):
        file.parent.mkdir()
    table = tmp_path / "mountinfo"
    real = os.path.realpath(there.parent)
    table.write_text(f"22 1 254:0 / / rw - ext4 /dev/vda rw\n31 22 0:26 / {real} rw - nfs4 server:/share rw\n")
    monkeypatch.setattr(mounts, "_MOUNTS", table)
    desk = begin(here, there, pace=replace(EVENTS_ONLY, polling=0.1), color="amber")
    assert "network drive (nfs4)" in desk.lights[-1].text
    assert desk.notices(lambda: there.write_text("{}", encoding="utf-8"))
    found = plan([here, there], mounts.mounts())
    assert {spot.folder for spot in found.spots} == {os.path.realpath(here.parent)}


def test_a_trail_leads_over_every_link(tmp_path: Path) -> None:
    """Each of them may be exchanged."""
    base = Path(os.path.realpath(tmp_path))
    (base / "real" / "deep").mkdir(parents=True)
    (base / "one").symlink_to("real")
    (base / "real" / "two").symlink_to("../one/deep")
    found = list(trail(str(base / "one" / "two" / "config.json")))
    expected = ["one", "real/two", "one", "real/deep/config.json"]
    assert found == [str(base / name) for name in expected]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    """As the system ends them."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert 0 < len(list(trail(str(tmp_path / "a")))) < 100

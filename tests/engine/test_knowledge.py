"""What decisions rest on is what the files say at that moment, for any number of threads at once."""

import json
import os
import sys
import threading
import time
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guard.engine import knowledge as rooms
from guard.engine import state as states
from guard.engine.knowledge import Knowledge, Known
from guard.engine.sight import Sight
from guard.engine.state import Hat, State
from guard.model.account import Account
from guard.platforms import parse_account

WORKSPACE = """\
version = 1

[[identity]]
id = "acme"
name = "Acme Ltd"
kind = "brand"
accounts = ["x:@Acme", "mastodon:@acme@chaos.social"]

[[identity]]
id = "jo"
name = "Jo"
kind = "person"
accounts = ["x:@jo"]

[tools]
paths = ["tools"]
"""
JO, ACME = parse_account("x:@jo"), parse_account("mastodon:@acme@chaos.social")
LONG = 20.0


def mirror(source: str = "jo", destination: str = "acme") -> str:
    """A tool's configuration that carries one account's posts to another."""
    user = {"twitter_username": source, "pleroma_username": destination, "pleroma_token": "not-to-be-shown"}
    return json.dumps({"pleroma_base_url": "https://chaos.social", "users": [user]})


@dataclass(frozen=True)
class Desk:
    """The files of one desk, and what is known of it."""

    folder: Path
    knowledge: Knowledge

    @property
    def workspace(self) -> Path:
        """The user's file."""
        return self.folder / "hatcheck.toml"

    @property
    def state(self) -> Path:
        """The state file."""
        return self.folder / "state" / "state.json"

    @property
    def tool(self) -> Path:
        """A configuration, there or not."""
        return self.folder / "tools" / "config.yml"

    def reached(self, known: Known | None = None) -> set[Account | None]:
        """Where else it arrives what is posted to Jo's account."""
        known = known or self.knowledge.current()
        return {end.account for ends in known.mirrors.reach([JO]).values() for end in ends}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A brand, a person, and an empty folder for tools."""
    (tmp_path / "hatcheck.toml").write_text(WORKSPACE, encoding="utf-8")
    (tmp_path / "tools").mkdir()
    files = (tmp_path / "hatcheck.toml", tmp_path / "organisation.toml", tmp_path / "state" / "state.json")
    return Desk(tmp_path, Knowledge(*files, tmp_path / "state" / "mirrors.json"))


def test_what_did_not_change_is_not_read_again(desk: Desk) -> None:
    """The very same values, not only equal ones."""
    desk.tool.write_text(mirror(), encoding="utf-8")
    first = desk.knowledge.current()
    assert desk.knowledge.fresh() is first
    assert desk.knowledge.current() is first
    assert not desk.knowledge.stale()


def a_new_mirror(desk: Desk) -> None:
    desk.tool.write_text(mirror(), encoding="utf-8")


def a_mirror_in_a_new_folder(desk: Desk) -> None:
    (desk.folder / "tools" / "deep" / "er").mkdir(parents=True)
    (desk.folder / "tools" / "deep" / "er" / "x.yml").write_text(mirror(), encoding="utf-8")


def a_route_by_hand(desk: Desk) -> None:
    with desk.workspace.open("a", encoding="utf-8") as stream:
        stream.write(f'\n[[route]]\nfrom = "x:@jo"\nto = "{ACME}"\n')


def a_link_to_a_mirror(desk: Desk) -> None:
    (desk.folder / "elsewhere.yml").write_text(mirror(), encoding="utf-8")
    desk.tool.symlink_to(desk.folder / "elsewhere.yml")


def a_mirror_of_the_organisation(desk: Desk) -> None:
    text = f'[[route]]\nfrom = "x:@jo"\nto = "{ACME}"\n'
    (desk.folder / "organisation.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [a_new_mirror, a_mirror_in_a_new_folder, a_route_by_hand, a_link_to_a_mirror, a_mirror_of_the_organisation],
)
def test_a_change_counts_for_the_very_next_decision(desk: Desk, change: Callable[[Desk], None]) -> None:
    """Without any event, and for whoever must not wait it is told first."""
    assert desk.reached() == set()
    change(desk)
    assert desk.knowledge.stale()
    assert desk.reached() == {ACME}


def test_an_edit_of_equal_length_counts_however_soon_it_comes(desk: Desk) -> None:
    """Right after the last one was read, in place, with the size and even the time of before."""
    for number in range(30):
        desk.tool.write_text(mirror(destination=f"acme{number:02}"), encoding="utf-8")
        assert desk.reached() == {parse_account(f"mastodon:@acme{number:02}@chaos.social")}, number
        if number == 15:
            seen = desk.tool.stat()
            desk.tool.write_text(mirror(destination="other1"), encoding="utf-8")
            os.utime(desk.tool, ns=(seen.st_atime_ns, seen.st_mtime_ns))
            assert desk.reached() == {parse_account("mastodon:@other1@chaos.social")}


def test_the_target_of_a_link_counts_when_it_is_edited(desk: Desk) -> None:
    """The folder in which the link stands knows nothing of it."""
    a_link_to_a_mirror(desk)
    desk.knowledge.current()
    (desk.folder / "elsewhere.yml").write_text(mirror(destination="another"), encoding="utf-8")
    assert desk.reached() == {parse_account("mastodon:@another@chaos.social")}
    assert desk.tool in desk.knowledge.paths, "and it is among what is watched"


def test_a_mirror_that_goes_is_gone(desk: Desk) -> None:
    """With its file, or with its line of the workspace."""
    a_new_mirror(desk)
    assert desk.reached() == {ACME}
    desk.tool.unlink()
    assert desk.reached() == set()
    a_new_mirror(desk)
    desk.workspace.write_text(WORKSPACE.partition("[tools]")[0], encoding="utf-8")
    assert desk.reached() == set()


def test_a_change_of_hat_reads_neither_workspace_nor_tools_again(desk: Desk) -> None:
    """It comes often, and they are large."""
    a_new_mirror(desk)
    before = desk.knowledge.current()
    states.save(desk.state, State(Hat("acme", datetime.now(UTC)), {"jo": "lost phone"}))
    now = desk.knowledge.current()
    assert now.state.hat is not None
    assert (now.state.hat.identity, now.state.frozen) == ("acme", {"jo": "lost phone"})
    assert now.workspace is before.workspace
    assert now.mirrors is before.mirrors


def test_a_draft_beside_a_configuration_reads_nothing_again(desk: Desk) -> None:
    """Editors put one there and take it away: the folder has changed, no file in it has."""
    a_new_mirror(desk)
    before = desk.knowledge.current()
    draft = desk.folder / "tools" / ".draft"
    draft.touch()
    draft.unlink()
    assert desk.knowledge.current().mirrors is before.mirrors
    assert not desk.knowledge.stale()


def broken_workspace(desk: Desk) -> None:
    desk.workspace.write_text("version = [", encoding="utf-8")


def no_workspace(desk: Desk) -> None:
    desk.workspace.unlink()


def workspace_is_a_folder(desk: Desk) -> None:
    desk.workspace.unlink()
    desk.workspace.mkdir()


def broken_state(desk: Desk) -> None:
    desk.state.parent.mkdir(exist_ok=True)
    desk.state.write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    ("breaks", "said", "usable"),
    [
        pytest.param(broken_workspace, "The workspace is broken", False, id="a workspace with a mistake"),
        pytest.param(no_workspace, "There is no workspace at", False, id="a workspace that is gone"),
        pytest.param(workspace_is_a_folder, "The workspace is broken", False, id="a folder in its place"),
        pytest.param(broken_state, "state.json cannot be read", True, id="a state with a mistake"),
    ],
)
def test_what_is_broken_is_unknown_and_not_what_was_before(
    desk: Desk, breaks: Callable[[Desk], None], said: str, usable: bool
) -> None:
    """It never means that nothing is forbidden; mended, it counts again."""
    assert desk.knowledge.current().unknown == ()
    breaks(desk)
    known = desk.knowledge.current()
    assert [text for text in known.unknown if said in text]
    assert known.usable == usable
    assert known.workspace.identities == () or usable
    assert desk.knowledge.current() is known, "and it costs no more than what is whole"
    if desk.workspace.is_dir():
        desk.workspace.rmdir()
    desk.workspace.write_text(WORKSPACE, encoding="utf-8")
    desk.state.unlink(missing_ok=True)
    assert desk.knowledge.current().unknown == ()


def test_a_tool_that_cannot_be_read_is_unknown(desk: Desk) -> None:
    """Its mirrors may reach anyone."""
    a_new_mirror(desk)
    desk.knowledge.current()
    desk.tool.write_text("users: [", encoding="utf-8")
    (said,) = desk.knowledge.current().mirrors.unknown
    assert str(desk.tool) in said


def test_what_could_not_be_read_is_tried_again_after_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One bad moment does not hold for ever, though nothing of the files has changed."""
    desk.tool.write_text("users: [", encoding="utf-8")
    assert desk.knowledge.current().mirrors.unknown
    assert not desk.knowledge.stale()
    later = time.monotonic() + 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert desk.knowledge.stale()


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is POSIX's")
def test_a_workspace_that_could_not_be_opened_for_a_moment_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no more files may be open, nothing of the file itself changes when that is over."""
    import resource

    monkeypatch.setattr(rooms, "_AGAIN", 0.0)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    os.close(free := os.dup(0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        assert desk.knowledge.current().unknown
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert desk.knowledge.current().unknown == ()


def test_a_file_that_never_rests_is_unknown(desk: Desk) -> None:
    """Half old and half new is nothing to judge by."""
    desk.tool.write_text(mirror(), encoding="utf-8")
    over = threading.Event()

    def write() -> None:
        number = 0
        while not over.wait(0.002):
            number += 1
            desk.tool.with_name("draft").write_text(mirror(destination=f"acme{number}"), encoding="utf-8")
            desk.tool.with_name("draft").replace(desk.tool)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        known = desk.knowledge.current()
    finally:
        over.set()
        writer.join()
    assert "keeps changing" in " ".join(known.mirrors.unknown)


def test_one_look_serves_all_who_came_before_it_began(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty decisions at once on a folder of many files walk it twice, not fifty times."""
    monkeypatch.setattr(rooms, "MANY", 0)
    a_new_mirror(desk)
    desk.knowledge.current()
    began = threading.Barrier(50, timeout=LONG)
    looks, same = [], Sight.same

    def counted(self: Sight) -> bool:
        if len(self.files) == 1 and desk.tool.name in next(iter(self.files)):
            looks.append(threading.get_ident())
            while len(looks) == 1 and len(desk.knowledge._turn._waiters) < 49:  # type: ignore[attr-defined]
                moment.wait(0.001)  # the first look lasts until everybody has come
        return same(self)

    moment = threading.Event()
    monkeypatch.setattr(Sight, "same", counted)

    def ask() -> set[Account | None]:
        began.wait()
        return desk.reached()

    with ThreadPoolExecutor(50) as pool:
        answers = [pool.submit(ask) for _ in range(50)]
        assert all(answer.result(LONG) == {ACME} for answer in answers)
    assert len(looks) < 10


def test_no_decision_is_served_by_a_look_that_began_before_it(desk: Desk) -> None:
    """Eight threads change a file of their own and must each find their change, whoever looked."""
    tools = desk.folder / "tools"

    def change_and_ask(worker: int) -> list[int]:
        missed = []
        for number in range(6):
            name = f"w{worker}n{number}"
            text = mirror(destination=name)
            (tools / f"{worker}.yml").write_text(text, encoding="utf-8")
            known = desk.knowledge.current()
            if parse_account(f"mastodon:@{name}@chaos.social") not in desk.reached(known) and not known.mirrors.unknown:
                missed.append(number)
        return missed

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(change_and_ask, range(8))) == [[]] * 8


def _no_memory(_text: str) -> None:
    raise MemoryError


def test_a_look_that_fails_serves_nobody(desk: Desk) -> None:
    """What is known already is no answer to it either; afterwards all is as before."""
    desk.knowledge.current()
    desk.workspace.write_text(f"{WORKSPACE}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", _no_memory)
        for _ in range(2):
            with pytest.raises(MemoryError):
                desk.knowledge.current()
    assert desk.knowledge.fresh() is None
    desk.workspace.write_text(WORKSPACE, encoding="utf-8")
    a_new_mirror(desk)
    assert desk.reached() == {ACME}


@pytest.mark.parametrize(
    "folder",
    [pytest.param("tools", id="in a tool's folder"), pytest.param("checks", id="beside checks of one's own")],
)
def test_with_many_files_whoever_must_not_wait_is_sent_away(desk: Desk, folder: str) -> None:
    """Looking at all of them is work for a thread."""
    (desk.folder / folder).mkdir(exist_ok=True)
    for number in range(rooms.MANY + 1):
        (desk.folder / folder / f"{number}.txt").touch()
    known = desk.knowledge.current()
    assert desk.knowledge.stale()
    assert desk.knowledge.current().mirrors is known.mirrors


def test_the_scan_differs_when_anything_does(desk: Desk) -> None:
    """What is watched is what knowledge comes from."""
    desk.knowledge.current()
    before = desk.knowledge.scan()
    assert desk.knowledge.scan() == before
    for change in (a_new_mirror, broken_state, a_route_by_hand, a_mirror_of_the_organisation):
        change(desk)
        now = desk.knowledge.scan()
        assert now != before, change.__name__
        before = now
    assert {desk.workspace, desk.state, desk.folder / "tools"} <= set(desk.knowledge.paths)

"""Incidents over their files: several at once, a disk that is full, and rows of the journal."""

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from guard.engine import state as states
from guard.engine.incidents import Incidents, NoIncident
from guard.engine.opening import NotOpened, open_incident
from guard.engine.response import Response
from guard.incident.deeds import NotDone
from guard.incident.entries import BrokenRecord
from guard.journal import Journal, fingerprint_of
from guard.model.event import Event
from guard.model.excepted import Excepted, digest_of
from guard.protocol import deeds as do
from guard.vault import Absent
from guard.workspace import Workspace
from guard.workspace.load import load
from guard.workspace.paths import Paths

AT = datetime(2026, 11, 22, 23, 24, tzinfo=UTC)
DESK = """\
version = 1

[[identity]]
id = "acme"
kind = "brand"
accounts = ["x:@Acme"]

[[identity]]
id = "jo"
kind = "person"
accounts = ["x:@jo"]
"""


def desk(folder: Path) -> tuple[Workspace, Paths]:
    file = folder / "hatcheck.toml"
    file.write_text(DESK, encoding="utf-8")
    return load(file, folder / "none.toml"), Paths(file, folder / "none.toml", folder / "state")


def response(paths: Paths) -> Response:
    return Response(paths, lambda _: None, lambda: AT)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_nothing_is_half_opened(tmp_path: Path) -> None:
    _, paths = desk(tmp_path)
    incidents = Incidents(paths.incidents)
    with full_disk(), pytest.raises(BrokenRecord, match="cannot be written"):
        incidents.open("acme", "a slip", AT, "Hannah")
    assert incidents.all() == ((), ())
    assert incidents.open("acme", "a slip", AT, "Hannah").detail["incident"] == "2026-11-22-2324-acme"
    assert [one.title for one in incidents.all()[0]] == ["a slip"]


@pytest.mark.parametrize("name", ["", ".", "..", "../../etc", "a/b", "a\\b", "A", "x" * 99, "nul\x00", "不", "missing"])
def test_a_name_that_is_none_opens_no_file(tmp_path: Path, name: str) -> None:
    """And leaves none behind."""
    workspace, paths = desk(tmp_path)
    made = response(paths)
    for call in (
        lambda: made.incidents.get(name),
        lambda: asyncio.run(made.act(name, do.Note(text="x"), "Hannah", workspace)),
        lambda: made.keep(name, str(paths.workspace), "", "Hannah"),
    ):
        with pytest.raises(NoIncident):
            call()
    assert not paths.incidents.exists()


def test_two_programs_do_the_same_thing_once(tmp_path: Path) -> None:
    """The window and a terminal, at the same moment."""
    workspace, paths = desk(tmp_path)
    name = response(paths).open("acme", "a slip", "Hannah")
    outcomes: list[str] = []

    def skip() -> None:
        try:
            deed = do.Skip(step="assess", reason="it hits nobody at all")
            asyncio.run(response(paths).act(name, deed, "Hannah", workspace))
            outcomes.append("done")
        except NotDone as refused:
            outcomes.append(str(refused.text))

    threads = [Thread(target=skip) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["That step is over already; take it up again to change it."] * 7 + ["done"]
    assert [entry.kind.value for entry in Incidents(paths.incidents).get(name).entries] == ["opened", "skipped"]


def opened(paths: Paths, workspace: Workspace, journal: Journal, **given: object) -> str:
    nothing: dict[str, object] = {
        "brand": "",
        "row": None,
        "text": "",
        "url": "",
        "account": "",
        "title": "",
        "by": "Hannah",
    }
    return open_incident(
        response(paths),
        workspace,
        journal,
        lambda text: fingerprint_of(text, journal.salt),
        **(nothing | given),  # type: ignore[arg-type]
    )


def test_a_row_says_of_which_brand_the_post_is_and_never_takes_a_person_for_one(tmp_path: Path) -> None:
    workspace, paths = desk(tmp_path)
    paths.folder.mkdir()
    with Journal.open(paths.journal) as journal:
        rows = [
            journal.append(Event("decision", AT, {"verdict": "allow", "destinations": [account], "active": "jo"}))
            for account in ("x:@acme", "x:@jo", "x:@stranger")
        ]
        name = opened(paths, workspace, journal, row=rows[0])
        assert Incidents(paths.incidents).get(name).account == "x:@acme"
        for row in rows[1:]:
            with pytest.raises(NotOpened, match="of which brand"):
                opened(paths, workspace, journal, row=row)
        assert opened(paths, workspace, journal, row=rows[0]) == name
        assert opened(paths, workspace, journal, row=rows[2], brand="acme") != name


def said_sorry(made: Response, workspace: Workspace, name: str, text: str) -> None:
    """Up to a statement that may leave."""
    for step in ("assess", "pause", "deletion"):
        asyncio.run(made.act(name, do.Skip(step=step, reason="not for this one"), "Hannah", workspace))
    asyncio.run(made.act(name, do.Draft(text=text), "Hannah", workspace))


def frozen(paths: Paths) -> None:
    paths.folder.mkdir(parents=True, exist_ok=True)
    states.save(paths.state, states.freeze(states.State(), "acme", "a slip", pausing=False))


def excepted(paths: Paths) -> str:
    """The digest of what may leave; empty where nothing may."""
    return states.load(paths.state).excepted.get("acme", Excepted()).statement


def test_only_the_newest_incident_that_is_open_says_what_may_leave(tmp_path: Path) -> None:
    """A note in an old one changes nothing."""
    workspace, paths = desk(tmp_path)
    frozen(paths)
    moments = iter([AT, *(AT + timedelta(minutes=n) for n in range(1, 99))])
    made = Response(paths, lambda _: None, lambda: next(moments))
    old = made.open("acme", "an old slip", "Hannah")
    said_sorry(made, workspace, old, "We are sorry for the old one.")
    assert excepted(paths) == digest_of("We are sorry for the old one.")
    new = made.open("acme", "a new slip", "Hannah")
    said_sorry(made, workspace, new, "We are sorry for the new one.")
    asyncio.run(made.act(old, do.Note(text="still to be closed"), "Hannah", workspace))
    assert excepted(paths) == digest_of("We are sorry for the new one.")


def test_another_wording_takes_the_old_one_back_even_where_it_cannot_be_kept(tmp_path: Path) -> None:
    """Whoever changes a statement does not mean the old one any more."""
    workspace, paths = desk(tmp_path)
    frozen(paths)
    made = response(paths)
    name = made.open("acme", "a slip", "Hannah")
    said_sorry(made, workspace, name, "We are sorry.")
    lock = paths.incidents / name / "record.lock"
    lock.unlink()
    lock.mkdir()
    with pytest.raises(BrokenRecord):
        asyncio.run(made.act(name, do.Draft(text="We are very sorry."), "Hannah", workspace))
    assert excepted(paths) == ""


def test_a_statement_that_is_skipped_does_not_leave(tmp_path: Path) -> None:
    workspace, paths = desk(tmp_path)
    frozen(paths)
    made = response(paths)
    name = made.open("acme", "a slip", "Hannah")
    said_sorry(made, workspace, name, "We are sorry.")
    asyncio.run(made.act(name, do.Skip(step="statement", reason="nobody has asked"), "Hannah", workspace))
    assert excepted(paths) == ""


class NobodysCodes:
    """A keyring that is open, and holds nothing."""

    def get(self, name: str) -> Absent:
        return Absent(f"nothing under {name}")


def test_wrong_codes_are_counted_over_every_wording(tmp_path: Path) -> None:
    """A PIN is the same for each: whoever may change the words must not get more tries by it."""
    workspace, paths = desk(tmp_path)
    paths.workspace.write_text(DESK + '\n[[colleague]]\nid = "ada"\n', encoding="utf-8")
    workspace = load(paths.workspace, paths.organisation)
    frozen(paths)
    made = Response(paths, lambda _: None, lambda: AT, NobodysCodes())
    name = made.open("acme", "a slip", "Hannah")
    told: list[str] = []
    for wording in range(4):
        asyncio.run(made.act(name, do.Draft(text=f"We are sorry, {wording}."), "Hannah", workspace))
        for guess in range(5):
            with pytest.raises(NotDone) as refused:
                asyncio.run(made.act(name, do.Approve(code=f"{wording}{guess}0000"), "Hannah", workspace))
            told.append(str(refused.value.text))
    assert [text.startswith("Too many wrong codes") for text in told] == [False] * 15 + [True] * 5

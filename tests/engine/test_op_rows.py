"""The operation ``rows``: pages newest first, searches by what a person sees, and stays quick in a long journal."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event as Stop

import pytest

from guard.journal import Journal
from guard.model.event import Event
from guard.model.identity import Identity, IdentityKind
from guard.protocol import ErrorCode, Refused
from guard.protocol.requests import Rows
from guard.service.operations.rows import rows

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
IDENTITIES = (
    Identity("acme", "Acme Größe Ltd", IdentityKind.BRAND),
    Identity("jo", "Jo", IdentityKind.PERSON),
)
DECISION = {"app": "toot", "length": 12, "media": 0, "unknown": 0, "verb": "post", "sha256": "bad" * 21 + "b"}
EVENTS = (
    ("decision", {**DECISION, "verdict": "allow", "active": "jo", "destinations": ["x:@jo"], "rules": []}),
    ("decision", {**DECISION, "verdict": "hold", "active": "jo", "destinations": ["x:@acme"], "rules": ["other"]}),
    ("answer", {"hold": "h1", "verdict": "deny", "by": "time", "choice": None, "destinations": ["x:@acme"]}),
    ("answer", {"hold": "h2", "verdict": "allow", "by": "answer", "choice": "release", "destinations": ["x:@acme"]}),
    ("hat", {"identity": "acme"}),
    ("hat", {"identity": None}),
    ("freeze", {"identity": "acme", "reason": "100 % sure_it is Überfällig"}),
    ("novelty", {"what": "something new"}),
    ("hat", {"identity": None, "why": "idle"}),
    ("decision", {**DECISION, "verdict": "allow", "active": None, "destinations": [], "rules": [], "paused": "tests"}),
    ("pause", {"reason": "written by an older version"}),
)
Ask = Callable[..., list[int]]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.db") as journal:
        for number, (kind, detail) in enumerate(EVENTS):
            journal.append(Event(kind, START + timedelta(hours=number), detail))
        yield journal


def asked(journal: Journal, **fields: object) -> tuple[list[int], bool]:
    page = rows(journal, Rows(n=1, **fields), IDENTITIES, Stop())  # type: ignore[arg-type]
    return [row.seq for row in page.rows], page.more


def test_pages_follow_each_other_newest_first_without_gap_or_double(journal: Journal) -> None:
    seen: list[int] = []
    before, more = None, True
    while more:
        page, more = asked(journal, limit=3, before=before)
        seen += page
        before = page[-1]
    assert seen == [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        pytest.param({"kind": "hat"}, [9, 6, 5], id="a kind alone"),
        pytest.param({"since": "2026-11-22T16:00:00+02:00"}, [11, 10, 9, 8, 7, 6], id="a time in another zone"),
        pytest.param({"search": "TOOT @acme"}, [2], id="every word must stand in the row, whatever its case"),
        pytest.param({"search": "held"}, [2], id="a word of the sentence that does not stand in the JSON"),
        pytest.param({"search": "größe put"}, [5], id="a part of an identity's name, and a word of the sentence"),
        pytest.param({"search": "überfällig"}, [7], id="letters that JSON escapes, in another case"),
        pytest.param({"search": "100 % sure_it"}, [7], id="percent and underscore are letters, not jokers"),
        pytest.param({"search": "s_re"}, [], id="an underscore does not stand for any letter"),
        pytest.param({"search": "bad"}, [], id="a fingerprint does not match a word of the letters a to f"),
        pytest.param({"search": "nobody answered time"}, [3], id="a time-out is found by its words"),
        pytest.param({"search": "acme", "kind": "answer", "before": 4}, [3], id="everything at once"),
        pytest.param({"search": '"; DROP TABLE entry; --'}, [], id="SQL is only text"),
        pytest.param({"limit": -5}, [11], id="a page has at least one row"),
    ],
)
def test_the_rows_that_are_asked_for(journal: Journal, fields: dict[str, object], found: list[int]) -> None:
    assert asked(journal, **fields)[0] == found


def test_every_row_is_told_in_words(journal: Journal) -> None:
    page = rows(journal, Rows(n=1), IDENTITIES, Stop())
    assert [str(row.line) for row in reversed(page.rows)] == [
        "Allowed: post to x:@jo, as Jo",
        "Held: post to x:@acme, as Jo (other)",
        "Refused, since nobody answered in time: x:@acme",
        "Released by you: x:@acme",
        "Put on: Acme Größe Ltd",
        "The hat was taken off",
        "Frozen: Acme Größe Ltd. 100 % sure_it is Überfällig",
        "novelty: what something new",
        "The hat was taken off, since nobody was at the desk",
        "Let pass while the guard was paused: post to nothing, as nobody",
        "pause: reason written by an older version",
    ]
    assert page.rows[3].detail == {"what": "something new"}


def test_a_time_without_a_zone_is_refused_with_what_to_write(journal: Journal) -> None:
    with pytest.raises(Refused, match="time zone") as refused:
        rows(journal, Rows(n=1, since="2026-11-22"), IDENTITIES, Stop())
    assert refused.value.problem.code is ErrorCode.BAD_REQUEST


def test_a_search_that_is_stopped_says_so(journal: Journal) -> None:
    stop = Stop()
    stop.set()
    with pytest.raises(Refused) as refused:
        rows(journal, Rows(n=1, search="nowhere"), IDENTITIES, stop)
    assert refused.value.problem.code is ErrorCode.CANCELLED


def test_a_page_of_a_long_journal_is_as_quick_as_of_a_short_one(journal: Journal) -> None:
    """Three hundred thousand rows: the last page costs what the first does, and a search in vain stays bearable."""
    with closing(sqlite3.connect(journal.path)) as db:
        ((detail,),) = db.execute("SELECT detail FROM entry WHERE seq = 2").fetchall()
        new = ((number, "2026-11-23T00:00:00.000000+00:00", "decision", detail, b"") for number in range(12, 300_012))
        db.executemany("INSERT INTO entry VALUES(?, ?, ?, ?, ?)", new)
        db.commit()
    assert asked(journal, limit=2) == ([300_011, 300_010], True)
    began = time.perf_counter()
    assert asked(journal, limit=200, before=250)[0][-1] == 50
    assert time.perf_counter() - began < 0.2
    began = time.perf_counter()
    assert asked(journal, search="überfällig") == ([7], False)
    assert time.perf_counter() - began < 5

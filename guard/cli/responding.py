"""The response to a slip, as the commands use it: over the same files as the engine."""

import asyncio
import getpass
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.languages import said
from guard.model.scheduler import Line, LineOutcome
from guard.model.sentence import Sentence

if TYPE_CHECKING:
    from guard.engine.response import Response
    from guard.journal import Journal
    from guard.protocol.incidents import IncidentView

T = TypeVar("T")

SETTLED = frozenset({LineOutcome.PAUSED, LineOutcome.NOTHING})
"""Lines after which nothing is left to do."""
_MARKS = {
    LineOutcome.PAUSED: ("green", "✓", Sentence.of("paused and read back")),
    LineOutcome.NOTHING: ("green", "✓", Sentence.of("nothing waits")),
    LineOutcome.FAILED: ("red", "✗", Sentence.of("failed")),
    LineOutcome.UNVERIFIED: ("yellow", "?", Sentence.of("not verified: do this")),
}


@contextmanager
def responding(desk: Desk, language: str = "en") -> "Iterator[Response]":
    """The response of this desk; what goes wrong in it is a Failure."""
    from guard.engine import clock
    from guard.engine.incidents import NoIncident
    from guard.engine.response import Response
    from guard.engine.state import BrokenState
    from guard.incident.deeds import NotDone
    from guard.incident.entries import BrokenRecord
    from guard.incident.evidence import NotKept
    from guard.journal import JournalError
    from guard.model.event import Event
    from guard.pausing.ledger import BrokenLedger

    with written(desk, language) as journal:

        def record(event: Event) -> None:
            with suppress(JournalError):  # ``hatcheck status`` tells; the record has seals of its own
                if journal:
                    journal.append(event)

        try:
            yield Response(desk.paths, record, lambda: clock.now().wall)
        except (NotDone, NotKept) as problem:
            raise Failure(said(problem.text, language), 1) from None
        except NoIncident as name:
            text = Sentence.of("There is no incident “{name}”. hatcheck incident list shows them all.", name=str(name))
            raise Failure(said(text, language), 1) from None
        except (BrokenRecord, BrokenLedger, BrokenState) as error:
            raise Failure(said(error.args[0], language), 1) from None


@contextmanager
def written(desk: Desk, language: str) -> "Iterator[Journal | None]":
    """The journal; where it cannot be written, that is told and nothing is kept from being stopped by it."""
    from guard.journal import JournalError

    try:
        journal = desk.journal()
    except (JournalError, OSError) as error:
        tell_unwritten(error, language)
        yield None
        return
    with journal:
        yield journal


def tell_unwritten(error: Exception, language: str) -> None:
    """On the other stream, so that what programs read stays as it is."""
    pattern = "The journal cannot be used, so it does not know of this: {why}"
    sys.stderr.write(said(Sentence.of(pattern, why=str(error)), language) + "\n")


def view(desk: Desk, response: "Response", name: str, language: str) -> "IncidentView":
    """The incident as it stands, in one language."""
    from guard.cli.judging import engine, record
    from guard.engine import clock
    from guard.engine.incident_view import view_of
    from guard.journal import Journal

    with record(desk) as journal:
        noticing = engine(desk, desk.workspace, journal).noticing
        rows = list(journal.rows(kind="incident")) if isinstance(journal, Journal) else None
    now = clock.now().wall
    return view_of(name, response, desk.workspace, noticing, now, language, rows=rows)


def pause(desk: Desk, response: "Response", name: str, brand: str, language: str) -> int:
    """Pauses the tools of the incident's brand, each shown as it ends. 1 where one is left for a person to pause."""
    from guard.engine.mirrors import Mirrors

    snapshot = Mirrors(desk.workspace, desk.mirrors_file).snapshot
    lines = run(response.pause(name, brand, desk.workspace, snapshot, lambda line: show_line(line, language)))
    if not lines:
        output.show(said(Sentence.of("No tool is known that sends in its name: hatcheck scheduler add"), language))
    return 0 if all(line.outcome in SETTLED for line in lines) else 1


def show_line(line: Line, language: str) -> None:
    """One tool: what came of it, and what is left to do."""
    color, mark, word = _MARKS[line.outcome]
    text = output.plain(said(line.text, language))
    output.show(f"[{color}]{mark} {output.plain(line.name)}[/] [bold]{said(word, language)}[/] {text}")
    if line.do:
        output.show(f"    {output.plain(said(line.do, language))}")
    if line.do and line.link:
        output.show(f"    {output.plain(line.link)}")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Its result; Ctrl-C ends it in order."""
    return asyncio.run(work)


def whoever(named: str) -> str:
    """Who does it: as they call themselves, or as the system calls them."""
    try:
        return " ".join(named.split())[:80] or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"

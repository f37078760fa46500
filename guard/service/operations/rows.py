"""The operation ``rows``: a page of the journal, newest first, each row also in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from threading import Event

from guard.journal import Journal, JournalError
from guard.journal.paging import Clue, Wanted
from guard.languages import said
from guard.model.identity import Identity
from guard.model.sentence import Sentence
from guard.protocol import ErrorCode, Refused
from guard.protocol.replies import JournalRow, JournalRows
from guard.protocol.requests import MAX_LIST, Rows
from guard.service.operations.lines import LINES, line

_WORDS = 16
_LETTERS = 100
"""So many words of a search, and so many letters of each, are looked for."""


def rows(
    journal: Journal, asked: Rows, identities: Sequence[Identity], stop: Event, language: str = "en"
) -> JournalRows:
    """The rows that are asked for; ``more`` says whether there are older ones.

    A word of the search may stand in the row's JSON, in its line, or in the name of an identity that the row is about.
    Raises Refused: ``bad-request`` for a time that is none, ``not-read`` where the journal cannot be read, and
    ``cancelled`` once ``stop`` is set.
    """
    names = {identity.id: identity.name for identity in identities}
    limit = min(max(asked.limit, 1), MAX_LIST)
    clues = [_clues(word[:_LETTERS], names) for word in asked.search.split()[:_WORDS]]
    wanted = Wanted(asked.before, _moment(asked.since, language), asked.kind, clues)
    try:
        found = journal.newest(wanted, limit + 1, stop.is_set)
    except JournalError as error:
        raise Refused(ErrorCode.NOT_READ, str(error)) from None
    if stop.is_set():
        raise Refused(ErrorCode.CANCELLED, said(Sentence.of("The search was stopped."), language))
    return JournalRows(
        rows=[
            JournalRow(
                seq=row.seq,
                at=row.event.at.isoformat(),
                kind=row.event.kind,
                detail=dict(row.event.detail),
                line=said(line(row.event, names), language),
            )
            for row in found[:limit]
        ],
        more=len(found) > limit,
    )


def _clues(word: str, names: Mapping[str, str]) -> list[Clue]:
    """Everything by which a row is found that a person would see this word in."""
    folded = word.casefold()
    spellings = dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()) if not word.isascii() else (word,))
    ids = [name for name, shown in names.items() if folded in shown.casefold()]
    return [
        *(Clue(spelling) for spelling in spellings),
        *(Clue(f'"{name}"') for name in ids),
        *_said(lambda text: folded in text.casefold()),
    ]


def _said(fits: Callable[[str], bool]) -> Iterator[Clue]:
    for one in LINES:
        if fits(one.said):
            yield Clue(one.mark, one.kind)


def _moment(text: str | None, language: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        moment = None
    if text and (moment is None or moment.tzinfo is None):
        told = Sentence.of("“{text}” is no time with a time zone: write it as 2026-11-22T18:00:00+01:00", text=text)
        raise Refused(ErrorCode.BAD_REQUEST, said(told, language))
    return moment

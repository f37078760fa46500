"""What the journal knows of a post that got out: which row it is, and what is sure before anybody claims anything."""

import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from guard.journal.reading import Row
from guard.model.event import JsonScalar
from guard.model.sentence import Sentence

Fingerprint = Callable[[str], Mapping[str, JsonScalar]]
LOOKED_BACK = timedelta(days=30)
"""How far back a text is looked for."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A post that was judged, with the last word on it."""

    row: int
    at: datetime
    """When that was said; for what is scheduled, too."""
    accounts: tuple[str, ...]
    """In normal form: ``x:redcross``."""
    allowed: bool
    sha256: str
    length: int
    """Of its text, in characters."""


def departures(rows: Iterable[Row]) -> Iterator[Departure]:
    """Everything on which the last word was said, in the order of that: allowed or denied, at once or by an answer."""
    held: dict[object, Row] = {}
    for row in rows:
        detail = row.event.detail
        if row.event.kind == "decision" and detail.get("hold"):
            held[detail["hold"]] = row
        elif row.event.kind == "decision" and detail.get("verdict") in {"allow", "deny"}:
            yield _departure(row, row)
        elif row.event.kind == "answer" and (first := held.pop(detail.get("hold"), None)):
            yield _departure(first, row)


def _departure(row: Row, last: Row) -> Departure:
    detail = row.event.detail
    accounts, length = detail.get("destinations"), detail.get("length")
    return Departure(
        row=row.seq,
        at=last.event.at,
        accounts=tuple(map(str, accounts)) if isinstance(accounts, list) else (),
        allowed=last.event.detail.get("verdict") == "allow",
        sha256=str(detail.get("sha256", "")),
        length=length if isinstance(length, int) else 0,
    )


def row_with(text: str, rows: Iterable[Row], fingerprint: Fingerprint) -> int | None:
    """The newest row of a post with exactly these words that was let out."""
    wanted = fingerprint(text).get("sha256")
    return next((one.row for one in reversed(list(departures(rows))) if one.allowed and one.sha256 == wanted), None)


def facts(rows: Iterable[Row], number: int, names: Mapping[str, str], text: str, fingerprint: Fingerprint) -> list[str]:
    """What the rows say of the post in row ``number``: sentences, each of which can be shown in the journal."""
    told = list(rows)
    first = next((row for row in told if row.seq == number), None)
    if first is None:
        return [Sentence.of("The journal has no row {number}.", number=number)]
    detail = first.event.detail
    said = [_left(first, names)]
    if hold := detail.get("hold"):
        said += [_answered(row) for row in told if row.event.kind == "answer" and row.event.detail.get("hold") == hold]
        said += [
            Sentence.of("The program that sent it never heard of the release, so it may not have been sent.")
            for row in told
            if row.event.kind == "undelivered" and row.event.detail.get("hold") == hold
        ]
    if detail.get("paused"):
        said.append(Sentence.of("The guard was paused at that time: {reason}", reason=str(detail["paused"])))
    if signals := detail.get("signals"):
        noticed = ", ".join(map(str, signals)) if isinstance(signals, list) else str(signals)
        said.append(Sentence.of("The checks had noticed: {checks}.", checks=noticed))
    if text:
        same = fingerprint(text).get("sha256") == detail.get("sha256")
        said.append(_SAME if same else _OTHER)
    return said


_SAME = Sentence.of("The words above are exactly those that left.")
_OTHER = Sentence.of("The words above are not those that left.")


def nothing_left(days: int) -> str:
    """What is sure where no row fits."""
    return Sentence.of(
        "No post with exactly these words left through this guard within {days} days. That may be another machine, a "
        "phone, a scheduler, or a change of the words; it does not show that anybody broke in.",
        days=days,
    )


def _left(row: Row, names: Mapping[str, str]) -> str:
    detail = row.event.detail
    accounts = detail.get("destinations")
    active = detail.get("active")
    return Sentence.of(
        "Row {row} of the journal: at {time} {app} on {machine} wanted to {verb} to {accounts}, while the hat worn was "
        "{worn}. Verdict: {verdict}.",
        row=row.seq,
        time=f"{row.event.at.astimezone():%Y-%m-%d %H:%M:%S %z}",
        app=str(detail.get("app") or "?"),
        machine=socket.gethostname(),
        verb=str(detail.get("verb", "post")),
        accounts=", ".join(map(str, accounts)) if isinstance(accounts, list) else "?",
        worn=names.get(str(active), str(active)) if active else Sentence.of("nobody's"),
        verdict=str(detail.get("verdict", "?")),
    )


def _answered(row: Row) -> str:
    detail = row.event.detail
    pattern = "At {time} it was answered: {choice}, by {by}, after {waited} seconds."
    return Sentence.of(
        pattern,
        time=f"{row.event.at.astimezone():%H:%M:%S}",
        choice=str(detail.get("choice") or detail.get("verdict")),
        by=str(detail.get("by", "?")),
        waited=str(detail.get("waited", "?")),
    )

"""Snapshots as plain JSON values and back, for the wire and the cache."""

from typing import Any

from guard.model.route import (
    Confidence,
    Endpoint,
    Holding,
    Place,
    Route,
    RouteClass,
    Snapshot,
    Source,
    SourceKind,
    Undecided,
    Unreadable,
)


def to_plain(snapshot: Snapshot) -> dict[str, Any]:
    """Lists and texts only; ``from_plain`` gives an equal snapshot back."""
    return {
        "routes": [_route(route) for route in snapshot.routes],
        "holdings": [[h.tool, _end(h.endpoint), _place(h.place), h.active, h.note] for h in snapshot.holdings],
        "undecided": [[u.tool, _place(u.place), u.reason, u.name] for u in snapshot.undecided],
        "unreadable": [[u.file, u.reason, u.line, u.remedy] for u in snapshot.unreadable],
        "files": list(snapshot.files),
        "passed_over": snapshot.passed_over,
    }


def from_plain(plain: dict[str, Any]) -> Snapshot:
    """The snapshot of ``to_plain``; raises KeyError, TypeError or ValueError for anything else."""
    if not isinstance(plain, dict):
        raise TypeError("a snapshot is an object")
    return Snapshot(
        routes=tuple(_route_of(*_row(row)) for row in _row(plain["routes"])),
        holdings=tuple(_holding_of(*_row(row)) for row in _row(plain["holdings"])),
        undecided=tuple(_undecided_of(*_row(row)) for row in _row(plain["undecided"])),
        unreadable=tuple(_unreadable_of(*_row(row)) for row in _row(plain["unreadable"])),
        files=tuple(_text(file) for file in _row(plain["files"])),
        passed_over=_number(plain["passed_over"]),
    )


def _end(end: Endpoint) -> list[str | None]:
    return [end.platform, end.account, end.ref]


def _place(place: Place) -> list[str | int | None]:
    return [place.file, place.key, place.line]


def _route(r: Route) -> list[Any]:
    source = [*_end(r.source), r.source.kind]
    ends = [source, _end(r.destination), _place(r.place)]
    return [r.tool, *ends, r.kind, r.enabled, r.confidence, r.name, r.note]


def _route_of(
    tool: object,
    source: object,
    destination: object,
    place: object,
    kind: object,
    enabled: object,
    confidence: object,
    name: object,
    note: object,
) -> Route:
    platform, account, ref, source_kind = _row(source)
    return Route(
        _text(tool),
        Source(_text_or_none(platform), _text_or_none(account), _text_or_none(ref), SourceKind(_text(source_kind))),
        _end_of(destination),
        _place_of(place),
        RouteClass(_text(kind)),
        _switch(enabled),
        Confidence(_text(confidence)),
        _text(name),
        _text(note),
    )


def _holding_of(tool: object, end: object, place: object, active: object, note: object) -> Holding:
    return Holding(_text(tool), _end_of(end), _place_of(place), _switch(active), _text(note))


def _undecided_of(tool: object, place: object, reason: object, name: object) -> Undecided:
    return Undecided(_text(tool), _place_of(place), _text(reason), _text(name))


def _unreadable_of(file: object, reason: object, line: object, remedy: object) -> Unreadable:
    return Unreadable(_text(file), _text(reason), _line(line), _text(remedy))


def _end_of(value: object) -> Endpoint:
    platform, account, ref = _row(value)
    return Endpoint(_text_or_none(platform), _text_or_none(account), _text_or_none(ref))


def _place_of(value: object) -> Place:
    file, key, line = _row(value)
    return Place(_text(file), _text(key), _line(line))


def _row(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("a list is missing")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("a number is missing")
    return value


def _line(value: object) -> int | None:
    return None if value is None else _number(value)


def _switch(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise TypeError("a switch is neither on, off nor unset")
    return value

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
    return Snapshot(
        routes=tuple(_route_of(*row) for row in plain["routes"]),
        holdings=tuple(
            Holding(tool, Endpoint(*end), Place(*place), active, note)
            for tool, end, place, active, note in plain["holdings"]
        ),
        undecided=tuple(
            Undecided(tool, Place(*place), reason, name) for tool, place, reason, name in plain["undecided"]
        ),
        unreadable=tuple(Unreadable(*row) for row in plain["unreadable"]),
        files=tuple(plain["files"]),
        passed_over=int(plain["passed_over"]),
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
    tool: str,
    source: list[Any],
    destination: list[Any],
    place: list[Any],
    kind: str,
    enabled: bool | None,
    confidence: str,
    name: str,
    note: str,
) -> Route:
    return Route(
        tool,
        Source(source[0], source[1], source[2], SourceKind(source[3])),
        Endpoint(*destination),
        Place(*place),
        RouteClass(kind),
        enabled,
        Confidence(confidence),
        name,
        note,
    )

"""``hatcheck routes [PATH…]``: what tools mirror where; ``routes add`` enters one that stands in no file."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from guard.cli import output
from guard.cli.account import account_of
from guard.cli.desk import Desk
from guard.model.route import Endpoint, Route, Snapshot

_SWITCH = {True: "[green]on[/]", False: "[dim]off[/]", None: "[yellow]unset[/]"}


def arguments(parser: ArgumentParser) -> None:
    """Paths to read, or ``add FROM TO``."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: those of the workspace)")
    parser.add_argument("--by", default="", metavar="TOOL", help="with add: what carries it over")
    parser.add_argument("--off", action="store_true", help="with add: it is switched off")
    output.add_format(parser)
    parser.epilog = "hatcheck routes add FROM TO --by TOOL enters a route by hand."


def run(args: Namespace, desk: Desk) -> int:
    """Shows or adds. Exit code 3 where nothing could be read."""
    if args.paths[:1] == ["add"]:
        return _add(args, desk)
    snapshot = read(args.paths, desk)
    if args.format == "json":
        output.show_json(plain(snapshot))
    else:
        _show(snapshot)
    return 0 if snapshot.files or snapshot.routes else 3


def read(paths: list[str], desk: Desk) -> Snapshot:
    """What stands in these paths; without any, what the workspace's tools say and what lies in no file."""
    from guard.engine.mirrors import Mirrors
    from guard.intake import collect

    return collect(paths) if paths else Mirrors(desk.workspace, desk.mirrors_file).snapshot


def plain(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot for programs."""
    return {
        "routes": [_route(route) for route in snapshot.routes],
        "holdings": [
            {"tool": h.tool, "file": h.place.file, "where": h.place.key, **_end(h.endpoint), "active": h.active}
            for h in snapshot.holdings
        ],
        "undecided": [
            {"file": u.place.file, "where": u.place.key, "line": u.place.line, "reason": u.reason, "tool": u.tool}
            for u in snapshot.undecided
        ],
        "unreadable": [
            {"file": u.file, "reason": u.reason, "line": u.line, "remedy": u.remedy} for u in snapshot.unreadable
        ],
        "files": len(snapshot.files),
        "passed_over": snapshot.passed_over,
    }


def _end(end: Endpoint) -> dict[str, Any]:
    return {"platform": end.platform, "account": end.account, "ref": end.ref}


def _route(route: Route) -> dict[str, Any]:
    return {
        "file": route.place.file,
        "where": route.place.key,
        "line": route.place.line,
        "tool": route.tool,
        "name": route.name,
        "class": route.kind.value,
        "enabled": route.enabled,
        "confidence": route.confidence.value,
        "source": {"kind": route.source.kind.value, **_end(route.source)},
        "destination": _end(route.destination),
        "note": route.note,
    }


def _show(snapshot: Snapshot) -> None:
    rows = [
        (
            output.plain(route.source.shown if route.source.account or route.source.ref else _from(route)),
            output.plain(route.destination.shown),
            f"{route.kind.value} {_SWITCH[route.enabled]}",
            output.stacked((route.tool, route.place)),
        )
        for route in snapshot.routes
    ]
    if rows:
        output.show(output.table(output.number(len(rows), "route"), ("from", "to", "", "by"), rows))
    for step in snapshot.undecided:
        output.show(f"[yellow]could not tell[/] {output.plain(step.place)}: {output.plain(step.reason)}")
    for lost in snapshot.unreadable:
        line = f":{lost.line}" if lost.line else ""
        remedy = f" — {lost.remedy}" if lost.remedy else ""
        output.show(f"[red]could not read[/] {output.plain(f'{lost.file}{line} {lost.reason}{remedy}')}")
    read = output.number(len(snapshot.files), "configuration")
    held = f", {output.number(len(snapshot.holdings), 'account')} held by tools" if snapshot.holdings else ""
    output.show(
        f"[dim]{read} read{held}, {len(snapshot.unreadable)} not readable, "
        f"{snapshot.passed_over} other files passed over.[/]"
    )


def _from(route: Route) -> str:
    return f"{route.source.kind.value} ({route.source.platform})" if route.source.platform else route.source.kind.value


def _add(args: Namespace, desk: Desk) -> int:
    from guard.cli.failure import Failure

    if len(args.paths) != 3:
        raise Failure("Type: hatcheck routes add FROM TO --by TOOL")
    source, destination = (account_of(text) for text in args.paths[1:])
    if source == destination:
        raise Failure(f"{source} is on both ends: a route leads from one account to another")
    said = {"from": str(source), "to": str(destination), "by": args.by, "on": not args.off, "checked": date.today()}  # noqa: DTZ011 - the day on this machine
    with desk.draft() as draft:
        draft.add("route", {key: value for key, value in said.items() if value != ""})
    output.show(f"[green]Added[/] {output.plain(source)} → {output.plain(destination)}")
    return 0

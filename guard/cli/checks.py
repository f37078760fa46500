"""``hatcheck checks``: which content checks there are, and what each may do here."""

import inspect
from argparse import ArgumentParser, Namespace

from guard.cli import output
from guard.cli.desk import Desk


def arguments(parser: ArgumentParser) -> None:
    """Only how to show it."""
    output.add_format(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Lists them with what the workspace says of them."""
    from guard.cli import judging
    from guard.engine.noticing import by_name

    workspace, _ = judging.usable(desk)
    own, troubles = judging.own_checks(desk)
    care = workspace.checking
    rows = [
        (name, _does(name, care.off, care.hold), (inspect.getdoc(check) or "").split("\n")[0])
        for name, check in {**by_name(), **own}.items()
    ]
    if args.format == "json":
        output.show_json([{"check": name, "does": does, "about": about} for name, does, about in rows])
        return 0
    output.show(output.table("", ("check", "here", "what it notices"), [tuple(map(output.plain, row)) for row in rows]))
    output.show('[dim]In the workspace: [checks] off = ["…"], hold = ["…"]; per brand: second_look = ["…"].[/]')
    for trouble in troubles:
        output.show(f"[red]{output.plain(trouble)}[/]")
    return 0


def _does(name: str, off: frozenset[str], hold: frozenset[str]) -> str:
    return "off" if name in off else "holds" if name in hold else "notes"

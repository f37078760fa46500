"""``hatcheck checks``: which content checks there are, and what each may do here."""

from argparse import ArgumentParser, Namespace

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.language import add_language, language_for


def arguments(parser: ArgumentParser) -> None:
    """Only how to show it."""
    add_language(parser)
    output.add_format(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Lists them with what the workspace says of them."""
    from guard.checks import about
    from guard.cli import judging
    from guard.languages import said

    workspace, _ = judging.usable(desk)
    own, troubles = judging.own_checks(desk)
    care, language = workspace.checking, language_for(args, desk)
    rows = [
        (name, _does(name, care.off, care.hold), said(words, language))
        for name, words in {**about(), **{name: str(getattr(one, "name", name)) for name, one in own.items()}}.items()
    ]
    if args.format == "json":
        output.show_json([{"check": name, "does": does, "about": words} for name, does, words in rows])
        return 0
    output.show(output.table("", ("check", "here", "what it notices"), [tuple(map(output.plain, row)) for row in rows]))
    output.show('[dim]In the workspace: [checks] off = ["…"], hold = ["…"]; per brand: second_look = ["…"].[/]')
    for trouble in troubles:
        output.show(f"[red]{output.plain(trouble)}[/]")
    return 0


def _does(name: str, off: frozenset[str], hold: frozenset[str]) -> str:
    from guard.checks import HOLDING

    if name in off:
        return "off"
    return "holds" if name in hold else "may hold" if name in HOLDING else "notes"

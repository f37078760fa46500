"""``hatcheck replay FILE``: runs scenarios and shows a table. Exit code 1 where one is not as expected."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from guard.cli import output
from guard.cli.desk import Desk

_MARK = {True: "[green]✓[/]", False: "[red]✗[/]", None: "[dim]–[/]"}


def arguments(parser: ArgumentParser) -> None:
    """The file with the scenarios."""
    parser.add_argument("file", metavar="FILE", help="one JSON object a line: id, workspace, active, attempt, expect")
    output.add_format(parser)


def run(args: Namespace, _desk: Desk) -> int:
    """Judges all scenarios; neither journal nor state is touched."""
    from guard.cli.scenarios import judged

    outcomes = list(judged(Path(args.file)))
    failed = [outcome for outcome in outcomes if outcome.ok is False]
    if args.format == "json":
        output.show_json(
            [
                {
                    "id": outcome.id,
                    "decision": outcome.decision.verdict.value,
                    "rules": list(dict.fromkeys(reason.rule for reason in outcome.decision.reasons)),
                    "signals": [signal.check for signal in outcome.decision.signals],
                    "ok": outcome.ok,
                }
                for outcome in outcomes
            ]
        )
        return 1 if failed else 0
    rows = [
        (
            _MARK[outcome.ok],
            output.plain(outcome.id),
            f"[{output.COLOR_OF_VERDICT[outcome.decision.verdict]}]{outcome.decision.verdict}[/]",
            "\n".join(dict.fromkeys(reason.rule for reason in outcome.decision.reasons)),
            ", ".join(signal.check for signal in outcome.decision.signals),
            output.plain(outcome.expected) if outcome.ok is False else "",
        )
        for outcome in outcomes
    ]
    output.show(output.table("", ("", "scenario", "decision", "rules", "signals", "expected instead"), rows))
    expected = sum(outcome.ok is not None for outcome in outcomes)
    output.show(f"[dim]{len(outcomes)} scenarios, {expected - len(failed)} of {expected} as expected.[/]")
    return 1 if failed else 0

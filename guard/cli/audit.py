"""``hatcheck audit [PATH…]``: what leads from one identity to another.

Exit code 0 nothing found, 1 findings, 2 wrong use or configuration, 3 nothing could be collected or read.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.routes import read
from guard.model.route import Snapshot
from guard.workspace import Workspace

if TYPE_CHECKING:
    from guard.audit import Report
    from guard.intake import Reading

_STYLES = {
    "heading": "bold",
    "high": "bold red",
    "medium": "bold yellow",
    "low": "bold cyan",
    "note": "dim",
    "path": "blue",
    "fix": "green",
    "dim": "dim",
    "good": "bold green",
}


def arguments(parser: ArgumentParser) -> None:
    """What to read, and how to tell it."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: those of the workspace)")
    output.add_format(parser, "text", "json", "sarif", "html", "csv")
    parser.add_argument("--output", metavar="FILE", help="write the report there instead of showing it")
    parser.add_argument("--baseline", metavar="FILE", help="findings that are known already; they are counted only")
    parser.add_argument("--write-baseline", metavar="FILE", help="keep what is found now as known")
    parser.epilog = "Findings you decided to live with stand in the workspace: [[ignore]] match, reason, until."


def run(args: Namespace, desk: Desk) -> int:
    """Reads, audits, tells."""
    from guard.intake import Reading

    with Reading(args.paths) as reading:  # at work already while the audit is imported
        from guard import audit
        from guard.audit.reports import render

        try:
            report = _report(args, desk, reading)
        except (audit.BadBaseline, audit.BadIgnore) as error:
            raise Failure(str(error)) from None
    if args.write_baseline:
        known = output.number(audit.write_baseline(Path(args.write_baseline), report), "finding")
        output.show(f"[green]Kept {known} as known[/] in {output.plain(args.write_baseline)}")
        return 0
    if args.output:
        Path(args.output).write_text(render(report, args.format), encoding="utf-8", errors="replace", newline="")
        output.show(f"Written to {output.plain(args.output)}: {output.number(len(report.findings), 'finding')}.")
    elif args.format == "text":
        _show(report)
    else:
        output.write_document(render(report, args.format))
    return report.exit_code


def _report(args: Namespace, desk: Desk, reading: "Reading") -> "Report":
    from guard import audit
    from guard.engine.auditing import audited, by_hand
    from guard.engine.clock import now

    workspace = _workspace(args.paths, desk)
    return audited(
        workspace,
        Snapshot.of([reading.snapshot(), by_hand(workspace)]) if args.paths else read([], desk),
        today=now().wall.date(),
        baseline=audit.read_baseline(Path(args.baseline)) if args.baseline else None,
        root=str(Path.cwd()),
    )


def _workspace(paths: list[str], desk: Desk) -> Workspace:
    """The workspace; with paths named it may be missing: then nobody's accounts are known, and that shows."""
    try:
        return desk.workspace
    except Failure:
        if not paths:
            raise
        return Workspace(desk.workspace_file)


def _show(report: "Report") -> None:
    from rich.text import Text

    from guard.audit.reports import text

    for line in text.lines(report):
        output.show(Text.assemble(*((span.text, _STYLES.get(span.style, "")) for span in line)))

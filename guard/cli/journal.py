"""``hatcheck journal [verify|export]``: what was decided, and whether the record is whole."""

import csv
import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.model.decision import Verdict

if TYPE_CHECKING:
    from guard.journal.reading import Row


def arguments(parser: ArgumentParser) -> None:
    """Show, verify or export."""
    parser.add_argument("verb", nargs="?", choices=["show", "verify", "export"], default="show")
    parser.add_argument("--last", type=int, default=20, metavar="N", help="with show: how many rows (default: 20)")
    parser.add_argument("--format", choices=["text", "json", "csv"], help="text or json; with export: json or csv")


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says. Exit code 1 where the record is not whole."""
    if not desk.journal_file.exists():
        raise Failure(f"There is no journal at {desk.journal_file} yet: nothing was judged so far.", 3)
    if args.format == ("text" if args.verb == "export" else "csv"):
        raise Failure("export writes json or csv; show and verify write text or json")
    match args.verb:
        case "verify":
            return _verify(args, desk)
        case "export":
            return _export(args.format or "json", desk)
        case _:
            return _show(args, desk)


def _show(args: Namespace, desk: Desk) -> int:
    with desk.journal() as journal:
        rows = list(journal.rows(limit=min(max(args.last, 0), 10**9)))
    if args.format == "json":
        output.show_json([_plain(row) for row in rows])
        return 0
    cells = [(str(row.seq), f"{row.event.at.astimezone():%Y-%m-%d %H:%M:%S}", *_told(row)) for row in rows]
    output.show(output.table("", ("row", "when", "what", ""), cells))
    return 0


def _told(row: "Row") -> tuple[str, str]:
    """A row's kind or verdict, and its facts in words."""
    detail = row.event.detail
    if row.event.kind != "decision":
        said = ", ".join(f"{key} {value}" for key, value in detail.items() if value is not None)
        return row.event.kind, output.plain(said)
    verdict, rules = Verdict(str(detail["verdict"])), detail.get("rules")
    where = detail.get("destinations")
    told = ", ".join(map(str, where)) if isinstance(where, list) else ""
    why = f" ({', '.join(map(str, rules))})" if isinstance(rules, list) and rules else ""
    worn = f", as {detail['active']}" if detail.get("active") else ", as nobody"
    return f"[{output.COLOR_OF_VERDICT[verdict]}]{verdict}[/]", output.plain(f"{detail['verb']} to {told}{worn}{why}")


def _verify(args: Namespace, desk: Desk) -> int:
    from guard.engine import sealing
    from guard.journal.verification import Verdict as Proof
    from guard.vault import Vault

    with desk.journal() as journal:
        result = sealing.verify(journal, Vault())
    fine = result.verdict in {Proof.WHOLE, Proof.UNSEALED}
    if args.format == "json":
        output.show_json(
            {"verdict": result.verdict.value, "rows": result.rows, "row": result.row, "reason": result.reason}
        )
        return 0 if fine else 1
    color = {Proof.WHOLE: "green", Proof.UNSEALED: "yellow", Proof.KEY_MISSING: "yellow"}.get(result.verdict, "red")
    output.show(f"[bold {color}]{result.verdict}[/]: {result.rows} rows walked. {output.plain(result.reason)}")
    if result.verdict is Proof.WHOLE:
        output.show(f"[dim]Nobody can have rewritten row {result.sealed_from} and the rows after it.[/]")
    return 0 if fine else 1


def _export(form: str, desk: Desk) -> int:
    with desk.journal() as journal:
        rows = [_plain(row) for row in journal.rows()]
    if form == "json":
        output.show_json(rows)
        return 0
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("row", "at", "kind", "detail", "seal"))
    writer.writerows((r["row"], r["at"], r["kind"], json.dumps(r["detail"]), r["seal"]) for r in rows)
    return 0


def _plain(row: "Row") -> dict[str, Any]:
    event = row.event
    detail = dict(event.detail)
    return {"row": row.seq, "at": event.at.isoformat(), "kind": event.kind, "detail": detail, "seal": row.mac}

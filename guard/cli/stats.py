"""``hatcheck stats``: what was shown, heeded and overridden, rule by rule."""

from argparse import ArgumentParser, Namespace
from datetime import timedelta

from guard.cli import output
from guard.cli.desk import Desk


def arguments(parser: ArgumentParser) -> None:
    """How far back."""
    parser.add_argument("--days", type=int, default=90, help="how far back (default: 90, what demotion rests on)")
    output.add_format(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Counts over the journal; nothing is sent anywhere."""
    from guard.engine import clock
    from guard.engine.drills import Drills
    from guard.engine.heeding import Heeding

    since = clock.now().wall - timedelta(days=max(1, args.days))
    heeding, drills = Heeding(), Drills()
    with desk.journal() as journal:
        for row in journal.rows(since=since):
            heeding.note(row.event)
            drills.note(row.event)
    ordered = sorted(heeding.all.items(), key=lambda entry: (-entry[1].shown, -entry[1].noted, entry[0]))
    if args.format == "json":
        output.show_json(
            {
                "days": args.days,
                "rules": [
                    {
                        "rule": name,
                        "shown": heed.shown,
                        "heeded": heed.heeded,
                        "overridden": heed.overridden,
                        "noted": heed.noted,
                        "demoted": heeding.demoted(name),
                    }
                    for name, heed in ordered
                ],
                "drills": {"shown": drills.shown, "noticed": drills.noticed, "released": drills.released},
            }
        )
        return 0
    if not ordered:
        output.show(f"Nothing was held or noticed in the last {args.days} days.")
    else:
        rows = [
            (
                output.plain(name),
                str(heed.shown),
                str(heed.heeded),
                str(heed.overridden),
                str(heed.noted),
                "[yellow]demoted to a note[/]" if heeding.demoted(name) else "",
            )
            for name, heed in ordered
        ]
        columns = ("rule", "shown", "heeded", "overridden", "noted", "")
        output.show(output.table(f"The last {args.days} days", columns, rows))
        output.show("[dim]shown: beside a held post; noted: told of a post that left.[/]")
    if drills.shown:
        output.show(f"Drills: {drills.noticed} of {drills.shown} made-up slips were stopped.")
    return 0

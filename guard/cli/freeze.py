"""``hatcheck freeze IDENTITY --reason …``: nothing leaves in its name until it is unfrozen."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from guard.cli import naming, output
from guard.cli.desk import Desk


def arguments(parser: ArgumentParser) -> None:
    """Whom, and why."""
    naming.add_identity(parser)
    parser.add_argument("--reason", required=True, help="shown with every post that is denied")


def run(args: Namespace, desk: Desk) -> int:
    """Freezes; it holds from the next judgement on."""
    from guard.engine import clock, state
    from guard.model.event import Event

    identity = desk.identity(args.identity)
    with desk.turn(), desk.journal() as journal:
        now = desk.state()
        journal.append(Event("freeze", clock.now().wall, {"identity": identity.id, "reason": args.reason}))
        state.save(desk.state_file, replace(now, frozen={**now.frozen, identity.id: args.reason}))
    output.show(f"[bold red]{output.plain(identity.name)} is frozen.[/] Every post in its name is denied.")
    output.show("Posts that a scheduler or another machine has already are not stopped by this: pause them there too.")
    return 0

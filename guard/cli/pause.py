"""``hatcheck pause --for SPAN --reason …``: what would be held passes for a while, and is written down."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import timedelta

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.workspace.durations import duration, spoken


def arguments(parser: ArgumentParser) -> None:
    """How long, and why."""
    parser.add_argument("--for", dest="span", metavar="SPAN", default="15m", help="15m; an hour at most (default: 15m)")
    parser.add_argument("--reason", required=True, help="kept in the journal with everything that passes")


def run(args: Namespace, desk: Desk) -> int:
    """Pauses; what is denied (a frozen identity, a policy) stays denied."""
    from guard.engine import clock, state
    from guard.model.event import Event

    span, reason = _span(args.span), args.reason.strip()
    if not reason:
        raise Failure("Say why the guard is paused: the journal keeps it.")
    moment = clock.now()
    with desk.turn(), desk.journal() as journal:
        now = desk.state()
        journal.append(Event("pause", moment.wall, {"reason": reason, "seconds": int(span.total_seconds())}))
        state.save(desk.state_file, replace(now, paused=state.pause_for(reason, moment, span)))
    output.show(f"[bold yellow]The guard is paused for {spoken(span)}.[/] What is denied stays denied.")
    return 0


def _span(text: str) -> timedelta:
    from guard.engine.state import LONGEST_PAUSE

    try:
        span = duration(text)
    except ValueError as error:
        raise Failure(f"{text!r} is no span of time. {error}.") from None
    if span > LONGEST_PAUSE:
        raise Failure("The guard is paused for an hour at most; pause it again when that is over.")
    return span

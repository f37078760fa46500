"""``hatcheck be IDENTITY``: puts on a hat."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import timedelta

from guard.cli import naming, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.workspace.durations import duration, spoken


def arguments(parser: ArgumentParser) -> None:
    """Whose hat, and for how long."""
    naming.add_identity(parser, text='the identity\'s id, or "nobody"')
    parser.add_argument("--for", dest="span", metavar="SPAN", help="25m, 2h; else what the workspace says")


def run(args: Namespace, desk: Desk) -> int:
    """Writes down the hat, and the change into the journal."""
    from guard.engine import clock, hat, state
    from guard.model.event import Event

    moment = clock.now()
    if args.identity == "nobody" and desk.workspace.identity("nobody") is None:
        worn, said = None, "You took your hat off."
    else:
        identity = desk.identity(args.identity)
        worn = state.put_on(identity.id, moment, hat.span_of(identity, _span(args.span)))
        until = f" until {worn.until:%H:%M} ({spoken(worn.until - moment.wall)})" if worn.until else ""
        said = f"You are [bold {identity.color}]{output.plain(identity.name)}[/] now{until}."
    with desk.turn(), desk.journal() as journal:
        now = desk.state()
        journal.append(Event("hat", moment.wall, {"identity": worn.identity if worn else None}))
        state.save(desk.state_file, replace(now, hat=worn))
    output.show(said)
    return 0


def _span(text: str | None) -> timedelta | None:
    if text is None:
        return None
    try:
        return duration(text)
    except ValueError as error:
        raise Failure(f"{text!r} is no span of time. {error}.") from None

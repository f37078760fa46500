"""``hatcheck unfreeze IDENTITY``."""

from argparse import ArgumentParser, Namespace

from guard.cli import naming, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.language import add_language, language_for
from guard.languages import said
from guard.model.sentence import Sentence


def arguments(parser: ArgumentParser) -> None:
    """Whom."""
    naming.add_identity(parser)
    add_language(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Lets posts be judged again; nothing that was denied or paused leaves by itself."""
    from guard.cli.responding import responding, whoever
    from guard.engine import clock, state
    from guard.model.event import Event

    language = language_for(args, desk)
    with desk.turn(), desk.journal() as journal:
        now = desk.state()
        if args.identity not in now.frozen:
            raise Failure(f"{args.identity} is not frozen. Frozen are: {', '.join(now.frozen) or 'none'}", 1)
        journal.append(Event("unfreeze", clock.now().wall, {"identity": args.identity}))
        state.save(desk.state_file, state.unfreeze(now, args.identity))
    text = Sentence.of(
        "{brand} may post again. Nothing that was denied or paused leaves by itself.", brand=args.identity
    )
    output.show(output.plain(said(text, language)))
    with responding(desk, language) as response:
        name = response.unfreeze(args.identity, whoever(""))
        waiting = len(response.waiting(response.incidents.get(name), desk.workspace)) if name else 0
    if name and waiting:
        pattern = "To be looked at, one by one: {count}. hatcheck incident show --incident {incident}"
        output.show(output.plain(said(Sentence.of(pattern, count=waiting, incident=name), language)))
    return 0

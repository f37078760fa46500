"""``hatcheck crisis WORDS``: something terrible has happened, and brands do not chat on. ``--over`` ends it."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure


def arguments(parser: ArgumentParser) -> None:
    """What has happened, or that it is over."""
    parser.add_argument("words", nargs="?", default="", metavar="WORDS", help="what has happened, in a few words")
    parser.add_argument("--over", action="store_true", help="it is over")


def run(args: Namespace, desk: Desk) -> int:
    """Declares it for every brand; it counts from the next judgement on."""
    from guard.engine import clock, state
    from guard.model.event import Event

    words = args.words.strip()
    if bool(words) == args.over:
        raise Failure('Say what has happened: hatcheck crisis "earthquake in Chile"; or that it is over: --over')
    with desk.turn(), desk.journal() as journal:
        now = desk.state()
        if args.over and not now.crisis:
            raise Failure("No crisis is declared. Nothing was changed.", 1)
        journal.append(Event("crisis", clock.now().wall, {"words": words}))
        state.save(desk.state_file, replace(now, crisis=words))
    if args.over:
        output.show("It is over. Nothing that was held leaves by itself: look at what is scheduled, piece by piece.")
        return 0
    output.show(f"[bold red]A crisis is declared:[/] {output.plain(words)}")
    output.show("Posts that brands schedule are held from now on, and every other post of a brand says so.")
    output.show("What a scheduler has already is not stopped by this: pause it there too.")
    return 0

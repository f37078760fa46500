"""``hatcheck freeze IDENTITY --reason …``: nothing leaves in its name, and every tool of a brand is paused."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from guard.cli import naming, output
from guard.cli.desk import Desk
from guard.cli.language import add_language, language_for
from guard.languages import said
from guard.model.identity import Identity, IdentityKind
from guard.model.sentence import Sentence


def arguments(parser: ArgumentParser) -> None:
    """Whom, and why."""
    naming.add_identity(parser)
    parser.add_argument("--reason", required=True, help="shown with every post that is denied")
    parser.add_argument("--here-only", action="store_true", help="deny posts here, and ask no other tool to pause")
    add_language(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Freezes; it holds from the next judgement on. Exit code 1 where a tool is left for a person to pause."""
    from guard.engine import clock, state
    from guard.model.event import Event

    language = language_for(args, desk)
    identity = desk.identity(args.identity)
    with desk.turn(), desk.journal() as journal:
        now = desk.state()
        journal.append(Event("freeze", clock.now().wall, {"identity": identity.id, "reason": args.reason}))
        state.save(desk.state_file, replace(now, frozen={**now.frozen, identity.id: args.reason}))
    text = Sentence.of("{brand} is frozen. Every post in its name is denied.", brand=identity.name)
    output.show(f"[bold red]{output.plain(said(text, language))}[/]")
    if identity.kind is not IdentityKind.BRAND or args.here_only:
        text = Sentence.of("What a scheduler or another machine has already is not stopped by this: pause it there.")
        output.show(said(text, language))
        return 0
    return _pause(desk, identity, args.reason, language)


def _pause(desk: Desk, brand: Identity, reason: str, language: str) -> int:
    from guard.cli import responding
    from guard.model.scheduler import LineOutcome

    with responding.responding(desk, language) as response:
        title = Sentence.of("{brand} was frozen: {reason}", brand=brand.name, reason=reason)
        name = response.freeze(brand.id, said(title, language), reason, responding.whoever(""))
        lines = responding.pause(desk, response, name, language)
    pattern = "The incident has begun to write itself: hatcheck incident show {incident}"
    output.show(output.plain(said(Sentence.of(pattern, incident=name), language)))
    return 0 if all(line.outcome in {LineOutcome.PAUSED, LineOutcome.NOTHING} for line in lines) else 1

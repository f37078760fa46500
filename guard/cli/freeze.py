"""``hatcheck freeze IDENTITY --reason …``: nothing leaves in its name, and every tool of a brand is paused."""

from argparse import ArgumentParser, Namespace

from guard.cli import naming, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.language import add_language, language_for
from guard.languages import said
from guard.model.identity import Identity, IdentityKind
from guard.model.sentence import Sentence

LONGEST = 500
"""Characters of a reason."""


def arguments(parser: ArgumentParser) -> None:
    """Whom, and why."""
    naming.add_identity(parser)
    parser.add_argument("--reason", required=True, help="shown with every post that is denied")
    parser.add_argument("--here-only", action="store_true", help="deny posts here, and ask no other tool to pause")
    add_language(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Freezes; it holds from the next judgement on. Exit code 1 where a tool is left for a person to pause."""
    from guard.cli.responding import tell_unwritten, written
    from guard.engine import clock, state
    from guard.journal import JournalError
    from guard.model.event import Event

    language = language_for(args, desk)
    identity, reason = desk.identity(args.identity), args.reason.strip()[:LONGEST]
    if not reason:
        raise Failure(said(Sentence.of("Say why: the reason is shown with every post that is denied."), language))
    with desk.turn(), written(desk, language) as journal:
        now = desk.state()
        try:
            if journal:
                journal.append(Event("freeze", clock.now().wall, {"identity": identity.id, "reason": reason}))
        except JournalError as error:  # a full disk must not keep anybody from stopping posts
            tell_unwritten(error, language)
        pausing = identity.kind is IdentityKind.BRAND and not args.here_only
        state.save(desk.state_file, state.freeze(now, identity.id, reason, pausing=pausing))
    text = Sentence.of("{brand} is frozen. Every post in its name is denied.", brand=identity.name)
    output.show(f"[bold red]{output.plain(said(text, language))}[/]")
    if identity.kind is not IdentityKind.BRAND or args.here_only:
        text = Sentence.of("What a scheduler or another machine has already is not stopped by this: pause it there.")
        output.show(said(text, language))
        return 0
    return _pause(desk, identity, reason, language)


def _pause(desk: Desk, brand: Identity, reason: str, language: str) -> int:
    from guard.cli import responding
    from guard.incident.entries import BrokenRecord

    with responding.responding(desk, language) as response:
        name = ""
        try:
            name = response.freeze(brand.id, reason, responding.whoever(""), desk.workspace)
        except BrokenRecord as error:  # its tools are paused all the same: that they stop is what matters now
            output.show(f"[red]{output.plain(said(Sentence.of('The incident cannot be written down'), language))}[/]")
            output.show(output.plain(error))
        code = responding.pause(desk, response, name, brand.id, language)
    if name:
        pattern = "The incident has begun to write itself: hatcheck incident show --incident {incident}"
        output.show(output.plain(said(Sentence.of(pattern, incident=name), language)))
    return code if name else 1

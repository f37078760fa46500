"""``hatcheck check``: judges one post. Exit code 0 allow, 10 hold, 11 deny."""

import sys
from argparse import ArgumentParser, Namespace

from guard.cli import judging, naming, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.language import add_language, language_for
from guard.files import from_home
from guard.languages import said
from guard.model.attempt import Verb
from guard.model.identity import Context
from guard.model.sentence import Sentence
from guard.workspace import Workspace


def arguments(parser: ArgumentParser) -> None:
    """Where to, what, and in whose name."""
    parser.add_argument(
        "--to", action="extend", nargs="+", required=True, metavar="ACCOUNT", help="x:@RedCross; one or more"
    )
    parser.add_argument(
        "--text", default="", help='the text; "-" is standard input; write --text="-1" where it begins with a dash'
    )
    parser.add_argument(
        "--media", action="extend", nargs="+", default=[], metavar="FILE", help="pictures and films that go along"
    )
    naming.add_identity(parser, "--as", "as if this hat were worn")
    parser.add_argument("--from", dest="app", default="", metavar="APP", help="the program it leaves from")
    parser.add_argument("--verb", choices=[*Verb], default=Verb.POST, help="what is done (default: post)")
    parser.add_argument("--explain", action="store_true", help="show every rule that looked at it")
    add_language(parser)
    output.add_format(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Judges, writes it into the journal, and only then says it."""
    from guard.engine import clock, gather

    workspace, unknown = judging.usable(desk)
    for file in args.media:
        if not from_home(file).is_file():
            raise Failure(f"{file} is no file. Nothing was judged.")
    moment = clock.now()
    attempt = gather.attempt(args.to, _text(args.text), verb=args.verb, media=args.media, app=args.app, at=moment.wall)
    context = _context(args.identity, desk, workspace)
    judging.warm(workspace, attempt)
    seen = judging.looks(desk, workspace, attempt)
    with judging.record(desk) as journal:
        decision = judging.engine(desk, workspace, journal, unknown).judge(attempt, context, moment.wall, seen)
    if args.format == "json":
        output.show_json(judging.plain(decision, explain=args.explain))
    else:
        language = language_for(args, desk)
        title = said(Sentence.of("{verb} to {accounts}", verb=args.verb, accounts=", ".join(args.to)), language)
        judging.show(decision, title, explain=args.explain, language=language)
    return judging.EXIT_OF[decision.verdict]


def _text(text: str) -> str:
    return sys.stdin.read() if text == "-" else text


def _context(named: str | None, desk: Desk, workspace: Workspace) -> Context:
    """The hat to judge by; where its record cannot be read, nobody's, and the engine tells why."""
    from guard.engine import clock, hat

    if named is not None:
        if workspace.identities and workspace.identity(named) is None:
            desk.identity(named)
        return Context(named, "--as")
    try:
        return hat.context(workspace, desk.state(), clock.now())
    except Failure:
        return Context(None, "the record of the hat cannot be read")

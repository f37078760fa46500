"""``hatcheck incident list|open|show|…``: a slip that got out, step by step."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from guard.cli import naming, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.incident_deeds import DEEDS
from guard.cli.language import add_language, language_for
from guard.languages import said
from guard.model.sentence import Sentence

if TYPE_CHECKING:
    from guard.engine.response import Response
    from guard.protocol.incidents import IncidentView

FORMATS = ("markdown", "html", "pdf", "json")


def arguments(parser: ArgumentParser) -> None:
    """One word per deed."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="show all incidents")
    output.add_format(listing)
    opening = verbs.add_parser("open", help="open one: from a row of the journal, or from what was posted")
    naming.add_identity(opening, "--brand", "whose post it is; needed without --row")
    opening.add_argument("--row", type=int, metavar="NUMBER", help="the journal's row, as `hatcheck journal` shows it")
    opening.add_argument("--text", default="", help="what was posted, word for word")
    opening.add_argument("--url", default="", help="where it stands")
    opening.add_argument("--account", default="", help="from which account: x:@RedCross")
    opening.add_argument("--title", default="")
    showing = verbs.add_parser("show", help="show where it stands, and what is next")
    output.add_format(showing)
    again = verbs.add_parser("pause", help="pause its tools once more, and read them back")
    evidence = verbs.add_parser("evidence", help="keep a file with the record, by its hash")
    evidence.add_argument("file", metavar="FILE")
    evidence.add_argument("--what", default="", help="what it shows")
    asked = verbs.add_parser("statement-request", help="print what a colleague needs to approve the statement")
    export = verbs.add_parser("export", help="print or write the whole incident")
    export.add_argument("--format", choices=FORMATS, default="markdown")
    export.add_argument("--out", metavar="FILE", help="a file instead of the terminal; needed for pdf")
    export.add_argument("--bystanders", action="store_true", help="name people outside, too")
    made = {name: verbs.add_parser(name, help=verb.help) for name, verb in DEEDS.items()}
    for name, verb in DEEDS.items():
        verb.arguments(made[name])
    for one in (opening, evidence, *made.values()):
        one.add_argument("--by", default="", metavar="NAME", help="who does it; else the user of this machine")
    for one in (showing, again, evidence, asked, export, *made.values()):
        text = "its name, as `list` shows it; else the newest that is open"
        one.add_argument("--incident", default="", metavar="NAME", help=text)
    for one in (listing, opening, showing, again, evidence, asked, export, *made.values()):
        add_language(one)


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says."""
    from guard.cli import responding
    from guard.cli.incident_show import show, show_list

    language = language_for(args, desk)
    with responding.responding(desk, language) as response:
        if args.verb == "list":
            return show_list(response, desk, args.format, language)
        if args.verb == "open":
            name = _opened(args, desk, response, language)
        else:
            name = args.incident or _newest(response, language)
        match args.verb:
            case "pause":
                brand = response.incidents.get(name).brand
                if brand not in desk.state().frozen:
                    text = Sentence.of("The brand is not frozen, so posts can leave: hatcheck freeze {id}", id=brand)
                    raise Failure(said(text, language), 1)
                return responding.pause(desk, response, name, brand, language)
            case "evidence":
                response.keep(name, str(Path(args.file).absolute()), args.what, responding.whoever(args.by))
            case "export":
                return _export(args, desk, response, name, language)
            case "statement-request":
                return _request(responding.view(desk, response, name, language), language)
            case verb if verb in DEEDS:
                deed, by = DEEDS[verb].deed(args), responding.whoever(args.by)
                responding.run(response.act(name, deed, by, desk.workspace))
        view = responding.view(desk, response, name, language)
        return show(view, getattr(args, "format", "text"), language, brief=args.verb not in {"show", "open"})


def _newest(response: "Response", language: str) -> str:
    found, broken = response.incidents.all()
    newest = next((one for one in found if not one.closed), None)
    if newest is None:
        text = said(Sentence.of("There is no open incident. Open one: hatcheck incident open"), language)
        raise Failure("\n".join((text, *broken)), 1)
    return newest.id


def _request(view: "IncidentView", language: str) -> int:
    if not view.draft:
        raise Failure(said(Sentence.of("Write what the brand says."), language), 1)
    if not view.approval:
        raise Failure(said(Sentence.of("No colleague needs to approve what this brand says."), language), 1)
    output.write_document(view.approval + "\n")
    return 0


def _opened(args: Namespace, desk: Desk, response: "Response", language: str) -> str:
    from guard.cli.responding import whoever, written
    from guard.engine.opening import NotOpened, open_incident
    from guard.journal import fingerprint_of

    with written(desk, language) as journal:
        try:
            return open_incident(
                response,
                desk.workspace,
                journal,
                lambda text: fingerprint_of(text, journal.salt) if journal else {},
                brand=args.identity or "",
                row=args.row,
                text=args.text,
                url=args.url,
                account=args.account,
                title=args.title,
                by=whoever(args.by),
            )
        except NotOpened as problem:
            raise Failure(said(problem.text, language), 1) from None


def _export(args: Namespace, desk: Desk, response: "Response", name: str, language: str) -> int:
    from guard.cli.responding import view
    from guard.files import from_home
    from guard.incident.exports import export

    form = "html" if args.format == "pdf" else args.format
    _, text = export(view(desk, response, name, language), form, args.bystanders, language)
    if args.format == "pdf":
        from guard.cli.printing import to_pdf

        if not args.out:
            raise Failure(said(Sentence.of("Say where the PDF goes: --out incident.pdf"), language))
        to_pdf(text, from_home(args.out))
    elif args.out:
        try:
            from_home(args.out).write_text(text, encoding="utf-8")
        except OSError as error:
            text = Sentence.of("{file} cannot be written ({why}).", file=args.out, why=error.strerror)
            raise Failure(said(text, language), 1) from None
    else:
        output.write_document(text)
        return 0
    output.show(output.plain(said(Sentence.of("Written to {file}", file=args.out), language)))
    return 0

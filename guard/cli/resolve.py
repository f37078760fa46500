"""``hatcheck resolve``: asks, one by one, which account an opaque credential is, and keeps the answer."""

from argparse import ArgumentParser, Namespace

from guard.cli import output
from guard.cli.account import account_of
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.routes import read
from guard.engine.questions import Question, questions


def arguments(parser: ArgumentParser) -> None:
    """Paths, and answers for scripts."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: those of the workspace)")
    parser.add_argument(
        "--answer", nargs=2, action="append", default=[], metavar=("KEY", "ACCOUNT"), help="answer without being asked"
    )
    parser.add_argument("--list", action="store_true", help="only show what is to be asked")
    output.add_format(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Asks until all is answered or the person stops; each answer is kept at once. Exit code 1 while some are open."""
    if args.answer:
        return _keep_all(args.answer, desk)
    waiting = list(questions(read(args.paths, desk), desk.workspace))
    if args.format == "json":
        output.show_json([{"key": q.key, "platform": q.endpoint.platform, "seen": q.seen} for q in waiting])
        return 1 if waiting else 0
    if not waiting:
        output.show("[green]Every credential that was read has a name.[/]")
        return 0
    if args.list:
        rows = [(output.plain(q.key), output.plain(q.endpoint.platform), output.plain(q.seen)) for q in waiting]
        output.show(output.table("Which accounts are these?", ("key", "platform", "seen in"), rows))
        return 1
    return 1 if _ask_all(waiting, desk) else 0


def _keep_all(answers: list[list[str]], desk: Desk) -> int:
    with desk.draft() as draft:
        for key, text in answers:
            draft.put("credentials", key, str(account_of(text)))
    output.show(f"[green]Kept {len(answers)} answers[/] in {output.plain(desk.workspace_file)}")
    return 0


def _ask_all(waiting: list[Question], desk: Desk) -> int:
    """How many were left open."""
    output.show("[dim]Type an account (x:@RedCross), Enter to skip, or q to stop.[/]\n")
    left = len(waiting)
    for number, question in enumerate(waiting, 1):
        output.show(f"[bold]{number}/{len(waiting)}[/]  Which account is [bold]{output.plain(question.key)}[/]?")
        output.show(f"     [dim]seen in {output.plain(question.seen)}[/]")
        while (answer := output.ask("     account").strip()) not in {"", "q"}:
            try:
                kept = account_of(answer if ":" in answer else f"{question.endpoint.platform}:{answer}")
            except Failure as failure:
                output.show(f"     [yellow]{output.plain(failure)}[/]")
                continue
            with desk.draft() as draft:
                draft.put("credentials", question.key, str(kept))
            left -= 1
            break
        if answer == "q":
            break
    output.show(f"\n[dim]{left} left open.[/]" if left else "\n[green]All answered.[/]")
    return left

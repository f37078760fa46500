"""``hatcheck review``: goes through the links that stand in no file, says where to look, and keeps each answer."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guard.cli import output
from guard.cli.account import account_of
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.engine.clock import now
from guard.model.account import Account
from guard.model.identity import Identity, IdentityKind
from guard.platforms.links import DEVICE, LinkQuestion, link_questions
from guard.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Due:
    """A question that is to be asked of an account."""

    account: Account
    owner: Identity
    question: LinkQuestion
    last: date | None
    """When it was answered last."""

    @property
    def text(self) -> str:
        """The question itself."""
        return self.question.ask.format(account=self.account)


def arguments(parser: ArgumentParser) -> None:
    """What is due, or all; answers for scripts."""
    parser.add_argument("--all", action="store_true", help="also what was answered lately")
    parser.add_argument("--list", action="store_true", help="only show what is to be asked")
    parser.add_argument(
        "--answer",
        nargs=3,
        action="append",
        default=[],
        metavar=("ACCOUNT", "QUESTION", "TO"),
        help='answer without being asked; TO is an account (again for more), "no", or for the phone "yes"',
    )
    output.add_format(parser)


def run(args: Namespace, desk: Desk) -> int:
    """Asks until all is answered or the person stops. Exit code 1 while some are open."""
    waiting = due(desk.workspace, everything=args.all)
    if args.answer:
        return _answer_all(args.answer, desk)
    if args.format == "json":
        output.show_json([_plain(item) for item in waiting])
    elif not waiting:
        output.show("[green]Nothing to ask:[/] every link that stands in no file was looked at lately.")
    elif args.list:
        rows = [(output.plain(d.account), d.question.id, output.plain(d.text), str(d.last or "never")) for d in waiting]
        output.show(output.table("To look at", ("account", "question", "", "answered"), rows))
    else:
        return 1 if _ask_all(waiting, desk) else 0
    return 1 if waiting else 0


def due(workspace: Workspace, *, everything: bool = False) -> list[Due]:
    """What is to be asked: never answered, or longer ago than the workspace allows."""
    today = now().wall.date()
    answered: dict[tuple[str, str], date] = {}
    for item in workspace.reviewed:
        at = (item.account, item.question)
        answered[at] = max(item.checked, answered.get(at, item.checked))
    found = []
    for owner, account, question in _all(workspace):
        last = answered.get((account.key, question.id))
        if everything or last is None or today - last > workspace.review_after:
            found.append(Due(account, owner, question, last))
    return found


def _all(workspace: Workspace) -> Iterator[tuple[Identity, Account, LinkQuestion]]:
    """Every question an account can be asked. Phones are asked about for brands, where there is a person too."""
    people = any(identity.kind is IdentityKind.PERSON for identity in workspace.identities)
    for owner in workspace.identities:
        for account in owner.accounts:
            for question in link_questions():
                about_device = question.id == DEVICE and people and owner.kind is IdentityKind.BRAND
                if account.platform in question.platforms or about_device:
                    yield owner, account, question


def _ask_all(waiting: list[Due], desk: Desk) -> int:
    """How many were left open."""
    output.show("[dim]y with the account it goes to, n for no, Enter to skip, q to stop.[/]")
    left = len(waiting)
    for number, item in enumerate(waiting, 1):
        output.show(f"\n[bold]{number}/{len(waiting)}[/] [{item.owner.color}]●[/] [bold]{output.plain(item.text)}[/]")
        for place in item.question.look:
            output.show(f"      [dim]{output.plain(place)}[/]")
        if item.last:
            output.show(f"      [dim]last answered on {item.last}[/]")
        answer = output.ask("      y, n, Enter or q", choices=["y", "n", "", "q"])
        if answer == "q":
            break
        if answer and _keep(item, answer == "y", desk):
            left -= 1
    output.show(f"\n[dim]{left} left open.[/]" if left else "\n[green]All answered.[/]")
    return left


def _keep(item: Due, yes: bool, desk: Desk) -> bool:
    """Keeps one answer; False where the person does not know the account after all."""
    targets: list[str] = []
    while yes and item.question.id != DEVICE:
        said = output.ask("      which account does it go to? (facebook:acme; Enter when done)").strip()
        if not said:
            break
        try:
            targets.append(str(account_of(said)))
        except Failure as failure:
            output.show(f"      [yellow]{output.plain(failure)}[/]")
    if yes and item.question.id != DEVICE and not targets:
        return False
    record(desk, item.account, item.question, targets, yes=yes)
    return True


def record(desk: Desk, account: Account, question: LinkQuestion, targets: list[str], *, yes: bool) -> None:
    """Writes an answer into the workspace, in place of the last one: the routes or the device, and the day."""
    today = now().wall.date()
    with desk.draft() as draft:
        draft.remove("reviewed", account=str(account), question=question.id)
        if question.by:
            draft.remove("route", **{"from": str(account), "by": question.by})
        for target in targets:
            said = {"from": str(account), "to": target, "by": question.by, "on": True, "checked": today}
            draft.add("route", said)
        if question.id == DEVICE:
            own = [str(a) for i in desk.workspace.identities if i.kind is IdentityKind.PERSON for a in i.accounts]
            same = [text for text in own if text.startswith(f"{account.platform}:")] or own
            phone = {"name": "phone", "accounts": [str(account), *same]}
            draft.remove("device", **phone)
            if yes:
                draft.add("device", {**phone, "checked": today})
        draft.add("reviewed", {"account": str(account), "question": question.id, "checked": today})


def _answer_all(answers: list[list[str]], desk: Desk) -> int:
    known = {question.id: question for question in link_questions()}
    said: dict[tuple[Account, str], list[str]] = {}
    for account, name, to in answers:
        if name not in known:
            raise Failure(f'There is no question "{name}". Known are: {", ".join(known)}')
        if to == "yes" and name != DEVICE:
            raise Failure(f'"yes" does not say where {account} is linked to: write the account')
        told = said.setdefault((account_of(account), name), [])
        told += [] if to in {"no", "yes"} else [str(account_of(to))]
    positive = {(account_of(account), name) for account, name, to in answers if to != "no"}
    for (of, name), targets in said.items():
        record(desk, of, known[name], targets, yes=(of, name) in positive)
    output.show(f"[green]Kept {len(answers)} answers[/] in {output.plain(desk.workspace_file)}")
    return 0


def _plain(item: Due) -> dict[str, object]:
    return {
        "account": str(item.account),
        "question": item.question.id,
        "text": item.text,
        "look": list(item.question.look),
        "last": item.last.isoformat() if item.last else None,
    }

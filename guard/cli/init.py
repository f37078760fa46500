"""``hatcheck init``: looks for tools' configurations, proposes who is who, asks, and writes the workspace."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.engine.proposals import Proposal, accounts, proposals
from guard.model.account import Account
from guard.workspace.where import written


def arguments(parser: ArgumentParser) -> None:
    """Whether to ask, and where else to look."""
    parser.add_argument("--yes", action="store_true", help="take every proposal without asking")
    parser.add_argument("--home", default=str(Path.home()), metavar="FOLDER", help="where to look (default: your home)")
    parser.add_argument("--tools", nargs="*", default=[], metavar="PATH", help="more files and folders to look into")


def run(args: Namespace, desk: Desk) -> int:
    """Writes a new workspace; an existing one is never overwritten."""
    from guard.intake import collect, find

    if desk.workspace_file.exists():
        raise Failure(f"{desk.workspace_file} is there already. Change it with: hatcheck identity, hatcheck account")
    if not Path(args.home).is_dir():
        raise Failure(f"{args.home} is no folder. Nothing was written.")
    paths = [*find(Path(args.home)), *(Path(path).absolute() for path in args.tools)]
    places = output.number(len(paths), "place")
    output.show(f"[dim]Looking into {places} where tools keep their configuration …[/]")
    snapshot = collect(str(path) for path in paths)
    found = accounts(snapshot)
    output.show(
        f"Found [bold]{output.number(len(found), 'account')}[/] and "
        f"[bold]{output.number(len(snapshot.routes), 'route')}[/] in "
        f"{output.number(len(snapshot.files), 'configuration')}; {len(snapshot.unreadable)} could not be read."
    )
    proposed = proposals(found)
    chosen = proposed if args.yes else _ask(found, proposed)
    _write(desk, chosen, paths)
    _tell(desk, chosen)
    return 0


def _ask(found: dict[Account, str], proposed: list[Proposal]) -> list[Proposal]:
    """The person's own answer for each account."""
    me, *brands = proposed
    me.name = output.ask("What is your name?", default=me.name)
    known = {one.id: one for one in proposed}
    output.show(
        "[dim]For each account: Enter takes the proposal, a short name makes or takes a brand, [/]me[dim] is you, "
        "[/]-[dim] leaves it out.[/]"
    )
    guesses = {account: one.id for one in proposed for account in one.accounts}
    for one in proposed:
        one.accounts.clear()
    for account, file in found.items():
        output.show(f"\n[bold]{output.plain(account)}[/]  [dim]seen in {output.plain(file)}[/]")
        answer = output.ask("  belongs to", default=guesses[account]).strip()
        if answer != "-":
            known.setdefault(answer, Proposal(answer, answer, "brand")).accounts.append(account)
    while answer := output.ask("\nAnother brand you post for? (short name, Enter when done)", default="").strip():
        brand = known.setdefault(answer, Proposal(answer, answer, "brand"))
        brand.name = output.ask("  its name", default=brand.name)
    return [one for one in known.values() if one is me or one.accounts or one not in brands]


def _write(desk: Desk, chosen: list[Proposal], paths: list[Path]) -> None:
    from guard.engine import clock, sealing
    from guard.vault import Vault

    with desk.draft() as draft:
        for one in chosen:
            listed = [str(account) for account in one.accounts]
            said = {"id": one.id, "name": one.name, "kind": one.kind, "accounts": listed}
            draft.add("identity", said | ({"session": "25m"} if one.kind == "brand" else {}))
        if paths:
            draft.put("tools", "paths", [written(path) for path in paths])
    with desk.journal() as journal:  # begun and sealed now, so that the first judgement is quick
        sealing.seal(journal, Vault(), clock.now().wall)


def _tell(desk: Desk, chosen: list[Proposal]) -> None:
    rows = [(output.plain(one.id), one.kind, output.stacked(one.accounts)) for one in chosen]
    output.show(output.table("Who is who", ("id", "kind", "accounts"), rows))
    output.show(
        f"[green]Written[/] to {output.plain(desk.workspace_file)}. Next:",
        "  hatcheck resolve   names the credentials that show no account",
        "  hatcheck review    goes through links that stand in no file: apps and phones",
        "  hatcheck audit     shows what leads from one identity to another",
    )

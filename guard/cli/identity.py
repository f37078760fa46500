"""``hatcheck identity add|list|remove``."""

from argparse import ArgumentParser, Namespace

from guard.cli import naming, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.model.identity import Identity, IdentityKind
from guard.workspace.durations import spoken


def arguments(parser: ArgumentParser) -> None:
    """add, list and remove."""
    verbs = parser.add_subparsers(dest="verb", metavar="add|list|remove", required=True)
    add = verbs.add_parser("add", help="add an identity", description="Add an identity.")
    add.add_argument("id", help="a short name to type: redcross, me")
    add.add_argument("--kind", choices=[*IdentityKind], required=True, help="a brand, or a person")
    add.add_argument("--name", help="the name as people know it")
    add.add_argument("--color", help="#rrggbb")
    add.add_argument("--account", action="append", default=[], metavar="ACCOUNT", help="x:@RedCross; may be repeated")
    add.add_argument("--folder", action="append", default=[], metavar="FOLDER", help="whose pictures are its own")
    add.add_argument("--hours", action="append", default=[], metavar="HOURS", help='"Mon-Fri 08:00-18:00"')
    add.add_argument("--session", metavar="SPAN", help="how long this hat is worn: 25m")
    listing = verbs.add_parser("list", help="show all identities", description="Show all identities.")
    output.add_format(listing)
    remove = verbs.add_parser("remove", help="remove an identity", description="Remove an identity and its accounts.")
    naming.add_identity(remove, "id")


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says."""
    match args.verb:
        case "add":
            return _add(args, desk)
        case "remove":
            return _remove(args.id, desk)
        case _:
            return _list(args.format, desk.workspace.identities)


def _add(args: Namespace, desk: Desk) -> int:
    said = {
        "id": args.id,
        "name": args.name or args.id,
        "kind": str(args.kind),
        "color": args.color,
        "accounts": args.account,
        "folders": args.folder,
        "hours": args.hours,
        "session": args.session,
    }
    with desk.draft() as draft:
        draft.add("identity", {key: value for key, value in said.items() if value or key == "accounts"})
    output.show(f"[green]Added[/] {output.plain(args.name or args.id)} to {output.plain(desk.workspace_file)}")
    return 0


def _remove(name: str, desk: Desk) -> int:
    with desk.draft() as draft:
        if not draft.remove("identity", id=name):
            raise Failure(f'There is no identity "{name}" in {desk.workspace_file}')
    output.show(f"Removed {output.plain(name)}; its accounts belong to nobody now, and posts to them are held.")
    return 0


def _list(form: str, identities: tuple[Identity, ...]) -> int:
    if form == "json":
        output.show_json([_plain(identity) for identity in identities])
        return 0
    rows = [
        (
            f"[{identity.color}]●[/] {output.plain(identity.id)}",
            output.plain(identity.name),
            identity.kind.value,
            output.stacked(identity.accounts) or "none yet",
            spoken(identity.session) if identity.session else "",
        )
        for identity in identities
    ]
    output.show(output.table("Identities", ("id", "name", "kind", "accounts", "worn for"), rows))
    return 0


def _plain(identity: Identity) -> dict[str, object]:
    return {
        "id": identity.id,
        "name": identity.name,
        "kind": identity.kind.value,
        "color": identity.color,
        "accounts": [str(account) for account in identity.accounts],
        "folders": list(identity.folders),
        "session": spoken(identity.session) if identity.session else None,
    }

"""``hatcheck account add|list|remove``."""

from argparse import ArgumentParser, Namespace

from guard.cli import naming, output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.model.account import Account
from guard.platforms import BadAccount, parse_account


def arguments(parser: ArgumentParser) -> None:
    """add, list and remove."""
    verbs = parser.add_subparsers(dest="verb", metavar="add|list|remove", required=True)
    for verb, line in (("add", "say whose an account is"), ("remove", "take an account from an identity")):
        sub = verbs.add_parser(verb, help=line, description=f"{line.capitalize()}.")
        naming.add_identity(sub)
        sub.add_argument("account", help="x:@RedCross, https://x.com/RedCross, mastodon:@me@hachyderm.io")
    listing = verbs.add_parser("list", help="show all accounts", description="Show all accounts and whose they are.")
    output.add_format(listing)


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says."""
    match args.verb:
        case "add":
            return _add(args, desk)
        case "remove":
            return _remove(args, desk)
        case _:
            return _list(args.format, desk)


def account_of(text: str) -> Account:
    """The account that was typed; raises Failure that says what to type instead."""
    try:
        return parse_account(text)
    except BadAccount as error:
        raise Failure(f"{text!r} is no account: {error}") from None


def _add(args: Namespace, desk: Desk) -> int:
    account = account_of(args.account)
    with desk.draft() as draft:
        table = draft.identity(args.identity)
        if table is None:
            known = desk.identity(args.identity)  # of the organisation's file: this layer adds to it
            draft.add("identity", {"id": known.id, "accounts": [str(account)]})
        else:
            draft.listed(table, "accounts").append(str(account))
    output.show(f"[green]{output.plain(account)}[/] belongs to {output.plain(args.identity)} now.")
    return 0


def _remove(args: Namespace, desk: Desk) -> int:
    account = account_of(args.account)
    with desk.draft() as draft:
        table = draft.identity(args.identity)
        listed = draft.listed(table, "accounts") if table is not None else []
        at = next((number for number, text in enumerate(listed) if account_of(text) == account), None)
        if at is None:
            raise Failure(f"{account} is not among the accounts of {args.identity} in {desk.workspace_file}")
        del listed[at]
    output.show(f"{output.plain(account)} belongs to nobody now; posts to it are held.")
    return 0


def _list(form: str, desk: Desk) -> int:
    pairs = [(account, identity) for identity in desk.workspace.identities for account in identity.accounts]
    if form == "json":
        output.show_json([{"account": str(a), "identity": i.id, "kind": i.kind.value} for a, i in pairs])
        return 0
    rows = [(output.plain(a), f"[{i.color}]●[/] {output.plain(i.name)}", i.kind.value) for a, i in pairs]
    output.show(output.table("Accounts", ("account", "belongs to", "kind"), rows))
    return 0

"""``hatcheck scheduler add|list|try|token|remove``: tools that post by themselves, for a freeze to pause."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.cli.language import add_language, language_for
from guard.languages import said
from guard.model.identity import IdentityKind
from guard.model.scheduler import ItemState, Scheduler
from guard.vault import Absent, Secret, Unavailable, Vault
from guard.workspace.outside import TOOLS

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


def arguments(parser: ArgumentParser) -> None:
    """add, list, try, token and remove."""
    verbs = parser.add_subparsers(dest="verb", metavar="add|list|try|token|remove", required=True)
    add = verbs.add_parser("add", help="name a tool, and keep its token in the keyring")
    add.add_argument("id", metavar="ID", help="a short name to type: blog")
    add.add_argument("--tool", required=True, choices=sorted(TOOLS), help="which program it is")
    add.add_argument("--address", required=True, metavar="URL", help="where it is: https://blog.acme.example")
    add.add_argument("--brand", required=True, action="append", metavar="IDENTITY", help="in whose name it sends")
    add.add_argument("--name", default="", help="what people call it")
    text = "an automation that posts as the brand, by name or id; without this option they are found out"
    add.add_argument("--only", action="append", default=[], metavar="NAME", help=text)
    add_language(add)
    listing = verbs.add_parser("list", help="show all, and whether each has a token")
    output.add_format(listing)
    trying = verbs.add_parser("try", help="ask one what would go out; nothing is changed there")
    trying.add_argument("id", metavar="ID")
    add_language(trying)
    token = verbs.add_parser("token", help="give one another token, and try it")
    token.add_argument("id", metavar="ID")
    add_language(token)
    remove = verbs.add_parser("remove", help="forget one, and its token")
    remove.add_argument("id", metavar="ID")


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says."""
    match args.verb:
        case "add":
            return _add(args, desk)
        case "try":
            return _try(_known(args.id, desk), language_for(args, desk), desk)
        case "token":
            scheduler, language = _known(args.id, desk), language_for(args, desk)
            _keep_token(scheduler, Vault(), language)
            return _try(scheduler, language, desk)
        case "remove":
            return _remove(args.id, desk)
        case _:
            return _list(args.format, desk)


def _add(args: Namespace, desk: Desk) -> int:
    if not _ID.fullmatch(args.id):
        raise Failure(f"{args.id!r} cannot be an id: use small letters, digits, dots and dashes")
    if any(one.id == args.id for one in desk.workspace.schedulers):
        raise Failure(f'There is a scheduler "{args.id}" already. Remove it first, or take another name.')
    args.address = args.address.strip()
    for name in args.brand:
        if desk.identity(name).kind is not IdentityKind.BRAND:
            raise Failure(f'"{name}" is a person; only the tools of brands are paused')
    vault, language = Vault(), language_for(args, desk)
    _checked_address(args.address, language)
    scheduler = Scheduler(args.id, args.tool, args.address, tuple(args.brand), args.name, tuple(args.only))
    values = {"id": args.id, "tool": args.tool, "name": args.name, "address": args.address}
    lists = {"brands": args.brand, "only": args.only}
    _keep_token(scheduler, vault, language)
    try:
        with desk.draft() as draft:
            draft.add("scheduler", {key: value for key, value in {**values, **lists}.items() if value})
    except BaseException:
        vault.delete(scheduler.key)
        raise
    output.show(f"[green]Added[/] {output.plain(scheduler.shown)} to {output.plain(desk.workspace_file)}")
    return _try(scheduler, language, desk)


def _checked_address(address: str, language: str) -> None:
    """Raises Failure for one that would never be asked."""
    from guard.web import WebTrouble
    from guard.web.addresses import checked

    try:
        checked(address)
    except WebTrouble as problem:
        raise Failure(f"Nothing was changed. {said(problem.text, language)}") from None


def _keep_token(scheduler: Scheduler, vault: Vault, language: str) -> None:
    """Asks for it, without showing it; raises Failure where it cannot be kept."""
    from guard.cli.hidden import hidden
    from guard.pausing import _index

    if isinstance(state := vault.state(), Unavailable):
        raise Failure(f"Nothing was changed, for the keyring cannot be used: {state.reason}")
    output.show(output.plain(said(_index.tool(scheduler.tool).TOOL.token, language)))
    token = hidden(f"The token of {scheduler.id}: ").strip()
    if not token:
        raise Failure("Nothing was typed, and nothing was changed.", 1)
    if isinstance(kept := vault.put(scheduler.key, token), Unavailable):
        raise Failure(f"The token cannot be kept, so nothing was changed: {kept.reason}")


def _try(scheduler: Scheduler, language: str, desk: Desk) -> int:
    """Asks what would go out. Exit code 1 where it cannot be asked."""
    from guard.cli.responding import run as run_
    from guard.engine.schedulers import job_of
    from guard.pausing.adapter import BadToken
    from guard.pausing.all import NoToken
    from guard.pausing.single import items_of
    from guard.web import WebTrouble

    job = job_of(scheduler, scheduler.brands, desk.workspace, Vault())
    try:
        items = run_(items_of(job))
    except (NoToken, BadToken, WebTrouble) as problem:
        raise Failure(f"{scheduler.shown} cannot be asked: {said(problem.args[0], language)}", 1) from None
    except TimeoutError:
        raise Failure(f"{scheduler.shown} cannot be asked: it did not answer in time.", 1) from None
    going = [item for item in items if item.state is ItemState.GOING]
    if not going:
        output.show(f"{output.plain(scheduler.shown)} was asked: nothing would go out now.")
        return 0
    rows = [
        (
            output.plain(item.title),
            f"{item.due.astimezone():%Y-%m-%d %H:%M}" if item.due else item.kind.value,
            output.plain(", ".join(item.accounts)),
        )
        for item in going
    ]
    output.show(output.table(f"{output.plain(scheduler.shown)}: would go out", ("what", "when", "where"), rows))
    return 0


def _list(form: str, desk: Desk) -> int:
    vault, found = Vault(), desk.workspace.schedulers
    state = vault.state() if found else None
    words = {Secret: "yes", Absent: "no", Unavailable: "unknown"}
    rows = [(one.id, one.tool, one.address, ", ".join(one.brands), _token(one, vault, state, words)) for one in found]
    if form == "json":
        output.show_json([dict(zip(("id", "tool", "address", "brands", "token"), row, strict=True)) for row in rows])
        return 0
    if not rows:
        output.show("No scheduler is named yet. Begin with: hatcheck scheduler add")
        return 0
    told = [tuple(map(output.plain, row)) for row in rows]
    output.show(output.table("Schedulers", ("id", "tool", "address", "brands", "token"), told))
    return 0


def _token(one: Scheduler, vault: Vault, state: object, words: Mapping[type[object], str]) -> str:
    """A keyring that is locked is not asked: it would ask its owner for the password."""
    return "unknown" if isinstance(state, Unavailable) else words[type(vault.get(one.key))]


def _remove(name: str, desk: Desk) -> int:
    scheduler = _known(name, desk)
    with desk.draft() as draft:
        if not draft.remove("scheduler", id=name):
            raise Failure(f'There is no scheduler "{name}" in {desk.workspace_file}')
    output.show(f"Removed {output.plain(scheduler.shown)}; a freeze does not pause it any more.")
    if isinstance(gone := Vault().delete(scheduler.key), Unavailable):
        raise Failure(f"The keyring still holds its token: {gone.reason}", 1)
    return 0


def _known(name: str, desk: Desk) -> Scheduler:
    found = next((one for one in desk.workspace.schedulers if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in desk.workspace.schedulers) or "none yet: hatcheck scheduler add"
        raise Failure(f'There is no scheduler "{name}". Known are: {known}')
    return found

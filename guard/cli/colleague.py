"""``hatcheck colleague add|list|remove|pin``: who may take the second look at a post of this desk."""

import re
import secrets
from argparse import ArgumentParser, Namespace

from guard.cli import output
from guard.cli.desk import Desk
from guard.cli.failure import Failure
from guard.vault import Done, Secret, Unavailable, Vault
from guard.workspace import Colleague

SHORTEST_PIN = 6
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


def arguments(parser: ArgumentParser) -> None:
    """add, list, remove and pin."""
    verbs = parser.add_subparsers(dest="verb", metavar="add|list|remove|pin", required=True)
    add = verbs.add_parser("add", help="add a colleague, and show the phrase that pairs their machine with this desk")
    add.add_argument("id", metavar="ID", help="a short name to type: ada")
    add.add_argument("--name", help="the name as people know it")
    listing = verbs.add_parser("list", help="show all colleagues")
    output.add_format(listing)
    remove = verbs.add_parser("remove", help="remove a colleague; their codes and PIN count no more")
    remove.add_argument("id", metavar="ID")
    pin = verbs.add_parser("pin", help="let a colleague choose a PIN, for saying yes at this machine")
    pin.add_argument("id", metavar="ID")


def run(args: Namespace, desk: Desk) -> int:
    """Does what the verb says."""
    match args.verb:
        case "add":
            return _add(args.id, args.name or args.id, desk)
        case "remove":
            return _remove(args.id, desk)
        case "pin":
            return _pin(args.id, desk)
        case _:
            return _list(args.format, desk)


def _add(name: str, shown: str, desk: Desk) -> int:
    from guard.engine.approval import pin_name, secret_name
    from guard.protocol.approval import SECRET_BYTES, phrase_of

    if not _ID.fullmatch(name):
        raise Failure(f"{name!r} cannot be an id: use small letters, digits, dots and dashes")
    if _known(name, desk):
        raise Failure(f'There is a colleague "{name}" already. For a new phrase remove them first.')
    vault = _open_vault()
    secret = secrets.token_bytes(SECRET_BYTES)
    vault.delete(pin_name(name))  # of somebody who had this id before
    if isinstance(kept := vault.put(secret_name(name), secret.hex()), Unavailable):
        raise Failure(f"The phrase cannot be kept, so nothing was changed: {kept.reason}")
    try:
        with desk.draft() as draft:
            draft.add("colleague", {"id": name, "name": shown})
    except BaseException:
        vault.delete(secret_name(name))
        raise
    output.show(f"[green]Added[/] {output.plain(shown)} to {output.plain(desk.workspace_file)}")
    output.show(f"\nThe phrase that pairs their machine with this desk, shown this once:\n\n    {phrase_of(secret)}\n")
    output.show(
        "Read it to them, or write it down for them; whoever has it can say yes in their name. They type it after:"
    )
    output.show("    hatcheck approve --pair --desk NAME        [dim](NAME: what they call this desk)[/]")
    output.show(f"At this machine they can use a PIN instead: hatcheck colleague pin {output.plain(name)}")
    return 0


def _remove(name: str, desk: Desk) -> int:
    """Out of the workspace first: from then on nothing of theirs counts, whatever the keyring says."""
    from guard.engine.approval import pin_name, secret_name

    with desk.draft() as draft:
        if not draft.remove("colleague", id=name):
            raise Failure(f'There is no colleague "{name}" in {desk.workspace_file}')
    output.show(f"Removed {output.plain(name)}; no code and no PIN of theirs counts any more.")
    vault = Vault()
    for kept in (secret_name(name), pin_name(name)):
        if isinstance(gone := vault.delete(kept), Unavailable):
            raise Failure(f"The keyring still holds what their codes were made with: {gone.reason}", 1)
    return 0


def _pin(name: str, desk: Desk) -> int:
    from guard.cli.hidden import hidden
    from guard.engine.approval import pin_name
    from guard.protocol.approval import pin_of

    if not (colleague := _known(name, desk)):
        raise Failure(f'There is no colleague "{name}". Add one: hatcheck colleague add {name}')
    vault = _open_vault()
    pin = hidden(f"A PIN for {_harmless(colleague.name)}, chosen by themselves: ").strip()
    if len(pin) < SHORTEST_PIN or not pin.isprintable():
        raise Failure(f"A PIN has at least {SHORTEST_PIN} characters that can be typed. Nothing was changed.", 1)
    if hidden("The same once more: ").strip() != pin:
        raise Failure("These were two different PINs. Nothing was changed.", 1)
    salt = secrets.token_bytes(16)
    kept = vault.put(pin_name(name), f"{salt.hex()}:{pin_of(pin, salt)}")
    if not isinstance(kept, Done):
        raise Failure(f"The PIN cannot be kept: {kept.reason}")
    output.show(f"{output.plain(colleague.name)} can say yes with their PIN at this machine now.")
    return 0


def _list(form: str, desk: Desk) -> int:
    from guard.engine.approval import pin_name, secret_name

    vault, colleagues = Vault(), desk.workspace.colleagues
    state = vault.state() if colleagues else None
    why = state.reason if isinstance(state, Unavailable) else ""

    def has(kept: str) -> bool | None:
        return None if why else isinstance(vault.get(kept), Secret)

    rows = [(each.id, each.name, has(secret_name(each.id)), has(pin_name(each.id))) for each in colleagues]
    if form == "json":
        output.show_json([dict(zip(("id", "name", "code", "pin"), row, strict=True)) for row in rows])
        return 0
    words = {True: "yes", False: "no", None: "unknown"}
    told = [(output.plain(name), output.plain(shown), words[code], words[pin]) for name, shown, code, pin in rows]
    output.show(
        output.table("Colleagues", ("id", "name", "code", "PIN"), told) if told else "There are no colleagues yet."
    )
    if why:
        output.show(f"[yellow]What they can say yes with is not known:[/] {output.plain(why)}")
    return 0


def _known(name: str, desk: Desk) -> Colleague | None:
    return next((each for each in desk.workspace.colleagues if each.id == name), None)


def _open_vault() -> Vault:
    """A keyring that can be used now; else nothing is begun."""
    vault = Vault()
    if isinstance(state := vault.state(), Unavailable):
        raise Failure(f"Nothing was changed, for the keyring cannot be used: {state.reason}")
    return vault


def _harmless(text: str) -> str:
    from guard.cli.visible import one_line

    return one_line(text).plain
